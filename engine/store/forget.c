/* forget.c: deleting what was kept long enough; all that is kept about a person. */
#include "store/forget.h"

#include <stdio.h>
#include <string.h>

#include "store/people.h"
#include "store/story.h"
#include "store_own.h"

#define DAY ((int64_t)24 * 3600000)

/* ---- deleting ---- */

static bool
is_over(const struct sp_exam_rows *exams, const struct sp_sitting_row *row,
        int64_t now_ms)
{
    int64_t from = row->closed_ms ? row->closed_ms : row->began_ms;
    int keep = -1;

    for (size_t i = 0; i < exams->count && keep < 0; i++) {
        struct sp_diags ignored = {0};

        if (strcmp(exams->item[i].id, row->exam) != 0)
            continue;
        struct sp_exam *exam =
            sp_exam_read(exams->item[i].body, strlen(exams->item[i].body), &ignored);

        keep = exam ? exam->keep_days : -1;
        sp_exam_free(exam);
        sp_diags_finish(&ignored);
    }
    return keep >= 0 && now_ms - from > keep * DAY;
}

/* The attempts of a sitting, and all that took over lines of theirs, go. */
static bool
forget_one(struct sp_store *store, const char *sitting, struct sp_forgotten *done,
           struct sp_error *error)
{
    static const char *const steps[] = {
        "DELETE FROM turn WHERE attempt IN (SELECT id FROM gone)",
        "DELETE FROM result WHERE attempt IN (SELECT id FROM gone)",
        "DELETE FROM sitting_call WHERE attempt IN (SELECT id FROM gone)",
    };
    const struct sp_sql_value id = sp_sql_text(sitting);
    unsigned events = 0, attempts = 0;
    bool ok = sp_sql_do(store, "DELETE FROM gone", NULL, 0, NULL, error) &&
              sp_sql_do(store,
                        "WITH RECURSIVE found(id) AS (SELECT attempt FROM sitting_call"
                        " WHERE sitting = $1 UNION SELECT a.id FROM attempt a"
                        " JOIN found ON a.branched_from = found.id)"
                        " INSERT INTO gone (id) SELECT id FROM found",
                        &id, 1, NULL, error);

    for (size_t i = 0; ok && i < sizeof steps / sizeof *steps; i++)
        ok = sp_sql_do(store, steps[i], NULL, 0, NULL, error);
    ok = ok &&
         sp_sql_do(store, "DELETE FROM attempt WHERE id IN (SELECT id FROM gone)", NULL,
                   0, &attempts, error) &&
         sp_sql_do(store,
                   "UPDATE event SET body = NULL WHERE sitting = $1"
                   " AND body IS NOT NULL",
                   &id, 1, &events, error);
    done->sittings += ok && events > 0;
    done->attempts += attempts;
    done->events += events;
    return ok;
}

/* A statement whose rows tell nothing. */
static bool
run(struct sp_store *store, const char *sql, struct sp_error *error)
{
    sqlite3_stmt *statement = sp_sql_once(store, sql, NULL, 0, error);
    enum sp_sql_step step = SQL_FAILED;

    while (statement && (step = sp_sql_step(store, statement, error)) == SQL_ROW)
        ;
    sqlite3_finalize(statement);
    return step == SQL_DONE;
}

bool
sp_store_forget(struct sp_store *store, int64_t now_ms, struct sp_forgotten *done,
                struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};
    struct sp_exam_rows exams = {0};
    struct sp_forgotten count = {0};
    bool own = false;

    /* Deleted text is overwritten, and at the end the log that still has it emptied. */
    if (!run(store, "PRAGMA secure_delete = ON", error) ||
        !run(store, "CREATE TEMP TABLE IF NOT EXISTS gone (id TEXT NOT NULL)", error) ||
        !sp_sql_open(store, &own, error))
        return false;
    bool ok = sp_exam_row_list(store, &exams, error) &&
              sp_sitting_row_list(store, NULL, NULL, &rows, error);

    for (size_t i = 0; ok && i < rows.count; i++) {
        if (is_over(&exams, &rows.item[i], now_ms))
            ok = forget_one(store, rows.item[i].id, &count, error);
    }
    sp_exam_rows_finish(&exams);
    sp_sitting_rows_finish(&rows);
    ok = own ? sp_sql_close(store, ok, error) : ok;
    if (ok && count.events + count.attempts > 0)
        ok = run(store, "PRAGMA wal_checkpoint(TRUNCATE)", error);
    if (ok)
        *done = count;
    return ok;
}
