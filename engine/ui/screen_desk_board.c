/* screen_desk_board.c: who has passed an exam and who is still open; one person's
 * sittings with the line behind each failure; deciding. People are never ranked. */
#include "screen.h"

#include <string.h>

#define SORTS 4

static const char *const sort_words[SORTS] = {"name", "team", "state", "last"};

/* Options of `exam board` for what is chosen on the page. */
static void
filter_words(const struct screen_desk *desk, const char *words[SP_DESK_WORDS])
{
    size_t n = 0;

    words[n++] = "--sort";
    words[n++] = sort_words[desk->sort % SORTS];
    if (desk->search.size) {
        words[n++] = "--search";
        words[n++] = desk->search.text;
    }
    if (desk->state > 0) {
        words[n++] = "--state";
        words[n++] = sp_board_state_name((enum sp_board_state)(desk->state - 1));
    }
    words[n] = NULL;
}

static void
read_rows(struct sp_ui *ui, const char *const *words)
{
    struct screen_desk *desk = &ui->desk;
    struct sp_str said = {0};

    desk->stale = false;
    if (!ui->app.ops->desk->lists(ui->app.data, desk->exam.id, words, ui->lang,
                                  &desk->lists, &said)) {
        sp_str_clear(&desk->said);
        sp_str_add(&desk->said, sp_str_text(&said));
        desk->said_bad = true;
    }
    sp_str_finish(&said);
}

static void
read_board(struct sp_ui *ui)
{
    const char *words[SP_DESK_WORDS];

    filter_words(&ui->desk, words);
    read_rows(ui, words);
}

static void
write_table(struct sp_ui *ui, const char *command, const char *ending)
{
    struct screen_desk *desk = &ui->desk;
    const char *option = strcmp(command, "export") == 0 ? NULL
                         : strcmp(ending, "xlsx") == 0  ? "--xlsx"
                                                        : "--csv";
    struct sp_str name = {0};

    sp_str_addf(&name, "%s-%s", desk->exam.id, command);
    desk_write(ui, (const char *const[]){command, desk->exam.id, option}, name.text,
               ending);
    sp_str_finish(&name);
}

static void
actions(struct sp_ui *ui, struct gui *g)
{
    static const struct {
        const char *key, *command, *ending;
    } all[] = {{"ui.desk.codes", "codes", "csv"},
               {"ui.desk.exam-file", "export", "json"},
               {"ui.desk.table", "board", "xlsx"},
               {"ui.desk.items", "items", "csv"}};
    const size_t count = sizeof all / sizeof *all;
    size_t pressed = count;

    gui_flow_begin(g, 8);
    for (size_t i = 0; i < count; i++) {
        if (gui_button(g, gui_id(g, all[i].key), i ? GUI_PLAIN : GUI_PRIMARY,
                       screen_text(ui, all[i].key)))
            pressed = i;
    }
    gui_flow_end(g);
    gui_space(g, 14);
    if (pressed < count)
        write_table(ui, all[pressed].command, all[pressed].ending);
}

/* By when everybody should have passed. */
static void
due(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;

    gui_space(g, 10);
    gui_card_begin(g, 16);
    unsigned happened =
        screen_field(ui, g, "desk-due", "ui.desk.due", &desk->due, "2026-12-31");

    gui_flow_begin(g, 8);
    bool set = gui_button(g, gui_id(g, "desk-set"), GUI_PLAIN,
                          screen_text(ui, "ui.desk.due-set"));
    gui_flow_end(g);
    gui_card_end(g);
    if (set || happened & GUI_FIELD_ENTER)
        desk_run(ui,
                 (const char *const[]){"due", desk->exam.id,
                                       desk->due.size ? desk->due.text : "none", NULL});
}

static void
filters(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;
    const char *states[SP_BOARD_STATES + 1] = {screen_text(ui, "ui.desk.all")};
    const char *sorts[SORTS];
    size_t state = desk->state, sort = desk->sort;

    for (unsigned i = 0; i < SP_BOARD_STATES; i++)
        states[i + 1] = screen_word(ui, "board-state.",
                                    sp_board_state_name((enum sp_board_state)i));
    for (unsigned i = 0; i < SORTS; i++)
        sorts[i] = screen_word(ui, "ui.desk.sort.", sort_words[i]);
    unsigned happened = gui_search(g, gui_id(g, "desk-search"), &desk->search,
                                   screen_text(ui, "ui.desk.search"));
    gui_space(g, 8);
    gui_flow_begin(g, 8);
    bool changed =
        gui_choice(g, gui_id(g, "desk-state"), states, SP_BOARD_STATES + 1, &state);
    changed |= gui_choice(g, gui_id(g, "desk-sort"), sorts, SORTS, &sort);
    gui_flow_end(g);
    gui_space(g, 14);
    desk->state = state;
    desk->sort = sort;
    if (changed || happened & GUI_FIELD_CHANGED)
        desk->stale = true;
}

static enum gui_color
state_color(enum sp_board_state state)
{
    return state == SP_BOARD_PASSED   ? GUI_GOOD
           : state == SP_BOARD_FAILED ? GUI_BAD
           : state == SP_BOARD_HELD   ? GUI_WARN
                                      : GUI_MUTED;
}

static const char *
attempts_text(struct sp_ui *ui, const struct sp_desk_row *row)
{
    const char *text = "";

    if (row->to_pass)
        text = screen_text_with(ui, "ui.desk.passed-at",
                                screen_number(ui, (int)row->to_pass), NULL, NULL);
    else if (row->attempts)
        text = screen_text_with(ui, "ui.desk.attempts-so-far",
                                screen_number(ui, (int)row->attempts), NULL, NULL);
    if (row->to_pass > 1 || (!row->to_pass && row->attempts > 1))
        text =
            screen_join(ui, text, " \xc2\xb7 ",
                        screen_text_with(ui, "ui.desk.first-attempt",
                                         screen_word(ui, "board-verdict.", row->first),
                                         NULL, NULL));
    if (row->code[0] && row->state != SP_BOARD_GOING)
        text = screen_join(ui, text, " \xc2\xb7 ", screen_text(ui, "ui.desk.has-code"));
    else if (!row->attempts && row->state == SP_BOARD_OPEN)
        text = screen_text(ui, "ui.desk.no-code");
    return text;
}

static void
person_chips(struct sp_ui *ui, struct gui *g, const struct sp_desk_row *row, bool right)
{
    gui_flow_begin(g, 8);
    if (right)
        gui_flow_right(g);
    if (row->weakest[0])
        gui_chip(g, GUI_LINK,
                 screen_text_with(ui, "ui.desk.weakest",
                                  screen_word(ui, "competency.", row->weakest), NULL,
                                  NULL));
    if (row->overdue)
        gui_chip(g, GUI_BAD, screen_text(ui, "ui.desk.overdue"));
    gui_chip(g, state_color(row->state),
             screen_word(ui, "board-state.", sp_board_state_name(row->state)));
    gui_flow_end(g);
}

static void
person_row(struct sp_ui *ui, struct gui *g, const struct sp_desk_row *row)
{
    struct screen_desk *desk = &ui->desk;
    bool wide = gui_room(g) >= 640;

    gui_push_id(g, gui_id(g, row->number));
    gui_card_button_begin(g, gui_id(g, "person"), 12);
    gui_columns_begin(g, (double[]){-3, -2}, wide ? 2 : 1, 12);
    gui_column_next(g);
    gui_paragraph(g, GUI_STRONG, GUI_INK,
                  screen_join(ui, row->name, "  ", row->number));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  screen_join(ui, row->team, " \xc2\xb7 ", attempts_text(ui, row)));
    if (wide)
        gui_column_next(g);
    gui_space(g, wide ? 10 : 6);
    person_chips(ui, g, row, wide);
    gui_columns_end(g);
    if (gui_card_button_end(g)) {
        desk->who = *row;
        sp_str_clear(&desk->said);
        desk_go(ui, DESK_PERSON);
    }
    gui_pop_id(g);
    gui_space(g, 8);
}

/* How many are where, what was passed at the first attempt, and the weakest. */
static void
team_row(struct sp_ui *ui, struct gui *g, const struct sp_desk_team *team, bool all)
{
    const char *first = screen_text_with(ui, "ui.desk.first-passed",
                                         screen_number(ui, (int)team->first_passed),
                                         screen_number(ui, (int)team->first), NULL);

    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK,
                  all           ? screen_text(ui, "ui.desk.all")
                  : *team->name ? team->name
                                : screen_text(ui, "board.no-team"));
    gui_space(g, 4);
    gui_flow_begin(g, 8);
    for (unsigned i = 0; i < SP_BOARD_STATES; i++) {
        const char *name = sp_board_state_name((enum sp_board_state)i);

        if (team->state[i])
            gui_chip(g, state_color((enum sp_board_state)i),
                     screen_join(ui, screen_word(ui, "board-state.", name), " ",
                                 screen_number(ui, (int)team->state[i])));
    }
    if (team->overdue)
        gui_chip(g, GUI_BAD,
                 screen_join(ui, screen_text(ui, "ui.desk.overdue"), " ",
                             screen_number(ui, (int)team->overdue)));
    if (team->first)
        gui_chip(g, GUI_MUTED, first);
    if (team->weakest[0])
        gui_chip(g, GUI_LINK,
                 screen_text_with(ui, "ui.desk.weakest",
                                  screen_word(ui, "competency.", team->weakest), NULL,
                                  NULL));
    gui_flow_end(g);
    gui_space(g, 8);
}

/* Everybody, and each team where there are several. */
static void
counts(struct sp_ui *ui, struct gui *g)
{
    const struct sp_desk_lists *lists = &ui->desk.lists;

    if (!lists->teams || !lists->team[0].people)
        return;
    gui_card_begin(g, 14);
    for (size_t i = 0; i < (lists->teams > 2 ? lists->teams : 1); i++)
        team_row(ui, g, &lists->team[i], i == 0);
    gui_card_end(g);
    gui_space(g, 14);
}

void
desk_board(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;

    ui->entered = false;
    if (desk->stale)
        read_board(ui);
    desk_said(ui, g);
    actions(ui, g);
    counts(ui, g);
    filters(ui, g);
    for (size_t i = 0; i < desk->lists.rows && desk->page == DESK_BOARD; i++)
        person_row(ui, g, &desk->lists.row[i]);
    if (desk->lists.rows == 0)
        gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.desk.nobody"));
    if (desk->page == DESK_BOARD)
        due(ui, g);
}

/* ---- one person ---- */

static void
read_person(struct sp_ui *ui)
{
    struct screen_desk *desk = &ui->desk;

    desk->stale = false;
    sp_str_clear(&desk->person);
    ui->app.ops->desk->run(ui->app.data,
                           (const char *const[]){"board", desk->exam.id, "--person",
                                                 desk->who.number, NULL},
                           ui->lang, &desk->person);
    read_rows(ui, (const char *const[]){"--search", desk->who.number, NULL});
    for (size_t i = 0; i < desk->lists.rows; i++) {
        const struct sp_desk_row *row = &desk->lists.row[i];

        if (strcmp(row->number, desk->who.number) == 0)
            desk->who = *row;
    }
}

/* As the terminal says it: what is indented more stands below what is not. */
static void
indented(struct gui *g, const char *text)
{
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, "\n"), in = strspn(at, " ");
        struct sp_str line = {0};

        if (size > in) {
            sp_str_add_n(&line, at + in, size - in);
            gui_columns_begin(g, (double[]){(double)in * 6 + 0.01, -1}, 2, 0);
            gui_column_next(g);
            gui_column_next(g);
            gui_paragraph(g,
                          in == 0   ? GUI_HEADING
                          : in <= 2 ? GUI_BODY
                                    : GUI_SMALL,
                          in <= 2 ? GUI_INK : GUI_MUTED, line.text);
            gui_columns_end(g);
            gui_space(g, in <= 2 ? 6 : 3);
        }
        sp_str_finish(&line);
        at += size + (at[size] == '\n');
    }
}

void
desk_person(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;
    bool decide = false, report = false, code, withdraw = false, observe = false;

    ui->entered = false;
    if (desk->stale)
        read_person(ui);
    desk_said(ui, g);
    gui_flow_begin(g, 8);
    if (desk->who.sitting[0] && desk->who.state != SP_BOARD_GOING) {
        decide = gui_button(g, gui_id(g, "desk-decide"), GUI_PRIMARY,
                            screen_text(ui, "ui.desk.decide"));
        report = gui_button(g, gui_id(g, "desk-report"), GUI_PLAIN,
                            screen_text(ui, "ui.desk.report"));
    }
    code = !desk->who.code[0] && desk->who.state != SP_BOARD_GOING &&
           gui_button(g, gui_id(g, "desk-code"), GUI_PLAIN,
                      screen_text(ui, "ui.desk.code"));
    observe = desk->who.code[0] && gui_button(g, gui_id(g, "desk-observe"), GUI_PLAIN,
                                              screen_text(ui, "ui.desk.observe"));
    withdraw = desk->who.code[0] && desk->who.state != SP_BOARD_GOING &&
               gui_button(g, gui_id(g, "desk-withdraw"), GUI_PLAIN,
                          screen_text(ui, "ui.desk.withdraw"));
    gui_flow_end(g);
    gui_space(g, 14);
    gui_card_begin(g, 20);
    indented(g, sp_str_text(&desk->person));
    gui_card_end(g);
    if (decide) {
        sp_str_clear(&desk->said);
        desk_go(ui, DESK_DECIDE);
    } else if (observe) {
        sp_str_clear(&desk->said);
        desk_go(ui, DESK_OBSERVE);
    } else if (report) {
        desk_write(ui, (const char *const[]){"report", desk->who.sitting, NULL},
                   desk->who.number, "pdf");
    } else if (code) {
        desk_run(ui, (const char *const[]){"codes", desk->exam.id, "--number",
                                           desk->who.number, NULL});
    } else if (withdraw &&
               desk_run(ui, (const char *const[]){"withdraw", desk->who.code, NULL})) {
        desk->who.code[0] = '\0';
    }
}

/* ---- deciding ---- */

static bool
run_decision(struct sp_ui *ui, const char *command)
{
    struct screen_desk *desk = &ui->desk;

    if (strcmp(command, "decide") == 0)
        return desk_run(ui, (const char *const[]){"decide", desk->who.sitting,
                                                  desk->verdict_pass ? "pass" : "fail",
                                                  "--by", desk->by.text, "--reason",
                                                  desk->why.text, NULL});
    if (strcmp(command, "remark") == 0)
        return desk_run(
            ui, (const char *const[]){"remark", desk->who.sitting, "--by",
                                      desk->by.text, "--text", desk->why.text,
                                      desk->verdict_pass ? "--pass" : "--fail", NULL});
    return desk_run(ui, (const char *const[]){"hold", desk->who.sitting, "--by",
                                              desk->by.text, "--reason", desk->why.text,
                                              NULL});
}

void
desk_decide(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;
    size_t pass = desk->verdict_pass ? 0 : 1;
    const char *verdicts[] = {screen_text(ui, "board-verdict.pass"),
                              screen_text(ui, "board-verdict.fail")};

    if (ui->entered) {
        desk->by.most = 200;
        desk->why = (struct gui_field_state){.most = 1000};
        gui_focus(g, gui_id(g, "desk-by"));
    }
    ui->entered = false;
    desk_middle_begin(g);
    gui_paragraph(g, GUI_TITLE, GUI_INK, desk->who.name);
    gui_space(g, 6);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.desk.decide-how"));
    gui_space(g, 16);
    desk_said(ui, g);
    gui_card_begin(g, 20);
    gui_segments(g, gui_id(g, "desk-verdict"), verdicts, 2, &pass);
    desk->verdict_pass = pass == 0;
    gui_space(g, 14);
    screen_field(ui, g, "desk-by", "ui.desk.by", &desk->by, "");
    screen_field(ui, g, "desk-why", "ui.desk.why", &desk->why, "");
    gui_flow_begin(g, 8);
    const char *command = NULL;

    if (gui_button(g, gui_id(g, "desk-do"), GUI_PRIMARY,
                   screen_text(ui, "ui.desk.decide-do")))
        command = "decide";
    if (gui_button(g, gui_id(g, "desk-remark"), GUI_PLAIN,
                   screen_text(ui, "ui.desk.remark")))
        command = "remark";
    if (gui_button(g, gui_id(g, "desk-hold"), GUI_PLAIN,
                   screen_text(ui, "ui.desk.hold")))
        command = "hold";
    gui_flow_end(g);
    gui_card_end(g);
    desk_middle_end(g);
    if (command && run_decision(ui, command)) {
        struct sp_str said = desk->said; /* kept over the change of page */

        desk->said = (struct sp_str){0};
        desk_go(ui, DESK_PERSON);
        desk->said = said;
    }
}

/* ---- holding an exam aloud ---- */

void
desk_observe(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;

    if (ui->entered) {
        desk->by.most = 200;
        gui_focus(g, gui_id(g, "desk-by"));
    }
    ui->entered = false;
    desk_middle_begin(g);
    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.desk.observe"));
    gui_space(g, 6);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.observe.how"));
    gui_space(g, 16);
    desk_said(ui, g);
    gui_card_begin(g, 20);
    gui_paragraph(g, GUI_STRONG, GUI_INK, desk->who.name);
    gui_space(g, 12);
    unsigned happened = screen_field(ui, g, "desk-by", "ui.desk.by", &desk->by, "");

    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "desk-hear"), GUI_PRIMARY,
                         screen_text(ui, "ui.observe.go"));
    gui_flow_end(g);
    gui_card_end(g);
    desk_middle_end(g);
    if (go || happened & GUI_FIELD_ENTER)
        screen_observe_open(ui, g, desk->who.code, desk->by.text);
}
