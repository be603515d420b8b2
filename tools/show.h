/* show.h: a call in plain text, line by line, fit for a screen reader. */
#pragma once

#include "cli.h"

void show_brief(const struct cli *cli, const struct sp_scenario *scenario);
/* What the customer said; `index` as for sp_session_customer. */
void show_customer(const struct cli *cli, const struct sp_session *session,
                   size_t index);
void show_options(const struct cli *cli, const struct sp_session *session);
/* The trainee's line, with what it did and the coach's word if `coach`. */
void show_line(const struct cli *cli, const struct sp_session *session, size_t index,
               bool coach);
/* Result, clause by clause; checks with their reasons; the hidden motive. */
void show_result(const struct cli *cli, const struct sp_session *session,
                 const struct sp_score *score);
/* The whole conversation with the checks that each line earned or lost. */
void show_transcript(const struct cli *cli, const struct sp_session *session,
                     const struct sp_score *score);
const char *show_reply(const struct cli *cli, const struct sp_reply *reply);
/* Adds the names of those of the signals that are moves, forms in place of bare moves,
 * or events; nothing when there are none. */
void show_add_moves(const struct cli *cli, const struct sp_turn *turn, uint64_t signals,
                    struct sp_str *out);
void show_add_events(const struct cli *cli, const struct sp_turn *turn,
                     uint64_t signals, struct sp_str *out);

#define HINT_STEPS 3
/* The hint for the next line, as far as step 1, 2 or 3. */
void show_hint(const struct cli *cli, const struct sp_session *session, unsigned step);
/* After a call: how the motive could be learnt, what to keep, start and stop, and the
 * line to try. */
void show_advice(const struct cli *cli, const struct sp_session *session,
                 const struct sp_score *score);
