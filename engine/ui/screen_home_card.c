/* screen_home_card.c: a scenario as a card, with what was reached in it so far. */
#include "screen_home.h"

#include <math.h>
#include <string.h>

#include "core/bits.h"

#define ROOMY \
    400.0 /* width inside the card from which the text stands by the portrait */
#define DOT 8.0

void
home_result_chip(struct sp_ui *ui, struct gui *g, const struct sp_app_entry *entry)
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

const char *
home_who(struct sp_ui *ui, const struct sp_scenario *s)
{
    return screen_join(ui, sp_text_in(&s->customer_name, ui->lang), " \xc2\xb7 ",
                       sp_text_in(&s->customer_role, ui->lang));
}

const char *
home_skill(struct sp_ui *ui, const struct sp_competency *c)
{
    const char *key = screen_join(ui, "ui.skill", ".", c->id);
    const char *name = screen_text(ui, key);

    return strcmp(name, key) == 0 ? sp_text_in(&c->name, ui->lang) : name;
}

static void
chips(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s,
      const struct home_past *past)
{
    static const char *const names[] = {"1", "2", "3"};
    int at = s->difficulty < 1 ? 0 : s->difficulty > 3 ? 2 : s->difficulty - 1;

    gui_flow_begin(g, 8);
    gui_chip(g, GUI_LINK, sp_text_in(&s->trade, ui->lang));
    gui_chip(g, GUI_MUTED, screen_word(ui, "ui.difficulty.", names[at]));
    home_result_chip(ui, g, past->best);
    gui_flow_end(g);
}

static void
head(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s,
     const struct home_past *past)
{
    struct gui_face_of face = {gui_person(s->portrait), GUI_CALM, GUI_CALM, 1, 0, 0};
    bool roomy = gui_room(g) >= ROOMY;
    double tall = roomy ? 132 : 84, top;

    gui_columns_begin(g, (double[]){roomy ? 112 : 72, -1}, 2, 16);
    gui_column_next(g);
    gui_portrait(g, gui_take(g, tall), 10, face);
    gui_column_next(g);
    top = gui_at(g);
    gui_paragraph(g, GUI_HEADING, GUI_INK, sp_text_in(&s->title, ui->lang));
    gui_space(g, 2);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, home_who(ui, s));
    if (roomy) {
        gui_space(g, 8);
        gui_paragraph(g, GUI_SMALL, GUI_INK, sp_text_in(&s->summary, ui->lang));
        gui_space(g, 10);
        chips(ui, g, s, past);
    }
    if (gui_at(g) - top < tall)
        gui_space(g, tall - (gui_at(g) - top));
    gui_columns_end(g);
    if (roomy)
        return;
    gui_space(g, 12);
    gui_paragraph(g, GUI_SMALL, GUI_INK, sp_text_in(&s->summary, ui->lang));
    gui_space(g, 12);
    chips(ui, g, s, past);
}

/* "Reasons met ●●○ 2 / 3", and when it was played last. */
static void
motives(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s,
        const struct home_past *past)
{
    unsigned met = sp_bits_count(past->met),
             dots = s->motive_count < 8 ? s->motive_count : 0;
    const char *label = screen_text(ui, "ui.home.met");
    const char *sum = screen_text_with(ui, "ui.of", screen_number(ui, (int)met),
                                       screen_number(ui, (int)s->motive_count), NULL);
    struct gui_rect row = gui_take(g, gui_leading(GUI_CAPTION));
    double w = ceil(gui_text_width(g, GUI_CAPTION, label));
    double sum_w = ceil(gui_text_width(g, GUI_CAPTION, sum));
    double x = row.x + w + 8, y = row.y + row.h / 2 - DOT / 2;

    gui_label_at(g, (struct gui_rect){row.x, row.y, fmin(w, row.w), row.h}, GUI_CAPTION,
                 GUI_MUTED, GUI_START, label);
    for (unsigned i = 0; i < dots; i++, x += DOT + 4) {
        struct gui_rect dot = {x, y, DOT, DOT};

        if (i < met)
            gui_fill(g, dot, DOT / 2, GUI_LINK);
        else
            gui_stroke(g, dot, DOT / 2, 1, GUI_EDGE);
    }
    x += dots ? 4 : 0;
    gui_label_at(g, (struct gui_rect){x, row.y, sum_w, row.h}, GUI_CAPTION, GUI_INK,
                 GUI_START, sum);
    if (!past->last)
        return;
    x += sum_w + 12;
    char day[11] = "";
    for (size_t i = 0; i + 1 < sizeof day && past->last->when[i]; i++)
        day[i] = past->last->when[i];
    const char *when = screen_text_with(ui, "ui.home.last", day, NULL, NULL);
    if (x + gui_text_width(g, GUI_CAPTION, when) > row.x + row.w) {
        row = gui_take(g, gui_leading(GUI_CAPTION));
        x = row.x;
    }
    gui_label_at(g, (struct gui_rect){x, row.y, row.x + row.w - x, row.h}, GUI_CAPTION,
                 GUI_MUTED, x > row.x ? GUI_FINISH : GUI_START, when);
}

/* The best level of a competency: told by number and notches, not by colour alone. */
static void
skill(struct sp_ui *ui, struct gui *g, const struct sp_competency *c, int level)
{
    struct gui_rect row = gui_take(g, gui_leading(GUI_CAPTION));
    const char *text = level < 0 ? "\xe2\x80\x93" : screen_number(ui, level);
    double w = ceil(gui_text_width(g, GUI_CAPTION, text));
    int most = (int)c->levels;

    gui_label_at(g, (struct gui_rect){row.x, row.y, row.w - w - 4, row.h}, GUI_CAPTION,
                 GUI_MUTED, GUI_START, home_skill(ui, c));
    gui_label_at(g, row, GUI_CAPTION, GUI_INK, GUI_FINISH, text);
    row = gui_take(g, 8);
    double each = (row.w - 2.0 * (most - 1)) / most;
    for (int i = 0; i < most; i++)
        gui_fill(g, (struct gui_rect){row.x + i * (each + 2), row.y + 1, each, 5}, 2.5,
                 i >= level   ? GUI_TRACK
                 : level >= 2 ? GUI_GOOD
                              : GUI_WARN);
}

static void
skills(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s,
       const struct home_past *past)
{
    unsigned count = s->rubric->competencies;
    unsigned across = gui_room(g) >= 520 && count <= GUI_COLUMNS ? count : 3;
    double widths[GUI_COLUMNS];

    for (unsigned i = 0; i < across; i++)
        widths[i] = -1;
    for (unsigned i = 0; i < count; i += across) {
        gui_space(g, 6);
        gui_columns_begin(g, widths, across, 14);
        for (unsigned k = i; k < i + across && k < count; k++) {
            gui_column_next(g);
            skill(ui, g, &s->rubric->competency[k], past->level[k]);
        }
        gui_columns_end(g);
    }
}

bool
home_card(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s,
          const struct home_past *past)
{
    gui_card_button_begin(g, gui_id(g, s->id), 16);
    head(ui, g, s, past);
    gui_space(g, 14);
    gui_hairline(g);
    gui_space(g, 10);
    motives(ui, g, s, past);
    if (past->best)
        skills(ui, g, s, past);
    return gui_card_button_end(g);
}
