/* prove_key.c: states in 128 bits. */
#include "prove_key.h"

#include "core/bits.h"
#include "expr_code.h"

#include <string.h>

static void
add_slot(struct packing *p, enum slot_kind kind, enum sp_owner owner, uint32_t index,
         unsigned width)
{
    unsigned shift = p->bits;

    if (width == 0)
        return;
    if (shift < 64 && shift + width > 64)
        shift = 64;
    p->bits = shift + width;
    if (p->slots == KEY_SLOTS || p->bits > KEY_BITS) {
        p->bits = KEY_BITS + 1;
        return;
    }
    p->slot[p->slots++] = (struct slot){.kind = (uint8_t)kind,
                                        .owner = (uint8_t)owner,
                                        .width = (uint8_t)width,
                                        .shift = (uint8_t)shift,
                                        .index = index};
}

static void
add_bits(struct packing *p, enum slot_kind kind, uint64_t bits)
{
    for (unsigned i = 0; i < 64; i++) {
        if ((bits >> i) & 1)
            add_slot(p, kind, SP_OF_SCENARIO, i, 1);
    }
}

/* ---- what is read ---- */

/* What can still decide something in the calls of one style and motive. */
struct reads {
    const struct sp_scenario *s;
    struct sp_state start; /* nothing has happened yet */
    struct sp_world world;
    uint64_t voiced, facts, visited, befores, counters[SP_COUNTERS / 64];
};

/* Whether a condition can ever be true, and ever be false, in these calls. */
static struct chances
ever(const struct reads *r, const struct sp_expr *expr)
{
    return expr_chances(expr, &r->s->watch, &r->world);
}

static void
read_expr(struct reads *r, const struct sp_expr *expr, enum sp_owner owner)
{
    bool own = owner == SP_OF_SCENARIO;

    for (unsigned i = 0; expr && i < expr->count; i++) {
        const struct op *op = &expr->op[i];
        uint64_t bit = UINT64_C(1) << (op->a % 64);

        if (op->code == OP_VOICED)
            r->voiced |= bit;
        else if (op->code == OP_VOICED_ANY)
            r->voiced = UINT64_MAX;
        else if (op->code == OP_FACT)
            r->facts |= bit;
        else if (op->code == OP_VISITED)
            r->visited |= bit;
        else if (op->code == OP_BEFORE && own)
            r->befores |= bit;
        else if ((op->code == OP_COUNT_GE || op->code == OP_COUNT_LT) && own)
            r->counters[op->a / 64] |= bit;
    }
}

static void
read_own(struct reads *r, const struct sp_expr *expr)
{
    struct chances chance = ever(r, expr);

    if (chance.yes && chance.no)
        read_expr(r, expr, SP_OF_SCENARIO);
}

/* Ways are asked up to the one that surely holds; if all that can be taken lead to the
 * same place, nothing is asked at all. */
static void
read_ways(struct reads *r, const struct sp_way *ways, unsigned count)
{
    const struct sp_way *only = NULL;
    bool differ = false;

    for (unsigned i = 0; i < count; i++) {
        struct chances chance = ever(r, ways[i].when);

        if (!chance.yes)
            continue;
        differ =
            differ || (only && (only->to != ways[i].to || only->ends != ways[i].ends));
        only = &ways[i];
        if (!chance.no)
            break;
    }
    for (unsigned i = 0; differ && i < count; i++)
        read_own(r, ways[i].when);
}

/* The same for what is said: it matters by the needs that it voices. */
static void
read_says(struct reads *r, const struct sp_node *node)
{
    const struct sp_says *only = NULL;
    bool differ = false;

    for (unsigned i = 0; i < node->variants; i++) {
        struct chances chance = ever(r, node->says[i].when);

        if (!chance.yes)
            continue;
        differ = differ || (only && only->voices != node->says[i].voices);
        only = &node->says[i];
        if (!chance.no)
            break;
    }
    for (unsigned i = 0; differ && i < node->variants; i++)
        read_own(r, node->says[i].when);
}

static void
read_nodes(struct reads *r)
{
    for (uint32_t i = 0; i < r->s->node_count; i++) {
        const struct sp_node *node = &r->s->nodes[i];

        read_ways(r, node->route, node->ways);
        read_says(r, node);
        for (unsigned k = 0; k < node->reply_count; k++) {
            const struct sp_reply *reply = &node->replies[k];

            read_own(r, reply->when);
            read_ways(r, reply->to, reply->ways);
            /* Whether a need was voiced decides what a line about it does. */
            if (reply->signals & (SP_BIT(SP_CLARIFY) | SP_BIT(SP_BENEFIT)))
                r->voiced |= reply->needs;
        }
    }
}

/* What counters ask of the moment of a line; those of the scenario only if they are
 * read themselves. */
static void
read_watch(struct reads *r, const struct sp_watch *watch, enum sp_owner owner)
{
    for (unsigned i = 0; i < watch->counters; i++) {
        if (owner != SP_OF_SCENARIO || ((r->counters[i / 64] >> (i % 64)) & 1))
            read_expr(r, watch->counter[i].when, owner);
    }
}

static void
read_rubric(struct reads *r, const struct sp_rubric *rubric)
{
    for (unsigned i = 0; i < rubric->competencies; i++) {
        read_expr(r, rubric->competency[i].omit, SP_OF_RUBRIC);
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            read_expr(r, rubric->competency[i].level[k].when, SP_OF_RUBRIC);
    }
    for (unsigned i = 0; i < rubric->criticals; i++)
        read_expr(r, rubric->critical[i].when, SP_OF_RUBRIC);
}

static void
read_all(struct reads *r, const struct run *run)
{
    const struct sp_scenario *s = run->scenario;

    *r = (struct reads){.s = s, .start = {.ending = -1}};
    r->world = world_of(run, &r->start, SP_OF_SCENARIO);
    r->world.state = &r->start;
    read_nodes(r);
    read_watch(r, &s->watch, SP_OF_SCENARIO);
    read_watch(r, &s->rubric->watch, SP_OF_RUBRIC);
    read_watch(r, &s->styles->watch, SP_OF_STYLES);
    read_rubric(r, s->rubric);
    if (s->need_count < 64)
        r->voiced &= (UINT64_C(1) << s->need_count) - 1;
}

/* ---- the layout ---- */

bool
packing_init(struct packing *p, const struct run *run)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_style *taken = &s->styles->style[run->style];
    struct reads r;

    read_all(&r, run);
    *p = (struct packing){.s = s};
    add_slot(p, SLOT_NODE, 0, 0, sp_bits_width(s->node_count - 1));
    for (unsigned i = 0; i < s->meters; i++)
        add_slot(p, SLOT_METER, 0, i,
                 sp_bits_width((uint64_t)(s->meter[i].max - s->meter[i].min)));
    add_slot(p, SLOT_KNOWS, 0, 0, 1);
    add_slot(p, SLOT_RESOLVED, 0, 0, 1);
    add_bits(p, SLOT_VOICED, r.voiced);
    add_bits(p, SLOT_FACT, r.facts);
    add_bits(p, SLOT_VISITED, r.visited);
    p->voiced = r.voiced;
    p->once = p->slots;
    for (uint32_t i = 0; i < s->node_count; i++) {
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++) {
            if (s->nodes[i].replies[k].once)
                add_slot(p, SLOT_ONCE, 0, s->nodes[i].replies[k].serial, 1);
        }
    }
    p->once_bits = p->slots - p->once;
    for (unsigned i = 0; i < s->watch.counters; i++) {
        if ((r.counters[i / 64] >> (i % 64)) & 1)
            add_slot(p, SLOT_COUNT, SP_OF_SCENARIO, i,
                     sp_bits_width(s->watch.counter[i].most));
    }
    for (unsigned i = 0; i < s->watch.befores; i++) {
        if ((r.befores >> i) & 1)
            add_slot(p, SLOT_BEFORE, SP_OF_SCENARIO, i, 2);
    }
    for (unsigned i = 0; i < taken->tires; i++) {
        unsigned counter = taken->tire[i].counter;

        add_slot(p, SLOT_COUNT, SP_OF_STYLES, counter,
                 sp_bits_width(s->styles->watch.counter[counter].most));
    }
    return p->bits <= KEY_BITS;
}

/* ---- there and back ---- */

static uint64_t
value_of(const struct packing *p, const struct slot *slot, const struct sp_state *s)
{
    switch (slot->kind) {
    case SLOT_NODE:
        return s->node;
    case SLOT_METER:
        return (uint64_t)(s->meter[slot->index] - p->s->meter[slot->index].min);
    case SLOT_KNOWS:
        return s->knows;
    case SLOT_RESOLVED:
        return s->resolved;
    case SLOT_VOICED:
        return (s->voiced >> slot->index) & 1;
    case SLOT_FACT:
        return (s->facts >> slot->index) & 1;
    case SLOT_VISITED:
        return (s->visited >> slot->index) & 1;
    case SLOT_COUNT:
        return s->count[slot->owner][slot->index];
    case SLOT_BEFORE:
        return s->before[slot->owner][slot->index];
    default:
        return 0; /* see pack() */
    }
}

static const struct slot *
once_slot(const struct packing *p, uint32_t serial)
{
    const struct slot *from = &p->slot[p->once];

    for (unsigned count = p->once_bits; count > 1;) {
        unsigned half = count / 2;

        from = from[half].index <= serial ? from + half : from;
        count -= half;
    }
    return from;
}

struct key
pack(const struct packing *p, const struct sp_state *state)
{
    struct key key = {{0, 0}};

    for (unsigned i = 0; i < p->slots; i++) {
        const struct slot *slot = &p->slot[i];

        if (slot->kind == SLOT_ONCE)
            continue;
        key.w[slot->shift / 64] |= value_of(p, slot, state) << (slot->shift % 64);
    }
    for (unsigned i = 0; i < state->once_count; i++) {
        const struct slot *slot = once_slot(p, state->once[i]);

        key.w[slot->shift / 64] |= UINT64_C(1) << (slot->shift % 64);
    }
    return key;
}

static void
set_value(const struct packing *p, const struct slot *slot, uint64_t value,
          struct sp_state *s)
{
    switch (slot->kind) {
    case SLOT_NODE:
        s->node = (uint32_t)value;
        break;
    case SLOT_METER:
        s->meter[slot->index] = (int8_t)(p->s->meter[slot->index].min + (int)value);
        break;
    case SLOT_KNOWS:
        s->knows = value;
        break;
    case SLOT_RESOLVED:
        s->resolved = value;
        break;
    case SLOT_VOICED:
        s->voiced |= value << slot->index;
        break;
    case SLOT_FACT:
        s->facts |= value << slot->index;
        break;
    case SLOT_VISITED:
        s->visited |= value << slot->index;
        break;
    case SLOT_COUNT:
        s->count[slot->owner][slot->index] = (uint8_t)value;
        break;
    case SLOT_BEFORE:
        s->before[slot->owner][slot->index] = (uint8_t)value;
        break;
    default:
        if (value)
            s->once[s->once_count++] = slot->index;
        break;
    }
}

void
unpack(const struct packing *p, struct key key, struct sp_state *state)
{
    memset(state, 0, sizeof *state);
    state->ending = -1;
    for (unsigned i = 0; i < p->slots; i++) {
        const struct slot *slot = &p->slot[i];
        uint64_t mask = (UINT64_C(1) << slot->width) - 1;

        set_value(p, slot, (key.w[slot->shift / 64] >> (slot->shift % 64)) & mask,
                  state);
    }
}
