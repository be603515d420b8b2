/* prove_graph.h: every state that one style and motive can come to, and every line
 * between them: where the call stands (prove_core.h) times what the rubric has counted
 * (prove_slice.h). The turn is no part of it: what must know how many lines were said
 * walks the graph layer by layer. */
#pragma once

#include "prove_slice.h"

#define GRAPH_END \
    (UINT32_C(1) << 31) /* set in an edge's `to`: an outcome, not a state */
#define GRAPH_NO_END UINT32_MAX

struct outcome_row { /* what an ended call was worth; equal ones are one */
    int16_t ending, total;
    bool pass;
    int8_t level[SP_COMPETENCIES]; /* -1: not judged */
    uint32_t critical;             /* bit per critical check */
};

struct graph {
    struct core core;
    struct slices slices;
    unsigned shift[SP_COMPETENCIES + SP_CRITICALS + 1], core_bits; /* of a key */
    uint64_t *keys;
    uint32_t *first; /* edges of state i: first[i] to first[i + 1] */
    uint8_t *depth;  /* fewest lines to it */
    uint32_t *to;    /* by edge; for the rest of it see graph_edge() */
    struct outcome_row *ends;
    uint32_t
        *time_end; /* by state: the outcome if time is up there, see graph_layers */
    uint32_t count, room, edge_count, edge_room, end_count, end_room;
    struct table index, end_index;
    uint32_t walked; /* of the states; the others have no edges */
    bool cut;        /* some were not walked */
    unsigned widest; /* most lines open at once */
};

/* Builds the graph, or as much of it as `effort` allows: states that were not walked
 * have no edges. False when scenario or rubric ask for more than a key holds. Always to
 * be finished. */
bool graph_build(struct graph *g, const struct run *run, struct effort *effort);
void graph_finish(struct graph *g);
size_t graph_bytes(const struct graph *g);
/* The graph of the next style and motive in place of the last. `same`: but for names it
 * is the last one; states, edges, outcomes and `time_end` keep their numbers, and only
 * what is said differs. */
bool graph_next(struct graph *g, const struct run *run, struct effort *effort,
                bool *same);
/* Whether a call goes on from there to what was not walked. */
bool graph_is_open(const struct graph *g, uint32_t state);
/* Fills `time_end` for the states that can be come to with the last line, GRAPH_NO_END
 * elsewhere. */
void graph_layers(struct graph *g);

/* Its core state. */
static inline uint32_t
graph_core(const struct graph *g, uint32_t state)
{
    return (uint32_t)(g->keys[state] & ((UINT64_C(1) << g->core_bits) - 1));
}

static inline const struct sp_node *
graph_node(const struct graph *g, uint32_t state)
{
    return &g->core.run.scenario->nodes[g->core.node[graph_core(g, state)]];
}

static inline const struct core_edge *
graph_edge(const struct graph *g, uint32_t state, uint32_t edge)
{
    return &g->core
                .edges[g->core.first[graph_core(g, state)] + (edge - g->first[state])];
}

static inline const struct sp_reply *
graph_reply(const struct graph *g, uint32_t state, uint32_t edge)
{
    return &graph_node(g, state)->replies[graph_edge(g, state, edge)->reply];
}
