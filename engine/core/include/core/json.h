/* json.h: strict JSON text with positions, in front of cJSON.
 *
 * cJSON keeps the tree but accepts what is not JSON and knows no positions. A scanner
 * checks the text first and notes where every value starts; values are numbered in
 * document order, which is the pre-order of cJSON's tree, so the two lists match. */
#pragma once

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/diag.h"

struct sp_json_limits {
    size_t bytes;  /* of the whole text */
    size_t values; /* objects, arrays, strings, numbers, literals */
    size_t string; /* bytes of one string as written */
    unsigned depth;
};

extern const struct sp_json_limits sp_json_usual; /* 64 MiB, 4 M, 64 KiB, 64 */

struct sp_json; /* opaque */

/* Reads `size` bytes at `text`, which need not end in NUL and may be freed afterwards.
 * Reports every duplicate key and the first error of syntax, encoding or size, codes
 * E001 to E019, and returns NULL if there was any. The caller frees the result. */
struct sp_json *sp_json_read(const char *text, size_t size,
                             const struct sp_json_limits *limits,
                             struct sp_diags *diags);
void sp_json_free(struct sp_json *doc);

const cJSON *sp_json_root(const struct sp_json *doc);

enum sp_json_part { SP_JSON_VALUE, SP_JSON_KEY };

/* Where a value of the document, or the key in front of it, starts. */
void sp_json_where(const struct sp_json *doc, const cJSON *value,
                   enum sp_json_part part, unsigned *line, unsigned *column);
/* Its JSON Pointer, with array items by index. The caller frees it with sp_free. */
char *sp_json_pointer(const struct sp_json *doc, const cJSON *value);

/* Reports about a value of the document: works out pointer, line and column. With
 * `offset` > 0 the column moves into a string value, to what follows that many bytes of
 * its text (for errors inside a condition). */
struct sp_diag *sp_json_report(const struct sp_json *doc, const cJSON *value,
                               enum sp_json_part part, size_t offset,
                               struct sp_diags *diags, enum sp_severity severity,
                               const char *code, const char *const *args);

/* "object", "array", "string", "number", "true", "false", "null", or "nothing". */
const char *sp_json_type(const cJSON *value);
