/* exam_publish.c: `sparring exam new, check, publish`: from a draft to what is held. */
#include "exam.h"

#include <string.h>

#include "core/jcs.h"
#include "core/json.h"
#include "core/prove.h"
#include "play.h"
#include "prove_limits.h"

#define STATES_MOST 4000000

/* A draft with the scenarios that it names. */
struct draft {
    const struct cli *cli;
    char *text;
    size_t size;
    struct sp_exam *exam;
    struct cli_set set[SP_EXAM_PARTS];
    const char *scenario[SP_EXAM_PARTS];
    unsigned scenarios, bad;
};

static void
draft_finish(struct draft *d)
{
    for (unsigned i = 0; i < d->scenarios; i++)
        cli_set_finish(&d->set[i]);
    sp_exam_free(d->exam);
    sp_free(d->text);
}

static void
wrong(struct draft *d, const char *key, const char *first, const char *second,
      const char *third)
{
    cli_say(d->cli, d->cli->err, key, first, second, third, NULL);
    d->bad++;
}

/* ---- what it names ---- */

static void
check_styles(struct draft *d, const struct sp_exam_item *item,
             const struct sp_scenario *scenario)
{
    for (unsigned i = 0; i < item->styles; i++) {
        if (sp_scenario_style(scenario, item->style[i]) < 0)
            wrong(d, "exam.no-style", item->style[i], item->scenario, "");
    }
}

static void
check_levels(struct draft *d, const struct sp_rubric *rubric)
{
    for (unsigned i = 0; i < d->exam->rule.levels; i++) {
        const char *wanted = d->exam->rule.competency[i];
        bool found = false;

        for (unsigned k = 0; k < rubric->competencies; k++)
            found = found || strcmp(rubric->competency[k].id, wanted) == 0;
        if (!found)
            wrong(d, "exam.no-competency", wanted, "", "");
    }
}

/* One rubric and one kind of customers for all: else a level would mean two things. */
static void
check_together(struct draft *d, unsigned at)
{
    for (unsigned part = SP_PART_RUBRIC; part <= SP_PART_STYLES; part++) {
        const struct cli_set *a = &d->set[0], *b = &d->set[at];

        if (a->size[part] != b->size[part] ||
            memcmp(a->text[part], b->text[part], a->size[part]) != 0)
            wrong(d, "exam.two-rubrics", d->scenario[0], d->scenario[at], "");
    }
}

static void
load_scenarios(struct draft *d)
{
    d->scenarios = sp_exam_scenarios(d->exam, d->scenario);
    for (unsigned i = 0; i < d->scenarios; i++) {
        char *path = cli_scenario_path(d->scenario[i]);

        if (!scenario_exists(d->cli, d->scenario[i], path) ||
            !cli_set_texts(d->cli, path, &d->set[i]) ||
            !cli_set_read(d->cli, &d->set[i]))
            d->bad++;
        else
            check_together(d, i);
        sp_free(path);
    }
    if (d->bad > 0)
        return;
    for (unsigned f = 0; f < d->exam->forms; f++) {
        const struct sp_exam_form *form = &d->exam->form[f];

        for (unsigned i = 0; i < form->items; i++) {
            unsigned at = 0;

            while (strcmp(d->scenario[at], form->item[i].scenario) != 0)
                at++;
            check_styles(d, &form->item[i], d->set[at].scenario);
        }
    }
    check_levels(d, d->set[0].rubric);
}

static bool
read_draft(struct draft *d, const char *path)
{
    struct sp_error error = {0};

    if (!sp_os_read_plain(path, CLI_FILE_MOST, &d->text, &d->size, &error)) {
        exam_failed(d->cli, &error);
        return false;
    }
    if (!exam_read(d->cli, path, d->text, d->size, &d->exam)) {
        d->bad++;
        return false;
    }
    load_scenarios(d);
    return d->bad == 0;
}

/* ---- whether it is fair ---- */

/* Only what is proved is asked: a scenario that a guesser passes proves nothing. */
static void
prove_scenarios(struct draft *d)
{
    struct sp_prove_ask ask = {.states_most = STATES_MOST, .strategies = true};
    struct prove_limits limits = {.cli = d->cli, .tell = sp_os_has_terminal()};

    prove_limits_begin(&limits, &ask);
    for (unsigned i = 0; i < d->scenarios; i++) {
        struct sp_proof *proof = sp_prove(d->set[i].scenario, &ask);
        bool fair = sp_proof_fair(proof);

        sp_proof_free(proof);
        if (fair)
            cli_say(d->cli, d->cli->out, "exam.fair", d->scenario[i], NULL);
        else
            wrong(d, "exam.unfair", d->scenario[i], "", "");
    }
    prove_limits_end(&limits);
}

/* ---- publishing ---- */

static void
add_frozen(const struct draft *d, cJSON *root)
{
    cJSON *frozen = cJSON_CreateObject(), *scenarios;
    char sha[SP_HASH_SIZE];

    cJSON_DeleteItemFromObjectCaseSensitive(root, "frozen");
    cJSON_DeleteItemFromObjectCaseSensitive(root, "$schema");
    cJSON_AddItemToObject(root, "frozen", frozen);
    cJSON_AddStringToObject(frozen, "engine", SP_VERSION);
    sp_content_name(&(struct sp_bytes){d->set[0].text[SP_PART_RUBRIC],
                                       d->set[0].size[SP_PART_RUBRIC]},
                    sha);
    cJSON_AddStringToObject(frozen, "rubric", sha);
    sp_content_name(&(struct sp_bytes){d->set[0].text[SP_PART_STYLES],
                                       d->set[0].size[SP_PART_STYLES]},
                    sha);
    cJSON_AddStringToObject(frozen, "styles", sha);
    scenarios = cJSON_AddObjectToObject(frozen, "scenarios");
    for (unsigned i = 0; i < d->scenarios; i++) {
        sp_content_name(&(struct sp_bytes){d->set[i].text[SP_PART_SCENARIO],
                                           d->set[i].size[SP_PART_SCENARIO]},
                        sha);
        cJSON_AddStringToObject(scenarios, d->scenario[i], sha);
    }
}

static bool
store_draft(const struct draft *d, struct sp_exam_row *row, struct sp_error *error)
{
    struct sp_bytes contents[SP_EXAM_PARTS + 2];
    enum sp_part kinds[SP_EXAM_PARTS + 2];
    unsigned count = 0;
    struct sp_store *store = open_records(d->cli);

    if (!store)
        return false;
    for (unsigned i = 0; i < d->scenarios; i++) {
        for (unsigned part = 0; part < SP_PARTS; part++) {
            if (part != SP_PART_SCENARIO && i > 0)
                continue;
            kinds[count] = part;
            contents[count++] =
                (struct sp_bytes){d->set[i].text[part], d->set[i].size[part]};
        }
    }
    bool ok = sp_exam_row_publish(store, row, contents, kinds, count, error);

    sp_store_close(store);
    return ok;
}

static int
publish(struct draft *d)
{
    struct sp_exam_row row = {0};
    struct sp_error error = {0};
    struct sp_str body = {0};
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(d->text, d->size, &sp_json_usual, &ignored);
    cJSON *root = doc ? cJSON_Duplicate(sp_json_root(doc), true) : NULL;
    int status = CLI_CLEAN;

    add_frozen(d, root);
    sp_jcs_add(root, &body);
    row.body = sp_str_take(&body);
    if (store_draft(d, &row, &error))
        cli_say(d->cli, d->cli->out, "exam.published", d->exam->id, row.sha256, NULL);
    else
        status = error.code ? exam_failed(d->cli, &error) : CLI_CANNOT;
    sp_exam_row_finish(&row);
    cJSON_Delete(root);
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    return status;
}

static int
with_draft(struct cli *cli, int argc, char **argv, bool to_publish)
{
    struct draft d = {.cli = cli};
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 1, 1, NULL, &status))
        return status;
    if (to_publish && !exam_is_manager(cli))
        return CLI_CANNOT;
    bool ok = read_draft(&d, argv[0]);

    if (ok)
        prove_scenarios(&d);
    if (d.bad > 0)
        status = CLI_FINDINGS;
    else if (!ok)
        status = CLI_CANNOT;
    else if (to_publish)
        status = publish(&d);
    else
        cli_say(cli, cli->out, "exam.good", argv[0], NULL);
    draft_finish(&d);
    return status;
}

int
exam_check(struct cli *cli, int argc, char **argv)
{
    return with_draft(cli, argc, argv, false);
}

int
exam_publish(struct cli *cli, int argc, char **argv)
{
    return with_draft(cli, argc, argv, true);
}

/* ---- a new one ---- */

/* The shipped example under another id, to be changed. */
int
exam_new(struct cli *cli, int argc, char **argv)
{
    static const char example_id[] = "\"id\": \"objections\"";
    char *folder, *example, *text = NULL;
    struct sp_error error = {0};
    struct sp_str out = {0};
    size_t size = 0;
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 2, 2, NULL, &status))
        return status;
    if (strspn(argv[0], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
                        "YZ0123456789-_") != strlen(argv[0]) ||
        strlen(argv[0]) > 40) {
        cli_say(cli, cli->err, "usage.exam", NULL);
        return CLI_USAGE;
    }
    folder = sp_os_scenarios_folder();
    example = sp_os_join(folder, "exams/objections.json");
    bool ok = sp_os_read(example, CLI_FILE_MOST, &text, &size, &error);

    if (ok && sp_os_size(argv[1]) >= 0)
        ok = sp_error_set(&error, "file-there", argv[1], NULL, NULL);
    if (ok) {
        const char *at = strstr(text, example_id);

        if (at) {
            sp_str_add_n(&out, text, (size_t)(at - text));
            sp_str_addf(&out, "\"id\": \"%s\"", argv[0]);
            sp_str_add(&out, at + strlen(example_id));
        }
        ok = sp_os_write(argv[1], sp_str_text(&out), out.size, SP_OS_SHARED, &error);
    }
    if (ok)
        cli_say(cli, cli->out, "exam.drafted", argv[1], NULL);
    else
        status = exam_failed(cli, &error);
    sp_str_finish(&out);
    sp_free(text);
    sp_free(example);
    sp_free(folder);
    return status;
}
