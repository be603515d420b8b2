/* cmd_exam.c: `sparring exam …`: setting up, holding and judging assessments. */
#include "exam.h"

#include <string.h>

#include "play.h"

static const struct command commands[] = {
    {"setup", exam_setup},       {"roster", exam_roster},
    {"people", exam_people},     {"new", exam_new},
    {"check", exam_check},       {"publish", exam_publish},
    {"list", exam_list},         {"show", exam_show},
    {"archive", exam_archive},   {"codes", exam_codes},
    {"withdraw", exam_withdraw}, {"take", exam_take},
    {"export", exam_export},     {"import", exam_import},
    {"evidence", exam_evidence}, {"hand-in", exam_hand_in},
    {"collect", exam_collect},   {"checkpoint", exam_checkpoint},
    {"observe", exam_observe},   {"board", exam_board},
    {"hold", exam_hold},         {"remark", exam_remark},
    {"decide", exam_decide},     {"appeal", exam_appeal},
    {"items", exam_items},       {"due", exam_due},
    {"forget", exam_forget},
};

int
cmd_exam(struct cli *cli, int argc, char **argv)
{
    bool help = argc > 0 && strcmp(argv[0], "--help") == 0;

    argc = exam_take_options(cli, argc, argv);
    for (size_t i = 0; argc > 0 && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[0], commands[i].name) == 0)
            return commands[i].run(cli, argc - 1, argv + 1);
    }
    if (argc > 0 && !help)
        cli_say(cli, cli->err, "exam.unknown", argv[0], NULL);
    cli_say(cli, help ? cli->out : cli->err, "usage.exam", NULL);
    return help ? CLI_CLEAN : CLI_USAGE;
}

bool
exam_words(struct cli *cli, int argc, char **argv, const struct cli_option *options,
           size_t count, int least, int most, int *words, int *status)
{
    int found;

    *status = cli_options(cli, "exam", argc, argv, options, count, &found);
    if (*status != CLI_CLEAN) {
        *status = *status < 0 ? CLI_CLEAN : *status;
        return false;
    }
    if (found < least || found > most) {
        cli_say(cli, cli->err, "usage.exam", NULL);
        *status = CLI_USAGE;
        return false;
    }
    if (words)
        *words = found;
    return true;
}

struct sp_store *
exam_records(struct cli *cli)
{
    return exam_is_manager(cli) ? open_records(cli) : NULL;
}

int
exam_failed(const struct cli *cli, struct sp_error *error)
{
    cli_complain(cli, error);
    sp_error_clear(error);
    return CLI_CANNOT;
}

bool
exam_read(const struct cli *cli, const char *name, const char *text, size_t size,
          struct sp_exam **exam)
{
    struct sp_diags diags = {0};

    *exam = sp_exam_read(text, size, &diags);
    sp_diags_sort(&diags);
    cli_findings(cli, cli->err, name, &diags, text, size);
    sp_diags_finish(&diags);
    return *exam != NULL;
}

bool
exam_find(const struct cli *cli, struct sp_store *store, const char *word,
          struct sp_exam_row *row, struct sp_exam **exam)
{
    struct sp_exam_rows rows = {0};
    struct sp_error error = {0};
    size_t found = 0, at = 0, size = strlen(word);

    if (!sp_exam_row_list(store, &rows, &error)) {
        exam_failed(cli, &error);
        return false;
    }
    for (size_t i = 0; i < rows.count; i++) {
        struct sp_diags ignored = {0};
        struct sp_exam *read =
            sp_exam_read(rows.item[i].body, strlen(rows.item[i].body), &ignored);
        bool is =
            read && (strcmp(read->id, word) == 0 ||
                     (size >= 4 && (strncmp(rows.item[i].id, word, size) == 0 ||
                                    strncmp(rows.item[i].sha256, word, size) == 0)));

        /* Of versions with the same name the newest that can be sat is meant. */
        if (is && (found == 0 || (rows.item[at].state != SP_EXAM_PUBLISHED &&
                                  rows.item[i].state == SP_EXAM_PUBLISHED)))
            at = i;
        found += is;
        sp_exam_free(read);
        sp_diags_finish(&ignored);
    }
    if (found == 0) {
        cli_say(cli, cli->err, "exam.none", word, NULL);
    } else {
        *row = rows.item[at];
        rows.item[at] = (struct sp_exam_row){0};
    }
    sp_exam_rows_finish(&rows);
    if (found == 0)
        return false;
    if (exam_read(cli, word, row->body, strlen(row->body), exam))
        return true;
    sp_exam_row_finish(row);
    return false;
}
