/* sdl_cache.c: what is painted again and again, kept as pictures: round corners and
 * faces that do not move.
 *
 * Curves are what costs. A card, its edge and its shadow are straight but for their
 * corners; those are drawn once as masks, in any colour, and the rest are boxes. */
#include "sdl_draw.h"

#include <math.h>
#include <string.h>

#include "core/mem.h"

#define CORNERS 24
#define FACES 16
#define FACE_PX (1u << 19) /* a larger picture is drawn each time */

struct face {
    struct gui_cmd cmd; /* at 0, 0 */
    cairo_surface_t *picture;
    uint64_t used;
};

struct sdl_cache {
    struct sdl_corner corner[CORNERS];
    struct face face[FACES];
    uint64_t now; /* counts what was asked for, so that the oldest can go */
};

struct sdl_cache *
sdl_cache_new(void)
{
    return sp_alloc(1, sizeof(struct sdl_cache));
}

static void
corner_finish(struct sdl_corner *corner)
{
    for (int i = 0; i < 4; i++) {
        if (corner->mask[i])
            cairo_surface_destroy(corner->mask[i]);
    }
    *corner = (struct sdl_corner){.size = 0};
}

void
sdl_cache_free(struct sdl_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < CORNERS; i++)
        corner_finish(&cache->corner[i]);
    for (size_t i = 0; i < FACES; i++) {
        if (cache->face[i].picture)
            cairo_surface_destroy(cache->face[i].picture);
    }
    sp_free(cache);
}

/* ---- corners ---- */

/* What the shape is, with its left upper corner at 0, 0 and far larger than its
 * corners. The rings of a shadow grow fainter outwards; see shadow() in sdl_draw.c. */
static void
draw_shape(cairo_t *cr, const struct sdl_corner *c, double side)
{
    double half = c->width / 2, rings = floor(c->width);

    cairo_set_source_rgba(cr, 0, 0, 0, 1);
    switch (c->kind) {
    case SDL_CORNER_FILL:
        sdl_round_rect(cr, (struct gui_rect){0, 0, side, side}, c->radius);
        cairo_fill(cr);
        break;
    case SDL_CORNER_EDGE:
        cairo_set_line_width(cr, c->width);
        sdl_round_rect(cr,
                       (struct gui_rect){half, half, side - c->width, side - c->width},
                       c->radius - half);
        cairo_stroke(cr);
        break;
    case SDL_CORNER_SHADOW:
        cairo_set_line_width(cr, 1);
        for (int i = -(int)floor(c->width / 4); i < (int)rings; i++) {
            double in = rings - (i + 1) + 0.5, left = sdl_shadow_at(i, (int)rings);

            cairo_set_source_rgba(cr, 0, 0, 0, left);
            sdl_round_rect(cr, (struct gui_rect){in, in, side - 2 * in, side - 2 * in},
                           c->radius + rings - in);
            cairo_stroke(cr);
        }
        break;
    }
}

/* The left upper corner, turned to the right and down. */
static void
mirror(cairo_surface_t *to, cairo_surface_t *from, int size, bool right, bool down)
{
    unsigned char *out = cairo_image_surface_get_data(to);
    const unsigned char *in = cairo_image_surface_get_data(from);
    int stride = cairo_image_surface_get_stride(from);

    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++)
            out[y * stride + x] =
                in[(down ? size - 1 - y : y) * stride + (right ? size - 1 - x : x)];
    }
    cairo_surface_mark_dirty(to);
}

static bool
make_corner(struct sdl_corner *c)
{
    double reach = c->kind == SDL_CORNER_SHADOW ? c->radius + floor(c->width)
                                                : fmax(c->radius, c->width);
    bool ok = true;

    c->size = (int)ceil(reach);
    for (int i = 0; i < 4; i++) {
        c->mask[i] = cairo_image_surface_create(CAIRO_FORMAT_A8, c->size, c->size);
        ok = ok && cairo_surface_status(c->mask[i]) == CAIRO_STATUS_SUCCESS;
    }
    if (!ok)
        return false;
    cairo_t *cr = cairo_create(c->mask[0]);
    draw_shape(cr, c, 2.0 * c->size + 2);
    ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(c->mask[0]);
    for (int i = 1; ok && i < 4; i++)
        mirror(c->mask[i], c->mask[0], c->size, i % 2, i / 2);
    return ok;
}

static bool
equal(double a, double b)
{
    return fabs(a - b) < 1e-6;
}

const struct sdl_corner *
sdl_cache_corner(struct sdl_cache *cache, enum sdl_corner_kind kind, double radius,
                 double width)
{
    struct sdl_corner *oldest = &cache->corner[0];

    cache->now++;
    for (size_t i = 0; i < CORNERS; i++) {
        struct sdl_corner *c = &cache->corner[i];

        if (c->size && c->kind == kind && equal(c->radius, radius) &&
            equal(c->width, width)) {
            c->used = cache->now;
            return c;
        }
        if (c->used < oldest->used)
            oldest = c;
    }
    corner_finish(oldest);
    oldest->kind = kind;
    oldest->radius = radius;
    oldest->width = width;
    oldest->used = cache->now;
    if (make_corner(oldest))
        return oldest;
    corner_finish(oldest);
    return NULL;
}

/* ---- faces ---- */

static struct face *
find_face(struct sdl_cache *cache, const struct gui_cmd *cmd)
{
    struct face *oldest = &cache->face[0];

    cache->now++;
    for (size_t i = 0; i < FACES; i++) {
        struct face *face = &cache->face[i];

        if (face->picture && memcmp(&face->cmd, cmd, sizeof *cmd) == 0) {
            face->used = cache->now;
            return face;
        }
        if (face->used < oldest->used)
            oldest = face;
    }
    if (oldest->picture)
        cairo_surface_destroy(oldest->picture);
    oldest->picture = NULL;
    oldest->used = cache->now;
    memcpy(&oldest->cmd, cmd, sizeof *cmd);
    return oldest;
}

cairo_surface_t *
sdl_cache_portrait(struct sdl_cache *cache, const struct gui_cmd *cmd)
{
    struct gui_cmd key;

    if ((cmd->mix > 0 && cmd->mix < 1) || cmd->rect.w * cmd->rect.h > FACE_PX)
        return NULL;
    memcpy(&key, cmd, sizeof key); /* padding too */
    key.rect.x = key.rect.y = 0;
    struct face *face = find_face(cache, &key);
    if (face->picture)
        return face->picture;
    face->picture = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, (int)ceil(key.rect.w), (int)ceil(key.rect.h));
    cairo_t *cr = cairo_create(face->picture);
    sdl_portrait(cr, &key);
    bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    if (ok)
        return face->picture;
    cairo_surface_destroy(face->picture);
    face->picture = NULL;
    return NULL;
}
