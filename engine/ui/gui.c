/* gui.c: the frame, the input of one frame, and who is hovered, held and focused.
 *
 * A widget registers its rectangle when it is drawn and is told its state at once. The
 * list of the previous frame answers what lies where; keys that no widget took move the
 * focus at the end of the frame (gui_nav.c). */
#include "gui_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

#define FAR_AWAY -1e6

struct gui *
gui_new(const struct gui_measure *measure)
{
    struct gui *g = sp_alloc(1, sizeof *g);

    g->measure = *measure;
    g->theme = &gui_theme_light;
    g->scale = 1;
    g->mouse = (struct gui_point){FAR_AWAY, FAR_AWAY};
    g->wraps = sp_alloc(GUI_WRAPS, sizeof *g->wraps);
    g->speech = gui_speech_new();
    return g;
}

void
gui_set_measure(struct gui *g, const struct gui_measure *measure)
{
    g->measure = *measure;
    gui_wraps_clear(g);
}

static void
frame_finish(struct gui_frame *frame)
{
    sp_free(frame->cmds);
    sp_free(frame->text);
    sp_free(frame->points);
}

void
gui_free(struct gui *g)
{
    if (!g)
        return;
    gui_wraps_clear(g);
    sp_free(g->wraps);
    frame_finish(&g->frame);
    frame_finish(&g->drawn);
    sp_free(g->now.items);
    sp_free(g->last.items);
    sp_str_finish(&g->typed);
    sp_str_finish(&g->edit);
    sp_str_finish(&g->shown);
    sp_str_finish(&g->dropped);
    sp_str_finish(&g->menu.texts);
    gui_names_free(g->names);
    gui_speech_free(g->speech);
    sp_free(g);
}

void
gui_set_theme(struct gui *g, const struct gui_theme *theme)
{
    g->theme = theme;
}

const struct gui_theme *
gui_get_theme(const struct gui *g)
{
    return g->theme;
}

void
gui_set_scale(struct gui *g, double scale)
{
    scale = scale < 0.75 ? 0.75 : scale > 3 ? 3 : scale;
    if (scale < g->scale || scale > g->scale)
        gui_wraps_clear(g);
    g->scale = scale;
}

double
gui_get_scale(const struct gui *g)
{
    return g->scale;
}

void
gui_set_size(struct gui *g, int width_px, int height_px)
{
    g->width_px = width_px;
    g->height_px = height_px;
}

void
gui_set_still(struct gui *g, bool still)
{
    g->still = still;
}

bool
gui_still(const struct gui *g)
{
    return g->still;
}

/* ---- input ---- */

void
gui_input_move(struct gui *g, double x_px, double y_px)
{
    g->mouse = (struct gui_point){x_px / g->scale, y_px / g->scale};
    g->moved = true;
}

void
gui_input_leave(struct gui *g)
{
    g->mouse = (struct gui_point){FAR_AWAY, FAR_AWAY};
}

void
gui_input_button(struct gui *g, bool down)
{
    if (down)
        g->pressed = true;
    else
        g->released = true;
    g->down = down;
    g->by_key = false;
}

void
gui_input_wheel(struct gui *g, double lines)
{
    g->wheel += lines;
}

void
gui_input_key(struct gui *g, int key, unsigned mods)
{
    /* More keys than this in one frame are a stuck keyboard. */
    if (g->key_count == GUI_KEYS)
        return;
    g->keys[g->key_count++] = (struct gui_key_press){key, mods};
    g->by_key = true;
}

void
gui_input_time(struct gui *g, uint64_t now_ms)
{
    g->now_ms = now_ms;
}

bool
gui_input_name(struct gui *g, const char *name)
{
    static const struct {
        const char *name;
        int key;
    } names[] = {
        {"Tab", GUI_TAB},     {"Enter", GUI_ENTER},  {"Esc", GUI_ESC},
        {"Up", GUI_UP},       {"Down", GUI_DOWN},    {"Left", GUI_LEFT},
        {"Right", GUI_RIGHT}, {"PgUp", GUI_PAGE_UP}, {"PgDn", GUI_PAGE_DOWN},
        {"Home", GUI_HOME},   {"End", GUI_END},      {"Space", ' '},
        {"F1", GUI_F1},       {"F2", GUI_F1 + 1},    {"F3", GUI_F1 + 2},
        {"F4", GUI_F1 + 3},   {"F5", GUI_F1 + 4},    {"Backspace", GUI_BACKSPACE},
        {"Del", GUI_DELETE},
    };
    unsigned mods = 0;

    while (name[0] && name[1] == '-') {
        mods |= name[0] == 'S' ? GUI_SHIFT : name[0] == 'C' ? GUI_CTRL : GUI_ALT;
        name += 2;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) == 0) {
            gui_input_key(g, names[i].key, mods);
            if (names[i].key == ' ' && !mods)
                gui_input_text(g, " ");
            return true;
        }
    }
    if (!name[0] || name[1])
        return false;
    gui_input_key(g, (unsigned char)name[0], mods);
    if (!(mods & ~(unsigned)GUI_SHIFT))
        gui_input_text(g, name); /* as a keyboard does */
    return true;
}

/* ---- frame ---- */

void
gui_begin(struct gui *g)
{
    struct gui_items spare = g->last;

    g->last = g->now;
    g->now = spare;
    g->now.count = 0;
    g->frame.cmd_count = g->frame.text_size = g->frame.point_count = 0;
    g->wake_ms = -1;
    g->tab_first = 0;
    g->modal_last = g->modal_now;
    g->modal_now = g->in_modal = false;
    gui_field_begin(g);
    g->id_count = g->clip_count = g->row_count = g->area_depth = 0;
    g->area = 0;
    for (size_t i = 0; i < GUI_AREAS; i++)
        g->areas[i].used = false;
    g->boxes[0] = (struct gui_box){.rect = {0, 0, gui_width(g), gui_height(g)}};
    g->box_count = 1;
    gui_emit(g, GUI_CMD_FILL, GUI_BACK)->rect =
        (struct gui_rect){0, 0, g->width_px, g->height_px};
    gui_speech_begin(g);
}

void
gui_end(struct gui *g)
{
    assert(g->box_count == 1 && g->clip_count == 0 && g->row_count == 0 &&
           g->id_count == 0 && g->area_depth == 0);
    gui_menu_end(g);
    gui_tip_draw(g);
    gui_speech_keys(g);
    gui_navigate(g);
    gui_speech_end(g);
    if (g->modal_last != g->modal_now)
        gui_wake_in(g, 0); /* this frame was laid out for the state before */
    if (g->released)
        g->active = 0;
    g->pressed = g->released = g->moved = false;
    g->wheel = 0;
    g->key_count = 0;
    sp_str_clear(&g->typed);
}

struct gui_list
gui_commands(const struct gui *g)
{
    return (struct gui_list){g->frame.cmds, g->frame.cmd_count, g->frame.text,
                             g->frame.points};
}

static bool
same(const void *a, const void *b, size_t size)
{
    return size == 0 || memcmp(a, b, size) == 0;
}

/* Commands are zeroed before they are filled, so their padding compares equal too. */
bool
gui_changed(const struct gui *g)
{
    const struct gui_frame *a = &g->frame, *b = &g->drawn;

    return a->cmd_count != b->cmd_count || a->text_size != b->text_size ||
           a->point_count != b->point_count ||
           !same(a->cmds, b->cmds, a->cmd_count * sizeof *a->cmds) ||
           !same(a->text, b->text, a->text_size) ||
           !same(a->points, b->points, a->point_count * sizeof *a->points);
}

static void
copy(void **to, size_t *room, const void *from, size_t count, size_t size)
{
    if (count > *room) {
        *to = sp_grow(*to, count, size);
        *room = count;
    }
    if (count)
        memcpy(*to, from, count * size);
}

void
gui_drawn(struct gui *g)
{
    const struct gui_frame *a = &g->frame;
    struct gui_frame *b = &g->drawn;
    void *cmds = b->cmds, *text = b->text, *points = b->points;

    copy(&cmds, &b->cmd_room, a->cmds, a->cmd_count, sizeof *a->cmds);
    copy(&text, &b->text_room, a->text, a->text_size, 1);
    copy(&points, &b->point_room, a->points, a->point_count, sizeof *a->points);
    b->cmds = cmds;
    b->text = text;
    b->points = points;
    b->cmd_count = a->cmd_count;
    b->text_size = a->text_size;
    b->point_count = a->point_count;
}

int
gui_wake_ms(const struct gui *g)
{
    return g->wake_ms;
}

void
gui_animate(struct gui *g)
{
    if (!g->still)
        gui_wake_in(g, 33);
}

void
gui_wake_in(struct gui *g, int ms)
{
    if (g->wake_ms < 0 || ms < g->wake_ms)
        g->wake_ms = ms;
}

uint64_t
gui_now_ms(const struct gui *g)
{
    return g->now_ms;
}

double
gui_width(const struct gui *g)
{
    return g->width_px / g->scale;
}

double
gui_height(const struct gui *g)
{
    return g->height_px / g->scale;
}

/* ---- ids ---- */

/* FNV-1a, 64 bits. */
uint64_t
gui_hash(uint64_t seed, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    uint64_t hash = seed ^ 0xcbf29ce484222325u;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 0x100000001b3u;
    return hash;
}

uint64_t
gui_id(const struct gui *g, const char *name)
{
    uint64_t seed = g->id_count ? g->ids[g->id_count - 1] : 0;
    uint64_t id = gui_hash(seed * 31, name, strlen(name));

    id = id ? id : 1;
    gui_note_name(g, id, name, -1);
    return id;
}

uint64_t
gui_id_n(const struct gui *g, const char *name, size_t index)
{
    uint64_t id = gui_hash(gui_id(g, name) * 31, &index, sizeof index);

    id = id ? id : 1;
    gui_note_name(g, id, name, (long)index);
    return id;
}

void
gui_push_id(struct gui *g, uint64_t id)
{
    assert(g->id_count < GUI_IDS);
    g->ids[g->id_count++] = id;
}

void
gui_pop_id(struct gui *g)
{
    assert(g->id_count > 0);
    g->id_count--;
}

/* ---- widgets' state ---- */

bool
gui_inside(struct gui_rect rect, struct gui_point point)
{
    return point.x >= rect.x && point.x < rect.x + rect.w && point.y >= rect.y &&
           point.y < rect.y + rect.h;
}

struct gui_rect
gui_meet(struct gui_rect a, struct gui_rect b)
{
    double x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    double right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    double bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;

    return (struct gui_rect){x, y, right > x ? right - x : 0,
                             bottom > y ? bottom - y : 0};
}

struct gui_rect
gui_clip_now(const struct gui *g)
{
    if (g->clip_count)
        return g->clips[g->clip_count - 1];
    return (struct gui_rect){0, 0, gui_width(g), gui_height(g)};
}

struct gui_state
gui_item(struct gui *g, uint64_t id, struct gui_rect rect, unsigned flags)
{
    struct gui_state state = {0};
    bool live = !g->modal_last || g->in_modal;

    if (g->now.count == g->now.room) {
        g->now.room = g->now.room ? g->now.room * 2 : 64;
        g->now.items = sp_grow(g->now.items, g->now.room, sizeof *g->now.items);
    }
    g->now.items[g->now.count++] =
        (struct gui_item){id, g->area, rect, gui_clip_now(g), flags, live};
    if (!live)
        return state;

    state.hover = gui_inside(gui_meet(rect, gui_clip_now(g)), g->mouse) &&
                  (!g->active || g->active == id);
    if (state.hover && g->pressed) {
        g->active = id;
        if (flags & GUI_ITEM_FOCUS) {
            g->focus = id;
            g->ring = false;
        }
    }
    state.held = g->active == id && g->down;
    state.clicked = g->active == id && g->released && state.hover;
    state.focus = g->focus == id && g->ring;
    if (state.focus && (flags & GUI_ITEM_FOCUS) && !state.clicked)
        state.clicked = gui_key(g, GUI_ENTER, 0) || gui_key(g, ' ', 0);
    return state;
}

void
gui_focus(struct gui *g, uint64_t id)
{
    g->focus = id;
    g->ring = true;
    g->reveal = id ? GUI_REVEAL : 0;
}

void
gui_tab_first(struct gui *g, uint64_t id)
{
    g->tab_first = id;
}

uint64_t
gui_focused(const struct gui *g)
{
    return g->focus;
}

bool
gui_by_key(const struct gui *g)
{
    return g->by_key;
}

bool
gui_find(const struct gui *g, uint64_t id, struct gui_rect *rect)
{
    for (size_t i = 0; i < g->now.count; i++) {
        if (g->now.items[i].id == id) {
            *rect = g->now.items[i].rect;
            return true;
        }
    }
    return false;
}

bool
gui_key(struct gui *g, int key, unsigned mods)
{
    return (!g->modal_last || g->in_modal) && gui_key_always(g, key, mods);
}

bool
gui_key_always(struct gui *g, int key, unsigned mods)
{
    if (g->field && g->field == g->focus && gui_field_takes(key, mods))
        return false;
    for (size_t i = 0; i < g->key_count; i++) {
        if (g->keys[i].key != key || g->keys[i].mods != mods)
            continue;
        memmove(&g->keys[i], &g->keys[i + 1], (g->key_count - i - 1) * sizeof *g->keys);
        g->key_count--;
        return true;
    }
    return false;
}

void
gui_modal_begin(struct gui *g)
{
    g->modal_now = g->in_modal = true;
}

void
gui_modal_end(struct gui *g)
{
    g->in_modal = false;
}
