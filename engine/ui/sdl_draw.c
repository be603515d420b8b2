/* sdl_draw.c: carries out a list of commands with cairo. */
#include "sdl_draw.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define CLIPS 16

void
sdl_color(cairo_t *cr, uint32_t rgb, double alpha)
{
    cairo_set_source_rgba(cr, (double)(rgb >> 16 & 0xff) / 255,
                          (double)(rgb >> 8 & 0xff) / 255, (double)(rgb & 0xff) / 255,
                          alpha);
}

void
sdl_round_rect(cairo_t *cr, struct gui_rect r, double radius)
{
    double least = fmin(r.w, r.h) / 2;

    cairo_new_path(cr);
    if (radius < 0.5) {
        cairo_rectangle(cr, r.x, r.y, r.w, r.h);
        return;
    }
    radius = fmin(radius, least);
    cairo_arc(cr, r.x + r.w - radius, r.y + radius, radius, -PI / 2, 0);
    cairo_arc(cr, r.x + r.w - radius, r.y + r.h - radius, radius, 0, PI / 2);
    cairo_arc(cr, r.x + radius, r.y + r.h - radius, radius, PI / 2, PI);
    cairo_arc(cr, r.x + radius, r.y + radius, radius, PI, 3 * PI / 2);
    cairo_close_path(cr);
}

double
sdl_shadow_at(int ring, int rings)
{
    double left = 1 - fmax(0, ring) / rings;

    return left * left;
}

static bool
is_whole(struct gui_rect r)
{
    return r.x <= floor(r.x) && r.y <= floor(r.y) && r.w <= floor(r.w) &&
           r.h <= floor(r.h);
}

/* The corner masks, if the shape lies on whole pixels and is large enough for four. */
static const struct sdl_corner *
corners(const struct sdl_painter *p, enum sdl_corner_kind kind, struct gui_rect r,
        double radius, double width)
{
    const struct sdl_corner *c;

    if (!is_whole(r) || fmin(r.w, r.h) < 2 * ceil(radius))
        return NULL;
    c = sdl_cache_corner(p->cache, kind, radius, width);
    return c && fmin(r.w, r.h) >= 2 * c->size ? c : NULL;
}

static void
mask_corners(cairo_t *cr, const struct sdl_corner *c, struct gui_rect r)
{
    for (int i = 0; i < 4; i++)
        cairo_mask_surface(cr, c->mask[i], i % 2 ? r.x + r.w - c->size : r.x,
                           i / 2 ? r.y + r.h - c->size : r.y);
}

static void
fill(const struct sdl_painter *p, cairo_t *cr, const struct gui_cmd *cmd)
{
    struct gui_rect r = cmd->rect;
    const struct sdl_corner *c =
        cmd->radius < 0.5 ? NULL : corners(p, SDL_CORNER_FILL, r, cmd->radius, 0);

    sdl_color(cr, cmd->rgb, cmd->alpha);
    if (!c) {
        sdl_round_rect(cr, r, cmd->radius);
        cairo_fill(cr);
        return;
    }
    cairo_new_path(cr);
    cairo_rectangle(cr, r.x + c->size, r.y, r.w - 2 * c->size, r.h);
    cairo_rectangle(cr, r.x, r.y + c->size, c->size, r.h - 2 * c->size);
    cairo_rectangle(cr, r.x + r.w - c->size, r.y + c->size, c->size, r.h - 2 * c->size);
    cairo_fill(cr);
    mask_corners(cr, c, r);
}

/* The four sides of a frame that is `width` thick, without its corners. */
static void
sides(cairo_t *cr, struct gui_rect r, double corner, double width)
{
    cairo_new_path(cr);
    cairo_rectangle(cr, r.x + corner, r.y, r.w - 2 * corner, width);
    cairo_rectangle(cr, r.x + corner, r.y + r.h - width, r.w - 2 * corner, width);
    cairo_rectangle(cr, r.x, r.y + corner, width, r.h - 2 * corner);
    cairo_rectangle(cr, r.x + r.w - width, r.y + corner, width, r.h - 2 * corner);
    cairo_fill(cr);
}

static void
stroke(const struct sdl_painter *p, cairo_t *cr, const struct gui_cmd *cmd)
{
    double half = cmd->width / 2;
    struct gui_rect r = {cmd->rect.x + half, cmd->rect.y + half,
                         cmd->rect.w - cmd->width, cmd->rect.h - cmd->width};
    const struct sdl_corner *c =
        corners(p, SDL_CORNER_EDGE, cmd->rect, cmd->radius, cmd->width);

    if (r.w <= 0 || r.h <= 0)
        return;
    sdl_color(cr, cmd->rgb, cmd->alpha);
    if (c) {
        sides(cr, cmd->rect, c->size, cmd->width);
        mask_corners(cr, c, cmd->rect);
        return;
    }
    cairo_set_line_width(cr, cmd->width);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
    sdl_round_rect(cr, r, cmd->radius - half);
    cairo_stroke(cr);
}

/* Rings of one pixel that grow fainter outwards. The first lie under the card but for
 * the side to which the shadow falls. */
static void
shadow(const struct sdl_painter *p, cairo_t *cr, const struct gui_cmd *cmd)
{
    int rings = (int)cmd->width;
    double down = floor(cmd->width / 4), radius = round(cmd->radius);
    struct gui_rect outer = {cmd->rect.x - rings, cmd->rect.y - rings + down,
                             cmd->rect.w + 2 * rings, cmd->rect.h + 2 * rings};
    const struct sdl_corner *c =
        corners(p, SDL_CORNER_SHADOW, outer, radius, cmd->width);

    cairo_set_line_width(cr, 1);
    for (int i = -(int)down; i < rings; i++) {
        double in = rings - (i + 1);
        struct gui_rect r = {outer.x + in, outer.y + in, outer.w - 2 * in,
                             outer.h - 2 * in};

        sdl_color(cr, cmd->rgb, cmd->alpha * sdl_shadow_at(i, rings));
        if (c) {
            sides(cr, r, c->size - in, 1);
            continue;
        }
        sdl_round_rect(cr, (struct gui_rect){r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1},
                       radius + rings - in - 0.5);
        cairo_stroke(cr);
    }
    if (!c)
        return;
    sdl_color(cr, cmd->rgb, cmd->alpha);
    mask_corners(cr, c, outer);
}

static void
portrait(const struct sdl_painter *p, cairo_t *cr, const struct gui_cmd *cmd)
{
    cairo_surface_t *picture =
        is_whole(cmd->rect) ? sdl_cache_portrait(p->cache, cmd) : NULL;

    if (!picture) {
        sdl_portrait(cr, cmd);
        return;
    }
    cairo_set_source_surface(cr, picture, cmd->rect.x, cmd->rect.y);
    cairo_rectangle(cr, cmd->rect.x, cmd->rect.y, cmd->rect.w, cmd->rect.h);
    cairo_fill(cr);
}

/* A font may be taller than most; then it must not paint further than the list says. */
static void
text_line(cairo_t *cr, const struct gui_cmd *cmd, const struct gui_list *list,
          struct sdl_text *text)
{
    struct sdl_mask mask = sdl_text_mask(text, cmd->face, cmd->size_px,
                                         list->text + cmd->first, cmd->count);
    struct gui_rect reach = gui_reach(list, cmd);
    double top = gui_baseline(cmd) - mask.baseline;

    if (!mask.surface)
        return;
    sdl_color(cr, cmd->rgb, cmd->alpha);
    if (top >= reach.y && cmd->pen + mask.width <= reach.x + reach.w &&
        top + mask.height <= reach.y + reach.h) {
        cairo_mask_surface(cr, mask.surface, cmd->pen, top);
        return;
    }
    cairo_save(cr);
    cairo_rectangle(cr, reach.x, reach.y, reach.w, reach.h);
    cairo_clip(cr);
    cairo_mask_surface(cr, mask.surface, cmd->pen, top);
    cairo_restore(cr);
}

static void
points(cairo_t *cr, const struct gui_cmd *cmd, const struct gui_list *list)
{
    cairo_new_path(cr);
    for (size_t i = 0; i < cmd->count; i++)
        cairo_line_to(cr, list->points[cmd->first + i].x,
                      list->points[cmd->first + i].y);
    sdl_color(cr, cmd->rgb, cmd->alpha);
    if (cmd->type == GUI_CMD_POLYGON) {
        cairo_close_path(cr);
        cairo_fill(cr);
        return;
    }
    cairo_set_line_width(cr, cmd->width);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    if (cmd->radius > 0)
        cairo_set_dash(cr, &cmd->radius, 1, 0);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static void
command(const struct sdl_painter *p, cairo_t *cr, const struct gui_list *list,
        const struct gui_cmd *cmd)
{
    switch (cmd->type) {
    case GUI_CMD_FILL:
        fill(p, cr, cmd);
        break;
    case GUI_CMD_STROKE:
        stroke(p, cr, cmd);
        break;
    case GUI_CMD_SHADOW:
        shadow(p, cr, cmd);
        break;
    case GUI_CMD_TEXT:
        text_line(cr, cmd, list, p->text);
        break;
    case GUI_CMD_LINE:
    case GUI_CMD_POLYGON:
        points(cr, cmd, list);
        break;
    case GUI_CMD_PORTRAIT:
        portrait(p, cr, cmd);
        break;
    case GUI_CMD_CLIP:
    case GUI_CMD_UNCLIP:
        break;
    }
}

static void
clip_to(cairo_t *cr, struct gui_rect rect)
{
    cairo_reset_clip(cr);
    cairo_rectangle(cr, rect.x, rect.y, rect.w, rect.h);
    cairo_clip(cr);
}

void
sdl_draw(const struct sdl_painter *p, cairo_t *cr, const struct gui_list *list,
         struct gui_rect in)
{
    struct gui_rect clips[CLIPS + 1] = {in}, set = in;
    size_t depth = 0;

    clip_to(cr, in);
    for (size_t i = 0; i < list->count; i++) {
        const struct gui_cmd *cmd = &list->cmds[i];
        struct gui_rect *clip = &clips[depth];

        if (cmd->type == GUI_CMD_CLIP) {
            assert(depth < CLIPS);
            clips[++depth] = gui_meet(cmd->rect, *clip);
            continue;
        }
        if (cmd->type == GUI_CMD_UNCLIP) {
            assert(depth > 0);
            depth--;
            continue;
        }
        struct gui_rect seen = gui_meet(gui_reach(list, cmd), *clip);
        if (seen.w <= 0 || seen.h <= 0)
            continue;
        if (memcmp(clip, &set, sizeof set) != 0)
            clip_to(cr, *clip);
        set = *clip;
        command(p, cr, list, cmd);
    }
}
