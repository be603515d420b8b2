/* prove_key.c: states in 128 bits. */
#include "prove_key.h"

#include "expr_code.h"

#include <string.h>

static unsigned
width_of(unsigned most) /* bits for 0 to `most` */
{
    unsigned width = 0;

    for (; most; most >>= 1)
        width++;
    return width;
}

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

struct reads {
    uint64_t voiced, facts;
};

static void
read_expr(struct reads *r, const struct sp_expr *expr)
{
    for (unsigned i = 0; expr && i < expr->count; i++) {
        const struct op *op = &expr->op[i];

        if (op->code == OP_VOICED)
            r->voiced |= UINT64_C(1) << op->a;
        else if (op->code == OP_VOICED_ANY)
            r->voiced = UINT64_MAX;
        else if (op->code == OP_FACT)
            r->facts |= UINT64_C(1) << op->a;
    }
}

static void
read_ways(struct reads *r, const struct sp_way *ways, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        read_expr(r, ways[i].when);
}

static void
read_watch(struct reads *r, const struct sp_watch *watch)
{
    for (unsigned i = 0; i < watch->counters; i++)
        read_expr(r, watch->counter[i].when);
}

static void
read_rubric(struct reads *r, const struct sp_rubric *rubric)
{
    for (unsigned i = 0; i < rubric->competencies; i++) {
        read_expr(r, rubric->competency[i].omit);
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            read_expr(r, rubric->competency[i].level[k].when);
    }
    for (unsigned i = 0; i < rubric->criticals; i++)
        read_expr(r, rubric->critical[i].when);
}

static struct reads
reads_of(const struct sp_scenario *s)
{
    struct reads r = {0};

    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct sp_node *node = &s->nodes[i];

        read_ways(&r, node->route, node->ways);
        for (unsigned v = 0; v < node->variants; v++)
            read_expr(&r, node->says[v].when);
        for (unsigned k = 0; k < node->reply_count; k++) {
            const struct sp_reply *reply = &node->replies[k];

            read_expr(&r, reply->when);
            read_ways(&r, reply->to, reply->ways);
            /* Whether a need was voiced decides what a line about it does. */
            if (reply->signals & (SP_BIT(SP_CLARIFY) | SP_BIT(SP_BENEFIT)))
                r.voiced |= reply->needs;
        }
    }
    read_watch(&r, &s->watch);
    read_watch(&r, &s->rubric->watch);
    read_watch(&r, &s->styles->watch);
    read_rubric(&r, s->rubric);
    if (s->need_count < 64)
        r.voiced &= (UINT64_C(1) << s->need_count) - 1;
    return r;
}

/* ---- the layout ---- */

bool
packing_init(struct packing *p, const struct sp_scenario *s, unsigned style)
{
    const struct sp_style *taken = &s->styles->style[style];
    struct reads reads = reads_of(s);

    *p = (struct packing){.s = s};
    add_slot(p, SLOT_NODE, 0, 0, width_of(s->node_count - 1));
    for (unsigned i = 0; i < s->meters; i++)
        add_slot(p, SLOT_METER, 0, i,
                 width_of((unsigned)(s->meter[i].max - s->meter[i].min)));
    add_slot(p, SLOT_KNOWS, 0, 0, 1);
    add_slot(p, SLOT_RESOLVED, 0, 0, 1);
    add_bits(p, SLOT_VOICED, reads.voiced);
    add_bits(p, SLOT_FACT, reads.facts);
    for (uint32_t i = 0; i < s->node_count; i++) {
        if (s->nodes[i].visit >= 0)
            add_slot(p, SLOT_VISITED, 0, (uint32_t)s->nodes[i].visit, 1);
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++) {
            if (s->nodes[i].replies[k].once)
                add_slot(p, SLOT_ONCE, 0, s->nodes[i].replies[k].serial, 1);
        }
    }
    for (unsigned i = 0; i < s->watch.counters; i++)
        add_slot(p, SLOT_COUNT, SP_OF_SCENARIO, i, width_of(s->watch.counter[i].most));
    for (unsigned i = 0; i < s->watch.befores; i++)
        add_slot(p, SLOT_BEFORE, SP_OF_SCENARIO, i, 2);
    for (unsigned i = 0; i < taken->tires; i++) {
        unsigned counter = taken->tire[i].counter;

        add_slot(p, SLOT_COUNT, SP_OF_STYLES, counter,
                 width_of(s->styles->watch.counter[counter].most));
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
        for (unsigned i = 0; i < s->once_count; i++) {
            if (s->once[i] == slot->index)
                return 1;
        }
        return 0;
    }
}

struct key
pack(const struct packing *p, const struct sp_state *state)
{
    struct key key = {{0, 0}};

    for (unsigned i = 0; i < p->slots; i++) {
        const struct slot *slot = &p->slot[i];

        key.w[slot->shift / 64] |= value_of(p, slot, state) << (slot->shift % 64);
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

uint64_t
key_hash(struct key key)
{
    /* The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over both words.
     */
    uint64_t x = key.w[0] ^ (key.w[1] * UINT64_C(0x9E3779B97F4A7C15));

    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}
