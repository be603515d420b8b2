/* screen_home.c: the customers to choose from, calls to go on with, and past ones. */
#include "screen.h"

#include <math.h>
#include <string.h>

#define HISTORY_SHORT 5

/* The newest finished attempt, or NULL. */
static const struct sp_app_entry *
last_result(const struct sp_ui *ui, const char *scenario)
{
    for (size_t i = 0; i < ui->lists.history_count; i++) {
        const struct sp_app_entry *entry = &ui->lists.history[i];

        if (entry->finished && strcmp(entry->scenario_id, scenario) == 0)
            return entry;
    }
    return NULL;
}

static void
result_chip(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
{
    if (!entry) {
        gui_chip(g, GUI_MUTED, screen_text(ui, "ui.home.untried"));
        return;
    }
    const char *points =
        screen_text_with(ui, "ui.points", screen_number(ui, entry->total),
                         screen_number(ui, entry->out_of), NULL);
    const char *word =
        screen_text(ui, entry->pass ? "ui.result.pass" : "ui.result.fail");

    gui_icon_chip(g, entry->pass ? GUI_ICON_TICK : GUI_ICON_CROSS,
                  entry->pass ? GUI_GOOD : GUI_WARN,
                  screen_join(ui, word, " ", points));
}

static void
difficulty_chip(struct sp_ui *ui, struct gui *g, int difficulty)
{
    static const char *const names[] = {"1", "2", "3"};
    int at = difficulty < 1 ? 0 : difficulty > 3 ? 2 : difficulty - 1;

    gui_chip(g, GUI_MUTED, screen_word(ui, "ui.difficulty.", names[at]));
}

static const char *
who(struct sp_ui *ui, const struct sp_scenario *s)
{
    return screen_join(ui, sp_text_in(&s->customer_name, ui->lang), " \xc2\xb7 ",
                       sp_text_in(&s->customer_role, ui->lang));
}

static bool
scenario_card(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s)
{
    struct gui_face_of face = {gui_person(s->portrait), GUI_CALM, GUI_CALM, 1, 0, 0};
    double top;

    gui_card_button_begin(g, gui_id(g, s->id), 16);
    gui_columns_begin(g, (double[]){72, -1}, 2, 16);
    gui_column_next(g);
    gui_portrait(g, gui_take(g, 84), 10, face);
    gui_column_next(g);
    top = gui_at(g);
    gui_paragraph(g, GUI_HEADING, GUI_INK, sp_text_in(&s->title, ui->lang));
    gui_space(g, 2);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, who(ui, s));
    if (gui_at(g) - top < 84)
        gui_space(g, 84 - (gui_at(g) - top));
    gui_columns_end(g);
    gui_space(g, 12);
    gui_paragraph(g, GUI_SMALL, GUI_INK, sp_text_in(&s->summary, ui->lang));
    gui_space(g, 12);
    gui_flow_begin(g, 8);
    gui_chip(g, GUI_LINK, sp_text_in(&s->trade, ui->lang));
    difficulty_chip(ui, g, s->difficulty);
    result_chip(ui, g, last_result(ui, s->id));
    gui_flow_end(g);
    return gui_card_button_end(g);
}

static void
scenarios(struct sp_ui *ui, struct gui *g)
{
    size_t count = ui->app.ops->scenario_count(ui->app.data);
    double room = gui_room(g);
    size_t across = room >= SCREEN_WIDE ? 3 : room >= 560 ? 2 : 1;
    const struct sp_scenario *chosen = NULL;

    gui_label(g, GUI_HEADING, GUI_INK, screen_text(ui, "ui.home.choose"));
    gui_space(g, 12);
    if (!count)
        gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.home.none"));
    gui_push_id(g, gui_id(g, "scenarios"));
    if (count)
        gui_tab_first(g, gui_id(g, ui->app.ops->scenario(ui->app.data, 0)->id));
    for (size_t row = 0; row < count; row += across) {
        gui_columns_begin(g, (double[]){-1, -1, -1}, across, 16);
        for (size_t i = row; i < row + across && i < count; i++) {
            const struct sp_scenario *one = ui->app.ops->scenario(ui->app.data, i);

            gui_column_next(g);
            if (scenario_card(ui, g, one))
                chosen = one;
        }
        gui_columns_level(g);
        gui_columns_end(g);
        gui_space(g, 16);
    }
    gui_pop_id(g);
    if (chosen)
        screen_brief_for(ui, chosen);
}

static const char *
title_of(struct sp_ui *ui, const char *scenario)
{
    const struct sp_scenario *s = screen_find(ui, scenario);

    return s ? sp_text_in(&s->title, ui->lang) : scenario;
}

/* A row that opens an attempt: what, when, how it stands. */
static bool
entry_row(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
{
    bool wide = gui_room(g) >= 560;

    gui_card_button_begin(g, gui_id(g, entry->id), 16);
    gui_columns_begin(g, (double[]){-1, wide ? 260 : 0.1}, wide ? 2 : 1, 16);
    gui_column_next(g);
    gui_paragraph(g, GUI_STRONG, GUI_INK, title_of(ui, entry->scenario_id));
    gui_paragraph(
        g, GUI_SMALL, GUI_MUTED,
        screen_join(ui, entry->when, " \xc2\xb7 ",
                    screen_word(ui, "ui.setting.", sp_setting_name(entry->setting))));
    if (wide) {
        gui_column_next(g);
        gui_space(g, 10);
    } else {
        gui_space(g, 8);
    }
    gui_flow_begin(g, 8);
    if (wide)
        gui_flow_right(g);
    if (entry->finished)
        result_chip(ui, g, entry);
    else
        gui_icon_chip(g, GUI_ICON_NEXT, GUI_LINK, screen_text(ui, "ui.home.continue"));
    gui_flow_end(g);
    gui_columns_end(g);
    return gui_card_button_end(g);
}

static void
entries(struct sp_ui *ui, struct gui *g, const char *title,
        const struct sp_app_entry *list, size_t count, size_t shown)
{
    const struct sp_app_entry *opened = NULL;

    gui_label(g, GUI_HEADING, GUI_INK, title);
    gui_space(g, 12);
    gui_push_id(g, gui_id(g, "entries"));
    for (size_t i = 0; i < count && i < shown; i++) {
        if (entry_row(ui, g, &list[i]))
            opened = &list[i];
        gui_space(g, 8);
    }
    gui_pop_id(g);
    if (opened && !screen_open(ui, opened->id)) {
        screen_home(ui);
        screen_problem(ui, g);
    }
}

static void
past(struct sp_ui *ui, struct gui *g)
{
    size_t count = ui->lists.history_count;
    size_t shown = ui->history_all ? count : HISTORY_SHORT;

    entries(ui, g, screen_text(ui, "ui.home.history"), ui->lists.history, count, shown);
    if (count <= HISTORY_SHORT)
        return;
    gui_flow_begin(g, 8);
    if (gui_button(g, gui_id(g, "history-more"), GUI_GHOST,
                   screen_text(ui, ui->history_all ? "ui.home.less" : "ui.home.more")))
        ui->history_all = !ui->history_all;
    gui_flow_end(g);
}

/* The method in one line of steps, so that it is known before the first call. */
static void
method(struct sp_ui *ui, struct gui *g)
{
    static const char *const steps[] = {"clarify", "empathise", "test",
                                        "fab",     "resolve",   "close"};

    gui_flow_begin(g, 8);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        gui_chip(g, GUI_LINK,
                 screen_join(ui, screen_number(ui, (int)i + 1), " ",
                             screen_word(ui, "ui.step.", steps[i])));
    gui_flow_end(g);
}

void
screen_home_frame(struct sp_ui *ui, struct gui *g)
{
    ui->entered = false;
    screen_bar(ui, g, NULL, NULL);
    screen_page_begin(g, gui_id(g, "home"), 0);
    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.home.title"));
    gui_space(g, 4);
    gui_paragraph(g, GUI_BODY, GUI_MUTED, screen_text(ui, "ui.home.intro"));
    gui_space(g, 12);
    method(ui, g);
    gui_space(g, 28);
    if (ui->lists.unfinished_count) {
        entries(ui, g, screen_text(ui, "ui.home.unfinished"), ui->lists.unfinished,
                ui->lists.unfinished_count, ui->lists.unfinished_count);
        gui_space(g, 20);
    }
    if (ui->screen == SCREEN_HOME)
        scenarios(ui, g);
    if (ui->screen == SCREEN_HOME && ui->lists.history_count) {
        gui_space(g, 12);
        past(ui, g);
    }
    screen_page_end(g);
}
