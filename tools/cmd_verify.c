/* cmd_verify.c: `sparring verify`: whether evidence, or the records, still say what was
 * written in them. */
#include <string.h>

#include "play.h"
#include "store/start_code.h"
#include "verify.h"

/* ---- a file ---- */

static void
say_file(const struct cli *cli, const char *path, const struct sp_evidence *evidence)
{
    struct sp_evidence_begin begin;
    struct sp_json *doc = sp_evidence_begin(evidence, &begin, NULL);
    char shown[SP_CODE_SIZE + 2] = "", events[16], code[SP_CODE_SIZE];

    snprintf(events, sizeof events, "%u", (unsigned)evidence->events.count);
    if (doc && sp_code_read(begin.code, code))
        sp_code_show(code, shown);
    struct sp_str number = {0}, name = {0};

    sp_str_add_safe(&number, doc ? begin.number : "");
    sp_str_add_safe(&name, doc ? begin.name : "");
    cli_say(cli, stdout, "verify.file", path,
            sp_text_in(&evidence->exam->title, cli->lang), sp_str_text(&number),
            sp_str_text(&name), shown, NULL);
    cli_say(cli, stdout, "verify.whole", events, NULL);
    sp_str_finish(&number);
    sp_str_finish(&name);
    sp_json_free(doc);
}

/* Whether it is signed as it should be. */
static bool
say_signature(const struct cli *cli, const struct sp_evidence *evidence,
              const char *wanted)
{
    bool is = strcmp(evidence->key, wanted) == 0;
    const char *key = !evidence->key[0] ? "verify.unsigned"
                      : !wanted[0]      ? "verify.some-key"
                      : is              ? "verify.right-key"
                                        : "verify.other-key";

    if (!cli->json)
        cli_say(cli, stdout, key, evidence->key, NULL);
    return !wanted[0] || is;
}

static void
add_begin(const struct sp_evidence *evidence, cJSON *json)
{
    struct sp_evidence_begin begin;
    struct sp_json *doc = sp_evidence_begin(evidence, &begin, NULL);

    cJSON_AddStringToObject(json, "kind", sp_evidence_kind_name(evidence->kind));
    cJSON_AddStringToObject(json, "exam", evidence->exam->id);
    cJSON_AddStringToObject(json, "examSha256", evidence->exam_sha);
    if (doc) {
        cJSON_AddStringToObject(json, "sitting", begin.sitting);
        cJSON_AddStringToObject(json, "code", begin.code);
        cJSON_AddNumberToObject(json, "attempt", begin.attempt);
        cJSON_AddStringToObject(json, "number", begin.number);
        cJSON_AddStringToObject(json, "name", begin.name);
    }
    cJSON_AddNumberToObject(json, "events", (double)evidence->events.count);
    if (evidence->key[0])
        cJSON_AddStringToObject(json, "signedBy", evidence->key);
    sp_json_free(doc);
}

static void
say_end(const struct cli *cli, bool agrees, const struct sp_replay *replay)
{
    struct sp_str verdict = {0};

    sp_str_addf(&verdict, "verify.%s", sp_verdict_state_name(replay->state));
    cli_say(cli, stdout, agrees ? "verify.agrees" : "verify.does-not",
            cli_text(cli, verdict.text), NULL);
    sp_str_finish(&verdict);
}

/* Only a result may do without a signature, and only when no key was asked for. */
static int
verify_sitting(const struct cli *cli, const struct sp_evidence *evidence,
               const char *wanted, bool asked, cJSON *json, struct sp_error *error)
{
    struct sp_replay replay = {0};
    bool needs = asked || evidence->kind == SP_EVIDENCE_SIGNED;
    bool right = say_signature(cli, evidence, needs ? wanted : "");

    if (!sp_replay_sitting(evidence, false, &replay, error))
        return CLI_FINDINGS;
    bool agrees = right && replay.differences == 0;

    if (cli->json) {
        if (needs && wanted[0])
            cJSON_AddBoolToObject(json, "rightKey", right);
        cJSON_AddStringToObject(json, "verdict", sp_verdict_state_name(replay.state));
        cJSON_AddItemToObject(json, "notes", verify_notes_json(&replay));
    } else {
        verify_say_notes(cli, &replay, true);
        say_end(cli, agrees, &replay);
    }
    sp_replay_finish(&replay);
    return agrees ? CLI_CLEAN : CLI_FINDINGS;
}

static int
verify_file(const struct cli *cli, const char *path, const char *wanted, bool asked)
{
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    char sha[SP_HASH_SIZE] = "";
    cJSON *json = cJSON_CreateObject();
    int status = CLI_CLEAN;

    cJSON_AddStringToObject(json, "type", "file");
    cJSON_AddStringToObject(json, "file", path);
    if (!verify_read(path, &evidence, sha, &error)) {
        status = sha[0] ? CLI_FINDINGS : CLI_CANNOT;
    } else {
        add_begin(&evidence, json);
        if (!cli->json)
            say_file(cli, path, &evidence);
        if (evidence.kind != SP_EVIDENCE_EXAM)
            status = verify_sitting(cli, &evidence, wanted, asked, json, &error);
    }
    cJSON_AddBoolToObject(json, "agrees", status == CLI_CLEAN);
    if (error.code && cli->json) {
        cJSON_AddItemToObject(json, "error", verify_error_json(cli, &error));
    } else if (error.code) {
        struct sp_str text = {0};

        sp_error_write(&error, cli->strings[cli->lang], &text);
        cli_say(cli, stderr, "verify.broken", path, sp_str_text(&text), NULL);
        sp_str_finish(&text);
    }
    if (cli->json)
        cli_print_json(stdout, json);
    else
        cJSON_Delete(json);
    sp_error_clear(&error);
    sp_evidence_finish(&evidence);
    return status;
}

/* ---- the records ---- */

struct totals {
    unsigned sittings, bad, gone, behind;
};

static void
say_sitting(const struct cli *cli, const struct sp_sitting_row *row,
            const struct sp_sitting_check *check, const struct sp_error *error)
{
    char id[9], seq[16];

    snprintf(id, sizeof id, "%.8s", row->id);
    snprintf(seq, sizeof seq, "%u", check->seq);
    if (error->code) {
        struct sp_str text = {0};

        sp_error_write(error, cli->strings[cli->lang], &text);
        cli_say(cli, stdout, "verify.sitting-broken", id, sp_str_text(&text), NULL);
        sp_str_finish(&text);
    } else if (check->chain != SP_CHAIN_WHOLE) {
        struct sp_str key = {0};

        sp_str_addf(&key, "verify.chain-%s", sp_chain_fault_name(check->chain));
        cli_say(cli, stdout, key.text, id, seq, NULL);
        sp_str_finish(&key);
    } else if (check->replay.differences > 0) {
        cli_say(cli, stdout, "verify.sitting", id, NULL);
        verify_say_notes(cli, &check->replay, false);
    }
}

static void
print_sitting(const struct cli *cli, const struct sp_sitting_row *row,
              const struct sp_sitting_check *check, const struct sp_error *error,
              bool good)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "type", "sitting");
    cJSON_AddStringToObject(json, "sitting", row->id);
    cJSON_AddBoolToObject(json, "agrees", good);
    if (error->code) {
        cJSON_AddItemToObject(json, "error", verify_error_json(cli, error));
    } else {
        cJSON_AddStringToObject(json, "chain", sp_chain_fault_name(check->chain));
        if (check->chain != SP_CHAIN_WHOLE)
            cJSON_AddNumberToObject(json, "event", check->seq);
        cJSON_AddBoolToObject(json, "deleted", check->gone);
        cJSON_AddItemToObject(json, "notes", verify_notes_json(&check->replay));
    }
    cli_print_json(stdout, json);
}

static bool
check_sittings(const struct cli *cli, struct sp_store *store, struct totals *totals,
               struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};

    if (!sp_sitting_row_list(store, NULL, NULL, &rows, error))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        struct sp_sitting_check check = {0};
        struct sp_error found = {0};
        bool good = sp_sitting_check(store, &rows.item[i], &check, &found) &&
                    sp_sitting_check_good(&check);

        totals->sittings++;
        totals->bad += !good;
        totals->gone += check.gone;
        if (cli->json)
            print_sitting(cli, &rows.item[i], &check, &found, good);
        else
            say_sitting(cli, &rows.item[i], &check, &found);
        sp_sitting_check_finish(&check);
        sp_error_clear(&found);
    }
    sp_sitting_rows_finish(&rows);
    return true;
}

static bool
compare_line(const struct cli *cli, struct sp_store *store,
             const struct sp_checkpoint_line *line, struct totals *totals,
             struct sp_error *error)
{
    enum sp_checkpoint_fault fault;
    char id[9];
    struct sp_str key = {0};

    if (!sp_checkpoint_compare(store, line, &fault, error))
        return false;
    if (fault == SP_CHECKPOINT_HOLDS)
        return true;
    totals->behind++;
    snprintf(id, sizeof id, "%.8s", line->sitting);
    sp_str_addf(&key, "verify.checkpoint-%s", sp_checkpoint_fault_name(fault));
    if (cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "checkpoint");
        cJSON_AddStringToObject(json, "sitting", line->sitting);
        cJSON_AddStringToObject(json, "fault", sp_checkpoint_fault_name(fault));
        cli_print_json(stdout, json);
    } else {
        cli_say(cli, stdout, key.text, id, NULL);
    }
    sp_str_finish(&key);
    return true;
}

static bool
check_checkpoint(const struct cli *cli, struct sp_store *store, const char *path,
                 const char *wanted, struct totals *totals, struct sp_error *error)
{
    struct sp_checkpoint checkpoint = {0};
    char *text = NULL, count[24], when[32];
    size_t size = 0;

    if (!sp_os_read_plain(path, SP_EVIDENCE_MOST, &text, &size, error))
        return false;
    bool ok = sp_checkpoint_read(text, size, &checkpoint, error);

    sp_free(text);
    if (ok && wanted[0] && strcmp(wanted, checkpoint.key) != 0)
        ok = sp_error_set(error, "checkpoint-key", path, NULL, NULL);
    for (size_t i = 0; ok && i < checkpoint.lines; i++)
        ok = compare_line(cli, store, &checkpoint.line[i], totals, error);
    snprintf(count, sizeof count, "%zu", checkpoint.lines);
    cli_when(checkpoint.at_ms, when, sizeof when);
    if (ok && !cli->json)
        cli_say(cli, stdout, "verify.checkpoint", when, count, NULL);
    sp_checkpoint_finish(&checkpoint);
    return ok;
}

static int
say_totals(const struct cli *cli, const struct totals *t, unsigned attempts,
           unsigned events)
{
    char sittings[16], bad[16], gone[16], loose[16];
    bool good = t->bad == 0 && t->behind == 0 && attempts == 0 && events == 0;

    snprintf(sittings, sizeof sittings, "%u", t->sittings);
    snprintf(bad, sizeof bad, "%u", t->bad);
    snprintf(gone, sizeof gone, "%u", t->gone);
    snprintf(loose, sizeof loose, "%u", attempts + events);
    if (cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "records");
        cJSON_AddNumberToObject(json, "sittings", t->sittings);
        cJSON_AddNumberToObject(json, "bad", t->bad);
        cJSON_AddNumberToObject(json, "deleted", t->gone);
        cJSON_AddNumberToObject(json, "behind", t->behind);
        cJSON_AddNumberToObject(json, "loose", attempts + events);
        cJSON_AddBoolToObject(json, "agrees", good);
        cli_print_json(stdout, json);
    } else {
        if (attempts + events > 0)
            cli_say(cli, stdout, "verify.loose", loose, NULL);
        if (t->gone)
            cli_say(cli, stdout, "verify.deleted", gone, NULL);
        cli_say(cli, stdout, good ? "verify.records-good" : "verify.records-bad",
                sittings, bad, NULL);
    }
    return good ? CLI_CLEAN : CLI_FINDINGS;
}

static int
verify_records(const struct cli *cli, const char *checkpoint, const char *wanted)
{
    struct sp_store *store = open_records(cli);
    struct totals totals = {0};
    struct sp_error error = {0};
    unsigned attempts = 0, events = 0;
    int status = CLI_CANNOT;

    if (!store)
        return CLI_CANNOT;
    bool ok = check_sittings(cli, store, &totals, &error) &&
              (!checkpoint ||
               check_checkpoint(cli, store, checkpoint, wanted, &totals, &error)) &&
              sp_records_loose(store, &attempts, &events, &error);

    if (ok)
        status = say_totals(cli, &totals, attempts, events);
    else
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_store_close(store);
    return status;
}

int
cmd_verify(struct cli *cli, int argc, char **argv)
{
    const char *hex = NULL, *file = NULL, *checkpoint = NULL;
    bool records = false;
    const struct cli_option list[] = {{.name = "key", .value = &hex},
                                      {.name = "key-file", .value = &file},
                                      {.name = "checkpoint", .value = &checkpoint},
                                      {.name = "records", .flag = &records}};
    char key[SP_PUBLIC_SIZE];
    int words, worst, status = cli_options(cli, "verify", argc, argv, list, 4, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (records == (words > 0) || (checkpoint && !records)) {
        cli_say(cli, stderr, "usage.verify", NULL);
        return CLI_USAGE;
    }
    if (!verify_key(cli, hex, file, key))
        return CLI_CANNOT;
    if (records)
        return verify_records(cli, checkpoint, key);
    worst = CLI_CLEAN;
    for (int i = 0; i < words; i++) {
        status = verify_file(cli, argv[i], key, hex || file);
        worst = status > worst ? status : worst;
    }
    return worst;
}
