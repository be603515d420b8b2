/* prove_limits.c: the time of a proof, and what it says when it was cut short. */
#include "prove_limits.h"

#include <signal.h>

#define QUIET_MS 1000 /* what takes less says nothing */
#define TELL_MS 200

static volatile sig_atomic_t interrupted;

/* ---- meanwhile ---- */

static void
interrupt(int signal_number)
{
    interrupted = 1;
    signal(signal_number, SIG_DFL);
}

bool
prove_interrupted(void)
{
    return interrupted != 0;
}

static const char *
number(char *out, size_t room, uint64_t value)
{
    snprintf(out, room, "%llu", (unsigned long long)value);
    return out;
}

/* What is left, if the rest of the customers take what those before took. Of the one in
 * work, states walked are seen against those known, whose number still grows. */
static uint64_t
seconds_left(const struct sp_prove_progress *p, uint64_t passed_ms)
{
    double done = p->done + (p->known ? (double)p->walked / p->known : 0);

    return done > 0 ? (uint64_t)((double)passed_ms * (p->of - done) / done / 1000 + 0.5)
                    : 0;
}

static void
tell(struct prove_limits *l, const struct sp_prove_progress *p, uint64_t passed_ms)
{
    struct sp_str text = {0};
    char done[24], of[24], walked[24], known[24], left[24];
    const char *args[] = {
        number(done, sizeof done, p->done),
        number(of, sizeof of, p->of),
        number(walked, sizeof walked, p->walked),
        number(known, sizeof known, p->known),
        number(left, sizeof left, seconds_left(p, passed_ms)),
        NULL,
    };

    sp_strings_add(l->cli->strings[l->cli->lang], &text, "prove.progress", args);
    fprintf(stderr, "\r%s\033[K", text.text);
    fflush(stderr);
    sp_str_finish(&text);
    l->told = true;
}

static bool
tick(void *data, const struct sp_prove_progress *progress)
{
    struct prove_limits *l = data;
    uint64_t now = sp_os_monotone_ms(), passed = now - l->start_ms;

    if (l->tell && passed > QUIET_MS && now - l->told_ms >= TELL_MS &&
        progress->known && progress->done < progress->of) {
        tell(l, progress, passed);
        l->told_ms = now;
    }
    l->late = l->late || (l->seconds && passed >= l->seconds * 1000);
    return !interrupted && !l->late;
}

void
prove_limits_begin(struct prove_limits *limits, struct sp_prove_ask *ask)
{
    limits->start_ms = sp_os_monotone_ms();
    ask->tick = tick;
    ask->data = limits;
    signal(SIGINT, interrupt);
}

void
prove_limits_end(struct prove_limits *limits)
{
    signal(SIGINT, SIG_DFL);
    if (limits->told)
        fputs("\r\033[K", stderr);
}

/* ---- what is said of it ---- */

bool
prove_is_whole(const struct sp_proof *proof)
{
    for (unsigned i = 0; i < proof->pair_count; i++) {
        if (!proof->pairs[i].whole)
            return false;
    }
    return true;
}

bool
prove_is_clean(const struct sp_proof *proof, const struct sp_pair_proof *pair)
{
    for (unsigned i = 0; i < proof->strategies; i++) {
        if (pair->chance[i].too_often)
            return false;
    }
    for (unsigned i = 0; i < SP_NEVERS; i++) {
        if (pair->breach[i].lines > 0)
            return false;
    }
    return !pair->stuck && (pair->passes || !pair->whole);
}

static const char *
reason(const struct prove_limits *limits, const struct sp_pair_proof *pair)
{
    switch (pair->cut) {
    case SP_CUT_STATES:
        return "states";
    case SP_CUT_MEMORY:
        return "memory";
    case SP_CUT_WIDE:
        return "wide";
    default:
        return limits->late ? "time" : "stopped";
    }
}

/* Millionths as a percentage, with all its digits: these are bounds. */
static const char *
percent(char *out, size_t room, uint64_t ppm)
{
    snprintf(out, room, "%llu.%04llu", (unsigned long long)(ppm / 10000),
             (unsigned long long)(ppm % 10000));
    return out;
}

void
prove_say_cut(const struct prove_limits *limits, const struct sp_proof *proof,
              const struct sp_pair_proof *pair, const char *style, const char *motive)
{
    const struct cli *cli = limits->cli;
    struct sp_str why = {0};
    char a[24], b[24], least[32], most[32];

    sp_str_addf(&why, "prove.cut.%s", reason(limits, pair));
    const char *because = cli_text(cli, why.text);

    if (pair->walked == 0)
        cli_say(cli, stdout, "prove.unwalked", style, motive, because, NULL);
    else
        cli_say(cli, stdout,
                prove_is_clean(proof, pair) ? "prove.part" : "prove.part-wrong", style,
                motive, number(a, sizeof a, pair->walked), because, NULL);
    if (pair->walked > 0) {
        cli_say(cli, stdout, "prove.part-chance",
                percent(least, sizeof least, pair->chance[0].ppm),
                percent(most, sizeof most, pair->chance[0].most_ppm), NULL);
        if (pair->highest >= 0)
            cli_say(cli, stdout, "prove.part-totals",
                    number(a, sizeof a, (uint64_t)pair->lowest),
                    number(b, sizeof b, (uint64_t)pair->highest), NULL);
        cli_say(cli, stdout, pair->passes ? "prove.part-pass" : "prove.part-no-pass",
                number(a, sizeof a, pair->shortest), NULL);
    }
    sp_str_finish(&why);
}

void
prove_add_cut(const struct prove_limits *limits, const struct sp_pair_proof *pair,
              cJSON *json)
{
    if (pair->whole)
        return;
    cJSON_AddStringToObject(json, "cut", reason(limits, pair));
    cJSON_AddNumberToObject(json, "walked", pair->walked);
    if (pair->highest < 0)
        return;
    cJSON_AddNumberToObject(json, "lowestSeen", pair->lowest);
    cJSON_AddNumberToObject(json, "highestSeen", pair->highest);
}

bool
prove_say_partly(const struct cli *cli, const struct sp_proof *proof)
{
    unsigned whole = 0;
    char a[24], b[24];

    for (unsigned i = 0; i < proof->pair_count; i++) {
        if (!prove_is_clean(proof, &proof->pairs[i]))
            return false;
        whole += proof->pairs[i].whole;
    }
    for (unsigned i = 0; i < proof->scenario->motive_count; i++) {
        if (proof->spread[i].too_wide)
            return false;
    }
    if (whole == proof->pair_count)
        return false;
    cli_say(cli, stdout, "prove.partly", proof->scenario->id,
            number(a, sizeof a, whole), number(b, sizeof b, proof->pair_count), NULL);
    return true;
}
