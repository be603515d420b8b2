/* lint_use.c: what is written down and then not used: facts, meters, needs, remedies,
 * features, effects. */
#include "expr_code.h"
#include "lint.h"

struct uses {
    uint64_t facts_asked, facts_set;
    uint64_t meters_asked; /* by a condition of the scenario or of the moods */
    uint64_t needs, remedies, features;   /* that some reply is about */
    uint64_t needs_voiced, needs_benefit; /* voiced; a benefit reply is about it */
};

static void
ask(struct uses *u, const struct sp_expr *expr)
{
    for (unsigned i = 0; expr && i < expr->count; i++) {
        const struct op *op = &expr->op[i];

        if (op->code == OP_FACT)
            u->facts_asked |= UINT64_C(1) << op->a;
        else if (op->code == OP_METER_GE || op->code == OP_METER_LT)
            u->meters_asked |= UINT64_C(1) << op->a;
    }
}

static void
use_ways(struct uses *u, const struct sp_way *ways, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        ask(u, ways[i].when);
}

static void
use_says(struct uses *u, const struct sp_says *says, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        ask(u, says[i].when);
        u->needs_voiced |= says[i].voices;
    }
}

static void
use_replies(struct uses *u, const struct sp_reply *replies, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const struct sp_reply *r = &replies[i];

        ask(u, r->when);
        use_ways(u, r->to, r->ways);
        u->facts_set |= r->sets;
        u->needs |= r->needs;
        u->remedies |= r->remedies;
        u->features |= r->features;
        if (r->signals & SP_BIT(SP_BENEFIT))
            u->needs_benefit |= r->needs;
    }
}

static void
use_all(struct uses *u, const struct sp_scenario *s)
{
    for (uint32_t i = 0; i < s->node_count; i++) {
        use_ways(u, s->nodes[i].route, s->nodes[i].ways);
        use_says(u, s->nodes[i].says, s->nodes[i].variants);
        use_replies(u, s->nodes[i].replies, s->nodes[i].reply_count);
    }
    use_replies(u, s->anywhere, s->anywhere_count);
    for (unsigned i = 0; i < s->ending_count; i++)
        use_says(u, s->endings[i].says, s->endings[i].variants);
    for (unsigned i = 0; i < s->styles->moods; i++)
        ask(u, s->styles->mood[i].when);
    for (unsigned i = 0; i < s->watch.counters; i++)
        ask(u, s->watch.counter[i].when);
}

static bool
has_bit(uint64_t bits, unsigned index)
{
    return (bits >> index) & 1;
}

/* Warns at the members of an object, by index, that have no bit. */
static void
check_members(struct loader *ld, const cJSON *object, uint64_t used, const char *code)
{
    const cJSON *at = object ? object->child : NULL;

    for (unsigned i = 0; at; i++, at = at->next) {
        if (!has_bit(used, i))
            warn(&ld->r, at, SP_JSON_KEY, code, at->string, NULL, NULL);
    }
}

static void
check_facts(struct loader *ld, const struct uses *u)
{
    const cJSON *facts = get(ld->root, "facts");

    check_members(ld, facts, u->facts_asked, "W106");
    check_members(ld, facts, u->facts_set | ~u->facts_asked, "W107");
}

static void
check_meters(struct loader *ld, const struct uses *u)
{
    const struct sp_scenario *s = ld->s;
    const cJSON *meters = get(ld->root, "meters");

    for (unsigned i = 0; i < s->meters; i++) {
        if (s->meter[i].at_min < 0 && !has_bit(u->meters_asked, i))
            warn(&ld->r, get(meters, s->meter[i].id), SP_JSON_KEY, "W108",
                 s->meter[i].id, NULL, NULL);
    }
}

static void
check_needs(struct loader *ld, const struct uses *u)
{
    const struct sp_scenario *s = ld->s;
    const cJSON *at = get(ld->root, "motives")->child;
    uint64_t used = u->needs | u->needs_voiced, benefits = 0;

    for (unsigned i = 0; i < s->feature_count; i++) {
        for (unsigned n = 0; n < s->need_count; n++) {
            for (unsigned l = 0; l < SP_LANGS; l++) {
                if (s->features[i].benefit[n].by[l])
                    benefits |= UINT64_C(1) << n;
            }
        }
    }
    for (unsigned i = 0; i < s->motive_count; i++, at = at->next) {
        const struct sp_motive *motive = &s->motives[i];

        used |= UINT64_C(1) << motive->need;
        if (motive->beyond_authority || (has_bit(benefits, motive->need) &&
                                         has_bit(u->needs_benefit, motive->need)))
            continue;
        warn(&ld->r, get(at, "need"), SP_JSON_VALUE, "W114", s->needs[motive->need].id,
             motive->id, NULL);
    }
    check_members(ld, get(ld->root, "needs"), used, "W109");
}

/* ---- effects ---- */

/* Nothing can tell any more what a line changed that ends the call: unless the ending's
 * own words ask. */
static bool
ends_for_good(const struct sp_scenario *s, const struct sp_reply *reply)
{
    if (reply->ways != 1 || !reply->to->ends)
        return false;
    return s->endings[reply->to->to].variants < 2;
}

static void
check_effects(struct loader *ld, const cJSON *at, const struct sp_reply *reply)
{
    const cJSON *change, *changes = get(at, "do");
    bool late = ends_for_good(ld->s, reply);

    if (late && changes)
        warn(&ld->r, changes, SP_JSON_KEY, "W104", "do", NULL, NULL);
    if (late && get(at, "sets"))
        warn(&ld->r, get(at, "sets"), SP_JSON_KEY, "W104", "sets", NULL, NULL);
    cJSON_ArrayForEach(change, changes)
    {
        if (!late && change->valueint == 0)
            warn(&ld->r, change, SP_JSON_KEY, "W104", change->string, NULL, NULL);
    }
}

void
lint_use(struct loader *ld)
{
    const struct sp_scenario *s = ld->s;
    struct uses u = {0};

    use_all(&u, s);
    check_facts(ld, &u);
    check_meters(ld, &u);
    check_needs(ld, &u);
    check_members(ld, get(ld->root, "remedies"), u.remedies, "W110");
    check_members(ld, get(ld->root, "product"), u.features, "W111");
    for (uint32_t i = 0; i < s->node_count; i++) {
        const cJSON *at = get(ld->places[i], "replies");

        at = at ? at->child : NULL;
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++, at = at->next)
            check_effects(ld, at, &s->nodes[i].replies[k]);
    }
}
