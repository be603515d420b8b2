/* prove_core.h: the graph of what a call can come to, apart from what it is worth.
 *
 * Conditions of a scenario do not ask what the rubric counts, so a call's state is a
 * pair: where it stands, and what the rubric has counted so far. The first alone makes
 * a small graph, whose edges carry what the second takes from a line: a letter. */
#pragma once

#include "prove_effort.h"
#include "prove_key.h"
#include "prove_table.h"

#define CORE_END (UINT32_C(1) << 31) /* set in an edge's `to`: a core_end, no state */

struct letter {                        /* what a line does to the rubric's watch */
    uint64_t counts[SP_COUNTERS / 64]; /* bit per counter that goes up */
    uint64_t first, then;              /* bit per before that is decided so */
};

struct core_edge {
    uint32_t to;
    uint16_t letter;
    uint8_t reply; /* in its node */
    bool missed;   /* misheard, misfit or wrong */
};

struct core_end { /* all a condition of the rubric can ask of an ended call but counts
                   */
    int16_t ending;
    bool knows, resolved;
    uint64_t voiced;
};

struct core {
    struct run run;
    struct packing packing;
    struct key *keys;
    uint32_t *first;           /* edges of state i: first[i] to first[i + 1] */
    uint32_t *node, *time_end; /* by state: its node; the end if time is up there */
    uint8_t *depth; /* fewest lines to it; at the turn limit nothing is walked */
    struct core_edge *edges;
    struct core_end *ends;
    struct letter *letters;
    uint64_t *colour; /* by state, see prove_same.c; NULL until it is asked for */
    uint32_t count, room, edge_count, edge_room, end_count, end_room, letter_count,
        letter_room;
    uint32_t walked; /* of the states; the others have no edges */
    struct table index, end_index, letter_index;
    bool over; /* the call has ended before the first line */
};

/* False when its states need more than a key; what is there then is only to be
 * finished. Ends early, with what has been walked, where `effort` does. */
bool core_build(struct core *c, const struct run *run, struct effort *effort);
void core_finish(struct core *c);
size_t core_bytes(const struct core *c);
uint64_t letter_hash(const struct letter *letter);
/* A state with this end's latches, for judging. */
void core_end_state(const struct core *c, uint32_t end, struct sp_state *out);
