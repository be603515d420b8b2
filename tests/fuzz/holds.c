/* holds.c: what must be so whatever a scenario says. */
#include "holds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/rng.h"
#include "core/score.h"
#include "core/strings.h"

#define PLAYS_MOST 48
#define PAIRS_MOST 512

/* What was seen in play, to hold against what lint says can never be. */
struct seen {
    const struct sp_scenario *s;
    bool *nodes, *open; /* open: replies by serial number */
    bool endings[256];
    bool knew[SP_MOTIVES_MOST], resolved[SP_MOTIVES_MOST];
    bool passed[PAIRS_MOST];    /* style by style */
    struct sp_str held, missed; /* ids of checks, each with commas around it */
    const char *wrong;
};

/* ---- what lint says, and says again ---- */

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
same_finding(const struct sp_diag *a, const struct sp_diag *b)
{
    bool same = strcmp(a->code, b->code) == 0 && a->severity == b->severity &&
                strcmp(a->pointer, b->pointer) == 0 && a->line == b->line &&
                a->column == b->column && a->line2 == b->line2 &&
                a->column2 == b->column2;

    for (unsigned i = 0; i < SP_DIAG_ARGS; i++)
        same = same && same_text(a->args[i], b->args[i]);
    return same;
}

static bool
same_findings(const struct sp_diags *a, const struct sp_diags *b)
{
    bool same = a->count == b->count && a->errors == b->errors &&
                a->warnings == b->warnings && a->dropped == b->dropped;

    for (size_t i = 0; same && i < a->count; i++)
        same = same_finding(&a->items[i], &b->items[i]);
    return same;
}

/* Each in the text, or just behind it, and fit to be shown. */
static const char *
check_places(const char *text, size_t size, const struct sp_diags *diags)
{
    unsigned lines = 1;
    size_t shown = 0;

    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    for (size_t i = 0; i < diags->count; i++) {
        const struct sp_diag *diag = &diags->items[i];
        struct sp_str source = {0};

        if (diag->line < 1 || diag->line > lines || diag->column < 1 ||
            diag->line2 > lines || (diag->line2 == 0) != (diag->column2 == 0))
            return "a finding outside the text";
        if (shown++ < 20)
            sp_diag_write_source(diag, text, size, &source);
        sp_str_finish(&source);
    }
    return NULL;
}

/* ---- play ---- */

static void
note_score(struct seen *seen, const struct sp_session *session, unsigned pair)
{
    struct sp_score score;

    sp_score_session(session, false, &score);
    if (score.total < 0 || score.total > score.out_of || !score.over)
        seen->wrong = "a score outside its range";
    if (pair < PAIRS_MOST)
        seen->passed[pair] |= score.pass;
    for (unsigned i = 0; i < score.competencies; i++) {
        const struct sp_competency_result *c = &score.competency[i];

        for (unsigned k = 0; c->judged && k < c->competency->levels; k++)
            sp_str_addf(c->check[k].holds ? &seen->held : &seen->missed, ",%s,",
                        c->check[k].check->id);
    }
}

static void
note_view(struct seen *seen, const struct sp_view *view, unsigned motive)
{
    seen->knew[motive] |= view->state->knows;
    seen->resolved[motive] |= view->state->resolved;
    if (view->node)
        seen->nodes[view->node - seen->s->nodes] = true;
    for (unsigned i = 0; view->node && i < view->open_count; i++)
        seen->open[view->open[i]->serial] = true;
    if (view->ending)
        seen->endings[view->ending - seen->s->endings] = true;
}

static void
play(struct seen *seen, unsigned style, unsigned motive, uint64_t seed)
{
    const struct sp_scenario *s = seen->s;
    struct sp_start start = {.scenario = s,
                             .seed = seed,
                             .style = s->styles->style[style].id,
                             .motive = s->motives[motive].id};
    struct sp_session *session = sp_session_new(&start);
    const char *const hashes[3] = {NULL};
    struct sp_str out = {0};

    if (!session) {
        seen->wrong = "a customer who cannot be called";
        return;
    }
    const struct sp_view *view = sp_session_view(session);
    unsigned lines = 0;
    for (note_view(seen, view, motive); view->node && !seen->wrong; lines++) {
        if (view->open_count == 0 || lines > s->turn_limit) {
            seen->wrong = "a call that does not end";
            break;
        }
        unsigned which = sp_draw_next(&seed, view->open_count);
        if (!sp_session_answer(session, view->open[which]->id))
            seen->wrong = "an open reply that is refused";
        note_view(seen, view, motive);
    }
    if (!seen->wrong && !view->ending)
        seen->wrong = "an end without an ending";
    if (!seen->wrong)
        note_score(seen, session, style * s->motive_count + motive);
    sp_session_transcript(session, SP_ZH, hashes, &out);
    sp_str_finish(&out);
    sp_session_free(session);
}

/* ---- what lint says can never be ---- */

static long
ending_by_id(const struct sp_scenario *s, const char *id)
{
    for (unsigned i = 0; i < s->ending_count; i++) {
        if (strcmp(s->endings[i].id, id) == 0)
            return (long)i;
    }
    return -1;
}

static bool
has_passed(const struct seen *seen, unsigned motive, const char *styles)
{
    const struct sp_scenario *s = seen->s;

    for (unsigned k = 0; k < s->styles->styles; k++) {
        unsigned pair = k * s->motive_count + motive;
        bool meant = !styles || !*styles || strstr(styles, s->styles->style[k].id);

        if (meant && pair < PAIRS_MOST && seen->passed[pair])
            return true;
    }
    return false;
}

static bool
any_listed(const struct sp_str *ids, const char *list)
{
    struct sp_str padded = {0};
    bool found = false;

    sp_str_addf(&padded, " %s,", list);
    for (const char *at = sp_str_text(ids); !found && *at;) {
        size_t size = strcspn(at + 1, ",");
        struct sp_str one = {0};

        sp_str_addf(&one, " %.*s,", (int)size, at + 1);
        found = strstr(padded.text, one.text);
        sp_str_finish(&one);
        at += size + 2;
    }
    sp_str_finish(&padded);
    return found;
}

/* "/nodes/ID/replies/N/when": whether that reply was offered. */
static bool
offered(const struct seen *seen, const char *pointer)
{
    char id[64], rest[8];
    unsigned index;

    if (sscanf(pointer, "/nodes/%63[^/]/replies/%u/%7s", id, &index, rest) != 3 ||
        strcmp(rest, "when") != 0)
        return false;
    long node = sp_scenario_node(seen->s, id);
    return node >= 0 && index < seen->s->nodes[node].reply_count &&
           seen->open[seen->s->nodes[node].replies[index].serial];
}

static bool
is_belied(const struct seen *seen, const struct sp_diag *diag)
{
    const struct sp_scenario *s = seen->s;
    const char *name = diag->args[0] ? diag->args[0] : "";
    unsigned code = (unsigned)strtoul(diag->code + 1, NULL, 10);
    long node = sp_scenario_node(s, name), ending = ending_by_id(s, name);
    int motive = sp_scenario_motive(s, name);

    if (diag->code[0] != 'W')
        return false;
    switch (code) {
    case 60: /* nothing leads there */
    case 102:
    case 118:
        return node >= 0 && seen->nodes[node];
    case 100:
        return offered(seen, diag->pointer);
    case 112:
        return motive >= 0 && seen->knew[motive];
    case 113:
        return motive >= 0 && seen->resolved[motive];
    case 115:
        return motive >= 0 && has_passed(seen, (unsigned)motive, diag->args[2]);
    case 116:
        return any_listed(&seen->held, name);
    case 117:
        return any_listed(&seen->missed, name);
    case 119:
        return ending >= 0 && seen->endings[ending];
    default:
        return false;
    }
}

/* Static, as the fuzzer wants a text and no more. */
static const char *
told(const struct sp_diag *diag)
{
    static char text[200];

    snprintf(text, sizeof text, "play belies %s at %u:%u %.100s (%.40s)", diag->code,
             diag->line, diag->column, diag->pointer,
             diag->args[0] ? diag->args[0] : "");
    return text;
}

static const char *
check_play(const struct sp_scenario *s, const struct sp_diags *diags)
{
    struct seen seen = {.s = s};
    unsigned pairs = s->styles->styles * s->motive_count, plays = 0;

    seen.nodes = sp_alloc(s->node_count, sizeof *seen.nodes);
    seen.open = sp_alloc(s->reply_total, sizeof *seen.open);
    for (uint64_t seed = 1; !seen.wrong && plays < PLAYS_MOST; seed++) {
        for (unsigned pair = 0; !seen.wrong && pair < pairs; pair++, plays++)
            play(&seen, pair / s->motive_count, pair % s->motive_count, seed);
    }
    for (size_t i = 0; !seen.wrong && i < diags->count; i++) {
        if (is_belied(&seen, &diags->items[i]))
            seen.wrong = told(&diags->items[i]);
    }
    sp_free(seen.nodes);
    sp_free(seen.open);
    sp_str_finish(&seen.held);
    sp_str_finish(&seen.missed);
    return seen.wrong;
}

const char *
lint_holds(const char *text, size_t size, const struct sp_rubric *rubric,
           const struct sp_styles *styles, unsigned *played)
{
    struct sp_diags one = {0}, two = {0}, plain = {0};
    struct sp_scenario *linted = sp_scenario_lint(text, size, rubric, styles, &one);
    struct sp_scenario *again = sp_scenario_lint(text, size, rubric, styles, &two);
    struct sp_scenario *read = sp_scenario_read(text, size, rubric, styles, &plain);
    const char *wrong = check_places(text, size, &one);

    if (!wrong && !same_findings(&one, &two))
        wrong = "other findings the second time";
    if (!wrong && (!linted != !read || !linted != (one.errors > 0) ||
                   !read != (plain.errors > 0)))
        wrong = "read but not linted, or linted but not read";
    if (!wrong && plain.errors != one.errors)
        wrong = "other errors when it is only read";
    if (!wrong && linted) {
        wrong = check_play(linted, &one);
        ++*played;
    }
    sp_scenario_free(linted);
    sp_scenario_free(again);
    sp_scenario_free(read);
    sp_diags_finish(&one);
    sp_diags_finish(&two);
    sp_diags_finish(&plain);
    return wrong;
}
