/* golden.c: pictures of every screen against those that were looked at.
 * usage: golden [--write] REPOSITORY
 *
 * The window draws into memory (SDL's dummy driver) with the program of fake_app.h, so
 * that the same words stand there every time. The pictures lie in tests/ui/golden; what
 * differs is written beside this program with a picture of the difference. --write
 * takes the new ones over; look at them before they are committed. */
#include <cairo.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake_app.h"
#include "ui/window.h"

#define SKIPPED 77
#define FAR 12         /* of 255: 5 % of a channel */
#define MOST_FAR 20e-5 /* share of the pixels that may be that far off */

/* What a picture shows, and how it comes about. */
struct scene {
    const char *name;
    const char *scenario;        /* opened at once, by id */
    const char *const *lines[3]; /* of the attempts, the last one opened */
    bool home;                   /* they are only in the list */
    const char *keys[4];
};

static const char *const none[] = {NULL};
static const char *const well[] = {"ask_why", "back", "test_if", NULL};
static const char *const badly[] = {"discount", "ask_why", "boast", NULL};
static const char *const won[] = {"ask_why", "back", "test_if", "config",
                                  "fab",     "step", NULL};
static const char *const lost[] = {"discount", "ask_why", "boast", "spare",
                                   "check",    "wait",    NULL};

/* Those before SCENES are drawn twice, the others as `extra` says. */
enum scene_id {
    EMPTY,
    HOME,
    BRIEF,
    PLAY,
    WELL,
    BADLY,
    WON,
    LOST,
    HELP,
    SETTINGS,
    SCENES,
    PAST = SCENES,
    ALL
};

static const struct scene scenes[ALL] = {
    [EMPTY] = {.name = "home-empty", .keys = {"Tab"}},
    [HOME] = {.name = "home", .lines = {won, lost, well}, .home = true},
    [BRIEF] = {.name = "brief", .scenario = "price-objection"},
    [PLAY] = {.name = "play", .lines = {none}, .keys = {"Tab"}},
    [WELL] = {.name = "play-well", .lines = {well}},
    [BADLY] = {.name = "play-badly", .lines = {badly}},
    [WON] = {.name = "result-pass", .lines = {won}},
    [LOST] = {.name = "result-fail", .lines = {lost}},
    [HELP] = {.name = "help", .keys = {"F1"}},
    [SETTINGS] = {.name = "settings", .keys = {"C-,"}},
    [PAST] = {.name = "home-past",
              .lines = {won, lost, won},
              .home = true,
              .keys = {"End"}},
};

struct shot {
    enum scene_id scene;
    const char *end;          /* of its name */
    int width, height, scale; /* points; percent */
    enum sp_lang lang;
    bool dark;
};

static const struct shot extra[] = {
    {PAST, "small-en", 640, 400, 100, SP_EN, false},
    {HOME, "narrow-zh", 360, 640, 100, SP_ZH, false},
    {PLAY, "small-en", 640, 400, 100, SP_EN, false},
    {WELL, "wide-zh", 1180, 780, 100, SP_ZH, true},
    {LOST, "small-zh", 640, 400, 100, SP_ZH, false},
    {WON, "wide-en", 1180, 780, 100, SP_EN, false},
    {BADLY, "double-zh", 400, 420, 200, SP_ZH, false},
};

#define EXTRA (sizeof extra / sizeof *extra)
#define SHOTS (2 * (size_t)SCENES + EXTRA)

static struct shot
shot_of(size_t index)
{
    if (index >= 2 * (size_t)SCENES)
        return extra[index - 2 * (size_t)SCENES];
    bool dark = index % 2;
    return (struct shot){(enum scene_id)(index / 2),
                         dark ? "en-dark" : "zh-light",
                         900,
                         640,
                         100,
                         dark ? SP_EN : SP_ZH,
                         dark};
}

static void
path_of(char *path, size_t size, const char *folder, const struct shot *shot,
        const char *end)
{
    snprintf(path, size, "%s/%s-%s%s.png", folder, scenes[shot->scene].name, shot->end,
             end);
}

/* ---- drawing ---- */

static void
begin_calls(struct fake_app *app, const struct scene *scene)
{
    struct sp_app_begin begin = {.scenario = app->scenario[0]};

    for (size_t i = 0; i < 3 && scene->lines[i]; i++) {
        fake_begin(app, &begin);
        for (const char *const *line = scene->lines[i]; *line; line++)
            CHECK(fake_answer(app, *line, SP_ZH));
    }
}

static bool
draw(const char *root, const struct shot *shot, const char *path)
{
    const struct scene *scene = &scenes[shot->scene];
    struct fake_app program;

    fake_app_init(&program, root);
    begin_calls(&program, scene);
    struct sp_ui *ui = sp_ui_new(&(struct sp_ui_params){
        .ops = &fake_ops,
        .data = &program,
        .look = {.lang = shot->lang,
                 .dark = shot->dark,
                 .scale = shot->scale,
                 .still = true},
        .scenario = scene->scenario,
        .attempt = scene->lines[0] && !scene->home ? fake_attempt(&program) : NULL});
    struct gui_app app = {
        .data = ui, .frame = sp_ui_frame, .over = sp_ui_over, .look = sp_ui_look};
    struct sp_window_params params = {.title = "",
                                      .width = shot->width,
                                      .height = shot->height,
                                      .still = true,
                                      .keys = scene->keys,
                                      .screenshot = path};
    char detail[200] = "";
    bool ok = sp_window_run(&params, &app, detail, sizeof detail) == SP_WINDOW_CLOSED;
    if (!ok)
        fprintf(stderr, "%s: %s\n", path, detail);
    sp_ui_free(ui);
    fake_app_finish(&program);
    return ok;
}

/* ---- comparing ---- */

static bool
is_far(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 24; shift += 8) {
        int by = (int)(a >> shift & 0xff) - (int)(b >> shift & 0xff);

        if (by > FAR || by < -FAR)
            return true;
    }
    return false;
}

/* Counts what is far off, and paints it red over the paled picture. */
static size_t
compare(cairo_surface_t *got, cairo_surface_t *want, cairo_surface_t *diff)
{
    const unsigned char *from = cairo_image_surface_get_data(got);
    const unsigned char *other = cairo_image_surface_get_data(want);
    unsigned char *to = cairo_image_surface_get_data(diff);
    int stride = cairo_image_surface_get_stride(got);
    size_t count = 0;

    for (int y = 0; y < cairo_image_surface_get_height(got); y++) {
        for (int x = 0; x < cairo_image_surface_get_width(got); x++) {
            uint32_t a, b;

            memcpy(&a, from + y * stride + 4 * x, sizeof a);
            memcpy(&b, other + y * stride + 4 * x, sizeof b);
            bool off = is_far(a, b);
            count += off;
            a = off ? 0xff0000 : 0xc0c0c0 + (a >> 2 & 0x3f3f3f);
            memcpy(to + y * stride + 4 * x, &a, sizeof a);
        }
    }
    cairo_surface_mark_dirty(diff);
    return count;
}

static bool
same_kind(cairo_surface_t *a, cairo_surface_t *b)
{
    return cairo_surface_status(a) == CAIRO_STATUS_SUCCESS &&
           cairo_surface_status(b) == CAIRO_STATUS_SUCCESS &&
           cairo_image_surface_get_format(a) == cairo_image_surface_get_format(b) &&
           cairo_image_surface_get_width(a) == cairo_image_surface_get_width(b) &&
           cairo_image_surface_get_height(a) == cairo_image_surface_get_height(b);
}

/* Says what differs; the difference goes to `diff`. */
static bool
is_same(const char *got_path, const char *want_path, const char *diff)
{
    cairo_surface_t *got = cairo_image_surface_create_from_png(got_path);
    cairo_surface_t *want = cairo_image_surface_create_from_png(want_path);
    bool same = false;

    if (cairo_surface_status(want) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "%s: there is none yet; got %s\n", want_path, got_path);
    } else if (!same_kind(got, want)) {
        fprintf(stderr, "%s: another size; got %s\n", want_path, got_path);
    } else {
        int width = cairo_image_surface_get_width(got);
        int height = cairo_image_surface_get_height(got);
        cairo_surface_t *both =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
        size_t far = compare(got, want, both);

        same = (double)far <= (double)width * height * MOST_FAR;
        if (!same) {
            cairo_surface_write_to_png(both, diff);
            fprintf(stderr, "%s: %zu pixels differ\n  got  %s\n  diff %s\n", want_path,
                    far, got_path, diff);
        }
        cairo_surface_destroy(both);
    }
    cairo_surface_destroy(got);
    cairo_surface_destroy(want);
    return same;
}

/* ---- the folder ---- */

/* Of screens that are no longer drawn; returns how many stay. */
static int
clear_others(const char *folder, bool write)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    int others = 0;

    while (dir && (entry = readdir(dir))) {
        char path[2048], wanted[2048];
        bool known = entry->d_name[0] == '.';

        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        for (size_t i = 0; i < SHOTS && !known; i++) {
            struct shot shot = shot_of(i);

            path_of(wanted, sizeof wanted, folder, &shot, "");
            known = strcmp(path, wanted) == 0;
        }
        if (known)
            continue;
        fprintf(stderr, "%s: no longer drawn\n", path);
        if (!write || remove(path) != 0)
            others++;
    }
    if (dir)
        closedir(dir);
    return others;
}

/* Draws anew; what is as it was, within the tolerance, keeps its bytes. */
static void
try_shot(const char *root, const char *folder, const char *out, const struct shot *shot,
         bool write)
{
    char want[2048], got[2048], diff[2048];

    path_of(want, sizeof want, folder, shot, "");
    path_of(got, sizeof got, out, shot, "");
    path_of(diff, sizeof diff, out, shot, ".diff");
    remove(diff);
    if (!CHECK(draw(root, shot, got)))
        return;
    if (is_same(got, want, diff))
        CHECK(remove(got) == 0);
    else if (write)
        CHECK(draw(root, shot, want));
    else
        test_true(false, "looks as it did", __FILE__, __LINE__);
}

static bool
has_fonts(void)
{
    static const char *const files[] = {
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (access(files[i], R_OK) != 0)
            return false;
    }
    return true;
}

int
main(int argc, char **argv)
{
    bool write = argc > 1 && strcmp(argv[1], "--write") == 0;
    const char *root = argc > 1 + write ? argv[1 + write] : ".";
    const char *slash = strrchr(argv[0], '/');
    char folder[1024], out[1024];

    if (!has_fonts()) {
        fprintf(stderr, "other fonts than those of the pictures\n");
        return SKIPPED;
    }
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    unsetenv("GDK_SCALE");
    snprintf(folder, sizeof folder, "%s/tests/ui/golden", root);
    snprintf(out, sizeof out, "%.*s/golden-got", slash ? (int)(slash - argv[0]) : 1,
             slash ? argv[0] : ".");
    mkdir(folder, 0777);
    mkdir(out, 0777);
    for (size_t i = 0; i < SHOTS; i++) {
        struct shot shot = shot_of(i);

        try_shot(root, folder, out, &shot, write);
    }
    CHECK_INT(clear_others(folder, write), 0);
    return test_end();
}
