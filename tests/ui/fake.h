/* fake.h: measuring without fonts, and what every list of commands must keep. */
#pragma once

#include <math.h>
#include <stdlib.h>

#include "core/str.h"
#include "test.h"
#include "ui/gui.h"

/* Latin half as wide as Chinese, bold a tenth wider. */
static inline double
fake_width(void *data, enum gui_face face, int size_px, const char *text, size_t size)
{
    double width = 0;

    (void)data;
    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t n = sp_utf8_next(text + i, size - i, &code);

        if (!n)
            return width;
        width += code < 0x2000 ? 0.55 : 1.0;
        i += n;
    }
    return ceil(width * size_px * (face == GUI_BOLD ? 1.1 : 1.0));
}

static inline struct gui *
fake_gui(int width, int height)
{
    struct gui *g = gui_new(&(struct gui_measure){NULL, fake_width});

    gui_set_size(g, width, height);
    gui_set_still(g, true);
    return g;
}

static inline bool
fake_has(const struct gui *g, const char *text)
{
    struct gui_list list = gui_commands(g);

    for (size_t i = 0; i < list.count; i++) {
        if (list.cmds[i].type == GUI_CMD_TEXT &&
            strstr(list.text + list.cmds[i].first, text))
            return true;
    }
    return false;
}

/* What is visible of a text. */
struct fake_text {
    const struct gui_cmd *cmd;
    double x, y, right, bottom;
};

static inline bool
fake_overlap(const struct fake_text *a, const struct fake_text *b)
{
    double w = fmin(a->right, b->right) - fmax(a->x, b->x);
    double h = fmin(a->bottom, b->bottom) - fmax(a->y, b->y);

    return w > 1.5 && h > 1.5;
}

static inline bool
fake_in_box(const struct gui_cmd *cmd, const struct gui_cmd *in)
{
    const struct gui_rect *r = &cmd->rect, *c = &in->rect;
    if (cmd->scrolled)
        return true;
    bool ok = cmd->width <= r->w + 1.5 && cmd->pen >= r->x - 1 &&
              cmd->pen + cmd->width <= r->x + r->w + 1.5 && r->x >= c->x - 1 &&
              r->x + r->w <= c->x + c->w + 1;

    if (in->scrolled)
        return ok;
    return ok && r->y >= c->y - 1 && r->y + r->h <= c->y + c->h + 1;
}

/* Every text lies inside the box it was given; the box inside its clip, except where
 * one can scroll to the rest; and no two texts lie on each other. */
static inline bool
fake_check_list(const struct gui *g, const char *what)
{
    struct gui_list list = gui_commands(g);
    const struct gui_cmd *clip[32];
    struct fake_text *seen = calloc(list.count + 1, sizeof *seen);
    size_t depth = 0, bad = 0, count = 0;

    for (size_t i = 0; i < list.count; i++) {
        const struct gui_cmd *cmd = &list.cmds[i];

        if (cmd->type == GUI_CMD_CLIP)
            clip[depth++] = cmd;
        if (cmd->type == GUI_CMD_UNCLIP)
            depth--;
        if (cmd->type != GUI_CMD_TEXT)
            continue;
        const struct gui_cmd *in = depth ? clip[depth - 1] : &list.cmds[0];
        struct fake_text now = {
            cmd, fmax(cmd->pen, in->rect.x), fmax(cmd->rect.y, in->rect.y),
            fmin(cmd->pen + cmd->width, in->rect.x + in->rect.w),
            fmin(cmd->rect.y + cmd->rect.h, in->rect.y + in->rect.h)};
        if (!fake_in_box(cmd, in) && bad++ < 3)
            fprintf(stderr, "%s: leaves its box: \"%s\" (%g %g %g %g) pen %g w %g\n",
                    what, list.text + cmd->first, cmd->rect.x, cmd->rect.y, cmd->rect.w,
                    cmd->rect.h, cmd->pen, cmd->width);
        for (size_t k = 0; k < count; k++) {
            if (fake_overlap(&now, &seen[k]) && bad++ < 3)
                fprintf(stderr, "%s: \"%s\" lies on \"%s\"\n", what,
                        list.text + cmd->first, list.text + seen[k].cmd->first);
        }
        if (now.bottom > now.y)
            seen[count++] = now;
    }
    free(seen);
    return CHECK(bad == 0);
}
