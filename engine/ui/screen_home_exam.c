/* screen_home_exam.c: exams on the first screen: one that goes on, the way to another,
 * how those before went. */
#include "screen.h"

#include <math.h>

#define SHOWN 5 /* closed ones */
#define MINUTE 60000

/* Of a button with this text. */
static double
button_width(struct gui *g, const char *text)
{
    return ceil(gui_text_width(g, GUI_STRONG, text)) + 40;
}

static void
running(struct sp_ui *ui, struct gui *g, const struct sp_app_sitting *s)
{
    bool timed = s->left_ms >= 0, wide = gui_room(g) >= 640;
    const char *text =
        screen_text(ui, s->own ? "ui.exam.home.go-on" : "ui.exam.home.other");
    double w = button_width(g, text);

    gui_push_id(g, gui_id(g, s->id));
    gui_card_begin(g, 16);
    gui_columns_begin(g, (double[]){-1, w}, wide ? 2 : 1, 16);
    gui_column_next(g);
    gui_paragraph(
        g, GUI_STRONG, GUI_INK,
        screen_text_with(ui, "ui.exam.home.title", s->title[ui->lang], NULL, NULL));
    gui_paragraph(
        g, GUI_SMALL, GUI_MUTED,
        screen_text_with(
            ui, timed ? "ui.exam.home.left" : "ui.exam.home.no-limit", s->when,
            screen_number(ui, (int)((s->left_ms + MINUTE - 1) / MINUTE)), NULL));
    if (wide)
        gui_column_next(g);
    else
        gui_space(g, 10);
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "sitting"), GUI_PRIMARY, text);
    gui_flow_end(g);
    gui_columns_end(g);
    gui_card_end(g);
    gui_pop_id(g);
    gui_space(g, 20);
    if (go)
        screen_exam_open(ui, g, s->code);
}

void
screen_home_running(struct sp_ui *ui, struct gui *g)
{
    for (size_t i = 0; i < ui->lists.sitting_count && ui->screen == SCREEN_HOME; i++) {
        if (ui->lists.sitting[i].running)
            running(ui, g, &ui->lists.sitting[i]);
    }
}

/* A row of those that are closed. */
static bool
closed(struct sp_ui *ui, struct gui *g, const struct sp_app_sitting *s)
{
    const char *see = screen_text(ui, "ui.exam.home.see");

    gui_push_id(g, gui_id(g, s->id));
    gui_columns_begin(g, (double[]){-1, button_width(g, see)}, 2, 12);
    gui_column_next(g);
    gui_paragraph(g, GUI_BODY, GUI_INK, s->title[ui->lang]);
    gui_paragraph(
        g, GUI_SMALL, GUI_MUTED,
        screen_join(ui, s->when, " \xc2\xb7 ",
                    screen_word(ui, "verdict.", sp_verdict_state_name(s->verdict))));
    gui_column_next(g);
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "sitting"), GUI_GHOST, see);
    gui_flow_end(g);
    gui_columns_end(g);
    gui_pop_id(g);
    gui_space(g, 8);
    return go;
}

void
screen_home_exams(struct sp_ui *ui, struct gui *g)
{
    const struct sp_app_sitting *chosen = NULL;
    unsigned shown = 0;

    gui_space(g, 24);
    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.exam.title"));
    gui_space(g, 4);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.exam.how"));
    gui_space(g, 10);
    gui_flow_begin(g, 8);
    bool go =
        gui_button(g, gui_id(g, "exam"), GUI_PLAIN, screen_text(ui, "ui.exam.enter"));
    gui_tip(g, screen_tip(ui, "exam"));
    bool desk = screen_desk_can(ui) && gui_button(g, gui_id(g, "desk"), GUI_GHOST,
                                                  screen_text(ui, "ui.desk.enter"));
    if (screen_desk_can(ui))
        gui_tip(g, screen_tip(ui, "desk"));
    gui_flow_end(g);
    for (size_t i = 0; i < ui->lists.sitting_count && shown < SHOWN; i++) {
        const struct sp_app_sitting *s = &ui->lists.sitting[i];

        if (s->running)
            continue;
        gui_space(g, shown ? 0 : 14);
        if (!shown++) {
            gui_label(g, GUI_SMALL_STRONG, GUI_MUTED,
                      screen_text(ui, "ui.exam.home.results"));
            gui_space(g, 6);
        }
        if (closed(ui, g, s))
            chosen = s;
    }
    gui_card_end(g);
    if (go)
        screen_exam_enter(ui);
    else if (desk)
        screen_desk_enter(ui);
    else if (chosen)
        screen_exam_open(ui, g, chosen->code);
}
