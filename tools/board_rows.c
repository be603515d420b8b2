/* board_rows.c: a board as tables: each column says how its cell is made. */
#include "board_rows.h"

#include <string.h>

#define FAULTS_MOST \
    ((size_t)SP_EXAM_ITEMS * (SP_COMPETENCIES * SP_LEVELS + SP_CRITICALS))

/* ---- parts of cells ---- */

void
board_add_clauses(const struct board_look *look, const struct sp_story *story,
                  struct sp_str *out)
{
    for (unsigned i = 0; i < story->clauses; i++) {
        if (story->clause[i].met)
            continue;
        sp_str_add(out, out->size ? cli_text(look->cli, "board.join") : "");
        clause_add(look->cli, look->set.rubric, &story->clause[i], out);
    }
}

void
board_add_weakest(const struct board_look *look, const struct sp_board_levels *levels,
                  struct sp_str *out)
{
    char mean[16];

    if (levels->weakest < 0)
        return;
    const struct sp_board_level *level = &levels->item[levels->weakest];

    snprintf(mean, sizeof mean, "%.1f", (double)level->sum / level->calls);
    say_add(look->cli, out, "board.level",
            competency_name(look->cli, look->set.rubric, level->competency), mean,
            NULL);
}

void
board_add_verdict(const struct board_look *look, const struct sp_story *story,
                  struct sp_str *out)
{
    sp_str_add(out, word_of(look->cli, "board-verdict",
                            sp_verdict_state_name(story->row.verdict)));
    if (story->row.decided)
        sp_str_add(out, cli_text(look->cli, "board.decided"));
}

static void
add_faults(const struct board_look *look, const struct sp_story *story, bool critical,
           struct sp_str *out)
{
    struct sp_board_fault fault[FAULTS_MOST];
    size_t count = sp_board_faults(story, fault, FAULTS_MOST);
    char item[12], line[12];

    for (size_t i = 0; i < count && i < FAULTS_MOST; i++) {
        if (critical != !fault[i].check->competency)
            continue;
        snprintf(item, sizeof item, "%u", fault[i].item + 1);
        snprintf(line, sizeof line, "%u", fault[i].check->line);
        sp_str_add(out, out->size ? cli_text(look->cli, "board.join") : "");
        say_add(look->cli, out,
                fault[i].check->line ? "board.fault" : "board.fault-call",
                check_wording(look->cli, look->set.rubric, fault[i].check), item, line,
                NULL);
    }
}

/* ---- columns ---- */

struct row { /* of a person (story NULL) or one of their sittings */
    const struct board_look *look;
    const struct sp_board_person *person;
    const struct sp_story *story;
    struct cells *table;
};

static const struct sp_story *
story_of(const struct row *r)
{
    return r->story ? r->story : r->person->latest;
}

static void
add_when(const struct row *r, int64_t ms)
{
    char when[32];

    cells_add(r->table, when_of(ms, when));
}

static void
add_str(const struct row *r, struct sp_str *text)
{
    cells_add(r->table, sp_str_text(text));
    sp_str_finish(text);
}

static void
add_row(const struct row *r)
{
    cells_add(r->table, cli_text(r->look->cli,
                                 r->story ? "board.row-sitting" : "board.row-person"));
}

static void
add_exam(const struct row *r)
{
    cells_add(r->table, r->look->set.exam->id);
}

static void
add_number(const struct row *r)
{
    cells_add(r->table, r->person->member->number);
}

static void
add_name(const struct row *r)
{
    cells_add(r->table, r->person->member->name);
}

static void
add_team(const struct row *r)
{
    cells_add(r->table, r->person->member->team);
}

static void
add_state(const struct row *r)
{
    cells_add(r->table, word_of(r->look->cli, "board-state",
                                sp_board_state_name(r->person->state)));
}

static void
add_attempts(const struct row *r)
{
    cells_add_number(r->table, r->person->attempts);
}

static void
add_to_pass(const struct row *r)
{
    if (r->person->to_pass)
        cells_add_number(r->table, r->person->to_pass);
    else
        cells_add(r->table, "");
}

static void
add_first(const struct row *r)
{
    cells_add(r->table, r->person->has_first
                            ? word_of(r->look->cli, "board-verdict",
                                      sp_verdict_state_name(r->person->first))
                            : "");
}

static void
add_due(const struct row *r)
{
    add_when(r, r->look->set.row.due_ms);
}

static void
add_overdue(const struct row *r)
{
    cells_add(r->table,
              cli_text(r->look->cli,
                       r->person->due == SP_DUE_OVER ? "board.yes" : "board.no"));
}

static void
add_last(const struct row *r)
{
    add_when(r, r->story ? r->story->last_ms : r->person->last_ms);
}

static void
add_sitting(const struct row *r)
{
    cells_add(r->table, r->story ? r->story->row.id : "");
}

static void
add_attempt(const struct row *r)
{
    if (r->story)
        cells_add_number(r->table, r->story->row.attempt);
    else
        cells_add(r->table, "");
}

static void
add_kind(const struct row *r)
{
    cells_add(r->table, r->story ? word_of(r->look->cli, "board-kind",
                                           sp_sitting_kind_name(r->story->row.kind))
                                 : "");
}

static void
add_form(const struct row *r)
{
    cells_add(r->table, r->story ? r->story->form : "");
}

static void
add_began(const struct row *r)
{
    add_when(r, r->story ? r->story->row.began_ms : 0);
}

static void
add_closed(const struct row *r)
{
    add_when(r, r->story ? r->story->row.closed_ms : 0);
}

static void
add_machine(const struct row *r)
{
    const char *word =
        r->story && r->story->closed ? r->story->machine_pass ? "pass" : "fail" : "";

    cells_add(r->table, *word ? word_of(r->look->cli, "board-verdict", word) : "");
}

static void
add_verdict(const struct row *r)
{
    cells_add(r->table, r->story ? word_of(r->look->cli, "board-verdict",
                                           sp_verdict_state_name(r->story->row.verdict))
                                 : "");
}

static const struct sp_story_note *
decision_of(const struct row *r)
{
    return r->story && r->story->row.decided ? sp_story_last(r->story, "decision")
                                             : NULL;
}

static void
add_decided_by(const struct row *r)
{
    const struct sp_story_note *note = decision_of(r);

    cells_add(r->table, note ? note->by : "");
}

static void
add_reason(const struct row *r)
{
    const struct sp_story_note *note = decision_of(r);

    cells_add(r->table, note ? note->words : "");
}

static void
add_interrupted(const struct row *r)
{
    cells_add(r->table,
              !r->story ? ""
                        : cli_text(r->look->cli,
                                   r->story->interrupted ? "board.yes" : "board.no"));
}

static void
add_sum(const struct row *r, bool of)
{
    long long sum = 0;

    for (unsigned i = 0; r->story && i < r->story->calls; i++) {
        const struct sp_story_call *call = &r->story->call[i];

        sum += of ? (call->done ? call->out_of : 100) : call->total;
    }
    if (r->story && r->story->closed)
        cells_add_number(r->table, sum);
    else
        cells_add(r->table, "");
}

static void
add_points(const struct row *r)
{
    add_sum(r, false);
}

static void
add_out_of(const struct row *r)
{
    add_sum(r, true);
}

static void
add_weakest(const struct row *r)
{
    struct sp_board_levels levels = r->person->levels;
    struct sp_str text = {0};

    if (r->story)
        sp_board_levels_of(r->story, &levels);
    board_add_weakest(r->look, &levels, &text);
    add_str(r, &text);
}

static void
add_clauses(const struct row *r)
{
    struct sp_str text = {0};

    if (story_of(r))
        board_add_clauses(r->look, story_of(r), &text);
    add_str(r, &text);
}

static void
add_critical(const struct row *r)
{
    struct sp_str text = {0};

    if (story_of(r))
        add_faults(r->look, story_of(r), true, &text);
    add_str(r, &text);
}

static void
add_missed(const struct row *r)
{
    struct sp_str text = {0};

    if (story_of(r))
        add_faults(r->look, story_of(r), false, &text);
    add_str(r, &text);
}

static void
add_forgotten(const struct row *r)
{
    cells_add(r->table, !r->story
                            ? ""
                            : cli_text(r->look->cli,
                                       r->story->forgotten ? "board.yes" : "board.no"));
}

static const struct {
    const char *key;
    void (*add)(const struct row *);
} makers[] = {
    {"row", add_row},
    {"exam", add_exam},
    {"number", add_number},
    {"name", add_name},
    {"team", add_team},
    {"state", add_state},
    {"attempts", add_attempts},
    {"to-pass", add_to_pass},
    {"first", add_first},
    {"due", add_due},
    {"overdue", add_overdue},
    {"last", add_last},
    {"sitting", add_sitting},
    {"attempt", add_attempt},
    {"kind", add_kind},
    {"form", add_form},
    {"began", add_began},
    {"closed", add_closed},
    {"machine", add_machine},
    {"verdict", add_verdict},
    {"decided-by", add_decided_by},
    {"reason", add_reason},
    {"interrupted", add_interrupted},
    {"points", add_points},
    {"out-of", add_out_of},
    {"weakest", add_weakest},
    {"clauses", add_clauses},
    {"critical", add_critical},
    {"missed", add_missed},
    {"forgotten", add_forgotten},
};

static void
add_cells(const struct row *r)
{
    for (unsigned c = 0; c < r->table->columns; c++) {
        for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
            if (strcmp(makers[i].key, r->table->column[c]) == 0)
                makers[i].add(r);
        }
    }
}

/* ---- tables ---- */

static void
make(const struct board_look *look, bool people, bool sittings, struct cells *table)
{
    for (size_t i = 0; i < look->board.count; i++) {
        const struct sp_board_person *p = &look->board.person[i];
        struct row row = {look, p, NULL, table};

        if (people)
            add_cells(&row);
        for (unsigned k = 0; sittings && k < p->stories; k++) {
            row.story = p->story[k];
            add_cells(&row);
        }
    }
}

void
board_table_all(const struct board_look *look, struct cells *table)
{
    static const char *const columns[] = {
        "row",      "exam",    "number",     "name",     "team",        "state",
        "attempts", "to-pass", "first",      "due",      "overdue",     "last",
        "sitting",  "attempt", "kind",       "form",     "began",       "closed",
        "machine",  "verdict", "decided-by", "reason",   "interrupted", "points",
        "out-of",   "weakest", "clauses",    "critical", "missed",      "forgotten",
        NULL};

    cells_begin(table, columns);
    make(look, true, true, table);
}

void
board_table_people(const struct board_look *look, struct cells *table)
{
    static const char *const columns[] = {
        "exam", "number",  "name", "team",    "state",   "attempts", "to-pass", "first",
        "due",  "overdue", "last", "weakest", "clauses", "critical", "missed",  NULL};

    cells_begin(table, columns);
    make(look, true, false, table);
}

void
board_table_sittings(const struct board_look *look, struct cells *table)
{
    static const char *const columns[] = {
        "exam",       "number",   "name",        "team",      "sitting", "attempt",
        "kind",       "form",     "began",       "closed",    "machine", "verdict",
        "decided-by", "reason",   "interrupted", "points",    "out-of",  "weakest",
        "clauses",    "critical", "missed",      "forgotten", NULL};

    cells_begin(table, columns);
    make(look, false, true, table);
}

static void
fault_row(const struct row *r, const struct sp_board_fault *fault)
{
    const struct sp_story_check *check = fault->check;
    const struct cli *cli = r->look->cli;

    add_number(r);
    add_name(r);
    add_team(r);
    add_sitting(r);
    add_attempt(r);
    cells_add_number(r->table, fault->item + 1);
    cells_add(r->table, r->story->call[fault->item].scenario);
    cells_add(r->table, cli_text(cli, check->competency ? "board.fault-missed"
                                                        : "board.fault-critical"));
    cells_add(r->table, check->competency ? competency_name(cli, r->look->set.rubric,
                                                            check->competency)
                                          : "");
    cells_add(r->table, check->id);
    cells_add(r->table, check_wording(cli, r->look->set.rubric, check));
    if (fault->line)
        cells_add_number(r->table, fault->line->number);
    else
        cells_add(r->table, "");
    cells_add(r->table, fault->line ? fault->line->customer : "");
    cells_add(r->table, fault->line ? fault->line->trainee : "");
}

void
board_table_faults(const struct board_look *look, struct cells *table)
{
    static const char *const columns[] = {
        "number",  "name",     "team",     "sitting",    "attempt",
        "call",    "scenario", "fault",    "competency", "check",
        "wording", "line",     "customer", "trainee",    NULL};
    struct sp_board_fault fault[FAULTS_MOST];

    cells_begin(table, columns);
    for (size_t i = 0; i < look->board.count; i++) {
        const struct sp_board_person *p = &look->board.person[i];

        for (unsigned k = 0; k < p->stories; k++) {
            const struct row row = {look, p, p->story[k], table};
            size_t count = sp_board_faults(p->story[k], fault, FAULTS_MOST);

            for (size_t f = 0; f < count && f < FAULTS_MOST; f++)
                fault_row(&row, &fault[f]);
        }
    }
}

static void
team_row(const struct board_look *look, const struct sp_board_team *team,
         struct cells *table)
{
    struct sp_str text = {0};

    cells_add(table, team->name);
    cells_add_number(table, team->people);
    for (unsigned i = 0; i < SP_BOARD_STATES; i++)
        cells_add_number(table, team->state[i]);
    cells_add_number(table, team->overdue);
    cells_add_number(table, team->first);
    cells_add_number(table, team->first_passed);
    board_add_weakest(look, &team->levels, &text);
    cells_add(table, sp_str_text(&text));
    sp_str_finish(&text);
}

void
board_table_teams(const struct board_look *look, struct cells *table)
{
    static const char *const columns[] = {"team",         "people",
                                          "team-open",    "team-going",
                                          "team-held",    "team-passed",
                                          "team-failed",  "team-overdue",
                                          "team-first",   "team-first-passed",
                                          "team-weakest", NULL};

    cells_begin(table, columns);
    for (size_t i = 0; i < look->board.teams; i++)
        team_row(look, &look->board.team[i], table);
}
