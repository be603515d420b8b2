/* gui_chart.c: icons and charts, made of lines and polygons. */
#include "gui_priv.h"

#include <math.h>
#include <string.h>

#define TURN 6.283185307179586
#define ARC 24

struct stroke {
    size_t count;
    struct gui_point at[4]; /* in a square of 16 */
};

static void
strokes(struct gui *g, struct gui_rect rect, const struct stroke *list, size_t count,
        enum gui_color color)
{
    double unit = rect.w / 16;

    for (size_t i = 0; i < count; i++) {
        struct gui_point at[4];

        for (size_t k = 0; k < list[i].count; k++)
            at[k] = (struct gui_point){rect.x + list[i].at[k].x * unit,
                                       rect.y + list[i].at[k].y * unit};
        gui_line(g, at, list[i].count, fmax(1.5, 2 * unit), color);
    }
}

static void
dot(struct gui *g, double x, double y, double radius, enum gui_color color)
{
    struct gui_rect rect = {x - radius, y - radius, 2 * radius, 2 * radius};

    gui_fill(g, rect, radius, color);
}

static void
undo_arc(struct gui *g, struct gui_rect rect, enum gui_color color)
{
    struct gui_point arc[ARC];

    for (size_t i = 0; i < ARC; i++) {
        double turn = TURN * (0.55 + 0.8 * (double)i / (ARC - 1));
        arc[i] = (struct gui_point){rect.x + rect.w * (0.5 + 0.36 * cos(turn)),
                                    rect.y + rect.h * (0.55 + 0.36 * sin(turn))};
    }
    gui_line(g, arc, ARC, fmax(1.5, rect.w / 8), color);
}

void
gui_icon(struct gui *g, enum gui_icon icon, struct gui_rect rect, enum gui_color color)
{
    static const struct stroke tick[] = {{3, {{3, 8.5}, {6.5, 12}, {13, 4.5}}}};
    static const struct stroke cross[] = {{2, {{4, 4}, {12, 12}}},
                                          {2, {{12, 4}, {4, 12}}}};
    static const struct stroke back[] = {{3, {{10, 3}, {5, 8}, {10, 13}}}};
    static const struct stroke next[] = {{3, {{6, 3}, {11, 8}, {6, 13}}}};
    static const struct stroke alert[] = {
        {4, {{8, 2}, {15, 14}, {1, 14}, {8, 2}}},
        {2, {{8, 6.5}, {8, 9.5}}},
    };
    static const struct stroke head[] = {{3, {{2, 2.5}, {2.6, 7.4}, {7.4, 6.4}}}};
    static const struct stroke ask[] = {
        {4, {{4.5, 5.5}, {6, 2.5}, {10.5, 2.5}, {11.5, 5.5}}},
        {3, {{11.5, 5.5}, {8, 8}, {8, 10}}},
    };
    double unit = rect.w / 16;

    switch (icon) {
    case GUI_ICON_TICK:
        strokes(g, rect, tick, 1, color);
        break;
    case GUI_ICON_CROSS:
        strokes(g, rect, cross, 2, color);
        break;
    case GUI_ICON_BACK:
        strokes(g, rect, back, 1, color);
        break;
    case GUI_ICON_NEXT:
        strokes(g, rect, next, 1, color);
        break;
    case GUI_ICON_ALERT:
        strokes(g, rect, alert, 2, color);
        dot(g, rect.x + 8 * unit, rect.y + 12 * unit, unit, color);
        break;
    case GUI_ICON_DOT:
        dot(g, rect.x + 8 * unit, rect.y + 8 * unit, 4 * unit, color);
        break;
    case GUI_ICON_UNDO:
        undo_arc(g, rect, color);
        strokes(g, rect, head, 1, color);
        break;
    case GUI_ICON_ASK:
        strokes(g, rect, ask, 2, color);
        dot(g, rect.x + 8 * unit, rect.y + 13.5 * unit, 1.2 * unit, color);
        break;
    }
}

#define RADAR_MOST 12

static struct gui_point
spoke(struct gui_point middle, double radius, size_t i, size_t count)
{
    double turn = TURN * ((double)i / (double)count - 0.25);

    return (struct gui_point){middle.x + radius * cos(turn),
                              middle.y + radius * sin(turn)};
}

static void
radar_names(struct gui *g, struct gui_rect rect, struct gui_point middle, double radius,
            const char *const *names, size_t count)
{
    double h = gui_leading(GUI_SMALL);

    for (size_t i = 0; i < count; i++) {
        struct gui_point at = spoke(middle, radius + 12, i, count);
        double side = at.x - middle.x;
        double w = ceil(gui_text_width(g, GUI_SMALL, names[i])) + 1;
        double x = side > 8 ? at.x : side < -8 ? at.x - w : at.x - w / 2;
        double y = at.y - h / 2 + (at.y < middle.y - radius ? -4 : 0);

        w = fmin(w, rect.w);
        x = fmin(fmax(x, rect.x), rect.x + rect.w - w);
        gui_label_at(g, (struct gui_rect){x, y, w, h}, GUI_SMALL, GUI_INK, GUI_START,
                     names[i]);
    }
}

/* As large as the names at its sides leave room for. */
static double
radar_radius(struct gui *g, struct gui_rect rect, const char *const *names,
             size_t count)
{
    double radius = rect.h / 2 - 32;

    for (size_t i = 0; i < count; i++) {
        double side = fabs(spoke((struct gui_point){0, 0}, 1, i, count).x);
        double w = gui_text_width(g, GUI_SMALL, names[i]);

        if (side > 0.1)
            radius = fmin(radius, (rect.w / 2 - w) / side - 14);
    }
    return radius;
}

bool
gui_radar(struct gui *g, double height, const double *values, const char *const *names,
          size_t count)
{
    struct gui_rect rect = {0, 0, gui_room(g), height};
    double radius = radar_radius(g, rect, names, count);
    struct gui_point at[RADAR_MOST + 1];

    if (count < 3 || count > RADAR_MOST || radius < 56)
        return false;
    rect = gui_take(g, height);
    struct gui_point middle = {rect.x + rect.w / 2, rect.y + rect.h / 2};
    for (int ring = 1; ring <= 3; ring++) {
        for (size_t i = 0; i <= count; i++)
            at[i] = spoke(middle, radius * ring / 3, i % count, count);
        gui_line(g, at, count + 1, 1, GUI_TRACK);
    }
    for (size_t i = 0; i < count; i++) {
        struct gui_point axis[] = {middle, spoke(middle, radius, i, count)};
        gui_line(g, axis, 2, 1, GUI_TRACK);
    }
    for (size_t i = 0; i <= count; i++)
        at[i] = spoke(middle, radius * fmin(1, fmax(0.02, values[i % count])),
                      i % count, count);
    gui_polygon(g, at, count, GUI_LINK, 0.18);
    gui_line(g, at, count + 1, 2, GUI_LINK);
    for (size_t i = 0; i < count; i++)
        dot(g, at[i].x, at[i].y, 4, GUI_LINK);
    radar_names(g, rect, middle, radius, names, count);
    return true;
}
