/* play.h: rounds in the terminal, shared by the commands that play. */
#pragma once

#include "cli.h"
#include "store/round.h"

/* The person's records; NULL (after saying so) when they cannot be kept. */
struct sp_store *open_records(const struct cli *cli);

/* Whose records this machine keeps first of all: who sees their own and nobody else's.
 */
bool own_person(struct sp_store *store, char person[SP_ID_SIZE],
                struct sp_error *error);
/* Whether an attempt may be seen or gone on with outside an exam; "exam-hidden". */
bool may_open_attempt(struct sp_store *store, const char *attempt,
                      struct sp_error *error);
/* The attempt whose id begins with the word; false after saying why not. */
bool find_attempt(const struct cli *cli, struct sp_store *store, const char *word,
                  char id[SP_ID_SIZE]);

struct play_request {
    const char *scenario, *style, *motive, *script, *resume;
    bool has_seed;
    uint64_t seed;
    const struct sp_window_probe *probe; /* measures the window; or NULL */
};

/* Whether there is such a file; says which there are when not. */
bool scenario_exists(const struct cli *cli, const char *word, const char *path);

/* Begins or resumes as asked; NULL after saying why. */
struct sp_round *begin_round(const struct cli *cli, struct sp_store *store,
                             const struct play_request *request);

/* Begins the attempt whose id begins with the word again, from its line `line` (from 1)
 * on; the new attempt stands in the records and waits to be resumed. False after saying
 * why not. */
bool branch_attempt(const struct cli *cli, const char *word, uint64_t line,
                    char id[SP_ID_SIZE]);

/* Begins a practice attempt with case `number` (from 1) of a plan: its lines are said,
 * all but one that ends the call, and it waits in the records to be resumed. False
 * after saying why not. */
bool begin_plan_case(const struct cli *cli, const char *scenario, const char *path,
                     uint64_t number, char id[SP_ID_SIZE]);

/* Plays to the end or until the trainee leaves, at the terminal or from a script. */
int play_terminal(struct cli *cli, struct sp_round *round);
int play_script(struct cli *cli, struct sp_round *round, const char *script);

/* A round in the terminal, with records. */
int play_text(struct cli *cli, const struct play_request *request);
/* Lets the trainee choose a scenario by number and plays it. */
int play_menu(struct cli *cli);
/* A round from the first case of a shipped plan. */
int play_demonstration(struct cli *cli);
/* The same round, silently and into the records, all but its last `less` lines. */
bool play_prepare(struct cli *cli, struct sp_store *store, unsigned less,
                  char id[SP_ID_SIZE]);

/* Conversation, levels, checks and result of a round, as text or as JSON lines. */
void print_round(const struct cli *cli, const struct sp_round *round, bool transcript);

/* Ids of the shipped scenarios, from their files' names. */
bool list_scenarios(struct sp_os_names *names, struct sp_error *error);
