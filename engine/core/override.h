/* override.h: what a file itself says about codes, for diag.c and the readers. */
#pragma once

#include "core/codes.h"
#include "read.h"

/* What becomes of a finding with this code; false: it is turned off. The counts of
 * `diags` stay those of the table until sp_lint_end, so that an error which was a
 * warning keeps no other part from looking. */
bool override_severity(struct sp_diags *diags, const struct sp_code *code,
                       enum sp_severity *severity);
void override_free(struct sp_overrides *overrides); /* NULL is fine */

/* The shape of a file's `lint`, which play does not ask about any more. */
void read_lint(struct reader *r, const cJSON *root);
