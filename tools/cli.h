/* cli.h: what the commands of `sparring` share. */
#pragma once

#include <stdio.h>

#include "core/plan.h"
#include "core/strings.h"
#include "store/error.h"
#include "store/os_file.h"
#include "store/store.h"

enum { CLI_CLEAN, CLI_FINDINGS, CLI_USAGE, CLI_CANNOT };

#define CLI_FILE_MOST (64u << 20)

struct cli {
    enum sp_lang lang;
    bool lang_given; /* by --lang, which goes before what was kept */
    struct sp_strings *strings[SP_LANGS];
    bool json;
    const char *passphrase_file; /* a manager's, for scripts; or NULL */
    FILE *out, *err; /* standard output and error, but for files and the window */
    const char *passphrase; /* that was typed in the window; or NULL */
    bool manager;           /* it opened the key: need not be tried each time */
};

struct command {
    const char *name;
    int (*run)(struct cli *cli, int argc, char **argv);
};

int cmd_lint(struct cli *cli, int argc, char **argv);
int cmd_plan(struct cli *cli, int argc, char **argv);
int cmd_play(struct cli *cli, int argc, char **argv);
int cmd_history(struct cli *cli, int argc, char **argv);
int cmd_schema(struct cli *cli, int argc, char **argv);
int cmd_prove(struct cli *cli, int argc, char **argv);
int cmd_report(struct cli *cli, int argc, char **argv);
int cmd_export(struct cli *cli, int argc, char **argv);
int cmd_exam(struct cli *cli, int argc, char **argv);
int cmd_simulate(struct cli *cli, int argc, char **argv);
int cmd_recognise(struct cli *cli, int argc, char **argv);
int cmd_score(struct cli *cli, int argc, char **argv);
int cmd_code(struct cli *cli, int argc, char **argv);
int cmd_verify(struct cli *cli, int argc, char **argv);
int cmd_replay(struct cli *cli, int argc, char **argv);
int cmd_bench(struct cli *cli, int argc, char **argv);

/* The sentence for a key in the user's language. */
const char *cli_text(const struct cli *cli, const char *key);
/* Prints the sentence with its arguments (strings, ended by NULL) and a newline. */
void cli_say(const struct cli *cli, FILE *to, const char *key, ...)
    __attribute__((sentinel));
/* Prints "sparring: sentence" on standard error. */
void cli_complain(const struct cli *cli, const struct sp_error *error);
/* Prints it as one line and frees it. */
void cli_print_json(FILE *to, cJSON *json);
/* Prints the finding, with the source line when `text` is given. */
void cli_finding(const struct cli *cli, FILE *to, const char *file,
                 const struct sp_diag *diag, const char *text, size_t size);
/* The same for a sorted list, in one walk through the text. */
void cli_findings(const struct cli *cli, FILE *to, const char *file,
                  const struct sp_diags *diags, const char *text, size_t size);
/* The same; findings that come in order cost one walk through the text. */
void cli_finding_in(const struct cli *cli, FILE *to, const char *file,
                    const struct sp_diag *diag, struct sp_source *source);
/* The same as an object to add to. */
cJSON *cli_finding_json(const struct cli *cli, const char *file,
                        const struct sp_diag *diag);

/* "2026-01-31 18:05" in local time. */
void cli_when(int64_t ms, char *out, size_t room);

struct cli_option {
    const char *name;   /* without the dashes */
    const char **value; /* takes the next word; or NULL */
    bool *flag;         /* set to true; or NULL */
};

/* Reads options, "--lang zh|en", "--json" and "--help" among them; the other words are
 * moved to the front of argv and counted in *words. Returns CLI_CLEAN, or the status to
 * end with (after --help that is -1: end cleanly). */
int cli_options(struct cli *cli, const char *command, int argc, char **argv,
                const struct cli_option *options, size_t count, int *words);
/* False when it is not a language of the program. */
bool cli_take_lang(struct cli *cli, const char *word);
bool cli_number(const struct cli *cli, const char *option, const char *word,
                uint64_t *out);

/* A scenario with what it is judged by, read from files. */
struct cli_set {
    char *path[SP_PARTS];
    char *text[SP_PARTS];
    size_t size[SP_PARTS];
    struct sp_rubric *rubric;
    struct sp_styles *styles;
    struct sp_scenario *scenario;
    struct sp_str
        trouble[SP_LANGS]; /* the first thing that was wrong, with its place */
};

/* The file a word names: a path when it has a slash or ends in .json, else the shipped
 * scenario of that id. Freed with sp_free. */
char *cli_scenario_path(const char *word);
/* Reads the texts that are not there yet: rubric and styles from the scenario's own
 * folder if they are there, else the shipped ones. */
bool cli_set_texts(const struct cli *cli, const char *path, struct cli_set *set);
/* And makes sense of them; findings go to standard error, errors only if `quiet`. */
bool cli_set_read(const struct cli *cli, struct cli_set *set);
void cli_set_finish(struct cli_set *set);
