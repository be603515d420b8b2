/* theme.h: the colours of the program by role, and the contrast between them. */
#pragma once

#include <stdint.h>

enum gui_color {
    GUI_BACK,   /* behind the cards */
    GUI_CARD,   /* cards and bars */
    GUI_SUNK,   /* options, badges and chips on a card */
    GUI_INK,    /* text */
    GUI_MUTED,  /* second text; readable on back, card and sunk */
    GUI_HAIR,   /* hairlines: decoration only */
    GUI_EDGE,   /* borders that say "this is a control" */
    GUI_TRACK,  /* the empty part of a meter */
    GUI_ACCENT, /* filled controls, the trainee's bubbles */
    GUI_ON,     /* text on accent */
    GUI_LINK,   /* accent as text or line */
    GUI_TINT,   /* accent as a pale ground */
    GUI_BUBBLE, /* the customer's bubbles */
    GUI_GOOD,
    GUI_WARN,
    GUI_BAD,
    GUI_GOOD_TINT,
    GUI_WARN_TINT,
    GUI_BAD_TINT,
    GUI_FOCUS,
    GUI_SHADOW,
    GUI_COLORS
};

/* Colours are 0xRRGGBB. */
struct gui_theme {
    const char *id;
    uint32_t color[GUI_COLORS];
    double shadow; /* opacity of a card's shadow */
};

extern const struct gui_theme gui_theme_light, gui_theme_dark;

/* Contrast ratio by WCAG 2: 1 to 21. */
double gui_contrast(uint32_t a, uint32_t b);
