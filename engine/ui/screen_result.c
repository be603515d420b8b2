/* screen_result.c: what the call was worth, why, and what would have been better. */
#include "screen.h"

#include <math.h>
#include <string.h>

#define FOOTER 64.0

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

    /* Whatever the total: this is what the call failed by. */
    for (unsigned i = 0; i < score->criticals; i++)
        screen_clause(
            g, false, GUI_BODY,
            screen_text_with(ui, "ui.result.critical.no",
                             sp_text_in(&score->critical[i].check->wording, ui->lang),
                             NULL, NULL));
    screen_clause(g, score->total_ok, GUI_BODY,
                  screen_text_with(
                      ui, score->total_ok ? "ui.result.total.ok" : "ui.result.total.no",
                      screen_number(ui, score->total), screen_number(ui, score->mark),
                      NULL));
    add_low_names(ui, &low);
    screen_clause(g, score->levels_ok, GUI_BODY,
                  score->levels_ok ? screen_text(ui, "ui.result.levels.ok")
                                   : screen_text_with(ui, "ui.result.levels.no",
                                                      sp_str_text(&low), NULL, NULL));
    sp_str_finish(&low);
    if (!score->criticals)
        screen_clause(g, score->critical_ok, GUI_BODY,
                      screen_text(ui, "ui.result.critical.ok"));
}

/* The finished attempt at the same scenario before this one, or NULL. */
static const struct sp_app_entry *
last_attempt(const struct sp_ui *ui)
{
    const char *now = ui->app.ops->attempt(ui->app.data);
    const char *scenario = sp_session_scenario(ui->session)->id;
    bool older = !now[0];

    for (size_t i = 0; i < ui->lists.history_count; i++) {
        const struct sp_app_entry *entry = &ui->lists.history[i];

        if (older && !entry->branched && strcmp(entry->scenario_id, scenario) == 0)
            return entry;
        older = older || strcmp(entry->id, now) == 0;
    }
    return NULL;
}

static void
change_chip(struct sp_ui *ui, struct gui *g)
{
    const struct sp_app_entry *last = last_attempt(ui);
    int by = last ? ui->score.total - last->total : 0;

    if (ui->app.ops->fixed(ui->app.data))
        gui_icon_chip(g, GUI_ICON_REPLAY, GUI_MUTED,
                      screen_text(ui, "ui.home.branched"));
    if (!last || last->out_of != ui->score.out_of || ui->score.criticals)
        return;
    if (!by)
        gui_chip(g, GUI_MUTED, screen_text(ui, "ui.result.same"));
    else
        gui_icon_chip(
            g, by > 0 ? GUI_ICON_UP : GUI_ICON_DOWN, by > 0 ? GUI_GOOD : GUI_WARN,
            screen_text_with(ui, by > 0 ? "ui.result.up" : "ui.result.down",
                             screen_number(ui, by > 0 ? by : -by), NULL, NULL));
}

/* The call ends with the customer's words; nobody has read them yet. */
static void
last_words(struct sp_ui *ui, struct gui *g)
{
    const struct screen_talk *talk = &ui->talk;
    const struct screen_line *last = talk->count ? &talk->line[talk->count - 1] : NULL;

    if (!last || last->trainee || last->undone)
        return;
    gui_bubble(g, GUI_LEFT_SIDE, last->text);
    gui_space(g, 10);
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
    change_chip(ui, g);
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
    last_words(ui, g);
    gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&view->ending->text, ui->lang));
    gui_space(g, 14);
    clauses(ui, g);
    gui_card_end(g);
}

/* Level of a competency in that attempt, or -1. */
static int
level_then(const struct sp_app_entry *entry, const char *competency)
{
    for (unsigned i = 0; entry && i < entry->level_count; i++) {
        if (strcmp(entry->levels[i].competency, competency) == 0)
            return entry->levels[i].level;
    }
    return -1;
}

static void
legend(struct sp_ui *ui, struct gui *g)
{
    struct gui_rect row = gui_take(g, 20);
    double middle = row.y + 10;
    const char *now = screen_text(ui, "ui.result.now");
    const char *then = screen_text(ui, "ui.result.before");
    double w = 28 + ceil(gui_text_width(g, GUI_CAPTION, now));
    struct gui_point a[] = {{row.x, middle}, {row.x + 20, middle}};
    struct gui_point b[] = {{row.x + w + 16, middle}, {row.x + w + 36, middle}};

    gui_line(g, a, 2, 2, GUI_LINK);
    gui_label_at(g, (struct gui_rect){row.x + 28, row.y, row.w - 28, 20}, GUI_CAPTION,
                 GUI_MUTED, GUI_START, now);
    gui_dashes(g, b, 2, 1.5, GUI_MUTED);
    gui_label_at(g, (struct gui_rect){row.x + w + 44, row.y, row.w - w - 44, 20},
                 GUI_CAPTION, GUI_MUTED, GUI_START, then);
}

static void
radar(struct sp_ui *ui, struct gui *g)
{
    const struct sp_app_entry *last = last_attempt(ui);
    double values[SP_COMPETENCIES], before[SP_COMPETENCIES];
    const char *names[SP_COMPETENCIES];
    size_t count = 0;

    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];

        if (!c->judged)
            continue;
        values[count] = c->level / 3.0;
        before[count] = level_then(last, c->competency->id) / 3.0;
        names[count++] = sp_text_in(&c->competency->name, ui->lang);
    }
    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.result.picture"));
    if (gui_radar(g, 250, values, last ? before : NULL, names, count)) {
        if (last)
            legend(ui, g);
        gui_card_end(g);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        int level = (int)lround(values[i] * 3), was = (int)lround(before[i] * 3);

        gui_space(g, 8);
        gui_meter(g, names[i],
                  screen_text_with(ui, "ui.of", screen_number(ui, level), "3", NULL),
                  last && was >= 0 ? level - was : 0, level, 3,
                  level >= 2 ? GUI_GOOD : GUI_LINK);
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
save(struct sp_ui *ui, struct gui *g)
{
    struct sp_str path = {0};

    if (!ui->app.ops->export)
        return;
    if (ui->app.ops->export(ui->app.data, ui->lang, &path))
        screen_note(
            ui, g,
            screen_text_with(ui, "ui.result.saved", sp_str_text(&path), NULL, NULL),
            false);
    else
        screen_problem(ui, g);
    sp_str_finish(&path);
}

static void
footer(struct sp_ui *ui, struct gui *g)
{
    bool narrow = gui_width(g) < 520, wide = gui_width(g) >= 640 && ui->app.ops->export;
    bool exam = ui->exam.open; /* this is a debrief of one of its calls, or practice */
    bool again, other, home = false, export = gui_key(g, 'e', GUI_CTRL);

    screen_footer_begin(g, FOOTER);
    if (narrow) {
        gui_columns_begin(g, (double[]){-1, -1}, 2, 8);
        gui_column_next(g);
    } else {
        gui_flow_begin(g, 12);
    }
    again =
        gui_button(g, gui_id(g, "again"), GUI_PRIMARY,
                   screen_text(ui, exam ? "ui.exam.practise.same" : "ui.result.again"));
    gui_tip(g, screen_text(ui, "ui.result.again.tip"));
    if (narrow)
        gui_column_next(g);
    other = gui_button(g, gui_id(g, "other"), GUI_PLAIN,
                       screen_text(ui, "ui.result.other"));
    gui_tip(g, screen_text(ui, "ui.result.other.tip"));
    if (!narrow)
        home = gui_button(g, gui_id(g, "home"), GUI_GHOST,
                          screen_text(ui, exam ? "ui.exam.back" : "ui.result.home"));
    if (wide) {
        export = gui_button(g, gui_id(g, "export"), GUI_GHOST,
                            screen_text(ui, "ui.result.export")) ||
                 export;
        gui_tip(g, screen_tip(ui, "export"));
    }
    if (narrow)
        gui_columns_end(g);
    else
        gui_flow_end(g);
    screen_footer_end(g);
    if (again || other)
        begin_again(ui, g, again);
    else if (home)
        screen_back(ui);
    else if (export)
        save(ui, g);
}

static void
outcome(struct sp_ui *ui, struct gui *g)
{
    verdict(ui, g);
    gui_space(g, 16);
    radar(ui, g);
    gui_space(g, 16);
    screen_revealed(ui, g);
}

static void
lessons(struct sp_ui *ui, struct gui *g)
{
    screen_advice(ui, g);
    gui_space(g, 16);
    screen_lines(ui, g);
    gui_space(g, 16);
    screen_checks(ui, g);
}

#define LEFT 380.0
#define PAD 12.0 /* round each half of a wide page */

/* The outcome stays in sight while one reads on. */
static void
two_halves(struct sp_ui *ui, struct gui *g)
{
    double room = fmin(gui_width(g) - 2 * (PAD + 8), SCREEN_PAGE);
    double x = floor((gui_width(g) - room) / 2);
    double h = gui_height(g) - SCREEN_BAR - FOOTER;
    struct gui_rect left = {x - PAD, SCREEN_BAR, LEFT + 2 * PAD, h};
    struct gui_rect right = {left.x + left.w, SCREEN_BAR, room - LEFT, h};

    gui_scroll_begin(g, gui_id(g, "outcome"), left, PAD);
    outcome(ui, g);
    gui_scroll_end(g);
    gui_scroll_begin(g, gui_id(g, "result"), right, PAD);
    lessons(ui, g);
    gui_scroll_end(g);
}

static void
contents(struct sp_ui *ui, struct gui *g)
{
    if (gui_width(g) >= SCREEN_WIDE && gui_height(g) >= 480) {
        two_halves(ui, g);
        return;
    }
    screen_page_begin(g, gui_id(g, "result"), FOOTER);
    outcome(ui, g);
    gui_space(g, 16);
    lessons(ui, g);
    screen_page_end(g);
}

/* Unfolds what kept the call from passing: that is what there is to read. */
static void
enter(struct sp_ui *ui, struct gui *g)
{
    screen_debrief_finish(&ui->debrief);
    screen_debrief_update(ui);
    ui->show_talk = true;
    ui->advice_all = false;
    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];

        ui->unfold[i] = c->judged && c->competency->headline && c->level < 2;
    }
    gui_scroll_to(g, gui_id(g, "outcome"), 0);
    gui_scroll_to(g, gui_id(g, "result"), 0);
}

/* What was asked for within the page, when nothing of it is used any more. */
static void
after(struct sp_ui *ui, struct gui *g)
{
    long turn =
        ui->screen == SCREEN_RESULT && ui->debrief.known ? ui->debrief.replay : -1;

    if (turn < 0)
        return;
    ui->debrief.replay = -1;
    if (screen_branch(ui, (size_t)turn))
        screen_note(ui, g, screen_text(ui, "ui.result.replayed"), false);
    else
        screen_problem(ui, g);
}

void
screen_result_frame(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    if (ui->entered)
        enter(ui, g);
    ui->entered = false;
    screen_talk_update(ui);
    screen_debrief_update(ui);
    if (screen_bar(ui, g, sp_text_in(&s->title, ui->lang),
                   screen_text(ui, "ui.result.title"))) {
        screen_back(ui);
        return;
    }
    gui_tab_first(g, gui_id(g, "again"));
    contents(ui, g);
    footer(ui, g);
    after(ui, g);
}
