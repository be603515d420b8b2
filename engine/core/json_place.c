/* json_place.c: lines, columns and JSON Pointers of a scanned text.
 *
 * A mark at every so many bytes knows its line and column, so that any other place is
 * found by counting a few bytes, however long the lines are. */
#include "json_scan.h"

#include <assert.h>

#include "core/mem.h"

#define MARK_EVERY 256

struct json_mark {
    uint32_t line, column;
};

struct json_reader
json_reader_at(const char *quote)
{
    return (struct json_reader){.at = quote + 1};
}

static uint32_t
read_unit(const char *hex)
{
    uint32_t unit = 0;

    for (int i = 0; i < 4; i++) {
        char c = hex[i];
        unit = unit * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return unit;
}

/* Leaves all bytes but the first in `pending`, the next one last. */
static int
read_code(struct json_reader *reader)
{
    uint32_t code = read_unit(reader->at);
    unsigned char *pending = reader->pending;

    reader->at += 4;
    if (code >= 0xD800 && code < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (read_unit(reader->at + 2) - 0xDC00);
        reader->at += 6;
    }
    if (code < 0x80)
        return (int)code;
    reader->left = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    for (unsigned i = 0; i < reader->left; i++, code >>= 6)
        pending[i] = (unsigned char)(0x80 | (code & 0x3F));
    static const int heads[] = {0, 0xC0, 0xE0, 0xF0};
    return heads[reader->left] | (int)code;
}

int
json_reader_next(struct json_reader *reader)
{
    if (reader->left > 0)
        return reader->pending[--reader->left];
    if (*reader->at == '"')
        return -1;
    if (*reader->at != '\\')
        return (unsigned char)*reader->at++;
    reader->at += 2;
    switch (reader->at[-1]) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'u':
        return read_code(reader);
    default:
        return (unsigned char)reader->at[-1];
    }
}

void
json_scan_mark(struct json_scan *scan)
{
    uint32_t line = 1, column = 1;

    scan->marks = sp_alloc(scan->size / MARK_EVERY + 1, sizeof *scan->marks);
    for (size_t i = 0; i <= scan->size; i++) {
        if (i % MARK_EVERY == 0)
            scan->marks[i / MARK_EVERY] = (struct json_mark){line, column};
        if (i == scan->size)
            break;
        if (scan->text[i] == '\n') {
            line++;
            column = 1;
        } else {
            column += ((unsigned char)scan->text[i] & 0xC0) != 0x80;
        }
    }
}

void
json_scan_place(const struct json_scan *scan, size_t offset, unsigned *line,
                unsigned *column)
{
    struct json_mark mark = {1, 1};
    size_t i = 0;

    if (scan->marks) {
        mark = scan->marks[offset / MARK_EVERY];
        i = offset / MARK_EVERY * MARK_EVERY;
    }
    for (; i < offset; i++) {
        if (scan->text[i] == '\n') {
            mark.line++;
            mark.column = 1;
        } else {
            mark.column += ((unsigned char)scan->text[i] & 0xC0) != 0x80;
        }
    }
    *line = mark.line;
    *column = mark.column;
}

static void
add_token(const struct json_scan *scan, const struct json_record *record, size_t most,
          struct sp_str *out)
{
    sp_str_add_char(out, '/');
    if (record->key == JSON_NONE) {
        sp_str_addf(out, "%lu", (unsigned long)record->index);
        return;
    }
    struct json_reader reader = json_reader_at(scan->text + record->key);
    for (int c; out->size <= most && (c = json_reader_next(&reader)) >= 0;) {
        if (c == '~')
            sp_str_add(out, "~0");
        else if (c == '/')
            sp_str_add(out, "~1");
        else
            sp_str_add_char(out, (char)c);
    }
}

void
json_scan_pointer(const struct json_scan *scan, uint32_t record, size_t most,
                  struct sp_str *out)
{
    uint32_t chain[JSON_DEPTH_MOST + 1];
    size_t length = 0, start = out->size;

    while (record < scan->count && scan->records[record].parent != JSON_NONE) {
        assert(length < sizeof chain / sizeof *chain);
        chain[length++] = record;
        record = scan->records[record].parent;
    }
    if (most > SIZE_MAX - start)
        most = SIZE_MAX - start;
    while (length > 0) {
        size_t before = out->size;
        add_token(scan, &scan->records[chain[--length]], start + most, out);
        if (out->size > start + most) {
            out->size = before;
            out->text[before] = '\0';
            return;
        }
    }
}

struct sp_diag *
json_scan_report(const struct json_scan *scan, uint32_t record, size_t offset,
                 struct sp_diags *diags, enum sp_severity severity, const char *code,
                 const char *const *args)
{
    struct sp_str pointer = {0};
    unsigned line, column;

    json_scan_place(scan, offset, &line, &column);
    if (diags->count < SP_DIAGS_MOST) /* beyond, the pointer would be thrown away */
        json_scan_pointer(scan, record, JSON_POINTER_MOST, &pointer);
    struct sp_diag *diag =
        sp_diags_add(diags, severity, code, sp_str_text(&pointer), line, column, args);
    sp_str_finish(&pointer);
    return diag;
}
