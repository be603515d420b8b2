/* lint.h: severities that a file gives to codes, with a reason:
 *
 *   "lint": {"W066": {"severity": "off", "reason": "the brief tells it"}}
 *
 * severity is off, note, warning or error. An error stays one. */
#pragma once

#include "core/diag.h"

/* Reads what the text's `lint` says, before the text itself is read with `diags`.
 * Reports codes that do not exist (E052), are retired (E053), or are errors (E051). A
 * text that is no JSON says nothing. */
void sp_lint_begin(const char *text, size_t size, struct sp_diags *diags);
/* After the text was read: counts the findings as they are now called and, when the
 * text was without errors, reports what `lint` names but nothing had (W150). */
void sp_lint_end(struct sp_diags *diags);
