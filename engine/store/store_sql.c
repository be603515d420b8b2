/* store_sql.c: the statements of the store, and how values get in and out of them. */
#include "store_own.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "core/mem.h"

#define ATTEMPT                                                                 \
    "SELECT a.id, a.person, a.scenario_id, a.style, a.motive, a.scenario_sha,"  \
    " a.rubric_sha, a.styles_sha, a.seed, a.input, a.setting, a.lang, a.state," \
    " a.started_ms, a.ended_ms,"                                                \
    " (SELECT count(*) FROM turn t WHERE t.attempt = a.id),"                    \
    " a.branched_lines, a.branched_from,"                                       \
    " r.total, r.out_of, r.mark, r.pass, r.ending, r.levels, r.made_ms"
#define NEWEST_FIRST " ORDER BY a.started_ms DESC, a.id LIMIT $3"
#define OF_WHOM " ($1 IS NULL OR a.person = $1) AND ($2 IS NULL OR a.scenario_id = $2)"

static const char *const texts[] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_BEGIN_READ] = "BEGIN",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_ADD_PERSON] = "INSERT INTO person (id, name, own, created_ms)"
                       " VALUES ($1, $2, 0, $3)",
    [SQL_ADD_OWN_PERSON] = "INSERT INTO person (id, name, own, created_ms)"
                           " VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING",
    [SQL_OWN_PERSON] = "SELECT id FROM person WHERE own = 1",
    [SQL_PERSON_NAME] = "SELECT name FROM person WHERE id = $1",
    /* A body that was spoilt by hand is mended when the right one comes by. */
    [SQL_ADD_CONTENT] = "INSERT INTO content (sha256, kind, body) VALUES ($1, $2, $3)"
                        " ON CONFLICT (sha256) DO UPDATE"
                        " SET kind = excluded.kind, body = excluded.body"
                        " WHERE content.body <> excluded.body"
                        " OR content.kind <> excluded.kind",
    [SQL_ADD_ATTEMPT] =
        "INSERT INTO attempt (id, person, scenario_id, scenario_sha,"
        " rubric_sha, styles_sha, seed, style, motive, input, setting,"
        " lang, state, started_ms, ended_ms, branched_lines, branched_from)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'running',"
        " $13, NULL, $14, $15)",
    [SQL_ADD_TURN] = "INSERT INTO turn (attempt, seq, kind, reply, node, customer,"
                     " trainee, lang, at_ms, moves, mentions)"
                     " SELECT a.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11"
                     " FROM attempt a"
                     " WHERE a.id = $1 AND a.state = 'running' AND $2 = 1 +"
                     " (SELECT coalesce(max(seq), 0) FROM turn WHERE attempt = $1)",
    [SQL_ADD_RESULT] = "INSERT INTO result (attempt, total, out_of, mark, pass, ending,"
                       " levels, score, made_ms)"
                       " SELECT a.id, $2, $3, $4, $5, $6, $7, $8, $9 FROM attempt a"
                       " WHERE a.id = $1 AND a.state = 'running' AND $10 ="
                       " (SELECT coalesce(max(seq), 0) FROM turn WHERE attempt = $1)",
    [SQL_END_ATTEMPT] = "UPDATE attempt SET state = $2, ended_ms = $3"
                        " WHERE id = $1 AND state = 'running'",
    [SQL_HISTORY] = ATTEMPT " FROM attempt a LEFT JOIN result r ON r.attempt = a.id"
                            " WHERE" OF_WHOM NEWEST_FIRST,
    [SQL_UNFINISHED] = ATTEMPT " FROM attempt a LEFT JOIN result r ON r.attempt = a.id"
                               " WHERE a.state = 'running' AND" OF_WHOM NEWEST_FIRST,
    [SQL_BEST] = ATTEMPT
    " FROM (SELECT a.*, row_number() OVER ("
    "PARTITION BY a.scenario_id ORDER BY b.pass DESC,"
    " b.total * 1000 / nullif(b.out_of, 0) DESC, a.ended_ms, a.started_ms, a.id)"
    " AS place FROM attempt a JOIN result b ON b.attempt = a.id"
    " WHERE a.state = 'finished' AND a.branched_lines IS NULL AND" OF_WHOM ") a"
    " JOIN result r ON r.attempt = a.id"
    " WHERE a.place = 1 ORDER BY a.scenario_id LIMIT $3",
    [SQL_ATTEMPT] = ATTEMPT ", r.score FROM attempt a"
                            " LEFT JOIN result r ON r.attempt = a.id WHERE a.id = $1",
    [SQL_TURNS] = "SELECT seq, kind, reply, node, customer, trainee, lang, at_ms,"
                  " moves, mentions FROM turn WHERE attempt = $1 ORDER BY seq",
    [SQL_CONTENT] = "SELECT kind, body FROM content WHERE sha256 = $1",
    [SQL_SITTING_OF] = "SELECT sitting, item FROM sitting_call WHERE attempt = $1",
};
static_assert(sizeof texts / sizeof *texts == SQL_COUNT, "a text per statement");

bool
sp_sql_fail(const struct sp_store *store, int rc, struct sp_error *error)
{
    const char *path = store->path;

    switch (rc) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMOPEN:
        /* SQLite keeps apart what a person must do the same about. */
        return sp_error_set(error, "db-full", path, NULL, NULL);
    default:
        break;
    }
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return sp_error_set(error, "db-full", path, NULL, NULL);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return sp_error_set(error, "db-busy", path, NULL, NULL);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        return sp_error_set(error, "db-denied", path, NULL, NULL);
    case SQLITE_CORRUPT:
        return sp_error_set(error, "db-broken", path, sqlite3_errstr(rc), NULL);
    case SQLITE_NOTADB:
        return sp_error_set(error, "db-foreign", path, NULL, NULL);
    default:
        return sp_error_set(error, "db-failed", path,
                            store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(rc),
                            NULL);
    }
}

bool
sp_sql_prepare(struct sp_store *store, struct sp_error *error)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        int rc = sqlite3_prepare_v3(store->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                                    &store->statement[i], NULL);

        /* A table or a column is gone: somebody else changed the schema. */
        if (rc == SQLITE_ERROR)
            return sp_error_set(error, "db-broken", store->path,
                                sqlite3_errmsg(store->db), NULL);
        if (rc != SQLITE_OK)
            return sp_sql_fail(store, rc, error);
    }
    return true;
}

void
sp_sql_finish(struct sp_store *store)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        sqlite3_finalize(store->statement[i]);
        store->statement[i] = NULL;
    }
}

struct sp_sql_value
sp_sql_text(const char *text)
{
    if (!text)
        return (struct sp_sql_value){.type = SQL_IS_NULL};
    return (struct sp_sql_value){SQL_IS_TEXT, text, strlen(text), 0};
}

struct sp_sql_value
sp_sql_bytes(const struct sp_bytes *bytes)
{
    return (struct sp_sql_value){SQL_IS_TEXT, bytes->text, bytes->size, 0};
}

struct sp_sql_value
sp_sql_integer(int64_t integer)
{
    return (struct sp_sql_value){SQL_IS_INTEGER, NULL, 0, integer};
}

static int
bind(sqlite3_stmt *statement, size_t number, const struct sp_sql_value *value)
{
    char name[24];

    /* SQLite numbers $n by first appearance, so the place is asked for by name. */
    snprintf(name, sizeof name, "$%zu", number);
    int place = sqlite3_bind_parameter_index(statement, name);

    assert(place > 0);
    switch (value->type) {
    case SQL_IS_TEXT:
        return sqlite3_bind_text64(statement, place, value->text, value->size,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case SQL_IS_INTEGER:
        return sqlite3_bind_int64(statement, place, value->integer);
    case SQL_IS_NULL:
        break;
    }
    return sqlite3_bind_null(statement, place);
}

sqlite3_stmt *
sp_sql_once(struct sp_store *store, const char *sql, const struct sp_sql_value *values,
            size_t count, struct sp_error *error)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);

    for (size_t i = 0; rc == SQLITE_OK && i < count; i++)
        rc = bind(statement, i + 1, &values[i]);
    if (rc == SQLITE_OK)
        return statement;
    sp_sql_fail(store, rc, error);
    sqlite3_finalize(statement);
    return NULL;
}

bool
sp_sql_do(struct sp_store *store, const char *sql, const struct sp_sql_value *values,
          size_t count, unsigned *changed, struct sp_error *error)
{
    sqlite3_stmt *statement = sp_sql_once(store, sql, values, count, error);
    bool ok = statement && sp_sql_step(store, statement, error) == SQL_DONE;

    if (ok && changed)
        *changed = (unsigned)sqlite3_changes(store->db);
    sqlite3_finalize(statement);
    return ok;
}

bool
sp_sql_open(struct sp_store *store, bool *own, struct sp_error *error)
{
    *own = sqlite3_get_autocommit(store->db);
    return !*own || sp_sql_run(store, SQL_BEGIN, NULL, 0, NULL, error);
}

sqlite3_stmt *
sp_sql_start(struct sp_store *store, enum sp_sql which,
             const struct sp_sql_value *values, size_t count, struct sp_error *error)
{
    sqlite3_stmt *statement = store->statement[which];

    assert(sqlite3_bind_parameter_count(statement) == (int)count);
    for (size_t i = 0; i < count; i++) {
        int rc = bind(statement, i + 1, &values[i]);

        if (rc != SQLITE_OK) {
            sp_sql_end(statement);
            sp_sql_fail(store, rc, error);
            return NULL;
        }
    }
    return statement;
}

enum sp_sql_step
sp_sql_step(struct sp_store *store, sqlite3_stmt *statement, struct sp_error *error)
{
    int rc = sqlite3_step(statement);

    if (rc == SQLITE_ROW)
        return SQL_ROW;
    if (rc == SQLITE_DONE)
        return SQL_DONE;
    sp_sql_fail(store, rc, error);
    return SQL_FAILED;
}

void
sp_sql_end(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

bool
sp_sql_run(struct sp_store *store, enum sp_sql which, const struct sp_sql_value *values,
           size_t count, unsigned *changed, struct sp_error *error)
{
    sqlite3_stmt *statement = sp_sql_start(store, which, values, count, error);

    if (!statement)
        return false;
    bool ok = sp_sql_step(store, statement, error) == SQL_DONE;

    if (ok && changed)
        *changed = (unsigned)sqlite3_changes(store->db);
    sp_sql_end(statement);
    return ok;
}

bool
sp_sql_close(struct sp_store *store, bool ok, struct sp_error *error)
{
    ok = ok && sp_sql_run(store, SQL_COMMIT, NULL, 0, NULL, error);
    /* SQLite has rolled back by itself after some errors. */
    if (!ok && !sqlite3_get_autocommit(store->db))
        sp_sql_run(store, SQL_ROLLBACK, NULL, 0, NULL, NULL);
    return ok;
}

bool
sp_row_bad(struct sp_row *row, const char *column)
{
    if (row->ok)
        sp_error_set(row->error, "db-row", row->table, row->id, column);
    row->ok = false;
    return false;
}

bool
sp_row_is_null(const struct sp_row *row)
{
    return sqlite3_column_type(row->statement, row->column) == SQLITE_NULL;
}

void
sp_row_skip(struct sp_row *row)
{
    row->column++;
}

/* Borrowed until the next step; NULL when it is not a text that may be. */
static const char *
peek_text(struct sp_row *row, const char *column, size_t most, size_t *size)
{
    int at = row->column++;

    if (!row->ok)
        return NULL;
    if (sqlite3_column_type(row->statement, at) != SQLITE_TEXT) {
        sp_row_bad(row, column);
        return NULL;
    }
    const void *bytes = sqlite3_column_text(row->statement, at);
    const char *text = bytes;

    *size = (size_t)sqlite3_column_bytes(row->statement, at);
    if (!text || *size > most || memchr(text, 0, *size) ||
        !sp_utf8_valid(text, *size)) {
        sp_row_bad(row, column);
        return NULL;
    }
    return text;
}

char *
sp_row_text(struct sp_row *row, const char *column, size_t most, size_t *size)
{
    size_t bytes = 0;
    const char *text = peek_text(row, column, most, &bytes);

    if (!text)
        return NULL;
    if (size)
        *size = bytes;
    return sp_strndup(text, bytes);
}

void
sp_row_hex(struct sp_row *row, const char *column, char *out, size_t size)
{
    size_t bytes = 0;
    const char *text = peek_text(row, column, size - 1, &bytes);

    if (!text)
        return;
    if (bytes != size - 1 || strspn(text, "0123456789abcdef") != bytes) {
        sp_row_bad(row, column);
        return;
    }
    memcpy(out, text, bytes);
    out[bytes] = '\0';
}

int64_t
sp_row_integer(struct sp_row *row, const char *column, int64_t min, int64_t max)
{
    int at = row->column++;

    if (!row->ok)
        return 0;
    int64_t value = sqlite3_column_int64(row->statement, at);

    if (sqlite3_column_type(row->statement, at) != SQLITE_INTEGER || value < min ||
        value > max) {
        sp_row_bad(row, column);
        return 0;
    }
    return value;
}

unsigned
sp_row_name(struct sp_row *row, const char *column, const char *const *names)
{
    size_t bytes = 0;
    const char *text = peek_text(row, column, SP_ROW_ID_MOST, &bytes);

    for (unsigned i = 0; text && names[i]; i++) {
        if (strcmp(names[i], text) == 0)
            return i;
    }
    sp_row_bad(row, column);
    return 0;
}
