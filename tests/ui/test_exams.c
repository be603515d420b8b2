/* test_exams.c: sitting an exam in the window: the way through it, the clock, what it
 * must not show. usage: test_exams REPOSITORY */
#include "fake_app.h"

#include "core/exam.h"

/* One sitting, in memory. */
static struct {
    struct sp_exam *exam;
    struct sp_app_exam now;
    struct sp_exam_verdict verdict;
    struct sp_practice practice;
    bool needs_name, has_name;
    int64_t gone_ms; /* between two ticks */
    int warning;
    int64_t away_ms;
    unsigned left;
    char appeal[80];
} sat;

static bool
exam_open(void *data, const char *code, const char *number, const char *name,
          enum sp_lang lang, bool *who)
{
    (void)data;
    (void)lang;
    sat.has_name = number && name && strcmp(number, "7") == 0;
    *who = sat.needs_name && !number;
    return strcmp(code, "abcd") == 0 && !*who;
}

static void
exam(void *data, struct sp_app_exam *out)
{
    (void)data;
    *out = sat.now;
}

static bool
exam_confirm(void *data)
{
    (void)data;
    sat.now.stage = SP_SITS_WARM_UP;
    return true;
}

static const struct sp_session *
session(struct fake_app *app)
{
    return fake_begin(
        app, &(struct sp_app_begin){.scenario = app->scenario[0], .setting = SP_EXAM});
}

static const struct sp_session *
exam_warm_up(void *data)
{
    return session(data);
}

static bool
exam_warmed_up(void *data, bool done)
{
    (void)data;
    (void)done;
    sat.now.stage = SP_SITS_READY;
    return true;
}

static const struct sp_session *
exam_call(void *data)
{
    sat.now.stage = SP_SITS_CALL;
    return session(data);
}

/* As the program: the end of the last call closes the sitting. */
static bool
say(void *data, const char *reply, enum sp_lang lang)
{
    struct fake_app *app = data;
    bool ok = fake_answer(app, reply, lang);

    if (ok && sat.now.stage == SP_SITS_CALL &&
        sp_session_view(app->session[app->current])->ending) {
        sat.now.item++;
        sat.now.stage = sat.now.item == sat.now.items ? SP_SITS_CLOSED : SP_SITS_READY;
    }
    return ok;
}

static bool
exam_appeal(void *data, const char *words)
{
    (void)data;
    snprintf(sat.appeal, sizeof sat.appeal, "%s", words);
    sat.now.appealed = true;
    sat.now.state = SP_VERDICT_HELD;
    return true;
}

static bool
exam_tick(void *data, struct sp_tick *tick)
{
    (void)data;
    sat.now.left_ms -= sat.gone_ms;
    *tick = (struct sp_tick){sat.now.left_ms, sat.warning, sat.now.left_ms <= 0};
    if (tick->time_up)
        sat.now.stage = SP_SITS_CLOSED;
    return true;
}

static void
exam_fact(void *data, const char *type, int64_t number)
{
    (void)data;
    CHECK_STR(type, "focus-lost");
    sat.away_ms = number;
}

static void
exam_leave(void *data)
{
    (void)data;
    sat.left++;
}

struct stage {
    struct fake_app app;
    struct sp_app_ops ops;
    struct sp_ui *ui;
    struct gui *g;
    uint64_t now_ms;
};

static void
frame(struct stage *s)
{
    gui_input_time(s->g, s->now_ms);
    for (int i = 0; i < 8 && (i < 2 || gui_wake_ms(s->g) == 0); i++) {
        gui_begin(s->g);
        sp_ui_frame(s->ui, s->g);
        gui_end(s->g);
    }
    fake_check_list(s->g, sp_ui_screen(s->ui));
}

static void
press(struct stage *s, const char *key)
{
    CHECK(gui_input_name(s->g, key));
    frame(s);
}

static void
type(struct stage *s, const char *text)
{
    gui_input_text(s->g, text);
    frame(s);
}

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
    struct sp_diags diags = {0};
    size_t size = 0;
    char *text = fake_read(root, "scenarios/exams/objections.json", &size);

    *s = (struct stage){.ops = fake_ops, .now_ms = 1000};
    s->ops.answer = say;
    s->ops.exam_appeal = exam_appeal;
    s->ops.exam_open = exam_open;
    s->ops.exam = exam;
    s->ops.exam_confirm = exam_confirm;
    s->ops.exam_warm_up = exam_warm_up;
    s->ops.exam_warmed_up = exam_warmed_up;
    s->ops.exam_call = exam_call;
    s->ops.exam_tick = exam_tick;
    s->ops.exam_fact = exam_fact;
    s->ops.exam_leave = exam_leave;
    memset(&sat, 0, sizeof sat);
    sat.exam = sp_exam_read(text, size, &diags);
    CHECK(sat.exam);
    sat.now = (struct sp_app_exam){.stage = SP_SITS_NOTICE,
                                   .exam = sat.exam,
                                   .items = 2,
                                   .left_ms = 30 * 60000,
                                   .scale = 100,
                                   .state = SP_VERDICT_HELD,
                                   .verdict = &sat.verdict,
                                   .attempt = {"", ""},
                                   .practice = &sat.practice};
    sp_exam_judge(sat.exam, (struct sp_exam_call[2]){{0}}, 2, &sat.verdict);
    sp_diags_finish(&diags);
    sp_free(text);
    fake_app_init(&s->app, root);
    s->g = fake_gui(width, height);
    s->ui = sp_ui_new(&(struct sp_ui_params){
        .ops = &s->ops, .data = &s->app, .look = {.lang = lang}});
    frame(s);
}

static void
stage_finish(struct stage *s)
{
    sp_ui_free(s->ui);
    gui_free(s->g);
    fake_app_finish(&s->app);
    sp_exam_free(sat.exam);
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
    CHECK_STR(note(&s), "2 minutes are left.");
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
    test_who_is_asked(argv[1]);
    test_what_is_granted(argv[1]);
    return test_end();
}
