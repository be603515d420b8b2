/* screen_overlay.c: what lies over a screen: the keys, the settings, the briefing
 * again.
 */
#include "screen.h"

#include <math.h>

void
screen_show(struct sp_ui *ui, struct gui *g, enum screen_overlay overlay)
{
    if (ui->overlay == OVERLAY_NONE)
        ui->focus_before = gui_focused(g);
    ui->overlay = overlay;
    gui_focus(g, 0);
}

void
screen_hide(struct sp_ui *ui, struct gui *g)
{
    ui->overlay = OVERLAY_NONE;
    gui_focus(g, gui_by_key(g) ? ui->focus_before : 0);
}

void
screen_overlay_keys(struct sp_ui *ui, struct gui *g)
{
    bool help = gui_key_always(g, GUI_F1, 0) || gui_key(g, '?', 0) ||
                gui_key(g, '/', GUI_SHIFT) || gui_key(g, '?', GUI_SHIFT);
    bool settings = gui_key_always(g, ',', GUI_CTRL);
    enum screen_overlay wanted = help       ? OVERLAY_HELP
                                 : settings ? OVERLAY_SETTINGS
                                            : OVERLAY_NONE;

    if (wanted == OVERLAY_NONE)
        return;
    if (ui->overlay == wanted)
        screen_hide(ui, g);
    else
        screen_show(ui, g, wanted);
}

bool
screen_overlay_begin(struct sp_ui *ui, struct gui *g, double width, double height,
                     const char *title)
{
    double w = fmin(gui_width(g) - 32, width), h = fmin(gui_height(g) - 32, height);
    struct gui_rect r = {floor((gui_width(g) - w) / 2), floor((gui_height(g) - h) / 2),
                         w, h};
    struct gui_rect all = {0, 0, gui_width(g), gui_height(g)};
    bool away;

    gui_modal_begin(g);
    gui_shade(g, all, 0.45);
    gui_card_at(g, r);
    gui_box_begin(g, (struct gui_rect){r.x + r.w - 48, r.y + 8, 40, 0});
    away = gui_icon_button(g, gui_id(g, "overlay-close"), GUI_ICON_CROSS, "") ||
           gui_key(g, GUI_ESC, 0);
    gui_tip(g, screen_tip(ui, "close"));
    gui_box_end(g);
    gui_label_at(g, (struct gui_rect){r.x + 24, r.y, r.w - 80, 56}, GUI_TITLE, GUI_INK,
                 GUI_START, title);
    gui_fill(g, (struct gui_rect){r.x, r.y + 55, r.w, 1}, 0, GUI_HAIR);
    r.y += 56;
    r.h -= 57;
    gui_scroll_begin(g, gui_id_n(g, "overlay", ui->overlay), r, 24);
    return away;
}

void
screen_overlay_end(struct sp_ui *ui, struct gui *g, bool away)
{
    gui_scroll_end(g);
    gui_modal_end(g);
    if (away)
        screen_hide(ui, g);
}

/* ---- the keys ---- */

static void
key_rows(struct sp_ui *ui, struct gui *g, const char *title, const char *const *rows)
{
    gui_label(g, GUI_STRONG, GUI_INK, screen_text(ui, title));
    gui_space(g, 6);
    for (; *rows; rows++) {
        size_t mark = gui_mark(g);

        gui_columns_begin(g, (double[]){-2, -3}, 2, 12);
        gui_column_next(g);
        gui_paragraph(g, GUI_SMALL_STRONG, GUI_LINK,
                      screen_word(ui, "ui.help.key.", *rows));
        gui_column_next(g);
        gui_paragraph(g, GUI_SMALL, GUI_INK, screen_word(ui, "ui.help.does.", *rows));
        gui_columns_end(g);
        gui_spoken(g, mark, (struct gui_spoken){.role = GUI_ROLE_TEXT});
        gui_space(g, 6);
    }
}

static void
help(struct sp_ui *ui, struct gui *g)
{
    static const char *const call[] = {"choose", "hint", "brief", "undo", "redo", NULL};
    static const char *const move[] = {"move",   "enter", "back", "scroll",
                                       "search", "exam",  "desk", NULL};
    static const char *const look[] = {"lang", "theme", "zoom", "full", NULL};
    static const char *const program[] = {"help",   "settings", "export",
                                          "reload", "quit",     NULL};
    static const char *const aloud[] = {"voice",     "repeat", "read",
                                        "paragraph", "hush",   NULL};
    bool away = screen_overlay_begin(ui, g, 860, 640, screen_text(ui, "ui.help.title"));
    bool wide = gui_room(g) >= 560;

    gui_columns_begin(g, (double[]){-1, -1}, wide ? 2 : 1, 32);
    gui_column_next(g);
    key_rows(ui, g, "ui.help.call", call);
    gui_space(g, 14);
    key_rows(ui, g, "ui.help.move", move);
    if (wide)
        gui_column_next(g);
    else
        gui_space(g, 14);
    key_rows(ui, g, "ui.help.look", look);
    gui_space(g, 14);
    key_rows(ui, g, "ui.help.program", program);
    gui_space(g, 14);
    key_rows(ui, g, "ui.set.voice", aloud);
    gui_columns_end(g);
    screen_overlay_end(ui, g, away);
}

/* ---- settings ---- */

/* The name of a setting; its control comes next, beside it or below it. */
static void
row_begin(struct sp_ui *ui, struct gui *g, const char *name)
{
    bool wide = gui_room(g) >= 420;

    gui_columns_begin(g, (double[]){wide ? 148 : -1, -1}, wide ? 2 : 1, 16);
    gui_column_next(g);
    if (wide)
        gui_space(g, 6);
    gui_paragraph(g, GUI_STRONG, GUI_INK, screen_word(ui, "ui.set.", name));
    if (wide)
        gui_column_next(g);
    else
        gui_space(g, 6);
}

static void
row_end(struct gui *g)
{
    gui_columns_end(g);
    gui_space(g, 18);
}

static void
lang_row(struct sp_ui *ui, struct gui *g)
{
    const char *const names[SP_LANGS] = {screen_text(ui, "ui.set.lang.zh"),
                                         screen_text(ui, "ui.set.lang.en")};
    size_t chosen = (size_t)ui->look.lang;

    row_begin(ui, g, "lang");
    if (gui_segments(g, gui_id(g, "set-lang"), names, SP_LANGS, &chosen)) {
        ui->look.lang = (enum sp_lang)chosen;
        screen_look_changed(ui);
    }
    row_end(g);
}

static void
theme_row(struct sp_ui *ui, struct gui *g)
{
    const char *const names[2] = {screen_text(ui, "ui.bar.light"),
                                  screen_text(ui, "ui.bar.dark")};
    size_t chosen = ui->look.dark;

    row_begin(ui, g, "theme");
    if (gui_segments(g, gui_id(g, "set-theme"), names, 2, &chosen)) {
        ui->look.dark = chosen;
        screen_look_changed(ui);
    }
    row_end(g);
}

static void
size_row(struct sp_ui *ui, struct gui *g)
{
    const char *percent = screen_text_with(
        ui, "ui.set.percent", screen_number(ui, (int)lround(gui_get_scale(g) * 100)),
        NULL, NULL);

    row_begin(ui, g, "size");
    gui_flow_begin(g, 8);
    if (gui_icon_button(g, gui_id(g, "set-smaller"), GUI_ICON_MINUS, ""))
        screen_zoom(ui, g, -1);
    gui_tip(g, screen_text(ui, "ui.set.smaller"));
    struct gui_rect r = gui_spot(g, 64, 40);
    gui_label_at(g, r, GUI_STRONG, GUI_INK, GUI_MIDDLE, percent);
    if (gui_icon_button(g, gui_id(g, "set-larger"), GUI_ICON_PLUS, ""))
        screen_zoom(ui, g, 1);
    gui_tip(g, screen_text(ui, "ui.set.larger"));
    if (ui->look.scale && gui_button(g, gui_id(g, "set-usual"), GUI_GHOST,
                                     screen_text(ui, "ui.set.usual")))
        screen_zoom(ui, g, 0);
    gui_flow_end(g);
    row_end(g);
}

static void
still_row(struct sp_ui *ui, struct gui *g)
{
    row_begin(ui, g, "still");
    if (gui_toggle(g, gui_id(g, "set-still"), screen_text(ui, "ui.set.still.text"),
                   &ui->look.still))
        screen_look_changed(ui);
    row_end(g);
}

static void
voice_row(struct sp_ui *ui, struct gui *g)
{
    const char *const names[SP_VOICES] = {screen_text(ui, "ui.set.voice.off"),
                                          screen_text(ui, "ui.set.voice.customer"),
                                          screen_text(ui, "ui.set.voice.all")};
    size_t chosen = (size_t)ui->look.voice;

    row_begin(ui, g, "voice");
    if (gui_segments(g, gui_id(g, "set-voice"), names, SP_VOICES, &chosen)) {
        ui->look.voice = (enum sp_voice)chosen;
        screen_look_changed(ui);
    }
    gui_space(g, 6);
    gui_paragraph(g, GUI_SMALL, GUI_MUTED, screen_text(ui, "ui.set.voice.note"));
    row_end(g);
}

static void
settings(struct sp_ui *ui, struct gui *g)
{
    bool away = screen_overlay_begin(ui, g, 600, 500, screen_text(ui, "ui.set.title"));

    lang_row(ui, g);
    theme_row(ui, g);
    size_row(ui, g);
    still_row(ui, g);
    voice_row(ui, g);
    gui_space(g, -18);
    screen_overlay_end(ui, g, away);
}

/* ---- the briefing again ---- */

static void
brief(struct sp_ui *ui, struct gui *g)
{
    const struct sp_scenario *s = sp_session_scenario(ui->session);
    bool away =
        screen_overlay_begin(ui, g, 880, 720, sp_text_in(&s->title, ui->lang)) ||
        gui_key(g, 'b', 0);

    screen_brief_contents(ui, g, s);
    screen_overlay_end(ui, g, away);
}

/* ---- the exam ---- */

/* Nothing is lost, but it is told: an interruption is on the record. */
static void
leave(struct sp_ui *ui, struct gui *g)
{
    struct sp_app_exam now;

    ui->app.ops->exam(ui->app.data, &now);
    bool away = screen_overlay_begin(ui, g, 520, now.exam->hold_interrupted ? 300 : 268,
                                     screen_text(ui, "ui.exam.leave.title"));

    gui_paragraph(g, GUI_BODY, GUI_INK, screen_text(ui, "ui.exam.leave.kept"));
    gui_space(g, 8);
    gui_paragraph(g, GUI_BODY, GUI_INK, screen_text(ui, "ui.exam.leave.record"));
    if (now.exam->hold_interrupted) {
        gui_space(g, 8);
        gui_paragraph(g, GUI_BODY, GUI_INK, screen_text(ui, "ui.exam.leave.hold"));
    }
    gui_space(g, 20);
    gui_flow_begin(g, 12);
    gui_tab_first(g, gui_id(g, "leave-stay"));
    bool stay = gui_button(g, gui_id(g, "leave-stay"), GUI_PRIMARY,
                           screen_text(ui, "ui.exam.leave.stay"));
    bool go = gui_button(g, gui_id(g, "leave-go"), GUI_PLAIN,
                         screen_text(ui, "ui.exam.leave.go"));
    gui_flow_end(g);
    screen_overlay_end(ui, g, away || stay);
    if (go)
        screen_exam_leave_anyway(ui, g);
}

static void
exam_rubric(struct sp_ui *ui, struct gui *g)
{
    struct sp_app_exam now;
    bool away =
        screen_overlay_begin(ui, g, 880, 720, screen_text(ui, "ui.brief.rubric"));

    ui->app.ops->exam(ui->app.data, &now);
    if (now.rubric)
        screen_rubric(ui, g, now.rubric);
    screen_overlay_end(ui, g, away);
}

void
screen_overlay_frame(struct sp_ui *ui, struct gui *g)
{
    switch (ui->overlay) {
    case OVERLAY_NONE:
        break;
    case OVERLAY_HELP:
        help(ui, g);
        break;
    case OVERLAY_SETTINGS:
        settings(ui, g);
        break;
    case OVERLAY_BRIEF:
        brief(ui, g);
        break;
    case OVERLAY_LEAVE:
        leave(ui, g);
        break;
    case OVERLAY_TICK:
        screen_observe_tick(ui, g);
        break;
    case OVERLAY_RUBRIC:
        exam_rubric(ui, g);
        break;
    }
}
