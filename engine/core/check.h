/* check.h: reading one check, the same for rubric and styles. */
#pragma once

#include "read.h"

/* id, when, side and wording of a check; points and remedy are the rubric's own. */
void read_check(struct reader *r, const cJSON *at, const struct sp_scope *scope,
                struct sp_check *out);
