/* search.h: shortest ways through a call, layer by layer over all distinct states. */
#pragma once

#include "prospect.h"

enum goal { GOAL_PASS, GOAL_FULL };

struct search_ask {
    const struct run *run;
    enum goal goal;
    uint64_t banned; /* replies with any of these signals are never said */
    int must_judge;  /* a competency that must be judged at the end, or -1 */
    uint64_t seed;   /* which of equally short ways is found */
    size_t most;     /* states of one layer; more are dropped */
};

struct search_answer {
    bool found, complete; /* complete: nothing was dropped, so "not found" is a proof */
    unsigned length;
    const struct sp_reply *path[SP_TURNS_MOST];
    int total;
    size_t states;
};

struct search_answer search(const struct search_ask *ask);
