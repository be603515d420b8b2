/* prove_slice.h: what the rubric counts, one competency at a time.
 *
 * A competency's counters and befores make a small automaton over the letters of a core
 * graph. States that no further letter and no end can tell apart are one (Moore,
 * Gedanken- experiments on sequential machines, 1956), so what a level no longer needs
 * is not remembered. */
#pragma once

#include "prove_core.h"

#define SLICE_STATES 4096

struct slice {
    uint32_t states, letters; /* after merging; letters of its own */
    uint16_t *letter;         /* by letter of the core */
    uint16_t *next;           /* [state * letters + letter]; the first state is 0 */
    /* [state * ends + end]: the level, or -1 when the competency is not judged; for a
     * critical check 1 when it is true. */
    int8_t *value;
};

/* A rubric's slices: its competencies, then its critical checks. */
struct slices {
    struct slice slice[SP_COMPETENCIES + SP_CRITICALS];
    unsigned count, ends;
};

/* False when a competency asks for too much. To be finished in any case. */
bool slices_build(struct slices *s, const struct core *core);
void slices_finish(struct slices *s);
