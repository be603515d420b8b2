/* prove_never.h: what no call may do, found with a shortest call that does it. */
#pragma once

#include "core/prove.h"
#include "prove_graph.h"

/* Fills `breach` but for SP_NEVER_RIVAL, and `without`. After graph_layers. */
void prove_never(const struct graph *g, struct sp_pair_proof *out);
