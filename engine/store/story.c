/* story.c: a chain of events as structs. */
#include "store/story.h"

#include <string.h>

#include "store_own.h"

void
sp_story_finish(struct sp_story *story)
{
    for (unsigned i = 0; i < SP_EXAM_ITEMS; i++) {
        sp_free(story->call[i].line);
        sp_free(story->call[i].check);
    }
    sp_free(story->note);
    sp_free(story->rating);
    sp_arena_finish(&story->arena);
    *story = (struct sp_story){0};
}

void
sp_stories_finish(struct sp_stories *stories)
{
    for (size_t i = 0; i < stories->count; i++)
        sp_story_finish(&stories->item[i]);
    sp_free(stories->item);
    *stories = (struct sp_stories){0};
}

/* ---- values of an event ---- */

static const char *
text_of(struct sp_story *story, const cJSON *json, const char *key)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(json, key);

    return sp_arena_strdup(&story->arena, cJSON_IsString(at) ? at->valuestring : "");
}

/* Within `low` and `high`, else `low`. */
static int64_t
number_of(const cJSON *json, const char *key, int64_t low, int64_t high)
{
    const cJSON *at = cJSON_GetObjectItemCaseSensitive(json, key);

    if (!cJSON_IsNumber(at) || at->valuedouble < (double)low ||
        at->valuedouble > (double)high)
        return low;
    return (int64_t)at->valuedouble;
}

static bool
truth_of(const cJSON *json, const char *key)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(json, key));
}

#define TIME_MOST 9007199254740991 /* what JSON keeps exactly */

static int64_t
time_of(const cJSON *json)
{
    return number_of(json, "at", 0, TIME_MOST);
}

/* The call that an event belongs to, or NULL. */
static struct sp_story_call *
call_of(struct sp_story *story, const cJSON *json)
{
    int64_t item = number_of(json, "item", -1, SP_EXAM_ITEMS - 1);

    return item < 0 ? NULL : &story->call[item];
}

/* ---- what happened in calls ---- */

static void
tell_begin(struct sp_story *s, const cJSON *json)
{
    const cJSON *lang = cJSON_GetObjectItemCaseSensitive(json, "lang");

    s->exam_sha = text_of(s, json, "exam");
    s->form = text_of(s, json, "form");
    s->engine = text_of(s, json, "engine");
    s->number = text_of(s, json, "number");
    s->name = text_of(s, json, "name");
    if (cJSON_IsString(lang))
        sp_lang_find(lang->valuestring, &s->lang);
}

static void
tell_call(struct sp_story *s, const cJSON *json)
{
    static const char *const keys[] = {"scenarioSha", "rubricSha", "stylesSha"};
    struct sp_story_call *call = call_of(s, json);

    if (!call || call->begun)
        return;
    call->begun = true;
    call->attempt = text_of(s, json, "attempt");
    call->scenario = text_of(s, json, "scenario");
    call->style = text_of(s, json, "style");
    call->motive = text_of(s, json, "motive");
    call->input = text_of(s, json, "input");
    call->seed = text_of(s, json, "seed");
    for (unsigned i = 0; i < SP_PARTS; i++)
        call->sha[i] = text_of(s, json, keys[i]);
    call->began_ms = time_of(json);
    if ((unsigned)(call - s->call) >= s->calls)
        s->calls = (unsigned)(call - s->call) + 1;
}

static void
tell_turn(struct sp_story *s, const cJSON *json)
{
    struct sp_story_call *call = call_of(s, json);
    const cJSON *lang = cJSON_GetObjectItemCaseSensitive(json, "lang");

    if (!call || !call->begun || call->done || call->lines == SP_KEPT_TURNS_MOST)
        return;
    call->line = sp_grow(call->line, call->lines + 1, sizeof *call->line);
    struct sp_story_line *line = &call->line[call->lines];
    int64_t before = call->lines ? line[-1].at_ms : call->began_ms;

    *line =
        (struct sp_story_line){.number = (unsigned)number_of(json, "turn", 0, 20000),
                               .node = text_of(s, json, "node"),
                               .reply = text_of(s, json, "reply"),
                               .customer = text_of(s, json, "customer"),
                               .trainee = text_of(s, json, "trainee"),
                               .lang = s->lang,
                               .at_ms = time_of(json)};
    line->took_ms = line->at_ms > before ? line->at_ms - before : 0;
    if (cJSON_IsString(lang))
        sp_lang_find(lang->valuestring, &line->lang);
    call->lines++;
}

static void
tell_call_end(struct sp_story *s, const cJSON *json)
{
    struct sp_story_call *call = call_of(s, json);
    const cJSON *level;

    if (!call || !call->begun || call->done)
        return;
    call->done = true;
    call->ended_ms = time_of(json);
    call->ending = text_of(s, json, "ending");
    call->total = (int)number_of(json, "total", 0, 1000);
    call->out_of = (int)number_of(json, "outOf", 0, 1000);
    call->mark = (int)number_of(json, "mark", 0, 1000);
    call->pass = truth_of(json, "pass");
    cJSON_ArrayForEach(level, cJSON_GetObjectItemCaseSensitive(json, "levels"))
    {
        if (call->levels == SP_COMPETENCIES || !level->string)
            break;
        call->level[call->levels++] = (struct sp_story_level){
            sp_arena_strdup(&s->arena, level->string),
            cJSON_IsNumber(level) && level->valueint >= 0 ? level->valueint : -1};
    }
}

/* ---- what people said, and facts ---- */

static void
tell_note(struct sp_story *s, const cJSON *json, const char *type)
{
    static const char *const numbers[] = {"minutes", "letters", "forMs", "byMs",
                                          "leftMs"};
    const cJSON *reason = cJSON_GetObjectItemCaseSensitive(json, "reason");
    const cJSON *pass = cJSON_GetObjectItemCaseSensitive(json, "pass");

    s->note = sp_grow(s->note, s->notes + 1, sizeof *s->note);
    struct sp_story_note *note = &s->note[s->notes++];

    *note =
        (struct sp_story_note){.type = sp_arena_strdup(&s->arena, type),
                               .by = text_of(s, json, "by"),
                               .words = text_of(s, json, reason ? "reason" : "words"),
                               .has_pass = cJSON_IsBool(pass),
                               .pass = cJSON_IsTrue(pass),
                               .at_ms = time_of(json)};
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (cJSON_GetObjectItemCaseSensitive(json, numbers[i]))
            note->number = number_of(json, numbers[i], -TIME_MOST, TIME_MOST);
    }
}

static void
tell_ratings(struct sp_story *s, const cJSON *json)
{
    const cJSON *level;

    cJSON_ArrayForEach(level, cJSON_GetObjectItemCaseSensitive(json, "levels"))
    {
        int64_t item = number_of(level, "item", -1, SP_EXAM_ITEMS - 1);
        int64_t value = number_of(level, "level", -1, SP_LEVELS);

        if (item < 0 || value < 0 || s->ratings == SP_EXAM_ITEMS * SP_COMPETENCIES * 8)
            continue;
        s->rating = sp_grow(s->rating, s->ratings + 1, sizeof *s->rating);
        s->rating[s->ratings++] = (struct sp_story_rating){
            text_of(s, json, "by"), text_of(s, level, "competency"), (unsigned)item,
            (int)value};
    }
}

static void
tell_closed(struct sp_story *s, const cJSON *json)
{
    const cJSON *item;

    s->closed = true;
    s->machine_verdict = text_of(s, json, "verdict");
    s->machine_pass = truth_of(json, "pass");
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "clauses"))
    {
        const char *kind = text_of(s, item, "kind");
        struct sp_clause *clause = &s->clause[s->clauses];

        if (s->clauses == SP_CLAUSES)
            break;
        *clause = (struct sp_clause){.competency = text_of(s, item, "competency"),
                                     .wanted = (int)number_of(item, "wanted", 0, 10000),
                                     .got = (int)number_of(item, "got", -1, 10000),
                                     .met = truth_of(item, "met"),
                                     .kind = SP_CLAUSE_KINDS};
        for (unsigned k = 0; k < SP_CLAUSE_KINDS; k++) {
            if (strcmp(kind, sp_clause_name(k)) == 0)
                clause->kind = k;
        }
        if (clause->kind != SP_CLAUSE_LEVEL)
            clause->competency = NULL;
        s->clauses += clause->kind != SP_CLAUSE_KINDS;
    }
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "held"))
    {
        cJSON *why = cJSON_CreateObject();

        cJSON_AddStringToObject(why, "words",
                                cJSON_IsString(item) ? item->valuestring : "");
        cJSON_AddNumberToObject(why, "at", (double)time_of(json));
        tell_note(s, why, "held");
        cJSON_Delete(why);
    }
}

static void
tell(struct sp_story *s, const cJSON *json)
{
    static const char *const notes[] = {"remark",  "decision", "hold",     "appeal",
                                        "stopped", "resumed",  "paste",    "focus-lost",
                                        "warning", "time-up",  "given-up", "clock-jump",
                                        "notice",  "warm-up",  NULL};
    const cJSON *type_json = cJSON_GetObjectItemCaseSensitive(json, "type");
    const char *type = cJSON_IsString(type_json) ? type_json->valuestring : "";

    if (time_of(json) > s->last_ms)
        s->last_ms = time_of(json);
    if (strcmp(type, "begin") == 0)
        tell_begin(s, json);
    else if (strcmp(type, "call") == 0)
        tell_call(s, json);
    else if (strcmp(type, "turn") == 0)
        tell_turn(s, json);
    else if (strcmp(type, "call-end") == 0)
        tell_call_end(s, json);
    else if (strcmp(type, "closed") == 0 && !s->closed)
        tell_closed(s, json);
    if (strcmp(type, "remark") == 0)
        tell_ratings(s, json);
    if (strcmp(type, "resumed") == 0)
        s->interrupted = true;
    for (unsigned i = 0; notes[i]; i++) {
        if (strcmp(type, notes[i]) == 0)
            tell_note(s, json, type);
    }
}

/* ---- the stored score ---- */

static void
tell_check(struct sp_story *s, struct sp_story_call *call, const cJSON *json,
           const cJSON *competency, int level)
{
    const cJSON *instead = cJSON_GetObjectItemCaseSensitive(json, "instead");

    call->check = sp_grow(call->check, call->checks + 1, sizeof *call->check);
    call->check[call->checks++] = (struct sp_story_check){
        .id = text_of(s, json, "id"),
        .competency = competency ? text_of(s, competency, "id") : NULL,
        .wording = text_of(s, json, "wording"),
        .level = level,
        .points = (int)number_of(json, "points", 0, 1000),
        .judged = !competency || truth_of(competency, "judged"),
        .earned = competency ? truth_of(json, "earned") : truth_of(json, "holds"),
        .line = (unsigned)number_of(json, "line", 0, 20000),
        .instead = instead ? text_of(s, json, "instead") : NULL};
}

/* The order of the rubric, which canonical JSON has not kept. */
static void
sort_levels(struct sp_story_call *call, const cJSON *competencies)
{
    const cJSON *competency;
    unsigned at = 0;

    cJSON_ArrayForEach(competency, competencies)
    {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(competency, "id");

        for (unsigned i = at; i < call->levels && cJSON_IsString(id); i++) {
            struct sp_story_level level = call->level[i];

            if (strcmp(level.competency, id->valuestring) != 0)
                continue;
            call->level[i] = call->level[at];
            call->level[at++] = level;
            break;
        }
    }
}

static void
tell_score(struct sp_story *s, struct sp_story_call *call, const char *score)
{
    cJSON *json = cJSON_Parse(score);
    const cJSON *competencies = cJSON_GetObjectItemCaseSensitive(json, "competencies");
    const cJSON *competency, *check;

    cJSON_ArrayForEach(competency, competencies)
    {
        int level = 0;

        cJSON_ArrayForEach(check,
                           cJSON_GetObjectItemCaseSensitive(competency, "checks"))
        {
            if (level < SP_LEVELS && call->checks < SP_COMPETENCIES * SP_LEVELS)
                tell_check(s, call, check, competency, ++level);
        }
    }
    cJSON_ArrayForEach(check, cJSON_GetObjectItemCaseSensitive(json, "critical"))
    {
        if (call->checks < SP_COMPETENCIES * SP_LEVELS + SP_CRITICALS)
            tell_check(s, call, check, NULL, 0);
    }
    sort_levels(call, competencies);
    cJSON_Delete(json);
}

/* The hash that the chain has for the score of a call. */
static bool
is_named(const struct sp_events *events, unsigned item, const char *score)
{
    char sha[SP_HASH_SIZE];
    bool named = false;

    sp_content_name(&(struct sp_bytes){score, strlen(score)}, sha);
    for (size_t i = 0; i < events->count && !named; i++) {
        const char *body = events->item[i].body;
        cJSON *json = body && strstr(body, sha) ? cJSON_Parse(body) : NULL;
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(json, "scoreSha");

        named = cJSON_IsString(name) && strcmp(name->valuestring, sha) == 0 &&
                number_of(json, "item", -1, SP_EXAM_ITEMS) == item;
        cJSON_Delete(json);
    }
    return named;
}

void
sp_story_read(const struct sp_sitting_row *row, const struct sp_events *events,
              char *const score[SP_EXAM_ITEMS], struct sp_story *story)
{
    *story =
        (struct sp_story){.row = *row,
                          .exam_sha = "",
                          .form = "",
                          .engine = "",
                          .number = "",
                          .name = "",
                          .machine_verdict = "",
                          .last_ms = row->closed_ms ? row->closed_ms : row->began_ms};
    for (size_t i = 0; i < events->count; i++) {
        const char *body = events->item[i].body;
        cJSON *json = body ? cJSON_Parse(body) : NULL;

        story->forgotten = story->forgotten || !body;
        if (json)
            tell(story, json);
        cJSON_Delete(json);
    }
    for (unsigned i = 0; i < story->calls; i++) {
        struct sp_story_call *call = &story->call[i];

        if (!call->done || !score[i])
            continue;
        call->score_wrong = !is_named(events, i, score[i]);
        if (!call->score_wrong)
            tell_score(story, call, score[i]);
    }
}

/* ---- from the records ---- */

static bool
load_scores(struct sp_store *store, const char *sitting, char *score[SP_EXAM_ITEMS],
            struct sp_error *error)
{
    const struct sp_sql_value id = sp_sql_text(sitting);
    sqlite3_stmt *statement =
        sp_sql_once(store,
                    "SELECT c.item, r.score FROM sitting_call c JOIN result r"
                    " ON r.attempt = c.attempt WHERE c.sitting = $1 ORDER BY c.item",
                    &id, 1, error);
    struct sp_row row = {statement, "result", sitting, 0, true, error};
    enum sp_sql_step step = SQL_FAILED;

    while (statement && row.ok &&
           (step = sp_sql_step(store, statement, error)) == SQL_ROW) {
        row.column = 0;
        unsigned item = (unsigned)sp_row_integer(&row, "item", 0, SP_EXAM_ITEMS - 1);
        char *text = sp_row_text(&row, "score", SP_ROW_BODY_MOST, NULL);

        if (row.ok && !score[item])
            score[item] = text;
        else
            sp_free(text);
    }
    sqlite3_finalize(statement);
    return step == SQL_DONE && row.ok;
}

bool
sp_story_load(struct sp_store *store, const struct sp_sitting_row *row,
              struct sp_story *story, struct sp_error *error)
{
    char *score[SP_EXAM_ITEMS] = {0};
    struct sp_events events = {0};
    bool ok = sp_event_list(store, row->id, &events, error) &&
              load_scores(store, row->id, score, error);

    if (ok)
        sp_story_read(row, &events, score, story);
    for (unsigned i = 0; i < SP_EXAM_ITEMS; i++)
        sp_free(score[i]);
    sp_events_finish(&events);
    return ok;
}

bool
sp_stories_load(struct sp_store *store, const char *exam, const char *person,
                struct sp_stories *stories, struct sp_error *error)
{
    struct sp_sitting_rows rows = {0};
    struct sp_stories list = {0};

    if (!sp_sitting_row_list(store, exam, person, &rows, error))
        return false;
    bool ok = true;

    if (rows.count > 0)
        list.item = sp_alloc(rows.count, sizeof *list.item);
    for (size_t i = 0; ok && i < rows.count; i++) {
        ok = sp_story_load(store, &rows.item[i], &list.item[list.count], error);
        list.count += ok;
    }
    sp_sitting_rows_finish(&rows);
    if (ok)
        *stories = list;
    else
        sp_stories_finish(&list);
    return ok;
}

/* ---- looking ---- */

const struct sp_story_line *
sp_story_line(const struct sp_story_call *call, unsigned number)
{
    for (unsigned i = 0; i < call->lines; i++) {
        if (call->line[i].number == number)
            return &call->line[i];
    }
    return NULL;
}

const struct sp_story_note *
sp_story_last(const struct sp_story *story, const char *type)
{
    for (unsigned i = story->notes; i > 0; i--) {
        if (strcmp(story->note[i - 1].type, type) == 0)
            return &story->note[i - 1];
    }
    return NULL;
}
