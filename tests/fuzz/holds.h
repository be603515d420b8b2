/* holds.h: what must be so whatever a scenario says. */
#pragma once

#include "core/scenario.h"

/* Lints the text, twice, reads it, and plays what is read with every customer. NULL
 * when all holds, else what does not. `played` counts the texts that could be played.
 */
const char *lint_holds(const char *text, size_t size, const struct sp_rubric *rubric,
                       const struct sp_styles *styles, unsigned *played);
