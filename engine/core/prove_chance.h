/* prove_chance.h: the exact chance that a player who does not listen passes.
 *
 * Each choice among k equally liked lines weighs 1 / k; with L the least common
 * multiple of 1 to the greatest k and T the turn limit, every way through a call weighs
 * a whole number of parts of L ^ T, which are added in unsigned 128-bit integers. */
#pragma once

#include "naive.h"
#include "prove_graph.h"

__extension__ typedef unsigned __int128 u128;

struct fraction {
    u128 part, whole; /* in lowest terms; whole 0: it does not fit 128 bits */
};

/* What is worth walking: states from which a pass can be reached. Freed with sp_free.
 */
bool *graph_hopeful(const struct graph *g);
struct fraction pass_chance(const struct graph *g, const bool *hopeful,
                            const struct face *faces, const struct strategy *strategy);
/* Compares without rounding. */
bool fraction_less(const struct fraction *a, const struct fraction *b);
bool fraction_above(const struct fraction *a, uint64_t part, uint64_t whole);
/* In millionths, rounded to the nearest. */
uint64_t fraction_ppm(const struct fraction *a);
