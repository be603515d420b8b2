/* test_items.c: how questions did; statistics beside numbers worked out elsewhere. */
#include "store/decide.h"
#include "store/items.h"
#include "test_board_scene.h"

#include <math.h>

static struct test_files files;

#define NEAR(got, want) CHECK(fabs((got) - (want)) < 5e-5)

static void
test_kappa(void)
{
    /* Expected: sklearn's cohen_kappa_score, statsmodels' cohens_kappa (interval). */
    static const struct sp_pairs levels = {
        4, {{11, 3, 1, 0}, {2, 9, 4, 1}, {0, 3, 14, 2}, {1, 0, 2, 8}}};
    static const struct sp_pairs pass = {2, {{20, 5}, {10, 15}}};
    static const struct sp_pairs same = {4, {{0}, {0, 7}}};
    static const struct sp_pairs none = {.k = 4};
    struct sp_kappa k;

    sp_kappa_of(&pass, false, &k);
    CHECK_INT(k.n, 50);
    NEAR(k.kappa, 0.4); /* by hand: (0.7 - 0.5) / (1 - 0.5) */
    NEAR(k.low, 0.15109);
    NEAR(k.high, 0.64891);
    NEAR(k.same, 0.7);
    sp_kappa_of(&levels, true, &k);
    CHECK_INT(k.n, 61);
    NEAR(k.kappa, 0.75053);
    NEAR(k.low, 0.59113);
    NEAR(k.high, 0.90992);
    sp_kappa_of(&same, true, &k);
    CHECK(!k.defined && k.n == 7 && k.same == 1);
    sp_kappa_of(&none, false, &k);
    CHECK(!k.defined && k.n == 0);
}

static void
test_shares_and_medians(void)
{
    int64_t odd[] = {9, 1, 5}, even[] = {4, 1, 9, 8},
            huge[] = {INT64_MAX, INT64_MAX - 2};
    double low, high;

    sp_share_interval(8, 10, &low, &high);
    NEAR(low, 0.49016);
    NEAR(high, 0.94331);
    sp_share_interval(0, 5, &low, &high);
    CHECK(low == 0);
    NEAR(high, 0.43448);
    sp_share_interval(0, 0, &low, &high);
    CHECK(low == 0 && high == 1);
    CHECK_INT(sp_median(odd, 3), 5);
    CHECK_INT(sp_median(even, 4), 6);
    CHECK(sp_median(huge, 2) == INT64_MAX - 1);
    CHECK_INT(sp_median(NULL, 0), 0);
}

static const struct sp_item_check *
check_named(const struct sp_items *items, const char *check)
{
    for (size_t i = 0; i < items->checks; i++) {
        if (strcmp(items->check[i].check, check) == 0)
            return &items->check[i];
    }
    return NULL;
}

/* Counted once more from the stories, plainly. */
static unsigned
earned_plainly(const struct sp_stories *stories, const char *check)
{
    unsigned earned = 0;

    for (size_t i = 0; i < stories->count; i++) {
        const struct sp_story *story = &stories->item[i];

        for (unsigned c = 0; story->row.attempt == 1 && c < story->calls; c++) {
            for (unsigned k = 0; k < story->call[c].checks; k++)
                earned += strcmp(story->call[c].check[k].id, check) == 0 &&
                          story->call[c].check[k].earned;
        }
    }
    return earned;
}

static void
test_items_of_first_attempts(void)
{
    static const char *const bases[] = {"AAAAAAAA", "BBBBBBBB", "CCCCCCCC"};
    struct scene scene;
    struct sp_sitting_row row;
    struct sp_stories stories = {0};
    struct sp_items items;
    struct sp_diags diags = {0};
    struct sp_rubric *rubric = sp_rubric_read(files.text[SP_PART_RUBRIC],
                                              files.bytes[SP_PART_RUBRIC].size, &diags);
    struct sp_styles *styles = sp_styles_read(
        files.text[SP_PART_STYLES], files.bytes[SP_PART_STYLES].size, rubric, &diags);
    struct sp_scenario *scenario =
        sp_scenario_read(files.text[SP_PART_SCENARIO],
                         files.bytes[SP_PART_SCENARIO].size, rubric, styles, &diags);
    const struct sp_rating rating = {0, "clarify", 1};
    const struct sp_remark remark = {"Zoe", "x", &rating, 1, true, true};
    const struct sp_rating again = {0, "clarify", 3};
    const struct sp_remark better = {"Zoe", "x", &again, 1, true, false};
    char person[SP_ID_SIZE];
    unsigned never = 0, said = 0, picked = 0;

    scene_make(&scene, &files);
    for (unsigned i = 0; i < 3; i++) {
        scene_person(&scene, bases[i], bases[i], "east", bases[i], person);
        scene_sit(&scene, bases[i], 1, 100, i, &row);
    }
    CHECK(sp_sitting_remark(scene.store, row.id, &remark, 1, NULL));
    CHECK(sp_sitting_remark(scene.store, row.id, &better, 2, NULL));
    scene_sit(&scene, bases[0], 2, 100, 1, &row); /* counts for nothing but sittings */
    CHECK(sp_stories_load(scene.store, scene.exam.id, NULL, &stories, NULL));
    sp_items_make(&stories, &scenario, 1, SP_EN, &items);
    CHECK_INT(items.sittings, 4);
    CHECK_INT(items.first, 3);
    CHECK_INT((int)items.scenarios, 1);
    CHECK_INT(items.scenario[0].calls, 6);
    CHECK_INT(items.scenario[0].done, 6);
    /* In the rubric's order, each once. */
    CHECK_STR(items.check[0].check, rubric->competency[0].level[0].id);
    for (unsigned i = 0; i < rubric->competencies; i++) {
        const char *id = rubric->competency[i].level[0].id;
        const struct sp_item_check *check = check_named(&items, id);

        CHECK(check && check->judged <= 6 && check->earned <= check->judged);
        CHECK_INT(check ? check->earned : 0, earned_plainly(&stories, id));
    }
    for (size_t i = 0; i < items.picks; i++) {
        const struct sp_item_pick *pick = &items.pick[i];

        never += pick->picked == 0;
        picked += pick->picked;
        CHECK(pick->seen > 0 && pick->words[0] != '\0');
        if (i > 0 && strcmp(pick[-1].node, pick->node) == 0)
            CHECK(strcmp(pick[-1].reply, pick->reply) != 0 &&
                  pick[-1].picked >= pick->picked);
    }
    CHECK(never > 0); /* options that nobody takes are listed too */
    for (size_t i = 0; i < stories.count; i++) {
        for (unsigned c = 0; stories.item[i].row.attempt == 1 && c < 2; c++)
            said += stories.item[i].call[c].lines;
    }
    CHECK_INT(picked, said);
    CHECK_INT(items.scenario[0].lines, said);
    /* An assessor's later word replaces the earlier. */
    CHECK_INT(items.agreements, 2);
    CHECK_STR(items.agreement[0].competency, "clarify");
    CHECK_INT(items.agreement[1].kappa.n, 1);
    CHECK_INT(items.pass.n, 1);
    CHECK(items.pass.same == 1); /* the machine said fail, and so did the assessor */
    sp_items_finish(&items);
    sp_stories_finish(&stories);
    sp_scenario_free(scenario);
    sp_styles_free(styles);
    sp_rubric_free(rubric);
    sp_diags_finish(&diags);
    scene_finish(&scene);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_kappa();
    test_shares_and_medians();
    test_items_of_first_attempts();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
