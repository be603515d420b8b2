/* cmd_report.c: `sparring report SITTING FILE.pdf`: the evidence of one sitting, to
 * print: what was asked and said, which words earned what under which rule, what the
 * machine found and what people decided, and how all of it can be checked. */
#include <string.h>

#include "exam_see.h"
#include "pdf.h"
#include "play.h"
#include "report.h"

/* ---- pieces ---- */

void
report_heading(struct pdf *pdf, const struct report *r, const char *key)
{
    static const struct pdf_style style = {
        .size = 13, .bold = true, .before = 18, .after = 6, .keep = true};

    pdf_text(pdf, &style, cli_text(r->cli, key));
}

void
report_paragraph(struct pdf *pdf, const char *text)
{
    static const struct pdf_style style = {.size = 10, .after = 5};

    pdf_text(pdf, &style, text);
}

/* A word of a table's head, as it begins a line: a copy. */
static char *
as_head(const char *word)
{
    char *copy = sp_strdup(word);

    if (copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    return copy;
}

/* A name and what it is; nothing when that is empty. */
static void
fact(struct pdf *pdf, const struct report *r, const char *key, const char *text)
{
    char *name = as_head(cli_text(r->cli, key));
    const struct pdf_cell cell[] = {{name, 120, false, PDF_GREY},
                                    {text, PDF_WIDTH - 120, false, PDF_BLACK}};

    if (*text)
        pdf_row(pdf, cell, 2, false);
    sp_free(name);
}

static void
hash(struct pdf *pdf, const char *name, const char *value)
{
    const struct pdf_style label = {.size = 9, .ink = PDF_GREY, .keep = true};
    const struct pdf_style fixed = {.size = 8, .fixed = true, .after = 3};

    if (!value || !*value)
        return;
    pdf_text(pdf, &label, name);
    pdf_text(pdf, &fixed, value);
}

/* ---- the first page ---- */

static void
draw_verdict(struct pdf *pdf, const struct report *r)
{
    const struct sp_story *s = r->story;
    struct sp_str text = {0};
    char when[32];
    const struct sp_story_note *note =
        s->row.decided ? sp_story_last(s, "decision") : NULL;
    bool pass = s->row.verdict == SP_VERDICT_PASS,
         fail = s->row.verdict == SP_VERDICT_FAIL;
    const struct pdf_style style = {.size = 12,
                                    .before = 6,
                                    .after = 8,
                                    .ink = pass   ? PDF_GREEN
                                           : fail ? PDF_RED
                                                  : PDF_BLUE};

    if (s->closed)
        say_add(r->cli, &text, "report.machine",
                word_of(r->cli, "board-verdict", s->machine_pass ? "pass" : "fail"),
                NULL);
    if (note) {
        sp_str_add(&text, "\n");
        say_add(r->cli, &text, "report.decided", note->by, when_of(note->at_ms, when),
                note->words, NULL);
    } else if (s->closed) {
        sp_str_add(&text, "\n");
        sp_str_add(&text, cli_text(r->cli, "report.undecided"));
    }
    char *head = as_head(
        word_of(r->cli, "board-verdict", sp_verdict_state_name(s->row.verdict)));

    pdf_box(pdf, &style, head, sp_str_text(&text));
    sp_free(head);
    sp_str_finish(&text);
}

static void
draw_who(struct pdf *pdf, const struct report *r)
{
    const struct sp_story *s = r->story;
    char when[32], attempt[16];

    snprintf(attempt, sizeof attempt, "%u", s->row.attempt);
    if (!r->blind) {
        fact(pdf, r, "col.name", s->name);
        fact(pdf, r, "col.number", s->number);
        fact(pdf, r, "col.team", r->team);
    }
    fact(pdf, r, "report.exam", sp_text_in(&r->set->exam->title, r->cli->lang));
    fact(pdf, r, "report.exam-id", r->set->exam->id);
    fact(pdf, r, "report.purpose", sp_text_in(&r->set->exam->purpose, r->cli->lang));
    fact(pdf, r, "col.attempt", r->blind ? "" : attempt);
    fact(pdf, r, "col.form", s->form);
    fact(pdf, r, "col.kind",
         word_of(r->cli, "board-kind", sp_sitting_kind_name(s->row.kind)));
    fact(pdf, r, "col.began", when_of(s->row.began_ms, when));
    fact(pdf, r, "col.closed", when_of(s->row.closed_ms, when));
    fact(pdf, r, "report.program", s->engine);
    fact(pdf, r, "col.sitting", s->row.id);
}

static void
draw_front(struct pdf *pdf, const struct report *r)
{
    const struct pdf_style title = {.size = 20, .bold = true, .after = 2};
    const struct pdf_style under = {.size = 10, .ink = PDF_GREY, .after = 8};

    pdf_text(pdf, &title,
             cli_text(r->cli, r->blind ? "report.title-blind" : "report.title"));
    pdf_text(pdf, &under,
             cli_text(r->cli, r->blind ? "report.under-blind" : "report.under"));
    if (!r->blind)
        draw_verdict(pdf, r);
    draw_who(pdf, r);
    if (r->story->forgotten) {
        const struct pdf_style gone = {.size = 10, .before = 8, .ink = PDF_RED};

        pdf_text(pdf, &gone, cli_text(r->cli, "board.forgotten"));
    }
}

/* ---- the rules ---- */

static void
clause_row(struct pdf *pdf, const struct report *r, const struct sp_clause *clause)
{
    struct sp_str text = {0};
    char key[48], wanted[16], got[16];

    snprintf(key, sizeof key, "report-clause.%s", sp_clause_name(clause->kind));
    snprintf(wanted, sizeof wanted, "%d%s", clause->wanted,
             clause->kind == SP_CLAUSE_TOTAL ? " %" : "");
    snprintf(got, sizeof got, "%d%s", clause->got,
             clause->kind == SP_CLAUSE_TOTAL ? " %" : "");
    say_add(r->cli, &text, key,
            clause->competency
                ? competency_name(r->cli, r->set->rubric, clause->competency)
                : "",
            NULL);
    const struct pdf_cell cell[] = {
        {text.text, PDF_WIDTH - 240, false, PDF_BLACK},
        {clause->kind == SP_CLAUSE_CRITICAL ? cli_text(r->cli, "report.none") : wanted,
         80, false, PDF_BLACK},
        {got, 80, false, PDF_BLACK},
        {cli_text(r->cli, clause->met ? "report.met" : "report.not-met"), 80, true,
         clause->met ? PDF_GREEN : PDF_RED}};

    pdf_row(pdf, cell, 4, false);
    sp_str_finish(&text);
}

static void
draw_rules(struct pdf *pdf, const struct report *r)
{
    const struct sp_story *s = r->story;
    struct sp_str text = {0};
    char mark[16];

    if (s->clauses == 0)
        return;
    report_heading(pdf, r, "report.rules");
    const struct pdf_cell head[] = {
        {cli_text(r->cli, "report.clause"), PDF_WIDTH - 240, true, PDF_BLACK},
        {cli_text(r->cli, "report.wanted"), 80, true, PDF_BLACK},
        {cli_text(r->cli, "report.got"), 80, true, PDF_BLACK},
        {cli_text(r->cli, "report.is-met"), 80, true, PDF_BLACK}};

    pdf_row(pdf, head, 4, true);
    for (unsigned i = 0; i < s->clauses; i++)
        clause_row(pdf, r, &s->clause[i]);
    pdf_space(pdf, 6);
    if (r->set->rubric) {
        snprintf(mark, sizeof mark, "%d", r->set->rubric->mark);
        say_add(r->cli, &text, "report.call-rule", mark, NULL);
        report_paragraph(pdf, text.text);
    }
    sp_str_clear(&text);
    say_add(r->cli, &text, "report.mark-reason",
            sp_text_in(&r->set->exam->reason, r->cli->lang), NULL);
    report_paragraph(pdf, text.text);
    sp_str_finish(&text);
}

/* ---- what people said, what happened ---- */

static void
draw_people(struct pdf *pdf, const struct report *r)
{
    static const char *const types[] = {"held", "hold", "appeal", "remark", "decision"};
    const struct sp_story *s = r->story;
    bool any = false;

    for (unsigned i = 0; i < s->notes; i++) {
        const struct sp_story_note *note = &s->note[i];
        struct sp_str head = {0};
        const struct pdf_style style = {
            .size = 10, .bold = true, .before = 4, .keep = true};
        char when[32], key[32];
        bool is = false;

        for (unsigned k = 0; k < sizeof types / sizeof *types; k++)
            is = is || strcmp(note->type, types[k]) == 0;
        if (!is)
            continue;
        if (!any)
            report_heading(pdf, r, "report.people");
        any = true;
        snprintf(key, sizeof key, "report-note.%s", note->type);
        say_add(r->cli, &head, key, when_of(note->at_ms, when), note->by,
                !note->has_pass
                    ? ""
                    : word_of(r->cli, "board-verdict", note->pass ? "pass" : "fail"),
                NULL);
        pdf_text(pdf, &style, head.text);
        report_paragraph(pdf, strcmp(note->type, "held") == 0
                                  ? word_of(r->cli, "report-held", note->words)
                                  : note->words);
        sp_str_finish(&head);
    }
}

static void
draw_course(struct pdf *pdf, const struct report *r)
{
    static const char *const types[] = {
        "notice",  "warm-up",  "stopped",    "resumed", "warning",
        "time-up", "given-up", "clock-jump", "paste",   "focus-lost"};
    const struct sp_story *s = r->story;

    report_heading(pdf, r, "report.course");
    report_paragraph(pdf, cli_text(r->cli, "report.facts"));
    for (unsigned i = 0; i < s->notes; i++) {
        const struct sp_story_note *note = &s->note[i];
        char when[32], key[32], number[24];
        struct sp_str text = {0};
        bool is = false;

        for (unsigned k = 0; k < sizeof types / sizeof *types; k++)
            is = is || strcmp(note->type, types[k]) == 0;
        if (!is)
            continue;
        snprintf(key, sizeof key, "report-fact.%s", note->type);
        snprintf(number, sizeof number, "%lld",
                 strcmp(note->type, "paste") == 0 || strcmp(note->type, "warning") == 0
                     ? (long long)note->number
                     : (long long)(note->number / 1000));
        say_add(r->cli, &text, key, number, NULL);
        const struct pdf_cell cell[] = {
            {when_of(note->at_ms, when), 120, false, PDF_GREY},
            {text.text, PDF_WIDTH - 120, false, PDF_BLACK}};

        pdf_row(pdf, cell, 2, false);
        sp_str_finish(&text);
    }
}

/* ---- how to check it ---- */

static void
draw_hashes(struct pdf *pdf, const struct report *r)
{
    const struct sp_story *s = r->story;
    struct sp_str text = {0};
    char events[16], item[12];

    report_heading(pdf, r, "report.hashes");
    snprintf(events, sizeof events, "%u", s->row.events);
    say_add(r->cli, &text,
            r->fault == SP_CHAIN_WHOLE ? "report.chain-whole" : "report.chain-broken",
            events, NULL);
    report_paragraph(pdf, text.text);
    hash(pdf, cli_text(r->cli, "report.head"), s->row.head);
    hash(pdf, cli_text(r->cli, "report.exam-sha"), s->exam_sha);
    hash(pdf, cli_text(r->cli, "report.rubric-sha"), r->set->exam->rubric);
    hash(pdf, cli_text(r->cli, "report.styles-sha"), r->set->exam->styles);
    for (unsigned i = 0; i < s->calls; i++) {
        if (!s->call[i].begun)
            continue;
        snprintf(item, sizeof item, "%u", i + 1);
        sp_str_clear(&text);
        say_add(r->cli, &text, "report.scenario-sha", item, s->call[i].scenario, NULL);
        hash(pdf, text.text, s->call[i].sha[SP_PART_SCENARIO]);
    }
    sp_str_clear(&text);
    say_add(r->cli, &text, "report.verify", s->row.id, NULL);
    report_paragraph(pdf, text.text);
    report_paragraph(pdf, cli_text(r->cli, "report.limits"));
    sp_str_finish(&text);
}

static void
draw(struct pdf *pdf, const void *what)
{
    const struct report *r = what;

    draw_front(pdf, r);
    if (!r->blind) {
        draw_rules(pdf, r);
        draw_people(pdf, r);
    }
    for (unsigned i = 0; i < r->story->calls; i++)
        report_call(pdf, r, i);
    if (r->blind)
        return;
    draw_course(pdf, r);
    draw_hashes(pdf, r);
}

/* ---- the command ---- */

/* The calls as they were played, for the words that the chain does not have. */
static void
open_rounds(struct report *r, struct sp_store *store)
{
    for (unsigned i = 0; i < r->story->calls; i++) {
        const struct sp_story_call *call = &r->story->call[i];

        if (call->begun && !r->story->forgotten)
            r->round[i] = sp_round_resume(store, call->attempt, NULL);
    }
}

static bool
write_report(struct report *r, const char *path, struct sp_error *error)
{
    struct sp_str title = {0}, footer = {0};
    const struct pdf_info info = {r->cli, NULL, NULL, r->story->last_ms};
    struct pdf_info full = info;
    bool ok;

    sp_str_addf(&title, "%s – %s", cli_text(r->cli, "report.title"),
                r->blind ? r->story->row.id : r->story->name);
    sp_str_addf(&footer, "%s · %s · %.8s", r->set->exam->id,
                r->blind ? "–" : r->story->name, r->story->row.id);
    full.title = title.text;
    full.footer = footer.text;
    ok = pdf_write(&full, draw, r, path, error);
    sp_str_finish(&title);
    sp_str_finish(&footer);
    return ok;
}

static bool
load(struct report *r, struct sp_store *store, const struct sp_sitting_row *row,
     struct sp_story *story, struct sp_member *member, struct sp_error *error)
{
    struct sp_events events = {0};

    if (!sp_story_load(store, row, story, error) ||
        !sp_event_list(store, row->id, &events, error))
        return false;
    r->story = story;
    r->fault = sp_chain_check(&events, row->events, row->head, NULL);
    sp_events_finish(&events);
    r->team = sp_member_by_person(store, row->person, member, NULL) ? member->team : "";
    if (story->name[0] == '\0' && member->name)
        story->name = sp_arena_strdup(&story->arena, member->name);
    open_rounds(r, store);
    return true;
}

static int
report(struct cli *cli, struct sp_store *store, const char *word, const char *path,
       bool blind)
{
    struct report r = {.cli = cli, .blind = blind};
    struct exam_set set = {0};
    struct sp_sitting_row row;
    struct sp_story story = {0};
    struct sp_member member = {0};
    struct sp_error error = {0};
    int status = CLI_CANNOT;

    if (!sitting_find(cli, store, word, &row) ||
        !exam_set_load(cli, store, row.exam, &set))
        return CLI_CANNOT;
    r.set = &set;
    if (!load(&r, store, &row, &story, &member, &error) ||
        !write_report(&r, path, &error)) {
        exam_failed(cli, &error);
    } else {
        status = r.fault == SP_CHAIN_WHOLE ? CLI_CLEAN : CLI_FINDINGS;
        if (status != CLI_CLEAN)
            cli_say(cli, cli->err, "report.broken", row.id, NULL);
        cli_say(cli, cli->out, "board.written", path, NULL);
    }
    for (unsigned i = 0; i < SP_EXAM_ITEMS; i++)
        sp_round_free(r.round[i]);
    sp_member_finish(&member);
    sp_story_finish(&story);
    exam_set_finish(&set);
    return status;
}

int
cmd_report(struct cli *cli, int argc, char **argv)
{
    bool blind = false;
    const struct cli_option list[] = {{.name = "blind", .flag = &blind}};
    int words, status;

    argc = exam_take_options(cli, argc, argv);
    status = cli_options(cli, "report", argc, argv, list, 1, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words != 2) {
        cli_say(cli, cli->err, "usage.report", NULL);
        return CLI_USAGE;
    }
    struct sp_store *store = exam_records(cli);

    if (!store)
        return CLI_CANNOT;
    status = report(cli, store, argv[0], argv[1], blind);
    sp_store_close(store);
    return status;
}
