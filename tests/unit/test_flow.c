/* test_flow.c: that the sets of lint_flow.h hold whatever play can come to. */
#include "test.h"

#include "generate.h"
#include "lint_flow.h"
#include "load.h"
#include "step.h"

static uint64_t chance;

static unsigned
draw(unsigned below)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((chance >> 33) % below);
}

static bool
bits_hold(const uint64_t list[2], uint64_t bits, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (!((list[(bits >> i) & 1] >> i) & 1))
            return false;
    }
    return true;
}

static bool
watch_holds(const struct flow *f, const struct might *m, const struct sp_state *s,
            enum sp_owner owner, const struct sp_watch *watch)
{
    for (unsigned i = 0; i < watch->counters; i++) {
        if (!((m->more[f->at_count[owner] + i] >> s->count[owner][i]) & 1))
            return false;
    }
    for (unsigned i = 0; i < watch->befores; i++) {
        if (!((m->more[f->at_before[owner] + i] >> s->before[owner][i]) & 1))
            return false;
    }
    return true;
}

static bool
holds(const struct flow *f, const struct might *m, unsigned pair,
      const struct sp_state *s)
{
    const struct sp_scenario *scenario = f->s;

    for (unsigned i = 0; i < scenario->meters; i++) {
        if (!((m->more[i] >> (s->meter[i] - scenario->meter[i].min)) & 1))
            return false;
    }
    return has_pair(&m->reach, pair) && has_pair(&m->knows[s->knows], pair) &&
           has_pair(&m->resolved[s->resolved], pair) &&
           bits_hold(m->voiced, s->voiced, scenario->need_count) &&
           bits_hold(m->facts, s->facts, scenario->fact_count) &&
           bits_hold(m->visited, s->visited, 64) &&
           watch_holds(f, m, s, SP_OF_SCENARIO, &scenario->watch) &&
           watch_holds(f, m, s, SP_OF_RUBRIC, &scenario->rubric->watch);
}

/* Plays at random; every state on the way must be in the sets. Counts the states. */
static unsigned
play(const struct flow *f, unsigned pair)
{
    const struct sp_scenario *s = f->s;
    struct run run = {s, pair / s->motive_count, pair % s->motive_count};
    unsigned states = 0;
    struct sp_state state, after;
    struct answer answer;
    const struct sp_reply *open[SP_REPLIES_MOST];

    begin_state(&run, &state, &answer);
    while (state.ending < 0) {
        CHECK(holds(f, flow_node(f, state.node), pair, &state));
        step(&run, &state, open[draw(open_replies(&run, &state, open))], &after,
             &answer);
        state = after;
        states++;
    }
    CHECK(holds(f, flow_end(f, (unsigned)state.ending), pair, &state));
    return states;
}

static unsigned
plays(const struct sp_scenario *scenario, unsigned count)
{
    struct flow flow;
    unsigned pairs = scenario->styles->styles * scenario->motive_count, states = 0;

    flow_init(&flow, scenario);
    flow_walk(&flow, false);
    for (unsigned i = 0; i < count && test_failures == 0; i++)
        states += play(&flow, draw(pairs));
    for (unsigned pair = 0; pair < pairs; pair++) { /* each alone */
        struct pairs one = {0};

        one.w[pair / 64] = UINT64_C(1) << (pair % 64);
        flow_begin(&flow, &one);
        flow_walk(&flow, false);
        for (unsigned i = 0; i < count / pairs && test_failures == 0; i++)
            states += play(&flow, pair);
    }
    flow_finish(&flow);
    return states;
}

static void
test_file(const char *inside)
{
    struct set set = {0};
    char *path = load_path(inside);

    if (CHECK(load_set(path, &set)))
        CHECK(plays(set.scenario, 3000) > 5000);
    set_finish(&set);
    sp_free(path);
}

static void
test_generated(void)
{
    unsigned used = 0;

    for (struct generator g = {.chance = 7}; used < 150 && test_failures == 0;) {
        struct set set;

        if (generate_set(&g, &set)) {
            plays(set.scenario, 40);
            used++;
        }
        set_finish(&set);
    }
    CHECK_INT(used, 150);
}

int
main(void)
{
    sp_mem_init();
    test_file("scenarios/price-objection.json");
    test_file("scenarios/ic-card.json");
    test_file("tests/data/frozen/small-call.json");
    test_generated();
    return test_end();
}
