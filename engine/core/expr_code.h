/* expr_code.h: compiled conditions, shared by the compiler and the judge. */
#pragma once

#include "core/expr.h"

enum op_code {
    OP_TRUE,
    OP_STYLE,
    OP_MOTIVE,
    OP_KIND,
    OP_METER_GE,
    OP_METER_LT,
    OP_KNOWS,
    OP_RESOLVED,
    OP_VOICED_ANY,
    OP_VOICED,
    OP_COUNT_GE,
    OP_COUNT_LT,
    OP_BEFORE,
    OP_AT,
    OP_ENDED,
    OP_VISITED,
    OP_FACT,
    OP_NOT,
    OP_AND,
    OP_OR
};

struct op {
    uint8_t code; /* enum op_code */
    int8_t k;
    uint16_t a;
};

struct sp_expr {
    unsigned count;
    struct op op[];
};

/* Whether a condition can be true, and whether it can be false, now or at some later
 * point of the call. What is not possible is so for certain. `watch` is that of the
 * condition's file. */
struct chances {
    bool yes, no;
};
struct chances expr_chances(const struct sp_expr *expr, const struct sp_watch *watch,
                            const struct sp_world *world);
