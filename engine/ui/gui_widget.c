/* gui_widget.c: buttons, choices and the other widgets. */
#include "gui_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BUTTON_H 40.0
#define RADIUS 10.0

enum gui_color
gui_tint_of(enum gui_color color)
{
    switch (color) {
    case GUI_GOOD:
        return GUI_GOOD_TINT;
    case GUI_WARN:
        return GUI_WARN_TINT;
    case GUI_BAD:
        return GUI_BAD_TINT;
    case GUI_LINK:
        return GUI_TINT;
    default:
        return GUI_SUNK;
    }
}

/* ---- tips ---- */

#define TIP_MS 600

void
gui_tip(struct gui *g, const char *text)
{
    const struct gui_item *item = g->now.count ? &g->now.items[g->now.count - 1] : NULL;

    if (item)
        gui_speech_tip(g, item->id, text);
    if (!item || !item->live || !text[0] || g->down ||
        !gui_inside(gui_meet(item->rect, gui_clip_now(g)), g->mouse))
        return;
    g->tip = item->id;
    g->tip_rect = item->rect;
    size_t size = strlen(text);
    if (size >= sizeof g->tip_text) {
        size = sizeof g->tip_text - 1;
        while (size && (text[size] & 0xc0) == 0x80)
            size--;
    }
    memcpy(g->tip_text, text, size);
    g->tip_text[size] = '\0';
}

static void
tip_box(struct gui *g)
{
    double w = ceil(gui_text_width(g, GUI_CAPTION, g->tip_text)) + 16;
    struct gui_rect at = g->tip_rect;
    struct gui_rect box = {at.x + at.w / 2 - w / 2, at.y + at.h + 6, w, 26};

    box.w = fmin(box.w, gui_width(g) - 8);
    box.x = fmax(4, fmin(box.x, gui_width(g) - box.w - 4));
    if (box.y + box.h > gui_height(g) - 4)
        box.y = at.y - box.h - 6;
    gui_fill(g, box, 6, GUI_INK);
    box.x += 8;
    box.w -= 16;
    size_t mark = gui_mark(g);
    gui_label_at(g, box, GUI_CAPTION, GUI_CARD, GUI_START, g->tip_text);
    gui_spoken(g, mark, (struct gui_spoken){.text = ""}); /* the widget has it */
}

void
gui_tip_draw(struct gui *g)
{
    if (g->tip != g->tip_seen)
        g->tip_since_ms = g->now_ms;
    g->tip_seen = g->tip;
    if (g->tip && g->now_ms - g->tip_since_ms >= TIP_MS)
        tip_box(g);
    else if (g->tip)
        gui_wake_in(g, (int)(TIP_MS - (g->now_ms - g->tip_since_ms)));
    g->tip = 0;
}

static void
button_ground(struct gui *g, struct gui_rect rect, enum gui_kind kind,
              struct gui_state state)
{
    if (kind == GUI_PRIMARY) {
        gui_fill(g, rect, RADIUS, GUI_ACCENT);
        if (state.hover)
            gui_wash(g, rect, RADIUS, GUI_SHADOW, state.held ? 0.24 : 0.12);
    } else if (kind == GUI_PLAIN) {
        gui_fill(g, rect, RADIUS, state.held ? GUI_SUNK : GUI_CARD);
        gui_stroke(g, rect, RADIUS, 1, state.hover ? GUI_LINK : GUI_EDGE);
    } else if (state.hover) {
        gui_fill(g, rect, RADIUS, state.held ? GUI_SUNK : GUI_TINT);
    }
    if (state.focus)
        gui_focus_ring(g, rect, RADIUS);
}

bool
gui_button(struct gui *g, uint64_t id, enum gui_kind kind, const char *text)
{
    static const enum gui_color ink[] = {
        [GUI_PRIMARY] = GUI_ON, [GUI_PLAIN] = GUI_INK, [GUI_GHOST] = GUI_LINK};
    double pad = kind == GUI_GHOST ? 12 : 20;
    double width = ceil(gui_text_width(g, GUI_STRONG, text)) + 2 * pad;
    struct gui_rect rect = gui_spot(g, width, BUTTON_H);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    size_t mark = gui_mark(g);

    button_ground(g, rect, kind, state);
    if (rect.w < width)
        pad = 4;
    rect.x += pad;
    rect.w -= 2 * pad;
    gui_label_at(g, rect, GUI_STRONG, ink[kind], GUI_MIDDLE, text);
    gui_spoken(g, mark, (struct gui_spoken){.id = id, .role = GUI_ROLE_BUTTON});
    return state.clicked;
}

bool
gui_icon_button(struct gui *g, uint64_t id, enum gui_icon icon, const char *text)
{
    double width = text[0] ? ceil(gui_text_width(g, GUI_SMALL, text)) + 44 : BUTTON_H;
    struct gui_rect rect = gui_spot(g, width, BUTTON_H);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    struct gui_rect place = {rect.x + 12, rect.y + 12, 16, 16};
    size_t mark = gui_mark(g);

    button_ground(g, rect, GUI_GHOST, state);
    gui_icon(g, icon, place, GUI_LINK);
    rect.x += 32;
    rect.w -= 40;
    if (text[0])
        gui_label_at(g, rect, GUI_SMALL, GUI_LINK, GUI_START, text);
    gui_spoken(g, mark,
               (struct gui_spoken){.id = id, .role = GUI_ROLE_BUTTON, .text = text});
    return state.clicked;
}

struct option_shape {
    double inset, room, pad;
};

static struct option_shape
option_shape(double room, unsigned number, enum gui_style style)
{
    double inset = number ? 48 : 16;

    return (struct option_shape){inset, room - inset - 16,
                                 gui_leading(style) < 24 ? 7 : 10};
}

double
gui_option_height(struct gui *g, double room, unsigned number, enum gui_style style,
                  const char *text)
{
    struct option_shape shape = option_shape(room, number, style);
    double lines = (double)gui_wrap(g, style, text, shape.room).count;

    return lines * gui_leading(style) + 2 * shape.pad;
}

bool
gui_option(struct gui *g, uint64_t id, unsigned number, enum gui_style style,
           const char *text)
{
    struct option_shape shape = option_shape(gui_room(g), number, style);
    struct gui_rect rect =
        gui_take(g, gui_option_height(g, gui_room(g), number, style, text));
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    bool lit = state.hover || state.focus;
    size_t mark = gui_mark(g);

    if (number > 0 && number <= 9 && gui_key(g, (int)('0' + number), 0))
        state.clicked = true;
    gui_fill(g, rect, RADIUS, lit ? GUI_TINT : GUI_SUNK);
    gui_stroke(g, rect, RADIUS, state.focus ? 2 : 1, lit ? GUI_FOCUS : GUI_EDGE);
    if (number) {
        char digits[2] = {(char)('0' + number % 10), 0};
        double middle = rect.y + shape.pad + gui_leading(style) / 2;
        struct gui_rect badge = {rect.x + 12, middle - 12, 24, 24};

        gui_fill(g, badge, 6, GUI_CARD);
        gui_stroke(g, badge, 6, 1, lit ? GUI_FOCUS : GUI_EDGE);
        gui_label_at(g, badge, GUI_SMALL_STRONG, lit ? GUI_LINK : GUI_MUTED, GUI_MIDDLE,
                     digits);
    }
    struct gui_rect inner = {rect.x + shape.inset, rect.y + shape.pad, shape.room, 0};
    gui_set_lines(g, inner, style, GUI_INK, text, gui_wrap(g, style, text, shape.room));
    gui_spoken(g, mark,
               (struct gui_spoken){
                   .id = id, .role = GUI_ROLE_OPTION, .text = text, .number = number});
    return state.clicked;
}

/* One part of a choice; the chosen one is told by weight and ground, not only colour.
 */
static bool
segment(struct gui *g, uint64_t id, struct gui_rect rect, const char *text, bool chosen)
{
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    struct gui_rect inner = {rect.x + 3, rect.y + 3, rect.w - 6, rect.h - 6};

    if (chosen) {
        gui_fill(g, inner, 7, GUI_ACCENT);
    } else if (state.hover) {
        gui_fill(g, inner, 7, GUI_TINT);
    }
    if (state.focus)
        gui_stroke(g, (struct gui_rect){rect.x - 1, rect.y - 1, rect.w + 2, rect.h + 2},
                   11, 2, GUI_FOCUS);
    inner.x += 4;
    inner.w -= 8;
    gui_label_at(g, inner, chosen ? GUI_SMALL_STRONG : GUI_SMALL,
                 chosen ? GUI_ON : GUI_INK, GUI_MIDDLE, text);
    return state.clicked;
}

bool
gui_segments(struct gui *g, uint64_t id, const char *const *texts, size_t count,
             size_t *chosen)
{
    double each = 0, h = 36;
    bool changed = false;

    for (size_t i = 0; i < count; i++)
        each = fmax(each, ceil(gui_text_width(g, GUI_SMALL_STRONG, texts[i])) + 32);
    double width = each * (double)count;
    bool stacked = width > gui_room(g);
    if (stacked)
        width = each = gui_room(g);
    struct gui_rect all = gui_spot(g, width, stacked ? h * (double)count : h);
    all.w = width;
    gui_fill(g, all, RADIUS, GUI_SUNK);
    gui_stroke(g, all, RADIUS, 1, GUI_EDGE);
    gui_push_id(g, id);
    for (size_t i = 0; i < count; i++) {
        double n = (double)i;
        struct gui_rect part = {all.x + (stacked ? 0 : n * each),
                                all.y + (stacked ? n * h : 0), each, h};

        uint64_t part_id = gui_id_n(g, "part", i);
        size_t mark = gui_mark(g);

        if (segment(g, part_id, part, texts[i], i == *chosen) && *chosen != i) {
            *chosen = i;
            changed = true;
        }
        gui_spoken(g, mark,
                   (struct gui_spoken){.id = part_id,
                                       .role = GUI_ROLE_CHOICE,
                                       .on = i == *chosen,
                                       .number = (unsigned)i + 1,
                                       .count = (unsigned)count});
    }
    gui_pop_id(g);
    return changed;
}

bool
gui_toggle(struct gui *g, uint64_t id, const char *text, bool *on)
{
    double width = 52 + ceil(gui_text_width(g, GUI_SMALL, text));
    struct gui_rect rect = gui_spot(g, width, 32);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    struct gui_rect track = {rect.x, rect.y + 5, 40, 22};
    struct gui_rect knob = {rect.x + (*on ? 21 : 3), rect.y + 8, 16, 16};
    size_t mark = gui_mark(g);

    gui_fill(g, track, 11, *on ? GUI_ACCENT : GUI_EDGE);
    gui_fill(g, knob, 8, *on ? GUI_ON : GUI_CARD);
    if (state.focus)
        gui_focus_ring(g, track, 11);
    rect.x += 52;
    rect.w -= 52;
    gui_label_at(g, rect, GUI_SMALL, GUI_INK, GUI_START, text);
    if (state.clicked)
        *on = !*on;
    gui_spoken(g, mark,
               (struct gui_spoken){.id = id, .role = GUI_ROLE_SWITCH, .on = *on});
    return state.clicked;
}

bool
gui_fold(struct gui *g, uint64_t id, const char *text, const char *note, bool *open)
{
    struct gui_rect rect = gui_take(g, BUTTON_H);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    struct gui_rect row = {rect.x - 8, rect.y, rect.w + 16, rect.h};
    double x = rect.x + 2, y = rect.y + rect.h / 2;
    struct gui_point shut[] = {{x + 2, y - 5}, {x + 7, y}, {x + 2, y + 5}};
    struct gui_point down[] = {{x, y - 2}, {x + 5, y + 3}, {x + 10, y - 2}};
    double note_w = ceil(gui_text_width(g, GUI_SMALL, note));
    size_t mark = gui_mark(g);

    if (state.hover)
        gui_fill(g, row, 8, GUI_SUNK);
    if (state.focus)
        gui_stroke(g, row, 8, 2, GUI_FOCUS);
    gui_line(g, *open ? down : shut, 3, 2, GUI_MUTED);
    rect.x += 20;
    rect.w -= 20;
    gui_label_at(g, (struct gui_rect){rect.x, rect.y, rect.w - note_w - 8, rect.h},
                 GUI_STRONG, GUI_INK, GUI_START, text);
    gui_label_at(g, rect, GUI_SMALL, GUI_MUTED, GUI_FINISH, note);
    if (state.clicked)
        *open = !*open;
    gui_spoken(g, mark,
               (struct gui_spoken){.id = id, .role = GUI_ROLE_FOLD, .on = *open});
    return state.clicked;
}

void
gui_bubble(struct gui *g, enum gui_side side, const char *text)
{
    double most = fmin(gui_room(g) * (gui_room(g) < 420 ? 0.9 : 0.8), 620) - 28;
    struct gui_lines lines = gui_wrap(g, GUI_BODY, text, most);
    double w = ceil(lines.widest) + 28;
    double h = (double)lines.count * gui_leading(GUI_BODY) + 20;
    struct gui_rect rect = gui_take(g, h);
    size_t mark = gui_mark(g);

    if (side == GUI_RIGHT_SIDE)
        rect.x += rect.w - w;
    rect.w = w;
    gui_fill(g, rect, 14, side == GUI_LEFT_SIDE ? GUI_BUBBLE : GUI_ACCENT);
    gui_set_lines(g, (struct gui_rect){rect.x + 14, rect.y + 10, w - 28, 0}, GUI_BODY,
                  side == GUI_LEFT_SIDE ? GUI_INK : GUI_ON, text, lines);
    gui_spoken(g, mark,
               (struct gui_spoken){.role = side == GUI_LEFT_SIDE ? GUI_ROLE_THEIRS
                                                                 : GUI_ROLE_OURS});
}

void
gui_chip(struct gui *g, enum gui_color color, const char *text)
{
    double width = ceil(gui_text_width(g, GUI_CAPTION, text)) + 16;
    struct gui_rect rect = gui_spot(g, width, 24);

    rect.w = fmin(width, rect.w);
    gui_fill(g, rect, 12, gui_tint_of(color));
    rect.x += 8;
    rect.w -= 16;
    size_t mark = gui_mark(g);
    gui_label_at(g, rect, GUI_CAPTION, color, GUI_START, text);
    gui_spoken(g, mark, (struct gui_spoken){.role = GUI_ROLE_CHIP});
}

void
gui_icon_chip(struct gui *g, enum gui_icon icon, enum gui_color color, const char *text)
{
    double width = ceil(gui_text_width(g, GUI_CAPTION, text)) + 34;
    struct gui_rect rect = gui_spot(g, width, 24);

    rect.w = fmin(width, rect.w);
    gui_fill(g, rect, 12, gui_tint_of(color));
    size_t mark = gui_mark(g);
    gui_icon(g, icon, (struct gui_rect){rect.x + 8, rect.y + 6, 12, 12}, color);
    rect.x += 24;
    rect.w -= 32;
    gui_label_at(g, rect, GUI_CAPTION, color, GUI_START, text);
    gui_spoken(g, mark, (struct gui_spoken){.role = GUI_ROLE_CHIP, .text = text});
}

/* The name, what has just changed, how it stands. */
static void
meter_head(struct gui *g, const char *text, const char *note, int by)
{
    double leading = gui_leading(GUI_SMALL), room = gui_room(g);
    double note_w = ceil(gui_text_width(g, GUI_SMALL_STRONG, note)) + 8;
    char change[16] = "";
    size_t mark = gui_mark(g);

    if (by)
        snprintf(change, sizeof change, "%s%d", by > 0 ? "+" : "\xe2\x88\x92",
                 by > 0 ? by : -by);
    double change_w = by ? ceil(gui_text_width(g, GUI_SMALL_STRONG, change)) + 8 : 0;
    struct gui_lines lines = gui_wrap(g, GUI_SMALL, text, room - note_w - change_w);
    struct gui_rect row = gui_take(g, leading * (double)lines.count);
    gui_set_lines(g, (struct gui_rect){row.x, row.y, room - note_w - change_w, leading},
                  GUI_SMALL, GUI_INK, text, lines);
    row.h = leading;
    gui_label_at(g, row, GUI_SMALL_STRONG, GUI_INK, GUI_FINISH, note);
    row.w -= note_w;
    gui_label_at(g, row, GUI_SMALL_STRONG, by > 0 ? GUI_GOOD : GUI_BAD, GUI_FINISH,
                 change);
    gui_spoken(g, mark, (struct gui_spoken){.role = GUI_ROLE_TEXT});
}

void
gui_meter(struct gui *g, const char *text, const char *note, int by, int value,
          int most, enum gui_color color)
{
    meter_head(g, text, note, by);
    struct gui_rect bar = gui_take(g, 12);
    bar.y += 2;
    bar.h = 8;
    if (most < 1)
        most = 1;
    if (most <= 8) {
        double each = (bar.w - 3.0 * (most - 1)) / most;
        for (int i = 0; i < most; i++)
            gui_fill(g, (struct gui_rect){bar.x + i * (each + 3), bar.y, each, 8}, 4,
                     i < value ? color : GUI_TRACK);
        return;
    }
    gui_fill(g, bar, 4, GUI_TRACK);
    bar.w *= fmin(1, fmax(0, (double)value / most));
    if (bar.w >= 8)
        gui_fill(g, bar, 4, color);
}

void
gui_hairline(struct gui *g)
{
    struct gui_rect rect = gui_take(g, 1);

    gui_fill(g, rect, 0, GUI_HAIR);
}
