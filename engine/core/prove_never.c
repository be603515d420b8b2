/* prove_never.c: what no call may do, found with a shortest call that does it.
 *
 * Each question is a lane: a small automaton that reads the replies of a call and is
 * left as soon as one does not fit. All lanes walk the graph together, layer by layer,
 * as bits beside a state; only where one finds something is the way there worked out.
 */
#include "prove_never.h"

#include "explain.h"

#include <string.h>

enum lane {
    ANY,
    ASSERTION,
    FLATTERY,
    MANNER,
    ARGUMENT,
    UNASKED,    /* neither clarify nor an answer so far */
    EARLY,      /* an answer came first */
    NO_REMEDY,  /* none was offered so far */
    OTHER_ONLY, /* some were, none that resolves this motive */
    WITHOUT,
    LANES = WITHOUT + SP_NEVERS - SP_NEVER_WITHOUT
};

#define LANE(lane) (UINT32_C(1) << (lane))
#define DEAF (LANE(ASSERTION) | LANE(FLATTERY) | LANE(MANNER) | LANE(ARGUMENT))

static const enum sp_signal withouts[] = {SP_CLARIFY, SP_EMPATHISE, SP_TEST, SP_FEATURE,
                                          SP_BENEFIT, SP_RESOLVE,   SP_CLOSE};

const char *
sp_never_name(enum sp_never never)
{
    static const char *const names[] = {"assertion",
                                        "flattery",
                                        "manner",
                                        "only-argument",
                                        "repeat",
                                        "early-answer",
                                        "wrong-remedy",
                                        "deferral",
                                        "rival",
                                        "without-clarify",
                                        "without-empathise",
                                        "without-test",
                                        "without-feature",
                                        "without-benefit",
                                        "without-resolve",
                                        "without-close"};

    _Static_assert(sizeof names / sizeof *names == SP_NEVERS, "one each");
    return names[never];
}

enum sp_signal
sp_never_move(unsigned index)
{
    return withouts[index];
}

/* ---- what a reply does to the lanes ---- */

struct step_of { /* by serial */
    uint32_t keep;
    bool answers, offers_other;
};

struct sweep {
    const struct graph *g;
    const struct sp_motive *motive;
    struct step_of *step;
    int competency[SP_NEVERS - SP_NEVER_WITHOUT]; /* that gates a move, or -1 */
    int clarify;                                  /* the competency, or -1 */
    unsigned resolved_at;                         /* bit of a core key */
    struct sp_pair_proof *out;
    struct found {
        unsigned lines;
        uint32_t from, edge, lanes; /* lanes: those of `from` that lead to it */
    } found[SP_NEVERS];
};

static uint32_t
lanes_after(const struct sweep *w, uint32_t lanes, const struct sp_reply *reply)
{
    const struct step_of *step = &w->step[reply->serial];
    uint32_t after = lanes & step->keep;

    if (step->answers && (lanes & LANE(UNASKED)))
        after |= LANE(EARLY);
    if (step->offers_other && (lanes & LANE(NO_REMEDY)))
        after |= LANE(OTHER_ONLY);
    return after;
}

#define ARGUMENTS                                                     \
    (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_DISMISS) | \
     SP_BIT(SP_CONFRONT) | SP_BIT(SP_OVERPROMISE) | SP_BIT(SP_CONCEDE))

/* Whether a reply makes the move, or what may stand for it. */
static bool
makes(const struct sweep *w, const struct sp_reply *reply, enum sp_signal move)
{
    bool dated = reply->signals & SP_BIT(SP_DEFER_DATED);

    return (reply->signals & SP_BIT(move)) || (dated && move == SP_CLOSE) ||
           (dated && move == SP_RESOLVE && w->motive->beyond_authority);
}

static bool
answers(const struct sp_rubric *rubric, uint64_t signals)
{
    for (unsigned i = 0; i < rubric->groups; i++) {
        if (strcmp(rubric->group_id[i], "answer") == 0)
            return sp_pattern_matches(&rubric->group[i], signals);
    }
    return signals & (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT) |
                      SP_BIT(SP_RESOLVE) | SP_BIT(SP_CONCEDE) | SP_BIT(SP_CLOSE) |
                      SP_BIT(SP_OVERPROMISE));
}

static struct step_of
step_for(const struct sweep *w, const struct sp_reply *reply)
{
    uint64_t moves = reply->signals & SP_MOVE_MASK;
    bool asks = moves & SP_BIT(SP_CLARIFY);
    bool offers = (moves & SP_BIT(SP_RESOLVE)) && reply->remedies;
    bool right =
        (offers && (reply->remedies & w->motive->resolved_by)) ||
        ((reply->signals & SP_BIT(SP_DEFER_DATED)) && w->motive->beyond_authority);
    struct step_of step = {.keep = LANE(ANY) | LANE(EARLY),
                           .answers =
                               answers(w->g->core.run.scenario->rubric, reply->signals),
                           .offers_other = offers && !right};

    if (reply->manner == SP_ASSERTION)
        step.keep |= LANE(ASSERTION) | LANE(MANNER);
    if (reply->manner == SP_FLATTERY)
        step.keep |= LANE(FLATTERY) | LANE(MANNER);
    if ((moves & ~ARGUMENTS) == 0)
        step.keep |= LANE(ARGUMENT);
    if (!asks && !step.answers)
        step.keep |= LANE(UNASKED);
    if (!right)
        step.keep |= LANE(OTHER_ONLY) | (offers ? 0 : LANE(NO_REMEDY));
    for (unsigned i = 0; WITHOUT + i < LANES; i++) {
        if (!makes(w, reply, withouts[i]))
            step.keep |= LANE(WITHOUT + i);
    }
    return step;
}

/* ---- what was found ---- */

static void
find(struct sweep *w, enum sp_never never, unsigned lines, uint32_t from, uint32_t edge,
     uint32_t lanes)
{
    if (w->found[never].lines == 0)
        w->found[never] = (struct found){lines, from, edge, lanes};
}

static bool
is_resolved(const struct sweep *w, uint32_t to)
{
    const struct core *core = &w->g->core;

    if (to & CORE_END)
        return core->ends[to & ~CORE_END].resolved;
    return (core->keys[to].w[w->resolved_at / 64] >> (w->resolved_at % 64)) & 1;
}

/* Those lanes of `before` from which this reply leads to `lane`. */
static uint32_t
leading(const struct sweep *w, uint32_t before, const struct sp_reply *reply,
        enum lane lane)
{
    uint32_t out = 0;

    for (unsigned i = 0; i < LANES; i++) {
        if ((before & LANE(i)) && (lanes_after(w, LANE(i), reply) & LANE(lane)))
            out |= LANE(i);
    }
    return out;
}

static void
judge_pass(struct sweep *w, unsigned lines, uint32_t from, uint32_t edge,
           uint32_t before, uint32_t after, const struct outcome_row *row)
{
    const struct sp_reply *reply = graph_reply(w->g, from, edge);
    bool deferral = (reply->signals & SP_BIT(SP_DEFER_DATED)) &&
                    !(reply->signals & SP_BIT(SP_CLOSE));
    uint32_t rash = w->motive->beyond_authority
                        ? LANE(WITHOUT) | LANE(WITHOUT + 1) /* clarify, empathise */
                        : LANE(ANY);

    if (after & LANE(OTHER_ONLY))
        find(w, SP_NEVER_WRONG, lines, from, edge,
             leading(w, before, reply, OTHER_ONLY));
    if (deferral && (before & rash))
        find(w, SP_NEVER_DEFERRAL, lines, from, edge, before & rash);
    for (unsigned i = 0; WITHOUT + i < LANES; i++) {
        int gate = w->competency[i];

        if (!(after & LANE(WITHOUT + i)))
            continue;
        w->out->without[i].passes = true;
        if (gate >= 0 && row->level[gate] >= 0)
            find(w, SP_NEVER_WITHOUT + i, lines, from, edge, LANE(WITHOUT + i));
    }
}

/* A line; `row` is what the call was worth when it ends with it, or NULL. */
static void
judge(struct sweep *w, unsigned lines, uint32_t from, uint32_t edge, uint32_t before,
      uint32_t after, const struct outcome_row *row)
{
    static const enum sp_never never_of[] = {SP_NEVER_ASSERTION, SP_NEVER_FLATTERY,
                                             SP_NEVER_MANNER, SP_NEVER_ARGUMENT};
    const struct sp_scenario *s = w->g->core.run.scenario;
    const struct sp_reply *reply = graph_reply(w->g, from, edge);
    uint32_t deaf = after & DEAF;

    if (deaf && ((row && s->endings[row->ending].kind == SP_SUCCESS) ||
                 is_resolved(w, graph_edge(w->g, from, edge)->to))) {
        for (unsigned i = 0; i < 4; i++) {
            if (deaf & LANE(ASSERTION + i))
                find(w, never_of[i], lines, from, edge, LANE(ASSERTION + i));
        }
    }
    if (!row)
        return;
    for (unsigned i = 0; WITHOUT + i < LANES; i++) {
        if ((after & LANE(WITHOUT + i)) && row->total > w->out->without[i].best)
            w->out->without[i].best = row->total;
    }
    if ((after & LANE(EARLY)) && w->clarify >= 0 && row->level[w->clarify] >= 2)
        find(w, SP_NEVER_EARLY, lines, from, edge, leading(w, before, reply, EARLY));
    if (row->pass)
        judge_pass(w, lines, from, edge, before, after, row);
}

/* ---- walking ---- */

struct layers {
    uint32_t *now, *next; /* lanes, by state */
    uint32_t *active, *later, count, more;
};

static void
walk_state(struct sweep *w, struct layers *l, uint32_t from, unsigned lines)
{
    const struct graph *g = w->g;
    bool last = lines == g->core.run.scenario->turn_limit;

    for (uint32_t e = g->first[from]; e < g->first[from + 1]; e++) {
        uint32_t to = g->to[e], lanes = l->now[from],
                 after = lanes_after(w, lanes, graph_reply(g, from, e));
        uint32_t end = to & GRAPH_END ? to & ~GRAPH_END
                       : last         ? g->time_end[to]
                                      : GRAPH_NO_END;

        if (end != GRAPH_NO_END || (after & DEAF))
            judge(w, lines, from, e, lanes, after,
                  end == GRAPH_NO_END ? NULL : &g->ends[end]);
        if (last || (to & GRAPH_END))
            continue;
        if (!l->next[to])
            l->later[l->more++] = to;
        l->next[to] |= after;
    }
}

static void
walk_layers(struct sweep *w)
{
    uint32_t count = w->g->count;
    struct layers l = {.now = sp_alloc(count + 1, sizeof *l.now),
                       .next = sp_alloc(count + 1, sizeof *l.next),
                       .active = sp_alloc(count + 1, sizeof *l.active),
                       .later = sp_alloc(count + 1, sizeof *l.later)};

    l.now[0] = (LANE(LANES) - 1) & ~(LANE(EARLY) | LANE(OTHER_ONLY));
    l.count = count > 0;
    for (unsigned t = 1; t <= w->g->core.run.scenario->turn_limit; t++) {
        l.more = 0;
        for (uint32_t i = 0; i < l.count; i++)
            walk_state(w, &l, l.active[i], t);
        for (uint32_t i = 0; i < l.count; i++)
            l.now[l.active[i]] = 0;
        uint32_t *lanes = l.now, *list = l.active;

        l.now = l.next;
        l.next = lanes;
        l.active = l.later;
        l.later = list;
        l.count = l.more;
    }
    sp_free(l.now);
    sp_free(l.next);
    sp_free(l.active);
    sp_free(l.later);
}

/* ---- the way there ---- */

/* Where a way may stand: by state, one bit a layer, in a lane and in the one that leads
 * into it. */
struct trail_of {
    enum lane lane[2];
    uint64_t *at[2];
};

static void
lay_trail(const struct sweep *w, struct trail_of *trail, unsigned layers)
{
    const struct graph *g = w->g;

    for (unsigned k = 0; k < 2; k++) {
        trail->at[k] = sp_alloc(g->count + 1, sizeof **trail->at);
        trail->at[k][0] = trail->lane[k] != EARLY && trail->lane[k] != OTHER_ONLY;
    }
    for (unsigned t = 0; t < layers; t++) {
        for (uint32_t i = 0; i < g->count; i++) {
            uint32_t lanes = 0;

            for (unsigned k = 0; k < 2; k++)
                lanes |= (trail->at[k][i] >> t) & 1 ? LANE(trail->lane[k]) : 0;
            for (uint32_t e = g->first[i]; lanes && e < g->first[i + 1]; e++) {
                uint32_t after = lanes_after(w, lanes, graph_reply(g, i, e));

                for (unsigned k = 0; k < 2 && !(g->to[e] & GRAPH_END); k++) {
                    if (after & LANE(trail->lane[k]))
                        trail->at[k][g->to[e]] |= UINT64_C(2) << t;
                }
            }
        }
    }
}

/* One line back from `state` in `lane` at layer `t`. */
static const struct sp_reply *
step_back(const struct sweep *w, const struct trail_of *trail, unsigned t,
          uint32_t *state, unsigned *lane)
{
    const struct graph *g = w->g;

    for (uint32_t i = 0; i < g->count; i++) {
        for (unsigned k = 0; k < 2; k++) {
            if (!((trail->at[k][i] >> (t - 1)) & 1))
                continue;
            for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++) {
                const struct sp_reply *reply = graph_reply(g, i, e);

                if (g->to[e] == *state && (lanes_after(w, LANE(trail->lane[k]), reply) &
                                           LANE(trail->lane[*lane]))) {
                    *state = i;
                    *lane = k;
                    return reply;
                }
            }
        }
    }
    return NULL; /* not reached: the layers were walked forwards */
}

static void
work_out(const struct sweep *w, enum sp_never never, struct sp_breach *out)
{
    const struct graph *g = w->g;
    const struct found *f = &w->found[never];
    uint32_t state = f->from;
    unsigned lane = 0;
    struct trail_of trail;

    while (!(f->lanes & LANE(lane)))
        lane++;
    trail.lane[1] = lane;
    trail.lane[0] = lane == EARLY ? UNASKED : lane == OTHER_ONLY ? NO_REMEDY : lane;
    lay_trail(w, &trail, f->lines - 1);
    lane = 1;
    out->lines = f->lines;
    out->path[f->lines - 1] = graph_reply(g, f->from, f->edge);
    for (unsigned t = f->lines - 1; t > 0; t--)
        out->path[t - 1] = step_back(w, &trail, t, &state, &lane);
    sp_free(trail.at[0]);
    sp_free(trail.at[1]);
}

/* How its lines end the call, if they do. */
static void
play_out(const struct run *run, struct sp_breach *breach)
{
    struct sp_state state, after;
    struct answer answer;
    struct sp_score score;

    begin_state(run, &state, &answer);
    for (unsigned i = 0; i < breach->lines; i++) {
        step(run, &state, breach->path[i], &after, &answer);
        state = after;
    }
    judge_state(run, &state, &score);
    breach->ending = state.ending;
    breach->pass = state.ending >= 0 && score.pass;
}

/* ---- the whole ---- */

static int
competency(const struct sp_rubric *rubric, const char *id)
{
    for (unsigned i = 0; i < rubric->competencies; i++) {
        if (strcmp(rubric->competency[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}

static int
gate_of(const struct sp_rubric *rubric, enum sp_signal move)
{
    int at = competency(rubric, move == SP_FEATURE || move == SP_BENEFIT
                                    ? "fab"
                                    : sp_signal_name(move));

    return at >= 0 && rubric->competency[at].headline ? at : -1;
}

void
prove_never(const struct graph *g, struct sp_pair_proof *out)
{
    const struct sp_scenario *s = g->core.run.scenario;
    struct sweep w = {.g = g,
                      .motive = &s->motives[g->core.run.motive],
                      .step = sp_alloc(s->reply_total + 1, sizeof *w.step),
                      .clarify = competency(s->rubric, "clarify"),
                      .out = out};

    for (uint32_t i = 0; i < s->node_count; i++) {
        for (unsigned k = 0; k < s->nodes[i].reply_count; k++) {
            const struct sp_reply *reply = &s->nodes[i].replies[k];

            w.step[reply->serial] = step_for(&w, reply);
        }
    }
    for (unsigned i = 0; WITHOUT + i < LANES; i++)
        w.competency[i] = gate_of(s->rubric, withouts[i]);
    for (unsigned i = 0; i < g->core.packing.slots; i++) {
        if (g->core.packing.slot[i].kind == SLOT_RESOLVED)
            w.resolved_at = g->core.packing.slot[i].shift;
    }
    walk_layers(&w);
    for (unsigned i = 0; i < SP_NEVERS; i++) {
        if (w.found[i].lines)
            work_out(&w, i, &out->breach[i]);
    }
    prove_repeat(&g->core, &out->breach[SP_NEVER_REPEAT]);
    for (unsigned i = 0; i < SP_NEVERS; i++)
        play_out(&g->core.run, &out->breach[i]);
    sp_free(w.step);
}
