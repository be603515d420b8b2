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
        {"case a\nclimb x\n", "2:1 E070|climb|"},
        {"case a\n  pick\n", "2:3 E071|pick"},
        {"case a\npick why now\n", "2:1 E071|pick"},
        {"case\n", "1:1 E071|case"},
        {"case a\nseed seven\n", "2:6 E072|seven"},
        {"case a\nseed 18446744073709551616\n", "2:6 E072|18446744073709551616"},
        {"case a\nseed 7 stile actor\n", "2:8 E070|stile|style"},
        {"case a\nseed 7 style\n", "2:8 E071|style"},
        {"case a\nlevel clarify\n", "2:1 E071|level"},
        {"case a\nknows it\nclimb\n", "2:1 E071|knows; 3:1 E070|climb|"},
        {"case 一个\nseed 七 stile x\n", "2:6 E072|七; 2:8 E070|stile|style"},
        {"case a\npick \xff\n", "1:1 E074"},
        {"case a\nlevel clarify x\n", "2:15 E072|x"},
        {"case a\ntotal -1\n", "2:7 E072|-1"},
        {"case a\ntotal >= 65 or so\n", "2:1 E071|total"},
        {"case a\nturn >=\n", "2:6 E072|>="},
        {"case a\nend deal passed\n", "2:10 E070|passed|pass"},
        {"case a\npcik why\nknow\n", "2:1 E070|pcik|pick; 3:1 E070|know|knows"},
        {"case a\nnot pick why\n", "2:1 E070|not"},
        {"case a\nshow me\nnot show\n", "2:1 E071|show; 3:1 E070|not"},
        {"case a\nnot klows\n", "2:5 E070|klows|knows"},
        {"case a\nnot voiced\n", "2:5 E071|voiced"},
        {"case a\nsays # nothing\n", "2:1 E071|says"},
        {"case a\ncheck E3 not\n", "2:7 E070|E3|"},
        {"case a\ndid a b c d e f g h\n", "2:1 E071|did"},
        {"case a\nbroken\nopen a b\n", "2:1 E071|broken; 3:1 E071|open"},
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

/* Reads, checks and plays all cases of a plan; what it says. */
static void
play(const char *text, struct sp_str *got)
{
    struct sp_diags diags = {0};
    struct sp_plan *plan = sp_plan_read(text, strlen(text), &diags);

    if (plan)
        sp_plan_check(plan, small.scenario, &diags);
    for (unsigned i = 0; plan && i < plan->count; i++)
        sp_session_free(sp_plan_run(&plan->cases[i], small.scenario, &diags));
    describe(&diags, got);
    sp_diags_finish(&diags);
    sp_plan_free(plan);
}

struct row {
    const char *text, *want;
};

static void
play_rows(const struct row *rows, size_t count, const char *before)
{
    for (size_t i = 0; i < count; i++) {
        struct sp_str text = {0}, got = {0};

        sp_str_addf(&text, "%s%s", before, rows[i].text);
        play(text.text, &got);
        if (!CHECK_STR(sp_str_text(&got), rows[i].want))
            fprintf(stderr, "  in plan \"%s\"\n", text.text);
        sp_str_finish(&text);
        sp_str_finish(&got);
    }
}

#define PLAY_ROWS(rows, before) play_rows(rows, sizeof rows / sizeof *rows, before)

static void
test_playing(void)
{
    static const struct row rows[] = {
        {"at opening\npick why\nknows\n"
         "voiced quick\npick back-quick\npick if\npick trial\nresolved\nlevel clarify "
         "3\n"
         "pick tray-quick\npick step\nend deal pass\ntotal 81\n",
         ""},
        {"at voice\nknows\nresolved\nvoiced quick\n",
         "3:4 E080|voice|opening; 4:1 E083|knows; 5:1 E083|resolved; "
         "6:1 E083|voiced|quick"},
        {"pick why\nvoiced cheap\n", "4:1 E083|voiced|cheap"},
        {"level clarify 2\ntotal 14\nend deal pass\n",
         "3:15 E084|2|0; 4:7 E084|14|0; 5:5 E086|deal|opening"},
        {"pick why\npick trial\npick step\n"
         "end deal pass\nend time pass\nend later pass\npick step\nknows\n",
         "6:10 E084|pass|fail; 7:5 E086|time|deal; 8:5 E086|later|deal; "
         "9:6 E082|step|deal"},
    };

    PLAY_ROWS(rows, "case a\nseed 1 style actor motive jams\n");
}

/* What follows a pick that cannot be made is not reported. */
static void
test_not_open(void)
{
    struct sp_str got = {0};

    play("case a\nstyle actor motive jams\npick why\npick back-quick\npick back-quick\n"
         "at opening\n",
         &got);
    CHECK(strncmp(sp_str_text(&got), "5:6 E081|back-quick|", 20) == 0 &&
          !strstr(sp_str_text(&got), ";"));
    sp_str_finish(&got);
}

static void
test_names(void)
{
    static const struct row rows[] = {
        {"style actress\n", "2:7 E087|style|actress|"},
        {"style actor\nmotive jamz\nat opening\n", "3:8 E087|motive|jamz|jams"},
        {"at voise\npick y\nopen wyh\nclosed lesae\nvoiced quik\nfact aksed\n"
         "mood angry\ndid clarfy heard\ncheck C9\ncritical nome\nend dael pass\n"
         "level clarity 2\ntrst 3\n",
         "2:4 E088|node|voise|voice; 3:6 E088|reply|y|; 4:6 E088|reply|wyh|; "
         "5:8 E088|reply|lesae|lease; 6:8 E088|need|quik|quick; "
         "7:6 E088|fact|aksed|asked; 8:6 E088|mood|angry|; "
         "9:5 E088|move|clarfy|clarify; 10:7 E088|check|C9|C1; "
         "11:10 E088|critical|nome|none; 12:5 E088|ending|dael|deal; "
         "13:7 E085|clarity|clarify; 14:1 E070|trst|trust"},
    };

    PLAY_ROWS(rows, "case a\n");
}

static void
test_expectations(void)
{
    static const struct row rows[] = {
        {"says 太贵了\nsays too dear\nsays \"printer is\"\nnot says cheap\n", ""},
        {"says cheap\nsays 便宜\nnot says dear\n",
         "3:6 E091|cheap|This printer is too dear.; "
         "4:6 E091|便宜|这台打印机太贵了。; 5:1 E096|says dear"},
        {"not knows\nnot resolved\nnot voiced quick\nnot fact asked\npick price\n"
         "fact asked\nclosed price\nnot fact asked\nnot knows\n",
         "10:1 E096|fact asked"},
        {"fact asked\n", "3:1 E099|asked"},
        {"trust 2\ntrust = 2\npatience >= 4\npatience >=4\npatience < 5\n", ""},
        {"patience>=4\n", "3:1 E070|patience>=4|"},
        {"trust 3\ntrust = 4\ntrust >= 3\ntrust <2\ntrust > 2\ntrust <= 1\n",
         "3:7 E089|trust|3|2; 4:7 E089|trust|= 4|2; 5:7 E089|trust|>= 3|2; "
         "6:7 E089|trust|<2|2; 7:7 E089|trust|> 2|2; 8:7 E089|trust|<= 1|2"},
        {"mood calm\nturn 0\npick feel\nturn 1\nturn < 1\nmood annoyed\n",
         "7:6 E089|turn|< 1|1; 8:6 E089|mood|annoyed|pleased"},
        {"did clarify\npick why\ndid clarify\nnot did heard\npick back-quick\n"
         "did empathise clarify heard\ndid close:step\nnot did heard\n",
         "3:5 E094|clarify|; 9:5 E094|close:step|clarify empathise heard; "
         "10:1 E096|did heard"},
        {"check not C1\ncritical none\npick why\ncheck C1\ncheck C2\ncheck not C1\n"
         "check C3\ncritical X1\n",
         "8:1 E096|check C1; 9:7 E095|C3; 10:10 E098|X1|none"},
        {"total >= 0\ntotal >= 65\nlevel clarify >= 2\n",
         "4:7 E084|>= 65|0; 5:15 E084|>= 2|0"},
    };

    PLAY_ROWS(rows, "case a\nseed 1 style actor motive jams\n");
}

static void
test_open(void)
{
    struct sp_str got = {0};

    play("case a\nseed 1 style actor motive jams\nopen why\nclosed bye\nclosed step\n"
         "open bye\nclosed why\npick why\npick trial\npick step\nopen step\n",
         &got);
    CHECK(strncmp(sp_str_text(&got), "6:6 E092|bye|", 13) == 0);
    CHECK(strstr(sp_str_text(&got), "; 7:8 E093|why; 11:6 E092|step|"));
    sp_str_finish(&got);
}

static void
test_broken(void)
{
    static const struct row rows[] = {
        {"broken she should be told\nknows\n", ""},
        {"broken she should be told\npick nothing-here\n", ""},
        {"broken it was mended  \npick why\nknows\n", "3:1 E097|a|it was mended"},
    };

    PLAY_ROWS(rows, "case a\nseed 1 style actor motive jams\n");
}

static void
test_coverage(void)
{
    static const char text[] = "case a\nseed 1 style actor motive jams\npick why\n"
                               "pick trial\npick step\n";
    static const unsigned want[SP_COVER_PARTS][2] = {
        [SP_COVER_NODES] = {4, 4},   [SP_COVER_REPLIES] = {3, 14},
        [SP_COVER_MOTIVES] = {1, 2}, [SP_COVER_STYLES] = {1, 4},
        [SP_COVER_PAIRS] = {1, 8},   [SP_COVER_ENDINGS] = {1, 5}};
    struct sp_diags diags = {0};
    struct sp_plan *plan = sp_plan_read(text, sizeof text - 1, &diags);
    struct sp_plan_cover *cover = sp_plan_cover_new(small.scenario);
    struct sp_plan_watch watch = {.cover = cover};
    struct sp_str got = {0};
    unsigned all;
    bool stopped;

    sp_session_free(
        sp_plan_play(&plan->cases[0], small.scenario, &watch, &diags, &stopped));
    for (unsigned i = 0; i < SP_COVER_PARTS; i++) {
        CHECK_INT(sp_plan_cover_count(cover, (enum sp_plan_part)i, &all), want[i][0]);
        CHECK_INT(all, want[i][1]);
    }
    sp_plan_cover_report(cover, small.scenario_text, small.scenario_size, &diags);
    CHECK_STR(diags.items[0].code, "W161");
    CHECK_STR(diags.items[0].pointer, "/nodes/opening/replies/0/id");
    CHECK_INT((int)diags.warnings, 11 + 1 + 4);
    sp_plan_cover_styles(cover, small.styles_text, small.styles_size, &diags);
    describe(&diags, &got);
    CHECK(strstr(sp_str_text(&got), " W162|budget;"));
    CHECK(strstr(sp_str_text(&got), " W163|results;"));
    sp_str_finish(&got);
    sp_plan_cover_free(cover);
    sp_plan_free(plan);
    sp_diags_finish(&diags);
}

static void
test_all_played(void)
{
    test_playing();
    test_not_open();
    test_names();
    test_expectations();
    test_open();
    test_broken();
    test_coverage();
}

int
main(void)
{
    sp_mem_init();
    test_mistakes();
    test_reading();
    if (CHECK(load_small(&small)))
        test_all_played();
    set_finish(&small);
    return test_end();
}
