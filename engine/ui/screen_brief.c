/* screen_brief.c: what the trainee knows before the call, and how it will be judged. */
#include "screen.h"

#include <math.h>

static void
heading(struct sp_ui *ui, struct gui *g, const char *key)
{
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, key));
    gui_space(g, 6);
}

static void
customer(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s, bool wide)
{
    struct gui_face_of face = {gui_person(s->portrait), GUI_CALM, GUI_CALM, 1, 0, 0};

    gui_card_begin(g, 20);
    if (wide) {
        gui_portrait(g, gui_take(g, fmin(gui_room(g) * 1.1, 280)), 12, face);
        gui_space(g, 16);
    } else {
        gui_columns_begin(g, (double[]){84, -1}, 2, 16);
        gui_column_next(g);
        gui_portrait(g, gui_take(g, 96), 12, face);
        gui_column_next(g);
    }
    gui_paragraph(g, GUI_TITLE, GUI_INK, sp_text_in(&s->customer_name, ui->lang));
    gui_paragraph(g, GUI_BODY, GUI_MUTED, sp_text_in(&s->customer_role, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&s->customer_company, ui->lang));
    if (!wide)
        gui_columns_end(g);
    gui_space(g, 12);
    gui_flow_begin(g, 8);
    gui_chip(g, GUI_LINK, sp_text_in(&s->trade, ui->lang));
    gui_chip(g, GUI_MUTED,
             screen_text_with(ui, "ui.brief.turns",
                              screen_number(ui, (int)s->turn_limit), NULL, NULL));
    gui_flow_end(g);
    if (ui->style) {
        gui_space(g, 12);
        gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.brief.same"));
    }
    gui_card_end(g);
}

static void
situation(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s)
{
    gui_card_begin(g, 20);
    heading(ui, g, "ui.brief.situation");
    gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&s->situation, ui->lang));
    gui_space(g, 16);
    gui_panel_begin(g, GUI_TINT, 14);
    gui_label(g, GUI_SMALL_STRONG, GUI_LINK, screen_text(ui, "ui.brief.goal"));
    gui_space(g, 2);
    gui_paragraph(g, GUI_BODY, GUI_INK, sp_text_in(&s->goal, ui->lang));
    gui_panel_end(g);
    if (s->briefs) {
        gui_space(g, 16);
        heading(ui, g, "ui.brief.facts");
        for (unsigned i = 0; i < s->briefs; i++) {
            gui_bullet(g, GUI_BODY, GUI_INK, sp_text_in(&s->brief[i].text, ui->lang));
            gui_space(g, 4);
        }
    }
    gui_card_end(g);
}

static void
product(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s)
{
    if (!s->feature_count)
        return;
    gui_space(g, 16);
    gui_card_begin(g, 20);
    heading(ui, g, "ui.brief.product");
    for (unsigned i = 0; i < s->feature_count; i++) {
        gui_bullet(g, GUI_BODY, GUI_INK,
                   screen_text_with(ui, "ui.brief.feature",
                                    sp_text_in(&s->features[i].feature, ui->lang),
                                    sp_text_in(&s->features[i].advantage, ui->lang),
                                    NULL));
        gui_space(g, 4);
    }
    gui_card_end(g);
}

/* What each of the levels asks for. */
static void
ladder(struct sp_ui *ui, struct gui *g, const struct sp_competency *c)
{
    struct gui_rect row = gui_take(g, gui_leading(GUI_SMALL_STRONG));
    const char *points = screen_text_with(ui, "ui.brief.points",
                                          screen_number(ui, c->weight), NULL, NULL);
    double w = ceil(gui_text_width(g, GUI_SMALL, points));

    gui_label_at(g, row, GUI_SMALL, GUI_MUTED, GUI_FINISH, points);
    row.w -= w + 8;
    gui_label_at(g, row, GUI_SMALL_STRONG, GUI_LINK, GUI_START,
                 sp_text_in(&c->name, ui->lang));
    for (unsigned k = 0; k < c->levels; k++) {
        gui_columns_begin(g, (double[]){16, -1}, 2, 4);
        gui_column_next(g);
        gui_label(g, GUI_SMALL, GUI_MUTED, screen_number(ui, (int)k + 1));
        gui_column_next(g);
        gui_paragraph(g, GUI_SMALL, GUI_INK,
                      sp_text_in(&c->level[k].wording, ui->lang));
        gui_columns_end(g);
    }
}

static void
competencies(struct sp_ui *ui, struct gui *g, const struct sp_rubric *r)
{
    size_t across = gui_room(g) >= 480 ? 2 : 1;

    for (unsigned row = 0; row < r->competencies; row += (unsigned)across) {
        gui_columns_begin(g, (double[]){-1, -1}, across, 32);
        for (unsigned i = row; i < row + across && i < r->competencies; i++) {
            gui_column_next(g);
            ladder(ui, g, &r->competency[i]);
            gui_space(g, 14);
        }
        gui_columns_end(g);
    }
}

void
screen_rubric(struct sp_ui *ui, struct gui *g, const struct sp_rubric *r)
{
    gui_card_begin(g, 20);
    heading(ui, g, "ui.brief.rubric");
    gui_paragraph(
        g, GUI_SMALL, GUI_MUTED,
        screen_text_with(ui, "ui.brief.rule", screen_number(ui, r->mark), NULL, NULL));
    gui_space(g, 12);
    competencies(ui, g, r);
    gui_space(g, 8);
    gui_panel_begin(g, GUI_BAD_TINT, 14);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_BAD, screen_text(ui, "ui.brief.critical"));
    gui_space(g, 4);
    for (unsigned i = 0; i < r->criticals; i++)
        gui_bullet(g, GUI_SMALL, GUI_INK,
                   sp_text_in(&r->critical[i].wording, ui->lang));
    gui_panel_end(g);
    gui_card_end(g);
}

static void
setting(struct sp_ui *ui, struct gui *g)
{
    const char *texts[2] = {screen_text(ui, "ui.setting.practice"),
                            screen_text(ui, "ui.setting.rehearsal")};
    size_t chosen = ui->setting == SP_REHEARSAL;

    gui_card_begin(g, 20);
    heading(ui, g, "ui.brief.setting");
    if (gui_segments(g, gui_id(g, "setting"), texts, 2, &chosen))
        ui->setting = chosen ? SP_REHEARSAL : SP_PRACTICE;
    gui_space(g, 8);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED,
                  screen_text(ui, chosen ? "ui.brief.rehearsal" : "ui.brief.practice"));
    gui_space(g, 4);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.brief.input"));
    gui_card_end(g);
}

void
screen_brief_contents(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s)
{
    situation(ui, g, s);
    product(ui, g, s);
    gui_space(g, 16);
    screen_rubric(ui, g, s->rubric);
}

static void
contents(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s)
{
    bool wide = gui_room(g) >= SCREEN_WIDE - 60;

    if (wide) {
        gui_columns_begin(g, (double[]){280, -1}, 2, 20);
        gui_column_next(g);
    }
    customer(ui, g, s, wide);
    gui_space(g, 16);
    if (wide) {
        setting(ui, g);
        gui_column_next(g);
    }
    screen_brief_contents(ui, g, s);
    if (wide) {
        gui_columns_end(g);
    } else {
        gui_space(g, 16);
        setting(ui, g);
    }
}

void
screen_brief_frame(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = ui->scenario;
    uint64_t page = gui_id(g, "brief");
    bool start;

    if (ui->entered)
        gui_scroll_to(g, page, 0);
    ui->entered = false;
    if (screen_bar(ui, g, sp_text_in(&s->title, ui->lang), NULL)) {
        screen_back(ui);
        return;
    }
    gui_tab_first(g, gui_id(g, "start"));
    screen_page_begin(g, page, 64);
    contents(ui, g, s);
    screen_page_end(g);
    screen_footer_begin(g, 64);
    gui_flow_begin(g, 12);
    start = gui_button(g, gui_id(g, "start"), GUI_PRIMARY,
                       screen_text(ui, "ui.brief.start"));
    gui_flow_end(g);
    screen_footer_end(g);
    if ((start || gui_key(g, GUI_ENTER, 0)) && !screen_start(ui))
        screen_problem(ui, g);
}
