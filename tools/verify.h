/* verify.h: telling what a replay has found, shared by the commands that check. */
#pragma once

#include "cli.h"
#include "store/records_check.h"

/* The differences, a line each; with `all` also what agrees. */
void verify_say_notes(const struct cli *cli, const struct sp_replay *replay, bool all);
cJSON *verify_notes_json(const struct sp_replay *replay);
/* An error as {"code", "message"}. */
cJSON *verify_error_json(const struct cli *cli, const struct sp_error *error);

/* Reads a file of evidence; false and an error when it does not hold. */
bool verify_read(const char *path, struct sp_evidence *out, char sha[SP_HASH_SIZE],
                 struct sp_error *error);
/* The sitting whose id begins with the word, or whose start code it is; false after
 * saying why not. */
bool verify_find(const struct cli *cli, struct sp_store *store, const char *word,
                 struct sp_sitting_row *row);
/* The public key to compare with: of `hex` or of `file` (a key file, or one that holds
 * the hexadecimal key); of this machine's manager when both are NULL; "" when there is
 * none. False after saying why not. */
bool verify_key(const struct cli *cli, const char *hex, const char *file,
                char key[SP_PUBLIC_SIZE]);
