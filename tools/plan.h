/* plan.h: what the parts of `sparring plan` share. */
#pragma once

#include "cli.h"

/* A plan file, read. */
struct plan_file {
    const char *path;
    char *text;
    size_t size;
    struct sp_plan *plan;
};

/* The call as it stands, under a finding. */
void plan_show_state(const struct cli *cli, const struct sp_session *session);
/* What is open, with its words. */
void plan_show_replies(const struct cli *cli, const struct sp_session *session);
cJSON *plan_state_json(const struct cli *cli, const struct sp_session *session);

/* What was reached and what was not. True when all was. */
bool plan_show_cover(const struct cli *cli, const struct cli_set *set,
                     const struct sp_plan_cover *cover);

/* Rewrites what fails in the file, and shows it. Reads the file anew when it changed.
 * False when it could not be written. */
bool plan_update(const struct cli *cli, struct plan_file *file,
                 const struct sp_scenario *scenario);
