/* compare.c: one call under two versions of a scenario. */
#include "core/compare.h"

#include "near.h"

#include <string.h>

/* A call as far as it could be played. */
struct played {
    const struct sp_scenario *scenario;
    struct sp_session *session; /* NULL: no such customer */
    unsigned said;
    bool left;
};

static bool
same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static struct played
play(const struct sp_compare_ask *ask, const struct sp_scenario *scenario)
{
    const struct sp_start start = {scenario, ask->seed, ask->style, ask->motive};
    struct played p = {.scenario = scenario, .session = sp_session_new(&start)};

    while (p.session && p.said < ask->picks && !p.left &&
           !sp_session_view(p.session)->ending) {
        p.left = !sp_session_answer(p.session, ask->pick[p.said]);
        p.said += !p.left;
    }
    p.left = p.left || !p.session;
    return p;
}

/* ---- where a call can no longer be played ---- */

static bool
same_words(const struct sp_reply *a, const struct sp_reply *b)
{
    bool any = false;

    for (unsigned lang = 0; lang < SP_LANGS; lang++) {
        if (a->text.count[lang] == 0 || b->text.count[lang] == 0)
            continue;
        if (strcmp(a->text.by[lang][0], b->text.by[lang][0]) != 0)
            return false;
        any = true;
    }
    return any;
}

/* What stands in the place of a reply that is gone. `other` is the reply as the other
 * version has it, or NULL. */
static void
find_nearest(const struct sp_node *node, const struct sp_reply *other,
             struct sp_compare_side *side)
{
    unsigned best = too_far_from(side->left_reply);

    for (unsigned i = 0; i < node->reply_count; i++) {
        const struct sp_reply *reply = &node->replies[i];

        if (other && same_words(reply, other)) {
            side->nearest = reply;
            side->same_words = true;
            return;
        }
        unsigned distance = sp_edit_distance(side->left_reply, reply->id, best);
        if (distance < best) {
            best = distance;
            side->nearest = reply;
        }
    }
}

static void
tell_leave(const struct sp_compare_ask *ask, const struct played *p,
           const struct played *other, struct sp_compare_side *side)
{
    if (!p->session) {
        side->leave = SP_NO_CUSTOMER;
        return;
    }
    const struct sp_node *node = sp_session_view(p->session)->node;
    const struct sp_turn *turn = NULL;

    if (other->session && other->said > p->said)
        turn = sp_session_turn(other->session, p->said);
    side->left_node = node->id;
    side->left_reply = ask->pick[p->said];
    if (sp_node_reply(node, side->left_reply) >= 0) {
        side->leave = SP_REPLY_CLOSED;
    } else if (turn && strcmp(other->scenario->nodes[turn->node].id, node->id) != 0) {
        side->leave = SP_ELSEWHERE;
    } else {
        side->leave = SP_REPLY_GONE;
        find_nearest(node, turn ? turn->reply : NULL, side);
    }
}

static void
tell_side(const struct sp_compare_ask *ask, const struct played *p,
          const struct played *other, struct sp_compare_side *side)
{
    side->said = p->said;
    if (p->left)
        tell_leave(ask, p, other, side);
    if (!p->session)
        return;
    const struct sp_ending *ending = sp_session_view(p->session)->ending;

    side->style = p->scenario->styles->style[sp_session_style(p->session)].id;
    side->motive = p->scenario->motives[sp_session_motive(p->session)].id;
    side->ending = ending ? ending->id : NULL;
    sp_score_session(p->session, false, &side->score);
}

/* ---- what it is worth ---- */

static const struct sp_competency_result *
result_in(const struct sp_score *score, const char *id)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        if (strcmp(score->competency[i].competency->id, id) == 0)
            return &score->competency[i];
    }
    return NULL;
}

static int
level_of(const struct sp_competency_result *result)
{
    return result && result->judged ? result->level : -1;
}

/* The check just above the lower level, by the rubric of the new version. */
static const struct sp_check *
check_between(const struct sp_competency_result *now, int old_level, int level)
{
    int at = old_level < level ? old_level : level;

    if (!now || at < 0 || (unsigned)at >= now->competency->levels)
        return NULL;
    return &now->competency->level[at];
}

static void
add_level(const struct sp_competency_result *old,
          const struct sp_competency_result *now, struct sp_comparison *out)
{
    int before = level_of(old), after = level_of(now);

    if (before == after)
        return;
    out->level[out->levels++] = (struct sp_level_change){
        .competency = now ? now->competency : old->competency,
        .old = before,
        .now = after,
        .check = check_between(now, before, after),
    };
}

static bool
has_critical(const struct sp_score *score, const char *id)
{
    for (unsigned i = 0; i < score->criticals; i++) {
        if (strcmp(score->critical[i].check->id, id) == 0)
            return true;
    }
    return false;
}

static void
add_criticals(const struct sp_score *in, const struct sp_score *other, bool now,
              struct sp_comparison *out)
{
    for (unsigned i = 0; i < in->criticals; i++) {
        if (!has_critical(other, in->critical[i].check->id))
            out->critical[out->criticals++] =
                (struct sp_critical_change){in->critical[i].check, now};
    }
}

static void
compare_scores(const struct sp_score *old, const struct sp_score *now,
               struct sp_comparison *out)
{
    for (unsigned i = 0; i < now->competencies; i++)
        add_level(result_in(old, now->competency[i].competency->id),
                  &now->competency[i], out);
    for (unsigned i = 0; i < old->competencies; i++) {
        if (!result_in(now, old->competency[i].competency->id))
            add_level(&old->competency[i], NULL, out);
    }
    add_criticals(now, old, true, out);
    add_criticals(old, now, false, out);
}

/* ---- where the two part ---- */

/* Where line `i` led: a node's id or an ending's. */
static const char *
place_after(const struct played *p, unsigned i)
{
    const struct sp_view *view = sp_session_view(p->session);

    if (i + 1 < p->said)
        return p->scenario->nodes[sp_session_turn(p->session, i + 1)->node].id;
    return view->node ? view->node->id : view->ending->id;
}

static const char *
place_first(const struct played *p)
{
    if (p->said > 0)
        return p->scenario->nodes[sp_session_turn(p->session, 0)->node].id;
    return sp_session_view(p->session)->node->id;
}

/* The first meter that stands elsewhere: `before` the line, or after it. */
static bool
part_by_meter(const struct played *old, const struct played *now, unsigned line,
              bool before, struct sp_parting *out)
{
    const struct sp_turn *was = sp_session_turn(old->session, line);
    const struct sp_turn *is = sp_session_turn(now->session, line);

    for (unsigned i = 0; i < now->scenario->meters; i++) {
        const char *id = now->scenario->meter[i].id;

        for (unsigned k = 0; k < old->scenario->meters; k++) {
            out->value_old = before ? was->meter_before[k] : was->meter_after[k];
            out->value_now = before ? is->meter_before[i] : is->meter_after[i];
            if (strcmp(old->scenario->meter[k].id, id) != 0 ||
                out->value_old == out->value_now)
                continue;
            out->subject = id;
            return true;
        }
    }
    return false;
}

static bool
voices(const struct sp_scenario *s, const struct sp_turn *turn, const char *need)
{
    for (unsigned i = 0; i < s->need_count; i++) {
        if (strcmp(s->needs[i].id, need) == 0)
            return (turn->voiced >> i) & 1;
    }
    return false;
}

static bool
part_by_told(const struct played *old, const struct sp_turn *was,
             const struct played *now, const struct sp_turn *is, struct sp_parting *out)
{
    const struct sp_scenario *in[] = {now->scenario, old->scenario};

    if (was->revealed != is->revealed) {
        out->value_old = was->revealed;
        out->value_now = is->revealed;
        return true;
    }
    for (unsigned s = 0; s < 2; s++) {
        for (unsigned i = 0; i < in[s]->need_count; i++) {
            out->subject = in[s]->needs[i].id;
            out->value_old = voices(old->scenario, was, out->subject);
            out->value_now = voices(now->scenario, is, out->subject);
            if (out->value_old != out->value_now)
                return true;
        }
    }
    out->subject = NULL;
    return false;
}

static enum sp_part_ways
part_at(const struct played *old, const struct played *now, unsigned i,
        struct sp_parting *out)
{
    const struct sp_turn *was = sp_session_turn(old->session, i);
    const struct sp_turn *is = sp_session_turn(now->session, i);

    out->line = i + 1;
    out->node = now->scenario->nodes[is->node].id;
    out->reply = is->reply;
    out->did_old = was->signals;
    out->did_now = is->signals;
    if (was->signals != is->signals)
        return SP_BY_DID;
    out->to_old = place_after(old, i);
    out->to_now = place_after(now, i);
    if (strcmp(out->to_old, out->to_now) != 0)
        return SP_BY_TO;
    if (part_by_meter(old, now, i, false, out))
        return SP_BY_METER;
    return part_by_told(old, was, now, is, out) ? SP_BY_TOLD : SP_SAME_WAY;
}

static void
find_parting(const struct played *old, const struct played *now,
             struct sp_comparison *out)
{
    unsigned lines = old->said < now->said ? old->said : now->said;

    if (!old->session || !now->session)
        return;
    if (!same(out->old.style, out->now.style) ||
        !same(out->old.motive, out->now.motive)) {
        out->parting.by = SP_BY_START;
        return;
    }
    if (strcmp(place_first(old), place_first(now)) != 0) {
        out->parting = (struct sp_parting){
            .by = SP_BY_TO, .to_old = place_first(old), .to_now = place_first(now)};
        return;
    }
    if (lines > 0 && part_by_meter(old, now, 0, true, &out->parting)) {
        out->parting.by = SP_BY_METER;
        return;
    }
    for (unsigned i = 0; i < lines; i++) {
        struct sp_parting parting = {0};

        parting.by = part_at(old, now, i, &parting);
        if (parting.by == SP_SAME_WAY)
            continue;
        out->parting = parting;
        return;
    }
}

/* ---- the two together ---- */

static enum sp_change
change_of(const struct sp_comparison *c)
{
    const struct sp_score *old = &c->old.score, *now = &c->now.score;

    if (old->pass != now->pass)
        return SP_CHANGE_PASS;
    if (c->levels > 0)
        return SP_CHANGE_LEVEL;
    if (c->criticals > 0 || old->total != now->total || old->out_of != now->out_of ||
        old->mark != now->mark)
        return SP_CHANGE_TOTAL;
    if (c->parting.by != SP_SAME_WAY || !same(c->old.ending, c->now.ending))
        return SP_CHANGE_WAY;
    return SP_CHANGE_NONE;
}

void
sp_compare(const struct sp_compare_ask *ask, struct sp_comparison *out)
{
    struct played old = play(ask, ask->old), now = play(ask, ask->now);

    *out = (struct sp_comparison){0};
    tell_side(ask, &old, &now, &out->old);
    tell_side(ask, &now, &old, &out->now);
    find_parting(&old, &now, out);
    if (now.left && !(old.left && old.said <= now.said)) {
        out->change = SP_CHANGE_STOP;
    } else if (old.left && !(now.left && now.said <= old.said)) {
        out->change = SP_CHANGE_FOUND;
    } else {
        compare_scores(&out->old.score, &out->now.score, out);
        out->change = change_of(out);
    }
    sp_session_free(old.session);
    sp_session_free(now.session);
}

const char *
sp_change_name(enum sp_change change)
{
    static const char *const names[SP_CHANGES] = {"pass", "level", "stop", "total",
                                                  "way",  "found", "none"};

    return change < SP_CHANGES ? names[change] : "";
}

const char *
sp_leave_name(enum sp_leave leave)
{
    static const char *const names[SP_LEAVES] = {"", "customer", "gone", "closed",
                                                 "elsewhere"};

    return leave < SP_LEAVES ? names[leave] : "";
}
