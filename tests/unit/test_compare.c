/* test_compare.c: the same lines under two versions of a scenario. */
#include "core/compare.h"
#include "load.h"
#include "test.h"

#include <string.h>

/* The small call with `was` put in place of `is` in its text. */
static bool
changed(struct set *set, const char *was, const char *is)
{
    struct sp_str text = {0};
    struct sp_diags diags = {0};

    if (!CHECK(load_small(set)))
        return false;
    const char *at = strstr(set->scenario_text, was);

    if (!CHECK(at))
        return false;
    sp_str_add_n(&text, set->scenario_text, (size_t)(at - set->scenario_text));
    sp_str_add(&text, is);
    sp_str_add(&text, at + strlen(was));
    sp_scenario_free(set->scenario);
    set->scenario =
        sp_scenario_read(text.text, text.size, set->rubric, set->styles, &diags);
    print_findings("changed", &diags);
    sp_diags_finish(&diags);
    sp_str_finish(&text);
    return CHECK(set->scenario);
}

/* What the first reply of each node comes to, in the old version. */
static unsigned
some_call(const struct sp_scenario *s, const char **picks)
{
    const struct sp_start start = {s, 1, s->styles->style[0].id, s->motives[0].id};
    struct sp_session *session = sp_session_new(&start);
    const struct sp_view *view = sp_session_view(session);
    unsigned count = 0;

    while (view->node && view->open_count > 0) {
        picks[count] = view->open[0]->id;
        sp_session_answer(session, picks[count++]);
    }
    sp_session_free(session);
    return count;
}

static enum sp_change
change_of(const char *was, const char *is, unsigned *first)
{
    struct set old = {0}, new = {0};
    const char *picks[SP_TURNS_MOST];
    struct sp_retold a, b;
    enum sp_change change = SP_CHANGES;

    if (CHECK(load_small(&old)) && changed(&new, was, is)) {
        struct sp_call call = {.seed = 1, .reply = picks};

        call.lines = some_call(old.scenario, picks);
        call.style = old.scenario->styles->style[0].id;
        call.motive = old.scenario->motives[0].id;
        sp_retell(old.scenario, &call, &a);
        sp_retell(new.scenario, &call, &b);
        change = sp_compare(&a, &b);
        *first = sp_first_difference(&a, &b);
        sp_retold_finish(&a);
        sp_retold_finish(&b);
    }
    set_finish(&old);
    set_finish(&new);
    return change;
}

int
main(void)
{
    struct set set = {0};
    unsigned first = 0;
    struct sp_retold gone;

    sp_mem_init();
    CHECK_INT(change_of("A small call", "A little call", &first), SP_CHANGE_NONE);
    CHECK_INT(first, 0);
    CHECK_INT(change_of("\"turnLimit\": 9", "\"turnLimit\": 4", &first),
              SP_CHANGE_STOP);
    CHECK(first > 0);
    if (CHECK(load_small(&set))) {
        struct sp_call nobody = {"actor", "no-such-motive", 1, NULL, 0};
        const char *picks[] = {"no-such-reply"};
        struct sp_call nothing = {set.scenario->styles->style[0].id,
                                  set.scenario->motives[0].id, 1, picks, 1};

        sp_retell(set.scenario, &nobody, &gone);
        CHECK(!gone.session);
        sp_retold_finish(&gone);
        sp_retell(set.scenario, &nothing, &gone);
        CHECK(gone.session && gone.said == 0 && gone.gone && !gone.over);
        CHECK_STR(gone.stopped, "no-such-reply");
        sp_retold_finish(&gone);
    }
    CHECK_STR(sp_change_name(SP_CHANGE_PASS), "pass");
    CHECK(!sp_change_name(SP_CHANGES));
    set_finish(&set);
    return test_end();
}
