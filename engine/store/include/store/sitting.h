/* sitting.h: taking an exam: one person, one start code, from the notice to the
 * verdict.
 *
 * A sitting goes through its stages in order; each step is in the chain before it is on
 * the screen. Killed at any moment it is resumed at the same line with the time that
 * was left. Time is given by the caller, so that tests can make it: the wall clock,
 * which may jump, and one that only goes forward, by which the time limit runs. */
#pragma once

#include "store/exams.h"
#include "store/round.h"

struct sp_sitting; /* opaque; owns its round, borrows the store */

struct sp_now {
    int64_t wall_ms;
    uint64_t monotone_ms;
};

enum sp_sitting_stage {
    SP_SITS_NOTICE,  /* rules are shown; to be confirmed */
    SP_SITS_WARM_UP, /* a call that does not count; may be skipped */
    SP_SITS_READY,   /* the next call has not begun; the time does not run */
    SP_SITS_CALL,    /* a call goes on; the time runs */
    SP_SITS_CLOSED,
    SP_SITTING_STAGES
};

/* Who sits when the code is not known here (the candidate's own machine). */
struct sp_candidate {
    const char *number, *name;
};

/* Begins or resumes the sitting of a code as read by sp_code_read. `candidate` may be
 * NULL when this machine gave the code out. Errors: "exam-code" (no exam here has it),
 * "exam-who" (a candidate is needed), "exam-withdrawn", "exam-archived",
 * "exam-closed" (it was sat), "exam-cooling" (too early; when), "exam-practice" (missed
 * checks are to be practised first), "exam-attempts". Freed by sp_sitting_free; the
 * record stays. */
struct sp_sitting *sp_sitting_open(struct sp_store *store, const char *code,
                                   const struct sp_candidate *candidate,
                                   enum sp_lang lang, struct sp_now now,
                                   struct sp_error *error);
/* The same for an exam that `by` (a name) plays aloud and listens to: the lines are
 * what they tick. There is no warm-up, and the last entry can be taken back. */
struct sp_sitting *sp_sitting_observe(struct sp_store *store, const char *code,
                                      const char *by, enum sp_lang lang,
                                      struct sp_now now, struct sp_error *error);
/* Stops in order: the time that is left is stored. NULL is fine. */
void sp_sitting_free(struct sp_sitting *sitting, struct sp_now now);

enum sp_sitting_stage sp_sitting_stage(const struct sp_sitting *sitting);
const struct sp_exam *sp_sitting_exam(const struct sp_sitting *sitting);
const struct sp_sitting_row *sp_sitting_row(const struct sp_sitting *sitting);
unsigned sp_sitting_form(const struct sp_sitting *sitting);
unsigned sp_sitting_items(const struct sp_sitting *sitting);
unsigned sp_sitting_item(const struct sp_sitting *sitting); /* the current or next */
bool sp_sitting_was_interrupted(const struct sp_sitting *sitting);
int sp_sitting_scale(const struct sp_sitting *sitting); /* of the text, percent */
bool sp_sitting_lang(const struct sp_sitting *sitting,
                     enum sp_lang *lang); /* granted */

bool sp_sitting_confirm(struct sp_sitting *sitting, struct sp_now now,
                        struct sp_error *error); /* the notice */
/* The warm-up's round is not kept; NULL when it cannot be (then skip it). */
struct sp_round *sp_sitting_warm_up(struct sp_sitting *sitting, struct sp_error *error);
bool sp_sitting_warmed_up(struct sp_sitting *sitting, bool done, struct sp_now now,
                          struct sp_error *error);
bool sp_sitting_begin_call(struct sp_sitting *sitting, struct sp_now now,
                           struct sp_error *error);
/* The call that goes on (or has just ended); borrowed. */
struct sp_round *sp_sitting_round(const struct sp_sitting *sitting);
/* Says a line. After the last line of the last call the sitting is closed. */
bool sp_sitting_answer(struct sp_sitting *sitting, const char *reply, struct sp_now now,
                       struct sp_error *error);
/* Of an observed exam: a line as it was taken, and taking the last entry back. */
bool sp_sitting_say(struct sp_sitting *sitting, const struct sp_said *said,
                    struct sp_now now, struct sp_error *error);
bool sp_sitting_undo(struct sp_sitting *sitting, struct sp_now now,
                     struct sp_error *error);

/* To be called about once a second and before every answer: counts the time (of a call
 * that is resumed, from the first tick on: until then nobody has seen it), stores what
 * is left every few seconds, records a jump of the clock, gives the warnings, and
 * closes the sitting when the time is up. */
struct sp_tick {
    int64_t left_ms; /* -1: no limit */
    int warning;     /* minutes, when one is due now; else 0 */
    bool time_up;    /* it was closed now */
};
bool sp_sitting_tick(struct sp_sitting *sitting, struct sp_now now,
                     struct sp_tick *tick, struct sp_error *error);
/* Reads its row again, after a person said something about it (decide.h). */
bool sp_sitting_refresh(struct sp_sitting *sitting, struct sp_error *error);
/* Facts: "focus-lost" with milliseconds, "paste" with letters. */
bool sp_sitting_fact(struct sp_sitting *sitting, const char *type, int64_t number,
                     struct sp_now now, struct sp_error *error);
/* Gives up what is left: closes it now. */
bool sp_sitting_close(struct sp_sitting *sitting, struct sp_now now,
                      struct sp_error *error);

/* After closing: the machine's result. Borrowed. */
const struct sp_exam_verdict *sp_sitting_verdict(const struct sp_sitting *sitting);
const struct sp_exam_call *sp_sitting_calls_of(const struct sp_sitting *sitting,
                                               unsigned *count);
/* The attempt of an item, "" when it was not begun: for the debrief (round.h). */
const char *sp_sitting_attempt(const struct sp_sitting *sitting, unsigned item);
