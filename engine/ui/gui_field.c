/* gui_field.c: a line of text that one types, with selection and input methods.
 *
 * The line is measured in pieces of a few words, so that a long one costs little when a
 * letter is added, and only the pieces in sight are drawn. What an input method has not
 * yet handed over stands at the caret, in the place of the selection, but is not part
 * of the text. */
#include "gui_priv.h"

#include <math.h>
#include <string.h>

#include "core/mem.h"

#define HEIGHT 40.0
#define WIDTH 280.0 /* in a flow */
#define PAD 12.0
#define RADIUS 10.0
#define CLEAR_W 36.0
#define CARET_H 20.0
#define BLINK_MS 500
#define BLINK_STOP_MS 10000 /* then the caret just stands, and nothing wakes us */
#define DOUBLE_MS 400
#define DOUBLE_NEAR 5.0

/* ---- characters ---- */

/* Whether the code point belongs to the character before it. */
static bool
is_mark(uint32_t code)
{
    static const uint32_t ranges[][2] = {
        {0x0300, 0x036f},   {0x0483, 0x0489},   {0x0591, 0x05bd}, {0x064b, 0x065f},
        {0x0e31, 0x0e31},   {0x0e34, 0x0e3a},   {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
        {0x1dc0, 0x1dff},   {0x200c, 0x200d},   {0x20d0, 0x20ff}, {0x302a, 0x302f},
        {0x3099, 0x309a},   {0xfe00, 0xfe0f},   {0xfe20, 0xfe2f}, {0x1f3fb, 0x1f3ff},
        {0xe0020, 0xe007f}, {0xe0100, 0xe01ef},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    }
    return false;
}

static bool
is_flag_half(uint32_t code)
{
    return code >= 0x1f1e6 && code <= 0x1f1ff;
}

/* The end of the character that starts at `at`, with its marks, joined emoji and the
 * second half of a flag. */
static size_t
char_end(const char *text, size_t size, size_t at)
{
    uint32_t code, prev;
    size_t n = sp_utf8_next(text + at, size - at, &prev);
    bool half = is_flag_half(prev);

    for (at += n; at < size; at += n) {
        n = sp_utf8_next(text + at, size - at, &code);
        if (!is_mark(code) && prev != 0x200d && !(half && is_flag_half(code)))
            break;
        half = false;
        prev = code;
    }
    return at;
}

static size_t
char_start(const char *text, size_t size, size_t end)
{
    size_t at = 0, next = 0;

    while (next < end) {
        at = next;
        next = char_end(text, size, at);
    }
    return at;
}

enum word_class { SPACE, SIGN, WIDE, LETTER };

static enum word_class
class_at(const char *text, size_t size, size_t at)
{
    uint32_t code = ' ';

    sp_utf8_next(text + at, size - at, &code);
    if (code == ' ' || code == 0xa0 || code == 0x3000)
        return SPACE;
    if (code < 0x80)
        return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                       (code >= 'a' && code <= 'z') || code == '_'
                   ? LETTER
                   : SIGN;
    if ((code >= 0x2010 && code <= 0x2027) || (code >= 0x3001 && code <= 0x303f) ||
        (code >= 0xff01 && code <= 0xff0f) || (code >= 0xff1a && code <= 0xff20))
        return SIGN;
    return code >= 0x2e80 ? WIDE : LETTER;
}

static size_t
word_end(const char *text, size_t size, size_t at)
{
    while (at < size && class_at(text, size, at) == SPACE)
        at = char_end(text, size, at);
    for (size_t from = at; at < size; at = char_end(text, size, at)) {
        if (class_at(text, size, at) != class_at(text, size, from))
            break;
    }
    return at;
}

static size_t
word_start(const char *text, size_t size, size_t at)
{
    size_t before = at;

    while (at > 0) {
        before = char_start(text, size, at);
        if (class_at(text, size, before) != SPACE)
            break;
        at = before;
    }
    for (size_t from = before; at > 0; at = before) {
        before = char_start(text, size, at);
        if (class_at(text, size, before) != class_at(text, size, from))
            break;
    }
    return at;
}

/* ---- changing the text ---- */

static size_t
low(const struct gui_field_state *s)
{
    return s->caret < s->anchor ? s->caret : s->anchor;
}

static size_t
high(const struct gui_field_state *s)
{
    return s->caret < s->anchor ? s->anchor : s->caret;
}

static void
move_to(struct gui_field_state *s, size_t at, bool select)
{
    s->caret = at;
    if (!select)
        s->anchor = at;
}

static bool
cut_out(struct gui_field_state *s, size_t from, size_t to)
{
    memmove(s->text + from, s->text + to, s->size - to + 1);
    s->size -= to - from;
    move_to(s, from, false);
    return to > from;
}

/* What may stand in one line: line ends and tabs become one space, other control
 * characters nothing. */
static void
one_line(const char *text, struct sp_str *out)
{
    size_t size = strlen(text);
    uint32_t code, prev = 0;

    for (size_t at = 0, n; at < size; at += n, prev = code) {
        n = sp_utf8_next(text + at, size - at, &code);
        bool ends = code == '\n' || code == '\r' || code == '\t' || code == 0x85 ||
                    code == 0x2028 || code == 0x2029;

        if (ends && !(prev == '\r' && code == '\n'))
            sp_str_add_char(out, ' ');
        else if (code >= ' ' && !(code >= 0x7f && code < 0xa0) && !ends)
            sp_str_add_n(out, text + at, n);
    }
}

/* Puts as many whole characters as there is room for in the place of the selection. */
static bool
insert(struct gui_field_state *s, const char *text)
{
    size_t most = s->most && s->most < GUI_FIELD_ROOM ? s->most : GUI_FIELD_ROOM - 1;
    struct sp_str line = {0};
    size_t fits = 0;

    if (!text[0] || !sp_utf8_valid(text, strlen(text)))
        return false;
    one_line(text, &line);
    bool changed = cut_out(s, low(s), high(s));
    while (fits < line.size) {
        size_t end = char_end(line.text, line.size, fits);

        if (s->size + end > most)
            break;
        fits = end;
    }
    if (fits) {
        memmove(s->text + s->caret + fits, s->text + s->caret, s->size - s->caret + 1);
        memcpy(s->text + s->caret, line.text, fits);
        s->size += fits;
        move_to(s, s->caret + fits, false);
    }
    sp_str_finish(&line);
    return changed || fits;
}

void
gui_field_set(struct gui_field_state *s, const char *text)
{
    s->caret = s->size;
    s->anchor = 0;
    cut_out(s, 0, s->size);
    insert(s, text);
}

void
gui_field_select(struct gui_field_state *s)
{
    s->anchor = 0;
    s->caret = s->size;
}

/* ---- keys ---- */

bool
gui_field_takes(int key, unsigned mods)
{
    bool edits = key == GUI_BACKSPACE || key == GUI_DELETE || key == GUI_LEFT ||
                 key == GUI_RIGHT || key == GUI_HOME || key == GUI_END;

    switch (mods & ~(unsigned)GUI_SHIFT) {
    case 0:
        return edits || key < GUI_TAB || key == GUI_ENTER || key == GUI_ESC;
    case GUI_CTRL:
        return edits || key == 'a' || key == 'c' || key == 'x' || key == 'v';
    default:
        return false;
    }
}

static void
copy_out(struct gui *g, const struct gui_field_state *s)
{
    struct sp_str out = {0};

    if (low(s) == high(s) || !g->clipboard.set || s->hidden)
        return;
    sp_str_add_n(&out, s->text + low(s), high(s) - low(s));
    g->clipboard.set(g->clipboard.data, sp_str_text(&out));
    sp_str_finish(&out);
}

static bool
paste(struct gui *g, struct gui_field_state *s)
{
    struct sp_str in = {0};

    if (g->clipboard.get)
        g->clipboard.get(g->clipboard.data, &in);
    bool changed = insert(s, sp_str_text(&in));
    if (changed)
        g->pasted += sp_utf8_count(sp_str_text(&in));
    sp_str_finish(&in);
    return changed;
}

static bool
erase(struct gui_field_state *s, bool back, bool word)
{
    size_t from = low(s), to = high(s);

    if (from == to && back)
        from =
            word ? word_start(s->text, s->size, to) : char_start(s->text, s->size, to);
    else if (from == to && to < s->size)
        to = word ? word_end(s->text, s->size, to) : char_end(s->text, s->size, to);
    return cut_out(s, from, to);
}

static void
step(struct gui_field_state *s, bool back, bool word, bool select)
{
    size_t at = s->caret;

    if (!select && !word && low(s) != high(s))
        at = back ? low(s) : high(s);
    else if (back)
        at = word ? word_start(s->text, s->size, at) : char_start(s->text, s->size, at);
    else if (at < s->size)
        at = word ? word_end(s->text, s->size, at) : char_end(s->text, s->size, at);
    move_to(s, at, select);
}

static unsigned
escape(struct gui *g, struct gui_field_state *s)
{
    if (s->size) {
        gui_field_set(s, "");
        return GUI_FIELD_CHANGED;
    }
    gui_focus(g, 0);
    return 0;
}

static unsigned
take_key(struct gui *g, struct gui_field_state *s, struct gui_key_press press)
{
    bool ctrl = press.mods & GUI_CTRL, shift = press.mods & GUI_SHIFT;
    bool changed = false;

    switch (press.key) {
    case GUI_ENTER:
        return GUI_FIELD_ENTER;
    case GUI_ESC:
        return escape(g, s);
    case GUI_LEFT:
    case GUI_RIGHT:
        step(s, press.key == GUI_LEFT, ctrl, shift);
        break;
    case GUI_HOME:
        move_to(s, 0, shift);
        break;
    case GUI_END:
        move_to(s, s->size, shift);
        break;
    case GUI_BACKSPACE:
    case GUI_DELETE:
        changed = erase(s, press.key == GUI_BACKSPACE, ctrl);
        break;
    default: /* letters without Ctrl come as text */
        if (ctrl && press.key == 'a')
            gui_field_select(s);
        if (ctrl && (press.key == 'c' || press.key == 'x'))
            copy_out(g, s);
        if (ctrl && press.key == 'x')
            changed = cut_out(s, low(s), high(s));
        if (ctrl && press.key == 'v')
            changed = paste(g, s);
    }
    return changed ? GUI_FIELD_CHANGED : 0;
}

/* A key ends the frame, so what was typed came before it. */
static unsigned
take_input(struct gui *g, uint64_t id, struct gui_field_state *s)
{
    unsigned events = 0;
    size_t kept = 0;

    if (g->typed.size && insert(s, g->typed.text))
        events |= GUI_FIELD_CHANGED;
    if (g->typed.size)
        s->moved_ms = g->now_ms;
    sp_str_clear(&g->typed);
    for (size_t i = 0; i < g->key_count; i++) {
        if (g->focus != id || !gui_field_takes(g->keys[i].key, g->keys[i].mods)) {
            g->keys[kept++] = g->keys[i];
            continue;
        }
        events |= take_key(g, s, g->keys[i]);
        s->moved_ms = g->now_ms;
    }
    g->key_count = kept;
    return events;
}

/* ---- the line as it is laid out ---- */

#define PIECES 256
#define PIECE_LEAST 16 /* characters; then it ends where a line could */
#define PIECE_MOST 48

struct line {
    struct gui *g;
    const char *text;
    size_t size;
    size_t start[PIECES + 1]; /* bytes; one past the last is the end */
    double x[PIECES + 1];     /* points */
    size_t pieces;
};

static size_t
piece_end(const char *text, size_t size, size_t at)
{
    uint32_t prev, next;

    for (size_t count = 1; at < size; count++) {
        size_t end = char_end(text, size, at);

        sp_utf8_next(text + at, size - at, &prev);
        at = end;
        if (count >= PIECE_MOST || at >= size)
            break;
        sp_utf8_next(text + at, size - at, &next);
        if (count >= PIECE_LEAST && gui_break_allowed(prev, next))
            break;
    }
    return at;
}

static void
lay_out(struct line *line)
{
    size_t at = 0, n = 0;
    double x = 0;

    while (at < line->size && n < PIECES) {
        size_t end =
            n + 1 < PIECES ? piece_end(line->text, line->size, at) : line->size;

        line->start[n] = at;
        line->x[n++] = x;
        x += gui_measure_text(line->g, GUI_BODY, line->text + at, end - at);
        at = end;
    }
    line->start[n] = line->size;
    line->x[n] = x;
    line->pieces = n;
}

static double
x_of(const struct line *line, size_t at)
{
    size_t i = 0;

    while (i < line->pieces && at >= line->start[i + 1])
        i++;
    return line->x[i] + gui_measure_text(line->g, GUI_BODY, line->text + line->start[i],
                                         at - line->start[i]);
}

/* The boundary between characters that lies nearest. */
static size_t
byte_at(const struct line *line, double x)
{
    size_t i = 0;

    while (i + 1 < line->pieces && x >= line->x[i + 1])
        i++;
    size_t at = line->pieces ? line->start[i] : 0;
    size_t end = line->pieces ? line->start[i + 1] : 0;
    double left = line->pieces ? line->x[i] : 0;
    while (at < end) {
        size_t next = char_end(line->text, end, at);
        double right = x_of(line, next);

        if (x < (left + right) / 2)
            break;
        at = next;
        left = right;
    }
    return at;
}

/* ---- the mouse ---- */

static void
take_mouse(struct gui *g, struct gui_field_state *s, const struct line *line, double x)
{
    size_t at = byte_at(line, g->mouse.x - x);

    s->moved_ms = g->now_ms;
    if (!g->pressed) {
        if (s->presses == 1)
            s->caret = at;
        return;
    }
    bool again = g->now_ms - s->press_ms < DOUBLE_MS &&
                 fabs(g->mouse.x - s->press_x) < DOUBLE_NEAR;
    s->presses = again && s->presses < 3 ? s->presses + 1 : 1;
    s->press_ms = g->now_ms;
    s->press_x = g->mouse.x;
    if (s->presses == 1) {
        move_to(s, at, false);
    } else if (s->presses == 3) {
        gui_field_select(s);
    } else if (s->size) {
        size_t from = at < s->size ? at : char_start(s->text, s->size, s->size);

        s->caret = word_end(s->text, s->size, from);
        s->anchor = word_start(s->text, s->size, char_end(s->text, s->size, from));
    }
}

/* ---- drawing ---- */

/* A star for each byte, so that places in the text stay what they are. */
static const char *
stars_of(struct gui *g, const struct gui_field_state *s)
{
    sp_str_clear(&g->shown);
    for (size_t i = 0; i < s->size; i++)
        sp_str_add_char(&g->shown, '*');
    return sp_str_text(&g->shown);
}

/* The text with the unfinished part at the caret; `from` and `to` in bytes. */
static const char *
shown_text(struct gui *g, const struct gui_field_state *s, size_t *from, size_t *to)
{
    *from = low(s);
    *to = high(s);
    if (s->hidden)
        return stars_of(g, s);
    if (!g->edit.size)
        return s->text;
    sp_str_clear(&g->shown);
    sp_str_add_n(&g->shown, s->text, low(s));
    sp_str_add(&g->shown, g->edit.text);
    sp_str_add(&g->shown, s->text + high(s));
    *to = *from + g->edit.size;
    return g->shown.text;
}

static void
keep_in_sight(struct gui_field_state *s, double caret, double width, double room)
{
    if (caret - s->scroll > room - 2)
        s->scroll = caret - room + 2;
    if (caret < s->scroll)
        s->scroll = fmax(0, caret - fmin(48, room / 3));
    s->scroll = fmax(0, fmin(s->scroll, width + 2 - room));
}

static void
caret(struct gui *g, const struct gui_field_state *s, struct gui_rect inner, double x)
{
    struct gui_rect bar = {inner.x + x - s->scroll, inner.y + (inner.h - CARET_H) / 2,
                           2, CARET_H};
    uint64_t since = g->now_ms > s->moved_ms ? g->now_ms - s->moved_ms : 0;

    g->field_caret = gui_pixels(g, bar);
    if (!g->still && since < BLINK_STOP_MS) {
        gui_wake_in(g, (int)(BLINK_MS - since % BLINK_MS));
        if (since / BLINK_MS % 2)
            return;
    }
    gui_fill(g, bar, 0, GUI_LINK);
}

static void
text_pieces(struct gui *g, const struct line *line, struct gui_rect inner,
            double scroll)
{
    for (size_t i = 0; i < line->pieces; i++) {
        double width = line->x[i + 1] - line->x[i];
        struct gui_rect rect = {inner.x + line->x[i] - scroll, inner.y, width, inner.h};

        if (rect.x >= inner.x + inner.w || rect.x + width <= inner.x)
            continue;
        gui_text_cmd(g, rect, width, GUI_BODY, GUI_INK, GUI_START,
                     line->text + line->start[i], line->start[i + 1] - line->start[i]);
        g->frame.cmds[g->frame.cmd_count - 1].scrolled = true;
    }
}

static void
contents(struct gui *g, struct gui_field_state *s, struct gui_rect inner,
         const char *hint, bool focus)
{
    size_t from = 0, to = 0;
    bool editing = focus && g->edit.size && !s->hidden;
    struct line line = {.g = g};

    line.text = focus       ? shown_text(g, s, &from, &to)
                : s->hidden ? stars_of(g, s)
                            : s->text;
    line.size = strlen(line.text);
    lay_out(&line);
    size_t at = editing ? from + g->edit_caret : s->caret;
    double x = focus ? x_of(&line, at) : 0;
    keep_in_sight(s, x, line.x[line.pieces], inner.w);
    gui_clip(g, (struct gui_rect){inner.x - 1, inner.y, inner.w + 2, inner.h});
    double left = x_of(&line, from), right = x_of(&line, to);
    struct gui_rect mark = {inner.x + left - s->scroll, inner.y + 8, right - left,
                            inner.h - 16};
    if (to > from && !editing)
        gui_wash(g, mark, 2, GUI_FOCUS, 0.25);
    if (!line.size && hint[0]) {
        gui_label_at(g, inner, GUI_BODY, GUI_MUTED, GUI_START, hint);
        g->frame.cmds[g->frame.cmd_count - 1].scrolled = true;
    }
    text_pieces(g, &line, inner, s->scroll);
    if (editing)
        gui_fill(g, (struct gui_rect){mark.x, inner.y + inner.h - 9, mark.w, 1.5}, 0,
                 GUI_LINK);
    if (focus && !g->away)
        caret(g, s, inner, x);
    gui_unclip(g);
}

static bool
clear_button(struct gui *g, uint64_t id, struct gui_rect rect)
{
    struct gui_rect r = {rect.x + rect.w - CLEAR_W, rect.y, CLEAR_W, rect.h};
    struct gui_state state = gui_item(g, id ^ 0x9e3779b97f4a7c15u, r, 0);
    struct gui_rect mark = {r.x + 10, r.y + r.h / 2 - 7, 14, 14};

    if (state.hover)
        gui_fill(g, (struct gui_rect){mark.x - 5, mark.y - 5, 24, 24}, 12, GUI_SUNK);
    gui_icon(g, GUI_ICON_CROSS, mark, state.hover ? GUI_INK : GUI_MUTED);
    return state.clicked;
}

static unsigned
field(struct gui *g, uint64_t id, struct gui_field_state *s, const char *hint,
      bool search)
{
    struct gui_rect rect = gui_spot(g, WIDTH, HEIGHT);
    size_t ground = g->frame.cmd_count, mark = gui_mark(g);
    unsigned events = 0;
    double left = search ? 38 : PAD;

    gui_fill(g, rect, RADIUS, GUI_CARD);
    gui_stroke(g, rect, RADIUS, 1, GUI_EDGE);
    /* Above the field, so it is asked first. */
    bool clear = s->size && clear_button(g, id, rect);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS | GUI_ITEM_TEXT);
    struct gui_rect inner = {rect.x + left, rect.y,
                             rect.w - left - (s->size ? CLEAR_W : PAD), rect.h};

    if (g->field == id)
        events |= take_input(g, id, s);
    if (clear) {
        gui_field_set(s, "");
        gui_focus(g, id);
        events |= GUI_FIELD_CHANGED;
    }
    bool focus = g->focus == id && (!g->modal_last || g->in_modal);
    if (state.held || (state.hover && g->pressed)) {
        struct line line = {
            .g = g, .text = s->hidden ? stars_of(g, s) : s->text, .size = s->size};

        lay_out(&line);
        take_mouse(g, s, &line, inner.x - s->scroll);
    }
    if (focus) {
        struct gui_cmd *edge = &g->frame.cmds[ground + 1];

        edge->rgb = g->theme->color[GUI_FOCUS];
        edge->width = fmax(1, round(2 * g->scale));
        g->field_drawn = id;
    }
    if (search)
        gui_icon(g, GUI_ICON_SEARCH,
                 (struct gui_rect){rect.x + 13, rect.y + rect.h / 2 - 8, 16, 16},
                 focus ? GUI_LINK : GUI_MUTED);
    contents(g, s, inner, hint, focus);
    gui_spoken(g, mark,
               (struct gui_spoken){.id = id,
                                   .role = GUI_ROLE_FIELD,
                                   .text = hint,
                                   .note = s->hidden ? "" : s->text});
    return events;
}

unsigned
gui_field(struct gui *g, uint64_t id, struct gui_field_state *state, const char *hint)
{
    return field(g, id, state, hint, false);
}

unsigned
gui_search(struct gui *g, uint64_t id, struct gui_field_state *state, const char *hint)
{
    return field(g, id, state, hint, true);
}

/* ---- input ---- */

/* Before the frame: which field takes what is typed. */
void
gui_field_begin(struct gui *g)
{
    uint64_t was = g->field;

    g->field = g->field_drawn = 0;
    for (size_t i = 0; g->focus && i < g->last.count; i++) {
        const struct gui_item *item = &g->last.items[i];

        if (item->id == g->focus && item->live && (item->flags & GUI_ITEM_TEXT))
            g->field = item->id;
    }
    if (!g->field)
        sp_str_clear(&g->typed);
    if (g->field != was)
        sp_str_clear(&g->edit);
}

void
gui_input_text(struct gui *g, const char *text)
{
    size_t size = strlen(text);

    if (!size || !sp_utf8_valid(text, size) || g->typed.size + size >= GUI_FIELD_ROOM)
        return;
    sp_str_add(&g->typed, text);
    sp_str_clear(&g->edit);
    g->by_key = true;
}

void
gui_input_edit(struct gui *g, const char *text, int caret)
{
    size_t size = strlen(text), at = 0;
    uint32_t code;

    sp_str_clear(&g->edit);
    if (!size || size >= GUI_FIELD_ROOM / 2 || !sp_utf8_valid(text, size))
        return;
    one_line(text, &g->edit);
    while (at < g->edit.size && caret-- > 0)
        at += sp_utf8_next(g->edit.text + at, g->edit.size - at, &code);
    g->edit_caret = at;
}

void
gui_input_away(struct gui *g, bool away)
{
    g->away = away;
}

void
gui_set_clipboard(struct gui *g, const struct gui_clipboard *clipboard)
{
    g->clipboard = *clipboard;
}

uint64_t
gui_typing(const struct gui *g, struct gui_rect *caret)
{
    *caret = g->field_caret;
    return g->field_drawn;
}

void
gui_input_drop(struct gui *g, const char *path)
{
    sp_str_clear(&g->dropped);
    sp_str_add(&g->dropped, path);
}

bool
gui_take_dropped(struct gui *g, struct sp_str *path)
{
    bool any = g->dropped.size > 0;

    sp_str_add(path, sp_str_text(&g->dropped));
    sp_str_clear(&g->dropped);
    return any;
}

size_t
gui_take_pasted(struct gui *g)
{
    size_t pasted = g->pasted;

    g->pasted = 0;
    return pasted;
}

bool
gui_away(const struct gui *g)
{
    return g->away;
}
