/* score.h: what a call was worth, and why. */
#pragma once

#include "core/session.h"

struct sp_check_result {
    const struct sp_check *check;
    bool holds;  /* the condition is true */
    bool earned; /* and so are all below it: its points count */
    /* Earned: the line (index for sp_session_turn) with which it became and stayed
     * true. Critical: the line that did it. -1: true from the start, or not there. */
    long turn;
    /* Missed: at line `turn` saying `instead`, open there, would have earned it, at
     * once
     * (`more` 0) or after `more` further lines. NULL when nothing near would. */
    const struct sp_reply *instead;
    unsigned more;
};

struct sp_competency_result {
    const struct sp_competency *competency;
    bool judged;
    int level, points;
    struct sp_check_result check[SP_LEVELS];
};

struct sp_score {
    struct sp_competency_result competency[SP_COMPETENCIES];
    unsigned competencies;
    int total;  /* sum of points */
    int out_of; /* 100 less the weight of what was not judged */
    int mark;   /* the pass mark on that scale, rounded up */
    struct sp_check_result critical[SP_CRITICALS]; /* those that are true */
    unsigned criticals;
    struct sp_check_result adapt[SP_ADAPTS];
    unsigned adapts;
    bool total_ok, levels_ok, critical_ok; /* the clauses of the pass rule */
    bool over; /* a call that goes on has a score so far, but cannot pass */
    bool pass;
};

/* Judges the session as it stands (undone lines do not count). With `explain` it also
 * looks for evidence and for the smallest changes, which costs some milliseconds. */
void sp_score_session(const struct sp_session *session, bool explain,
                      struct sp_score *score);

/* Adds the score as one line of JSON (no newline). */
void sp_score_json(const struct sp_score *score, const struct sp_session *session,
                   enum sp_lang lang, struct sp_str *out);
