/* screen_verdict.c: what an exam came to, clause by clause, and what to do next. */
#include "screen.h"

#include <string.h>

static void
heading(struct sp_ui *ui, struct gui *g, const char *key)
{
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, key));
    gui_space(g, 10);
}

/* ---- the result ---- */

static void
clauses(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    for (unsigned i = 0; i < now->verdict->clauses; i++) {
        const struct sp_clause *c = &now->verdict->clause[i];

        screen_clause(
            g, c->met, GUI_BODY,
            screen_text_with(ui, screen_word(ui, "ui.clause.", sp_clause_name(c->kind)),
                             screen_number(ui, c->wanted), screen_number(ui, c->got),
                             c->competency ? screen_competency(ui, now, c->competency)
                                           : NULL));
        gui_space(g, 4);
    }
}

/* Who has the last word, or why it is still open. */
static void
who_decides(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    if (now->decided) {
        gui_panel_begin(g, GUI_TINT, 14);
        gui_paragraph(
            g, GUI_SMALL_STRONG, GUI_LINK,
            screen_text_with(ui, "ui.exam.decided", now->decided_by, NULL, NULL));
        gui_paragraph(g, GUI_BODY, GUI_INK, now->reason);
        gui_panel_end(g);
        return;
    }
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  screen_text(ui, now->appealed                   ? "ui.exam.appealed"
                                  : now->state != SP_VERDICT_HELD ? "ui.exam.machine"
                                  : now->resumed ? "ui.exam.held.interrupted"
                                                 : "ui.exam.held"));
}

static void
result(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    static const enum gui_icon icons[] = {
        [SP_VERDICT_OPEN] = GUI_ICON_DOT,
        [SP_VERDICT_PASS] = GUI_ICON_TICK,
        [SP_VERDICT_FAIL] = GUI_ICON_CROSS,
        [SP_VERDICT_HELD] = GUI_ICON_ALERT,
    };
    static const enum gui_color inks[] = {
        [SP_VERDICT_OPEN] = GUI_MUTED,
        [SP_VERDICT_PASS] = GUI_GOOD,
        [SP_VERDICT_FAIL] = GUI_WARN,
        [SP_VERDICT_HELD] = GUI_LINK,
    };

    gui_card_begin(g, 20);
    gui_columns_begin(g, (double[]){24, -1}, 2, 12);
    gui_column_next(g);
    struct gui_rect at = gui_take(g, gui_leading(GUI_TITLE));
    at.y += (at.h - 24) / 2;
    at.w = at.h = 24;
    gui_icon(g, icons[now->state], at, inks[now->state]);
    gui_column_next(g);
    gui_paragraph(g, GUI_TITLE, GUI_INK,
                  screen_word(ui, "verdict.", sp_verdict_state_name(now->state)));
    gui_columns_end(g);
    gui_space(g, 14);
    gui_label(g, GUI_SMALL_STRONG, GUI_MUTED, screen_text(ui, "ui.exam.clauses"));
    gui_space(g, 6);
    clauses(ui, g, now);
    gui_space(g, 8);
    who_decides(ui, g, now);
    gui_card_end(g);
}

/* ---- what next ---- */

static void
repeat(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const struct sp_app_repeat *r = &now->repeat;
    bool open = false;

    if (!r->needed)
        return;
    for (size_t i = 0; i < now->practice->count; i++)
        open = open || !now->practice->item[i].done;
    gui_space(g, 16);
    gui_card_begin(g, 20);
    heading(ui, g, "ui.exam.repeat");
    if (r->limited && !r->left) {
        gui_paragraph(g, GUI_BODY, GUI_INK, screen_text(ui, "ui.exam.repeat.none"));
        gui_card_end(g);
        return;
    }
    gui_paragraph(g, GUI_BODY, GUI_INK,
                  r->limited
                      ? screen_text_with(ui, "ui.exam.repeat.left",
                                         screen_number(ui, (int)r->left), NULL, NULL)
                      : screen_text(ui, "ui.exam.repeat.any"));
    gui_space(g, 8);
    if (r->from[0])
        screen_clause(g, false, GUI_BODY,
                      screen_text_with(ui, "ui.exam.repeat.from", r->from, NULL, NULL));
    if (r->must_practise)
        screen_clause(
            g, !open, GUI_BODY,
            screen_text(ui, open ? "ui.exam.repeat.practise" : "ui.exam.repeat.done"));
    if (!r->from[0] && !(r->must_practise && open))
        screen_clause(g, true, GUI_BODY, screen_text(ui, "ui.exam.repeat.now"));
    gui_card_end(g);
}

/* The customers of this exam, each once; any call with them can earn the checks. */
static const struct sp_scenario *
practise_buttons(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const struct sp_scenario *chosen = NULL, *seen[SP_EXAM_ITEMS];
    unsigned count = 0;

    gui_flow_begin(g, 8);
    for (unsigned i = 0; i < now->items; i++) {
        const struct sp_scenario *s =
            now->scenario[i] ? screen_find(ui, now->scenario[i]) : NULL;
        unsigned k = 0;

        while (s && k < count && seen[k] != s)
            k++;
        if (!s || k < count)
            continue;
        seen[count++] = s;
        gui_push_id(g, gui_id(g, s->id));
        if (gui_button(g, gui_id(g, "practise"), GUI_PLAIN,
                       screen_text_with(ui, "ui.exam.practise.with",
                                        sp_text_in(&s->title, ui->lang), NULL, NULL)))
            chosen = s;
        gui_pop_id(g);
    }
    gui_flow_end(g);
    return chosen;
}

static void
todo(struct gui *g, bool done, const char *text)
{
    gui_columns_begin(g, (double[]){16, -1}, 2, 8);
    gui_column_next(g);
    struct gui_rect mark = gui_take(g, gui_leading(GUI_SMALL));
    mark.y += (mark.h - 16) / 2;
    mark.w = mark.h = 16;
    gui_icon(g, done ? GUI_ICON_TICK : GUI_ICON_DOT, mark, done ? GUI_GOOD : GUI_MUTED);
    gui_column_next(g);
    gui_paragraph(g, GUI_SMALL, done ? GUI_MUTED : GUI_INK, text);
    gui_columns_end(g);
    gui_space(g, 4);
}

static const struct sp_practice_item *
find_item(const struct sp_practice *plan, const char *check)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (strcmp(plan->item[i].check, check) == 0)
            return &plan->item[i];
    }
    return NULL;
}

/* The ladder of a competency as far as it was missed, from the bottom. */
static void
checks_of(struct sp_ui *ui, struct gui *g, const struct sp_practice *plan,
          const struct sp_competency *c)
{
    bool any = false;

    for (unsigned k = 0; k < c->levels; k++) {
        const struct sp_practice_item *item = find_item(plan, c->level[k].id);

        if (item && !any) {
            gui_space(g, 10);
            gui_label(g, GUI_SMALL_STRONG, GUI_LINK, sp_text_in(&c->name, ui->lang));
            gui_space(g, 4);
        }
        any = any || item;
        if (item)
            todo(g, item->done, sp_text_in(&c->level[k].wording, ui->lang));
    }
}

static const struct sp_scenario *
to_practise(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const struct sp_practice *plan = now->practice;

    if (!plan || plan->count == 0)
        return NULL;
    gui_card_begin(g, 20);
    heading(ui, g, "ui.exam.practise");
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.exam.practise.how"));
    gui_space(g, 10);
    const struct sp_scenario *chosen = practise_buttons(ui, g, now);
    for (unsigned i = 0; now->rubric && i < now->rubric->competencies; i++)
        checks_of(ui, g, plan, &now->rubric->competency[i]);
    gui_card_end(g);
    return chosen;
}

/* ---- the calls ---- */

static const char *
debriefs(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    const char *chosen = NULL;

    gui_card_begin(g, 20);
    heading(ui, g, "ui.exam.calls");
    for (unsigned i = 0; i < now->items; i++) {
        const struct sp_scenario *s =
            now->scenario[i] ? screen_find(ui, now->scenario[i]) : NULL;
        const char *title = s ? sp_text_in(&s->title, ui->lang) : "";

        if (!now->attempt[i][0]) {
            gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                          screen_text_with(ui, "ui.exam.not-begun",
                                           screen_number(ui, (int)i + 1), NULL, NULL));
            gui_space(g, 8);
            continue;
        }
        gui_push_id(g, gui_id(g, now->attempt[i]));
        gui_flow_begin(g, 8);
        if (gui_button(g, gui_id(g, "debrief"), i == 0 ? GUI_PRIMARY : GUI_PLAIN,
                       screen_text_with(ui, "ui.exam.debrief",
                                        screen_number(ui, (int)i + 1), title, NULL)))
            chosen = now->attempt[i];
        gui_flow_end(g);
        gui_pop_id(g);
        gui_space(g, 8);
    }
    gui_card_end(g);
    return chosen;
}

/* ---- the file for the manager ---- */

static void
hand_in(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    struct sp_str path = {0};

    if (!now->to_hand_in || !ui->app.ops->exam_hand_in)
        return;
    gui_space(g, 16);
    gui_card_begin(g, 20);
    heading(ui, g, "ui.exam.hand-in");
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.exam.hand-in.how"));
    gui_space(g, 12);
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "hand-in"), GUI_PRIMARY,
                         screen_text(ui, "ui.exam.hand-in.go"));
    gui_flow_end(g);
    gui_card_end(g);
    if (!go)
        return;
    if (ui->app.ops->exam_hand_in(ui->app.data, &path))
        screen_note(
            ui, g,
            screen_text_with(ui, "exam.handed-in", sp_str_text(&path), NULL, NULL),
            false);
    else
        screen_problem(ui, g);
    sp_str_finish(&path);
}

/* ---- the appeal ---- */

static void
send_appeal(struct sp_ui *ui, struct gui *g)
{
    if (!ui->app.ops->exam_appeal(ui->app.data, ui->exam.words.text)) {
        screen_problem(ui, g);
        return;
    }
    ui->exam.appealing = false;
    gui_field_set(&ui->exam.words, "");
    ui->entered = true;
    screen_note(ui, g, screen_text(ui, "ui.exam.appeal.sent"), false);
}

static void
appeal(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    struct screen_exam *exam = &ui->exam;
    unsigned happened = 0;

    if (now->state == SP_VERDICT_PASS || now->appealed || !ui->app.ops->exam_appeal)
        return;
    gui_space(g, 16);
    gui_card_begin(g, 20);
    heading(ui, g, "ui.exam.appeal");
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.exam.appeal.how"));
    gui_space(g, 12);
    if (exam->appealing) {
        happened = gui_field(g, gui_id(g, "appeal-words"), &exam->words,
                             screen_text(ui, "ui.exam.appeal.words"));
        gui_space(g, 12);
    }
    gui_flow_begin(g, 8);
    bool go = gui_button(
        g, gui_id(g, "appeal"), GUI_PLAIN,
        screen_text(ui, exam->appealing ? "ui.exam.appeal.send" : "ui.exam.appeal.go"));
    gui_flow_end(g);
    gui_card_end(g);
    if ((go || (happened & GUI_FIELD_ENTER)) && exam->appealing && exam->words.size) {
        send_appeal(ui, g);
    } else if (go) {
        exam->appealing = true;
        gui_focus(g, gui_id(g, "appeal-words"));
    }
}

/* ---- the whole ---- */

void
screen_verdict(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now)
{
    bool wide = gui_room(g) >= SCREEN_WIDE - 60;

    if (wide) {
        gui_columns_begin(g, (double[]){-1, -1}, 2, 20);
        gui_column_next(g);
    }
    result(ui, g, now);
    hand_in(ui, g, now);
    repeat(ui, g, now);
    gui_space(g, 16);
    const char *chosen = debriefs(ui, g, now);
    if (wide) {
        appeal(ui, g, now);
        gui_column_next(g);
    } else {
        gui_space(g, 16);
    }
    const struct sp_scenario *practise = to_practise(ui, g, now);
    if (wide)
        gui_columns_end(g);
    else
        appeal(ui, g, now);
    if (chosen && !screen_open(ui, chosen))
        screen_problem(ui, g);
    else if (practise)
        screen_brief_for(ui, practise);
}
