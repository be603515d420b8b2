/* lint_rubric.c: what a rubric asks that nobody or everybody can do. */
#include "lint.h"

#include "expr_try.h"

#include <stdio.h>

/* ---- conditions by themselves ---- */

static bool
stands(const void *data, unsigned style, unsigned motive, bool knows, bool resolved)
{
    (void)data;
    (void)style;
    (void)motive;
    return knows || !resolved; /* the right remedy needs the motive known */
}

static uint64_t
values(const void *data, enum op_code code, unsigned index, int *low)
{
    const struct sp_rubric *rubric = data;

    *low = 0;
    if (code == OP_BEFORE)
        return (1u << SP_NEITHER) | (1u << SP_FIRST_CAME) | (1u << SP_TOO_LATE);
    if (code == OP_COUNT_GE)
        return (UINT64_C(2) << rubric->watch.counter[index].most) - 1;
    return index ? 1 : 3; /* any one need stands for all */
}

/* After a call that ended in any way. */
static enum tried
try_check(const struct sp_rubric *rubric, const struct sp_expr *when, bool want)
{
    enum sp_kind kinds[SP_KINDS];
    struct trial trial = {.owner = SP_OF_RUBRIC,
                          .styles = 1,
                          .motives = SP_KINDS,
                          .kind = kinds,
                          .over = true,
                          .stands = stands,
                          .values = values,
                          .data = rubric};
    enum tried best = TRIED_NEVER;

    for (unsigned i = 0; i < SP_KINDS; i++)
        kinds[i] = (enum sp_kind)i;
    for (unsigned i = 0; i < SP_ENDING_KINDS && best == TRIED_NEVER; i++) {
        trial.ended = (enum sp_ending_kind)i;
        best = expr_try(&when, 1, want, &trial);
    }
    return best;
}

static void
check_condition(struct reader *r, const cJSON *at, const struct sp_rubric *rubric,
                const struct sp_expr *when, const char *id)
{
    if (!when)
        return;
    if (try_check(rubric, when, true) == TRIED_NEVER)
        warn(r, get(at, "when"), SP_JSON_VALUE, "W141", id, "never", NULL);
    else if (try_check(rubric, when, false) == TRIED_NEVER)
        warn(r, get(at, "when"), SP_JSON_VALUE, "W141", id, "always", NULL);
}

/* Whether somebody earns it who says nothing at all. */
static bool
earned_by_silence(const struct sp_expr *when)
{
    const struct sp_state silent = {.ending = -1};

    for (unsigned i = 0; i < SP_KINDS; i++) {
        const struct sp_world world = {.state = &silent,
                                       .owner = SP_OF_RUBRIC,
                                       .kind = (enum sp_kind)i,
                                       .ended = SP_FAIL};

        if (sp_expr_holds(when, &world))
            return true;
    }
    return false;
}

static void
check_competency(struct reader *r, const cJSON *at, const struct sp_rubric *rubric,
                 const struct sp_competency *c)
{
    const cJSON *level = get(at, "levels")->child;

    if (c->headline && c->levels < 2)
        warn(r, at, SP_JSON_KEY, "W142", c->id, NULL, NULL);
    for (unsigned i = 0; i < c->levels; i++, level = level->next) {
        if (try_check(rubric, c->level[i].when, false) != TRIED_NEVER && i == 0 &&
            earned_by_silence(c->level[i].when))
            warn(r, get(level, "when"), SP_JSON_VALUE, "W140", c->level[i].id, c->id,
                 NULL);
        check_condition(r, level, rubric, c->level[i].when, c->level[i].id);
    }
}

void
lint_rubric(struct reader *r, const cJSON *root, const struct sp_rubric *rubric)
{
    const cJSON *at = get(root, "competencies")->child;

    lint_fit_rubric(r, root);
    for (unsigned i = 0; i < rubric->competencies; i++, at = at->next) {
        const struct sp_competency *c = &rubric->competency[i];

        check_competency(r, at, rubric, c);
        check_condition(r, get(get(root, "omit"), c->id), rubric, c->omit, c->id);
    }
    at = get(root, "critical")->child;
    for (unsigned i = 0; i < rubric->criticals; i++, at = at->next)
        check_condition(r, at, rubric, rubric->critical[i].when,
                        rubric->critical[i].id);
}
