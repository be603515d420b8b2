/* replay_sitting.h: a sitting played again from what is written about it.
 *
 * From the exam and the start code follow form, customers and seeds; from the named
 * contents and the replies follow every line, every point and the verdict. All of it is
 * compared with what the events say. */
#pragma once

#include "store/evidence.h"

struct sp_replay_note {
    const char *what; /* "form", "style", "customer", "total", …; static storage */
    int item;         /* of which call, from 0; -1: of none */
    unsigned turn;    /* of which line, from 1; 0: of none */
    bool same;
    char *was, *is; /* in the events, and played again; when same, `is` is NULL */
};

struct sp_replayed_call {
    struct sp_rubric *rubric;
    struct sp_styles *styles;
    struct sp_scenario *scenario;
    struct sp_session *session; /* NULL: it could not be begun */
    enum sp_lang lang;          /* of the last line */
    struct sp_score score;      /* when it has ended */
    unsigned turns;
    int64_t at_ms;
};

struct sp_replay { /* owns all; a zeroed one is valid and empty */
    struct sp_replay_note *note;
    size_t notes, differences;
    struct sp_replayed_call call[SP_EXAM_ITEMS];
    struct sp_exam_call result[SP_EXAM_ITEMS];
    unsigned calls, turns;
    bool closed;
    int64_t closed_ms;
    struct sp_exam_verdict verdict; /* by this program, when it was closed */
    enum sp_verdict_state state;    /* as the events leave it */
    bool decided;                   /* by a person */
};
void sp_replay_finish(struct sp_replay *replay);

/* False and an error only when it cannot be played at all: the sitting's beginning is
 * not one, or bodies were deleted in time ("evidence-gone"). That it is still going on
 * is a difference, unless it `may_run`. */
bool sp_replay_sitting(const struct sp_evidence *evidence, bool may_run,
                       struct sp_replay *out, struct sp_error *error);
/* The first difference, NULL when all agrees. */
const struct sp_replay_note *sp_replay_first(const struct sp_replay *replay);
/* The score of a call as it is stored with its attempt. The caller frees it. */
char *sp_replay_score(const struct sp_replayed_call *call);
