/* generate_set.c: a generated scenario with its rubric and styles, read. */
#include "test.h"

#include "generate.h"
#include "load.h"

/* Only the number of different times(…) and before(…) may be too much. */
static bool
acceptable(const struct sp_diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        if (diags->items[i].severity == SP_ERROR &&
            !CHECK_STR(diags->items[i].code, "E045")) {
            print_findings("generated", diags);
            return false;
        }
    }
    return true;
}

bool
generate_set(struct generator *g, struct set *set)
{
    struct sp_str scenario = {0}, rubric = {0}, styles = {0};
    struct sp_diags diags = {0};

    generate_rubric(g, &rubric);
    generate_styles(g, &styles);
    generate_scenario(g, &scenario);
    *set = (struct set){.scenario_text = scenario.text,
                        .rubric_text = rubric.text,
                        .styles_text = styles.text};
    set->rubric = sp_rubric_read(rubric.text, rubric.size, &diags);
    if (set->rubric)
        set->styles = sp_styles_read(styles.text, styles.size, set->rubric, &diags);
    if (set->styles)
        set->scenario = sp_scenario_read(scenario.text, scenario.size, set->rubric,
                                         set->styles, &diags);
    if (!acceptable(&diags))
        fprintf(stderr, "%s%s%s", rubric.text, styles.text, scenario.text);
    sp_diags_finish(&diags);
    return set->scenario;
}
