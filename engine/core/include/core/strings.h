/* strings.h: the program's sentences, by key, in one language.
 *
 * A table is one flat JSON object {"key": "sentence with {0} and {1}", …}. `{{` is a
 * literal brace. `{0.name}` looks the argument up as the key "name.ARGUMENT" and takes
 * it as it is when there is none. Sentences for people stand nowhere else. */
#pragma once

#include <stddef.h>

#include "core/diag.h"
#include "core/lang.h"

struct sp_strings; /* opaque */

/* NULL and diagnostics when the text is not such a table. */
struct sp_strings *sp_strings_new(const char *json, size_t size,
                                  struct sp_diags *diags);
void sp_strings_free(struct sp_strings *strings);

/* The sentence, or the key itself when there is none (so that a hole shows). */
const char *sp_strings_get(const struct sp_strings *strings, const char *key);
bool sp_strings_has(const struct sp_strings *strings, const char *key);
size_t sp_strings_count(const struct sp_strings *strings);
const char *sp_strings_key(const struct sp_strings *strings, size_t index); /* sorted */

/* Adds the sentence with its arguments filled in; `args` ends with NULL. */
void sp_strings_add(const struct sp_strings *strings, struct sp_str *out,
                    const char *key, const char *const *args);

/* Adds a text, such as the name of a file, so that it cannot steer a terminal. */
void sp_str_add_safe(struct sp_str *out, const char *text);

/* Adds the finding's sentence alone, made safe for a terminal. It is "diag.CODE.N" when
 * the table has a sentence for just N arguments (empty ones at the end do not count, as
 * when no name comes near), else "diag.CODE". */
void sp_diag_sentence(const struct sp_diag *diag, const struct sp_strings *strings,
                      struct sp_str *out);
/* Adds "FILE:LINE:COLUMN: error E021 at /pointer: sentence" without a newline. The
 * word for the severity, and " at ", come from the table ("diag.error", "diag.at"). */
void sp_diag_write(const struct sp_diag *diag, const char *file,
                   const struct sp_strings *strings, struct sp_str *out);
/* Adds "FILE:LINE:COLUMN: note: …", the other place of a clash; nothing without one. */
void sp_diag_write_other(const struct sp_diag *diag, const char *file,
                         const struct sp_strings *strings, struct sp_str *out);

/* A text whose lines are shown. Start with `text` and `size`; the rest is where it was
 * last, so that places asked for in order cost one walk through the text. */
struct sp_source {
    const char *text;
    size_t size, at;
    unsigned line, column;
};
/* Adds the source line and a caret line under it. A long line is cut around the caret,
 * and "…" stands for what is missing. Wide characters get two columns. */
void sp_source_write(struct sp_source *source, unsigned line, unsigned column,
                     struct sp_str *out);
/* The same for the place of a finding. */
void sp_diag_write_source(const struct sp_diag *diag, const char *text, size_t size,
                          struct sp_str *out);
