/* strategies.c: plays a scenario with players who do not listen, and fails when one of
 * them passes too often; looks for the ways that should and should not exist.
 *
 * usage: strategies [--plays N] [--bound-percent X] [--lang zh|en] SCENARIO.json
 * Rubric and styles are those of the scenario's folder. Status: 0 all is well, 1 a
 * bound is exceeded, 2 wrong usage, 3 a file cannot be read. */
#include "naive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/load.h"
#include "core/rng.h"
#include "core/score.h"
#include "search.h"

#define METHOD_BOUND 5.0 /* percent */
#define PAIRS_MOST (SP_STYLES * SP_MOTIVES_MOST)
#define LAYER_MOST 120000
#define CALM_PLAYS 1000 /* whole plays per pair that look for flaws */

struct options {
    uint32_t plays;
    double bound; /* percent */
    bool langs[SP_LANGS];
    const char *file;
};

struct pair {
    struct run run;
    struct search_answer pass, full;
};

struct bench {
    struct options options;
    struct set set;
    struct face *faces;
    struct pair pair[PAIRS_MOST];
    unsigned pairs;
    unsigned findings;
};

static const char *
style_id(const struct run *run)
{
    return run->scenario->styles->style[run->style].id;
}

static const char *
motive_id(const struct run *run)
{
    return run->scenario->motives[run->motive].id;
}

/* ---- playing ---- */

static const struct sp_reply *
choose(const struct player *player, liking_fn liking, uint64_t *chance)
{
    const struct sp_reply *open[SP_REPLIES_MOST], *best[SP_REPLIES_MOST];
    unsigned count = open_replies(player->run, player->state, open), equal = 0;
    int most = 0;

    for (unsigned i = 0; i < count; i++) {
        int likes = liking(player, open[i]);

        if (equal == 0 || likes > most) {
            most = likes;
            equal = 0;
        }
        if (likes == most)
            best[equal++] = open[i];
    }
    return best[equal > 1 ? sp_draw_next(chance, equal) : 0];
}

/* Whether one play passes. It is broken off where that is decided. */
static bool
plays_well(const struct bench *b, const struct run *run,
           const struct strategy *strategy, uint64_t *chance)
{
    struct sp_state state[2];
    struct answer ignored;
    struct player player = {.run = run,
                            .faces = b->faces,
                            .lang = strategy->lang,
                            .argument = strategy->argument};
    unsigned now = 0;

    begin_state(run, &state[0], &ignored);
    while (state[now].ending < 0) {
        player.state = &state[now];
        const struct sp_reply *reply = choose(&player, strategy->liking, chance);
        uint64_t signals = step(run, &state[now], reply, &state[1 - now], &ignored);

        now = 1 - now;
        player_said(&player, reply, signals);
        if (is_hopeless(run, &state[now]))
            return false;
    }
    return prospect_of(run, &state[now]).pass;
}

static double
percent(uint32_t part, uint32_t all)
{
    return 100.0 * part / all;
}

static void
try_strategies(struct bench *b)
{
    struct strategy list[STRATEGIES_MOST];
    unsigned count = list_strategies(b->options.langs, list);

    printf("%-26s %8s %8s  worst pair\n", "strategy", "mean %", "worst %");
    for (unsigned i = 0; i < count; i++) {
        double bound = list[i].method ? METHOD_BOUND : b->options.bound, worst = 0;
        unsigned worst_pair = 0;
        double sum = 0;

        for (unsigned p = 0; p < b->pairs; p++) {
            uint64_t chance = 1 + i * 1000 + p;
            uint32_t passed = 0;

            for (uint32_t n = 0; n < b->options.plays; n++)
                passed += plays_well(b, &b->pair[p].run, &list[i], &chance);
            double rate = percent(passed, b->options.plays);
            sum += rate;
            if (rate > worst) {
                worst = rate;
                worst_pair = p;
            }
            if (i == 0)
                printf("  random: %-12s %-14s %8.3f\n", style_id(&b->pair[p].run),
                       motive_id(&b->pair[p].run), rate);
        }
        const struct run *run = &b->pair[worst_pair].run;
        b->findings += worst > bound;
        printf("%-26s %8.3f %8.3f  %s%s%s%s\n", list[i].name, sum / b->pairs, worst,
               worst > 0 ? style_id(run) : "-", worst > 0 ? " " : "",
               worst > 0 ? motive_id(run) : "", worst > bound ? "   TOO OFTEN" : "");
    }
}

/* ---- ways that must exist ---- */

static void
print_path(const struct search_answer *way)
{
    for (unsigned i = 0; i < way->length; i++)
        printf(" %s", way->path[i]->id);
    putchar('\n');
}

/* The same through a session and its score, which know nothing of prospects. */
static bool
is_confirmed(const struct run *run, const struct search_answer *way, bool full)
{
    struct sp_start start = {
        .scenario = run->scenario, .style = style_id(run), .motive = motive_id(run)};
    struct sp_session *session = sp_session_new(&start);
    struct sp_score score;
    bool said = true;

    for (unsigned i = 0; i < way->length; i++)
        said = said && sp_session_answer(session, way->path[i]->id);
    sp_score_session(session, false, &score);
    sp_session_free(session);
    return !way->found || (said && score.pass && score.total == way->total &&
                           (!full || score.total == score.out_of));
}

static void
find_ways(struct bench *b)
{
    printf("\n%-12s %-14s %5s %5s %5s\n", "style", "motive", "pass", "full", "points");
    for (unsigned p = 0; p < b->pairs; p++) {
        struct pair *pair = &b->pair[p];
        struct search_ask ask = {.run = &pair->run,
                                 .goal = GOAL_PASS,
                                 .must_judge = -1,
                                 .seed = 1,
                                 .most = LAYER_MOST};

        pair->pass = search(&ask);
        ask.goal = GOAL_FULL;
        pair->full = search(&ask);
        printf("%-12s %-14s %5u %5u %5d%s%s\n", style_id(&pair->run),
               motive_id(&pair->run), pair->pass.length, pair->full.length,
               pair->full.found ? pair->full.total : pair->pass.total,
               pair->pass.found ? "" : "   NO PASS",
               pair->full.found ? "" : "   NO FULL SCORE");
        b->findings += !pair->pass.found;
        b->findings += !pair->full.found;
        if (!is_confirmed(&pair->run, &pair->pass, false) ||
            !is_confirmed(&pair->run, &pair->full, true)) {
            printf("  the session does not confirm this\n");
            b->findings++;
        }
        if (pair->pass.found) {
            printf("  pass:");
            print_path(&pair->pass);
        }
        if (pair->full.found) {
            printf("  full:");
            print_path(&pair->full);
        }
    }
}

/* ---- ways that must not exist ---- */

static bool
never(struct bench *b, const char *name, uint64_t banned, const char *competency)
{
    const struct sp_rubric *rubric = b->set.rubric;
    unsigned found = 0, cut = 0;
    int must = -1;

    for (unsigned i = 0; i < rubric->competencies; i++) {
        if (strcmp(rubric->competency[i].id, competency) == 0)
            must = (int)i;
    }
    if (must < 0)
        return false;
    for (unsigned p = 0; p < b->pairs; p++) {
        struct search_ask ask = {.run = &b->pair[p].run,
                                 .goal = GOAL_PASS,
                                 .banned = banned,
                                 .must_judge = must,
                                 .seed = 1,
                                 .most = LAYER_MOST};
        struct search_answer way = search(&ask);

        found += way.found;
        cut += !way.found && !way.complete;
        if (way.found) {
            printf("  never %s passes: %s %s:", name, style_id(ask.run),
                   motive_id(ask.run));
            print_path(&way);
        }
    }
    printf("never %-20s %u of %u pairs pass%s%s\n", name, found, b->pairs,
           cut ? " (search was cut)" : "", found ? "   MUST NOT" : "");
    b->findings += found;
    return true;
}

static void
try_nevers(struct bench *b)
{
    putchar('\n');
    never(b, "clarify", SP_BIT(SP_CLARIFY), "clarify");
    never(b, "empathise", SP_BIT(SP_EMPATHISE), "empathise");
    never(b, "test", SP_BIT(SP_TEST), "test");
    never(b, "feature", SP_BIT(SP_FEATURE), "fab");
    never(b, "benefit", SP_BIT(SP_BENEFIT), "fab");
    never(b, "resolve", SP_BIT(SP_RESOLVE) | SP_BIT(SP_DEFER_DATED), "resolve");
    never(b, "close or defer", SP_BIT(SP_CLOSE) | SP_BIT(SP_DEFER), "close");
}

/* Plays the words of another call; where one is not open, anything. */
static bool
recites(const struct run *run, const struct search_answer *way, uint64_t *chance)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state state[2];
    struct answer ignored;
    unsigned now = 0;

    begin_state(run, &state[0], &ignored);
    while (state[now].ending < 0) {
        unsigned count = open_replies(run, &state[now], open), turn = state[now].turn;
        const struct sp_reply *reply = open[sp_draw_next(chance, count)];

        for (unsigned i = 0; turn < way->length && i < count; i++) {
            if (strcmp(open[i]->id, way->path[turn]->id) == 0)
                reply = open[i];
        }
        step(run, &state[now], reply, &state[1 - now], &ignored);
        now = 1 - now;
        if (is_hopeless(run, &state[now]))
            return false;
    }
    return prospect_of(run, &state[now]).pass;
}

static void
try_reciting(struct bench *b)
{
    uint32_t plays = b->options.plays / 10 + 1, worst[2] = {0};
    unsigned from[2] = {0}, to[2] = {0};
    bool other_motive[2] = {false, true};

    for (unsigned p = 0; p < b->pairs; p++) {
        for (unsigned q = 0; q < b->pairs; q++) {
            bool other = b->pair[p].run.motive != b->pair[q].run.motive;
            const struct search_answer *way =
                b->pair[p].full.found ? &b->pair[p].full : &b->pair[p].pass;
            uint64_t chance = p * 1000 + q;
            uint32_t passed = 0;

            if (p == q || !way->found)
                continue;
            for (uint32_t n = 0; n < plays; n++)
                passed += recites(&b->pair[q].run, way, &chance);
            if (passed > worst[other]) {
                worst[other] = passed;
                from[other] = p;
                to[other] = q;
            }
        }
    }
    for (int i = 1; i >= 0; i--) {
        printf("reciting a full score, %s: worst %.3f %%",
               other_motive[i] ? "other motive" : "other style",
               percent(worst[i], plays));
        if (worst[i] > 0)
            printf(" (%s %s under %s %s)%s", style_id(&b->pair[from[i]].run),
                   motive_id(&b->pair[from[i]].run), style_id(&b->pair[to[i]].run),
                   motive_id(&b->pair[to[i]].run),
                   other_motive[i] ? "   MUST NOT" : "");
        putchar('\n');
    }
    b->findings += worst[1] > 0;
}

/* ---- flaws that whole plays show ---- */

struct flaws {
    bool *twice, *said;    /* by serial */
    bool *entered, *stuck; /* by node */
    unsigned misjudged;    /* given up and passed all the same */
};

/* The same reply once more must not raise a meter. */
static void
say_again(const struct run *run, const struct sp_state *state,
          const struct sp_reply *reply, struct flaws *flaws)
{
    const struct sp_reply *open[SP_REPLIES_MOST];
    unsigned count = state->ending < 0 ? open_replies(run, state, open) : 0;
    struct sp_state after;
    struct answer ignored;

    for (unsigned i = 0; i < count; i++) {
        if (strcmp(open[i]->id, reply->id) != 0)
            continue;
        step(run, state, open[i], &after, &ignored);
        for (unsigned m = 0; m < run->scenario->meters; m++) {
            if (after.meter[m] > state->meter[m])
                flaws->twice[open[i]->serial] = true;
        }
    }
}

static void
play_whole(const struct run *run, struct flaws *flaws, uint64_t *chance)
{
    const struct sp_scenario *s = run->scenario;
    const struct sp_reply *open[SP_REPLIES_MOST];
    struct sp_state state[2];
    struct answer answer;
    unsigned now = 0;
    bool careful = sp_draw_next(chance, 2), hopeless = false;

    begin_state(run, &state[0], &answer);
    while (state[now].ending < 0) {
        unsigned count = open_replies(run, &state[now], open);
        const struct sp_reply *reply = open[sp_draw_next(chance, count)];

        for (int tries = 0;
             careful && tries < 4 && (reply->signals & (SP_ERROR_MASK | SP_GRAVE_MASK));
             tries++)
            reply = open[sp_draw_next(chance, count)];
        flaws->entered[state[now].node] = true;
        flaws->said[reply->serial] = true;
        step(run, &state[now], reply, &state[1 - now], &answer);
        now = 1 - now;
        hopeless = hopeless || is_hopeless(run, &state[now]);
        say_again(run, &state[now], reply, flaws);
        if (state[now].ending == (int)s->time_up && state[now].turn < s->turn_limit &&
            !s->nodes[state[now].node].route &&
            open_replies(run, &state[now], open) == 0)
            flaws->stuck[state[now].node] = true;
    }
    flaws->misjudged += hopeless && prospect_of(run, &state[now]).pass;
}

static void
find_flaws(struct bench *b)
{
    const struct sp_scenario *s = b->set.scenario;
    struct flaws flaws = {.twice = sp_alloc(s->reply_total, 1),
                          .said = sp_alloc(s->reply_total, 1),
                          .entered = sp_alloc(s->node_count, 1),
                          .stuck = sp_alloc(s->node_count, 1)};

    for (unsigned p = 0; p < b->pairs; p++) {
        uint64_t chance = p;

        for (uint32_t n = 0; n < CALM_PLAYS; n++)
            play_whole(&b->pair[p].run, &flaws, &chance);
        for (unsigned i = 0; i < b->pair[p].full.length; i++)
            flaws.said[b->pair[p].full.path[i]->serial] = true;
    }
    putchar('\n');
    if (flaws.misjudged > 0)
        printf("broken off too early: %u calls\n", flaws.misjudged);
    b->findings += flaws.misjudged;
    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct sp_node *node = &s->nodes[i];

        if (!node->route && !flaws.entered[i])
            printf("note: node never entered in whole plays: %s\n", node->id);
        if (flaws.stuck[i])
            printf("node can leave nothing to say: %s   MUST NOT\n", node->id);
        b->findings += flaws.stuck[i];
        for (unsigned k = 0; k < node->reply_count; k++) {
            const struct sp_reply *reply = &node->replies[k];

            if (flaws.entered[i] && !flaws.said[reply->serial])
                printf("note: reply never said: %s/%s\n", node->id, reply->id);
            if (flaws.twice[reply->serial])
                printf("said twice it raises a meter twice: %s/%s   MUST NOT\n",
                       node->id, reply->id);
            b->findings += flaws.twice[reply->serial];
        }
    }
    sp_free(flaws.twice);
    sp_free(flaws.said);
    sp_free(flaws.entered);
    sp_free(flaws.stuck);
}

/* ---- start ---- */

static bool
read_options(int argc, char **argv, struct options *out)
{
    *out = (struct options){.plays = 20000, .bound = 2.0, .langs = {true, true}};
    for (int i = 1; i < argc; i++) {
        enum sp_lang lang;

        if (strcmp(argv[i], "--plays") == 0 && i + 1 < argc) {
            out->plays = (uint32_t)strtoul(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--bound-percent") == 0 && i + 1 < argc) {
            out->bound = strtod(argv[++i], NULL);
        } else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc &&
                   sp_lang_find(argv[i + 1], &lang)) {
            memset(out->langs, 0, sizeof out->langs);
            out->langs[lang] = true;
            i++;
        } else if (argv[i][0] == '-' || out->file) {
            return false;
        } else {
            out->file = argv[i];
        }
    }
    return out->file && out->plays > 0;
}

int
main(int argc, char **argv)
{
    static struct bench b;

    if (!read_options(argc, argv, &b.options)) {
        fprintf(stderr,
                "usage: %s [--plays N] [--bound-percent X] [--lang zh|en] "
                "SCENARIO.json\n",
                argv[0]);
        return 2;
    }
    sp_mem_init();
    if (!load_set(b.options.file, &b.set)) {
        set_finish(&b.set);
        return 3;
    }
    const struct sp_scenario *s = b.set.scenario;
    for (unsigned l = 0; l < SP_LANGS; l++)
        b.options.langs[l] = b.options.langs[l] && s->has_lang[l];
    b.faces = faces_of(s);
    for (unsigned style = 0; style < s->styles->styles; style++) {
        for (unsigned motive = 0; motive < s->motive_count; motive++)
            b.pair[b.pairs++].run = (struct run){s, style, motive};
    }
    printf("%s: %u nodes, %u replies, %u pairs, %u plays each\n\n", s->id,
           s->node_count, s->reply_total, b.pairs, b.options.plays);
    try_strategies(&b);
    find_ways(&b);
    try_nevers(&b);
    try_reciting(&b);
    find_flaws(&b);
    printf("\n%s: %u findings\n", s->id, b.findings);
    sp_free(b.faces);
    set_finish(&b.set);
    return b.findings > 0;
}
