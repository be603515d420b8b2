/* exam_board.c: `sparring exam board`: who has passed, who is open, and why. */
#include <string.h>

#include "board_rows.h"
#include "play.h"
#include "store/start_code.h"

#define FAULTS_SHOWN 320

struct asking {
    struct cli *cli;
    struct sp_board_filter filter;
    enum sp_board_sort sort;
    const char *csv, *xlsx;
    const char *person; /* only this number, and no counts */
};

static void
look_finish(struct board_look *look)
{
    sp_board_finish(&look->board);
    sp_stories_finish(&look->stories);
    sp_code_rows_finish(&look->codes);
    sp_members_finish(&look->members);
    exam_set_finish(&look->set);
}

static bool
look_load(const struct asking *a, struct sp_store *store, const char *exam,
          struct board_look *look)
{
    struct sp_error error = {0};

    *look = (struct board_look){.cli = a->cli};
    if (!exam_set_load(a->cli, store, exam, &look->set))
        return false;
    if (!sp_member_list(store, &look->members, &error) ||
        !sp_code_row_list(store, look->set.row.id, NULL, &look->codes, &error) ||
        !sp_stories_load(store, look->set.row.id, NULL, &look->stories, &error)) {
        exam_failed(a->cli, &error);
        look_finish(look);
        return false;
    }
    const struct sp_board_from from = {&look->members, &look->codes, &look->stories,
                                       look->set.row.due_ms, sp_os_wall_ms()};

    sp_board_make(&from, &look->board);
    sp_board_pick(&look->board, &a->filter, a->sort);
    return true;
}

/* ---- as text ---- */

static void
say_counts(const struct board_look *look, const struct sp_board_team *team,
           const char *key)
{
    char count[6][16];
    const unsigned numbers[] = {team->people,
                                team->state[SP_BOARD_PASSED],
                                team->state[SP_BOARD_FAILED],
                                team->state[SP_BOARD_HELD],
                                team->state[SP_BOARD_GOING],
                                team->state[SP_BOARD_OPEN]};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        snprintf(count[i], sizeof count[i], "%u", numbers[i]);
    cli_say(look->cli, look->cli->out, key,
            *team->name ? team->name : cli_text(look->cli, "board.no-team"), count[0],
            count[1], count[2], count[3], count[4], count[5], NULL);
    snprintf(count[0], sizeof count[0], "%u", team->overdue);
    snprintf(count[1], sizeof count[1], "%u", team->first_passed);
    snprintf(count[2], sizeof count[2], "%u", team->first);
    if (team->overdue)
        cli_say(look->cli, look->cli->out, "board.overdue", count[0], NULL);
    if (team->first)
        cli_say(look->cli, look->cli->out, "board.first", count[1], count[2], NULL);
    struct sp_str weakest = {0};

    board_add_weakest(look, &team->levels, &weakest);
    if (weakest.size)
        cli_say(look->cli, look->cli->out, "board.weakest", weakest.text, NULL);
    sp_str_finish(&weakest);
}

/* Those at one line of a call (0: at no certain one), under the words that were said.
 */
static void
say_faults_at(const struct board_look *look, const struct sp_board_fault *fault,
              size_t count, unsigned item, unsigned line)
{
    char call[12], number[12];
    bool any = false;

    snprintf(call, sizeof call, "%u", item + 1);
    snprintf(number, sizeof number, "%u", line);
    for (size_t i = 0; i < count; i++) {
        const struct sp_story_check *check = fault[i].check;

        if (fault[i].item != item ||
            (fault[i].line ? fault[i].line->number : 0) != line)
            continue;
        if (!any)
            cli_say(look->cli, look->cli->out, line ? "board.at-line" : "board.at-call",
                    call, number, line ? fault[i].line->trainee : "", NULL);
        any = true;
        cli_say(look->cli, look->cli->out,
                check->competency ? "board.is-missed" : "board.is-critical",
                check->competency
                    ? competency_name(look->cli, look->set.rubric, check->competency)
                    : "",
                check_wording(look->cli, look->set.rubric, check), NULL);
    }
}

static void
say_faults(const struct board_look *look, const struct sp_story *story)
{
    struct sp_board_fault fault[FAULTS_SHOWN];
    size_t count = sp_board_faults(story, fault, FAULTS_SHOWN);

    count = count < FAULTS_SHOWN ? count : FAULTS_SHOWN;
    for (unsigned i = 0; i < story->calls; i++) {
        for (unsigned k = 0; k < story->call[i].lines; k++)
            say_faults_at(look, fault, count, i, story->call[i].line[k].number);
        say_faults_at(look, fault, count, i, 0);
    }
}

static void
say_sitting(const struct board_look *look, const struct sp_story *story)
{
    struct sp_str verdict = {0}, clauses = {0};
    char attempt[12], when[32];
    const struct sp_story_note *appeal = sp_story_last(story, "appeal");
    const struct sp_story_note *note =
        story->row.decided ? sp_story_last(story, "decision") : NULL;

    snprintf(attempt, sizeof attempt, "%u", story->row.attempt);
    board_add_verdict(look, story, &verdict);
    cli_say(look->cli, look->cli->out, "board.sitting", attempt, verdict.text,
            when_of(story->row.began_ms, when), story->row.id, NULL);
    if (story->forgotten)
        cli_say(look->cli, look->cli->out, "board.forgotten", NULL);
    if (story->closed && (note || story->row.verdict == SP_VERDICT_HELD))
        cli_say(
            look->cli, look->cli->out, "board.machine",
            word_of(look->cli, "board-verdict", story->machine_pass ? "pass" : "fail"),
            NULL);
    if (appeal)
        cli_say(look->cli, look->cli->out, "board.appeal", appeal->words, NULL);
    if (note)
        cli_say(look->cli, look->cli->out, "board.decision", note->by, note->words,
                NULL);
    board_add_clauses(look, story, &clauses);
    if (clauses.size)
        cli_say(look->cli, look->cli->out, "board.clauses", clauses.text, NULL);
    sp_str_finish(&clauses);
    sp_str_finish(&verdict);
}

/* The start code that the person has and did not use, or that an observed sitting goes
 * on with, as it is written; or "". */
static const char *
open_code(const struct board_look *look, const struct sp_board_person *p,
          char shown[SP_CODE_SIZE + 2])
{
    shown[0] = '\0';
    for (size_t i = 0; i < look->codes.count; i++) {
        const struct sp_code_row *row = &look->codes.item[i];

        if (strcmp(row->person, p->member->person) == 0 && !row->used &&
            !row->withdrawn)
            sp_code_show(row->code, shown);
    }
    if (p->latest && p->latest->row.verdict == SP_VERDICT_OPEN &&
        p->latest->row.kind == SP_SITTING_OBSERVED)
        sp_code_show(p->latest->row.code, shown);
    return shown;
}

static void
say_person(const struct board_look *look, const struct sp_board_person *p)
{
    struct sp_str weakest = {0};
    char when[32], number[12], code[SP_CODE_SIZE + 2];

    snprintf(number, sizeof number, "%u", p->to_pass);
    cli_say(look->cli, look->cli->out, "board.person", p->member->name,
            p->member->number, p->member->team,
            word_of(look->cli, "board-state", sp_board_state_name(p->state)),
            p->due == SP_DUE_OVER ? cli_text(look->cli, "board.is-overdue") : "", NULL);
    if (p->last_ms)
        cli_say(look->cli, look->cli->out, "board.last", when_of(p->last_ms, when),
                NULL);
    if (p->to_pass)
        cli_say(look->cli, look->cli->out, "board.to-pass", number, NULL);
    if (p->has_code)
        cli_say(look->cli, look->cli->out, "board.has-code", open_code(look, p, code),
                NULL);
    else if (p->stories == 0)
        cli_say(look->cli, look->cli->out, "board.no-code", NULL);
    for (unsigned i = 0; i < p->stories; i++)
        say_sitting(look, p->story[i]);
    board_add_weakest(look, &p->levels, &weakest);
    if (weakest.size)
        cli_say(look->cli, look->cli->out, "board.weakest", weakest.text, NULL);
    if (p->latest && p->state != SP_BOARD_PASSED)
        say_faults(look, p->latest);
    sp_str_finish(&weakest);
}

/* Whether there is somebody of that number. */
static bool
say_one(const struct board_look *look, const char *number)
{
    for (size_t i = 0; i < look->board.count; i++) {
        if (strcmp(look->board.person[i].member->number, number) == 0) {
            say_person(look, &look->board.person[i]);
            return true;
        }
    }
    cli_say(look->cli, look->cli->err, "exam.nobody", NULL);
    return false;
}

static void
say_board(const struct board_look *look)
{
    char when[32];

    cli_say(look->cli, look->cli->out, "board.title", look->set.exam->id,
            sp_text_in(&look->set.exam->title, look->cli->lang), NULL);
    if (look->set.row.due_ms)
        cli_say(look->cli, look->cli->out, "board.due",
                when_of(look->set.row.due_ms, when), NULL);
    say_counts(look, &look->board.all, "board.all");
    for (size_t i = 0; look->board.teams > 1 && i < look->board.teams; i++) {
        fputc('\n', look->cli->out);
        say_counts(look, &look->board.team[i], "board.team");
    }
    for (size_t i = 0; i < look->board.count; i++) {
        fputc('\n', look->cli->out);
        say_person(look, &look->board.person[i]);
    }
    if (look->board.count == 0)
        cli_say(look->cli, look->cli->out, "exam.nobody", NULL);
}

/* ---- as JSON ---- */

static cJSON *
levels_json(const struct sp_board_levels *levels)
{
    cJSON *list = cJSON_CreateArray();

    for (unsigned i = 0; i < levels->count; i++) {
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "competency", levels->item[i].competency);
        cJSON_AddNumberToObject(item, "calls", levels->item[i].calls);
        cJSON_AddNumberToObject(item, "sum", levels->item[i].sum);
        cJSON_AddNumberToObject(item, "lowest", levels->item[i].lowest);
        cJSON_AddBoolToObject(item, "weakest", levels->weakest == (int)i);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

static cJSON *
fault_json(const struct board_look *look, const struct sp_board_fault *fault)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddNumberToObject(json, "item", fault->item);
    cJSON_AddStringToObject(json, "check", fault->check->id);
    cJSON_AddStringToObject(json, "competency",
                            fault->check->competency ? fault->check->competency : "");
    cJSON_AddBoolToObject(json, "critical", !fault->check->competency);
    cJSON_AddStringToObject(json, "wording",
                            check_wording(look->cli, look->set.rubric, fault->check));
    if (fault->line) {
        cJSON_AddNumberToObject(json, "line", fault->line->number);
        cJSON_AddStringToObject(json, "customer", fault->line->customer);
        cJSON_AddStringToObject(json, "trainee", fault->line->trainee);
    }
    return json;
}

static cJSON *
sitting_json(const struct board_look *look, const struct sp_story *story)
{
    struct sp_board_fault fault[FAULTS_SHOWN];
    size_t count = sp_board_faults(story, fault, FAULTS_SHOWN);
    cJSON *json = cJSON_CreateObject(), *list;
    const struct sp_story_note *note =
        story->row.decided ? sp_story_last(story, "decision") : NULL;

    cJSON_AddStringToObject(json, "sitting", story->row.id);
    cJSON_AddNumberToObject(json, "attempt", story->row.attempt);
    cJSON_AddStringToObject(json, "kind", sp_sitting_kind_name(story->row.kind));
    cJSON_AddStringToObject(json, "verdict", sp_verdict_state_name(story->row.verdict));
    cJSON_AddBoolToObject(json, "decided", story->row.decided);
    if (story->closed)
        cJSON_AddBoolToObject(json, "machinePass", story->machine_pass);
    if (note) {
        cJSON_AddStringToObject(json, "by", note->by);
        cJSON_AddStringToObject(json, "reason", note->words);
    }
    cJSON_AddBoolToObject(json, "interrupted", story->interrupted);
    cJSON_AddBoolToObject(json, "forgotten", story->forgotten);
    cJSON_AddNumberToObject(json, "beganMs", (double)story->row.began_ms);
    cJSON_AddNumberToObject(json, "closedMs", (double)story->row.closed_ms);
    cJSON_AddItemToObject(json, "clauses",
                          sp_clauses_json(story->clause, story->clauses));
    list = cJSON_AddArrayToObject(json, "faults");
    for (size_t i = 0; i < count && i < FAULTS_SHOWN; i++)
        cJSON_AddItemToArray(list, fault_json(look, &fault[i]));
    return json;
}

static void
print_person(const struct board_look *look, const struct sp_board_person *p)
{
    cJSON *json = cJSON_CreateObject(), *list;
    char code[SP_CODE_SIZE + 2];

    cJSON_AddStringToObject(json, "type", "person");
    cJSON_AddStringToObject(json, "exam", look->set.exam->id);
    cJSON_AddStringToObject(json, "number", p->member->number);
    cJSON_AddStringToObject(json, "name", p->member->name);
    cJSON_AddStringToObject(json, "team", p->member->team);
    cJSON_AddStringToObject(json, "state", sp_board_state_name(p->state));
    cJSON_AddNumberToObject(json, "attempts", p->attempts);
    cJSON_AddNumberToObject(json, "toPass", p->to_pass);
    cJSON_AddStringToObject(json, "first",
                            p->has_first ? sp_verdict_state_name(p->first) : "");
    cJSON_AddBoolToObject(json, "hasCode", p->has_code);
    if (*open_code(look, p, code))
        cJSON_AddStringToObject(json, "code", code);
    cJSON_AddBoolToObject(json, "overdue", p->due == SP_DUE_OVER);
    cJSON_AddNumberToObject(json, "lastMs", (double)p->last_ms);
    cJSON_AddItemToObject(json, "levels", levels_json(&p->levels));
    list = cJSON_AddArrayToObject(json, "sittings");
    for (unsigned i = 0; i < p->stories; i++)
        cJSON_AddItemToArray(list, sitting_json(look, p->story[i]));
    cli_print_json(look->cli->out, json);
}

static void
print_team(const struct board_look *look, const struct sp_board_team *team, bool all)
{
    cJSON *json = cJSON_CreateObject(), *states;

    cJSON_AddStringToObject(json, "type", all ? "all" : "team");
    cJSON_AddStringToObject(json, "exam", look->set.exam->id);
    cJSON_AddStringToObject(json, "team", team->name);
    cJSON_AddNumberToObject(json, "people", team->people);
    states = cJSON_AddObjectToObject(json, "states");
    for (unsigned i = 0; i < SP_BOARD_STATES; i++)
        cJSON_AddNumberToObject(states, sp_board_state_name(i), team->state[i]);
    cJSON_AddNumberToObject(json, "overdue", team->overdue);
    cJSON_AddNumberToObject(json, "first", team->first);
    cJSON_AddNumberToObject(json, "firstPassed", team->first_passed);
    cJSON_AddItemToObject(json, "levels", levels_json(&team->levels));
    cli_print_json(look->cli->out, json);
}

static void
print_board(const struct board_look *look)
{
    print_team(look, &look->board.all, true);
    for (size_t i = 0; i < look->board.teams; i++)
        print_team(look, &look->board.team[i], false);
    for (size_t i = 0; i < look->board.count; i++)
        print_person(look, &look->board.person[i]);
}

/* ---- as files ---- */

static bool
write_csv(const struct board_look *look, const char *path, struct sp_error *error)
{
    struct cells table;
    struct sp_str text = {0};

    board_table_all(look, &table);
    cells_csv(look->cli, &table, &text);
    bool ok = sp_os_write(path, text.text, text.size, SP_OS_PRIVATE, error);

    sp_str_finish(&text);
    cells_finish(&table);
    return ok;
}

static bool
write_xlsx(const struct board_look *look, const char *path, struct sp_error *error)
{
    static void (*const make[])(const struct board_look *, struct cells *) = {
        board_table_people, board_table_sittings, board_table_faults,
        board_table_teams};
    struct cells table[4];
    const struct cells_sheet sheet[] = {{"sheet.people", &table[0]},
                                        {"sheet.sittings", &table[1]},
                                        {"sheet.faults", &table[2]},
                                        {"sheet.teams", &table[3]}};

    for (unsigned i = 0; i < 4; i++)
        make[i](look, &table[i]);
    bool ok = cells_write_xlsx(look->cli, sheet, 4, path, error);

    for (unsigned i = 0; i < 4; i++)
        cells_finish(&table[i]);
    return ok;
}

static int
show(const struct asking *a, struct sp_store *store, const char *exam)
{
    struct board_look look;
    struct sp_error error = {0};
    int status = CLI_CLEAN;

    if (!look_load(a, store, exam, &look))
        return CLI_CANNOT;
    if (a->person)
        status = say_one(&look, a->person) ? CLI_CLEAN : CLI_FINDINGS;
    else if (a->cli->json)
        print_board(&look);
    else if (!a->csv && !a->xlsx)
        say_board(&look);
    bool ok = (!a->csv || write_csv(&look, a->csv, &error)) &&
              (!a->xlsx || write_xlsx(&look, a->xlsx, &error));

    if (!ok)
        status = exam_failed(a->cli, &error);
    for (unsigned i = 0; ok && !a->cli->json && i < 2; i++) {
        const char *path = i ? a->xlsx : a->csv;

        if (path)
            cli_say(a->cli, a->cli->out, "board.written", path, NULL);
    }
    look_finish(&look);
    return status;
}

/* Of every exam that is or was held. */
static int
show_all(const struct asking *a, struct sp_store *store)
{
    struct sp_exam_rows rows = {0};
    struct sp_error error = {0};
    int status = CLI_CLEAN;

    if (!sp_exam_row_list(store, &rows, &error))
        return exam_failed(a->cli, &error);
    for (size_t i = 0; i < rows.count && status == CLI_CLEAN; i++) {
        if (rows.item[i].state != SP_EXAM_DRAFT)
            status = show(a, store, rows.item[i].id);
    }
    if (rows.count == 0 && !a->cli->json)
        cli_say(a->cli, a->cli->out, "exam.no-exams", NULL);
    sp_exam_rows_finish(&rows);
    return status;
}

static bool
take_words(struct asking *a, const char *state, const char *sort)
{
    a->filter.has_state = state != NULL;
    if (state && !sp_board_state_find(state, &a->filter.state)) {
        cli_say(a->cli, a->cli->err, "board.bad-state", state, NULL);
        return false;
    }
    if (sort && !sp_board_sort_find(sort, &a->sort)) {
        cli_say(a->cli, a->cli->err, "board.bad-sort", sort, NULL);
        return false;
    }
    return true;
}

int
exam_board(struct cli *cli, int argc, char **argv)
{
    struct asking a = {.cli = cli};
    const char *state = NULL, *sort = NULL;
    const struct cli_option list[] = {
        {.name = "team", .value = &a.filter.team},
        {.name = "search", .value = &a.filter.search},
        {.name = "state", .value = &state},
        {.name = "sort", .value = &sort},
        {.name = "overdue", .flag = &a.filter.overdue},
        {.name = "csv", .value = &a.csv},
        {.name = "xlsx", .value = &a.xlsx},
        {.name = "person", .value = &a.person},
    };
    int words, status;

    if (!exam_words(cli, argc, argv, list, 8, 0, 1, &words, &status))
        return status;
    if ((words == 0 && (a.csv || a.xlsx || a.person)) || (a.person && cli->json)) {
        cli_say(cli, cli->err, "usage.exam", NULL);
        return CLI_USAGE;
    }
    if (!take_words(&a, state, sort))
        return CLI_USAGE;
    struct sp_store *store = exam_records(cli);
    struct sp_exam_row row = {0};
    struct sp_exam *exam = NULL;

    if (!store)
        return CLI_CANNOT;
    if (words == 0)
        status = show_all(&a, store);
    else if (exam_find(cli, store, argv[0], &row, &exam))
        status = show(&a, store, row.id);
    else
        status = CLI_CANNOT;
    sp_exam_free(exam);
    sp_exam_row_finish(&row);
    sp_store_close(store);
    return status;
}
