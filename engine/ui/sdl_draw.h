/* sdl_draw.h: carries out a list of commands. */
#pragma once

#include <cairo.h>

#include "sdl_text.h"
#include "ui/gui.h"

/* Strict C17 has no M_PI. */
#define PI 3.14159265358979323846

/* Paints what the list shows of the rectangle, which lies on whole pixels. */
void sdl_draw(cairo_t *cr, const struct gui_list *list, struct gui_rect in,
              struct sdl_text *text);

/* sdl_portrait.c */
void sdl_portrait(cairo_t *cr, const struct gui_cmd *cmd);
void sdl_round_rect(cairo_t *cr, struct gui_rect rect, double radius);
void sdl_color(cairo_t *cr, uint32_t rgb, double alpha);
