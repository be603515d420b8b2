/* gui_draw.c: from points to commands in pixels. */
#include "gui_priv.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "core/mem.h"

const struct gui_style_def gui_styles[GUI_STYLES] = {
    [GUI_DISPLAY] = {GUI_BOLD, 40, 48},      [GUI_TITLE] = {GUI_BOLD, 22, 32},
    [GUI_HEADING] = {GUI_BOLD, 17, 26},      [GUI_STRONG] = {GUI_BOLD, 15, 24},
    [GUI_BODY] = {GUI_REGULAR, 15, 24},      [GUI_SMALL] = {GUI_REGULAR, 13, 20},
    [GUI_SMALL_STRONG] = {GUI_BOLD, 13, 20}, [GUI_CAPTION] = {GUI_REGULAR, 12, 18},
};

struct gui_cmd *
gui_emit(struct gui *g, enum gui_cmd_type type, enum gui_color color)
{
    struct gui_frame *f = &g->frame;

    if (f->cmd_count == f->cmd_room) {
        f->cmd_room = f->cmd_room ? f->cmd_room * 2 : 256;
        f->cmds = sp_grow(f->cmds, f->cmd_room, sizeof *f->cmds);
    }
    struct gui_cmd *cmd = &f->cmds[f->cmd_count++];
    memset(cmd, 0, sizeof *cmd); /* padding too: lists are compared as bytes */
    cmd->type = type;
    cmd->rgb = g->theme->color[color];
    cmd->alpha = 1;
    return cmd;
}

/* Edges fall on whole pixels, so that neighbours meet and fills are crisp. */
struct gui_rect
gui_pixels(const struct gui *g, struct gui_rect rect)
{
    double x = round(rect.x * g->scale), y = round(rect.y * g->scale);

    return (struct gui_rect){x, y, round((rect.x + rect.w) * g->scale) - x,
                             round((rect.y + rect.h) * g->scale) - y};
}

void
gui_wash(struct gui *g, struct gui_rect rect, double radius, enum gui_color color,
         double alpha)
{
    struct gui_cmd *cmd = gui_emit(g, GUI_CMD_FILL, color);

    cmd->rect = gui_pixels(g, rect);
    cmd->radius = radius * g->scale;
    cmd->alpha = alpha;
}

void
gui_fill(struct gui *g, struct gui_rect rect, double radius, enum gui_color color)
{
    gui_wash(g, rect, radius, color, 1);
}

void
gui_shade(struct gui *g, struct gui_rect rect, double alpha)
{
    gui_wash(g, rect, 0, GUI_SHADOW, alpha);
}

void
gui_stroke(struct gui *g, struct gui_rect rect, double radius, double width,
           enum gui_color color)
{
    struct gui_cmd *cmd = gui_emit(g, GUI_CMD_STROKE, color);

    cmd->rect = gui_pixels(g, rect);
    cmd->radius = radius * g->scale;
    cmd->width = fmax(1, round(width * g->scale));
}

void
gui_focus_ring(struct gui *g, struct gui_rect rect, double radius)
{
    struct gui_rect ring = {rect.x - 3, rect.y - 3, rect.w + 6, rect.h + 6};

    gui_stroke(g, ring, radius + 3, 2, GUI_FOCUS);
}

static void
points_cmd(struct gui *g, enum gui_cmd_type type, const struct gui_point *points,
           size_t count, double width, enum gui_color color, double alpha)
{
    struct gui_frame *f = &g->frame;
    struct gui_cmd *cmd = gui_emit(g, type, color);

    while (f->point_count + count > f->point_room) {
        f->point_room = f->point_room ? f->point_room * 2 : 256;
        f->points = sp_grow(f->points, f->point_room, sizeof *f->points);
    }
    cmd->first = f->point_count;
    cmd->count = count;
    cmd->width = width * g->scale;
    cmd->alpha = alpha;
    for (size_t i = 0; i < count; i++)
        f->points[f->point_count++] =
            (struct gui_point){points[i].x * g->scale, points[i].y * g->scale};
}

void
gui_line(struct gui *g, const struct gui_point *points, size_t count, double width,
         enum gui_color color)
{
    points_cmd(g, GUI_CMD_LINE, points, count, width, color, 1);
}

void
gui_dashes(struct gui *g, const struct gui_point *points, size_t count, double width,
           enum gui_color color)
{
    points_cmd(g, GUI_CMD_LINE, points, count, width, color, 1);
    g->frame.cmds[g->frame.cmd_count - 1].radius = 4 * g->scale;
}

void
gui_fade_begin(struct gui *g)
{
    assert(!g->fading);
    g->fading = true;
    g->fade_cmd = g->frame.cmd_count;
}

void
gui_fade_end(struct gui *g, double alpha, double down)
{
    double px = round(down * g->scale);

    assert(g->fading);
    g->fading = false;
    for (size_t i = g->fade_cmd; i < g->frame.cmd_count && alpha < 1; i++) {
        struct gui_cmd *cmd = &g->frame.cmds[i];

        cmd->alpha *= alpha;
        if (cmd->type != GUI_CMD_LINE && cmd->type != GUI_CMD_POLYGON) {
            cmd->rect.y += px;
            continue;
        }
        for (size_t k = 0; k < cmd->count; k++)
            g->frame.points[cmd->first + k].y += px;
    }
}

void
gui_polygon(struct gui *g, const struct gui_point *points, size_t count,
            enum gui_color color, double alpha)
{
    points_cmd(g, GUI_CMD_POLYGON, points, count, 0, color, alpha);
}

void
gui_text_cmd(struct gui *g, struct gui_rect rect, double width, enum gui_style style,
             enum gui_color color, enum gui_align align, const char *text, size_t size)
{
    struct gui_frame *f = &g->frame;

    if (!size)
        return;
    double slack = rect.w - width;
    double pen = rect.x + (align == GUI_START    ? 0
                           : align == GUI_MIDDLE ? slack / 2
                                                 : slack);
    struct gui_cmd *cmd = gui_emit(g, GUI_CMD_TEXT, color);
    cmd->rect = gui_pixels(g, rect);
    cmd->pen = round(pen * g->scale);
    cmd->width = width * g->scale;
    cmd->face = gui_styles[style].face;
    cmd->size_px = (int)lround(gui_styles[style].size * g->scale);
    cmd->first = f->text_size;
    cmd->count = size;
    if (f->text_size + size + 1 > f->text_room) {
        f->text_room = (f->text_size + size + 1) * 2;
        f->text = sp_grow(f->text, f->text_room, 1);
    }
    memcpy(f->text + f->text_size, text, size);
    f->text[f->text_size + size] = '\0';
    f->text_size += size + 1;
}

static void
clip(struct gui *g, struct gui_rect rect, bool scrolled)
{
    assert(g->clip_count < GUI_CLIPS);
    struct gui_rect meet = gui_meet(rect, gui_clip_now(g));
    struct gui_cmd *cmd = gui_emit(g, GUI_CMD_CLIP, GUI_BACK);

    cmd->rect = gui_pixels(g, meet);
    cmd->scrolled = scrolled;
    g->clips[g->clip_count++] = meet;
}

void
gui_clip(struct gui *g, struct gui_rect rect)
{
    clip(g, rect, false);
}

void
gui_unclip(struct gui *g)
{
    assert(g->clip_count > 0);
    gui_emit(g, GUI_CMD_UNCLIP, GUI_BACK);
    g->clip_count--;
}

/* ---- scroll areas ---- */

static double
snap(const struct gui *g, double value)
{
    return round(value * g->scale) / g->scale;
}

void
gui_scroll_begin(struct gui *g, uint64_t id, struct gui_rect rect, double pad)
{
    struct gui_area *area = gui_area_of(g, id);

    area->rect = rect;
    area->keep = -1;
    area->used = true;
    area->live = !g->modal_last || g->in_modal;
    g->area_stack[g->area_depth++] = g->area;
    g->area = id;
    clip(g, rect, true);
    struct gui_box *box = gui_nest(
        g, (struct gui_rect){rect.x + pad, rect.y + pad - snap(g, area->offset),
                             rect.w - 2 * pad, 0});
    box->pad = pad;
    box->id = id;
}

static void
scroll_bar(struct gui *g, struct gui_area *area, double most)
{
    struct gui_rect r = area->rect;
    double thumb = fmax(32, r.h * r.h / area->content);
    double room = r.h - thumb - 8, y = r.y + 4 + room * area->offset / most;
    struct gui_rect grip = {r.x + r.w - 10, y, 10, thumb};
    uint64_t id = area->id ^ 0x5bd1e995u;
    struct gui_state state = gui_item(g, id, grip, 0);

    if (state.hover && g->pressed)
        area->grab = g->mouse.y - y;
    if (state.held && room > 0) {
        double to = (g->mouse.y - area->grab - r.y - 4) / room * most;
        area->offset = fmin(fmax(to, 0), most);
        area->to_end = false;
    }
    double w = state.hover || state.held ? 6 : 4;
    gui_wash(g, (struct gui_rect){r.x + r.w - 2 - w, y, w, thumb}, w / 2, GUI_EDGE,
             state.held ? 1 : 0.9);
}

void
gui_scroll_end(struct gui *g)
{
    struct gui_box *box = gui_top(g);
    struct gui_area *area = gui_area_of(g, box->id);

    double was = area->offset;
    area->content = box->y - box->rect.y + 2 * box->pad;
    double most = fmax(0, area->content - area->rect.h);
    if (area->to_end)
        area->offset = area->keep >= 0 ? fmin(area->keep, most) : most;
    area->offset = fmin(fmax(area->offset, 0), most);
    if (fabs(area->offset - was) > 0.01)
        gui_wake_in(g, 0); /* what was laid out stands at the old place */
    g->box_count--;
    if (most > fmax(0.5, box->pad - 2)) /* else only the margin is out of sight */
        scroll_bar(g, area, most);
    gui_unclip(g);
    g->area = g->area_stack[--g->area_depth];
}

void
gui_scroll_keep(struct gui *g)
{
    struct gui_area *area = gui_area_of(g, g->area);

    area->keep = gui_at(g) - area->rect.y + snap(g, area->offset);
}

void
gui_scroll_to_end(struct gui *g, uint64_t id)
{
    gui_area_of(g, id)->to_end = true;
}

void
gui_scroll_to(struct gui *g, uint64_t id, double offset)
{
    struct gui_area *area = gui_area_of(g, id);

    area->offset = offset;
    area->to_end = false;
}

/* ---- people ---- */

enum gui_person
gui_person(const char *name)
{
    static const char *const names[GUI_PERSONS] = {
        "man-glasses", "man-grey", "man-young", "woman-bob", "woman-bun", "woman-grey"};

    for (int i = 0; name && i < GUI_PERSONS; i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum gui_person)i;
    }
    return GUI_MAN_GLASSES;
}

enum gui_mood
gui_mood(const char *name)
{
    static const char *const names[GUI_MOODS] = {"calm", "pleased", "interested",
                                                 "doubtful", "annoyed"};

    for (int i = 0; name && i < GUI_MOODS; i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum gui_mood)i;
    }
    return GUI_CALM;
}

void
gui_portrait(struct gui *g, struct gui_rect rect, double radius,
             struct gui_face_of face)
{
    struct gui_cmd *cmd = gui_emit(g, GUI_CMD_PORTRAIT, GUI_BACK);

    cmd->rect = gui_pixels(g, rect);
    cmd->radius = radius * g->scale;
    cmd->person = (int)face.person;
    cmd->mood_from = (int)face.from;
    cmd->mood = (int)face.mood;
    cmd->mix = face.mix;
    cmd->blink = face.blink;
    cmd->talk = face.talk;
}
