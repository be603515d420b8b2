/* lint_judge.h: how conditions and lines act on sets of values, for lint_flow.c. */
#pragma once

#include "lint_flow.h"

/* Leaves only what can be with these styles and motives. */
void restrict_to(struct might *m, const struct pairs *pairs);
/* Leaves only what can be when the condition has the value `want`, as far as its parts
 * say it one by one. */
void narrow(const struct flow *f, struct might *m, const struct sp_expr *expr,
            bool want);
/* What a line does to the state in which it is said: `tags` are its node's. */
void apply_line(const struct flow *f, uint64_t tags, const struct sp_reply *reply,
                struct might *m);
