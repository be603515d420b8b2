/* practice.h: what to practise after a sitting: every check that it missed, until it
 * has been earned in a practice call. */
#pragma once

#include "store/exams.h"

struct sp_practice_item {     /* owns its texts */
    char *check, *competency; /* ids */
    bool done;                /* earned in practice since the sitting closed */
};

struct sp_practice { /* owns its items; a zeroed one is valid and empty */
    struct sp_practice_item *item;
    size_t count;
};
void sp_practice_finish(struct sp_practice *practice);

/* The missed checks of a closed sitting's calls, each once, in the rubric's order. A
 * check that lies above a missed one of its ladder comes after it. Calls that went on
 * from a line of another attempt do not count as practice. */
bool sp_practice_plan(struct sp_store *store, const struct sp_sitting_row *sitting,
                      struct sp_practice *practice, struct sp_error *error);
