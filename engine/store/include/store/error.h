/* error.h: what went wrong with the world: a disk, a database, a stored record. Codes
 * and arguments only; the sentences stand in assets/strings.*.json under "error.CODE".
 */
#pragma once

#include <stdbool.h>

#include "core/str.h"
#include "core/strings.h"

#define SP_ERROR_ARGS 3

/* Owns its arguments. A zeroed one is valid and means that nothing went wrong. */
struct sp_error {
    const char *code;          /* stable id, e.g. "file-missing"; static storage */
    char *args[SP_ERROR_ARGS]; /* what the sentence names; NULL when unused */
};

/* Replaces what `error` said before. The arguments are copied and may be NULL; so may
 * `error`, for callers who only want to know whether it worked. Always returns false.
 */
bool sp_error_set(struct sp_error *error, const char *code, const char *first,
                  const char *second, const char *third);
/* As above with one number as second argument. */
bool sp_error_set_number(struct sp_error *error, const char *code, const char *first,
                         long long number);
bool sp_error_is(const struct sp_error *error, const char *code);
void sp_error_clear(struct sp_error *error);

/* Adds the sentence "error.CODE" with its arguments filled in. */
void sp_error_write(const struct sp_error *error, const struct sp_strings *strings,
                    struct sp_str *out);
