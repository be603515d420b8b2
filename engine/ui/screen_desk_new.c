/* screen_desk_new.c: a manager makes a new exam: which calls, how long, how often, from
 * which mark on. */
#include "screen.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static int
number_of(const struct gui_field_state *field)
{
    long value = strtol(field->text, NULL, 10);

    return value < 0 ? 0 : value > 100000 ? 100000 : (int)value;
}

static void
fill_in(struct screen_desk *desk)
{
    static const struct {
        size_t at;
        const char *text;
    } usual[] = {{offsetof(struct screen_desk, minutes), "30"},
                 {offsetof(struct screen_desk, attempts), "3"},
                 {offsetof(struct screen_desk, cooling), "24"},
                 {offsetof(struct screen_desk, mark), "65"}};

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        struct gui_field_state *field = (void *)((char *)desk + usual[i].at);

        *field = (struct gui_field_state){.most = 8};
        gui_field_set(field, usual[i].text);
    }
    desk->id = (struct gui_field_state){.most = 40};
    desk->title = (struct gui_field_state){.most = 160};
    desk->reason = (struct gui_field_state){.most = 1000};
    desk->practice = true;
    memset(desk->chosen, 0, sizeof desk->chosen);
    desk->chosen[0] = true;
    for (unsigned i = 0; i < SP_STYLES; i++)
        desk->style[i] = true;
    for (unsigned i = 0; i < SP_COMPETENCIES; i++)
        desk->level[i] = i < 3 ? 2 : 0;
}

/* The first call that is chosen; all of an exam have the same rubric and styles. */
static const struct sp_scenario *
first_call(struct sp_ui *ui)
{
    size_t count = ui->app.ops->scenario_count(ui->app.data);

    for (size_t i = 0; i < count && i < SP_DESK_SCENARIOS; i++) {
        if (ui->desk.chosen[i])
            return ui->app.ops->scenario(ui->app.data, i);
    }
    return NULL;
}

static void
make(struct sp_ui *ui)
{
    struct screen_desk *desk = &ui->desk;
    struct sp_desk_form form = {.id = desk->id.text,
                                .title = desk->title.text,
                                .reason = desk->reason.text,
                                .minutes = number_of(&desk->minutes),
                                .attempts = number_of(&desk->attempts),
                                .cooling_hours = number_of(&desk->cooling),
                                .mark = number_of(&desk->mark),
                                .practice_first = desk->practice};
    size_t count = ui->app.ops->scenario_count(ui->app.data);

    for (size_t i = 0; i < count && i < SP_DESK_SCENARIOS; i++) {
        if (desk->chosen[i])
            form.scenario[form.scenarios++] =
                ui->app.ops->scenario(ui->app.data, i)->id;
    }
    const struct sp_scenario *call = first_call(ui);

    form.all_styles = call ? call->styles->styles : 0;
    for (unsigned i = 0; i < form.all_styles; i++) {
        if (desk->style[i])
            form.style[form.styles++] = call->styles->style[i].id;
    }
    for (unsigned i = 0; call && i < call->rubric->competencies; i++) {
        if (desk->level[i]) {
            form.competency[form.levels] = call->rubric->competency[i].id;
            form.level[form.levels++] = (int)desk->level[i];
        }
    }
    sp_str_clear(&desk->said);
    desk->said_bad =
        !ui->app.ops->desk->make(ui->app.data, &form, ui->lang, &desk->said);
    if (!desk->said_bad)
        desk_go(ui, DESK_HOME);
    else
        ui->entered = false;
}

static void
scenario_choice(struct sp_ui *ui, struct gui *g)
{
    size_t count = ui->app.ops->scenario_count(ui->app.data);

    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.desk.calls"));
    gui_space(g, 6);
    for (size_t i = 0; i < count && i < SP_DESK_SCENARIOS; i++) {
        const struct sp_scenario *s = ui->app.ops->scenario(ui->app.data, i);

        gui_push_id(g, gui_id(g, s->id));
        gui_toggle(g, gui_id(g, "desk-call"), sp_text_in(&s->title, ui->lang),
                   &ui->desk.chosen[i]);
        gui_pop_id(g);
        gui_space(g, 6);
    }
    gui_space(g, 8);
}

/* Two beside each other where there is room. */
static void
style_choice(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *call = first_call(ui);
    bool wide = gui_room(g) >= 420;

    if (!call)
        return;
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.desk.styles"));
    gui_space(g, 6);
    for (unsigned i = 0; i < call->styles->styles; i++) {
        if (wide && i % 2 == 0)
            gui_columns_begin(g, (double[]){-1, -1}, 2, 16);
        if (wide)
            gui_column_next(g);
        gui_toggle(g, gui_id_n(g, "desk-style", i),
                   sp_text_in(&call->styles->style[i].name, ui->lang),
                   &ui->desk.style[i]);
        gui_space(g, 6);
        if (wide && (i % 2 == 1 || i + 1 == call->styles->styles))
            gui_columns_end(g);
    }
    gui_space(g, 8);
}

static void
levels(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *call = first_call(ui);
    const struct sp_rubric *rubric = call ? call->rubric : NULL;
    const char *texts[] = {screen_text(ui, "ui.desk.level-any"), "1", "2", "3"};
    bool wide = gui_room(g) >= 420;

    for (unsigned i = 0; rubric && i < rubric->competencies; i++) {
        if (wide) {
            gui_columns_begin(g, (double[]){-1, 240}, 2, 12);
            gui_column_next(g);
            gui_label_at(g, gui_take(g, 40), GUI_SMALL, GUI_INK, GUI_START,
                         sp_text_in(&rubric->competency[i].name, ui->lang));
            gui_column_next(g);
        } else {
            gui_paragraph(g, GUI_SMALL, GUI_INK,
                          sp_text_in(&rubric->competency[i].name, ui->lang));
        }
        gui_segments(g, gui_id_n(g, "desk-level", i), texts, 4, &ui->desk.level[i]);
        if (wide)
            gui_columns_end(g);
        gui_space(g, 4);
    }
    gui_space(g, 10);
}

static void
rules(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;
    bool wide = gui_room(g) >= 420;

    if (wide) {
        gui_columns_begin(g, (double[]){-1, -1}, 2, 16);
        gui_column_next(g);
    }
    screen_field(ui, g, "desk-minutes", "ui.desk.minutes", &desk->minutes, "");
    screen_field(ui, g, "desk-attempts", "ui.desk.attempts", &desk->attempts, "");
    if (wide)
        gui_column_next(g);
    screen_field(ui, g, "desk-cooling", "ui.desk.cooling", &desk->cooling, "");
    screen_field(ui, g, "desk-mark", "ui.desk.mark", &desk->mark, "");
    if (wide)
        gui_columns_end(g);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.desk.levels"));
    gui_space(g, 6);
    levels(ui, g);
    gui_toggle(g, gui_id(g, "desk-practice"), screen_text(ui, "ui.desk.practice"),
               &desk->practice);
    gui_space(g, 12);
}

void
desk_new(struct sp_ui *ui, struct gui *g)
{
    struct screen_desk *desk = &ui->desk;

    if (ui->entered) {
        fill_in(desk);
        gui_focus(g, gui_id(g, "desk-id"));
    }
    ui->entered = false;
    desk_middle_begin(g);
    gui_paragraph(g, GUI_TITLE, GUI_INK, screen_text(ui, "ui.desk.new"));
    gui_space(g, 6);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.desk.new-how"));
    gui_space(g, 16);
    gui_card_begin(g, 20);
    screen_field(ui, g, "desk-id", "ui.desk.id", &desk->id, "spring");
    screen_field(ui, g, "desk-title", "ui.desk.name", &desk->title, "");
    scenario_choice(ui, g);
    style_choice(ui, g);
    rules(ui, g);
    screen_field(ui, g, "desk-reason", "ui.desk.reason", &desk->reason, "");
    desk_said(ui, g); /* beside the button: the page's top may be out of sight */
    if (desk->making) {
        gui_paragraph(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.desk.proving"));
        gui_space(g, 12);
    }
    gui_flow_begin(g, 8);
    bool go = gui_button(g, gui_id(g, "desk-publish"), GUI_PRIMARY,
                         screen_text(ui, "ui.desk.publish"));
    gui_flow_end(g);
    gui_card_end(g);
    desk_middle_end(g);
    /* Proving takes some seconds: first it is said, then done. */
    if (desk->making) {
        if (--desk->making == 0)
            make(ui);
        gui_wake_in(g, 30); /* once it is on the screen; then to show what came of it */
    } else if (go) {
        desk->making = 2;
        gui_wake_in(g, 30);
    }
}
