/* player.h: the players of proofs and simulations, in words. */
#pragma once

#include "cli.h"

/* "longest:zh" is "who takes the longest line (Chinese)". The caller frees it. */
char *player_name(const struct cli *cli, enum sp_lang lang, const char *id);
