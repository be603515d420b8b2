/* window.c: what the screens ask for, answered by scenarios, rounds and records. */
#include "window.h"

#include "events.h"
#include "export.h"
#include "settings.h"
#include "store/exams.h"
#include "ui/window.h"
#include "window_own.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HISTORY_MOST 2000

/* ---- scenarios ---- */

static void
finish_sets(struct cli_set *sets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cli_set_finish(&sets[i]);
    sp_free(sets);
}

/* A later one takes the place of an earlier one with the same id, which it returns. */
static const char *
take_set(struct program *p, const struct cli_set *set)
{
    size_t at = 0;

    while (at < p->set_count &&
           strcmp(p->sets[at].scenario->id, set->scenario->id) != 0)
        at++;
    if (at < p->set_count)
        cli_set_finish(&p->sets[at]);
    else
        p->set_count++;
    p->sets[at] = *set;
    return set->scenario->id;
}

/* One that cannot be read is named on standard error, and as `trouble` if it is the
 * first; in its place comes the one of the same file among the `old` ones, if any. */
static const char *
add_scenario(struct program *p, const char *path, struct cli_set *old, size_t count)
{
    struct cli_set set = {0};

    if (cli_set_texts(p->cli, path, &set) && cli_set_read(p->cli, &set))
        return take_set(p, &set);
    size_t at = 0;
    while (at < count &&
           !(old[at].scenario && strcmp(old[at].path[SP_PART_SCENARIO], path) == 0))
        at++;
    for (unsigned i = 0; i < SP_LANGS && !p->trouble[i].size; i++) {
        sp_str_add(&p->trouble[i], sp_str_text(&set.trouble[i]));
        sp_str_add(&p->trouble[i], i == SP_ZH ? "" : " ");
        sp_str_add(&p->trouble[i],
                   sp_strings_get(p->cli->strings[i],
                                  at < count ? "reload.kept" : "reload.left"));
    }
    cli_set_finish(&set);
    if (at == count)
        return NULL;
    const char *id = take_set(p, &old[at]);
    old[at] = (struct cli_set){0};
    return id;
}

static void
forget_trouble(struct program *p)
{
    for (unsigned i = 0; i < SP_LANGS; i++)
        sp_str_clear(&p->trouble[i]);
}

/* The shipped ones; `more` is room for others. */
static bool
add_shipped(struct program *p, size_t more, struct cli_set *old, size_t count)
{
    struct sp_os_names names = {0};
    bool ok = list_scenarios(&names, &p->error);

    p->set_count = 0;
    p->sets = sp_alloc(names.count + more, sizeof *p->sets);
    for (size_t i = 0; i < names.count; i++) {
        char *path = cli_scenario_path(names.name[i]);

        add_scenario(p, path, old, count);
        sp_free(path);
    }
    sp_os_names_finish(&names);
    return ok;
}

/* The shipped ones, and the one asked for, whose id is written to `asked`. */
static bool
load_scenarios(struct program *p, const char **asked)
{
    bool ok = true;

    if (!add_shipped(p, 1, NULL, 0))
        cli_complain(p->cli, &p->error);
    if (*asked) {
        const char *id = NULL;

        p->asked_path = cli_scenario_path(*asked);
        if (scenario_exists(p->cli, *asked, p->asked_path))
            id = add_scenario(p, p->asked_path, NULL, 0);
        p->asked_id = id ? sp_strdup(id) : NULL;
        *asked = p->asked_id;
        ok = id != NULL;
    }
    forget_trouble(p); /* told on standard error */
    return ok;
}

/* An open session has its own copy of what it is played with. */
static bool
reload(void *data)
{
    struct program *p = data;
    struct cli_set *old = p->sets;
    size_t count = p->set_count;

    forget_trouble(p);
    sp_error_clear(&p->error);
    if (!add_shipped(p, 1, old, count)) {
        finish_sets(p->sets, p->set_count);
        p->sets = old;
        p->set_count = count;
        return false;
    }
    if (p->asked_path)
        add_scenario(p, p->asked_path, old, count);
    finish_sets(old, count);
    return !p->trouble[0].size;
}

static size_t
scenario_count(void *data)
{
    const struct program *p = data;

    return p->set_count;
}

static const struct sp_scenario *
scenario(void *data, size_t index)
{
    const struct program *p = data;

    return p->sets[index].scenario;
}

static const struct sp_strings *
strings(void *data, enum sp_lang lang)
{
    const struct program *p = data;

    return p->cli->strings[lang];
}

/* ---- lists ---- */

static void
forget_lists(struct program *p)
{
    sp_free(p->unfinished);
    sp_free(p->history);
    p->unfinished = p->history = NULL;
    p->unfinished_count = p->history_count = 0;
    sp_attempts_finish(&p->attempts);
    p->attempts = (struct sp_attempts){0};
}

/* The stored text was checked when the row was read; what is not as expected is left
 * out. */
static void
read_levels(const char *text, struct sp_app_entry *entry)
{
    struct sp_diags ignored = {0};
    struct sp_json *doc = sp_json_read(text, strlen(text), &sp_json_usual, &ignored);
    const cJSON *root = doc ? sp_json_root(doc) : NULL, *level;

    cJSON_ArrayForEach(level, root)
    {
        struct sp_app_level *to = &entry->levels[entry->level_count];

        if (entry->level_count == SP_COMPETENCIES ||
            strlen(level->string) >= sizeof to->competency)
            break;
        memcpy(to->competency, level->string, strlen(level->string) + 1);
        to->level = cJSON_IsNumber(level) ? level->valueint : -1;
        entry->level_count++;
    }
    sp_json_free(doc);
    sp_diags_finish(&ignored);
}

static void
add_entry(const struct sp_attempt *a, struct sp_app_entry *entry)
{
    memcpy(entry->id, a->id, sizeof entry->id);
    entry->scenario_id = a->scenario_id;
    entry->style = a->style;
    entry->motive = a->motive;
    entry->setting = a->setting;
    entry->finished = a->has_result;
    entry->turns = a->turns;
    entry->branched = a->branched;
    cli_when(a->started_ms, entry->when, sizeof entry->when);
    if (!a->has_result)
        return;
    entry->pass = a->result.pass;
    entry->total = a->result.total;
    entry->out_of = a->result.out_of;
    read_levels(a->result.levels, entry);
}

static void
lists(void *data, struct sp_app_lists *out)
{
    struct program *p = data;
    char person[SP_ID_SIZE];
    struct sp_filter filter = {.person = person, .limit = HISTORY_MOST};
    struct sp_attempts *all = &p->attempts;

    forget_lists(p);
    if (p->store && own_person(p->store, person, &p->error) &&
        sp_store_history(p->store, &filter, all, &p->error)) {
        p->unfinished = sp_alloc(all->count + 1, sizeof *p->unfinished);
        p->history = sp_alloc(all->count + 1, sizeof *p->history);
        for (size_t i = 0; i < all->count; i++) {
            const struct sp_attempt *a = &all->item[i];

            if (a->setting == SP_EXAM && sp_sitting_hides(p->store, a->id))
                continue;
            if (a->state == SP_RUNNING)
                add_entry(a, &p->unfinished[p->unfinished_count++]);
            else if (a->state == SP_FINISHED)
                add_entry(a, &p->history[p->history_count++]);
        }
    }
    *out = (struct sp_app_lists){.unfinished = p->unfinished,
                                 .history = p->history,
                                 .unfinished_count = p->unfinished_count,
                                 .history_count = p->history_count};
    window_exam_list(p, out);
}

/* ---- the attempt ---- */

const struct sp_session *
window_take_round(struct program *p, struct sp_round *round)
{
    if (!round)
        return NULL;
    sp_round_free(p->round);
    p->round = round;
    return sp_round_session(round);
}

static bool
has_met(const struct program *p, const char *scenario, const char *motive)
{
    for (size_t i = 0; i < p->history_count; i++) {
        if (strcmp(p->history[i].scenario_id, scenario) == 0 &&
            strcmp(p->history[i].motive, motive) == 0)
            return true;
    }
    return false;
}

/* One of the motives that the person has not met yet, or NULL: any. */
static const char *
new_motive(const struct program *p, const struct sp_scenario *s)
{
    const char *left[SP_MOTIVES_MOST];
    unsigned count = 0;

    for (unsigned i = 0; i < s->motive_count; i++) {
        if (!has_met(p, s->id, s->motives[i].id))
            left[count++] = s->motives[i].id;
    }
    return count ? left[sp_os_seed() % count] : NULL;
}

static const struct sp_session *
begin(void *data, const struct sp_app_begin *begin)
{
    struct program *p = data;
    struct sp_diags diags = {0};
    struct sp_round_start start = {
        .store = p->store,
        .person = window_exam_person(p),
        .seed = sp_os_seed(),
        .style = begin->style,
        .motive = begin->motive,
        .setting = begin->setting,
        .lang = begin->lang,
    };
    const struct play_request *asked = p->request;
    struct sp_round *round = NULL;

    /* The command line's wishes are for its own scenario, and yield to "same again". */
    if (asked->scenario && !begin->style &&
        strcmp(asked->scenario, begin->scenario->id) == 0) {
        start.style = asked->style;
        start.motive = asked->motive;
        start.seed = asked->has_seed ? asked->seed : start.seed;
    }
    if (!start.motive && !asked->has_seed)
        start.motive = new_motive(p, begin->scenario);
    for (size_t i = 0; i < p->set_count; i++) {
        if (p->sets[i].scenario != begin->scenario)
            continue;
        for (unsigned k = 0; k < SP_PARTS; k++)
            start.content[k] = (struct sp_bytes){.text = p->sets[i].text[k],
                                                 .size = p->sets[i].size[k]};
        round = sp_round_begin(&start, &diags, &p->error);
    }
    sp_diags_finish(&diags);
    return window_take_round(p, round);
}

static const struct sp_session *
open_attempt(void *data, const char *attempt, enum sp_setting *setting)
{
    struct program *p = data;
    const struct sp_session *session;

    if (!p->store || !may_open_attempt(p->store, attempt, &p->error))
        return NULL;
    session = window_take_round(p, sp_round_resume(p->store, attempt, &p->error));
    if (session)
        *setting = sp_round_setting(p->round);
    return session;
}

static bool
answer(void *data, const char *reply, enum sp_lang lang)
{
    struct program *p = data;

    if (!p->round && p->exam.sitting)
        return window_exam_answer(p, reply, lang);
    sp_round_set_lang(p->round, lang);
    return sp_round_answer(p->round, reply, &p->error);
}

static bool
undo(void *data, enum sp_lang lang)
{
    struct program *p = data;

    sp_round_set_lang(p->round, lang);
    return sp_round_undo(p->round, &p->error);
}

static const struct sp_session *
branch(void *data, size_t turn, enum sp_lang lang)
{
    struct program *p = data;
    struct sp_round *round =
        p->round ? sp_round_branch(p->store, p->round, turn, NULL, &p->error) : NULL;

    if (round)
        sp_round_set_lang(round, lang);
    return window_take_round(p, round);
}

static bool
abandon(void *data, const char *attempt)
{
    struct program *p = data;

    return p->store && sp_store_abandon(p->store, attempt, sp_os_wall_ms(), &p->error);
}

static bool export(void *data, enum sp_lang lang, struct sp_str *path)
{
    struct program *p = data;

    return p->round && export_debrief(p->cli, p->round, lang, path, &p->error);
}

static unsigned
fixed(void *data)
{
    const struct program *p = data;
    const char *from;
    unsigned lines = 0;

    if (p->round)
        sp_round_branched(p->round, &from, &lines);
    return lines;
}

static const char *
attempt(void *data)
{
    const struct program *p = data;

    return p->round ? sp_round_id(p->round) : "";
}

static void
leave(void *data)
{
    struct program *p = data;

    if (p->round)
        sp_round_settle(p->round, NULL);
    sp_round_free(p->round);
    p->round = NULL;
    window_exam_stale(p);
}

static void
keep(void *data, const struct sp_app_look *look)
{
    const struct program *p = data;

    settings_keep(p->cli, look);
}

static void
problem(void *data, enum sp_lang lang, struct sp_str *out)
{
    struct program *p = data;

    if (p->error.code)
        sp_error_write(&p->error, p->cli->strings[lang], out);
    else
        sp_str_add(out, sp_str_text(&p->trouble[lang]));
    sp_error_clear(&p->error);
    forget_trouble(p);
}

static const struct sp_desk_ops desk_ops = {
    .state = window_desk_state,
    .open = window_desk_open,
    .close = window_desk_close,
    .run = window_desk_run,
    .lists = window_desk_lists,
    .make = window_desk_make,
    .path = window_desk_path,
    .observe = window_desk_observe,
    .say = window_desk_say,
    .may_take_back = window_desk_may_take_back,
    .take_back = window_desk_take_back,
};

static const struct sp_app_ops ops = {
    .scenario_count = scenario_count,
    .scenario = scenario,
    .strings = strings,
    .lists = lists,
    .begin = begin,
    .open = open_attempt,
    .answer = answer,
    .undo = undo,
    .branch = branch,
    .fixed = fixed,
    .export = export,
    .leave = leave,
    .abandon = abandon,
    .reload = reload,
    .attempt = attempt,
    .problem = problem,
    .keep = keep,
    .exam_open = window_exam_open,
    .exam = window_exam,
    .exam_confirm = window_exam_confirm,
    .exam_warm_up = window_exam_warm_up,
    .exam_warmed_up = window_exam_warmed_up,
    .exam_call = window_exam_call,
    .exam_tick = window_exam_tick,
    .exam_fact = window_exam_fact,
    .exam_appeal = window_exam_appeal,
    .exam_hand_in = window_exam_hand_in,
    .exam_leave = window_exam_leave,
    .desk = &desk_ops,
};

/* ---- the window ---- */

bool
window_available(void)
{
    return true;
}

static int
run_window(struct program *p)
{
    struct sp_ui_params params = {.ops = &ops,
                                  .data = p,
                                  .look = {.lang = p->cli->lang},
                                  .scenario = p->request->scenario,
                                  .attempt = p->request->resume};
    settings_read(p->cli, &params.look);
    struct sp_ui *ui = sp_ui_new(&params);
    struct gui_app app = {.data = ui,
                          .frame = sp_ui_frame,
                          .over = sp_ui_over,
                          .rest = sp_ui_rest,
                          .closing = sp_ui_closing,
                          .look = sp_ui_look};
    struct sp_window_params window = {.title = cli_text(p->cli, "ui.title"),
                                      .screenshot = getenv("SPARRING_SCREENSHOT")};
    char detail[200] = "";

    if (p->request->probe) {
        window.probe = p->request->probe;
        window.width = 1280; /* the size that the goals are for */
        window.height = 800;
        window.scale = 1;
    }
    const char *log = getenv("SPARRING_EVENTS");
    struct events *events = log ? events_new(log, &params, ui) : NULL;
    if (events)
        app = (struct gui_app){.data = events,
                               .frame = events_frame,
                               .over = events_over,
                               .rest = events_rest,
                               .closing = events_closing,
                               .look = events_look,
                               .settled = events_settled};
    enum sp_window_result result = sp_window_run(&window, &app, detail, sizeof detail);

    events_free(events);
    sp_ui_free(ui);
    switch (result) {
    case SP_WINDOW_CLOSED:
        return CLI_CLEAN;
    case SP_WINDOW_NO_FONT:
        cli_say(p->cli, stderr, "window.no-font", detail, NULL);
        break;
    case SP_WINDOW_NO_FILE:
        cli_say(p->cli, stderr, "window.no-file", detail, NULL);
        return CLI_CANNOT;
    case SP_WINDOW_NO_DISPLAY:
        cli_say(p->cli, stderr, "window.no-display", detail, NULL);
        break;
    }
    return -1;
}

static void
finish(struct program *p)
{
    sp_round_free(p->round);
    forget_lists(p);
    finish_sets(p->sets, p->set_count);
    sp_free(p->asked_path);
    sp_free(p->asked_id);
    for (unsigned i = 0; i < SP_LANGS; i++)
        sp_str_finish(&p->trouble[i]);
    sp_error_clear(&p->error);
    window_exam_finish(p);
    window_desk_finish(p);
    sp_store_close(p->store);
}

int
window_play(struct cli *cli, const struct play_request *request)
{
    struct play_request asked = request ? *request : (struct play_request){0};
    struct program p = {.cli = cli, .request = &asked, .store = open_records(cli)};
    char id[SP_ID_SIZE];
    int status = CLI_CANNOT;

    if (asked.resume && p.store && !find_attempt(cli, p.store, asked.resume, id)) {
        finish(&p);
        return CLI_CANNOT;
    }
    asked.resume = asked.resume && p.store ? id : NULL;
    if (load_scenarios(&p, &asked.scenario))
        status = run_window(&p);
    finish(&p);
    if (status >= 0)
        return status;
    if (asked.probe)
        return CLI_CANNOT;
    /* No window: go on where one can. */
    if (request)
        return play_text(cli, request);
    return sp_os_has_terminal() ? play_menu(cli) : play_demonstration(cli);
}
