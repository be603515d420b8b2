/* cmd_replay.c: `sparring replay`: every call of a sitting, to be read. */
#include <string.h>

#include "exam.h"
#include "play.h"
#include "show.h"
#include "store/start_code.h"
#include "verify.h"

static void
say_who(const struct cli *cli, const struct sp_evidence *evidence)
{
    struct sp_evidence_begin begin;
    struct sp_json *doc = sp_evidence_begin(evidence, &begin, NULL);
    char when[32], attempt[12];
    struct sp_str number = {0}, name = {0};

    if (!doc)
        return;
    cli_when(begin.at_ms, when, sizeof when);
    snprintf(attempt, sizeof attempt, "%u", begin.attempt);
    sp_str_add_safe(&number, begin.number);
    sp_str_add_safe(&name, begin.name);
    cli_say(cli, stdout, "replay.who", sp_text_in(&evidence->exam->title, cli->lang),
            sp_str_text(&number), sp_str_text(&name), when, attempt, NULL);
    sp_str_finish(&number);
    sp_str_finish(&name);
    sp_json_free(doc);
}

static void
say_call(const struct cli *cli, struct sp_replayed_call *call, unsigned number)
{
    char text[12];

    snprintf(text, sizeof text, "%u", number);
    putchar('\n');
    cli_say(cli, stdout, "exam.debrief", text, NULL);
    if (!call->session)
        return;
    sp_score_session(call->session, true, &call->score);
    show_transcript(cli, call->session, &call->score);
    show_result(cli, call->session, &call->score);
}

static int
show(const struct cli *cli, const struct sp_evidence *evidence, bool may_run)
{
    struct sp_replay replay = {0};
    struct sp_error error = {0};

    if (!sp_replay_sitting(evidence, may_run, &replay, &error)) {
        cli_complain(cli, &error);
        sp_error_clear(&error);
        return CLI_CANNOT;
    }
    say_who(cli, evidence);
    for (unsigned i = 0; i < replay.calls; i++)
        say_call(cli, &replay.call[i], i + 1);
    if (replay.closed) {
        const struct sp_sitting_row row = {.verdict = replay.state};

        exam_say_verdict(cli, &row, &replay.verdict);
    }
    if (replay.differences > 0) {
        putchar('\n');
        cli_say(cli, stdout, "replay.differs", NULL);
        verify_say_notes(cli, &replay, false);
    }
    int status = replay.differences ? CLI_FINDINGS : CLI_CLEAN;

    sp_replay_finish(&replay);
    return status;
}

/* Where there is a manager, the records of others are the manager's to look at. */
static bool
may_look(struct cli *cli)
{
    char *path = sp_key_usual_path(NULL);
    bool ok = path && (!sp_key_exists(path) || exam_is_manager(cli));

    sp_free(path);
    return ok;
}

static int
show_recorded(struct cli *cli, const char *word)
{
    struct sp_store *store = may_look(cli) ? open_records(cli) : NULL;
    struct sp_sitting_row row;
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    int status = CLI_CANNOT;

    if (store && verify_find(cli, store, word, &row)) {
        if (row.state == SP_SITTING_RUNNING)
            sp_error_set(&error, "exam-running", row.id, NULL, NULL);
        else if (sp_evidence_load(store, row.id, &evidence, &error))
            status = show(cli, &evidence, true);
    }
    if (error.code)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_evidence_finish(&evidence);
    sp_store_close(store);
    return status;
}

static int
show_file(const struct cli *cli, const char *path)
{
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    char sha[SP_HASH_SIZE];
    int status = CLI_CANNOT;

    if (verify_read(path, &evidence, sha, &error) && evidence.kind != SP_EVIDENCE_EXAM)
        status = show(cli, &evidence, false);
    else if (!error.code)
        sp_error_set(&error, "hand-in-no-result", NULL, NULL, NULL);
    if (error.code)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_evidence_finish(&evidence);
    return status;
}

int
cmd_replay(struct cli *cli, int argc, char **argv)
{
    int words, status;

    argc = exam_take_options(cli, argc, argv);
    status = cli_options(cli, "replay", argc, argv, NULL, 0, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words != 1 || cli->json) {
        cli_say(cli, stderr, "usage.replay", NULL);
        return CLI_USAGE;
    }
    return sp_os_size(argv[0]) >= 0 ? show_file(cli, argv[0])
                                    : show_recorded(cli, argv[0]);
}
