/* store_write.c: people, attempts, turns and results go in. */
#include "store_own.h"

#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "core/mem.h"
#include "sittings_own.h"
#include "store/os.h"

const char *const sp_part_names[] = {"scenario", "rubric", "styles", NULL};
const char *const sp_input_names[] = {"choice", "words", NULL};
const char *const sp_setting_names[] = {"practice", "rehearsal", "exam", NULL};
const char *const sp_state_names[] = {"running", "finished", "abandoned", NULL};
const char *const sp_kept_names[] = {"answer", "undo", NULL};

#define NAMES(names) (sizeof(names) / sizeof *(names)-1)
static_assert(NAMES(sp_part_names) == SP_PARTS, "a name per part");
static_assert(NAMES(sp_input_names) == SP_INPUTS, "a name per input");
static_assert(NAMES(sp_setting_names) == SP_SETTINGS, "a name per setting");
static_assert(NAMES(sp_state_names) == SP_ATTEMPT_STATES, "a name per state");
static_assert(NAMES(sp_kept_names) == SP_KEPT_KINDS, "a name per kind");

const char *
sp_part_name(enum sp_part part)
{
    return part < SP_PARTS ? sp_part_names[part] : NULL;
}

const char *
sp_input_name(enum sp_input input)
{
    return input < SP_INPUTS ? sp_input_names[input] : NULL;
}

const char *
sp_setting_name(enum sp_setting setting)
{
    return setting < SP_SETTINGS ? sp_setting_names[setting] : NULL;
}

const char *
sp_attempt_state_name(enum sp_attempt_state state)
{
    return state < SP_ATTEMPT_STATES ? sp_state_names[state] : NULL;
}

static bool
find_name(const char *const *names, const char *name, unsigned *index)
{
    for (unsigned i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

bool
sp_input_find(const char *name, enum sp_input *input)
{
    unsigned index;

    if (!find_name(sp_input_names, name, &index))
        return false;
    *input = (enum sp_input)index;
    return true;
}

bool
sp_setting_find(const char *name, enum sp_setting *setting)
{
    unsigned index;

    if (!find_name(sp_setting_names, name, &index))
        return false;
    *setting = (enum sp_setting)index;
    return true;
}

void
sp_content_name(const struct sp_bytes *bytes, char name[SP_HASH_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    const void *text = bytes->text;

    crypto_hash_sha256(hash, text, bytes->size);
    sodium_bin2hex(name, SP_HASH_SIZE, hash, sizeof hash);
}

void
sp_store_new_id(char id[SP_ID_SIZE])
{
    unsigned char bits[(SP_ID_SIZE - 1) / 2];

    randombytes_buf(bits, sizeof bits);
    sodium_bin2hex(id, SP_ID_SIZE, bits, sizeof bits);
}

/* What would be refused when it is read is not written either. */
static bool
check_bytes(const char *text, size_t size, size_t most, const char *table,
            const char *column, struct sp_error *error)
{
    if (text && size <= most && !memchr(text, 0, size) && sp_utf8_valid(text, size))
        return true;
    return sp_error_set(error, "db-value", table, column, NULL);
}

static bool
check_text(const char *text, size_t most, const char *table, const char *column,
           struct sp_error *error)
{
    return check_bytes(text, text ? strlen(text) : 0, most, table, column, error);
}

static bool
add_person(struct sp_store *store, enum sp_sql which, const char *name,
           char person[SP_ID_SIZE], struct sp_error *error)
{
    if (!check_text(name, SP_ROW_ID_MOST, "person", "name", error))
        return false;
    sp_store_new_id(person);
    const struct sp_sql_value values[] = {sp_sql_text(person), sp_sql_text(name),
                                          sp_sql_integer(sp_os_wall_ms())};

    return sp_sql_run(store, which, values, 3, NULL, error);
}

bool
sp_store_add_person(struct sp_store *store, const char *name, char person[SP_ID_SIZE],
                    struct sp_error *error)
{
    char id[SP_ID_SIZE];

    if (!add_person(store, SQL_ADD_PERSON, name, id, error))
        return false;
    memcpy(person, id, sizeof id);
    return true;
}

/* `found` is false when there is nobody yet. */
static bool
own_person(struct sp_store *store, char person[SP_ID_SIZE], bool *found,
           struct sp_error *error)
{
    sqlite3_stmt *statement = sp_sql_start(store, SQL_OWN_PERSON, NULL, 0, error);
    char id[SP_ID_SIZE] = "";
    struct sp_row row = {statement, "person", "", 0, true, error};

    if (!statement)
        return false;
    enum sp_sql_step step = sp_sql_step(store, statement, error);

    if (step == SQL_ROW)
        sp_row_hex(&row, "id", id, sizeof id);
    sp_sql_end(statement);
    if (step == SQL_FAILED || !row.ok)
        return false;
    *found = step == SQL_ROW;
    if (*found)
        memcpy(person, id, sizeof id);
    return true;
}

bool
sp_store_default_person(struct sp_store *store, const char *name,
                        char person[SP_ID_SIZE], struct sp_error *error)
{
    char id[SP_ID_SIZE];
    bool found = false;

    if (!own_person(store, person, &found, error))
        return false;
    if (found)
        return true;
    /* Another process may be first; then its person is the one. */
    return add_person(store, SQL_ADD_OWN_PERSON, name, id, error) &&
           own_person(store, person, &found, error) &&
           (found || sp_error_set(error, "db-missing", "person", "", NULL));
}

static bool
check_begin(const struct sp_begin *begin, struct sp_error *error)
{
    return check_text(begin->scenario_id, SP_ROW_ID_MOST, "attempt", "scenario_id",
                      error) &&
           check_text(begin->style, SP_ROW_ID_MOST, "attempt", "style", error) &&
           check_text(begin->motive, SP_ROW_ID_MOST, "attempt", "motive", error);
}

bool
sp_content_add(struct sp_store *store, enum sp_part kind, const struct sp_bytes *body,
               struct sp_error *error)
{
    char name[SP_HASH_SIZE];

    if (!check_bytes(body->text, body->size, SP_ROW_BODY_MOST, "content",
                     sp_part_names[kind], error))
        return false;
    sp_content_name(body, name);
    const struct sp_sql_value values[] = {
        sp_sql_text(name), sp_sql_text(sp_part_names[kind]), sp_sql_bytes(body)};

    return sp_sql_run(store, SQL_ADD_CONTENT, values, 3, NULL, error);
}

static bool
add_contents(struct sp_store *store, const struct sp_begin *begin,
             char names[SP_PARTS][SP_HASH_SIZE], struct sp_error *error)
{
    for (unsigned i = 0; i < SP_PARTS; i++) {
        sp_content_name(&begin->content[i], names[i]);
        if (!sp_content_add(store, i, &begin->content[i], error))
            return false;
    }
    return true;
}

static bool
moved(const char *attempt, struct sp_error *error)
{
    return sp_error_set(error, "db-moved", attempt, NULL, NULL);
}

bool
sp_store_append(struct sp_store *store, const char *attempt, unsigned seq,
                const struct sp_kept_turn *turn, struct sp_error *error)
{
    unsigned changed = 0;

    if (seq > SP_KEPT_TURNS_MOST)
        return sp_error_set_number(error, "db-turns", attempt, SP_KEPT_TURNS_MOST);
    if (!check_text(turn->reply, SP_ROW_ID_MOST, "turn", "reply", error) ||
        !check_text(turn->node, SP_ROW_ID_MOST, "turn", "node", error) ||
        !check_text(turn->customer, SP_ROW_LINE_MOST, "turn", "customer", error) ||
        !check_text(turn->trainee, SP_ROW_LINE_MOST, "turn", "trainee", error) ||
        (turn->moves &&
         (!check_text(turn->moves, SP_ROW_SAID_MOST, "turn", "moves", error) ||
          !check_text(turn->mentions, SP_ROW_SAID_MOST, "turn", "mentions", error))))
        return false;
    const struct sp_sql_value values[] = {
        sp_sql_text(attempt),
        sp_sql_integer(seq),
        sp_sql_text(turn->kind < SP_KEPT_KINDS ? sp_kept_names[turn->kind] : NULL),
        sp_sql_text(turn->reply),
        sp_sql_text(turn->node),
        sp_sql_text(turn->customer),
        sp_sql_text(turn->trainee),
        sp_sql_text(sp_lang_tag(turn->lang)),
        sp_sql_integer(turn->at_ms),
        sp_sql_text(turn->moves),
        sp_sql_text(turn->mentions),
    };

    bool own = false;

    if (!sp_sql_open(store, &own, error))
        return false;
    bool ok = sp_sql_run(store, SQL_ADD_TURN, values, sizeof values / sizeof *values,
                         &changed, error);

    if (ok && changed != 1)
        ok = moved(attempt, error);
    ok = ok && sitting_turn_added(store, attempt, seq, turn, error);
    return own ? sp_sql_close(store, ok, error) : ok;
}

static bool
add_attempt(struct sp_store *store, const struct sp_begin *begin, const char *id,
            char names[SP_PARTS][SP_HASH_SIZE], struct sp_error *error)
{
    const struct sp_branch *branch = begin->branch;
    char seed[24];

    snprintf(seed, sizeof seed, "%" PRIu64, begin->seed);
    const struct sp_sql_value values[] = {
        sp_sql_text(id),
        sp_sql_text(begin->person),
        sp_sql_text(begin->scenario_id),
        sp_sql_text(names[SP_PART_SCENARIO]),
        sp_sql_text(names[SP_PART_RUBRIC]),
        sp_sql_text(names[SP_PART_STYLES]),
        sp_sql_text(seed),
        sp_sql_text(begin->style),
        sp_sql_text(begin->motive),
        sp_sql_text(sp_input_name(begin->input)),
        sp_sql_text(sp_setting_name(begin->setting)),
        sp_sql_text(sp_lang_tag(begin->lang)),
        sp_sql_integer(begin->at_ms),
        branch ? sp_sql_integer(branch->turns) : sp_sql_text(NULL),
        sp_sql_text(branch ? branch->from : NULL),
    };

    return sp_sql_run(store, SQL_ADD_ATTEMPT, values, sizeof values / sizeof *values,
                      NULL, error);
}

bool
sp_store_begin(struct sp_store *store, const struct sp_begin *begin,
               char attempt[SP_ID_SIZE], struct sp_error *error)
{
    char names[SP_PARTS][SP_HASH_SIZE], id[SP_ID_SIZE];
    const struct sp_branch *branch = begin->branch;

    if (!check_begin(begin, error))
        return false;
    sp_store_new_id(id);
    if (!sp_sql_run(store, SQL_BEGIN, NULL, 0, NULL, error))
        return false;
    bool ok = add_contents(store, begin, names, error) &&
              add_attempt(store, begin, id, names, error) &&
              sitting_call_begun(store, begin, id, names, error);

    for (unsigned i = 0; ok && branch && i < branch->turns; i++)
        ok = sp_store_append(store, id, i + 1, &branch->turn[i], error);
    ok = sp_sql_close(store, ok, error);
    if (ok)
        memcpy(attempt, id, sizeof id);
    return ok;
}

static bool
end_attempt(struct sp_store *store, const char *attempt, enum sp_attempt_state state,
            int64_t at_ms, struct sp_error *error)
{
    const struct sp_sql_value values[] = {sp_sql_text(attempt),
                                          sp_sql_text(sp_state_names[state]),
                                          sp_sql_integer(at_ms)};
    unsigned changed = 0;

    if (!sp_sql_run(store, SQL_END_ATTEMPT, values, 3, &changed, error))
        return false;
    return changed == 1 || moved(attempt, error);
}

bool
sp_store_finish(struct sp_store *store, const char *attempt, unsigned turns,
                const struct sp_result *result, struct sp_error *error)
{
    unsigned changed = 0;

    if (!check_text(result->ending, SP_ROW_ID_MOST, "result", "ending", error) ||
        !check_text(result->levels, SP_ROW_BODY_MOST, "result", "levels", error) ||
        !check_text(result->score, SP_ROW_BODY_MOST, "result", "score", error))
        return false;
    const struct sp_sql_value values[] = {
        sp_sql_text(attempt),
        sp_sql_integer(result->total),
        sp_sql_integer(result->out_of),
        sp_sql_integer(result->mark),
        sp_sql_integer(result->pass),
        sp_sql_text(result->ending),
        sp_sql_text(result->levels),
        sp_sql_text(result->score),
        sp_sql_integer(result->made_ms),
        sp_sql_integer(turns),
    };

    if (!sp_sql_run(store, SQL_BEGIN, NULL, 0, NULL, error))
        return false;
    bool ok = sp_sql_run(store, SQL_ADD_RESULT, values, sizeof values / sizeof *values,
                         &changed, error);

    if (ok && changed != 1)
        ok = moved(attempt, error);
    ok = ok && end_attempt(store, attempt, SP_FINISHED, result->made_ms, error) &&
         sitting_call_ended(store, attempt, result, error);
    return sp_sql_close(store, ok, error);
}

bool
sp_store_abandon(struct sp_store *store, const char *attempt, int64_t at_ms,
                 struct sp_error *error)
{
    return end_attempt(store, attempt, SP_ABANDONED, at_ms, error);
}
