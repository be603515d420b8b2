/* test_store_full.c: on a full disk nothing that was acknowledged is lost, the error
 * says so, and the records can still be read. */
#include <signal.h>
#include <sys/resource.h>

#include "../../engine/store/store_own.h"
#include "test_store.h"

/* Appends until it fails; returns the number of the last row that was acknowledged. */
static unsigned
fill(struct sp_store *store, const char *attempt, unsigned seq)
{
    struct sp_error error = {0};

    while (seq < 5000 && test_append(store, attempt, seq + 1, &error))
        seq++;
    CHECK(seq < 5000);
    CHECK_STR(error.args[0], store->path);
    CHECK_STR(test_code(&error), "db-full");
    return seq;
}

static void
check_rows(struct sp_store *store, const char *attempt, unsigned rows)
{
    struct sp_record record = {0};
    struct sp_error error = {0};

    CHECK(sp_store_load(store, attempt, &record, &error));
    CHECK_STR(test_code(&error), "");
    CHECK_INT((long long)record.turn_count, rows);
    sp_record_finish(&record);
}

static void
limit_files(rlim_t bytes)
{
    struct rlimit limit;

    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

static void
test_no_more_pages(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE], other[SP_ID_SIZE] = "";
    struct sp_store *store = test_open(path);
    struct sp_attempts list = {0};

    CHECK(test_begin(store, "price", 1, attempt));
    sqlite3_exec(store->db, "PRAGMA max_page_count = 40", NULL, NULL, NULL);
    unsigned rows = fill(store, attempt, 0);

    CHECK(rows > 10);
    check_rows(store, attempt, rows);
    /* Contents and attempt come together or not at all. */
    struct sp_str body = {0};
    struct sp_begin begin = {
        .person = other, .scenario_id = "x", .style = "s", .motive = "m"};

    for (int i = 0; i < 3000; i++)
        sp_str_add(&body, "[[],[]] ");
    for (size_t i = 0; i < SP_PARTS; i++)
        begin.content[i] = (struct sp_bytes){body.text, body.size - i};
    CHECK(sp_store_default_person(store, "x", other, NULL));
    CHECK(!sp_store_begin(store, &begin, attempt, NULL));
    CHECK(sp_store_history(store, &(struct sp_filter){0}, &list, NULL));
    CHECK_INT((long long)list.count, 1);
    sp_attempts_finish(&list);
    sp_str_finish(&body);
    CHECK(sqlite3_get_autocommit(store->db));
    sp_store_close(store);
    store = test_open(path);
    check_rows(store, attempt, rows);
    CHECK(test_append(store, attempt, rows + 1, NULL));
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

static void
test_no_more_bytes(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];
    struct sp_store *store = test_open(path);

    CHECK(test_begin(store, "price", 1, attempt));
    limit_files(400 * 1024);
    unsigned rows = fill(store, attempt, 0);

    CHECK(rows > 10);
    check_rows(store, attempt, rows);
    sp_store_close(store); /* the checkpoint fails too */
    limit_files(RLIM_INFINITY);
    store = test_open(path);
    check_rows(store, attempt, rows);
    CHECK(test_append(store, attempt, rows + 1, NULL));
    CHECK(test_finish(store, attempt, rows + 1, 1, 100, false, NULL));
    sp_store_close(store);
    sp_free(path);
    test_folder_empty();
}

/* Not even the shared memory beside a WAL can be made. */
static void
test_reading_on_a_full_disk(void)
{
    char *path = test_path("records.db"), attempt[SP_ID_SIZE];
    struct sp_store *store = test_open(path);
    struct sp_error error = {0};

    CHECK(test_begin(store, "price", 1, attempt));
    CHECK(test_append(store, attempt, 1, NULL));
    sp_store_close(store);
    limit_files(0);
    store = sp_store_open(path, &error);
    CHECK_STR(test_code(&error), "");
    if (CHECK(store)) {
        check_rows(store, attempt, 1);
        CHECK(!test_append(store, attempt, 2, &error));
        CHECK_STR(test_code(&error), "db-full");
    }
    sp_store_close(store);
    limit_files(RLIM_INFINITY);
    store = test_open(path);
    check_rows(store, attempt, 1);
    CHECK(test_append(store, attempt, 2, NULL));
    sp_store_close(store);
    unlink(path);
    limit_files(0);
    CHECK(!sp_store_open(path, &error)); /* and a new one cannot be begun */
    CHECK_STR(test_code(&error), "db-full");
    limit_files(RLIM_INFINITY);
    sp_free(path);
    test_folder_empty();
}

int
main(void)
{
    sp_mem_init();
    signal(SIGXFSZ, SIG_IGN);
    test_folder_make();
    test_no_more_pages();
    test_no_more_bytes();
    test_reading_on_a_full_disk();
    test_folder_remove();
    return test_end();
}
