/* screen_exam.c: sitting an exam: the start code, the clock, from stage to stage. */
#include "screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FOOTER 64.0
#define TICK_MS 500
#define MINUTE 60000
#define TIMER_H 32.0

bool
screen_exam_can(const struct sp_ui *ui)
{
    return ui->app.ops->exam_open != NULL;
}

static void
get_exam(const struct sp_ui *ui, struct sp_app_exam *exam)
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

/* ---- stopping ---- */

bool
screen_exam_going(const struct sp_ui *ui)
{
    struct sp_app_exam now;

    if (!ui->exam.open)
        return false;
    get_exam(ui, &now);
    return now.stage == SP_SITS_CALL || (now.stage == SP_SITS_READY && now.item > 0);
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

void
screen_exam_stop(struct sp_ui *ui, struct gui *g)
{
    if (ui->exam.warm_up) {
        screen_exam_back(ui, false);
    } else if (screen_exam_going(ui)) {
        screen_show(ui, g, OVERLAY_LEAVE);
        ui->exam.quitting = false;
    } else {
        screen_home(ui);
    }
}

/* The sitting waits for its code, with the time that is left. */
void
screen_exam_leave_anyway(struct sp_ui *ui, struct gui *g)
{
    bool quitting = ui->exam.quitting;

    screen_hide(ui, g);
    screen_home(ui);
    screen_note(ui, g, screen_text(ui, "exam.stopped"), false);
    ui->over = quitting;
}

/* ---- the clock ---- */

static void
time_is_up(struct sp_ui *ui, struct gui *g)
{
    ui->exam.in_call = false;
    if (ui->overlay != OVERLAY_NONE)
        screen_hide(ui, g);
    screen_drop(ui);
    screen_go(ui, SCREEN_EXAM);
    screen_warn(ui, g, screen_text(ui, "exam.time-up"));
}

/* How long another window had the keyboard, once it is back, and what was pasted.
 * Facts, no guilt. */
static void
note_facts(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    uint64_t now = gui_now_ms(g);
    size_t pasted = gui_take_pasted(g);

    if (pasted)
        ui->app.ops->exam_fact(ui->app.data, "paste", (int64_t)pasted);
    if (gui_away(g) && !exam->away_ms) {
        exam->away_ms = now;
    } else if (!gui_away(g) && exam->away_ms) {
        ui->app.ops->exam_fact(ui->app.data, "focus-lost",
                               (int64_t)(now - exam->away_ms));
        exam->away_ms = 0;
    }
}

static void
take_tick(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;

    exam->ticked_ms = gui_now_ms(g);
    if (!ui->app.ops->exam_tick(ui->app.data, &exam->tick))
        screen_problem(ui, g);
    else if (exam->tick.time_up)
        time_is_up(ui, g);
    else if (exam->tick.warning)
        screen_warn(ui, g,
                    screen_text_with(ui, "exam.warning",
                                     screen_number(ui, exam->tick.warning), NULL,
                                     NULL));
}

void
screen_exam_tick(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;

    if (!exam->open || !exam->in_call) {
        gui_take_pasted(g);
        return;
    }
    note_facts(ui, g);
    if (gui_now_ms(g) - exam->ticked_ms >= TICK_MS)
        take_tick(ui, g);
    gui_wake_in(g, 1000);
}

bool
screen_exam_may_say(struct sp_ui *ui, struct gui *g)
{
    if (ui->exam.in_call)
        take_tick(ui, g);
    return ui->screen == SCREEN_PLAY;
}

bool
screen_exam_said(struct sp_ui *ui, struct gui *g)
{
    bool ended = sp_session_view(ui->session)->ending != NULL;
    struct sp_app_exam now;

    if (ended) {
        screen_exam_back(ui, true);
        return true;
    }
    get_exam(ui, &now);
    if (!ui->exam.in_call || now.stage == SP_SITS_CALL)
        return false;
    time_is_up(ui, g); /* just before the line was said */
    return true;
}

/* Whether a warning has been due, and whether it was the last one. */
static enum screen_note_kind
urgency(const struct sp_exam *exam, int64_t left_ms)
{
    enum screen_note_kind kind = NOTE_GOOD;

    for (unsigned i = 0; i < exam->warnings; i++) {
        if (left_ms <= (int64_t)exam->warning[i] * MINUTE)
            kind = i + 1 == exam->warnings ? NOTE_BAD : NOTE_WARN;
    }
    return kind;
}

/* As wide whatever time it shows, so that nothing but the digits is drawn anew. */
double
screen_exam_timer(struct sp_ui *ui, struct gui *g, double right)
{
    static const enum gui_color inks[] = {GUI_INK, GUI_WARN, GUI_BAD};
    static const enum gui_color grounds[] = {GUI_SUNK, GUI_WARN_TINT, GUI_BAD_TINT};
    struct sp_app_exam now;
    long seconds = (long)((ui->exam.tick.left_ms + 999) / 1000);
    char clock[24], widest[24];

    if (!ui->exam.in_call || ui->exam.tick.left_ms < 0)
        return right;
    get_exam(ui, &now);
    enum screen_note_kind kind = urgency(now.exam, ui->exam.tick.left_ms);
    snprintf(clock, sizeof clock, "%ld:%02ld", seconds / 60, seconds % 60);
    snprintf(widest, sizeof widest, "%s", clock);
    for (char *at = widest; *at; at++)
        *at = *at == ':' ? ':' : '0';
    const char *text = screen_text_with(ui, "ui.exam.left", clock, NULL, NULL);
    bool words = gui_width(g) >= 760;
    double w = ceil(gui_text_width(
                   g, GUI_STRONG,
                   words ? screen_text_with(ui, "ui.exam.left", widest, NULL, NULL)
                         : widest)) +
               24;
    struct gui_rect r = {right - w, (SCREEN_BAR - TIMER_H) / 2, w, TIMER_H};
    size_t mark = gui_mark(g);

    gui_fill(g, r, TIMER_H / 2, grounds[kind]);
    if (kind != NOTE_GOOD)
        gui_stroke(g, r, TIMER_H / 2, kind == NOTE_BAD ? 2 : 1, inks[kind]);
    gui_label_at(g, (struct gui_rect){r.x + 12, r.y, w - 24, TIMER_H}, GUI_STRONG,
                 inks[kind], GUI_START, words ? text : clock);
    gui_spoken(g, mark, (struct gui_spoken){.role = GUI_ROLE_TEXT, .text = text});
    return r.x - 12;
}

/* ---- the code ---- */

void
screen_exam_opened(struct sp_ui *ui, const struct gui *g,
                   const struct sp_app_look *look)
{
    struct sp_app_exam now;

    ui->exam.look = *look;
    ui->exam.open = true;
    get_exam(ui, &now);
    if (now.lang_granted)
        ui->look.lang = ui->lang = now.lang;
    /* Nobody gets smaller letters than before. */
    if (now.scale > 100 && now.scale > ui->look.scale &&
        now.scale > (int)lround(gui_get_scale(g) * 100))
        ui->look.scale = now.scale;
    ui->exam.words.most = GUI_FIELD_ROOM - 1;
    ui->entered = true;
}

static void
open_code(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    struct sp_app_look look = ui->look;
    bool who = false;

    look.lang = ui->lang;
    if (ui->app.ops->exam_open(ui->app.data, exam->code.text,
                               exam->who ? exam->number.text : NULL,
                               exam->who ? exam->name.text : NULL, ui->lang, &who)) {
        screen_exam_opened(ui, g, &look);
    } else if (who && !exam->who) {
        exam->who = true;
        gui_focus(g, gui_id(g, "exam-number"));
    } else {
        screen_problem(ui, g);
    }
}

void
screen_exam_open(struct sp_ui *ui, struct gui *g, const char *code)
{
    char copy[16];

    snprintf(copy, sizeof copy, "%s", code);
    screen_exam_enter(ui);
    if (!copy[0])
        return;
    gui_field_set(&ui->exam.code, copy);
    open_code(ui, g);
}

static void
code_page(struct sp_ui *ui, struct gui *g)
{
    struct screen_exam *exam = &ui->exam;
    unsigned happened = 0;
    double width = fmin(gui_room(g), 520);

    gui_columns_begin(g, (double[]){-1, width, -1}, 3, 0);
    gui_column_next(g);
    gui_column_next(g);
    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.exam.enter"));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.exam.how"));
    gui_space(g, 20);
    gui_card_begin(g, 20);
    happened |=
        screen_field(ui, g, "exam-code", "ui.exam.code", &exam->code, "ABCD-EFGH-JKMN");
    if (exam->who) {
        gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.exam.who"));
        gui_space(g, 14);
        happened |=
            screen_field(ui, g, "exam-number", "ui.exam.number", &exam->number, "");
        happened |= screen_field(ui, g, "exam-name", "ui.exam.name", &exam->name, "");
    }
    gui_space(g, 4);
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "exam-open"), GUI_PRIMARY,
                         screen_text(ui, "ui.exam.open"));
    gui_flow_end(g);
    gui_card_end(g);
    gui_columns_end(g);
    if (ui->entered)
        gui_focus(g, gui_id(g, "exam-code"));
    ui->entered = false;
    if (go || (happened & GUI_FIELD_ENTER))
        open_code(ui, g);
}

/* ---- from stage to stage ---- */

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
    if (!warm_up)
        take_tick(ui, g);
}

static void
confirm(struct sp_ui *ui, struct gui *g)
{
    if (!ui->app.ops->exam_confirm(ui->app.data))
        screen_problem(ui, g);
    ui->entered = true;
}

static void
skip(struct sp_ui *ui, struct gui *g)
{
    if (!ui->app.ops->exam_warmed_up(ui->app.data, false))
        screen_problem(ui, g);
    ui->entered = true;
}

static void
footer(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    bool warm_up = now->stage == SP_SITS_WARM_UP, notice = now->stage == SP_SITS_NOTICE;
    const char *key = notice                       ? "ui.exam.confirm"
                      : warm_up                    ? "ui.exam.warm-up-go"
                      : now->stage == SP_SITS_CALL ? "ui.exam.go-on"
                                                   : "ui.exam.begin";
    bool skipped = false;

    screen_footer_begin(g, FOOTER);
    gui_flow_begin(g, 8);
    gui_tab_first(g, gui_id(g, "exam-go"));
    bool go = gui_button(g, gui_id(g, "exam-go"), GUI_PRIMARY, screen_text(ui, key));
    if (warm_up)
        skipped = gui_button(g, gui_id(g, "exam-skip"), GUI_PLAIN,
                             screen_text(ui, "ui.exam.skip"));
    gui_flow_end(g);
    screen_footer_end(g);
    /* Last, for whatever has the focus comes first. Nobody has read the notice by
     * pressing Enter once too often. */
    go = go || (!notice && !skipped && gui_key(g, GUI_ENTER, 0));
    if (skipped)
        skip(ui, g);
    else if (go && notice)
        confirm(ui, g);
    else if (go)
        begin_call(ui, g, warm_up);
}

static void
page(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    if (!ui->exam.open)
        code_page(ui, g);
    else if (now->stage == SP_SITS_NOTICE)
        screen_notice(ui, g, now);
    else if (now->stage == SP_SITS_CLOSED)
        screen_verdict(ui, g, now);
    else
        screen_waiting(ui, g, now);
}

void
screen_exam_frame(struct sp_ui *ui, struct gui *g)
{
    struct sp_app_exam now = {.stage = SP_SITS_CLOSED};
    bool open = ui->exam.open;

    if (open)
        get_exam(ui, &now);
    bool acts = open && now.stage != SP_SITS_CLOSED;

    if (screen_bar(ui, g,
                   open && now.stage != SP_SITS_NOTICE
                       ? sp_text_in(&now.exam->title, ui->lang)
                       : screen_text(ui, "ui.exam.title"),
                   NULL)) {
        screen_exam_stop(ui, g);
        return;
    }
    if (open && ui->entered)
        gui_scroll_to(g, gui_id_n(g, "exam", now.stage), 0);
    if (open)
        ui->entered = false;
    screen_page_begin(g, gui_id_n(g, "exam", now.stage), acts ? FOOTER : 0);
    page(ui, g, &now);
    screen_page_end(g);
    if (ui->screen == SCREEN_EXAM && acts)
        footer(ui, g, &now);
}

/* ---- aloud ---- */

static void
add(struct sp_str *out, const char *text)
{
    if (out->size)
        sp_str_add(out, " ");
    sp_str_add(out, text);
}

void
screen_exam_say(struct sp_ui *ui, struct sp_str *out)
{
    struct sp_app_exam now;
    int missed = 0;

    if (!ui->exam.open) {
        add(out, screen_text(ui, "ui.exam.enter"));
        return;
    }
    get_exam(ui, &now);
    switch (now.stage) {
    case SP_SITS_NOTICE:
        add(out, sp_text_in(&now.exam->title, ui->lang));
        add(out, screen_text(ui, "ui.say.notice"));
        break;
    case SP_SITS_CLOSED:
        for (unsigned i = 0; i < now.verdict->clauses; i++)
            missed += !now.verdict->clause[i].met;
        add(out, screen_word(ui, "verdict.", sp_verdict_state_name(now.state)));
        add(out, screen_text_with(ui, "ui.say.clauses",
                                  screen_number(ui, (int)now.verdict->clauses - missed),
                                  screen_number(ui, (int)now.verdict->clauses), NULL));
        break;
    case SP_SITS_WARM_UP:
        add(out, screen_text(ui, "ui.exam.warm-up"));
        add(out, screen_text(ui, "ui.exam.warm-up-how"));
        break;
    default:
        add(out,
            screen_text_with(ui, "ui.exam.next", screen_number(ui, (int)now.item + 1),
                             screen_number(ui, (int)now.items), NULL));
        if (now.resumed)
            add(out, screen_text(ui, "exam.resumed"));
        add(out, screen_text(ui, "ui.exam.next-how"));
        break;
    }
}
