/* store_own.h: what the files of the store share: the connection and its statements. */
#pragma once

#include <sqlite3.h>

#include "store/store.h"

#define SP_STORE_APPLICATION 0x53505231 /* application_id, "SPR1" */

extern const char *const sp_store_migrations[];
extern const size_t sp_store_migration_count;

enum sp_sql {
    SQL_BEGIN,
    SQL_BEGIN_READ,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_ADD_PERSON,
    SQL_ADD_OWN_PERSON,
    SQL_OWN_PERSON,
    SQL_PERSON_NAME,
    SQL_ADD_CONTENT,
    SQL_ADD_ATTEMPT,
    SQL_ADD_TURN,
    SQL_ADD_RESULT,
    SQL_END_ATTEMPT,
    SQL_HISTORY,
    SQL_UNFINISHED,
    SQL_BEST,
    SQL_ATTEMPT,
    SQL_TURNS,
    SQL_CONTENT,
    SQL_SITTING_OF,
    SQL_COUNT
};

struct sp_store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statement[SQL_COUNT];
};

/* As sp_store_open, with another list of migrations (for tests of the mechanism). */
struct sp_store *sp_store_open_with(const char *path, const char *const *migrations,
                                    size_t count, struct sp_error *error);

/* Says what the connection says, whose last result was `rc`. Always returns false. */
bool sp_sql_fail(const struct sp_store *store, int rc, struct sp_error *error);
bool sp_sql_prepare(struct sp_store *store, struct sp_error *error);
void sp_sql_finish(struct sp_store *store);

void sp_store_new_id(char id[SP_ID_SIZE]);
/* Stores a content under its name, or finds it there. */
bool sp_content_add(struct sp_store *store, enum sp_part kind,
                    const struct sp_bytes *body, struct sp_error *error);

enum sp_sql_type { SQL_IS_NULL, SQL_IS_TEXT, SQL_IS_INTEGER };

/* A value for $1, $2, …; borrows its text. */
struct sp_sql_value {
    enum sp_sql_type type;
    const char *text;
    size_t size;
    int64_t integer;
};
struct sp_sql_value sp_sql_text(const char *text); /* NULL gives NULL */
struct sp_sql_value sp_sql_bytes(const struct sp_bytes *bytes);
struct sp_sql_value sp_sql_integer(int64_t integer);

/* Runs a statement that gives no rows. `changed` (may be NULL) is the count of rows
 * that it wrote. */
bool sp_sql_run(struct sp_store *store, enum sp_sql which,
                const struct sp_sql_value *values, size_t count, unsigned *changed,
                struct sp_error *error);

enum sp_sql_step { SQL_ROW, SQL_DONE, SQL_FAILED };

/* For what is done now and then: statements that are prepared where they are used, and
 * finalised by the caller (sqlite3_finalize). NULL and an error when it cannot be. */
sqlite3_stmt *sp_sql_once(struct sp_store *store, const char *sql,
                          const struct sp_sql_value *values, size_t count,
                          struct sp_error *error);
/* Such a statement that gives no rows. */
bool sp_sql_do(struct sp_store *store, const char *sql,
               const struct sp_sql_value *values, size_t count, unsigned *changed,
               struct sp_error *error);
/* Begins a transaction, unless one is open already: only who has begun it (`own`) ends
 * it, with sp_sql_close. */
bool sp_sql_open(struct sp_store *store, bool *own, struct sp_error *error);

/* A statement that gives rows: start, then step until no row comes, then end. */
sqlite3_stmt *sp_sql_start(struct sp_store *store, enum sp_sql which,
                           const struct sp_sql_value *values, size_t count,
                           struct sp_error *error);
enum sp_sql_step sp_sql_step(struct sp_store *store, sqlite3_stmt *statement,
                             struct sp_error *error);
void sp_sql_end(sqlite3_stmt *statement);

/* Ends a transaction: commits when `ok`, and rolls back when not or when the commit
 * fails. Returns whether all was stored. */
bool sp_sql_close(struct sp_store *store, bool ok, struct sp_error *error);

/* The current row of a statement, read from the first column on. The first value that
 * cannot be right makes `ok` false and is reported; after that the readers give
 * nothing. */
struct sp_row {
    sqlite3_stmt *statement;
    const char *table, *id; /* named in the error */
    int column;
    bool ok;
    struct sp_error *error;
};
bool sp_row_bad(struct sp_row *row, const char *column);
bool sp_row_is_null(const struct sp_row *row);
void sp_row_skip(struct sp_row *row);
/* UTF-8 without NUL of at most `most` bytes; the caller frees it. NULL if it is not. */
char *sp_row_text(struct sp_row *row, const char *column, size_t most, size_t *size);
/* Hexadecimal digits that fill `out` of `size` bytes with its NUL. */
void sp_row_hex(struct sp_row *row, const char *column, char *out, size_t size);
int64_t sp_row_integer(struct sp_row *row, const char *column, int64_t min,
                       int64_t max);
/* Index of the text in `names`, which ends with NULL. */
unsigned sp_row_name(struct sp_row *row, const char *column, const char *const *names);

extern const char *const sp_part_names[];
extern const char *const sp_input_names[];
extern const char *const sp_setting_names[];
extern const char *const sp_state_names[];
extern const char *const sp_kept_names[];

#define SP_ROW_ID_MOST ((size_t)1024)               /* bytes of an id of a file */
#define SP_ROW_SAID_MOST ((size_t)16 * 1024)        /* of moves or mentions */
#define SP_ROW_LINE_MOST ((size_t)256 * 1024)       /* of a line */
#define SP_ROW_BODY_MOST ((size_t)64 * 1024 * 1024) /* of a content or a score */
