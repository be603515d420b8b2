/* explain.h: the lines behind a score. */
#pragma once

#include "core/score.h"
#include "session_record.h"

/* Fills in turn, instead and more of every check of a judged session. */
void explain_score(const struct sp_session *session, struct sp_score *score);
