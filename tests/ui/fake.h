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

/* What is visible of a text or of a ground, in pixels. */
struct fake_area {
    const struct gui_cmd *cmd;
    double x, y, right, bottom;
};

static inline struct fake_area
fake_meet(struct fake_area a, struct fake_area b)
{
    return (struct fake_area){a.cmd, fmax(a.x, b.x), fmax(a.y, b.y),
                              fmin(a.right, b.right), fmin(a.bottom, b.bottom)};
}

static inline struct fake_area
fake_area(const struct gui_cmd *cmd, const struct gui_cmd *clip)
{
    const struct gui_rect *r = &cmd->rect, *c = &clip->rect;
    struct fake_area all = {cmd, r->x, r->y, r->x + r->w, r->y + r->h};
    struct fake_area in = {clip, c->x, c->y, c->x + c->w, c->y + c->h};

    if (cmd->type == GUI_CMD_TEXT) {
        all.x = cmd->pen;
        all.right = cmd->pen + cmd->width;
    }
    return fake_meet(all, in);
}

/* Where both show; a pixel more or less comes from rounding. */
static inline bool
fake_overlap(struct fake_area a, struct fake_area b, struct fake_area *where)
{
    *where = fake_meet(a, b);
    return where->right - where->x > 1.5 && where->bottom - where->y > 1.5;
}

/* Whether a ground that was painted after `first` and before `second` hides the area:
 * then the first does not show there, as below a message or the help. */
static inline bool
fake_hidden(const struct fake_area *grounds, size_t count, struct fake_area where,
            const struct gui_cmd *first, const struct gui_cmd *second)
{
    for (size_t i = 0; i < count; i++) {
        const struct fake_area *g = &grounds[i];

        if (g->cmd > first && g->cmd < second && g->x <= where.x + 1 &&
            g->y <= where.y + 1 && g->right >= where.right - 1 &&
            g->bottom >= where.bottom - 1)
            return true;
    }
    return false;
}

/* The text in the box it was given, and not cut off by its clip. */
static inline bool
fake_in_box(const struct gui_cmd *cmd, const struct gui_cmd *in)
{
    const struct gui_rect *r = &cmd->rect, *c = &in->rect;
    double right = cmd->pen + cmd->width;
    if (cmd->scrolled)
        return true;
    bool ok = cmd->pen >= r->x - 1 && right <= r->x + r->w + 1.5 &&
              cmd->pen >= c->x - 1 && right <= c->x + c->w + 1.5;

    if (in->scrolled)
        return ok;
    return ok && r->y >= c->y - 1 && r->y + r->h <= c->y + c->h + 1;
}

struct fake_seen {
    struct fake_area *text, *ground;
    size_t texts, grounds, bad;
    const char *what;
};

static inline void
fake_check_text(const struct gui_list *list, const struct gui_cmd *cmd,
                const struct gui_cmd *in, struct fake_seen *seen)
{
    struct fake_area now = fake_area(cmd, in), where;

    if (!fake_in_box(cmd, in) && seen->bad++ < 3)
        fprintf(stderr, "%s: leaves its box: \"%s\" (%g %g %g %g) pen %g w %g\n",
                seen->what, list->text + cmd->first, cmd->rect.x, cmd->rect.y,
                cmd->rect.w, cmd->rect.h, cmd->pen, cmd->width);
    for (size_t k = 0; k < seen->texts; k++) {
        const struct fake_area *old = &seen->text[k];

        if (fake_overlap(now, *old, &where) &&
            !fake_hidden(seen->ground, seen->grounds, where, old->cmd, cmd) &&
            seen->bad++ < 3)
            fprintf(stderr, "%s: \"%s\" lies on \"%s\"\n", seen->what,
                    list->text + cmd->first, list->text + old->cmd->first);
    }
    if (now.bottom > now.y)
        seen->text[seen->texts++] = now;
}

/* Every text lies inside the box it was given and inside its clip, except where one can
 * scroll to the rest; and no two texts lie on each other. */
static inline bool
fake_check_list(const struct gui *g, const char *what)
{
    struct gui_list list = gui_commands(g);
    const struct gui_cmd *clip[32];
    struct fake_seen seen = {.text = calloc(list.count + 1, sizeof *seen.text),
                             .ground = calloc(list.count + 1, sizeof *seen.ground),
                             .what = what};
    size_t depth = 0;

    for (size_t i = 0; i < list.count; i++) {
        const struct gui_cmd *cmd = &list.cmds[i];
        const struct gui_cmd *in = depth ? clip[depth - 1] : &list.cmds[0];

        if (cmd->type == GUI_CMD_CLIP)
            clip[depth++] = cmd;
        else if (cmd->type == GUI_CMD_UNCLIP)
            depth--;
        else if (cmd->type == GUI_CMD_FILL && cmd->alpha > 0.99)
            seen.ground[seen.grounds++] = fake_area(cmd, in);
        else if (cmd->type == GUI_CMD_TEXT)
            fake_check_text(&list, cmd, in, &seen);
    }
    free(seen.text);
    free(seen.ground);
    return CHECK(seen.bad == 0);
}
