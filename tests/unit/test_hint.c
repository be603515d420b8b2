/* test_hint.c: hints lead to a pass, show no more than the customer told, and are as
 * good as playing everything out. */
#include "test.h"

#include "core/advise.h"
#include "core/mem.h"
#include "core/rng.h"
#include "core/str.h"
#include "load.h"

static struct set small, price, card;
static unsigned compared, alike, unalike; /* how often each was tried */

struct line {
    struct sp_start start;
    const char *reply[SP_TURNS_MOST];
    unsigned lines;
};

/* NULL when a line is not open. */
static struct sp_session *
replay(const struct line *line)
{
    struct sp_session *session = sp_session_new(&line->start);

    for (unsigned i = 0; session && i < line->lines; i++) {
        if (sp_session_answer(session, line->reply[i]))
            continue;
        sp_session_free(session);
        return NULL;
    }
    return session;
}

/* ---- where they lead ---- */

static void
follow(const struct set *set, unsigned style, unsigned motive)
{
    struct sp_start start = {.scenario = set->scenario,
                             .style = set->styles->style[style].id,
                             .motive = set->scenario->motives[motive].id};
    struct sp_session *session = sp_session_new(&start);
    struct sp_hint hint;
    struct sp_score score;

    while (sp_session_hint(session, &hint))
        CHECK(sp_session_answer(session, hint.example->id));
    sp_score_session(session, false, &score);
    if (!CHECK(score.pass && score.total >= 95))
        fprintf(stderr, "  %s, %s, %s: %d\n", set->scenario->id, start.style,
                start.motive, score.total);
    sp_session_free(session);
}

static void
test_following_passes(const struct set *set)
{
    for (unsigned style = 0; style < set->styles->styles; style++) {
        for (unsigned motive = 0; motive < set->scenario->motive_count; motive++)
            follow(set, style, motive);
    }
}

/* ---- what they show ---- */

/* Whether the trainee saw and heard the same in both calls. */
static bool
looks_same(const struct sp_session *a, const struct sp_session *b)
{
    const struct sp_view *one = sp_session_view(a), *other = sp_session_view(b);
    bool same = one->open_count == other->open_count && one->node == other->node;

    for (unsigned i = 0; same && i < one->open_count; i++)
        same = one->open[i] == other->open[i];
    for (size_t i = 0; same && i <= sp_session_turns(a); i++) {
        for (unsigned lang = 0; same && lang < SP_LANGS; lang++) {
            char *said = sp_session_customer(a, i, (enum sp_lang)lang);
            char *heard = sp_session_customer(b, i, (enum sp_lang)lang);

            same = strcmp(said, heard) == 0;
            sp_free(said);
            sp_free(heard);
        }
    }
    return same;
}

static void
check_secret(const struct line *line, const struct sp_session *session)
{
    struct sp_hint mine, other;
    bool have = sp_session_hint(session, &mine);

    for (unsigned m = 0; m < line->start.scenario->motive_count; m++) {
        struct line twin = *line;

        twin.start.motive = line->start.scenario->motives[m].id;
        struct sp_session *next = replay(&twin);
        if (next && looks_same(session, next)) {
            alike += m != sp_session_motive(session);
            CHECK_INT(sp_session_hint(next, &other), have);
            CHECK(!have || (mine.due == other.due && mine.check == other.check &&
                            mine.why == other.why && mine.example == other.example));
        } else {
            unalike++;
        }
        sp_session_free(next);
    }
}

/* A beginning is whole characters, about half, and something is left. */
static void
check_beginning(const struct sp_reply *reply, const size_t begin[SP_LANGS])
{
    for (unsigned lang = 0; lang < SP_LANGS; lang++) {
        const char *text = reply->text.by[lang][0];
        size_t size = strlen(text), whole = sp_utf8_count(text);

        if (!CHECK(begin[lang] > 0 && begin[lang] < size))
            continue;
        char *part = sp_strndup(text, begin[lang]);

        CHECK(sp_utf8_valid(part, begin[lang]));
        CHECK(sp_utf8_count(part) * 2 <= whole);
        CHECK(part[begin[lang] - 1] != ' ');
        if (lang == SP_EN) /* no word is cut */
            CHECK(strchr(" ,.;:?!", text[begin[lang]]) ||
                  strchr(",.;:?!", text[begin[lang] - 1]));
        sp_free(part);
    }
}

/* ---- an oracle that plays everything ---- */

static bool
is_sound(const struct sp_turn *turn)
{
    uint64_t bad = SP_ERROR_MASK | SP_GRAVE_MASK | SP_BIT(SP_MISHEARD) |
                   SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG);
    uint64_t moves = turn->signals & SP_MOVE_MASK;
    uint64_t asking = SP_BIT(SP_CLARIFY) | SP_BIT(SP_EMPATHISE) | SP_BIT(SP_TEST);

    if (!moves || (turn->signals & bad) || turn->reply->manner)
        return false;
    if (turn->signals & SP_BIT(SP_RIGHT))
        return true;
    return turn->settled ? !(moves & (SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER)))
                         : !(moves & ~asking);
}

/* The best end that sound lines reach; -1 when the last line is not sound. */
static long
best_end(const struct line *line)
{
    struct sp_session *session = replay(line);
    const struct sp_view *view = sp_session_view(session);
    struct sp_score score;
    long best = -1;

    if (is_sound(sp_session_turn(session, line->lines - 1))) {
        sp_score_session(session, false, &score);
        best = (score.pass ? 1000000 : 0) + 100L * score.total - (long)view->turn;
        if (view->node)
            best = -2; /* anything that can be said is what it is worth */
        for (unsigned i = 0; i < view->open_count; i++) {
            struct line longer = *line;

            longer.reply[longer.lines++] = view->open[i]->id;
            long value = best_end(&longer);

            best = value > best && value != -1 ? value : best;
        }
        if (best == -2)
            best = 100L * score.total - (long)view->turn;
    }
    sp_session_free(session);
    return best;
}

/* The sum over the motives that the trainee cannot tell apart. */
static long
worth(const struct line *line, const struct sp_session *session, const char *reply)
{
    long sum = 0;

    for (unsigned m = 0; m < line->start.scenario->motive_count; m++) {
        struct line twin = *line;

        twin.start.motive = line->start.scenario->motives[m].id;
        struct sp_session *next = replay(&twin);
        if (next && looks_same(session, next)) {
            twin.reply[twin.lines++] = reply;
            sum += best_end(&twin);
        }
        sp_session_free(next);
    }
    return sum;
}

static void
check_best(const struct line *line, const struct sp_session *session)
{
    const struct sp_node *node = sp_session_view(session)->node;
    const struct sp_view *view = sp_session_view(session);
    struct sp_hint hint;
    bool have = sp_session_hint(session, &hint);
    const struct sp_reply *want = NULL;
    long best = -1;

    compared++;
    for (unsigned k = 0; k < node->reply_count; k++) {
        for (unsigned i = 0; i < view->open_count; i++) {
            long value = view->open[i] == &node->replies[k]
                             ? worth(line, session, view->open[i]->id)
                             : -1;

            if (value > best) {
                best = value;
                want = view->open[i];
            }
        }
    }
    CHECK_STR(have ? hint.example->id : "", want ? want->id : "");
}

/* ---- random calls ---- */

static void
check_call(const struct set *set, uint64_t seed, unsigned stop, bool all)
{
    struct line line = {.start = {.scenario = set->scenario, .seed = seed}};
    struct sp_session *session = sp_session_new(&line.start);
    const struct sp_view *view = sp_session_view(session);
    uint64_t chance = seed * 2 + 1;
    struct sp_hint hint;

    line.start.style = set->styles->style[sp_session_style(session)].id;
    line.start.motive = set->scenario->motives[sp_session_motive(session)].id;
    while (view->node && view->turn < stop) {
        const struct sp_reply *reply =
            view->open[sp_draw_next(&chance, view->open_count)];

        line.reply[line.lines++] = reply->id;
        CHECK(sp_session_answer(session, reply->id));
    }
    if (sp_session_hint(session, &hint)) {
        CHECK(hint.due && strncmp(hint.why, "hint.why.", 9) == 0);
        check_beginning(hint.example, hint.begin);
    } else {
        CHECK(!view->node || all);
    }
    if (view->node) {
        check_secret(&line, session);
        if (all)
            check_best(&line, session);
    }
    sp_session_free(session);
}

static void
test_undone_lines_count_for_nothing(void)
{
    struct sp_start start = {
        .scenario = small.scenario, .style = "actor", .motive = "budget"};
    struct sp_session *one = sp_session_new(&start), *other = sp_session_new(&start);
    struct sp_hint before, after;

    CHECK(sp_session_answer(one, "why") && sp_session_undo(one));
    CHECK(sp_session_hint(one, &after) && sp_session_hint(other, &before));
    CHECK(before.example == after.example && before.why == after.why);
    CHECK_STR(before.due ? before.due->id : "", "clarify");
    CHECK_STR(before.why, "hint.why.unknown");
    sp_session_free(one);
    sp_session_free(other);
}

/* A question that helps with one motive and ends the call with the other. */
static void
test_a_gamble_is_no_hint(void)
{
    static const char harmless[] =
        "\"zh\": \"您是和哪一台比较的？\", \"en\": \"Which one do you compare it "
        "with?\",\n"
        "         \"sets\": [\"asked\"], \"once\": true, \"to\": \"opening\"}";
    static const char gamble[] =
        "\"zh\": \"您说？\", \"en\": \"Well?\","
        "\"to\": [{\"when\": \"motive(jams)\", \"to\": \"voice\"}, {\"to\": "
        "\"end:refused\"}]},"
        "{\"id\": \"bet\", \"moves\": [\"clarify\", \"empathise\", \"test:if\"],"
        "\"zh\": \"您说？\", \"en\": \"Well?\","
        "\"to\": [{\"when\": \"motive(jams)\", \"to\": \"voice\"}, {\"to\": "
        "\"end:refused\"}]}";
    static const char *const motives[] = {"jams", "budget"};
    const char *at = strstr(small.scenario_text, harmless);
    struct sp_str text = {0};
    struct sp_diags diags = {0};

    if (!CHECK(at))
        return;
    sp_str_add_n(&text, small.scenario_text, (size_t)(at - small.scenario_text));
    sp_str_add(&text, gamble);
    sp_str_add(&text, at + strlen(harmless));
    struct sp_scenario *scenario =
        sp_scenario_read(text.text, text.size, small.rubric, small.styles, &diags);

    if (!CHECK(scenario))
        print_findings("gamble", &diags);
    for (unsigned i = 0; scenario && i < 2; i++) {
        struct sp_start start = {
            .scenario = scenario, .style = "actor", .motive = motives[i]};
        struct sp_session *session = sp_session_new(&start);
        struct sp_hint hint;

        CHECK(sp_session_hint(session, &hint));
        CHECK_STR(hint.example->id, "why");
        sp_session_free(session);
    }
    sp_diags_finish(&diags);
    sp_scenario_free(scenario);
    sp_str_finish(&text);
}

static bool
load(const char *inside, struct set *set)
{
    char *path = load_path(inside);
    bool ok = load_set(path, set);

    sp_free(path);
    return ok;
}

int
main(void)
{
    sp_mem_init();
    if (CHECK(load_small(&small) && load("scenarios/price-objection.json", &price) &&
              load("scenarios/ic-card.json", &card))) {
        test_following_passes(&price);
        test_following_passes(&card);
        test_undone_lines_count_for_nothing();
        test_a_gamble_is_no_hint();
        for (uint64_t seed = 0; seed < 60; seed++) {
            check_call(&price, seed, (unsigned)(seed % 9), false);
            check_call(&card, seed, (unsigned)(seed % 9), false);
            check_call(&small, seed, 2 + (unsigned)(seed % 6), true);
        }
        CHECK(compared > 30 && alike > 50 && unalike > 50);
        printf("compared %u, alike %u, unalike %u\n", compared, alike, unalike);
    }
    set_finish(&small);
    set_finish(&price);
    set_finish(&card);
    return test_end();
}
