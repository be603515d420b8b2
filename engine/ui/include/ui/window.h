/* window.h: the program's window. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "ui/gui.h"

/* What whoever measures wants done next. */
enum sp_window_order {
    SP_WINDOW_PRESS, /* *key, as SDL names it, perhaps after "C-": through the queue */
    SP_WINDOW_PAINT, /* a frame, and all of its picture */
    SP_WINDOW_BLANK, /* one colour: the least that a picture costs */
    SP_WINDOW_STAY,  /* as usual from here on */
    SP_WINDOW_CLOSE
};

struct sp_window_probe {
    void *data;
    void (*shown)(void *data); /* a picture of the screens has gone to the display */
    /* Asked after the first picture, and whenever an order is done. */
    enum sp_window_order (*next)(void *data, const char **key);
};

struct sp_window_params {
    const char *title;
    int width, height;             /* points; 0 for the usual size */
    double scale;                  /* 0 for what the desktop says */
    const char *font;              /* a file to try first, or NULL */
    const struct gui_theme *theme; /* NULL for light */
    bool full_screen, still;
    /* Presses these keys ("Tab", "C-z", "3"), ended by NULL; may be NULL. */
    const char *const *keys;
    const struct sp_window_probe *probe; /* or NULL */
    const char *screenshot; /* after the keys write this PNG and end; may be NULL */
};

enum sp_window_result {
    SP_WINDOW_CLOSED,
    SP_WINDOW_NO_DISPLAY, /* detail: SDL's reason */
    SP_WINDOW_NO_FONT,    /* detail: the package that would help */
    SP_WINDOW_NO_FILE     /* detail: why the picture could not be written */
};

/* Runs until the window is closed. `detail` is filled unless it went well. */
enum sp_window_result sp_window_run(const struct sp_window_params *params,
                                    const struct gui_app *app, char *detail,
                                    size_t detail_size);
