/* test_exams.c: sitting an exam in the window: the way through it, the clock, what it
 * must not show. usage: test_exams REPOSITORY */
#include "fake_app.h"

#include "fake_exam.h"
#include "fake_stage.h"

static const char *
note(struct stage *s)
{
    struct sp_ui_facts facts;

    sp_ui_facts(s->ui, s->g, &facts);
    return facts.note;
}

static void
stage_init(struct stage *s, const char *root, int width, int height, enum sp_lang lang)
{
    stage_start(s, root);
    stage_open(s, width, height, lang);
}

static void
enter(struct stage *s)
{
    press(s, "e");
    CHECK_STR(sp_ui_screen(s->ui), "exam");
    type(s, "abcd");
    press(s, "Enter");
}

static void
to_the_call(struct stage *s)
{
    enter(s);
    press(s, "Enter"); /* once too often is no reading */
    CHECK_INT(sat.now.stage, SP_SITS_NOTICE);
    press(s, "Tab");
    press(s, "Enter"); /* the notice is read */
    CHECK_INT(sat.now.stage, SP_SITS_WARM_UP);
    press(s, "Enter");
    CHECK_STR(sp_ui_screen(s->ui), "play");
    press(s, "Esc"); /* enough of the warm-up */
    CHECK_INT(sat.now.stage, SP_SITS_READY);
    press(s, "Enter");
    CHECK_STR(sp_ui_screen(s->ui), "play");
}

static void
play_out(struct stage *s)
{
    for (int i = 0; i < 40 && strcmp(sp_ui_screen(s->ui), "play") == 0; i++)
        press(s, "1");
}

static void
test_the_way_through(const char *root, int width, int height, enum sp_lang lang)
{
    struct stage s;

    stage_init(&s, root, width, height, lang);
    to_the_call(&s);
    press(&s, "h"); /* no hints, nothing to take back */
    press(&s, "C-z");
    CHECK_STR(note(&s), "");
    play_out(&s);
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK_INT(sat.now.stage, SP_SITS_READY);
    press(&s, "Enter"); /* the second call */
    CHECK_STR(sp_ui_screen(s.ui), "play");
    play_out(&s);
    CHECK_INT(sat.now.stage, SP_SITS_CLOSED);
    CHECK_STR(sp_ui_screen(s.ui), "exam"); /* the verdict, and no debrief before it */
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    CHECK_INT(sat.left, 1);
    stage_finish(&s);
}

static void
test_the_clock(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_EN);
    to_the_call(&s);
    CHECK(gui_wake_ms(s.g) >= 0 && gui_wake_ms(s.g) <= 1000);
    sat.gone_ms = 1000;
    sat.warning = 2;
    s.now_ms += 1000;
    frame(&s);
    CHECK_STR(note(&s), "Time left: 2 min.");
    gui_input_away(s.g, true);
    frame(&s);
    s.now_ms += 4000;
    gui_input_away(s.g, false);
    frame(&s);
    CHECK_INT(sat.away_ms, 4000);
    sat.gone_ms = 3600000;
    s.now_ms += 1000;
    frame(&s);
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK(strstr(note(&s), "The time is up"));
    stage_finish(&s);
}

/* The warm-up can be skipped by keys too. */
static void
test_skipping(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_EN);
    enter(&s);
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK_INT(sat.now.stage, SP_SITS_WARM_UP);
    press(&s, "Tab");
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK_INT(sat.now.stage, SP_SITS_READY);
    stage_finish(&s);
}

/* A line said in the last moment is not said, and the call does not stand still. */
static void
test_too_late(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_EN);
    to_the_call(&s);
    sat.closes = true; /* between the tick and the line */
    press(&s, "1");
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK(strstr(note(&s), "The time is up"));
    stage_finish(&s);
}

/* The clock in all sizes; nothing but its digits is drawn anew. */
static void
test_the_clock_is_seen(const char *root, int width)
{
    struct stage s;
    struct gui_rect damage[16];

    stage_init(&s, root, width, 600, SP_EN);
    to_the_call(&s);
    sat.gone_ms = 1000;
    s.now_ms += 1000;
    frame(&s);
    CHECK(fake_has(s.g, "29:59"));
    gui_drawn(s.g);
    s.now_ms += 1000;
    frame(&s);
    CHECK(fake_has(s.g, "29:58"));
    size_t count = gui_damage(s.g, damage, 16);
    CHECK(count > 0);
    for (size_t i = 0; i < count; i++)
        CHECK(damage[i].y + damage[i].h <= 56 && damage[i].w <= 160);
    stage_finish(&s);
}

/* What helps in practice is not there, not even the mood in words. */
static void
test_nothing_helps(const char *root)
{
    static const char *const never[] = {"Calm",     "Hint",   "Trust",
                                        "Patience", "Levels", "Coach"};
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_EN);
    to_the_call(&s);
    press(&s, "1");
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        if (!CHECK(!fake_has(s.g, never[i])))
            fprintf(stderr, "  %s\n", never[i]);
    }
    stage_finish(&s);
}

static bool
closing(struct stage *s)
{
    bool closes = sp_ui_closing(s->ui, s->g);

    frame(s);
    return closes;
}

static void
test_leaving_is_asked(const char *root)
{
    struct stage s;
    struct sp_ui_facts facts;

    stage_init(&s, root, 1200, 900, SP_EN);
    enter(&s);
    CHECK(closing(&s)); /* nothing has begun */
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    sat.now.stage = SP_SITS_NOTICE;
    to_the_call(&s);
    press(&s, "Esc");
    sp_ui_facts(s.ui, s.g, &facts);
    CHECK_STR(facts.overlay, "leave");
    press(&s, "Esc"); /* no */
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK(!closing(&s));
    CHECK_STR(sp_ui_screen(s.ui), "play");
    CHECK(!sp_ui_over(s.ui));
    CHECK(closing(&s)); /* once */
    press(&s, "Tab");   /* stay */
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK(sp_ui_over(s.ui));
    CHECK_STR(sp_ui_screen(s.ui), "home");
    CHECK_INT(sat.left, 2);
    stage_finish(&s);
}

/* The time that runs out while it is asked ends the call all the same. */
static void
test_asking_takes_time(const char *root)
{
    struct stage s;
    struct sp_ui_facts facts;

    stage_init(&s, root, 1200, 900, SP_EN);
    to_the_call(&s);
    press(&s, "Esc");
    sat.gone_ms = 3600000;
    s.now_ms += 1000;
    frame(&s);
    sp_ui_facts(s.ui, s.g, &facts);
    CHECK_STR(facts.overlay, "");
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK(closing(&s));
    stage_finish(&s);
}

static void
click(struct stage *s, const char *name)
{
    for (int i = 0; i < 40; i++) {
        if (strstr(gui_name(s->g, gui_focused(s->g)), name))
            break;
        press(s, "Tab");
    }
    CHECK(strstr(gui_name(s->g, gui_focused(s->g)), name));
    press(s, "Enter");
}

static void
test_the_verdict(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_EN);
    gui_keep_names(s.g);
    fake_exam_close(&s.app, "");
    enter(&s);
    CHECK(fake_has(s.g, "Not passed."));
    CHECK(fake_has(s.g, "Attempts left: 2."));
    CHECK(fake_has(s.g, "No earlier than 2026-11-26 09:00"));
    click(&s, "hand-in");
    CHECK(strstr(note(&s), "/documents/result.jsonl"));
    click(&s, "practise"); /* to the briefing, and back */
    CHECK_STR(sp_ui_screen(s.ui), "brief");
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK_INT(sat.left, 0);
    click(&s, "appeal");
    type(&s, "call 1");
    press(&s, "Enter");
    CHECK_STR(sat.appeal, "call 1");
    CHECK(fake_has(s.g, "You have appealed."));
    CHECK(!fake_has(s.g, "Send the appeal"));
    CHECK(closing(&s));
    stage_finish(&s);
}

/* One's own is gone on with at once, for another the code is needed. */
static void
test_what_stands_on_the_first_screen(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_EN);
    gui_keep_names(s.g);
    sat.listed[0] = (struct sp_app_sitting){.id = "mine",
                                            .code = "abcd",
                                            .own = true,
                                            .running = true,
                                            .title = {"考", "Objections"},
                                            .left_ms = 90000,
                                            .when = "2026-11-25 09:00"};
    sat.listed[1] = sat.listed[0];
    sat.listed[1].own = false;
    sat.listed[1].code[0] = '\0';
    snprintf(sat.listed[1].id, sizeof sat.listed[1].id, "theirs");
    sat.listed_count = 2;
    press(&s, "C-l"); /* the lists are read again */
    press(&s, "C-l");
    CHECK(fake_has(s.g, "Exam in progress: Objections"));
    click(&s, "theirs");
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK_STR(sat.typed, "");
    press(&s, "Esc");
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    click(&s, "mine");
    CHECK_STR(sat.typed, "abcd");
    stage_finish(&s);
}

/* Everything that is said from here on, as one text. */
static void
listen(struct stage *s, struct sp_str *heard)
{
    struct gui_saying next;

    sp_str_clear(heard);
    for (int i = 0; i < 40 && gui_say_next(s->g, &next); i++) {
        sp_str_addf(heard, "%s\n", next.text ? next.text : "");
        gui_input_said(s->g, true);
        frame(s);
    }
}

static void
test_aloud(const char *root)
{
    struct stage s;
    struct sp_str heard = {0};

    stage_init(&s, root, 1200, 900, SP_EN);
    gui_set_speaker(s.g, true);
    press(&s, "F4");
    press(&s, "F4"); /* everything is said */
    enter(&s);
    listen(&s, &heard);
    CHECK(strstr(sp_str_text(&heard), "Handling objections"));
    CHECK(strstr(sp_str_text(&heard), "what is recorded"));
    press(&s, "Tab");
    press(&s, "Enter");
    listen(&s, &heard);
    CHECK(strstr(sp_str_text(&heard), "It does not count"));
    press(&s, "Tab");
    press(&s, "Tab");
    press(&s, "Enter");
    listen(&s, &heard);
    CHECK(strstr(sp_str_text(&heard), "Call 1 of 2"));
    press(&s, "Enter");
    listen(&s, &heard);
    sat.gone_ms = 1000;
    s.now_ms += 1000;
    frame(&s);
    listen(&s, &heard); /* not every second */
    CHECK_STR(sp_str_text(&heard), "");
    sat.warning = 5;
    s.now_ms += 1000;
    frame(&s);
    listen(&s, &heard);
    CHECK(strstr(sp_str_text(&heard), "Time left: 5 min."));
    sp_str_finish(&heard);
    stage_finish(&s);
}

static void
test_who_is_asked(const char *root)
{
    struct stage s;

    stage_init(&s, root, 1200, 900, SP_ZH);
    sat.needs_name = true;
    enter(&s);
    CHECK_INT(sat.now.stage, SP_SITS_NOTICE);
    type(&s, "7");
    press(&s, "Tab");
    type(&s, "王小明");
    press(&s, "Enter");
    CHECK(sat.has_name);
    stage_finish(&s);
}

static void
test_what_is_granted(const char *root)
{
    struct stage s;
    struct sp_ui_facts facts;

    stage_init(&s, root, 1200, 900, SP_ZH);
    sat.now.lang_granted = true;
    sat.now.lang = SP_EN;
    sat.now.scale = 150;
    enter(&s);
    sp_ui_facts(s.ui, s.g, &facts);
    CHECK(facts.look.lang == SP_EN && facts.look.scale == 150);
    press(&s, "Esc");
    sp_ui_facts(s.ui, s.g, &facts);
    CHECK(facts.look.lang == SP_ZH && facts.look.scale == 0);
    CHECK_INT(s.app.keeps, 0); /* nobody chose that for ever */
    stage_finish(&s);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 2)
        return 1;
    test_the_way_through(argv[1], 1200, 900, SP_ZH);
    test_the_way_through(argv[1], 640, 400, SP_EN);
    test_the_way_through(argv[1], 420, 700, SP_ZH);
    test_the_clock(argv[1]);
    test_skipping(argv[1]);
    test_too_late(argv[1]);
    test_the_clock_is_seen(argv[1], 1200);
    test_the_clock_is_seen(argv[1], 640);
    test_the_clock_is_seen(argv[1], 360);
    test_nothing_helps(argv[1]);
    test_leaving_is_asked(argv[1]);
    test_asking_takes_time(argv[1]);
    test_the_verdict(argv[1]);
    test_aloud(argv[1]);
    test_what_stands_on_the_first_screen(argv[1]);
    test_who_is_asked(argv[1]);
    test_what_is_granted(argv[1]);
    return test_end();
}
