/* str.h: a growing string, and the little UTF-8 that everybody needs. */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Always NUL-terminated once something was added. A zeroed one is valid and empty. */
struct sp_str {
    char *text; /* NULL while empty */
    size_t size;
    size_t room;
};

void sp_str_add(struct sp_str *str, const char *text);
void sp_str_add_n(struct sp_str *str, const char *text, size_t size);
void sp_str_add_char(struct sp_str *str, char c);
__attribute__((format(printf, 2, 3))) void sp_str_addf(struct sp_str *str,
                                                       const char *format, ...);
void sp_str_clear(struct sp_str *str); /* keeps the memory */
void sp_str_finish(struct sp_str *str);
const char *sp_str_text(const struct sp_str *str); /* "" when empty */
char *sp_str_take(struct sp_str *str); /* the caller frees it with sp_free */

/* Reads one code point of at most `size` bytes. Returns its length in bytes, or 0
 * when the bytes are not UTF-8 (overlong, surrogate, beyond U+10FFFF, cut off). */
size_t sp_utf8_next(const char *text, size_t size, uint32_t *code);
bool sp_utf8_valid(const char *text, size_t size);
size_t sp_utf8_count(const char *text); /* code points of a valid string */

/* Edit distance in code points, for "did you mean"; gives up above `most`. */
unsigned sp_edit_distance(const char *a, const char *b, unsigned most);
