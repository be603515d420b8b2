/* plan_cover.h: how the runner of plans tells what a case reaches. */
#pragma once

#include "core/plan.h"

void plan_cover_start(struct sp_plan_cover *cover, const struct sp_session *session);
/* After a line was said; `before` is the state it was said in. */
void plan_cover_turn(struct sp_plan_cover *cover, const struct sp_session *session,
                     const struct sp_state *before);
