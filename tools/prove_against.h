/* prove_against.h: `sparring prove FILE --against OLD`: what an edit changes. */
#pragma once

#include "prove_limits.h"

/* `old` is a file, a folder or the id of a shipped scenario. With `quick` nothing is
 * proved: plans and attempts only. CLI_FINDINGS when a pass or a level flips, or a call
 * can no longer be played. */
int prove_against(const struct cli *cli, const char *path, const char *old, bool quick,
                  struct prove_limits *limits, struct sp_prove_ask *ask);
