/* test_scenario.c: what a scenario becomes when it is read, and that none breaks it.
 * usage: test_scenario [STRIDE], 1 to spoil everything in turn */
#include "test.h"

#include <stdlib.h>

#include "core/rng.h"
#include "core/session.h"
#include "generate.h"
#include "load.h"
#include "spoil.h"

static struct set small;

static void
test_what_is_read(void)
{
    const struct sp_scenario *s = small.scenario;

    CHECK_STR(s->id, "small-call");
    CHECK_STR(sp_text_in(&s->title, SP_EN), "A small call");
    CHECK_INT(s->turn_limit, 9);
    CHECK_INT(s->meters, 2);
    CHECK_STR(s->meter[0].id, "trust");
    CHECK_INT(s->meter[0].at_min, -1);
    CHECK_STR(s->endings[s->meter[1].at_min].id, "walk");
    CHECK_STR(s->endings[s->time_up].id, "time");
    CHECK_INT(s->node_count, 4);
    CHECK_INT(s->reply_total, 14);
    CHECK(!s->needs[0].in_brief && s->needs[1].in_brief);
    CHECK_STR(s->needs[0].cues.by[SP_ZH][0], "不等");
    CHECK_INT(s->motives[0].kind, SP_DRAWBACK);
    CHECK(s->motives[1].resolved_by == 2 && s->motives[1].need == 1);
    CHECK_STR(sp_text_in(&s->features[0].benefit[1], SP_EN), "less paper wasted");
    CHECK_STR(s->nodes[s->start].id, "opening");
}

static void
test_finding(void)
{
    const struct sp_scenario *s = small.scenario;
    static const char *const nodes[] = {"opening", "voice", "answered", "offer"};

    for (uint32_t i = 0; i < 4; i++) {
        CHECK_INT(sp_scenario_node(s, nodes[i]), i);
        CHECK_STR(s->nodes[i].id, nodes[i]);
    }
    CHECK_INT(sp_scenario_node(s, "open"), -1);
    CHECK_INT(sp_scenario_node(s, ""), -1);
    CHECK_INT(sp_scenario_node(s, "zzz"), -1);
    CHECK_INT(sp_scenario_motive(s, "budget"), 1);
    CHECK_INT(sp_scenario_motive(s, "Budget"), -1);
    CHECK_INT(sp_scenario_style(s, "nice-guy"), 3);
    CHECK_INT(sp_scenario_style(s, "nice"), -1);
    CHECK_INT(sp_node_reply(&s->nodes[0], "cut"), 3);
    CHECK_INT(sp_node_reply(&s->nodes[2], "cut"), -1);
}

static void
test_replies(void)
{
    const struct sp_scenario *s = small.scenario;
    const struct sp_reply *price = &s->nodes[0].replies[0];
    const struct sp_reply *tray = &s->nodes[3].replies[1];
    const struct sp_reply *step = &s->nodes[3].replies[3];

    CHECK(price->once && price->sets == 1 && price->ways == 1 && !price->to[0].ends);
    CHECK(tray->features == 1 && tray->needs == 1 && tray->remedies == 0);
    CHECK(tray->signals ==
          (SP_BIT(SP_FEATURE) | SP_BIT(SP_ADVANTAGE) | SP_BIT(SP_BENEFIT)));
    CHECK(step->signals == (SP_BIT(SP_CLOSE) | SP_BIT(SP_CLOSE_STEP)));
    CHECK(step->ways == 2 && step->to[0].when && step->to[0].ends && !step->to[1].when);
    CHECK_INT(s->nodes[0].replies[2].effect[0], 1);
    CHECK(s->nodes[2].route && !s->nodes[2].replies);
    for (unsigned i = 0; i < 4; i++) {
        for (unsigned k = 0; k + 1 < s->nodes[i].reply_count; k++)
            CHECK(s->nodes[i].replies[k].serial + 1 ==
                  s->nodes[i].replies[k + 1].serial);
    }
}

static void
play_through(const struct sp_scenario *scenario)
{
    uint64_t chance = 3;

    for (uint64_t seed = 0; seed < 3; seed++) {
        struct sp_start start = {.scenario = scenario, .seed = seed};
        struct sp_session *session = sp_session_new(&start);
        const struct sp_view *view = sp_session_view(session);

        while (view->node) {
            unsigned which = sp_draw_next(&chance, view->open_count);

            CHECK(sp_session_answer(session, view->open[which]->id));
        }
        sp_session_free(session);
    }
}

/* Whatever is read can be played. */
static bool
read_scenario(const char *text, size_t size, struct sp_diags *diags)
{
    struct sp_scenario *scenario =
        sp_scenario_lint(text, size, small.rubric, small.styles, diags);
    bool read = scenario;

    if (scenario)
        play_through(scenario);
    sp_scenario_free(scenario);
    return read;
}

static void
test_spoilt(unsigned stride)
{
    CHECK(spoil(small.scenario_text, read_scenario, stride) > 5000 / stride);
}

static void
first_error(const struct sp_str *text, const char *want)
{
    struct sp_diags diags = {0};
    char got[32] = "";

    CHECK(!read_scenario(text->text, text->size, &diags));
    sp_diags_sort(&diags);
    for (size_t i = diags.count; i > 0; i--) {
        if (diags.items[i - 1].severity == SP_ERROR)
            snprintf(got, sizeof got, "%s %s", diags.items[i - 1].code,
                     diags.items[i - 1].pointer);
    }
    CHECK_STR(got, want);
    sp_diags_finish(&diags);
}

/* The text with more nodes in front of its first. */
static void
add_nodes(struct sp_str *out, const char *nodes)
{
    struct sp_str text = {0};

    generate_long(2, &text);
    char *at = strstr(text.text, "\"node0\": {");
    if (CHECK(at)) {
        sp_str_add_n(out, text.text, (size_t)(at - text.text));
        sp_str_add(out, nodes);
        sp_str_add(out, at);
    }
    sp_str_finish(&text);
}

static void
test_too_many_nodes(void)
{
    struct sp_str text = {0}, nodes = {0};

    for (unsigned i = 0; i < SP_NODES_MOST; i++)
        sp_str_addf(&nodes, "\"x%u\": {},", i);
    add_nodes(&text, sp_str_text(&nodes));
    first_error(&text, "E027 /nodes");
    sp_str_finish(&text);
    sp_str_finish(&nodes);
}

/* A chain of routes as long as the file allows is walked without recursion. */
static void
test_long_routes(void)
{
    struct sp_str text = {0}, chain = {0};
    struct sp_diags diags = {0};

    for (unsigned i = 0; i < 50000; i++)
        sp_str_addf(&chain, "\"r%u\": {\"route\": [{\"to\": \"%s%u\"}]},\n", i,
                    i + 1 < 50000 ? "r" : "node", i + 1 < 50000 ? i + 1 : 0);
    add_nodes(&text, sp_str_text(&chain));
    if (!CHECK(read_scenario(text.text, text.size, &diags)))
        print_findings("routes", &diags);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
    sp_str_finish(&chain);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (CHECK(load_small(&small))) {
        test_what_is_read();
        test_finding();
        test_replies();
        test_spoilt(argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 19);
        test_too_many_nodes();
        test_long_routes();
    }
    set_finish(&small);
    return test_end();
}
