/* plan_run.c: plays a plan's case and compares. */
#include "core/plan.h"

#include "plan_cover.h"
#include "plan_words.h"

#include <stdio.h>
#include <string.h>

#define SAID_BYTES 400 /* of a customer's line that an update writes into a plan */

struct runner {
    const struct sp_scenario *scenario;
    const struct sp_plan_case *plan_case;
    struct sp_session *session;
    const struct sp_plan_watch *watch;
    struct sp_diags *diags;
    bool failed;
    bool lost; /* a pick failed: what follows would only repeat it */
};

static void
fail(struct runner *r, const struct sp_plan_line *line, unsigned word, const char *code,
     const char *a, const char *b, const char *c)
{
    const char *args[] = {a, b, c, NULL};
    const struct sp_diag *diag;

    r->failed = true;
    if (r->plan_case->broken)
        return;
    diag = sp_diags_add(r->diags, SP_ERROR, code, "", line->line, line->column[word],
                        args);
    if (diag && r->watch && r->watch->failed)
        r->watch->failed(r->watch->data, diag, r->session);
}

/* The line would hold with this in place of some of its words. */
static void
instead(struct runner *r, const struct sp_plan_line *line, unsigned first,
        unsigned last, const char *text)
{
    if (!r->plan_case->broken && r->watch && r->watch->instead)
        r->watch->instead(r->watch->data, line, first, last, text);
}

/* It would hold the other way round. */
static void
turn_round(struct runner *r, const struct sp_plan_line *line)
{
    unsigned at = line->verb == SP_PLAN_CHECK ? 1 : 0;

    if (line->negated)
        instead(r, line, at, at + 1, "");
    else
        instead(r, line, at, at, "not ");
}

static const char *
place_of(const struct sp_view *view)
{
    return view->node ? view->node->id : view->ending->id;
}

static void
add_open(const struct sp_view *view, struct sp_str *out)
{
    for (unsigned i = 0; i < view->open_count; i++)
        sp_str_addf(out, "%s%s", i ? ", " : "", view->open[i]->id);
}

static void
do_pick(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_view *view = sp_session_view(r->session);
    const char *id = line->word[line->arg];
    struct sp_state before = *view->state;
    struct sp_str open = {0};

    if (sp_session_answer(r->session, id)) {
        if (r->watch && r->watch->cover)
            plan_cover_turn(r->watch->cover, r->session, &before);
        return;
    }
    add_open(view, &open);
    if (view->node)
        fail(r, line, line->arg, "E081", id, sp_str_text(&open), NULL);
    else
        fail(r, line, line->arg, "E082", id, view->ending->id, NULL);
    sp_str_finish(&open);
    r->lost = true;
}

static void
do_at(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_view *view = sp_session_view(r->session);

    if (view->node && strcmp(view->node->id, line->word[line->arg]) == 0)
        return;
    fail(r, line, line->arg, "E080", line->word[line->arg], place_of(view), NULL);
    instead(r, line, line->arg, line->words, view->node ? view->node->id : NULL);
}

static void
do_open(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_view *view = sp_session_view(r->session);
    const char *id = line->word[line->arg];
    bool is = false, want = line->verb == SP_PLAN_OPEN;
    struct sp_str open = {0};

    for (unsigned i = 0; i < view->open_count; i++)
        is = is || strcmp(view->open[i]->id, id) == 0;
    if (is == want)
        return;
    add_open(view, &open);
    if (want)
        fail(r, line, line->arg, "E092", id, sp_str_text(&open), NULL);
    else
        fail(r, line, line->arg, "E093", id, NULL, NULL);
    instead(r, line, 0, 1, want ? "closed" : "open");
    sp_str_finish(&open);
}

/* What a line asks for, without its "not": "voiced ready". */
static void
add_words(const struct sp_plan_line *line, struct sp_str *out)
{
    sp_str_add(out, line->word[line->verb == SP_PLAN_CHECK ? 0 : line->arg - 1]);
    for (unsigned i = line->arg; i < line->words; i++)
        sp_str_addf(out, " %s", line->word[i]);
}

static void
fail_negated(struct runner *r, const struct sp_plan_line *line)
{
    struct sp_str words = {0};

    add_words(line, &words);
    fail(r, line, 0, "E096", sp_str_text(&words), NULL, NULL);
    turn_round(r, line);
    sp_str_finish(&words);
}

static bool
has_bit(uint64_t bits, const struct sp_item *items, unsigned count, const char *id)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(items[i].id, id) == 0)
            return (bits >> i) & 1;
    }
    return false;
}

static void
do_state(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_state *state = sp_session_view(r->session)->state;
    const struct sp_scenario *s = r->scenario;
    const char *id = line->arg < line->words ? line->word[line->arg] : NULL;
    bool is = line->verb == SP_PLAN_KNOWS ? state->knows : state->resolved;

    if (line->verb == SP_PLAN_VOICED)
        is = has_bit(state->voiced, s->needs, s->need_count, id);
    else if (line->verb == SP_PLAN_FACT)
        is = has_bit(state->facts, s->facts, s->fact_count, id);
    if (is != line->negated)
        return;
    if (line->negated) {
        fail_negated(r, line);
        return;
    }
    if (line->verb == SP_PLAN_FACT)
        fail(r, line, 0, "E099", id, NULL, NULL);
    else
        fail(r, line, 0, "E083", line->word[0], id, NULL);
    turn_round(r, line);
}

/* ---- what is said and done ---- */

/* As written, without the quotation marks a person may have put round it. */
static void
add_text(const char *word, struct sp_str *out)
{
    static const char *const marks[][2] = {{"\"", "\""}, {"“", "”"}};
    size_t size = strlen(word);

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t left = strlen(marks[i][0]), right = strlen(marks[i][1]);

        if (size > left + right && strncmp(word, marks[i][0], left) == 0 &&
            strcmp(word + size - right, marks[i][1]) == 0) {
            word += left;
            size -= left + right;
            break;
        }
    }
    sp_str_add_n(out, word, size);
}

static enum sp_lang
lang_of(const struct runner *r, const char *text)
{
    bool ascii = true;

    for (; *text; text++)
        ascii = ascii && (unsigned char)*text < 0x80;
    if (!r->scenario->has_lang[SP_ZH])
        return SP_EN;
    return ascii && r->scenario->has_lang[SP_EN] ? SP_EN : SP_ZH;
}

/* A customer's line as a plan can hold it: one line, not too long. */
static void
add_said(const char *words, struct sp_str *out)
{
    size_t size = 0, length;
    uint32_t code;

    while (words[size] && words[size] != '\n' && size < SAID_BYTES &&
           (length = sp_utf8_next(words + size, strlen(words + size), &code)) > 0)
        size += length;
    sp_str_add_n(out, words, size);
}

static void
do_says(struct runner *r, const struct sp_plan_line *line)
{
    struct sp_str text = {0};
    bool is = false;

    add_text(line->word[line->arg], &text);
    for (unsigned l = 0; l < SP_LANGS; l++) {
        char *words =
            r->scenario->has_lang[l]
                ? sp_session_customer(r->session, sp_session_turns(r->session),
                                      (enum sp_lang)l)
                : sp_strdup("");

        is = is || strstr(words, sp_str_text(&text));
        sp_free(words);
    }
    if (is && line->negated)
        fail_negated(r, line);
    if (!is && !line->negated) {
        char *words = sp_session_customer(r->session, sp_session_turns(r->session),
                                          lang_of(r, sp_str_text(&text)));

        struct sp_str said = {0};

        add_said(words, &said);
        fail(r, line, line->arg, "E091", sp_str_text(&text), words, NULL);
        if (said.size)
            instead(r, line, line->arg, line->words, said.text);
        else
            turn_round(r, line);
        sp_str_finish(&said);
        sp_free(words);
    }
    sp_str_finish(&text);
}

/* "clarify heard": moves by their form, then events. */
static void
add_signals(uint64_t signals, struct sp_str *out)
{
    for (unsigned i = 0; i < SP_FORMS; i++) {
        if (!(signals & SP_BIT(i)))
            continue;
        enum sp_signal shown = i < SP_MOVES
                                   ? sp_signal_shown(signals, (enum sp_signal)i)
                                   : (enum sp_signal)i;
        sp_str_addf(out, "%s%s", out->size ? " " : "", sp_signal_name(shown));
    }
}

static void
do_did(struct runner *r, const struct sp_plan_line *line)
{
    size_t turns = sp_session_turns(r->session);
    uint64_t signals = turns ? sp_session_turn(r->session, turns - 1)->signals : 0;
    struct sp_str missing = {0}, done = {0};

    for (unsigned i = line->arg; i < line->words; i++) {
        enum sp_signal signal = SP_SIGNALS;
        bool found = sp_signal_find(line->word[i], strlen(line->word[i]), &signal);

        if (!found || !(signals & SP_BIT(signal)))
            sp_str_addf(&missing, "%s%s", missing.size ? " " : "", line->word[i]);
    }
    if (line->negated && !missing.size)
        fail_negated(r, line);
    if (!line->negated && missing.size) {
        add_signals(signals, &done);
        fail(r, line, line->arg, "E094", sp_str_text(&missing), sp_str_text(&done),
             NULL);
        if (done.size)
            instead(r, line, line->arg, line->words, sp_str_text(&done));
        else
            turn_round(r, line);
    }
    sp_str_finish(&missing);
    sp_str_finish(&done);
}

/* ---- numbers ---- */

static bool
compares(const struct sp_plan_line *line, int got)
{
    switch (line->compare) {
    case SP_PLAN_LESS:
        return got < line->number;
    case SP_PLAN_AT_MOST:
        return got <= line->number;
    case SP_PLAN_MORE:
        return got > line->number;
    case SP_PLAN_AT_LEAST:
        return got >= line->number;
    default:
        return got == line->number;
    }
}

/* The number as the line would have to give it; a sign stays as it is written. */
static void
instead_number(struct runner *r, const struct sp_plan_line *line, int got)
{
    static const char *const signs[] = {"=", "<", "<=", ">", ">="};
    bool glued = line->words == line->value + 1 &&
                 strchr("<>=", line->word[line->value][0]) != NULL;
    unsigned first = line->words - 1;
    char text[20];

    if (line->compare == SP_PLAN_LESS)
        got++;
    if (line->compare == SP_PLAN_MORE && got == 0) {
        first = line->value;
        snprintf(text, sizeof text, ">= 0");
    } else {
        got -= line->compare == SP_PLAN_MORE;
        snprintf(text, sizeof text, "%s%d", glued ? signs[line->compare] : "", got);
    }
    instead(r, line, first, line->words, text);
}

static void
expect_number(struct runner *r, const struct sp_plan_line *line, int got)
{
    struct sp_str want = {0};
    char found[12];

    if (compares(line, got))
        return;
    for (unsigned i = line->value; i < line->words; i++)
        sp_str_addf(&want, "%s%s", i > line->value ? " " : "", line->word[i]);
    snprintf(found, sizeof found, "%d", got);
    if (line->verb == SP_PLAN_METER || line->verb == SP_PLAN_TURN)
        fail(r, line, line->value, "E089", line->word[0], sp_str_text(&want), found);
    else
        fail(r, line, line->value, "E084", sp_str_text(&want), found, NULL);
    instead_number(r, line, got);
    sp_str_finish(&want);
}

static void
do_meter(struct runner *r, const struct sp_plan_line *line)
{
    const struct sp_state *state = sp_session_view(r->session)->state;

    for (unsigned i = 0; i < r->scenario->meters; i++) {
        if (strcmp(r->scenario->meter[i].id, line->word[0]) == 0)
            expect_number(r, line, state->meter[i]);
    }
}

static void
do_mood(struct runner *r, const struct sp_plan_line *line)
{
    const char *mood = sp_mood_name(sp_session_view(r->session)->mood);

    if (strcmp(mood, line->word[line->arg]) == 0)
        return;
    fail(r, line, line->arg, "E089", "mood", line->word[line->arg], mood);
    instead(r, line, line->arg, line->words, mood);
}

/* ---- score and end ---- */

static void
do_check(struct runner *r, const struct sp_plan_line *line,
         const struct sp_score *score)
{
    const char *id = line->word[line->arg];
    bool is = false;

    for (unsigned i = 0; i < score->competencies; i++) {
        const struct sp_competency_result *c = &score->competency[i];

        for (unsigned k = 0; k < c->competency->levels; k++)
            is = is || (c->check[k].earned && strcmp(c->check[k].check->id, id) == 0);
    }
    for (unsigned i = 0; i < score->adapts; i++)
        is =
            is || (score->adapt[i].holds && strcmp(score->adapt[i].check->id, id) == 0);
    if (is != line->negated)
        return;
    if (line->negated) {
        fail_negated(r, line);
    } else {
        fail(r, line, line->arg, "E095", id, NULL, NULL);
        turn_round(r, line);
    }
}

static void
do_critical(struct runner *r, const struct sp_plan_line *line,
            const struct sp_score *score)
{
    const char *id = line->word[line->arg];
    bool is = strcmp(id, "none") == 0 && score->criticals == 0;
    struct sp_str all = {0};

    for (unsigned i = 0; i < score->criticals; i++) {
        const char *other = score->critical[i].check->id;

        is = is || strcmp(other, id) == 0;
        sp_str_addf(&all, "%s%s", i ? ", " : "", other);
    }
    if (!is) {
        fail(r, line, line->arg, "E098", id, all.size ? all.text : "none", NULL);
        instead(r, line, line->arg, line->words,
                score->criticals ? score->critical[0].check->id : "none");
    }
    sp_str_finish(&all);
}

static void
do_end(struct runner *r, const struct sp_plan_line *line, const struct sp_score *score)
{
    const struct sp_view *view = sp_session_view(r->session);
    const char *result = score->pass ? "pass" : "fail";
    struct sp_str now = {0};

    if (!view->ending || strcmp(view->ending->id, line->word[1]) != 0)
        fail(r, line, 1, "E086", line->word[1], place_of(view), NULL);
    else if (strcmp(line->word[2], result) != 0)
        fail(r, line, 2, "E084", line->word[2], result, NULL);
    else
        return;
    if (view->ending)
        sp_str_addf(&now, "%s %s", view->ending->id, result);
    instead(r, line, 1, line->words, now.text);
    sp_str_finish(&now);
}

static void
do_score(struct runner *r, const struct sp_plan_line *line)
{
    struct sp_score score;

    sp_score_session(r->session, false, &score);
    switch (line->verb) {
    case SP_PLAN_CHECK:
        do_check(r, line, &score);
        return;
    case SP_PLAN_CRITICAL:
        do_critical(r, line, &score);
        return;
    case SP_PLAN_END:
        do_end(r, line, &score);
        return;
    case SP_PLAN_TOTAL:
        expect_number(r, line, score.total);
        return;
    default:
        break;
    }
    for (unsigned i = 0; i < score.competencies; i++) {
        if (strcmp(score.competency[i].competency->id, line->word[line->arg]) == 0)
            expect_number(r, line, score.competency[i].level);
    }
}

static void
do_line(struct runner *r, const struct sp_plan_line *line)
{
    switch (line->verb) {
    case SP_PLAN_PICK:
        do_pick(r, line);
        break;
    case SP_PLAN_SHOW:
        if (r->watch && r->watch->show)
            r->watch->show(r->watch->data, line, r->session);
        break;
    case SP_PLAN_AT:
        do_at(r, line);
        break;
    case SP_PLAN_OPEN:
    case SP_PLAN_CLOSED:
        do_open(r, line);
        break;
    case SP_PLAN_SAYS:
        do_says(r, line);
        break;
    case SP_PLAN_DID:
        do_did(r, line);
        break;
    case SP_PLAN_MOOD:
        do_mood(r, line);
        break;
    case SP_PLAN_TURN:
        expect_number(r, line, (int)sp_session_view(r->session)->turn);
        break;
    case SP_PLAN_METER:
        do_meter(r, line);
        break;
    case SP_PLAN_KNOWS:
    case SP_PLAN_RESOLVED:
    case SP_PLAN_VOICED:
    case SP_PLAN_FACT:
        do_state(r, line);
        break;
    default:
        do_score(r, line);
    }
}

/* A case known to fail must fail. */
static void
judge_broken(struct runner *r)
{
    const struct sp_plan_case *c = r->plan_case;
    const char *args[] = {c->title, c->broken, NULL};
    const struct sp_diag *diag;

    if (!c->broken || r->failed || c->bad)
        return;
    diag = sp_diags_add(r->diags, SP_ERROR, "E097", "", c->broken_at.line,
                        c->broken_at.column, args);
    if (diag && r->watch && r->watch->failed)
        r->watch->failed(r->watch->data, diag, r->session);
}

struct sp_session *
sp_plan_play(const struct sp_plan_case *plan_case, const struct sp_scenario *scenario,
             const struct sp_plan_watch *watch, struct sp_diags *diags, bool *stopped)
{
    struct sp_start start = {.scenario = scenario,
                             .seed = plan_case->seed,
                             .style = plan_case->style,
                             .motive = plan_case->motive};
    struct runner r = {.scenario = scenario,
                       .plan_case = plan_case,
                       .session = sp_session_new(&start),
                       .watch = watch,
                       .diags = diags};

    *stopped = true;
    if (!r.session)
        return NULL; /* said by sp_plan_check */
    if (watch && watch->cover)
        plan_cover_start(watch->cover, r.session);
    for (unsigned i = 0; i < plan_case->line_count && !r.lost; i++) {
        const struct sp_plan_line *line = &plan_case->lines[i];

        if (!line->bad)
            do_line(&r, line);
        else if (line->verb == SP_PLAN_PICK)
            r.lost = true;
    }
    judge_broken(&r);
    *stopped = r.lost;
    return r.session;
}

struct sp_session *
sp_plan_run(const struct sp_plan_case *plan_case, const struct sp_scenario *scenario,
            struct sp_diags *diags)
{
    bool stopped;

    return sp_plan_play(plan_case, scenario, NULL, diags, &stopped);
}
