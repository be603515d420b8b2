/* screen.c: the frame around the screens: texts, bars, notes, help, changing screens.
 */
#include "screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/mem.h"

#define NOTE_MS 5000
#define WARN_MS 12000

/* ---- texts ---- */

static struct sp_str *
next_text(struct sp_ui *ui)
{
    struct sp_str *str = &ui->text[ui->text_next++ % SCREEN_TEXTS];

    sp_str_clear(str);
    return str;
}

static const struct sp_strings *
strings(struct sp_ui *ui)
{
    return ui->app.ops->strings(ui->app.data, ui->lang);
}

const char *
screen_text(struct sp_ui *ui, const char *key)
{
    return sp_strings_get(strings(ui), key);
}

const char *
screen_text_with(struct sp_ui *ui, const char *key, const char *a, const char *b,
                 const char *c)
{
    struct sp_str *out = next_text(ui);

    sp_strings_add(strings(ui), out, key, (const char *const[]){a, b, c, NULL});
    return sp_str_text(out);
}

const char *
screen_word(struct sp_ui *ui, const char *prefix, const char *name)
{
    struct sp_str *key = next_text(ui);

    sp_str_addf(key, "%s%s", prefix, name);
    return screen_text(ui, sp_str_text(key));
}

const char *
screen_number(struct sp_ui *ui, int number)
{
    struct sp_str *out = next_text(ui);

    sp_str_addf(out, "%d", number);
    return sp_str_text(out);
}

const char *
screen_join(struct sp_ui *ui, const char *a, const char *between, const char *b)
{
    struct sp_str *out = next_text(ui);

    sp_str_addf(out, "%s%s%s", a, b[0] && a[0] ? between : "", b);
    return sp_str_text(out);
}

/* ---- changing screens ---- */

void
screen_go(struct sp_ui *ui, enum screen_kind kind)
{
    screen_home_settle(ui);
    ui->screen = kind;
    ui->entered = true;
    ui->lists_stale = true;
    sp_str_clear(&ui->note);
}

void
screen_drop(struct sp_ui *ui)
{
    screen_talk_finish(&ui->talk);
    screen_debrief_finish(&ui->debrief);
    if (ui->session)
        ui->app.ops->leave(ui->app.data);
    ui->session = NULL;
}

void
screen_home(struct sp_ui *ui)
{
    screen_drop(ui);
    screen_exam_leave(ui);
    ui->style = ui->motive = NULL;
    screen_go(ui, SCREEN_HOME);
}

void
screen_back(struct sp_ui *ui)
{
    if (!ui->exam.open) {
        screen_home(ui);
        return;
    }
    screen_drop(ui);
    screen_go(ui, SCREEN_EXAM);
}

void
screen_brief_for(struct sp_ui *ui, const struct sp_scenario *scenario)
{
    screen_drop(ui);
    ui->scenario = scenario;
    ui->style = ui->motive = NULL;
    screen_go(ui, SCREEN_BRIEF);
}

void
screen_took(struct sp_ui *ui, const struct sp_session *session)
{
    const struct sp_view *view = sp_session_view(session);

    ui->session = session;
    ui->scenario = sp_session_scenario(session);
    ui->score_stale = true;
    ui->mood = ui->mood_from = view->mood;
    ui->mood_since_ms = 0;
    ui->show_talk = true;
    memset(&ui->live, 0, sizeof ui->live);
    ui->home.search = (struct gui_field_state){0}; /* what was looked for was found */
    memset(ui->unfold, 0, sizeof ui->unfold);
    screen_go(ui, view->ending ? SCREEN_RESULT : SCREEN_PLAY);
}

bool
screen_open(struct sp_ui *ui, const char *attempt)
{
    char id[SP_ID_SIZE];

    /* The list that the id stands in goes away with the session. */
    snprintf(id, sizeof id, "%s", attempt);
    screen_drop(ui);
    const struct sp_session *session =
        ui->app.ops->open(ui->app.data, id, &ui->setting);
    if (!session)
        return false;
    screen_took(ui, session);
    return true;
}

bool
screen_start(struct sp_ui *ui)
{
    const struct sp_scenario *scenario = screen_find(ui, ui->scenario->id);
    struct sp_app_begin begin = {scenario, ui->style, ui->motive, ui->setting,
                                 ui->lang};

    if (!scenario)
        return false;
    screen_talk_finish(&ui->talk);
    screen_debrief_finish(&ui->debrief);
    const struct sp_session *session = ui->app.ops->begin(ui->app.data, &begin);
    if (!session) {
        ui->session = NULL;
        ui->scenario = scenario;
        screen_go(ui, SCREEN_BRIEF);
        return false;
    }
    screen_took(ui, session);
    return true;
}

bool
screen_branch(struct sp_ui *ui, size_t turn)
{
    const struct sp_session *session;

    screen_talk_finish(&ui->talk);
    screen_debrief_finish(&ui->debrief);
    session = ui->app.ops->branch(ui->app.data, turn, ui->lang);
    if (!session)
        return false;
    ui->setting = SP_PRACTICE;
    screen_took(ui, session);
    return true;
}

const struct sp_scenario *
screen_find(struct sp_ui *ui, const char *id)
{
    size_t count = ui->app.ops->scenario_count(ui->app.data);

    for (size_t i = 0; i < count; i++) {
        const struct sp_scenario *one = ui->app.ops->scenario(ui->app.data, i);

        if (strcmp(one->id, id) == 0)
            return one;
    }
    return NULL;
}

/* ---- notes ---- */

static void
show_note(struct sp_ui *ui, struct gui *g, const char *text, enum screen_note_kind kind)
{
    struct sp_str copy = {0};

    sp_str_add(&copy, text);
    sp_str_finish(&ui->note);
    ui->note = copy;
    ui->note_kind = kind;
    ui->note_until_ms = gui_now_ms(g) + (kind == NOTE_WARN ? WARN_MS : NOTE_MS);
    gui_say(g, GUI_SAY_NOTE, sp_str_text(&ui->note));
}

void
screen_note(struct sp_ui *ui, struct gui *g, const char *text, bool bad)
{
    show_note(ui, g, text, bad ? NOTE_BAD : NOTE_GOOD);
}

void
screen_warn(struct sp_ui *ui, struct gui *g, const char *text)
{
    show_note(ui, g, text, NOTE_WARN);
}

void
screen_problem(struct sp_ui *ui, struct gui *g)
{
    struct sp_str text = {0};

    ui->app.ops->problem(ui->app.data, ui->lang, &text);
    screen_note(ui, g, sp_str_text(&text), true);
    sp_str_finish(&text);
}

static void
note_frame(struct sp_ui *ui, struct gui *g)
{
    static const enum gui_color inks[] = {GUI_GOOD, GUI_WARN, GUI_BAD};
    static const enum gui_color grounds[] = {GUI_GOOD_TINT, GUI_WARN_TINT,
                                             GUI_BAD_TINT};
    enum gui_color ink = inks[ui->note_kind];
    uint64_t now = gui_now_ms(g);

    if (!ui->note.size || now >= ui->note_until_ms)
        return;
    gui_wake_in(g, (int)(ui->note_until_ms - now));
    const char *text = sp_str_text(&ui->note);
    double most = fmin(gui_width(g) - 32, 520) - 56;
    struct gui_lines lines = gui_wrap(g, GUI_SMALL, text, most);
    double w = ceil(lines.widest) + 56, h = (double)lines.count * 20 + 24;
    struct gui_rect r = {floor((gui_width(g) - w) / 2), SCREEN_BAR + 12, w, h};

    gui_fill(g, r, 10, grounds[ui->note_kind]);
    gui_stroke(g, r, 10, 1, ink);
    gui_icon(g, ui->note_kind == NOTE_GOOD ? GUI_ICON_TICK : GUI_ICON_ALERT,
             (struct gui_rect){r.x + 16, r.y + 14, 16, 16}, ink);
    gui_box_begin(g, (struct gui_rect){r.x + 40, r.y + 12, most, 0});
    gui_paragraph(g, GUI_SMALL, GUI_INK, text);
    gui_box_end(g);
}

/* ---- bars and pages ---- */

void
screen_look_changed(struct sp_ui *ui)
{
    ui->lang = ui->look.lang;
    ui->lists_stale = true;
    ui->look_unkept = true;
}

static void
switch_lang(struct sp_ui *ui)
{
    ui->look.lang = ui->lang == SP_ZH ? SP_EN : SP_ZH;
    screen_look_changed(ui);
}

static void
switch_theme(struct sp_ui *ui)
{
    ui->look.dark = !ui->look.dark;
    screen_look_changed(ui);
}

/* The sizes that there are, in percent. */
static const int sizes[] = {75, 90, 100, 110, 125, 150, 175, 200, 250, 300};

void
screen_zoom(struct sp_ui *ui, struct gui *g, int direction)
{
    const int count = sizeof sizes / sizeof *sizes;
    int now = ui->look.scale ? ui->look.scale : (int)lround(gui_get_scale(g) * 100);
    int at = direction > 0 ? 0 : count - 1;

    while (direction > 0 && at < count - 1 && sizes[at] <= now)
        at++;
    while (direction < 0 && at > 0 && sizes[at] >= now)
        at--;
    ui->look.scale = direction ? sizes[at] : 0;
    screen_look_changed(ui);
}

/* These work whatever lies over the screen. */
static void
look_keys(struct sp_ui *ui, struct gui *g)
{
    if (gui_key_always(g, 'l', GUI_CTRL))
        switch_lang(ui);
    if (gui_key_always(g, 't', GUI_CTRL))
        switch_theme(ui);
    if (gui_key_always(g, '+', GUI_CTRL) || gui_key_always(g, '=', GUI_CTRL) ||
        gui_key_always(g, '=', GUI_CTRL | GUI_SHIFT) ||
        gui_key_always(g, '+', GUI_CTRL | GUI_SHIFT))
        screen_zoom(ui, g, 1);
    if (gui_key_always(g, '-', GUI_CTRL))
        screen_zoom(ui, g, -1);
    if (gui_key_always(g, '0', GUI_CTRL))
        screen_zoom(ui, g, 0);
}

const char *
screen_tip(struct sp_ui *ui, const char *name)
{
    const char *key = screen_word(ui, "ui.help.key.", name);

    return screen_text_with(ui, "ui.tip", screen_word(ui, "ui.help.does.", name), key,
                            NULL);
}

/* The buttons at the right end; returns where they begin. */
static double
bar_controls(struct sp_ui *ui, struct gui *g)
{
    const char *other = screen_text(ui, "ui.bar.language");
    const char *exam = screen_text(ui, "ui.exam.title");
    bool exams =
        ui->screen == SCREEN_HOME && screen_exam_can(ui) && gui_width(g) >= 440;
    double x =
        gui_width(g) - 12 - 2 * 40 - ceil(gui_text_width(g, GUI_STRONG, other)) - 24;

    if (exams)
        x -= ceil(gui_text_width(g, GUI_STRONG, exam)) + 24;
    gui_box_begin(g, (struct gui_rect){x, 8, gui_width(g) - 12 - x, 0});
    gui_flow_begin(g, 0);
    if (exams) {
        ui->exam.wanted =
            gui_button(g, gui_id(g, "bar-exam"), GUI_GHOST, exam) || ui->exam.wanted;
        gui_tip(g, screen_tip(ui, "exam"));
    }
    if (gui_button(g, gui_id(g, "bar-language"), GUI_GHOST, other))
        switch_lang(ui);
    gui_tip(g, screen_tip(ui, "lang"));
    if (gui_icon_button(g, gui_id(g, "bar-settings"), GUI_ICON_GEAR, ""))
        screen_show(ui, g, OVERLAY_SETTINGS);
    gui_tip(g, screen_tip(ui, "settings"));
    if (gui_icon_button(g, gui_id(g, "bar-help"), GUI_ICON_ASK, ""))
        screen_show(ui, g, OVERLAY_HELP);
    gui_tip(g, screen_tip(ui, "help"));
    gui_flow_end(g);
    gui_box_end(g);
    return x;
}

bool
screen_bar(struct sp_ui *ui, struct gui *g, const char *title, const char *note)
{
    struct gui_rect bar = {0, 0, gui_width(g), SCREEN_BAR};
    double x = 20;
    bool back = false;

    gui_fill(g, bar, 0, GUI_CARD);
    gui_fill(g, (struct gui_rect){0, SCREEN_BAR - 1, bar.w, 1}, 0, GUI_HAIR);
    if (title) {
        const char *text = bar.w >= 560 ? screen_text(ui, "ui.bar.back") : "";

        gui_box_begin(g, (struct gui_rect){8, 8, 160, 0});
        gui_flow_begin(g, 0);
        back = gui_icon_button(g, gui_id(g, "bar-back"), GUI_ICON_BACK, text) ||
               gui_key(g, GUI_ESC, 0);
        gui_tip(g, screen_tip(ui, "back"));
        gui_flow_end(g);
        gui_box_end(g);
        x = text[0] ? 8 + ceil(gui_text_width(g, GUI_SMALL, text)) + 44 + 12 : 52;
    } else {
        title = screen_text(ui, "ui.title");
    }
    double right = screen_exam_timer(ui, g, bar_controls(ui, g) - 8);
    if (note && bar.w >= 480) {
        double w = ceil(gui_text_width(g, GUI_SMALL, note));

        right -= w + 8;
        gui_label_at(g, (struct gui_rect){right, 0, w, SCREEN_BAR - 1}, GUI_SMALL,
                     GUI_MUTED, GUI_START, note);
        right -= 16;
    }
    gui_label_at(g, (struct gui_rect){x, 0, right - x, SCREEN_BAR - 1}, GUI_HEADING,
                 GUI_INK, GUI_START, title);
    return back;
}

void
screen_page_begin(struct gui *g, uint64_t id, double bottom)
{
    double width = gui_width(g), side = width < 600 ? 16 : 24;
    struct gui_rect rect = {0, SCREEN_BAR, width, gui_height(g) - SCREEN_BAR - bottom};
    double room = fmin(width - 2 * side, SCREEN_PAGE);

    gui_scroll_begin(g, id, rect, 0);
    gui_space(g, side);
    gui_columns_begin(g, (double[]){-1, room, -1}, 3, 0);
    gui_column_next(g);
    gui_column_next(g);
}

void
screen_page_end(struct gui *g)
{
    gui_columns_end(g);
    gui_space(g, 32);
    gui_scroll_end(g);
}

void
screen_footer_begin(struct gui *g, double height)
{
    double width = gui_width(g), top = gui_height(g) - height;
    double side = fmax(width < 600 ? 16 : 24, (width - SCREEN_PAGE) / 2);

    gui_fill(g, (struct gui_rect){0, top, width, height}, 0, GUI_CARD);
    gui_fill(g, (struct gui_rect){0, top, width, 1}, 0, GUI_HAIR);
    gui_box_begin(g, (struct gui_rect){side, top + 12, width - 2 * side, 0});
}

void
screen_footer_end(struct gui *g)
{
    gui_box_end(g);
}

unsigned
screen_field(struct sp_ui *ui, struct gui *g, const char *id, const char *label,
             struct gui_field_state *state, const char *hint)
{
    size_t mark;

    gui_paragraph(g, GUI_SMALL_STRONG, GUI_INK, screen_text(ui, label));
    gui_space(g, 4);
    mark = gui_mark(g);
    unsigned happened = gui_field(g, gui_id(g, id), state, hint);
    gui_spoken(g, mark,
               (struct gui_spoken){.id = gui_id(g, id),
                                   .role = GUI_ROLE_FIELD,
                                   .text = screen_text(ui, label),
                                   .note = state->hidden ? "" : state->text});
    gui_space(g, 12);
    return happened;
}

/* ---- the whole ---- */

struct sp_ui *
sp_ui_new(const struct sp_ui_params *params)
{
    struct sp_ui *ui = sp_alloc(1, sizeof *ui);

    ui->app = *params;
    ui->look = params->look;
    ui->lang = params->look.lang;
    ui->setting = SP_PRACTICE;
    screen_go(ui, SCREEN_HOME);
    const struct sp_scenario *one =
        params->scenario ? screen_find(ui, params->scenario) : NULL;
    if (one)
        screen_brief_for(ui, one);
    return ui;
}

void
sp_ui_free(struct sp_ui *ui)
{
    if (!ui)
        return;
    sp_ui_rest(ui);
    screen_drop(ui);
    screen_home_settle(ui);
    screen_home_finish(&ui->home);
    screen_desk_finish(&ui->desk);
    sp_str_finish(&ui->note);
    for (size_t i = 0; i < SCREEN_TEXTS; i++)
        sp_str_finish(&ui->text[i]);
    sp_free(ui);
}

/* Once: what the command line asked to go on with. */
static void
open_asked(struct sp_ui *ui, struct gui *g)
{
    const char *attempt = ui->app.attempt;

    ui->app.attempt = NULL;
    if (attempt && !screen_open(ui, attempt)) {
        screen_home(ui);
        screen_problem(ui, g);
    }
}

void
sp_ui_frame(void *data, struct gui *g)
{
    static void (*const frames[SCREENS])(struct sp_ui *, struct gui *) = {
        [SCREEN_HOME] = screen_home_frame, [SCREEN_BRIEF] = screen_brief_frame,
        [SCREEN_PLAY] = screen_play_frame, [SCREEN_RESULT] = screen_result_frame,
        [SCREEN_EXAM] = screen_exam_frame, [SCREEN_DESK] = screen_desk_frame,
    };
    struct sp_ui *ui = data;

    gui_set_theme(g, ui->look.dark ? &gui_theme_dark : &gui_theme_light);
    open_asked(ui, g);
    look_keys(ui, g);
    screen_exam_tick(ui, g);
    screen_say_begin(ui, g);
    screen_overlay_keys(ui, g);
    if ((ui->screen == SCREEN_HOME || ui->screen == SCREEN_BRIEF) &&
        gui_key(g, GUI_F1 + 4, 0))
        screen_reload(ui, g);
    if (ui->lists_stale) {
        ui->app.ops->lists(ui->app.data, &ui->lists);
        screen_home_lists(ui);
    }
    ui->lists_stale = false;
    if (ui->entered)
        gui_focus(g, 0);
    frames[ui->screen](ui, g);
    screen_say_end(ui, g);
    note_frame(ui, g);
    screen_overlay_frame(ui, g);
}

bool
sp_ui_over(void *data)
{
    return ((struct sp_ui *)data)->over;
}

bool
sp_ui_closing(void *data, struct gui *g)
{
    struct sp_ui *ui = data;

    /* Asked once: who wants it again has read it. */
    if (ui->over || !screen_exam_going(ui) || ui->overlay == OVERLAY_LEAVE)
        return true;
    screen_show(ui, g, OVERLAY_LEAVE);
    ui->exam.quitting = true;
    return false;
}

/* Writing to disk takes as long as several pictures. */
void
sp_ui_rest(void *data)
{
    struct sp_ui *ui = data;

    /* What an exam grants is for the exam. */
    struct sp_app_look look = ui->look;
    if (ui->exam.open) {
        look.lang = ui->exam.look.lang;
        look.scale = ui->exam.look.scale;
    }
    if (ui->look_unkept && ui->app.ops->keep)
        ui->app.ops->keep(ui->app.data, &look);
    ui->look_unkept = false;
}

void
sp_ui_look(void *data, struct gui_app_look *look)
{
    const struct sp_ui *ui = data;

    look->scale = ui->look.scale / 100.0;
    look->still = ui->look.still;
}

const char *
sp_ui_screen(const struct sp_ui *ui)
{
    static const char *const names[SCREENS] = {"home",   "brief", "play",
                                               "result", "exam",  "desk"};

    return names[ui->screen];
}

void
sp_ui_facts(const struct sp_ui *ui, const struct gui *g, struct sp_ui_facts *facts)
{
    static const char *const overlays[] = {"",      "help",   "settings", "brief",
                                           "leave", "rubric", "tick"};
    bool note = ui->note.size && gui_now_ms(g) < ui->note_until_ms;

    *facts = (struct sp_ui_facts){.session = ui->session,
                                  .look = ui->look,
                                  .overlay = overlays[ui->overlay],
                                  .note = note ? sp_str_text(&ui->note) : ""};
}
