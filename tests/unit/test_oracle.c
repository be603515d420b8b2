/* test_oracle.c: the engine and the oracle agree, line by line, on random plays.
 * usage: test_oracle [PLAYS] */
#include "test.h"

#include <stdlib.h>

#include "core/rng.h"
#include "core/score.h"
#include "generate.h"
#include "load.h"
#include "oracle.h"

struct match {
    const struct set *set;
    cJSON *scenario, *rubric, *styles;
    struct sp_session *session;
    struct oracle oracle;
    const char *what; /* the first thing they disagree on, or NULL */
    char detail[160];
};

static void
differ(struct match *m, const char *what, const char *name, long engine, long oracle)
{
    if (m->what)
        return;
    m->what = what;
    snprintf(m->detail, sizeof m->detail, "%s: engine %ld, oracle %ld", name, engine,
             oracle);
}

static void
same(struct match *m, const char *what, const char *name, long engine, long oracle)
{
    if (engine != oracle)
        differ(m, what, name, engine, oracle);
}

/* ---- one moment ---- */

static void
compare_open(struct match *m)
{
    const struct sp_view *view = sp_session_view(m->session);
    const cJSON *open[16];
    int count = m->oracle.ending ? 0 : oracle_open(&m->oracle, open);

    same(m, "open replies", "count", (long)view->open_count, count);
    for (int i = 0; i < count && !m->what; i++) {
        const char *id = cJSON_GetObjectItemCaseSensitive(open[i], "id")->valuestring;
        bool found = false;

        for (unsigned k = 0; k < view->open_count; k++)
            found = found || strcmp(view->open[k]->id, id) == 0;
        same(m, "open reply", id, found, true);
    }
}

static void
compare_state(struct match *m)
{
    const struct sp_scenario *s = m->set->scenario;
    const struct sp_view *view = sp_session_view(m->session);
    const struct sp_state *state = view->state;
    const struct oracle *o = &m->oracle;

    same(m, "over", "", view->ending != NULL, o->ending != NULL);
    if (m->what)
        return;
    if (o->ending)
        same(m, "ending", o->ending->string,
             strcmp(view->ending->id, o->ending->string) == 0, true);
    else
        same(m, "node", oracle_node(o)->string,
             strcmp(view->node->id, oracle_node(o)->string) == 0, true);
    same(m, "turn", "", (long)view->turn, o->lines);
    same(m, "knows", "", state->knows, oracle_knows(o));
    same(m, "resolved", "", state->resolved, oracle_resolved(o));
    for (unsigned i = 0; i < s->meters; i++)
        same(m, "meter", s->meter[i].id, state->meter[i],
             oracle_meter(o, s->meter[i].id));
    for (unsigned i = 0; i < s->need_count; i++)
        same(m, "voiced", s->needs[i].id, (state->voiced >> i) & 1,
             oracle_voiced(o, s->needs[i].id));
    for (unsigned i = 0; i < s->fact_count; i++)
        same(m, "fact", s->facts[i].id, (state->facts >> i) & 1,
             oracle_fact(o, s->facts[i].id));
    same(m, "mood", sp_mood_name(view->mood),
         strcmp(sp_mood_name(view->mood), oracle_mood(o)) == 0, true);
    compare_open(m);
}

static void
compare_line(struct match *m)
{
    size_t last = sp_session_turns(m->session);
    const struct oracle_line *line = &m->oracle.line[m->oracle.lines - 1];
    uint64_t signals = sp_session_turn(m->session, last - 1)->signals, theirs = 0;

    for (int i = 0; i < line->count; i++) {
        enum sp_signal signal = SP_SIGNALS;

        sp_signal_find(line->did[i], strlen(line->did[i]), &signal);
        theirs |= SP_BIT(signal);
    }
    for (unsigned i = 0; i < SP_SIGNALS; i++)
        same(m, "signal", sp_signal_name(i), (signals >> i) & 1, (theirs >> i) & 1);
}

/* ---- the score ---- */

static const cJSON *
part(const cJSON *tree, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(tree, name);
}

static void
compare_checks(struct match *m, const struct sp_score *score)
{
    const struct oracle *o = &m->oracle;
    const cJSON *competency = part(m->rubric, "competencies")->child, *check;
    unsigned criticals = 0;

    for (unsigned i = 0; i < score->competencies; i++, competency = competency->next) {
        const struct sp_competency_result *c = &score->competency[i];
        unsigned k = 0;

        same(m, "level", competency->string, c->judged ? c->level : -1,
             oracle_level(o, competency));
        same(m, "points", competency->string, c->points, oracle_points(o, competency));
        cJSON_ArrayForEach(check, part(competency, "levels"))
        {
            const struct sp_check_result *result = &c->check[k++];

            same(m, "check", result->check->id, result->holds,
                 oracle_holds(o, part(check, "when")));
            same(m, "earned", result->check->id, result->earned, c->level >= (int)k);
        }
    }
    cJSON_ArrayForEach(check, part(m->rubric, "critical"))
    {
        if (!oracle_holds(o, part(check, "when")))
            continue;
        const char *id = part(check, "id")->valuestring;
        same(m, "critical", id,
             criticals < score->criticals &&
                 strcmp(score->critical[criticals].check->id, id) == 0,
             true);
        criticals++;
    }
    same(m, "criticals", "count", score->criticals, criticals);
    unsigned k = 0;
    cJSON_ArrayForEach(check, part(o->style, "adapt"))
    {
        same(m, "adaptation", part(check, "id")->valuestring, score->adapt[k].holds,
             oracle_holds(o, part(check, "when")));
        k++;
    }
}

static void
compare_score(struct match *m)
{
    struct sp_score score;
    int total, out_of, mark;
    bool pass = oracle_pass(&m->oracle, &total, &out_of, &mark);

    sp_score_session(m->session, false, &score);
    compare_checks(m, &score);
    same(m, "total", "", score.total, total);
    same(m, "out of", "", score.out_of, out_of);
    same(m, "mark", "", score.mark, mark);
    same(m, "pass", "", score.pass, pass);
}

/* ---- plays ---- */

static void
play(struct match *m, uint64_t *chance, struct sp_str *said)
{
    const cJSON *open[16];

    compare_state(m);
    while (!m->what && !m->oracle.ending) {
        int count = oracle_open(&m->oracle, open);
        const cJSON *reply = open[sp_draw_next(chance, (uint32_t)count)];
        const char *id = part(reply, "id")->valuestring;

        sp_str_addf(said, " %s", id);
        same(m, "answer", id, sp_session_answer(m->session, id), true);
        oracle_answer(&m->oracle, reply);
        compare_line(m);
        compare_state(m);
        if (m->oracle.ending || sp_draw_next(chance, 8) == 0)
            compare_score(m);
    }
}

static bool
one_play(const struct set *set, struct match *m, uint64_t *chance)
{
    const struct sp_scenario *s = set->scenario;
    unsigned style = sp_draw_next(chance, s->styles->styles);
    unsigned motive = sp_draw_next(chance, s->motive_count);
    struct sp_start start = {.scenario = s,
                             .seed = *chance,
                             .style = s->styles->style[style].id,
                             .motive = s->motives[motive].id};
    struct sp_str said = {0};

    m->session = sp_session_new(&start);
    oracle_begin(&m->oracle, m->scenario, m->rubric, m->styles, start.style,
                 start.motive);
    play(m, chance, &said);
    bool agree = CHECK(!m->what);
    if (!agree)
        fprintf(stderr, "  %s, %s\n  style %s, motive %s:%s\n", m->what, m->detail,
                start.style, start.motive, sp_str_text(&said));
    sp_str_finish(&said);
    sp_session_free(m->session);
    return agree;
}

static void
plays(const struct set *set, unsigned count, uint64_t seed)
{
    struct match m = {.set = set,
                      .scenario = cJSON_Parse(set->scenario_text),
                      .rubric = cJSON_Parse(set->rubric_text),
                      .styles = cJSON_Parse(set->styles_text)};
    bool agree = true;

    for (unsigned i = 0; i < count && agree; i++)
        agree = one_play(set, &m, &seed);
    if (!agree)
        fprintf(stderr, "%s\n%s\n%s\n", set->scenario_text, set->rubric_text,
                set->styles_text);
    cJSON_Delete(m.scenario);
    cJSON_Delete(m.rubric);
    cJSON_Delete(m.styles);
}

/* ---- scenarios ---- */

static void
test_file(const char *file, bool required, unsigned count)
{
    char *scenario = load_path(file), *rubric = load_path("scenarios/rubric.json");
    char *styles = load_path("scenarios/styles.json"), *text;
    struct set set = {0};
    size_t size;

    text = load_file(scenario, &size);
    if (text || required) {
        if (CHECK(load_set_from(scenario, rubric, styles, &set)))
            plays(&set, count, 1);
        set_finish(&set);
    }
    sp_free(text);
    sp_free(scenario);
    sp_free(rubric);
    sp_free(styles);
}

static void
test_generated(unsigned count)
{
    struct generator g = {.chance = 20240229};
    unsigned skipped = 0, used = 0;

    for (unsigned done = 0; done < count && test_failures == 0;) {
        struct set set;

        if (generate_set(&g, &set)) {
            plays(&set, 20, g.chance);
            done += 20;
            used++;
        } else {
            skipped++;
        }
        set_finish(&set);
    }
    CHECK(skipped <= used / 4 + 1);
    printf("%u generated scenarios, %u too rich\n", used, skipped);
}

int
main(int argc, char **argv)
{
    unsigned count = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 6000;

    sp_mem_init();
    test_file("tests/data/small-call.json", true, count / 10);
    test_generated(count / 2);
    test_file("scenarios/price-objection.json", true, count / 5);
    test_file("scenarios/ic-card.json", true, count / 5);
    return test_end();
}
