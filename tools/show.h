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
