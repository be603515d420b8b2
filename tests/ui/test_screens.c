/* test_screens.c: the screens, played with scripted input and no window.
 * usage: test_screens REPOSITORY */
#include "fake_app.h"

struct stage {
    struct fake_app app;
    struct sp_ui *ui;
    struct gui *g;
    const char *what;
    bool check; /* the layout of every frame */
};

static void
frame(struct stage *s)
{
    for (int i = 0; i < 6 && (i < 2 || gui_wake_ms(s->g) == 0); i++) {
        gui_begin(s->g);
        sp_ui_frame(s->ui, s->g);
        gui_end(s->g);
    }
    /* Nothing moves, so nothing may ask for frames but a note that will go away. */
    CHECK(gui_wake_ms(s->g) < 0 || gui_wake_ms(s->g) > 1000);
    if (s->check)
        fake_check_list(s->g, s->what);
}

static void
stage_init(struct stage *s, const char *root, int width, int height, double scale,
           enum sp_lang lang, bool dark)
{
    fake_app_init(&s->app, root);
    s->g = fake_gui((int)(width * scale), (int)(height * scale));
    gui_set_scale(s->g, scale);
    s->ui = sp_ui_new(&(struct sp_ui_params){
        .ops = &fake_ops, .data = &s->app, .look = {.lang = lang, .dark = dark}});
    s->what = sp_ui_screen(s->ui);
    s->check = true;
    frame(s);
}

static void
stage_finish(struct stage *s)
{
    sp_ui_free(s->ui);
    gui_free(s->g);
    fake_app_finish(&s->app);
}

static void
press(struct stage *s, const char *key)
{
    CHECK(gui_input_name(s->g, key));
    frame(s);
    s->what = sp_ui_screen(s->ui);
}

/* Presses the number under which the reply stands now. */
static void
say(struct stage *s, const char *reply)
{
    const struct sp_view *view = sp_session_view(s->app.session[s->app.current]);
    char key[2] = "0";

    for (unsigned i = 0; i < view->open_count; i++) {
        if (strcmp(view->open[i]->id, reply) == 0)
            key[0] = (char)('1' + i);
    }
    if (CHECK(key[0] != '0'))
        press(s, key);
}

static void
play_well(struct stage *s)
{
    static const char *const lines[] = {"ask_why", "back", "test_if",
                                        "config",  "fab",  "step"};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        say(s, lines[i]);
}

/* From the first screen through a call to its result, and back. */
static void
test_walk(const char *root, int width, int height, double scale, enum sp_lang lang)
{
    struct stage s;

    stage_init(&s, root, width, height, scale, lang, false);
    CHECK_STR(sp_ui_screen(s.ui), "home");
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "brief");
    press(&s, "PgDn");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "play");
    play_well(&s);
    CHECK_STR(sp_ui_screen(s.ui), "result");
    for (int i = 0; i < 6; i++)
        press(&s, "PgDn");
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    stage_finish(&s);
}

static void
start(struct stage *s)
{
    press(s, "Tab");
    press(s, "Enter");
    press(s, "Enter");
    CHECK_STR(sp_ui_screen(s->ui), "play");
}

static void
test_resume(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1000, 700, 1, SP_EN, false);
    start(&s);
    say(&s, "feel");
    s.check = false; /* a note lies over the page on purpose */
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    CHECK(fake_has(s.g, "Continue"));
    gui_focus(s.g, 0);
    /* The call to go on with comes first. */
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK_INT((long long)s.app.sessions, 1);
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 1);
    stage_finish(&s);
}

static void
test_undo(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    start(&s);
    s.check = false; /* as above */
    say(&s, "scold");
    press(&s, "C-z");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 0);
    CHECK(fake_has(s.g, "taken back"));
    press(&s, "C-z");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 0);
    stage_finish(&s);
}

static void
test_language_and_theme(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    CHECK(fake_has(s.g, "Choose a customer"));
    press(&s, "C-l");
    CHECK(!fake_has(s.g, "Choose a customer"));
    press(&s, "C-t");
    CHECK(gui_get_theme(s.g) == &gui_theme_dark);
    s.check = false; /* the help lies over the page on purpose */
    press(&s, "F1");
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    stage_finish(&s);
}

static void
test_problem(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    start(&s);
    s.check = false;
    s.app.broken = true;
    press(&s, "1");
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK(fake_has(s.g, "the disk is full"));
    s.app.broken = false;
    press(&s, "1");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 1);
    stage_finish(&s);
}

/* The verdict names its clauses, and what was hidden. */
static void
test_result(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 3000, 1, SP_EN, false);
    start(&s);
    say(&s, "feel");
    say(&s, "ask_why");
    say(&s, "back");
    say(&s, "test_if");
    say(&s, "config");
    say(&s, "fab");
    say(&s, "step");
    CHECK_STR(sp_ui_screen(s.ui), "result");
    CHECK(fake_has(s.g, "No grave mistake"));
    CHECK(fake_has(s.g, "second report"));
    CHECK(!fake_has(s.g, "Line 2:"));
    gui_focus(s.g, gui_id_n(s.g, "competency", 0));
    press(&s, "Enter"); /* unfolds what was earned, with its evidence */
    CHECK(fake_has(s.g, "Line 2:"));
    gui_focus(s.g, 0);
    frame(&s);
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK_INT((long long)s.app.sessions, 2);
    stage_finish(&s);
}

/* Outside practice nothing is given away before the end, and nothing taken back. */
static void
test_rehearsal(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    press(&s, "Tab");
    press(&s, "Enter");
    gui_push_id(s.g, gui_id(s.g, "setting"));
    gui_focus(s.g, gui_id_n(s.g, "part", 1));
    gui_pop_id(s.g);
    press(&s, "Space");
    gui_focus(s.g, 0);
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK_INT(s.app.entry[0].setting, SP_REHEARSAL);
    say(&s, "scold");
    CHECK(!fake_has(s.g, "Coach") && !fake_has(s.g, "Confront"));
    CHECK(!fake_has(s.g, "Levels so far") && !fake_has(s.g, "Patience"));
    press(&s, "C-z");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 1);
    stage_finish(&s);
}

/* A key that has no sentence shows as itself. */
static void
test_no_holes(const char *root)
{
    for (int lang = 0; lang < SP_LANGS; lang++) {
        struct stage s;

        stage_init(&s, root, 1280, 4000, 1, (enum sp_lang)lang, false);
        CHECK(!fake_has(s.g, "ui."));
        press(&s, "Tab");
        press(&s, "Enter");
        CHECK(!fake_has(s.g, "ui."));
        press(&s, "Enter");
        say(&s, "discount");
        CHECK(!fake_has(s.g, "ui."));
        say(&s, "ask_why");
        say(&s, "boast");
        say(&s, "spare");
        say(&s, "check");
        say(&s, "wait");
        CHECK_STR(sp_ui_screen(s.ui), "result");
        CHECK(!fake_has(s.g, "ui."));
        s.check = false;
        press(&s, "F1");
        CHECK(!fake_has(s.g, "ui."));
        stage_finish(&s);
    }
}

int
main(int argc, char **argv)
{
    static const int sizes[][2] = {{360, 400},  {480, 640},  {700, 500},  {900, 600},
                                   {1100, 700}, {1280, 800}, {1920, 1080}};
    const char *root = argc > 1 ? argv[1] : ".";

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int lang = 0; lang < SP_LANGS; lang++)
            test_walk(root, sizes[i][0], sizes[i][1], 1, (enum sp_lang)lang);
    }
    test_walk(root, 700, 500, 1.5, SP_ZH);
    test_walk(root, 360, 400, 3, SP_EN);
    test_walk(root, 1280, 800, 0.75, SP_EN);
    test_resume(root);
    test_undo(root);
    test_language_and_theme(root);
    test_problem(root);
    test_result(root);
    test_rehearsal(root);
    test_no_holes(root);
    return test_end();
}
