/* card.h: how far the recogniser agrees with labelled lines: assets/nlu/card.json, made
 * by tools/eval-nlu. */
#pragma once

#include "cli.h"

/* Prints it for people, or as it is with --json. Returns the status to end with. */
int card_show(const struct cli *cli);
