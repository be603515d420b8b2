/* any.c: lints a text as what it says it is, as `sparring lint` does. */
#include "any.h"

#include <string.h>

#include "core/exam.h"
#include "core/lint.h"

void
lint_any(const char *text, size_t size, const struct set *beside,
         struct sp_diags *diags)
{
    sp_lint_begin(text, size, diags);
    if (strstr(text, "\"sparring-rubric")) {
        sp_rubric_free(sp_rubric_lint(text, size, diags));
    } else if (strstr(text, "\"sparring-exam\"")) {
        sp_exam_free(sp_exam_read(text, size, diags));
    } else if (strstr(text, "\"sparring-styles\"")) {
        sp_styles_free(sp_styles_lint(text, size, beside->rubric, diags));
    } else {
        sp_scenario_free(
            sp_scenario_lint(text, size, beside->rubric, beside->styles, diags));
    }
    sp_lint_end(diags);
}

void
lint_plan(const char *text, size_t size, const struct set *on, const char *code,
          struct sp_diags *diags)
{
    struct sp_plan *plan = sp_plan_read(text, size, diags);
    struct sp_plan_cover *cover = sp_plan_cover_new(on->scenario);
    struct sp_plan_watch watch = {.cover = cover};

    if (plan)
        sp_plan_check(plan, on->scenario, diags);
    for (unsigned i = 0; plan && i < plan->count; i++) {
        bool stopped;

        sp_session_free(
            sp_plan_play(&plan->cases[i], on->scenario, &watch, diags, &stopped));
    }
    if (strncmp(code, "W16", 3) == 0) {
        sp_plan_cover_report(cover, on->scenario_text, on->scenario_size, diags);
        sp_plan_cover_styles(cover, on->styles_text, on->styles_size, diags);
    }
    sp_plan_cover_free(cover);
    sp_plan_free(plan);
}
