/* lint_judge.c: conditions over sets of values, and what a line makes of them. */
#include "lint_judge.h"

#include "core/bits.h"

#include <string.h>

#define STACK 64 /* as in sp_expr_holds */

/* ---- sets of styles and motives ---- */

struct pairs
pairs_both(const struct pairs *a, const struct pairs *b)
{
    struct pairs out;

    for (unsigned i = 0; i < PAIR_WORDS; i++)
        out.w[i] = a->w[i] & b->w[i];
    return out;
}

struct pairs
pairs_either(const struct pairs *a, const struct pairs *b)
{
    struct pairs out;

    for (unsigned i = 0; i < PAIR_WORDS; i++)
        out.w[i] = a->w[i] | b->w[i];
    return out;
}

static struct pairs
less(const struct pairs *a, const struct pairs *b)
{
    struct pairs out;

    for (unsigned i = 0; i < PAIR_WORDS; i++)
        out.w[i] = a->w[i] & ~b->w[i];
    return out;
}

bool
none_of(const struct pairs *pairs)
{
    for (unsigned i = 0; i < PAIR_WORDS; i++) {
        if (pairs->w[i])
            return false;
    }
    return true;
}

bool
has_pair(const struct pairs *pairs, unsigned pair)
{
    return (pairs->w[pair / 64] >> (pair % 64)) & 1;
}

void
restrict_to(struct might *m, const struct pairs *pairs)
{
    m->reach = pairs_both(&m->reach, pairs);
    for (unsigned i = 0; i < 2; i++) {
        m->knows[i] = pairs_both(&m->knows[i], pairs);
        m->resolved[i] = pairs_both(&m->resolved[i], pairs);
    }
}

/* ---- conditions ---- */

static uint64_t
bits_from(int low) /* all bits from `low` on */
{
    return low <= 0 ? UINT64_MAX : low > 63 ? 0 : UINT64_MAX << low;
}

/* The values for which an atom over one word is true. The word, or NULL if the atom is
 * none of these. */
static const uint64_t *
word_of(const struct flow *f, const struct might *m, enum sp_owner owner,
        const struct op *op, uint64_t *truth)
{
    switch (op->code) {
    case OP_METER_GE:
        *truth = bits_from(op->k - f->s->meter[op->a].min);
        return &m->more[op->a];
    case OP_METER_LT:
        *truth = ~bits_from(op->k - f->s->meter[op->a].min);
        return &m->more[op->a];
    case OP_COUNT_GE:
        *truth = bits_from(op->k);
        return &m->more[f->at_count[owner] + op->a];
    case OP_COUNT_LT:
        *truth = ~bits_from(op->k);
        return &m->more[f->at_count[owner] + op->a];
    case OP_BEFORE:
        *truth = UINT64_C(1) << SP_FIRST_CAME;
        return &m->more[f->at_before[owner] + op->a];
    default:
        return NULL;
    }
}

static const uint64_t *
bits_of(const struct might *m, enum op_code code)
{
    return code == OP_VOICED    ? m->voiced
           : code == OP_VISITED ? m->visited
           : code == OP_FACT    ? m->facts
                                : NULL;
}

static struct outcome
when_either(const struct might *m, bool yes, bool no)
{
    struct outcome o = {0};

    if (yes)
        o.yes = m->reach;
    if (no)
        o.no = m->reach;
    return o;
}

static struct outcome
split(const struct might *m, const struct pairs *set)
{
    return (struct outcome){pairs_both(&m->reach, set), less(&m->reach, set)};
}

static struct outcome
judge_atom(const struct flow *f, const struct op *op, const struct might *m,
           const struct where *where)
{
    uint64_t truth, needs = f->s->need_count < 64
                                ? (UINT64_C(1) << f->s->need_count) - 1
                                : UINT64_MAX;
    const uint64_t *word = word_of(f, m, where->owner, op, &truth);
    const uint64_t *bits = bits_of(m, op->code);
    struct pairs kinds = {0};

    if (word)
        return when_either(m, *word & truth, *word & ~truth);
    if (bits)
        return when_either(m, (bits[1] >> op->a) & 1, (bits[0] >> op->a) & 1);
    switch (op->code) {
    case OP_STYLE:
        return split(m, &f->of_style[op->a]);
    case OP_MOTIVE:
        return split(m, &f->of_motive[op->a]);
    case OP_KIND:
        for (unsigned i = 0; i < f->s->motive_count; i++) {
            if (f->kind[i] == (enum sp_kind)op->a)
                kinds = pairs_either(&kinds, &f->of_motive[i]);
        }
        return split(m, &kinds);
    case OP_KNOWS:
        return (struct outcome){m->knows[1], m->knows[0]};
    case OP_RESOLVED:
        return (struct outcome){m->resolved[1], m->resolved[0]};
    case OP_VOICED_ANY:
        return when_either(m, m->voiced[1], (m->voiced[0] & needs) == needs);
    case OP_AT:
        return when_either(m, (where->tags >> op->a) & 1,
                           !((where->tags >> op->a) & 1));
    case OP_ENDED:
        return when_either(m, where->ended == (enum sp_ending_kind)op->a,
                           where->ended != (enum sp_ending_kind)op->a);
    default: /* OP_TRUE */
        return when_either(m, true, false);
    }
}

struct outcome
flow_judge(const struct flow *f, const struct sp_expr *expr, const struct might *m,
           const struct where *where)
{
    struct outcome stack[STACK];
    unsigned top = 0;

    if (!expr)
        return when_either(m, true, false);
    for (unsigned i = 0; i < expr->count; i++) {
        const struct op *op = &expr->op[i];

        if (op->code == OP_NOT) {
            struct pairs yes = stack[top - 1].yes;

            stack[top - 1].yes = stack[top - 1].no;
            stack[top - 1].no = yes;
        } else if (op->code == OP_AND) {
            top--;
            stack[top - 1].yes = pairs_both(&stack[top - 1].yes, &stack[top].yes);
            stack[top - 1].no = pairs_either(&stack[top - 1].no, &stack[top].no);
        } else if (op->code == OP_OR) {
            top--;
            stack[top - 1].yes = pairs_either(&stack[top - 1].yes, &stack[top].yes);
            stack[top - 1].no = pairs_both(&stack[top - 1].no, &stack[top].no);
        } else {
            stack[top++] = judge_atom(f, op, m, where);
        }
    }
    return stack[0];
}

bool
flow_leaks(const struct flow *f, const struct sp_expr *when, const struct might *m,
           const struct where *where)
{
    struct might *before = (struct might *)f->before;

    memcpy(before, m, f->words * sizeof(uint64_t));
    before->knows[1] = (struct pairs){0};
    restrict_to(before, &m->knows[0]);
    struct outcome o = flow_judge(f, when, before, where);
    return !none_of(&o.yes) && !none_of(&o.no);
}

/* ---- narrowing ---- */

static void
narrow_atom(const struct flow *f, struct might *m, const struct op *op, bool want)
{
    uint64_t truth;
    /* Both come out of `m`, which is ours to write. */
    uint64_t *word = (uint64_t *)(uintptr_t)word_of(f, m, SP_OF_SCENARIO, op, &truth);
    uint64_t *bits = (uint64_t *)(uintptr_t)bits_of(m, op->code);

    if (word) {
        *word &= want ? truth : ~truth;
        if (!*word)
            restrict_to(m, &(struct pairs){0});
    } else if (bits) {
        bits[!want] &= ~(UINT64_C(1) << op->a);
    } else if (op->code == OP_VOICED_ANY && !want) {
        m->voiced[1] = 0;
    } else if (op->code == OP_KNOWS) {
        m->knows[!want] = (struct pairs){0};
        m->reach = pairs_both(&m->reach, &m->knows[want]);
    } else if (op->code == OP_RESOLVED) {
        m->resolved[!want] = (struct pairs){0};
        m->reach = pairs_both(&m->reach, &m->resolved[want]);
    }
}

/* Where the part that ends before `end` begins. */
static unsigned
start_of(const struct sp_expr *expr, unsigned end)
{
    unsigned wanted = 1;

    while (wanted > 0) {
        uint8_t code = expr->op[--end].code;

        if (code == OP_AND || code == OP_OR)
            wanted++;
        else if (code != OP_NOT)
            wanted--;
    }
    return end;
}

void
narrow(const struct flow *f, struct might *m, const struct sp_expr *expr, bool want)
{
    struct {
        unsigned end;
        bool want;
    } todo[STACK];
    unsigned count = 0;

    if (!expr)
        return;
    todo[count].end = expr->count;
    todo[count++].want = want;
    while (count > 0) {
        unsigned end = todo[--count].end;
        bool value = todo[count].want;
        const struct op *op = &expr->op[end - 1];

        if (op->code == OP_NOT) {
            todo[count].end = end - 1;
            todo[count++].want = !value;
        } else if (op->code == (value ? OP_AND : OP_OR) && count + 2 <= STACK) {
            todo[count].end = start_of(expr, end - 1);
            todo[count++].want = value;
            todo[count].end = end - 1;
            todo[count++].want = value;
        } else if (op->code != OP_AND && op->code != OP_OR) {
            narrow_atom(f, m, op, value);
        }
    }
    struct pairs reach = m->reach;
    restrict_to(m, &reach);
}

/* ---- a line ---- */

struct effects {
    uint64_t may, must;         /* what the line does */
    struct pairs right, surely; /* where it can, and must, be the right remedy */
};

static void
add_right(const struct flow *f, const struct sp_reply *r, const struct might *m,
          struct effects *e)
{
    const struct sp_scenario *s = f->s;
    bool resolves = (r->signals & SP_BIT(SP_RESOLVE)) && r->remedies;
    struct pairs left;

    for (unsigned i = 0; i < s->motive_count; i++) {
        const struct sp_motive *motive = &s->motives[i];
        bool fits = resolves && sp_bits_single(r->remedies) &&
                    (r->remedies & motive->resolved_by);
        bool defers = (r->signals & SP_BIT(SP_DEFER_DATED)) &&
                      motive->beyond_authority && !(r->remedies & ~motive->resolved_by);

        if (fits || defers)
            e->right = pairs_either(&e->right, &f->of_motive[i]);
    }
    e->right = pairs_both(&e->right, &m->knows[1]);
    e->surely = less(&e->right, &m->knows[0]);
    left = less(&m->reach, &e->surely);
    if (!none_of(&e->right))
        e->may |= SP_BIT(SP_RIGHT);
    if (none_of(&left))
        e->must |= SP_BIT(SP_RIGHT);
    if (resolves && !none_of(&left))
        e->may |= SP_BIT(SP_WRONG);
    if (resolves && none_of(&e->right))
        e->must |= SP_BIT(SP_WRONG);
}

/* One event of a group of which exactly one comes. */
static void
add_event(struct effects *e, enum sp_signal signal, bool may, bool other)
{
    if (may)
        e->may |= SP_BIT(signal);
    if (may && !other)
        e->must |= SP_BIT(signal);
}

static struct effects
effects_of(const struct flow *f, const struct sp_reply *r, const struct might *m)
{
    struct effects e = {.may = r->signals, .must = r->signals};
    bool one = sp_bits_single(r->needs), brief = false;
    bool voiced = one && (r->needs & m->voiced[1]);
    bool silent = !one || (r->needs & m->voiced[0]);

    for (unsigned i = 0; i < f->s->need_count; i++)
        brief = brief || (one && ((r->needs >> i) & 1) && f->s->needs[i].in_brief);
    if (r->signals & SP_BIT(SP_BENEFIT)) {
        add_event(&e, SP_FIT, voiced, silent);
        add_event(&e, SP_KNOWN, silent && brief, voiced);
        add_event(&e, SP_MISFIT, silent && !brief, voiced);
    }
    if ((r->signals & SP_BIT(SP_CLARIFY)) && r->needs) {
        add_event(&e, SP_HEARD, voiced, silent);
        add_event(&e, SP_MISHEARD, silent, voiced);
    }
    add_right(f, r, m, &e);
    return e;
}

static void
count_line(const struct flow *f, const struct sp_watch *watch, enum sp_owner owner,
           uint64_t tags, const struct effects *e, const struct might *before,
           struct might *m)
{
    const struct where where = {owner, tags, SP_ENDING_KINDS};

    for (unsigned i = 0; i < watch->counters; i++) {
        const struct sp_counter *c = &watch->counter[i];
        uint64_t *word = &m->more[f->at_count[owner] + i], top, up;

        if (!sp_pattern_matches(&c->pattern, e->may))
            continue;
        struct outcome o = flow_judge(f, c->when, before, &where);
        if (none_of(&o.yes))
            continue;
        top = UINT64_C(1) << c->most;
        up = ((*word & ~top) << 1) | (*word & top);
        if (sp_pattern_matches(&c->pattern, e->must) && none_of(&o.no))
            *word = up;
        else
            *word |= up;
    }
    for (unsigned i = 0; i < watch->befores; i++) {
        const struct sp_before *b = &watch->before[i];
        uint64_t *word = &m->more[f->at_before[owner] + i];
        bool open = *word & (1 << SP_NEITHER), stays = true;

        if (open && sp_pattern_matches(&b->then, e->may))
            *word |= 1 << SP_TOO_LATE;
        if (open && sp_pattern_matches(&b->then, e->must))
            stays = open = false;
        if (open && sp_pattern_matches(&b->first, e->may))
            *word |= 1 << SP_FIRST_CAME;
        if (open && sp_pattern_matches(&b->first, e->must))
            stays = false;
        if (!stays)
            *word &= ~(UINT64_C(1) << SP_NEITHER);
    }
}

/* The least and the greatest change of a meter over the styles that can be. */
static void
changes(const struct flow *f, const struct sp_reply *r, const struct effects *e,
        const struct might *m, unsigned meter, int *least, int *most)
{
    bool any = false;

    for (unsigned k = 0; k < f->s->styles->styles; k++) {
        const struct sp_style *style = &f->s->styles->style[k];
        struct pairs here = pairs_both(&m->reach, &f->of_style[k]);
        int low = r->effect[meter], high = low;

        if (none_of(&here))
            continue;
        for (uint64_t left = e->may; left; left &= left - 1) {
            int react = style->react[__builtin_ctzll(left)][meter];
            bool sure = e->must & left & -left;

            low += sure || react < 0 ? react : 0;
            high += sure || react > 0 ? react : 0;
        }
        for (unsigned i = 0; i < style->tires; i++) {
            int change = style->tire[i].change[meter];

            if (!(e->may & SP_BIT(style->tire[i].signal)))
                continue;
            low += change < 0 ? change : 0;
            high += change > 0 ? change : 0;
        }
        *least = !any || low < *least ? low : *least;
        *most = !any || high > *most ? high : *most;
        any = true;
    }
}

static int
within(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* The set moved by at most its range, clamped at the ends. */
static uint64_t
moved(uint64_t bits, int by, int top)
{
    uint64_t all = ~bits_from(top + 1), out;

    if (by >= 0) {
        out = (bits << by) & all;
        return bits & bits_from(top - by) ? out | UINT64_C(1) << top : out;
    }
    by = -by;
    return bits & ~bits_from(by + 1) ? (bits >> by) | 1 : bits >> by;
}

void
apply_line(const struct flow *f, uint64_t tags, const struct sp_reply *reply,
           struct might *m)
{
    const struct sp_scenario *s = f->s;
    struct effects e = effects_of(f, reply, m);
    struct might *before = (struct might *)f->before;

    memcpy(before, m, f->words * sizeof(uint64_t));
    count_line(f, &s->watch, SP_OF_SCENARIO, tags, &e, before, m);
    count_line(f, &s->rubric->watch, SP_OF_RUBRIC, tags, &e, before, m);
    for (unsigned i = 0; i < s->meters; i++) {
        int least = 0, most = 0, top = s->meter[i].max - s->meter[i].min;
        uint64_t out = 0;

        changes(f, reply, &e, m, i, &least, &most);
        /* A change by more than the range is one by the range. */
        least = within(least, -top, top);
        most = within(most, -top, top);
        for (int by = least; by <= most; by++)
            out |= moved(m->more[i], by, top);
        m->more[i] = out;
    }
    m->resolved[1] = pairs_either(&m->resolved[1], &e.right);
    m->resolved[0] = less(&m->resolved[0], &e.surely);
    m->facts[1] |= reply->sets;
    m->facts[0] &= ~reply->sets;
}

/* ---- one by one ---- */

struct domain {
    const struct flow *f;
    const struct might *m;
};

static bool
stands(const void *data, unsigned style, unsigned motive, bool knows, bool resolved)
{
    const struct domain *d = data;
    unsigned pair = style * d->f->s->motive_count + motive;

    return has_pair(&d->m->reach, pair) && has_pair(&d->m->knows[knows], pair) &&
           has_pair(&d->m->resolved[resolved], pair);
}

static uint64_t
values(const void *data, enum op_code code, unsigned index, int *low)
{
    const struct domain *d = data;
    const uint64_t *bits = bits_of(d->m, code);
    uint64_t yes, no;

    *low = 0;
    if (bits) {
        no = (bits[0] >> index) & 1;
        yes = (bits[1] >> index) & 1;
        return no | yes << 1;
    }
    if (code == OP_METER_GE) {
        *low = d->f->s->meter[index].min;
        return d->m->more[index];
    }
    if (code == OP_COUNT_GE)
        return d->m->more[d->f->at_count[SP_OF_SCENARIO] + index];
    return d->m->more[d->f->at_before[SP_OF_SCENARIO] + index];
}

enum tried
flow_try(const struct flow *f, const struct might *m, uint64_t tags,
         const struct sp_expr *const *exprs, unsigned count, bool want)
{
    struct domain domain = {f, m};
    struct trial trial = {.owner = SP_OF_SCENARIO,
                          .tags = tags,
                          .styles = f->s->styles->styles,
                          .motives = f->s->motive_count,
                          .kind = f->kind,
                          .stands = stands,
                          .values = values,
                          .data = &domain};

    return expr_try(exprs, count, want, &trial);
}
