/* test_screens.c: the screens, played with scripted input and no window.
 * usage: test_screens REPOSITORY */
#include "core/advise.h"
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

/* Nobody wants to go on with a call in which nothing was said. */
static void
test_nothing_said(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1000, 700, 1, SP_EN, false);
    start(&s);
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    CHECK(!fake_has(s.g, "Continue"));
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

/* Writing takes longer than drawing, so the picture comes first. */
static void
test_look_is_kept(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    sp_ui_rest(s.ui);
    CHECK_INT(s.app.keeps, 0);
    press(&s, "C-l");
    press(&s, "C-t");
    CHECK_INT(s.app.keeps, 0);
    sp_ui_rest(s.ui);
    sp_ui_rest(s.ui);
    CHECK_INT(s.app.keeps, 1);
    CHECK(s.app.kept.lang == SP_ZH && s.app.kept.dark);
    press(&s, "C-l");
    sp_ui_free(s.ui); /* closed before there was time */
    s.ui = NULL;
    CHECK_INT(s.app.keeps, 2);
    CHECK(s.app.kept.lang == SP_EN);
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

static void
choose(struct stage *s, uint64_t id)
{
    gui_focus(s->g, id);
    frame(s);
    press(s, "Enter");
}

/* Page Down says again what Page Up took back. */
static void
test_again(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    start(&s);
    s.check = false; /* a note lies over the page on purpose */
    say(&s, "scold");
    say(&s, "ask_why");
    press(&s, "PgUp");
    press(&s, "PgUp");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 0);
    press(&s, "PgDn");
    press(&s, "C-y");
    press(&s, "PgDn");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 2);
    CHECK_STR(sp_session_turn(s.app.session[0], 3)->reply->id, "ask_why");
    stage_finish(&s);
}

/* Each press tells more; the last one points at a line that can be said at once. */
static void
test_hint(const char *root)
{
    struct stage s;
    struct sp_hint hint;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    start(&s);
    CHECK(sp_session_hint(s.app.session[0], &hint));
    press(&s, "h");
    CHECK(fake_has(s.g, "Due now: Clarify"));
    CHECK(!fake_has(s.g, "It could begin"));
    press(&s, "h");
    CHECK(fake_has(s.g, "It could begin") && !fake_has(s.g, "For example"));
    press(&s, "h");
    CHECK(fake_has(s.g, "For example line"));
    press(&s, "Enter");
    CHECK_STR(sp_session_turn(s.app.session[0], 0)->reply->id, hint.example->id);
    CHECK(!fake_has(s.g, "Due now"));
    stage_finish(&s);
}

/* Whether the text is within what can be seen. */
static bool
sees(struct stage *s, const char *text)
{
    struct gui_list list = gui_commands(s->g);
    struct gui_rect clip = {0, 0, 0, 0};

    for (size_t i = 0; i < list.count; i++) {
        const struct gui_cmd *cmd = &list.cmds[i];

        if (cmd->type == GUI_CMD_CLIP)
            clip = cmd->rect;
        if (cmd->type == GUI_CMD_TEXT && strstr(list.text + cmd->first, text) &&
            cmd->rect.y >= clip.y && cmd->rect.y + cmd->rect.h <= clip.y + clip.h)
            return true;
    }
    return false;
}

/* The talk scrolls with Shift, wherever the focus is. */
static void
test_scroll_talk(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 560, 1, SP_EN, false);
    start(&s);
    CHECK(sees(&s, "Your price is too high"));
    say(&s, "ask_why");
    say(&s, "back");
    say(&s, "test_if");
    CHECK(!sees(&s, "Your price is too high"));
    press(&s, "S-Home");
    CHECK(sees(&s, "Your price is too high"));
    press(&s, "S-End");
    CHECK(!sees(&s, "Your price is too high"));
    for (int i = 0; i < 12; i++)
        press(&s, "S-PgUp");
    CHECK(sees(&s, "Your price is too high"));
    stage_finish(&s);
}

static void
test_brief_again(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_EN, false);
    start(&s);
    s.check = false; /* it lies over the call on purpose */
    press(&s, "b");
    CHECK(fake_has(s.g, "Situation"));
    press(&s, "1");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 0);
    press(&s, "Esc");
    CHECK(!fake_has(s.g, "Situation"));
    press(&s, "1");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 1);
    stage_finish(&s);
}

/* A change shows at once and is kept. */
static void
test_settings(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 800, 1, SP_ZH, false);
    s.check = false; /* they lie over the page on purpose */
    press(&s, "C-,");
    CHECK(!fake_has(s.g, "Text size"));
    gui_push_id(s.g, gui_id(s.g, "set-lang"));
    uint64_t english = gui_id_n(s.g, "part", SP_EN);
    gui_pop_id(s.g);
    choose(&s, english);
    CHECK(fake_has(s.g, "Text size"));
    sp_ui_rest(s.ui);
    CHECK_INT(s.app.kept.lang, SP_EN);
    choose(&s, gui_id(s.g, "set-larger"));
    sp_ui_rest(s.ui);
    CHECK_INT(s.app.kept.scale, 110);
    choose(&s, gui_id(s.g, "set-still"));
    sp_ui_rest(s.ui);
    CHECK(s.app.kept.still);
    press(&s, "C-0");
    sp_ui_rest(s.ui);
    CHECK_INT(s.app.kept.scale, 0);
    press(&s, "Esc");
    CHECK(!gui_find(s.g, gui_id(s.g, "set-larger"), &(struct gui_rect){0, 0, 0, 0}));
    stage_finish(&s);
}

static void
play_badly(struct stage *s)
{
    static const char *const lines[] = {"discount", "ask_why", "boast",
                                        "spare",    "check",   "wait"};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        say(s, lines[i]);
    CHECK_STR(sp_ui_screen(s->ui), "result");
}

/* Who has passed nothing yet is told one thing; the rest is a press away. */
static void
test_one_thing(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 4000, 1, SP_EN, false);
    start(&s);
    play_badly(&s);
    CHECK(fake_has(s.g, "One thing to mend"));
    CHECK(fake_has(s.g, "One line to try at your next real visit"));
    CHECK(fake_has(s.g, "How to find out"));
    CHECK(fake_has(s.g, "Clarify: no longer possible after this line"));
    choose(&s, gui_id(s.g, "advice-all"));
    CHECK(fake_has(s.g, "What to take from this call"));
    CHECK(fake_has(s.g, "Next time") && fake_has(s.g, "Stop"));
    press(&s, "C-e");
    CHECK(fake_has(s.g, "debrief.txt"));
    stage_finish(&s);
}

/* The first line of the call that can be practised again, by its button. */
static bool
replay_button(struct stage *s, uint64_t *id)
{
    const struct sp_session *session = s->app.session[s->app.current];
    bool found = false;

    for (size_t turn = 0; turn < sp_session_turns(session) && !found; turn++) {
        gui_push_id(s->g, gui_id_n(s->g, "notes", turn));
        for (size_t i = 0; i < SP_LINE_NOTES && !found; i++) {
            gui_push_id(s->g, gui_id_n(s->g, "better", i));
            *id = gui_id_n(s->g, "line-replay", turn);
            found = gui_find(s->g, *id, &(struct gui_rect){0, 0, 0, 0});
            gui_pop_id(s->g);
        }
        gui_pop_id(s->g);
    }
    return found;
}

static void
test_replay(const char *root)
{
    struct stage s;
    uint64_t id = 0;

    stage_init(&s, root, 1200, 5000, 1, SP_EN, false);
    start(&s);
    play_badly(&s);
    CHECK(replay_button(&s, &id));
    s.check = false; /* a note lies over the page on purpose */
    s.app.broken = true;
    choose(&s, id);
    CHECK_STR(sp_ui_screen(s.ui), "result");
    CHECK(fake_has(s.g, "the disk is full"));
    s.app.broken = false;
    choose(&s, id);
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK_INT((long long)s.app.sessions, 2);
    unsigned turn = sp_session_view(s.app.session[1])->turn;
    press(&s, "C-z"); /* what was taken over stands */
    CHECK_INT(sp_session_view(s.app.session[1])->turn, turn);
    press(&s, "1");
    CHECK_INT(sp_session_view(s.app.session[1])->turn, turn + 1);
    stage_finish(&s);
}

/* The second result tells what has become better since the first. */
static void
test_last_time(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 3000, 1, SP_EN, false);
    start(&s);
    play_badly(&s);
    CHECK(!fake_has(s.g, "Last time"));
    choose(&s, gui_id(s.g, "again"));
    play_well(&s);
    CHECK(fake_has(s.g, "Last time") && fake_has(s.g, "more than last time"));
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
    press(&s, "PgUp");
    press(&s, "h");
    CHECK_INT(sp_session_view(s.app.session[0])->turn, 1);
    CHECK(!fake_has(s.g, "Due now"));
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
    test_nothing_said(root);
    test_undo(root);
    test_language_and_theme(root);
    test_look_is_kept(root);
    test_problem(root);
    test_result(root);
    test_again(root);
    test_hint(root);
    test_scroll_talk(root);
    test_brief_again(root);
    test_settings(root);
    test_one_thing(root);
    test_replay(root);
    test_last_time(root);
    test_rehearsal(root);
    test_no_holes(root);
    return test_end();
}
