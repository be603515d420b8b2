/* round.c: one attempt as it is played, in step with its record. */
#include "store/round.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "core/mem.h"
#include "round_own.h"
#include "sittings_own.h"
#include "store/os.h"

struct sp_round {
    struct sp_store *store;                  /* NULL: nothing is kept */
    char id[SP_ID_SIZE], person[SP_ID_SIZE]; /* "" when it is not kept */
    char content[SP_PARTS][SP_HASH_SIZE];
    char *body[SP_PARTS]; /* what it was read from */
    size_t body_size[SP_PARTS];
    struct sp_rubric *rubric;
    struct sp_styles *styles;
    struct sp_scenario *scenario;
    struct sp_session *session;
    enum sp_input input;
    enum sp_setting setting;
    bool observed; /* somebody listens and ticks what is said */
    enum sp_lang lang;
    unsigned kept; /* rows of the record */
    bool branched;
    unsigned taken; /* lines taken over from another attempt; they stay */
    char origin[SP_ID_SIZE];
    bool abandoned;
    bool settled; /* the result is stored, or there is no record */
    bool agrees;
};

void
sp_round_free(struct sp_round *round)
{
    if (!round)
        return;
    sp_session_free(round->session);
    sp_scenario_free(round->scenario);
    sp_styles_free(round->styles);
    sp_rubric_free(round->rubric);
    for (size_t i = 0; i < SP_PARTS; i++)
        sp_free(round->body[i]);
    sp_free(round);
}

static bool
read_contents(struct sp_round *round, const struct sp_bytes content[SP_PARTS],
              struct sp_diags *diags, struct sp_error *error)
{
    const struct sp_bytes *scenario = &content[SP_PART_SCENARIO];
    const struct sp_bytes *rubric = &content[SP_PART_RUBRIC];
    const struct sp_bytes *styles = &content[SP_PART_STYLES];
    enum sp_part bad = SP_PART_RUBRIC;

    for (size_t i = 0; i < SP_PARTS; i++) {
        sp_content_name(&content[i], round->content[i]);
        round->body[i] = sp_strndup(content[i].text, content[i].size);
        round->body_size[i] = content[i].size;
    }
    round->rubric = sp_rubric_read(rubric->text, rubric->size, diags);
    if (round->rubric) {
        bad = SP_PART_STYLES;
        round->styles =
            sp_styles_read(styles->text, styles->size, round->rubric, diags);
    }
    if (round->styles) {
        bad = SP_PART_SCENARIO;
        round->scenario = sp_scenario_read(scenario->text, scenario->size,
                                           round->rubric, round->styles, diags);
    }
    return round->scenario || sp_error_set(error, "round-content", sp_part_name(bad),
                                           round->content[bad], NULL);
}

static bool
start_session(struct sp_round *round, uint64_t seed, const char *style,
              const char *motive, struct sp_error *error)
{
    const struct sp_start start = {round->scenario, seed, style, motive};

    round->session = sp_session_new(&start);
    return round->session || sp_error_set(error, "round-start", round->scenario->id,
                                          style ? style : "", motive ? motive : "");
}

/* Fills in what the round knows. A person that is NULL is the default one. */
static bool
begin_record(struct sp_round *round, struct sp_begin *begin, struct sp_error *error)
{
    const struct sp_scenario *scenario = round->scenario;
    char whose[SP_ID_SIZE] = "";

    begin->scenario_id = scenario->id;
    begin->style = scenario->styles->style[sp_session_style(round->session)].id;
    begin->motive = scenario->motives[sp_session_motive(round->session)].id;
    begin->seed = sp_session_seed(round->session);
    begin->input = round->input;
    begin->setting = round->setting;
    begin->lang = round->lang;
    begin->at_ms = sp_os_wall_ms();
    if (!begin->person) {
        char *name = sp_os_user_name();
        bool ok = sp_store_default_person(round->store, name, whose, error);

        sp_free(name);
        if (!ok)
            return false;
        begin->person = whose;
    }
    for (size_t i = 0; i < SP_PARTS; i++)
        begin->content[i] = (struct sp_bytes){round->body[i], round->body_size[i]};
    bool ok = sp_store_begin(round->store, begin, round->id, error);

    if (ok)
        snprintf(round->person, sizeof round->person, "%s", begin->person);
    begin->person = round->person;
    return ok;
}

struct sp_round *
sp_round_begin(const struct sp_round_start *start, struct sp_diags *diags,
               struct sp_error *error)
{
    struct sp_round *round = sp_alloc(1, sizeof *round);
    struct sp_diags unasked = {0};
    struct sp_begin record = {
        .person = start->person, .sitting = start->sitting, .item = start->item};

    round->store = start->store;
    round->input = start->input;
    round->setting = start->setting;
    round->observed = start->observed;
    round->lang = start->lang;
    round->agrees = true;
    round->settled = !start->store;
    bool ok = read_contents(round, start->content, diags ? diags : &unasked, error);

    sp_diags_finish(&unasked);
    ok = ok && start_session(round, start->seed, start->style, start->motive, error);
    if (ok && (!start->store || begin_record(round, &record, error)))
        return round;
    sp_round_free(round);
    return NULL;
}

/* The line of a reply as it is shown. */
static const char *
wording(const struct sp_reply *reply, enum sp_lang lang)
{
    const struct sp_wordings *text = &reply->text;

    if (text->count[lang] > 0)
        return text->by[lang][0];
    for (unsigned other = 0; other < SP_LANGS; other++) {
        if (text->count[other] > 0)
            return text->by[other][0];
    }
    return "";
}

char *
sp_round_customer(const struct sp_round *round, enum sp_lang lang)
{
    return sp_session_now(round->session, lang);
}

static const struct sp_reply *
open_reply(const struct sp_view *view, const char *id)
{
    for (unsigned i = 0; i < view->open_count; i++) {
        if (strcmp(view->open[i]->id, id) == 0)
            return view->open[i];
    }
    return NULL;
}

/* A row as the call stands before it, of an undo to begin with. */
static struct sp_kept_turn
row_of(const struct sp_round *round)
{
    return (struct sp_kept_turn){
        .kind = SP_KEPT_UNDO,
        .node = sp_strdup(sp_session_view(round->session)->node->id),
        .customer = sp_round_customer(round, round->lang),
        .lang = round->lang,
        .at_ms = sp_os_wall_ms(),
    };
}

static struct sp_kept_turn
row_of_undo(const struct sp_round *round)
{
    struct sp_kept_turn row = row_of(round);

    row.reply = sp_strdup("");
    row.trainee = sp_strdup("");
    return row;
}

static struct sp_kept_turn
row_of_reply(const struct sp_round *round, const struct sp_reply *reply)
{
    struct sp_kept_turn row = row_of(round);

    row.kind = SP_KEPT_ANSWER;
    row.reply = sp_strdup(reply->id);
    row.trainee = sp_strdup(wording(reply, round->lang));
    return row;
}

/* Of a line in own words that comes to `reply`. */
static struct sp_kept_turn
row_of_said(const struct sp_round *round, const char *reply, const struct sp_said *said)
{
    struct sp_kept_turn row = row_of(round);
    struct sp_str moves = {0}, mentions = {0};

    sp_str_add(&moves, "");
    sp_str_add(&mentions, "");
    sp_said_moves(said, &moves);
    sp_said_mentions(round->scenario, said, &mentions);
    row.kind = SP_KEPT_ANSWER;
    row.reply = sp_strdup(reply);
    row.trainee = sp_strdup(said->words ? said->words : "");
    row.moves = sp_str_take(&moves);
    row.mentions = sp_str_take(&mentions);
    return row;
}

static void
row_finish(struct sp_kept_turn *row)
{
    sp_free(row->reply);
    sp_free(row->node);
    sp_free(row->customer);
    sp_free(row->trainee);
    sp_free(row->moves);
    sp_free(row->mentions);
}

/* Stores a row and finishes it. */
static bool
keep(struct sp_round *round, struct sp_kept_turn row, struct sp_error *error)
{
    bool ok = !round->store ||
              sp_store_append(round->store, round->id, round->kept + 1, &row, error);

    round->kept += round->store && ok;
    row_finish(&row);
    return ok;
}

bool
sp_round_over(const struct sp_round *round)
{
    return round->abandoned || sp_session_view(round->session)->ending;
}

bool
sp_round_answer(struct sp_round *round, const char *reply, struct sp_error *error)
{
    if (sp_round_over(round))
        return sp_error_set(error, "round-over", round->scenario->id, NULL, NULL);
    const struct sp_reply *chosen = open_reply(sp_session_view(round->session), reply);

    if (!chosen)
        return sp_error_set(error, "round-closed", reply, NULL, NULL);
    if (!keep(round, row_of_reply(round, chosen), error))
        return false;
    bool said = sp_session_answer(round->session, reply);

    assert(said); /* it was open, and storing does not touch the call */
    (void)said;
    sp_round_settle(round,
                    NULL); /* the line itself is stored, whatever comes of this */
    return true;
}

bool
sp_round_say(struct sp_round *round, const struct sp_said *said, struct sp_error *error)
{
    if (sp_round_over(round))
        return sp_error_set(error, "round-over", round->scenario->id, NULL, NULL);
    const char *reply = round->input == SP_INPUT_WORDS
                            ? sp_session_comes_to(round->session, said)
                            : NULL;

    if (!reply)
        return sp_error_set(error, "round-said", round->scenario->id, NULL, NULL);
    if (!keep(round, row_of_said(round, reply, said), error))
        return false;
    bool taken = sp_session_say(round->session, said);

    assert(taken); /* it comes to something, and storing does not touch the call */
    (void)taken;
    sp_round_settle(round, NULL);
    return true;
}

bool
sp_round_may_undo(const struct sp_round *round)
{
    unsigned lines = 0;

    if (sp_round_over(round) || (round->setting != SP_PRACTICE && !round->observed))
        return false;
    for (size_t i = 0; i < sp_session_turns(round->session); i++)
        lines += !sp_session_turn(round->session, i)->undone;
    return lines > round->taken;
}

bool
sp_round_undo(struct sp_round *round, struct sp_error *error)
{
    if (!sp_round_may_undo(round))
        return sp_error_set(error, "round-undo", round->scenario->id, NULL, NULL);
    return keep(round, row_of_undo(round), error) && sp_session_undo(round->session);
}

char *
round_levels(const struct sp_score *score)
{
    struct sp_str out = {0};

    sp_str_add_char(&out, '{');
    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *result = &score->competency[i];

        /* Ids of a rubric need no escapes. */
        sp_str_addf(&out, "%s\"%s\": ", i ? ", " : "", result->competency->id);
        if (result->judged)
            sp_str_addf(&out, "%d", result->level);
        else
            sp_str_add(&out, "null");
    }
    sp_str_add_char(&out, '}');
    return sp_str_take(&out);
}

bool
sp_round_settled(const struct sp_round *round)
{
    return round->settled || !sp_session_view(round->session)->ending ||
           round->abandoned;
}

bool
sp_round_settle(struct sp_round *round, struct sp_error *error)
{
    struct sp_score score;
    struct sp_str json = {0};

    if (sp_round_settled(round))
        return true;
    sp_score_session(round->session, true, &score);
    sp_score_json(&score, round->session, round->lang, &json);
    char *levels = round_levels(&score), *text = sp_str_take(&json);
    char *ending = sp_strdup(sp_session_view(round->session)->ending->id);
    const struct sp_result result = {
        .total = score.total,
        .out_of = score.out_of,
        .mark = score.mark,
        .pass = score.pass,
        .ending = ending,
        .levels = levels,
        .score = text,
        .made_ms = sp_os_wall_ms(),
    };

    round->settled =
        sp_store_finish(round->store, round->id, round->kept, &result, error);
    sp_free(levels);
    sp_free(text);
    sp_free(ending);
    return round->settled;
}

bool
sp_round_abandon(struct sp_round *round, struct sp_error *error)
{
    if (sp_round_over(round))
        return sp_error_set(error, "round-over", round->scenario->id, NULL, NULL);
    if (round->store &&
        !sp_store_abandon(round->store, round->id, sp_os_wall_ms(), error))
        return false;
    round->abandoned = true;
    return true;
}

/* What was taken for a line in own words is worked out again and must be the same. */
static bool
replay_said(struct sp_round *round, const struct sp_kept_turn *turn)
{
    struct sp_said said = {.words = turn->trainee, .reply = turn->reply};
    const char *reply = NULL;

    if (round->input == SP_INPUT_WORDS &&
        sp_said_read(round->scenario, turn->moves, turn->mentions, &said))
        reply = sp_session_comes_to(round->session, &said);
    return reply && strcmp(reply, turn->reply) == 0 &&
           sp_session_say(round->session, &said);
}

/* Puts one stored line into the call. All that was stored with it must be what the call
 * says now; anything else would be another conversation under the same name. */
static bool
replay(struct sp_round *round, const struct sp_kept_turn *turn)
{
    const struct sp_view *view = sp_session_view(round->session);

    if (!view->node || strcmp(view->node->id, turn->node) != 0)
        return false;
    char *customer = sp_round_customer(round, turn->lang);
    bool same = strcmp(customer, turn->customer) == 0;

    sp_free(customer);
    if (!same)
        return false;
    if (turn->kind == SP_KEPT_UNDO)
        return sp_round_may_undo(round) && turn->trainee[0] == '\0' &&
               sp_session_undo(round->session);
    if (turn->moves)
        return replay_said(round, turn);
    const struct sp_reply *reply = open_reply(view, turn->reply);

    return reply && strcmp(wording(reply, turn->lang), turn->trainee) == 0 &&
           sp_session_answer(round->session, turn->reply);
}

static bool
replay_all(struct sp_round *round, const struct sp_record *record,
           struct sp_error *error)
{
    for (size_t i = 0; i < record->turn_count; i++) {
        if (!replay(round, &record->turn[i]))
            return sp_error_set_number(error, "round-replay", round->id,
                                       (long long)i + 1);
        round->lang = record->turn[i].lang;
    }
    round->kept = (unsigned)record->turn_count;
    return true;
}

/* A finished attempt must have come to its ending; what it was worth is only compared,
 * since a later program may judge otherwise and an old call is still worth seeing. */
static bool
check_result(struct sp_round *round, const struct sp_attempt *attempt,
             struct sp_error *error)
{
    const struct sp_result *result = &attempt->result;
    const struct sp_ending *ending = sp_session_view(round->session)->ending;
    struct sp_score score;

    round->agrees = true;
    round->abandoned = attempt->state == SP_ABANDONED;
    round->settled = attempt->state == SP_FINISHED;
    if (attempt->state != SP_FINISHED)
        return true;
    if (!ending || strcmp(ending->id, result->ending) != 0)
        return sp_error_set_number(error, "round-replay", round->id,
                                   (long long)round->kept + 1);
    sp_score_session(round->session, false, &score);
    char *levels = round_levels(&score);

    round->agrees = score.total == result->total && score.out_of == result->out_of &&
                    score.mark == result->mark && score.pass == result->pass &&
                    strcmp(levels, result->levels) == 0;
    sp_free(levels);
    return true;
}

static struct sp_round *
resume(struct sp_store *store, const struct sp_record *record, bool observed,
       struct sp_error *error)
{
    const struct sp_attempt *attempt = &record->attempt;
    struct sp_round *round = sp_alloc(1, sizeof *round);
    struct sp_bytes content[SP_PARTS];
    struct sp_diags diags = {0};

    for (size_t i = 0; i < SP_PARTS; i++)
        content[i] = (struct sp_bytes){record->body[i], record->body_size[i]};
    round->store = store;
    memcpy(round->id, attempt->id, sizeof round->id);
    memcpy(round->person, attempt->person, sizeof round->person);
    memcpy(round->origin, attempt->branched_from, sizeof round->origin);
    round->branched = attempt->branched;
    round->taken = attempt->branched_lines;
    round->input = attempt->input;
    round->setting = attempt->setting;
    round->observed = observed;
    round->lang = attempt->lang;
    bool ok = read_contents(round, content, &diags, error);

    sp_diags_finish(&diags);
    if (ok && strcmp(round->scenario->id, attempt->scenario_id) != 0)
        ok = sp_error_set(error, "db-row", "attempt", attempt->id, "scenario_id");
    ok = ok &&
         start_session(round, attempt->seed, attempt->style, attempt->motive, error) &&
         replay_all(round, record, error) && check_result(round, attempt, error);
    if (ok)
        return round;
    sp_round_free(round);
    return NULL;
}

struct sp_round *
sp_round_resume(struct sp_store *store, const char *attempt, struct sp_error *error)
{
    struct sp_record record = {0};

    bool observed = false;

    if (!sitting_is_observed(store, attempt, &observed, error) ||
        !sp_store_load(store, attempt, &record, error))
        return NULL;
    struct sp_round *round = resume(store, &record, observed, error);

    sp_record_finish(&record);
    if (round)
        sp_round_settle(round, NULL);
    return round;
}

/* ---- from a line of another attempt ---- */

/* Says again what counts before line `turn`, and notes it as rows. */
static void
take_over(struct sp_round *round, const struct sp_session *from, size_t turn,
          struct sp_kept_turn row[SP_TURNS_MOST])
{
    for (size_t i = 0; i < turn; i++) {
        const struct sp_turn *said = sp_session_turn(from, i);

        if (said->undone || said->asked)
            continue;
        struct sp_said line = said->said;

        /* Whoever was asked back is not asked again: that line is left out, and what
         * was said upon it is taken as it was. */
        line.unsure = false;
        row[round->taken++] =
            said->own ? row_of_said(round, said->reply->id, &line)
                      : row_of_reply(round, open_reply(sp_session_view(round->session),
                                                       said->reply->id));
        bool again = said->own ? sp_session_say(round->session, &line)
                               : sp_session_answer(round->session, said->reply->id);

        assert(again); /* the same files, seed, style and motive */
        (void)again;
    }
}

/* The record of a branch, with the lines that it took over. */
static bool
keep_branch(struct sp_round *round, const struct sp_round *from,
            const struct sp_kept_turn *row, struct sp_error *error)
{
    bool known = from->store == round->store && *from->id;
    const struct sp_branch branch = {known ? from->id : NULL, row, round->taken};

    struct sp_begin record = {.person = known ? from->person : NULL, .branch = &branch};

    if (!begin_record(round, &record, error))
        return false;
    round->kept = round->taken;
    snprintf(round->origin, sizeof round->origin, "%s", known ? from->id : "");
    return true;
}

/* Takes over what counts before line `turn`. */
static struct sp_round *
branch_at(struct sp_store *store, const struct sp_round *from, size_t turn,
          struct sp_diags *diags, struct sp_error *error)
{
    const struct sp_session *call = from->session;
    const struct sp_scenario *scenario = from->scenario;
    struct sp_kept_turn row[SP_TURNS_MOST];
    struct sp_round_start start = {
        .store = NULL, /* its record is begun with the lines, all at once */
        .seed = sp_session_seed(call),
        .style = scenario->styles->style[sp_session_style(call)].id,
        .motive = scenario->motives[sp_session_motive(call)].id,
        .input = from->input,
        .setting = SP_PRACTICE,
        .lang = from->lang,
    };

    for (size_t i = 0; i < SP_PARTS; i++)
        start.content[i] = (struct sp_bytes){from->body[i], from->body_size[i]};
    struct sp_round *round = sp_round_begin(&start, diags, error);

    if (!round)
        return NULL;
    take_over(round, call, turn, row);
    round->branched = true;
    round->store = store;
    round->settled = !store;
    bool ok = !store || keep_branch(round, from, row, error);

    for (unsigned i = 0; i < round->taken; i++)
        row_finish(&row[i]);
    if (ok)
        return round;
    sp_round_free(round);
    return NULL;
}

struct sp_round *
sp_round_branch(struct sp_store *store, const struct sp_round *from, size_t turn,
                struct sp_diags *diags, struct sp_error *error)
{
    const struct sp_session *call = from->session;

    if (turn >= sp_session_turns(call) || sp_session_turn(call, turn)->undone) {
        sp_error_set_number(error, "round-branch", from->scenario->id,
                            (long long)turn + 1);
        return NULL;
    }
    return branch_at(store, from, turn, diags, error);
}

struct sp_round *
sp_round_practise(struct sp_store *store, const struct sp_round *from,
                  struct sp_diags *diags, struct sp_error *error)
{
    /* The line that ended a call was not taken back. */
    size_t turns = sp_session_turns(from->session);
    bool over = sp_session_view(from->session)->ending && turns > 0;

    return branch_at(store, from, over ? turns - 1 : turns, diags, error);
}

bool
sp_round_branched(const struct sp_round *round, const char **from, unsigned *lines)
{
    *from = round->origin;
    *lines = round->taken;
    return round->branched;
}

void
sp_round_score(const struct sp_round *round, bool explain, struct sp_score *score)
{
    sp_score_session(round->session, explain, score);
}

bool
sp_round_agrees(const struct sp_round *round)
{
    return round->agrees;
}

unsigned
sp_round_changed(const struct sp_round *round, const struct sp_bytes now[SP_PARTS])
{
    char name[SP_HASH_SIZE];
    unsigned changed = 0;

    for (unsigned i = 0; i < SP_PARTS; i++) {
        if (now[i].text)
            sp_content_name(&now[i], name);
        if (!now[i].text || strcmp(name, round->content[i]) != 0)
            changed |= 1U << i;
    }
    return changed;
}

const struct sp_session *
sp_round_session(const struct sp_round *round)
{
    return round->session;
}

const char *
sp_round_id(const struct sp_round *round)
{
    return round->id;
}

const char *
sp_round_content(const struct sp_round *round, enum sp_part part)
{
    return round->content[part];
}

enum sp_setting
sp_round_setting(const struct sp_round *round)
{
    return round->setting;
}

enum sp_input
sp_round_input(const struct sp_round *round)
{
    return round->input;
}

enum sp_lang
sp_round_lang(const struct sp_round *round)
{
    return round->lang;
}

void
sp_round_set_lang(struct sp_round *round, enum sp_lang lang)
{
    round->lang = lang;
}

void
sp_round_transcript(const struct sp_round *round, enum sp_lang lang, struct sp_str *out)
{
    const char *const hashes[SP_PARTS] = {round->content[SP_PART_SCENARIO],
                                          round->content[SP_PART_RUBRIC],
                                          round->content[SP_PART_STYLES]};

    sp_session_transcript(round->session, lang, hashes, out);
}
