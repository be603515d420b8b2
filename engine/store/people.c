/* people.c: the roster. */
#include "store/people.h"

#include <string.h>

#include "core/mem.h"
#include "store_own.h"

#define MEMBERS_MOST 100000
#define COLUMNS                                                                   \
    "SELECT r.person, r.number, p.name, r.team, r.role, r.lang, r.extra_percent," \
    " r.scale_percent, r.active FROM roster r JOIN person p ON p.id = r.person"

static const char *const role_names[] = {"trainee", "trainer", "manager", NULL};

const char *
sp_role_name(enum sp_role role)
{
    return role < SP_ROLES ? role_names[role] : NULL;
}

bool
sp_role_find(const char *name, enum sp_role *role)
{
    for (unsigned i = 0; role_names[i]; i++) {
        if (strcmp(role_names[i], name) == 0) {
            *role = i;
            return true;
        }
    }
    return false;
}

void
sp_member_finish(struct sp_member *member)
{
    sp_free(member->number);
    sp_free(member->name);
    sp_free(member->team);
    *member = (struct sp_member){0};
}

void
sp_members_finish(struct sp_members *members)
{
    for (size_t i = 0; i < members->count; i++)
        sp_member_finish(&members->item[i]);
    sp_free(members->item);
    *members = (struct sp_members){0};
}

static bool
read_member(struct sp_row *row, struct sp_member *out)
{
    char *lang;

    row->column = 0;
    *out = (struct sp_member){0};
    sp_row_hex(row, "person", out->person, SP_ID_SIZE);
    row->id = out->person;
    out->number = sp_row_text(row, "number", SP_ROW_ID_MOST, NULL);
    out->name = sp_row_text(row, "name", SP_ROW_ID_MOST, NULL);
    out->team = sp_row_text(row, "team", SP_ROW_ID_MOST, NULL);
    out->role = sp_row_name(row, "role", role_names);
    out->has_lang = !sp_row_is_null(row);
    if (!out->has_lang) {
        sp_row_skip(row);
    } else if ((lang = sp_row_text(row, "lang", SP_ROW_ID_MOST, NULL))) {
        if (!sp_lang_find(lang, &out->lang))
            sp_row_bad(row, "lang");
        sp_free(lang);
    }
    out->extra_percent = (int)sp_row_integer(row, "extra_percent", 0, SP_EXTRA_MOST);
    out->scale_percent = (int)sp_row_integer(row, "scale_percent", 100, SP_EXTRA_MOST);
    out->active = sp_row_integer(row, "active", 0, 1) == 1;
    if (!row->ok)
        sp_member_finish(out);
    return row->ok;
}

bool
sp_member_list(struct sp_store *store, struct sp_members *members,
               struct sp_error *error)
{
    sqlite3_stmt *statement =
        sp_sql_once(store, COLUMNS " ORDER BY r.team, r.number", NULL, 0, error);
    struct sp_row row = {statement, "roster", "", 0, true, error};
    struct sp_members list = {0};
    size_t room = 0;
    enum sp_sql_step step = SQL_FAILED;

    while (statement && row.ok && list.count < MEMBERS_MOST &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        if (list.count == room) {
            room = room ? 2 * room : 32;
            list.item = sp_grow(list.item, room, sizeof *list.item);
        }
        if (read_member(&row, &list.item[list.count]))
            list.count++;
    }
    sqlite3_finalize(statement);
    if (step != SQL_DONE || !row.ok) {
        sp_members_finish(&list);
        return false;
    }
    *members = list;
    return true;
}

static bool
load(struct sp_store *store, const char *sql, const char *key, struct sp_member *member,
     struct sp_error *error)
{
    const struct sp_sql_value value = sp_sql_text(key);
    sqlite3_stmt *statement = sp_sql_once(store, sql, &value, 1, error);
    struct sp_row row = {statement, "roster", key, 0, true, error};

    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);
    bool ok = step == SQL_ROW && read_member(&row, member);

    sqlite3_finalize(statement);
    if (step == SQL_DONE)
        sp_error_set(error, "db-missing", "roster", key, NULL);
    return ok;
}

bool
sp_member_by_number(struct sp_store *store, const char *number,
                    struct sp_member *member, struct sp_error *error)
{
    return load(store, COLUMNS " WHERE r.number = $1", number, member, error);
}

bool
sp_member_by_person(struct sp_store *store, const char *person,
                    struct sp_member *member, struct sp_error *error)
{
    return load(store, COLUMNS " WHERE r.person = $1", person, member, error);
}

static bool
put_row(struct sp_store *store, const struct sp_member *m, struct sp_error *error)
{
    const struct sp_sql_value values[] = {
        sp_sql_text(m->person),
        sp_sql_text(m->number),
        sp_sql_text(m->team),
        sp_sql_text(sp_role_name(m->role)),
        sp_sql_text(m->has_lang ? sp_lang_tag(m->lang) : NULL),
        sp_sql_integer(m->extra_percent),
        sp_sql_integer(m->scale_percent),
        sp_sql_integer(m->active),
    };
    const struct sp_sql_value name[] = {values[0], sp_sql_text(m->name)};

    return sp_sql_do(store,
                     "INSERT INTO roster (person, number, team, role, lang,"
                     " extra_percent, scale_percent, active)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                     " ON CONFLICT (person) DO UPDATE SET team = excluded.team,"
                     " role = excluded.role, lang = excluded.lang,"
                     " extra_percent = excluded.extra_percent,"
                     " scale_percent = excluded.scale_percent,"
                     " active = excluded.active",
                     values, sizeof values / sizeof *values, NULL, error) &&
           sp_sql_do(store, "UPDATE person SET name = $2 WHERE id = $1", name, 2, NULL,
                     error);
}

bool
sp_member_put(struct sp_store *store, struct sp_member *member, bool *added,
              struct sp_error *error)
{
    struct sp_member known = {0};
    struct sp_error missing = {0};
    bool own = false;

    if (!sp_sql_open(store, &own, error))
        return false;
    bool found = sp_member_by_number(store, member->number, &known, &missing);
    bool ok = found || sp_error_is(&missing, "db-missing");

    if (!ok)
        sp_error_set(error, missing.code, missing.args[0], missing.args[1],
                     missing.args[2]);
    else if (found)
        memcpy(member->person, known.person, SP_ID_SIZE);
    else if (!member->person[0])
        ok = sp_store_add_person(store, member->name, member->person, error);
    ok = ok && put_row(store, member, error);
    sp_member_finish(&known);
    sp_error_clear(&missing);
    if (ok && added)
        *added = !found;
    return own ? sp_sql_close(store, ok, error) : ok;
}

bool
sp_members_put(struct sp_store *store, struct sp_member *members, size_t count,
               unsigned *added, struct sp_error *error)
{
    bool own = false, ok, is_new;

    if (!sp_sql_open(store, &own, error))
        return false;
    ok = true;
    *added = 0;
    for (size_t i = 0; ok && i < count; i++) {
        ok = sp_member_put(store, &members[i], &is_new, error);
        *added += ok && is_new;
    }
    return own ? sp_sql_close(store, ok, error) : ok;
}
