/* plan.h: plans: what must happen when a scenario is played a certain way, one readable
 * directive a line, `#` for remarks.
 *
 *   case a title                     begins a case
 *   seed 7 style professor motive makeup
 *   at NODE                          the customer must stand here
 *   pick REPLY                       answer
 *   knows | resolved | voiced NEED   must hold now
 *   level COMPETENCY N, total N      of the score as it stands now
 *   end ENDING pass|fail             how the call must have ended */
#pragma once

#include "core/score.h"

struct sp_plan_line {
    unsigned line;       /* in the file, from 1 */
    const char *word[8]; /* as written, by the arena; NULL after the last */
    unsigned column[8];
    unsigned words;
};

struct sp_plan_case {
    const char *title;
    unsigned line;
    const char *style, *motive;
    uint64_t seed;
    const struct sp_plan_line *lines;
    unsigned line_count;
};

struct sp_plan {
    struct sp_plan_case *cases;
    unsigned count;
    struct sp_arena arena;
};

/* Reads a plan; reports E07x with its place and returns NULL when it is not one. */
struct sp_plan *sp_plan_read(const char *text, size_t size, struct sp_diags *diags);
void sp_plan_free(struct sp_plan *plan);

/* Plays a case and reports every expectation that fails (E08x at the plan's line). The
 * session as it stood at the end; the caller frees it. NULL when it could not start. */
struct sp_session *sp_plan_run(const struct sp_plan_case *plan_case,
                               const struct sp_scenario *scenario,
                               struct sp_diags *diags);
