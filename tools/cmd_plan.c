/* cmd_plan.c: `sparring plan FILE…`: plays plans and says where they fail. */
#include "plan.h"

#include <string.h>

/* A scenario that plans belong to, read once. */
struct target {
    char *path;
    struct cli_set set;
    struct sp_plan_cover *cover;
    bool ok;
    bool whole; /* named itself: all its plans, and what they leave out */
};

struct planner {
    const struct cli *cli;
    struct target *targets;
    size_t count, room;
    bool update, coverage;
};

/* ---- files ---- */

static bool
ends_in(const char *name, const char *end)
{
    size_t size = strlen(name), tail = strlen(end);

    return size > tail && strcmp(name + size - tail, end) == 0;
}

static const char *
base_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* price-objection.plan and price-objection.more.plan belong to price-objection.json
 * beside them. */
static char *
scenario_of(const char *plan)
{
    const char *base = base_of(plan);
    size_t size = (size_t)(base - plan) + strcspn(base, ".");
    struct sp_str path = {0};

    sp_str_add_n(&path, plan, size);
    sp_str_add(&path, ".json");
    return sp_str_take(&path);
}

static size_t
target_of(struct planner *p, const char *path)
{
    struct target *t;

    for (size_t i = 0; i < p->count; i++) {
        if (strcmp(p->targets[i].path, path) == 0)
            return i;
    }
    if (p->count == p->room) {
        p->room = p->room ? 2 * p->room : 4;
        p->targets = sp_grow(p->targets, p->room, sizeof *p->targets);
    }
    t = &p->targets[p->count];
    *t = (struct target){.path = sp_strdup(path)};
    t->ok = cli_set_texts(p->cli, path, &t->set) && cli_set_read(p->cli, &t->set);
    if (t->ok)
        t->cover = sp_plan_cover_new(t->set.scenario);
    return p->count++;
}

/* ---- playing one file ---- */

struct watcher {
    const struct cli *cli;
    const struct plan_file *file;
    const struct sp_plan_case *current;
    bool titled;
    unsigned *said; /* findings of the file so far */
    unsigned shown; /* turn + 1 of the state that was shown last */
};

static void
say_title(struct watcher *w)
{
    struct sp_str title = {0};

    if (w->titled || w->cli->json)
        return;
    sp_str_add_safe(&title, w->current->title);
    cli_say(w->cli, stdout, "plan.case", sp_str_text(&title), NULL);
    sp_str_finish(&title);
    w->titled = true;
}

/* A finding and, under the first of a turn, the state of the call. */
static void
say_failure(void *data, const struct sp_diag *diag, const struct sp_session *session)
{
    struct watcher *w = data;
    unsigned turn = sp_session_view(session)->turn + 1;

    if (++*w->said > SP_DIAGS_MOST)
        return; /* the sum still counts its case */
    say_title(w);
    if (w->cli->json) {
        cJSON *json = cli_finding_json(w->cli, w->file->path, diag);

        cJSON_AddStringToObject(json, "case", w->current->title);
        cJSON_AddItemToObject(json, "state", plan_state_json(w->cli, session));
        cli_print_json(stdout, json);
        return;
    }
    cli_finding(w->cli, stdout, w->file->path, diag, w->file->text, w->file->size);
    if (w->shown != turn)
        plan_show_state(w->cli, session);
    w->shown = turn;
}

/* What the line `show` is for: to see the call while a case is being written. */
static void
say_state(void *data, const struct sp_plan_line *line, const struct sp_session *session)
{
    struct watcher *w = data;
    char number[12];

    if (w->cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "show");
        cJSON_AddStringToObject(json, "file", w->file->path);
        cJSON_AddNumberToObject(json, "line", line->line);
        cJSON_AddStringToObject(json, "case", w->current->title);
        cJSON_AddItemToObject(json, "state", plan_state_json(w->cli, session));
        cli_print_json(stdout, json);
        return;
    }
    snprintf(number, sizeof number, "%u", line->line);
    cli_say(w->cli, stdout, "plan.show", w->file->path, number, NULL);
    plan_show_state(w->cli, session);
    plan_show_replies(w->cli, session);
}

static void
say_sum(const struct cli *cli, const char *path, unsigned all, unsigned failed,
        unsigned broken)
{
    char numbers[3][12];

    snprintf(numbers[0], sizeof numbers[0], "%u", all - failed - broken);
    snprintf(numbers[1], sizeof numbers[1], "%u", all);
    snprintf(numbers[2], sizeof numbers[2], "%u", broken);
    if (cli->json) {
        cJSON *json = cJSON_CreateObject();

        cJSON_AddStringToObject(json, "type", "plan");
        cJSON_AddStringToObject(json, "file", path);
        cJSON_AddNumberToObject(json, "cases", all);
        cJSON_AddNumberToObject(json, "failed", failed);
        cJSON_AddNumberToObject(json, "broken", broken);
        cli_print_json(stdout, json);
    } else {
        cli_say(cli, stdout, broken ? "plan.sum-broken" : "plan.sum", path, numbers[0],
                numbers[1], numbers[2], NULL);
    }
}

static int
play_cases(const struct cli *cli, const struct plan_file *file, const struct target *t)
{
    struct sp_diags diags = {0};
    unsigned failed = 0, broken = 0, said = 0;

    sp_plan_check(file->plan, t->set.scenario, &diags);
    for (size_t i = 0; i < diags.count; i++)
        cli_finding(cli, stdout, file->path, &diags.items[i], file->text, file->size);
    sp_diags_finish(&diags);
    for (unsigned i = 0; i < file->plan->count; i++) {
        const struct sp_plan_case *c = &file->plan->cases[i];
        struct watcher w = {.cli = cli, .file = file, .current = c, .said = &said};
        struct sp_plan_watch watch = {
            .data = &w, .failed = say_failure, .show = say_state, .cover = t->cover};
        struct sp_diags own = {0};
        bool stopped;

        sp_session_free(sp_plan_play(c, t->set.scenario, &watch, &own, &stopped));
        if (own.errors > 0 || (c->bad > 0 && !c->broken))
            failed++;
        else
            broken += c->broken != NULL;
        sp_diags_finish(&own);
    }
    say_sum(cli, file->path, file->plan->count, failed, broken);
    return failed ? CLI_FINDINGS : CLI_CLEAN;
}

static int
run_file(struct planner *p, const char *path, size_t target)
{
    struct plan_file file = {.path = path};
    struct sp_diags diags = {0};
    struct sp_error error = {0};
    const struct target *t = &p->targets[target];
    int status = CLI_CANNOT;

    if (!t->ok)
        return CLI_CANNOT;
    if (!sp_os_read(path, CLI_FILE_MOST, &file.text, &file.size, &error)) {
        cli_complain(p->cli, &error);
        sp_error_clear(&error);
        return CLI_CANNOT;
    }
    file.plan = sp_plan_read(file.text, file.size, &diags);
    for (size_t i = 0; i < diags.count; i++)
        cli_finding(p->cli, stdout, path, &diags.items[i], file.text, file.size);
    if (!file.plan)
        status = CLI_FINDINGS;
    else if (!p->update || plan_update(p->cli, &file, t->set.scenario))
        status = play_cases(p->cli, &file, t);
    sp_plan_free(file.plan);
    sp_diags_finish(&diags);
    sp_free(file.text);
    return status;
}

/* ---- a scenario with all its plans ---- */

static int
run_beside(struct planner *p, const char *path, size_t target)
{
    const char *base = base_of(path);
    size_t stem = strcspn(base, ".");
    char *folder =
        base > path ? sp_strndup(path, (size_t)(base - path)) : sp_strdup("./");
    struct sp_os_names names = {0};
    struct sp_error error = {0};
    int worst = CLI_CLEAN;
    unsigned found = 0;

    if (!sp_os_list(folder, ".plan", &names, &error)) {
        cli_complain(p->cli, &error);
        worst = CLI_CANNOT;
    }
    for (size_t i = 0; i < names.count; i++) {
        struct sp_str plan = {0};

        if (strncmp(names.name[i], base, stem) != 0 || names.name[i][stem] != '.')
            continue;
        sp_str_add_n(&plan, path, (size_t)(base - path));
        sp_str_add(&plan, names.name[i]);
        int status = run_file(p, plan.text, target);
        worst = status > worst ? status : worst;
        sp_str_finish(&plan);
        found++;
    }
    if (found == 0 && worst == CLI_CLEAN) {
        fputs("sparring: ", stderr);
        cli_say(p->cli, stderr, "plan.none", path, NULL);
        worst = CLI_CANNOT;
    }
    p->targets[target].whole = found > 0;
    sp_os_names_finish(&names);
    sp_error_clear(&error);
    sp_free(folder);
    return worst;
}

static int
run_word(struct planner *p, const char *word)
{
    bool plan = ends_in(word, ".plan");
    char *path = plan ? scenario_of(word) : cli_scenario_path(word);
    size_t target = target_of(p, path);
    int status = CLI_CANNOT;

    if (p->targets[target].ok)
        status = plan ? run_file(p, word, target) : run_beside(p, path, target);
    sp_free(path);
    return status;
}

static int
finish(struct planner *p, int worst)
{
    for (size_t i = 0; i < p->count; i++) {
        struct target *t = &p->targets[i];

        if (t->ok && (t->whole || p->coverage) &&
            !plan_show_cover(p->cli, &t->set, t->cover) && worst < CLI_FINDINGS)
            worst = CLI_FINDINGS;
        sp_plan_cover_free(t->cover);
        cli_set_finish(&t->set);
        sp_free(t->path);
    }
    sp_free(p->targets);
    return worst;
}

int
cmd_plan(struct cli *cli, int argc, char **argv)
{
    struct planner p = {.cli = cli};
    const struct cli_option options[] = {{.name = "update", .flag = &p.update},
                                         {.name = "coverage", .flag = &p.coverage}};
    int words, worst = CLI_CLEAN;
    int status = cli_options(cli, "plan", argc, argv, options, 2, &words);

    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words == 0) {
        cli_say(cli, stderr, "usage.plan", NULL);
        return CLI_USAGE;
    }
    for (int i = 0; i < words; i++) {
        status = run_word(&p, argv[i]);
        worst = status > worst ? status : worst;
    }
    return finish(&p, worst);
}
