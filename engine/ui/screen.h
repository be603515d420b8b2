/* screen.h: what the screens share; nobody outside screen*.c includes it. */
#pragma once

#include "core/advise.h"
#include "ui/app.h"

#define SCREEN_TEXTS 16
#define SCREEN_WIDE 900.0
/* From this size on a screen is laid out in full; below it is one column. */
#define SCREEN_FULL_W 640.0
#define SCREEN_FULL_H 400.0
#define SCREEN_PAGE 1120.0 /* the widest page */
#define SCREEN_BAR 56.0

enum screen_kind {
    SCREEN_HOME,
    SCREEN_BRIEF,
    SCREEN_PLAY,
    SCREEN_RESULT,
    SCREEN_EXAM,
    SCREEN_DESK,
    SCREENS
};

enum screen_note_kind { NOTE_GOOD, NOTE_WARN, NOTE_BAD };

/* What lies over the screen; while it does, the screen takes no input. */
enum screen_overlay {
    OVERLAY_NONE,
    OVERLAY_HELP,
    OVERLAY_SETTINGS,
    OVERLAY_BRIEF,
    OVERLAY_LEAVE,  /* an exam that goes on */
    OVERLAY_RUBRIC, /* of the exam */
    OVERLAY_TICK    /* of what is heard in an observed one */
};

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

/* What belongs to the running call only. */
struct screen_live {
    unsigned hint_step; /* steps of the hint that are shown */
    bool hint_known, hint_found;
    struct sp_hint hint;
    const struct sp_reply
        *redo[SP_TURNS_MOST]; /* taken back; the last one comes next */
    unsigned redo_count;
    int level_before[SP_COMPETENCIES]; /* with the last line */
    bool level_known;
    uint64_t said_ms; /* when the last line was said; 0: long ago */
};

/* What there is to say after the call. */
struct screen_debrief {
    struct sp_advice advice;
    struct sp_lesson lesson;
    struct screen_notes { /* by turn of the session */
        struct sp_line_note *note;
        size_t count;
    } * notes;
    size_t turns;
    long replay; /* the line from which to practise again, or -1 */
    bool known;
};

/* What the records say about a scenario. The entries belong to the lists. */
struct home_past {
    const struct sp_app_entry *best, *last; /* finished ones; NULL: not tried */
    uint64_t met;                           /* bit per motive */
    int level[SP_COMPETENCIES]; /* the best of each, in its rubric's order; or -1 */
};

/* The first screen. */
struct screen_home {
    struct gui_field_state search;
    size_t status, difficulty; /* what is shown; 0: all */
    size_t trade;              /* 1 + index of a scenario of that trade; 0: all */
    bool unfinished_all, history_all;
    char given[SP_ID_SIZE]; /* about to be given up; "": none */
    uint64_t given_until_ms;
    struct home_past *past; /* in the order of the scenarios */
    size_t past_count;
};

/* Sitting an exam. */
struct screen_exam {
    struct gui_field_state code, number, name, words;
    bool wanted;    /* asked for in the bar */
    bool who;       /* number and name are asked for */
    bool open;      /* a sitting is */
    bool in_call;   /* the open session is one of its calls */
    bool warm_up;   /* or its warm-up */
    bool quitting;  /* the window is to be closed, and that was asked */
    bool appealing; /* the words of an appeal are being typed */
    bool observed;  /* whoever holds it takes down what is said: */
    struct gui_field_state heard_words;
    struct sp_said heard;       /* what is ticked of needs, remedies, features */
    uint64_t moves;             /* and of the moves, a bit each */
    char asked_end[SP_ID_SIZE]; /* whether that may end the call; "" */
    struct sp_tick tick;
    uint64_t ticked_ms, away_ms; /* away: since when, or 0 */
    struct sp_app_look look;     /* what it was before, and will be again */
};

enum desk_page {
    DESK_LOCK,
    DESK_HOME,
    DESK_NEW,
    DESK_BOARD,
    DESK_PERSON,
    DESK_DECIDE,
    DESK_OBSERVE
};

/* A manager's desk. */
struct screen_desk {
    enum desk_page page;
    struct gui_field_state pass, again, roster, results, search, due;
    struct gui_field_state id, title, reason, minutes, attempts, cooling, mark;
    struct gui_field_state by, why;
    bool practice, chosen[SP_DESK_SCENARIOS], style[SP_STYLES];
    size_t level[SP_COMPETENCIES]; /* 0: not asked for */
    unsigned making;    /* frames until the new exam is proved: its notice is shown */
    size_t state, sort; /* of the board */
    bool verdict_pass;
    struct sp_desk_exam exam; /* whose board is shown */
    struct sp_desk_row who;   /* the person whose page is */
    struct sp_desk_lists lists;
    bool stale;         /* the lists are to be read again */
    struct sp_str said; /* what the last command said */
    bool said_bad;
    struct sp_str person; /* the person's page */
};

/* What was said aloud last, to know what is new. */
struct screen_said {
    bool fresh, greeted;
    enum sp_lang lang;
    enum sp_voice voice;
    const struct sp_session *session;
    size_t turns;   /* of the session */
    unsigned count; /* of those that count */
    enum sp_mood mood;
};

struct sp_ui {
    struct sp_ui_params app;
    enum sp_lang lang; /* as look.lang, which is what is kept */
    struct sp_app_look look;
    bool look_unkept; /* it was changed, and ops->keep does not know yet */
    bool over;
    enum screen_overlay overlay;
    uint64_t focus_before; /* what had the focus when the overlay came up */
    enum screen_kind screen;
    bool entered; /* the screen has just come up */

    struct sp_app_lists lists;
    bool lists_stale;
    struct screen_home home;

    const struct sp_scenario *scenario; /* of the briefing */
    const char *style, *motive;         /* the customer asked for again; or NULL */
    enum sp_setting setting;

    const struct sp_session *session;
    struct screen_talk talk;
    struct screen_live live;
    double talk_width; /* of the window when it was last laid out */
    struct sp_score score;
    bool score_stale;
    enum sp_mood mood, mood_from;
    uint64_t mood_since_ms;
    struct screen_debrief debrief;
    bool unfold[SP_COMPETENCIES];
    bool show_talk, advice_all;

    struct sp_str note; /* a message that goes away by itself */
    enum screen_note_kind note_kind;
    uint64_t note_until_ms;

    struct screen_exam exam;
    struct screen_desk desk;
    struct screen_said said;

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
/* Out of what was come to from the verdict of an exam, or to the first screen. */
void screen_back(struct sp_ui *ui);
void screen_brief_for(struct sp_ui *ui, const struct sp_scenario *scenario);
bool screen_open(struct sp_ui *ui, const char *attempt);
bool screen_start(struct sp_ui *ui);
/* Practises the open call again from a line on. */
bool screen_branch(struct sp_ui *ui, size_t turn);
void screen_note(struct sp_ui *ui, struct gui *g, const char *text, bool bad);
void screen_warn(struct sp_ui *ui, struct gui *g, const char *text); /* for longer */
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
/* A field below its label (a key); what happened in it. */
unsigned screen_field(struct sp_ui *ui, struct gui *g, const char *id,
                      const char *label, struct gui_field_state *state,
                      const char *hint);

/* "What it does (key)" for a row of the list of keys. */
const char *screen_tip(struct sp_ui *ui, const char *name);
/* Larger, smaller or (0) the usual size. */
void screen_zoom(struct sp_ui *ui, struct gui *g, int direction);

/* ---- screen_overlay.c ---- */

void screen_show(struct sp_ui *ui, struct gui *g, enum screen_overlay overlay);
void screen_hide(struct sp_ui *ui, struct gui *g);
void screen_overlay_keys(struct sp_ui *ui, struct gui *g);
void screen_overlay_frame(struct sp_ui *ui, struct gui *g);
/* A card over everything, its title and way out on top, contents that scroll. Returns
 * whether it was asked to go away. */
bool screen_overlay_begin(struct sp_ui *ui, struct gui *g, double width, double height,
                          const char *title);
void screen_overlay_end(struct sp_ui *ui, struct gui *g, bool away);

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

/* ---- screen_side.c ---- */

/* In practice everything is shown at once; otherwise only after the call. */
bool screen_coached(const struct sp_ui *ui);
/* The customer: portrait, name, mood and, in practice, meters. `small` puts the
 * portrait beside the name. */
void screen_person(struct sp_ui *ui, struct gui *g, bool small, bool goal);
void screen_progress(struct sp_ui *ui, struct gui *g);
void screen_facts(struct sp_ui *ui, struct gui *g);

/* ---- screen_debrief.c ---- */

void screen_debrief_update(struct sp_ui *ui);
void screen_debrief_finish(struct screen_debrief *debrief);
/* Keep, start, stop; the line to try at the next visit. */
void screen_advice(struct sp_ui *ui, struct gui *g);
/* The motive and the style, and how the motive could have been learnt. */
void screen_revealed(struct sp_ui *ui, struct gui *g);
/* "From here again" for a line; the result screen begins it after the frame. */
void screen_replay_button(struct sp_ui *ui, struct gui *g, const char *id, size_t turn);
void screen_clause(struct gui *g, bool ok, enum gui_style style, const char *text);

/* ---- screen_lines.c ---- */

/* The call line by line, with what each earned and lost. */
void screen_lines(struct sp_ui *ui, struct gui *g);
/* The ladders check by check. */
void screen_checks(struct sp_ui *ui, struct gui *g);
/* ---- screen_home.c ---- */

/* After the lists were read again. */
void screen_home_lists(struct sp_ui *ui);
/* Really gives up what the first screen holds back; false when that failed. */
bool screen_home_settle(struct sp_ui *ui);
void screen_home_finish(struct screen_home *home);

/* ---- screen_home_exam.c ---- */

/* Sittings that go on, above all else. */
void screen_home_running(struct sp_ui *ui, struct gui *g);
/* The way to another exam, for those who have a start code; and those before. */
void screen_home_exams(struct sp_ui *ui, struct gui *g);

/* ---- screen_reload.c ---- */

/* F5: what the files say now; for the screens without a session. */
void screen_reload(struct sp_ui *ui, struct gui *g);

/* ---- screen_say.c ---- */

void screen_say_begin(struct sp_ui *ui, struct gui *g); /* takes its keys */
void screen_say_end(struct sp_ui *ui, struct gui *g);

/* ---- screen_exam.c ---- */

bool screen_exam_can(const struct sp_ui *ui); /* there are records for it */
void screen_exam_enter(struct sp_ui *ui);
void screen_exam_leave(struct sp_ui *ui); /* nothing when none is open */
/* Takes the session of a call. */
void screen_took(struct sp_ui *ui, const struct sp_session *session);
void screen_drop(struct sp_ui *ui);
/* Counts the time of a call that goes on; may end it. Each frame. */
void screen_exam_tick(struct sp_ui *ui, struct gui *g);
/* What the clock says before a line is said; false when the time is up. */
bool screen_exam_may_say(struct sp_ui *ui, struct gui *g);
/* After a line: whether that ended the call. */
bool screen_exam_said(struct sp_ui *ui, struct gui *g);
/* A call of an exam has ended, or is left. */
void screen_exam_back(struct sp_ui *ui, bool done);
/* The warm-up is left, or it is asked whether the exam is. */
void screen_exam_stop(struct sp_ui *ui, struct gui *g);
/* Leaving now would be an interruption. */
bool screen_exam_going(const struct sp_ui *ui);
void screen_exam_leave_anyway(struct sp_ui *ui, struct gui *g);
/* The time that is left, at the right end of the bar; where it begins. */
double screen_exam_timer(struct sp_ui *ui, struct gui *g, double right);
/* Opens the sitting of a code at once; "": asks for it. */
void screen_exam_open(struct sp_ui *ui, struct gui *g, const char *code);
void screen_exam_frame(struct sp_ui *ui, struct gui *g);
/* A sitting was opened; `look` is what comes back after it. */
void screen_exam_opened(struct sp_ui *ui, const struct gui *g,
                        const struct sp_app_look *look);
/* What the page says when it has come up. */
void screen_exam_say(struct sp_ui *ui, struct sp_str *out);

/* ---- screen_desk.c, screen_desk_board.c ---- */

bool screen_desk_can(const struct sp_ui *ui);
void screen_desk_enter(struct sp_ui *ui);
void screen_desk_leave(struct sp_ui *ui); /* locks it */
void screen_desk_frame(struct sp_ui *ui, struct gui *g);
void screen_desk_finish(struct screen_desk *desk);
void desk_go(struct sp_ui *ui, enum desk_page page);
/* Runs a command; what it says is shown on the page. */
bool desk_run(struct sp_ui *ui, const char *const *words);
/* The same for one that writes a file: COMMAND WORD [OPTION] PATH. */
void desk_write(struct sp_ui *ui, const char *const words[3], const char *name,
                const char *ending);
void desk_said(struct sp_ui *ui, struct gui *g);
void desk_board(struct sp_ui *ui, struct gui *g);
void desk_person(struct sp_ui *ui, struct gui *g);
void desk_decide(struct sp_ui *ui, struct gui *g);
void desk_observe(struct sp_ui *ui, struct gui *g);
void desk_middle_begin(struct gui *g); /* a narrow page */
void desk_middle_end(struct gui *g);

/* ---- screen_desk_new.c ---- */

void desk_new(struct sp_ui *ui, struct gui *g);

/* ---- screen_observe.c ---- */

/* Opens the sitting of a code for `by` to hold aloud; what is wrong is said on the
 * desk. */
bool screen_observe_open(struct sp_ui *ui, struct gui *g, const char *code,
                         const char *by);
struct screen_heard { /* what was pressed */
    bool tick, unclear, back;
};
void screen_observe_row(struct sp_ui *ui, struct gui *g, struct screen_heard *heard);
/* Whether the talk has changed. */
bool screen_observe_act(struct sp_ui *ui, struct gui *g,
                        const struct screen_heard *heard);
/* Asks once more before a line that ends the call; true when it may be said now. */
bool screen_observe_may_end(struct sp_ui *ui, struct gui *g, const char *reply,
                            const struct sp_said *said);
void screen_observe_tick(struct sp_ui *ui, struct gui *g);

/* ---- screen_notice.c ---- */

void screen_notice(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now);
/* The warm-up, or a call that has not begun. */
void screen_waiting(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now);
const char *screen_competency(struct sp_ui *ui, const struct sp_app_exam *now,
                              const char *id);

/* ---- screen_verdict.c ---- */

void screen_verdict(struct sp_ui *ui, struct gui *g, const struct sp_app_exam *now);

/* ---- the screens ---- */

void screen_home_frame(struct sp_ui *ui, struct gui *g);
/* What one should know of the scenario, and how one is judged. */
void screen_brief_contents(struct sp_ui *ui, struct gui *g,
                           const struct sp_scenario *s);
/* How calls are judged. */
void screen_rubric(struct sp_ui *ui, struct gui *g, const struct sp_rubric *r);
void screen_brief_frame(struct sp_ui *ui, struct gui *g);
void screen_play_frame(struct sp_ui *ui, struct gui *g);
void screen_play_said(struct sp_ui *ui, struct gui *g); /* the talk has changed */
void screen_result_frame(struct sp_ui *ui, struct gui *g);
