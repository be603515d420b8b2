/* screen_exam.c: sitting an exam: code, notice, warm-up, between calls, verdict. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

#define FOOTER 64.0
#define TICK_MS 500

bool
screen_exam_can(const struct sp_ui *ui)
{
    return ui->app.ops->exam_open != NULL;
}

static void
get_exam(struct sp_ui *ui, struct sp_app_exam *exam)
{
    ui->app.ops->exam(ui->app.data, exam);
}

void
screen_exam_enter(struct sp_ui *ui)
{
    screen_drop(ui);
    memset(&ui->exam, 0, sizeof ui->exam);
    ui->exam.code.most = 64;
    ui->exam.number.most = ui->exam.name.most = 200;
    screen_go(ui, SCREEN_EXAM);
}

void
screen_exam_leave(struct sp_ui *ui)
{
    if (!ui->exam.open)
        return;
    ui->app.ops->exam_leave(ui->app.data);
    ui->look.lang = ui->lang = ui->exam.look.lang;
    ui->look.scale = ui->exam.look.scale;
    memset(&ui->exam, 0, sizeof ui->exam);
}

/* ---- the clock ---- */

static void
time_is_up(struct sp_ui *ui, struct gui *g)
{
    ui->exam.in_call = false;
    screen_drop(ui);
    screen_go(ui, SCREEN_EXAM);
    screen_note(ui, g, screen_text(ui, "exam.time-up"), false);
}

/* How long another window had the keyboard, once it is back. A fact, no guilt. */
static void
note_away(struct sp_ui *ui, const struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    uint64_t now = gui_now_ms(g);

    if (gui_away(g) && !exam->away_ms) {
        exam->away_ms = now;
    } else if (!gui_away(g) && exam->away_ms) {
        ui->app.ops->exam_fact(ui->app.data, "focus-lost",
                               (int64_t)(now - exam->away_ms));
        exam->away_ms = 0;
    }
}

void
screen_exam_tick(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    uint64_t now = gui_now_ms(g);

    if (!exam->open || !exam->in_call)
        return;
    note_away(ui, g);
    if (now - exam->ticked_ms >= TICK_MS) {
        exam->ticked_ms = now;
        if (!ui->app.ops->exam_tick(ui->app.data, &exam->tick))
            screen_problem(ui, g);
        else if (exam->tick.time_up)
            time_is_up(ui, g);
        else if (exam->tick.warning)
            screen_note(ui, g,
                        screen_text_with(ui, "exam.warning",
                                         screen_number(ui, exam->tick.warning), NULL,
                                         NULL),
                        false);
    }
    gui_wake_in(g, 1000);
}

const char *
screen_exam_left(struct sp_ui *ui)
{
    const struct screen_exam *exam = &ui->exam;

    if (exam->warm_up)
        return screen_text(ui, "ui.exam.not-counted");
    if (!exam->in_call || exam->tick.left_ms < 0)
        return NULL;
    char clock[24];
    long seconds = (long)((exam->tick.left_ms + 999) / 1000);

    snprintf(clock, sizeof clock, "%ld:%02ld", seconds / 60, seconds % 60);
    return screen_text_with(ui, "ui.exam.left", clock, NULL, NULL);
}

/* ---- the code ---- */

static void
open_code(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    struct sp_app_exam now;
    bool who = false;

    exam->look = ui->look;
    exam->look.lang = ui->lang;
    if (!ui->app.ops->exam_open(ui->app.data, exam->code.text,
                                exam->who ? exam->number.text : NULL,
                                exam->who ? exam->name.text : NULL, ui->lang, &who)) {
        if (who && !exam->who) {
            exam->who = true;
            gui_focus(g, gui_id(g, "exam-number"));
        } else {
            screen_problem(ui, g);
        }
        return;
    }
    exam->open = true;
    get_exam(ui, &now);
    if (now.lang_granted)
        ui->look.lang = ui->lang = now.lang;
    if (now.scale > 100 && now.scale > ui->look.scale)
        ui->look.scale = now.scale;
    ui->entered = true;
    if (now.resumed && now.stage != SP_SITS_CLOSED)
        screen_note(ui, g, screen_text(ui, "exam.resumed"), false);
}

static void
code_page(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    unsigned happened = 0;

    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.exam.title"));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.exam.how"));
    gui_space(g, 20);
    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.exam.code"));
    gui_space(g, 6);
    happened |= gui_field(g, gui_id(g, "exam-code"), &exam->code, "ABCD-EFGH-JKMN");
    if (exam->who) {
        gui_space(g, 14);
        gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.exam.number"));
        gui_space(g, 6);
        happened |= gui_field(g, gui_id(g, "exam-number"), &exam->number, "");
        gui_space(g, 14);
        gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.exam.name"));
        gui_space(g, 6);
        happened |= gui_field(g, gui_id(g, "exam-name"), &exam->name, "");
    }
    gui_space(g, 18);
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "exam-open"), GUI_PRIMARY,
                         screen_text(ui, "ui.exam.open"));
    gui_flow_end(g);
    gui_card_end(g);
    if (ui->entered)
        gui_focus(g, gui_id(g, "exam-code"));
    ui->entered = false;
    if (go || (happened & GUI_FIELD_ENTER))
        open_code(ui, g);
}

/* ---- the notice ---- */

static void
point(struct sp_ui *ui, struct gui *g, const char *key, const char *a, const char *b)
{
    gui_bullet(g, GUI_BODY, GUI_INK, screen_text_with(ui, key, a, b, NULL));
    gui_space(g, 6);
}

static const char *
competency(struct sp_ui *ui, const char *id)
{
    return screen_word(ui, "competency.", id);
}

static void
pass_rule(struct sp_ui *ui, struct gui *g, const struct sp_exam *exam)
{
    const struct sp_exam_rule *rule = &exam->rule;

    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "notice.pass"));
    gui_space(g, 8);
    if (rule->scenarios)
        point(ui, g, "ui.notice.scenarios", screen_number(ui, rule->scenarios),
              screen_number(ui, (int)exam->form[0].items));
    if (rule->total)
        point(ui, g, "ui.notice.total", screen_number(ui, rule->total), NULL);
    for (unsigned i = 0; i < rule->levels; i++)
        point(ui, g, "ui.notice.level", competency(ui, rule->competency[i]),
              screen_number(ui, rule->level[i]));
    if (rule->no_critical)
        point(ui, g, "ui.notice.critical", NULL, NULL);
    gui_space(g, 6);
    gui_paragraph(g, GUI_BODY, GUI_MUTED,
                  screen_text_with(ui, "notice.reason",
                                   sp_text_in(&exam->reason, ui->lang), NULL, NULL));
    gui_card_end(g);
}

static void
how_it_goes(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const struct sp_exam *exam = now->exam;

    gui_card_begin(g, 20);
    point(ui, g, "notice.calls", screen_number(ui, (int)now->items), NULL);
    if (now->left_ms >= 0)
        point(ui, g, "notice.minutes",
              screen_number(ui, (int)((now->left_ms + 59999) / 60000)), NULL);
    else
        point(ui, g, "notice.no-limit", NULL, NULL);
    point(ui, g, "notice.during", NULL, NULL);
    if (exam->attempts)
        point(ui, g, "notice.attempts", screen_number(ui, exam->attempts), NULL);
    if (exam->cooling_hours)
        point(ui, g, "notice.cooling", screen_number(ui, exam->cooling_hours), NULL);
    if (exam->practice_first)
        point(ui, g, "notice.practice", NULL, NULL);
    point(ui, g, "notice.recorded", NULL, NULL);
    point(ui, g, "notice.person", NULL, NULL);
    point(ui, g, "notice.kept", screen_number(ui, exam->keep_days), NULL);
    gui_card_end(g);
}

static void
notice_page(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    gui_paragraph(g, GUI_TITLE, GUI_INK, sp_text_in(&now->exam->title, ui->lang));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&now->exam->purpose, ui->lang));
    if (sp_text_in(&now->exam->notice, ui->lang)[0]) {
        gui_space(g, 14);
        gui_panel_begin(g, GUI_TINT, 14);
        gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&now->exam->notice, ui->lang));
        gui_panel_end(g);
    }
    gui_space(g, 16);
    pass_rule(ui, g, now->exam);
    gui_space(g, 16);
    how_it_goes(ui, g, now);
}

/* ---- between calls ---- */

static void
begin_call(struct sp_ui *ui, struct gui *g, bool warm_up)
{
    const struct sp_session *session = warm_up ? ui->app.ops->exam_warm_up(ui->app.data)
                                               : ui->app.ops->exam_call(ui->app.data);

    if (!session) {
        screen_problem(ui, g);
        return;
    }
    ui->setting = SP_EXAM;
    ui->exam.warm_up = warm_up;
    ui->exam.in_call = !warm_up;
    ui->exam.ticked_ms = ui->exam.away_ms = 0;
    ui->exam.tick = (struct sp_tick){.left_ms = -1};
    screen_took(ui, session);
}

void
screen_exam_back(struct sp_ui *ui, bool done)
{
    bool warm_up = ui->exam.warm_up;

    ui->exam.warm_up = ui->exam.in_call = false;
    screen_drop(ui);
    screen_go(ui, SCREEN_EXAM);
    if (warm_up)
        ui->app.ops->exam_warmed_up(ui->app.data, done);
}

static void
waiting_page(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    bool warm_up = now->stage == SP_SITS_WARM_UP;

    gui_card_begin(g, 20);
    gui_paragraph(g, GUI_TITLE, GUI_INK,
                  warm_up ? screen_text(ui, "ui.exam.warm-up")
                          : screen_text_with(ui, "ui.exam.next",
                                             screen_number(ui, (int)now->item + 1),
                                             screen_number(ui, (int)now->items), NULL));
    gui_space(g, 8);
    gui_paragraph(
        g, GUI_BODY, GUI_MUTED,
        screen_text(ui, warm_up ? "ui.exam.warm-up-how" : "ui.exam.next-how"));
    if (!warm_up && now->left_ms >= 0) {
        gui_space(g, 8);
        gui_paragraph(
            g, GUI_STRONG, GUI_INK,
            screen_text_with(ui, "ui.exam.minutes-left",
                             screen_number(ui, (int)((now->left_ms + 59999) / 60000)),
                             NULL, NULL));
    }
    gui_card_end(g);
}

/* ---- the verdict ---- */

static void
clauses(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    for (unsigned i = 0; i < now->verdict->clauses; i++) {
        const struct sp_clause *c = &now->verdict->clause[i];
        const char *wanted = screen_number(ui, c->wanted);
        const char *got = screen_number(ui, c->got);

        screen_clause(
            g, c->met, GUI_BODY,
            screen_text_with(ui, screen_word(ui, "ui.clause.", sp_clause_name(c->kind)),
                             wanted, got,
                             c->competency ? competency(ui, c->competency) : NULL));
        gui_space(g, 4);
    }
}

static void
to_practise(struct sp_ui *ui, struct gui *g, const struct sp_practice *plan)
{
    if (!plan || plan->count == 0)
        return;
    gui_space(g, 16);
    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.exam.practise"));
    gui_space(g, 8);
    gui_flow_begin(g, 8);
    for (size_t i = 0; i < plan->count; i++)
        gui_icon_chip(g, plan->item[i].done ? GUI_ICON_TICK : GUI_ICON_CROSS,
                      plan->item[i].done ? GUI_GOOD : GUI_MUTED,
                      screen_join(ui, competency(ui, plan->item[i].competency), " ",
                                  plan->item[i].check));
    gui_flow_end(g);
    gui_card_end(g);
}

static void
verdict_page(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const char *chosen = NULL;
    enum gui_color color = now->state == SP_VERDICT_PASS   ? GUI_GOOD
                           : now->state == SP_VERDICT_FAIL ? GUI_BAD
                                                           : GUI_INK;

    gui_card_begin(g, 20);
    gui_paragraph(g, GUI_CAPTION, GUI_MUTED, sp_text_in(&now->exam->title, ui->lang));
    gui_paragraph(g, GUI_TITLE, color,
                  screen_word(ui, "verdict.", sp_verdict_state_name(now->state)));
    gui_space(g, 12);
    clauses(ui, g, now);
    gui_space(g, 10);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "notice.person"));
    gui_card_end(g);
    to_practise(ui, g, now->practice);
    gui_space(g, 16);
    gui_flow_begin(g, 8);
    for (unsigned i = 0; i < now->items; i++) {
        if (!now->attempt[i][0])
            continue;
        gui_push_id(g, gui_id(g, now->attempt[i]));
        if (gui_button(g, gui_id(g, "debrief"), GUI_PRIMARY,
                       screen_text_with(ui, "ui.exam.debrief",
                                        screen_number(ui, (int)i + 1), NULL, NULL)))
            chosen = now->attempt[i];
        gui_pop_id(g);
    }
    gui_flow_end(g);
    if (chosen && !screen_open(ui, chosen))
        screen_problem(ui, g);
}

/* ---- the screen ---- */

static void
footer(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    bool warm_up = now->stage == SP_SITS_WARM_UP;
    const char *key = now->stage == SP_SITS_NOTICE ? "ui.exam.confirm"
                      : warm_up                    ? "ui.exam.warm-up-go"
                      : now->stage == SP_SITS_CALL ? "ui.exam.go-on"
                                                   : "ui.exam.begin";

    screen_footer_begin(g, FOOTER);
    gui_flow_begin(g, 8);
    gui_tab_first(g, gui_id(g, "exam-go"));
    bool go = gui_button(g, gui_id(g, "exam-go"), GUI_PRIMARY, screen_text(ui, key)) ||
              gui_key(g, GUI_ENTER, 0);
    bool skip = warm_up && gui_button(g, gui_id(g, "exam-skip"), GUI_PLAIN,
                                      screen_text(ui, "ui.exam.skip"));
    gui_flow_end(g);
    screen_footer_end(g);
    if (skip && !ui->app.ops->exam_warmed_up(ui->app.data, false))
        screen_problem(ui, g);
    if (go && now->stage == SP_SITS_NOTICE) {
        if (!ui->app.ops->exam_confirm(ui->app.data))
            screen_problem(ui, g);
        ui->entered = true;
    } else if (go) {
        begin_call(ui, g, warm_up);
    }
}

static void
page(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    if (!now->exam)
        code_page(ui, g);
    else if (now->stage == SP_SITS_NOTICE)
        notice_page(ui, g, now);
    else if (now->stage == SP_SITS_CLOSED)
        verdict_page(ui, g, now);
    else
        waiting_page(ui, g, now);
}

void
screen_exam_frame(struct sp_ui *ui, struct gui *g)
{
    struct sp_app_exam now = {.stage = SP_SITS_CLOSED};
    bool open = ui->exam.open;

    if (open)
        get_exam(ui, &now);
    bool acts = open && now.stage != SP_SITS_CLOSED;

    if (screen_bar(ui, g, screen_text(ui, "ui.exam.title"), NULL)) {
        screen_home(ui);
        return;
    }
    screen_page_begin(g, gui_id(g, "exam"), acts ? FOOTER : 0);
    page(ui, g, &now);
    screen_page_end(g);
    if (ui->screen == SCREEN_EXAM && acts)
        footer(ui, g, &now);
    if (open && ui->screen == SCREEN_EXAM)
        ui->entered = false;
}
