/* kill.c: what a trainee was shown survives a kill. Arguments: how many kills, and the
 * folders of the scenarios and of the test data.
 *
 * A child plays and tells every line after it was stored; the parent kills it at a
 * random moment and looks into the records: nothing told is missing, at most one line
 * more is there, and the next child goes on from exactly that line. */
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "unit/test_store_play.h"

#define MOST 400000

struct told {
    char attempt[SP_ID_SIZE];
    char reply[32]; /* "-" for a line taken back */
    unsigned seq;
};

static struct test_files files;
static struct told *told;
static size_t told_count;

static void
tell(int out, const char *attempt, size_t seq, const char *reply)
{
    char line[128];
    int size = snprintf(line, sizeof line, "%s %zu %s\n", attempt, seq, reply);

    /* One write of less than PIPE_BUF is never torn. */
    if (write(out, line, (size_t)size) != size)
        _exit(3);
}

/* The attempt that was interrupted, or a new one. */
static struct sp_round *
next_round(struct sp_store *store, size_t *row)
{
    const struct sp_filter newest = {.limit = 1};
    struct sp_attempts list = {0};
    struct sp_round *round = NULL;

    *row = 0;
    if (!sp_store_unfinished(store, &newest, &list, NULL) || list.bad > 0)
        _exit(3);
    if (list.count == 1) {
        round = sp_round_resume(store, list.item[0].id, NULL);
        *row = list.item[0].turns;
    } else {
        round = test_round(store, files.bytes, sp_os_seed());
    }
    sp_attempts_finish(&list);
    if (!round)
        _exit(3);
    return round;
}

static void
child(const char *path, int out)
{
    struct sp_store *store = sp_store_open(path, NULL);
    size_t row;

    if (!store)
        _exit(3);
    tell(out, "ready", 0, "-");
    for (;;) {
        struct sp_round *round = next_round(store, &row);
        const struct sp_session *session = sp_round_session(round);

        for (; !sp_round_over(round); row++) {
            size_t before = sp_session_turns(session);

            if (!test_step(round, row, NULL))
                _exit(3);
            bool answered = sp_session_turns(session) > before;

            tell(out, sp_round_id(round), row + 1,
                 answered ? sp_session_turn(session, before)->reply->id : "-");
        }
        if (!sp_round_settled(round))
            _exit(3);
        sp_round_free(round);
    }
}

/* Returns how many new lines were told. */
static size_t
listen(FILE *in)
{
    size_t before = told_count;
    char line[256];

    while (fgets(line, sizeof line, in)) {
        struct told *next = &told[told_count];

        if (strchr(line, '\n') && told_count < MOST &&
            sscanf(line, "%32s %u %31s", next->attempt, &next->seq, next->reply) == 3)
            told_count++;
    }
    return told_count - before;
}

static void
sleep_ms(long ms)
{
    struct timespec wait = {0, ms * 1000000};

    while (nanosleep(&wait, &wait) != 0 && errno == EINTR)
        continue;
}

static size_t
live_and_die(const char *path, long ms)
{
    char first[256];
    int ends[2], status = 0;

    if (pipe(ends) != 0)
        abort();
    pid_t pid = fork();

    if (pid < 0)
        abort();
    if (pid == 0) {
        close(ends[0]);
        child(path, ends[1]);
    }
    close(ends[1]);
    FILE *in = fdopen(ends[0], "r");

    if (!in)
        abort();
    if (CHECK(fgets(first, sizeof first, in)))
        sleep_ms(ms);
    kill(pid, SIGKILL);
    size_t lines = listen(in);

    fclose(in);
    waitpid(pid, &status, 0);
    CHECK(WIFSIGNALED(status)); /* it did not give up by itself */
    return lines;
}

/* The told lines from `from` on stand in the records. They come in runs of one attempt.
 * Returns how many rows of the last one nobody was told, which are not over `most`. */
static size_t
check_told(struct sp_store *store, size_t from, size_t most)
{
    size_t untold = 0;

    while (from < told_count) {
        struct sp_record record = {0};
        size_t end = from;

        if (!CHECK(sp_store_load(store, told[from].attempt, &record, NULL)))
            return untold;
        for (; end < told_count && strcmp(told[end].attempt, told[from].attempt) == 0;
             end++) {
            unsigned seq = told[end].seq;
            bool there = CHECK(seq >= 1 && seq <= record.turn_count);
            const char *reply = there ? record.turn[seq - 1].reply : "";

            if (there)
                CHECK_STR(reply[0] ? reply : "-", told[end].reply);
        }
        if (end == told_count)
            untold = record.turn_count - told[end - 1].seq;
        CHECK(untold <= most);
        sp_record_finish(&record);
        from = end;
    }
    return untold;
}

static bool
is_finished(struct sp_store *store, const char *attempt)
{
    struct sp_record record = {0};
    bool finished = sp_store_load(store, attempt, &record, NULL) &&
                    record.attempt.state == SP_FINISHED && record.attempt.has_result;

    sp_record_finish(&record);
    return finished;
}

/* Every attempt, however often it was cut, is the call that its seed gives at a
 * stretch. */
static void
check_all(struct sp_store *store)
{
    struct sp_attempts list = {0};

    CHECK(sp_store_history(store, &(struct sp_filter){0}, &list, NULL));
    CHECK_INT((long long)list.bad, 0);
    for (size_t i = 0; i < list.count; i++) {
        struct sp_round *kept = sp_round_resume(store, list.item[i].id, NULL);
        struct sp_round *whole = test_round(NULL, files.bytes, list.item[i].seed);
        struct sp_str a = {0}, b = {0};

        if (CHECK(kept && whole)) {
            bool over = sp_round_over(kept);

            /* Killed between the last line and the result: resuming has made up for it.
             */
            CHECK(over || !list.item[i].has_result);
            CHECK_INT(is_finished(store, list.item[i].id), over);
            CHECK_INT((long long)test_play(whole, 0, list.item[i].turns),
                      list.item[i].turns);
            CHECK_INT(sp_round_over(whole), over);
            CHECK(sp_round_agrees(kept));
            sp_round_transcript(kept, SP_ZH, &a);
            sp_round_transcript(whole, SP_ZH, &b);
            CHECK_STR(sp_str_text(&a), sp_str_text(&b));
        }
        sp_str_finish(&a);
        sp_str_finish(&b);
        sp_round_free(kept);
        sp_round_free(whole);
    }
    printf("%zu attempts", list.count);
    sp_attempts_finish(&list);
}

int
main(int argc, char **argv)
{
    sp_mem_init();
    if (argc != 4 || !test_files_read(&files, argv[2], argv[3]))
        return 2;
    long kills = strtol(argv[1], NULL, 10);
    uint64_t chance = sp_os_seed();
    size_t untold = 0;

    test_folder_make_on_disk();
    told = sp_alloc(MOST, sizeof *told);
    char *path = test_path("records.db");

    for (long i = 0; i < kills && test_failures == 0; i++) {
        size_t from = told_count;

        live_and_die(path, 2 + (long)sp_draw_next(&chance, 59));
        struct sp_store *store = test_open(path); /* checks the file, too */

        if (!store)
            break;
        untold += check_told(store, from, 1);
        sp_store_close(store);
    }
    struct sp_store *store = test_open(path);

    if (store) {
        /* A life may end before it tells its first line, and so may the next. */
        check_told(store, 0, (size_t)kills);
        check_all(store);
    }
    printf(", %zu lines told, %zu stored but not told, %ld kills\n", told_count, untold,
           kills);
    CHECK(told_count > 0);
    sp_store_close(store);
    sp_free(path);
    sp_free(told);
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
