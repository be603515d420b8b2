/* advise.h: what a trainer would say: before a line, a hint; after the call, how the
 * motive was or could have been learnt, what each line won and lost, and what to keep,
 * start and stop. Pure and bounded; all pointers borrow from the session's scenario and
 * rubric. Turns are indices for sp_session_turn. */
#pragma once

#include "core/score.h"

/* ---- before a line ---- */

/* One hint in three steps, each telling more: what the method asks for now and why; how
 * a fitting line begins; the line. */
struct sp_hint {
    const struct sp_competency *due; /* what the method asks for now, or NULL */
    const struct sp_check *check;    /* the check that comes nearer, or NULL */
    const char *why; /* key of a sentence, "hint.why.…"; static storage */
    const struct sp_reply *example; /* open now */
    /* Bytes of the example's shown wording (its first) that make a beginning: whole
     * characters, up to a clause or word boundary where there is one, at most about
     * half. 0 where the example has no such language. */
    size_t begin[SP_LANGS];
};

/* False, and nothing is written, when the call is over or nothing open is sound. It
 * knows no more than the trainee: two calls in which the same lines got the same words
 * and offer the same replies get the same hint, whatever the hidden motive. */
bool sp_session_hint(const struct sp_session *session, struct sp_hint *out);

/* ---- after the call ---- */

#define SP_LESSON_STEPS 3

/* How the hidden motive was or could have been learnt. */
struct sp_lesson {
    bool learnt; /* the customer told it in this call */
    /* Learnt: the line after which it came out, or -1 when the call began with it. Not
     * learnt: the line to replace, or -1 when no short way was found. */
    long turn;
    /* Not learnt: what to say at `turn` instead, and then; `steps` of them. */
    const struct sp_reply *path[SP_LESSON_STEPS];
    unsigned steps;
    /* Where and in which words the customer tells it; NULL when no way was found. */
    uint32_t node;
    const struct sp_says *told;
};

void sp_session_lesson(const struct sp_session *session, struct sp_lesson *out);
/* The customer's words as this call would have them; "" when no way was found. The
 * caller frees them with sp_free. */
char *sp_lesson_words(const struct sp_session *session, const struct sp_lesson *lesson,
                      enum sp_lang lang);

enum sp_note_kind {
    SP_NOTE_CRITICAL, /* the line made this grave mistake */
    SP_NOTE_EARNED,   /* with this line the check held, and its points count */
    SP_NOTE_LOST,     /* after this line nothing could earn the check any more */
    SP_NOTE_COULD     /* another reply here would have earned it, or led to it */
};

/* One check that a line decided. A check that was lost and could have been earned by
 * the same line is one note, SP_NOTE_LOST with `instead`. */
struct sp_line_note {
    enum sp_note_kind kind;
    const struct sp_check *check;
    const struct sp_competency *competency; /* NULL for a grave mistake */
    const struct sp_reply *instead;         /* as in sp_check_result, or NULL */
    unsigned more;
};

#define SP_LINE_NOTES (SP_COMPETENCIES * SP_LEVELS + SP_CRITICALS) /* never more */

/* Writes at most `most` notes on one line, in the order of the kinds, then of the
 * rubric; returns how many. None for a line that was taken back. `explained` is the
 * session's score with its explanations. */
size_t sp_score_notes(const struct sp_session *session,
                      const struct sp_score *explained, size_t turn,
                      struct sp_line_note *out, size_t most);

struct sp_advice_item {
    const struct sp_check *check;           /* the weightiest one at stake, or NULL */
    const struct sp_competency *competency; /* its own; NULL for a grave mistake */
    long turn;                              /* -1: no line is to be named */
    const struct sp_reply *reply; /* keep, stop: said; start: to say there, or NULL */
    unsigned more;                /* start: further lines that it takes */
    int points;                   /* earned, to be had, or lost for good */
    uint64_t moves;               /* signals: what was good, is to be done, was wrong */
    unsigned times;               /* stop: lines of the same kind */
};

#define SP_ADVICE_ITEMS 3

enum sp_advice_kind { SP_ADVICE_NONE, SP_ADVICE_KEEP, SP_ADVICE_START, SP_ADVICE_STOP };

/* Most important first. `first` names the list whose first item is the one thing to
 * mend (or, when there is nothing to mend, to keep). */
struct sp_advice {
    struct sp_advice_item keep[SP_ADVICE_ITEMS], start[SP_ADVICE_ITEMS],
        stop[SP_ADVICE_ITEMS];
    unsigned keeps, starts, stops;
    enum sp_advice_kind first;
    /* Whose line (`try_line`) to say at the next real visit; NULL when the rubric has
     * none that fits. */
    const struct sp_check *try_line;
};

/* The stop list holds lines that did harm: grave mistakes, errors, what missed the
 * customer, answers that came too early and cost a check. The start list has at most
 * one item for a competency; those below level 2 come first, of them those that one
 * line would mend, in the method's order. */
void sp_score_advise(const struct sp_session *session, const struct sp_score *explained,
                     struct sp_advice *out);

/* Adds one line of JSON (no newline): keep, start, stop, the lesson, the line to try.
 */
void sp_advice_json(const struct sp_session *session, const struct sp_score *explained,
                    enum sp_lang lang, struct sp_str *out);
