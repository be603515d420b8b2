/* hand_in_store.c: the rows of a sitting that was handed in. */
#include <string.h>

#include "core/mem.h"
#include "evidence_own.h"
#include "round_own.h"
#include "store/hand_in.h"
#include "store_own.h"

struct storing {
    struct sp_store *store;
    const struct sp_hand_in *what;
    const struct sp_replayed_call *call; /* that the rows belong to */
    unsigned calls;
    char attempt[SP_ID_SIZE];
    struct sp_error *error;
};

static bool
add_sitting(const struct storing *s, const struct sp_evidence *evidence)
{
    const struct sp_hand_in *what = s->what;
    const struct sp_replay *replay = &what->replay;
    const struct sp_sql_value values[] = {
        sp_sql_text(what->sitting),
        sp_sql_text(what->exam),
        sp_sql_text(what->person),
        sp_sql_text(what->code),
        sp_sql_integer(what->attempt),
        sp_sql_text(sp_verdict_state_name(replay->state)),
        sp_sql_integer(what->began_ms),
        sp_sql_integer(replay->closed_ms),
        sp_sql_integer((int64_t)evidence->events.count),
        sp_sql_text(evidence->head),
    };

    return sp_sql_do(s->store,
                     "INSERT INTO sitting (id, exam, person, code, attempt, kind,"
                     " origin, state, verdict, decided, began_ms, closed_ms, left_ms,"
                     " events, head) VALUES ($1, $2, $3, $4, $5, 'machine', 'file',"
                     " 'closed', $6, 0, $7, $8, NULL, $9, $10)",
                     values, sizeof values / sizeof *values, NULL, s->error);
}

static bool
add_event(const struct storing *s, const struct sp_event *event)
{
    const struct sp_sql_value values[] = {
        sp_sql_text(s->what->sitting), sp_sql_integer(event->seq),
        sp_sql_text(event->body), sp_sql_text(event->body_sha),
        sp_sql_text(event->hash)};

    return sp_sql_do(s->store,
                     "INSERT INTO event (sitting, seq, body, body_sha, hash)"
                     " VALUES ($1, $2, $3, $4, $5)",
                     values, 5, NULL, s->error);
}

/* The attempt is abandoned until its result comes. */
static bool
add_call(struct storing *s, const cJSON *event)
{
    const char *id = event_text(event, "attempt");
    unsigned changed = 0;

    if (strlen(id) != SP_ID_SIZE - 1 ||
        strspn(id, "0123456789abcdef") != SP_ID_SIZE - 1)
        return sp_error_set(s->error, "hand-in-attempt", id, NULL, NULL);
    memcpy(s->attempt, id, SP_ID_SIZE);
    s->call = &s->what->replay.call[s->calls];
    const struct sp_sql_value values[] = {
        sp_sql_text(id),
        sp_sql_text(s->what->person),
        sp_sql_text(event_text(event, "scenario")),
        sp_sql_text(event_text(event, "scenarioSha")),
        sp_sql_text(event_text(event, "rubricSha")),
        sp_sql_text(event_text(event, "stylesSha")),
        sp_sql_text(event_text(event, "seed")),
        sp_sql_text(event_text(event, "style")),
        sp_sql_text(event_text(event, "motive")),
        sp_sql_text(event_text(event, "input")),
        sp_sql_text(sp_lang_tag(s->call->lang)),
        sp_sql_integer(event_number(event, "at")),
        sp_sql_integer(s->what->replay.closed_ms),
    };
    const struct sp_sql_value link[] = {sp_sql_text(s->what->sitting),
                                        sp_sql_integer(s->calls++), sp_sql_text(id)};

    if (!sp_sql_do(s->store,
                   "INSERT INTO attempt (id, person, scenario_id, scenario_sha,"
                   " rubric_sha, styles_sha, seed, style, motive, input, setting,"
                   " lang, state, started_ms, ended_ms) VALUES ($1, $2, $3, $4, $5,"
                   " $6, $7, $8, $9, $10, 'exam', $11, 'abandoned', $12, $13)"
                   " ON CONFLICT DO NOTHING",
                   values, sizeof values / sizeof *values, &changed, s->error))
        return false;
    if (changed != 1)
        return sp_error_set(s->error, "hand-in-attempt", id, NULL, NULL);
    return sp_sql_do(s->store,
                     "INSERT INTO sitting_call (sitting, item, attempt)"
                     " VALUES ($1, $2, $3)",
                     link, 3, NULL, s->error);
}

static bool
add_turn(const struct storing *s, const cJSON *event)
{
    bool own = cJSON_HasObjectItem(event, "moves");
    const struct sp_sql_value values[] = {
        sp_sql_text(s->attempt),
        sp_sql_integer(event_number(event, "turn")),
        sp_sql_text(event_text(event, "reply")),
        sp_sql_text(event_text(event, "node")),
        sp_sql_text(event_text(event, "customer")),
        sp_sql_text(event_text(event, "trainee")),
        sp_sql_text(event_text(event, "lang")),
        sp_sql_integer(event_number(event, "at")),
        sp_sql_text(own ? event_text(event, "moves") : NULL),
        sp_sql_text(own ? event_text(event, "mentions") : NULL),
        sp_sql_text(event_text(event, "reply")[0] ? "answer" : "undo"),
    };

    return sp_sql_do(s->store,
                     "INSERT INTO turn (attempt, seq, kind, reply, node, customer,"
                     " trainee, lang, at_ms, moves, mentions)"
                     " VALUES ($1, $2, $11, $3, $4, $5, $6, $7, $8, $9, $10)",
                     values, sizeof values / sizeof *values, NULL, s->error);
}

static bool
add_result(const struct storing *s, const cJSON *event)
{
    const struct sp_score *score = &s->call->score;
    char *levels = round_levels(score), *text = sp_replay_score(s->call);
    const struct sp_sql_value values[] = {
        sp_sql_text(s->attempt),
        sp_sql_integer(score->total),
        sp_sql_integer(score->out_of),
        sp_sql_integer(score->mark),
        sp_sql_integer(score->pass),
        sp_sql_text(event_text(event, "ending")),
        sp_sql_text(levels),
        sp_sql_text(text),
        sp_sql_integer(event_number(event, "at")),
    };
    const struct sp_sql_value end[] = {values[0], values[8]};
    bool ok = sp_sql_do(s->store,
                        "INSERT INTO result (attempt, total, out_of, mark, pass,"
                        " ending, levels, score, made_ms)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        values, sizeof values / sizeof *values, NULL, s->error) &&
              sp_sql_do(s->store,
                        "UPDATE attempt SET state = 'finished', ended_ms = $2"
                        " WHERE id = $1",
                        end, 2, NULL, s->error);

    sp_free(levels);
    sp_free(text);
    return ok;
}

static bool
add_rows(struct storing *s, const struct sp_event *event)
{
    struct sp_json *doc = event_read(event);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;
    bool ok = add_event(s, event);

    if (ok && event_is(root, "call"))
        ok = add_call(s, root);
    else if (ok && event_is(root, "turn"))
        ok = add_turn(s, root);
    else if (ok && event_is(root, "call-end"))
        ok = add_result(s, root);
    sp_json_free(doc);
    return ok;
}

bool
sp_hand_in_store(struct sp_store *store, const struct sp_evidence *evidence,
                 const struct sp_hand_in *hand_in, const char *file_sha, int64_t at_ms,
                 struct sp_error *error)
{
    struct storing s = {.store = store, .what = hand_in, .error = error};
    cJSON *handed_in;
    bool own = false;

    if (hand_in->known)
        return true;
    if (!sp_sql_open(store, &own, error))
        return false;
    bool ok = add_sitting(&s, evidence);

    for (size_t i = 0; ok && i < evidence->events.count; i++)
        ok = add_rows(&s, &evidence->events.item[i]);
    handed_in = cJSON_CreateObject();
    cJSON_AddStringToObject(handed_in, "type", "handed-in");
    cJSON_AddStringToObject(handed_in, "fileSha", file_sha);
    ok = ok && sp_event_add(store, hand_in->sitting, handed_in, at_ms, error);
    cJSON_Delete(handed_in);
    return own ? sp_sql_close(store, ok, error) : ok;
}
