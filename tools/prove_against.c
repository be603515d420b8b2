/* prove_against.c: what an edit changes: plans, ways to a pass, recorded attempts. */
#include "prove_against.h"

#include <stdlib.h>
#include <string.h>

#include "core/compare.h"
#include "core/prove.h"
#include "play.h"

#define STATES_MOST 4000000

struct change {
    enum sp_change kind;
    char *text; /* a line, with what comes under it */
    cJSON *json;
};

struct against {
    const struct cli *cli;
    struct cli_set old, new;
    struct change *change;
    size_t changes, room, calls, by[SP_CHANGES];
};

/* ---- one call ---- */

static void
add_sentence(const struct against *a, struct sp_str *out, const char *key,
             const char *first, const char *second, const char *third)
{
    const char *args[] = {first, second ? second : "", third ? third : "", NULL};

    sp_str_add(out, "\n    ");
    sp_strings_add(a->cli->strings[a->cli->lang], out, key, args);
}

static void
tell_levels(const struct against *a, const struct sp_retold *old,
            const struct sp_retold *new, struct sp_str *out)
{
    for (unsigned i = 0; i < new->score.competencies; i++) {
        const struct sp_competency_result *now = &new->score.competency[i];

        for (unsigned k = 0; k < old->score.competencies; k++) {
            const struct sp_competency_result *was = &old->score.competency[k];
            char from[12] = "–", to[12] = "–";

            if (strcmp(was->competency->id, now->competency->id) != 0 ||
                (was->level == now->level && was->judged == now->judged))
                continue;
            if (was->judged)
                snprintf(from, sizeof from, "%d", was->level);
            if (now->judged)
                snprintf(to, sizeof to, "%d", now->level);
            add_sentence(a, out, "against.level",
                         sp_text_in(&now->competency->name, a->cli->lang), from, to);
        }
    }
}

static void
tell_call(const struct against *a, const struct sp_retold *old,
          const struct sp_retold *new, struct sp_str *out)
{
    unsigned first = sp_first_difference(old, new);
    char from[12], to[12], line[12];

    if (!new->session) {
        add_sentence(a, out, "against.no-customer", "", NULL, NULL);
        return;
    }
    if (!old->session) {
        add_sentence(a, out, "against.new-customer", "", NULL, NULL);
        return;
    }
    if (old->score.pass != new->score.pass)
        add_sentence(a, out,
                     new->score.pass ? "against.now-passes" : "against.now-fails", "",
                     NULL, NULL);
    snprintf(line, sizeof line, "%u", new->said + 1);
    if (new->said < old->said)
        add_sentence(a, out,
                     new->over   ? "against.over"
                     : new->gone ? "against.gone"
                                 : "against.closed",
                     line, new->stopped, NULL);
    else if (new->said > old->said)
        add_sentence(a, out, "against.further", "", NULL, NULL);
    tell_levels(a, old, new, out);
    snprintf(from, sizeof from, "%d", old->score.total);
    snprintf(to, sizeof to, "%d", new->score.total);
    if (old->score.total != new->score.total)
        add_sentence(a, out, "against.total", from, to, NULL);
    if (first > 0 && first <= new->said) {
        const struct sp_reply *reply = sp_session_turn(new->session, first - 1)->reply;

        snprintf(line, sizeof line, "%u", first);
        add_sentence(a, out, "against.first", line,
                     reply->text.count[a->cli->lang] ? reply->text.by[a->cli->lang][0]
                                                     : reply->id,
                     NULL);
    }
}

static cJSON *
call_json(const char *source, const char *where, enum sp_change kind,
          const struct sp_retold *old, const struct sp_retold *new)
{
    cJSON *json = cJSON_CreateObject();
    const struct sp_retold *both[] = {old, new};
    static const char *const keys[] = {"old", "new"};

    cJSON_AddStringToObject(json, "type", "change");
    cJSON_AddStringToObject(json, "change", sp_change_name(kind));
    cJSON_AddStringToObject(json, "source", source);
    cJSON_AddStringToObject(json, "where", where);
    cJSON_AddNumberToObject(json, "firstLine", sp_first_difference(old, new));
    for (unsigned i = 0; i < 2; i++) {
        cJSON *side = cJSON_AddObjectToObject(json, keys[i]), *levels;

        cJSON_AddBoolToObject(side, "begins", both[i]->session != NULL);
        if (!both[i]->session)
            continue;
        cJSON_AddBoolToObject(side, "pass", both[i]->score.pass);
        cJSON_AddNumberToObject(side, "total", both[i]->score.total);
        cJSON_AddNumberToObject(side, "lines", both[i]->said);
        if (both[i]->stopped)
            cJSON_AddStringToObject(side, "stoppedAt", both[i]->stopped);
        levels = cJSON_AddObjectToObject(side, "levels");
        for (unsigned k = 0; k < both[i]->score.competencies; k++) {
            const struct sp_competency_result *c = &both[i]->score.competency[k];

            if (c->judged)
                cJSON_AddNumberToObject(levels, c->competency->id, c->level);
            else
                cJSON_AddNullToObject(levels, c->competency->id);
        }
    }
    return json;
}

static void
compare(struct against *a, const char *source, const char *where,
        const struct sp_retold *old, const struct sp_retold *new)
{
    enum sp_change kind = sp_compare(old, new);
    struct sp_str text = {0};

    a->calls++;
    a->by[kind]++;
    if (kind == SP_CHANGE_NONE)
        return;
    if (a->changes == a->room) {
        a->room = a->room ? 2 * a->room : 32;
        a->change = sp_grow(a->change, a->room, sizeof *a->change);
    }
    sp_str_add_safe(&text, where);
    tell_call(a, old, new, &text);
    a->change[a->changes++] =
        (struct change){kind, sp_str_take(&text),
                        a->cli->json ? call_json(source, where, kind, old, new) : NULL};
}

static void
compare_call(struct against *a, const char *source, const char *where,
             const struct sp_call *call)
{
    struct sp_retold old, new;

    sp_retell(a->old.scenario, call, &old);
    sp_retell(a->new.scenario, call, &new);
    compare(a, source, where, &old, &new);
    sp_retold_finish(&old);
    sp_retold_finish(&new);
}

/* ---- plans ---- */

static void
compare_case(struct against *a, const char *path, const struct sp_plan_case *c)
{
    const char **picks = sp_alloc(c->line_count + 1, sizeof *picks);
    struct sp_call call = {c->style, c->motive, c->seed, picks, 0};
    struct sp_str where = {0};

    for (unsigned i = 0; i < c->line_count; i++) {
        if (c->lines[i].verb == SP_PLAN_PICK)
            picks[call.lines++] = c->lines[i].word[c->lines[i].arg];
    }
    sp_str_addf(&where, "%s:%u: %s", path, c->line, c->title);
    compare_call(a, "plan", where.text, &call);
    sp_str_finish(&where);
    sp_free(picks);
}

static void
compare_plan(struct against *a, const char *path)
{
    struct sp_diags ignored = {0};
    struct sp_error error = {0};
    char *text = NULL;
    size_t size = 0;
    struct sp_plan *plan = NULL;

    if (sp_os_read_plain(path, CLI_FILE_MOST, &text, &size, &error))
        plan = sp_plan_read(text, size, &ignored);
    else
        cli_complain(a->cli, &error);
    for (unsigned i = 0; plan && i < plan->count; i++)
        compare_case(a, path, &plan->cases[i]);
    sp_plan_free(plan);
    sp_error_clear(&error);
    sp_diags_finish(&ignored);
    sp_free(text);
}

/* NAME.plan and NAME.*.plan beside NAME.json; whether there are any. */
static bool
compare_plans(struct against *a, const char *path)
{
    bool any = false;

    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t stem = strcspn(base, ".");
    char *folder = slash ? sp_strndup(path, (size_t)(slash - path)) : sp_strdup(".");
    struct sp_os_names names = {0};

    sp_os_list(*folder ? folder : "/", ".plan", &names, NULL);
    for (size_t i = 0; i < names.count; i++) {
        char *plan = sp_os_join(folder, names.name[i]);

        if (strncmp(names.name[i], base, stem) == 0 && names.name[i][stem] == '.') {
            compare_plan(a, plan);
            any = true;
        }
        sp_free(plan);
    }
    sp_os_names_finish(&names);
    sp_free(folder);
    return any;
}

/* ---- ways to a pass ---- */

static void
compare_way(struct against *a, const char *key, const struct sp_proof *proof,
            const struct sp_pair_proof *pair, const struct sp_reply *const *path,
            unsigned lines)
{
    const char *picks[SP_TURNS_MOST];
    struct sp_call call = {proof->scenario->styles->style[pair->style].id,
                           proof->scenario->motives[pair->motive].id, 1, picks, lines};
    const char *args[] = {call.style, call.motive, NULL};
    struct sp_str where = {0};

    for (unsigned i = 0; i < lines; i++)
        picks[i] = path[i]->id;
    sp_strings_add(a->cli->strings[a->cli->lang], &where, key, args);
    compare_call(a, "witness", where.text, &call);
    sp_str_finish(&where);
}

static void
compare_ways(struct against *a, const struct sp_proof *proof, bool old)
{
    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];

        if (!pair->passes)
            continue;
        compare_way(a, old ? "against.old-shortest" : "against.new-shortest", proof,
                    pair, pair->path, pair->shortest);
        compare_way(a, old ? "against.old-perfect" : "against.new-perfect", proof, pair,
                    pair->perfect, pair->perfect_lines);
    }
}

/* A figure of a customer that both versions have. */
static void
tell_figure(const struct against *a, const char *key, const struct sp_pair_proof *pair,
            const char *was, const char *now)
{
    const struct sp_scenario *s = a->new.scenario;

    if (strcmp(was, now) == 0)
        return;
    if (a->cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "figure");
        cJSON_AddStringToObject(json, "style", s->styles->style[pair->style].id);
        cJSON_AddStringToObject(json, "motive", s->motives[pair->motive].id);
        cJSON_AddStringToObject(json, "figure", key + strlen("against.figure-"));
        cJSON_AddStringToObject(json, "old", was);
        cJSON_AddStringToObject(json, "new", now);
        cli_print_json(stdout, json);
        return;
    }
    cli_say(a->cli, stdout, key,
            sp_text_in(&s->styles->style[pair->style].name, a->cli->lang),
            s->motives[pair->motive].id, was, now, NULL);
}

static void
tell_figures(const struct against *a, const struct sp_proof *old,
             const struct sp_proof *new)
{
    for (unsigned i = 0; i < new->pair_count; i++) {
        const struct sp_pair_proof *now = &new->pairs[i];
        int style = sp_scenario_style(old->scenario,
                                      new->scenario->styles->style[now->style].id);
        int motive =
            sp_scenario_motive(old->scenario, new->scenario->motives[now->motive].id);
        char was[32], is[32];

        if (style < 0 || motive < 0)
            continue;
        const struct sp_pair_proof *then =
            &old->pairs[(unsigned)style * old->scenario->motive_count +
                        (unsigned)motive];

        snprintf(was, sizeof was, "%u", then->passes ? then->shortest : 0);
        snprintf(is, sizeof is, "%u", now->passes ? now->shortest : 0);
        tell_figure(a, "against.figure-shortest", now, was, is);
        snprintf(was, sizeof was, "%d", then->highest);
        snprintf(is, sizeof is, "%d", now->highest);
        tell_figure(a, "against.figure-highest", now, was, is);
        snprintf(was, sizeof was, "%.4f", (double)then->chance[0].ppm / 10000.0);
        snprintf(is, sizeof is, "%.4f", (double)now->chance[0].ppm / 10000.0);
        tell_figure(a, "against.figure-chance", now, was, is);
    }
}

/* ---- what was played ---- */

/* The ids of the lines that count. */
static unsigned
lines_of(const struct sp_session *session, const char **picks)
{
    unsigned count = 0;

    for (size_t i = 0; i < sp_session_turns(session) && count < SP_TURNS_MOST; i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);

        if (!turn->undone)
            picks[count++] = turn->reply->id;
    }
    return count;
}

/* The recorded call again under its own files, without what was taken back, and under
 * the new ones. */
static void
compare_attempt(struct against *a, struct sp_store *store, const struct sp_attempt *at)
{
    struct sp_error error = {0};
    struct sp_round *round = sp_round_resume(store, at->id, &error);
    const char *picks[SP_TURNS_MOST];
    struct sp_call call = {at->style, at->motive, at->seed, picks, 0};
    struct sp_retold old, new;
    struct sp_str where = {0};
    char when[32];

    if (!round) {
        cli_complain(a->cli, &error);
        sp_error_clear(&error);
        return;
    }
    call.lines = lines_of(sp_round_session(round), picks);
    sp_retell(sp_session_scenario(sp_round_session(round)), &call, &old);
    sp_retell(a->new.scenario, &call, &new);
    char *name = sp_store_person_name(store, at->person, NULL);
    char id[9];

    snprintf(id, sizeof id, "%.8s", at->id);
    cli_when(at->started_ms, when, sizeof when);
    const char *args[] = {id, when, name ? name : "", at->style, at->motive, NULL};

    sp_strings_add(a->cli->strings[a->cli->lang], &where, "against.attempt", args);
    compare(a, "attempt", where.text, &old, &new);
    sp_str_finish(&where);
    sp_free(name);
    sp_retold_finish(&old);
    sp_retold_finish(&new);
    sp_round_free(round);
}

static void
compare_attempts(struct against *a)
{
    struct sp_attempts all = {0};
    struct sp_filter filter = {.scenario_id = a->new.scenario->id};
    struct sp_error error = {0};
    struct sp_store *store = open_records(a->cli);

    if (!store)
        return;
    if (!sp_store_history(store, &filter, &all, &error))
        cli_complain(a->cli, &error);
    for (size_t i = 0; i < all.count; i++) {
        if (all.item[i].state == SP_FINISHED)
            compare_attempt(a, store, &all.item[i]);
    }
    sp_error_clear(&error);
    sp_attempts_finish(&all);
    sp_store_close(store);
}

/* ---- the whole ---- */

static void
print_changes(const struct against *a)
{
    static const char *const keys[] = {"",
                                       "against.ways",
                                       "against.totals",
                                       "against.stops",
                                       "against.levels",
                                       "against.passes"};
    char count[24], all[24];

    snprintf(all, sizeof all, "%zu", a->calls);
    for (unsigned kind = SP_CHANGES - 1; kind > SP_CHANGE_NONE; kind--) {
        snprintf(count, sizeof count, "%zu", a->by[kind]);
        if (a->by[kind] > 0 && !a->cli->json)
            cli_say(a->cli, stdout, keys[kind], count, all, NULL);
        for (size_t i = 0; i < a->changes; i++) {
            if (a->change[i].kind == kind && a->cli->json)
                cli_print_json(stdout, a->change[i].json);
            else if (a->change[i].kind == kind)
                printf("  %s\n", a->change[i].text);
        }
    }
    if (a->changes == 0 && !a->cli->json)
        cli_say(a->cli, stdout, "against.nothing", all, NULL);
}

static void
print_sum(const struct against *a)
{
    cJSON *json = cJSON_CreateObject(), *by;

    cJSON_AddStringToObject(json, "type", "against");
    cJSON_AddStringToObject(json, "scenario", a->new.scenario->id);
    cJSON_AddNumberToObject(json, "calls", (double)a->calls);
    by = cJSON_AddObjectToObject(json, "changes");
    for (unsigned i = 0; i < SP_CHANGES; i++)
        cJSON_AddNumberToObject(by, sp_change_name(i), (double)a->by[i]);
    cli_print_json(stdout, json);
}

static void
compare_all(struct against *a, const char *path, const char *old)
{
    const struct sp_prove_ask ask = {.states_most = STATES_MOST};
    struct sp_proof *was = sp_prove(a->old.scenario, &ask);
    struct sp_proof *is = sp_prove(a->new.scenario, &ask);

    if (!compare_plans(a, path))
        compare_plans(a, old);
    compare_ways(a, was, true);
    compare_ways(a, is, false);
    compare_attempts(a);
    print_changes(a);
    tell_figures(a, was, is);
    if (a->cli->json)
        print_sum(a);
    sp_proof_free(was);
    sp_proof_free(is);
}

int
prove_against(const struct cli *cli, const char *path, const char *old)
{
    struct against a = {.cli = cli};
    int status = CLI_CANNOT;

    if (cli_set_texts(cli, old, &a.old) && cli_set_read(cli, &a.old) &&
        cli_set_texts(cli, path, &a.new) && cli_set_read(cli, &a.new)) {
        if (strcmp(a.old.scenario->id, a.new.scenario->id) != 0) {
            cli_say(cli, stderr, "against.another", a.old.scenario->id,
                    a.new.scenario->id, NULL);
        } else {
            compare_all(&a, path, old);
            status =
                a.by[SP_CHANGE_PASS] + a.by[SP_CHANGE_LEVEL] + a.by[SP_CHANGE_STOP] > 0
                    ? CLI_FINDINGS
                    : CLI_CLEAN;
        }
    }
    for (size_t i = 0; i < a.changes; i++)
        sp_free(a.change[i].text);
    sp_free(a.change);
    cli_set_finish(&a.old);
    cli_set_finish(&a.new);
    return status;
}
