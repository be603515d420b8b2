/* prove_slice.c: small automata for what the rubric counts. */
#include "prove_slice.h"

#include "expr_code.h"

#include <string.h>

#define ATOMS_MOST 24

struct machine { /* before merging */
    const struct core *core;
    const struct sp_competency *competency; /* or */
    const struct sp_check *critical;
    uint8_t counter[ATOMS_MOST], before[ATOMS_MOST];
    unsigned counters, befores;
    uint8_t (*state)[ATOMS_MOST]; /* values of the counters, then of the befores */
    uint32_t states;
    struct letter *letter; /* only what this machine asks */
    uint32_t letters;
    uint16_t *of; /* its own letter, by letter of the core */
    uint16_t *next;
    bool too_much;
};

/* ---- what it asks ---- */

static void
add_atom(struct machine *m, uint8_t *list, unsigned *count, uint16_t index)
{
    for (unsigned i = 0; i < *count; i++) {
        if (list[i] == index)
            return;
    }
    if (m->counters + m->befores == ATOMS_MOST)
        m->too_much = true;
    else
        list[(*count)++] = (uint8_t)index;
}

static void
add_expr(struct machine *m, const struct sp_expr *expr)
{
    for (unsigned i = 0; expr && i < expr->count; i++) {
        const struct op *op = &expr->op[i];

        if (op->code == OP_COUNT_GE || op->code == OP_COUNT_LT)
            add_atom(m, m->counter, &m->counters, op->a);
        else if (op->code == OP_BEFORE)
            add_atom(m, m->before, &m->befores, op->a);
    }
}

static void
take_letters(struct machine *m)
{
    const struct core *core = m->core;
    struct letter mask = {0};

    for (unsigned i = 0; i < m->counters; i++)
        mask.counts[m->counter[i] / 64] |= UINT64_C(1) << (m->counter[i] % 64);
    for (unsigned i = 0; i < m->befores; i++)
        mask.first |= UINT64_C(1) << m->before[i];
    m->of = sp_alloc(core->letter_count + 1, sizeof *m->of);
    m->letter = sp_alloc(core->letter_count + 1, sizeof *m->letter);
    for (uint32_t i = 0; i < core->letter_count; i++) {
        struct letter l = core->letters[i];
        uint32_t k = 0;

        for (unsigned w = 0; w < SP_COUNTERS / 64; w++)
            l.counts[w] &= mask.counts[w];
        l.first &= mask.first;
        l.then &= mask.first;
        while (k < m->letters && memcmp(&m->letter[k], &l, sizeof l) != 0)
            k++;
        if (k == m->letters)
            m->letter[m->letters++] = l;
        m->of[i] = (uint16_t)k;
    }
}

/* ---- its states ---- */

static void
read_letter(const struct machine *m, const uint8_t *from, const struct letter *letter,
            uint8_t *to)
{
    const struct sp_watch *watch = &m->core->run.scenario->rubric->watch;

    memcpy(to, from, ATOMS_MOST);
    for (unsigned i = 0; i < m->counters; i++) {
        unsigned c = m->counter[i];

        if (((letter->counts[c / 64] >> (c % 64)) & 1) &&
            from[i] < watch->counter[c].most)
            to[i]++;
    }
    for (unsigned i = 0; i < m->befores; i++) {
        uint8_t *value = &to[m->counters + i];

        if (*value != SP_NEITHER)
            continue;
        if ((letter->then >> m->before[i]) & 1)
            *value = SP_TOO_LATE;
        else if ((letter->first >> m->before[i]) & 1)
            *value = SP_FIRST_CAME;
    }
}

static void
explore(struct machine *m)
{
    m->state = sp_alloc(SLICE_STATES, sizeof *m->state);
    m->next = sp_alloc((size_t)SLICE_STATES * (m->letters + 1), sizeof *m->next);
    m->states = 1;
    for (uint32_t i = 0; i < m->states && !m->too_much; i++) {
        for (uint32_t l = 0; l < m->letters && !m->too_much; l++) {
            uint8_t to[ATOMS_MOST];
            uint32_t k = 0;

            read_letter(m, m->state[i], &m->letter[l], to);
            while (k < m->states && memcmp(m->state[k], to, sizeof to) != 0)
                k++;
            if (k == SLICE_STATES) {
                m->too_much = true;
                break;
            }
            if (k == m->states)
                memcpy(m->state[m->states++], to, sizeof to);
            m->next[i * m->letters + l] = (uint16_t)k;
        }
    }
}

/* ---- what it is worth ---- */

static int8_t
value_at(const struct machine *m, uint32_t state, const struct sp_state *end)
{
    const struct sp_competency *c = m->competency;
    struct sp_state s = *end;
    struct sp_world world = world_of(&m->core->run, &s, SP_OF_RUBRIC);
    unsigned level = 0;

    for (unsigned i = 0; i < m->counters; i++)
        s.count[SP_OF_RUBRIC][m->counter[i]] = m->state[state][i];
    for (unsigned i = 0; i < m->befores; i++)
        s.before[SP_OF_RUBRIC][m->before[i]] = m->state[state][m->counters + i];
    if (!c)
        return sp_expr_holds(m->critical->when, &world);
    if (c->omit && sp_expr_holds(c->omit, &world))
        return -1;
    while (level < c->levels && sp_expr_holds(c->level[level].when, &world))
        level++;
    return (int8_t)level;
}

static int8_t *
values_of(const struct machine *m)
{
    const struct core *core = m->core;
    int8_t *value = sp_alloc((size_t)m->states * core->end_count + 1, sizeof *value);

    for (uint32_t e = 0; e < core->end_count; e++) {
        struct sp_state end;

        core_end_state(core, e, &end);
        for (uint32_t i = 0; i < m->states; i++)
            value[i * core->end_count + e] = value_at(m, i, &end);
    }
    return value;
}

/* ---- merging ---- */

static bool
alike(const struct machine *m, const uint16_t *class_of, const int8_t *value,
      uint32_t a, uint32_t b)
{
    if (class_of[a] != class_of[b] ||
        memcmp(&value[a * m->core->end_count], &value[b * m->core->end_count],
               m->core->end_count) != 0)
        return false;
    for (uint32_t l = 0; l < m->letters; l++) {
        if (class_of[m->next[a * m->letters + l]] !=
            class_of[m->next[b * m->letters + l]])
            return false;
    }
    return true;
}

/* One round: splits the classes by value and by where letters lead. */
static uint32_t
split(const struct machine *m, const int8_t *value, const uint16_t *old, uint16_t *out,
      uint32_t *first)
{
    uint32_t classes = 0;

    for (uint32_t i = 0; i < m->states; i++) {
        uint32_t k = 0;

        while (k < classes && !alike(m, old, value, first[k], i))
            k++;
        if (k == classes)
            first[classes++] = i;
        out[i] = (uint16_t)k;
    }
    return classes;
}

static void
merge(const struct machine *m, const int8_t *value, struct slice *out)
{
    uint16_t *old = sp_alloc(m->states, sizeof *old), *new_class;
    uint32_t *first = sp_alloc(m->states, sizeof *first), classes = 0, before;
    uint32_t ends = m->core->end_count;

    new_class = sp_alloc(m->states, sizeof *new_class);
    do {
        before = classes;
        classes = split(m, value, old, new_class, first);
        memcpy(old, new_class, m->states * sizeof *old);
    } while (classes != before);
    out->states = classes;
    out->letters = m->letters;
    out->next = sp_alloc((size_t)classes * m->letters + 1, sizeof *out->next);
    out->value = sp_alloc((size_t)classes * ends + 1, sizeof *out->value);
    for (uint32_t k = 0; k < classes; k++) {
        memcpy(&out->value[k * ends], &value[first[k] * ends], ends);
        for (uint32_t l = 0; l < m->letters; l++)
            out->next[k * m->letters + l] = old[m->next[first[k] * m->letters + l]];
    }
    sp_free(old);
    sp_free(new_class);
    sp_free(first);
}

static bool
slice_build(struct slice *out, struct machine *m)
{
    take_letters(m);
    explore(m);
    if (!m->too_much) {
        int8_t *value = values_of(m);

        merge(m, value, out);
        out->letter = m->of;
        m->of = NULL;
        sp_free(value);
    }
    sp_free(m->of);
    sp_free(m->letter);
    sp_free(m->state);
    sp_free(m->next);
    return !m->too_much;
}

bool
slices_build(struct slices *s, const struct core *core)
{
    const struct sp_rubric *rubric = core->run.scenario->rubric;

    *s = (struct slices){.ends = core->end_count};
    for (unsigned i = 0; i < rubric->competencies + rubric->criticals; i++) {
        struct machine m = {.core = core};

        if (i < rubric->competencies) {
            m.competency = &rubric->competency[i];
            add_expr(&m, m.competency->omit);
            for (unsigned k = 0; k < m.competency->levels; k++)
                add_expr(&m, m.competency->level[k].when);
        } else {
            m.critical = &rubric->critical[i - rubric->competencies];
            add_expr(&m, m.critical->when);
        }
        if (m.too_much || !slice_build(&s->slice[s->count], &m))
            return false;
        s->count++;
    }
    return true;
}

void
slices_finish(struct slices *s)
{
    for (unsigned i = 0; i < s->count; i++) {
        sp_free(s->slice[i].letter);
        sp_free(s->slice[i].next);
        sp_free(s->slice[i].value);
    }
    *s = (struct slices){0};
}
