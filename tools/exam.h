/* exam.h: the subcommands of `sparring exam`, each in a file of its own. */
#pragma once

#include "cli.h"
#include "core/exam.h"
#include "store/exams.h"
#include "store/keys.h"
#include "store/people.h"
#include "store/sitting.h"

/* Each is called with what follows its name, and returns the exit status. */
int exam_setup(struct cli *cli, int argc, char **argv);
int exam_new(struct cli *cli, int argc, char **argv);
int exam_check(struct cli *cli, int argc, char **argv);
int exam_publish(struct cli *cli, int argc, char **argv);
int exam_list(struct cli *cli, int argc, char **argv);
int exam_show(struct cli *cli, int argc, char **argv);
int exam_archive(struct cli *cli, int argc, char **argv);
int exam_roster(struct cli *cli, int argc, char **argv);
int exam_people(struct cli *cli, int argc, char **argv);
int exam_codes(struct cli *cli, int argc, char **argv);
int exam_withdraw(struct cli *cli, int argc, char **argv);
int exam_take(struct cli *cli, int argc, char **argv);
int exam_observe(struct cli *cli, int argc, char **argv);
int exam_export(struct cli *cli, int argc, char **argv);
int exam_import(struct cli *cli, int argc, char **argv);
int exam_evidence(struct cli *cli, int argc, char **argv);
int exam_hand_in(struct cli *cli, int argc, char **argv);
int exam_collect(struct cli *cli, int argc, char **argv);
int exam_checkpoint(struct cli *cli, int argc, char **argv);
int exam_board(struct cli *cli, int argc, char **argv);
int exam_hold(struct cli *cli, int argc, char **argv);
int exam_remark(struct cli *cli, int argc, char **argv);
int exam_decide(struct cli *cli, int argc, char **argv);
int exam_appeal(struct cli *cli, int argc, char **argv);
int exam_items(struct cli *cli, int argc, char **argv);
int exam_due(struct cli *cli, int argc, char **argv);
int exam_forget(struct cli *cli, int argc, char **argv);

/* The exam whose id (as in its file) or row id or hash begins with the word; false
 * after saying why not. Freed with sp_exam_row_finish and sp_exam_free. */
bool exam_find(const struct cli *cli, struct sp_store *store, const char *word,
               struct sp_exam_row *row, struct sp_exam **exam);
/* Reads an exam's text; false after printing its findings as of `name`. */
bool exam_read(const struct cli *cli, const char *name, const char *text, size_t size,
               struct sp_exam **exam);
/* Asks for the manager's passphrase when there is a key; false after saying why not. */
bool exam_is_manager(struct cli *cli);
/* The same, and keeps the key for signing; closed with sp_key_close. */
struct sp_key *exam_key(struct cli *cli);
/* The options of a subcommand and `least` to `most` other words, counted in *words
 * unless that is NULL. False: end with *status; why is said. */
bool exam_words(struct cli *cli, int argc, char **argv,
                const struct cli_option *options, size_t count, int least, int most,
                int *words, int *status);
/* The records, for the manager alone: NULL after saying why not. */
struct sp_store *exam_records(struct cli *cli);
/* Takes "--passphrase-file FILE" out of the words; returns how many are left. */
int exam_take_options(struct cli *cli, int argc, char **argv);
/* The notice of an exam, rule by rule, and the verdict of a sitting, clause by clause.
 */
void exam_say_notice(const struct cli *cli, const struct sp_exam *exam);
void exam_say_verdict(const struct cli *cli, const struct sp_sitting_row *row,
                      const struct sp_exam_verdict *verdict);
/* The verdict of a closed sitting, its calls line by line, and what to practise. */
bool exam_say_result(const struct cli *cli, struct sp_store *store,
                     const struct sp_sitting *sitting, struct sp_error *error);
/* "sparring: sentence", and the status for it. Clears the error. */
int exam_failed(const struct cli *cli, struct sp_error *error);
