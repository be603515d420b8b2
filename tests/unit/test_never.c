/* test_never.c: what no call may do, against a plain judge that plays every call and
 * looks at all its lines again. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "core/prove.h"
#include "explain.h"
#include "generate.h"
#include "load.h"
#include "prove_key.h"

#define WAYS_MOST 40000
#define STATES_ROOM 16384

/* A call as it is played. */
struct call {
    struct run run;
    struct packing packing;
    struct sp_state state[SP_TURNS_MOST + 1];
    const struct sp_reply *said[SP_TURNS_MOST];
    unsigned lines;
};

/* What all calls of one style and motive came to. */
struct plain {
    struct call call;
    unsigned long ways;
    unsigned shortest[SP_NEVERS]; /* lines; 0: none */
    struct sp_without without[SP_NEVERS - SP_NEVER_WITHOUT];
    int highest_pass;
    unsigned perfect_lines;
    /* States from which lines may be said, in the order of their keys, with the lines
     * to the nearest success. */
    struct place {
        struct key key;
        struct sp_state state;
        unsigned far;
    } * place;
    unsigned places;
};

/* ---- all of a call ---- */

static bool
has(const struct sp_reply *reply, enum sp_signal signal)
{
    return (reply->signals >> signal) & 1;
}

static bool
offers(const struct sp_reply *reply)
{
    return has(reply, SP_RESOLVE) && reply->remedies;
}

static const struct sp_motive *
motive_of(const struct call *c)
{
    return &c->run.scenario->motives[c->run.motive];
}

static bool
settles(const struct call *c, const struct sp_reply *reply)
{
    return (offers(reply) && (reply->remedies & motive_of(c)->resolved_by)) ||
           (has(reply, SP_DEFER_DATED) && motive_of(c)->beyond_authority);
}

static bool
is_answer(const struct sp_reply *reply) /* as the generator's group says */
{
    return has(reply, SP_FEATURE) || has(reply, SP_RESOLVE) || has(reply, SP_CLOSE);
}

static bool
only_argues(const struct sp_reply *reply)
{
    for (unsigned i = 0; i < SP_MOVES; i++) {
        if (has(reply, i) && i != SP_FEATURE && i != SP_ADVANTAGE && i != SP_DISMISS &&
            i != SP_CONFRONT && i != SP_OVERPROMISE && i != SP_CONCEDE)
            return false;
    }
    return true;
}

static bool
lacks(const struct call *c, enum sp_signal move)
{
    for (unsigned i = 0; i < c->lines; i++) {
        const struct sp_reply *r = c->said[i];

        if (has(r, move) || (move == SP_CLOSE && has(r, SP_DEFER_DATED)) ||
            (move == SP_RESOLVE && has(r, SP_DEFER_DATED) &&
             motive_of(c)->beyond_authority))
            return false;
    }
    return true;
}

/* The first line, from 1, that does it; 0: none. */
static unsigned
first_line(const struct call *c, bool (*does)(const struct sp_reply *reply))
{
    for (unsigned i = 0; i < c->lines; i++) {
        if (does(c->said[i]))
            return i + 1;
    }
    return 0;
}

static bool
asks(const struct sp_reply *reply)
{
    return has(reply, SP_CLARIFY);
}

static bool
feels(const struct sp_reply *reply)
{
    return has(reply, SP_EMPATHISE);
}

static int
level_of(const struct call *c, const struct sp_score *score, const char *id,
         bool *headline)
{
    const struct sp_rubric *rubric = c->run.scenario->rubric;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        *headline = rubric->competency[i].headline;
        if (strcmp(rubric->competency[i].id, id) == 0)
            return score->competency[i].judged ? score->competency[i].level : -1;
    }
    return -1;
}

static bool
succeeded(const struct call *c, const struct sp_state *state)
{
    return state->ending >= 0 &&
           c->run.scenario->endings[state->ending].kind == SP_SUCCESS;
}

/* ---- saying it again ---- */

static int
by_key(const void *a, const void *b)
{
    return memcmp(&((const struct place *)a)->key, &((const struct place *)b)->key,
                  sizeof(struct key));
}

static struct place *
place_of(const struct plain *p, const struct sp_state *state)
{
    struct place wanted = {.key = pack(&p->call.packing, state)};

    return bsearch(&wanted, p->place, p->places, sizeof wanted, by_key);
}

static unsigned
far_of(const struct plain *p, const struct sp_state *state)
{
    const struct place *place;

    if (succeeded(&p->call, state))
        return 0;
    if (state->ending >= 0)
        return 1000;
    place = place_of(p, state);
    return place ? place->far : 1000;
}

/* A line as if there were always time for another. */
static void
say(const struct call *c, const struct sp_state *from, const struct sp_reply *reply,
    struct sp_state *to)
{
    struct sp_state early = *from;
    struct answer answer;

    early.turn = 0;
    step(&c->run, &early, reply, to, &answer);
}

static void
measure(struct plain *p)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    bool more = true;

    for (unsigned i = 0; i < p->places; i++)
        p->place[i].far = 1000;
    while (more) {
        more = false;
        for (unsigned i = 0; i < p->places; i++) {
            unsigned n = open_replies(&p->call.run, &p->place[i].state, open);

            for (unsigned k = 0; k < n; k++) {
                struct sp_state to;

                say(&p->call, &p->place[i].state, open[k], &to);
                if (far_of(p, &to) + 1 < p->place[i].far) {
                    p->place[i].far = far_of(p, &to) + 1;
                    more = true;
                }
            }
        }
    }
}

static bool
gains(const struct plain *p, const struct sp_state *first, const struct sp_reply *reply)
{
    const struct call *c = &p->call;
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state a, b, to;

    say(c, first, reply, &to);
    /* What no condition asks for does not count. */
    unpack(&c->packing, pack(&c->packing, first), &a);
    unpack(&c->packing, pack(&c->packing, &to), &b);
    if (succeeded(c, &to) || b.knows > a.knows || b.resolved > a.resolved ||
        (b.voiced & ~a.voiced))
        return true;
    if (to.ending >= 0)
        return false;
    for (unsigned i = 0; i < c->run.scenario->meters; i++) {
        if (b.meter[i] > a.meter[i])
            return true;
    }
    unsigned n = open_replies(&c->run, &to, open);

    for (unsigned i = 0; to.node == first->node && i < n; i++) {
        if (!is_open(&c->run, first, open[i]))
            return true;
    }
    return far_of(p, &to) < far_of(p, first);
}

/* ---- judging ---- */

static void
found(struct plain *p, enum sp_never never)
{
    unsigned lines = p->call.lines;

    if (p->shortest[never] == 0 || lines < p->shortest[never])
        p->shortest[never] = lines;
}

static void
judge_manner(struct plain *p, const struct sp_state *now)
{
    const struct call *c = &p->call;
    unsigned asserts = 0, flatters = 0, argues = 0;

    for (unsigned i = 0; i < c->lines; i++) {
        asserts += c->said[i]->manner == SP_ASSERTION;
        flatters += c->said[i]->manner == SP_FLATTERY;
        argues += only_argues(c->said[i]);
    }
    if (!now->resolved && !succeeded(c, now))
        return;
    if (asserts == c->lines)
        found(p, SP_NEVER_ASSERTION);
    if (flatters == c->lines)
        found(p, SP_NEVER_FLATTERY);
    if (asserts + flatters == c->lines)
        found(p, SP_NEVER_MANNER);
    if (argues == c->lines)
        found(p, SP_NEVER_ARGUMENT);
}

static void
judge_pass(struct plain *p, const struct sp_score *score)
{
    const struct call *c = &p->call;
    const struct sp_reply *last = c->said[c->lines - 1];
    unsigned asked = first_line(c, asks), felt = first_line(c, feels);
    bool offered = false, settled = false, headline;

    for (unsigned i = 0; i < c->lines; i++) {
        offered = offered || offers(c->said[i]);
        settled = settled || settles(c, c->said[i]);
    }
    if (offered && !settled)
        found(p, SP_NEVER_WRONG);
    if (has(last, SP_DEFER_DATED) && !has(last, SP_CLOSE) &&
        !(motive_of(c)->beyond_authority && asked && asked < c->lines && felt &&
          felt < c->lines))
        found(p, SP_NEVER_DEFERRAL);
    for (unsigned i = 0; i < SP_NEVERS - SP_NEVER_WITHOUT; i++) {
        enum sp_signal move = sp_never_move(i);
        const char *id =
            move == SP_FEATURE || move == SP_BENEFIT ? "fab" : sp_signal_name(move);

        if (!lacks(c, move))
            continue;
        p->without[i].passes = true;
        if (level_of(c, score, id, &headline) >= 0 && headline)
            found(p, SP_NEVER_WITHOUT + i);
    }
    if (score->total > p->highest_pass ||
        (score->total == p->highest_pass && c->lines < p->perfect_lines)) {
        p->highest_pass = score->total;
        p->perfect_lines = c->lines;
    }
}

static void
judge_end(struct plain *p, const struct sp_state *end)
{
    const struct call *c = &p->call;
    unsigned asked = first_line(c, asks), answered = first_line(c, is_answer);
    struct sp_score score;
    bool headline;

    judge_state(&c->run, end, &score);
    if (answered && (!asked || answered <= asked) &&
        level_of(c, &score, "clarify", &headline) >= 2)
        found(p, SP_NEVER_EARLY);
    for (unsigned i = 0; i < SP_NEVERS - SP_NEVER_WITHOUT; i++) {
        if (lacks(c, sp_never_move(i)) && score.total > p->without[i].best)
            p->without[i].best = score.total;
    }
    if (score.pass)
        judge_pass(p, &score);
}

/* The call as it stands after its last line. */
static void
judge(struct plain *p)
{
    const struct call *c = &p->call;
    const struct sp_state *now = &c->state[c->lines];
    unsigned n = c->lines;

    judge_manner(p, now);
    if (now->ending >= 0)
        judge_end(p, now);
    if (n >= 2 && c->said[n - 1] == c->said[n - 2] &&
        c->state[n - 1].node == c->state[n - 2].node &&
        gains(p, &c->state[n - 1], c->said[n - 1]))
        found(p, SP_NEVER_REPEAT);
}

/* Says all there is to say; `judged` or only noting the places. */
static void
play_all(struct plain *p, bool judged)
{
    struct call *c = &p->call;
    const struct sp_state *now = &c->state[c->lines];
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct answer answer;

    if (now->ending >= 0) {
        p->ways++;
        return;
    }
    if (!judged && p->places < STATES_ROOM)
        p->place[p->places++] =
            (struct place){.key = pack(&c->packing, now), .state = *now};
    unsigned n = open_replies(&c->run, now, open);

    for (unsigned i = 0; i < n && p->ways < WAYS_MOST && p->places < STATES_ROOM; i++) {
        c->said[c->lines] = open[i];
        step(&c->run, &c->state[c->lines], open[i], &c->state[c->lines + 1], &answer);
        c->lines++;
        if (judged)
            judge(p);
        play_all(p, judged);
        c->lines--;
    }
}

/* False when there are too many calls. */
static bool
play(struct plain *p, const struct run *run)
{
    struct answer answer;

    *p = (struct plain){.call.run = *run, .highest_pass = -1, .place = p->place};
    for (unsigned i = 0; i < SP_NEVERS - SP_NEVER_WITHOUT; i++)
        p->without[i].best = -1;
    packing_init(&p->call.packing, run);
    begin_state(run, &p->call.state[0], &answer);
    if (p->call.state[0].ending >= 0)
        return false;
    play_all(p, false);
    if (p->ways >= WAYS_MOST || p->places >= STATES_ROOM)
        return false;
    qsort(p->place, p->places, sizeof *p->place, by_key);
    unsigned kept = 0;

    for (unsigned i = 0; i < p->places; i++) {
        if (kept == 0 || by_key(&p->place[kept - 1], &p->place[i]) != 0)
            p->place[kept++] = p->place[i];
    }
    p->places = kept;
    measure(p);
    p->ways = 0;
    play_all(p, true);
    return true;
}

/* ---- the two compared ---- */

/* Its lines can be said, and end as it says. */
static void
check_path(const struct run *run, const struct sp_reply *const *path, unsigned lines,
           int ending, bool pass)
{
    struct sp_state state, after;
    struct answer answer;
    struct sp_score score;

    begin_state(run, &state, &answer);
    for (unsigned i = 0; i < lines; i++) {
        if (!CHECK(state.ending < 0 && is_open(run, &state, path[i])))
            return;
        step(run, &state, path[i], &after, &answer);
        state = after;
    }
    CHECK_INT(state.ending, ending);
    judge_state(run, &state, &score);
    CHECK(pass == (state.ending >= 0 && score.pass));
}

/* Whether it is one of those that do it. */
static void
check_breach(struct plain *p, enum sp_never never, const struct sp_breach *breach)
{
    struct call *c = &p->call;
    struct answer answer;

    p->shortest[never] = 0;
    for (unsigned i = 0; i < breach->lines; i++) {
        c->said[i] = breach->path[i];
        step(&c->run, &c->state[i], c->said[i], &c->state[i + 1], &answer);
    }
    c->lines = breach->lines;
    judge(p);
    c->lines = 0;
    CHECK_INT(p->shortest[never], breach->lines);
}

static bool
of_node(const struct sp_node *node, const struct sp_reply *reply)
{
    for (unsigned i = 0; i < node->reply_count; i++) {
        if (&node->replies[i] == reply)
            return true;
    }
    return false;
}

static void
check_rivals(const struct sp_proof *proof, const struct sp_pair_proof *at,
             unsigned seen[SP_NEVERS])
{
    struct run run = {proof->scenario, at->style, at->motive};
    unsigned kin = 0, rivals = 0, shortest = 0;

    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *from = &proof->pairs[i];
        struct sp_state state, after;
        struct answer answer;
        struct sp_score score;
        unsigned k = 0;

        begin_state(&run, &state, &answer);
        while (state.ending < 0 && k < from->perfect_lines &&
               of_node(&run.scenario->nodes[state.node], from->perfect[k]) &&
               is_open(&run, &state, from->perfect[k])) {
            step(&run, &state, from->perfect[k++], &after, &answer);
            state = after;
        }
        judge_state(&run, &state, &score);
        if (from == at || !from->passes || state.ending < 0 || !score.pass)
            continue;
        kin += from->motive == at->motive;
        rivals += from->motive != at->motive;
        if (from->motive != at->motive && (!shortest || k < shortest))
            shortest = k;
    }
    CHECK_INT(at->kin_pass, kin);
    CHECK_INT(at->rivals_pass, rivals);
    CHECK_INT(at->breach[SP_NEVER_RIVAL].lines, shortest);
    seen[SP_NEVER_RIVAL] += shortest > 0;
    if (shortest)
        check_path(&run, at->breach[SP_NEVER_RIVAL].path, shortest,
                   at->breach[SP_NEVER_RIVAL].ending, true);
}

static void
check_pair(struct plain *p, const struct sp_pair_proof *pair, unsigned seen[SP_NEVERS])
{
    const struct run *run = &p->call.run;

    for (unsigned i = 0; i < SP_NEVERS; i++) {
        const struct sp_breach *breach = &pair->breach[i];

        if (i == SP_NEVER_RIVAL)
            continue;
        if (!CHECK_INT(breach->lines, p->shortest[i]))
            fprintf(stderr, "  %s\n", sp_never_name(i));
        if (breach->lines == 0)
            continue;
        seen[i]++;
        check_path(run, breach->path, breach->lines, breach->ending, breach->pass);
        check_breach(p, i, breach);
    }
    for (unsigned i = 0; i < SP_NEVERS - SP_NEVER_WITHOUT; i++) {
        CHECK(pair->without[i].passes == p->without[i].passes);
        CHECK_INT(pair->without[i].best, p->without[i].best);
    }
    CHECK_INT(pair->highest_pass, p->highest_pass);
    if (!CHECK_INT(pair->passes ? pair->perfect_lines : 0, p->perfect_lines) ||
        !pair->passes)
        return;
    check_path(run, pair->perfect, pair->perfect_lines, pair->perfect_ending, true);
}

static void
check_together(const struct sp_proof *proof)
{
    const struct sp_rubric *rubric = proof->scenario->rubric;
    unsigned unearned = 0;

    for (unsigned m = 0; m < proof->scenario->motive_count; m++) {
        int low = 1000, high = -1;

        for (unsigned i = 0; i < proof->pair_count; i++) {
            if (proof->pairs[i].motive != m)
                continue;
            low = proof->pairs[i].highest < low ? proof->pairs[i].highest : low;
            high = proof->pairs[i].highest > high ? proof->pairs[i].highest : high;
        }
        CHECK_INT(proof->spread[m].lowest, low);
        CHECK_INT(proof->spread[m].highest, high);
        CHECK(proof->spread[m].too_wide == (high - low > rubric->fairness.spread));
    }
    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            bool earned = false;

            for (unsigned n = 0; n < proof->pair_count; n++)
                earned =
                    earned || ((proof->pairs[n].earned >> (i * SP_LEVELS + k)) & 1);
            unearned += !earned;
        }
    }
    CHECK_INT(proof->unearned, unearned);
}

/* How many customers were compared; -1: too many calls. */
static int
same_scenario(const struct sp_scenario *s, struct plain *p, unsigned seen[SP_NEVERS])
{
    struct sp_prove_ask ask = {.states_most = 1000000};
    struct sp_proof *proof = sp_prove(s, &ask);
    int same = 0;

    for (unsigned i = 0; i < proof->pair_count && same >= 0; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];
        struct run run = {s, pair->style, pair->motive};

        if (!play(p, &run)) {
            same = -1;
            break;
        }
        check_pair(p, pair, seen);
        check_rivals(proof, pair, seen);
        same++;
    }
    if (same > 0)
        check_together(proof);
    sp_proof_free(proof);
    return same;
}

/* ---- random calls ---- */

/* Few random calls pass a random rubric, and none knows the competencies' names. */
static void
prepare(struct set *set, struct generator *g, unsigned number)
{
    static const char *const names[] = {"clarify", "empathise", "test",
                                        "fab",     "resolve",   "close"};
    struct sp_rubric *rubric = set->rubric;
    struct sp_scenario *s = set->scenario;

    unsigned head = number / 7 % 6, turn = number % 6;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        rubric->competency[i].headline =
            number % 7 && i == head && rubric->competency[i].levels > 1;
        if (i < 6)
            rubric->competency[i].id = names[(i + turn) % 6];
    }
    rubric->mark = 1;
    rubric->fairness.spread = (int)(number % 30);
    for (uint32_t i = 0; i < s->node_count; i++) {
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++) {
            struct sp_reply *reply =
                (struct sp_reply *)(uintptr_t)&s->nodes[i].replies[k];

            g->chance = g->chance * UINT64_C(6364136223846793005) + 1442695040888963407;
            reply->manner = (g->chance >> 40) % SP_MANNERS;
        }
    }
    s->turn_limit = 4 + number % 2; /* or nobody could play every way */
}

static void
test_generated(void)
{
    unsigned same = 0, seen[SP_NEVERS] = {0};
    struct plain p = {.place = sp_alloc(STATES_ROOM, sizeof *p.place)};

    for (struct generator g = {.chance = 7}; same < 500 && test_failures == 0;) {
        struct set set;

        if (generate_set(&g, &set)) {
            prepare(&set, &g, same);
            same += same_scenario(set.scenario, &p, seen) > 0;
        }
        set_finish(&set);
    }
    for (unsigned i = 0; i < SP_NEVERS; i++) {
        printf("%s: %u\n", sp_never_name(i), seen[i]);
        CHECK(seen[i] > 0);
    }
    sp_free(p.place);
}

int
main(void)
{
    sp_mem_init();
    test_generated();
    return test_end();
}
