/* exam_items.c: `sparring exam items`: how the questions did. */
#include <string.h>

#include "exam_see.h"
#include "play.h"
#include "store/items.h"
#include "cells.h"

#define KAPPA_LINE 16

struct asking {
    struct cli *cli;
    struct exam_set set;
    struct sp_stories stories;
    struct sp_styles *styles;
    struct sp_scenario *scenario[SP_EXAM_PARTS];
    unsigned scenarios;
    struct sp_items items;
};

static void
finish(struct asking *a)
{
    sp_items_finish(&a->items);
    for (unsigned i = 0; i < a->scenarios; i++)
        sp_scenario_free(a->scenario[i]);
    sp_styles_free(a->styles);
    sp_stories_finish(&a->stories);
    exam_set_finish(&a->set);
}

/* What is frozen with the exam; what is not there is left out, and then options that
 * nobody picked are not listed. */
static void
load_scenarios(struct asking *a, struct sp_store *store)
{
    const struct sp_exam *exam = a->set.exam;
    struct sp_diags ignored = {0};
    size_t size = 0;
    char *text =
        exam->styles ? sp_content_load(store, exam->styles, &size, NULL) : NULL;

    if (text && a->set.rubric)
        a->styles = sp_styles_read(text, size, a->set.rubric, &ignored);
    sp_free(text);
    for (unsigned i = 0; a->styles && i < exam->parts; i++) {
        text = sp_content_load(store, exam->part[i].sha256, &size, NULL);
        struct sp_scenario *scenario =
            text ? sp_scenario_read(text, size, a->set.rubric, a->styles, &ignored)
                 : NULL;

        if (scenario)
            a->scenario[a->scenarios++] = scenario;
        sp_free(text);
    }
    sp_diags_finish(&ignored);
}

/* ---- as tables ---- */

static void
check_table(const struct asking *a, struct cells *table)
{
    static const char *const columns[] = {"scenario", "competency", "level",  "check",
                                          "wording",  "judged",     "earned", "share",
                                          "low",      "high",       "few",    NULL};
    const struct cli *cli = a->cli;

    cells_begin(table, columns);
    for (size_t i = 0; i < a->items.checks; i++) {
        const struct sp_item_check *c = &a->items.check[i];
        const struct sp_story_check as = {
            .id = c->check, .competency = c->competency, .wording = c->wording};

        cells_add(table, c->scenario);
        cells_add(table, c->competency
                             ? competency_name(cli, a->set.rubric, c->competency)
                             : cli_text(cli, "board.fault-critical"));
        cells_add_number(table, c->level);
        cells_add(table, c->check);
        cells_add(table, check_wording(cli, a->set.rubric, &as));
        cells_add_number(table, c->judged);
        cells_add_number(table, c->earned);
        if (c->judged) {
            cells_add_share(table, (double)c->earned / c->judged);
        } else {
            cells_add(table, "");
        }
        cells_add_share(table, c->low);
        cells_add_share(table, c->high);
        cells_add(table, c->judged < SP_STATS_FEW ? cli_text(cli, "items.few") : "");
    }
}

/* ---- as text ---- */

static void
percent(char out[16], unsigned part, unsigned of)
{
    if (of)
        snprintf(out, 16, "%u %%", (100 * part + of / 2) / of);
    else
        snprintf(out, 16, "-");
}

static void
say_scenarios(const struct asking *a)
{
    for (size_t i = 0; i < a->items.scenarios; i++) {
        const struct sp_item_scenario *s = &a->items.scenario[i];
        char calls[12], done[12], passed[12], seconds[24];

        snprintf(calls, sizeof calls, "%u", s->calls);
        snprintf(done, sizeof done, "%u", s->done);
        snprintf(passed, sizeof passed, "%u", s->passed);
        snprintf(seconds, sizeof seconds, "%.1f", (double)s->median_line_ms / 1000);
        cli_say(a->cli, a->cli->out, "items.scenario", s->scenario, calls, done, passed,
                seconds, NULL);
    }
}

static void
say_checks(const struct asking *a)
{
    const char *scenario = "";

    for (size_t i = 0; i < a->items.checks; i++) {
        const struct sp_item_check *c = &a->items.check[i];
        const struct sp_story_check as = {
            .id = c->check, .competency = c->competency, .wording = c->wording};
        char earned[12], judged[12], share[16], range[48];

        if (strcmp(scenario, c->scenario) != 0)
            cli_say(a->cli, a->cli->out, "items.checks", c->scenario, NULL);
        scenario = c->scenario;
        snprintf(earned, sizeof earned, "%u", c->earned);
        snprintf(judged, sizeof judged, "%u", c->judged);
        percent(share, c->earned, c->judged);
        snprintf(range, sizeof range, "%.0f–%.0f %%", 100 * c->low, 100 * c->high);
        cli_say(a->cli, a->cli->out, c->competency ? "items.check" : "items.critical",
                c->competency ? competency_name(a->cli, a->set.rubric, c->competency)
                              : "",
                check_wording(a->cli, a->set.rubric, &as), earned, judged, share,
                c->judged < SP_STATS_FEW ? cli_text(a->cli, "items.few") : range, NULL);
    }
}

static void
say_picks(const struct asking *a)
{
    const struct sp_item_pick *before = NULL;

    for (size_t i = 0; i < a->items.picks; i++) {
        const struct sp_item_pick *p = &a->items.pick[i];
        char picked[12], seen[12], share[16];

        snprintf(picked, sizeof picked, "%u", p->picked);
        snprintf(seen, sizeof seen, "%u", p->seen);
        percent(share, p->picked, p->seen);
        if (!before || strcmp(before->scenario, p->scenario) != 0 ||
            strcmp(before->node, p->node) != 0)
            cli_say(a->cli, a->cli->out, "items.node", p->scenario, p->node, seen,
                    NULL);
        cli_say(a->cli, a->cli->out, "items.pick", share, picked, p->reply, p->words,
                NULL);
        before = p;
    }
}

static void
say_kappa(const struct asking *a, const char *what, const struct sp_kappa *k)
{
    char n[12], same[16], kappa[KAPPA_LINE], low[KAPPA_LINE], high[KAPPA_LINE];

    if (k->n == 0)
        return;
    snprintf(n, sizeof n, "%u", k->n);
    snprintf(same, sizeof same, "%.0f %%", 100 * k->same);
    snprintf(kappa, sizeof kappa, "%.2f", k->kappa);
    snprintf(low, sizeof low, "%.2f", k->low);
    snprintf(high, sizeof high, "%.2f", k->high);
    cli_say(a->cli, a->cli->out,
            k->n < SP_STATS_FEW ? "items.kappa-few"
            : k->defined        ? "items.kappa"
                                : "items.kappa-none",
            what, n, same, kappa, low, high, NULL);
}

static void
say_items(const struct asking *a)
{
    char sittings[12], first[12];

    snprintf(sittings, sizeof sittings, "%u", a->items.sittings);
    snprintf(first, sizeof first, "%u", a->items.first);
    cli_say(a->cli, a->cli->out, "items.head", a->set.exam->id, sittings, first, NULL);
    say_scenarios(a);
    say_checks(a);
    say_picks(a);
    cli_say(a->cli, a->cli->out, "items.agreement", NULL);
    if (a->items.agreement[a->items.agreements - 1].kappa.n == 0 &&
        a->items.pass.n == 0)
        cli_say(a->cli, a->cli->out, "items.no-remarks", NULL);
    for (unsigned i = 0; i < a->items.agreements; i++) {
        const struct sp_item_agreement *one = &a->items.agreement[i];

        say_kappa(a,
                  one->competency
                      ? competency_name(a->cli, a->set.rubric, one->competency)
                      : cli_text(a->cli, "items.together"),
                  &one->kappa);
    }
    say_kappa(a, cli_text(a->cli, "items.pass"), &a->items.pass);
}

/* ---- as JSON ---- */

static cJSON *
line_of(const struct asking *a, const char *type)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "type", type);
    cJSON_AddStringToObject(json, "exam", a->set.exam->id);
    return json;
}

static void
print_kappa(const struct asking *a, const char *about, const struct sp_kappa *k)
{
    cJSON *json = line_of(a, "agreement");

    cJSON_AddStringToObject(json, "about", about);
    cJSON_AddNumberToObject(json, "n", k->n);
    cJSON_AddBoolToObject(json, "few", k->n < SP_STATS_FEW);
    if (k->n)
        cJSON_AddNumberToObject(json, "same", k->same);
    if (k->defined) {
        cJSON_AddNumberToObject(json, "kappa", k->kappa);
        cJSON_AddNumberToObject(json, "low", k->low);
        cJSON_AddNumberToObject(json, "high", k->high);
    }
    cli_print_json(a->cli->out, json);
}

static void
print_checks(const struct asking *a)
{
    for (size_t i = 0; i < a->items.checks; i++) {
        const struct sp_item_check *c = &a->items.check[i];
        cJSON *json = line_of(a, "check");

        cJSON_AddStringToObject(json, "scenario", c->scenario);
        cJSON_AddStringToObject(json, "check", c->check);
        cJSON_AddStringToObject(json, "competency", c->competency ? c->competency : "");
        cJSON_AddNumberToObject(json, "level", c->level);
        cJSON_AddNumberToObject(json, "judged", c->judged);
        cJSON_AddNumberToObject(json, "earned", c->earned);
        cJSON_AddNumberToObject(json, "low", c->low);
        cJSON_AddNumberToObject(json, "high", c->high);
        cJSON_AddBoolToObject(json, "few", c->judged < SP_STATS_FEW);
        cli_print_json(a->cli->out, json);
    }
}

static void
print_items(const struct asking *a)
{
    cJSON *json = line_of(a, "items");

    cJSON_AddNumberToObject(json, "sittings", a->items.sittings);
    cJSON_AddNumberToObject(json, "first", a->items.first);
    cli_print_json(a->cli->out, json);
    for (size_t i = 0; i < a->items.scenarios; i++) {
        const struct sp_item_scenario *s = &a->items.scenario[i];

        json = line_of(a, "scenario");
        cJSON_AddStringToObject(json, "scenario", s->scenario);
        cJSON_AddNumberToObject(json, "calls", s->calls);
        cJSON_AddNumberToObject(json, "done", s->done);
        cJSON_AddNumberToObject(json, "passed", s->passed);
        cJSON_AddNumberToObject(json, "lines", s->lines);
        cJSON_AddNumberToObject(json, "medianLineMs", (double)s->median_line_ms);
        cli_print_json(a->cli->out, json);
    }
    print_checks(a);
    for (size_t i = 0; i < a->items.picks; i++) {
        const struct sp_item_pick *p = &a->items.pick[i];

        json = line_of(a, "pick");
        cJSON_AddStringToObject(json, "scenario", p->scenario);
        cJSON_AddStringToObject(json, "node", p->node);
        cJSON_AddStringToObject(json, "reply", p->reply);
        cJSON_AddNumberToObject(json, "seen", p->seen);
        cJSON_AddNumberToObject(json, "picked", p->picked);
        cli_print_json(a->cli->out, json);
    }
    for (unsigned i = 0; i < a->items.agreements; i++) {
        const struct sp_item_agreement *one = &a->items.agreement[i];

        print_kappa(a, one->competency ? one->competency : "levels", &one->kappa);
    }
    print_kappa(a, "pass", &a->items.pass);
}

static int
show(struct asking *a, const char *csv)
{
    struct sp_error error = {0};
    struct cells table;
    struct sp_str text = {0};

    if (a->cli->json)
        print_items(a);
    else if (!csv)
        say_items(a);
    if (!csv)
        return CLI_CLEAN;
    check_table(a, &table);
    cells_csv(a->cli, &table, &text);
    bool ok = sp_os_write(csv, text.text, text.size, SP_OS_PRIVATE, &error);

    sp_str_finish(&text);
    cells_finish(&table);
    if (!ok)
        return exam_failed(a->cli, &error);
    if (!a->cli->json)
        cli_say(a->cli, a->cli->out, "board.written", csv, NULL);
    return CLI_CLEAN;
}

int
exam_items(struct cli *cli, int argc, char **argv)
{
    struct asking a = {.cli = cli};
    struct sp_exam_row row = {0};
    struct sp_exam *exam = NULL;
    struct sp_error error = {0};
    const char *csv = NULL;
    const struct cli_option list[] = {{.name = "csv", .value = &csv}};
    int status;

    if (!exam_words(cli, argc, argv, list, 1, 1, 1, NULL, &status))
        return status;
    struct sp_store *store = exam_records(cli);
    bool ok = store && exam_find(cli, store, argv[0], &row, &exam) &&
              exam_set_load(cli, store, row.id, &a.set);

    if (ok && !sp_stories_load(store, row.id, NULL, &a.stories, &error)) {
        ok = false;
        exam_failed(cli, &error);
    }
    if (ok)
        load_scenarios(&a, store);
    sp_store_close(store);
    status = CLI_CANNOT;
    if (ok) {
        sp_items_make(&a.stories, a.scenario, a.scenarios, cli->lang, &a.items);
        status = show(&a, csv);
    }
    finish(&a);
    sp_exam_free(exam);
    sp_exam_row_finish(&row);
    return status;
}
