/* prove_against.c: `sparring prove FILE --against OLD`: plans, ways to a pass and
 * recorded attempts, each said again under both versions. */
#include "prove_against.h"

#include <string.h>

#include "against.h"
#include "play.h"
#include "store/os_file.h"

/* Calls that were compared already: a plan beside both versions, a way that both have.
 */
struct seen {
    char **call;
    size_t count, room;
};

struct comparer {
    struct against a;
    struct seen seen;
    char name[2][SP_PARTS][SP_HASH_SIZE]; /* of the old version and the new */
};

/* ---- one call ---- */

static bool
is_seen(struct seen *seen, const struct sp_compare_ask *ask)
{
    struct sp_str text = {0};

    if (ask->style && ask->motive)
        sp_str_addf(&text, "%s/%s", ask->style, ask->motive);
    else
        sp_str_addf(&text, "%s/%s/%llu", ask->style ? ask->style : "",
                    ask->motive ? ask->motive : "", (unsigned long long)ask->seed);
    for (unsigned i = 0; i < ask->picks; i++)
        sp_str_addf(&text, " %s", ask->pick[i]);
    for (size_t i = 0; i < seen->count; i++) {
        if (strcmp(seen->call[i], text.text) == 0) {
            sp_str_finish(&text);
            return true;
        }
    }
    if (seen->count == seen->room) {
        seen->room = seen->room ? 2 * seen->room : 64;
        seen->call = sp_grow(seen->call, seen->room, sizeof *seen->call);
    }
    seen->call[seen->count++] = sp_str_take(&text);
    return false;
}

/* The object to add to with --json, or NULL when nothing changes. */
static cJSON *
compare(struct against *a, const char *source, const char *name,
        const struct sp_compare_ask *ask)
{
    struct sp_comparison c;

    sp_compare(ask, &c);
    a->by[c.change]++;
    if (c.change == SP_CHANGE_NONE)
        return NULL;
    if (a->entries == a->room) {
        a->room = a->room ? 2 * a->room : 32;
        a->entry = sp_grow(a->entry, a->room, sizeof *a->entry);
    }
    struct against_entry *entry = &a->entry[a->entries++];
    *entry = (struct against_entry){.change = c.change,
                                    .what = against_what(a, &c),
                                    .where = against_where(a, name, &c)};
    if (a->cli->json)
        entry->json = against_json(source, name, &c);
    return entry->json;
}

/* ---- plans ---- */

static void
compare_case(struct comparer *comparer, const char *path, const struct sp_plan_case *c)
{
    struct against *a = &comparer->a;
    const char **picks = sp_alloc(c->line_count + 1, sizeof *picks);
    struct sp_compare_ask ask = {.old = a->old.scenario,
                                 .now = a->now.scenario,
                                 .seed = c->seed,
                                 .style = c->style,
                                 .motive = c->motive,
                                 .pick = picks};
    struct sp_str name = {0};

    for (unsigned i = 0; i < c->line_count; i++) {
        if (c->lines[i].verb == SP_PLAN_PICK)
            picks[ask.picks++] = c->lines[i].word[c->lines[i].arg];
    }
    if (!is_seen(&comparer->seen, &ask)) {
        sp_str_addf(&name, "%s:%u: %s", path, c->line, c->title);
        cJSON *json = compare(a, "plan", name.text, &ask);

        a->plans++;
        if (json) {
            cJSON_AddStringToObject(json, "file", path);
            cJSON_AddNumberToObject(json, "line", c->line);
            cJSON_AddStringToObject(json, "case", c->title);
        }
    }
    sp_str_finish(&name);
    sp_free(picks);
}

static void
compare_plan(struct comparer *c, const char *path)
{
    const struct cli *cli = c->a.cli;
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    struct sp_plan *plan = NULL;
    char *text = NULL;
    size_t size = 0;

    if (sp_os_read_plain(path, CLI_FILE_MOST, &text, &size, &error))
        plan = sp_plan_read(text, size, &diags);
    else
        cli_complain(cli, &error);
    for (size_t i = 0; i < diags.count; i++)
        cli_finding(cli, stderr, path, &diags.items[i], text, size);
    for (unsigned i = 0; plan && i < plan->count; i++)
        compare_case(c, path, &plan->cases[i]);
    c->a.unread += plan == NULL;
    sp_plan_free(plan);
    sp_error_clear(&error);
    sp_diags_finish(&diags);
    sp_free(text);
}

/* NAME.plan and NAME.*.plan beside NAME.json. */
static void
compare_plans(struct comparer *c, const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t stem = strcspn(base, ".");
    char *folder =
        slash ? sp_strndup(path, (size_t)(slash + 1 - path)) : sp_strdup("./");
    struct sp_os_names names = {0};

    sp_os_list(folder, ".plan", &names, NULL);
    for (size_t i = 0; i < names.count; i++) {
        struct sp_str plan = {0};

        if (strncmp(names.name[i], base, stem) != 0 || names.name[i][stem] != '.')
            continue;
        sp_str_addf(&plan, "%s%s", slash ? folder : "", names.name[i]);
        compare_plan(c, plan.text);
        sp_str_finish(&plan);
    }
    sp_os_names_finish(&names);
    sp_free(folder);
}

/* ---- ways to a pass ---- */

static void
compare_way(struct comparer *c, const char *key, const struct sp_proof *proof,
            const struct sp_pair_proof *pair, const struct sp_reply *const *path,
            unsigned lines)
{
    struct against *a = &c->a;
    const char *picks[SP_TURNS_MOST];
    struct sp_compare_ask ask = {.old = a->old.scenario,
                                 .now = a->now.scenario,
                                 .seed = 1,
                                 .style =
                                     proof->scenario->styles->style[pair->style].id,
                                 .motive = proof->scenario->motives[pair->motive].id,
                                 .pick = picks,
                                 .picks = lines};
    const char *args[] = {ask.style, ask.motive, NULL};
    struct sp_str name = {0};

    for (unsigned i = 0; i < lines; i++)
        picks[i] = path[i]->id;
    if (is_seen(&c->seen, &ask))
        return;
    sp_strings_add(a->cli->strings[a->cli->lang], &name, key, args);
    cJSON *json = compare(a, "witness", name.text, &ask);

    a->ways++;
    if (json) {
        cJSON_AddStringToObject(json, "style", ask.style);
        cJSON_AddStringToObject(json, "motive", ask.motive);
        cJSON_AddStringToObject(json, "path", key + strlen("against."));
    }
    sp_str_finish(&name);
}

static void
compare_ways(struct comparer *c, const struct sp_proof *proof, bool old)
{
    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];

        if (!pair->passes)
            continue;
        compare_way(c, old ? "against.old-shortest" : "against.new-shortest", proof,
                    pair, pair->path, pair->shortest);
        compare_way(c, old ? "against.old-perfect" : "against.new-perfect", proof, pair,
                    pair->perfect, pair->perfect_lines);
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

/* "scenario 1a2b3c4d": what an attempt was played with that is not the old version. */
static void
add_version(const struct comparer *c, const struct sp_attempt *at, struct sp_str *out)
{
    for (unsigned i = 0; i < SP_PARTS; i++) {
        char key[40], hash[9];
        const char *args[] = {hash, NULL};

        if (strcmp(at->content[i], c->name[0][i]) == 0)
            continue;
        snprintf(key, sizeof key, "against.with-%s", sp_part_name(i));
        snprintf(hash, sizeof hash, "%.8s", at->content[i]);
        sp_str_add(out, cli_text(c->a.cli, "against.and"));
        sp_strings_add(c->a.cli->strings[c->a.cli->lang], out, key, args);
    }
}

static void
compare_session(struct comparer *c, const struct sp_attempt *at,
                const struct sp_session *session, const char *person)
{
    struct against *a = &c->a;
    const char *picks[SP_TURNS_MOST];
    struct sp_compare_ask ask = {.old = sp_session_scenario(session),
                                 .now = a->now.scenario,
                                 .seed = at->seed,
                                 .style = at->style,
                                 .motive = at->motive,
                                 .pick = picks,
                                 .picks = lines_of(session, picks)};
    char id[9], when[32];
    struct sp_str name = {0};

    snprintf(id, sizeof id, "%.8s", at->id);
    cli_when(at->started_ms, when, sizeof when);
    const char *args[] = {id, when, person, at->style, at->motive, NULL};

    sp_strings_add(a->cli->strings[a->cli->lang], &name, "against.attempt", args);
    add_version(c, at, &name);
    cJSON *json = compare(a, "attempt", name.text, &ask);

    if (json) {
        cJSON_AddStringToObject(json, "attempt", at->id);
        cJSON_AddStringToObject(json, "person", person);
        cJSON_AddNumberToObject(json, "startedMs", (double)at->started_ms);
        cJSON_AddStringToObject(json, "scenarioSha256", at->content[SP_PART_SCENARIO]);
        cJSON_AddStringToObject(json, "rubricSha256", at->content[SP_PART_RUBRIC]);
        cJSON_AddStringToObject(json, "stylesSha256", at->content[SP_PART_STYLES]);
    }
    sp_str_finish(&name);
}

/* The recorded call under its own files, without what was taken back, and under the
 * new ones. */
static void
compare_attempt(struct comparer *c, struct sp_store *store, const struct sp_attempt *at)
{
    struct sp_error error = {0};
    bool same = true;

    c->a.attempts++;
    for (unsigned i = 0; i < SP_PARTS; i++)
        same = same && strcmp(at->content[i], c->name[1][i]) == 0;
    if (same) { /* it was played with the new version */
        c->a.by[SP_CHANGE_NONE]++;
        return;
    }
    struct sp_round *round = sp_round_resume(store, at->id, &error);

    if (round) {
        char *person = sp_store_person_name(store, at->person, NULL);

        compare_session(c, at, sp_round_session(round), person ? person : "");
        sp_free(person);
    } else {
        cli_complain(c->a.cli, &error);
        c->a.attempts--;
        c->a.unread++;
    }
    sp_error_clear(&error);
    sp_round_free(round);
}

/* Only what is over: a call that goes on keeps the files that it was begun with. False
 * when there are records that cannot be read. */
static bool
compare_attempts(struct comparer *c)
{
    struct sp_filter filter = {.scenario_id = c->a.now.scenario->id};
    struct sp_attempts all = {0};
    struct sp_error error = {0};
    struct sp_store *store = NULL;
    char *path = sp_store_usual_path(&error);
    bool none = path && sp_os_size(path) < 0;

    if (path && !none)
        store = sp_store_open(path, &error);
    if (store && sp_store_history(store, &filter, &all, &error)) {
        for (size_t i = 0; i < all.count && !prove_interrupted(); i++) {
            /* What was said in own words cannot be picked again by id. */
            if (all.item[i].state == SP_FINISHED &&
                all.item[i].input == SP_INPUT_CHOICE)
                compare_attempt(c, store, &all.item[i]);
        }
        c->a.unread += all.bad;
    }
    bool ok = none || !error.code;
    if (!ok)
        cli_complain(c->a.cli, &error);
    sp_attempts_finish(&all);
    sp_store_close(store);
    sp_error_clear(&error);
    sp_free(path);
    return ok;
}

/* ---- the old version ---- */

/* Whether `folder` has a file of that name; then its path. */
static char *
in_folder(const char *folder, const char *name)
{
    char *path = sp_os_join(folder, name);

    if (sp_os_size(path) >= 0)
        return path;
    sp_free(path);
    return NULL;
}

static char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return sp_strdup(".");
    return slash == path ? sp_strdup("/") : sp_strndup(path, (size_t)(slash - path));
}

/* What does not lie beside the old version is that of the new one: an edit of the
 * scenario alone is compared with its own rubric. */
static void
borrow(struct against *a, const char *folder)
{
    static const char *const names[SP_PARTS] = {NULL, "rubric.json", "styles.json"};

    for (unsigned i = SP_PART_RUBRIC; i < SP_PARTS; i++) {
        char *beside = in_folder(folder, names[i]);

        if (!beside) {
            a->old.text[i] = sp_strndup(a->now.text[i], a->now.size[i]);
            a->old.size[i] = a->now.size[i];
        }
        sp_free(beside);
    }
}

/* A folder of files as they were: it may leave out what has not been edited. */
static char *
path_in(struct against *a, const char *path, const char *folder)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char *file = in_folder(folder, base), *rubric, *styles;

    if (file)
        return file;
    rubric = in_folder(folder, "rubric.json");
    styles = in_folder(folder, "styles.json");
    if (rubric || styles) {
        a->old.text[SP_PART_SCENARIO] =
            sp_strndup(a->now.text[SP_PART_SCENARIO], a->now.size[SP_PART_SCENARIO]);
        a->old.size[SP_PART_SCENARIO] = a->now.size[SP_PART_SCENARIO];
        file = sp_os_join(folder, base);
    } else {
        cli_say(a->cli, stderr, "against.folder", folder, base, NULL);
    }
    sp_free(rubric);
    sp_free(styles);
    return file;
}

/* Reads both versions; the path of the old one, or NULL after saying why not. */
static char *
read_both(struct against *a, const char *path, const char *word)
{
    char *old, *folder;

    if (!cli_set_texts(a->cli, path, &a->now) || !cli_set_read(a->cli, &a->now))
        return NULL;
    old = sp_os_is_folder(word) ? path_in(a, path, word) : cli_scenario_path(word);
    if (!old)
        return NULL;
    folder = folder_of(old);
    borrow(a, folder);
    sp_free(folder);
    if (!cli_set_texts(a->cli, old, &a->old) || !cli_set_read(a->cli, &a->old)) {
        sp_free(old);
        return NULL;
    }
    if (strcmp(a->old.scenario->id, a->now.scenario->id) == 0)
        return old;
    cli_say(a->cli, stderr, "against.another", a->old.scenario->id, a->now.scenario->id,
            NULL);
    sp_free(old);
    return NULL;
}

/* ---- the whole ---- */

static bool
same_text(const struct comparer *c)
{
    return memcmp(c->name[0], c->name[1], sizeof c->name[0]) == 0;
}

/* Which of the files are not the same, byte for byte. */
static void
say_files(const struct comparer *c)
{
    const struct cli *cli = c->a.cli;
    struct sp_str list = {0};

    for (unsigned i = 0; i < SP_PARTS; i++) {
        char key[40];

        if (strcmp(c->name[0][i], c->name[1][i]) == 0)
            continue;
        snprintf(key, sizeof key, "against.part-%s", sp_part_name(i));
        sp_str_add(&list, list.size ? cli_text(cli, "against.and") : "");
        sp_str_add(&list, cli_text(cli, key));
    }
    cli_say(cli, stdout, list.size ? "against.files" : "against.same-files",
            sp_str_text(&list), NULL);
    sp_str_finish(&list);
}

static void
print_all(const struct comparer *c, const struct sp_proof *old,
          const struct sp_proof *now)
{
    const struct against *a = &c->a;
    char unread[24];

    for (unsigned change = 0; a->cli->json && change < SP_CHANGE_NONE; change++) {
        for (size_t i = 0; i < a->entries; i++) {
            if (a->entry[i].change == change)
                cli_print_json(stdout, a->entry[i].json);
        }
    }
    if (!a->cli->json) {
        say_files(c);
        against_print(a);
    }
    if (old && now)
        against_print_figures(a, old, now);
    against_print_sum(a);
    snprintf(unread, sizeof unread, "%zu", a->unread);
    if (a->unread > 0)
        cli_say(a->cli, stderr, "against.unread", unread, NULL);
}

static int
compare_all(struct comparer *c, const char *path, const char *old, bool quick,
            struct prove_limits *limits, struct sp_prove_ask *ask)
{
    struct against *a = &c->a;
    struct sp_proof *was = NULL, *is = NULL;

    if (!quick) {
        ask->strategies = false; /* of the players only the random one is compared */
        prove_limits_begin(limits, ask);
        was = sp_prove(a->old.scenario, ask);
        is = same_text(c) ? NULL : sp_prove(a->now.scenario, ask);
        prove_limits_end(limits);
    }
    bool ok = compare_attempts(c); /* people first */

    compare_plans(c, path);
    compare_plans(c, old);
    if (was)
        compare_ways(c, was, true);
    if (is)
        compare_ways(c, is, false);
    print_all(c, was, is ? is : was);
    sp_proof_free(was);
    sp_proof_free(is);
    if (!ok || a->unread > 0)
        return CLI_CANNOT;
    return a->by[SP_CHANGE_PASS] + a->by[SP_CHANGE_LEVEL] + a->by[SP_CHANGE_STOP] > 0
               ? CLI_FINDINGS
               : CLI_CLEAN;
}

int
prove_against(const struct cli *cli, const char *path, const char *old, bool quick,
              struct prove_limits *limits, struct sp_prove_ask *ask)
{
    struct comparer c = {.a.cli = cli};
    char *old_path = read_both(&c.a, path, old);
    int status = CLI_CANNOT;

    if (old_path) {
        for (unsigned i = 0; i < SP_PARTS; i++) {
            const struct sp_bytes was = {c.a.old.text[i], c.a.old.size[i]};
            const struct sp_bytes is = {c.a.now.text[i], c.a.now.size[i]};

            sp_content_name(&was, c.name[0][i]);
            sp_content_name(&is, c.name[1][i]);
        }
        status = compare_all(&c, path, old_path, quick, limits, ask);
    }
    for (size_t i = 0; i < c.a.entries; i++) {
        sp_free(c.a.entry[i].what);
        sp_free(c.a.entry[i].where);
    }
    for (size_t i = 0; i < c.seen.count; i++)
        sp_free(c.seen.call[i]);
    sp_free(c.seen.call);
    sp_free(c.a.entry);
    sp_free(old_path);
    cli_set_finish(&c.a.old);
    cli_set_finish(&c.a.now);
    return status;
}
