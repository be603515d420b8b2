/* explain.h: the lines behind a score. */
#pragma once

#include "core/score.h"
#include "replay.h"

/* Fills in turn, instead and more of every check of a judged session. */
void explain_score(const struct sp_session *session, struct sp_score *score);

/* Judges a state, without the lines behind it. */
void judge_state(const struct run *run, const struct sp_state *state,
                 struct sp_score *score);
