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

/* What is worth walking: states from which a pass, or what was not walked, can be come
 * to. Freed with sp_free. */
bool *graph_hopeful(const struct graph *g);

/* Room for walking one graph after the other. */
struct chance_room {
    uint32_t *number; /* by state: its number among the hopeful ones */
    uint32_t *state;  /* back */
    uint32_t hopeful;
    u128 *now, *next; /* all 0 between walks */
    uint32_t *active, *later;
    struct effort *effort; /* or NULL; where it ends, the rest counts as not walked */
};

/* `remembers`: also for strategies that do. */
void chance_room_init(struct chance_room *room, const struct graph *g,
                      const bool *hopeful, bool remembers);
void chance_room_finish(struct chance_room *room);

struct chance {
    struct fraction surely; /* of the whole: it passes */
    struct fraction most;   /* the same if all that was not walked passed */
};

void pass_chance(const struct graph *g, struct chance_room *room,
                 const struct face *faces, const struct strategy *strategy,
                 struct chance *out);
/* Compares without rounding. */
bool fraction_less(const struct fraction *a, const struct fraction *b);
bool fraction_above(const struct fraction *a, uint64_t part, uint64_t whole);
/* In millionths, rounded to the nearest, or down, or up. */
enum rounding { ROUND, ROUND_DOWN, ROUND_UP };
uint64_t fraction_ppm(const struct fraction *a, enum rounding rounding);
