/* upgrade.h: what `sparring lint --upgrade` does with a file that lint found no error
 * in. */
#pragma once

#include "cli.h"

/* Rewrites the file in the newest format, or says that nothing had to be done. Returns
 * the status to end with. */
int upgrade_file(const struct cli *cli, const char *path, const char *text,
                 size_t size);
