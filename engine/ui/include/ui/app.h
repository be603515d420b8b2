/* app.h: the screens, and what they ask of the program around them. */
#pragma once

#include "core/score.h"
#include "core/session.h"
#include "core/strings.h"
#include "store/practice.h"
#include "store/sitting.h"
#include "store/store.h"
#include "ui/desk.h"
#include "ui/gui.h"

/* One attempt in a list. */
struct sp_app_entry {
    char id[SP_ID_SIZE];
    const char *scenario_id, *style, *motive;
    enum sp_setting setting;
    bool finished, pass;
    int total, out_of;
    struct sp_app_level { /* of a finished one; in the order of its rubric */
        char competency[24];
        int level; /* -1: not judged */
    } levels[SP_COMPETENCIES];
    unsigned level_count;
    unsigned turns; /* rows of the record */
    bool branched;  /* begun in the middle of another one */
    char when[24];  /* local time, ready to show */
};

/* A sitting of an exam. */
struct sp_app_sitting {
    char id[SP_ID_SIZE];
    char code[16]; /* its start code; "" when it is somebody else's */
    bool own, running;
    char title[SP_LANGS][200];
    int64_t left_ms; /* of a running one; -1: no limit */
    enum sp_verdict_state verdict;
    char when[24]; /* it began or was closed, ready to show */
};

/* Newest first. Borrowed until something is begun, answered or left. */
struct sp_app_lists {
    const struct sp_app_entry *unfinished, *history;
    const struct sp_app_sitting *sitting;
    size_t unfinished_count, history_count, sitting_count;
};

struct sp_app_begin {
    const struct sp_scenario *scenario;
    const char *style, *motive; /* NULL: drawn */
    enum sp_setting setting;
    enum sp_lang lang;
};

enum sp_voice { SP_VOICE_OFF, SP_VOICE_CUSTOMER, SP_VOICE_ALL, SP_VOICES };

struct sp_app_look { /* what a person chose, kept for the next start */
    enum sp_lang lang;
    bool dark;
    int scale;  /* of the text, in percent; 0: what the desktop says */
    bool still; /* no movement */
    enum sp_voice voice;
};

struct sp_app_repeat {
    bool needed;
    bool limited; /* in number, and so many are left: */
    unsigned left;
    char from[24]; /* no earlier than then; "": any time */
    bool must_practise;
};

/* The sitting of an exam that is open. Borrowed until the next call of an op. */
struct sp_app_exam {
    enum sp_sitting_stage stage;
    const struct sp_exam *exam;
    const struct sp_rubric *rubric; /* published with it; or NULL */
    unsigned item, items;           /* the current or next call */
    unsigned attempt_number;        /* from 1 */
    bool resumed;
    int scale; /* of the text, percent, as granted */
    bool lang_granted;
    enum sp_lang lang;
    int64_t left_ms; /* -1: no limit */
    /* After closing: */
    enum sp_verdict_state state;
    const struct sp_exam_verdict *verdict;
    const char *attempt[SP_EXAM_ITEMS]; /* "": that call was not come to */
    const char *scenario[SP_EXAM_ITEMS];
    const struct sp_practice *practice;
    struct sp_app_repeat repeat;
    bool to_hand_in;                 /* the manager's records are on another machine */
    bool appealed;                   /* and nobody has decided since */
    bool decided;                    /* by a person: */
    const char *decided_by, *reason; /* or "" */
};

/* At most one attempt is open. The session belongs to the program, is changed only by
 * these functions, and is gone after `leave` or the next `begin` or `open`. What fails
 * returns false or NULL; `problem` then adds one sentence that says why. */
struct sp_app_ops {
    size_t (*scenario_count)(void *data);
    const struct sp_scenario *(*scenario)(void *data, size_t index);
    const struct sp_strings *(*strings)(void *data, enum sp_lang lang);
    void (*lists)(void *data, struct sp_app_lists *lists);
    const struct sp_session *(*begin)(void *data, const struct sp_app_begin *begin);
    const struct sp_session *(*open)(void *data, const char *attempt,
                                     enum sp_setting *setting);
    bool (*answer)(void *data, const char *reply, enum sp_lang lang);
    bool (*undo)(void *data, enum sp_lang lang);
    /* Practises the open call again from line `turn` (see sp_session_turn) on; what was
     * said before is taken over. As `begin`. May be NULL, as may `export`. */
    const struct sp_session *(*branch)(void *data, size_t turn, enum sp_lang lang);
    /* How many lines of the open call cannot be taken back. */
    unsigned (*fixed)(void *data);
    /* Writes the open call, its score and the advice to a file; adds its path. */
    bool (*export)(void *data, enum sp_lang lang, struct sp_str *path);
    void (*leave)(void *data);
    /* Ends an unfinished attempt for good, without a result. */
    bool (*abandon)(void *data, const char *attempt);
    /* Reads the scenarios' files again; may be NULL. All that `scenario` gave is gone
     * then, whatever the answer; one with errors stays as it last was. */
    bool (*reload)(void *data);
    const char *(*attempt)(void *data); /* id of the open one; "" when not kept */
    void (*problem)(void *data, enum sp_lang lang, struct sp_str *out);
    /* ---- exams; all of them NULL where nothing is kept ---- */

    /* Opens or goes on with the sitting of a start code, as typed. `number` and `name`
     * may be NULL; when they are needed it is false and *who true. */
    bool (*exam_open)(void *data, const char *code, const char *number,
                      const char *name, enum sp_lang lang, bool *who);
    void (*exam)(void *data, struct sp_app_exam *exam); /* only while one is open */
    bool (*exam_confirm)(void *data);
    /* Its session takes `answer` like any other; it is not kept. */
    const struct sp_session *(*exam_warm_up)(void *data);
    bool (*exam_warmed_up)(void *data, bool done);
    /* Begins the next call, or goes on with the one that has begun. */
    const struct sp_session *(*exam_call)(void *data);
    bool (*exam_tick)(void *data, struct sp_tick *tick);
    /* A fact about a call that goes on, for the record: "focus-lost", milliseconds. */
    void (*exam_fact)(void *data, const char *type, int64_t number);
    /* Asks for another look at a closed one. */
    bool (*exam_appeal)(void *data, const char *words);
    /* Writes the result file of a closed one for the manager's machine; adds its path.
     */
    bool (*exam_hand_in)(void *data, struct sp_str *path);
    void (*exam_leave)(void *data); /* the sitting stays in the records */

    const struct sp_desk_ops *desk; /* a manager's; NULL where nothing is kept */

    /* Keeps it for the next start, once the picture with it is shown; may be NULL. */
    void (*keep)(void *data, const struct sp_app_look *look);
};

struct sp_ui; /* opaque: which screen stands, and what is unfolded on it */

struct sp_ui_params {
    const struct sp_app_ops *ops;
    void *data;
    struct sp_app_look look;
    const char *scenario; /* id of the one to open at once, or NULL */
    const char *attempt;  /* id of one to go on with at once, or NULL */
};

struct sp_ui *sp_ui_new(const struct sp_ui_params *params);
void sp_ui_free(struct sp_ui *ui);
void sp_ui_frame(void *ui, struct gui *g);            /* for gui_app.frame */
bool sp_ui_over(void *ui);                            /* for gui_app.over */
bool sp_ui_closing(void *ui, struct gui *g);          /* for gui_app.closing */
void sp_ui_rest(void *ui);                            /* for gui_app.rest */
void sp_ui_look(void *ui, struct gui_app_look *look); /* for gui_app.look */

/* For tests and the event log: "home", "brief", "play", "result", "exam". */
const char *sp_ui_screen(const struct sp_ui *ui);

struct sp_ui_facts {
    const struct sp_session *session; /* NULL: no attempt is open */
    struct sp_app_look look;
    const char *overlay; /* "" or what lies over the screen: "help", "settings",
                            "brief", "leave", "rubric", "tick" */
    const char
        *note; /* the message on the screen, or ""; borrowed until the next frame */
};

void sp_ui_facts(const struct sp_ui *ui, const struct gui *g,
                 struct sp_ui_facts *facts);
