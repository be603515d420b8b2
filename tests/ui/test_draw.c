/* test_draw.c: real screens painted with cairo: painting the damage over what stood
 * there gives what painting everything gives. */
#include "sdl_draw.h"

#include <SDL_ttf.h>

#include "fake_app.h"

#define WIDTH 1000
#define HEIGHT 700

struct stage {
    struct fake_app app;
    struct sp_ui *ui;
    struct gui *g;
    struct sdl_text *text;
    struct sdl_cache *cache;
    cairo_surface_t *kept; /* only ever painted where damaged */
    double area;           /* damaged since the start, in windows */
    unsigned pictures, worst;
};

static void
paint(struct stage *s, cairo_surface_t *to, const struct gui_rect *rects, size_t count)
{
    struct gui_list list = gui_commands(s->g);
    struct sdl_painter painter = {s->text, s->cache};
    cairo_t *cr = cairo_create(to);

    for (size_t i = 0; i < count; i++)
        sdl_draw(&painter, cr, &list, rects[i]);
    cairo_destroy(cr);
    cairo_surface_flush(to);
}

/* The greatest difference of a channel. Edges of curves are rounded to the clip they
 * are painted in, which may cost a shade that nobody sees. */
static unsigned
difference(cairo_surface_t *a, cairo_surface_t *b)
{
    const unsigned char *x = cairo_image_surface_get_data(a);
    const unsigned char *y = cairo_image_surface_get_data(b);
    size_t size = (size_t)cairo_image_surface_get_stride(a) * HEIGHT;
    unsigned worst = 0;

    for (size_t i = 0; i < size; i++) {
        unsigned by = (unsigned)abs(x[i] - y[i]);

        if (i % 4 < 3 && by > worst)
            worst = by;
    }
    return worst;
}

static void
compare(struct stage *s, const char *after)
{
    const struct gui_rect all = {0, 0, WIDTH, HEIGHT};
    cairo_surface_t *whole =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    struct gui_rect rects[8];
    size_t count = gui_damage(s->g, rects, 8);

    paint(s, s->kept, rects, count);
    paint(s, whole, &all, 1);
    for (size_t i = 0; i < count; i++)
        s->area += rects[i].w * rects[i].h / (WIDTH * HEIGHT);
    unsigned worst = difference(s->kept, whole);
    if (worst > 3)
        fprintf(stderr, "after \"%s\" a channel is %u off\n", after, worst);
    s->worst = worst > s->worst ? worst : s->worst;
    s->pictures++;
    CHECK((count > 0) == gui_changed(s->g));
    gui_drawn(s->g);
    cairo_surface_destroy(whole);
}

static void
frame(struct stage *s)
{
    gui_begin(s->g);
    sp_ui_frame(s->ui, s->g);
    gui_end(s->g);
}

/* Each key is a picture, each millisecond number a later one. */
static void
act(struct stage *s, const char *const *acts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        CHECK(gui_input_name(s->g, acts[i]));
        for (int step = 0; step < 3; step++) {
            gui_input_time(s->g, gui_now_ms(s->g) + 70);
            frame(s);
            if (step == 0 || s->pictures % 3)
                compare(s, acts[i]);
        }
    }
}

/* From the first screen through a call to its result. */
static void
play(struct stage *s)
{
    static const char *const start[] = {"Tab", "Tab", "Enter", "PgDn", "PgDn", "Enter"};
    static const char *const talk[] = {"1",    "Tab",  "Up",  "C-z", "2",   "PgUp",
                                       "PgDn", "C-l",  "C-t", "F1",  "Tab", "Esc",
                                       "3",    "Down", "1",   "1",   "2",   "1"};
    static const char *const more[] = {"1", "2", "1", "3"};
    static const char *const result[] = {"PgDn", "Tab", "Tab", "C-l", "PgUp", "Enter"};

    act(s, start, sizeof start / sizeof *start);
    for (int i = 0; i < 6 && strcmp(sp_ui_screen(s->ui), "play") != 0; i++)
        act(s, (const char *const[]){"Tab", "Enter"}, 2);
    act(s, talk, sizeof talk / sizeof *talk);
    for (int i = 0; i < 12 && strcmp(sp_ui_screen(s->ui), "play") == 0; i++)
        act(s, more, sizeof more / sizeof *more);
    act(s, result, sizeof result / sizeof *result);
}

/* A word of the other script has the same space on both sides, the wider one. */
static void
test_spaces(struct sdl_text *text)
{
    static const char *const pairs[][2] = {{"I 卡", "卡 I"}, {"H 装", "装 H"}};

    for (int face = 0; face < 2; face++) {
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            double width[2];

            for (int k = 0; k < 2; k++)
                width[k] = sdl_text_width(text, (enum gui_face)face, 30, pairs[i][k],
                                          strlen(pairs[i][k]));
            if (!CHECK(fabs(width[0] - width[1]) < 1.5))
                fprintf(stderr, "\"%s\" %g, \"%s\" %g\n", pairs[i][0], width[0],
                        pairs[i][1], width[1]);
        }
    }
}

int
main(int argc, char **argv)
{
    struct stage s = {.worst = 0};

    (void)argc;
    if (!CHECK(TTF_Init() == 0) || !CHECK((s.text = sdl_text_new(NULL)) != NULL))
        return test_end();
    fake_app_init(&s.app, argv[1]);
    struct sp_ui_params params = {
        .ops = &fake_ops, .data = &s.app, .scenario = s.app.scenario[0]->id};
    s.ui = sp_ui_new(&params);
    s.g = gui_new(&(struct gui_measure){s.text, sdl_text_width});
    s.cache = sdl_cache_new();
    gui_set_size(s.g, WIDTH, HEIGHT);
    s.kept = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    test_spaces(s.text);
    play(&s);
    CHECK(s.worst <= 3);
    CHECK(s.pictures > 60);
    CHECK(s.area / s.pictures < 0.6); /* or the damage is always everything */
    printf("pictures %u, damaged on average %.2f, off by at most %u\n", s.pictures,
           s.area / s.pictures, s.worst);
    cairo_surface_destroy(s.kept);
    gui_free(s.g);
    sp_ui_free(s.ui);
    fake_app_finish(&s.app);
    sdl_cache_free(s.cache);
    sdl_text_free(s.text);
    TTF_Quit();
    return test_end();
}
