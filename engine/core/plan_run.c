/* plan_run.c: plays a plan's case and compares. */
#include "core/plan.h"

#include "plan_number.h"

#include <stdio.h>
#include <string.h>

struct runner {
    const struct sp_scenario *scenario;
    struct sp_session *session;
    struct sp_diags *diags;
    bool lost; /* a pick failed: what follows would only repeat it */
};

static void
report(struct runner *r, const struct sp_plan_line *line, unsigned word,
       const char *code, const char *a, const char *b)
{
    const char *args[] = {a, b, NULL};

    sp_diags_add(r->diags, SP_ERROR, code, "", line->line, line->column[word], args);
}

static void
do_pick(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_view *view = sp_session_view(r->session);
    struct sp_str open = {0};

    if (sp_session_answer(r->session, line->word[1]))
        return;
    for (unsigned i = 0; i < view->open_count; i++) {
        sp_str_add(&open, open.size ? ", " : "");
        sp_str_add(&open, view->open[i]->id);
    }
    if (view->node)
        report(r, line, 1, "E081", line->word[1], sp_str_text(&open));
    else
        report(r, line, 1, "E082", line->word[1], view->ending->id);
    sp_str_finish(&open);
    r->lost = true;
}

static void
do_state(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_state *state = sp_session_view(r->session)->state;
    bool ok = false;

    if (strcmp(line->word[0], "knows") == 0)
        ok = state->knows;
    else if (strcmp(line->word[0], "resolved") == 0)
        ok = state->resolved;
    for (unsigned i = 0; line->words > 1 && i < r->scenario->need_count; i++) {
        if (strcmp(r->scenario->needs[i].id, line->word[1]) == 0)
            ok = (state->voiced >> i) & 1;
    }
    if (!ok)
        report(r, line, 0, "E083", line->word[0],
               line->words > 1 ? line->word[1] : NULL);
}

static void
expect_number(struct runner *r, const struct sp_plan_line *line, unsigned word, int got)
{
    uint64_t want;
    char found[12];

    snprintf(found, sizeof found, "%d", got);
    if (!plan_number(line->word[word], 1000, &want))
        report(r, line, word, "E072", line->word[word], NULL);
    else if ((int)want != got)
        report(r, line, word, "E084", line->word[word], found);
}

static void
do_score(struct runner *r, const struct sp_plan_line *line)
{
    struct sp_score score;

    sp_score_session(r->session, false, &score);
    if (strcmp(line->word[0], "total") == 0) {
        expect_number(r, line, 1, score.total);
        return;
    }
    for (unsigned i = 0; i < score.competencies; i++) {
        if (strcmp(score.competency[i].competency->id, line->word[1]) == 0) {
            expect_number(r, line, 2, score.competency[i].level);
            return;
        }
    }
    report(r, line, 1, "E085", line->word[1], NULL);
}

static void
do_end(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_view *view = sp_session_view(r->session);
    struct sp_score score;
    bool want = strcmp(line->word[2], "pass") == 0;

    if (!want && strcmp(line->word[2], "fail") != 0) {
        report(r, line, 2, "E070", line->word[2], NULL);
        return;
    }
    if (!view->ending || strcmp(view->ending->id, line->word[1]) != 0) {
        report(r, line, 1, "E086", line->word[1],
               view->ending ? view->ending->id : view->node->id);
        return;
    }
    sp_score_session(r->session, false, &score);
    if (score.pass != want)
        report(r, line, 2, "E084", line->word[2], score.pass ? "pass" : "fail");
}

static void
do_line(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_view *view = sp_session_view(r->session);
    const char *name = line->word[0];

    if (strcmp(name, "pick") == 0) {
        do_pick(r, line);
    } else if (strcmp(name, "at") == 0) {
        if (!view->node || strcmp(view->node->id, line->word[1]) != 0)
            report(r, line, 1, "E080", line->word[1],
                   view->node ? view->node->id : view->ending->id);
    } else if (strcmp(name, "level") == 0 || strcmp(name, "total") == 0) {
        do_score(r, line);
    } else if (strcmp(name, "end") == 0) {
        do_end(r, line);
    } else {
        do_state(r, line);
    }
}

struct sp_session *
sp_plan_run(const struct sp_plan_case *plan_case, const struct sp_scenario *scenario,
            struct sp_diags *diags)
{
    struct sp_start start = {.scenario = scenario,
                             .seed = plan_case->seed,
                             .style = plan_case->style,
                             .motive = plan_case->motive};
    struct runner r = {
        .scenario = scenario, .session = sp_session_new(&start), .diags = diags};
    const char *args[] = {plan_case->style ? plan_case->style : "",
                          plan_case->motive ? plan_case->motive : "", NULL};

    if (!r.session) {
        sp_diags_add(diags, SP_ERROR, "E087", "", plan_case->line, 1, args);
        return NULL;
    }
    for (unsigned i = 0; i < plan_case->line_count && !r.lost; i++)
        do_line(&r, &plan_case->lines[i]);
    return r.session;
}
