/* lint_offer.c: what a node offers at once: nothing at all, two lines that cannot be
 * told apart, a choice that tells what nobody can know yet. */
#include "lint.h"

/* W061: every reply has a condition or is used up, and all can be closed together. */
static void
check_open(struct loader *ld, const struct flow *f, uint32_t index)
{
    const struct sp_node *node = &ld->s->nodes[index];
    const struct sp_expr *whens[SP_REPLIES_MOST];
    unsigned count = 0;

    for (unsigned i = 0; i < node->reply_count; i++) {
        const struct sp_reply *reply = &node->replies[i];

        if (!reply->when && !reply->once)
            return;
        if (reply->when && !reply->once)
            whens[count++] = reply->when;
    }
    if (flow_try(f, flow_node(f, index), node->tags, whens, count, false) !=
        TRIED_NEVER)
        warn(&ld->r, get(ld->places[index], "replies"), SP_JSON_VALUE, "W061", node->id,
             NULL, NULL);
}

bool
lint_open_together(const struct flow *f, uint32_t index, const struct sp_reply *a,
                   const struct sp_reply *b)
{
    const struct sp_expr *whens[2];
    unsigned count = 0;

    if (a->when)
        whens[count++] = a->when;
    if (b->when)
        whens[count++] = b->when;
    return count == 0 || flow_try(f, flow_node(f, index), f->s->nodes[index].tags,
                                  whens, count, true) != TRIED_NEVER;
}

/* W065: the same moves about the same things, open at the same time. */
static void
check_twins(struct loader *ld, const struct flow *f, uint32_t index)
{
    const struct sp_node *node = &ld->s->nodes[index];
    const cJSON *list = get(ld->places[index], "replies"), *at = list->child, *other;

    for (unsigned i = 0; i < node->reply_count; i++, at = at->next) {
        const struct sp_reply *a = &node->replies[i];

        other = list->child;
        for (unsigned j = 0; j < i; j++, other = other->next) {
            const struct sp_reply *b = &node->replies[j];
            struct sp_diag *diag;

            if (a->signals != b->signals || a->needs != b->needs ||
                a->remedies != b->remedies || a->features != b->features ||
                !lint_open_together(f, index, a, b))
                continue;
            diag = warn(&ld->r, at, SP_JSON_VALUE, "W065", a->id, b->id, NULL);
            if (diag)
                sp_json_where(ld->r.doc, other, SP_JSON_VALUE, &diag->line2,
                              &diag->column2);
        }
    }
}

/* W066: whether a reply is open depends on the motive where it cannot be known yet. */
static void
check_leaks(struct loader *ld, const struct flow *f, uint32_t index)
{
    const struct sp_node *node = &ld->s->nodes[index];
    const struct might *m = flow_node(f, index);
    const struct where where = {SP_OF_SCENARIO, node->tags, SP_ENDING_KINDS};
    const cJSON *at = get(ld->places[index], "replies")->child;

    for (unsigned i = 0; i < node->reply_count; i++, at = at->next) {
        const struct sp_expr *when = node->replies[i].when;

        if (!sp_expr_asks_motive(when))
            continue;
        if (flow_leaks(f, when, m, &where))
            warn(&ld->r, get(at, "when"), SP_JSON_VALUE, "W066", node->replies[i].id,
                 NULL, NULL);
    }
}

void
lint_offer(struct loader *ld, const struct flow *f, uint32_t node)
{
    check_open(ld, f, node);
    check_twins(ld, f, node);
    lint_same(ld, f, node);
    lint_never(ld, f, node);
    check_leaks(ld, f, node);
}
