/* expr_chance.c: what a condition can still become.
 *
 * A condition has two chances: to be true, and to be false, now or later in the call.
 * Counters only grow, latches stay, and a `before` is decided once, so that an atom can
 * have lost one of the two for good. */
#include "expr_code.h"

static struct chances
counter_chances(const struct op *op, const struct sp_watch *watch,
                const struct sp_world *w)
{
    bool enough = w->state->count[w->owner][op->a] >= op->k;
    /* A counter whose own condition cannot come again has stopped. */
    bool grows = expr_chances(watch->counter[op->a].when, watch, w).yes;

    return (struct chances){.yes = enough || grows, .no = !enough};
}

static struct chances
atom_chances(const struct op *op, const struct sp_watch *watch,
             const struct sp_world *w)
{
    const struct sp_state *s = w->state;
    struct chances chance;

    switch (op->code) {
    case OP_TRUE:
        return (struct chances){.yes = true};
    case OP_STYLE:
        return (struct chances){w->style == op->a, w->style != op->a};
    case OP_MOTIVE:
        return (struct chances){w->motive == op->a, w->motive != op->a};
    case OP_KIND:
        return (struct chances){w->kind == (enum sp_kind)op->a,
                                w->kind != (enum sp_kind)op->a};
    case OP_COUNT_GE:
        return counter_chances(op, watch, w);
    case OP_COUNT_LT:
        chance = counter_chances(op, watch, w);
        return (struct chances){.yes = chance.no, .no = chance.yes};
    case OP_BEFORE:
        return (struct chances){.yes = s->before[w->owner][op->a] != SP_TOO_LATE,
                                .no = s->before[w->owner][op->a] != SP_FIRST_CAME};
    case OP_KNOWS:
        return (struct chances){.yes = true, .no = !s->knows};
    case OP_RESOLVED:
        return (struct chances){.yes = true, .no = !s->resolved};
    case OP_VOICED_ANY:
        return (struct chances){.yes = true, .no = s->voiced == 0};
    case OP_VOICED:
        return (struct chances){.yes = true, .no = !((s->voiced >> op->a) & 1)};
    case OP_VISITED:
        return (struct chances){.yes = true, .no = !((s->visited >> op->a) & 1)};
    case OP_FACT:
        return (struct chances){.yes = true, .no = !((s->facts >> op->a) & 1)};
    default: /* meters move both ways, and the call may go anywhere */
        return (struct chances){.yes = true, .no = true};
    }
}

struct chances
expr_chances(const struct sp_expr *expr, const struct sp_watch *watch,
             const struct sp_world *world)
{
    uint64_t yes = 0, no = 0; /* stacks as in sp_expr_holds; the top is bit 0 */

    if (!expr)
        return (struct chances){.yes = true};
    for (unsigned i = 0; i < expr->count; i++) {
        const struct op *op = &expr->op[i];
        uint64_t top_yes = yes & 1, top_no = no & 1;

        if (op->code == OP_NOT) {
            yes = (yes & ~UINT64_C(1)) | top_no;
            no = (no & ~UINT64_C(1)) | top_yes;
        } else if (op->code == OP_AND) {
            yes = ((yes >> 1) & ~UINT64_C(1)) | ((yes >> 1) & top_yes);
            no = (no >> 1) | top_no;
        } else if (op->code == OP_OR) {
            yes = (yes >> 1) | top_yes;
            no = ((no >> 1) & ~UINT64_C(1)) | ((no >> 1) & top_no);
        } else {
            struct chances chance = atom_chances(op, watch, world);

            yes = (yes << 1) | chance.yes;
            no = (no << 1) | chance.no;
        }
    }
    return (struct chances){.yes = yes & 1, .no = no & 1};
}
