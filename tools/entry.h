/* entry.h: an entry of the manual of codes, in one language. */
#pragma once

#include "cli.h"

/* Prints what scenarios/codes/CODE.md says. Returns the status to end with. */
int entry_explain(const struct cli *cli, const char *code);
