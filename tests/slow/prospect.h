/* prospect.h: what a state is worth, and what can still become of it. */
#pragma once

#include "step.h"

struct prospect {
    int total, out_of; /* as the score stands */
    bool pass;         /* of an ended call */
    bool can_pass;     /* a bound from above: false is certain */
    bool can_be_full;  /* all points of all that is judged */
};

/* Judges the state and looks ahead: a check that no further line can earn any more, or
 * a critical one that has happened, decides a call long before its end. */
struct prospect prospect_of(const struct run *run, const struct sp_state *state);

/* Whether a headline level or a critical check already rules out a pass; quicker. */
bool is_hopeless(const struct run *run, const struct sp_state *state);
