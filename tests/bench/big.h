/* big.h: a large scenario that looks like one that people write. */
#pragma once

#include "core/str.h"

/* A valid scenario for the shipped rubric and styles with `nodes` nodes: chapters of
 * customer's lines with several variants and two to four replies, route nodes between
 * them, conditions, effects, tags, both languages. The same for the same seed. Needs
 * at least 8 nodes. */
void big_scenario(unsigned nodes, uint64_t seed, struct sp_str *out);
