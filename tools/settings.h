/* settings.h: what a person chose in the window, kept in settings.json of the data
 * folder. */
#pragma once

#include "cli.h"
#include "ui/app.h"

/* Writes what was kept over `look`. A file that cannot be used is named in one sentence
 * on standard error; what is right in it counts all the same. */
void settings_read(const struct cli *cli, struct sp_app_look *look);
/* A folder that cannot be written is named once; the choice holds until the end. */
void settings_keep(const struct cli *cli, const struct sp_app_look *look);
