/* session.c: one running call: the record of its lines and what there is to show. */
#include "core/session.h"

#include "core/rng.h"
#include "said.h"
#include "session_record.h"

#include <stdio.h>
#include <string.h>

static void
show(struct sp_session *s)
{
    struct sp_view *view = &s->view;
    const struct sp_scenario *scenario = s->run.scenario;

    memset(view, 0, sizeof *view);
    view->state = &s->state;
    view->turn = s->state.turn;
    view->mood = mood_of(&s->run, &s->state);
    if (s->state.ending >= 0) {
        view->ending = &scenario->endings[s->state.ending];
        return;
    }
    view->node = &scenario->nodes[s->state.node];
    view->open_count = open_replies(&s->run, &s->state, view->open);
    for (unsigned i = view->open_count; i > 1; i--) {
        unsigned j = sp_draw(s->seed, SP_DRAW_ORDER,
                             (uint64_t)s->state.turn * SP_REPLIES_MOST + i, i);
        const struct sp_reply *reply = view->open[i - 1];

        view->open[i - 1] = view->open[j];
        view->open[j] = reply;
    }
}

static bool
choose(const struct sp_start *start, struct run *run)
{
    const struct sp_scenario *s = start->scenario;
    int style = (int)sp_draw(start->seed, SP_DRAW_STYLE, 0, s->styles->styles);
    int motive = (int)sp_draw(start->seed, SP_DRAW_MOTIVE, 0, s->motive_count);

    if (start->style)
        style = sp_scenario_style(s, start->style);
    if (start->motive)
        motive = sp_scenario_motive(s, start->motive);
    if (style < 0 || motive < 0)
        return false;
    *run = (struct run){
        .scenario = s, .style = (unsigned)style, .motive = (unsigned)motive};
    return true;
}

struct sp_session *
sp_session_new(const struct sp_start *start)
{
    struct run run;

    if (!choose(start, &run))
        return NULL;
    struct sp_session *s = sp_alloc(1, sizeof *s);
    s->run = run;
    s->seed = start->seed;
    begin_state(&s->run, &s->state, &s->opening.answer);
    s->opening.turn.mood = mood_of(&s->run, &s->state);
    s->opening.mood_before = s->opening.turn.mood;
    show(s);
    return s;
}

void
sp_session_free(struct sp_session *session)
{
    if (!session)
        return;
    for (size_t i = 0; i < session->count; i++) {
        struct own_line *own = session->records[i].own;

        sp_free(own ? own->words : NULL);
        sp_free(own);
    }
    sp_free(session->records);
    sp_free(session);
}

const struct sp_view *
sp_session_view(const struct sp_session *session)
{
    return &session->view;
}

const struct sp_scenario *
sp_session_scenario(const struct sp_session *session)
{
    return session->run.scenario;
}

uint64_t
sp_session_seed(const struct sp_session *session)
{
    return session->seed;
}

unsigned
sp_session_style(const struct sp_session *session)
{
    return session->run.style;
}

unsigned
sp_session_motive(const struct sp_session *session)
{
    return session->run.motive;
}

static struct record *
add_record(struct sp_session *s)
{
    if (s->count == s->room) {
        s->room = s->room ? 2 * s->room : 16;
        s->records = sp_grow(s->records, s->room, sizeof *s->records);
    }
    memset(&s->records[s->count], 0, sizeof *s->records);
    return &s->records[s->count++];
}

/* Takes a line, open or in own words, and puts down what came of it. */
static void
take(struct sp_session *s, struct record *record, const struct sp_reply *reply)
{
    struct sp_state before = s->state;
    struct sp_turn *turn = &record->turn;

    record->mood_before = s->view.mood;
    turn->node = before.node;
    turn->reply = reply;
    if (turn->asked)
        record->answer.says =
            said_answer(&s->run.scenario->styles->style[s->run.style], reply);
    else
        turn->signals = step(&s->run, &before, reply, &s->state, &record->answer);
    if (turn->asked && !record->answer.says)
        record->answer.says = standing(&s->run, &s->state);
    turn->knew = before.knows;
    turn->settled = before.resolved;
    turn->voiced = record->answer.voices;
    turn->revealed = record->answer.reveals;
    memcpy(turn->meter_before, before.meter, sizeof before.meter);
    memcpy(turn->meter_after, s->state.meter, sizeof before.meter);
    turn->mood = mood_of(&s->run, &s->state);
    record->number = s->state.turn;
    show(s);
}

static const struct sp_reply *
find_open(const struct sp_view *view, const char *reply)
{
    for (unsigned i = 0; i < view->open_count; i++) {
        if (strcmp(view->open[i]->id, reply) == 0)
            return view->open[i];
    }
    return NULL;
}

bool
sp_session_answer(struct sp_session *session, const char *reply)
{
    const struct sp_reply *chosen = find_open(&session->view, reply);

    if (!chosen)
        return false;
    take(session, add_record(session), chosen);
    return true;
}

/* ---- in own words ---- */

/* The last line that was not taken back, NULL at the start. */
static const struct record *
last_line(const struct sp_session *s)
{
    for (size_t i = s->count; i > 0; i--) {
        if (!s->records[i - 1].turn.undone)
            return &s->records[i - 1];
    }
    return NULL;
}

/* Who was asked back and is still not clear has said something else. */
static bool
asks_back(const struct sp_session *s, const struct sp_said *said)
{
    const struct record *last = last_line(s);

    return said->unsure && !(last && last->turn.asked);
}

/* What was literally said stands in place of the reply's words. */
static void
put_words(struct record *record, const char *words)
{
    struct own_line *own = record->own;

    own->words = sp_strdup(words);
    own->text = own->words;
    record->turn.said.words = own->words;
    for (unsigned i = 0; i < SP_LANGS; i++) {
        own->reply.text.by[i] = &own->text;
        own->reply.text.count[i] = 1;
    }
}

/* The line as it would be taken now; false when it cannot be said. */
static bool
try_line(const struct sp_session *s, const struct sp_said *said, struct sp_reply *line)
{
    if (s->state.ending >= 0 || !sp_said_valid(s->run.scenario, said))
        return false;
    if (asks_back(s, said))
        *line = (struct sp_reply){.id = SP_SAID_ASK, .serial = UINT32_MAX};
    else
        said_line(&s->run, &s->state, said, line);
    return true;
}

bool
sp_session_say(struct sp_session *session, const struct sp_said *said)
{
    struct sp_reply line;
    bool asks = asks_back(session, said);

    if (!try_line(session, said, &line))
        return false;
    struct record *record = add_record(session);

    record->own = sp_alloc(1, sizeof *record->own);
    record->own->reply = line;
    record->turn.own = true;
    record->turn.asked = asks;
    record->turn.said = *said;
    record->turn.said.reply = line.id;
    if (said->words)
        put_words(record, said->words);
    take(session, record, &record->own->reply);
    return true;
}

const char *
sp_session_comes_to(const struct sp_session *session, const struct sp_said *said)
{
    struct sp_reply line;

    return try_line(session, said, &line) ? line.id : NULL;
}

bool
sp_session_ends(const struct sp_session *session, const char *reply,
                const struct sp_said *said)
{
    const struct sp_reply *chosen = reply ? find_open(&session->view, reply) : NULL;
    struct sp_state after;
    struct answer ignored;
    struct sp_reply line;

    if (!reply && !asks_back(session, said) && try_line(session, said, &line))
        chosen = &line;
    if (!chosen)
        return false;
    step(&session->run, &session->state, chosen, &after, &ignored);
    return after.ending >= 0;
}

/* ---- taking back ---- */

bool
sp_session_undo(struct sp_session *session)
{
    size_t last = session->count;
    struct answer ignored;
    struct sp_state before;

    while (last > 0 && session->records[last - 1].turn.undone)
        last--;
    if (last == 0)
        return false;
    session->records[last - 1].turn.undone = true;
    session->records[last - 1].undone_after = session->count;
    begin_state(&session->run, &session->state, &ignored);
    for (size_t i = 0; i < session->count; i++) {
        if (session->records[i].turn.undone || session->records[i].turn.asked)
            continue;
        before = session->state;
        step(&session->run, &before, session->records[i].turn.reply, &session->state,
             &ignored);
    }
    show(session);
    return true;
}

size_t
sp_session_turns(const struct sp_session *session)
{
    return session->count;
}

const struct sp_turn *
sp_session_turn(const struct sp_session *session, size_t index)
{
    return &session->records[index].turn;
}

static void
add_wording(const struct sp_session *s, const struct sp_wordings *text,
            enum sp_lang lang, enum sp_draw purpose, uint64_t index, struct sp_str *out)
{
    for (unsigned i = 0; i <= SP_LANGS; i++) {
        enum sp_lang l = i == 0 ? lang : (enum sp_lang)(i - 1);

        if (text->count[l] == 0)
            continue;
        sp_str_add(out, text->by[l][sp_draw(s->seed, purpose, index, text->count[l])]);
        return;
    }
}

static void
add_opener(const struct sp_session *s, const struct record *record, enum sp_lang lang,
           struct sp_str *out)
{
    const struct sp_style *style = &s->run.scenario->styles->style[s->run.style];
    enum sp_mood mood = record->turn.mood;
    unsigned count = style->openers[mood][lang];

    if (mood == record->mood_before || count == 0)
        return;
    sp_str_add(out, style->opener[mood][lang][sp_draw(s->seed, SP_DRAW_OPENER,
                                                      record->number, count)]);
    if (lang == SP_EN)
        sp_str_add_char(out, ' ');
}

char *
words_of(const struct sp_session *session, const struct record *record,
         enum sp_lang lang)
{
    struct sp_str out = {0};

    if (record->answer.says) {
        add_opener(session, record, lang, &out);
        add_wording(session, &record->answer.says->text, lang, SP_DRAW_WORDING,
                    record->number, &out);
    }
    if (record->answer.ending) {
        sp_str_add(&out, out.size ? "\n" : "");
        add_wording(session, &record->answer.ending->text, lang, SP_DRAW_WORDING,
                    record->number, &out);
    }
    return out.text ? sp_str_take(&out) : sp_strdup("");
}

char *
sp_session_now(const struct sp_session *session, enum sp_lang lang)
{
    const struct record *last = last_line(session);

    return words_of(session, last ? last : &session->opening, lang);
}

char *
sp_session_customer(const struct sp_session *session, size_t index, enum sp_lang lang)
{
    return words_of(
        session, index == 0 ? &session->opening : &session->records[index - 1], lang);
}

size_t
sp_session_bytes(const struct sp_session *session)
{
    size_t bytes = sizeof *session + session->room * sizeof *session->records;

    for (size_t i = 0; i < session->count; i++) {
        const struct own_line *own = session->records[i].own;

        bytes += own ? sizeof *own : 0;
        bytes += own && own->words ? strlen(own->words) + 1 : 0;
    }
    return bytes;
}
