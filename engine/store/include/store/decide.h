/* decide.h: what people say about a closed sitting: each word an event of its chain.
 * The machine's result stays beside a decision; no word can be taken back, only
 * followed by another. */
#pragma once

#include "store/exams.h"

#define SP_WORDS_MOST 20000 /* bytes of a reason, a remark, an appeal */

/* A verdict waits for a person from now on. */
bool sp_sitting_hold(struct sp_store *store, const char *sitting, const char *by,
                     const char *reason, int64_t at_ms, struct sp_error *error);

struct sp_rating { /* the level that an assessor gives a competency of a call */
    unsigned item;
    const char *competency;
    int level;
};

struct sp_remark {
    const char *by, *words;
    const struct sp_rating *rating;
    unsigned ratings;
    bool has_pass, pass; /* whether the assessor would let it pass */
};
/* What an assessor finds; the verdict stays as it is. "exam-item" and "exam-level" for
 * ratings of calls or levels that there are not. */
bool sp_sitting_remark(struct sp_store *store, const char *sitting,
                       const struct sp_remark *remark, int64_t at_ms,
                       struct sp_error *error);
/* Pass or fail, by a person who says who and why: "exam-nameless" without. */
bool sp_sitting_decide(struct sp_store *store, const char *sitting, bool pass,
                       const char *by, const char *reason, int64_t at_ms,
                       struct sp_error *error);
/* The candidate asks for another look: the verdict waits for a person. "exam-passed"
 * when there is nothing to appeal against, "exam-appealed" when one waits already. */
bool sp_sitting_appeal(struct sp_store *store, const char *sitting, const char *words,
                       int64_t at_ms, struct sp_error *error);
