/* prove_against.h: `sparring prove FILE --against OLD`: what an edit changes. */
#pragma once

#include "cli.h"

/* CLI_FINDINGS when a pass or a level flips. */
int prove_against(const struct cli *cli, const char *path, const char *old);
