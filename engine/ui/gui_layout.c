/* gui_layout.c: boxes, columns, flows and cards.
 *
 * Heights are known only after the contents were laid out, so a card reserves the
 * commands of its ground first and fills them in at its end; the cards that end a row
 * of columns are then made equally tall. */
#include "gui_priv.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

struct gui_box *
gui_top(struct gui *g)
{
    return &g->boxes[g->box_count - 1];
}

struct gui_box *
gui_nest(struct gui *g, struct gui_rect rect)
{
    assert(g->box_count < GUI_BOXES);
    g->boxes[g->box_count] = (struct gui_box){.rect = rect, .y = rect.y};
    return &g->boxes[g->box_count++];
}

void
gui_box_begin(struct gui *g, struct gui_rect rect)
{
    gui_nest(g, rect);
}

double
gui_box_end(struct gui *g)
{
    struct gui_box *box = gui_top(g);

    assert(g->box_count > 1);
    g->box_count--;
    return box->y - box->rect.y;
}

struct gui_rect
gui_take(struct gui *g, double height)
{
    struct gui_box *box = gui_top(g);
    struct gui_rect rect = {box->rect.x, box->y, box->rect.w, height};

    box->y += height;
    return rect;
}

void
gui_space(struct gui *g, double height)
{
    gui_top(g)->y += height;
}

double
gui_room(const struct gui *g)
{
    return g->boxes[g->box_count - 1].rect.w;
}

double
gui_at(const struct gui *g)
{
    return g->boxes[g->box_count - 1].y;
}

/* ---- columns ---- */

void
gui_columns_begin(struct gui *g, const double *widths, size_t count, double gap)
{
    const struct gui_box *box = gui_top(g);
    double left = box->rect.w - gap * (double)(count - 1), shares = 0;

    assert(count && count <= GUI_COLUMNS && g->row_count < GUI_ROWS);
    struct gui_columns *row = &g->rows[g->row_count++];
    *row = (struct gui_columns){.count = count, .top = box->y, .bottom = box->y};
    for (size_t i = 0; i < count; i++) {
        if (widths[i] > 0)
            left -= widths[i];
        else
            shares -= widths[i];
    }
    double x = box->rect.x;
    for (size_t i = 0; i < count; i++) {
        row->w[i] = widths[i] > 0 ? widths[i] : fmax(0, left * -widths[i] / shares);
        row->x[i] = x;
        x += row->w[i] + gap;
    }
}

static void
column_done(struct gui *g, struct gui_columns *row)
{
    const struct gui_box *box = gui_top(g);
    size_t i = row->next - 1;

    if (box->y > row->bottom)
        row->bottom = box->y;
    if (fabs(box->last_bottom - box->y) < 0.01) {
        row->last[i] = box->last;
        row->last_bottom[i] = box->y;
    }
    g->box_count--;
}

void
gui_column_next(struct gui *g)
{
    struct gui_columns *row = &g->rows[g->row_count - 1];

    assert(row->next < row->count);
    if (row->next)
        column_done(g, row);
    gui_nest(g, (struct gui_rect){row->x[row->next], row->top, row->w[row->next], 0});
    row->next++;
}

/* Makes a finished card reach down to `bottom`. */
static void
stretch(struct gui *g, const struct gui_card *card, double by)
{
    double px = round(by * g->scale);

    for (size_t i = 0; i < 3; i++)
        g->frame.cmds[card->cmd - 1 + i].rect.h += px;
    if (card->item)
        g->now.items[card->item - 1].rect.h += by;
    if (card->ring)
        g->frame.cmds[card->ring - 1].rect.h += px;
}

void
gui_columns_level(struct gui *g)
{
    g->rows[g->row_count - 1].level = true;
}

void
gui_columns_end(struct gui *g)
{
    struct gui_columns *row = &g->rows[g->row_count - 1];

    if (row->next)
        column_done(g, row);
    for (size_t i = 0; row->level && i < row->next; i++) {
        if (row->last[i].cmd && row->bottom > row->last_bottom[i])
            stretch(g, &row->last[i], row->bottom - row->last_bottom[i]);
    }
    gui_top(g)->y = row->bottom;
    g->row_count--;
}

/* ---- flow ---- */

static void
flow_line_begin(struct gui *g, struct gui_box *box)
{
    box->flow_x = box->flow_h = 0;
    box->flow_cmd = g->frame.cmd_count;
    box->flow_item = g->now.count;
}

/* Moves what the line holds to the right edge. */
static void
flow_line_end(struct gui *g, struct gui_box *box)
{
    struct gui_frame *f = &g->frame;
    double by = box->rect.w - (box->flow_x - box->flow_gap);
    double px = round(by * g->scale);

    if (!box->flow_right || box->flow_x <= 0)
        return;
    for (size_t i = box->flow_cmd; i < f->cmd_count; i++) {
        struct gui_cmd *cmd = &f->cmds[i];

        cmd->rect.x += px;
        if (cmd->type == GUI_CMD_TEXT)
            cmd->pen += px;
        if (cmd->type != GUI_CMD_LINE && cmd->type != GUI_CMD_POLYGON)
            continue;
        cmd->rect.x = 0;
        for (size_t k = 0; k < cmd->count; k++)
            f->points[cmd->first + k].x += px;
    }
    for (size_t i = box->flow_item; i < g->now.count; i++)
        g->now.items[i].rect.x += by;
}

void
gui_flow_begin(struct gui *g, double gap)
{
    struct gui_box *box = gui_top(g);

    box->flow = true;
    box->flow_right = false;
    box->flow_gap = gap;
    flow_line_begin(g, box);
}

void
gui_flow_right(struct gui *g)
{
    gui_top(g)->flow_right = true;
}

struct gui_rect
gui_spot(struct gui *g, double width, double height)
{
    struct gui_box *box = gui_top(g);

    if (!box->flow)
        return gui_take(g, height);
    if (width > box->rect.w)
        width = box->rect.w;
    if (box->flow_x > 0 && box->flow_x + width > box->rect.w + 0.01) {
        flow_line_end(g, box);
        box->y += box->flow_h + box->flow_gap;
        flow_line_begin(g, box);
    }
    struct gui_rect rect = {box->rect.x + box->flow_x, box->y, width, height};
    box->flow_x += width + box->flow_gap;
    box->flow_h = fmax(box->flow_h, height);
    return rect;
}

void
gui_flow_end(struct gui *g)
{
    struct gui_box *box = gui_top(g);

    flow_line_end(g, box);
    box->y += box->flow_h;
    box->flow = false;
}

/* ---- cards ---- */

#define CARD_RADIUS 14.0

static struct gui_box *
ground_begin(struct gui *g, double pad, size_t cmds)
{
    const struct gui_box *up = gui_top(g);
    size_t first = g->frame.cmd_count;
    struct gui_rect inner = {up->rect.x + pad, up->y + pad, up->rect.w - 2 * pad, 0};

    for (size_t i = 0; i < cmds; i++)
        gui_emit(g, GUI_CMD_FILL, GUI_CARD);
    struct gui_box *box = gui_nest(g, inner);
    box->first_cmd = first;
    box->pad = pad;
    return box;
}

/* Moves the parent on and tells where the ground lies. */
static struct gui_rect
ground_end(struct gui *g, size_t *first)
{
    struct gui_box box = *gui_top(g);

    g->box_count--;
    *first = box.first_cmd;
    return gui_take(g, box.y - box.rect.y + 2 * box.pad);
}

static void
card_paint(struct gui *g, size_t first, struct gui_rect rect, enum gui_color ground,
           enum gui_color edge)
{
    struct gui_cmd *cmd = &g->frame.cmds[first];
    struct gui_rect px = gui_pixels(g, rect);

    for (size_t i = 0; i < 3; i++) {
        cmd[i].rect = px;
        cmd[i].radius = CARD_RADIUS * g->scale;
    }
    cmd[0].type = GUI_CMD_SHADOW;
    cmd[0].rgb = g->theme->color[GUI_SHADOW];
    cmd[0].alpha = g->theme->shadow;
    cmd[0].width = 8 * g->scale;
    cmd[1].rgb = g->theme->color[ground];
    cmd[2].type = GUI_CMD_STROKE;
    cmd[2].rgb = g->theme->color[edge];
    cmd[2].width = fmax(1, round(g->scale));
}

void
gui_card_at(struct gui *g, struct gui_rect rect)
{
    size_t first = g->frame.cmd_count;

    for (size_t i = 0; i < 3; i++)
        gui_emit(g, GUI_CMD_FILL, GUI_CARD);
    card_paint(g, first, rect, GUI_CARD, GUI_HAIR);
}

void
gui_card_begin(struct gui *g, double pad)
{
    ground_begin(g, pad, 3);
}

void
gui_card_end(struct gui *g)
{
    size_t first;
    struct gui_rect rect = ground_end(g, &first);
    struct gui_box *box = gui_top(g);

    card_paint(g, first, rect, GUI_CARD, GUI_HAIR);
    box->last = (struct gui_card){.cmd = first + 1};
    box->last_bottom = box->y;
}

void
gui_card_button_begin(struct gui *g, uint64_t id, double pad)
{
    struct gui_box *box = ground_begin(g, pad, 3);

    box->id = id;
    box->mark = gui_mark(g);
}

bool
gui_card_button_end(struct gui *g)
{
    uint64_t id = gui_top(g)->id;
    size_t first, mark = gui_top(g)->mark;
    struct gui_rect rect = ground_end(g, &first);
    struct gui_state state = gui_item(g, id, rect, GUI_ITEM_FOCUS);

    gui_spoken(g, mark, (struct gui_spoken){.id = id, .role = GUI_ROLE_BUTTON});
    struct gui_box *box = gui_top(g);

    card_paint(g, first, rect, state.held ? GUI_SUNK : GUI_CARD,
               state.hover ? GUI_LINK : GUI_HAIR);
    box->last = (struct gui_card){.cmd = first + 1, .item = g->now.count};
    box->last_bottom = box->y;
    if (state.focus) {
        gui_focus_ring(g, rect, CARD_RADIUS);
        box->last.ring = g->frame.cmd_count;
    }
    return state.clicked;
}

void
gui_panel_begin(struct gui *g, enum gui_color ground, double pad)
{
    ground_begin(g, pad, 1)->ground = ground;
}

void
gui_panel_end(struct gui *g)
{
    enum gui_color ground = gui_top(g)->ground;
    size_t first;
    struct gui_rect rect = ground_end(g, &first);
    struct gui_cmd *cmd = &g->frame.cmds[first];

    cmd->rect = gui_pixels(g, rect);
    cmd->radius = 10 * g->scale;
    cmd->rgb = g->theme->color[ground];
}
