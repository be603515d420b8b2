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

static void
stroke(cairo_t *cr, const struct gui_cmd *cmd)
{
    double half = cmd->width / 2;
    struct gui_rect r = {cmd->rect.x + half, cmd->rect.y + half,
                         cmd->rect.w - cmd->width, cmd->rect.h - cmd->width};

    if (r.w <= 0 || r.h <= 0)
        return;
    sdl_color(cr, cmd->rgb, cmd->alpha);
    cairo_set_line_width(cr, cmd->width);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
    sdl_round_rect(cr, r, cmd->radius - half);
    cairo_stroke(cr);
}

/* One line round a rectangle, the sides as boxes and the corners as arcs: a translucent
 * path as large as a card would cost as much as filling all of the card. */
static void
ring(cairo_t *cr, struct gui_rect r, double radius)
{
    double right = r.x + r.w, bottom = r.y + r.h;
    double x[4] = {right - radius, right - radius, r.x + radius, r.x + radius};
    double y[4] = {r.y + radius, bottom - radius, bottom - radius, r.y + radius};

    cairo_new_path(cr);
    cairo_rectangle(cr, r.x + radius, r.y, r.w - 2 * radius, 1);
    cairo_rectangle(cr, r.x + radius, bottom - 1, r.w - 2 * radius, 1);
    cairo_rectangle(cr, r.x, r.y + radius, 1, r.h - 2 * radius);
    cairo_rectangle(cr, right - 1, r.y + radius, 1, r.h - 2 * radius);
    cairo_fill(cr);
    for (int i = 0; i < 4; i++) {
        cairo_arc(cr, x[i], y[i], radius - 0.5, (i - 1) * PI / 2, i * PI / 2);
        cairo_stroke(cr);
    }
}

static void
shadow(cairo_t *cr, const struct gui_cmd *cmd)
{
    int rings = (int)cmd->width;
    double down = floor(cmd->width / 4), radius = round(cmd->radius);

    cairo_set_line_width(cr, 1);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    /* The first rings lie under the card but for the side to which it falls. */
    for (int i = -(int)down; i < rings; i++) {
        double out = i + 1, left = 1 - fmax(0, i) / rings;
        struct gui_rect r = {cmd->rect.x - out, cmd->rect.y - out + down,
                             cmd->rect.w + 2 * out, cmd->rect.h + 2 * out};

        sdl_color(cr, cmd->rgb, cmd->alpha * left * left);
        ring(cr, r, radius + out);
    }
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
command(cairo_t *cr, const struct gui_cmd *cmd, const struct gui_list *list,
        struct sdl_text *text)
{
    switch (cmd->type) {
    case GUI_CMD_FILL:
        sdl_color(cr, cmd->rgb, cmd->alpha);
        sdl_round_rect(cr, cmd->rect, cmd->radius);
        cairo_fill(cr);
        break;
    case GUI_CMD_STROKE:
        stroke(cr, cmd);
        break;
    case GUI_CMD_SHADOW:
        shadow(cr, cmd);
        break;
    case GUI_CMD_TEXT:
        text_line(cr, cmd, list, text);
        break;
    case GUI_CMD_LINE:
    case GUI_CMD_POLYGON:
        points(cr, cmd, list);
        break;
    case GUI_CMD_PORTRAIT:
        sdl_portrait(cr, cmd);
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
sdl_draw(cairo_t *cr, const struct gui_list *list, struct gui_rect in,
         struct sdl_text *text)
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
        command(cr, cmd, list, text);
    }
}
