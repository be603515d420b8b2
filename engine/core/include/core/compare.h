/* compare.h: one call under two versions of a scenario: what an edit changes for it.
 * Replies are found by their ids, never by their place. */
#pragma once

#include "core/score.h"

struct sp_compare_ask {
    const struct sp_scenario *old, *now;
    uint64_t seed;
    const char *style, *motive; /* NULL: drawn by the seed */
    const char *const *pick;    /* ids of replies */
    unsigned picks;
};

/* Why a call cannot be played to its end. */
enum sp_leave {
    SP_STAYS,
    SP_NO_CUSTOMER, /* no such style or motive */
    SP_REPLY_GONE,  /* the node has none with that id */
    SP_REPLY_CLOSED,
    SP_ELSEWHERE, /* not at the node where the other version is, and not there */
    SP_LEAVES
};

/* The call in one version. What it names belongs to the scenarios. */
struct sp_compare_side {
    enum sp_leave leave;
    unsigned said; /* picks that were said; the next is where it leaves */
    const char *left_node;
    const char *left_reply; /* as picked */
    /* For one that is gone: the one at that node that says the same, else the one with
     * the nearest id; or NULL. */
    const struct sp_reply *nearest;
    bool same_words;
    const char *style, *motive; /* whom it is played with; NULL: with nobody */
    const char *ending;         /* NULL: it goes on */
    struct sp_score score;      /* so far, where it goes on */
};

/* A competency with another level; -1 where it is not judged. */
struct sp_level_change {
    const struct sp_competency *competency; /* of the new rubric if it has it */
    int old, now;
    const struct sp_check *check; /* that no longer holds, or now does; or NULL */
};

struct sp_critical_change {
    const struct sp_check *check;
    bool now; /* true: now an error; false: no longer */
};

enum sp_part_ways {
    SP_SAME_WAY,
    SP_BY_START,
    SP_BY_DID,
    SP_BY_TO,
    SP_BY_METER,
    SP_BY_TOLD
};

/* The first line that does not do the same in both. */
struct sp_parting {
    enum sp_part_ways by;
    unsigned line; /* from 1; 0: they begin with another customer, node or meter */
    const char *node;
    const struct sp_reply *reply; /* of the new version; NULL at line 0 */
    const char *subject; /* the meter; or the need that is voiced, NULL: the motive */
    uint64_t did_old, did_now;   /* SP_BY_DID */
    const char *to_old, *to_now; /* SP_BY_TO: a node or ending */
    int value_old, value_now;    /* SP_BY_METER, SP_BY_TOLD */
};

/* What differs, the gravest first. */
enum sp_change {
    SP_CHANGE_PASS,
    SP_CHANGE_LEVEL,
    SP_CHANGE_STOP,  /* it can no longer be played */
    SP_CHANGE_TOTAL, /* the total, the pass mark or a critical error */
    SP_CHANGE_WAY,   /* another way or ending, the same score */
    SP_CHANGE_FOUND, /* only the new version can play it */
    SP_CHANGE_NONE,
    SP_CHANGES
};

struct sp_comparison {
    enum sp_change change;
    struct sp_compare_side old, now;
    struct sp_level_change
        level[2 * SP_COMPETENCIES]; /* none for a lost or found call */
    unsigned levels;
    struct sp_critical_change critical[2 * SP_CRITICALS];
    unsigned criticals;
    struct sp_parting parting;
};

/* "pass", "level", "stop", "total", "way", "found", "none"; "" past the end. */
const char *sp_change_name(enum sp_change change);
/* "", "customer", "gone", "closed", "elsewhere". */
const char *sp_leave_name(enum sp_leave leave);

/* Picks after the end of a call are not said and are no difference. What the result
 * names belongs to the scenarios and the picks. */
void sp_compare(const struct sp_compare_ask *ask, struct sp_comparison *out);
