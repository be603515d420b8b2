/* gui_menu.c: a button that unfolds a list to choose from.
 *
 * The list lies over everything else, so it is drawn when the frame ends; what was
 * picked is handed to the button in the next frame. */
#include "gui_priv.h"

#include <math.h>
#include <string.h>

#define HEIGHT 40.0
#define ROW 36.0
#define RADIUS 10.0
#define EDGE 8.0 /* kept free round the list */

static double
widest(struct gui *g, const char *const *texts, size_t count)
{
    double width = 0;

    for (size_t i = 0; i < count; i++)
        width = fmax(width, ceil(gui_text_width(g, GUI_SMALL_STRONG, texts[i])));
    return width;
}

static void
open_menu(struct gui *g, uint64_t id, size_t chosen)
{
    g->menu.id = id;
    g->menu.chosen = chosen;
    g->menu.picked = false;
    gui_push_id(g, id);
    gui_focus(g, gui_id_n(g, "row", chosen));
    gui_pop_id(g);
    gui_wake_in(g, 0);
}

/* Kept until the end of the frame, because the caller's texts need not last. */
static void
keep_texts(struct gui *g, const char *const *texts, size_t count, struct gui_rect rect)
{
    struct gui_menu *m = &g->menu;

    m->shown = true;
    m->rect = rect;
    m->width = widest(g, texts, count);
    m->count = count;
    sp_str_clear(&m->texts);
    for (size_t i = 0; i < count; i++)
        sp_str_add_n(&m->texts, texts[i], strlen(texts[i]) + 1);
}

bool
gui_choice(struct gui *g, uint64_t id, const char *const *texts, size_t count,
           size_t *chosen)
{
    double width = ceil(gui_text_width(g, GUI_SMALL_STRONG, texts[*chosen])) + 46;
    struct gui_rect rect = gui_spot(g, width, HEIGHT);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    double x = rect.x + rect.w - 24, y = rect.y + rect.h / 2;
    struct gui_point arrow[] = {{x, y - 2}, {x + 5, y + 3}, {x + 10, y - 2}};
    bool set = *chosen > 0, changed = false;
    size_t mark = gui_mark(g);

    gui_fill(g, rect, RADIUS, set ? GUI_TINT : state.held ? GUI_SUNK : GUI_CARD);
    gui_stroke(g, rect, RADIUS, 1, set || state.hover ? GUI_LINK : GUI_EDGE);
    if (state.focus)
        gui_focus_ring(g, rect, RADIUS);
    gui_line(g, arrow, 3, 2, set ? GUI_LINK : GUI_MUTED);
    gui_label_at(g, (struct gui_rect){rect.x + 14, rect.y, rect.w - 42, rect.h},
                 set ? GUI_SMALL_STRONG : GUI_SMALL, set ? GUI_LINK : GUI_INK,
                 GUI_START, texts[*chosen]);
    gui_spoken(g, mark, (struct gui_spoken){.id = id, .role = GUI_ROLE_LIST});
    if (g->menu.id == id && g->menu.picked) {
        changed = g->menu.chosen != *chosen && g->menu.chosen < count;
        if (changed)
            *chosen = g->menu.chosen;
        g->menu.id = 0;
    }
    if (state.clicked)
        open_menu(g, id, *chosen);
    if (g->menu.id == id)
        keep_texts(g, texts, count, rect);
    return changed;
}

/* Below the button, or above it when there is more room. */
static struct gui_rect
place(const struct gui *g)
{
    const struct gui_menu *m = &g->menu;
    double w = fmin(fmax(m->rect.w, m->width + 56), gui_width(g) - 2 * EDGE);
    double h = (double)m->count * ROW + 8;
    double below = gui_height(g) - EDGE - (m->rect.y + m->rect.h + 4);
    double above = m->rect.y - 4 - EDGE;
    double x = fmax(EDGE, fmin(m->rect.x, gui_width(g) - EDGE - w));

    if (h <= below || below >= above)
        return (struct gui_rect){x, m->rect.y + m->rect.h + 4, w, fmin(h, below)};
    return (struct gui_rect){x, m->rect.y - 4 - fmin(h, above), w, fmin(h, above)};
}

static bool
row(struct gui *g, size_t i, const char *text, bool chosen)
{
    struct gui_rect rect = gui_take(g, ROW);
    uint64_t id = gui_id_n(g, "row", i);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);
    size_t mark = gui_mark(g);

    if (state.hover || state.focus)
        gui_fill(g, rect, 7, GUI_TINT);
    if (state.focus)
        gui_stroke(g, rect, 7, 2, GUI_FOCUS);
    if (chosen)
        gui_icon(g, GUI_ICON_TICK, (struct gui_rect){rect.x + 10, rect.y + 10, 16, 16},
                 GUI_LINK);
    rect.x += 34;
    rect.w -= 42;
    gui_label_at(g, rect, chosen ? GUI_SMALL_STRONG : GUI_SMALL, GUI_INK, GUI_START,
                 text);
    gui_spoken(g, mark,
               (struct gui_spoken){.id = id,
                                   .role = GUI_ROLE_CHOICE,
                                   .text = text,
                                   .on = chosen,
                                   .number = (unsigned)i + 1,
                                   .count = (unsigned)g->menu.count});
    return state.clicked;
}

static void
close_menu(struct gui *g, bool picked)
{
    gui_focus(g, g->menu.id);
    g->menu.picked = picked;
    if (!picked)
        g->menu.id = 0;
    gui_wake_in(g, 0);
}

static void
rows(struct gui *g, struct gui_rect r)
{
    struct gui_menu *m = &g->menu;
    size_t was = m->chosen;
    const char *text = m->texts.text;

    gui_push_id(g, m->id);
    gui_scroll_begin(g, gui_id(g, "rows"), r, 4);
    for (size_t i = 0; i < m->count; i++) {
        if (row(g, i, text, i == was)) {
            m->chosen = i;
            close_menu(g, true);
        }
        text += strlen(text) + 1;
    }
    gui_scroll_end(g);
    gui_pop_id(g);
}

void
gui_menu_end(struct gui *g)
{
    struct gui_menu *m = &g->menu;

    if (!m->id || m->picked)
        return;
    if (!m->shown || g->modal_now) { /* its button is gone, or out of reach */
        m->id = 0;
        return;
    }
    m->shown = false;
    struct gui_rect r = place(g);
    gui_modal_begin(g);
    if (g->pressed && !gui_inside(r, g->mouse)) {
        close_menu(g, false);
    } else {
        gui_card_at(g, r);
        gui_stroke(g, r, 14, 1, GUI_EDGE);
        rows(g, r);
        if (m->id && !m->picked && gui_key(g, GUI_ESC, 0))
            close_menu(g, false);
    }
    gui_modal_end(g);
}
