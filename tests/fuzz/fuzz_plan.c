/* fuzz_plan.c: any bytes are a plan that can be checked and played, or are refused. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/plan.h"

#define CASES_MOST 40 /* played of one plan: more tell nothing new */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static char rubric_text[1 << 16], styles_text[1 << 16], scenario_text[1 << 16];
static struct sp_scenario *scenario;

static size_t
load(const char *name, char *text, size_t room)
{
    char path[1000];
    FILE *file;
    size_t size;

    snprintf(path, sizeof path, "%s/tests/data/frozen/%s", SP_SOURCE, name);
    file = fopen(path, "rb");
    assert(file);
    size = fread(text, 1, room, file);
    assert(size > 0 && size < room);
    fclose(file);
    return size;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct sp_diags diags = {0};
    struct sp_rubric *rubric = sp_rubric_read(
        rubric_text, load("rubric.json", rubric_text, sizeof rubric_text), &diags);
    struct sp_styles *styles = sp_styles_read(
        styles_text, load("styles.json", styles_text, sizeof styles_text), rubric,
        &diags);

    (void)argc;
    (void)argv;
    scenario = sp_scenario_read(
        scenario_text, load("small-call.json", scenario_text, sizeof scenario_text),
        rubric, styles, &diags);
    assert(scenario);
    return 0;
}

static void
failed(void *data, const struct sp_diag *diag, const struct sp_session *session)
{
    const struct sp_plan_case *c = data;

    assert(diag->line >= c->line && diag->column >= 1 && session);
}

static void
instead(void *data, const struct sp_plan_line *line, unsigned first, unsigned last,
        const char *text)
{
    const struct sp_plan_case *c = data;

    assert(!c->broken && !line->bad && first <= last && last <= line->words);
    assert(first < line->words && (!text || !strpbrk(text, "\r\n")));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_plan *plan = sp_plan_read((const char *)data, size, &diags);
    struct sp_plan_cover *cover = sp_plan_cover_new(scenario);
    unsigned all;

    assert((plan == NULL) == (diags.errors > 0));
    for (size_t i = 0; i < diags.count; i++)
        assert(diags.items[i].line >= 1 && diags.items[i].column >= 1);
    if (plan)
        sp_plan_check(plan, scenario, &diags);
    for (unsigned i = 0; plan && i < plan->count && i < CASES_MOST; i++) {
        struct sp_plan_case *c = &plan->cases[i];
        struct sp_plan_watch watch = {
            .data = c, .failed = failed, .instead = instead, .cover = cover};
        size_t errors = diags.errors;
        bool stopped;
        struct sp_session *session =
            sp_plan_play(c, scenario, &watch, &diags, &stopped);

        assert(c->title && c->line >= 1 && (session || c->bad));
        assert(!c->broken || diags.errors <= errors + 1);
        sp_session_free(session);
    }
    for (unsigned i = 0; i < SP_COVER_PARTS; i++)
        assert(sp_plan_cover_count(cover, (enum sp_plan_part)i, &all) <= all);
    sp_plan_cover_free(cover);
    sp_plan_free(plan);
    sp_diags_finish(&diags);
    return 0;
}
