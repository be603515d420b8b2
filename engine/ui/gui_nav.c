/* gui_nav.c: moving the focus and scrolling by keys and wheel, at the end of a frame.
 */
#include "gui_priv.h"

#include <math.h>

#define STEP 48.0 /* points of one wheel line or arrow */

struct gui_area *
gui_area_of(struct gui *g, uint64_t id)
{
    struct gui_area *spare = NULL;

    for (size_t i = 0; i < GUI_AREAS; i++) {
        if (g->areas[i].id == id)
            return &g->areas[i];
        if (!spare && (!g->areas[i].id || !g->areas[i].used))
            spare = &g->areas[i];
    }
    if (!spare)
        spare = &g->areas[GUI_AREAS - 1];
    /* Used from now on, or the next new area of this frame would take its place. */
    *spare = (struct gui_area){.id = id, .used = true};
    return spare;
}

static bool
stops(const struct gui_item *item)
{
    return item->live && (item->flags & GUI_ITEM_FOCUS);
}

static const struct gui_item *
focused(struct gui *g)
{
    for (size_t i = 0; i < g->now.count; i++) {
        if (g->now.items[i].id == g->focus && stops(&g->now.items[i])) {
            g->focus_index = i;
            g->focus_rect = g->now.items[i].rect;
            return &g->now.items[i];
        }
    }
    return NULL;
}

static double
area_most(const struct gui_area *area)
{
    return area->content > area->rect.h ? area->content - area->rect.h : 0;
}

static bool
scroll_by(struct gui_area *area, double by)
{
    double was = area->offset;

    area->to_end = false;
    area->offset += by;
    if (area->offset > area_most(area))
        area->offset = area_most(area);
    if (area->offset < 0)
        area->offset = 0;
    return fabs(area->offset - was) > 0.01;
}

/* Some lines of the last page stay in sight; in a low area half of it. */
static double
page_of(const struct gui_area *area)
{
    return fmax(area->rect.h / 2, area->rect.h - STEP);
}

void
gui_scroll_page(struct gui *g, uint64_t id, int pages)
{
    struct gui_area *area = gui_area_of(g, id);

    if (scroll_by(area, pages * page_of(area)))
        gui_wake_in(g, 0);
}

/* The area that keys without a target scroll: that of the focus, that under the
 * pointer, or the tallest on the screen that has anything to scroll. */
static struct gui_area *
key_area(struct gui *g, const struct gui_item *at)
{
    struct gui_area *best = NULL;

    for (size_t i = 0; i < GUI_AREAS; i++) {
        struct gui_area *area = &g->areas[i];

        if (!area->used || !area->live || area_most(area) <= 0)
            continue;
        if (at && area->id == at->area)
            return area;
        if (!best || area->rect.h * area->rect.w > best->rect.h * best->rect.w)
            best = area;
    }
    return best;
}

static void
go(struct gui *g, const struct gui_item *item)
{
    g->focus = item->id;
    g->ring = true;
    g->focus_rect = item->rect;
    g->reveal = GUI_REVEAL;
}

static void
tab(struct gui *g, const struct gui_item *at, bool back)
{
    size_t count = g->now.count;

    if (!count)
        return;
    for (size_t i = 0; !at && !g->focus && g->tab_first && !back && i < count; i++) {
        if (g->now.items[i].id == g->tab_first && stops(&g->now.items[i])) {
            go(g, &g->now.items[i]);
            return;
        }
    }
    /* A widget that went away leaves its place, so Tab goes on from there. */
    size_t i = at || g->focus ? g->focus_index % count : back ? 0 : count - 1;
    if (!at && g->focus && !back)
        i = (i + count - 1) % count;
    for (size_t step = 0; step < count; step++) {
        i = back ? (i + count - 1) % count : (i + 1) % count;
        if (stops(&g->now.items[i])) {
            go(g, &g->now.items[i]);
            return;
        }
    }
}

/* How far `to` lies from `from` in the direction, sideways counting double; negative
 * when it does not lie there. */
static double
distance(struct gui_rect from, struct gui_rect to, int key)
{
    double dx = to.x + to.w / 2 - (from.x + from.w / 2);
    double dy = to.y + to.h / 2 - (from.y + from.h / 2);
    bool upright = key == GUI_UP || key == GUI_DOWN;
    double along = upright ? dy : dx;
    double gap = upright ? fmax(from.x - (to.x + to.w), to.x - (from.x + from.w))
                         : fmax(from.y - (to.y + to.h), to.y - (from.y + from.h));

    if (key == GUI_UP || key == GUI_LEFT)
        along = -along;
    if (along < 1)
        return -1;
    /* Left and right stay in their row; up and down may change columns. */
    if (!upright && gap > 0)
        return -1;
    return along + 3 * fmax(gap, 0) + 0.1 * fabs(upright ? dx : dy);
}

static void
arrow(struct gui *g, const struct gui_item *at, int key)
{
    const struct gui_item *best = NULL;
    struct gui_area *area = key_area(g, at);
    double least = 0, page = area ? area->rect.h : gui_height(g);

    /* Who listens gains nothing from scrolling. */
    if (!at && gui_speech_tells(g)) {
        tab(g, at, key == GUI_UP || key == GUI_LEFT);
        return;
    }

    for (size_t i = 0; at && i < g->now.count; i++) {
        const struct gui_item *item = &g->now.items[i];
        double far =
            stops(item) && item != at ? distance(at->rect, item->rect, key) : -1;

        if (far >= 0 && (!best || far < least)) {
            best = item;
            least = far;
        }
    }
    bool upright = key == GUI_UP || key == GUI_DOWN;
    double by = key == GUI_UP ? -STEP : STEP;
    /* Text without widgets must not be jumped over. */
    if (upright && area && (!best || least > page) && scroll_by(area, by))
        return;
    if (best)
        go(g, best);
    else if (!at && (!upright || !area))
        tab(g, at, key == GUI_UP || key == GUI_LEFT);
}

static void
take_key(struct gui *g, struct gui_key_press press)
{
    const struct gui_item *at = focused(g);
    struct gui_area *area = key_area(g, at);

    if (press.key == GUI_TAB && !(press.mods & ~(unsigned)GUI_SHIFT)) {
        tab(g, at, press.mods & GUI_SHIFT);
        return;
    }
    if (press.mods)
        return;
    if (press.key >= GUI_UP && press.key <= GUI_RIGHT)
        arrow(g, at, press.key);
    else if (!area)
        return;
    else if (press.key == GUI_PAGE_UP)
        scroll_by(area, -page_of(area));
    else if (press.key == GUI_PAGE_DOWN)
        scroll_by(area, page_of(area));
    else if (press.key == GUI_HOME)
        scroll_by(area, -area->content);
    else if (press.key == GUI_END)
        scroll_by(area, area->content);
}

static void
take_wheel(struct gui *g)
{
    struct gui_area *area = NULL;

    /* Of nested areas the smallest under the pointer that can still move. */
    for (size_t i = 0; i < GUI_AREAS; i++) {
        struct gui_area *a = &g->areas[i];

        if (a->used && a->live && area_most(a) > 0 && gui_inside(a->rect, g->mouse) &&
            (!area || a->rect.h * a->rect.w < area->rect.h * area->rect.w))
            area = a;
    }
    if (area)
        scroll_by(area, -g->wheel * STEP);
}

void
gui_bring(struct gui *g, uint64_t id, struct gui_rect rect)
{
    struct gui_area *area = gui_area_of(g, id);
    double top = rect.y - 16 - area->rect.y;
    double bottom = rect.y + rect.h + 16 - (area->rect.y + area->rect.h);

    if (top < 0 || rect.h + 32 > area->rect.h)
        scroll_by(area, top);
    else if (bottom > 0)
        scroll_by(area, bottom);
}

static void
reveal(struct gui *g)
{
    const struct gui_item *at = focused(g);

    g->reveal = at ? 0 : g->reveal - 1;
    if (at && at->area)
        gui_bring(g, at->area, at->rect);
}

void
gui_navigate(struct gui *g)
{
    focused(g);
    for (size_t i = 0; i < g->key_count; i++)
        take_key(g, g->keys[i]);
    if (g->wheel < 0 || g->wheel > 0)
        take_wheel(g);
    bool pending = g->reveal > 0;
    if (pending)
        reveal(g);
    if (pending || g->key_count || g->wheel < 0 || g->wheel > 0)
        gui_wake_in(g, 0);
}
