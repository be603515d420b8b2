/* said.h: a line in the trainee's own words, as whoever listened understood it: which
 * moves it made and what it spoke of. Which reply it comes to is worked out from that
 * (scenarios/README.md, "In own words"); what was literally said is kept, not judged.
 */
#pragma once

#include "core/scenario.h"

#define SP_SAID_MOVES 3 /* a line with more is a monologue */

/* Ids of what stands for the reply when none fitted; no scenario can have them. */
#define SP_SAID_STAY "*stay"
#define SP_SAID_MONOLOGUE "*monologue"
#define SP_SAID_ASK "*ask"

struct sp_said {
    uint64_t signals;                   /* moves and forms; a form with its move */
    uint64_t needs, remedies, features; /* what it speaks of */
    bool unsure;       /* it was not clear what it speaks of: the customer asks back */
    const char *words; /* what was literally said, or NULL */
    /* Of replies that the rule finds equal this one is meant; NULL: none in particular.
     */
    const char *reply;
};

/* Nothing in it that the scenario does not know, no events, no form without its move.
 */
bool sp_said_valid(const struct sp_scenario *scenario, const struct sp_said *said);

/* As records have it: "empathise test:if" and "need:ready feature:kit unclear". */
void sp_said_moves(const struct sp_said *said, struct sp_str *out);
void sp_said_mentions(const struct sp_scenario *scenario, const struct sp_said *said,
                      struct sp_str *out);
/* Reads both; false when a word is none of the scenario's or comes twice. Leaves the
 * words alone. */
bool sp_said_read(const struct sp_scenario *scenario, const char *moves,
                  const char *mentions, struct sp_said *said);
