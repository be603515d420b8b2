/* source.c: the line of a file that a finding is about, with a caret under it. */
#include "source.h"

#include <string.h>

#include "core/strings.h"

/* A longer line is cut to so many columns before and behind the caret. */
#define WIDTH_MOST 120
#define BEFORE_MOST 70
#define BEHIND_MOST 50

/* Controls and what turns the direction of writing: in a terminal they could make a
 * hostile file's text look like the program's own. */
bool
source_is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E ||
           code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* Columns of a terminal. Unassigned and ambiguous characters count one. */
static unsigned
width_of(uint32_t code)
{
    static const struct {
        uint32_t first, last;
        unsigned width;
    } ranges[] = {
        {0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x200B, 0x200D, 0},
        {0x2060, 0x2064, 0},   {0x20D0, 0x20FF, 0},   {0x2329, 0x232A, 2},
        {0x2E80, 0x303E, 2},   {0x3041, 0xA4CF, 2},   {0xA960, 0xA97F, 2},
        {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2},   {0xFE00, 0xFE0F, 0},
        {0xFE10, 0xFE19, 2},   {0xFE30, 0xFE6F, 2},   {0xFEFF, 0xFEFF, 0},
        {0xFF01, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2},   {0x1F300, 0x1F64F, 2},
        {0x1F680, 0x1F6FF, 2}, {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return ranges[i].width;
    }
    return 1;
}

/* Reads what is shown as one character: 0 at the line's end. */
static size_t
next_shown(const struct sp_source *source, size_t at, uint32_t *code, bool *shown)
{
    size_t left = source->size - at;
    const char *text = source->text + at;

    if (left == 0 || *text == '\n' || (*text == '\r' && left > 1 && text[1] == '\n'))
        return 0;
    size_t step = sp_utf8_next(text, left, code);
    *shown = step > 0 && (*code == '\t' || !source_is_unsafe(*code));
    return step > 0 ? step : 1;
}

static unsigned
shown_width(uint32_t code, bool shown)
{
    return shown ? width_of(code) : 1;
}

static size_t
step_back(const struct sp_source *source, size_t at)
{
    size_t from = at - 1;
    uint32_t code;

    while (from > 0 && at - from < 4 && (source->text[from] & 0xC0) == 0x80)
        from--;
    return sp_utf8_next(source->text + from, at - from, &code) == at - from ? from
                                                                            : at - 1;
}

/* Moves to the place, or to the end of its line. Going forward, as through sorted
 * findings, every byte is passed once. False if the text has no such line. */
static bool
seek(struct sp_source *source, unsigned line, unsigned column)
{
    if (line < source->line || (line == source->line && column < source->column) ||
        source->line == 0) {
        source->at = 0;
        source->line = source->column = 1;
    }
    while (source->line < line) {
        const char *from = source->text + source->at;
        size_t left = source->size - source->at;
        const char *feed = left ? memchr(from, '\n', left) : NULL;

        if (!feed)
            return false;
        source->at += (size_t)(feed - from) + 1;
        source->line++;
        source->column = 1;
    }
    while (source->column < column) {
        uint32_t code;
        bool shown;
        size_t step = next_shown(source, source->at, &code, &shown);

        if (step == 0)
            break;
        source->at += step;
        source->column++;
    }
    return true;
}

/* From the cursor back, at most so many columns; whether that is all there is. */
static bool
reach_back(const struct sp_source *source, unsigned most, size_t *from, unsigned *width)
{
    *from = source->at;
    *width = 0;
    while (*from > 0 && source->text[*from - 1] != '\n') {
        size_t before = step_back(source, *from);
        uint32_t code = 0;
        bool shown = false;

        next_shown(source, before, &code, &shown);
        *width += shown_width(code, shown);
        if (*width > most || source->at - before > (size_t)most * 4)
            return false;
        *from = before;
    }
    return true;
}

static bool
reach_on(const struct sp_source *source, unsigned most, size_t *to)
{
    unsigned width = 0;
    uint32_t code = 0;
    bool shown = false;
    size_t step;

    for (*to = source->at; (step = next_shown(source, *to, &code, &shown)) > 0;
         *to += step) {
        width += shown_width(code, shown);
        if (width > most || *to - source->at > (size_t)most * 4)
            return false;
    }
    return true;
}

void
sp_source_write(struct sp_source *source, unsigned line, unsigned column,
                struct sp_str *out)
{
    struct sp_str caret = {0};
    size_t from, to, step;
    unsigned width;
    uint32_t code = 0;
    bool shown = false;

    if (line == 0 || !seek(source, line, column))
        return;
    bool begins = reach_back(source, WIDTH_MOST, &from, &width);
    bool ends = reach_on(source, begins ? WIDTH_MOST - width : 0, &to);
    if (!begins || !ends) {
        begins = reach_back(source, BEFORE_MOST, &from, &width);
        ends = reach_on(source, BEHIND_MOST, &to);
    }
    sp_str_add(out, begins ? "" : "…");
    sp_str_add(&caret, begins ? "" : " ");
    for (size_t i = from; i < to; i += step) {
        step = next_shown(source, i, &code, &shown);
        sp_str_add_n(out, shown ? source->text + i : "\uFFFD", shown ? step : 3);
        if (i < source->at && shown && code == '\t')
            sp_str_add_char(&caret, '\t');
        else if (i < source->at)
            sp_str_add_n(&caret, "  ", shown_width(code, shown));
    }
    sp_str_add(out, ends ? "\n" : "…\n");
    sp_str_add(out, sp_str_text(&caret));
    sp_str_add(out, "^\n");
    sp_str_finish(&caret);
}

void
sp_diag_write_source(const struct sp_diag *diag, const char *text, size_t size,
                     struct sp_str *out)
{
    struct sp_source source = {.text = text, .size = size};

    sp_source_write(&source, diag->line, diag->column, out);
}
