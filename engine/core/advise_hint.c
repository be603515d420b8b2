/* advise_hint.c: what to say next, as far as the trainee could know it.
 *
 * A motive is possible as long as the same lines would have brought the same words and
 * the same choice of replies. For every possible motive all sound continuations are
 * played to their end, layer by layer, equal states only once; a layer that grows too
 * wide keeps what is worth most. The example is the reply that does best on average:
 * passes first, then points, then fewer lines, then the file's order. Everything else
 * in the hint is derived from the first possible motive, never from the true one. */
#include "core/advise.h"

#include <stdlib.h>
#include <string.h>

#include "explain.h"

#define PASS_WORTH 1000000 /* more than all points of all motives */
#define POINT_WORTH 100    /* more than all lines */
#define UNSOUND (-1)
#define PLACES_MOST 16000 /* of one hint: a bound on time for very bushy scenarios */
#define LAYER_LEAST 8
#define LAYER_MOST 256

/* ---- the motives that are possible ---- */

static bool
same_words(const struct sp_says *a, const struct sp_says *b)
{
    if (!a || !b)
        return a == b;
    for (unsigned lang = 0; lang < SP_LANGS; lang++) {
        if (a->text.count[lang] != b->text.count[lang])
            return false;
        for (unsigned i = 0; i < a->text.count[lang]; i++) {
            if (strcmp(a->text.by[lang][i], b->text.by[lang][i]) != 0)
                return false;
        }
    }
    return true;
}

/* Whether two runs look the same to the trainee at this point. */
static bool
looks_same(const struct run *a, const struct sp_state *at, const struct answer *said,
           const struct run *b, const struct sp_state *bt, const struct answer *heard)
{
    const struct sp_reply *one[SP_REPLIES_MOST], *other[SP_REPLIES_MOST];
    unsigned count;

    if (at->ending != bt->ending || at->node != bt->node ||
        mood_of(a, at) != mood_of(b, bt) || !same_words(said->says, heard->says))
        return false;
    if (at->ending >= 0)
        return true;
    count = open_replies(a, at, one);
    return open_replies(b, bt, other) == count &&
           memcmp(one, other, count * sizeof *one) == 0;
}

/* Replays the call as it would be with another motive; false when it would have looked
 * otherwise. */
static bool
is_possible(const struct sp_session *session, const struct replay *r,
            const struct run *run, struct sp_state *state)
{
    struct answer answer;

    begin_state(run, state, &answer);
    if (!looks_same(r->run, &r->state[0], &session->opening.answer, run, state,
                    &answer))
        return false;
    for (unsigned i = 0; i < r->lines; i++) {
        struct sp_state before = *state;

        step(run, &before, r->reply[i], state, &answer);
        if (!looks_same(r->run, &r->state[i + 1], &session->records[r->index[i]].answer,
                        run, state, &answer))
            return false;
    }
    return true;
}

/* ---- what a reply leads to ---- */

struct place {
    struct sp_state state;
    uint32_t from; /* bit i: reached by the i-th open reply */
    int points;
};

struct layer {
    struct place *at;
    unsigned count;
};

struct outlook {
    const struct run *run;
    unsigned wide;               /* places that a layer may hold */
    long value[SP_REPLIES_MOST]; /* by place among the open replies */
};

static int
by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* All that play depends on, and no byte of padding. */
static int
by_state(const void *a, const void *b)
{
    const struct sp_state *x = &((const struct place *)a)->state;
    const struct sp_state *y = &((const struct place *)b)->state;
    const uint64_t one[] = {x->node,  x->knows,   x->resolved,   x->voiced,
                            x->facts, x->visited, x->once_count, x->turn};
    const uint64_t other[] = {y->node,  y->knows,   y->resolved,   y->voiced,
                              y->facts, y->visited, y->once_count, y->turn};

    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        if (one[i] != other[i])
            return one[i] < other[i] ? -1 : 1;
    }
    int order = memcmp(x->count, y->count, sizeof x->count);

    if (order == 0)
        order = memcmp(x->before, y->before, sizeof x->before);
    if (order == 0)
        order = memcmp(x->meter, y->meter, sizeof x->meter);
    return order ? order : memcmp(x->once, y->once, x->once_count * sizeof *x->once);
}

static int
by_points(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    return x->points != y->points ? (x->points < y->points) - (x->points > y->points)
                                  : by_state(a, b);
}

static void
take_end(struct outlook *o, const struct sp_state *state, uint32_t from)
{
    struct sp_score score;
    long value;

    judge_state(o->run, state, &score);
    value = score.total * (long)POINT_WORTH - state->turn;
    value += score.pass ? PASS_WORTH : 0;
    for (unsigned i = 0; i < SP_REPLIES_MOST; i++) {
        if (((from >> i) & 1) && value > o->value[i])
            o->value[i] = value;
    }
}

/* Adds what sound lines make of a place. */
static void
grow(struct outlook *o, const struct place *place, struct layer *next, bool first)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    unsigned count = open_replies(o->run, &place->state, open);
    bool stuck = true;

    for (unsigned i = 0; i < count; i++) {
        struct place *made = &next->at[next->count];
        struct answer ignored;
        uint64_t did = step(o->run, &place->state, open[i], &made->state, &ignored);
        uint32_t from = first ? UINT32_C(1) << i : place->from;

        if (!is_sound(&place->state, open[i], did))
            continue;
        stuck = false;
        if (made->state.ending >= 0) {
            take_end(o, &made->state, from);
            continue;
        }
        /* In whatever order they were used up. */
        qsort(made->state.once, made->state.once_count, sizeof made->state.once[0],
              by_number);
        made->from = from;
        next->count++;
    }
    if (stuck && !first)
        take_end(o, &place->state, place->from);
}

/* Makes one of equal places, and leaves out the poorest when there are too many. */
static void
thin_out(struct outlook *o, struct layer *layer)
{
    unsigned kept = 0;

    qsort(layer->at, layer->count, sizeof *layer->at, by_state);
    for (unsigned i = 0; i < layer->count; i++) {
        if (kept > 0 && by_state(&layer->at[i], &layer->at[kept - 1]) == 0)
            layer->at[kept - 1].from |= layer->at[i].from;
        else
            layer->at[kept++] = layer->at[i];
    }
    layer->count = kept;
    if (kept <= o->wide)
        return;
    for (unsigned i = 0; i < kept; i++)
        layer->at[i].points = points_of(o->run, &layer->at[i].state);
    qsort(layer->at, layer->count, sizeof *layer->at, by_points);
    layer->count = o->wide;
}

static void
look_ahead(struct outlook *o, const struct sp_state *state, struct layer layers[2])
{
    struct layer *now = &layers[0], *next = &layers[1];

    for (unsigned i = 0; i < SP_REPLIES_MOST; i++)
        o->value[i] = UNSOUND;
    now->at[0].state = *state;
    now->count = 1;
    for (bool first = true; now->count > 0; first = false) {
        struct layer *spare = now;

        next->count = 0;
        for (unsigned i = 0; i < now->count; i++)
            grow(o, &now->at[i], next, first);
        thin_out(o, next);
        now = next;
        next = spare;
    }
}

/* ---- the choice ---- */

struct choice {
    struct run run;        /* with the first possible motive */
    struct sp_state state; /* now, in that run */
    const struct sp_reply *open[SP_REPLIES_MOST];
    unsigned count;
    unsigned best;
};

/* False when nothing open is sound, whatever the motive. */
static bool
choose(const struct sp_session *session, const struct replay *r, struct choice *out)
{
    const struct sp_scenario *s = session->run.scenario;
    struct sp_state *state = sp_alloc(s->motive_count, sizeof *state);
    unsigned motive[SP_MOTIVES_MOST], motives = 0;
    long long sum[SP_REPLIES_MOST] = {0};
    bool sound[SP_REPLIES_MOST] = {false}, found = false;
    struct outlook o = {.wide = LAYER_MOST};
    struct layer layers[2] = {{0}, {0}};

    for (unsigned m = 0; m < s->motive_count; m++) {
        struct run run = session->run;

        run.motive = m;
        if (is_possible(session, r, &run, &state[motives]))
            motive[motives++] = m;
    }
    unsigned wide = PLACES_MOST / (motives * (s->turn_limit - session->state.turn));

    o.wide = wide > LAYER_MOST ? LAYER_MOST : wide < LAYER_LEAST ? LAYER_LEAST : wide;
    for (unsigned i = 0; i < 2; i++)
        layers[i].at =
            sp_alloc((size_t)o.wide * SP_REPLIES_MOST + 1, sizeof *layers[i].at);
    out->run = session->run;
    out->run.motive = motive[0];
    out->state = state[0];
    out->count = open_replies(&out->run, &out->state, out->open);
    for (unsigned m = 0; m < motives; m++) {
        struct run run = session->run;

        run.motive = motive[m];
        o.run = &run;
        look_ahead(&o, &state[m], layers);
        for (unsigned i = 0; i < out->count; i++) {
            sum[i] += o.value[i];
            sound[i] = sound[i] || o.value[i] != UNSOUND;
        }
    }
    for (unsigned i = 0; i < out->count; i++) {
        if (sound[i] && (!found || sum[i] > sum[out->best]))
            out->best = i;
        found = found || sound[i];
    }
    sp_free(layers[0].at);
    sp_free(layers[1].at);
    sp_free(state);
    return found;
}

/* ---- what it is good for ---- */

/* The competency of what a line does, by the names of the method. */
static const struct {
    uint64_t moves;
    const char *competency;
} served[] = {
    {SP_BIT(SP_CLARIFY), "clarify"},
    {SP_BIT(SP_EMPATHISE), "empathise"},
    {SP_BIT(SP_TEST), "test"},
    {SP_BIT(SP_RIGHT) | SP_BIT(SP_RESOLVE), "resolve"},
    {SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT), "fab"},
    {SP_BIT(SP_CLOSE) | SP_BIT(SP_DEFER), "close"},
};

static const struct sp_competency *
competency_named(const struct sp_rubric *rubric, const char *id)
{
    for (unsigned i = 0; i < rubric->competencies; i++) {
        if (strcmp(rubric->competency[i].id, id) == 0)
            return &rubric->competency[i];
    }
    return NULL;
}

/* The check that the line earns at once: the first in the method's order. */
static void
find_gain(const struct choice *c, const struct sp_state *after, struct sp_hint *out)
{
    const struct sp_rubric *rubric = c->run.scenario->rubric;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *competency = &rubric->competency[i];

        for (unsigned k = 0; k < competency->levels; k++) {
            const struct sp_check *check = &competency->level[k];

            if (!check_holds(&c->run, after, SP_OF_RUBRIC, check))
                break; /* what waits for a lower level is not near */
            if (check_holds(&c->run, &c->state, SP_OF_RUBRIC, check))
                continue;
            out->due = competency;
            out->check = check;
            return;
        }
    }
}

/* When nothing is earned at once: what the line does, and the next check of that. */
static void
find_aim(const struct choice *c, uint64_t did, struct sp_hint *out)
{
    const struct sp_rubric *rubric = c->run.scenario->rubric;

    for (size_t i = 0; i < sizeof served / sizeof *served && !out->due; i++) {
        if (did & served[i].moves)
            out->due = competency_named(rubric, served[i].competency);
    }
    for (unsigned k = 0; out->due && k < out->due->levels; k++) {
        const struct sp_check *check = &out->due->level[k];

        if (check_holds(&c->run, &c->state, SP_OF_RUBRIC, check))
            continue;
        if (check_may_hold(&c->run, &c->state, check))
            out->check = check;
        return;
    }
}

/* Why it is due, by how far the call has come. */
static const char *
reason(const struct sp_hint *hint, const struct sp_state *state, uint64_t did)
{
    static const struct {
        const char *competency, *before, *known, *settled;
    } why[] = {
        {"clarify", "hint.why.unknown", "hint.why.unconfirmed", "hint.why.listen"},
        {"empathise", "hint.why.unheard", "hint.why.unacknowledged", "hint.why.listen"},
        {"test", "hint.why.genuine", "hint.why.untested", "hint.why.unchecked"},
        {"resolve", "hint.why.next", "hint.why.remedy", "hint.why.unchecked"},
        {"fab", "hint.why.next", "hint.why.next", "hint.why.value"},
        {"close", "hint.why.next", "hint.why.next", "hint.why.step"},
    };

    if (hint->due && strcmp(hint->due->id, "fab") == 0 && (did & SP_BIT(SP_TEST)))
        return "hint.why.reaction";
    for (size_t i = 0; hint->due && i < sizeof why / sizeof *why; i++) {
        if (strcmp(hint->due->id, why[i].competency) == 0)
            return state->resolved ? why[i].settled
                   : state->knows  ? why[i].known
                                   : why[i].before;
    }
    return "hint.why.next";
}

/* ---- how it begins ---- */

static bool
ends_clause(uint32_t code)
{
    static const uint32_t ends[] = {',',    '.',    ';',    ':',    '?',
                                    '!',    0x3002, 0xff0c, 0xff1b, 0xff1a,
                                    0xff1f, 0xff01, 0x2026, 0x2014, 0x2013};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (code == ends[i])
            return true;
    }
    return false;
}

/* Letters and figures that run on without spaces, as in English; a Chinese character
 * can end anywhere. */
static bool
runs_on(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z') || code == '\'' || code == 0x2019 ||
           code == '-' || code == '%' || (code >= 0xc0 && code < 0x250);
}

/* The last end of a clause, else of a word, in the first half. */
static size_t
beginning_of(const char *text)
{
    size_t size = strlen(text), at = 0, count = 0, half = sp_utf8_count(text) / 2;
    size_t clause = 0, clause_at = 0, word = 0;

    while (at < size && count < half) {
        uint32_t code = 0, next = 0;
        size_t length = sp_utf8_next(text + at, size - at, &code);

        at += length;
        count++;
        sp_utf8_next(text + at, size - at, &next);
        /* 2.5 and 1,000 are not two clauses. */
        if (ends_clause(code) && !(code < 0x80 && runs_on(next)) &&
            !ends_clause(next)) {
            clause = at;
            clause_at = count;
        }
        if (code != ' ' && !ends_clause(next) && !(runs_on(code) && runs_on(next)))
            word = at;
    }
    /* A bare "Well," helps nobody. */
    return clause_at * 3 >= half ? clause : word;
}

bool
sp_session_hint(const struct sp_session *session, struct sp_hint *out)
{
    struct choice choice = {.best = 0};
    struct sp_state after;
    struct answer ignored;

    if (session->state.ending >= 0)
        return false;
    struct replay *r = replay_session(session);
    bool found = choose(session, r, &choice);

    sp_free(r);
    if (!found)
        return false;
    *out = (struct sp_hint){.example = choice.open[choice.best]};
    uint64_t did = step(&choice.run, &choice.state, out->example, &after, &ignored);

    find_gain(&choice, &after, out);
    if (!out->due)
        find_aim(&choice, did, out);
    out->why = reason(out, &choice.state, did);
    for (unsigned lang = 0; lang < SP_LANGS; lang++) {
        const struct sp_wordings *text = &out->example->text;

        out->begin[lang] = text->count[lang] ? beginning_of(text->by[lang][0]) : 0;
    }
    return true;
}
