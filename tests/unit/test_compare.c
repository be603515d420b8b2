/* test_compare.c: one call under two versions of a scenario. */
#include "test.h"

#include "core/compare.h"
#include "core/mem.h"
#include "load.h"

static struct set old_set, new_set;

/* The text with every `from` made `to`; the caller frees it. */
static char *
edited(const char *text, const char *from, const char *to)
{
    struct sp_str out = {0};
    const char *at;

    while (from && (at = strstr(text, from))) {
        sp_str_add_n(&out, text, (size_t)(at - text));
        sp_str_add(&out, to);
        text = at + strlen(from);
    }
    sp_str_add(&out, text);
    return sp_str_take(&out);
}

/* Makes new_set from old_set; each edit may be NULL. */
static void
edit(const char *from, const char *to, const char *rubric_from, const char *rubric_to)
{
    char *scenario = edited(old_set.scenario_text, from, to);
    char *rubric = edited(old_set.rubric_text, rubric_from, rubric_to);
    struct sp_diags diags = {0};

    set_finish(&new_set);
    new_set = (struct set){.scenario_text = scenario, .rubric_text = rubric};
    CHECK(!from || strcmp(scenario, old_set.scenario_text) != 0);
    CHECK(!rubric_from || strcmp(rubric, old_set.rubric_text) != 0);
    new_set.rubric = sp_rubric_read(rubric, strlen(rubric), &diags);
    new_set.styles = sp_styles_read(old_set.styles_text, old_set.styles_size,
                                    new_set.rubric, &diags);
    new_set.scenario = sp_scenario_read(scenario, strlen(scenario), new_set.rubric,
                                        new_set.styles, &diags);
    print_findings("edited", &diags);
    CHECK(new_set.scenario != NULL);
    sp_diags_finish(&diags);
}

static const char *const good[] = {"why",   "back-quick", "if",  "trial",
                                   "check", "tray-quick", "step"};

static struct sp_comparison
compare_as(const char *motive, const char *const *pick, unsigned picks)
{
    const struct sp_compare_ask ask = {.old = old_set.scenario,
                                       .now = new_set.scenario,
                                       .seed = 1,
                                       .style = "actor",
                                       .motive = motive,
                                       .pick = pick,
                                       .picks = picks};
    struct sp_comparison out;

    sp_compare(&ask, &out);
    return out;
}

static struct sp_comparison
compare(void)
{
    return compare_as("jams", good, sizeof good / sizeof *good);
}

static void
test_nothing(void)
{
    static const char why[] = "{\"id\": \"why\", \"moves\": [\"clarify\"], \"zh\": "
                              "\"您最担心的是哪一点呢？\"";
    static const char first[] = "\"replies\": [\n        {\"id\": \"back-quick\"";

    edit(NULL, NULL, NULL, NULL);
    struct sp_comparison c = compare();
    CHECK_INT(c.change, SP_CHANGE_NONE);
    CHECK_INT(c.old.said, 7);
    CHECK_INT(c.old.leave, SP_STAYS);
    CHECK_STR(c.old.ending, c.now.ending);
    CHECK_STR(c.now.motive, "jams");

    /* Another reply stands first: ids, not places, say which was meant. */
    edit(first,
         "\"replies\": [\n {\"id\": \"new\", \"moves\": [\"dismiss\"], \"zh\": "
         "\"一。\", "
         "\"en\": \"One.\", \"to\": \"voice\"}, {\"id\": \"back-quick\"",
         NULL, NULL);
    CHECK_INT(compare().change, SP_CHANGE_NONE);

    /* Other words are no other call. */
    edit(why, "{\"id\": \"why\", \"moves\": [\"clarify\"], \"zh\": \"您担心什么呢？\"",
         NULL, NULL);
    CHECK_INT(compare().change, SP_CHANGE_NONE);
}

static void
test_lost(void)
{
    edit("\"id\": \"back-quick\"", "\"id\": \"back-quik\"", NULL, NULL);
    struct sp_comparison c = compare();
    CHECK_INT(c.change, SP_CHANGE_STOP);
    CHECK_INT(c.old.leave, SP_STAYS);
    CHECK_INT(c.now.leave, SP_REPLY_GONE);
    CHECK_INT(c.now.said, 1);
    CHECK_STR(c.now.left_node, "voice");
    CHECK_STR(c.now.left_reply, "back-quick");
    CHECK(c.now.same_words);
    CHECK_STR(c.now.nearest->id, "back-quik");

    /* Far from the old name: found by its words. */
    edit("\"id\": \"back-quick\"", "\"id\": \"mirror\"", NULL, NULL);
    c = compare();
    CHECK_STR(c.now.nearest->id, "mirror");
    CHECK(c.now.same_words);

    edit("\"id\": \"if\",", "\"id\": \"if\", \"when\": \"resolved\",", NULL, NULL);
    c = compare();
    CHECK_INT(c.change, SP_CHANGE_STOP);
    CHECK_INT(c.now.leave, SP_REPLY_CLOSED);
    CHECK_INT(c.now.said, 2);

    /* The remedy is another one now, so that the call stays at the node before. */
    edit("\"resolvedBy\": [\"trial\"]", "\"resolvedBy\": [\"lease\"]", NULL, NULL);
    c = compare();
    CHECK_INT(c.change, SP_CHANGE_STOP);
    CHECK_INT(c.now.leave, SP_ELSEWHERE);
    CHECK_STR(c.now.left_node, "voice");
    CHECK_INT(c.parting.by, SP_BY_DID);
    CHECK_INT(c.parting.line, 4);
    CHECK_STR(c.parting.reply->id, "trial");
}

static void
test_customer(void)
{
    edit("\"budget\": {", "\"money\": {", NULL, NULL);
    struct sp_comparison c = compare_as("budget", good, 1);
    CHECK_INT(c.change, SP_CHANGE_STOP);
    CHECK_INT(c.now.leave, SP_NO_CUSTOMER);
    CHECK(!c.now.motive);
    CHECK_INT(c.now.said, 0);
    CHECK_INT(compare().change, SP_CHANGE_NONE);
}

static void
test_found(void)
{
    static const char *const way[] = {"why", "new"};

    edit("\"id\": \"if\"", "\"id\": \"new\"", NULL, NULL);
    struct sp_comparison c = compare_as("jams", way, 2);
    CHECK_INT(c.change, SP_CHANGE_FOUND);
    CHECK_INT(c.old.leave, SP_REPLY_GONE);
    c = compare_as("none", way, 2);
    CHECK_INT(c.change, SP_CHANGE_NONE);
    CHECK_INT(c.now.leave, SP_NO_CUSTOMER);
}

static void
test_score(void)
{
    /* A level: what is asked for now never comes. */
    edit("\"moves\": [\"test:if\"]", "\"moves\": [\"feature\"]", NULL, NULL);
    struct sp_comparison c = compare();
    CHECK(c.change == SP_CHANGE_PASS || c.change == SP_CHANGE_LEVEL);
    CHECK(c.levels > 0);
    CHECK_INT(c.parting.by, SP_BY_DID);
    CHECK_INT(c.parting.line, 3);
    CHECK_STR(c.parting.node, "voice");
    bool test = false;
    for (unsigned i = 0; i < c.levels; i++) {
        test = test || (strcmp(c.level[i].competency->id, "test") == 0 &&
                        c.level[i].now < c.level[i].old && c.level[i].check);
    }
    CHECK(test);

    /* Trust comes to less, and the last line leads elsewhere. */
    edit("\"to\": [{\"when\": \"trust >= 3\", \"to\": \"end:deal\"}, {\"to\": "
         "\"end:later\"}]",
         "\"to\": \"end:refused\"", NULL, NULL);
    c = compare();
    CHECK(c.change < SP_CHANGE_WAY);
    CHECK_INT(c.parting.by, SP_BY_TO);
    CHECK_INT(c.parting.line, 7);
    CHECK_STR(c.parting.to_now, "refused");
    CHECK_STR(c.now.ending, "refused");
}

static void
test_way(void)
{
    edit("\"id\": \"if\",", "\"do\": {\"patience\": -1}, \"id\": \"if\",", NULL, NULL);
    struct sp_comparison c = compare();
    CHECK_INT(c.change, SP_CHANGE_WAY);
    CHECK_INT(c.parting.by, SP_BY_METER);
    CHECK_INT(c.parting.line, 3);
    CHECK_STR(c.parting.subject, "patience");
    CHECK_INT(c.parting.value_old - c.parting.value_now, 1);

    edit("\"voices\": [\"quick\"]", "\"voices\": [\"cheap\"]", NULL, NULL);
    c = compare();
    CHECK_INT(c.parting.by, SP_BY_TOLD);
    CHECK_INT(c.parting.line, 1);
    CHECK(c.parting.subject != NULL);

    edit("\"max\": 4, \"start\": 4", "\"max\": 4, \"start\": 3", NULL, NULL);
    c = compare_as("jams", NULL, 0);
    CHECK_INT(c.change, SP_CHANGE_NONE);

    edit("\"start\": \"opening\"", "\"start\": \"voice\"", NULL, NULL);
    c = compare();
    CHECK_INT(c.change, SP_CHANGE_STOP);
    CHECK_INT(c.now.leave, SP_ELSEWHERE);
    CHECK_INT(c.parting.by, SP_BY_TO);
    CHECK_INT(c.parting.line, 0);
}

/* The customer has enough of it before the last pick: that is an end, and judged. */
static void
test_over(void)
{
    edit("\"id\": \"check\",", "\"do\": {\"patience\": -4}, \"id\": \"check\",", NULL,
         NULL);
    struct sp_comparison c = compare();
    CHECK_STR(c.now.ending, "walk");
    CHECK_INT(c.now.said, 5);
    CHECK_INT(c.now.leave, SP_STAYS);
    CHECK(c.change <= SP_CHANGE_LEVEL);
    CHECK(!c.now.score.pass);

    /* And so is time that is up. */
    edit("\"turnLimit\": 9", "\"turnLimit\": 4", NULL, NULL);
    c = compare();
    CHECK_STR(c.now.ending, "time");
    CHECK_INT(c.parting.line, 4);
    CHECK_STR(c.parting.to_old, "offer");
    CHECK_STR(sp_change_name(c.change), c.old.score.pass ? "pass" : "level");
}

static void
test_rubric(void)
{
    edit(NULL, NULL, "\"when\": \"times(clarify) >= 1\"",
         "\"when\": \"times(clarify) >= 3\"");
    struct sp_comparison c = compare();
    CHECK(c.levels == 1);
    CHECK_STR(c.level[0].competency->id, "clarify");
    CHECK_INT(c.level[0].now, 0);
    CHECK_STR(c.level[0].check->id, "C1");
    CHECK_INT(c.parting.by, SP_SAME_WAY);
    CHECK(c.now.score.total < c.old.score.total);
}

int
main(void)
{
    sp_mem_init();
    if (!CHECK(load_small(&old_set)))
        return 1;
    test_nothing();
    test_lost();
    test_customer();
    test_found();
    test_score();
    test_way();
    test_over();
    test_rubric();
    set_finish(&new_set);
    set_finish(&old_set);
    return test_end();
}
