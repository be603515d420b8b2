/* fuzz_scenario.c: any bytes are a scenario that can be played, or are refused. */
#include <assert.h>
#include <stdint.h>

#include "core/lint.h"
#include "core/rng.h"
#include "core/score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rubric_text[] =
    "{\"format\":\"sparring-rubric\",\"formatVersion\":1,\"id\":\"r\",\"languages\":"
    "[\"en\"],\"title\":{\"en\":\"t\"},\"mark\":65,\"tags\":[\"concern\"],\"groups\":"
    "{\"answer\":\"feature|close\"},\"competencies\":{\"a\":{\"en\":\"t\",\"levels\":"
    "[{\"id\":\"A\",\"points\":100,\"when\":\"before(clarify, answer) and knows\","
    "\"en\":\"t\",\"remedy\":{\"en\":\"t\"}}]}},\"critical\":[]}";
static const char styles_text[] =
    "{\"format\":\"sparring-styles\",\"formatVersion\":1,\"id\":\"s\",\"languages\":"
    "[\"en\"],\"moods\":[{\"id\":\"calm\"}],\"styles\":{\"plain\":{\"en\":\"t\","
    "\"about\":"
    "{\"en\":\"t\"},\"advice\":{\"en\":\"t\"},\"start\":{\"trust\":2},\"react\":{"
    "\"close\":"
    "{\"trust\":-1}},\"tire\":{\"test\":{\"after\":1,\"trust\":-1}}}}}";

static void
play(const struct sp_scenario *scenario, uint64_t seed)
{
    struct sp_start start = {.scenario = scenario, .seed = seed};
    struct sp_session *session = sp_session_new(&start);
    const struct sp_view *view = sp_session_view(session);
    const char *const hashes[3] = {NULL};
    struct sp_score score;
    struct sp_str out = {0};

    while (view->node) {
        assert(view->open_count > 0);
        bool ok = sp_session_answer(
            session, view->open[sp_draw_next(&seed, view->open_count)]->id);
        assert(ok);
    }
    sp_score_session(session, true, &score);
    sp_session_transcript(session, SP_EN, hashes, &out);
    assert(score.total >= 0 && score.total <= score.out_of && out.size > 0);
    sp_str_finish(&out);
    sp_session_free(session);
}

/* The same again, with the severities that the file gives. */
static void
lint_as_told(const uint8_t *data, size_t size, const struct sp_rubric *rubric,
             const struct sp_styles *styles)
{
    struct sp_diags diags = {0};

    sp_lint_begin((const char *)data, size, &diags);
    sp_scenario_free(
        sp_scenario_lint((const char *)data, size, rubric, styles, &diags));
    sp_lint_end(&diags);
    assert(diags.errors + diags.warnings + diags.notes == diags.count + diags.dropped);
    sp_diags_finish(&diags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_rubric *rubric =
        sp_rubric_read(rubric_text, sizeof rubric_text - 1, &diags);
    struct sp_styles *styles =
        sp_styles_read(styles_text, sizeof styles_text - 1, rubric, &diags);
    struct sp_scenario *scenario =
        sp_scenario_lint((const char *)data, size, rubric, styles, &diags);

    assert((scenario == NULL) == (diags.errors > 0));
    for (uint64_t seed = 0; scenario && seed < 3; seed++)
        play(scenario, seed);
    lint_as_told(data, size, rubric, styles);
    sp_scenario_free(scenario);
    sp_styles_free(styles);
    sp_rubric_free(rubric);
    sp_diags_finish(&diags);
    return 0;
}
