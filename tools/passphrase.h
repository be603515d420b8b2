/* passphrase.h: asking for the manager's passphrase: never an argument, never in the
 * environment. */
#pragma once

#include "cli.h"

/* Asks on the terminal without showing what is typed, or takes the first line of the
 * file named by `file` (for scripts; for the owner only: it is refused when others may
 * read it). With `twice` it is asked again and must be the same. False after saying why
 * not. The buffer is to be wiped by passphrase_wipe. */
bool passphrase_ask(const struct cli *cli, const char *file, bool twice,
                    char out[1026]);
void passphrase_wipe(char out[1026]);
