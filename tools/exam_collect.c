/* exam_collect.c: `sparring exam collect`: taking in what candidates handed in. */
#include <string.h>

#include "exam.h"
#include "play.h"
#include "store/hand_in.h"
#include "store/start_code.h"
#include "verify.h"

#define FILES_MOST 10000

enum outcome { ACCEPTED, KNOWN, REFUSED, OUTCOMES };

struct file {
    char *path;
    char sha[SP_HASH_SIZE], sitting[SP_ID_SIZE], code[16];
    enum outcome outcome;
    char *number, *name, *member;
    enum sp_verdict_state verdict;
    struct sp_error error; /* why it was refused */
};

struct collecting {
    struct cli *cli;
    struct sp_store *store;
    struct file *file;
    size_t files;
    unsigned count[OUTCOMES];
};

/* ---- which files ---- */

static bool
add_file(struct collecting *c, char *path, struct sp_error *error)
{
    if (c->files == FILES_MOST) {
        sp_error_set_number(error, "folder-size", path, FILES_MOST);
        sp_free(path);
        return false;
    }
    c->file = sp_grow(c->file, c->files + 1, sizeof *c->file);
    c->file[c->files++] = (struct file){.path = path};
    return true;
}

static bool
add_word(struct collecting *c, const char *word, struct sp_error *error)
{
    struct sp_os_names names = {0};

    bool ok = true;

    if (!sp_os_is_folder(word))
        return add_file(c, sp_strdup(word), error);
    if (!sp_os_list(word, "", &names, error))
        return false;
    for (size_t i = 0; ok && i < names.count; i++)
        ok = add_file(c, sp_os_join(word, names.name[i]), error);
    sp_os_names_finish(&names);
    return ok;
}

static void
finish(struct collecting *c)
{
    for (size_t i = 0; i < c->files; i++) {
        struct file *f = &c->file[i];

        sp_free(f->path);
        sp_free(f->number);
        sp_free(f->name);
        sp_free(f->member);
        sp_error_clear(&f->error);
    }
    sp_free(c->file);
    sp_store_close(c->store);
}

/* ---- checking ---- */

static void
check_file(struct collecting *c, struct file *f)
{
    struct sp_evidence evidence = {0};
    struct sp_hand_in hand_in = {0};
    bool ok = verify_read(f->path, &evidence, f->sha, &f->error) &&
              sp_hand_in_check(c->store, &evidence, &hand_in, &f->error);

    f->outcome = !ok ? REFUSED : hand_in.known ? KNOWN : ACCEPTED;
    if (ok) {
        memcpy(f->sitting, hand_in.sitting, sizeof f->sitting);
        memcpy(f->code, hand_in.code, sizeof f->code);
        f->number = sp_strdup(hand_in.number);
        f->name = sp_strdup(hand_in.name);
        f->member = sp_strdup(hand_in.member);
        f->verdict = hand_in.replay.state;
    }
    sp_hand_in_finish(&hand_in);
    sp_evidence_finish(&evidence);
}

/* The same file twice is taken once. Two results with one code are taken not at all:
 * which is the right one, a person must find out. */
static void
check_against(struct file *f, struct file *earlier)
{
    if (f->outcome == REFUSED || earlier->sitting[0] == '\0' ||
        strcmp(f->code, earlier->code) != 0)
        return;
    if (strcmp(f->sha, earlier->sha) == 0 ||
        strcmp(f->sitting, earlier->sitting) == 0) {
        f->outcome = KNOWN;
        return;
    }
    f->outcome = REFUSED;
    sp_error_set(&f->error, "hand-in-two", earlier->path, NULL, NULL);
    if (earlier->outcome == ACCEPTED) {
        earlier->outcome = REFUSED;
        sp_error_set(&earlier->error, "hand-in-two", f->path, NULL, NULL);
    }
}

static void
check_all(struct collecting *c)
{
    for (size_t i = 0; i < c->files; i++)
        check_file(c, &c->file[i]);
    for (size_t i = 0; i < c->files; i++) {
        for (size_t k = 0; k < i; k++)
            check_against(&c->file[i], &c->file[k]);
    }
}

/* ---- storing ---- */

/* Read and checked again: it may have been changed since. */
static void
store_file(struct collecting *c, struct file *f)
{
    struct sp_evidence evidence = {0};
    struct sp_hand_in hand_in = {0};
    char sha[SP_HASH_SIZE];
    bool ok = verify_read(f->path, &evidence, sha, &f->error) &&
              sp_hand_in_check(c->store, &evidence, &hand_in, &f->error) &&
              sp_hand_in_store(c->store, &evidence, &hand_in, sha, sp_os_wall_ms(),
                               &f->error);

    if (!ok)
        f->outcome = REFUSED;
    sp_hand_in_finish(&hand_in);
    sp_evidence_finish(&evidence);
}

/* ---- telling ---- */

static void
print_file(const struct cli *cli, const struct file *f)
{
    static const char *const names[] = {"accepted", "known", "refused"};
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "type", "collected");
    cJSON_AddStringToObject(json, "file", f->path);
    cJSON_AddStringToObject(json, "outcome", names[f->outcome]);
    if (f->sitting[0]) {
        cJSON_AddStringToObject(json, "sitting", f->sitting);
        cJSON_AddStringToObject(json, "code", f->code);
        cJSON_AddStringToObject(json, "number", f->number);
        cJSON_AddStringToObject(json, "name", f->member);
    }
    if (f->outcome == ACCEPTED)
        cJSON_AddStringToObject(json, "verdict", sp_verdict_state_name(f->verdict));
    if (f->error.code)
        cJSON_AddItemToObject(json, "error", verify_error_json(cli, &f->error));
    cli_print_json(stdout, json);
}

static void
say_file(const struct cli *cli, const struct file *f)
{
    struct sp_str text = {0}, verdict = {0};

    sp_str_addf(&verdict, "verify.%s", sp_verdict_state_name(f->verdict));
    if (f->error.code)
        sp_error_write(&f->error, cli->strings[cli->lang], &text);
    if (f->outcome == REFUSED)
        cli_say(cli, cli->out, "collect.refused", f->path, sp_str_text(&text), NULL);
    else
        cli_say(cli, cli->out,
                f->outcome == KNOWN ? "collect.known" : "collect.accepted", f->path,
                f->member, f->number, cli_text(cli, verdict.text), NULL);
    if (f->outcome == ACCEPTED && strcmp(f->name, f->member) != 0) {
        sp_str_clear(&text);
        sp_str_add_safe(&text, f->name);
        cli_say(cli, cli->out, "collect.name", sp_str_text(&text), f->member, NULL);
    }
    sp_str_finish(&text);
    sp_str_finish(&verdict);
}

static int
tell(struct collecting *c)
{
    char count[OUTCOMES][16];

    for (size_t i = 0; i < c->files; i++) {
        c->count[c->file[i].outcome]++;
        if (c->cli->json)
            print_file(c->cli, &c->file[i]);
        else
            say_file(c->cli, &c->file[i]);
    }
    for (unsigned i = 0; i < OUTCOMES; i++)
        snprintf(count[i], sizeof count[i], "%u", c->count[i]);
    if (!c->cli->json)
        cli_say(c->cli, c->cli->out, "collect.total", count[ACCEPTED], count[KNOWN],
                count[REFUSED], NULL);
    return c->count[REFUSED] ? CLI_FINDINGS : CLI_CLEAN;
}

int
exam_collect(struct cli *cli, int argc, char **argv)
{
    struct collecting c = {.cli = cli};
    struct sp_error error = {0};
    bool dry = false, ok = true;
    const struct cli_option list[] = {{.name = "dry-run", .flag = &dry}};
    int words, status;

    if (!exam_words(cli, argc, argv, list, 1, 1, argc, &words, &status))
        return status;
    if (!(c.store = exam_records(cli)))
        return CLI_CANNOT;
    for (int i = 0; ok && i < words; i++)
        ok = add_word(&c, argv[i], &error);
    if (ok)
        check_all(&c);
    for (size_t i = 0; ok && !dry && i < c.files; i++) {
        if (c.file[i].outcome == ACCEPTED)
            store_file(&c, &c.file[i]);
    }
    status = ok ? tell(&c) : exam_failed(cli, &error);
    finish(&c);
    return status;
}
