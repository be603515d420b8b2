/* plan_names.c: the names in a plan, against the scenario it is for. */
#include "core/plan.h"

#include "plan_words.h"

#include <stdlib.h>
#include <string.h>

/* Comparisons for "did you mean" in one plan; a hostile one gets no more help. */
#define COMPARISONS 2000000u

struct checker {
    const struct sp_scenario *scenario;
    struct sp_plan_case *current;
    struct sp_diags *diags;
    const char **replies; /* all ids, sorted */
    size_t reply_count;
    unsigned left; /* comparisons */
};

/* By index, NULL past the end. */
typedef const char *(*name_fn)(const struct checker *c, unsigned index);

static const char *
node_name(const struct checker *c, unsigned i)
{
    return i < c->scenario->node_count ? c->scenario->nodes[i].id : NULL;
}

static const char *
reply_name(const struct checker *c, unsigned i)
{
    return i < c->reply_count ? c->replies[i] : NULL;
}

static const char *
need_name(const struct checker *c, unsigned i)
{
    return i < c->scenario->need_count ? c->scenario->needs[i].id : NULL;
}

static const char *
fact_name(const struct checker *c, unsigned i)
{
    return i < c->scenario->fact_count ? c->scenario->facts[i].id : NULL;
}

static const char *
ending_name(const struct checker *c, unsigned i)
{
    return i < c->scenario->ending_count ? c->scenario->endings[i].id : NULL;
}

static const char *
style_name(const struct checker *c, unsigned i)
{
    const struct sp_styles *styles = c->scenario->styles;

    return i < styles->styles ? styles->style[i].id : NULL;
}

static const char *
motive_name(const struct checker *c, unsigned i)
{
    return i < c->scenario->motive_count ? c->scenario->motives[i].id : NULL;
}

static const char *
competency_name(const struct checker *c, unsigned i)
{
    const struct sp_rubric *rubric = c->scenario->rubric;

    return i < rubric->competencies ? rubric->competency[i].id : NULL;
}

static const char *
mood_name(const struct checker *c, unsigned i)
{
    (void)c;
    return sp_mood_name((enum sp_mood)i);
}

static const char *
move_name(const struct checker *c, unsigned i)
{
    (void)c;
    return sp_signal_name((enum sp_signal)i);
}

static const char *
critical_name(const struct checker *c, unsigned i)
{
    const struct sp_rubric *rubric = c->scenario->rubric;

    return i == 0 ? "none" : i <= rubric->criticals ? rubric->critical[i - 1].id : NULL;
}

/* The rubric's checks, then those that the styles report. */
static const char *
check_name(const struct checker *c, unsigned i)
{
    const struct sp_rubric *rubric = c->scenario->rubric;
    const struct sp_styles *styles = c->scenario->styles;
    unsigned competency = i / SP_LEVELS, style;

    if (competency < rubric->competencies) {
        const struct sp_competency *at = &rubric->competency[competency];

        return at->level[i % SP_LEVELS < at->levels ? i % SP_LEVELS : 0].id;
    }
    i -= rubric->competencies * SP_LEVELS;
    for (style = 0; style < styles->styles; style++) {
        if (i < styles->style[style].adapts)
            return styles->style[style].adapt[i].id;
        i -= styles->style[style].adapts;
    }
    return NULL;
}

static const char *
meter_name(const struct checker *c, unsigned i)
{
    return i < c->scenario->meters ? c->scenario->meter[i].id : NULL;
}

static void
report(struct checker *c, struct sp_plan_place at, const char *code,
       const char *const *args)
{
    c->current->bad++;
    if (!c->current->broken)
        sp_diags_add(c->diags, SP_ERROR, code, "", at.line, at.column, args);
}

static const char *
nearest(struct checker *c, struct plan_near near, name_fn name)
{
    const char *other;

    for (unsigned i = 0;
         c->diags->count < SP_DIAGS_MOST && c->left > 0 && (other = name(c, i)); i++) {
        plan_try_name(&near, other);
        c->left--;
    }
    return near.name;
}

static bool
has(const struct checker *c, name_fn name, const char *word)
{
    const char *other;

    for (unsigned i = 0; (other = name(c, i)); i++) {
        if (strcmp(other, word) == 0)
            return true;
    }
    return false;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
must_have(struct checker *c, struct sp_plan_line *line, unsigned word, const char *kind,
          name_fn name)
{
    const char *id = line->word[word];
    bool found;

    if (name == reply_name)
        found =
            bsearch(&id, c->replies, c->reply_count, sizeof *c->replies, compare_names);
    else if (name == node_name)
        found = sp_scenario_node(c->scenario, id) >= 0;
    else
        found = has(c, name, id);
    if (found)
        return;
    report(c, (struct sp_plan_place){line->line, line->column[word]}, "E088",
           (const char *const[]){kind, id, nearest(c, plan_near(id), name), NULL});
    line->bad = true;
}

/* A line that begins with none of the directives must begin with a meter. */
static void
check_meter(struct checker *c, struct sp_plan_line *line)
{
    struct plan_near near = plan_near(line->word[0]);

    if (has(c, meter_name, line->word[0]))
        return;
    for (unsigned i = 0; plan_directive(i); i++)
        plan_try_name(&near, plan_directive(i));
    report(c, (struct sp_plan_place){line->line, line->column[0]}, "E070",
           (const char *const[]){line->word[0], nearest(c, near, meter_name), NULL});
    line->bad = true;
}

static void
check_competency(struct checker *c, struct sp_plan_line *line)
{
    const char *id = line->word[line->arg];

    if (has(c, competency_name, id))
        return;
    report(c, (struct sp_plan_place){line->line, line->column[line->arg]}, "E085",
           (const char *const[]){id, nearest(c, plan_near(id), competency_name), NULL});
    line->bad = true;
}

static void
check_line(struct checker *c, struct sp_plan_line *line)
{
    static const struct {
        const char *kind;
        name_fn name;
    } names[SP_PLAN_VERBS] = {
        [SP_PLAN_PICK] = {"reply", reply_name},
        [SP_PLAN_AT] = {"node", node_name},
        [SP_PLAN_OPEN] = {"reply", reply_name},
        [SP_PLAN_CLOSED] = {"reply", reply_name},
        [SP_PLAN_VOICED] = {"need", need_name},
        [SP_PLAN_FACT] = {"fact", fact_name},
        [SP_PLAN_MOOD] = {"mood", mood_name},
        [SP_PLAN_CHECK] = {"check", check_name},
        [SP_PLAN_CRITICAL] = {"critical", critical_name},
        [SP_PLAN_END] = {"ending", ending_name},
    };

    if (line->verb == SP_PLAN_METER)
        check_meter(c, line);
    else if (line->verb == SP_PLAN_LEVEL)
        check_competency(c, line);
    else if (line->verb == SP_PLAN_DID)
        for (unsigned i = line->arg; i < line->words; i++)
            must_have(c, line, i, "move", move_name);
    else if (names[line->verb].name)
        must_have(c, line, line->arg, names[line->verb].kind, names[line->verb].name);
}

/* Style and motive of a case; it cannot start without them. */
static void
check_start(struct checker *c)
{
    const struct sp_plan_case *at = c->current;

    if (at->style && sp_scenario_style(c->scenario, at->style) < 0)
        report(c, at->style_at, "E087",
               (const char *const[]){"style", at->style,
                                     nearest(c, plan_near(at->style), style_name),
                                     NULL});
    if (at->motive && sp_scenario_motive(c->scenario, at->motive) < 0)
        report(c, at->motive_at, "E087",
               (const char *const[]){"motive", at->motive,
                                     nearest(c, plan_near(at->motive), motive_name),
                                     NULL});
}

static void
collect_replies(struct checker *c)
{
    const struct sp_scenario *s = c->scenario;

    c->replies = sp_alloc(s->reply_total + 1, sizeof *c->replies);
    for (uint32_t i = 0; i < s->node_count; i++) {
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++)
            c->replies[c->reply_count++] = s->nodes[i].replies[k].id;
    }
    qsort(c->replies, c->reply_count, sizeof *c->replies, compare_names);
}

void
sp_plan_check(struct sp_plan *plan, const struct sp_scenario *scenario,
              struct sp_diags *diags)
{
    struct checker c = {.scenario = scenario, .diags = diags, .left = COMPARISONS};

    collect_replies(&c);
    for (unsigned i = 0; i < plan->count; i++) {
        c.current = &plan->cases[i];
        check_start(&c);
        for (unsigned k = 0; k < c.current->line_count; k++)
            check_line(&c, &c.current->lines[k]);
    }
    sp_free(c.replies);
}
