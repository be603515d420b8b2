/* screen_home.c: where to begin, calls to go on with, the customers, and past calls. */
#include "screen_home.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/mem.h"

#define HISTORY_SHORT 5
#define UNFINISHED_SHORT 3
#define GIVEN_MS 20000
#define TOAST_H 64.0

/* ---- what the records say ---- */

/* A pass before none, then the higher share of the points. */
static bool
is_better(const struct sp_app_entry *a, const struct sp_app_entry *b)
{
    if (!b || a->pass != b->pass)
        return !b || a->pass;
    return a->total * b->out_of > b->total * a->out_of;
}

static void
take_levels(const struct sp_app_entry *entry, const struct sp_rubric *rubric,
            struct home_past *past)
{
    for (unsigned i = 0; i < entry->level_count; i++) {
        for (unsigned k = 0; k < rubric->competencies; k++) {
            if (strcmp(entry->levels[i].competency, rubric->competency[k].id) == 0 &&
                entry->levels[i].level > past->level[k])
                past->level[k] = entry->levels[i].level;
        }
    }
}

static void
look_back(const struct sp_app_lists *lists, const struct sp_scenario *s,
          struct home_past *past)
{
    *past = (struct home_past){0};
    for (unsigned i = 0; i < SP_COMPETENCIES; i++)
        past->level[i] = -1;
    for (size_t i = 0; i < lists->history_count; i++) {
        const struct sp_app_entry *entry = &lists->history[i];
        int motive;

        if (!entry->finished || strcmp(entry->scenario_id, s->id) != 0)
            continue;
        if (!past->last)
            past->last = entry;
        motive = sp_scenario_motive(s, entry->motive);
        if (motive >= 0)
            past->met |= (uint64_t)1 << motive;
        /* Begun in the middle, its player knew the customer's secret. */
        if (entry->branched)
            continue;
        if (is_better(entry, past->best))
            past->best = entry;
        take_levels(entry, s->rubric, past);
    }
}

void
screen_home_lists(struct sp_ui *ui)
{
    struct screen_home *home = &ui->home;
    size_t count = ui->app.ops->scenario_count(ui->app.data);

    sp_free(home->past);
    home->past = sp_alloc(count + 1, sizeof *home->past);
    home->past_count = count;
    for (size_t i = 0; i < count; i++)
        look_back(&ui->lists, ui->app.ops->scenario(ui->app.data, i), &home->past[i]);
}

void
screen_home_finish(struct screen_home *home)
{
    sp_free(home->past);
    home->past = NULL;
}

/* ---- giving up ---- */

bool
screen_home_settle(struct sp_ui *ui)
{
    struct screen_home *home = &ui->home;
    bool ok = true;

    if (home->given[0])
        ok = ui->app.ops->abandon(ui->app.data, home->given);
    if (home->given[0])
        ui->lists_stale = true;
    home->given[0] = '\0';
    return ok;
}

/* It is only hidden for now, so that a slip costs nothing. */
static void
give_up(struct sp_ui *ui, struct gui *g, const char *attempt)
{
    char id[SP_ID_SIZE];

    snprintf(id, sizeof id, "%s", attempt);
    if (!screen_home_settle(ui))
        screen_problem(ui, g);
    memcpy(ui->home.given, id, sizeof id);
    ui->home.given_until_ms = gui_now_ms(g) + GIVEN_MS;
    gui_say(g, GUI_SAY_NOTE, screen_text(ui, "ui.home.given"));
    gui_focus(g, gui_by_key(g) ? gui_id(g, "give-back") : 0);
    gui_wake_in(g, 0);
}

static void
toast(struct sp_ui *ui, struct gui *g)
{
    struct screen_home *home = &ui->home;
    const char *undo = screen_text(ui, "ui.home.undo");
    double w = ceil(gui_text_width(g, GUI_STRONG, undo)) + 40;

    gui_wake_in(g, (int)(home->given_until_ms - gui_now_ms(g)));
    screen_footer_begin(g, TOAST_H);
    gui_columns_begin(g, (double[]){-1, w}, 2, 12);
    gui_column_next(g);
    gui_label_at(g, gui_take(g, 40), GUI_BODY, GUI_INK, GUI_START,
                 screen_text(ui, "ui.home.given"));
    gui_column_next(g);
    if (gui_button(g, gui_id(g, "give-back"), GUI_PLAIN, undo) ||
        gui_key(g, 'z', GUI_CTRL)) {
        home->given[0] = '\0';
        gui_wake_in(g, 0);
    }
    gui_columns_end(g);
    screen_footer_end(g);
}

/* ---- rows of attempts ---- */

static const char *
title_of(struct sp_ui *ui, const char *scenario)
{
    const struct sp_scenario *s = screen_find(ui, scenario);

    return s ? sp_text_in(&s->title, ui->lang) : scenario;
}

static void
entry_words(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
{
    gui_paragraph(g, GUI_STRONG, GUI_INK, title_of(ui, entry->scenario_id));
    gui_paragraph(
        g, GUI_SMALL, GUI_MUTED,
        screen_join(ui, entry->when, " \xc2\xb7 ",
                    screen_word(ui, "ui.setting.", sp_setting_name(entry->setting))));
}

/* A row that opens a finished attempt: what, when, how it went. */
static bool
past_row(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
{
    bool wide = gui_room(g) >= 560;

    gui_card_button_begin(g, gui_id(g, entry->id), 16);
    gui_columns_begin(g, (double[]){-1, wide ? 260 : 0.1}, wide ? 2 : 1, 16);
    gui_column_next(g);
    entry_words(ui, g, entry);
    if (wide) {
        gui_column_next(g);
        gui_space(g, 10);
    } else {
        gui_space(g, 8);
    }
    gui_flow_begin(g, 8);
    if (wide)
        gui_flow_right(g);
    if (entry->branched)
        gui_icon_chip(g, GUI_ICON_REPLAY, GUI_MUTED,
                      screen_text(ui, "ui.home.branched"));
    home_result_chip(ui, g, entry);
    gui_flow_end(g);
    gui_columns_end(g);
    return gui_card_button_end(g);
}

static void
small_portrait(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
{
    const struct sp_scenario *s = screen_find(ui, entry->scenario_id);
    struct gui_face_of face = {GUI_MAN_GLASSES, GUI_CALM, GUI_CALM, 1, 0, 0};

    if (!s)
        return;
    face.person = gui_person(s->portrait);
    gui_portrait(g, gui_take(g, 44), 8, face);
}

/* A row for an attempt: it can be gone on with or given up. Returns the former. */
static bool
open_row(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry, bool first,
         bool *giving)
{
    const char *go = screen_text(ui, "ui.home.continue");
    const char *give = screen_text(ui, "ui.home.giveup");
    double buttons = ceil(gui_text_width(g, GUI_STRONG, go)) + 40 + 8 +
                     ceil(gui_text_width(g, GUI_STRONG, give)) + 24;
    bool wide = gui_room(g) >= 560, going;
    size_t mark = gui_mark(g);

    gui_card_begin(g, 16);
    if (wide) {
        gui_columns_begin(g, (double[]){40, -1, buttons + 1}, 3, 12);
        gui_column_next(g);
        small_portrait(ui, g, entry);
        gui_column_next(g);
    }
    entry_words(ui, g, entry);
    if (wide)
        gui_column_next(g);
    gui_space(g, wide ? 2 : 8);
    gui_push_id(g, gui_id(g, entry->id));
    gui_flow_begin(g, 8);
    going = gui_button(g, gui_id(g, "go-on"), GUI_PLAIN, go);
    gui_spoken(
        g, mark,
        (struct gui_spoken){
            .id = gui_id(g, "go-on"),
            .role = GUI_ROLE_BUTTON,
            .text = screen_join(ui, title_of(ui, entry->scenario_id), ", ", go)});
    if (first)
        gui_tab_first(g, gui_id(g, "go-on"));
    *giving = gui_button(g, gui_id(g, "give-up"), GUI_GHOST, give);
    gui_flow_end(g);
    gui_pop_id(g);
    if (wide)
        gui_columns_end(g);
    gui_card_end(g);
    return going;
}

static void
open_entry(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
{
    if (screen_open(ui, entry->id))
        return;
    screen_home(ui);
    screen_problem(ui, g);
}

static void
more_button(struct sp_ui *ui, struct gui *g, const char *id, size_t count, bool *all)
{
    const char *less = screen_text(ui, "ui.home.less");
    const char *more =
        screen_text_with(ui, "ui.home.more", screen_number(ui, (int)count), NULL, NULL);

    gui_flow_begin(g, 8);
    if (gui_button(g, gui_id(g, id), GUI_GHOST, *all ? less : more))
        *all = !*all;
    gui_flow_end(g);
}

static bool
is_given(const struct sp_ui *ui, const struct sp_app_entry *entry)
{
    return strcmp(entry->id, ui->home.given) == 0;
}

static size_t
unfinished_count(const struct sp_ui *ui)
{
    size_t count = ui->lists.unfinished_count;

    for (size_t i = 0; i < ui->lists.unfinished_count; i++)
        count -= is_given(ui, &ui->lists.unfinished[i]);
    return count;
}

static void
unfinished(struct sp_ui *ui, struct gui *g)
{
    const struct sp_app_entry *opened = NULL, *given = NULL;
    size_t count = unfinished_count(ui), shown = 0;
    size_t most = ui->home.unfinished_all ? count : UNFINISHED_SHORT;
    bool giving;

    gui_label(g, GUI_HEADING, GUI_INK, screen_text(ui, "ui.home.unfinished"));
    gui_space(g, 12);
    gui_push_id(g, gui_id(g, "entries"));
    for (size_t i = 0; i < ui->lists.unfinished_count && shown < most; i++) {
        const struct sp_app_entry *entry = &ui->lists.unfinished[i];

        if (is_given(ui, entry))
            continue;
        if (open_row(ui, g, entry, !shown++, &giving))
            opened = entry;
        if (giving)
            given = entry;
        gui_space(g, 8);
    }
    gui_pop_id(g);
    if (count > UNFINISHED_SHORT)
        more_button(ui, g, "unfinished-more", count, &ui->home.unfinished_all);
    if (given)
        give_up(ui, g, given->id);
    else if (opened)
        open_entry(ui, g, opened);
}

static void
history(struct sp_ui *ui, struct gui *g)
{
    const struct sp_app_entry *opened = NULL;
    size_t count = ui->lists.history_count;
    size_t most = ui->home.history_all ? count : HISTORY_SHORT;

    gui_label(g, GUI_HEADING, GUI_INK, screen_text(ui, "ui.home.history"));
    gui_space(g, 12);
    gui_push_id(g, gui_id(g, "entries"));
    for (size_t i = 0; i < count && i < most; i++) {
        if (past_row(ui, g, &ui->lists.history[i]))
            opened = &ui->lists.history[i];
        gui_space(g, 8);
    }
    gui_pop_id(g);
    if (count > HISTORY_SHORT)
        more_button(ui, g, "history-more", count, &ui->home.history_all);
    if (opened)
        open_entry(ui, g, opened);
}

/* ---- the customers ---- */

static void
nothing(struct sp_ui *ui, struct gui *g)
{
    gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.home.nothing"));
    gui_space(g, 8);
    gui_flow_begin(g, 8);
    if (gui_button(g, gui_id(g, "clear-all"), GUI_PLAIN,
                   screen_text(ui, "ui.home.clear"))) {
        home_find_clear(ui);
        gui_focus(g, gui_id(g, "search"));
    }
    gui_flow_end(g);
}

static void
scenarios(struct sp_ui *ui, struct gui *g)
{
    size_t count = ui->home.past_count, at = 0, shown = 0;
    size_t fit = gui_room(g) >= SCREEN_WIDE ? 3 : gui_room(g) >= 560 ? 2 : 1;
    size_t across = count && count < fit ? count : fit;
    const struct sp_scenario *chosen = NULL;

    home_find(ui, g);
    gui_space(g, 12);
    if (!count)
        gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.home.none"));
    gui_push_id(g, gui_id(g, "scenarios"));
    while (at < count) {
        size_t in_row = 0;

        gui_columns_begin(g, (double[]){-1, -1, -1}, across, 16);
        for (; at < count && in_row < across; at++) {
            const struct sp_scenario *one = ui->app.ops->scenario(ui->app.data, at);
            const struct home_past *past = &ui->home.past[at];

            if (!home_shows(ui, one, past))
                continue;
            gui_column_next(g);
            if (home_card(ui, g, one, past))
                chosen = one;
            in_row++;
            shown++;
        }
        gui_columns_level(g);
        gui_columns_end(g);
        if (in_row)
            gui_space(g, 16);
    }
    gui_pop_id(g);
    if (count && !shown)
        nothing(ui, g);
    if (chosen)
        screen_brief_for(ui, chosen);
}

/* ---- where to begin ---- */

/* The easiest, the first of several. */
static size_t
easiest(const struct sp_ui *ui, bool untried)
{
    const struct sp_app_ops *ops = ui->app.ops;
    size_t best = ui->home.past_count;

    for (size_t i = 0; i < ui->home.past_count; i++) {
        if (untried && ui->home.past[i].best)
            continue;
        if (best == ui->home.past_count ||
            ops->scenario(ui->app.data, i)->difficulty <
                ops->scenario(ui->app.data, best)->difficulty)
            best = i;
    }
    return best;
}

static bool
welcome_words(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s)
{
    const char *name = sp_text_in(&s->customer_name, ui->lang);
    bool start;

    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.home.welcome"));
    gui_space(g, 6);
    gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.home.intro"));
    gui_space(g, 16);
    gui_flow_begin(g, 12);
    gui_tab_first(g, gui_id(g, "first"));
    start = gui_button(g, gui_id(g, "first"), GUI_PRIMARY,
                       screen_text_with(ui, "ui.home.first", name, NULL, NULL));
    gui_flow_end(g);
    return start;
}

/* For somebody who has never played: what this is, and one button. */
static void
welcome(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s =
        ui->app.ops->scenario(ui->app.data, easiest(ui, false));
    struct gui_face_of face = {
        gui_person(s->portrait), GUI_DOUBTFUL, GUI_DOUBTFUL, 1, 0, 0};
    double room = gui_room(g), text = room >= 900 ? fmin(room - 432, 640) : -1;
    size_t columns = room >= 900 ? 3 : room >= 640 ? 2 : 1;

    gui_card_begin(g, columns > 1 ? 24 : 16);
    if (columns == 3)
        gui_columns_begin(g, (double[]){text, 132, -1}, 3, 24);
    else
        gui_columns_begin(g, (double[]){-1, 132}, columns, 24);
    gui_column_next(g);
    bool start = welcome_words(ui, g, s);
    if (columns > 1) {
        gui_column_next(g);
        gui_portrait(g, gui_take(g, 148), 12, face);
    }
    if (columns == 3) {
        gui_column_next(g);
        gui_space(g, 24);
        gui_bubble(g, GUI_LEFT_SIDE, sp_text_in(&s->title, ui->lang));
    }
    gui_columns_end(g);
    gui_card_end(g);
    if (start)
        screen_brief_for(ui, s);
}

struct advice {
    size_t scenario;
    const char *why;
};

/* The competency with the lowest of the best levels, or -1. */
static int
weakest(const struct sp_scenario *s, const struct home_past *past, int *sum)
{
    int at = -1;

    *sum = 0;
    for (unsigned i = 0; i < s->rubric->competencies; i++) {
        if (past->level[i] < 0)
            continue;
        *sum += past->level[i];
        if (at < 0 || past->level[i] < past->level[at])
            at = (int)i;
    }
    return at;
}

/* What was tried and has the weakest levels; `passed` ones only or none of them. */
static size_t
weak_one(const struct sp_ui *ui, bool passed)
{
    size_t best = ui->home.past_count;
    int least = 0, sum;

    for (size_t i = 0; i < ui->home.past_count; i++) {
        const struct home_past *past = &ui->home.past[i];

        if (!past->best || past->best->pass != passed)
            continue;
        weakest(ui->app.ops->scenario(ui->app.data, i), past, &sum);
        if (best == ui->home.past_count || sum < least) {
            best = i;
            least = sum;
        }
    }
    return best;
}

static const char *
why_again(struct sp_ui *ui, const struct sp_scenario *s, const struct home_past *past)
{
    int sum, at = weakest(s, past, &sum);
    unsigned unmet = 0;

    for (unsigned i = 0; i < s->motive_count; i++)
        unmet += !(past->met >> i & 1);
    if (past->best->pass && unmet)
        return screen_text_with(ui, "ui.home.why.unmet", screen_number(ui, (int)unmet),
                                NULL, NULL);
    if (at < 0 || past->level[at] >= 3)
        return screen_text(ui, past->best->pass ? "ui.home.why.again"
                                                : "ui.home.why.failed");
    return screen_text_with(
        ui, past->best->pass ? "ui.home.why.weak" : "ui.home.why.failed.weak",
        home_skill(ui, &s->rubric->competency[at]), screen_number(ui, past->level[at]),
        NULL);
}

/* Not passed yet comes first, then what is new, then the weakest of the passed. */
static struct advice
advise(struct sp_ui *ui)
{
    size_t count = ui->home.past_count;
    struct advice advice = {.scenario = weak_one(ui, false)};

    if (advice.scenario == count) {
        advice.scenario = easiest(ui, true);
        if (advice.scenario < count) {
            advice.why = screen_text(ui, "ui.home.untried");
            return advice;
        }
        advice.scenario = weak_one(ui, true);
    }
    if (advice.scenario < count)
        advice.why = why_again(ui, ui->app.ops->scenario(ui->app.data, advice.scenario),
                               &ui->home.past[advice.scenario]);
    return advice;
}

/* For somebody who has played: the next call that is worth most. */
static void
next_one(struct sp_ui *ui, struct gui *g)
{
    struct advice advice = advise(ui);

    if (advice.scenario >= ui->home.past_count)
        return;
    const struct sp_scenario *s = ui->app.ops->scenario(ui->app.data, advice.scenario);
    struct gui_face_of face = {gui_person(s->portrait), GUI_CALM, GUI_CALM, 1, 0, 0};
    const char *text = screen_text(ui, "ui.home.go");
    double w = ceil(gui_text_width(g, GUI_STRONG, text)) + 40;
    bool wide = gui_room(g) >= 480, go;

    gui_card_begin(g, 16);
    gui_columns_begin(g, (double[]){56, -1, w}, wide ? 3 : 2, 16);
    gui_column_next(g);
    gui_portrait(g, gui_take(g, 66), 10, face);
    gui_column_next(g);
    gui_paragraph(g, GUI_CAPTION, GUI_LINK, screen_text(ui, "ui.home.next"));
    gui_paragraph(g, GUI_STRONG, GUI_INK, sp_text_in(&s->title, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, advice.why);
    if (wide) {
        gui_column_next(g);
        gui_space(g, 13);
    } else {
        gui_space(g, 8);
    }
    gui_flow_begin(g, 8);
    gui_tab_first(g, gui_id(g, "next"));
    go = gui_button(g, gui_id(g, "next"), GUI_PRIMARY, text);
    gui_flow_end(g);
    gui_columns_end(g);
    gui_card_end(g);
    if (go)
        screen_brief_for(ui, s);
}

static void
head(struct sp_ui *ui, struct gui *g)
{
    if (!unfinished_count(ui) && !ui->lists.history_count && !ui->home.given[0] &&
        ui->home.past_count) {
        welcome(ui, g);
        return;
    }
    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.home.title"));
    gui_space(g, 16);
    if (unfinished_count(ui))
        unfinished(ui, g);
    else
        next_one(ui, g);
}

void
screen_home_frame(struct sp_ui *ui, struct gui *g)
{
    struct screen_home *home = &ui->home;

    ui->entered = false;
    if (home->given[0] && gui_now_ms(g) >= home->given_until_ms) {
        if (!screen_home_settle(ui))
            screen_problem(ui, g);
        gui_wake_in(g, 0);
    }
    screen_bar(ui, g, NULL, NULL);
    if (screen_exam_can(ui) && (gui_key(g, 'e', 0) || ui->exam.wanted)) {
        screen_exam_enter(ui);
        return;
    }
    if (screen_desk_can(ui) && gui_key(g, 'm', 0)) {
        screen_desk_enter(ui);
        return;
    }
    screen_page_begin(g, gui_id(g, "home"), home->given[0] ? TOAST_H : 0);
    screen_home_running(ui, g);
    head(ui, g);
    gui_space(g, 28);
    if (ui->screen == SCREEN_HOME)
        scenarios(ui, g);
    if (ui->screen == SCREEN_HOME && ui->lists.history_count) {
        gui_space(g, 12);
        history(ui, g);
    }
    if (ui->screen == SCREEN_HOME && screen_exam_can(ui))
        screen_home_exams(ui, g);
    screen_page_end(g);
    if (ui->screen == SCREEN_HOME && home->given[0])
        toast(ui, g);
}
