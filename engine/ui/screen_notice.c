/* screen_notice.c: what a candidate is told before an exam and between its calls. */
#include "screen.h"

#include <string.h>

#define MINUTE 60000

const char *
screen_competency(struct sp_ui *ui, const struct sp_app_exam *now, const char *id)
{
    const struct sp_rubric *r = now->rubric;

    for (unsigned i = 0; r && i < r->competencies; i++) {
        if (strcmp(r->competency[i].id, id) == 0)
            return sp_text_in(&r->competency[i].name, ui->lang);
    }
    return id;
}

static void
point(struct sp_ui *ui, struct gui *g, const char *key, const char *a, const char *b)
{
    gui_bullet(g, GUI_BODY, GUI_INK, screen_text_with(ui, key, a, b, NULL));
    gui_space(g, 8);
}

static void
pass_rule(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const struct sp_exam *exam = now->exam;
    const struct sp_exam_rule *rule = &exam->rule;

    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.notice.pass"));
    gui_space(g, 10);
    if (rule->scenarios)
        point(ui, g, "ui.notice.scenarios", screen_number(ui, rule->scenarios),
              screen_number(ui, (int)now->items));
    if (rule->total)
        point(ui, g, "ui.notice.total", screen_number(ui, rule->total), NULL);
    for (unsigned i = 0; i < rule->levels; i++)
        point(ui, g, "ui.notice.level", screen_competency(ui, now, rule->competency[i]),
              screen_number(ui, rule->level[i]));
    if (rule->no_critical)
        point(ui, g, "ui.notice.critical", NULL, NULL);
    if (now->rubric) {
        gui_flow_begin(g, 8);
        if (gui_icon_button(g, gui_id(g, "exam-rubric"), GUI_ICON_BOOK,
                            screen_text(ui, "ui.brief.rubric")))
            screen_show(ui, g, OVERLAY_RUBRIC);
        gui_flow_end(g);
    }
    gui_space(g, 6);
    gui_panel_begin(g, GUI_SUNK, 14);
    gui_label(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.notice.why"));
    gui_space(g, 2);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&exam->reason, ui->lang));
    gui_panel_end(g);
    gui_card_end(g);
}

static void
how_it_goes(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.notice.how"));
    gui_space(g, 10);
    point(ui, g, now->exam->warm_up ? "ui.notice.calls" : "ui.notice.calls-only",
          screen_number(ui, (int)now->items), NULL);
    if (now->left_ms >= 0)
        point(ui, g, "ui.notice.minutes",
              screen_number(ui, (int)((now->left_ms + MINUTE - 1) / MINUTE)), NULL);
    else
        point(ui, g, "notice.no-limit", NULL, NULL);
    point(ui, g, "notice.during", NULL, NULL);
    gui_card_end(g);
}

static void
afterwards(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const struct sp_exam *exam = now->exam;
    const char *number = screen_number(ui, (int)now->attempt_number);

    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.notice.after"));
    gui_space(g, 10);
    point(ui, g, "notice.person", NULL, NULL);
    if (exam->attempts)
        point(ui, g, "ui.notice.attempt", number, screen_number(ui, exam->attempts));
    else
        point(ui, g, "ui.notice.attempt-any", number, NULL);
    if (exam->cooling_hours)
        point(ui, g, "notice.cooling", screen_number(ui, exam->cooling_hours), NULL);
    if (exam->practice_first)
        point(ui, g, "notice.practice", NULL, NULL);
    gui_card_end(g);
}

static void
records(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.notice.records"));
    gui_space(g, 10);
    point(ui, g, "ui.notice.lines", NULL, NULL);
    point(ui, g, "ui.notice.facts", NULL, NULL);
    point(ui, g, "ui.notice.stops", NULL, NULL);
    point(ui, g, "notice.kept", screen_number(ui, now->exam->keep_days), NULL);
    gui_card_end(g);
}

static void
purpose(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const char *more = sp_text_in(&now->exam->notice, ui->lang);

    gui_paragraph(g, GUI_TITLE, GUI_INK, sp_text_in(&now->exam->title, ui->lang));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_MUTED, sp_text_in(&now->exam->purpose, ui->lang));
    if (!more[0])
        return;
    gui_space(g, 14);
    gui_panel_begin(g, GUI_TINT, 14);
    gui_label(g, GUI_SMALL_STRONG, GUI_LINK, screen_text(ui, "ui.notice.manager"));
    gui_space(g, 2);
    gui_paragraph(g, GUI_BODY, GUI_INK, more);
    gui_panel_end(g);
}

void
screen_notice(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    bool wide = gui_room(g) >= SCREEN_WIDE - 60;

    purpose(ui, g, now);
    gui_space(g, 20);
    if (ui->exam.observed) {
        gui_panel_begin(g, GUI_WARN_TINT, 14);
        gui_paragraph(g, GUI_BODY, GUI_INK, screen_text(ui, "observe.notice"));
        gui_panel_end(g);
        gui_space(g, 20);
    }
    if (wide) {
        gui_columns_begin(g, (double[]){-1, -1}, 2, 20);
        gui_column_next(g);
    }
    pass_rule(ui, g, now);
    gui_space(g, 16);
    afterwards(ui, g, now);
    if (wide)
        gui_column_next(g);
    else
        gui_space(g, 16);
    how_it_goes(ui, g, now);
    gui_space(g, 16);
    records(ui, g, now);
    if (wide)
        gui_columns_end(g);
}

/* ---- between calls ---- */

void
screen_waiting(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    bool warm_up = now->stage == SP_SITS_WARM_UP;
    bool going = now->stage == SP_SITS_CALL;
    double width = gui_room(g) < 560 ? gui_room(g) : 560;

    gui_columns_begin(g, (double[]){-1, width, -1}, 3, 0);
    gui_column_next(g);
    gui_column_next(g);
    gui_card_begin(g, 24);
    gui_paragraph(g, GUI_TITLE, GUI_INK,
                  warm_up ? screen_text(ui, "ui.exam.warm-up")
                          : screen_text_with(ui, "ui.exam.next",
                                             screen_number(ui, (int)now->item + 1),
                                             screen_number(ui, (int)now->items), NULL));
    gui_space(g, 10);
    if (now->resumed) {
        gui_panel_begin(g, GUI_TINT, 14);
        gui_paragraph(g, GUI_BODY, GUI_INK, screen_text(ui, "exam.resumed"));
        gui_panel_end(g);
        gui_space(g, 12);
    }
    gui_paragraph(g, GUI_BODY, GUI_INK,
                  screen_text(ui, warm_up ? "ui.exam.warm-up-how"
                                  : going ? "ui.exam.go-on-how"
                                          : "ui.exam.next-how"));
    if (!warm_up && now->left_ms >= 0) {
        gui_space(g, 14);
        gui_flow_begin(g, 8);
        gui_chip(g, GUI_LINK,
                 screen_text_with(
                     ui, "ui.exam.minutes-left",
                     screen_number(ui, (int)((now->left_ms + MINUTE - 1) / MINUTE)),
                     NULL, NULL));
        gui_flow_end(g);
    }
    gui_card_end(g);
    gui_columns_end(g);
}
