/* upgrade.h: the version of the house's formats, and old files made new.
 *
 * scenarios/README.md has the rule by which the number goes up. Older versions are read
 * for good; rewriting them is a convenience. */
#pragma once

#include <stddef.h>

#include "core/diag.h"
#include "core/str.h"

#define SP_FORMAT_VERSION 2 /* of scenarios, rubrics and styles */

enum sp_upgraded { SP_UPGRADE_REFUSED, SP_UPGRADE_NOTHING, SP_UPGRADE_DONE };

/* Adds to `out` the text of a scenario, rubric or styles in the newest version, with a
 * "$schema" in front where there was none; all else stays byte for byte as it was. The
 * text should have been read without errors before: what is not as it should be is left
 * as it is. Refused, with a finding, is what is no JSON, no file of these three kinds,
 * newer than this program, or as large as a file may be. Nothing is added unless done.
 */
enum sp_upgraded sp_upgrade(const char *text, size_t size, struct sp_str *out,
                            struct sp_diags *diags);
