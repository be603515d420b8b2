/* fit.c: walks through the screens at many sizes and looks at every widget and text.
 *
 * All pairs of size and scale are tried in both languages with texts as shipped and
 * with long ones; theme, scenario, setting and the calls change from one walk to the
 * next. */
#include "fit.h"

#include <dirent.h>

#include <cjson/cJSON.h>

#include "fake_app.h"
#include "fake_exam.h"

#include "fake_desk.h"

#define SPOTS 256
#define TIMES 3 /* as long as it is shipped */
#define TEXT_MOST 600

struct walk {
    struct fake_app *app;
    struct sp_app_ops ops;
    struct gui *g;
    struct sp_ui *ui;
    char what[160]; /* printed with a finding */
    unsigned chance;
};

/* ---- scenarios with long texts ---- */

static void
lengthen(cJSON *text, enum sp_lang lang)
{
    const char *between = lang == SP_ZH ? "；" : "; ";
    size_t each = sp_utf8_count(text->valuestring) + 2;
    struct sp_str out = {0};

    sp_str_add(&out, text->valuestring);
    for (size_t i = 1; i < TIMES && each * (i + 1) <= TEXT_MOST; i++) {
        sp_str_add(&out, between);
        sp_str_add(&out, text->valuestring);
    }
    cJSON_SetValuestring(text, sp_str_text(&out));
    sp_str_finish(&out);
}

/* Texts are objects whose members are called as languages are. */
static void
lengthen_all(cJSON *json)
{
    cJSON *item, *one;
    enum sp_lang lang;

    cJSON_ArrayForEach(item, json)
    {
        bool is_text = item->string && sp_lang_find(item->string, &lang);

        if (is_text && cJSON_IsString(item)) {
            lengthen(item, lang);
        } else if (is_text && cJSON_IsArray(item)) {
            cJSON_ArrayForEach(one, item)
            {
                if (cJSON_IsString(one))
                    lengthen(one, lang);
            }
        } else {
            lengthen_all(item);
        }
    }
}

static char *
lengthened(char *text, size_t *size)
{
    cJSON *json = cJSON_Parse(text);

    lengthen_all(json);
    char *printed = cJSON_PrintUnformatted(json);
    char *copy = sp_strdup(printed);
    *size = strlen(copy);
    cJSON_free(printed);
    cJSON_Delete(json);
    sp_free(text);
    return copy;
}

static bool
is_known(const struct fake_app *app, const char *id)
{
    for (size_t i = 0; i < app->scenarios; i++) {
        if (strcmp(app->scenario[i]->id, id) == 0)
            return true;
    }
    return false;
}

/* Of two with the same id the first counts. */
static void
add_scenario(struct fake_app *app, const char *root, const char *name, bool is_long)
{
    struct sp_diags diags = {0};
    size_t size = 0, at = app->scenarios;
    char *text = fake_read(root, name, &size);

    if (!CHECK(text != NULL && at < FAKE_MOST)) {
        sp_free(text);
        return;
    }
    if (is_long)
        text = lengthened(text, &size);
    struct sp_scenario *one =
        sp_scenario_read(text, size, app->rubric, app->styles, &diags);
    app->text[2 + at] = text;
    app->scenario[at] = one;
    if (CHECK(one != NULL) && !is_known(app, one->id)) {
        app->all = ++app->scenarios;
    } else {
        sp_scenario_free(one);
        sp_free(text);
        app->text[2 + at] = NULL;
    }
    for (size_t i = 0; i < diags.count && !one; i++)
        fprintf(stderr, "%s: %s at %s\n", name, diags.items[i].code,
                diags.items[i].pointer);
    sp_diags_finish(&diags);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Whatever scenario a folder holds, in the order of names. */
static void
add_folder(struct fake_app *app, const char *root, const char *folder, bool is_long)
{
    char path[1024], names[FAKE_MOST][256];
    size_t count = 0;

    snprintf(path, sizeof path, "%s/%s", root, folder);
    DIR *dir = opendir(path);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir)) && count < FAKE_MOST) {
        const char *end = strrchr(entry->d_name, '.');

        if (end && strcmp(end, ".json") == 0 &&
            strlen(entry->d_name) < sizeof names[0] &&
            strcmp(entry->d_name, "rubric.json") != 0 &&
            strcmp(entry->d_name, "styles.json") != 0)
            memcpy(names[count++], entry->d_name, strlen(entry->d_name) + 1);
    }
    if (dir)
        closedir(dir);
    qsort(names, count, sizeof names[0], by_name);
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%.200s/%.255s", folder, names[i]);
        add_scenario(app, root, path, is_long);
    }
}

static void
app_init(struct fake_app *app, const char *root, bool is_long)
{
    *app = (struct fake_app){0};
    fake_load_rules(app, root);
    add_folder(app, root, "scenarios", is_long);
    add_folder(app, root, "tests/ui/data", is_long);
    CHECK(app->scenarios > 3);
}

/* ---- what is looked at ---- */

static void
finding(const struct walk *w, const struct gui_widget *spot, const char *what)
{
    test_true(false, "fits", __FILE__, __LINE__);
    fprintf(stderr, "  %s: %s %s: (%g %g %g %g), seen (%g %g %g %g)\n", w->what,
            spot->name, what, spot->rect.x, spot->rect.y, spot->rect.w, spot->rect.h,
            spot->seen.x, spot->seen.y, spot->seen.w, spot->seen.h);
}

static bool
meet(struct gui_rect a, struct gui_rect b)
{
    double width = fmin(a.x + a.w, b.x + b.w) - fmax(a.x, b.x);
    double height = fmin(a.y + a.h, b.y + b.h) - fmax(a.y, b.y);

    return width > 1.5 && height > 1.5;
}

/* Sideways it is all there; so it is upright, unless one can scroll to the rest. */
static void
check_spot(const struct walk *w, const struct gui_widget *spot)
{
    struct gui_rect r = spot->rect, c = spot->clip;

    if (r.x < c.x - 1 || r.x + r.w > c.x + c.w + 1 || r.w < 1 || r.h < 1)
        finding(w, spot, "is cut off at a side");
    else if (!spot->scrolls && (r.y < c.y - 1 || r.y + r.h > c.y + c.h + 1))
        finding(w, spot, "leaves the window");
}

static size_t
check_spots(const struct walk *w)
{
    struct gui_widget spots[SPOTS];
    size_t count = 0;

    for (size_t i = 0; i < gui_widget_count(w->g) && count < SPOTS; i++) {
        struct gui_widget spot = gui_widget(w->g, i);

        if (!spot.stops)
            continue;
        check_spot(w, &spot);
        for (size_t k = 0; k < count; k++) {
            if (spots[k].id == spot.id)
                finding(w, &spot, "is there twice");
            else if (meet(spots[k].seen, spot.seen))
                finding(w, &spot, spots[k].name);
        }
        spots[count++] = spot;
    }
    return count;
}

static void
frame(struct walk *w)
{
    for (int i = 0; i < 6 && (i < 2 || gui_wake_ms(w->g) == 0); i++) {
        gui_begin(w->g);
        sp_ui_frame(w->ui, w->g);
        gui_end(w->g);
    }
}

/* What is taller than its area begins a little below the upper edge. */
static bool
in_sight(const struct gui_widget *spot)
{
    double height = fmin(spot->rect.h, spot->clip.h - 32);

    return spot->seen.w >= spot->rect.w - 1 && spot->seen.h >= height - 1;
}

/* Tab comes to everything and brings it into sight. */
static void
check_tabs(struct walk *w, size_t stops)
{
    uint64_t seen[SPOTS];
    size_t count = 0;

    for (size_t i = 0; i < stops + 1; i++) {
        gui_input_key(w->g, GUI_TAB, 0);
        frame(w);
        uint64_t focus = gui_focused(w->g);
        size_t k = 0;
        while (k < count && seen[k] != focus)
            k++;
        if (k < count)
            continue;
        seen[count++] = focus;
        for (size_t n = 0; n < gui_widget_count(w->g); n++) {
            struct gui_widget spot = gui_widget(w->g, n);

            if (spot.id == focus && !in_sight(&spot))
                finding(w, &spot, "has the focus out of sight");
        }
        if (i % 3 == 2)
            fake_check_list(w->g, w->what);
    }
    if (!CHECK_INT((long long)count, (long long)stops))
        fprintf(stderr, "  %s: Tab does not come to everything\n", w->what);
}

static void
check(struct walk *w)
{
    fake_check_list(w->g, w->what);
    check_spots(w);
}

static void
check_all(struct walk *w)
{
    fake_check_list(w->g, w->what);
    check_tabs(w, check_spots(w));
}

/* ---- calls ---- */

static unsigned
chance(struct walk *w, unsigned below)
{
    w->chance = w->chance * 1103515245u + 12345u;
    return (w->chance >> 16) % below;
}

/* A call of at most `most` lines; the last ones said at random. */
static void
play(struct walk *w, const struct sp_scenario *scenario, enum sp_setting setting,
     unsigned most)
{
    struct sp_app_begin begin = {.scenario = scenario, .setting = setting};
    const struct sp_session *session = fake_begin(w->app, &begin);
    const struct sp_view *view = session ? sp_session_view(session) : NULL;

    for (unsigned i = 0; view && i < most && !view->ending; i++) {
        fake_answer(w->app, view->open[chance(w, view->open_count)]->id, SP_ZH);
        view = sp_session_view(session);
    }
}

/* ---- the walk ---- */

struct plan {
    const char *root;  /* of the repository */
    int width, height; /* pixels */
    double scale;
    struct sp_app_look look;
    const struct sp_scenario *scenario;
    bool is_long;
};

static void
begin(struct walk *w, const struct plan *plan, const struct gui_measure *measure,
      const char *scenario, const char *attempt)
{
    w->g = gui_new(measure);
    gui_keep_names(w->g);
    gui_set_still(w->g, true);
    gui_set_size(w->g, plan->width, plan->height);
    gui_set_scale(w->g, plan->scale);
    w->ui = sp_ui_new(&(struct sp_ui_params){.ops = &w->ops,
                                             .data = w->app,
                                             .look = plan->look,
                                             .scenario = scenario,
                                             .attempt = attempt});
    frame(w);
    snprintf(w->what, sizeof w->what, "%s %dx%d scale %g %s%s %s", sp_ui_screen(w->ui),
             plan->width, plan->height, plan->scale, sp_lang_tag(plan->look.lang),
             plan->is_long ? " long" : "", plan->scenario->id);
}

static void
end(struct walk *w)
{
    sp_ui_free(w->ui);
    gui_free(w->g);
}

static void
press(struct walk *w, const char *key)
{
    CHECK(gui_input_name(w->g, key));
    frame(w);
}

/* To the bottom, page by page. */
static void
scroll(struct walk *w)
{
    gui_focus(w->g, 0);
    for (int i = 0; i < 5; i++) {
        press(w, "PgDn");
        check(w);
    }
}

static void
walk_home(struct walk *w, const struct plan *plan, const struct gui_measure *measure)
{
    begin(w, plan, measure, NULL, NULL);
    CHECK_STR(sp_ui_screen(w->ui), "home");
    check_all(w);
    press(w, "F1");
    check_all(w);
    press(w, "C-,");
    check_all(w);
    press(w, "Esc");
    gui_focus(w->g, gui_id(w->g, "search"));
    frame(w);
    gui_input_text(w->g, "there is no such customer");
    frame(w);
    check(w);
    end(w);
}

static void
walk_brief(struct walk *w, const struct plan *plan, const struct gui_measure *measure)
{
    begin(w, plan, measure, plan->scenario->id, NULL);
    CHECK_STR(sp_ui_screen(w->ui), "brief");
    check_all(w);
    scroll(w);
    end(w);
}

/* The last attempt, from where it stands to a few lines later. */
static void
walk_play(struct walk *w, const struct plan *plan, const struct gui_measure *measure)
{
    begin(w, plan, measure, NULL, fake_attempt(w->app));
    check_all(w);
    for (int i = 0; i < 3 && strcmp(sp_ui_screen(w->ui), "play") == 0; i++) {
        const struct sp_session *session = w->app->session[w->app->current];
        unsigned open = sp_session_view(session)->open_count;
        char key[2] = {(char)('1' + chance(w, open < 9 ? open : 9)), 0};

        gui_focus(w->g, 0);
        press(w, key);
        check(w);
    }
    press(w, "C-z");
    check(w);
    for (int i = 0; i < 3; i++) {
        press(w, "h");
        check(w);
    }
    press(w, "b");
    check_all(w);
    end(w);
}

static void
walk_result(struct walk *w, const struct plan *plan, const struct gui_measure *measure)
{
    begin(w, plan, measure, NULL, fake_attempt(w->app));
    CHECK_STR(sp_ui_screen(w->ui), "result");
    check_all(w);
    scroll(w);
    end(w);
}

/* From the code to the verdict, looked at on every page. */
static void
walk_exam(struct walk *w, const struct plan *plan, const struct gui_measure *measure)
{
    sat.needs_name = true;
    sat.gone_ms = 29 * 60000;
    sat.warning = 1;
    begin(w, plan, measure, NULL, NULL);
    press(w, "e");
    gui_input_text(w->g, "abcd");
    frame(w);
    press(w, "Enter");
    check_all(w); /* who it is */
    sat.needs_name = false;
    gui_focus(w->g, gui_id(w->g, "exam-code"));
    frame(w);
    press(w, "Enter");
    check_all(w); /* the notice */
    scroll(w);
    gui_focus(w->g, gui_id(w->g, "exam-rubric"));
    frame(w);
    press(w, "Enter");
    check(w);
    press(w, "Esc");
    gui_focus(w->g, gui_id(w->g, "exam-go"));
    frame(w);
    press(w, "Enter");
    check_all(w); /* the warm-up */
    gui_focus(w->g, gui_id(w->g, "exam-skip"));
    frame(w);
    press(w, "Enter");
    sat.now.resumed = true;
    check_all(w);
    gui_focus(w->g, 0);
    press(w, "Enter");
    CHECK_STR(sp_ui_screen(w->ui), "play");
    check_all(w); /* with a minute left, and a word about it */
    press(w, "Esc");
    check_all(w); /* is it left? */
    press(w, "Esc");
    fake_exam_close(w->app, "one");
    sat.now.appealed = chance(w, 2);
    sat.now.decided = chance(w, 2);
    sat.now.decided_by = "\xe8\xb5\xb5\xe4\xb8\xbb\xe7\xae\xa1";
    sat.now.reason = "The second call shows it: the reason was asked for.";
    press(w, "1");
    CHECK_STR(sp_ui_screen(w->ui), "exam");
    check_all(w);
    scroll(w);
    end(w);
}

static void
enter_at(struct walk *w, uint64_t id)
{
    gui_focus(w->g, id);
    frame(w);
    press(w, "Enter");
}

/* From the lock to a decision, looked at on every page. */
static void
walk_desk(struct walk *w, const struct plan *plan, const struct gui_measure *measure)
{
    fake_desk_init(&w->ops, plan->is_long);
    sat.gone_ms = sat.warning = 0;
    sat.now.left_ms = 29 * 60000;
    desk.state = SP_DESK_NO_KEY;
    begin(w, plan, measure, NULL, NULL);
    press(w, "m");
    CHECK_STR(sp_ui_screen(w->ui), "desk");
    check_all(w); /* the first passphrase */
    gui_focus(w->g, 0);
    press(w, "Esc");
    press(w, "m");
    gui_input_text(w->g, "open sesame");
    frame(w);
    press(w, "Enter");
    check_all(w); /* people and exams */
    scroll(w);
    enter_at(w, gui_id(w->g, "desk-new"));
    check_all(w);
    scroll(w);
    gui_focus(w->g, 0);
    press(w, "Esc");
    gui_push_id(w->g, gui_id(w->g, "exam-0"));
    uint64_t exam = gui_id(w->g, "exam");
    gui_pop_id(w->g);
    enter_at(w, exam);
    check_all(w); /* the board */
    scroll(w);
    gui_push_id(w->g, gui_id(w->g, "1001"));
    uint64_t person = gui_id(w->g, "person");
    gui_pop_id(w->g);
    enter_at(w, person);
    check_all(w);
    scroll(w);
    enter_at(w, gui_id(w->g, "desk-report"));
    check_all(w); /* with what the command said */
    enter_at(w, gui_id(w->g, "desk-decide"));
    check_all(w);
    gui_focus(w->g, 0);
    press(w, "Esc");
    gui_focus(w->g, 0);
    press(w, "Esc");
    gui_push_id(w->g, gui_id(w->g, "1003"));
    person = gui_id(w->g, "person");
    gui_pop_id(w->g);
    enter_at(w, person);
    enter_at(w, gui_id(w->g, "desk-observe"));
    check_all(w);
    gui_focus(w->g, gui_id(w->g, "desk-by"));
    frame(w);
    gui_input_text(w->g, "Zhao");
    frame(w);
    press(w, "Enter");
    CHECK_STR(sp_ui_screen(w->ui), "exam");
    enter_at(w, gui_id(w->g, "exam-go"));
    CHECK_STR(sp_ui_screen(w->ui), "play");
    check_all(w);
    gui_focus(w->g, 0);
    press(w, "m");
    check_all(w);
    end(w);
}

static void
forget_calls(struct fake_app *app)
{
    while (app->sessions)
        sp_session_free(app->session[--app->sessions]);
    app->current = 0;
}

/* One's own that goes on, and one that is closed. */
static void
list_sittings(const struct plan *plan)
{
    for (unsigned i = 0; i < 2; i++) {
        struct sp_app_sitting *s = &sat.listed[i];

        snprintf(s->id, sizeof s->id, "sitting-%u", i);
        for (unsigned k = 0; k < SP_LANGS; k++)
            snprintf(s->title[k], sizeof s->title[k], "%s%s",
                     sp_text_in(&sat.exam->title, (enum sp_lang)k),
                     plan->is_long ? " 2026/2027, second quarter, all of the teams"
                                   : "");
        snprintf(s->when, sizeof s->when, "2026-11-25 09:00");
        s->own = true;
        s->running = i == 0;
        s->left_ms = 90000;
        s->verdict = SP_VERDICT_HELD;
    }
    sat.listed_count = 2;
}

static void
walk_all(struct fake_app *app, const struct plan *plan,
         const struct gui_measure *measure, unsigned seed)
{
    struct walk w = {.app = app, .chance = seed};
    enum sp_setting setting = seed % 3 ? SP_PRACTICE : SP_REHEARSAL;

    fake_exam_init(plan->root, app->rubric, &w.ops);
    walk_exam(&w, plan, measure);
    forget_calls(app);
    walk_desk(&w, plan, measure);
    list_sittings(plan);
    walk_home(&w, plan, measure);
    walk_brief(&w, plan, measure);
    play(&w, plan->scenario, setting, chance(&w, 4));
    walk_play(&w, plan, measure);
    play(&w, plan->scenario, setting, 1000);
    walk_result(&w, plan, measure);
    for (size_t i = 0; i < 6; i++)
        play(&w, app->scenario[i % app->scenarios], setting, i % 2 ? 1000 : 1);
    walk_home(&w, plan, measure);
    forget_calls(app);
    fake_exam_finish();
}

int
fit_all(const char *root, const struct gui_measure *measure)
{
    static const int sizes[][2] = {{360, 400},  {640, 400},  {800, 600},
                                   {1024, 700}, {1280, 800}, {1920, 1080}};
    static const double scales[] = {0.75, 1, 1.25, 1.5, 2, 3};
    struct fake_app apps[2];
    unsigned count = 0;

    app_init(&apps[0], root, false);
    app_init(&apps[1], root, true);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        /* The window makes the scale smaller when there is not room enough for it. */
        double room = fmin(sizes[i][0] / 360.0, sizes[i][1] / 400.0), last = 0;

        for (size_t k = 0; k < sizeof scales / sizeof *scales && last < room; k++) {
            last = fmin(scales[k], room);
            for (unsigned way = 0; way < 4; way++, count++) {
                struct fake_app *app = &apps[way / 2];
                struct plan plan = {.root = root,
                                    .width = sizes[i][0],
                                    .height = sizes[i][1],
                                    .scale = last,
                                    .look = {.lang = way % 2 ? SP_EN : SP_ZH,
                                             .dark = count % 5 < 2,
                                             .still = true},
                                    .scenario =
                                        app->scenario[(count / 3) % app->scenarios],
                                    .is_long = way / 2};

                walk_all(app, &plan, measure, count);
            }
        }
    }
    fake_app_finish(&apps[0]);
    fake_app_finish(&apps[1]);
    return test_end();
}
