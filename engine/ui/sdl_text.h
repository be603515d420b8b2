/* sdl_text.h: text as 8-bit masks, from a chain of fonts. */
#pragma once

#include <cairo.h>

#include "ui/gui.h"

struct sdl_text; /* opaque */

/* `font` may name a font file to try first, or be NULL. NULL when no font that can
 * write Chinese was found. SDL_ttf must be initialised, and outlive it. */
struct sdl_text *sdl_text_new(const char *font);
void sdl_text_free(struct sdl_text *text);

/* As gui_measure.width; `data` is the sdl_text. */
double sdl_text_width(void *data, enum gui_face face, int size_px, const char *string,
                      size_t size);

struct sdl_mask {
    cairo_surface_t *surface; /* borrowed until the next call; NULL when all is blank */
    int width, height;
    int baseline; /* rows from the top */
};

struct sdl_mask sdl_text_mask(struct sdl_text *text, enum gui_face face, int size_px,
                              const char *string, size_t size);
