/* screen_observe.c: an exam face to face: whoever holds it plays the customer aloud
 * from the screen and takes down what the candidate says, as the reply that fits or
 * move by move. */
#include "screen.h"

#include <stdio.h>
#include <string.h>

static const struct sp_desk_ops *
desk_ops(const struct sp_ui *ui)
{
    return ui->app.ops->desk;
}

bool
screen_observe_open(struct sp_ui *ui, struct gui *g, const char *code, const char *by)
{
    struct sp_str said = {0};
    struct sp_app_look look = ui->look;
    bool ok = desk_ops(ui)->observe(ui->app.data, code, by, ui->lang, &said);

    if (ok) {
        desk_ops(ui)->close(ui->app.data); /* the candidate sits beside it */
        look.lang = ui->lang;
        screen_exam_enter(ui);
        screen_exam_opened(ui, g, &look);
        ui->exam.observed = true;
        ui->exam.heard_words.most = GUI_FIELD_ROOM - 1;
    } else {
        sp_str_clear(&ui->desk.said);
        sp_str_add(&ui->desk.said, sp_str_text(&said));
        ui->desk.said_bad = true;
    }
    sp_str_finish(&said);
    return ok;
}

/* ---- the row below the replies ---- */

void
screen_observe_row(struct sp_ui *ui, struct gui *g, struct screen_heard *heard)
{
    if (!ui->exam.observed)
        return;
    heard->tick = gui_button(g, gui_id(g, "observe-tick"), GUI_GHOST,
                             screen_text(ui, "ui.observe.tick")) ||
                  gui_key(g, 'm', 0);
    gui_tip(g, screen_tip(ui, "tick"));
    heard->unclear = gui_button(g, gui_id(g, "observe-unclear"), GUI_GHOST,
                                screen_text(ui, "ui.observe.unclear")) ||
                     gui_key(g, 'n', 0);
    gui_tip(g, screen_tip(ui, "unclear"));
    if (desk_ops(ui)->may_take_back(ui->app.data)) {
        heard->back = gui_button(g, gui_id(g, "observe-back"), GUI_GHOST,
                                 screen_text(ui, "ui.observe.back")) ||
                      gui_key(g, 'z', GUI_CTRL);
        gui_tip(g, screen_tip(ui, "undo"));
    }
}

/* By a slip of the finger the call would be over: that is asked once more. */
bool
screen_observe_may_end(struct sp_ui *ui, struct gui *g, const char *reply,
                       const struct sp_said *said)
{
    char *asked = ui->exam.asked_end;
    const char *what = reply ? reply : "ticked";

    if (!ui->exam.observed || !sp_session_ends(ui->session, reply, said) ||
        strcmp(asked, what) == 0) {
        asked[0] = '\0';
        return true;
    }
    snprintf(asked, sizeof ui->exam.asked_end, "%s", what);
    screen_warn(ui, g, screen_text(ui, "ui.observe.ends"));
    return false;
}

/* ---- what was heard ---- */

/* For the record, when no words were taken down. */
static void
name_moves(struct sp_ui *ui, uint64_t moves, struct sp_str *out)
{
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        if (!((moves >> i) & 1))
            continue;
        if (out->size)
            sp_str_add(out, " \xc2\xb7 ");
        sp_str_add(out, screen_word(ui, "move.", sp_signal_name((enum sp_signal)i)));
    }
}

static bool
take_down(struct sp_ui *ui, struct gui *g, struct sp_said *said, uint64_t moves)
{
    struct sp_str words = {0};

    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        if ((moves >> i) & 1)
            said->signals |= sp_signal_bits((enum sp_signal)i);
    }
    if (!screen_observe_may_end(ui, g, NULL, said))
        return false;
    if (moves)
        name_moves(ui, moves, &words);
    else
        sp_str_add(&words,
                   screen_text(ui, said->unsure ? "observe.unclear" : "move.none"));
    said->words =
        ui->exam.heard_words.size ? ui->exam.heard_words.text : sp_str_text(&words);
    bool ok = desk_ops(ui)->say(ui->app.data, said, ui->lang);

    sp_str_finish(&words);
    if (!ok) {
        screen_problem(ui, g);
        return false;
    }
    gui_field_set(&ui->exam.heard_words, "");
    ui->exam.heard = (struct sp_said){0};
    ui->exam.moves = 0;
    return true;
}

bool
screen_observe_act(struct sp_ui *ui, struct gui *g, const struct screen_heard *heard)
{
    struct sp_said nothing = {.unsure = true};

    if (heard->tick)
        screen_show(ui, g, OVERLAY_TICK);
    else if (heard->unclear)
        return screen_exam_may_say(ui, g) && take_down(ui, g, &nothing, 0);
    else if (heard->back && desk_ops(ui)->take_back(ui->app.data)) {
        screen_note(ui, g, screen_text(ui, "observe.undone"), false);
        return true;
    } else if (heard->back) {
        screen_problem(ui, g);
    }
    return false;
}

/* ---- ticking ---- */

static void
tick(struct gui *g, const char *kind, unsigned at, const char *name, uint64_t *set)
{
    bool on = (*set >> at) & 1;

    if (gui_toggle(g, gui_id_n(g, kind, at), name, &on))
        *set ^= UINT64_C(1) << at;
    gui_space(g, 4);
}

static void
heading(struct sp_ui *ui, struct gui *g, const char *key)
{
    gui_space(g, 8);
    gui_paragraph(g, GUI_SMALL_STRONG, GUI_MUTED, screen_text(ui, key));
    gui_space(g, 6);
}

static void
tick_moves(struct sp_ui *ui, struct gui *g)
{
    heading(ui, g, "ui.observe.moves");
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        if (!(SP_BIT(i) & SP_EVENT_MASK))
            tick(g, "tick-move", i,
                 screen_word(ui, "move.", sp_signal_name((enum sp_signal)i)),
                 &ui->exam.moves);
    }
}

static void
tick_mentions(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    struct sp_said *heard = &ui->exam.heard;

    heading(ui, g, "observe.needs");
    for (unsigned i = 0; i < s->need_count; i++)
        tick(g, "tick-need", i, sp_text_in(&s->needs[i].text, ui->lang), &heard->needs);
    heading(ui, g, "observe.remedies");
    for (unsigned i = 0; i < s->remedy_count; i++)
        tick(g, "tick-remedy", i, sp_text_in(&s->remedies[i].text, ui->lang),
             &heard->remedies);
    if (s->feature_count)
        heading(ui, g, "observe.features");
    for (unsigned i = 0; i < s->feature_count; i++)
        tick(g, "tick-feature", i, sp_text_in(&s->features[i].feature, ui->lang),
             &heard->features);
    gui_space(g, 8);
    gui_toggle(g, gui_id(g, "tick-unclear"), screen_text(ui, "observe.unclear"),
               &heard->unsure);
}

void
screen_observe_tick(struct sp_ui *ui, struct gui *g)
{
    bool away =
        screen_overlay_begin(ui, g, 880, 720, screen_text(ui, "ui.observe.tick"));
    bool wide = gui_room(g) >= 560;

    unsigned happened = screen_field(ui, g, "tick-words", "ui.observe.words",
                                     &ui->exam.heard_words, "");

    gui_flow_begin(g, 8);
    bool take = gui_button(g, gui_id(g, "tick-take"), GUI_PRIMARY,
                           screen_text(ui, "ui.observe.take"));
    gui_flow_end(g);
    gui_columns_begin(g, (double[]){-1, -2}, wide ? 2 : 1, 24);
    gui_column_next(g);
    tick_moves(ui, g);
    if (wide)
        gui_column_next(g);
    tick_mentions(ui, g);
    gui_columns_end(g);
    screen_overlay_end(ui, g, away);
    if (!(take || happened & GUI_FIELD_ENTER) || !screen_exam_may_say(ui, g))
        return;
    struct sp_said said = ui->exam.heard;

    if (take_down(ui, g, &said, ui->exam.moves)) {
        screen_hide(ui, g);
        screen_play_said(ui, g);
    }
}
