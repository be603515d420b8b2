/* gui_theme.c: the two themes. */
#include "ui/theme.h"

#include <math.h>

const struct gui_theme gui_theme_light = {
    .id = "light",
    .shadow = 0.05,
    .color =
        {
            [GUI_BACK] = 0xf3f4f7,      [GUI_CARD] = 0xffffff,
            [GUI_SUNK] = 0xf5f6f8,      [GUI_INK] = 0x171c26,
            [GUI_MUTED] = 0x5a6373,     [GUI_HAIR] = 0xe1e4ea,
            [GUI_EDGE] = 0x868e9c,      [GUI_TRACK] = 0xe1e4ea,
            [GUI_ACCENT] = 0x2354c7,    [GUI_ON] = 0xffffff,
            [GUI_LINK] = 0x2354c7,      [GUI_TINT] = 0xe8effc,
            [GUI_BUBBLE] = 0xeceff3,    [GUI_GOOD] = 0x10713a,
            [GUI_WARN] = 0x8a5200,      [GUI_BAD] = 0xb3261e,
            [GUI_GOOD_TINT] = 0xe4f4ea, [GUI_WARN_TINT] = 0xfcf1de,
            [GUI_BAD_TINT] = 0xfce9e7,  [GUI_FOCUS] = 0x2354c7,
            [GUI_SHADOW] = 0x101828,
        },
};

const struct gui_theme gui_theme_dark = {
    .id = "dark",
    .shadow = 0.22,
    .color =
        {
            [GUI_BACK] = 0x12161c,      [GUI_CARD] = 0x1b212a,
            [GUI_SUNK] = 0x141920,      [GUI_INK] = 0xe8ebf0,
            [GUI_MUTED] = 0xa3acba,     [GUI_HAIR] = 0x2c343f,
            [GUI_EDGE] = 0x6f7a8a,      [GUI_TRACK] = 0x313a47,
            [GUI_ACCENT] = 0x3a6be0,    [GUI_ON] = 0xffffff,
            [GUI_LINK] = 0x84a9ff,      [GUI_TINT] = 0x1d2b4b,
            [GUI_BUBBLE] = 0x29323d,    [GUI_GOOD] = 0x55c878,
            [GUI_WARN] = 0xe8aa3a,      [GUI_BAD] = 0xff8a80,
            [GUI_GOOD_TINT] = 0x17301f, [GUI_WARN_TINT] = 0x352a14,
            [GUI_BAD_TINT] = 0x3b1f1e,  [GUI_FOCUS] = 0x84a9ff,
            [GUI_SHADOW] = 0x000000,
        },
};

static double
channel(uint32_t value)
{
    double c = (double)(value & 0xff) / 255.0;

    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(uint32_t rgb)
{
    return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) +
           0.0722 * channel(rgb);
}

double
gui_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);

    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}
