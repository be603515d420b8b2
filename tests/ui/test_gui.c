/* test_gui.c: focus, keys, mouse, wrapping, scrolling and colours, without a window. */
#include "fake.h"
#include "ui/gui.h"

static void
test_breaks(void)
{
    /* '|' marks where a line may end. */
    static const char *const cases[] = {
        "你|好",        "你|好，|吗", "“你|好”|吗", "含 |13% |VAT",   "价|是 |¥128",
        "（含|税）|吗", "嗯……|首",    "ROI——|首",   "太|贵|了！”|他", "don’t |go",
        "a |b",         "《书》|里",  "3%|的",      "用 |Acme |的",   "到|2|年",
        "wait… |what",  "so |— |it",  "¥12|万",
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i];
        char got[128] = "";
        size_t size = 0;
        uint32_t prev = 0;

        while (*at) {
            uint32_t code;
            size_t n = sp_utf8_next(at, strlen(at), &code);

            if (*at == '|') {
                at++;
                continue;
            }
            if (prev && gui_break_allowed(prev, code))
                got[size++] = '|';
            memcpy(got + size, at, n);
            size += n;
            at += n;
            prev = code;
        }
        got[size] = '\0';
        CHECK_STR(got, cases[i]);
    }
}

static void
test_wrap(void)
{
    struct gui *g = fake_gui(800, 600);
    static const struct {
        const char *text;
        double width;
        const char *lines[5];
    } cases[] = {
        {"你好吗，我很好。", 60, {"你好吗，", "我很好。"}},
        {"one two three", 60, {"one two", "three"}},
        {"incomprehensible", 60, {"incompr", "ehensib", "le"}},
        {"a\nb", 100, {"a", "b"}},
        {"", 100, {""}},
        {"太贵了……真的", 60, {"太贵", "了……真", "的"}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gui_lines lines = gui_wrap(g, GUI_BODY, cases[i].text, cases[i].width);

        for (size_t k = 0; k < lines.count; k++) {
            char got[64];

            CHECK(lines.items[k].width <= cases[i].width);
            snprintf(got, sizeof got, "%.*s", (int)lines.items[k].size,
                     cases[i].text + lines.items[k].start);
            if (CHECK(k < 5))
                CHECK_STR(got, cases[i].lines[k]);
        }
    }
    gui_free(g);
}

/* ---- a little screen ---- */

struct demo {
    int clicked; /* index of the option or button last used, or -1 */
    size_t part;
    bool modal;
};

static void
demo_frame(struct demo *d, struct gui *g)
{
    struct gui_rect page = {0, 0, gui_width(g), gui_height(g)};
    static const char *const parts[] = {"one", "two", "three"};

    gui_begin(g);
    gui_scroll_begin(g, gui_id(g, "page"), page, 16);
    for (unsigned i = 0; i < 4; i++) {
        /* All four say the same: only ids tell them apart. */
        if (gui_option(g, gui_id_n(g, "option", i), i + 1, GUI_BODY, "same"))
            d->clicked = (int)i;
        gui_space(g, 8);
    }
    gui_segments(g, gui_id(g, "parts"), parts, 3, &d->part);
    gui_space(g, 900);
    if (gui_button(g, gui_id(g, "last"), GUI_PRIMARY, "last"))
        d->clicked = 9;
    gui_scroll_end(g);
    if (d->modal) {
        gui_modal_begin(g);
        gui_box_begin(g, (struct gui_rect){40, 40, 100, 0});
        if (gui_button(g, gui_id(g, "close"), GUI_PLAIN, "close"))
            d->clicked = 20;
        gui_box_end(g);
        gui_modal_end(g);
    }
    gui_end(g);
}

static void
press(struct demo *d, struct gui *g, const char *key)
{
    CHECK(gui_input_name(g, key));
    demo_frame(d, g);
    demo_frame(d, g);
}

static void
click(struct demo *d, struct gui *g, uint64_t id)
{
    struct gui_rect r = {0, 0, 0, 0};
    double s = gui_get_scale(g);

    CHECK(gui_find(g, id, &r));
    gui_input_move(g, (r.x + r.w / 2) * s, (r.y + r.h / 2) * s);
    gui_input_button(g, true);
    demo_frame(d, g);
    gui_input_button(g, false);
    demo_frame(d, g);
    demo_frame(d, g);
}

static void
test_keys(void)
{
    struct gui *g = fake_gui(600, 500);
    struct demo d = {.clicked = -1};

    demo_frame(&d, g);
    press(&d, g, "Tab");
    CHECK(gui_focused(g) == gui_id_n(g, "option", 0));
    press(&d, g, "Down");
    CHECK(gui_focused(g) == gui_id_n(g, "option", 1));
    press(&d, g, "Enter");
    CHECK_INT(d.clicked, 1);
    press(&d, g, "S-Tab");
    CHECK(gui_focused(g) == gui_id_n(g, "option", 0));
    press(&d, g, "S-Tab");
    CHECK(gui_focused(g) == gui_id(g, "last"));
    press(&d, g, "Space");
    CHECK_INT(d.clicked, 9);
    press(&d, g, "4");
    CHECK_INT(d.clicked, 3);
    press(&d, g, "C-4");
    CHECK_INT(d.clicked, 3);
    gui_free(g);
}

static void
test_segments_by_arrow(void)
{
    struct gui *g = fake_gui(600, 500);
    struct demo d = {.clicked = -1};

    demo_frame(&d, g);
    for (int i = 0; i < 5; i++)
        press(&d, g, "Tab");
    press(&d, g, "Right");
    press(&d, g, "Enter");
    CHECK_INT((long long)d.part, 1);
    gui_free(g);
}

static void
test_mouse(void)
{
    struct gui *g = fake_gui(900, 750);
    struct demo d = {.clicked = -1};

    gui_set_scale(g, 1.5);
    demo_frame(&d, g);
    click(&d, g, gui_id_n(g, "option", 2));
    CHECK_INT(d.clicked, 2);
    d.clicked = -1;
    press(&d, g, "Enter"); /* a click leaves no focus that Enter would press unseen */
    CHECK_INT(d.clicked, -1);
    d.modal = true;
    d.clicked = -1;
    demo_frame(&d, g);
    demo_frame(&d, g);
    click(&d, g, gui_id_n(g, "option", 3));
    CHECK_INT(d.clicked, -1);
    press(&d, g, "2");
    CHECK_INT(d.clicked, -1);
    click(&d, g, gui_id(g, "close"));
    CHECK_INT(d.clicked, 20);
    gui_free(g);
}

static void
test_scroll(void)
{
    struct gui *g = fake_gui(600, 500);
    struct demo d = {.clicked = -1};
    struct gui_rect before, after;
    uint64_t first = gui_id_n(g, "option", 0);

    demo_frame(&d, g);
    gui_find(g, first, &before);
    press(&d, g, "PgDn");
    gui_find(g, first, &after);
    CHECK(after.y < before.y - 300);
    press(&d, g, "Home");
    gui_find(g, first, &after);
    CHECK(after.y > before.y - 1);
    gui_input_move(g, 300, 250);
    gui_input_wheel(g, -2);
    demo_frame(&d, g);
    demo_frame(&d, g);
    gui_find(g, first, &after);
    CHECK(after.y < before.y - 50);
    /* Focus by key comes into view, wherever it is. */
    gui_focus(g, gui_id(g, "last"));
    demo_frame(&d, g);
    demo_frame(&d, g);
    gui_find(g, gui_id(g, "last"), &after);
    CHECK(after.y >= 0 && after.y + after.h <= 500);
    gui_free(g);
}

static void
two_areas(struct gui *g, bool to_end)
{
    gui_begin(g);
    if (to_end)
        gui_scroll_to_end(g, gui_id(g, "talk"));
    gui_scroll_begin(g, gui_id(g, "side"), (struct gui_rect){400, 0, 200, 500}, 8);
    gui_take(g, 100);
    gui_scroll_end(g);
    gui_scroll_begin(g, gui_id(g, "talk"), (struct gui_rect){0, 0, 400, 500}, 8);
    for (size_t i = 0; i < 40; i++)
        gui_button(g, gui_id_n(g, "line", i), GUI_PLAIN, "line");
    gui_scroll_end(g);
    gui_end(g);
}

/* What a test clicks on: every widget by its name, with what can be seen of it. */
static void
test_names(void)
{
    struct gui *g = fake_gui(600, 500);
    struct demo d = {.clicked = -1};
    struct gui_widget spot = {0};

    gui_keep_names(g);
    demo_frame(&d, g);
    CHECK_STR(gui_name(g, gui_id(g, "last")), "last");
    CHECK_STR(gui_name(g, 12345), "");
    CHECK_INT((long long)gui_widget_count(g), 9); /* the bar is one too */
    spot = gui_widget(g, 1);
    CHECK_STR(spot.name, "option.1");
    CHECK(spot.stops && spot.scrolls && spot.seen.h >= spot.rect.h);
    CHECK_STR(gui_widget(g, 5).name, "parts/part.1");
    spot = gui_widget(g, 7);
    CHECK_STR(spot.name, "last");
    CHECK(spot.seen.h <= 0);
    CHECK(!gui_widget(g, 8).stops);
    d.modal = true;
    demo_frame(&d, g);
    demo_frame(&d, g);
    for (size_t i = 0; i < gui_widget_count(g); i++)
        CHECK(gui_widget(g, i).stops == (strcmp(gui_widget(g, i).name, "close") == 0));
    /* What lay behind comes back to life at once, not with the next event. */
    d.modal = false;
    demo_frame(&d, g);
    CHECK_INT(gui_wake_ms(g), 0);
    demo_frame(&d, g);
    CHECK(gui_widget(g, 1).stops);
    gui_free(g);
}

/* A call that is gone on with opens at its last line, also when the screen has other
 * areas that come up at the same moment. */
static void
test_opens_at_the_end(void)
{
    struct gui *g = fake_gui(600, 500);
    struct gui_rect last = {0, 0, 0, 0};

    two_areas(g, true);
    two_areas(g, false);
    CHECK(gui_find(g, gui_id_n(g, "line", 39), &last));
    CHECK(last.y + last.h <= 500);
    gui_input_move(g, 100, 100);
    gui_input_wheel(g, 3);
    two_areas(g, false);
    two_areas(g, false);
    gui_find(g, gui_id_n(g, "line", 39), &last);
    CHECK(last.y > 500);
    gui_free(g);
}

static void
test_draws_only_changes(void)
{
    struct gui *g = fake_gui(600, 500);
    struct demo d = {.clicked = -1};

    demo_frame(&d, g);
    CHECK(gui_changed(g));
    gui_drawn(g);
    demo_frame(&d, g);
    CHECK(!gui_changed(g));
    press(&d, g, "Tab");
    CHECK(gui_changed(g));
    gui_free(g);
}

static void
test_columns_align(void)
{
    struct gui *g = fake_gui(1000, 600);
    struct gui_rect a, b;

    gui_begin(g);
    gui_columns_begin(g, (double[]){-1, -1}, 2, 16);
    gui_column_next(g);
    gui_card_button_begin(g, gui_id(g, "a"), 16);
    gui_paragraph(g, GUI_BODY, GUI_INK, "short");
    gui_card_button_end(g);
    gui_column_next(g);
    gui_card_button_begin(g, gui_id(g, "b"), 16);
    gui_paragraph(g, GUI_BODY, GUI_INK, "long\nlong\nlong");
    gui_card_button_end(g);
    gui_columns_level(g);
    gui_columns_end(g);
    gui_end(g);
    CHECK(gui_find(g, gui_id(g, "a"), &a) && gui_find(g, gui_id(g, "b"), &b));
    CHECK(fabs(a.h - b.h) < 0.5 && fabs(a.w - b.w) < 0.5 && fabs(a.w - 492) < 0.5);
    fake_check_list(g, "columns");
    gui_free(g);
}

static void
test_sizes(void)
{
    static const int sizes[][2] = {{360, 400}, {600, 500}, {1280, 800}};

    for (size_t i = 0; i < 3; i++) {
        for (int zoom = 0; zoom < 3; zoom++) {
            struct gui *g = fake_gui(sizes[i][0], sizes[i][1]);
            struct demo d = {.clicked = -1};

            gui_set_scale(g, zoom == 0 ? 0.75 : zoom);
            demo_frame(&d, g);
            demo_frame(&d, g);
            fake_check_list(g, "demo");
            gui_free(g);
        }
    }
}

static void
test_contrast(void)
{
    static const struct {
        enum gui_color ink, ground;
        double least;
    } rules[] = {
        {GUI_INK, GUI_BACK, 4.5},       {GUI_INK, GUI_CARD, 4.5},
        {GUI_INK, GUI_SUNK, 4.5},       {GUI_INK, GUI_TINT, 4.5},
        {GUI_INK, GUI_BUBBLE, 4.5},     {GUI_MUTED, GUI_BACK, 4.5},
        {GUI_MUTED, GUI_CARD, 4.5},     {GUI_MUTED, GUI_SUNK, 4.5},
        {GUI_MUTED, GUI_TINT, 4.5},     {GUI_ON, GUI_ACCENT, 4.5},
        {GUI_LINK, GUI_CARD, 4.5},      {GUI_LINK, GUI_BACK, 4.5},
        {GUI_LINK, GUI_TINT, 4.5},      {GUI_GOOD, GUI_CARD, 4.5},
        {GUI_GOOD, GUI_GOOD_TINT, 4.5}, {GUI_WARN, GUI_CARD, 4.5},
        {GUI_WARN, GUI_WARN_TINT, 4.5}, {GUI_BAD, GUI_CARD, 4.5},
        {GUI_BAD, GUI_BAD_TINT, 4.5},   {GUI_INK, GUI_GOOD_TINT, 4.5},
        {GUI_INK, GUI_WARN_TINT, 4.5},  {GUI_INK, GUI_BAD_TINT, 4.5},
        {GUI_FOCUS, GUI_CARD, 3},       {GUI_FOCUS, GUI_BACK, 3},
        {GUI_EDGE, GUI_CARD, 3},        {GUI_EDGE, GUI_SUNK, 3},
        {GUI_EDGE, GUI_BACK, 3},        {GUI_GOOD, GUI_TRACK, 3},
        {GUI_WARN, GUI_TRACK, 3},       {GUI_BAD, GUI_TRACK, 3},
        {GUI_LINK, GUI_TRACK, 3},       {GUI_ACCENT, GUI_CARD, 3},
    };
    const struct gui_theme *themes[] = {&gui_theme_light, &gui_theme_dark};

    for (size_t t = 0; t < 2; t++) {
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
            double got = gui_contrast(themes[t]->color[rules[i].ink],
                                      themes[t]->color[rules[i].ground]);
            if (!CHECK(got >= rules[i].least))
                fprintf(stderr, "  %s: roles %d on %d: %.2f\n", themes[t]->id,
                        rules[i].ink, rules[i].ground, got);
        }
    }
    CHECK(fabs(gui_contrast(0x000000, 0xffffff) - 21) < 0.01);
}

int
main(void)
{
    test_breaks();
    test_wrap();
    test_keys();
    test_segments_by_arrow();
    test_mouse();
    test_scroll();
    test_names();
    test_opens_at_the_end();
    test_draws_only_changes();
    test_columns_align();
    test_sizes();
    test_contrast();
    return test_end();
}
