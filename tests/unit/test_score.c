/* test_score.c: levels, points, what is not judged, and each clause of the pass rule.
 */
#include "test.h"

#include "core/mem.h"
#include "core/score.h"
#include "load.h"

static struct set small;

static struct sp_session *
call(const struct sp_scenario *scenario, const char *style, const char *motive,
     const char *ids)
{
    struct sp_start start = {.scenario = scenario, .style = style, .motive = motive};
    struct sp_session *session = sp_session_new(&start);

    while (session && *ids) {
        char id[48] = "";
        size_t size = strcspn(ids, " ");

        memcpy(id, ids, size < sizeof id ? size : 0);
        if (!CHECK(sp_session_answer(session, id)))
            fprintf(stderr, "  \"%s\" is not open\n", id);
        ids += size + (ids[size] == ' ');
    }
    return session;
}

/* "clarify 3 empathise 1 …, total/out of, clauses" */
static void
describe(const struct sp_score *score, struct sp_str *out)
{
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        if (c->judged)
            sp_str_addf(out, "%c%d ", c->competency->id[0], c->level);
        else
            sp_str_addf(out, "%c- ", c->competency->id[0]);
    }
    sp_str_addf(out, "%d/%d mark %d", score->total, score->out_of, score->mark);
    for (unsigned i = 0; i < score->criticals; i++)
        sp_str_addf(out, " %s", score->critical[i].check->id);
    sp_str_addf(out, "%s%s%s%s%s", score->total_ok ? "" : " low",
                score->levels_ok ? "" : " levels", score->critical_ok ? "" : " grave",
                score->over ? "" : " going", score->pass ? " pass" : "");
}

static void
test_calls(void)
{
    static const struct {
        const char *motive, *ids, *want;
    } cases[] = {
        {"jams", "", "c0 e0 t0 f0 r0 c0 0/100 mark 65 low levels going"},
        {"jams", "why", "c2 e0 t0 f0 r0 c0 14/100 mark 65 low levels going"},
        /* the model call: nobody asks for both kinds of test, nor sums up */
        {"jams", "price why back-quick if trial tray-quick check step",
         "c3 e3 t2 f3 r3 c2 93/100 mark 65 pass"},
        {"jams", "why back-quick if trial tray-quick step",
         "c3 e3 t2 f2 r2 c2 81/100 mark 65 pass"},
        /* not over: all is there but the end */
        {"jams", "why back-quick if trial tray-quick check",
         "c3 e3 t2 f3 r3 c0 86/100 mark 65 levels going"},
        /* a wrong play-back costs Clarify 3 and Empathise 3 only */
        {"jams", "why back-cheap back-quick if trial tray-quick check step",
         "c2 e2 t2 f3 r3 c2 82/100 mark 65 pass"},
        /* a wrong remedy costs Resolve 2, and with it the pass */
        {"jams", "why back-quick if lease trial tray-quick check step",
         "c3 e3 t2 f3 r1 c2 78/100 mark 65 levels"},
        /* the answer first */
        {"jams", "cut why back-quick if trial tray-quick check step",
         "c1 e1 t2 f3 r3 c2 68/100 mark 65 levels"},
        /* the other need is in the brief: enough for FAB 2, but not voiced */
        {"jams", "why back-quick if trial tray-cheap check step",
         "c3 e3 t2 f2 r3 c2 87/100 mark 65 pass"},
        {"budget", "why back-cheap if lease tray-cheap check step",
         "c3 e3 t2 f3 r3 c2 93/100 mark 65 pass"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_session *session =
            call(small.scenario, "results", cases[i].motive, cases[i].ids);
        struct sp_score score;
        struct sp_str got = {0};

        sp_score_session(session, false, &score);
        describe(&score, &got);
        if (!CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in call \"%s\"\n", cases[i].ids);
        sp_str_finish(&got);
        sp_session_free(session);
    }
}

/* ---- a rubric of our own ---- */

static const char scenario_head[] =
    "{\"format\": \"sparring-scenario\", \"formatVersion\": 1, \"id\": \"t\","
    "\"languages\": [\"en\"], \"title\": {\"en\": \"t\"}, \"summary\": {\"en\": \"t\"},"
    "\"trade\": {\"en\": \"t\"}, \"difficulty\": 1, \"turnLimit\": 6, \"start\": \"a\","
    "\"customer\": {\"name\": {\"en\": \"t\"}, \"role\": {\"en\": \"t\"},"
    "\"company\": {\"en\": \"t\"}, \"portrait\": \"man-grey\"},"
    "\"brief\": {\"situation\": {\"en\": \"t\"}, \"goal\": {\"en\": \"t\"}},"
    "\"meters\": {}, \"needs\": {\"n\": {\"en\": \"t\"}},"
    "\"remedies\": {\"r\": {\"en\": \"t\"}}, \"product\": {},"
    "\"motives\": {\"m\": {\"kind\": \"want\", \"need\": \"n\", \"resolvedBy\": "
    "[\"r\"],"
    "\"en\": \"t\"}}, \"endings\": {\"time\": {\"kind\": \"open\", \"en\": \"t\"},"
    "\"won\": {\"kind\": \"success\", \"en\": \"t\"}},"
    "\"nodes\": {\"a\": {\"says\": [{\"en\": \"t\"}], \"replies\": ["
    "{\"id\": \"clarify\", \"moves\": [\"clarify\"], \"en\": \"t\", \"to\": \"a\"},"
    "{\"id\": \"test\", \"moves\": [\"test\"], \"en\": \"t\", \"to\": \"a\"},"
    "{\"id\": \"defer\", \"moves\": [\"defer\"], \"en\": \"t\", \"to\": \"a\"},"
    "{\"id\": \"bribe\", \"moves\": [\"bribe\"], \"en\": \"t\", \"to\": \"a\"},"
    "{\"id\": \"win\", \"moves\": [], \"en\": \"t\", \"to\": \"end:won\"}]}}}";

static const char styles_text[] =
    "{\"format\": \"sparring-styles\", \"formatVersion\": 1, \"id\": \"s\","
    "\"languages\": [\"en\"], \"moods\": [{\"id\": \"calm\"}], \"styles\": {\"plain\": "
    "{"
    "\"en\": \"t\", \"about\": {\"en\": \"t\"}, \"advice\": {\"en\": \"t\"},"
    "\"start\": {}, \"react\": {}}}}";

#define LEVEL(id, points, when)                                       \
    "{\"id\": \"" id "\", \"points\": " #points ", \"when\": \"" when \
    "\", \"en\": \"t\", \"remedy\": {\"en\": \"t\"}}"

/* Not judged: k weighs 13, so that 65 of 87 has a part: 56.55, rounded up to 57. */
static const char rubric_text[] =
    "{\"format\": \"sparring-rubric\", \"formatVersion\": 1, \"id\": \"r\","
    "\"languages\": [\"en\"], \"title\": {\"en\": \"t\"}, \"mark\": 65,"
    "\"competencies\": {"
    "\"a\": {\"headline\": true, \"en\": \"t\", \"levels\": [" LEVEL("A1", 30, "times(clarify) >= 1") "," LEVEL(
        "A2", 26,
        "times(clarify) >= 2") "]},"
                               "\"b\": {\"en\": \"t\", \"levels\": [" LEVEL("B1", 1, "times(clarify) >= 3") "," LEVEL(
                                   "B2", 30,
                                   "times(test) >= 1") "]},"
                                                       "\"k\": {\"headline\": true, "
                                                       "\"en\": \"t\", \"levels\": "
                                                       "[" LEVEL("K1", 0, "times(clarify) >= 1") "," LEVEL(
                                                           "K2", 13,
                                                           "ended(success)") "]}},"
                                                                             "\"omit\":"
                                                                             " {\"k\": "
                                                                             "{\"when\""
                                                                             ": "
                                                                             "\"times("
                                                                             "defer) "
                                                                             ">= 1\", "
                                                                             "\"en\": "
                                                                             "\"t\"}},"
                                                                             "\"critica"
                                                                             "l\": "
                                                                             "[{\"id\":"
                                                                             " \"X\", "
                                                                             "\"when\":"
                                                                             " \"times("
                                                                             "bribe) "
                                                                             ">= 1\", "
                                                                             "\"en\": "
                                                                             "\"t\"}]}";

static void
test_rule(void)
{
    static const struct {
        const char *ids, *want;
    } cases[] = {
        /* a level does not count before those below it */
        {"test", "a0 b0 k0 0/100 mark 65 low levels going"},
        {"clarify test clarify clarify", "a2 b2 k1 87/100 mark 65 levels going"},
        /* the call must be over, and what ends it counts */
        {"clarify clarify win", "a2 b0 k2 69/100 mark 65 pass"},
        {"clarify win", "a1 b0 k2 43/100 mark 65 low levels"},
        {"clarify clarify test win", "a2 b0 k2 69/100 mark 65 pass"},
        {"clarify clarify bribe win", "a2 b0 k2 69/100 mark 65 X grave"},
        /* the turn limit ends it, too */
        {"clarify clarify clarify clarify clarify clarify",
         "a2 b1 k1 57/100 mark 65 low levels"},
        /* not judged: no points, no level to reach, a lower mark, rounded up */
        {"defer clarify clarify clarify clarify clarify",
         "a2 b1 k- 57/87 mark 57 pass"},
        {"defer clarify clarify win", "a2 b0 k- 56/87 mark 57 low"},
    };
    struct sp_diags diags = {0};
    struct sp_rubric *rubric =
        sp_rubric_read(rubric_text, sizeof rubric_text - 1, &diags);
    struct sp_styles *styles =
        rubric ? sp_styles_read(styles_text, sizeof styles_text - 1, rubric, &diags)
               : NULL;
    struct sp_scenario *scenario =
        styles ? sp_scenario_read(scenario_head, sizeof scenario_head - 1, rubric,
                                  styles, &diags)
               : NULL;

    if (!CHECK(scenario))
        print_findings("own", &diags);
    for (size_t i = 0; scenario && i < sizeof cases / sizeof *cases; i++) {
        struct sp_session *session = call(scenario, NULL, NULL, cases[i].ids);
        struct sp_score score;
        struct sp_str got = {0};

        sp_score_session(session, true, &score);
        describe(&score, &got);
        if (!CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in call \"%s\"\n", cases[i].ids);
        sp_str_finish(&got);
        sp_session_free(session);
    }
    sp_diags_finish(&diags);
    sp_scenario_free(scenario);
    sp_styles_free(styles);
    sp_rubric_free(rubric);
}

static void
test_json(void)
{
    struct sp_session *session = call(small.scenario, "results", "jams",
                                      "why back-quick if trial tray-quick step");
    struct sp_score score;
    struct sp_str out = {0};

    sp_score_session(session, true, &score);
    sp_score_json(&score, session, SP_EN, &out);
    cJSON *json = cJSON_Parse(sp_str_text(&out));
    CHECK(json && !strchr(sp_str_text(&out), '\n'));
    CHECK_INT(cJSON_GetObjectItem(json, "total")->valueint, 81);
    CHECK_STR(cJSON_GetObjectItem(json, "ending")->valuestring, "deal");
    CHECK(cJSON_IsTrue(cJSON_GetObjectItem(json, "pass")));
    CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(json, "competencies")), 6);
    cJSON_Delete(json);
    sp_str_finish(&out);
    sp_session_free(session);
}

int
main(void)
{
    sp_mem_init();
    if (CHECK(load_small(&small))) {
        test_calls();
        test_rule();
        test_json();
    }
    set_finish(&small);
    return test_end();
}
