/* screen_debrief.c: what to take from a call: keep, start, stop, one line to try, and
 * what the customer was really after. */
#include "screen.h"

#include "core/mem.h"

/* Who has passed nothing yet, in few calls, is told one thing to mend at a time. */
#define BEGINNER_CALLS 5

void
screen_debrief_finish(struct screen_debrief *debrief)
{
    for (size_t i = 0; i < debrief->turns; i++)
        sp_free(debrief->notes[i].note);
    sp_free(debrief->notes);
    *debrief = (struct screen_debrief){0};
}

void
screen_debrief_update(struct sp_ui *ui)
{
    struct screen_debrief *d = &ui->debrief;
    struct sp_line_note note[SP_LINE_NOTES];

    if (d->known)
        return;
    sp_score_session(ui->session, true, &ui->score);
    ui->score_stale = false;
    sp_score_advise(ui->session, &ui->score, &d->advice);
    sp_session_lesson(ui->session, &d->lesson);
    d->turns = sp_session_turns(ui->session);
    d->notes = sp_alloc(d->turns + 1, sizeof *d->notes);
    for (size_t i = 0; i < d->turns; i++) {
        size_t count = sp_score_notes(ui->session, &ui->score, i, note, SP_LINE_NOTES);

        d->notes[i].note = sp_alloc(count + 1, sizeof *note);
        for (size_t k = 0; k < count; k++)
            d->notes[i].note[k] = note[k];
        d->notes[i].count = count;
    }
    d->replay = -1;
    d->known = true;
}

void
screen_clause(struct gui *g, bool ok, enum gui_style style, const char *text)
{
    double height = gui_leading(style);

    gui_columns_begin(g, (double[]){16, -1}, 2, 8);
    gui_column_next(g);
    struct gui_rect mark = gui_take(g, height);
    mark.y += (height - 16) / 2;
    mark.w = mark.h = 16;
    gui_icon(g, ok ? GUI_ICON_TICK : GUI_ICON_CROSS, mark, ok ? GUI_GOOD : GUI_BAD);
    gui_column_next(g);
    gui_paragraph(g, style, GUI_INK, text);
    gui_columns_end(g);
    gui_space(g, 4);
}

void
screen_replay_button(struct sp_ui *ui, struct gui *g, const char *id, size_t turn)
{
    if (!ui->app.ops->branch)
        return;
    gui_space(g, 4);
    gui_flow_begin(g, 8);
    if (gui_icon_button(g, gui_id_n(g, id, turn), GUI_ICON_REPLAY,
                        screen_text(ui, "ui.result.replay")))
        ui->debrief.replay = (long)turn;
    gui_flow_end(g);
}

/* ---- keep, start, stop ---- */

/* "Competency · line 3" over what it is about. */
static void
item_head(struct sp_ui *ui, struct gui *g, const struct sp_advice_item *item)
{
    unsigned number =
        item->turn >= 0 ? screen_turn_number(ui->session, (size_t)item->turn) : 0;
    const char *name =
        item->competency ? sp_text_in(&item->competency->name, ui->lang) : "";
    const char *line =
        number ? screen_text_with(ui, "ui.advice.line", screen_number(ui, (int)number),
                                  NULL, NULL)
               : "";
    const char *head = screen_join(ui, name, " \xc2\xb7 ", line);

    if (head[0])
        gui_paragraph(g, GUI_SMALL, GUI_MUTED, head);
}

static void
quote(struct sp_ui *ui, struct gui *g, const char *key, const struct sp_reply *reply)
{
    gui_paragraph(
        g, GUI_BODY, GUI_INK,
        screen_text_with(ui, key, screen_wording(&reply->text, ui->lang), NULL, NULL));
}

static void
keep_item(struct sp_ui *ui, struct gui *g, const struct sp_advice_item *item)
{
    item_head(ui, g, item);
    if (item->reply)
        quote(ui, g, "ui.advice.quote", item->reply);
    if (item->check)
        gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                      sp_text_in(&item->check->wording, ui->lang));
}

static void
start_item(struct sp_ui *ui, struct gui *g, const struct sp_advice_item *item)
{
    item_head(ui, g, item);
    if (item->check)
        gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&item->check->remedy, ui->lang));
    if (!item->reply || item->turn < 0)
        return;
    gui_space(g, 4);
    gui_paragraph(
        g, GUI_SMALL, GUI_INK,
        screen_text_with(ui, item->more ? "ui.advice.towards" : "ui.advice.instead",
                         screen_wording(&item->reply->text, ui->lang), NULL, NULL));
    screen_replay_button(ui, g, "advice-replay", (size_t)item->turn);
}

static void
stop_item(struct sp_ui *ui, struct gui *g, const struct sp_advice_item *item)
{
    item_head(ui, g, item);
    if (item->reply)
        quote(ui, g, "ui.advice.quote", item->reply);
    if (item->turn >= 0) {
        gui_space(g, 4);
        gui_flow_begin(g, 6);
        screen_moves(ui, g, sp_session_turn(ui->session, (size_t)item->turn));
        gui_flow_end(g);
    }
    if (item->check) {
        gui_space(g, 4);
        gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                      screen_text_with(ui, "ui.advice.cost",
                                       sp_text_in(&item->check->wording, ui->lang),
                                       NULL, NULL));
    }
    if (item->times > 1)
        gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                      screen_text_with(ui, "ui.advice.times",
                                       screen_number(ui, (int)item->times), NULL,
                                       NULL));
}

static void
list_head(struct sp_ui *ui, struct gui *g, enum sp_advice_kind kind)
{
    gui_space(g, 14);
    gui_flow_begin(g, 8);
    if (kind == SP_ADVICE_KEEP)
        gui_icon_chip(g, GUI_ICON_TICK, GUI_GOOD, screen_text(ui, "ui.advice.keep"));
    else if (kind == SP_ADVICE_START)
        gui_icon_chip(g, GUI_ICON_NEXT, GUI_LINK, screen_text(ui, "ui.advice.start"));
    else
        gui_icon_chip(g, GUI_ICON_CROSS, GUI_BAD, screen_text(ui, "ui.advice.stop"));
    gui_flow_end(g);
}

/* At most `most` items of a list. */
static void
list(struct sp_ui *ui, struct gui *g, enum sp_advice_kind kind, unsigned most)
{
    const struct sp_advice *a = &ui->debrief.advice;
    const struct sp_advice_item *items = kind == SP_ADVICE_KEEP    ? a->keep
                                         : kind == SP_ADVICE_START ? a->start
                                                                   : a->stop;
    unsigned count = kind == SP_ADVICE_KEEP    ? a->keeps
                     : kind == SP_ADVICE_START ? a->starts
                                               : a->stops;

    if (!count)
        return;
    list_head(ui, g, kind);
    for (unsigned i = 0; i < count && i < most; i++) {
        gui_space(g, 8);
        gui_push_id(g, gui_id_n(g, "advice", (size_t)kind * SP_ADVICE_ITEMS + i));
        if (kind == SP_ADVICE_KEEP)
            keep_item(ui, g, &items[i]);
        else if (kind == SP_ADVICE_START)
            start_item(ui, g, &items[i]);
        else
            stop_item(ui, g, &items[i]);
        gui_pop_id(g);
    }
}

static bool
is_beginner(const struct sp_ui *ui)
{
    for (size_t i = 0; i < ui->lists.history_count; i++) {
        if (ui->lists.history[i].pass && !ui->lists.history[i].branched)
            return false;
    }
    return ui->lists.history_count < BEGINNER_CALLS;
}

/* What is not shown while only the first thing to mend is. */
static unsigned
rest_count(const struct sp_advice *a)
{
    unsigned all = a->keeps + a->starts + a->stops;
    unsigned shown = a->keeps ? 1 : 0;

    if (a->first == SP_ADVICE_START || a->first == SP_ADVICE_STOP)
        shown++;
    return all - shown;
}

static void
one_fix(struct sp_ui *ui, struct gui *g)
{
    const struct sp_advice *a = &ui->debrief.advice;
    unsigned rest = rest_count(a);

    list(ui, g, SP_ADVICE_KEEP, 1);
    if (a->first == SP_ADVICE_START || a->first == SP_ADVICE_STOP)
        list(ui, g, a->first, 1);
    if (!rest)
        return;
    gui_space(g, 10);
    gui_flow_begin(g, 8);
    if (gui_button(g, gui_id(g, "advice-all"), GUI_GHOST,
                   screen_text_with(ui, "ui.advice.rest", screen_number(ui, (int)rest),
                                    NULL, NULL)))
        ui->advice_all = true;
    gui_flow_end(g);
}

static void
try_line(struct sp_ui *ui, struct gui *g)
{
    const struct sp_check *check = ui->debrief.advice.try_line;

    if (!check)
        return;
    gui_space(g, 16);
    gui_panel_begin(g, GUI_TINT, 14);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_LINK, screen_text(ui, "ui.advice.try"));
    gui_space(g, 2);
    gui_paragraph(g, GUI_BODY, GUI_INK,
                  screen_text_with(ui, "ui.advice.quote",
                                   sp_text_in(&check->try_line, ui->lang), NULL, NULL));
    gui_panel_end(g);
}

void
screen_advice(struct sp_ui *ui, struct gui *g)
{
    bool one = is_beginner(ui) && !ui->advice_all;

    gui_card_begin(g, 20);
    gui_paragraph(g, GUI_STRONG, GUI_INK,
                  screen_text(ui, one ? "ui.advice.title.one" : "ui.advice.title"));
    if (one) {
        one_fix(ui, g);
    } else {
        list(ui, g, SP_ADVICE_KEEP, SP_ADVICE_ITEMS);
        list(ui, g, SP_ADVICE_START, SP_ADVICE_ITEMS);
        list(ui, g, SP_ADVICE_STOP, SP_ADVICE_ITEMS);
    }
    try_line(ui, g);
    gui_card_end(g);
}

/* ---- the motive ---- */

static void
learnt(struct sp_ui *ui, struct gui *g, const char *words)
{
    const struct sp_lesson *l = &ui->debrief.lesson;

    if (l->turn < 0) {
        gui_paragraph(g, GUI_SMALL, GUI_INK, screen_text(ui, "ui.lesson.opening"));
        return;
    }
    unsigned number = screen_turn_number(ui->session, (size_t)l->turn);
    gui_paragraph(g, GUI_SMALL, GUI_INK,
                  screen_text_with(ui, "ui.lesson.learnt",
                                   screen_number(ui, (int)number), words, NULL));
}

static void
could_be_learnt(struct sp_ui *ui, struct gui *g, const char *words)
{
    const struct sp_lesson *l = &ui->debrief.lesson;

    if (l->turn < 0 || !l->steps) {
        gui_paragraph(g, GUI_SMALL, GUI_INK, screen_text(ui, "ui.lesson.none"));
        return;
    }
    unsigned number = screen_turn_number(ui->session, (size_t)l->turn);
    gui_paragraph(g, GUI_SMALL, GUI_INK,
                  screen_text_with(ui, "ui.lesson.missed",
                                   screen_number(ui, (int)number), NULL, NULL));
    for (unsigned i = 0; i < l->steps; i++) {
        gui_space(g, 4);
        gui_bullet(g, GUI_SMALL, GUI_INK,
                   screen_text_with(ui, i ? "ui.lesson.then" : "ui.lesson.say",
                                    screen_wording(&l->path[i]->text, ui->lang), NULL,
                                    NULL));
    }
    gui_space(g, 4);
    gui_paragraph(g, GUI_SMALL, GUI_INK,
                  screen_text_with(ui, "ui.lesson.told", words, NULL, NULL));
    screen_replay_button(ui, g, "lesson-replay", (size_t)l->turn);
}

static void
lesson(struct sp_ui *ui, struct gui *g)
{
    char *words = sp_lesson_words(ui->session, &ui->debrief.lesson, ui->lang);

    gui_panel_begin(g, GUI_SUNK, 12);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.lesson.title"));
    gui_space(g, 2);
    if (ui->debrief.lesson.learnt)
        learnt(ui, g, words);
    else
        could_be_learnt(ui, g, words);
    gui_panel_end(g);
    sp_free(words);
}

void
screen_revealed(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    const struct sp_motive *motive = &s->motives[sp_session_motive(ui->session)];
    const struct sp_style *style = &s->styles->style[sp_session_style(ui->session)];

    gui_card_begin(g, 20);
    gui_paragraph(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.result.behind"));
    gui_space(g, 6);
    gui_paragraph(g, GUI_HEADING, GUI_LINK, sp_text_in(&motive->text, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  screen_word(ui, "ui.kind.", sp_kind_name(motive->kind)));
    gui_space(g, 12);
    lesson(ui, g);
    gui_space(g, 14);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, sp_text_in(&style->name, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_INK, sp_text_in(&style->about, ui->lang));
    gui_space(g, 4);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&style->advice, ui->lang));
    gui_space(g, 8);
    for (unsigned i = 0; i < ui->score.adapts; i++) {
        const struct sp_check_result *adapt = &ui->score.adapt[i];

        screen_clause(g, adapt->holds, GUI_SMALL,
                      sp_text_in(&adapt->check->wording, ui->lang));
    }
    gui_card_end(g);
}
