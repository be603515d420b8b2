/* compare.h: the same lines said under two versions of a scenario: what an edit
 * changes.
 */
#pragma once

#include "core/score.h"

struct sp_call { /* what is said; all borrowed */
    const char *style, *motive;
    uint64_t seed;
    const char *const *reply; /* ids */
    unsigned lines;
};

struct sp_retold {              /* a call as one version has it */
    struct sp_session *session; /* NULL: it has no such style or motive */
    struct sp_score score;
    unsigned said;       /* lines that could be said; fewer when one is not open */
    const char *stopped; /* the first reply that could not be said, or NULL */
    bool over;           /* because the call had ended */
    bool gone;           /* because no reply of that id is at that node */
};

void sp_retell(const struct sp_scenario *scenario, const struct sp_call *call,
               struct sp_retold *out);
void sp_retold_finish(struct sp_retold *retold);

/* What matters most comes last. */
enum sp_change {
    SP_CHANGE_NONE,
    SP_CHANGE_WAY,   /* the same worth by other nodes, moves or another ending */
    SP_CHANGE_TOTAL, /* the same levels, another total */
    SP_CHANGE_STOP,  /* it can be said to its end in one version only */
    SP_CHANGE_LEVEL,
    SP_CHANGE_PASS,
    SP_CHANGES
};
const char *sp_change_name(enum sp_change change); /* "none", "way", …, "pass" */
enum sp_change sp_compare(const struct sp_retold *old, const struct sp_retold *new);
/* The first line (from 1) at which the two go apart: another node, other signals,
 * another answer's node; 0 when they never do. */
unsigned sp_first_difference(const struct sp_retold *old, const struct sp_retold *new);
