/* sdl_draw.h: carries out a list of commands. */
#pragma once

#include <cairo.h>

#include "sdl_text.h"
#include "ui/gui.h"

/* Strict C17 has no M_PI. */
#define PI 3.14159265358979323846

struct sdl_cache; /* opaque */

/* What painting needs; borrowed. */
struct sdl_painter {
    struct sdl_text *text;
    struct sdl_cache *cache;
};

/* Paints what the list shows of the rectangle, which lies on whole pixels. */
void sdl_draw(const struct sdl_painter *painter, cairo_t *cr,
              const struct gui_list *list, struct gui_rect in);
/* How dark a shadow is, from 1 to 0. */
double sdl_shadow_at(int ring, int rings);

/* sdl_cache.c */
struct sdl_cache *sdl_cache_new(void);
void sdl_cache_free(struct sdl_cache *cache);

enum sdl_corner_kind {
    SDL_CORNER_FILL,
    SDL_CORNER_EDGE,  /* `width` thick */
    SDL_CORNER_SHADOW /* `width` wide, round something of that radius */
};

/* Masks of the corners of a shape: left upper, right upper, left lower, right lower.
 * Beyond `size` pixels the shape is straight. */
struct sdl_corner {
    enum sdl_corner_kind kind;
    double radius, width;
    int size;
    cairo_surface_t *mask[4];
    uint64_t used;
};

/* Borrowed until the next call; NULL when there is no memory for it. */
const struct sdl_corner *sdl_cache_corner(struct sdl_cache *cache,
                                          enum sdl_corner_kind kind, double radius,
                                          double width);
/* The same face at 0, 0; NULL when it moves or is too large to be kept. */
cairo_surface_t *sdl_cache_portrait(struct sdl_cache *cache, const struct gui_cmd *cmd);

/* sdl_portrait.c */
void sdl_portrait(cairo_t *cr, const struct gui_cmd *cmd);
void sdl_round_rect(cairo_t *cr, struct gui_rect rect, double radius);
void sdl_color(cairo_t *cr, uint32_t rgb, double alpha);
