/* screen_play.c: the call: who sits there, what was said, what can be said. */
#include "screen.h"

#include <math.h>
#include <string.h>

#define MOOD_MS 300.0

/* In practice everything is shown at once; otherwise only after the call. */
static bool
coached(const struct sp_ui *ui)
{
    return ui->setting == SP_PRACTICE;
}

static void
update(struct sp_ui *ui, struct gui *g)
{
    const struct sp_view *view = sp_session_view(ui->session);

    screen_talk_update(ui);
    if (ui->score_stale)
        sp_score_session(ui->session, false, &ui->score);
    ui->score_stale = false;
    if (view->mood != ui->mood) {
        ui->mood_from = ui->mood;
        ui->mood = view->mood;
        ui->mood_since_ms = gui_now_ms(g);
    }
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
    return (struct gui_face_of){gui_person(s->portrait), (enum gui_mood)ui->mood_from,
                                (enum gui_mood)ui->mood, mix};
}

static void
mood_chip(struct sp_ui *ui, struct gui *g)
{
    static const enum gui_color colors[SP_MOODS] = {GUI_MUTED, GUI_GOOD, GUI_GOOD,
                                                    GUI_WARN, GUI_BAD};

    gui_icon_chip(g, GUI_ICON_DOT, colors[ui->mood],
                  screen_word(ui, "mood.", sp_mood_name(ui->mood)));
}

static void
meters(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    const struct sp_state *state = sp_session_view(ui->session)->state;

    for (unsigned i = 0; i < s->meters; i++) {
        const struct sp_meter *m = &s->meter[i];
        int most = m->max - m->min, value = state->meter[i] - m->min;
        enum gui_color color = value * 4 <= most   ? GUI_BAD
                               : value * 2 <= most ? GUI_WARN
                                                   : GUI_GOOD;

        gui_meter(g, screen_word(ui, "meter.", m->id),
                  screen_text_with(ui, "ui.of", screen_number(ui, value),
                                   screen_number(ui, most), NULL),
                  value, most, color);
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

/* ---- the talk ---- */

/* As wide as its text needs, at most as a bubble. */
static double
coach_width(struct gui *g, struct sp_ui *ui, const char *coach)
{
    double most = fmin(gui_room(g) * 0.85, 620);
    double head = gui_text_width(g, GUI_SMALL_STRONG, screen_text(ui, "ui.play.coach"));

    return fmin(most, ceil(fmax(gui_text_width(g, GUI_SMALL, coach), head)) + 26);
}

static void
after_line(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn)
{
    const char *coach = turn->reply ? sp_text_in(&turn->reply->coach, ui->lang) : "";

    gui_space(g, 6);
    gui_flow_begin(g, 6);
    gui_flow_right(g);
    screen_moves(ui, g, turn);
    gui_flow_end(g);
    if (!coach[0])
        return;
    gui_space(g, 6);
    gui_columns_begin(g, (double[]){-1, coach_width(g, ui, coach)}, 2, 0);
    gui_column_next(g);
    gui_column_next(g);
    gui_panel_begin(g, turn->signals & SP_ERROR_MASK ? GUI_WARN_TINT : GUI_TINT, 12);
    gui_label(g, GUI_SMALL_STRONG, turn->signals & SP_ERROR_MASK ? GUI_WARN : GUI_LINK,
              screen_text(ui, "ui.play.coach"));
    gui_paragraph(g, GUI_SMALL, GUI_INK, coach);
    gui_panel_end(g);
    gui_columns_end(g);
}

static void
talk(struct sp_ui *ui, struct gui *g)
{
    for (size_t i = 0; i < ui->talk.count; i++) {
        const struct screen_line *line = &ui->talk.line[i];
        const struct sp_turn *turn =
            i > 0 ? sp_session_turn(ui->session, line->turn) : NULL;

        if (turn && turn->undone)
            continue;
        if (!line->trainee && i + 1 == ui->talk.count)
            gui_scroll_keep(g); /* the options are worth little without it */
        gui_bubble(g, line->trainee ? GUI_RIGHT_SIDE : GUI_LEFT_SIDE, line->text);
        if (turn && line->trainee && coached(ui))
            after_line(ui, g, turn);
        if (turn && !line->trainee && coached(ui)) {
            gui_space(g, 6);
            gui_flow_begin(g, 6);
            screen_changes(ui, g, turn);
            gui_flow_end(g);
        }
        gui_space(g, 14);
    }
}

static double
options_height(struct gui *g, const struct sp_ui *ui, const struct sp_view *view,
               double room)
{
    double height = 0;

    for (unsigned i = 0; i < view->open_count; i++) {
        const char *text = screen_wording(&view->open[i]->text, ui->lang);
        struct gui_lines lines = gui_wrap(g, GUI_BODY, text, room - 64);

        height += (double)lines.count * gui_leading(GUI_BODY) + 20 + 8;
    }
    return height;
}

/* Answers end what `view` lends, so the choice is only remembered here. */
static const char *
options(struct sp_ui *ui, struct gui *g, const struct sp_view *view)
{
    const char *picked = NULL;

    gui_push_id(g, gui_id(g, view->node->id));
    if (view->open_count)
        gui_tab_first(g, gui_id(g, view->open[0]->id));
    for (unsigned i = 0; i < view->open_count; i++) {
        if (gui_option(g, gui_id(g, view->open[i]->id), i + 1,
                       screen_wording(&view->open[i]->text, ui->lang)))
            picked = view->open[i]->id;
        gui_space(g, 8);
    }
    gui_pop_id(g);
    return picked;
}

static bool
undo_button(struct sp_ui *ui, struct gui *g, const struct sp_view *view)
{
    bool undo = false;

    if (!coached(ui) || !view->turn)
        return false;
    gui_flow_begin(g, 8);
    undo = gui_icon_button(g, gui_id(g, "undo"), GUI_ICON_UNDO,
                           screen_text(ui, "ui.play.undo"));
    gui_flow_end(g);
    return undo || gui_key(g, 'z', GUI_CTRL);
}

/* ---- layouts ---- */

static void
person_card(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    gui_card_begin(g, 16);
    gui_portrait(g, gui_take(g, gui_room(g) * 1.08), 12, face(ui, g));
    gui_space(g, 12);
    names(ui, g);
    gui_space(g, 8);
    gui_flow_begin(g, 8);
    mood_chip(ui, g);
    gui_flow_end(g);
    if (coached(ui)) {
        gui_space(g, 14);
        meters(ui, g);
    }
    gui_space(g, 10);
    gui_label(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, "ui.brief.goal"));
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, sp_text_in(&s->goal, ui->lang));
    gui_card_end(g);
}

static void
progress_card(struct sp_ui *ui, struct gui *g)
{
    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.play.progress"));
    gui_space(g, 10);
    for (unsigned i = 0; i < ui->score.competencies; i++) {
        const struct sp_competency_result *c = &ui->score.competency[i];
        enum gui_color color = c->level >= 2 ? GUI_GOOD : GUI_LINK;

        gui_meter(g, sp_text_in(&c->competency->name, ui->lang),
                  c->judged ? screen_text_with(ui, "ui.of", screen_number(ui, c->level),
                                               "3", NULL)
                            : "\xe2\x80\x93",
                  c->level, 3, color);
        gui_space(g, 8);
    }
    for (unsigned i = 0; i < ui->score.criticals; i++)
        gui_icon_chip(g, GUI_ICON_ALERT, GUI_BAD,
                      sp_text_in(&ui->score.critical[i].check->wording, ui->lang));
    gui_space(g, 4);
    gui_paragraph(g, GUI_CAPTION, GUI_MUTED, screen_text(ui, "ui.play.levels"));
    gui_card_end(g);
}

static void
facts_card(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);

    if (!s->briefs)
        return;
    gui_space(g, 16);
    gui_card_begin(g, 16);
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, "ui.brief.facts"));
    gui_space(g, 6);
    for (unsigned i = 0; i < s->briefs; i++) {
        gui_bullet(g, GUI_SMALL, GUI_INK, sp_text_in(&s->brief[i].text, ui->lang));
        gui_space(g, 2);
    }
    gui_card_end(g);
}

struct choice {
    const char *reply;
    bool undo;
};

static struct choice
middle(struct sp_ui *ui, struct gui *g, struct gui_rect rect, uint64_t talk_id)
{
    const struct sp_view *view = sp_session_view(ui->session);
    bool undoable = coached(ui) && view->turn;
    double need = options_height(g, ui, view, rect.w - 32) + 16 + (undoable ? 44 : 4);
    double low = fmin(need, floor(rect.h * 0.66));
    struct gui_rect above = {rect.x, rect.y, rect.w, rect.h - low};
    struct gui_rect below = {rect.x, rect.y + rect.h - low, rect.w, low};
    struct choice choice = {NULL, false};

    gui_card_at(g, rect);
    gui_scroll_begin(g, talk_id, above, 20);
    talk(ui, g);
    gui_scroll_end(g);
    gui_fill(g, (struct gui_rect){below.x, below.y, below.w, 1}, 0, GUI_HAIR);
    below.y += 1;
    below.h -= 1;
    gui_scroll_begin(g, gui_id(g, "options"), below, 16);
    choice.reply = options(ui, g, view);
    choice.undo = undo_button(ui, g, view);
    gui_space(g, -16);
    gui_scroll_end(g);
    return choice;
}

static struct choice
wide_layout(struct sp_ui *ui, struct gui *g, uint64_t talk_id)
{
    double w = gui_width(g), h = gui_height(g) - SCREEN_BAR;
    bool three = w >= 1080 && coached(ui);
    double side = 264, right = three ? 252 : 0, pad = 20;
    struct gui_rect left = {0, SCREEN_BAR, side + 2 * pad, h};
    struct gui_rect mid = {side + 2 * pad, SCREEN_BAR + pad,
                           w - side - 3 * pad - (three ? right + pad : 0), h - 2 * pad};
    struct choice choice;

    gui_scroll_begin(g, gui_id(g, "person"), left, pad);
    person_card(ui, g);
    if (!three)
        facts_card(ui, g);
    gui_scroll_end(g);
    choice = middle(ui, g, mid, talk_id);
    if (three) {
        struct gui_rect r = {w - right - 2 * pad, SCREEN_BAR, right + 2 * pad, h};

        gui_scroll_begin(g, gui_id(g, "progress"), r, pad);
        progress_card(ui, g);
        facts_card(ui, g);
        gui_scroll_end(g);
    }
    return choice;
}

static struct choice
narrow_layout(struct sp_ui *ui, struct gui *g, uint64_t talk_id)
{
    const struct sp_view *view = sp_session_view(ui->session);
    struct gui_rect rect = {0, SCREEN_BAR, gui_width(g), gui_height(g) - SCREEN_BAR};
    struct choice choice;

    gui_fill(g, rect, 0, GUI_CARD);
    gui_scroll_begin(g, talk_id, rect, 16);
    gui_card_begin(g, 12);
    gui_columns_begin(g, (double[]){72, -1}, 2, 12);
    gui_column_next(g);
    gui_portrait(g, gui_take(g, 84), 10, face(ui, g));
    gui_column_next(g);
    names(ui, g);
    gui_space(g, 6);
    gui_flow_begin(g, 8);
    mood_chip(ui, g);
    gui_flow_end(g);
    gui_columns_end(g);
    if (coached(ui)) {
        gui_space(g, 8);
        meters(ui, g);
    }
    gui_card_end(g);
    gui_space(g, 16);
    talk(ui, g);
    gui_space(g, 4);
    choice.reply = options(ui, g, view);
    choice.undo = undo_button(ui, g, view);
    gui_scroll_end(g);
    return choice;
}

static void
act(struct sp_ui *ui, struct gui *g, struct choice choice, uint64_t talk_id)
{
    if (choice.reply) {
        if (!ui->app.ops->answer(ui->app.data, choice.reply, ui->lang))
            screen_problem(ui, g);
    } else if (choice.undo) {
        if (ui->app.ops->undo(ui->app.data, ui->lang))
            screen_note(ui, g, screen_text(ui, "ui.play.undone"), false);
        else
            screen_problem(ui, g);
    } else {
        return;
    }
    ui->score_stale = true;
    gui_scroll_to_end(g, talk_id);
    const struct sp_view *view = sp_session_view(ui->session);
    if (view->ending) {
        screen_go(ui, SCREEN_RESULT);
        return;
    }
    /* Somebody at the keyboard goes on with the next line's options. */
    if (gui_by_key(g) && gui_focused(g) && view->open_count) {
        gui_push_id(g, gui_id(g, view->node->id));
        gui_focus(g, gui_id(g, view->open[0]->id));
        gui_pop_id(g);
    }
}

void
screen_play_frame(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    const struct sp_view *view = sp_session_view(ui->session);
    uint64_t talk_id = gui_id(g, "talk");
    struct choice choice;

    update(ui, g);
    /* In another width the lines stand elsewhere; what matters is the last one. */
    if (ui->entered || fabs(ui->talk_width - gui_width(g)) > 0.5)
        gui_scroll_to_end(g, talk_id);
    ui->talk_width = gui_width(g);
    ui->entered = false;
    const char *turn =
        screen_text_with(ui, "ui.play.turn", screen_number(ui, (int)view->turn + 1),
                         screen_number(ui, (int)s->turn_limit), NULL);
    if (screen_bar(ui, g, sp_text_in(&s->title, ui->lang), turn)) {
        bool said = view->turn > 0;

        screen_home(ui);
        if (said)
            screen_note(ui, g, screen_text(ui, "ui.play.kept"), false);
        return;
    }
    choice = gui_width(g) >= SCREEN_WIDE && gui_height(g) >= 480
                 ? wide_layout(ui, g, talk_id)
                 : narrow_layout(ui, g, talk_id);
    act(ui, g, choice, talk_id);
}
