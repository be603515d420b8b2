/* any.h: lints a text as what it says it is, as `sparring lint` does. */
#pragma once

#include "../unit/load.h"
#include "core/plan.h"

/* A scenario that does not say so is one; rubric and styles of `beside` judge it. */
void lint_any(const char *text, size_t size, const struct set *beside,
              struct sp_diags *diags);
/* Plays every case of a plan; for a code of coverage, W16x, reports what none reaches.
 */
void lint_plan(const char *text, size_t size, const struct set *on, const char *code,
               struct sp_diags *diags);
