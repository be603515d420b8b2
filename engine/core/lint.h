/* lint.h: what `sparring lint` says beyond errors. Each part looks at a scenario that
 * has none, reports warnings in one walk, and changes nothing. A part takes time linear
 * in the file's size. */
#pragma once

#include "scenario_read.h"

void lint_shape(struct loader *ld);
