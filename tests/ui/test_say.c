/* test_say.c: what is said aloud, and when: whole rounds by ear, with no window.
 * usage: test_say REPOSITORY */
#include "fake_app.h"

#define ENOUGH 200 /* utterances without a key press */

struct stage {
    struct fake_app app;
    struct sp_ui *ui;
    struct gui *g;
    uint64_t now_ms;
    struct sp_str heard; /* "KIND text" lines since the last press */
};

static void
frame(struct stage *s)
{
    gui_input_time(s->g, s->now_ms);
    for (int i = 0; i < 6 && (i < 2 || gui_wake_ms(s->g) == 0); i++) {
        gui_begin(s->g);
        sp_ui_frame(s->ui, s->g);
        gui_end(s->g);
    }
}

static void
stage_init(struct stage *s, const char *root, enum sp_lang lang, enum sp_voice voice)
{
    *s = (struct stage){.now_ms = 1000};
    fake_app_init(&s->app, root);
    s->g = fake_gui(1200, 800);
    gui_set_speaker(s->g, true);
    s->ui = sp_ui_new(&(struct sp_ui_params){
        .ops = &fake_ops, .data = &s->app, .look = {.lang = lang, .voice = voice}});
    frame(s);
}

static void
stage_finish(struct stage *s)
{
    sp_ui_free(s->ui);
    gui_free(s->g);
    fake_app_finish(&s->app);
    sp_str_finish(&s->heard);
}

/* The next utterance begins, if there is one. */
static bool
begins(struct stage *s)
{
    static const char *const kinds[] = {"note", "page",  "after", "customer",
                                        "hint", "focus", "read"};
    struct gui_saying next;

    if (!gui_say_next(s->g, &next))
        return false;
    if (next.text)
        sp_str_addf(&s->heard, "%s %s\n", kinds[next.kind], next.text);
    else
        sp_str_add(&s->heard, "silence\n");
    return true;
}

/* Everything is heard to its end. */
static void
listen(struct stage *s)
{
    for (int i = 0; i < ENOUGH && begins(s); i++) {
        s->now_ms += 3000;
        gui_input_said(s->g, true);
        frame(s);
    }
}

static void
press(struct stage *s, const char *key)
{
    sp_str_clear(&s->heard);
    CHECK(gui_input_name(s->g, key));
    frame(s);
}

static void
hear(struct stage *s, const char *key)
{
    press(s, key);
    listen(s);
}

static bool
has(const struct stage *s, const char *text)
{
    bool ok = strstr(sp_str_text(&s->heard), text) != NULL;

    if (!ok)
        fprintf(stderr, "heard:\n%swithout: %s\n", sp_str_text(&s->heard), text);
    return ok;
}

/* Whether the texts were heard in this order; ended by NULL. */
static bool
in_order(const struct stage *s, const char *const *texts)
{
    const char *at = sp_str_text(&s->heard);

    for (; *texts; texts++) {
        at = strstr(at, *texts);
        if (!at)
            return (fprintf(stderr, "heard:\n%s", sp_str_text(&s->heard)),
                    has(s, *texts)) &&
                   test_true(false, "in order", __FILE__, __LINE__);
        at += strlen(*texts);
    }
    return true;
}

#define CHECK_HEARD(s, ...) \
    CHECK(in_order((s), (const char *const[]){__VA_ARGS__, NULL}))

static const struct sp_view *
view(const struct stage *s)
{
    return sp_session_view(s->app.session[s->app.current]);
}

/* Goes to the reply with Down, hearing each, and chooses it. */
static void
choose(struct stage *s, const char *reply)
{
    if (!gui_focused(s->g))
        hear(s, "Down");
    for (unsigned i = 0; i < view(s)->open_count; i++) {
        if (strcmp(view(s)->open[i]->id, reply) == 0)
            break;
        hear(s, "Down");
    }
    press(s, "Enter");
}

static void
start(struct stage *s)
{
    listen(s);
    hear(s, "Tab");
    hear(s, "Enter");
    press(s, "Enter");
    CHECK_STR(sp_ui_screen(s->ui), "play");
}

/* ---- whole rounds ---- */

static void
test_round_in_english(const char *root)
{
    static const char *const lines[] = {"back", "test_if", "config", "fab"};
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    listen(&s);
    CHECK_HEARD(&s, "page Which customer", "Customers: 3.", "hint Tab moves");
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Start with Lin Ya, button\n");
    hear(&s, "Enter");
    CHECK_HEARD(&s, "page ", "too expensive", "hint Enter starts the call");
    hear(&s, "Enter");
    CHECK_HEARD(&s, "page ", "\ncustomer ", "\nhint Lines to choose from: ");
    CHECK(!strstr(sp_str_text(&s.heard), "focus"));
    hear(&s, "Down");
    CHECK_HEARD(&s, "focus 1 of ");
    hear(&s, "Down");
    CHECK_HEARD(&s, "focus 2 of ");
    hear(&s, "Up");
    CHECK_HEARD(&s, "focus 1 of ");
    hear(&s, "Left"); /* nothing lies there: where one is */
    CHECK_HEARD(&s, "focus 1 of ");
    choose(&s, "ask_why");
    listen(&s);
    CHECK_HEARD(&s, "after Clarify", "Coach: ", "\ncustomer ", "\nhint Lines",
                "\nfocus 1 of ");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        choose(&s, lines[i]);
        listen(&s);
        CHECK_HEARD(&s, "customer ", "hint ", "focus 1 of ");
    }
    choose(&s, "step");
    listen(&s);
    CHECK_STR(sp_ui_screen(s.ui), "result");
    CHECK_HEARD(&s, "customer ", "page Passed. ", "points; the pass mark is 65.",
                "hint F3 reads");
    stage_finish(&s);
}

static void
test_round_in_chinese(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_ZH, SP_VOICE_ALL);
    listen(&s);
    CHECK_HEARD(&s, "page 今天想跟哪位客户过招？", "客户 3 位", "hint 按 Tab");
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus 从林雅开始，按钮\n");
    hear(&s, "Enter");
    hear(&s, "Enter");
    CHECK_HEARD(&s, "page ", "\ncustomer ", "太贵", "\nhint 有 ", " 句可选");
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus 第 1 句，共 ");
    choose(&s, "scold");
    listen(&s);
    CHECK_HEARD(&s, "after 顶撞", "教练：", "信任 -2", "客户的神情：怀疑",
                "\ncustomer ", "focus 第 1 句");
    hear(&s, "C-z");
    CHECK_HEARD(&s, "note 已悔一步", "customer ", "太贵", "hint 有 ");
    hear(&s, "C-l");
    CHECK_HEARD(&s, "page ", "customer ", "hint Lines to choose from");
    hear(&s, "Esc");
    CHECK_HEARD(&s, "page Which customer");
    stage_finish(&s);
}

/* In rehearsal nothing is told that is not to be seen. */
static void
test_rehearsal(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    listen(&s);
    hear(&s, "Tab");
    hear(&s, "Enter");
    for (int i = 0; i < 30 && !strstr(sp_str_text(&s.heard), "Rehearsal"); i++)
        hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Rehearsal, 2 of 2, not chosen");
    hear(&s, "Space");
    CHECK_HEARD(&s, "focus Rehearsal, 2 of 2, chosen");
    gui_focus(s.g, 0);
    hear(&s, "Enter");
    press(&s, "1");
    listen(&s);
    CHECK_HEARD(&s, "customer ");
    CHECK(!strstr(sp_str_text(&s.heard), "Coach"));
    CHECK(!strstr(sp_str_text(&s.heard), "Trust"));
    stage_finish(&s);
}

/* ---- what silences what ---- */

static void
test_a_line_that_began_is_heard(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    start(&s);
    CHECK(begins(&s));
    CHECK_HEARD(&s, "page ");
    press(&s, "Down"); /* skips the title, not the line */
    CHECK(begins(&s));
    CHECK_HEARD(&s, "customer ");
    s.now_ms += 500;
    press(&s, "Down"); /* too soon: told after the line */
    CHECK(!begins(&s));
    press(&s, "Down");
    CHECK(!begins(&s));
    gui_input_said(s.g, true);
    frame(&s);
    CHECK(begins(&s));
    CHECK_HEARD(&s, "focus 3 of ");
    CHECK(!begins(&s));
    stage_finish(&s);
}

static void
test_a_line_long_begun_yields(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    start(&s);
    begins(&s);
    press(&s, "Down");
    begins(&s);
    s.now_ms += 2500;
    press(&s, "Down");
    CHECK(begins(&s));
    CHECK_HEARD(&s, "focus 2 of ");
    hear(&s, "F2");
    CHECK_HEARD(&s, "customer ");
    press(&s, "Down");
    CHECK(begins(&s));
    press(&s, "PgDn"); /* nothing new: silence */
    CHECK(begins(&s));
    CHECK_STR(sp_str_text(&s.heard), "silence\n");
    press(&s, "F2");
    CHECK(begins(&s));
    gui_hush(s.g);
    frame(&s);
    CHECK(begins(&s));
    CHECK_HEARD(&s, "customer ", "silence\n");
    CHECK(!begins(&s));
    stage_finish(&s);
}

static void
test_an_answer_ends_the_old_line(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    start(&s);
    begins(&s);
    press(&s, "Down");
    begins(&s);
    press(&s, "1");
    CHECK(begins(&s));
    CHECK_HEARD(&s, "after ");
    press(&s, "Esc");
    listen(&s);
    CHECK_HEARD(&s, "note Saved.", "page Which customer");
    CHECK(!strstr(sp_str_text(&s.heard), "\ncustomer "));
    stage_finish(&s);
}

static void
test_only_the_customer(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_CUSTOMER);
    start(&s);
    CHECK(begins(&s));
    CHECK(strncmp(sp_str_text(&s.heard), "customer ", 9) == 0);
    press(&s, "Tab");
    CHECK(!begins(&s)); /* keys leave the line alone */
    press(&s, "1");
    CHECK(begins(&s));
    CHECK(strncmp(sp_str_text(&s.heard), "customer ", 9) == 0);
    press(&s, "Esc");
    CHECK(begins(&s));
    CHECK_STR(sp_str_text(&s.heard), "silence\n");
    stage_finish(&s);
}

static void
test_off_and_on(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_OFF);
    hear(&s, "Tab");
    hear(&s, "F3");
    CHECK_STR(sp_str_text(&s.heard), "");
    press(&s, "F4");
    CHECK(fake_has(s.g, "Read aloud: the customer only"));
    hear(&s, "F4");
    CHECK_HEARD(&s, "note Read aloud: everything", "page Which customer",
                "hint Tab moves");
    hear(&s, "F4");
    CHECK(!begins(&s));
    gui_set_speaker(s.g, false);
    press(&s, "F4");
    CHECK(fake_has(s.g, "espeak-ng"));
    press(&s, "F4");
    hear(&s, "Tab");
    CHECK(!begins(&s));
    stage_finish(&s);
}

/* ---- reading ---- */

static void
test_reading_a_page(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    listen(&s);
    hear(&s, "Tab");
    hear(&s, "Enter");
    hear(&s, "F3");
    CHECK_HEARD(&s, "read ", "Situation", "Your goal", "What you know",
                "How you will be judged", "Clarify", "\nread 1, ", "Fails at once",
                "Start the call, button\n");
    press(&s, "F3");
    begins(&s);
    gui_input_said(s.g, true);
    frame(&s);
    begins(&s);
    press(&s, "F3"); /* stops in the second paragraph */
    CHECK(begins(&s));
    CHECK_STR(sp_str_text(&s.heard), "silence\n");
    press(&s, "F3");
    begins(&s);
    char *second = sp_strdup(sp_str_text(&s.heard));
    hear(&s, "C-Down");
    CHECK(strcmp(sp_str_text(&s.heard), second) != 0);
    hear(&s, "C-Up");
    CHECK_STR(sp_str_text(&s.heard), second);
    sp_free(second);
    stage_finish(&s);
}

/* No sound, no race through the page. */
static void
test_reading_without_sound(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    listen(&s);
    press(&s, "F3");
    CHECK(begins(&s));
    gui_input_said(s.g, false);
    frame(&s);
    CHECK(!begins(&s));
    stage_finish(&s);
}

/* The help is read as it opens, and only the help. */
static void
test_help(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    listen(&s);
    hear(&s, "F1");
    CHECK_HEARD(&s, "read Keys\n", "read Ctrl+L, Change the language\n",
                "read Ctrl alone, Stop speaking\n");
    CHECK(!strstr(sp_str_text(&s.heard), "customer "));
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Close (Esc), button\n");
    hear(&s, "Esc");
    stage_finish(&s);
}

static void
test_result_by_ear(const char *root)
{
    static const char *const lines[] = {"ask_why", "back", "test_if",
                                        "config",  "fab",  "step"};
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    start(&s);
    listen(&s);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        choose(&s, lines[i]);
    listen(&s);
    hear(&s, "F3");
    CHECK_HEARD(&s, "Passed, ", "Done, ", "What was really behind it",
                "The call, line by line, unfolded\n", "Every check", "folded\n",
                "Try again, button\n");
    gui_focus(s.g, gui_id(s.g, "talk-fold"));
    hear(&s, "Space");
    CHECK_HEARD(&s, "focus The call, line by line, folded\n");
    stage_finish(&s);
}

/* Each step of a hint tells what it adds; the last leads to the line. */
static void
test_hint(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    start(&s);
    listen(&s);
    hear(&s, "h");
    CHECK_HEARD(&s, "hint Due now: Clarify");
    hear(&s, "h");
    CHECK_HEARD(&s, "hint ");
    CHECK(!strstr(sp_str_text(&s.heard), "Due now"));
    hear(&s, "h");
    CHECK_HEARD(&s, "hint ", "focus ", " of ");
    hear(&s, "Tab");
    CHECK(!strstr(sp_str_text(&s.heard), "hint "));
    stage_finish(&s);
}

/* A call to go on with and its button that gives it up. */
static void
test_home(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    start(&s);
    hear(&s, "1");
    hear(&s, "Esc");
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus ", "season?”, Continue, button\n");
    hear(&s, "F3"); /* read once, under its own name */
    CHECK(!strstr(sp_str_text(&s.heard), "read Continue, button"));
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Give up, button\n");
    hear(&s, "Enter");
    CHECK_HEARD(&s, "note Call given up.", "focus Undo, button\n");
    stage_finish(&s);
}

static void
test_finding(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    s.app.copies = 2; /* filters come with many customers */
    hear(&s, "F5");
    hear(&s, "C-f");
    CHECK_HEARD(&s, "focus Search customers, trades, text field, empty\n");
    sp_str_clear(&s.heard);
    gui_input_text(s.g, "hotel");
    frame(&s);
    listen(&s);
    CHECK_HEARD(&s, "focus hotel\n");
    hear(&s, "Esc");
    for (int i = 0; i < 30 && !strstr(sp_str_text(&s.heard), "Any trade"); i++)
        hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Any trade, list to unfold\n");
    hear(&s, "Enter");
    CHECK_HEARD(&s, "focus Any trade, 1 of ", ", chosen\n");
    hear(&s, "Down");
    CHECK_HEARD(&s, "2 of ", ", not chosen\n");
    CHECK(!strstr(sp_str_text(&s.heard), "read "));
    hear(&s, "Enter");
    CHECK_HEARD(&s, "list to unfold\n");
    for (int i = 0; i < 10 && !strstr(sp_str_text(&s.heard), "Reasons met"); i++)
        hear(&s, "Tab");
    CHECK_HEARD(&s, "focus ", "Not tried yet", "Reasons met, 0 / ", ", button\n");
    stage_finish(&s);
}

/* A row of choices tells what it is about; a button without words has its tip. */
static void
test_settings(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_EN, SP_VOICE_ALL);
    listen(&s);
    hear(&s, "C-,");
    CHECK_HEARD(&s, "read Settings\n", "read Language\n",
                "read English, 2 of 2, chosen\n", "read Smaller (Ctrl+−), button\n");
    hear(&s, "Tab");
    hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Language, ");
    hear(&s, "Right");
    CHECK(!strstr(sp_str_text(&s.heard), "Language"));
    for (int i = 0; i < 10 && !strstr(sp_str_text(&s.heard), "Read aloud"); i++)
        hear(&s, "Tab");
    CHECK_HEARD(&s, "focus Read aloud, Off, 1 of 3, not chosen\n");
    hear(&s, "Space"); /* off: silent at once */
    CHECK_STR(sp_str_text(&s.heard), "");
    hear(&s, "Esc");
    CHECK_STR(sp_str_text(&s.heard), "");
    stage_finish(&s);
}

/* ---- widgets of others ---- */

static void
test_field(const char *root)
{
    struct fake_app app;
    struct gui *g = fake_gui(400, 300);
    static const char *const texts[] = {"", "太", "太贵", "太"};
    static const char *const wants[] = {"Search, text field, empty", "太", "贵", "贵"};

    fake_app_init(&app, root);
    gui_set_speaker(g, true);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct gui_saying next = {0};

        gui_input_key(g, 'x', 0);
        gui_begin(g);
        gui_set_voice(g, GUI_VOICE_ALL, app.strings[SP_EN], SP_EN);
        uint64_t id = gui_id(g, "field");
        gui_focus(g, id);
        size_t mark = gui_mark(g);
        gui_label(g, GUI_BODY, GUI_INK, texts[i]);
        gui_spoken(
            g, mark,
            (struct gui_spoken){
                .id = id, .role = GUI_ROLE_FIELD, .text = "Search", .note = texts[i]});
        gui_end(g);
        CHECK(gui_say_next(g, &next));
        CHECK_STR(next.text, wants[i]);
    }
    gui_free(g);
    fake_app_finish(&app);
}

/* ---- voices by script ---- */

/* Chinese runs in [], English ones in {}. */
static void
plain(const char *ssml, struct sp_str *out)
{
    while (*ssml) {
        const char *end = *ssml == '<' ? strchr(ssml, '>') : NULL;

        if (!end) {
            sp_str_add_char(out, *ssml++);
            continue;
        }
        if (strncmp(ssml, "<voice name=\"cmn-latn-pinyin", 28) == 0)
            sp_str_add(out, strncmp(ssml + 28, "+f3", 3) == 0 ? "[f " : "[");
        else if (strncmp(ssml, "<voice name=\"en-us", 18) == 0)
            sp_str_add(out, "{");
        else if (strncmp(ssml, "</voice", 7) == 0)
            sp_str_add(out, "|");
        ssml = end + 1;
    }
}

static void
test_runs(const char *root)
{
    static const struct {
        enum sp_lang lang;
        const char *text, *want;
    } cases[] = {
        {SP_ZH, "太贵了", "[太贵了|"},
        {SP_ZH, "太贵了 IC card", "[太贵了 |{IC card|"},
        {SP_EN, "IC card，太贵了。", "{IC card, |[太贵了。|"},
        {SP_EN, "a < b & c", "{a &lt; b &amp; c|"},
        {SP_ZH, "“你好”", "[你好|"},
        {SP_ZH, "要 12 张", "[要 十二 张|"},
        {SP_EN, "要 12 张", "[要 十二 张|"},
        {SP_EN, "12 cards", "{12 cards|"},
        {SP_ZH, "12 cards", "{12 cards|"},
        {SP_ZH, "3 / 12", "[三 ，共十二|"},
        {SP_EN, "3 / 12", "{3  of 12|"},
        {SP_ZH, "105", "[一百零五|"},
        {SP_ZH, "12,000 元", "[一万二千 元|"},
        {SP_ZH, "100000", "[十万|"},
        {SP_ZH, "10203040", "[一千零二十万三千零四十|"},
        {SP_ZH, "100000001", "[一亿零一|"},
        {SP_ZH, "1010", "[一千零一十|"},
        {SP_ZH, "0", "[零|"},
        {SP_ZH, "007", "[零零七|"},
        {SP_ZH, "3.14", "[三点一四|"},
        {SP_ZH, "便宜 8.5%", "[便宜 百分之八点五|"},
        {SP_EN, "8.5% off", "{8.5% off|"},
        {SP_ZH, "2026 年", "[二零二六 年|"},
        {SP_ZH, "10–15 天", "[十到十五 天|"},
        {SP_ZH, "信任 +5", "[信任 加五|"},
        {SP_ZH, "耐心 −1", "[耐心 减一|"},
        {SP_ZH, "B2B 客户", "{B2B |[客户|"},
        {SP_ZH, "按 Ctrl+0", "[按 |{Ctrl+0|"},
        {SP_ZH, "特征（不实）", "[特征, 不实, |"},
        {SP_ZH, "", ""},
        {SP_ZH, "\xff太", "[太|"},
    };
    struct fake_app app;

    fake_load_strings(&app, root);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_str ssml = {0}, got = {0};

        gui_ssml(&ssml, cases[i].text, cases[i].lang, GUI_NARRATOR,
                 app.strings[cases[i].lang]);
        plain(sp_str_text(&ssml), &got);
        if (!CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in case \"%s\"\n", cases[i].text);
        sp_str_finish(&ssml);
        sp_str_finish(&got);
    }
    struct sp_str ssml = {0}, got = {0}, text = {0};
    for (int i = 0; i < 5000; i++)
        sp_str_add(&text, "贵");
    gui_ssml(&ssml, sp_str_text(&text), SP_ZH, GUI_WOMAN, app.strings[SP_ZH]);
    CHECK(ssml.size < 4200 && sp_utf8_valid(ssml.text, ssml.size));
    plain(sp_str_text(&ssml), &got);
    CHECK(strncmp(sp_str_text(&got), "[f 贵", strlen("[f 贵")) == 0);
    sp_str_finish(&ssml);
    sp_str_finish(&got);
    sp_str_finish(&text);
    for (int i = 0; i < SP_LANGS; i++)
        sp_strings_free(app.strings[i]);
}

int
main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : ".";

    test_round_in_english(root);
    test_round_in_chinese(root);
    test_rehearsal(root);
    test_a_line_that_began_is_heard(root);
    test_a_line_long_begun_yields(root);
    test_an_answer_ends_the_old_line(root);
    test_only_the_customer(root);
    test_off_and_on(root);
    test_reading_a_page(root);
    test_reading_without_sound(root);
    test_help(root);
    test_result_by_ear(root);
    test_hint(root);
    test_home(root);
    test_finding(root);
    test_settings(root);
    test_field(root);
    test_runs(root);
    return test_end();
}
