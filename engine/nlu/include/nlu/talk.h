/* talk.h: a whole talk of two, as typed from a visit, judged by moves.md: levels,
 * checks, errors, pass or fail, each with the line that earned it.
 *
 * Without a scenario nobody knows the hidden motive: a need is what the customer's
 * lines voice, and Resolve is judged as an act alone (its level is unknown). */
#pragma once

#include "nlu/recognise.h"

#define SP_TALK_TURNS 1000

struct sp_talk_turn {
    bool customer;
    const char *text;
    size_t size;
};

enum sp_talk_part {
    SP_TALK_CLARIFY,
    SP_TALK_EMPATHISE,
    SP_TALK_TEST,
    SP_TALK_FAB,
    SP_TALK_RESOLVE,
    SP_TALK_CLOSE,
    SP_TALK_PARTS
};
const char *sp_talk_part_name(enum sp_talk_part part); /* "clarify" … "close" */

#define SP_TALK_UNKNOWN (-1) /* a level that cannot be judged */
#define SP_TALK_LEVELS 3

struct sp_talk_check { /* part and level name it: C1 is clarify, level 1 */
    bool earned;
    unsigned turn;           /* the trainee's line that earned it */
    struct sp_span evidence; /* in that line */
};

struct sp_talk_error {
    enum sp_signal signal; /* a move, or a form of it */
    unsigned turn;
    struct sp_span evidence;
    bool critical;
};

#define SP_TALK_ERRORS 64

struct sp_talk {
    struct sp_talk_check check[SP_TALK_PARTS][SP_TALK_LEVELS];
    int level[SP_TALK_PARTS]; /* 0 to 3, or SP_TALK_UNKNOWN */
    struct sp_talk_error error[SP_TALK_ERRORS];
    unsigned errors;
    bool critical; /* one of them fails whatever the levels */
    bool pass;     /* the four headline levels at least 2, nothing critical */
};

/* What is known of the customer: NULL, or a scenario, and its motive or -1. */
struct sp_talk_about {
    const struct sp_scenario *scenario;
    int motive;
};

/* `heard` has room for `count`: what each trainee line was understood as. On anything
 * but SP_HEARD_FINE, *bad is the turn that could not be read. */
enum sp_heard_result sp_talk_judge(const struct sp_ear *ear, struct sp_ear_room *room,
                                   const struct sp_talk_turn *turn, unsigned count,
                                   const struct sp_talk_about *about,
                                   struct sp_heard *heard, struct sp_talk *out,
                                   unsigned *bad);
