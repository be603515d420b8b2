/* test_field.c: typing, selecting, pasting and composing in a field, without a window.
 */
#include "core/mem.h"
#include "fake.h"

struct stage {
    struct gui *g;
    struct gui_field_state field;
    bool search;
    struct sp_str clip;
    unsigned events; /* of the last press */
    bool picked;     /* an answer by its number */
};

static void
clip_get(void *data, struct sp_str *out)
{
    sp_str_add(out, sp_str_text(&((struct stage *)data)->clip));
}

static void
clip_set(void *data, const char *text)
{
    struct stage *s = data;

    sp_str_clear(&s->clip);
    sp_str_add(&s->clip, text);
}

static void
frame(struct stage *s)
{
    struct gui *g = s->g;

    gui_begin(g);
    gui_box_begin(g, (struct gui_rect){20, 20, 300, 0});
    if (gui_button(g, gui_id(g, "above"), GUI_PLAIN, "above"))
        s->picked = true;
    gui_space(g, 10);
    s->events |= (s->search ? gui_search : gui_field)(g, gui_id(g, "field"), &s->field,
                                                      "say something");
    gui_space(g, 10);
    if (gui_option(g, gui_id(g, "option"), 1, GUI_BODY, "an answer") ||
        gui_key(g, '?', 0))
        s->picked = true;
    gui_box_end(g);
    gui_end(g);
}

static void
frames(struct stage *s)
{
    s->events = 0;
    s->picked = false;
    frame(s);
    frame(s);
    fake_check_list(s->g, "field");
    CHECK(sp_utf8_valid(s->field.text, s->field.size));
    CHECK_INT((long long)strlen(s->field.text), (long long)s->field.size);
}

static void
stage_init(struct stage *s, const char *text)
{
    *s = (struct stage){.g = fake_gui(400, 300)};
    gui_set_clipboard(s->g, &(struct gui_clipboard){s, clip_get, clip_set});
    gui_field_set(&s->field, text);
    gui_focus(s->g, gui_id(s->g, "field"));
    frame(s);
    frames(s);
}

static void
stage_finish(struct stage *s)
{
    gui_free(s->g);
    sp_str_finish(&s->clip);
}

static void
press(struct stage *s, const char *key)
{
    CHECK(gui_input_name(s->g, key));
    frames(s);
}

/* Keys divided by spaces. */
static void
press_all(struct stage *s, const char *keys)
{
    char key[16];

    while (*keys) {
        size_t n = strcspn(keys, " ");

        snprintf(key, sizeof key, "%.*s", (int)n, keys);
        press(s, key);
        keys += n + (keys[n] == ' ');
    }
}

static void
type(struct stage *s, const char *text)
{
    gui_input_text(s->g, text);
    frames(s);
}

static bool
focused(struct stage *s)
{
    return gui_focused(s->g) == gui_id(s->g, "field");
}

static void
test_edits(void)
{
    static const struct {
        const char *text, *keys, *want;
    } cases[] = {
        {"", "a b Space 1", "ab 1"},
        {"abc", "Backspace", "ab"},
        {"abc", "Home Del", "bc"},
        {"abc", "Left Left x", "axbc"},
        {"abc", "Home x End y", "xabcy"},
        {"太贵了", "Left Backspace", "太了"},
        {"太贵了", "S-Left S-Left x", "太x"},
        {"abc", "C-a x", "x"},
        {"abc", "S-Home Del", ""},
        {"abc", "C-a Left x", "xabc"},
        {"abc", "C-a Right x", "abcx"},
        {"one two", "C-Left x", "one xtwo"},
        {"one two", "C-Left C-Left x", "xone two"},
        {"one two", "Home C-Right x", "onex two"},
        {"one two", "C-Backspace", "one "},
        {"价格太高，12万", "C-Left C-Left C-Left x", "价格太高x，12万"},
        /* A letter with its accent, a family and two flags are one character each. */
        {"ae\xcc\x81", "Backspace", "a"},
        {"a👨‍👩‍👧", "Backspace", "a"},
        {"🇨🇳🇫🇷", "Backspace", "🇨🇳"},
        {"👍🏽b", "Home Del", "b"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage s;

        stage_init(&s, cases[i].text);
        press_all(&s, cases[i].keys);
        if (!CHECK_STR(s.field.text, cases[i].want))
            fprintf(stderr, "  \"%s\" after %s\n", cases[i].text, cases[i].keys);
        stage_finish(&s);
    }
}

static void
test_keys_it_takes(void)
{
    struct stage s;

    stage_init(&s, "");
    press(&s, "1");
    press(&s, "?");
    CHECK(!s.picked);
    CHECK_STR(s.field.text, "1?");
    CHECK(s.events & GUI_FIELD_CHANGED);
    press(&s, "Enter");
    CHECK(s.events == GUI_FIELD_ENTER && focused(&s));
    press(&s, "Esc");
    CHECK_STR(s.field.text, "");
    CHECK(focused(&s) && fake_has(s.g, "say something"));
    press(&s, "Esc");
    CHECK(!focused(&s));
    press(&s, "1");
    CHECK(s.picked);
    CHECK_STR(s.field.text, "");
    gui_focus(s.g, gui_id(s.g, "field"));
    frames(&s);
    press(&s, "Down");
    CHECK(gui_focused(s.g) == gui_id(s.g, "option"));
    press(&s, "Up");
    CHECK(focused(&s));
    press(&s, "S-Tab");
    CHECK(gui_focused(s.g) == gui_id(s.g, "above"));
    stage_finish(&s);
}

static void
test_text_input_follows_focus(void)
{
    struct stage s;
    struct gui_rect first, later;

    stage_init(&s, "");
    CHECK(gui_typing(s.g, &first) != 0);
    type(&s, "太贵");
    CHECK(gui_typing(s.g, &later) != 0);
    CHECK(later.x >= first.x + 29);
    press(&s, "Tab");
    CHECK(gui_typing(s.g, &later) == 0);
    type(&s, "lost");
    CHECK_STR(s.field.text, "太贵");
    stage_finish(&s);
}

static void
test_clipboard(void)
{
    struct stage s;

    stage_init(&s, "you are too dear");
    press_all(&s, "C-a C-c");
    CHECK_STR(sp_str_text(&s.clip), "you are too dear");
    press(&s, "C-x");
    CHECK_STR(s.field.text, "");
    clip_set(&s, "two\r\nlines\tand\x01 more");
    press(&s, "C-v");
    CHECK_STR(s.field.text, "two lines and more");
    CHECK_INT((long long)gui_take_pasted(s.g), 20);
    type(&s, "!");
    press(&s, "Backspace");
    CHECK_INT((long long)gui_take_pasted(s.g), 0); /* that was typed, not pasted */
    press(&s, "C-c");                              /* nothing is selected */
    CHECK_STR(sp_str_text(&s.clip), "two\r\nlines\tand\x01 more");
    clip_set(&s, "bad \xff bytes");
    press_all(&s, "C-a C-v");
    CHECK_STR(s.field.text, "two lines and more");
    gui_input_text(s.g, "\xe5\xa4");
    frames(&s);
    CHECK_STR(s.field.text, "two lines and more");
    stage_finish(&s);
}

static void
test_limit(void)
{
    struct stage s;

    stage_init(&s, "");
    s.field.most = 8;
    type(&s, "太贵了"); /* nine bytes */
    CHECK_STR(s.field.text, "太贵");
    type(&s, "ab");
    type(&s, "c");
    CHECK_STR(s.field.text, "太贵ab");
    stage_finish(&s);

    stage_init(&s, "");
    for (int i = 0; i < 300; i++)
        sp_str_add(&s.clip, "太贵了");
    press_all(&s, "C-v Home S-End C-c End a b");
    CHECK_INT((long long)s.field.size, 2000);
    CHECK_INT((long long)s.clip.size, 1998);
    stage_finish(&s);
}

/* The caret stays in the field, and what was typed last is in sight. */
static void
test_scrolling(void)
{
    struct stage s;
    struct gui_rect caret, field = {0, 0, 0, 0};

    stage_init(&s, "");
    for (int i = 0; i < 30; i++) {
        type(&s, "too expensive for us ");
        gui_typing(s.g, &caret);
        gui_find(s.g, gui_id(s.g, "field"), &field);
        CHECK(caret.x > field.x && caret.x < field.x + field.w);
    }
    CHECK(s.field.scroll > 300);
    press(&s, "Home");
    CHECK(s.field.scroll < 1);
    press(&s, "End");
    press(&s, "C-Backspace");
    gui_typing(s.g, &caret);
    CHECK(caret.x > field.x + 100);
    stage_finish(&s);
}

static void
test_compose(void)
{
    struct stage s;
    struct gui_rect before, after;

    stage_init(&s, "我觉得!");
    press(&s, "Left");
    gui_typing(s.g, &before);
    gui_input_edit(s.g, "tai gui", 7);
    frames(&s);
    gui_typing(s.g, &after);
    CHECK(after.x > before.x + 40);
    CHECK_STR(s.field.text, "我觉得!");
    CHECK(fake_has(s.g, "我觉得tai gui!"));
    gui_input_edit(s.g, "", 0);
    type(&s, "太贵了");
    CHECK_STR(s.field.text, "我觉得太贵了!");
    CHECK(!fake_has(s.g, "tai gui"));
    /* It stands in the place of the selection, which is still there if it is dropped.
     */
    press(&s, "C-a");
    gui_input_edit(s.g, "hao", 3);
    frames(&s);
    CHECK(fake_has(s.g, "hao") && !fake_has(s.g, "太贵了"));
    gui_input_edit(s.g, "", 0);
    frames(&s);
    CHECK(fake_has(s.g, "我觉得太贵了!"));
    gui_input_edit(s.g, "hao", 3);
    frames(&s);
    press(&s, "Tab");
    CHECK(!fake_has(s.g, "hao"));
    press(&s, "S-Tab");
    CHECK(!fake_has(s.g, "hao"));
    stage_finish(&s);
}

static void
mouse(struct stage *s, double x, bool down, uint64_t at_ms)
{
    struct gui_rect r = {0, 0, 0, 0};

    CHECK(gui_find(s->g, gui_id(s->g, "field"), &r));
    gui_input_time(s->g, at_ms);
    gui_input_move(s->g, r.x + x, r.y + r.h / 2);
    gui_input_button(s->g, down);
    frames(s);
}

static void
click(struct stage *s, double x, uint64_t at_ms)
{
    mouse(s, x, true, at_ms);
    mouse(s, x, false, at_ms + 50);
}

/* Letters are about 9 points wide, after 12 points of margin. */
static void
test_mouse(void)
{
    struct stage s;

    stage_init(&s, "one two three");
    gui_focus(s.g, 0);
    frames(&s);
    click(&s, 12 + 9 * 4, 1000);
    CHECK(focused(&s));
    CHECK(s.field.caret == 4 && s.field.anchor == 4);
    click(&s, 12 + 9 * 4, 1200); /* twice: the word */
    CHECK(s.field.anchor == 4 && s.field.caret == 7);
    click(&s, 12 + 9 * 4, 1400); /* three times: all */
    CHECK(s.field.anchor == 0 && s.field.caret == 13);
    click(&s, 12, 3000);
    mouse(&s, 12 + 9 * 4, true, 4000);
    gui_input_move(s.g, 20 + 12 + 58, 90);
    frames(&s);
    mouse(&s, 12 + 58, false, 4100);
    CHECK(s.field.anchor == 4 && s.field.caret == 7);
    type(&s, "2");
    CHECK_STR(s.field.text, "one 2 three");
    click(&s, 290, 6000); /* the cross at the right end */
    CHECK_STR(s.field.text, "");
    CHECK(focused(&s));
    stage_finish(&s);
}

/* The caret blinks for a while, and then nothing wakes the program. */
static void
test_blink(void)
{
    struct stage s;

    stage_init(&s, "");
    CHECK(gui_wake_ms(s.g) < 0);
    gui_set_still(s.g, false);
    gui_input_time(s.g, 100);
    press(&s, "a");
    CHECK_INT(gui_wake_ms(s.g), 500);
    gui_drawn(s.g);
    gui_input_time(s.g, 650);
    frames(&s);
    CHECK(gui_changed(s.g));
    gui_input_time(s.g, 20000);
    frames(&s);
    CHECK(gui_wake_ms(s.g) < 0);
    CHECK(!gui_changed(s.g));
    gui_input_time(s.g, 20100);
    press(&s, "b");
    CHECK(gui_wake_ms(s.g) > 0);
    gui_input_away(s.g, true);
    frames(&s);
    CHECK(gui_wake_ms(s.g) < 0);
    stage_finish(&s);
}

int
main(void)
{
    test_edits();
    test_keys_it_takes();
    test_text_input_follows_focus();
    test_clipboard();
    test_limit();
    test_scrolling();
    test_compose();
    test_mouse();
    test_blink();
    return test_end();
}
