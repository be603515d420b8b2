/* test_rubric.c: the shipped rubric and styles as read, and that no others break them.
 * usage: test_rubric [STRIDE], 1 to spoil everything in turn */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "core/str.h"
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

/* What the file allows, what it allows when it says nothing, and where it says too
 * much.
 */
static void
test_fairness(void)
{
    static const char *const bad[] = {"{\"naive\": 0}",    "{\"method\": 1.5}",
                                      "{\"spread\": 101}", "{\"unearned\": -1}",
                                      "{\"rivals\": 1}",   "[50, 20]"};
    const struct sp_fairness *f = &small.rubric->fairness;
    const char *at = strstr(small.rubric_text, "\"fairness\": ");

    CHECK(f->naive == 50 && f->method == 20 && f->spread == 0 && f->unearned == 0);
    if (!CHECK(at))
        return;
    for (unsigned i = 0; i <= sizeof bad / sizeof *bad; i++) {
        const char *end = strchr(at, '}') + 1;
        struct sp_str text = {0};
        struct sp_diags diags = {0};

        sp_str_add_n(&text, small.rubric_text, (size_t)(at - small.rubric_text));
        sp_str_addf(&text, "\"fairness\": %s%s",
                    i < sizeof bad / sizeof *bad ? bad[i]
                                                 : "{\"method\": 3, \"spread\": 7}",
                    end);
        struct sp_rubric *r = sp_rubric_read(text.text, text.size, &diags);

        CHECK((r != NULL) == (i == sizeof bad / sizeof *bad));
        CHECK_INT((long long)diags.errors, i < sizeof bad / sizeof *bad);
        if (r)
            CHECK(r->fairness.naive == 50 && r->fairness.method == 3 &&
                  r->fairness.spread == 7);
        sp_rubric_free(r);
        sp_diags_finish(&diags);
        sp_str_finish(&text);
    }
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
        test_fairness();
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
