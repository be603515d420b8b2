/* card.h: how far the recogniser agrees with labelled lines: assets/nlu/card.json, made
 * by tools/eval-nlu. */
#pragma once

#include "cli.h"

/* Where it is kept that two people have coded enough lines: in the data folder. NULL
 * with an error; freed with sp_free. */
char *card_people_path(struct sp_error *error);
/* Prints it for people, or as it is with --json. Returns the status to end with. */
int card_show(const struct cli *cli);
