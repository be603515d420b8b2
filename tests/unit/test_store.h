/* test_store.h: what the tests of the records share: a folder to be thrown away, and
 * one attempt to store. */
#pragma once

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "store/os.h"
#include "store/store.h"
#include "test.h"

static char test_folder[] = "/dev/shm/sp-test-XXXXXX";

static inline void
test_folder_make(void)
{
    /* Where there is no disk in memory, the tests only take longer. */
    if (access("/dev/shm", W_OK) != 0)
        memcpy(test_folder, "/var/tmp", 8);
    if (!mkdtemp(test_folder))
        abort();
}

static inline void
test_folder_make_on_disk(void)
{
    memcpy(test_folder, "/var/tmp", 8);
    if (!mkdtemp(test_folder))
        abort();
}

static inline void
test_folder_empty(void)
{
    DIR *dir = opendir(test_folder);
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        char *path = sp_os_join(test_folder, entry->d_name);

        if (entry->d_name[0] != '.' && unlink(path) != 0)
            rmdir(path);
        sp_free(path);
    }
    if (dir)
        closedir(dir);
}

static inline void
test_folder_remove(void)
{
    test_folder_empty();
    rmdir(test_folder);
}

/* Files in the folder, to see that nothing was left lying about. */
static inline size_t
test_folder_count(void)
{
    DIR *dir = opendir(test_folder);
    const struct dirent *entry;
    size_t count = 0;

    while (dir && (entry = readdir(dir)))
        count += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return count;
}

/* Takes the error's code, "" when there was none, and clears it. */
static inline const char *
test_code(struct sp_error *error)
{
    const char *code = error->code ? error->code : "";

    sp_error_clear(error);
    return code;
}

/* The caller frees the path. */
static inline char *
test_path(const char *name)
{
    return sp_os_join(test_folder, name);
}

static inline struct sp_store *
test_open(const char *path)
{
    struct sp_error error = {0};
    struct sp_store *store = sp_store_open(path, &error);

    if (!CHECK(store))
        fprintf(stderr, "  %s %s %s\n", error.code, error.args[0], error.args[1]);
    sp_error_clear(&error);
    return store;
}

static inline bool
test_begin(struct sp_store *store, const char *scenario, int64_t at_ms, char *attempt)
{
    char person[SP_ID_SIZE];
    const struct sp_begin begin = {
        .person = person,
        .scenario_id = scenario,
        .style = "actor",
        .motive = "parts",
        .seed = UINT64_MAX,
        .input = SP_INPUT_CHOICE,
        .setting = SP_PRACTICE,
        .lang = SP_ZH,
        .content = {{"{\"a\": 1}", 8}, {"{\"b\": 2}", 8}, {"{\"c\": \"雪\"}\n", 13}},
        .at_ms = at_ms,
    };

    return sp_store_default_person(store, "测试 Tester", person, NULL) &&
           sp_store_begin(store, &begin, attempt, NULL);
}

static inline bool
test_append(struct sp_store *store, const char *attempt, unsigned seq,
            struct sp_error *error)
{
    static char reply[] = "ask", node[] = "opening", customer[] = "太贵了。",
                trainee[] = "您是和什么比？";
    const struct sp_kept_turn turn = {
        .kind = SP_KEPT_ANSWER,
        .reply = reply,
        .node = node,
        .customer = customer,
        .trainee = trainee,
        .lang = SP_ZH,
        .at_ms = 1000 + (int64_t)seq,
    };

    return sp_store_append(store, attempt, seq, &turn, error);
}

static inline bool
test_finish(struct sp_store *store, const char *attempt, unsigned turns, int total,
            int out_of, bool pass, struct sp_error *error)
{
    static char ending[] = "deal", levels[] = "{\"clarify\":2}",
                score[] = "{\"total\":1}";
    const struct sp_result result = {total,  out_of, 65,    pass,
                                     ending, levels, score, 9000 + (int64_t)turns};

    return sp_store_finish(store, attempt, turns, &result, error);
}
