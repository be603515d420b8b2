/* screen_lines.c: the call line by line and the ladders check by check, after the end.
 */
#include "screen.h"

/* ---- the annotated talk ---- */

static enum gui_color
line_color(const struct screen_line *line, const struct sp_turn *turn)
{
    const uint64_t good = SP_BIT(SP_HEARD) | SP_BIT(SP_FIT) | SP_BIT(SP_RIGHT);

    if (!line->trainee || !turn || line->undone)
        return GUI_TRACK;
    if (turn->signals & SP_ERROR_MASK)
        return GUI_BAD;
    if (turn->signals & (SP_BIT(SP_MISHEARD) | SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG)))
        return GUI_WARN;
    return turn->signals & good ? GUI_GOOD : GUI_LINK;
}

/* ---- what a line decided ---- */

static void
note_row(struct sp_ui *ui, struct gui *g, const struct sp_line_note *note)
{
    const char *wording = sp_text_in(&note->check->wording, ui->lang);
    bool earned = note->kind == SP_NOTE_EARNED;
    const char *key = earned                           ? "ui.note.earned"
                      : note->kind == SP_NOTE_CRITICAL ? "ui.note.critical"
                      : note->kind == SP_NOTE_LOST     ? "ui.note.lost"
                                                       : "ui.note.could";

    screen_clause(
        g, earned, GUI_SMALL,
        screen_text_with(
            ui, key, wording, screen_number(ui, note->check->points),
            note->competency ? sp_text_in(&note->competency->name, ui->lang) : ""));
}

/* The reply that would have been better here, once for all the checks that it earns. */
static void
better(struct sp_ui *ui, struct gui *g, const struct sp_line_note *note,
       const struct sp_turn *turn, size_t index)
{
    bool said = turn->reply == note->instead;

    gui_space(g, 2);
    gui_panel_begin(g, GUI_TINT, 10);
    gui_paragraph(
        g, GUI_SMALL_STRONG, GUI_LINK,
        said ? screen_text_with(ui, "ui.note.further",
                                screen_number(ui, (int)note->more), NULL, NULL)
             : screen_text(ui, note->more ? "ui.note.towards" : "ui.note.instead"));
    if (!said)
        gui_paragraph(g, GUI_SMALL, GUI_INK,
                      screen_wording(&note->instead->text, ui->lang));
    screen_replay_button(ui, g, "line-replay", index);
    gui_panel_end(g);
    gui_space(g, 4);
}

static void
notes(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn, size_t index)
{
    const struct screen_notes *all = &ui->debrief.notes[index];

    gui_push_id(g, gui_id_n(g, "notes", index));
    for (size_t i = 0; i < all->count; i++)
        note_row(ui, g, &all->note[i]);
    for (size_t i = 0; i < all->count; i++) {
        bool told = !all->note[i].instead;

        for (size_t k = 0; k < i; k++)
            told = told || all->note[k].instead == all->note[i].instead;
        if (told)
            continue;
        gui_push_id(g, gui_id_n(g, "better", i));
        better(ui, g, &all->note[i], turn, index);
        gui_pop_id(g);
    }
    gui_pop_id(g);
}

static void
line_text(struct sp_ui *ui, struct gui *g, const struct screen_line *line,
          const struct sp_turn *turn)
{
    const char *coach =
        turn && turn->reply ? sp_text_in(&turn->reply->coach, ui->lang) : "";

    gui_paragraph(g, GUI_BODY, line->undone ? GUI_MUTED : GUI_INK, line->text);
    if (line->undone) {
        if (line->trainee)
            gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.result.undone"));
        return;
    }
    if (!turn)
        return;
    gui_space(g, 4);
    gui_flow_begin(g, 6);
    if (line->trainee)
        screen_moves(ui, g, turn);
    else
        screen_changes(ui, g, turn);
    gui_flow_end(g);
    if (line->trainee && coach[0]) {
        gui_space(g, 4);
        gui_paragraph(g, GUI_SMALL, GUI_MUTED, coach);
    }
    if (line->trainee) {
        gui_space(g, 6);
        notes(ui, g, turn, line->turn);
    }
}

void
screen_lines(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    bool wide = gui_room(g) >= 480;

    gui_card_begin(g, 20);
    gui_fold(g, gui_id(g, "talk-fold"), screen_text(ui, "ui.result.talk"), "",
             &ui->show_talk);
    for (size_t i = 0; ui->show_talk && i < ui->talk.count; i++) {
        const struct screen_line *line = &ui->talk.line[i];
        const struct sp_turn *turn =
            i > 0 ? sp_session_turn(ui->session, line->turn) : NULL;
        const char *who = line->trainee ? screen_text(ui, "ui.result.you")
                                        : sp_text_in(&s->customer_name, ui->lang);

        gui_space(g, 10);
        double top = gui_at(g);
        gui_columns_begin(g, (double[]){4, wide ? 88 : -1, -1}, wide ? 3 : 2, 12);
        gui_column_next(g);
        struct gui_rect bar = gui_take(g, 0);
        gui_column_next(g);
        gui_paragraph(
            g, GUI_SMALL_STRONG, GUI_MUTED,
            line->number
                ? screen_join(ui, screen_number(ui, (int)line->number), " ", who)
                : who);
        if (wide)
            gui_column_next(g);
        line_text(ui, g, line, turn);
        gui_columns_end(g);
        bar.h = gui_at(g) - top;
        gui_fill(g, bar, 2, line_color(line, turn));
    }
    gui_card_end(g);
}

/* ---- check by check ---- */

static void
evidence(struct sp_ui *ui, struct gui *g, const struct sp_check_result *r)
{
    const struct sp_turn *turn =
        r->turn >= 0 ? sp_session_turn(ui->session, (size_t)r->turn) : NULL;
    unsigned number = turn ? screen_turn_number(ui->session, (size_t)r->turn) : 0;

    if (r->earned) {
        if (turn && turn->reply && number)
            gui_paragraph(
                g, GUI_SMALL, GUI_MUTED,
                screen_text_with(ui, "ui.result.at", screen_number(ui, (int)number),
                                 screen_wording(&turn->reply->text, ui->lang), NULL));
        return;
    }
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&r->check->remedy, ui->lang));
    if (r->instead && number)
        gui_paragraph(g, GUI_SMALL, GUI_LINK,
                      screen_text_with(ui, "ui.result.see",
                                       screen_number(ui, (int)number), NULL, NULL));
}

static void
check(struct sp_ui *ui, struct gui *g, const struct sp_check_result *r)
{
    struct gui_rect mark;

    gui_columns_begin(g, (double[]){20, -1}, 2, 8);
    gui_column_next(g);
    mark = gui_take(g, 24);
    mark.y += 4;
    mark.w = mark.h = 16;
    gui_icon(g, r->earned ? GUI_ICON_TICK : GUI_ICON_CROSS, mark,
             r->earned ? GUI_GOOD : GUI_BAD);
    gui_column_next(g);
    gui_paragraph(g, GUI_BODY, GUI_INK,
                  screen_text_with(ui, "ui.result.check",
                                   sp_text_in(&r->check->wording, ui->lang),
                                   screen_number(ui, r->earned ? r->check->points : 0),
                                   screen_number(ui, r->check->points)));
    evidence(ui, g, r);
    gui_columns_end(g);
    gui_space(g, 10);
}

static void
competency(struct sp_ui *ui, struct gui *g, unsigned i)
{
    const struct sp_competency_result *c = &ui->score.competency[i];
    const char *note =
        c->judged ? screen_text_with(ui, "ui.result.level", screen_number(ui, c->level),
                                     screen_number(ui, c->points),
                                     screen_number(ui, c->competency->weight))
                  : screen_text(ui, "ui.result.notjudged");

    gui_fold(g, gui_id_n(g, "competency", i),
             sp_text_in(&c->competency->name, ui->lang), note, &ui->unfold[i]);
    if (!ui->unfold[i])
        return;
    gui_space(g, 6);
    if (!c->judged)
        gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                      sp_text_in(&c->competency->omit_reason, ui->lang));
    for (unsigned k = 0; c->judged && k < c->competency->levels; k++)
        check(ui, g, &c->check[k]);
    gui_space(g, 4);
}

void
screen_checks(struct sp_ui *ui, struct gui *g)
{
    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.result.checks"));
    gui_space(g, 6);
    for (unsigned i = 0; i < ui->score.competencies; i++) {
        if (i)
            gui_hairline(g);
        gui_space(g, 2);
        competency(ui, g, i);
        gui_space(g, 2);
    }
    gui_card_end(g);
}
