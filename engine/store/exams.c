/* exams.c: exams and their start codes as rows. */
#include "store/exams.h"

#include <string.h>

#include "core/mem.h"
#include "store/os.h"
#include "store_own.h"

#define ROWS_MOST 100000
#define EXAM "SELECT id, state, sha256, body, due_ms, made_ms FROM exam"
#define CODE                                                                     \
    "SELECT c.code, c.exam, c.person, c.attempt, c.lang, c.extra_percent,"       \
    " c.scale_percent, c.given_ms, c.withdrawn, EXISTS (SELECT 1 FROM sitting s" \
    " WHERE s.exam = c.exam AND s.code = c.code) FROM code c"

static const char *const state_names[] = {"draft", "published", "archived", NULL};

const char *
sp_exam_state_name(enum sp_exam_state state)
{
    return state < SP_EXAM_STATES ? state_names[state] : NULL;
}

void
sp_exam_row_finish(struct sp_exam_row *row)
{
    sp_free(row->body);
    *row = (struct sp_exam_row){0};
}

void
sp_exam_rows_finish(struct sp_exam_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        sp_exam_row_finish(&rows->item[i]);
    sp_free(rows->item);
    *rows = (struct sp_exam_rows){0};
}

void
sp_code_rows_finish(struct sp_code_rows *rows)
{
    sp_free(rows->item);
    *rows = (struct sp_code_rows){0};
}

/* ---- exams ---- */

static bool
read_exam(struct sp_row *row, struct sp_exam_row *out)
{
    char sha[SP_HASH_SIZE];
    size_t size = 0;

    row->column = 0;
    *out = (struct sp_exam_row){0};
    sp_row_hex(row, "id", out->id, SP_ID_SIZE);
    row->id = out->id;
    out->state = sp_row_name(row, "state", state_names);
    if (sp_row_is_null(row))
        sp_row_skip(row);
    else
        sp_row_hex(row, "sha256", out->sha256, SP_HASH_SIZE);
    out->body = sp_row_text(row, "body", SP_ROW_BODY_MOST, &size);
    if (sp_row_is_null(row))
        sp_row_skip(row);
    else
        out->due_ms = sp_row_integer(row, "due_ms", 0, INT64_MAX);
    out->made_ms = sp_row_integer(row, "made_ms", INT64_MIN, INT64_MAX);
    if (row->ok && out->sha256[0]) {
        sp_content_name(&(struct sp_bytes){out->body, size}, sha);
        if (strcmp(sha, out->sha256) != 0)
            row->ok = sp_error_set(row->error, "db-content", out->sha256, NULL, NULL);
    }
    if (!row->ok)
        sp_exam_row_finish(out);
    return row->ok;
}

bool
sp_exam_row_list(struct sp_store *store, struct sp_exam_rows *rows,
                 struct sp_error *error)
{
    sqlite3_stmt *statement =
        sp_sql_once(store, EXAM " ORDER BY made_ms DESC, id", NULL, 0, error);
    struct sp_row row = {statement, "exam", "", 0, true, error};
    struct sp_exam_rows list = {0};
    enum sp_sql_step step = SQL_FAILED;

    while (statement && row.ok && list.count < ROWS_MOST &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        list.item = sp_grow(list.item, list.count + 1, sizeof *list.item);
        if (read_exam(&row, &list.item[list.count]))
            list.count++;
    }
    sqlite3_finalize(statement);
    if (step != SQL_DONE || !row.ok) {
        sp_exam_rows_finish(&list);
        return false;
    }
    *rows = list;
    return true;
}

bool
sp_exam_row_load(struct sp_store *store, const char *id, struct sp_exam_row *out,
                 struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(id);
    sqlite3_stmt *statement =
        sp_sql_once(store, EXAM " WHERE id = $1 OR sha256 = $1", &value, 1, error);
    struct sp_row row = {statement, "exam", id, 0, true, error};

    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);
    bool ok = step == SQL_ROW && read_exam(&row, out);

    sqlite3_finalize(statement);
    if (step == SQL_DONE)
        sp_error_set(error, "db-missing", "exam", id, NULL);
    return ok;
}

static bool
check_body(const char *body, struct sp_error *error)
{
    size_t size = strlen(body);

    return (size <= SP_ROW_BODY_MOST && sp_utf8_valid(body, size)) ||
           sp_error_set(error, "db-value", "exam", "body", NULL);
}

bool
sp_exam_row_put(struct sp_store *store, struct sp_exam_row *row, struct sp_error *error)
{
    unsigned changed = 0;

    if (!check_body(row->body, error))
        return false;
    if (row->id[0] == '\0') {
        sp_store_new_id(row->id);
        row->made_ms = sp_os_wall_ms();
    }
    const struct sp_sql_value values[] = {sp_sql_text(row->id), sp_sql_text(row->body),
                                          row->due_ms ? sp_sql_integer(row->due_ms)
                                                      : sp_sql_text(NULL),
                                          sp_sql_integer(row->made_ms)};

    if (!sp_sql_do(store,
                   "INSERT INTO exam (id, state, body, due_ms, made_ms)"
                   " VALUES ($1, 'draft', $2, $3, $4) ON CONFLICT (id) DO UPDATE"
                   " SET body = excluded.body, due_ms = excluded.due_ms"
                   " WHERE exam.state = 'draft'",
                   values, 4, &changed, error))
        return false;
    return changed == 1 || sp_error_set(error, "exam-frozen", row->id, NULL, NULL);
}

static bool
put_published(struct sp_store *store, const struct sp_exam_row *row,
              struct sp_error *error)
{
    unsigned changed = 0;
    const struct sp_sql_value values[] = {
        sp_sql_text(row->id), sp_sql_text(row->sha256), sp_sql_text(row->body),
        row->due_ms ? sp_sql_integer(row->due_ms) : sp_sql_text(NULL),
        sp_sql_integer(row->made_ms)};

    if (!sp_sql_do(store,
                   "INSERT INTO exam (id, state, sha256, body, due_ms, made_ms)"
                   " VALUES ($1, 'published', $2, $3, $4, $5)"
                   " ON CONFLICT (id) DO UPDATE SET state = 'published',"
                   " sha256 = excluded.sha256, body = excluded.body,"
                   " due_ms = excluded.due_ms WHERE exam.state = 'draft'",
                   values, 5, &changed, error))
        return false;
    return changed == 1 || sp_error_set(error, "exam-frozen", row->id, NULL, NULL);
}

bool
sp_exam_row_publish(struct sp_store *store, struct sp_exam_row *row,
                    const struct sp_bytes *contents, const enum sp_part *kinds,
                    unsigned count, struct sp_error *error)
{
    bool own = false;

    if (!check_body(row->body, error) || !sp_sql_open(store, &own, error))
        return false;
    bool ok = true;

    if (row->id[0] == '\0') {
        sp_store_new_id(row->id);
        row->made_ms = sp_os_wall_ms();
    }
    for (unsigned i = 0; ok && i < count; i++)
        ok = sp_content_add(store, kinds[i], &contents[i], error);
    sp_content_name(&(struct sp_bytes){row->body, strlen(row->body)}, row->sha256);
    row->state = SP_EXAM_PUBLISHED;
    ok = ok && put_published(store, row, error);
    return own ? sp_sql_close(store, ok, error) : ok;
}

bool
sp_exam_row_archive(struct sp_store *store, const char *id, struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(id);
    unsigned changed = 0;

    if (!sp_sql_do(store,
                   "UPDATE exam SET state = 'archived' WHERE id = $1"
                   " AND state = 'published'",
                   &value, 1, &changed, error))
        return false;
    return changed == 1 || sp_error_set(error, "exam-not-published", id, NULL, NULL);
}

bool
sp_exam_row_set_due(struct sp_store *store, const char *id, int64_t due_ms,
                    struct sp_error *error)
{
    const struct sp_sql_value values[] = {
        sp_sql_text(id), due_ms ? sp_sql_integer(due_ms) : sp_sql_text(NULL)};

    return sp_sql_do(store, "UPDATE exam SET due_ms = $2 WHERE id = $1", values, 2,
                     NULL, error);
}

/* ---- start codes ---- */

static bool
read_code(struct sp_row *row, struct sp_code_row *out)
{
    row->column = 0;
    *out = (struct sp_code_row){0};
    char *code = sp_row_text(row, "code", sizeof out->code - 1, NULL), *lang;

    if (code)
        memcpy(out->code, code, strlen(code) + 1);
    sp_free(code);
    row->id = out->code;
    sp_row_hex(row, "exam", out->exam, SP_ID_SIZE);
    sp_row_hex(row, "person", out->person, SP_ID_SIZE);
    out->attempt = (unsigned)sp_row_integer(row, "attempt", 1, 1000);
    out->has_lang = !sp_row_is_null(row);
    if (!out->has_lang) {
        sp_row_skip(row);
    } else if ((lang = sp_row_text(row, "lang", SP_ROW_ID_MOST, NULL))) {
        if (!sp_lang_find(lang, &out->lang))
            sp_row_bad(row, "lang");
        sp_free(lang);
    }
    out->extra_percent = (int)sp_row_integer(row, "extra_percent", 0, 300);
    out->scale_percent = (int)sp_row_integer(row, "scale_percent", 100, 300);
    out->given_ms = sp_row_integer(row, "given_ms", INT64_MIN, INT64_MAX);
    out->withdrawn = sp_row_integer(row, "withdrawn", 0, 1) == 1;
    out->used = sp_row_integer(row, "used", 0, 1) == 1;
    return row->ok;
}

bool
sp_code_row_add(struct sp_store *store, const struct sp_code_row *row,
                struct sp_error *error)
{
    const struct sp_sql_value values[] = {
        sp_sql_text(row->code),
        sp_sql_text(row->exam),
        sp_sql_text(row->person),
        sp_sql_integer(row->attempt),
        sp_sql_text(row->has_lang ? sp_lang_tag(row->lang) : NULL),
        sp_sql_integer(row->extra_percent),
        sp_sql_integer(row->scale_percent),
        sp_sql_integer(row->given_ms),
    };

    return sp_sql_do(store,
                     "INSERT INTO code (code, exam, person, attempt, lang,"
                     " extra_percent, scale_percent, given_ms, withdrawn)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
                     values, sizeof values / sizeof *values, NULL, error);
}

bool
sp_code_row_withdraw(struct sp_store *store, const char *code, struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(code);
    unsigned changed = 0;

    if (!sp_sql_do(store, "UPDATE code SET withdrawn = 1 WHERE code = $1", &value, 1,
                   &changed, error))
        return false;
    return changed == 1 || sp_error_set(error, "db-missing", "code", code, NULL);
}

bool
sp_code_row_list(struct sp_store *store, const char *exam, const char *person,
                 struct sp_code_rows *rows, struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(exam), sp_sql_text(person)};
    sqlite3_stmt *statement = sp_sql_once(store,
                                          CODE " WHERE ($1 IS NULL OR c.exam = $1)"
                                               " AND ($2 IS NULL OR c.person = $2)"
                                               " ORDER BY c.person, c.exam, c.attempt",
                                          values, 2, error);
    struct sp_row row = {statement, "code", "", 0, true, error};
    struct sp_code_rows list = {0};
    size_t room = 0;
    enum sp_sql_step step = SQL_FAILED;

    while (statement && row.ok && list.count < ROWS_MOST &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        if (list.count == room) {
            room = room ? 2 * room : 32;
            list.item = sp_grow(list.item, room, sizeof *list.item);
        }
        if (read_code(&row, &list.item[list.count]))
            list.count++;
    }
    sqlite3_finalize(statement);
    if (step != SQL_DONE || !row.ok) {
        sp_code_rows_finish(&list);
        return false;
    }
    *rows = list;
    return true;
}

bool
sp_code_row_load(struct sp_store *store, const char *code, struct sp_code_row *out,
                 struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(code);
    sqlite3_stmt *statement =
        sp_sql_once(store, CODE " WHERE c.code = $1", &value, 1, error);
    struct sp_row row = {statement, "code", code, 0, true, error};

    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);
    bool ok = step == SQL_ROW && read_code(&row, out);

    sqlite3_finalize(statement);
    if (step == SQL_DONE)
        sp_error_set(error, "db-missing", "code", code, NULL);
    return ok;
}
