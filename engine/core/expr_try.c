/* expr_try.c: tries every value of what conditions ask. */
#include "expr_try.h"

#include "core/bits.h"

#define VARIABLES 24
#define TRIES_MOST 100000

struct variable {
    enum op_code code;
    unsigned index;
    int low;
    uint64_t values;
};

struct search {
    const struct trial *trial;
    const struct sp_expr *const *exprs;
    unsigned count;
    bool want;
    struct variable list[VARIABLES];
    unsigned variables;
    bool pairs, latches; /* style, motive or kind; knows or resolved are asked */
    bool too_many;
};

static void
add_variable(struct search *s, enum op_code code, unsigned index)
{
    for (unsigned i = 0; i < s->variables; i++) {
        if (s->list[i].code == code && s->list[i].index == index)
            return;
    }
    if (s->variables == VARIABLES) {
        s->too_many = true;
        return;
    }
    struct variable *v = &s->list[s->variables++];
    *v = (struct variable){.code = code, .index = index};
    v->values = s->trial->values(s->trial->data, code, index, &v->low);
}

static void
add_op(struct search *s, const struct op *op)
{
    switch (op->code) {
    case OP_STYLE:
    case OP_MOTIVE:
    case OP_KIND:
        s->pairs = true;
        break;
    case OP_KNOWS:
    case OP_RESOLVED:
        s->latches = true;
        break;
    case OP_METER_GE:
    case OP_METER_LT:
        add_variable(s, OP_METER_GE, op->a);
        break;
    case OP_COUNT_GE:
    case OP_COUNT_LT:
        add_variable(s, OP_COUNT_GE, op->a);
        break;
    case OP_BEFORE:
    case OP_VOICED:
    case OP_VISITED:
    case OP_FACT:
        add_variable(s, op->code, op->a);
        break;
    case OP_VOICED_ANY:
        for (unsigned i = 0; i < 64; i++) {
            int low;

            if (s->trial->values(s->trial->data, OP_VOICED, i, &low) & 2)
                add_variable(s, OP_VOICED, i);
        }
        break;
    default:
        break;
    }
}

static void
set_value(struct sp_state *state, enum sp_owner owner, const struct variable *v,
          unsigned value)
{
    uint64_t bit = UINT64_C(1) << (v->index & 63);
    int number = v->low + (int)value;

    if (v->code == OP_METER_GE)
        state->meter[v->index] = (int8_t)number;
    else if (v->code == OP_COUNT_GE)
        state->count[owner][v->index] = (uint8_t)number;
    else if (v->code == OP_BEFORE)
        state->before[owner][v->index] = (uint8_t)value;
    else if (v->code == OP_VOICED)
        state->voiced = value ? state->voiced | bit : state->voiced & ~bit;
    else if (v->code == OP_VISITED)
        state->visited = value ? state->visited | bit : state->visited & ~bit;
    else
        state->facts = value ? state->facts | bit : state->facts & ~bit;
}

static bool
all_have(const struct search *s, const struct sp_world *world)
{
    for (unsigned i = 0; i < s->count; i++) {
        if (sp_expr_holds(s->exprs[i], world) != s->want)
            return false;
    }
    return true;
}

/* All values of the variables with the rest of the world given, as an odometer. */
static bool
try_values(const struct search *s, struct sp_world *world, struct sp_state *state)
{
    uint64_t left[VARIABLES];

    for (unsigned i = 0; i < s->variables; i++) {
        left[i] = s->list[i].values;
        if (!left[i])
            return false;
        set_value(state, world->owner, &s->list[i], (unsigned)__builtin_ctzll(left[i]));
    }
    for (;;) {
        unsigned i = 0;

        if (all_have(s, world))
            return true;
        for (; i < s->variables; i++) {
            left[i] &= left[i] - 1;
            bool wraps = !left[i];

            if (wraps)
                left[i] = s->list[i].values;
            set_value(state, world->owner, &s->list[i],
                      (unsigned)__builtin_ctzll(left[i]));
            if (!wraps)
                break;
        }
        if (i == s->variables)
            return false;
    }
}

static bool
try_world(const struct search *s, unsigned pair, unsigned latches)
{
    const struct trial *t = s->trial;
    unsigned motive = pair % t->motives;
    struct sp_state state = {
        .knows = latches & 1, .resolved = latches & 2, .ending = -1};
    struct sp_world world = {.state = &state,
                             .owner = t->owner,
                             .style = pair / t->motives,
                             .motive = motive,
                             .kind = t->kind[motive],
                             .tags = t->tags,
                             .ended = t->over ? t->ended : SP_ENDING_KINDS};

    return try_values(s, &world, &state);
}

/* What the conditions do not ask is tried once only. */
static bool
try_worlds(const struct search *s)
{
    const struct trial *t = s->trial;

    for (unsigned latches = 0; latches < 4; latches++) {
        for (unsigned pair = 0; pair < t->styles * t->motives; pair++) {
            if (!t->stands(t->data, pair / t->motives, pair % t->motives, latches & 1,
                           latches & 2))
                continue;
            if (try_world(s, pair, latches))
                return true;
            if (!s->pairs)
                break;
        }
    }
    return false;
}

enum tried
expr_try(const struct sp_expr *const *exprs, unsigned count, bool want,
         const struct trial *trial)
{
    struct search s = {.trial = trial, .exprs = exprs, .count = count, .want = want};
    uint64_t tries = 1;

    for (unsigned i = 0; i < count; i++) {
        for (unsigned k = 0; k < exprs[i]->count; k++)
            add_op(&s, &exprs[i]->op[k]);
    }
    for (unsigned i = 0; i < s.variables && tries <= TRIES_MOST; i++)
        tries *= sp_bits_count(s.list[i].values);
    tries *= (s.latches ? 4 : 1) * (s.pairs ? trial->styles * trial->motives : 1);
    if (s.too_many || tries > TRIES_MOST)
        return TRIED_TOO_MANY;
    return try_worlds(&s) ? TRIED_FOUND : TRIED_NEVER;
}
