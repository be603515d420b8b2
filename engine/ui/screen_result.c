/* screen_result.c: what the call was worth, why, and what would have been better. */
#include "screen.h"

#include <math.h>
#include <string.h>

static void
clause(struct gui *g, bool ok, const char *text)
{
    gui_columns_begin(g, (double[]){20, -1}, 2, 8);
    gui_column_next(g);
    struct gui_rect mark = gui_take(g, 24);
    mark.y += 4;
    mark.w = mark.h = 16;
    gui_icon(g, ok ? GUI_ICON_TICK : GUI_ICON_CROSS, mark, ok ? GUI_GOOD : GUI_BAD);
    gui_column_next(g);
    gui_paragraph(g, GUI_BODY, GUI_INK, text);
    gui_columns_end(g);
    gui_space(g, 4);
}

/* The competencies that hold back the pass, as one list of names. */
static void
add_low_names(struct sp_ui *ui, struct sp_str *out)
{
    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];

        if (!c->judged || !c->competency->headline || c->level >= 2)
            continue;
        if (out->size)
            sp_str_add(out, screen_text(ui, "ui.list.comma"));
        sp_str_add(out, sp_text_in(&c->competency->name, ui->lang));
    }
}

static void
clauses(struct sp_ui *ui, struct gui *g)
{
    const struct sp_score *score = &ui->score;
    struct sp_str low = {0};

    clause(g, score->total_ok,
           screen_text_with(
               ui, score->total_ok ? "ui.result.total.ok" : "ui.result.total.no",
               screen_number(ui, score->total), screen_number(ui, score->mark), NULL));
    add_low_names(ui, &low);
    clause(g, score->levels_ok,
           score->levels_ok ? screen_text(ui, "ui.result.levels.ok")
                            : screen_text_with(ui, "ui.result.levels.no",
                                               sp_str_text(&low), NULL, NULL));
    sp_str_finish(&low);
    if (!score->criticals) {
        clause(g, score->critical_ok, screen_text(ui, "ui.result.critical.ok"));
        return;
    }
    for (unsigned i = 0; i < score->criticals; i++)
        clause(
            g, false,
            screen_text_with(ui, "ui.result.critical.no",
                             sp_text_in(&score->critical[i].check->wording, ui->lang),
                             NULL, NULL));
}

static void
verdict(struct sp_ui *ui, struct gui *g)
{
    const struct sp_score *score = &ui->score;
    const struct sp_view *view = sp_session_view(ui->session);
    enum gui_color color = score->pass ? GUI_GOOD : GUI_WARN;

    gui_card_begin(g, 20);
    gui_flow_begin(g, 8);
    gui_icon_chip(g, score->pass ? GUI_ICON_TICK : GUI_ICON_CROSS, color,
                  screen_text(ui, score->pass ? "ui.result.pass" : "ui.result.fail"));
    gui_chip(g, GUI_MUTED,
             screen_word(ui, "ui.ending.", sp_ending_kind_name(view->ending->kind)));
    gui_flow_end(g);
    gui_space(g, 8);
    struct gui_rect row = gui_take(g, 48);
    const char *total = screen_number(ui, score->total);
    double w = ceil(gui_text_width(g, GUI_DISPLAY, total));
    gui_label_at(g, (struct gui_rect){row.x, row.y, w, 48}, GUI_DISPLAY, GUI_INK,
                 GUI_START, total);
    gui_label_at(g, (struct gui_rect){row.x + w + 8, row.y + 14, row.w - w - 8, 28},
                 GUI_SMALL, GUI_MUTED, GUI_START,
                 screen_text_with(ui, "ui.result.of", screen_number(ui, score->out_of),
                                  screen_number(ui, score->mark), NULL));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&view->ending->text, ui->lang));
    gui_space(g, 14);
    clauses(ui, g);
    gui_card_end(g);
}

static void
radar(struct sp_ui *ui, struct gui *g)
{
    double values[SP_COMPETENCIES];
    const char *names[SP_COMPETENCIES];
    size_t count = 0;

    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];

        if (!c->judged)
            continue;
        values[count] = c->level / 3.0;
        names[count++] = sp_text_in(&c->competency->name, ui->lang);
    }
    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.result.picture"));
    if (!gui_radar(g, 250, values, NULL, names, count)) {
        for (size_t i = 0; i < count; i++) {
            int level = (int)lround(values[i] * 3);

            gui_space(g, 8);
            gui_meter(
                g, names[i],
                screen_text_with(ui, "ui.of", screen_number(ui, level), "3", NULL),
                level, 3, level >= 2 ? GUI_GOOD : GUI_LINK);
        }
    }
    gui_card_end(g);
}

/* What stayed hidden during the call. */
static void
revealed(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    const struct sp_motive *motive = &s->motives[sp_session_motive(ui->session)];
    const struct sp_style *style = &s->styles->style[sp_session_style(ui->session)];

    gui_card_begin(g, 20);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.result.behind"));
    gui_space(g, 6);
    gui_paragraph(g, GUI_HEADING, GUI_LINK, sp_text_in(&motive->text, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  screen_word(ui, "ui.kind.", sp_kind_name(motive->kind)));
    gui_space(g, 14);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, sp_text_in(&style->name, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_INK, sp_text_in(&style->about, ui->lang));
    gui_space(g, 4);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&style->advice, ui->lang));
    gui_space(g, 8);
    for (unsigned i = 0; i < ui->score.adapts; i++) {
        const struct sp_check_result *adapt = &ui->score.adapt[i];

        clause(g, adapt->holds, sp_text_in(&adapt->check->wording, ui->lang));
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
    if (!r->instead || !number)
        return;
    /* What was said there may be the way to it too: then only more was missing. */
    bool said = turn->reply == r->instead;
    const char *key = said      ? "ui.result.further"
                      : r->more ? "ui.result.instead.more"
                                : "ui.result.instead";
    gui_space(g, 4);
    gui_panel_begin(g, GUI_TINT, 10);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_LINK,
                  screen_text_with(ui, key, screen_number(ui, (int)number),
                                   screen_number(ui, (int)r->more), NULL));
    if (!said)
        gui_paragraph(g, GUI_SMALL, GUI_INK,
                      screen_wording(&r->instead->text, ui->lang));
    gui_panel_end(g);
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

static void
checks(struct sp_ui *ui, struct gui *g)
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
}

static void
transcript(struct sp_ui *ui, struct gui *g)
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

/* ---- the whole ---- */

static void
begin_again(struct sp_ui *ui, struct gui *g, bool same)
{
    const struct sp_scenario *s = screen_find(ui, sp_session_scenario(ui->session)->id);
    const struct sp_scenario *played = sp_session_scenario(ui->session);
    int style = -1, motive = -1;

    if (!s)
        return;
    if (same) {
        const char *style_id = played->styles->style[sp_session_style(ui->session)].id;
        const char *motive_id = played->motives[sp_session_motive(ui->session)].id;

        style = sp_scenario_style(s, style_id);
        motive = sp_scenario_motive(s, motive_id);
    }
    screen_brief_for(ui, s);
    ui->style = style >= 0 ? s->styles->style[style].id : NULL;
    ui->motive = motive >= 0 ? s->motives[motive].id : NULL;
    if (!screen_start(ui))
        screen_problem(ui, g);
}

static void
footer(struct sp_ui *ui, struct gui *g)
{
    bool narrow = gui_width(g) < 520;
    bool again, other, home = false;

    screen_footer_begin(g, 64);
    if (narrow) {
        gui_columns_begin(g, (double[]){-1, -1}, 2, 8);
        gui_column_next(g);
    } else {
        gui_flow_begin(g, 12);
    }
    again = gui_button(g, gui_id(g, "again"), GUI_PRIMARY,
                       screen_text(ui, "ui.result.again"));
    if (narrow)
        gui_column_next(g);
    other = gui_button(g, gui_id(g, "other"), GUI_PLAIN,
                       screen_text(ui, "ui.result.other"));
    if (!narrow)
        home = gui_button(g, gui_id(g, "home"), GUI_GHOST,
                          screen_text(ui, "ui.result.home"));
    if (narrow)
        gui_columns_end(g);
    else
        gui_flow_end(g);
    screen_footer_end(g);
    if (again || other)
        begin_again(ui, g, again);
    else if (home)
        screen_home(ui);
}

static void
contents(struct sp_ui *ui, struct gui *g)
{
    bool wide = gui_room(g) >= SCREEN_WIDE - 60;

    if (wide) {
        gui_columns_begin(g, (double[]){380, -1}, 2, 20);
        gui_column_next(g);
    }
    verdict(ui, g);
    gui_space(g, 16);
    radar(ui, g);
    gui_space(g, 16);
    revealed(ui, g);
    if (wide)
        gui_column_next(g);
    else
        gui_space(g, 16);
    checks(ui, g);
    gui_space(g, 16);
    transcript(ui, g);
    if (wide)
        gui_columns_end(g);
}

/* Unfolds what was missed: that is what there is to read. */
static void
enter(struct sp_ui *ui, struct gui *g)
{
    sp_score_session(ui->session, true, &ui->score);
    ui->score_stale = false;
    ui->show_talk = true;
    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];

        ui->unfold[i] = c->judged && c->level < (int)c->competency->levels;
    }
    gui_scroll_to(g, gui_id(g, "result"), 0);
}

void
screen_result_frame(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    if (ui->entered)
        enter(ui, g);
    ui->entered = false;
    screen_talk_update(ui);
    if (screen_bar(ui, g, sp_text_in(&s->title, ui->lang),
                   screen_text(ui, "ui.result.title"))) {
        screen_home(ui);
        return;
    }
    gui_tab_first(g, gui_id(g, "again"));
    screen_page_begin(g, gui_id(g, "result"), 64);
    contents(ui, g);
    screen_page_end(g);
    footer(ui, g);
}
