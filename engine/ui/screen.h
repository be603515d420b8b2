/* screen.h: what the screens share; nobody outside screen*.c includes it. */
#pragma once

#include "ui/app.h"

#define SCREEN_TEXTS 16
#define SCREEN_WIDE 900.0
#define SCREEN_BAR 56.0

enum screen_kind { SCREEN_HOME, SCREEN_BRIEF, SCREEN_PLAY, SCREEN_RESULT, SCREENS };

/* What lies over the screen; while it does, the screen takes no input. */
enum screen_overlay { OVERLAY_NONE, OVERLAY_HELP, OVERLAY_SETTINGS, OVERLAY_BRIEF };

/* A line of the talk as shown. */
struct screen_line {
    bool trainee;
    bool undone;
    size_t turn;     /* of the session; of a customer's line the one it answers */
    unsigned number; /* of the trainee's lines that count, from 1; 0 for undone ones */
    char *text;
};

/* The talk so far. Made anew when the session or the language changed. */
struct screen_talk {
    const struct sp_session *session;
    enum sp_lang lang;
    size_t turns;
    unsigned count_turns;
    bool over;
    struct screen_line *line;
    size_t count;
};

struct sp_ui {
    struct sp_ui_params app;
    enum sp_lang lang; /* as look.lang, which is what is kept */
    struct sp_app_look look;
    bool over;
    enum screen_overlay overlay;
    uint64_t focus_before; /* what had the focus when the overlay came up */
    enum screen_kind screen;
    bool entered; /* the screen has just come up */

    struct sp_app_lists lists;
    bool lists_stale;
    bool history_all;

    const struct sp_scenario *scenario; /* of the briefing */
    const char *style, *motive;         /* the customer asked for again; or NULL */
    enum sp_setting setting;

    const struct sp_session *session;
    struct screen_talk talk;
    double talk_width; /* of the window when it was last laid out */
    struct sp_score score;
    bool score_stale;
    enum sp_mood mood, mood_from;
    uint64_t mood_since_ms;
    bool unfold[SP_COMPETENCIES];
    bool show_talk;

    struct sp_str note; /* a message that goes away by itself */
    bool note_bad;
    uint64_t note_until_ms;

    struct sp_str text[SCREEN_TEXTS];
    size_t text_next;
};

/* ---- screen.c ---- */

/* The sentence of a key, with up to three arguments. Borrowed; good for this row of
 * widgets only. */
const char *screen_text(struct sp_ui *ui, const char *key);
const char *screen_text_with(struct sp_ui *ui, const char *key, const char *a,
                             const char *b, const char *c);
/* "prefix" + "name" as key, for the words of closed lists. */
const char *screen_word(struct sp_ui *ui, const char *prefix, const char *name);
const char *screen_number(struct sp_ui *ui, int number);
const char *screen_join(struct sp_ui *ui, const char *a, const char *between,
                        const char *b);

void screen_look_changed(struct sp_ui *ui); /* takes ui->look over and keeps it */
void screen_go(struct sp_ui *ui, enum screen_kind kind);
void screen_home(struct sp_ui *ui);
void screen_brief_for(struct sp_ui *ui, const struct sp_scenario *scenario);
bool screen_open(struct sp_ui *ui, const char *attempt);
bool screen_start(struct sp_ui *ui);
void screen_note(struct sp_ui *ui, struct gui *g, const char *text, bool bad);
void screen_problem(struct sp_ui *ui, struct gui *g);
const struct sp_scenario *screen_find(struct sp_ui *ui, const char *id);

/* The bar on top; returns whether its back button or Esc was used. `title` may be
 * NULL on the first screen, `note` always. */
bool screen_bar(struct sp_ui *ui, struct gui *g, const char *title, const char *note);
/* A scrolling page below the bar, `bottom` points left free, contents centred. */
void screen_page_begin(struct gui *g, uint64_t id, double bottom);
void screen_page_end(struct gui *g);
/* A bar along the lower edge for the main actions. */
void screen_footer_begin(struct gui *g, double height);
void screen_footer_end(struct gui *g);

/* "What it does (key)" for a row of the list of keys. */
const char *screen_tip(struct sp_ui *ui, const char *name);
/* Larger, smaller or (0) the usual size. */
void screen_zoom(struct sp_ui *ui, struct gui *g, int direction);

/* ---- screen_overlay.c ---- */

void screen_show(struct sp_ui *ui, struct gui *g, enum screen_overlay overlay);
void screen_hide(struct sp_ui *ui, struct gui *g);
void screen_overlay_keys(struct sp_ui *ui, struct gui *g);
void screen_overlay_frame(struct sp_ui *ui, struct gui *g);

/* ---- screen_talk.c ---- */

const char *screen_wording(const struct sp_wordings *wordings, enum sp_lang lang);
void screen_talk_update(struct sp_ui *ui);
void screen_talk_finish(struct screen_talk *talk);
/* What a line of the trainee did, as chips. */
void screen_moves(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn);
/* What changed in the customer with it. */
void screen_changes(struct sp_ui *ui, struct gui *g, const struct sp_turn *turn);
/* The number under which the line of turn `index` is shown; 0 when undone. */
unsigned screen_turn_number(const struct sp_session *session, size_t index);

/* ---- the screens ---- */

void screen_home_frame(struct sp_ui *ui, struct gui *g);
/* What one should know of the scenario, and how one is judged. */
void screen_brief_contents(struct sp_ui *ui, struct gui *g,
                           const struct sp_scenario *s);
void screen_brief_frame(struct sp_ui *ui, struct gui *g);
void screen_play_frame(struct sp_ui *ui, struct gui *g);
void screen_result_frame(struct sp_ui *ui, struct gui *g);
