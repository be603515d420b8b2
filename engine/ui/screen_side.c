/* screen_side.c: what stands beside the talk: the customer, the levels, the facts. */
#include "screen.h"

#include <math.h>

#define MOOD_MS 300.0
#define SPEAK_FROM 200.0 /* after the line */
#define SPEAK_TO 1500.0

bool
screen_coached(const struct sp_ui *ui)
{
    return ui->setting == SP_PRACTICE;
}

/* 0, up to 1 in the middle, 0 again, between two moments. */
static double
pulse(double now, double from, double to)
{
    double at = (now - from) / (to - from);

    return at <= 0 || at >= 1 ? 0 : 1 - fabs(2 * at - 1);
}

/* The customer speaks for a moment after each line, and blinks once. */
static void
speak(const struct sp_ui *ui, struct gui *g, struct gui_face_of *face)
{
    double past = (double)(gui_now_ms(g) - ui->live.said_ms);

    if (!ui->live.said_ms || gui_still(g) || past > SPEAK_TO)
        return;
    if (past > SPEAK_FROM) {
        double beat = fmod(past - SPEAK_FROM, 220);

        face->talk = pulse(beat, 0, 220) * fmin(1, (SPEAK_TO - past) / 300);
    }
    face->blink = pulse(past, SPEAK_TO - 460, SPEAK_TO - 280);
    gui_animate(g);
}

static struct gui_face_of
face(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    double mix = (double)(gui_now_ms(g) - ui->mood_since_ms) / MOOD_MS;

    if (gui_still(g) || mix > 1)
        mix = 1;
    else
        gui_animate(g);
    /* Both lists of moods are in the same order. */
    struct gui_face_of face = {.person = gui_person(s->portrait),
                               .from = (enum gui_mood)ui->mood_from,
                               .mood = (enum gui_mood)ui->mood,
                               .mix = mix};
    speak(ui, g, &face);
    return face;
}

static void
mood_chip(struct sp_ui *ui, struct gui *g)
{
    static const enum gui_color colors[SP_MOODS] = {GUI_MUTED, GUI_GOOD, GUI_GOOD,
                                                    GUI_WARN, GUI_BAD};

    gui_icon_chip(g, GUI_ICON_DOT, colors[ui->mood],
                  screen_word(ui, "mood.", sp_mood_name(ui->mood)));
}

/* The last line that counts, or NULL. */
static const struct sp_turn *
last_line(const struct sp_ui *ui)
{
    for (size_t i = sp_session_turns(ui->session); i > 0; i--) {
        const struct sp_turn *turn = sp_session_turn(ui->session, i - 1);

        if (!turn->undone)
            return turn;
    }
    return NULL;
}

static void
meters(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    const struct sp_state *state = sp_session_view(ui->session)->state;
    const struct sp_turn *last = last_line(ui);

    for (unsigned i = 0; i < s->meters; i++) {
        const struct sp_meter *m = &s->meter[i];
        int most = m->max - m->min, value = state->meter[i] - m->min;
        int by = last ? last->meter_after[i] - last->meter_before[i] : 0;
        enum gui_color color = value * 4 <= most   ? GUI_BAD
                               : value * 2 <= most ? GUI_WARN
                                                   : GUI_GOOD;

        gui_meter(g, screen_word(ui, "meter.", m->id),
                  screen_text_with(ui, "ui.of", screen_number(ui, value),
                                   screen_number(ui, most), NULL),
                  by, value, most, color);
        gui_space(g, 6);
    }
}

static void
names(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    gui_paragraph(g, GUI_HEADING, GUI_INK, sp_text_in(&s->customer_name, ui->lang));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&s->customer_role, ui->lang));
}

void
screen_person(struct sp_ui *ui, struct gui *g, bool small, bool goal)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    gui_card_begin(g, small ? 12 : 16);
    if (small) {
        gui_columns_begin(g, (double[]){64, -1}, 2, 12);
        gui_column_next(g);
        gui_portrait(g, gui_take(g, 74), 10, face(ui, g));
        gui_column_next(g);
    } else {
        gui_portrait(g, gui_take(g, gui_room(g) * 1.08), 12, face(ui, g));
        gui_space(g, 12);
    }
    names(ui, g);
    if (ui->setting != SP_EXAM) { /* there one has to read the face */
        gui_space(g, 6);
        gui_flow_begin(g, 8);
        mood_chip(ui, g);
        gui_flow_end(g);
    }
    if (small)
        gui_columns_end(g);
    if (screen_coached(ui)) {
        gui_space(g, small ? 8 : 14);
        meters(ui, g);
    }
    if (goal) {
        gui_space(g, 10);
        gui_label(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.brief.goal"));
        gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&s->goal, ui->lang));
    }
    gui_card_end(g);
}

void
screen_progress(struct sp_ui *ui, struct gui *g)
{
    const struct screen_live *live = &ui->live;

    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.play.progress"));
    gui_space(g, 10);
    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];
        enum gui_color color = c->level >= 2 ? GUI_GOOD : GUI_LINK;
        int by = live->level_known ? c->level - live->level_before[i] : 0;

        gui_meter(g, sp_text_in(&c->competency->name, ui->lang),
                  c->judged ? screen_text_with(ui, "ui.of", screen_number(ui, c->level),
                                               "3", NULL)
                            : "\xe2\x80\x93",
                  by, c->level, 3, color);
        gui_space(g, 8);
    }
    for (unsigned i = 0; i < ui->score.criticals; i++)
        screen_clause(g, false, GUI_SMALL,
                      sp_text_in(&ui->score.critical[i].check->wording, ui->lang));
    gui_space(g, 4);
    gui_paragraph(g, GUI_CAPTION, GUI_MUTED, screen_text(ui, "ui.play.levels"));
    gui_card_end(g);
}

void
screen_facts(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    if (!s->briefs)
        return;
    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.brief.facts"));
    gui_space(g, 6);
    for (unsigned i = 0; i < s->briefs; i++) {
        gui_bullet(g, GUI_SMALL, GUI_INK, sp_text_in(&s->brief[i].text, ui->lang));
        gui_space(g, 2);
    }
    gui_card_end(g);
}
