/* test_desk.c: a manager's desk in the window: the lock, people, a new exam, the board,
 * deciding. usage: test_desk REPOSITORY */
#include "fake_app.h"

#include "fake_exam.h"

#include "fake_desk.h"
#include "fake_stage.h"

/* The focus to the widget of that name; false when there is none. */
static bool
go_to(struct stage *s, const char *name)
{
    for (size_t i = 0; i < gui_widget_count(s->g); i++) {
        struct gui_widget spot = gui_widget(s->g, i);

        if (spot.stops && spot.name && strcmp(spot.name, name) == 0) {
            gui_focus(s->g, spot.id);
            frame(s);
            return true;
        }
    }
    return false;
}

static void
push(struct stage *s, const char *name)
{
    if (CHECK(go_to(s, name)))
        press(s, "Enter");
}

static void
stage_init(struct stage *s, const char *root, enum sp_desk_state state)
{
    stage_start(s, root);
    fake_desk_init(&s->ops, false);
    desk.state = state;
    stage_open(s, 1200, 900, SP_EN);
}

static void
enter(struct stage *s)
{
    press(s, "m");
    CHECK_STR(sp_ui_screen(s->ui), "desk");
    type(s, "open sesame");
    press(s, "Enter");
    CHECK(fake_has(s->g, "Exams"));
}

static void
to_the_board(struct stage *s)
{
    enter(s);
    push(s, "exam-0/exam");
    CHECK(fake_has(s->g, "Give out start codes"));
}

static void
test_the_lock(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_LOCKED);
    press(&s, "m");
    type(&s, "open nothing");
    CHECK(!fake_has(s.g, "open nothing")); /* never in the clear */
    press(&s, "Enter");
    CHECK(fake_has(s.g, "That is not the passphrase."));
    CHECK(!fake_has(s.g, "Spring exam"));
    gui_focus(s.g, 0);
    press(&s, "Esc");
    CHECK_STR(sp_ui_screen(s.ui), "home");
    enter(&s);
    gui_focus(s.g, 0);
    press(&s, "Esc");
    CHECK_INT(desk.state, SP_DESK_LOCKED); /* whoever leaves, locks */
    stage_finish(&s);
}

static void
test_a_first_passphrase(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_NO_KEY);
    press(&s, "m");
    type(&s, "open sesame");
    press(&s, "Tab");
    type(&s, "open simsim");
    press(&s, "Enter");
    CHECK(fake_has(s.g, "The two are not the same"));
    CHECK_INT(desk.state, SP_DESK_NO_KEY);
    press(&s, "C-a");
    type(&s, "open sesame");
    press(&s, "Enter");
    CHECK_INT(desk.state, SP_DESK_OPEN);
    stage_finish(&s);
}

static void
test_people(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_LOCKED);
    enter(&s);
    gui_input_drop(s.g, "/tmp/new people.csv");
    frame(&s);
    push(&s, "roster/take");
    CHECK_STR(desk.ran, "roster /tmp/new people.csv");
    CHECK(fake_has(s.g, "It is done."));
    gui_input_drop(s.g, "/tmp/results");
    frame(&s);
    push(&s, "collect/take");
    CHECK_STR(desk.ran, "collect /tmp/results");
    desk.fails = true;
    gui_input_drop(s.g, "/tmp/bad.csv");
    frame(&s);
    push(&s, "roster/take");
    CHECK(fake_has(s.g, "It could not be done."));
    CHECK(fake_has(s.g, "/tmp/bad.csv")); /* to be mended and tried again */
    stage_finish(&s);
}

static void
test_a_new_exam(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_LOCKED);
    enter(&s);
    push(&s, "desk-new");
    type(&s, "autumn");
    press(&s, "Tab");
    type(&s, "Autumn exam");
    if (CHECK(go_to(&s, "desk-reason")))
        type(&s, "Two trainers agreed.");
    desk.fails = true;
    push(&s, "desk-publish");
    CHECK(fake_has(s.g, "being proved")); /* it takes a while, and is said */
    frame(&s);
    CHECK(fake_has(s.g, "It needs a title."));
    CHECK(fake_has(s.g, "Autumn exam")); /* nothing typed is lost */
    desk.fails = false;
    push(&s, "desk-style.0"); /* the first is not wanted */
    push(&s, "desk-publish");
    /* Nobody touches anything: each frame asks for the next, up to the answer. */
    for (int i = 0; i < 4 && !fake_has(s.g, "It is published."); i++) {
        CHECK(gui_wake_ms(s.g) >= 0);
        gui_begin(s.g);
        sp_ui_frame(s.ui, s.g);
        gui_end(s.g);
    }
    CHECK_STR(desk.made, "autumn|Autumn exam|Two trainers agreed.|1 calls|"
                         "results, 3 of 4|30 min|3|24 h|65|3");
    CHECK(fake_has(s.g, "It is published."));
    stage_finish(&s);
}

static void
test_the_board(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_LOCKED);
    to_the_board(&s);
    CHECK_STR(desk.asked, "--sort name");
    push(&s, "ui.desk.codes");
    CHECK_STR(desk.ran, "codes exam-0 --csv /documents/exam-0-codes.csv");
    push(&s, "ui.desk.exam-file");
    CHECK_STR(desk.ran, "export exam-0 /documents/exam-0-export.json");
    push(&s, "ui.desk.table");
    CHECK_STR(desk.ran, "board exam-0 --xlsx /documents/exam-0-board.xlsx");
    push(&s, "ui.desk.items");
    CHECK_STR(desk.ran, "items exam-0 --csv /documents/exam-0-items.csv");
    if (CHECK(go_to(&s, "desk-search")))
        type(&s, "East");
    CHECK_STR(desk.asked, "--sort name --search East");
    if (CHECK(go_to(&s, "desk-due"))) {
        type(&s, "2026-12-31");
        press(&s, "Enter");
    }
    CHECK_STR(desk.ran, "due exam-0 2026-12-31");
    stage_finish(&s);
}

static void
test_a_person(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_LOCKED);
    to_the_board(&s);
    push(&s, "1001/person");
    CHECK(fake_has(s.g, "It is not dear."));
    push(&s, "desk-report");
    CHECK_STR(desk.ran, "report sitting-1 /documents/1001.pdf");
    push(&s, "desk-code");
    CHECK_STR(desk.ran, "codes exam-0 --number 1001");
    push(&s, "desk-decide");
    type(&s, "Zhao");
    press(&s, "Tab");
    type(&s, "The question in line 2 counts.");
    desk.fails = true;
    push(&s, "desk-do");
    CHECK(fake_has(s.g, "It could not be done."));
    CHECK(fake_has(s.g, "Zhao"));
    desk.fails = false;
    push(&s, "desk-do");
    CHECK_STR(desk.ran, "decide sitting-1 fail --by Zhao --reason The question in line "
                        "2 counts.");
    CHECK(fake_has(s.g, "It is done."));
    CHECK(fake_has(s.g, "It is not dear."));
    stage_finish(&s);
}

static void
test_a_code_is_withdrawn(const char *root)
{
    struct stage s;

    stage_init(&s, root, SP_DESK_LOCKED);
    to_the_board(&s);
    push(&s, "1003/person");
    CHECK(!go_to(&s, "desk-code"));   /* one at a time */
    CHECK(!go_to(&s, "desk-decide")); /* nothing was sat */
    desk.row[3].code[0] = '\0';
    push(&s, "desk-withdraw");
    CHECK_STR(desk.ran, "withdraw ABCD-EFGH-JKMN");
    CHECK(go_to(&s, "desk-code"));
    stage_finish(&s);
}

static void
test_an_observed_exam(const char *root)
{
    struct stage s;
    const struct sp_session *call;

    stage_init(&s, root, SP_DESK_LOCKED);
    to_the_board(&s);
    push(&s, "1003/person");
    push(&s, "desk-observe");
    press(&s, "Enter");
    CHECK(fake_has(s.g, "The record needs a name."));
    type(&s, "Zhao");
    press(&s, "Enter");
    CHECK_STR(desk.ran, "observe ABCD-EFGH-JKMN Zhao");
    CHECK_STR(sp_ui_screen(s.ui), "exam");
    CHECK_INT(desk.state, SP_DESK_LOCKED); /* the candidate sits beside it */
    push(&s, "exam-go");
    CHECK_STR(sp_ui_screen(s.ui), "play");
    call = s.app.session[s.app.current];
    gui_focus(s.g, 0);
    press(&s, "n");
    CHECK_STR(desk.ran, "say unclear what about");
    CHECK_INT((long long)sp_session_turns(call), 1);
    press(&s, "C-z");
    CHECK(sp_session_turn(call, 0)->undone);
    press(&s, "m");
    CHECK(go_to(&s, "tick-words"));
    type(&s, "Why do you ask?");
    push(&s, "tick-move.0");
    push(&s, "tick-take");
    CHECK_STR(desk.ran, "say Why do you ask?");
    CHECK_INT(sp_session_view(call)->turn, 1);
    CHECK(sp_session_turn(call, 1)->signals & SP_BIT(SP_CLARIFY));
    CHECK(fake_has(s.g, "Why do you ask?"));
    stage_finish(&s);
}

int
main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : ".";

    test_the_lock(root);
    test_a_first_passphrase(root);
    test_people(root);
    test_a_new_exam(root);
    test_the_board(root);
    test_a_person(root);
    test_a_code_is_withdrawn(root);
    test_an_observed_exam(root);
    return test_end();
}
