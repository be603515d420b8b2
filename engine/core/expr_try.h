/* expr_try.h: whether conditions can hold, by trying every value of what they ask.
 * Exact as long as the values asked for are not too many. */
#pragma once

#include "expr_code.h"

enum tried { TRIED_NEVER, TRIED_FOUND, TRIED_TOO_MANY };

/* Which values there are. */
struct trial {
    enum sp_owner owner; /* of the conditions */
    uint64_t tags;       /* of the node they are judged in */
    unsigned styles, motives;
    const enum sp_kind *kind;  /* by motive */
    bool over;                 /* the call has ended, */
    enum sp_ending_kind ended; /* and how; while it goes on `ended(…)` is false */
    /* Whether a call of this style and motive can stand there with these latches. */
    bool (*stands)(const void *data, unsigned style, unsigned motive, bool knows,
                   bool resolved);
    /* A bit per value of what an operation asks: for OP_METER_GE and OP_COUNT_GE (asked
     * for OP_METER_LT and OP_COUNT_LT too) the value less `low`, for OP_BEFORE enum
     * sp_before_value, for OP_VOICED, OP_VISITED and OP_FACT 1 for no and 2 for yes. */
    uint64_t (*values)(const void *data, enum op_code code, unsigned index, int *low);
    const void *data;
};

/* Looks for a state in which all `count` conditions, none of them NULL, have the value
 * `want`. */
enum tried expr_try(const struct sp_expr *const *exprs, unsigned count, bool want,
                    const struct trial *trial);
