/* exam.c: what an assessment asks, and whether a sitting passes. */
#include "core/exam.h"

#include <string.h>

static void
add_scenario(const char **list, unsigned *count, const char *scenario)
{
    for (unsigned i = 0; i < *count; i++) {
        if (strcmp(list[i], scenario) == 0)
            return;
    }
    list[(*count)++] = scenario;
}

unsigned
sp_exam_scenarios(const struct sp_exam *exam, const char **list)
{
    unsigned count = 0;

    for (unsigned i = 0; i < exam->forms; i++) {
        for (unsigned k = 0; k < exam->form[i].items; k++)
            add_scenario(list, &count, exam->form[i].item[k].scenario);
    }
    if (exam->warm_up)
        add_scenario(list, &count, exam->warm_up);
    return count;
}

const char *
sp_exam_part_hash(const struct sp_exam *exam, const char *scenario)
{
    for (unsigned i = 0; i < exam->parts; i++) {
        if (strcmp(exam->part[i].scenario, scenario) == 0)
            return exam->part[i].sha256;
    }
    return NULL;
}

int
sp_exam_form_find(const struct sp_exam *exam, const char *id)
{
    for (unsigned i = 0; i < exam->forms; i++) {
        if (strcmp(exam->form[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}

const char *
sp_clause_name(enum sp_clause_kind kind)
{
    static const char *const names[] = {"scenarios", "total", "level", "critical"};

    return kind < SP_CLAUSE_KINDS ? names[kind] : NULL;
}

static void
add_clause(struct sp_exam_verdict *verdict, enum sp_clause_kind kind,
           const char *competency, int wanted, int got)
{
    bool met = kind == SP_CLAUSE_CRITICAL ? got <= wanted : got >= wanted;

    verdict->clause[verdict->clauses++] =
        (struct sp_clause){kind, competency, wanted, got, met};
    verdict->pass = verdict->pass && met;
}

/* The lowest level of a competency over the calls that judge it. A call that was not
 * come to has shown nothing; one that does not judge it says nothing. */
static int
lowest_level(const struct sp_exam_call *calls, unsigned count, const char *competency)
{
    int lowest = SP_LEVELS;
    bool judged = false;

    for (unsigned i = 0; i < count; i++) {
        if (!calls[i].done)
            return 0;
        for (unsigned k = 0; k < calls[i].competencies; k++) {
            int level = calls[i].level[k];

            if (strcmp(calls[i].competency[k], competency) != 0 || level < 0)
                continue;
            judged = true;
            lowest = level < lowest ? level : lowest;
        }
    }
    return judged ? lowest : 0;
}

void
sp_exam_judge(const struct sp_exam *exam, const struct sp_exam_call *calls,
              unsigned count, struct sp_exam_verdict *verdict)
{
    const struct sp_exam_rule *rule = &exam->rule;
    int passed = 0, total = 0, out_of = 0, criticals = 0;

    *verdict = (struct sp_exam_verdict){.pass = count > 0};
    for (unsigned i = 0; i < count; i++) {
        passed += calls[i].done && calls[i].pass;
        total += calls[i].done ? calls[i].total : 0;
        out_of += calls[i].done ? calls[i].out_of : 100;
        criticals += calls[i].done ? (int)calls[i].criticals : 0;
    }
    if (rule->scenarios)
        add_clause(verdict, SP_CLAUSE_SCENARIOS, NULL, rule->scenarios, passed);
    if (rule->total)
        add_clause(verdict, SP_CLAUSE_TOTAL, NULL, rule->total,
                   out_of > 0 ? total * 100 / out_of : 0);
    for (unsigned i = 0; i < rule->levels; i++)
        add_clause(verdict, SP_CLAUSE_LEVEL, rule->competency[i], rule->level[i],
                   lowest_level(calls, count, rule->competency[i]));
    if (rule->no_critical)
        add_clause(verdict, SP_CLAUSE_CRITICAL, NULL, 0, criticals);
}
