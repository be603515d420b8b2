/* export.h: the debrief of a call as a text file. */
#pragma once

#include "play.h"

/* Writes the briefing, the conversation, the result and the advice as plain text in
 * `lang` to the person's documents; adds the path. */
bool export_debrief(const struct cli *cli, const struct sp_round *round,
                    enum sp_lang lang, struct sp_str *path, struct sp_error *error);
