/* screen_desk.c: a manager's desk: the key, people and exams. */
#include "screen.h"

#include <math.h>
#include <string.h>

#define NARROW 520.0

bool
screen_desk_can(const struct sp_ui *ui)
{
    return ui->app.ops->desk != NULL;
}

static void
wipe(struct gui_field_state *field)
{
    memset(field, 0, sizeof *field);
    field->hidden = true;
    field->most = 1024;
}

void
desk_go(struct sp_ui *ui, enum desk_page page)
{
    ui->desk.page = page;
    ui->desk.stale = true;
    ui->entered = true;
}

void
screen_desk_enter(struct sp_ui *ui)
{
    struct screen_desk *desk = &ui->desk;

    screen_drop(ui);
    sp_str_clear(&desk->said);
    wipe(&desk->pass);
    wipe(&desk->again);
    screen_go(ui, SCREEN_DESK);
    desk_go(ui, ui->app.ops->desk->state(ui->app.data) == SP_DESK_OPEN ? DESK_HOME
                                                                       : DESK_LOCK);
}

void
screen_desk_leave(struct sp_ui *ui)
{
    ui->app.ops->desk->close(ui->app.data);
    wipe(&ui->desk.pass);
    wipe(&ui->desk.again);
    screen_home(ui);
}

void
screen_desk_finish(struct screen_desk *desk)
{
    wipe(&desk->pass);
    wipe(&desk->again);
    sp_str_finish(&desk->said);
    sp_str_finish(&desk->person);
}

bool
desk_run(struct sp_ui *ui, const char *const *words)
{
    struct screen_desk *desk = &ui->desk;

    sp_str_clear(&desk->said);
    bool ok = ui->app.ops->desk->run(ui->app.data, words, ui->lang, &desk->said);
    desk->said_bad = !ok;
    desk->stale = true;
    return ok;
}

void
desk_write(struct sp_ui *ui, const char *const words[3], const char *name,
           const char *ending)
{
    struct sp_str path = {0};
    const char *all[5] = {words[0], words[1]};

    ui->app.ops->desk->path(ui->app.data, name, ending, &path);
    all[2] = words[2] ? words[2] : path.text;
    all[3] = words[2] ? path.text : NULL;
    desk_run(ui, all);
    sp_str_finish(&path);
}

/* What the last command said, a paragraph for each line. */
void
desk_said(struct sp_ui *ui, struct gui *g)
{
    const struct screen_desk *desk = &ui->desk;

    if (!desk->said.size)
        return;
    gui_panel_begin(g, desk->said_bad ? GUI_BAD_TINT : GUI_TINT, 14);
    for (const char *at = desk->said.text; *at;) {
        size_t size = strcspn(at, "\n");
        struct sp_str line = {0};

        sp_str_add_n(&line, at, size);
        if (size)
            gui_paragraph(g, GUI_SMALL, desk->said_bad ? GUI_BAD : GUI_INK, line.text);
        sp_str_finish(&line);
        at += size + (at[size] == '\n');
    }
    gui_panel_end(g);
    gui_space(g, 16);
}

void
desk_middle_begin(struct gui *g)
{
    gui_columns_begin(g, (double[]){-1, fmin(gui_room(g), NARROW), -1}, 3, 0);
    gui_column_next(g);
    gui_column_next(g);
}

void
desk_middle_end(struct gui *g)
{
    gui_columns_end(g);
}

/* ---- the key ---- */

static void
unlock(struct sp_ui *ui, bool first)
{
    struct screen_desk *desk = &ui->desk;

    sp_str_clear(&desk->said);
    desk->said_bad = true;
    if (first && strcmp(desk->pass.text, desk->again.text) != 0) {
        sp_str_add(&desk->said, screen_text(ui, "passphrase.differ"));
        return;
    }
    if (!ui->app.ops->desk->open(ui->app.data, desk->pass.text, ui->lang, &desk->said))
        return;
    desk->said_bad = false;
    wipe(&desk->pass);
    wipe(&desk->again);
    desk_go(ui, DESK_HOME);
}

static void
lock_page(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;
    bool first = ui->app.ops->desk->state(ui->app.data) == SP_DESK_NO_KEY;
    unsigned happened = 0;

    desk_middle_begin(g);
    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.desk.title"));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_MUTED,
                  screen_text(ui, first ? "ui.desk.first-key" : "ui.desk.locked"));
    gui_space(g, 20);
    desk_said(ui, g);
    gui_card_begin(g, 20);
    happened |= screen_field(ui, g, "desk-pass", "ui.desk.pass", &desk->pass, "");
    if (first)
        happened |=
            screen_field(ui, g, "desk-again", "ui.desk.again", &desk->again, "");
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "desk-open"), GUI_PRIMARY,
                         screen_text(ui, first ? "ui.desk.make-key" : "ui.desk.open"));
    gui_flow_end(g);
    gui_card_end(g);
    desk_middle_end(g);
    if (ui->entered)
        gui_focus(g, gui_id(g, "desk-pass"));
    ui->entered = false;
    if (go || (happened & GUI_FIELD_ENTER && (!first || desk->again.size)))
        unlock(ui, first);
}

/* ---- people and exams ---- */

/* A path and a button; a file may be dropped on the window as well. */
static void
take_files(struct sp_ui *ui, struct gui *g, const char *command,
           struct gui_field_state *path, const char *const texts[3])
{
    gui_push_id(g, gui_id(g, command));
    unsigned happened = screen_field(ui, g, "path", texts[0], path, "");

    gui_flow_begin(g, 8);
    bool take = gui_button(g, gui_id(g, "take"), GUI_PLAIN, screen_text(ui, texts[1]));
    gui_flow_end(g);
    gui_space(g, 8);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, texts[2]));
    gui_pop_id(g);
    if ((take || happened & GUI_FIELD_ENTER) && path->size &&
        desk_run(ui, (const char *const[]){command, path->text, NULL}))
        gui_field_set(path, "");
}

static void
people_card(struct sp_ui *ui, struct gui *g)
{
    static const char *const roster[] = {"ui.desk.roster", "ui.desk.take",
                                         "ui.desk.roster-how"};
    static const char *const results[] = {"ui.desk.results", "ui.desk.collect",
                                          "ui.desk.results-how"};
    struct screen_desk *desk = &ui->desk;
    struct sp_str dropped = {0};

    desk->roster.most = desk->results.most = 1024;
    if (gui_take_dropped(g, &dropped)) {
        size_t size = dropped.size;
        bool csv = size > 4 && strcmp(dropped.text + size - 4, ".csv") == 0;

        gui_field_set(csv ? &desk->roster : &desk->results, dropped.text);
    }
    sp_str_finish(&dropped);
    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.desk.people"));
    gui_space(g, 4);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  desk->lists.people
                      ? screen_text_with(ui, "ui.desk.people-count",
                                         screen_number(ui, (int)desk->lists.people),
                                         NULL, NULL)
                      : screen_text(ui, "ui.desk.nobody-yet"));
    gui_space(g, 12);
    take_files(ui, g, "roster", &desk->roster, roster);
    gui_space(g, 18);
    take_files(ui, g, "collect", &desk->results, results);
    gui_card_end(g);
}

static void
exam_row(struct sp_ui *ui, struct gui *g, const struct sp_desk_exam *exam)
{
    struct screen_desk *desk = &ui->desk;

    gui_push_id(g, gui_id(g, exam->id));
    gui_card_button_begin(g, gui_id(g, "exam"), 14);
    gui_paragraph(g, GUI_STRONG, GUI_INK, exam->title);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  exam->archived ? screen_join(ui, exam->id, " \xc2\xb7 ",
                                               screen_text(ui, "exam-state.archived"))
                                 : exam->id);
    if (gui_card_button_end(g)) {
        desk->exam = *exam;
        sp_str_clear(&desk->said);
        desk->search = (struct gui_field_state){.most = 200};
        desk->due = (struct gui_field_state){.most = 16};
        desk->state = desk->sort = 0;
        desk_go(ui, DESK_BOARD);
    }
    gui_pop_id(g);
    gui_space(g, 10);
}

static void
home_page(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;
    bool wide = gui_room(g) >= 720;

    ui->entered = false;
    desk_said(ui, g);
    if (wide) {
        gui_columns_begin(g, (double[]){-1, -1}, 2, 20);
        gui_column_next(g);
    }
    gui_label(g, GUI_HEADING, GUI_INK, screen_text(ui, "ui.desk.exams"));
    gui_space(g, 10);
    if (desk->lists.exams == 0) {
        gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.desk.no-exams"));
        gui_space(g, 10);
    }
    for (size_t i = 0; i < desk->lists.exams && desk->page == DESK_HOME; i++)
        exam_row(ui, g, &desk->lists.exam[i]);
    gui_flow_begin(g, 8);
    gui_tab_first(g, gui_id(g, "desk-new"));
    if (gui_button(g, gui_id(g, "desk-new"), GUI_PRIMARY,
                   screen_text(ui, "ui.desk.new"))) {
        sp_str_clear(&desk->said);
        desk->making = 0;
        desk_go(ui, DESK_NEW);
    }
    gui_flow_end(g);
    if (wide)
        gui_column_next(g);
    else
        gui_space(g, 24);
    people_card(ui, g);
    if (wide)
        gui_columns_end(g);
}

/* ---- the frame ---- */

static void
step_back(struct sp_ui *ui)
{
    struct screen_desk *desk = &ui->desk;

    sp_str_clear(&desk->said);
    switch (desk->page) {
    case DESK_DECIDE:
    case DESK_OBSERVE:
        desk_go(ui, DESK_PERSON);
        break;
    case DESK_PERSON:
        desk_go(ui, DESK_BOARD);
        break;
    case DESK_BOARD:
    case DESK_NEW:
        desk_go(ui, DESK_HOME);
        break;
    default:
        screen_desk_leave(ui);
        break;
    }
}

static void
read_home(struct sp_ui *ui)
{
    struct sp_str said = {0};

    if (!ui->app.ops->desk->lists(ui->app.data, NULL, NULL, ui->lang, &ui->desk.lists,
                                  &said)) {
        sp_str_clear(&ui->desk.said);
        sp_str_add(&ui->desk.said, sp_str_text(&said));
        ui->desk.said_bad = true;
    }
    sp_str_finish(&said);
}

void
screen_desk_frame(struct sp_ui *ui, struct gui *g)
{
    static void (*const pages[])(struct sp_ui *, struct gui *) = {
        [DESK_LOCK] = lock_page,       [DESK_HOME] = home_page,
        [DESK_NEW] = desk_new,         [DESK_BOARD] = desk_board,
        [DESK_PERSON] = desk_person,   [DESK_DECIDE] = desk_decide,
        [DESK_OBSERVE] = desk_observe,
    };
    struct screen_desk *desk = &ui->desk;
    bool board = desk->page >= DESK_BOARD;

    if (desk->stale && desk->page == DESK_HOME)
        read_home(ui);
    if (desk->page == DESK_HOME)
        desk->stale = false;
    if (screen_bar(ui, g, board ? desk->exam.title : screen_text(ui, "ui.desk.title"),
                   NULL)) {
        step_back(ui);
        return;
    }
    if (ui->entered)
        gui_scroll_to(g, gui_id_n(g, "desk", desk->page), 0);
    enum desk_page page = desk->page;

    screen_page_begin(g, gui_id_n(g, "desk", page), 0);
    pages[page](ui, g);
    screen_page_end(g);
}
