/* compare.c: a call under two versions of its scenario. */
#include "core/compare.h"

#include <string.h>

#include "core/mem.h"

static bool
has_reply(const struct sp_view *view, const char *id)
{
    for (unsigned i = 0; view->node && i < view->open_count; i++) {
        if (strcmp(view->open[i]->id, id) == 0)
            return true;
    }
    return false;
}

void
sp_retell(const struct sp_scenario *scenario, const struct sp_call *call,
          struct sp_retold *out)
{
    const struct sp_start start = {scenario, call->seed, call->style, call->motive};

    *out = (struct sp_retold){.session = sp_session_new(&start)};
    if (!out->session)
        return;
    for (unsigned i = 0; i < call->lines && !out->stopped; i++) {
        const struct sp_view *view = sp_session_view(out->session);

        if (has_reply(view, call->reply[i])) {
            sp_session_answer(out->session, call->reply[i]);
            out->said++;
        } else {
            out->stopped = call->reply[i];
            out->over = view->node == NULL;
            out->gone = !out->over && sp_node_reply(view->node, call->reply[i]) < 0;
        }
    }
    sp_score_session(out->session, false, &out->score);
}

void
sp_retold_finish(struct sp_retold *retold)
{
    sp_session_free(retold->session);
    *retold = (struct sp_retold){0};
}

const char *
sp_change_name(enum sp_change change)
{
    static const char *const names[] = {"none", "way",   "total",
                                        "stop", "level", "pass"};

    return change < SP_CHANGES ? names[change] : NULL;
}

/* By id: the two may have different rubrics. */
static const struct sp_competency_result *
find(const struct sp_score *score, const char *id)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        if (strcmp(score->competency[i].competency->id, id) == 0)
            return &score->competency[i];
    }
    return NULL;
}

static bool
same_levels(const struct sp_score *a, const struct sp_score *b)
{
    if (a->competencies != b->competencies)
        return false;
    for (unsigned i = 0; i < a->competencies; i++) {
        const struct sp_competency_result *x = &a->competency[i];
        const struct sp_competency_result *y = find(b, x->competency->id);

        if (!y || x->judged != y->judged || (x->judged && x->level != y->level))
            return false;
    }
    return true;
}

enum sp_change
sp_compare(const struct sp_retold *old, const struct sp_retold *new)
{
    if (!old->session || !new->session)
        return old->session == new->session ? SP_CHANGE_NONE : SP_CHANGE_STOP;
    if (old->score.pass != new->score.pass)
        return SP_CHANGE_PASS;
    if (old->said != new->said)
        return SP_CHANGE_STOP;
    if (!same_levels(&old->score, &new->score))
        return SP_CHANGE_LEVEL;
    if (old->score.total != new->score.total || old->score.out_of != new->score.out_of)
        return SP_CHANGE_TOTAL;
    return sp_first_difference(old, new) ? SP_CHANGE_WAY : SP_CHANGE_NONE;
}

static const char *
node_before(const struct sp_session *session, size_t line)
{
    return sp_session_scenario(session)->nodes[sp_session_turn(session, line)->node].id;
}

unsigned
sp_first_difference(const struct sp_retold *old, const struct sp_retold *new)
{
    unsigned both = old->said < new->said ? old->said : new->said;

    if (!old->session || !new->session)
        return old->session != new->session;
    for (unsigned i = 0; i < both; i++) {
        const struct sp_turn *a = sp_session_turn(old->session, i);
        const struct sp_turn *b = sp_session_turn(new->session, i);

        if (strcmp(node_before(old->session, i), node_before(new->session, i)) != 0 ||
            a->signals != b->signals || a->revealed != b->revealed)
            return i + 1;
    }
    if (old->said != new->said)
        return both + 1;
    const struct sp_view *x = sp_session_view(old->session),
                         *y = sp_session_view(new->session);

    if ((x->node == NULL) != (y->node == NULL) ||
        (x->node && strcmp(x->node->id, y->node->id) != 0) ||
        (x->ending && strcmp(x->ending->id, y->ending->id) != 0))
        return both;
    return 0;
}
