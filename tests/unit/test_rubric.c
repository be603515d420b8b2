/* test_rubric.c: the shipped rubric and styles as read, and that no others break them.
 * usage: test_rubric [STRIDE], 1 to spoil everything in turn */
#include "test.h"

#include <stdlib.h>

#include "load.h"
#include "spoil.h"

static struct set small;

static void
test_rubric(void)
{
    const struct sp_rubric *r = small.rubric;
    static const char *const ids[] = {"clarify", "empathise", "test",
                                      "fab",     "resolve",   "close"};
    static const int weights[] = {20, 15, 15, 20, 20, 10};
    int sum = 0;

    CHECK_INT(r->mark, 65);
    CHECK_INT(r->competencies, 6);
    for (unsigned i = 0; i < r->competencies; i++) {
        CHECK_STR(r->competency[i].id, ids[i]);
        CHECK_INT(r->competency[i].weight, weights[i]);
        CHECK_INT(r->competency[i].levels, 3);
        CHECK(r->competency[i].headline);
        sum += r->competency[i].weight;
        for (unsigned k = 0; k < r->competency[i].levels; k++) {
            const struct sp_text *line = &r->competency[i].level[k].try_line;

            CHECK(line->by[SP_ZH] && line->by[SP_EN]);
        }
    }
    CHECK_INT(sum, 100);
    CHECK(r->competency[3].omit && !r->competency[0].omit);
    CHECK_INT(r->criticals, 6);
    CHECK_STR(r->tag[0], "concern");
}

static void
test_styles(void)
{
    const struct sp_styles *s = small.styles;
    static const char *const ids[] = {"actor", "results", "professor", "nice-guy"};

    CHECK_INT(s->styles, 4);
    for (unsigned i = 0; i < s->styles; i++)
        CHECK_STR(s->style[i].id, ids[i]);
    CHECK_INT(s->meters, 2);
    CHECK_STR(s->meter[0], "trust");
    CHECK_INT(s->style[0].react[SP_EMPATHISE][0], 1);
    CHECK_INT(s->style[1].react[SP_EMPATHISE][0], 0);
    CHECK_INT(s->style[0].start[1], 4);
    CHECK_INT(s->mood[0].mood, SP_ANNOYED);
    CHECK(s->mood[0].when && !s->mood[s->moods - 1].when);
}

static bool
read_rubric(const char *text, size_t size, struct sp_diags *diags)
{
    struct sp_rubric *rubric = sp_rubric_read(text, size, diags);
    bool read = rubric;

    sp_rubric_free(rubric);
    return read;
}

static bool
read_styles(const char *text, size_t size, struct sp_diags *diags)
{
    struct sp_styles *styles = sp_styles_read(text, size, small.rubric, diags);
    bool read = styles;

    sp_styles_free(styles);
    return read;
}

int
main(int argc, char **argv)
{
    char *scenario = load_path("tests/data/small-call.json");
    char *rubric = load_path("scenarios/rubric.json");
    char *styles = load_path("scenarios/styles.json");

    unsigned stride = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 19;

    sp_mem_init();
    if (CHECK(load_set_from(scenario, rubric, styles, &small))) {
        test_rubric();
        test_styles();
        CHECK(spoil(small.rubric_text, read_rubric, stride) > 2000 / stride);
        CHECK(spoil(small.styles_text, read_styles, stride) > 2000 / stride);
        sp_rubric_free(NULL);
        sp_styles_free(NULL);
        sp_scenario_free(NULL);
    }
    set_finish(&small);
    sp_free(scenario);
    sp_free(rubric);
    sp_free(styles);
    return test_end();
}
