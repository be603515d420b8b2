/* gui_text.c: lines of text: where they may break, and how paragraphs are set.
 *
 * Chinese breaks between any two characters but for kinsoku, Latin after spaces. The
 * result is kept by text, style and width: measuring is the dear part. */
#include "gui_priv.h"

#include <math.h>
#include <string.h>

#include "core/mem.h"
#include "core/str.h"

static bool
in_list(uint32_t code, const uint32_t *list)
{
    for (; *list; list++) {
        if (*list == code)
            return true;
    }
    return false;
}

static bool
is_wide(uint32_t code)
{
    return (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff) ||
           (code >= 0xfe30 && code <= 0xfe4f) || (code >= 0xff00 && code <= 0xffef) ||
           (code >= 0x20000 && code <= 0x3ffff);
}

static bool
closes(uint32_t code)
{
    static const uint32_t list[] = {
        0xff0c, 0x3002, 0xff01, 0xff1f, 0xff1b, 0xff1a, 0x3001, 0x201d,
        0x2019, 0x300d, 0x300f, 0xff09, 0x300b, 0x3009, 0x3011, 0x2026,
        0x2014, 0x00b7, 0xff05, 0xff5e, '%',    ',',    '.',    '!',
        '?',    ')',    ';',    ':',    ']',    '}',    0};

    return in_list(code, list);
}

static bool
opens(uint32_t code)
{
    static const uint32_t list[] = {0x201c, 0x2018, 0x300c, 0x300e, 0xff08, 0x300a,
                                    0x3008, 0x3010, '(',    '[',    '{',    0x00a5,
                                    0xffe5, '$',    0x20ac, 0};

    return in_list(code, list);
}

bool
gui_break_allowed(uint32_t prev, uint32_t next)
{
    if (next == ' ' || next == 0x3000)
        return false;
    if (prev == ' ' || prev == 0x3000)
        return next == '%' || next == 0x2014 || next == 0x2026 || next == 0x00b7 ||
               !closes(next);
    if (opens(prev) || closes(next))
        return false;
    if (prev == '-' && ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')))
        return true;
    return is_wide(prev) || is_wide(next);
}

double
gui_measure_text(struct gui *g, enum gui_style style, const char *text, size_t size)
{
    int px = (int)lround(gui_styles[style].size * g->scale);

    if (!size)
        return 0;
    return g->measure.width(g->measure.data, gui_styles[style].face, px, text, size) /
           g->scale;
}

double
gui_text_width(struct gui *g, enum gui_style style, const char *text)
{
    return gui_measure_text(g, style, text, strlen(text));
}

double
gui_leading(enum gui_style style)
{
    return gui_styles[style].leading;
}

static size_t
trimmed(const char *text, size_t start, size_t end)
{
    while (end > start && text[end - 1] == ' ')
        end--;
    return end;
}

/* As many whole characters as fit, at least one. */
static size_t
cut_word(struct gui *g, enum gui_style style, const char *text, size_t start,
         size_t end, double width)
{
    size_t at = start;

    while (at < end) {
        uint32_t code;
        size_t n = sp_utf8_next(text + at, end - at, &code);

        if (!n)
            n = 1;
        if (at > start &&
            gui_measure_text(g, style, text + start, at + n - start) > width)
            break;
        at += n;
    }
    return at;
}

/* The end of the line that starts at `start`: after the last break before which
 * everything fits. Sums the pieces, which is close to the width of the whole. */
static size_t
line_end(struct gui *g, enum gui_style style, const char *text, size_t start,
         size_t size, double width)
{
    size_t piece = start, at = start;
    uint32_t prev = 0, code;
    double sum = 0;

    while (at <= size) {
        size_t n = at < size ? sp_utf8_next(text + at, size - at, &code) : 0;
        bool last = at == size || text[at] == '\n';

        if (at < size && !n)
            n = 1;
        if (last || (at > start && gui_break_allowed(prev, code))) {
            size_t end = trimmed(text, piece, at);

            if (sum + gui_measure_text(g, style, text + piece, end - piece) > width)
                return piece > start ? piece
                                     : cut_word(g, style, text, start, at, width);
            if (last)
                return at;
            sum += gui_measure_text(g, style, text + piece, at - piece);
            piece = at;
        }
        prev = code;
        at += n;
    }
    return size;
}

static void
wrap(struct gui *g, struct gui_wrapped *out)
{
    const char *text = out->text;
    size_t size = strlen(text), start = 0, room = 0;

    do {
        double width = out->width;
        size_t end = line_end(g, out->style, text, start, size, width);
        size_t shown = trimmed(text, start, end);
        double real = gui_measure_text(g, out->style, text + start, shown - start);

        /* Kerning between pieces, and rounding each, can make the whole wider than
         * their sum, by more than it runs over; so the steps grow. */
        for (int i = 0; i < 8 && real > out->width; i++) {
            width -= (real - out->width + 0.5) * (1 << i);
            end = line_end(g, out->style, text, start, size, width);
            shown = trimmed(text, start, end);
            real = gui_measure_text(g, out->style, text + start, shown - start);
        }
        if (out->count == room) {
            room = room ? room * 2 : 4;
            out->lines = sp_grow(out->lines, room, sizeof *out->lines);
        }
        out->lines[out->count++] = (struct gui_line){start, shown - start, real};
        out->widest = fmax(out->widest, real);
        start = end;
        if (start < size && text[start] == '\n')
            start++;
        while (start < size && text[start] == ' ')
            start++;
    } while (start < size);
}

static void
wrapped_clear(struct gui_wrapped *slot)
{
    sp_free(slot->lines);
    sp_free(slot->text);
    *slot = (struct gui_wrapped){0};
}

void
gui_wraps_clear(struct gui *g)
{
    for (size_t i = 0; i < GUI_WRAPS; i++)
        wrapped_clear(&g->wraps[i]);
}

struct gui_lines
gui_wrap(struct gui *g, enum gui_style style, const char *text, double width)
{
    uint64_t key = gui_hash((uint64_t)style, text, strlen(text));

    key = gui_hash(key, &width, sizeof width);
    struct gui_wrapped *slot = &g->wraps[key % GUI_WRAPS];
    if (!slot->text || slot->key != key || slot->style != style ||
        slot->width < width || slot->width > width || strcmp(slot->text, text) != 0) {
        char *copy = sp_strdup(text);

        wrapped_clear(slot);
        *slot = (struct gui_wrapped){
            .key = key, .text = copy, .style = style, .width = width};
        wrap(g, slot);
    }
    return (struct gui_lines){slot->lines, slot->count, slot->widest};
}

/* ---- setting ---- */

void
gui_label_at(struct gui *g, struct gui_rect rect, enum gui_style style,
             enum gui_color color, enum gui_align align, const char *text)
{
    static const char dots[] = "\xe2\x80\xa6";
    size_t size = strlen(text);
    double width = gui_measure_text(g, style, text, size);
    char cut[512];

    gui_speech_text(g, rect, style, text);
    if (width <= rect.w) {
        gui_text_cmd(g, rect, width, style, color, align, text, size);
        return;
    }
    double room = rect.w - gui_measure_text(g, style, dots, sizeof dots - 1);
    if (size > sizeof cut - sizeof dots)
        size = sizeof cut - sizeof dots;
    size = cut_word(g, style, text, 0, size, room);
    memcpy(cut, text, size);
    memcpy(cut + size, dots, sizeof dots);
    size += sizeof dots - 1;
    width = gui_measure_text(g, style, cut, size);
    gui_text_cmd(g, rect, fmin(width, rect.w), style, color, align, cut, size);
}

void
gui_label(struct gui *g, enum gui_style style, enum gui_color color, const char *text)
{
    struct gui_rect rect =
        gui_spot(g, ceil(gui_text_width(g, style, text)), gui_leading(style));

    gui_label_at(g, rect, style, color, GUI_START, text);
}

void
gui_set_lines(struct gui *g, struct gui_rect rect, enum gui_style style,
              enum gui_color color, const char *text, struct gui_lines lines)
{
    struct gui_rect all = {rect.x, rect.y, rect.w,
                           (double)lines.count * gui_leading(style)};

    gui_speech_text(g, all, style, text);
    rect.h = gui_leading(style);
    for (size_t i = 0; i < lines.count; i++) {
        const struct gui_line *line = &lines.items[i];

        gui_text_cmd(g, rect, line->width, style, color, GUI_START, text + line->start,
                     line->size);
        rect.y += rect.h;
    }
}

/* Longer lines are tiring: this is about 39 Chinese characters or 78 Latin ones. */
static double
measure_of(enum gui_style style, double room)
{
    return fmin(room, 39 * gui_styles[style].size);
}

void
gui_paragraph(struct gui *g, enum gui_style style, enum gui_color color,
              const char *text)
{
    struct gui_lines lines = gui_wrap(g, style, text, measure_of(style, gui_room(g)));
    struct gui_rect rect = gui_take(g, (double)lines.count * gui_leading(style));

    gui_set_lines(g, rect, style, color, text, lines);
}

void
gui_bullet(struct gui *g, enum gui_style style, enum gui_color color, const char *text)
{
    double indent = 16;
    struct gui_lines lines =
        gui_wrap(g, style, text, measure_of(style, gui_room(g) - indent));
    struct gui_rect rect = gui_take(g, (double)lines.count * gui_leading(style));
    double middle = rect.y + gui_leading(style) / 2;

    gui_fill(g, (struct gui_rect){rect.x + 4, middle - 2.5, 5, 5}, 2.5, GUI_EDGE);
    rect.x += indent;
    rect.w -= indent;
    gui_set_lines(g, rect, style, color, text, lines);
}
