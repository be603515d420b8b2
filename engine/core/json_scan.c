/* json_scan.c: the strict scanner in front of cJSON.
 *
 * One pass without recursion: a stack of open containers, and of each a list of its
 * keys, which is sorted when the container closes to find duplicates. A record is
 * made as soon as a key or an item begins, so every error knows its pointer. */
#include "json_scan.h"

#include <assert.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "json_keys.h"

#define NUMBER_MOST 63 /* characters; what cJSON reads of a number */
#define DIGITS_MOST 15 /* what a double keeps of any number */
#define SHOWN_MOST 40  /* code points of the text that a sentence repeats */

/* What the sentence of the first error names; those without text are left out. */
enum { ARG_FIRST, ARG_SECOND, ARG_LINE, ARG_COLUMN, ARGS };
static_assert(ARGS <= SP_DIAG_ARGS, "they fit");

struct frame {
    uint32_t record;
    uint32_t items;
    size_t first_key;
};

struct scanner {
    struct json_scan *out;
    const struct sp_json_limits *limits;
    const char *text;
    size_t size, at;
    size_t depth, depth_most;
    struct frame *frames;
    size_t frames_room;
    struct json_keys keys;
    uint32_t here; /* the record an error would be about */

    const char *code; /* the first error; NULL while there is none */
    size_t error_at;
    size_t other_at; /* where what is left open begins; SIZE_MAX without */
    struct sp_str args[ARGS];
};

static bool
is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_';
}

static bool
is_invisible(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0xAD ||
           (code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F) ||
           (code >= 0x205F && code <= 0x206F) || code == 0x3000 || code == 0xFEFF;
}

static void
add_shown(struct sp_str *out, const char *text, size_t size)
{
    size_t shown = 0;

    for (size_t i = 0; i < size && shown < SHOWN_MOST; shown++) {
        uint32_t code;
        size_t length = sp_utf8_next(text + i, size - i, &code);
        assert(length > 0);
        if (is_invisible(code))
            sp_str_addf(out, "U+%04lX", (unsigned long)code);
        else
            sp_str_add_n(out, text + i, length);
        i += length;
        if (shown + 1 == SHOWN_MOST && i < size)
            sp_str_add(out, "…");
    }
}

/* What stands at `at`: a word, the start of a comment, or one character. */
static void
add_found(const struct scanner *s, struct sp_str *out)
{
    const char *text = s->text + s->at;
    size_t size = s->size - s->at, length = 0;

    while (length < size && is_word(text[length]))
        length++;
    if (length == 0 && size >= 2 && text[0] == '/' &&
        (text[1] == '/' || text[1] == '*'))
        length = 2;
    if (length == 0) {
        uint32_t code;
        length = sp_utf8_next(text, size, &code);
    }
    add_shown(out, text, length);
}

/* Notes the first error. Always false, to be returned. */
static bool
fail(struct scanner *s, const char *code, size_t at)
{
    assert(!s->code);
    s->code = code;
    s->error_at = at;
    s->other_at = SIZE_MAX;
    return false;
}

static bool
fail_found(struct scanner *s, const char *code)
{
    add_found(s, &s->args[ARG_FIRST]);
    return fail(s, code, s->at);
}

static bool
fail_shown(struct scanner *s, const char *code, size_t at, size_t size)
{
    add_shown(&s->args[ARG_FIRST], s->text + at, size);
    return fail(s, code, at);
}

static bool
fail_size(struct scanner *s)
{
    sp_str_addf(&s->args[ARG_FIRST], "%zu", s->limits->bytes);
    sp_str_addf(&s->args[ARG_SECOND], "%zu", s->limits->values);
    return fail(s, "E001", s->at);
}

static char
open_bracket(const struct scanner *s)
{
    return s->text[s->out->records[s->frames[s->depth - 1].record].value];
}

static bool
fail_end(struct scanner *s)
{
    fail(s, "E004", s->size);
    if (s->depth == 0) {
        sp_str_add(&s->args[ARG_FIRST], "{ }");
        s->other_at = 0;
    } else {
        sp_str_add_char(&s->args[ARG_FIRST], open_bracket(s) == '{' ? '}' : ']');
        s->other_at = s->out->records[s->frames[s->depth - 1].record].value;
    }
    return false;
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Reads `\uXXXX`; -1 if that is not what stands there. */
static long
utf16_unit(const char *text, size_t size)
{
    long unit = 0;

    if (size < 6 || text[0] != '\\' || text[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool
fail_escape(struct scanner *s)
{
    const char *text = s->text + s->at;
    size_t size = s->size - s->at, length = 1;
    uint32_t code;

    if (text[1] == 'u') {
        length = 2;
        while (length < 6 && length < size && is_word(text[length]))
            length++;
    } else {
        length += sp_utf8_next(text + 1, size - 1, &code);
    }
    return fail_shown(s, "E012", s->at, length);
}

static bool
scan_escape(struct scanner *s)
{
    const char *text = s->text + s->at;
    size_t size = s->size - s->at;

    if (size < 2) {
        s->at = s->size;
        return true; /* the caller finds the end */
    }
    if (text[1] != 'u') {
        if (text[1] == '\0' || !strchr("\"\\/bfnrt", text[1]))
            return fail_escape(s);
        s->at += 2;
        return true;
    }
    long unit = utf16_unit(text, size);
    if (unit < 0)
        return fail_escape(s);
    if (unit == 0)
        return fail(s, "E013", s->at);
    s->at += 6;
    if (unit < 0xD800 || unit > 0xDFFF)
        return true;
    long low = unit < 0xDC00 ? utf16_unit(text + 6, size - 6) : -1;
    if (low < 0xDC00 || low > 0xDFFF)
        return fail_shown(s, "E014", s->at - 6, 6);
    s->at += 6;
    return true;
}

static bool
fail_unclosed(struct scanner *s, size_t quote)
{
    fail(s, "E010", s->at);
    s->other_at = quote;
    return false;
}

static bool
scan_string(struct scanner *s)
{
    size_t quote = s->at++;

    while (s->at < s->size) {
        char c = s->text[s->at];
        size_t used = s->at - quote - 1;

        if (used > s->limits->string || (used == s->limits->string && c != '"')) {
            sp_str_addf(&s->args[ARG_FIRST], "%zu", s->limits->string);
            return fail(s, "E018", quote);
        }
        if (c == '"') {
            s->at++;
            return true;
        }
        if (c == '\n' || c == '\r')
            return fail_unclosed(s, quote);
        if ((unsigned char)c < 0x20)
            return fail_shown(s, "E011", s->at, 1);
        if (c != '\\')
            s->at++;
        else if (!scan_escape(s))
            return false;
    }
    return fail_unclosed(s, quote);
}

static size_t
skip_digits(const char *text, size_t size, size_t at)
{
    while (at < size && text[at] >= '0' && text[at] <= '9')
        at++;
    return at;
}

static bool
is_number(const char *text, size_t size)
{
    size_t at = size > 0 && text[0] == '-', next = skip_digits(text, size, at);

    if (next == at || (text[at] == '0' && next > at + 1))
        return false;
    at = next;
    if (at < size && text[at] == '.') {
        next = skip_digits(text, size, at + 1);
        if (next == at + 1)
            return false;
        at = next;
    }
    if (at < size && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        at += at < size && (text[at] == '+' || text[at] == '-');
        next = skip_digits(text, size, at);
        if (next == at)
            return false;
        at = next;
    }
    return at == size;
}

/* Whether a double holds the number as written. Its digits go to strtod without a
 * decimal point, because what strtod takes for one depends on the locale. */
static bool
number_fits(const char *text, size_t size)
{
    char digits[DIGITS_MOST + 1], plain[48];
    size_t count = 0, at = text[0] == '-';
    long exponent = 0;
    bool fraction = false;

    if (size > NUMBER_MOST)
        return false;
    for (; at < size && text[at] != 'e' && text[at] != 'E'; at++) {
        if (text[at] == '.') {
            fraction = true;
        } else if (count == DIGITS_MOST) {
            if (text[at] != '0')
                return false;
            exponent += !fraction;
        } else {
            if (count > 0 || text[at] != '0')
                digits[count++] = text[at];
            exponent -= fraction;
        }
    }
    if (count == 0)
        return true;
    digits[count] = '\0';
    if (at < size) {
        bool minus = text[++at] == '-';
        long written = 0;
        for (at += text[at] == '-' || text[at] == '+'; at < size; at++)
            written = written < 100000 ? written * 10 + (text[at] - '0') : written;
        exponent += minus ? -written : written;
    }
    snprintf(plain, sizeof plain, "%se%ld", digits, exponent);
    double value = strtod(plain, NULL);
    return value >= DBL_MIN && value <= DBL_MAX;
}

static bool
scan_number(struct scanner *s)
{
    const char *text = s->text + s->at;
    size_t size = 0;

    while (s->at + size < s->size &&
           (is_word(text[size]) || strchr("+-.", text[size])) && text[size])
        size++;
    if (!is_number(text, size))
        return fail_shown(s, "E015", s->at, size);
    if (!number_fits(text, size))
        return fail_shown(s, "E016", s->at, size);
    s->at += size;
    return true;
}

static bool
scan_word(struct scanner *s)
{
    static const char *const words[] = {"true", "false", "null"};
    const char *text = s->text + s->at;
    size_t size = 0;

    while (s->at + size < s->size && is_word(text[size]))
        size++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == size && memcmp(words[i], text, size) == 0) {
            s->at += size;
            return true;
        }
    }
    return fail_found(s, "E005");
}

static void
skip_space(struct scanner *s)
{
    while (s->at < s->size && (s->text[s->at] == ' ' || s->text[s->at] == '\n' ||
                               s->text[s->at] == '\t' || s->text[s->at] == '\r'))
        s->at++;
}

static void
add_record(struct scanner *s, uint32_t parent, uint32_t key, uint32_t index)
{
    struct json_scan *out = s->out;

    if (out->count == out->room) {
        out->room = out->room ? out->room * 2 : 64;
        out->records = sp_grow(out->records, out->room, sizeof *out->records);
    }
    s->here = (uint32_t)out->count;
    out->records[out->count++] = (struct json_record){
        .parent = parent, .key = key, .value = JSON_NONE, .index = index};
}

static bool
open_container(struct scanner *s)
{
    if (s->depth >= s->depth_most) {
        sp_str_addf(&s->args[ARG_FIRST], "%zu", s->depth_most);
        return fail(s, "E017", s->at);
    }
    if (s->depth == s->frames_room) {
        s->frames_room = s->frames_room ? s->frames_room * 2 : 16;
        s->frames = sp_grow(s->frames, s->frames_room, sizeof *s->frames);
    }
    s->frames[s->depth++] =
        (struct frame){.record = s->here, .first_key = s->keys.count};
    s->at++;
    return true;
}

/* Reads what record `here` stands for; of a container only the opening. */
static bool
scan_value(struct scanner *s)
{
    if (s->at == s->size)
        return fail_end(s);
    if (s->out->count > s->limits->values)
        return fail_size(s);
    s->out->records[s->here].value = (uint32_t)s->at;

    char c = s->text[s->at];
    if (c == '{' || c == '[')
        return open_container(s);
    if (c == '"')
        return scan_string(s);
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.')
        return scan_number(s);
    return scan_word(s);
}

static bool
scan_key(struct scanner *s, struct frame *top)
{
    size_t quote = s->at;

    if (s->text[quote] != '"')
        return fail_found(s, "E006");
    if (!scan_string(s))
        return false;
    add_record(s, top->record, (uint32_t)quote, top->items);
    json_keys_add(&s->keys, s->text, (uint32_t)quote, s->here);
    size_t length = s->at - quote - 2;
    skip_space(s);
    if (s->at == s->size)
        return fail_end(s);
    if (s->text[s->at] != ':') {
        add_shown(&s->args[ARG_FIRST], s->text + quote + 1, length);
        add_found(s, &s->args[ARG_SECOND]);
        return fail(s, "E007", s->at);
    }
    s->at++;
    skip_space(s);
    return true;
}

/* Reads the next item of the innermost container, or its end. */
static bool
scan_item(struct scanner *s)
{
    struct frame *top = &s->frames[s->depth - 1];
    char close = open_bracket(s) == '{' ? '}' : ']';

    s->here = top->record;
    skip_space(s);
    if (s->at == s->size)
        return fail_end(s);
    if (s->text[s->at] == close) {
        s->at++;
        json_keys_close(&s->keys, s->text, top->first_key);
        s->depth--;
        return true;
    }
    if (top->items > 0) {
        if (s->text[s->at] != ',') {
            sp_str_add_char(&s->args[ARG_FIRST], close);
            add_found(s, &s->args[ARG_SECOND]);
            return fail(s, "E008", s->at);
        }
        s->at++;
        skip_space(s);
        if (s->at == s->size)
            return fail_end(s);
    }
    if (close == ']')
        add_record(s, top->record, JSON_NONE, top->items);
    else if (!scan_key(s, top))
        return false;
    top->items++;
    return scan_value(s);
}

static bool
scan_document(struct scanner *s)
{
    add_record(s, JSON_NONE, JSON_NONE, 0);
    skip_space(s);
    if (!scan_value(s))
        return false;
    while (s->depth > 0) {
        if (!scan_item(s))
            return false;
    }
    s->here = 0;
    skip_space(s);
    return s->at == s->size || fail_found(s, "E009");
}

static void
report_error(struct scanner *s, struct sp_diags *diags)
{
    const struct json_scan *scan = s->out;
    const char *args[SP_DIAG_ARGS + 1] = {NULL};
    size_t count = 0;
    unsigned line = 0, column = 0;

    if (s->other_at != SIZE_MAX) {
        json_scan_place(scan, s->other_at, &line, &column);
        sp_str_addf(&s->args[ARG_LINE], "%u", line);
        sp_str_addf(&s->args[ARG_COLUMN], "%u", column);
    }
    for (size_t i = 0; i < ARGS; i++) {
        if (s->args[i].text)
            args[count++] = s->args[i].text;
    }
    struct sp_diag *diag =
        json_scan_report(scan, s->here, s->error_at, diags, SP_ERROR, s->code, args);
    if (diag) {
        diag->line2 = line;
        diag->column2 = column;
    }
}

static void
report_clash(const struct json_scan *scan, const struct json_clash *clash,
             struct sp_diags *diags)
{
    uint32_t key = scan->records[clash->record].key;
    struct sp_str name = {0}, line = {0}, column = {0};
    unsigned first_line, first_column;

    json_scan_place(scan, scan->records[clash->first].key, &first_line, &first_column);
    add_shown(&name, scan->text + key + 1, json_key_size(scan->text + key));
    sp_str_addf(&line, "%u", first_line);
    sp_str_addf(&column, "%u", first_column);
    struct sp_diag *diag = json_scan_report(
        scan, clash->record, key, diags, SP_ERROR, "E019",
        (const char *[]){sp_str_text(&name), line.text, column.text, NULL});
    diag->line2 = first_line;
    diag->column2 = first_column;
    sp_str_finish(&name);
    sp_str_finish(&line);
    sp_str_finish(&column);
}

static void
report_clashes(struct scanner *s, struct sp_diags *diags)
{
    while (s->depth > 0) /* what an error left open */
        json_keys_close(&s->keys, s->text, s->frames[--s->depth].first_key);
    json_keys_sort_clashes(&s->keys);
    for (size_t i = 0; i < s->keys.clash_count; i++) {
        if (diags->count < SP_DIAGS_MOST)
            report_clash(s->out, &s->keys.clashes[i], diags);
        else /* only counts */
            sp_diags_add(diags, SP_ERROR, "E019", "", 1, 1, NULL);
    }
}

static size_t
valid_size(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t length =
            (unsigned char)text[i] < 0x80 ? 1 : sp_utf8_next(text + i, size - i, &code);
        if (length == 0)
            return i;
        i += length;
    }
    return size;
}

static void
clear_args(struct scanner *s)
{
    for (size_t i = 0; i < ARGS; i++)
        sp_str_finish(&s->args[i]);
}

/* What was read in front of a bad byte only told the pointer and the keys. */
static bool
fail_byte(struct scanner *s, char byte)
{
    clear_args(s);
    s->code = NULL;
    sp_str_addf(&s->args[ARG_FIRST], "0x%02X", (unsigned)(unsigned char)byte);
    return fail(s, "E003", s->size);
}

static bool
scan_text(struct scanner *s, size_t size)
{
    if (size > s->limits->bytes || size >= JSON_NONE)
        return fail_size(s);
    if (size >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0)
        return fail(s, "E002", 0);
    s->size = s->out->size = valid_size(s->text, size);
    json_scan_mark(s->out);
    bool ok = scan_document(s);
    return s->size < size ? fail_byte(s, s->text[s->size]) : ok;
}

bool
json_scan_read(struct json_scan *scan, const char *text, size_t size,
               const struct sp_json_limits *limits, struct sp_diags *diags)
{
    struct scanner s = {
        .out = scan,
        .limits = limits,
        .text = text,
        .depth_most = limits->depth < JSON_DEPTH_MOST ? limits->depth : JSON_DEPTH_MOST,
    };

    *scan = (struct json_scan){.text = text};
    bool ok = scan_text(&s, size);
    /* The error comes first, lest a thousand duplicates push it out. */
    if (!ok)
        report_error(&s, diags);
    report_clashes(&s, diags);
    ok = ok && s.keys.clash_count == 0;
    clear_args(&s);
    json_keys_finish(&s.keys);
    sp_free(s.frames);
    return ok;
}

void
json_scan_finish(struct json_scan *scan)
{
    sp_free(scan->records);
    sp_free(scan->marks);
    *scan = (struct json_scan){0};
}
