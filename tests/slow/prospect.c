/* prospect.c: what a state is worth, and what can still become of it.
 *
 * Every condition gets two bits: whether it can be true at some later end of the call,
 * and whether it can be false. Counters only grow and latches stay, so that an atom may
 * have lost one of the two. */
#include "prospect.h"

#include "expr_code.h"

struct chance {
    bool yes, no;
};

static struct chance
chance_of_atom(const struct op *op, const struct sp_world *w)
{
    const struct sp_state *s = w->state;
    unsigned count;

    switch (op->code) {
    case OP_COUNT_GE:
        count = s->count[w->owner][op->a];
        return (struct chance){.yes = true, .no = (int)count < op->k};
    case OP_COUNT_LT:
        count = s->count[w->owner][op->a];
        return (struct chance){.yes = (int)count < op->k, .no = true};
    case OP_BEFORE:
        return (struct chance){.yes = s->before[w->owner][op->a] != SP_TOO_LATE,
                               .no = s->before[w->owner][op->a] != SP_FIRST_CAME};
    case OP_KNOWS:
        return (struct chance){.yes = true, .no = !s->knows};
    case OP_RESOLVED:
        return (struct chance){.yes = true, .no = !s->resolved};
    case OP_VOICED_ANY:
        return (struct chance){.yes = true, .no = s->voiced == 0};
    default:
        return (struct chance){.yes = true, .no = true};
    }
}

static struct chance
chance_of(const struct sp_expr *expr, const struct sp_world *w)
{
    struct chance stack[64];
    unsigned top = 0;

    if (w->state->ending >= 0) {
        bool holds = sp_expr_holds(expr, w);

        return (struct chance){.yes = holds, .no = !holds};
    }
    if (!expr)
        return (struct chance){.yes = true};
    if (expr->count == 1)
        return chance_of_atom(&expr->op[0], w);
    for (unsigned i = 0; i < expr->count; i++) {
        const struct op *op = &expr->op[i];
        struct chance *a = &stack[top > 1 ? top - 2 : 0];
        struct chance *b = &stack[top > 0 ? top - 1 : 0];

        if (op->code == OP_NOT) {
            *b = (struct chance){.yes = b->no, .no = b->yes};
        } else if (op->code == OP_AND) {
            *a = (struct chance){.yes = a->yes && b->yes, .no = a->no || b->no};
            top--;
        } else if (op->code == OP_OR) {
            *a = (struct chance){.yes = a->yes || b->yes, .no = a->no && b->no};
            top--;
        } else {
            stack[top++] = chance_of_atom(op, w);
        }
    }
    return stack[0];
}

/* Adds one competency; false when it stands in the way of a pass for good. */
static void
add_competency(const struct sp_competency *c, const struct sp_world *w,
               struct prospect *out, int *possible)
{
    struct chance omit = {.no = true};
    int points = 0, could = 0, level = 0;
    bool now = true, later = true;

    if (c->omit)
        omit = chance_of(c->omit, w);
    for (unsigned i = 0; i < c->levels; i++) {
        later = later && chance_of(c->level[i].when, w).yes;
        now = now && sp_expr_holds(c->level[i].when, w);
        could += later ? c->level[i].points : 0;
        points += now ? c->level[i].points : 0;
        level += later;
    }
    bool judged = !(c->omit && sp_expr_holds(c->omit, w));
    out->total += judged ? points : 0;
    out->out_of += judged ? c->weight : 0;
    *possible += omit.yes ? c->weight : could;
    if (c->headline && level < 2 && !omit.yes)
        out->can_pass = false;
    if (could < c->weight && !omit.yes)
        out->can_be_full = false;
}

bool
is_hopeless(const struct run *run, const struct sp_state *state)
{
    const struct sp_rubric *rubric = run->scenario->rubric;
    struct sp_world w = world_of(run, state, SP_OF_RUBRIC);

    for (unsigned i = 0; i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        for (unsigned k = 0; c->headline && k < 2; k++) {
            if ((k >= c->levels || !chance_of(c->level[k].when, &w).yes) &&
                !(c->omit && chance_of(c->omit, &w).yes))
                return true;
        }
    }
    for (unsigned i = 0; i < rubric->criticals; i++) {
        if (!chance_of(rubric->critical[i].when, &w).no)
            return true;
    }
    return false;
}

struct prospect
prospect_of(const struct run *run, const struct sp_state *state)
{
    const struct sp_rubric *rubric = run->scenario->rubric;
    struct sp_world w = world_of(run, state, SP_OF_RUBRIC);
    struct prospect out = {.can_pass = true, .can_be_full = true};
    int possible = 0;

    for (unsigned i = 0; i < rubric->competencies; i++)
        add_competency(&rubric->competency[i], &w, &out, &possible);
    for (unsigned i = 0; i < rubric->criticals; i++) {
        if (!chance_of(rubric->critical[i].when, &w).no)
            out.can_pass = out.can_be_full = false;
    }
    if (state->ending >= 0) {
        /* All chances are certain now, so that the bound is the rule itself but for
         * the mark, which is taken of what is judged. */
        out.pass = out.can_pass && out.total >= (rubric->mark * out.out_of + 99) / 100;
        out.can_pass = out.pass;
        out.can_be_full = out.pass && out.total == out.out_of;
    } else if (possible < rubric->mark) {
        out.can_pass = false;
    }
    return out;
}
