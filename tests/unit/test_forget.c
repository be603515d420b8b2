/* test_forget.c: records die when their days are over, and can be taken away. */
#include "store/board.h"
#include "store/decide.h"
#include "store/forget.h"
#include "test_board_scene.h"

#define DAY ((int64_t)86400000)

static struct test_files files;

/* Whether the bytes stand in the file or in what SQLite has not yet put there. */
static bool
is_in_file(struct scene *scene, const char *suffix, const char *needle)
{
    struct sp_str name = {0};
    char *text = NULL;
    size_t size = 0;
    bool found = false;

    sp_str_addf(&name, "%s%s", scene->path, suffix);
    if (sp_os_read(name.text, 1 << 26, &text, &size, NULL)) {
        for (size_t i = 0; i + strlen(needle) <= size && !found; i++)
            found = memcmp(text + i, needle, strlen(needle)) == 0;
    }
    sp_free(text);
    sp_str_finish(&name);
    return found;
}

static bool
is_kept(struct scene *scene, const char *needle)
{
    return is_in_file(scene, "", needle) || is_in_file(scene, "-wal", needle);
}

static void
test_forgetting(void)
{
    struct scene scene;
    struct sp_sitting_row row, later;
    struct sp_forgotten done = {0};
    struct sp_events events = {0};
    struct sp_story story = {0};
    struct sp_attempts attempts = {0};
    const struct sp_filter all = {0};
    char calls[SP_EXAM_ITEMS][SP_ID_SIZE], person[SP_ID_SIZE];
    unsigned count = 0;
    enum sp_chain_fault fault;

    scene_make(&scene, &files);
    scene_person(&scene, "1", "ann", "east", "AAAAAAAA", person);
    scene_sit(&scene, "AAAAAAAA", 1, 100, 0, &row);
    CHECK(sp_sitting_hold(scene.store, row.id, "Zoe", "unmistakable words", 5, NULL));
    /* Practice from a line of the exam has its lines too. */
    CHECK(sp_sitting_calls(scene.store, row.id, calls, &count, NULL));
    struct sp_round *exam = sp_round_resume(scene.store, calls[0], NULL);
    struct sp_round *practice = sp_round_practise(scene.store, exam, NULL, NULL);

    CHECK(practice != NULL);
    sp_round_free(practice);
    sp_round_free(exam);
    scene.now.wall_ms += 20 * DAY;
    scene_sit(&scene, "AAAAAAAA", 2, 100, 0, &later);
    CHECK(is_kept(&scene, "unmistakable words"));
    CHECK(sp_store_forget(scene.store, row.closed_ms + 30 * DAY, &done, NULL));
    CHECK_INT(done.sittings, 0); /* on the last day it is still kept */
    CHECK(sp_store_forget(scene.store, row.closed_ms + 30 * DAY + 1, &done, NULL));
    CHECK_INT(done.sittings, 1);
    CHECK_INT(done.attempts, 3);
    CHECK(!is_kept(&scene, "unmistakable words"));
    /* The row and the hashes stay, and the chain can be followed. */
    CHECK(sp_sitting_row_load(scene.store, row.id, &row, NULL));
    CHECK(row.verdict == SP_VERDICT_HELD);
    CHECK(sp_event_list(scene.store, row.id, &events, NULL));
    CHECK(events.count > 0 && !events.item[0].body);
    fault = sp_chain_check(&events, row.events, row.head, NULL);
    CHECK_STR(sp_chain_fault_name(fault), "whole");
    sp_events_finish(&events);
    CHECK(sp_story_load(scene.store, &row, &story, NULL));
    CHECK(story.forgotten && story.calls == 0);
    sp_story_finish(&story);
    /* The later one is as it was; nothing else is damaged. */
    CHECK(sp_store_history(scene.store, &all, &attempts, NULL));
    CHECK_INT((int)attempts.count, 2);
    CHECK_INT((int)attempts.bad, 0);
    sp_attempts_finish(&attempts);
    CHECK(sp_story_load(scene.store, &later, &story, NULL));
    CHECK(!story.forgotten && story.call[1].lines > 0);
    sp_story_finish(&story);
    CHECK(sp_store_forget(scene.store, row.closed_ms + 30 * DAY + 1, &done, NULL));
    CHECK_INT(done.sittings, 0); /* once is enough */
    scene_finish(&scene);
}

static void
test_own_data(void)
{
    struct scene scene;
    struct sp_sitting_row row;
    struct sp_str text = {0};
    char ann[SP_ID_SIZE], ben[SP_ID_SIZE];

    scene_make(&scene, &files);
    scene_person(&scene, "1", "ann", "east", "AAAAAAAA", ann);
    scene_person(&scene, "2", "Quixote", "east", "BBBBBBBB", ben);
    scene_sit(&scene, "AAAAAAAA", 1, 100, 0, &row);
    scene_sit(&scene, "BBBBBBBB", 1, 100, 0, &row);
    CHECK(sp_store_own_data(scene.store, ann, &text, NULL));
    cJSON *json = cJSON_Parse(text.text);
    const cJSON *sittings = cJSON_GetObjectItem(json, "sittings");
    const cJSON *attempts = cJSON_GetObjectItem(json, "attempts");

    CHECK_STR(cJSON_GetObjectItem(json, "name")->valuestring, "ann");
    CHECK_INT(cJSON_GetArraySize(sittings), 1);
    CHECK_INT(cJSON_GetArraySize(attempts), 2);
    CHECK_INT(cJSON_GetArraySize(cJSON_GetObjectItem(json, "codes")), 3);
    CHECK(cJSON_GetArraySize(
              cJSON_GetObjectItem(cJSON_GetArrayItem(attempts, 0), "lines")) > 0);
    CHECK(!strstr(text.text, "Quixote")); /* and nobody else's */
    cJSON_Delete(json);
    sp_str_finish(&text);
    scene_finish(&scene);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    test_forgetting();
    test_own_data();
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
