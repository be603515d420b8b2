/* test_prove.c: the prover against a plain one that plays every way through a call. */
#include "test.h"

#include <string.h>

#include "core/prove.h"
#include "explain.h"
#include "generate.h"
#include "load.h"
#include "prove_chance.h"

#define WAYS_MOST 60000 /* of one style and motive; more are not played */

struct plain {
    struct run run;
    unsigned parts, turns;
    unsigned long ways;
    int lowest, highest;
    unsigned shortest; /* 0: no pass */
    u128 passed;
    bool *node_seen, *reply_seen;
};

static void
end_here(struct plain *p, const struct sp_state *state, u128 weight)
{
    struct sp_score score;

    judge_state(&p->run, state, &score);
    p->lowest = score.total < p->lowest ? score.total : p->lowest;
    p->highest = score.total > p->highest ? score.total : p->highest;
    if (!score.pass)
        return;
    if (p->shortest == 0 || state->turn < p->shortest)
        p->shortest = state->turn;
    for (unsigned i = state->turn; i < p->turns; i++)
        weight *= p->parts;
    p->passed += weight;
}

static void
play_all(struct plain *p, const struct sp_state *state, u128 weight)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    unsigned count;

    if (state->ending >= 0) {
        p->ways++;
        end_here(p, state, weight);
        return;
    }
    p->node_seen[state->node] = true;
    count = open_replies(&p->run, state, open);
    for (unsigned i = 0; i < count && p->ways < WAYS_MOST; i++) {
        struct sp_state after;
        struct answer answer;

        p->reply_seen[open[i]->serial] = true;
        step(&p->run, state, open[i], &after, &answer);
        play_all(p, &after, weight * (p->parts / count));
    }
}

/* ---- the two compared ---- */

/* Graphs come one out of the other, as in a proof. True when it was the same again. */
static bool
same_chance(struct graph *g, const struct plain *p, const struct strategy *random,
            const struct face *faces)
{
    struct fraction plain = {p->passed, 1};
    bool again;

    for (unsigned i = 0; i < p->turns; i++)
        plain.whole *= p->parts;
    struct effort effort = {.states_most = 1000000};
    CHECK(graph_next(g, &p->run, &effort, &again) && !g->cut);
    if (!again)
        graph_layers(g);
    bool *hopeful = graph_hopeful(g);
    struct chance_room room;
    struct chance exact;

    chance_room_init(&room, g, hopeful, false);
    pass_chance(g, &room, faces, random, &exact);
    CHECK(exact.surely.whole > 0 && !fraction_less(&plain, &exact.surely) &&
          !fraction_less(&exact.surely, &plain) &&
          !fraction_less(&exact.surely, &exact.most));
    chance_room_finish(&room);
    sp_free(hopeful);
    return again;
}

/* The way that is called a shortest pass is on offer line by line, and passes. */
static bool
way_passes(const struct run *run, const struct sp_pair_proof *pair)
{
    struct sp_state state, after;
    struct answer answer;
    struct sp_score score;

    begin_state(run, &state, &answer);
    for (unsigned i = 0; i < pair->shortest; i++) {
        const struct sp_reply *open[SP_REPLIES_MOST];
        unsigned count = state.ending < 0 ? open_replies(run, &state, open) : 0, k = 0;

        while (k < count && open[k] != pair->path[i])
            k++;
        if (k == count)
            return false;
        step(run, &state, open[k], &after, &answer);
        state = after;
    }
    judge_state(run, &state, &score);
    return state.ending == pair->ending && score.pass;
}

/* ---- cut short ---- */

static bool
stop_soon(void *data, const struct sp_prove_progress *progress)
{
    unsigned *left = data;

    CHECK(progress->done <= progress->of && progress->walked <= progress->known + 1);
    return *left > 0 && (*left)-- > 0;
}

static u128
number(const char *digits)
{
    u128 value = 0;

    for (; *digits; digits++)
        value = value * 10 + (unsigned)(*digits - '0');
    return value;
}

/* Whatever was not walked: the truth lies between what is said. */
static void
not_belied(const struct plain *p, const struct sp_pair_proof *pair)
{
    const struct sp_chance *c = &pair->chance[0];
    struct fraction plain = {p->passed, 1}, least = {number(c->part), number(c->whole)},
                    most = {number(c->most_part), number(c->most_whole)};

    for (unsigned i = 0; i < p->turns; i++)
        plain.whole *= p->parts;
    CHECK(!fraction_less(&plain, &least) && !fraction_less(&most, &plain));
    CHECK(pair->highest < 0 ||
          (pair->lowest >= p->lowest && pair->highest <= p->highest));
    CHECK(!pair->passes || (p->shortest > 0 && pair->shortest >= p->shortest));
    CHECK((pair->cut == SP_CUT_NOT) == pair->whole);
    if (pair->whole)
        CHECK(!fraction_less(&least, &most) && pair->lowest == p->lowest &&
              pair->highest == p->highest);
}

struct cut_counts {
    unsigned cut, whole, known; /* known: something of the chance, though cut */
};

/* `limit`: a proof by states and one by being stopped after as many ticks. */
static void
cut_short(const struct sp_scenario *s, const struct plain *plain, unsigned limit,
          struct cut_counts *counts)
{
    for (unsigned way = 0; way < 2; way++) {
        unsigned left = limit;
        struct sp_prove_ask ask = {.states_most = way == 0 ? limit : 1000000,
                                   .strategies = way == 1,
                                   .tick = way == 1 ? stop_soon : NULL,
                                   .data = &left};
        struct sp_proof *proof = sp_prove(s, &ask);

        for (unsigned i = 0; i < proof->pair_count; i++) {
            const struct sp_pair_proof *pair = &proof->pairs[i];

            if (plain[i].turns == 0)
                continue;
            not_belied(&plain[i], pair);
            counts->cut += !pair->whole;
            counts->whole += pair->whole;
            counts->known += !pair->whole && pair->chance[0].most_ppm < 1000000;
        }
        sp_proof_free(proof);
    }
}

/* How many of the pairs can pass; -1 when there are too many ways to play them all. */
static int
same_scenario(const struct sp_scenario *s, unsigned *again, struct cut_counts *counts)
{
    struct sp_prove_ask ask = {.states_most = 1000000};
    struct sp_proof *proof = sp_prove(s, &ask);
    struct face *faces = faces_of(s);
    struct strategy list[STRATEGIES_MOST];
    struct graph graph = {0};
    bool *nodes = sp_alloc(s->node_count, 1),
         *replies = sp_alloc(s->reply_total + 1, 1);
    struct plain *all = sp_alloc(proof->pair_count, sizeof *all);
    int passes = 0;

    list_strategies(s->has_lang, list);
    for (unsigned i = 0; i < proof->pair_count && passes >= 0; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];
        struct plain p = {.run = {s, pair->style, pair->motive},
                          .parts = 2520, /* all numbers to 9 divide it */
                          .turns = s->turn_limit,
                          .lowest = 1000,
                          .highest = -1,
                          .node_seen = nodes,
                          .reply_seen = replies};
        struct sp_state state;
        struct answer answer;

        begin_state(&p.run, &state, &answer);
        if (state.ending >= 0)
            continue;
        play_all(&p, &state, 1);
        if (p.ways >= WAYS_MOST) {
            passes = -1;
            break;
        }
        CHECK(pair->whole);
        CHECK_INT(pair->lowest, p.lowest);
        CHECK_INT(pair->highest, p.highest);
        CHECK_INT(pair->passes ? pair->shortest : 0, p.shortest);
        *again += same_chance(&graph, &p, &list[0], faces) && pair->passes;
        CHECK(!pair->passes || way_passes(&p.run, pair));
        passes += pair->passes;
        all[i] = p;
    }
    if (passes >= 0) {
        CHECK(memcmp(nodes, proof->node_seen, s->node_count) == 0);
        CHECK(memcmp(replies, proof->reply_seen, s->reply_total) == 0);
        for (unsigned limit = 1; limit < 300; limit *= 5)
            cut_short(s, all, limit, counts);
    }
    sp_free(all);
    graph_finish(&graph);
    sp_free(nodes);
    sp_free(replies);
    sp_free(faces);
    sp_proof_free(proof);
    return passes;
}

/* Few random calls pass a random rubric. */
static void
be_kind(struct sp_rubric *rubric)
{
    for (unsigned i = 0; i < rubric->competencies; i++)
        rubric->competency[i].headline = false;
    rubric->mark = rubric->mark / 4;
}

static void
test_generated(void)
{
    unsigned same = 0, passes = 0, skipped = 0, again = 0;
    struct cut_counts counts = {0};

    for (struct generator g = {.chance = 99}; same < 200 && test_failures == 0;) {
        struct set set;

        if (generate_set(&g, &set)) {
            set.scenario->turn_limit = 4; /* or nobody could play every way */
            be_kind(set.rubric);
            int passed = same_scenario(set.scenario, &again, &counts);

            same += passed >= 0;
            passes += passed > 0;
            skipped += passed < 0;
        }
        set_finish(&set);
    }
    printf("%u scenarios, %u with passes, %u too large; %u graphs again\n", same,
           passes, skipped, again);
    CHECK(passes > 10);
    printf("cut short: %u whole, %u not, of %u of them something was known\n",
           counts.whole, counts.cut, counts.known);
    CHECK(again > 10);
    CHECK(counts.whole > 10 && counts.cut > 10 && counts.known > 10);
}

/* ---- equal but for names ---- */

/* The chances of all players, when the customer is walked without the one before. */
static void
same_alone(const struct sp_proof *proof, const struct sp_pair_proof *pair,
           const struct face *faces)
{
    struct run run = {proof->scenario, pair->style, pair->motive};
    struct effort effort = {.states_most = 1000000};
    struct strategy list[STRATEGIES_MOST];
    struct chance_room room;
    struct chance chance;
    struct graph g;

    list_strategies(proof->scenario->has_lang, list);
    CHECK(graph_build(&g, &run, &effort));
    CHECK_INT(g.edge_count, pair->edges);
    graph_layers(&g);
    bool *hopeful = graph_hopeful(&g);

    chance_room_init(&room, &g, hopeful, true);
    for (unsigned i = 0; i < proof->strategies; i++) {
        const struct sp_chance *c = &pair->chance[i];

        pass_chance(&g, &room, faces, &list[i], &chance);
        CHECK(chance.surely.part == number(c->part) &&
              chance.surely.whole == number(c->whole));
    }
    chance_room_finish(&room);
    sp_free(hopeful);
    graph_finish(&g);
}

/* The motives of the price objection differ in which replies fit, not in how many. */
static void
test_equal(void)
{
    char *path = load_path("scenarios/price-objection.json");
    struct sp_prove_ask ask = {.states_most = 1000000, .strategies = true};
    struct set set;
    bool again;

    if (CHECK(load_set(path, &set))) {
        struct graph g = {0};
        struct face *faces = faces_of(set.scenario);
        unsigned same = 0;

        set.styles->styles = 1;
        set.scenario->turn_limit = 9;
        struct sp_proof *proof = sp_prove(set.scenario, &ask);

        for (unsigned i = 0; i < proof->pair_count; i++) {
            const struct sp_pair_proof *pair = &proof->pairs[i];
            struct run run = {set.scenario, pair->style, pair->motive};
            struct effort effort = {.states_most = 1000000};

            CHECK(graph_next(&g, &run, &effort, &again));
            same += again;
            CHECK(pair->passes && way_passes(&run, pair));
            same_alone(proof, pair, faces);
        }
        CHECK_INT(same, proof->pair_count - 1);
        graph_finish(&g);
        sp_proof_free(proof);
        sp_free(faces);
    }
    set_finish(&set);
    sp_free(path);
}

int
main(void)
{
    sp_mem_init();
    test_generated();
    test_equal();
    return test_end();
}
