/* expr.c: judges compiled conditions and keeps what they must remember.
 * A condition is a list of operations in postfix order over a stack of bits. */
#include "expr_code.h"

#include <assert.h>

bool
sp_pattern_matches(const struct sp_pattern *pattern, uint64_t signals)
{
    for (unsigned i = 0; i < pattern->count; i++) {
        if ((signals & pattern->mask[i]) == pattern->mask[i])
            return true;
    }
    return false;
}

static bool
atom_holds(const struct op *op, const struct sp_world *w)
{
    const struct sp_state *s = w->state;

    switch (op->code) {
    case OP_TRUE:
        return true;
    case OP_STYLE:
        return w->style == op->a;
    case OP_MOTIVE:
        return w->motive == op->a;
    case OP_KIND:
        return w->kind == (enum sp_kind)op->a;
    case OP_METER_GE:
        return s->meter[op->a] >= op->k;
    case OP_METER_LT:
        return s->meter[op->a] < op->k;
    case OP_KNOWS:
        return s->knows;
    case OP_RESOLVED:
        return s->resolved;
    case OP_VOICED_ANY:
        return s->voiced != 0;
    case OP_VOICED:
        return (s->voiced >> op->a) & 1;
    case OP_COUNT_GE:
        return s->count[w->owner][op->a] >= op->k;
    case OP_COUNT_LT:
        return s->count[w->owner][op->a] < op->k;
    case OP_BEFORE:
        return s->before[w->owner][op->a] == SP_FIRST_CAME;
    case OP_AT:
        return (w->tags >> op->a) & 1;
    case OP_ENDED:
        return w->ended == (enum sp_ending_kind)op->a;
    case OP_VISITED:
        return (s->visited >> op->a) & 1;
    case OP_FACT:
        return (s->facts >> op->a) & 1;
    default:
        assert(false && "an operator is not an atom");
        return false;
    }
}

bool
sp_expr_holds(const struct sp_expr *expr, const struct sp_world *world)
{
    uint64_t stack = 0; /* the top is bit 0 */

    if (!expr)
        return true;
    for (unsigned i = 0; i < expr->count; i++) {
        const struct op *op = &expr->op[i];
        uint64_t top = stack & 1;

        if (op->code == OP_NOT)
            stack ^= 1;
        else if (op->code == OP_AND)
            stack = ((stack >> 1) & ~UINT64_C(1)) | ((stack >> 1) & top);
        else if (op->code == OP_OR)
            stack = (stack >> 1) | top;
        else
            stack = (stack << 1) | atom_holds(op, world);
    }
    return stack & 1;
}

void
sp_watch_take(const struct sp_watch *watch, enum sp_owner owner,
              const struct sp_world *world, uint64_t signals, struct sp_state *after)
{
    struct sp_world w = *world;

    w.owner = owner;
    for (unsigned i = 0; i < watch->counters; i++) {
        const struct sp_counter *c = &watch->counter[i];

        if (world->state->count[owner][i] < c->most &&
            sp_pattern_matches(&c->pattern, signals) && sp_expr_holds(c->when, &w))
            after->count[owner][i]++;
    }
    for (unsigned i = 0; i < watch->befores; i++) {
        const struct sp_before *b = &watch->before[i];

        if (world->state->before[owner][i] != SP_NEITHER)
            continue;
        if (sp_pattern_matches(&b->then, signals))
            after->before[owner][i] = SP_TOO_LATE;
        else if (sp_pattern_matches(&b->first, signals))
            after->before[owner][i] = SP_FIRST_CAME;
    }
}

bool
sp_expr_asks_motive(const struct sp_expr *expr)
{
    for (unsigned i = 0; expr && i < expr->count; i++) {
        if (expr->op[i].code == OP_MOTIVE || expr->op[i].code == OP_KIND)
            return true;
    }
    return false;
}
