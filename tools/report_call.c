/* report_call.c: one call on the pages of a report. */
#include "report.h"

#include <string.h>

#define TALK 78.0 /* where the words of a talk begin */

static const struct sp_session *
session_of(const struct report *r, unsigned item)
{
    return r->round[item] ? sp_round_session(r->round[item]) : NULL;
}

static void
small(struct pdf *pdf, const char *text, enum pdf_ink ink, bool bold)
{
    const struct pdf_style style = {
        .size = 9, .ink = ink, .bold = bold, .indent = TALK, .after = 1};

    pdf_text(pdf, &style, text);
}

/* ---- what was asked ---- */

static void
draw_title(struct pdf *pdf, const struct report *r, unsigned item)
{
    const struct sp_story_call *call = &r->story->call[item];
    const struct sp_session *session = session_of(r, item);
    const struct sp_scenario *s = session ? sp_session_scenario(session) : NULL;
    const struct pdf_style style = {
        .size = 13, .bold = true, .before = 22, .after = 6, .keep = true};
    struct sp_str text = {0};
    char number[12];

    snprintf(number, sizeof number, "%u", item + 1);
    say_add(r->cli, &text, "report.call", number,
            s ? sp_text_in(&s->title, r->cli->lang) : call->scenario, NULL);
    pdf_text(pdf, &style, text.text);
    sp_str_clear(&text);
    if (s) {
        const struct pdf_style label = {.size = 10, .indent = TALK, .after = 3};
        struct pdf_style said = label;

        say_add(r->cli, &text, "report.customer",
                sp_text_in(&s->customer_name, r->cli->lang),
                sp_text_in(&s->customer_role, r->cli->lang),
                sp_text_in(&s->customer_company, r->cli->lang), NULL);
        said.label = cli_text(r->cli, "report.who");
        pdf_text(pdf, &said, text.text);
        said.label = cli_text(r->cli, "report.situation");
        pdf_text(pdf, &said, sp_text_in(&s->situation, r->cli->lang));
        said.label = cli_text(r->cli, "report.goal");
        pdf_text(pdf, &said, sp_text_in(&s->goal, r->cli->lang));
    }
    sp_str_finish(&text);
}

/* The customer's secret: not for those who are to judge without it. */
static void
draw_truth(struct pdf *pdf, const struct report *r, unsigned item)
{
    const struct sp_session *session = session_of(r, item);
    struct pdf_style said = {.size = 10, .indent = TALK, .after = 3};

    if (!session)
        return;
    const struct sp_scenario *s = sp_session_scenario(session);
    const struct sp_motive *motive = &s->motives[sp_session_motive(session)];

    said.label = cli_text(r->cli, "report.motive");
    pdf_text(pdf, &said, sp_text_in(&motive->text, r->cli->lang));
    said.label = cli_text(r->cli, "report.style");
    pdf_text(
        pdf, &said,
        sp_text_in(&s->styles->style[sp_session_style(session)].name, r->cli->lang));
}

/* ---- what was said ---- */

static void
note_check(struct pdf *pdf, const struct report *r, const struct sp_story_check *check)
{
    struct sp_str text = {0};
    char points[12], level[12];

    snprintf(points, sizeof points, "%d", check->points);
    snprintf(level, sizeof level, "%d", check->level);
    say_add(r->cli, &text, check->competency ? "report.earned" : "report.critical",
            check_wording(r->cli, r->set->rubric, check),
            check->competency
                ? competency_name(r->cli, r->set->rubric, check->competency)
                : "",
            level, points, check->id, NULL);
    small(pdf, text.text, check->competency ? PDF_GREEN : PDF_RED, !check->competency);
    sp_str_finish(&text);
}

static void
draw_line(struct pdf *pdf, const struct report *r, unsigned item,
          const struct sp_story_line *line)
{
    const struct sp_story_call *call = &r->story->call[item];
    struct sp_str label = {0};
    char number[12];
    struct pdf_style customer = {.size = 10,
                                 .indent = TALK,
                                 .before = 5,
                                 .after = 2,
                                 .ink = PDF_BLACK,
                                 .label = cli_text(r->cli, "report.says")};

    pdf_text(pdf, &customer, line->customer);
    snprintf(number, sizeof number, "%u", line->number);
    say_add(r->cli, &label, "report.line", number, NULL);
    const struct pdf_style trainee = {.size = 10,
                                      .bold = true,
                                      .indent = TALK,
                                      .after = 2,
                                      .ink = PDF_BLUE,
                                      .label = label.text};

    pdf_text(pdf, &trainee, line->trainee);
    for (unsigned i = 0; !r->blind && i < call->checks; i++) {
        if (call->check[i].earned && call->check[i].line == line->number)
            note_check(pdf, r, &call->check[i]);
    }
    sp_str_finish(&label);
}

/* What the customer said last, and how it ended. */
static void
draw_end(struct pdf *pdf, const struct report *r, unsigned item)
{
    const struct sp_story_call *call = &r->story->call[item];
    const struct sp_session *session = session_of(r, item);
    struct pdf_style style = {.size = 10,
                              .indent = TALK,
                              .before = 5,
                              .after = 2,
                              .label = cli_text(r->cli, "report.says")};

    if (!call->done) {
        style.label = NULL;
        pdf_text(pdf, &style, cli_text(r->cli, "report.not-done"));
        return;
    }
    if (!session)
        return;
    char *last = sp_round_customer(
        r->round[item], call->lines ? call->line[call->lines - 1].lang : r->cli->lang);
    const struct sp_ending *ending = sp_session_view(session)->ending;

    if (*last)
        pdf_text(pdf, &style, last);
    style.label = cli_text(r->cli, "report.ending");
    if (ending)
        pdf_text(pdf, &style, sp_text_in(&ending->text, r->cli->lang));
    sp_free(last);
}

/* ---- what it was worth ---- */

static void
check_row(struct pdf *pdf, const struct report *r, const struct sp_story_check *check)
{
    struct sp_str what = {0}, result = {0};
    char points[12], line[12];

    snprintf(points, sizeof points, "%d", check->points);
    snprintf(line, sizeof line, "%u", check->line);
    sp_str_addf(&what, "%d  %s", check->level,
                check_wording(r->cli, r->set->rubric, check));
    if (!check->judged)
        say_add(r->cli, &result, "report.not-judged", NULL);
    else if (check->earned)
        say_add(r->cli, &result, check->line ? "report.at-line" : "report.throughout",
                line, NULL);
    else
        say_add(r->cli, &result, check->line ? "report.missed-line" : "report.missed",
                line, NULL);
    const struct pdf_cell cell[] = {
        {what.text, PDF_WIDTH - 254, false, PDF_BLACK},
        {check->id, 60, false, PDF_GREY},
        {check->earned && check->judged ? points : "0", 44, false, PDF_BLACK},
        {result.text, 150, false,
         !check->judged  ? PDF_GREY
         : check->earned ? PDF_GREEN
                         : PDF_RED}};

    pdf_row(pdf, cell, 4, false);
    sp_str_finish(&what);
    sp_str_finish(&result);
}

static int
level_of(const struct sp_story_call *call, const char *competency)
{
    for (unsigned i = 0; i < call->levels; i++) {
        if (strcmp(call->level[i].competency, competency) == 0)
            return call->level[i].level;
    }
    return -1;
}

/* Competency by competency: the level, then the checks that lead there. */
static void
draw_checks(struct pdf *pdf, const struct report *r, const struct sp_story_call *call)
{
    const char *before = "";

    for (unsigned i = 0; i < call->checks; i++) {
        const struct sp_story_check *check = &call->check[i];
        struct sp_str title = {0};
        char level[12];

        if (!check->competency)
            continue;
        if (strcmp(before, check->competency) != 0) {
            snprintf(level, sizeof level, "%d", level_of(call, check->competency));
            say_add(r->cli, &title, check->judged ? "report.level" : "report.no-level",
                    competency_name(r->cli, r->set->rubric, check->competency), level,
                    NULL);
            const struct pdf_cell head[] = {
                {title.text, PDF_WIDTH - 254, true, PDF_BLACK},
                {cli_text(r->cli, "report.rule"), 60, true, PDF_BLACK},
                {cli_text(r->cli, "report.points"), 44, true, PDF_BLACK},
                {cli_text(r->cli, "report.because"), 150, true, PDF_BLACK}};

            pdf_row(pdf, head, 4, true);
            sp_str_finish(&title);
        }
        before = check->competency;
        check_row(pdf, r, check);
    }
}

static void
draw_worth(struct pdf *pdf, const struct report *r, unsigned item)
{
    const struct sp_story_call *call = &r->story->call[item];
    const struct pdf_style style = {
        .size = 11, .bold = true, .before = 10, .after = 4, .keep = true};
    struct sp_str text = {0};
    char total[12], out_of[12], mark[12];

    if (!call->done)
        return;
    snprintf(total, sizeof total, "%d", call->total);
    snprintf(out_of, sizeof out_of, "%d", call->out_of);
    snprintf(mark, sizeof mark, "%d", call->mark);
    say_add(r->cli, &text, call->pass ? "report.call-passed" : "report.call-failed",
            total, out_of, mark, NULL);
    pdf_text(pdf, &style, text.text);
    for (unsigned i = 0; i < call->checks; i++) {
        if (!call->check[i].competency && call->check[i].earned)
            note_check(pdf, r, &call->check[i]);
    }
    if (call->score_wrong)
        report_paragraph(pdf, cli_text(r->cli, "report.score-wrong"));
    draw_checks(pdf, r, call);
    sp_str_finish(&text);
}

void
report_call(struct pdf *pdf, const struct report *r, unsigned item)
{
    const struct sp_story_call *call = &r->story->call[item];

    if (!call->begun)
        return;
    draw_title(pdf, r, item);
    if (!r->blind)
        draw_truth(pdf, r, item);
    for (unsigned i = 0; i < call->lines; i++)
        draw_line(pdf, r, item, &call->line[i]);
    draw_end(pdf, r, item);
    if (!r->blind)
        draw_worth(pdf, r, item);
}
