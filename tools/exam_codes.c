/* exam_codes.c: `sparring exam list, show, archive, codes, withdraw`. */
#include "exam.h"

#include <stdlib.h>
#include <string.h>

#include "play.h"
#include "store/csv.h"
#include "store/start_code.h"

/* ---- exams ---- */

static void
print_exam(const struct cli *cli, const struct sp_exam_row *row)
{
    struct sp_diags ignored = {0};
    struct sp_exam *exam = sp_exam_read(row->body, strlen(row->body), &ignored);
    struct sp_str state = {0};
    char when[32];

    cli_when(row->made_ms, when, sizeof when);
    sp_str_addf(&state, "exam-state.%s", sp_exam_state_name(row->state));
    if (cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "exam");
        cJSON_AddStringToObject(json, "exam", exam ? exam->id : "");
        cJSON_AddStringToObject(json, "row", row->id);
        cJSON_AddStringToObject(json, "title",
                                exam ? sp_text_in(&exam->title, cli->lang) : "");
        cJSON_AddStringToObject(json, "state", sp_exam_state_name(row->state));
        cJSON_AddStringToObject(json, "sha256", row->sha256);
        cJSON_AddNumberToObject(json, "madeMs", (double)row->made_ms);
        cli_print_json(cli->out, json);
    } else {
        cli_say(cli, cli->out, "exam.line", exam ? exam->id : "?",
                exam ? sp_text_in(&exam->title, cli->lang) : "",
                cli_text(cli, state.text), when, row->sha256, NULL);
    }
    sp_str_finish(&state);
    sp_exam_free(exam);
    sp_diags_finish(&ignored);
}

int
exam_list(struct cli *cli, int argc, char **argv)
{
    struct sp_exam_rows rows = {0};
    struct sp_error error = {0};
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 0, 0, NULL, &status))
        return status;
    struct sp_store *store = open_records(cli);

    if (!store)
        return CLI_CANNOT;
    bool ok = sp_exam_row_list(store, &rows, &error);

    sp_store_close(store);
    if (!ok)
        return exam_failed(cli, &error);
    for (size_t i = 0; i < rows.count; i++)
        print_exam(cli, &rows.item[i]);
    if (rows.count == 0 && !cli->json)
        cli_say(cli, cli->out, "exam.no-exams", NULL);
    sp_exam_rows_finish(&rows);
    return CLI_CLEAN;
}

/* What a candidate is told before the first call, clause by clause. */
int
exam_show(struct cli *cli, int argc, char **argv)
{
    struct sp_exam_row row = {0};
    struct sp_exam *exam = NULL;
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 1, 1, NULL, &status))
        return status;
    struct sp_store *store = open_records(cli);
    bool ok = store && exam_find(cli, store, argv[0], &row, &exam);

    sp_store_close(store);
    if (!ok)
        return CLI_CANNOT;
    if (cli->json) {
        fprintf(cli->out, "%s\n", row.body);
    } else {
        print_exam(cli, &row);
        exam_say_notice(cli, exam);
    }
    sp_exam_row_finish(&row);
    sp_exam_free(exam);
    return CLI_CLEAN;
}

int
exam_archive(struct cli *cli, int argc, char **argv)
{
    struct sp_exam_row row = {0};
    struct sp_exam *exam = NULL;
    struct sp_error error = {0};
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 1, 1, NULL, &status))
        return status;
    struct sp_store *store = exam_records(cli);
    bool ok = store && exam_find(cli, store, argv[0], &row, &exam);

    if (ok && !sp_exam_row_archive(store, row.id, &error))
        status = exam_failed(cli, &error);
    else if (ok)
        cli_say(cli, cli->out, "exam.archived", exam->id, NULL);
    sp_store_close(store);
    sp_exam_row_finish(&row);
    sp_exam_free(exam);
    return ok ? status : CLI_CANNOT;
}

/* ---- start codes ---- */

struct giving {
    const struct cli *cli;
    struct sp_store *store;
    struct sp_exam_row row;
    struct sp_exam *exam;
    const char *team, *number, *csv;
    struct sp_str table;
    unsigned given;
};

/* Whether somebody has passed, and the highest attempt that a code was given for. */
static bool
look_back(struct giving *g, const struct sp_member *m, bool *passed, unsigned *last,
          bool *open, char base[9], struct sp_error *error)
{
    struct sp_code_rows codes = {0};
    struct sp_sitting_rows sittings = {0};
    bool ok = sp_code_row_list(g->store, g->row.id, m->person, &codes, error) &&
              sp_sitting_row_list(g->store, g->row.id, m->person, &sittings, error);

    *passed = *open = false;
    *last = 0;
    for (size_t i = 0; ok && i < codes.count; i++) {
        const struct sp_code_row *code = &codes.item[i];

        *last = code->attempt > *last ? code->attempt : *last;
        *open = *open || (!code->used && !code->withdrawn);
        memcpy(base, code->code, 8);
        base[8] = '\0';
    }
    for (size_t i = 0; ok && i < sittings.count; i++) {
        *passed = *passed || sittings.item[i].verdict == SP_VERDICT_PASS;
        *open = *open || sittings.item[i].verdict == SP_VERDICT_OPEN ||
                sittings.item[i].verdict == SP_VERDICT_HELD;
    }
    sp_code_rows_finish(&codes);
    sp_sitting_rows_finish(&sittings);
    return ok;
}

static void
show_code(struct giving *g, const struct sp_member *m, const struct sp_code_row *code)
{
    char shown[SP_CODE_SIZE + 2], attempt[12];

    sp_code_show(code->code, shown);
    snprintf(attempt, sizeof attempt, "%u", code->attempt);
    sp_csv_add(&g->table, true, m->number);
    sp_csv_add(&g->table, false, m->name);
    sp_csv_add(&g->table, false, m->team);
    sp_csv_add(&g->table, false, attempt);
    sp_csv_add(&g->table, false, shown);
    sp_csv_end_row(&g->table);
    if (g->cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "code");
        cJSON_AddStringToObject(json, "number", m->number);
        cJSON_AddStringToObject(json, "name", m->name);
        cJSON_AddNumberToObject(json, "attempt", code->attempt);
        cJSON_AddStringToObject(json, "code", shown);
        cli_print_json(g->cli->out, json);
    } else if (!g->csv) {
        cli_say(g->cli, g->cli->out, "exam.code", shown, m->number, m->name, m->team,
                attempt, NULL);
    }
}

static bool
give(struct giving *g, const struct sp_member *m, struct sp_error *error)
{
    struct sp_code_row code = {.has_lang = m->has_lang,
                               .lang = m->lang,
                               .extra_percent = m->extra_percent,
                               .scale_percent = m->scale_percent,
                               .given_ms = sp_os_wall_ms()};
    unsigned last = 0,
             most = g->exam->attempts ? (unsigned)g->exam->attempts : SP_CODE_ATTEMPTS;
    bool passed = false, open = false;
    char base[9] = "";

    if (!look_back(g, m, &passed, &last, &open, base, error))
        return false;
    if (passed || open || last >= most) {
        if (g->number)
            cli_say(g->cli, g->cli->err,
                    passed ? "exam.has-passed"
                    : open ? "exam.has-code"
                           : "exam.no-more",
                    m->number, NULL);
        return true;
    }
    if (base[0] == '\0')
        sp_code_new_base(base);
    code.attempt = last + 1;
    memcpy(code.exam, g->row.id, SP_ID_SIZE);
    memcpy(code.person, m->person, SP_ID_SIZE);
    sp_code_make(base, code.attempt, g->row.sha256, code.code);
    if (!sp_code_row_add(g->store, &code, error))
        return false;
    g->given++;
    show_code(g, m, &code);
    return true;
}

static int
give_all(struct giving *g)
{
    struct sp_members all = {0};
    struct sp_error error = {0};
    bool ok = sp_member_list(g->store, &all, &error), found = false;
    char count[16];

    sp_csv_begin(&g->table);
    sp_str_add(&g->table, cli_text(g->cli, "exam.codes-head"));
    sp_csv_end_row(&g->table);
    for (size_t i = 0; ok && i < all.count; i++) {
        const struct sp_member *m = &all.item[i];

        if (!m->active || (g->team && strcmp(m->team, g->team) != 0) ||
            (g->number ? strcmp(m->number, g->number) != 0 : m->role != SP_TRAINEE))
            continue;
        found = true;
        ok = give(g, m, &error);
    }
    sp_members_finish(&all);
    /* The file of an earlier time is not lost to an empty one. */
    bool write = ok && g->csv && g->given > 0;

    if (write)
        ok = sp_os_write(g->csv, g->table.text, g->table.size, SP_OS_PRIVATE, &error);
    if (!ok)
        return exam_failed(g->cli, &error);
    if (!found)
        cli_say(g->cli, g->cli->err, "exam.nobody", NULL);
    snprintf(count, sizeof count, "%u", g->given);
    if (!g->cli->json)
        cli_say(g->cli, g->cli->out, "exam.given", count, NULL);
    if (write && !g->cli->json)
        cli_say(g->cli, g->cli->out, "board.written", g->csv, NULL);
    return found ? CLI_CLEAN : CLI_FINDINGS;
}

int
exam_codes(struct cli *cli, int argc, char **argv)
{
    struct giving g = {.cli = cli};
    const struct cli_option list[] = {{.name = "team", .value = &g.team},
                                      {.name = "number", .value = &g.number},
                                      {.name = "csv", .value = &g.csv}};
    int status;

    if (!exam_words(cli, argc, argv, list, 3, 1, 1, NULL, &status))
        return status;
    g.store = exam_records(cli);
    if (!g.store || !exam_find(cli, g.store, argv[0], &g.row, &g.exam)) {
        sp_store_close(g.store);
        return CLI_CANNOT;
    }
    if (g.row.state == SP_EXAM_PUBLISHED) {
        status = give_all(&g);
    } else {
        cli_say(cli, cli->err, "exam.not-open", g.exam->id, NULL);
        status = CLI_CANNOT;
    }
    sp_store_close(g.store);
    sp_exam_row_finish(&g.row);
    sp_exam_free(g.exam);
    sp_str_finish(&g.table);
    return status;
}

int
exam_withdraw(struct cli *cli, int argc, char **argv)
{
    char code[SP_CODE_SIZE], shown[SP_CODE_SIZE + 2];
    struct sp_error error = {0};
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 1, 1, NULL, &status))
        return status;
    if (!sp_code_read(argv[0], code)) {
        cli_say(cli, cli->err, "exam.no-code", argv[0], NULL);
        return CLI_USAGE;
    }
    struct sp_store *store = exam_records(cli);

    if (!store)
        return CLI_CANNOT;
    bool ok = sp_code_row_withdraw(store, code, &error);

    sp_store_close(store);
    if (!ok)
        return exam_failed(cli, &error);
    sp_code_show(code, shown);
    cli_say(cli, cli->out, "exam.withdrawn", shown, NULL);
    return CLI_CLEAN;
}
