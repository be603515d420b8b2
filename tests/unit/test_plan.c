/* test_plan.c: plans as read, with the place of every mistake, and as played. */
#include "test.h"

#include "core/plan.h"
#include "load.h"

static struct set small;

/* Findings as "LINE:COLUMN CODE|argument|…", parted by "; ". */
static void
describe(const struct sp_diags *diags, struct sp_str *out)
{
    for (size_t i = 0; i < diags->count; i++) {
        const struct sp_diag *diag = &diags->items[i];

        sp_str_addf(out, "%s%u:%u %s", i ? "; " : "", diag->line, diag->column,
                    diag->code);
        for (int a = 0; a < SP_DIAG_ARGS && diag->args[a]; a++)
            sp_str_addf(out, "|%s", diag->args[a]);
    }
}

static void
test_mistakes(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "1:1 E073"},
        {"# nothing\n\n", "1:1 E073"},
        {"pick why\n", "1:1 E073"},
        {"case a\nclimb x\n", "2:1 E070|climb"},
        {"case a\n  pick\n", "2:3 E071|pick"},
        {"case a\npick why now\n", "2:1 E071|pick"},
        {"case\n", "1:1 E071|case"},
        {"case a\nseed seven\n", "2:6 E072|seven"},
        {"case a\nseed 18446744073709551616\n", "2:6 E072|18446744073709551616"},
        {"case a\nseed 7 stile actor\n", "2:8 E070|stile"},
        {"case a\nseed 7 style\n", "2:8 E071|style"},
        {"case a\nlevel clarify\n", "2:1 E071|level"},
        {"case a\nknows it\nclimb\n", "2:1 E071|knows; 3:1 E070|climb"},
        {"case 一个\nseed 七 stile x\n", "2:6 E072|七; 2:8 E070|stile"},
        {"case a\npick \xff\n", "1:1 E074"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_diags diags = {0};
        struct sp_str got = {0};

        CHECK(!sp_plan_read(cases[i].text, strlen(cases[i].text), &diags));
        describe(&diags, &got);
        if (!CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in plan \"%s\"\n", cases[i].text);
        sp_str_finish(&got);
        sp_diags_finish(&diags);
    }
    struct sp_diags diags = {0};
    CHECK(!sp_plan_read("case a\0", 7, &diags));
    CHECK_STR(diags.items[0].code, "E074");
    sp_diags_finish(&diags);
}

static void
test_reading(void)
{
    static const char text[] = "# remark\r\n"
                               "case the model  call \r\n"
                               "\tseed 18446744073709551615 motive jams style actor\r\n"
                               "at opening # here\n"
                               "case second";
    struct sp_diags diags = {0};
    struct sp_plan *plan = sp_plan_read(text, sizeof text - 1, &diags);

    if (!CHECK(plan))
        return;
    CHECK_INT(plan->count, 2);
    CHECK_STR(plan->cases[0].title, "the model  call");
    CHECK_INT(plan->cases[0].line, 2);
    CHECK(plan->cases[0].seed == UINT64_MAX);
    CHECK_STR(plan->cases[0].style, "actor");
    CHECK_STR(plan->cases[0].motive, "jams");
    CHECK_INT(plan->cases[0].line_count, 1);
    CHECK_STR(plan->cases[0].lines[0].word[1], "opening");
    CHECK_INT(plan->cases[0].lines[0].words, 2);
    CHECK_STR(plan->cases[1].title, "second");
    CHECK_INT(plan->cases[1].line_count, 0);
    sp_plan_free(plan);
    sp_plan_free(NULL);
}

static void
test_playing(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"case good\nseed 1 style actor motive jams\nat opening\npick why\nknows\n"
         "voiced quick\npick back-quick\npick if\npick trial\nresolved\nlevel clarify "
         "3\n"
         "pick tray-quick\npick step\nend deal pass\ntotal 81\n",
         ""},
        {"case a\nstyle actress motive jams\n", "1:1 E087|actress|jams"},
        {"case a\nstyle actor\nmotive jamz\n", "1:1 E087|actor|jamz"},
        {"case a\nstyle actor motive jams\nat voice\nknows\nresolved\nvoiced quick\n",
         "3:4 E080|voice|opening; 4:1 E083|knows; 5:1 E083|resolved; "
         "6:1 E083|voiced|quick"},
        {"case a\nstyle actor motive jams\npick why\nvoiced cheap\nvoiced nothing\n",
         "4:1 E083|voiced|cheap; 5:1 E083|voiced|nothing"},
        /* what follows a pick that cannot be made is not reported */
        {"case a\nstyle actor motive jams\npick why\npick back-quick\npick back-quick\n"
         "at nowhere\n",
         NULL},
        {"case a\nstyle actor motive jams\nlevel clarify 2\nlevel clarity 1\n"
         "level clarify x\ntotal 14\ntotal -1\nend deal pass\n",
         "3:15 E084|2|0; 4:7 E085|clarity; 5:15 E072|x; 6:7 E084|14|0; 7:7 E072|-1; "
         "8:5 E086|deal|opening"},
        {"case a\nstyle actor motive jams\npick why\npick trial\npick step\n"
         "end deal pass\nend time pass\nend later pass\npick step\nknows\n",
         "6:10 E084|pass|fail; 7:5 E086|time|deal; 8:5 E086|later|deal; "
         "9:6 E082|step|deal"},
        {"case a\nstyle actor motive jams\npick why\npick trial\npick step\n"
         "end deal passed\n",
         "6:10 E070|passed"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_diags diags = {0};
        struct sp_str got = {0};
        struct sp_plan *plan =
            sp_plan_read(cases[i].text, strlen(cases[i].text), &diags);

        if (!CHECK(plan))
            continue;
        sp_session_free(sp_plan_run(&plan->cases[0], small.scenario, &diags));
        describe(&diags, &got);
        if (cases[i].want && !CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in plan \"%s\"\n", cases[i].text);
        if (!cases[i].want)
            CHECK(strncmp(sp_str_text(&got), "5:6 E081|back-quick|", 20) == 0 &&
                  diags.count == 1);
        sp_str_finish(&got);
        sp_diags_finish(&diags);
        sp_plan_free(plan);
    }
}

int
main(void)
{
    sp_mem_init();
    test_mistakes();
    test_reading();
    if (CHECK(load_small(&small)))
        test_playing();
    set_finish(&small);
    return test_end();
}
