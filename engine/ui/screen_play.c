/* screen_play.c: the call: who sits there, what was said, what can be said. */
#include "screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SMALL_HEIGHT 560.0 /* below it the options are set smaller */
#define FRESH_MS 200.0

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

/* ---- the talk ---- */

/* As wide as its text needs, at most as a bubble. */
static double
coach_width(struct gui *g, struct sp_ui *ui, const char *coach)
{
    double most = fmin(gui_room(g) * 0.85, 534);
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
    bool wrong = turn->signals & (SP_ERROR_MASK | SP_GRAVE_MASK | SP_BIT(SP_MISHEARD) |
                                  SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG));
    gui_panel_begin(g, wrong ? GUI_WARN_TINT : GUI_TINT, 12);
    gui_label(g, GUI_SMALL_STRONG, wrong ? GUI_WARN : GUI_LINK,
              screen_text(ui, "ui.play.coach"));
    gui_paragraph(g, GUI_SMALL, GUI_INK, coach);
    gui_panel_end(g);
    gui_columns_end(g);
}

/* How much of a line is there that has just been said, and how far below its place. */
static double
freshness(struct sp_ui *ui, struct gui *g, double delay_ms)
{
    double past = (double)(gui_now_ms(g) - ui->live.said_ms) - delay_ms;

    if (!ui->live.said_ms || gui_still(g) || past >= FRESH_MS)
        return 1;
    gui_animate(g);
    double left = 1 - fmax(0, past) / FRESH_MS;
    return 1 - left * left;
}

static void
talk_line(struct sp_ui *ui, struct gui *g, const struct screen_line *line,
          const struct sp_turn *turn)
{
    gui_bubble(g, line->trainee ? GUI_RIGHT_SIDE : GUI_LEFT_SIDE, line->text);
    if (turn && line->trainee && screen_coached(ui))
        after_line(ui, g, turn);
    if (turn && !line->trainee && screen_coached(ui)) {
        gui_space(g, 6);
        gui_flow_begin(g, 6);
        screen_changes(ui, g, turn);
        gui_flow_end(g);
    }
}

/* The number under which a reply stands now. */
static int
number_of(const struct sp_view *view, const struct sp_reply *reply)
{
    for (unsigned i = 0; i < view->open_count; i++) {
        if (view->open[i] == reply)
            return (int)i + 1;
    }
    return 0;
}

/* The dots that follow stand for what the comma would. */
static size_t
without_comma(const char *line, size_t size)
{
    static const char comma[] = "\xef\xbc\x8c", stop[] = "\xe3\x80\x82";

    while (size && strchr(" ,.", line[size - 1]))
        size--;
    if (size >= 3 && (memcmp(line + size - 3, comma, 3) == 0 ||
                      memcmp(line + size - 3, stop, 3) == 0))
        size -= 3;
    return size;
}

static void
hint_beginning(struct sp_ui *ui, struct gui *g, const struct sp_hint *hint)
{
    const char *line = screen_wording(&hint->example->text, ui->lang);
    struct sp_str start = {0};

    if (hint->begin[ui->lang]) {
        sp_str_add_n(&start, line, without_comma(line, hint->begin[ui->lang]));
        gui_paragraph(
            g, GUI_SMALL, GUI_INK,
            screen_text_with(ui, "ui.hint.begin", sp_str_text(&start), NULL, NULL));
    }
    sp_str_finish(&start);
}

static void
hint_panel(struct sp_ui *ui, struct gui *g, const struct sp_view *view)
{
    const struct screen_live *live = &ui->live;
    const struct sp_hint *hint = &live->hint;
    size_t mark = gui_mark(g);

    if (!live->hint_step)
        return;
    gui_panel_begin(g, GUI_TINT, 12);
    if (!live->hint_found) {
        gui_paragraph(g, GUI_SMALL, GUI_INK, screen_text(ui, "ui.hint.none"));
    } else {
        gui_paragraph(g, GUI_SMALL_STRONG, GUI_LINK,
                      hint->due
                          ? screen_text_with(ui, "ui.hint.due",
                                             sp_text_in(&hint->due->name, ui->lang),
                                             NULL, NULL)
                          : screen_text(ui, "ui.hint.title"));
        gui_paragraph(g, GUI_SMALL, GUI_INK, screen_text(ui, hint->why));
        if (live->hint_step >= 2)
            hint_beginning(ui, g, hint);
        if (live->hint_step >= 3)
            gui_paragraph(
                g, GUI_SMALL, GUI_INK,
                screen_text_with(ui, "ui.hint.example",
                                 screen_number(ui, number_of(view, hint->example)),
                                 screen_wording(&hint->example->text, ui->lang), NULL));
    }
    gui_say_changes(g, mark);
    gui_panel_end(g);
    gui_space(g, 8);
}

static void
talk(struct sp_ui *ui, struct gui *g)
{
    size_t last = sp_session_turns(ui->session);

    for (size_t i = 0; i < ui->talk.count; i++) {
        const struct screen_line *line = &ui->talk.line[i];
        const struct sp_turn *turn =
            i > 0 ? sp_session_turn(ui->session, line->turn) : NULL;
        bool fresh = turn && line->turn + 1 == last;
        double there = fresh ? freshness(ui, g, line->trainee ? 0 : 160) : 1;

        if (turn && turn->undone)
            continue;
        if (!line->trainee && i + 1 == ui->talk.count)
            gui_scroll_keep(g); /* the options are worth little without it */
        gui_fade_begin(g);
        talk_line(ui, g, line, turn);
        gui_fade_end(g, there, 10 * (1 - there));
        gui_space(g, 14);
    }
    hint_panel(ui, g, sp_session_view(ui->session));
}

/* ---- what can be done ---- */

struct choice {
    const char *reply;
    bool undo, redo, hint, brief;
    struct screen_heard heard;
};

/* Answers end what `view` lends, so the choice is only remembered here. */
static double
option_gap(enum gui_style style)
{
    return style == GUI_BODY ? 8 : 6;
}

static const char *
options(struct sp_ui *ui, struct gui *g, const struct sp_view *view,
        enum gui_style style)
{
    const char *picked = NULL;

    gui_push_id(g, gui_id(g, view->node->id));
    if (view->open_count)
        gui_tab_first(g, gui_id(g, view->open[0]->id));
    for (unsigned i = 0; i < view->open_count; i++) {
        if (gui_option(g, gui_id(g, view->open[i]->id), i + 1, style,
                       screen_wording(&view->open[i]->text, ui->lang)))
            picked = view->open[i]->id;
        gui_space(g, option_gap(style));
    }
    gui_pop_id(g);
    return picked;
}

/* The next step; the last one also points at the line. */
static void
take_hint(struct sp_ui *ui, struct gui *g)
{
    struct screen_live *live = &ui->live;
    const struct sp_view *view = sp_session_view(ui->session);

    if (!live->hint_known)
        live->hint_found = sp_session_hint(ui->session, &live->hint);
    live->hint_known = true;
    if (live->hint_step < 3)
        live->hint_step++;
    gui_scroll_to_end(g, gui_id(g, "talk"));
    if (live->hint_step == 3 && live->hint_found) {
        gui_push_id(g, gui_id(g, view->node->id));
        gui_focus(g, gui_id(g, live->hint.example->id));
        gui_pop_id(g);
    }
}

static bool
may_undo(const struct sp_ui *ui, const struct sp_view *view)
{
    return view->turn > ui->app.ops->fixed(ui->app.data);
}

/* Hint, taking back, the briefing: below the options. */
static void
helpers(struct sp_ui *ui, struct gui *g, const struct sp_view *view,
        struct choice *choice)
{
    const struct screen_live *live = &ui->live;
    bool coached = screen_coached(ui);

    gui_flow_begin(g, 4);
    if (coached) {
        choice->hint = gui_icon_button(
            g, gui_id(g, "hint"), GUI_ICON_BULB,
            screen_text(ui, live->hint_step ? "ui.hint.more" : "ui.hint.ask"));
        gui_tip(g, screen_tip(ui, "hint"));
    }
    if (coached && may_undo(ui, view)) {
        choice->undo = gui_icon_button(g, gui_id(g, "undo"), GUI_ICON_UNDO,
                                       screen_text(ui, "ui.play.undo"));
        gui_tip(g, screen_tip(ui, "undo"));
    }
    if (coached && live->redo_count) {
        choice->redo = gui_icon_button(g, gui_id(g, "redo"), GUI_ICON_REPLAY,
                                       screen_text(ui, "ui.play.redo"));
        gui_tip(g, screen_tip(ui, "redo"));
    }
    screen_observe_row(ui, g, &choice->heard);
    choice->brief = gui_icon_button(g, gui_id(g, "brief-again"), GUI_ICON_BOOK,
                                    screen_text(ui, "ui.play.brief"));
    gui_tip(g, screen_tip(ui, "brief"));
    gui_flow_end(g);
}

static void
take_keys(struct sp_ui *ui, struct gui *g, const struct sp_view *view,
          struct choice *choice)
{
    static const struct {
        int key, pages;
    } scrolls[] = {
        {GUI_PAGE_UP, -1}, {GUI_PAGE_DOWN, 1}, {GUI_HOME, -99}, {GUI_END, 99}};
    bool coached = screen_coached(ui);

    for (size_t i = 0; i < sizeof scrolls / sizeof *scrolls; i++) {
        if (gui_key(g, scrolls[i].key, GUI_SHIFT))
            gui_scroll_page(g, gui_id(g, "talk"), scrolls[i].pages);
    }
    choice->brief = choice->brief || gui_key(g, 'b', 0);
    if (!coached)
        return;
    choice->hint = choice->hint || gui_key(g, 'h', 0);
    if (may_undo(ui, view) && (gui_key(g, 'z', GUI_CTRL) || gui_key(g, GUI_PAGE_UP, 0)))
        choice->undo = true;
    if (ui->live.redo_count &&
        (gui_key(g, 'y', GUI_CTRL) || gui_key(g, 'z', GUI_CTRL | GUI_SHIFT) ||
         gui_key(g, GUI_PAGE_DOWN, 0)))
        choice->redo = true;
}

static void
choices(struct sp_ui *ui, struct gui *g, enum gui_style style, struct choice *choice)
{
    const struct sp_view *view = sp_session_view(ui->session);

    choice->reply = options(ui, g, view, style);
    helpers(ui, g, view, choice);
    take_keys(ui, g, view, choice);
}

/* ---- layouts ---- */

#define HELPERS_H 40.0    /* of the row below the options */
#define CHOICES_MOST 0.66 /* of the height that they share with the talk */

static double
choices_height(struct gui *g, const struct sp_ui *ui, enum gui_style style, double room)
{
    const struct sp_view *view = sp_session_view(ui->session);
    double height = HELPERS_H;

    for (unsigned i = 0; i < view->open_count; i++)
        height += gui_option_height(g, room, i + 1, style,
                                    screen_wording(&view->open[i]->text, ui->lang)) +
                  option_gap(style);
    return height;
}

static struct choice
middle(struct sp_ui *ui, struct gui *g, struct gui_rect rect, uint64_t talk_id)
{
    double pad = gui_height(g) < SMALL_HEIGHT ? 12 : 16;
    double most = floor(rect.h * CHOICES_MOST), room = rect.w - 2 * pad;
    enum gui_style style = GUI_BODY;
    double low = choices_height(g, ui, style, room) + pad + 8;
    if (low > most) {
        style = GUI_SMALL;
        low = fmin(most, choices_height(g, ui, style, room) + pad + 8);
    }
    struct gui_rect above = {rect.x, rect.y + 8, rect.w, rect.h - low - 8};
    struct gui_rect below = {rect.x, rect.y + rect.h - low, rect.w, low};
    struct choice choice = {0};

    gui_card_at(g, rect);
    gui_scroll_begin(g, talk_id, above, pad + 4);
    talk(ui, g);
    gui_scroll_end(g);
    gui_fill(g, (struct gui_rect){below.x + 1, below.y, below.w - 2, 1}, 0, GUI_HAIR);
    below.y += 1;
    below.h -= 2;
    gui_scroll_begin(g, gui_id(g, "options"), below, pad);
    choices(ui, g, style, &choice);
    gui_space(g, -pad + 4);
    gui_scroll_end(g);
    return choice;
}

/* Beside the talk the customer, in wide windows also the levels and the facts. */
static struct choice
full_layout(struct sp_ui *ui, struct gui *g, uint64_t talk_id)
{
    double w = gui_width(g), h = gui_height(g) - SCREEN_BAR;
    bool three = w >= 1080 && screen_coached(ui);
    bool small = w < SCREEN_WIDE || h < 480;
    double side = w < 800 ? 180 : small ? 220 : 264, right = three ? 252 : 0;
    double pad = small ? 10 : 20;
    struct gui_rect left = {0, SCREEN_BAR, side + 2 * pad, h};
    struct gui_rect mid = {side + 2 * pad, SCREEN_BAR + pad,
                           w - side - 3 * pad - (three ? right + pad : 0), h - 2 * pad};
    struct choice choice;

    gui_scroll_begin(g, gui_id(g, "person"), left, pad);
    screen_person(ui, g, small, !small);
    if (!three) {
        gui_space(g, pad);
        if (screen_coached(ui))
            screen_progress(ui, g);
        else
            screen_facts(ui, g);
    }
    gui_scroll_end(g);
    choice = middle(ui, g, mid, talk_id);
    if (three) {
        struct gui_rect r = {w - right - 2 * pad, SCREEN_BAR, right + 2 * pad, h};

        gui_scroll_begin(g, gui_id(g, "progress"), r, pad);
        screen_progress(ui, g);
        gui_space(g, 16);
        screen_facts(ui, g);
        gui_scroll_end(g);
    }
    return choice;
}

static struct choice
column_layout(struct sp_ui *ui, struct gui *g, uint64_t talk_id)
{
    struct gui_rect rect = {0, SCREEN_BAR, gui_width(g), gui_height(g) - SCREEN_BAR};
    struct choice choice = {0};

    gui_fill(g, rect, 0, GUI_CARD);
    gui_scroll_begin(g, talk_id, rect, 16);
    screen_person(ui, g, true, false);
    gui_space(g, 16);
    talk(ui, g);
    gui_space(g, 4);
    choices(ui, g, GUI_BODY, &choice);
    gui_scroll_end(g);
    return choice;
}

/* ---- acting ---- */

static bool
answer(struct sp_ui *ui, struct gui *g, const char *reply)
{
    struct screen_live *live = &ui->live;

    for (unsigned i = 0; i < ui->score.competencies; i++)
        live->level_before[i] = ui->score.competency[i].level;
    if (!ui->app.ops->answer(ui->app.data, reply, ui->lang)) {
        screen_problem(ui, g);
        return false;
    }
    sp_str_clear(&ui->note);
    live->level_known = true;
    live->said_ms = gui_now_ms(g);
    return true;
}

/* Taken back; what was said can be said again. */
static bool
undo(struct sp_ui *ui, struct gui *g)
{
    struct screen_live *live = &ui->live;
    const struct sp_reply *said = NULL;

    for (size_t i = sp_session_turns(ui->session); i > 0 && !said; i--) {
        if (!sp_session_turn(ui->session, i - 1)->undone)
            said = sp_session_turn(ui->session, i - 1)->reply;
    }
    if (!ui->app.ops->undo(ui->app.data, ui->lang)) {
        screen_problem(ui, g);
        return false;
    }
    if (said && live->redo_count < SP_TURNS_MOST)
        live->redo[live->redo_count++] = said;
    live->level_known = false;
    live->said_ms = 0;
    screen_note(ui, g, screen_text(ui, "ui.play.undone"), false);
    return true;
}

static bool
act_on(struct sp_ui *ui, struct gui *g, struct choice choice)
{
    struct screen_live *live = &ui->live;
    unsigned left = live->redo_count;

    if (choice.hint)
        take_hint(ui, g);
    else if (choice.brief)
        screen_show(ui, g, OVERLAY_BRIEF);
    else if (choice.undo)
        return undo(ui, g);
    else if (choice.redo && answer(ui, g, live->redo[left - 1]->id)) {
        live->redo_count = left - 1;
        return true;
    } else if (choice.reply && screen_observe_may_end(ui, g, choice.reply, NULL) &&
               answer(ui, g, choice.reply)) {
        live->redo_count = 0;
        return true;
    }
    return screen_observe_act(ui, g, &choice.heard);
}

void
screen_play_said(struct sp_ui *ui, struct gui *g)
{
    ui->live.hint_step = 0;
    ui->live.hint_known = false;
    ui->score_stale = true;
    gui_scroll_to_end(g, gui_id(g, "talk"));
    const struct sp_view *view = sp_session_view(ui->session);
    if (ui->exam.in_call || ui->exam.warm_up) {
        if (screen_exam_said(ui, g))
            return;
    } else if (view->ending) {
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

static void
act(struct sp_ui *ui, struct gui *g, struct choice choice)
{
    if ((!choice.reply || screen_exam_may_say(ui, g)) && act_on(ui, g, choice))
        screen_play_said(ui, g);
}

/* A call in which nothing was said is not worth going on with. */
static void
leave(struct sp_ui *ui, struct gui *g)
{
    bool said = sp_session_turns(ui->session) > 0;
    char id[SP_ID_SIZE];

    snprintf(id, sizeof id, "%s", ui->app.ops->attempt(ui->app.data));
    screen_back(ui);
    if (said && !ui->exam.open)
        screen_note(ui, g, screen_text(ui, "ui.play.kept"), false);
    else if (id[0])
        ui->app.ops->abandon(ui->app.data, id);
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
    const char *turn =
        screen_text_with(ui, "ui.play.turn", screen_number(ui, (int)view->turn + 1),
                         screen_number(ui, (int)s->turn_limit), NULL);

    if (ui->exam.warm_up)
        turn = screen_join(ui, screen_text(ui, "ui.exam.not-counted"), " · ", turn);
    if (screen_bar(ui, g, sp_text_in(&s->title, ui->lang), turn)) {
        if (ui->exam.warm_up || ui->exam.in_call)
            screen_exam_stop(ui, g);
        else
            leave(ui, g);
        return;
    }
    choice = gui_width(g) >= SCREEN_FULL_W && gui_height(g) >= SCREEN_FULL_H
                 ? full_layout(ui, g, talk_id)
                 : column_layout(ui, g, talk_id);
    ui->entered = false;
    act(ui, g, choice);
}
