/* advise_lesson.c: how the hidden motive was or could have been learnt.
 *
 * When the customer did not tell it, each line is replaced by sound ones until they do:
 * fewest lines win, then the earliest chance, then the way that leaves the call worth
 * most, then the file's order. */
#include "core/advise.h"

#include "replay.h"

struct search {
    const struct run *run;
    const struct sp_reply *path[SP_LESSON_STEPS];
    unsigned steps; /* wanted length */
    int worth;      /* points after the best way found, or -1 */
    struct sp_lesson *out;
};

static void
walk(struct search *s, const struct sp_state *state, unsigned depth)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    unsigned count = open_replies(s->run, state, open);

    for (unsigned i = 0; i < count; i++) {
        struct sp_state after;
        struct answer answer;
        uint64_t did = step(s->run, state, open[i], &after, &answer);

        if (!is_sound(state, open[i], did))
            continue;
        s->path[depth] = open[i];
        if (depth + 1 < s->steps) {
            if (after.ending < 0)
                walk(s, &after, depth + 1);
            continue;
        }
        int points = answer.reveals ? points_of(s->run, &after) : -1;

        if (points <= s->worth)
            continue;
        s->worth = points;
        for (unsigned k = 0; k < s->steps; k++)
            s->out->path[k] = s->path[k];
        s->out->node = after.node;
        s->out->told = answer.says;
    }
}

static void
find_way(const struct replay *r, struct sp_lesson *out)
{
    struct search s = {.run = r->run, .worth = -1, .out = out};

    for (s.steps = 1; s.steps <= SP_LESSON_STEPS; s.steps++) {
        for (unsigned line = 0; line < r->lines; line++) {
            walk(&s, &r->state[line], 0);
            if (s.worth < 0)
                continue;
            out->turn = (long)r->index[line];
            out->steps = s.steps;
            return;
        }
    }
}

void
sp_session_lesson(const struct sp_session *session, struct sp_lesson *out)
{
    const struct answer *opening = &session->opening.answer;
    struct replay *r = replay_session(session);

    *out = (struct sp_lesson){.turn = -1, .learnt = opening->reveals};
    out->node = r->state[0].node;
    out->told = opening->reveals ? opening->says : NULL;
    for (unsigned i = 0; i < r->lines && !out->learnt; i++) {
        const struct record *record = &session->records[r->index[i]];

        if (!record->answer.reveals)
            continue;
        out->learnt = true;
        out->turn = (long)r->index[i];
        out->node = r->state[i + 1].node;
        out->told = record->answer.says;
    }
    if (!out->learnt)
        find_way(r, out);
    sp_free(r);
}

/* The customer's words after the last step of the way. */
static char *
words_of_way(const struct sp_session *session, const struct sp_lesson *lesson,
             enum sp_lang lang)
{
    struct replay *r = replay_session(session);
    struct record record = {0};
    unsigned line = 0;

    while (line < r->lines && r->index[line] != (size_t)lesson->turn)
        line++;
    struct sp_state state = r->state[line];

    for (unsigned i = 0; i < lesson->steps; i++) {
        struct sp_state before = state;

        record.mood_before = mood_of(r->run, &before);
        step(r->run, &before, lesson->path[i], &state, &record.answer);
        record.turn.mood = mood_of(r->run, &state);
        record.number = state.turn;
    }
    sp_free(r);
    return words_of(session, &record, lang);
}

char *
sp_lesson_words(const struct sp_session *session, const struct sp_lesson *lesson,
                enum sp_lang lang)
{
    if (!lesson->told)
        return sp_strdup("");
    if (!lesson->learnt)
        return words_of_way(session, lesson, lang);
    return sp_session_customer(session, (size_t)(lesson->turn + 1), lang);
}
