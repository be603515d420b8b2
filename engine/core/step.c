/* step.c: the order of a turn (scenarios/README.md, "One turn"). */
#include "step.h"

#include "core/bits.h"
#include "said.h"

#include <assert.h>
#include <string.h>

struct sp_world
world_of(const struct run *run, const struct sp_state *state, enum sp_owner owner)
{
    const struct sp_scenario *s = run->scenario;

    return (struct sp_world){
        .state = state,
        .owner = owner,
        .style = run->style,
        .motive = run->motive,
        .kind = s->motives[run->motive].kind,
        .tags = s->nodes[state->node].tags,
        .ended = state->ending < 0 ? SP_ENDING_KINDS : s->endings[state->ending].kind,
    };
}

static const struct sp_says *
pick_variant(const struct run *run, const struct sp_state *state,
             const struct sp_says *says, unsigned count)
{
    struct sp_world world = world_of(run, state, SP_OF_SCENARIO);

    for (unsigned i = 0; i < count; i++) {
        if (sp_expr_holds(says[i].when, &world))
            return &says[i];
    }
    return NULL;
}

static const struct sp_way *
pick_way(const struct run *run, const struct sp_state *state, const struct sp_way *ways,
         unsigned count)
{
    struct sp_world world = world_of(run, state, SP_OF_SCENARIO);

    for (unsigned i = 0; i + 1 < count; i++) {
        if (sp_expr_holds(ways[i].when, &world))
            return &ways[i];
    }
    return &ways[count - 1]; /* the reader saw to it that the last has no condition */
}

static void
end_call(const struct run *run, struct sp_state *state, unsigned ending,
         struct answer *answer)
{
    const struct sp_ending *e = &run->scenario->endings[ending];

    state->ending = (int16_t)ending;
    answer->ending = pick_variant(run, state, e->says, e->variants);
}

static void
visit(const struct sp_node *node, struct sp_state *state, struct answer *answer)
{
    if (node->visit >= 0)
        state->visited |= UINT64_C(1) << node->visit;
    if (node->reveals) {
        answer->reveals = answer->reveals || !state->knows;
        state->knows = true;
    }
}

const struct sp_says *
standing(const struct run *run, const struct sp_state *state)
{
    const struct sp_node *node = &run->scenario->nodes[state->node];

    return pick_variant(run, state, node->says, node->variants);
}

static void
say_node(const struct run *run, struct sp_state *state, struct answer *answer)
{
    answer->says = standing(run, state);
    answer->voices = answer->says->voices & ~state->voiced;
    state->voiced |= answer->says->voices;
}

/* The customer waits for a line, unless there is none left to say. */
static void
rest(const struct run *run, struct sp_state *state, struct answer *answer)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_reply *open[SP_REPLIES_MOST];

    if (state->turn < s->turn_limit && open_replies(run, state, open) > 0)
        return;
    /* There is no time left to say it: the ending's words stand in its place. */
    end_call(run, state, s->time_up, answer);
    if (answer->ending) {
        answer->says = NULL;
        answer->voices = 0;
        answer->reveals = false;
    }
}

/* Enters a node, passing on through those that only route. */
static void
enter(const struct run *run, struct sp_state *state, uint32_t to, struct answer *answer,
      const struct trail *trail)
{
    const struct sp_scenario *s = run->scenario;

    for (;;) {
        const struct sp_node *node = &s->nodes[to];

        state->node = to;
        if (trail)
            trail->entered(trail->data, to);
        visit(node, state, answer);
        if (!node->route)
            break;
        const struct sp_way *way = pick_way(run, state, node->route, node->ways);
        if (way->ends) {
            end_call(run, state, way->to, answer);
            return;
        }
        to = way->to;
    }
    say_node(run, state, answer);
    rest(run, state, answer);
}

/* Upon a line that fitted no reply: the style's words for it, else the node's again. */
static void
stay(const struct run *run, const struct sp_reply *line, struct sp_state *state,
     struct answer *answer)
{
    answer->says = said_answer(&run->scenario->styles->style[run->style], line);
    if (!answer->says)
        say_node(run, state, answer);
    rest(run, state, answer);
}

void
begin_on(const struct run *run, struct sp_state *state, struct answer *answer,
         const struct trail *trail)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_style *style = &s->styles->style[run->style];

    memset(state, 0, sizeof *state);
    state->ending = -1;
    state->node = s->start;
    for (unsigned i = 0; i < s->meters; i++) {
        bool own = i < s->styles->meters && style->has_start[i];

        state->meter[i] = own ? style->start[i] : s->meter[i].start;
    }
    *answer = (struct answer){0};
    enter(run, state, s->start, answer, trail);
}

void
begin_state(const struct run *run, struct sp_state *state, struct answer *answer)
{
    begin_on(run, state, answer, NULL);
}

bool
is_open(const struct run *run, const struct sp_state *state,
        const struct sp_reply *reply)
{
    struct sp_world world;

    for (unsigned i = 0; reply->once && i < state->once_count; i++) {
        if (state->once[i] == reply->serial)
            return false;
    }
    if (!reply->when)
        return true;
    world = world_of(run, state, SP_OF_SCENARIO);
    return sp_expr_holds(reply->when, &world);
}

unsigned
open_replies(const struct run *run, const struct sp_state *state,
             const struct sp_reply **open)
{
    const struct sp_node *node = &run->scenario->nodes[state->node];
    unsigned count = 0;

    for (unsigned i = 0; i < node->reply_count; i++) {
        if (is_open(run, state, &node->replies[i]))
            open[count++] = &node->replies[i];
    }
    return count;
}

/* The events of a line, derived from the state before it. */
static uint64_t
events_of(const struct run *run, const struct sp_state *before,
          const struct sp_reply *reply)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_motive *motive = &s->motives[run->motive];
    uint64_t signals = reply->signals, events = 0, in_brief = 0;
    bool one_need = sp_bits_single(reply->needs);
    bool resolves = (signals & SP_BIT(SP_RESOLVE)) && reply->remedies;
    bool defers = (signals & SP_BIT(SP_DEFER_DATED)) && motive->beyond_authority &&
                  before->knows && !(reply->remedies & ~motive->resolved_by);

    for (unsigned i = 0; i < s->need_count; i++)
        in_brief |= (uint64_t)s->needs[i].in_brief << i;
    if (signals & SP_BIT(SP_BENEFIT)) {
        if (one_need && (reply->needs & before->voiced))
            events |= SP_BIT(SP_FIT);
        else if (one_need && (reply->needs & in_brief))
            events |= SP_BIT(SP_KNOWN);
        else
            events |= SP_BIT(SP_MISFIT);
    }
    if ((signals & SP_BIT(SP_CLARIFY)) && reply->needs)
        events |= one_need && (reply->needs & before->voiced) ? SP_BIT(SP_HEARD)
                                                              : SP_BIT(SP_MISHEARD);
    if (resolves && before->knows && sp_bits_single(reply->remedies) &&
        (reply->remedies & motive->resolved_by))
        events |= SP_BIT(SP_RIGHT);
    else if (defers)
        events |= SP_BIT(SP_RIGHT);
    else if (resolves)
        events |= SP_BIT(SP_WRONG);
    return events;
}

static void
change_meters(const struct run *run, const struct sp_state *before, uint64_t signals,
              const struct sp_reply *reply, struct sp_state *after)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_style *style = &s->styles->style[run->style];
    int sum[SP_METERS];

    for (unsigned m = 0; m < SP_METERS; m++)
        sum[m] = before->meter[m] + reply->effect[m];
    for (unsigned i = 0; i < SP_SIGNALS; i++) {
        for (unsigned m = 0; (signals & SP_BIT(i)) && m < SP_METERS; m++)
            sum[m] += style->react[i][m];
    }
    for (unsigned i = 0; i < style->tires; i++) {
        const struct sp_tire *tire = &style->tire[i];

        if (!(signals & SP_BIT(tire->signal)) ||
            before->count[SP_OF_STYLES][tire->counter] < tire->after)
            continue;
        for (unsigned m = 0; m < SP_METERS; m++)
            sum[m] += tire->change[m];
    }
    for (unsigned m = 0; m < s->meters; m++) {
        int value = sum[m] < s->meter[m].min   ? s->meter[m].min
                    : sum[m] > s->meter[m].max ? s->meter[m].max
                                               : sum[m];

        after->meter[m] = (int8_t)value;
    }
}

/* The ending of the first meter that stands at its minimum, or -1. */
static int
worn_out(const struct sp_scenario *s, const struct sp_state *state)
{
    for (unsigned m = 0; m < s->meters; m++) {
        if (s->meter[m].at_min >= 0 && state->meter[m] <= s->meter[m].min)
            return s->meter[m].at_min;
    }
    return -1;
}

uint64_t
step_on(const struct run *run, const struct sp_state *before,
        const struct sp_reply *reply, struct sp_state *after, struct answer *answer,
        const struct trail *trail)
{
    const struct sp_scenario *s = run->scenario;
    uint64_t signals = reply->signals | events_of(run, before, reply);
    struct sp_world world = world_of(run, before, SP_OF_SCENARIO);

    assert(before->ending < 0 && before->turn < SP_TURNS_MOST);
    *after = *before;
    *answer = (struct answer){0};
    sp_watch_take(&s->rubric->watch, SP_OF_RUBRIC, &world, signals, after);
    sp_watch_take(&s->styles->watch, SP_OF_STYLES, &world, signals, after);
    sp_watch_take(&s->watch, SP_OF_SCENARIO, &world, signals, after);
    change_meters(run, before, signals, reply, after);
    if (signals & SP_BIT(SP_RIGHT))
        after->resolved = true;
    if (reply->once)
        after->once[after->once_count++] = reply->serial;
    after->facts |= reply->sets;
    after->turn++;

    const struct sp_way *way =
        reply->ways ? pick_way(run, after, reply->to, reply->ways) : NULL;
    int worn = worn_out(s, after);
    if (way && way->ends)
        end_call(run, after, way->to, answer);
    else if (worn >= 0)
        end_call(run, after, (unsigned)worn, answer);
    else if (!way)
        stay(run, reply, after, answer);
    else
        enter(run, after, way->to, answer, trail);
    return signals;
}

uint64_t
step(const struct run *run, const struct sp_state *before, const struct sp_reply *reply,
     struct sp_state *after, struct answer *answer)
{
    return step_on(run, before, reply, after, answer, NULL);
}

enum sp_mood
mood_of(const struct run *run, const struct sp_state *state)
{
    const struct sp_styles *styles = run->scenario->styles;
    struct sp_world world = world_of(run, state, SP_OF_STYLES);

    for (unsigned i = 0; i < styles->moods; i++) {
        if (sp_expr_holds(styles->mood[i].when, &world))
            return styles->mood[i].mood;
    }
    return SP_CALM;
}
