/* fuzz_prove.c: proofs of whatever scenario can be read, cut short soon: bounds of a
 * proof that walks less hold what one that walks more finds, one customer's calls laid
 * over another's are what they are when walked themselves, and passes pass. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/load.h"
#include "core/prove.h"
#include "explain.h"
#include "prove_chance.h"

#define FEW 40
#define MORE 1500

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(what)                                     \
    do {                                                \
        if (!(what)) {                                  \
            fprintf(stderr, "fuzz_prove: %s\n", #what); \
            abort();                                    \
        }                                               \
    } while (0)

static struct sp_proof *
prove(const struct sp_scenario *s, uint32_t states)
{
    struct sp_prove_ask ask = {
        .states_most = states, .bytes_most = 4 << 20, .strategies = true};

    return sp_prove(s, &ask);
}

/* The truth lies within the bounds of both. */
static void
agree(const struct sp_pair_proof *a, const struct sp_pair_proof *b, unsigned players)
{
    for (unsigned i = 0; i < players; i++) {
        const struct sp_chance *x = &a->chance[i], *y = &b->chance[i];

        HOLDS(x->ppm <= x->most_ppm);
        if (!*y->part || !*x->part) /* more than 128 bits */
            continue;
        HOLDS(x->ppm <= y->most_ppm && y->ppm <= x->most_ppm);
        HOLDS(!b->whole || !x->too_often || y->too_often);
    }
    if (!b->whole)
        return;
    HOLDS(a->highest < 0 || (a->lowest >= b->lowest && a->highest <= b->highest));
    HOLDS(!a->passes || (b->passes && b->shortest <= a->shortest));
    HOLDS(!a->whole || a->states == b->states);
}

/* The way that is called a pass is one. */
static void
play(const struct sp_scenario *s, const struct sp_pair_proof *pair)
{
    struct run run = {s, pair->style, pair->motive};
    struct sp_state state, after;
    struct answer answer;
    struct sp_score score;

    begin_state(&run, &state, &answer);
    for (unsigned i = 0; i < pair->shortest; i++) {
        const struct sp_reply *open[SP_REPLIES_MOST];
        unsigned count = open_replies(&run, &state, open), k = 0;

        while (k < count && open[k] != pair->path[i])
            k++;
        HOLDS(state.ending < 0 && k < count);
        step(&run, &state, open[k], &after, &answer);
        state = after;
    }
    HOLDS(state.ending == pair->ending);
    judge_state(&run, &state, &score);
    HOLDS(score.pass);
}

/* Without the customer before, whom it may be like. */
static void
alone(const struct sp_proof *proof, const struct sp_pair_proof *pair,
      const struct face *faces)
{
    struct run run = {proof->scenario, pair->style, pair->motive};
    struct effort effort = {.states_most = MORE};
    struct strategy list[STRATEGIES_MOST];
    struct chance_room room;
    struct chance chance;
    struct graph g;

    list_strategies(proof->scenario->has_lang, list);
    HOLDS(graph_build(&g, &run, &effort) && !g.cut);
    HOLDS(g.count == pair->states && g.edge_count == pair->edges);
    graph_layers(&g);
    bool *hopeful = graph_hopeful(&g);

    chance_room_init(&room, &g, hopeful, true);
    for (unsigned i = 0; i < proof->strategies; i++) {
        pass_chance(&g, &room, faces, &list[i], &chance);
        HOLDS(!chance.surely.whole ||
              fraction_ppm(&chance.surely, ROUND) == pair->chance[i].ppm);
    }
    chance_room_finish(&room);
    sp_free(hopeful);
    graph_finish(&g);
}

static void
try(const struct sp_scenario *s)
{
    struct sp_proof *few = prove(s, FEW), *more = prove(s, MORE);
    struct face *faces = faces_of(s);

    for (unsigned i = 0; i < more->pair_count; i++) {
        agree(&few->pairs[i], &more->pairs[i], few->strategies);
        if (more->pairs[i].passes)
            play(s, &more->pairs[i]);
        if (more->pairs[i].whole)
            alone(more, &more->pairs[i], faces);
    }
    sp_free(faces);
    sp_proof_free(few);
    sp_proof_free(more);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct set set;
    struct sp_diags diags = {0};

    if (!set.styles && !load_set_from(SP_SOURCE "/tests/data/small-call.json",
                                      SP_SOURCE "/scenarios/rubric.json",
                                      SP_SOURCE "/scenarios/styles.json", &set))
        abort();
    struct sp_scenario *s =
        sp_scenario_read((const char *)data, size, set.rubric, set.styles, &diags);
    if (s && diags.errors == 0)
        try(s);
    sp_scenario_free(s);
    sp_diags_finish(&diags);
    return 0;
}
