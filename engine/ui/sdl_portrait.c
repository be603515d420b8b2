/* sdl_portrait.c: people drawn from numbers: who they are, and how they feel.
 *
 * Everything lies in a picture of 240 by 270; a mood is a handful of numbers, so that
 * one mood can turn into another. */
#include "sdl_draw.h"

#include <math.h>

#define MIDDLE 120.0
#define EYE_Y 122.0
#define EYE_X 23.0
#define MOUTH_Y 161.0

enum hair { HAIR_SHORT, HAIR_RECEDING, HAIR_TOUSLED, HAIR_BOB, HAIR_BUN, HAIR_WAVES };
enum neck { NECK_TIE, NECK_OPEN, NECK_ROUND, NECK_BLOUSE };

struct person {
    uint32_t back_top, back_bottom;
    uint32_t skin, skin_light, skin_dark;
    uint32_t hair_rgb, hair_light, brow;
    uint32_t coat, coat_dark, shirt, tie, lips;
    enum hair hair;
    enum neck neck;
    double glasses; /* radius of a lens, 0 for none */
    double face_w, jaw;
    bool woman, lines, ear_rings;
};

static const struct person people[GUI_PERSONS] = {
    [GUI_MAN_GLASSES] = {0xe4edfb, 0xbfd0ee,   0xf4c9a4, 0xffe3cc, 0xdba57c, 0x35291f,
                         0x54443a, 0x35291f,   0x2c3b57, 0x222e45, 0xffffff, 0x9c3541,
                         0x9c4b45, HAIR_SHORT, NECK_TIE, 17,       53,       1.0,
                         false,    false,      false},
    [GUI_MAN_GREY] = {0xeaf1ec, 0xc3d6ca,      0xeebf9b, 0xfcdcc2, 0xd09a74, 0x9aa0a6,
                      0xbfc4c9, 0x7d8388,      0x4a4f57, 0x3a3e45, 0xe9f0fa, 0x27527a,
                      0x97504a, HAIR_RECEDING, NECK_TIE, 0,        54,       1.06,
                      false,    true,          false},
    [GUI_MAN_YOUNG] = {0xfdf0e2, 0xf2cfa8,     0xf0c19a,  0xffdfc4, 0xd39c73, 0x231c1a,
                       0x433733, 0x231c1a,     0x2f6f6a,  0x255955, 0xf6f3ec, 0x000000,
                       0xa5554c, HAIR_TOUSLED, NECK_OPEN, 0,        51,       0.95,
                       false,    false,        false},
    [GUI_WOMAN_BOB] = {0xf6e9f4, 0xdcc0dc, 0xf6cfb2,    0xffe6d6, 0xdfa98a, 0x2b1d1c,
                       0x4b3733, 0x3a2926, 0x6b3f6e,    0x573258, 0xfdf7f2, 0x000000,
                       0xb8434f, HAIR_BOB, NECK_BLOUSE, 0,        50,       0.9,
                       true,     false,    false},
    [GUI_WOMAN_BUN] = {0xe6f3f6, 0xb8d8e0, 0xeebd96,    0xffdcc0, 0xcf966d, 0x4a2c1d,
                       0x6e4630, 0x4a2c1d, 0x24344d,    0x1b283c, 0xffffff, 0x000000,
                       0xb04a48, HAIR_BUN, NECK_BLOUSE, 0,        50,       0.92,
                       true,     false,    true},
    [GUI_WOMAN_GREY] = {0xf7f0e6, 0xdfcfb4,   0xf2c9ac,   0xfee2cf, 0xd7a484, 0xb4b6bd,
                        0xd6d8dd, 0x85868e,   0x7a3b45,   0x642f38, 0xf7efe9, 0x000000,
                        0xa94a50, HAIR_WAVES, NECK_ROUND, 15,       51,       0.96,
                        true,     true,       true},
};

/* Brows: `angle` lowers their inner ends, `left` and `right` lift them; `curve` is the
 * smile; lids close from 1 to 0. */
struct mood {
    double angle, left, right, lids, curve, open, wide, tilt;
};

static const struct mood moods[GUI_MOODS] = {
    [GUI_CALM] = {0.0, 0, 0, 0.94, 0.5, 0, 1.0, 0},
    [GUI_PLEASED] = {-0.12, 3, 3, 0.86, 1.0, 0.75, 1.16, 0},
    [GUI_INTERESTED] = {-0.2, 6, 6, 1.12, 0.3, 0.3, 0.78, 0.035},
    [GUI_DOUBTFUL] = {0.12, -3, 6, 0.76, -0.3, 0, 0.92, -0.03},
    [GUI_ANNOYED] = {0.5, -4, -4, 0.8, -0.95, 0, 0.95, 0},
};

struct pen {
    cairo_t *cr;
    const struct person *p;
    struct mood m;
};

static struct mood
blend(const struct mood *a, const struct mood *b, double t)
{
    t = t * t * (3 - 2 * t);
    return (struct mood){
        a->angle + (b->angle - a->angle) * t, a->left + (b->left - a->left) * t,
        a->right + (b->right - a->right) * t, a->lids + (b->lids - a->lids) * t,
        a->curve + (b->curve - a->curve) * t, a->open + (b->open - a->open) * t,
        a->wide + (b->wide - a->wide) * t,    a->tilt + (b->tilt - a->tilt) * t,
    };
}

static void
ellipse(cairo_t *cr, double x, double y, double rx, double ry)
{
    cairo_save(cr);
    cairo_new_path(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, rx, ry);
    cairo_arc(cr, 0, 0, 1, 0, 2 * PI);
    cairo_restore(cr);
}

static void
paint(cairo_t *cr, uint32_t rgb)
{
    sdl_color(cr, rgb, 1);
    cairo_fill(cr);
}

/* Fills the path with `from` above turning into `to` below. */
static void
paint_down(cairo_t *cr, uint32_t from, uint32_t to, double top, double bottom)
{
    cairo_pattern_t *fade = cairo_pattern_create_linear(0, top, 0, bottom);
    uint32_t ends[2] = {from, to};

    for (int i = 0; i < 2; i++)
        cairo_pattern_add_color_stop_rgb(fade, i, (double)(ends[i] >> 16 & 0xff) / 255,
                                         (double)(ends[i] >> 8 & 0xff) / 255,
                                         (double)(ends[i] & 0xff) / 255);
    cairo_set_source(cr, fade);
    cairo_fill(cr);
    cairo_pattern_destroy(fade);
}

static void
line(cairo_t *cr, uint32_t rgb, double alpha, double width)
{
    sdl_color(cr, rgb, alpha);
    cairo_set_line_width(cr, width);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_stroke(cr);
}

/* The same path for both halves of the face: `side` is -1 or 1. */
static void
move(const struct pen *k, double side, double x, double y)
{
    cairo_move_to(k->cr, MIDDLE + side * x, y);
}

static void
to(const struct pen *k, double side, double x, double y)
{
    cairo_line_to(k->cr, MIDDLE + side * x, y);
}

static void
curve(const struct pen *k, double side, double x1, double y1, double x2, double y2,
      double x, double y)
{
    cairo_curve_to(k->cr, MIDDLE + side * x1, y1, MIDDLE + side * x2, y2,
                   MIDDLE + side * x, y);
}

/* ---- behind and below the head ---- */

static void
hair_behind(const struct pen *k)
{
    const struct person *p = k->p;
    cairo_t *cr = k->cr;

    cairo_new_path(cr);
    if (p->hair == HAIR_BOB) {
        move(k, 1, 0, 44);
        curve(k, 1, 48, 44, 66, 78, 66, 120);
        curve(k, 1, 67, 150, 66, 172, 60, 188);
        curve(k, 1, 44, 196, 30, 192, 26, 182);
        to(k, -1, 26, 182);
        curve(k, -1, 30, 192, 44, 196, 60, 188);
        curve(k, -1, 66, 172, 67, 150, 66, 120);
        curve(k, -1, 66, 78, 48, 44, 0, 44);
        paint_down(cr, p->hair_light, p->hair_rgb, 40, 110);
    } else if (p->hair == HAIR_BUN) {
        ellipse(cr, MIDDLE, 42, 25, 22);
        paint_down(cr, p->hair_light, p->hair_rgb, 20, 60);
        ellipse(cr, MIDDLE, 104, 57, 58);
        paint(cr, p->hair_rgb);
    } else if (p->hair == HAIR_WAVES) {
        ellipse(cr, MIDDLE, 100, 64, 60);
        paint_down(cr, p->hair_light, p->hair_rgb, 40, 150);
        for (int side = -1; side <= 1; side += 2) {
            ellipse(cr, MIDDLE + side * 54, 142, 15, 22);
            paint(cr, p->hair_rgb);
        }
    } else {
        /* Nothing of the wall may show between the face and the hair over it. */
        cairo_save(cr);
        cairo_rectangle(cr, 0, 0, 240, 116);
        cairo_clip(cr);
        ellipse(cr, MIDDLE, 102, p->face_w + 4, 56);
        paint(cr, p->hair_rgb);
        cairo_restore(cr);
    }
}

static void
body(const struct pen *k)
{
    cairo_t *cr = k->cr;
    double out = k->p->woman ? 86 : 97, high = k->p->woman ? 210 : 203;

    cairo_new_path(cr);
    cairo_move_to(cr, MIDDLE - out, 271);
    cairo_curve_to(cr, MIDDLE - out + 2, 226, MIDDLE - 64, high + 2, MIDDLE - 26,
                   high - 8);
    cairo_line_to(cr, MIDDLE + 26, high - 8);
    cairo_curve_to(cr, MIDDLE + 64, high + 2, MIDDLE + out - 2, 226, MIDDLE + out, 271);
    cairo_close_path(cr);
    paint_down(cr, k->p->coat, k->p->coat_dark, 200, 275);
}

static void
neck(const struct pen *k)
{
    cairo_t *cr = k->cr;
    double w = k->p->woman ? 16 : 20;

    cairo_new_path(cr);
    move(k, -1, w, 165);
    to(k, 1, w, 165);
    curve(k, 1, w, 190, w + 2, 198, w + 8, 203);
    curve(k, 1, w - 4, 220, -(w - 4), 220, -(w + 8), 203);
    curve(k, -1, w + 2, 198, w, 190, w, 165);
    paint(cr, k->p->skin_dark);
    /* What the chin leaves in shade is a little darker than the neck. */
    cairo_new_path(cr);
    move(k, -1, w, 172);
    curve(k, 1, -8, 190, 8, 190, w, 172);
    to(k, 1, w, 166);
    to(k, -1, w, 166);
    sdl_color(cr, 0x5b2f1a, 0.16);
    cairo_fill(cr);
}

static void
shirt_and_tie(const struct pen *k)
{
    cairo_t *cr = k->cr;
    const struct person *p = k->p;

    cairo_new_path(cr);
    move(k, -1, 27, 196);
    to(k, 1, 0, 232);
    to(k, 1, 27, 196);
    to(k, 1, 9, 271);
    to(k, -1, 9, 271);
    cairo_close_path(cr);
    paint(cr, p->shirt);
    for (int side = -1; side <= 1; side += 2) {
        cairo_new_path(cr);
        move(k, side, 22, 192);
        to(k, side, 31, 199);
        to(k, side, 14, 227);
        to(k, side, 0, 213);
        cairo_close_path(cr);
        paint(cr, p->shirt);
        sdl_color(cr, 0x1b2437, 0.08);
        cairo_new_path(cr);
        move(k, side, 22, 205);
        to(k, side, 14, 227);
        to(k, side, 0, 213);
        cairo_close_path(cr);
        cairo_fill(cr);
        cairo_new_path(cr);
        move(k, side, 30, 198);
        to(k, side, 44, 222);
        to(k, side, 33, 229);
        to(k, side, 38, 236);
        to(k, side, 14, 272);
        to(k, side, 8, 272);
        curve(k, side, 16, 250, 26, 222, 26, 200);
        cairo_close_path(cr);
        paint(cr, p->coat_dark);
    }
    if (p->neck != NECK_TIE)
        return;
    cairo_new_path(cr);
    move(k, 1, 0, 211);
    to(k, 1, 9, 219);
    to(k, 1, 5, 229);
    to(k, 1, 11, 262);
    to(k, 1, 0, 272);
    to(k, -1, 11, 262);
    to(k, -1, 5, 229);
    to(k, -1, 9, 219);
    cairo_close_path(cr);
    paint_down(cr, p->tie, p->tie, 210, 272);
    cairo_new_path(cr);
    move(k, -1, 5, 229);
    to(k, 1, 5, 229);
    line(cr, 0x000000, 0.18, 1.5);
}

static void
open_collar(const struct pen *k)
{
    cairo_t *cr = k->cr;

    cairo_new_path(cr);
    move(k, -1, 22, 200);
    to(k, 1, 22, 200);
    to(k, 1, 0, 240);
    cairo_close_path(cr);
    paint(cr, k->p->skin_dark);
    for (int side = -1; side <= 1; side += 2) {
        cairo_new_path(cr);
        move(k, side, 20, 191);
        to(k, side, 36, 200);
        to(k, side, 26, 232);
        to(k, side, 0, 240);
        curve(k, side, 10, 226, 18, 212, 20, 191);
        paint(cr, k->p->shirt);
    }
    cairo_new_path(cr);
    move(k, 1, 0, 240);
    to(k, 1, 0, 271);
    line(cr, 0x000000, 0.2, 1.5);
}

static void
round_neck(const struct pen *k)
{
    cairo_t *cr = k->cr;

    cairo_new_path(cr);
    move(k, -1, 25, 199);
    curve(k, 1, -18, 232, 18, 232, 25, 199);
    cairo_close_path(cr);
    paint(cr, k->p->skin_dark);
    for (int i = -4; i <= 4; i++) {
        double x = i * 5.2, y = 221 - 0.032 * (i * 5.2) * (i * 5.2);

        ellipse(cr, MIDDLE + x, y, 2.4, 2.4);
        paint(cr, 0xfbf6ea);
    }
}

static void
blouse(const struct pen *k)
{
    cairo_t *cr = k->cr;

    cairo_new_path(cr);
    move(k, -1, 24, 198);
    to(k, 1, 24, 198);
    to(k, 1, 17, 271);
    to(k, -1, 17, 271);
    cairo_close_path(cr);
    paint(cr, k->p->shirt);
    cairo_new_path(cr);
    move(k, -1, 18, 198);
    to(k, 1, 18, 198);
    to(k, 1, 0, 232);
    cairo_close_path(cr);
    paint(cr, k->p->skin_dark);
    for (int side = -1; side <= 1; side += 2) {
        cairo_new_path(cr);
        move(k, side, 25, 198);
        curve(k, side, 36, 206, 42, 214, 44, 224);
        to(k, side, 32, 232);
        to(k, side, 35, 238);
        to(k, side, 10, 272);
        curve(k, side, 17, 248, 22, 222, 19, 201);
        cairo_close_path(cr);
        paint(cr, k->p->coat_dark);
    }
}

/* ---- the head ---- */

static void
head_shape(const struct pen *k)
{
    double w = k->p->face_w, jaw = k->p->jaw;

    cairo_new_path(k->cr);
    move(k, 1, 0, 58);
    curve(k, 1, w * 0.72, 58, w, 88, w, 120);
    curve(k, 1, w, 146, w * 0.78 * jaw, 168, w * 0.46 * jaw, 179);
    curve(k, 1, w * 0.25, 186, -w * 0.25, 186, -w * 0.46 * jaw, 179);
    curve(k, -1, w * 0.78 * jaw, 168, w, 146, w, 120);
    curve(k, -1, w, 88, w * 0.72, 58, 0, 58);
    cairo_close_path(k->cr);
}

static void
ears(const struct pen *k)
{
    for (int side = -1; side <= 1; side += 2) {
        double x = MIDDLE + side * (k->p->face_w + 2);

        ellipse(k->cr, x, 126, 9, 13);
        paint(k->cr, k->p->skin_dark);
        ellipse(k->cr, x + side, 126, 4.5, 8);
        sdl_color(k->cr, 0x8a4f30, 0.25);
        cairo_fill(k->cr);
        if (k->p->ear_rings) {
            ellipse(k->cr, x, 142, 3, 3);
            paint(k->cr, 0xe8c15a);
        }
    }
}

static void
skin(const struct pen *k)
{
    cairo_t *cr = k->cr;
    const struct person *p = k->p;
    cairo_pattern_t *glow =
        cairo_pattern_create_radial(MIDDLE - 12, 104, 6, MIDDLE, 128, 74);
    uint32_t stops[3] = {p->skin_light, p->skin, p->skin_dark};
    double at[3] = {0, 0.62, 1};

    for (int i = 0; i < 3; i++)
        cairo_pattern_add_color_stop_rgb(
            glow, at[i], (double)(stops[i] >> 16 & 0xff) / 255,
            (double)(stops[i] >> 8 & 0xff) / 255, (double)(stops[i] & 0xff) / 255);
    head_shape(k);
    cairo_set_source(cr, glow);
    cairo_fill(cr);
    cairo_pattern_destroy(glow);
    for (int side = -1; side <= 1; side += 2) {
        double x = MIDDLE + side * 31;
        cairo_pattern_t *blush = cairo_pattern_create_radial(x, 148, 1, x, 148, 15);

        cairo_pattern_add_color_stop_rgba(blush, 0, 0.93, 0.42, 0.36,
                                          p->woman ? 0.30 : 0.16);
        cairo_pattern_add_color_stop_rgba(blush, 1, 0.93, 0.42, 0.36, 0);
        cairo_set_source(cr, blush);
        ellipse(cr, x, 148, 15, 15);
        cairo_fill(cr);
        cairo_pattern_destroy(blush);
    }
}

static void
age_lines(const struct pen *k)
{
    for (int side = -1; side <= 1; side += 2) {
        cairo_new_path(k->cr);
        move(k, side, 16, 143);
        curve(k, side, 22, 148, 26, 153, 26, 160);
        line(k->cr, 0x8a4f30, 0.35, 1.3);
        cairo_new_path(k->cr);
        move(k, side, 13, 133);
        curve(k, side, 18, 138, 28, 138, 33, 132);
        line(k->cr, 0x8a4f30, 0.25, 1.2);
    }
    if (k->p->woman)
        return;
    cairo_new_path(k->cr);
    move(k, -1, 22, 88);
    curve(k, 1, -8, 84, 8, 84, 22, 88);
    line(k->cr, 0x8a4f30, 0.22, 1.3);
}

static void
eye(const struct pen *k, double side)
{
    cairo_t *cr = k->cr;
    double x = MIDDLE + side * EYE_X, high = 7.6 * k->m.lids;
    double wide = k->p->woman ? 10.4 : 9.8;

    cairo_save(cr);
    ellipse(cr, x, EYE_Y, wide, high);
    cairo_clip_preserve(cr);
    paint(cr, 0xfdfcfb);
    ellipse(cr, x, EYE_Y + 0.4, 5.2, 5.4);
    paint(cr, 0x4a3226);
    ellipse(cr, x, EYE_Y + 0.4, 2.9, 3);
    paint(cr, 0x17100d);
    ellipse(cr, x + 1.8, EYE_Y - 1.9, 1.5, 1.5);
    paint(cr, 0xffffff);
    cairo_restore(cr);
    cairo_new_path(cr);
    cairo_move_to(cr, x - wide, EYE_Y + 0.5);
    cairo_curve_to(cr, x - wide * 0.55, EYE_Y - high * 1.32, x + wide * 0.55,
                   EYE_Y - high * 1.32, x + wide, EYE_Y + 0.5);
    line(cr, 0x33221b, 0.9, k->p->woman ? 2.4 : 1.7);
    if (!k->p->woman)
        return;
    cairo_new_path(cr);
    cairo_move_to(cr, x + side * wide, EYE_Y + 0.5);
    cairo_line_to(cr, x + side * (wide + 3.2), EYE_Y - 2.6);
    line(cr, 0x33221b, 0.9, 1.8);
}

static void
brow(const struct pen *k, double side)
{
    cairo_t *cr = k->cr;
    double lift = side < 0 ? k->m.left : k->m.right;
    double fall = k->m.angle * 11, y = (k->p->glasses > 0 ? 103 : 106) - lift;
    double inner = y + fall, outer = y + 1 - fall * 0.35;

    cairo_new_path(cr);
    move(k, side, EYE_X - 12.5, inner);
    curve(k, side, EYE_X - 4, y - 5.5 + fall * 0.3, EYE_X + 6, y - 5.5, EYE_X + 14,
          outer);
    line(cr, k->p->brow, 1, k->p->woman ? 3 : 4.4);
    /* Where brows are drawn together the skin folds. */
    if (k->m.angle > 0.25) {
        cairo_new_path(cr);
        move(k, side, 4.5, inner - 4);
        to(k, side, 4, inner + 3);
        line(cr, 0x8a4f30, fmin(0.45, k->m.angle), 1.4);
    }
}

static void
nose(const struct pen *k)
{
    cairo_t *cr = k->cr;

    cairo_new_path(cr);
    cairo_move_to(cr, MIDDLE + 1, 124);
    cairo_curve_to(cr, MIDDLE + 2, 132, MIDDLE + 8, 138, MIDDLE + 7, 143);
    cairo_curve_to(cr, MIDDLE + 6, 146.5, MIDDLE, 147, MIDDLE - 4, 145.5);
    line(cr, 0xa8643f, 0.75, 2);
}

static void
mouth_path(const struct pen *k, double bow, double open)
{
    double w = 17 * k->m.wide, ends = MOUTH_Y - bow * 4.5, middle = MOUTH_Y + bow * 4.5;

    cairo_new_path(k->cr);
    move(k, -1, w, ends);
    curve(k, 1, -w * 0.5, middle - open * 2, w * 0.5, middle - open * 2, w, ends);
    curve(k, 1, w * 0.6, middle + open * 15, -w * 0.6, middle + open * 15, -w, ends);
    cairo_close_path(k->cr);
}

static void
mouth(const struct pen *k)
{
    cairo_t *cr = k->cr;
    double bow = k->m.curve * 1.25, w = 17 * k->m.wide;
    double ends = MOUTH_Y - bow * 4.5, middle = MOUTH_Y + bow * 4.5;

    if (k->m.open > 0.02) {
        mouth_path(k, bow, k->m.open);
        cairo_save(cr);
        cairo_clip_preserve(cr);
        paint(cr, 0x6d2227);
        ellipse(cr, MIDDLE, middle + k->m.open * 12, w * 0.5, 5);
        paint(cr, 0xcf5f63);
        if (k->m.curve > 0.5) {
            cairo_rectangle(cr, MIDDLE - w, MOUTH_Y - 12, 2 * w, 12 + bow * 3.4);
            paint(cr, 0xffffff);
        }
        cairo_restore(cr);
        mouth_path(k, bow, k->m.open);
        line(cr, k->p->lips, 1, k->p->woman ? 2.6 : 1.8);
        return;
    }
    cairo_new_path(cr);
    move(k, -1, w, ends);
    curve(k, 1, -w * 0.45, middle, w * 0.45, middle, w, ends);
    line(cr, k->p->lips, 1, k->p->woman ? 4.4 : 3.4);
    if (!k->p->woman)
        return;
    cairo_new_path(cr);
    move(k, -1, w * 0.45, MOUTH_Y + 7 + bow * 2.5);
    curve(k, 1, -w * 0.2, MOUTH_Y + 9 + bow * 3, w * 0.2, MOUTH_Y + 9 + bow * 3,
          w * 0.45, MOUTH_Y + 7 + bow * 2.5);
    line(cr, 0x8a4f30, 0.25, 1.4);
}

static void
glasses(const struct pen *k)
{
    cairo_t *cr = k->cr;
    double r = k->p->glasses;

    for (int side = -1; side <= 1; side += 2) {
        double x = MIDDLE + side * (EYE_X + 1);

        ellipse(cr, x, EYE_Y + 1, r, r * 0.94);
        cairo_save(cr);
        sdl_color(cr, 0xffffff, 0.10);
        cairo_fill_preserve(cr);
        cairo_restore(cr);
        line(cr, 0x4d5464, 1, 2.4);
        cairo_new_path(cr);
        move(k, side, EYE_X + 1 + r, EYE_Y - 1);
        to(k, side, k->p->face_w + 1, EYE_Y - 4);
        line(cr, 0x4d5464, 1, 2.4);
    }
    double inner = EYE_X + 1 - r;
    cairo_new_path(cr);
    move(k, -1, inner, EYE_Y);
    curve(k, 1, -inner * 0.4, EYE_Y - 5, inner * 0.4, EYE_Y - 5, inner, EYE_Y);
    line(cr, 0x4d5464, 1, 2.4);
}

/* ---- hair in front ---- */

static void
hair_short(const struct pen *k)
{
    cairo_new_path(k->cr);
    move(k, -1, 56, 118);
    curve(k, -1, 64, 74, 44, 40, 2, 40);
    curve(k, 1, 44, 40, 64, 72, 56, 118);
    curve(k, 1, 54, 104, 50, 92, 42, 80);
    curve(k, 1, 26, 74, 12, 84, -16, 84);
    curve(k, 1, -32, 84, -44, 86, -48, 92);
    curve(k, 1, -53, 100, -54, 108, -56, 118);
    paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 34, 78);
}

static void
hair_receding(const struct pen *k)
{
    for (int side = -1; side <= 1; side += 2) {
        cairo_new_path(k->cr);
        move(k, side, 57, 124);
        curve(k, side, 66, 92, 60, 62, 34, 54);
        curve(k, side, 44, 66, 42, 78, 46, 88);
        curve(k, side, 52, 96, 54, 110, 57, 124);
        paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 50, 120);
    }
    cairo_new_path(k->cr);
    move(k, -1, 47, 74);
    curve(k, -1, 46, 50, 22, 44, 0, 45);
    curve(k, 1, 22, 44, 46, 50, 47, 74);
    curve(k, 1, 34, 60, 20, 64, 4, 64);
    curve(k, 1, -16, 64, -34, 60, -47, 74);
    paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 40, 76);
}

static void
hair_tousled(const struct pen *k)
{
    cairo_new_path(k->cr);
    move(k, -1, 54, 116);
    curve(k, -1, 63, 84, 60, 56, 40, 46);
    curve(k, -1, 30, 34, 12, 40, 4, 34);
    curve(k, 1, 6, 28, 28, 30, 34, 40);
    curve(k, 1, 54, 44, 64, 70, 54, 116);
    curve(k, 1, 52, 102, 50, 94, 45, 86);
    curve(k, 1, 40, 74, 30, 78, 24, 70);
    curve(k, 1, 20, 80, 8, 80, 0, 74);
    curve(k, 1, -10, 84, -24, 82, -32, 78);
    curve(k, 1, -40, 84, -46, 88, -48, 94);
    curve(k, 1, -52, 100, -53, 108, -54, 116);
    paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 28, 74);
}

static void
hair_bob(const struct pen *k)
{
    cairo_new_path(k->cr);
    move(k, -1, 58, 150);
    curve(k, -1, 66, 96, 62, 46, 0, 44);
    curve(k, 1, 62, 46, 66, 96, 58, 150);
    curve(k, 1, 54, 138, 51, 124, 47, 98);
    curve(k, 1, 30, 98, 2, 96, -14, 78);
    curve(k, 1, -22, 90, -34, 98, -46, 102);
    curve(k, 1, -50, 124, -54, 138, -58, 150);
    paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 40, 104);
}

static void
hair_bun(const struct pen *k)
{
    cairo_new_path(k->cr);
    move(k, -1, 54, 122);
    curve(k, -1, 62, 76, 46, 46, 0, 46);
    curve(k, 1, 46, 46, 62, 76, 54, 122);
    curve(k, 1, 51, 108, 48, 94, 38, 84);
    curve(k, 1, 24, 76, 10, 74, 0, 72);
    curve(k, 1, -10, 74, -24, 76, -38, 84);
    curve(k, 1, -48, 94, -51, 108, -54, 122);
    paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 40, 96);
}

static void
hair_waves(const struct pen *k)
{
    cairo_new_path(k->cr);
    move(k, -1, 56, 128);
    curve(k, -1, 70, 84, 50, 42, 2, 44);
    curve(k, 1, 50, 42, 70, 84, 56, 128);
    curve(k, 1, 56, 108, 50, 98, 44, 96);
    curve(k, 1, 38, 84, 26, 90, 18, 76);
    curve(k, 1, 8, 88, -14, 92, -24, 84);
    curve(k, 1, -34, 96, -46, 94, -48, 104);
    curve(k, 1, -54, 110, -54, 118, -56, 128);
    paint_down(k->cr, k->p->hair_light, k->p->hair_rgb, 38, 110);
}

static void
hair_front(const struct pen *k)
{
    static void (*const styles[])(const struct pen *) = {
        [HAIR_SHORT] = hair_short,     [HAIR_RECEDING] = hair_receding,
        [HAIR_TOUSLED] = hair_tousled, [HAIR_BOB] = hair_bob,
        [HAIR_BUN] = hair_bun,         [HAIR_WAVES] = hair_waves,
    };

    styles[k->p->hair](k);
}

static void
clothes(const struct pen *k)
{
    body(k);
    neck(k);
    switch (k->p->neck) {
    case NECK_TIE:
        shirt_and_tie(k);
        break;
    case NECK_OPEN:
        open_collar(k);
        break;
    case NECK_ROUND:
        round_neck(k);
        break;
    case NECK_BLOUSE:
        blouse(k);
        break;
    }
}

static void
head(const struct pen *k)
{
    if (k->p->hair != HAIR_BOB)
        ears(k);
    skin(k);
    if (k->p->lines)
        age_lines(k);
    nose(k);
    mouth(k);
    for (int side = -1; side <= 1; side += 2)
        eye(k, side);
    hair_front(k);
    for (int side = -1; side <= 1; side += 2)
        brow(k, side);
    if (k->p->glasses > 0)
        glasses(k);
}

void
sdl_portrait(cairo_t *cr, const struct gui_cmd *cmd)
{
    const struct person *p = &people[cmd->person % GUI_PERSONS];
    struct pen k = {cr, p,
                    blend(&moods[cmd->mood_from % GUI_MOODS],
                          &moods[cmd->mood % GUI_MOODS], cmd->mix)};
    double scale = fmax(cmd->rect.h / 270, cmd->rect.w / 300);

    k.m.lids *= 1 - 0.93 * cmd->blink;
    k.m.open += (1 - k.m.open) * 0.6 * cmd->talk;

    cairo_save(cr);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    sdl_round_rect(cr, cmd->rect, cmd->radius);
    cairo_clip_preserve(cr);
    paint_down(cr, p->back_top, p->back_bottom, cmd->rect.y, cmd->rect.y + cmd->rect.h);
    cairo_translate(cr, cmd->rect.x + cmd->rect.w / 2 - MIDDLE * scale,
                    cmd->rect.y + cmd->rect.h - 270 * scale);
    cairo_scale(cr, scale, scale);
    cairo_save(cr);
    cairo_translate(cr, MIDDLE, 190);
    cairo_rotate(cr, k.m.tilt);
    cairo_translate(cr, -MIDDLE, -190);
    hair_behind(&k);
    cairo_restore(cr);
    clothes(&k);
    cairo_translate(cr, MIDDLE, 190);
    cairo_rotate(cr, k.m.tilt);
    cairo_translate(cr, -MIDDLE, -190);
    head(&k);
    cairo_restore(cr);
    cairo_new_path(cr);
}
