/* test_home.c: the first screen: where to begin, finding customers, giving up, reading
 * the files again. usage: test_home REPOSITORY */
#include "fake_app.h"

struct stage {
    struct fake_app app;
    struct sp_ui *ui;
    struct gui *g;
    bool check; /* the layout of every frame */
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
    CHECK(gui_wake_ms(s->g) < 0 || gui_wake_ms(s->g) > 100);
    if (s->check)
        fake_check_list(s->g, "home");
}

struct wish {
    const char *root;
    int width, height;
    double scale;
    enum sp_lang lang;
    size_t copies;
};

static void
stage_init(struct stage *s, struct wish wish)
{
    double scale = wish.scale > 0 ? wish.scale : 1;
    int width = wish.width ? wish.width : 1200,
        height = wish.height ? wish.height : 900;

    *s = (struct stage){.check = true, .now_ms = 1000};
    fake_app_init(&s->app, wish.root);
    if (wish.copies) {
        s->app.copies = wish.copies;
        fake_reload(&s->app);
        s->app.reloads = 0;
    }
    s->g = fake_gui((int)(width * scale), (int)(height * scale));
    gui_set_scale(s->g, scale);
    s->ui = sp_ui_new(&(struct sp_ui_params){
        .ops = &fake_ops, .data = &s->app, .look = {.lang = wish.lang}});
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
}

static void
type(struct stage *s, const char *text)
{
    gui_input_text(s->g, text);
    frame(s);
}

static void
search(struct stage *s, const char *text)
{
    press(s, "C-f");
    type(s, text);
}

static void
focus(struct stage *s, const char *group, const char *name)
{
    if (group)
        gui_push_id(s->g, gui_id(s->g, group));
    gui_focus(s->g, gui_id(s->g, name));
    if (group)
        gui_pop_id(s->g);
    frame(s);
}

static void
click(struct stage *s, uint64_t id)
{
    struct gui_rect r = {0, 0, 0, 0};

    CHECK(gui_find(s->g, id, &r));
    gui_input_move(s->g, r.x + r.w / 2, r.y + r.h / 2);
    gui_input_button(s->g, true);
    frame(s);
    gui_input_button(s->g, false);
    frame(s);
}

static uint64_t
give_up_button(struct stage *s, size_t attempt)
{
    gui_push_id(s->g, gui_id(s->g, "entries"));
    gui_push_id(s->g, gui_id(s->g, s->app.entry[attempt].id));
    uint64_t id = gui_id(s->g, "give-up");
    gui_pop_id(s->g);
    gui_pop_id(s->g);
    return id;
}

/* A call that is left after its first line; back on the first screen. */
static void
leave_one(struct stage *s, const char *scenario)
{
    bool check = s->check;

    s->check = false; /* a note lies over the page on purpose */
    focus(s, "scenarios", scenario);
    press(s, "Enter");
    press(s, "Enter");
    CHECK_STR(sp_ui_screen(s->ui), "play");
    press(s, "1");
    press(s, "Esc");
    CHECK_STR(sp_ui_screen(s->ui), "home");
    s->now_ms += 6000;
    frame(s);
    s->check = check;
}

static void
finish_one(struct stage *s, const char *scenario)
{
    bool check = s->check;

    s->check = false;
    focus(s, "scenarios", scenario);
    press(s, "Enter");
    press(s, "Enter");
    for (int i = 0; i < 40 && strcmp(sp_ui_screen(s->ui), "play") == 0; i++)
        press(s, "1");
    CHECK_STR(sp_ui_screen(s->ui), "result");
    press(s, "Esc");
    s->now_ms += 6000;
    frame(s);
    s->check = check;
}

static void
test_first_time(const char *root)
{
    struct stage s;

    stage_init(&s, (struct wish){.root = root, .lang = SP_EN});
    CHECK(fake_has(s.g, "Face the difficult customer"));
    CHECK(!fake_has(s.g, "Suggested next") && !fake_has(s.g, "Past calls"));
    CHECK(!fake_has(s.g, "Any progress")); /* three customers need no filters */
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "brief");
    CHECK(fake_has(s.g, "Higher rates in the season")); /* the easiest */
    press(&s, "Esc");
    finish_one(&s, "insurance");
    CHECK(!fake_has(s.g, "Face the difficult customer"));
    CHECK(fake_has(s.g, "Suggested next"));
    CHECK(fake_has(s.g, "Not passed yet"));
    gui_focus(s.g, 0);
    press(&s, "Tab");
    press(&s, "Enter");
    CHECK(fake_has(s.g, "I will think about it"));
    stage_finish(&s);
}

static void
test_progress(const char *root)
{
    struct stage s;

    stage_init(&s, (struct wish){.root = root, .lang = SP_EN, .height = 2000});
    CHECK(fake_has(s.g, "0 / ") && !fake_has(s.g, "Last played"));
    CHECK(!fake_has(s.g, "Empathise"));
    finish_one(&s, "hotel-rate");
    CHECK(fake_has(s.g, "1 / "));
    CHECK(fake_has(s.g, "Last played 2026-11-23"));
    CHECK(fake_has(s.g, "Empathise"));
    finish_one(&s, "hotel-rate"); /* the same reason counts once */
    CHECK(fake_has(s.g, "1 / ") && !fake_has(s.g, "2 / "));
    /* What was played from the middle of another call is no result of its own. */
    s.app.entry[0].branched = s.app.entry[1].branched = true;
    press(&s, "C-l");
    press(&s, "C-l");
    CHECK(!fake_has(s.g, "Empathise") && fake_has(s.g, "1 / "));
    stage_finish(&s);
}

static void
test_search(const char *root)
{
    static const struct {
        const char *query;
        bool price, hotel, insurance;
    } cases[] = {
        {"EXPENSIVE", true, false, false},
        {"太贵", true, false, false}, /* in the other language */
        {"hotels", false, true, false},
        {"meeting season", false, true, false},
        {"meeting expensive", false, false, false},
        {"  think　", false, false, true},
        {"", true, true, true},
    };
    struct stage s;

    stage_init(&s, (struct wish){.root = root, .lang = SP_EN});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        search(&s, cases[i].query);
        if (!cases[i].query[0])
            press(&s, "Esc");
        bool price = CHECK(fake_has(s.g, "thirty computers") == cases[i].price);
        bool hotel = CHECK(fake_has(s.g, "annual meeting") == cases[i].hotel);
        bool life = CHECK(fake_has(s.g, "hour of talking") == cases[i].insurance);
        if (!price || !hotel || !life)
            fprintf(stderr, "  searching \"%s\"\n", cases[i].query);
    }
    press(&s, "Esc");
    press(&s, "/"); /* the key is not typed */
    type(&s, "zebra");
    CHECK(fake_has(s.g, "No customer matches"));
    CHECK(fake_has(s.g, "zebra") && !fake_has(s.g, "/zebra"));
    click(&s, gui_id(s.g, "clear-all"));
    CHECK(fake_has(s.g, "thirty computers"));
    /* Enter goes to the first that is left. */
    search(&s, "think");
    press(&s, "Enter");
    press(&s, "Enter");
    CHECK_STR(sp_ui_screen(s.ui), "brief");
    CHECK(fake_has(s.g, "I will think about it"));
    stage_finish(&s);
}

/* Opens the list and takes the item so many below the first. */
static void
choose(struct stage *s, const char *name, int down)
{
    s->check = false; /* the list lies over the page on purpose */
    focus(s, NULL, name);
    press(s, "Enter");
    for (int i = 0; i < 9; i++)
        press(s, "Up");
    for (int i = 0; i < down; i++)
        press(s, "Down");
    press(s, "Enter");
    s->check = true;
    frame(s);
    CHECK(gui_focused(s->g) == gui_id(s->g, name));
}

static void
test_filters(const char *root)
{
    struct stage s;

    stage_init(&s,
               (struct wish){.root = root, .lang = SP_EN, .copies = 4, .height = 3000});
    CHECK(fake_has(s.g, "Any progress") && fake_has(s.g, "Any trade"));
    finish_one(&s, "hotel-rate-2");
    choose(&s, "status", 1);
    CHECK(fake_has(s.g, "11 / 12"));
    choose(&s, "status", 2);
    CHECK(fake_has(s.g, "1 / 12") && fake_has(s.g, "annual meeting"));
    choose(&s, "status", 3);
    CHECK(fake_has(s.g, "0 / 12") && fake_has(s.g, "No customer matches"));
    choose(&s, "status", 0);
    choose(&s, "trade", 3);
    CHECK(fake_has(s.g, "4 / 12") && fake_has(s.g, "hour of talking"));
    press(&s, "C-l"); /* the same trade in the other language */
    CHECK(fake_has(s.g, "4 / 12"));
    press(&s, "C-l");
    choose(&s, "difficulty", 1);
    CHECK(fake_has(s.g, "0 / 12"));
    click(&s, gui_id(s.g, "clear"));
    CHECK(fake_has(s.g, "thirty computers"));
    /* Left without choosing, by Esc and by a click beside it. */
    focus(&s, NULL, "trade");
    s.check = false;
    press(&s, "Enter");
    press(&s, "Down");
    press(&s, "Esc");
    press(&s, "Enter");
    gui_input_move(s.g, 4, 200);
    gui_input_button(s.g, true);
    frame(&s);
    gui_input_button(s.g, false);
    s.check = true;
    frame(&s);
    CHECK(!fake_has(s.g, " / 12"));
    stage_finish(&s);
}

static void
test_give_up(const char *root)
{
    struct stage s;

    stage_init(&s, (struct wish){.root = root, .lang = SP_EN, .height = 2000});
    for (int i = 0; i < 5; i++)
        leave_one(&s, "hotel-rate");
    CHECK(fake_has(s.g, "Show all 5"));
    /* Taken back by mouse and by key: nothing has happened. */
    click(&s, give_up_button(&s, 4));
    CHECK(fake_has(s.g, "Call given up") && fake_has(s.g, "Show all 4"));
    CHECK(!s.app.given_up[4]);
    click(&s, gui_id(s.g, "give-back"));
    CHECK(!fake_has(s.g, "Call given up") && fake_has(s.g, "Show all 5"));
    gui_focus(s.g, give_up_button(&s, 4));
    press(&s, "Enter");
    CHECK(fake_has(s.g, "Call given up"));
    press(&s, "Enter"); /* the focus is on taking it back */
    CHECK(!fake_has(s.g, "Call given up") && !s.app.given_up[4]);
    /* Another one settles the first; time settles the second. */
    click(&s, give_up_button(&s, 4));
    click(&s, give_up_button(&s, 3));
    CHECK(s.app.given_up[4] && !s.app.given_up[3]);
    s.now_ms += 21000;
    frame(&s);
    CHECK(s.app.given_up[3] && !fake_has(s.g, "Call given up"));
    /* So does another screen. */
    click(&s, give_up_button(&s, 2));
    focus(&s, "scenarios", "insurance");
    press(&s, "Enter");
    CHECK(s.app.given_up[2]);
    press(&s, "Esc");
    /* What fails is told, and the row comes back. */
    click(&s, give_up_button(&s, 1));
    s.app.broken = true;
    s.now_ms += 21000;
    s.check = false;
    frame(&s);
    CHECK(fake_has(s.g, "the disk is full") && !s.app.given_up[1]);
    CHECK(gui_find(s.g, give_up_button(&s, 1), &(struct gui_rect){0, 0, 0, 0}));
    s.app.broken = false;
    /* And the end of the program. */
    click(&s, give_up_button(&s, 0));
    CHECK(!s.app.given_up[0]);
    sp_ui_free(s.ui);
    CHECK(s.app.given_up[0] && !s.app.given_up[1]);
    s.ui = NULL;
    stage_finish(&s);
}

static void
test_reload(const char *root)
{
    struct stage s;

    stage_init(&s, (struct wish){.root = root, .lang = SP_EN});
    s.check = false; /* a note lies over the page on purpose */
    press(&s, "F5");
    CHECK_INT(s.app.reloads, 1);
    CHECK(fake_has(s.g, "were read again: 3"));
    focus(&s, "scenarios", "insurance");
    press(&s, "Enter");
    s.app.broken = true;
    press(&s, "F5");
    CHECK_STR(sp_ui_screen(s.ui), "brief");
    CHECK(fake_has(s.g, "I will think about it"));
    CHECK(fake_has(s.g, "the disk is full"));
    s.app.broken = false;
    s.app.after_reload = 2; /* its file is gone */
    press(&s, "F5");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    CHECK(!fake_has(s.g, "I will think about it"));
    /* A call that runs keeps what it began with. */
    focus(&s, "scenarios", "hotel-rate");
    press(&s, "Enter");
    press(&s, "Enter");
    press(&s, "F5");
    CHECK_INT(s.app.reloads, 3);
    stage_finish(&s);
}

static void
test_sizes(const char *root)
{
    static const struct {
        int width, height;
        double scale;
    } sizes[] = {{360, 400, 1},     {480, 640, 1},    {640, 400, 1},
                 {900, 600, 1},     {1280, 800, 1},   {1600, 1000, 1},
                 {1280, 800, 0.75}, {1000, 700, 1.5}, {640, 400, 3}};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes * SP_LANGS; i++) {
        struct stage s;

        stage_init(&s, (struct wish){.root = root,
                                     .width = sizes[i / SP_LANGS].width,
                                     .height = sizes[i / SP_LANGS].height,
                                     .scale = sizes[i / SP_LANGS].scale,
                                     .lang = (enum sp_lang)(i % SP_LANGS),
                                     .copies = 5});
        finish_one(&s, "price-objection");
        leave_one(&s, "insurance-3");
        s.check = true;
        for (int k = 0; k < 15; k++)
            press(&s, "PgDn");
        press(&s, "Home");
        gui_focus(s.g, give_up_button(&s, 1));
        press(&s, "Enter");
        search(&s, "zebra");
        CHECK(!fake_has(s.g, "ui."));
        stage_finish(&s);
    }
}

int
main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : ".";

    test_first_time(root);
    test_progress(root);
    test_search(root);
    test_filters(root);
    test_give_up(root);
    test_reload(root);
    test_sizes(root);
    return test_end();
}
