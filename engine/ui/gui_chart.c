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

/* Part of a circle; places and radius in widths of the rect, turns from the right,
 * clockwise. */
static void
arc(struct gui *g, struct gui_rect rect, double x, double y, double radius,
    double from_turn, double turns, enum gui_color color)
{
    struct gui_point at[ARC];

    for (size_t i = 0; i < ARC; i++) {
        double turn = TURN * (from_turn + turns * (double)i / (ARC - 1));
        at[i] = (struct gui_point){rect.x + rect.w * (x + radius * cos(turn)),
                                   rect.y + rect.h * (y + radius * sin(turn))};
    }
    gui_line(g, at, ARC, fmax(1.5, rect.w / 8), color);
}

static void
gear(struct gui *g, struct gui_rect rect, enum gui_color color)
{
    arc(g, rect, 0.5, 0.5, 0.17, 0, 1, color);
    for (int i = 0; i < 8; i++) {
        double turn = TURN * i / 8, x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
        struct gui_point tooth[] = {
            {x + rect.w * 0.34 * cos(turn), y + rect.h * 0.34 * sin(turn)},
            {x + rect.w * 0.44 * cos(turn), y + rect.h * 0.44 * sin(turn)}};

        gui_line(g, tooth, 2, fmax(1.5, rect.w / 7), color);
    }
    arc(g, rect, 0.5, 0.5, 0.33, 0, 1, color);
}

struct drawing {
    size_t count;
    struct stroke list[5];
};

static const struct drawing drawings[] = {
    [GUI_ICON_TICK] = {1, {{3, {{3, 8.5}, {6.5, 12}, {13, 4.5}}}}},
    [GUI_ICON_CROSS] = {2, {{2, {{4, 4}, {12, 12}}}, {2, {{12, 4}, {4, 12}}}}},
    [GUI_ICON_BACK] = {1, {{3, {{10, 3}, {5, 8}, {10, 13}}}}},
    [GUI_ICON_NEXT] = {1, {{3, {{6, 3}, {11, 8}, {6, 13}}}}},
    [GUI_ICON_ALERT] = {2,
                        {{4, {{8, 2}, {15, 14}, {1, 14}, {8, 2}}},
                         {2, {{8, 6.5}, {8, 9.5}}}}},
    [GUI_ICON_UNDO] = {1, {{3, {{2, 2.5}, {2.6, 7.4}, {7.4, 6.4}}}}},
    [GUI_ICON_ASK] = {2,
                      {{4, {{4.5, 5.5}, {6, 2.5}, {10.5, 2.5}, {11.5, 5.5}}},
                       {3, {{11.5, 5.5}, {8, 8}, {8, 10}}}}},
    [GUI_ICON_BULB] = {2, {{2, {{6, 12}, {10, 12}}}, {2, {{6.8, 14.5}, {9.2, 14.5}}}}},
    [GUI_ICON_BOOK] = {5,
                       {{4, {{8, 4}, {5, 2.5}, {1.5, 2.5}, {1.5, 12.5}}},
                        {3, {{1.5, 12.5}, {5, 12.5}, {8, 14}}},
                        {4, {{8, 4}, {11, 2.5}, {14.5, 2.5}, {14.5, 12.5}}},
                        {3, {{14.5, 12.5}, {11, 12.5}, {8, 14}}},
                        {2, {{8, 4}, {8, 14}}}}},
    [GUI_ICON_MINUS] = {1, {{2, {{3, 8}, {13, 8}}}}},
    [GUI_ICON_PLUS] = {2, {{2, {{3, 8}, {13, 8}}}, {2, {{8, 3}, {8, 13}}}}},
    [GUI_ICON_UP] = {1, {{3, {{3, 10}, {8, 5}, {13, 10}}}}},
    [GUI_ICON_DOWN] = {1, {{3, {{3, 6}, {8, 11}, {13, 6}}}}},
    [GUI_ICON_REPLAY] = {1, {{3, {{9, 1.5}, {13.5, 4}, {9.5, 7}}}}},
    [GUI_ICON_SEARCH] = {1, {{2, {{10.4, 10.4}, {14, 14}}}}},
};

/* What is round about an icon. */
static void
curves(struct gui *g, enum gui_icon icon, struct gui_rect rect, enum gui_color color)
{
    double unit = rect.w / 16;

    if (icon == GUI_ICON_ALERT)
        dot(g, rect.x + 8 * unit, rect.y + 12 * unit, unit, color);
    else if (icon == GUI_ICON_DOT)
        dot(g, rect.x + 8 * unit, rect.y + 8 * unit, 4 * unit, color);
    else if (icon == GUI_ICON_UNDO)
        arc(g, rect, 0.5, 0.55, 0.36, 0.55, 0.8, color);
    else if (icon == GUI_ICON_ASK)
        dot(g, rect.x + 8 * unit, rect.y + 13.5 * unit, 1.2 * unit, color);
    else if (icon == GUI_ICON_GEAR)
        gear(g, rect, color);
    else if (icon == GUI_ICON_BULB)
        arc(g, rect, 0.5, 0.38, 0.29, 0.36, 0.78, color);
    else if (icon == GUI_ICON_REPLAY)
        arc(g, rect, 0.5, 0.6, 0.36, 0.02, 0.66, color);
    else if (icon == GUI_ICON_SEARCH)
        arc(g, rect, 0.42, 0.42, 0.29, 0, 1, color);
}

void
gui_icon(struct gui *g, enum gui_icon icon, struct gui_rect rect, enum gui_color color)
{
    gui_speech_icon(g, icon);
    curves(g, icon, rect, color);
    if ((size_t)icon < sizeof drawings / sizeof *drawings)
        strokes(g, rect, drawings[icon].list, drawings[icon].count, color);
}

#define RADAR_MOST 12

static struct gui_point
spoke(struct gui_point middle, double radius, size_t i, size_t count)
{
    double turn = TURN * ((double)i / (double)count - 0.25);

    return (struct gui_point){middle.x + radius * cos(turn),
                              middle.y + radius * sin(turn)};
}

/* A name of two words stands in two lines. Returns how many. */
static size_t
name_lines(const char *name, const char *line[2], size_t size[2])
{
    const char *slash = strchr(name, '/');

    line[0] = name;
    size[0] = slash ? (size_t)(slash + 1 - name) : strlen(name);
    line[1] = slash ? slash + 1 : "";
    size[1] = strlen(line[1]);
    return slash && size[1] ? 2 : 1;
}

static double
name_width(struct gui *g, const char *name)
{
    const char *line[2];
    size_t size[2], lines = name_lines(name, line, size);
    double w = gui_measure_text(g, GUI_SMALL, line[0], size[0]);

    return ceil(lines > 1 ? fmax(w, gui_measure_text(g, GUI_SMALL, line[1], size[1]))
                          : w) +
           1;
}

static void
radar_names(struct gui *g, struct gui_rect rect, struct gui_point middle, double radius,
            const char *const *names, size_t count)
{
    double h = gui_leading(GUI_SMALL);

    for (size_t i = 0; i < count; i++) {
        struct gui_point at = spoke(middle, radius + 12, i, count);
        double side = at.x - middle.x, w = fmin(name_width(g, names[i]), rect.w);
        double x = side > 8 ? at.x : side < -8 ? at.x - w : at.x - w / 2;
        double y = at.y + (at.y < middle.y - radius ? -4 : 0);
        const char *line[2];
        size_t size[2], lines = name_lines(names[i], line, size);

        x = fmin(fmax(x, rect.x), rect.x + rect.w - w);
        y -= h * (double)lines / 2;
        for (size_t k = 0; k < lines; k++) {
            double own = gui_measure_text(g, GUI_SMALL, line[k], size[k]);

            gui_text_cmd(g, (struct gui_rect){x, y + h * (double)k, w, h}, own,
                         GUI_SMALL, GUI_INK,
                         side < -8  ? GUI_FINISH
                         : side > 8 ? GUI_START
                                    : GUI_MIDDLE,
                         line[k], size[k]);
        }
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
        double w = name_width(g, names[i]);

        if (side > 0.1)
            radius = fmin(radius, (rect.w / 2 - w) / side - 14);
    }
    return radius;
}

bool
gui_radar(struct gui *g, double height, const double *values, const double *before,
          const char *const *names, size_t count)
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
    if (before) {
        size_t kept = 0;

        for (size_t i = 0; i < count; i++) {
            if (before[i] >= 0)
                at[kept++] =
                    spoke(middle, radius * fmin(1, fmax(0.02, before[i])), i, count);
        }
        at[kept] = at[0];
        if (kept > 1)
            gui_dashes(g, at, kept + 1, 1.5, GUI_MUTED);
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
