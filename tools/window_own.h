/* window_own.h: what the parts of the window's program share. */
#pragma once

#include "core/str.h"
#include "play.h"
#include "store/practice.h"
#include "store/sitting.h"
#include "ui/app.h"

/* The exam that is open, and those that stand in the records. */
struct window_exam {
    struct sp_sitting *sitting; /* NULL: none is open */
    bool observed;              /* somebody takes down what is said aloud */
    struct sp_practice practice;
    struct sp_rubric *rubric;
    bool verdict_known; /* it is closed, and this was read: */
    struct sp_app_repeat repeat;
    bool to_hand_in, appealed;
    struct sp_str decided_by, reason;
    struct sp_app_sitting *list;
};

/* A manager's desk: the passphrase while it is open, and what was read last. */
struct window_desk {
    char passphrase[1026];
    bool open;
    struct sp_desk_lists lists;
    struct sp_desk_exam *exam;
    struct sp_desk_row *row;
    struct sp_desk_team *team;
};

struct program {
    struct cli *cli;
    const struct play_request *request; /* what the command line asked for */
    struct sp_store *store;             /* NULL: nothing is kept */
    struct cli_set *sets;               /* every scenario that can be played */
    size_t set_count;
    char *asked_path, *asked_id;     /* of the one the command line named; or NULL */
    struct sp_str trouble[SP_LANGS]; /* what was wrong with a scenario's file */
    struct sp_round *round;
    struct window_exam exam;
    struct window_desk desk;
    struct sp_error error;
    struct sp_app_entry *unfinished, *history;
    struct sp_attempts attempts; /* what the entries borrow from */
    size_t unfinished_count, history_count;
};

/* The round becomes the open attempt; its session, or NULL when there is none. */
const struct sp_session *window_take_round(struct program *p, struct sp_round *round);

/* ---- window_exam.c: the ops of app.h for exams ---- */

bool window_exam_open(void *data, const char *code, const char *number,
                      const char *name, enum sp_lang lang, bool *who);
void window_exam(void *data, struct sp_app_exam *out);
bool window_exam_confirm(void *data);
const struct sp_session *window_exam_warm_up(void *data);
bool window_exam_warmed_up(void *data, bool done);
const struct sp_session *window_exam_call(void *data);
bool window_exam_tick(void *data, struct sp_tick *tick);
void window_exam_fact(void *data, const char *type, int64_t number);
bool window_exam_appeal(void *data, const char *words);
bool window_exam_hand_in(void *data, struct sp_str *path);
void window_exam_leave(void *data);

/* The open sitting gets its rules. */
void window_exam_opened(struct program *p);
bool window_exam_answer(struct program *p, const char *reply, enum sp_lang lang);
/* Whose practice it is while a verdict is open: the candidate's; else NULL. */
const char *window_exam_person(const struct program *p);
/* What is known of a closed sitting may have changed. */
void window_exam_stale(struct program *p);
/* Adds the sittings to the lists; they are forgotten with the next ones. */
void window_exam_list(struct program *p, struct sp_app_lists *out);
void window_exam_forget(struct program *p);
void window_exam_finish(struct program *p);

/* ---- window_desk.c: the ops of desk.h ---- */

enum sp_desk_state window_desk_state(void *data);
bool window_desk_open(void *data, const char *passphrase, enum sp_lang lang,
                      struct sp_str *said);
void window_desk_close(void *data);
bool window_desk_run(void *data, const char *const *words, enum sp_lang lang,
                     struct sp_str *said);
bool window_desk_lists(void *data, const char *exam, const char *const *words,
                       enum sp_lang lang, struct sp_desk_lists *out,
                       struct sp_str *said);
bool window_desk_make(void *data, const struct sp_desk_form *form, enum sp_lang lang,
                      struct sp_str *said);
void window_desk_path(void *data, const char *name, const char *ending,
                      struct sp_str *out);
bool window_desk_observe(void *data, const char *code, const char *by,
                         enum sp_lang lang, struct sp_str *said);
bool window_desk_say(void *data, const struct sp_said *said, enum sp_lang lang);
bool window_desk_may_take_back(void *data);
bool window_desk_take_back(void *data);
void window_desk_finish(struct program *p);
