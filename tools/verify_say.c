/* verify_say.c: what a replay has found, in words. */
#include "verify.h"

#include <string.h>

#include "store/start_code.h"

static void
add_where(const struct cli *cli, const struct sp_replay_note *note, struct sp_str *out)
{
    char call[16], line[16];
    const char *args[] = {call, line, NULL};

    snprintf(call, sizeof call, "%d", note->item + 1);
    snprintf(line, sizeof line, "%u", note->turn);
    if (note->item >= 0)
        sp_strings_add(cli->strings[cli->lang], out,
                       note->turn ? "verify.line" : "verify.call", args);
}

static void
say_note(const struct cli *cli, const struct sp_replay_note *note)
{
    struct sp_str where = {0}, key = {0}, was = {0}, is = {0};
    bool of_row = strncmp(note->what, "row-", 4) == 0;

    add_where(cli, note, &where);
    sp_str_add_safe(&was, note->was);
    sp_str_add_safe(&is, note->is ? note->is : "");
    sp_str_addf(&key, "replay.%s", note->what);
    if (note->same)
        cli_say(cli, stdout, key.text, sp_str_text(&where), sp_str_text(&was), NULL);
    else
        cli_say(cli, stdout, of_row ? "verify.row-differs" : "verify.differs",
                sp_str_text(&where), of_row ? note->what + 4 : cli_text(cli, key.text),
                sp_str_text(&was), sp_str_text(&is), NULL);
    sp_str_finish(&where);
    sp_str_finish(&key);
    sp_str_finish(&was);
    sp_str_finish(&is);
}

void
verify_say_notes(const struct cli *cli, const struct sp_replay *replay, bool all)
{
    for (size_t i = 0; i < replay->notes; i++) {
        if (all || !replay->note[i].same)
            say_note(cli, &replay->note[i]);
    }
}

cJSON *
verify_notes_json(const struct sp_replay *replay)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < replay->notes; i++) {
        const struct sp_replay_note *note = &replay->note[i];
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "what", note->what);
        if (note->item >= 0)
            cJSON_AddNumberToObject(item, "call", note->item + 1);
        if (note->turn)
            cJSON_AddNumberToObject(item, "line", note->turn);
        cJSON_AddBoolToObject(item, "same", note->same);
        cJSON_AddStringToObject(item, "was", note->was);
        if (!note->same)
            cJSON_AddStringToObject(item, "is", note->is ? note->is : "");
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

cJSON *
verify_error_json(const struct cli *cli, const struct sp_error *error)
{
    cJSON *json = cJSON_CreateObject();
    struct sp_str text = {0};

    sp_error_write(error, cli->strings[cli->lang], &text);
    cJSON_AddStringToObject(json, "code", error->code);
    cJSON_AddStringToObject(json, "message", sp_str_text(&text));
    sp_str_finish(&text);
    return json;
}

bool
verify_read(const char *path, struct sp_evidence *out, char sha[SP_HASH_SIZE],
            struct sp_error *error)
{
    char *text = NULL;
    size_t size = 0;

    if (!sp_os_read_plain(path, SP_EVIDENCE_MOST, &text, &size, error))
        return false;
    bool ok = sp_evidence_read(text, size, out, error);

    sp_content_name(&(struct sp_bytes){text, size}, sha);
    sp_free(text);
    return ok;
}

bool
verify_find(const struct cli *cli, struct sp_store *store, const char *word,
            struct sp_sitting_row *row)
{
    struct sp_sitting_rows rows = {0};
    struct sp_error error = {0};
    char code[SP_CODE_SIZE] = "";
    size_t size = strlen(word), found = 0;
    bool is_code = sp_code_read(word, code);

    if (!sp_sitting_row_list(store, NULL, NULL, &rows, &error)) {
        cli_complain(cli, &error);
        sp_error_clear(&error);
        return false;
    }
    for (size_t i = 0; i < rows.count; i++) {
        const struct sp_sitting_row *at = &rows.item[i];

        if ((size < 4 || strncmp(at->id, word, size) != 0) &&
            (!is_code || strcmp(at->code, code) != 0))
            continue;
        *row = *at;
        found++;
    }
    sp_sitting_rows_finish(&rows);
    if (found != 1)
        cli_say(cli, stderr, found ? "verify.many" : "verify.no-sitting", word, NULL);
    return found == 1;
}

bool
verify_key(const struct cli *cli, const char *hex, const char *file,
           char key[SP_PUBLIC_SIZE])
{
    struct sp_error error = {0};
    char *path = file || hex ? NULL : sp_key_usual_path(NULL), *text = NULL;
    size_t size = 0;

    key[0] = '\0';
    if (hex)
        snprintf(key, SP_PUBLIC_SIZE, "%s", hex);
    else if (file && !sp_key_public(file, key, NULL) &&
             sp_os_read_plain(file, 4096, &text, &size, &error))
        snprintf(key, SP_PUBLIC_SIZE, "%.*s", (int)strcspn(text, " \r\n"), text);
    else if (path && sp_key_exists(path))
        sp_key_public(path, key, &error);
    sp_free(text);
    sp_free(path);
    bool ok = !error.code && ((!hex && !file && !key[0]) ||
                              (strlen(key) == SP_PUBLIC_SIZE - 1 &&
                               strspn(key, "0123456789abcdef") == SP_PUBLIC_SIZE - 1 &&
                               (!hex || strlen(hex) == SP_PUBLIC_SIZE - 1)));

    if (error.code)
        cli_complain(cli, &error);
    else if (!ok)
        cli_say(cli, stderr, "verify.no-key", NULL);
    sp_error_clear(&error);
    return ok;
}
