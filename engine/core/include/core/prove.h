/* prove.h: what can become of a scenario, walked exactly: every state of every style
 * and motive that choices can come to. */
#pragma once

#include "core/score.h"

#define SP_STRATEGIES 80

/* A chance as a fraction in lowest terms, for printing: up to 39 digits each. */
struct sp_chance {
    char part[40], whole[40]; /* "" where it does not fit 128 bits */
    uint64_t ppm;             /* the same in millionths, rounded */
    bool too_often;           /* above its bound */
};

struct sp_pair_proof {
    unsigned style, motive;
    bool whole; /* every state was walked; else all below is about those that were */
    uint32_t states, edges;
    bool passes;
    unsigned shortest; /* lines of a shortest pass */
    const struct sp_reply *path[SP_TURNS_MOST];
    int ending;                       /* with which it ends, by index */
    int lowest, highest, lowest_pass; /* totals */
    uint32_t earned;                  /* bit competency * SP_LEVELS + level - 1 */
    uint32_t stuck;                   /* states from which only time ends it */
    struct sp_chance chance[SP_STRATEGIES];
};

struct sp_proof {
    const struct sp_scenario *scenario;
    struct sp_pair_proof *pairs; /* styles times motives, motives fastest */
    unsigned pair_count;
    const char (*strategy)[48]; /* ids */
    unsigned strategies;
    bool *node_seen, *reply_seen; /* by index and by serial */
    unsigned bad_pairs; /* no pass, a chance above its bound, a stuck state, or not
                           walked whole */
};

struct sp_prove_ask {
    uint32_t states_most; /* per style and motive */
    bool strategies;      /* beside the random player, who always is there */
    uint64_t bound_part, bound_whole;   /* of a strategy: 1/50 */
    uint64_t method_part, method_whole; /* of the method by heart: 1/20 */
    /* Told after each pair; false stops the proof. May be NULL. */
    bool (*tick)(void *data, unsigned done, unsigned of);
    void *data;
};

/* NULL when it was stopped. Freed by sp_proof_free. */
struct sp_proof *sp_prove(const struct sp_scenario *scenario,
                          const struct sp_prove_ask *ask);
void sp_proof_free(struct sp_proof *proof);
