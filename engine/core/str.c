/* str.c: a growing string, and the little UTF-8 that everybody needs. */
#include "core/str.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

#define SHORT 64 /* bytes of a usual name */

/* Makes room for `more` bytes and the NUL after them. */
static void
reserve(struct sp_str *str, size_t more)
{
    if (more >= PTRDIFF_MAX - str->size)
        abort();
    size_t need = str->size + more + 1;
    if (need <= str->room)
        return;
    size_t room = str->room < 32 ? 32 : str->room;
    while (room < need)
        room = room > PTRDIFF_MAX / 2 ? need : room * 2;
    str->text = sp_grow(str->text, room, 1);
    str->room = room;
}

void
sp_str_add(struct sp_str *str, const char *text)
{
    sp_str_add_n(str, text, strlen(text));
}

void
sp_str_add_n(struct sp_str *str, const char *text, size_t size)
{
    reserve(str, size);
    if (size > 0)
        memcpy(str->text + str->size, text, size);
    str->size += size;
    str->text[str->size] = '\0';
}

void
sp_str_add_char(struct sp_str *str, char c)
{
    sp_str_add_n(str, &c, 1);
}

void
sp_str_addf(struct sp_str *str, const char *format, ...)
{
    va_list args, again;

    assert(format);
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (size < 0)
        abort();
    reserve(str, (size_t)size);
    vsnprintf(str->text + str->size, (size_t)size + 1, format, again);
    va_end(again);
    str->size += (size_t)size;
}

void
sp_str_clear(struct sp_str *str)
{
    str->size = 0;
    if (str->text)
        str->text[0] = '\0';
}

void
sp_str_finish(struct sp_str *str)
{
    sp_free(str->text);
    *str = (struct sp_str){0};
}

const char *
sp_str_text(const struct sp_str *str)
{
    return str->text ? str->text : "";
}

char *
sp_str_take(struct sp_str *str)
{
    char *text = str->text ? str->text : sp_strdup("");

    *str = (struct sp_str){0};
    return text;
}

size_t
sp_utf8_next(const char *text, size_t size, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;

    if (size == 0)
        return 0;
    size_t length = bytes[0] < 0x80             ? 1
                    : (bytes[0] & 0xE0) == 0xC0 ? 2
                    : (bytes[0] & 0xF0) == 0xE0 ? 3
                    : (bytes[0] & 0xF8) == 0xF0 ? 4
                                                : 0;
    if (length == 0 || length > size)
        return 0;
    uint32_t found = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        found = found << 6 | (bytes[i] & 0x3Fu);
    }
    if (found < least[length] || found > 0x10FFFF ||
        (found >= 0xD800 && found < 0xE000))
        return 0;
    *code = found;
    return length;
}

bool
sp_utf8_valid(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t length = sp_utf8_next(text + i, size - i, &code);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

size_t
sp_utf8_count(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* The code points of a text; names are short and need no memory of their own. */
struct letters {
    uint32_t own[SHORT];
    uint32_t *codes;
    size_t count;
};

static void
read_letters(const char *text, size_t size, struct letters *out)
{
    size_t n = 0;

    out->codes = size <= SHORT ? out->own : sp_alloc(size, sizeof *out->codes);
    for (size_t i = 0; i < size;) {
        size_t length = sp_utf8_next(text + i, size - i, &out->codes[n]);
        if (length == 0) { /* a stray byte is a letter of its own */
            out->codes[n] = 0x110000u + (unsigned char)text[i];
            length = 1;
        }
        n++;
        i += length;
    }
    out->count = n;
}

static void
drop_letters(struct letters *letters)
{
    if (letters->codes != letters->own)
        sp_free(letters->codes);
}

static unsigned
least_of(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* One row of the table at a time, and of each row only the band around the diagonal
 * where a distance of `most` or less can stand. */
static unsigned
banded_distance(const struct letters *left, const struct letters *right, unsigned most)
{
    const unsigned far = most + 1;
    const uint32_t *a = left->codes, *b = right->codes;
    size_t a_count = left->count, b_count = right->count;
    unsigned own[SHORT + 1];
    unsigned *row = b_count <= SHORT ? own : sp_alloc(b_count + 1, sizeof *row);

    for (size_t j = 0; j <= b_count; j++)
        row[j] = j <= most ? (unsigned)j : far;
    for (size_t i = 1; i <= a_count; i++) {
        size_t first = i > most ? i - most : 1;
        size_t last = i + most < b_count ? i + most : b_count;
        unsigned corner = row[first - 1], best = far;
        row[first - 1] = first == 1 && i <= most ? (unsigned)i : far;
        if (first == 1)
            best = row[0];
        for (size_t j = first; j <= last; j++) {
            unsigned above = row[j];
            unsigned cost =
                least_of(above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1]));
            row[j] = cost < far ? cost : far;
            best = row[j] < best ? row[j] : best;
            corner = above;
        }
        if (best == far) {
            row[b_count] = far;
            break;
        }
    }
    unsigned found = row[b_count];
    if (row != own)
        sp_free(row);
    return found;
}

/* A letter has at most four bytes: what is much longer need not even be read. */
static bool
much_longer(size_t size, size_t other, unsigned most)
{
    return size / 4 > other && size / 4 - other > most;
}

unsigned
sp_edit_distance(const char *a, const char *b, unsigned most)
{
    size_t a_size = strlen(a), b_size = strlen(b);
    struct letters left, right;
    unsigned found;

    if (most == 0)
        return a_size != b_size || memcmp(a, b, a_size) != 0;
    if (much_longer(a_size, b_size, most) || much_longer(b_size, a_size, most))
        return most + 1;
    read_letters(a, a_size, &left);
    read_letters(b, b_size, &right);
    size_t longer = left.count > right.count ? left.count : right.count;
    size_t gap = longer - (left.count > right.count ? right.count : left.count);
    /* No distance is beyond the longer text, so `most + 1` cannot overflow. */
    if (gap > most)
        found = most + 1;
    else
        found = banded_distance(&left, &right, most > longer ? (unsigned)longer : most);
    drop_letters(&left);
    drop_letters(&right);
    return found;
}
