/* said.h: how a line in own words comes to the reply that it is taken for. */
#pragma once

#include "core/said.h"
#include "step.h"

/* Moves and forms that no reply without them may swallow. */
#define HARM_MASK (SP_ERROR_MASK | SP_GRAVE_MASK)

/* The open reply of the node that fits best, else the one of `anywhere`, else NULL. */
const struct sp_reply *said_fit(const struct run *run, const struct sp_state *state,
                                const struct sp_said *said);
/* The line as a step takes it: the reply that fits with what was said in place of its
 * own moves, or one without a way, upon which the customer stays where they are. */
void said_line(const struct run *run, const struct sp_state *state,
               const struct sp_said *said, struct sp_reply *line);
/* What the style says to it, NULL when the style has no words for that. */
const struct sp_says *said_answer(const struct sp_style *style,
                                  const struct sp_reply *line);
