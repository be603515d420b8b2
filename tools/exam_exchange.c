/* exam_exchange.c: `sparring exam export, import, hand-in, evidence, checkpoint`: what
 * goes from one machine to another. */
#include <string.h>

#include "exam.h"
#include "play.h"
#include "store/hand_in.h"
#include "store/start_code.h"
#include "verify.h"

/* Nothing that is there is written over. */
static bool
is_free(const char *path, struct sp_error *error)
{
    return sp_os_size(path) < 0 || sp_error_set(error, "file-there", path, NULL, NULL);
}

int
exam_export(struct cli *cli, int argc, char **argv)
{
    struct sp_exam_row row = {0};
    struct sp_exam *exam = NULL;
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 2, 2, NULL, &status))
        return status;
    struct sp_store *store = exam_records(cli);
    bool found = store && exam_find(cli, store, argv[0], &row, &exam);

    if (found && is_free(argv[1], &error) &&
        sp_evidence_load_exam(store, row.id, &evidence, &error) &&
        sp_evidence_write(&evidence, NULL, argv[1], &error))
        cli_say(cli, cli->out, "exam.exported", exam->id, argv[1], NULL);
    sp_evidence_finish(&evidence);
    sp_exam_row_finish(&row);
    sp_exam_free(exam);
    sp_store_close(store);
    if (!found)
        return CLI_CANNOT;
    return error.code ? exam_failed(cli, &error) : CLI_CLEAN;
}

int
exam_import(struct cli *cli, int argc, char **argv)
{
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    char sha[SP_HASH_SIZE], id[SP_ID_SIZE];
    bool known = false;
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 1, 1, NULL, &status))
        return status;
    struct sp_store *store = open_records(cli);

    if (!store)
        return CLI_CANNOT;
    if (verify_read(argv[0], &evidence, sha, &error) &&
        sp_hand_in_exam(store, &evidence, id, &known, &error)) {
        cli_say(cli, cli->out, known ? "exam.imported-before" : "exam.imported",
                evidence.exam->id, sp_text_in(&evidence.exam->title, cli->lang),
                evidence.exam_sha, NULL);
    }
    sp_evidence_finish(&evidence);
    sp_store_close(store);
    return error.code ? exam_failed(cli, &error) : CLI_CLEAN;
}

/* Writes a closed sitting, signed when there is a key. */
static int
write_sitting(struct cli *cli, const char *word, const char *path,
              const struct sp_key *key)
{
    struct sp_store *store = open_records(cli);
    struct sp_sitting_row row;
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    bool found = store && verify_find(cli, store, word, &row);
    bool ok = found && is_free(path, &error);

    if (ok && row.state == SP_SITTING_RUNNING)
        ok = sp_error_set(&error, "exam-running", row.id, NULL, NULL);
    ok = ok && sp_evidence_load(store, row.id, &evidence, &error) &&
         sp_evidence_write(&evidence, key, path, &error);
    if (ok)
        cli_say(cli, cli->out, key ? "exam.evidence" : "exam.handed-in", path, NULL);
    sp_evidence_finish(&evidence);
    sp_store_close(store);
    if (!found)
        return CLI_CANNOT;
    return ok ? CLI_CLEAN : exam_failed(cli, &error);
}

int
exam_evidence(struct cli *cli, int argc, char **argv)
{
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 2, 2, NULL, &status))
        return status;
    struct sp_key *key = exam_key(cli);

    if (!key)
        return CLI_CANNOT;
    status = write_sitting(cli, argv[0], argv[1], key);
    sp_key_close(key);
    return status;
}

int
exam_hand_in(struct cli *cli, int argc, char **argv)
{
    char code[SP_CODE_SIZE];
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 2, 2, NULL, &status))
        return status;
    if (!sp_code_read(argv[0], code)) {
        cli_say(cli, cli->err, "exam.no-code", argv[0], NULL);
        return CLI_USAGE;
    }
    return write_sitting(cli, code, argv[1], NULL);
}

int
exam_checkpoint(struct cli *cli, int argc, char **argv)
{
    struct sp_str text = {0};
    struct sp_error error = {0};
    unsigned sittings = 0;
    char count[16], sha[SP_HASH_SIZE];
    int words, status;

    if (!exam_words(cli, argc, argv, NULL, 0, 0, 1, &words, &status))
        return status;
    struct sp_key *key = exam_key(cli);
    struct sp_store *store = key ? open_records(cli) : NULL;

    if (!store) {
        sp_key_close(key);
        return CLI_CANNOT;
    }
    bool ok =
        (words == 0 || is_free(argv[0], &error)) &&
        sp_checkpoint_print(store, key, sp_os_wall_ms(), &text, &sittings, &error) &&
        (words == 0 ||
         sp_os_write(argv[0], text.text, text.size, SP_OS_PRIVATE, &error));

    snprintf(count, sizeof count, "%u", sittings);
    sp_content_name(&(struct sp_bytes){sp_str_text(&text), text.size}, sha);
    if (ok && words == 0)
        fwrite(text.text, 1, text.size, stdout);
    else if (ok)
        cli_say(cli, cli->out, "exam.checkpoint", argv[0], count, sha, NULL);
    sp_str_finish(&text);
    sp_store_close(store);
    sp_key_close(key);
    return ok ? CLI_CLEAN : exam_failed(cli, &error);
}
