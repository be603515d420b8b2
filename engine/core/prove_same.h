/* prove_same.h: whether two customers' calls are the same but for names. */
#pragma once

#include "prove_slice.h"

/* Renumbers the states, edges, letters and ends of `core` so that they are those of
 * `like`; what is said may differ, and what the latches of an end are. False when there
 * is no such numbering, or none was found; `core` then is as it was. */
bool core_match(struct core *like, struct core *core);
/* Whether every letter and every end of two such cores does the same to both. */
bool slices_same(const struct slices *a, const struct slices *b,
                 const struct core *core);
