/* against_print.c: what an edit changes, the gravest first, alike calls together. */
#include "against.h"

#include <string.h>

/* Calls that are named under one change; --json has all. What costs nobody anything is
 * told more shortly. */
#define ALIKE_MOST 8
#define HARMLESS_MOST 3

static const char *
count(char out[24], size_t value)
{
    snprintf(out, 24, "%zu", value);
    return out;
}

static bool
alike(const struct against_entry *a, const struct against_entry *b)
{
    return a->change == b->change && strcmp(a->what, b->what) == 0;
}

/* The entry, and those after it that say the same. */
static void
print_group(const struct against *a, size_t at, bool *done)
{
    size_t most = a->entry[at].change >= SP_CHANGE_WAY ? HARMLESS_MOST : ALIKE_MOST;
    size_t named = 0, more = 0;
    char number[24];

    printf("  %s\n", a->entry[at].what);
    for (size_t i = at; i < a->entries; i++) {
        if (done[i] || !alike(&a->entry[i], &a->entry[at]))
            continue;
        done[i] = true;
        if (named < most) {
            printf("      %s\n", a->entry[i].where);
            named++;
        } else {
            more++;
        }
    }
    if (more == 0)
        return;
    fputs("      ", stdout);
    cli_say(a->cli, stdout, "against.more", count(number, more), NULL);
}

void
against_print(const struct against *a)
{
    static const char *const keys[SP_CHANGES] = {"against.passes", "against.levels",
                                                 "against.stops",  "against.totals",
                                                 "against.ways",   "against.found"};
    bool *done = sp_alloc(a->entries + 1, sizeof *done);
    char some[24], all[24];

    count(all, a->plans + a->ways + a->attempts);
    for (unsigned change = 0; change < SP_CHANGE_NONE; change++) {
        if (a->by[change] > 0)
            cli_say(a->cli, stdout, keys[change], count(some, a->by[change]), all,
                    NULL);
        for (size_t i = 0; i < a->entries; i++) {
            if (a->entry[i].change == change && !done[i])
                print_group(a, i, done);
        }
    }
    sp_free(done);
}

/* ---- proofs ---- */

struct figure {
    const char *name; /* in JSON; with "against.figure-" the key of its sentence */
    char old[48], now[48];
};

static void
print_figure(const struct against *a, const struct sp_pair_proof *pair,
             const struct figure *f, struct sp_str *line)
{
    const struct sp_scenario *s = a->now.scenario;
    const char *args[] = {f->old, f->now, NULL};
    char key[48];

    if (strcmp(f->old, f->now) == 0)
        return;
    if (a->cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "figure");
        cJSON_AddStringToObject(json, "style", s->styles->style[pair->style].id);
        cJSON_AddStringToObject(json, "motive", s->motives[pair->motive].id);
        cJSON_AddStringToObject(json, "figure", f->name);
        cJSON_AddStringToObject(json, "old", f->old);
        cJSON_AddStringToObject(json, "new", f->now);
        cli_print_json(stdout, json);
        return;
    }
    snprintf(key, sizeof key, "against.figure-%s", f->name);
    sp_str_add(line, line->size ? cli_text(a->cli, "against.and") : "");
    sp_strings_add(a->cli->strings[a->cli->lang], line, key, args);
}

/* In percent. */
static void
chance_text(char *out, size_t room, uint64_t ppm)
{
    snprintf(out, room, "%llu.%04llu", (unsigned long long)(ppm / 10000),
             (unsigned long long)(ppm % 10000));
}

/* Adds what differs, or prints it with --json. */
static void
compare_pair(const struct against *a, const struct sp_pair_proof *old,
             const struct sp_pair_proof *now, struct sp_str *line)
{
    struct figure shortest = {.name = "shortest"}, highest = {.name = "highest"},
                  chance = {.name = "chance"};

    snprintf(shortest.old, sizeof shortest.old, "%u", old->passes ? old->shortest : 0);
    snprintf(shortest.now, sizeof shortest.now, "%u", now->passes ? now->shortest : 0);
    snprintf(highest.old, sizeof highest.old, "%d", old->highest);
    snprintf(highest.now, sizeof highest.now, "%d", now->highest);
    chance_text(chance.old, sizeof chance.old, old->chance[0].ppm);
    chance_text(chance.now, sizeof chance.now, now->chance[0].ppm);
    if (old->passes != now->passes && !a->cli->json)
        sp_str_add(line, cli_text(a->cli, now->passes ? "against.can-pass"
                                                      : "against.cannot-pass"));
    if ((old->passes && now->passes) || a->cli->json)
        print_figure(a, now, &shortest, line);
    print_figure(a, now, &highest, line);
    print_figure(a, now, &chance, line);
}

/* Customers of one style of whom the same is said are named together. */
struct figures {
    struct sp_str text, motives;
    unsigned style;
    bool any;
};

static void
flush(const struct against *a, struct figures *f)
{
    if (f->text.size > 0)
        cli_say(
            a->cli, stdout, "against.figures",
            sp_text_in(&a->now.scenario->styles->style[f->style].name, a->cli->lang),
            f->motives.text, f->text.text, NULL);
    f->any = f->any || f->text.size > 0;
    sp_str_clear(&f->text);
    sp_str_clear(&f->motives);
}

static void
add_pair(const struct against *a, const struct sp_pair_proof *old,
         const struct sp_pair_proof *now, struct figures *f)
{
    struct sp_str line = {0};

    compare_pair(a, old, now, &line);
    if (f->style != now->style ||
        strcmp(sp_str_text(&f->text), sp_str_text(&line)) != 0)
        flush(a, f);
    f->style = now->style;
    if (line.size > 0) {
        sp_str_add(&f->motives, f->motives.size ? cli_text(a->cli, "against.and") : "");
        sp_str_add(&f->motives, a->now.scenario->motives[now->motive].id);
        sp_str_clear(&f->text);
        sp_str_add(&f->text, line.text);
    }
    sp_str_finish(&line);
}

/* The same customer of the other version, or NULL. */
static const struct sp_pair_proof *
pair_in(const struct sp_proof *proof, const struct sp_scenario *of,
        const struct sp_pair_proof *pair)
{
    const struct sp_scenario *s = proof->scenario;
    int style = sp_scenario_style(s, of->styles->style[pair->style].id);
    int motive = sp_scenario_motive(s, of->motives[pair->motive].id);

    if (style < 0 || motive < 0)
        return NULL;
    return &proof->pairs[(unsigned)style * s->motive_count + (unsigned)motive];
}

void
against_print_figures(const struct against *a, const struct sp_proof *old,
                      const struct sp_proof *now)
{
    struct figures figures = {0};
    size_t left_out = 0;
    char number[24];

    for (unsigned i = 0; i < now->pair_count; i++) {
        const struct sp_pair_proof *was = pair_in(old, now->scenario, &now->pairs[i]);

        if (was && (!was->whole || !now->pairs[i].whole))
            left_out++;
        else if (was)
            add_pair(a, was, &now->pairs[i], &figures);
    }
    flush(a, &figures);
    if (left_out > 0)
        cli_say(a->cli, a->cli->json ? stderr : stdout, "against.not-walked",
                count(number, left_out), NULL);
    else if (!figures.any && !a->cli->json)
        cli_say(a->cli, stdout, "against.same-figures", NULL);
    sp_str_finish(&figures.text);
    sp_str_finish(&figures.motives);
}

/* ---- the sum ---- */

static void
add_version(cJSON *json, const char *key, const struct cli_set *set)
{
    cJSON *out = cJSON_AddObjectToObject(json, key);

    for (unsigned i = 0; i < SP_PARTS; i++) {
        const struct sp_bytes bytes = {set->text[i], set->size[i]};
        char name[SP_HASH_SIZE], member[32];

        sp_content_name(&bytes, name);
        snprintf(member, sizeof member, "%sSha256", sp_part_name(i));
        cJSON_AddStringToObject(out, member, name);
    }
}

static void
print_sum_json(const struct against *a)
{
    cJSON *json = cJSON_CreateObject(), *by;

    cJSON_AddStringToObject(json, "type", "against");
    cJSON_AddStringToObject(json, "scenario", a->now.scenario->id);
    add_version(json, "old", &a->old);
    add_version(json, "new", &a->now);
    cJSON_AddNumberToObject(json, "calls", (double)(a->plans + a->ways + a->attempts));
    cJSON_AddNumberToObject(json, "plans", (double)a->plans);
    cJSON_AddNumberToObject(json, "witnesses", (double)a->ways);
    cJSON_AddNumberToObject(json, "attempts", (double)a->attempts);
    cJSON_AddNumberToObject(json, "unread", (double)a->unread);
    by = cJSON_AddObjectToObject(json, "changes");
    for (unsigned i = 0; i < SP_CHANGES; i++)
        cJSON_AddNumberToObject(by, sp_change_name(i), (double)a->by[i]);
    cli_print_json(stdout, json);
}

void
against_print_sum(const struct against *a)
{
    char numbers[4][24];

    if (a->cli->json) {
        print_sum_json(a);
        return;
    }
    count(numbers[0], a->plans + a->ways + a->attempts);
    count(numbers[1], a->plans);
    count(numbers[2], a->ways);
    count(numbers[3], a->attempts);
    if (a->entries == 0)
        cli_say(a->cli, stdout, "against.nothing", numbers[0], numbers[1], numbers[2],
                numbers[3], NULL);
    else
        cli_say(a->cli, stdout, "against.sum", a->now.scenario->id, numbers[0],
                numbers[1], numbers[2], numbers[3], NULL);
}
