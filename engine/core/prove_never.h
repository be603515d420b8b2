/* prove_never.h: what no call may do, found with a shortest call that does it. */
#pragma once

#include "core/prove.h"
#include "prove_graph.h"

/* Fills `breach` but for SP_NEVER_RIVAL, and `without`. After graph_layers. */
void prove_never(const struct graph *g, struct sp_pair_proof *out);
/* SP_NEVER_REPEAT alone, which the core graph decides. */
void prove_repeat(const struct core *core, struct sp_breach *out);
/* Plays the perfect paths of all pairs against one another: fills rivals and kin. */
void prove_rivals(struct sp_proof *proof);
/* What concerns all styles and motives together: spread, earned and unearned. */
void prove_together(struct sp_proof *proof);
