/* fake_app.h: the program around the screens, in memory: no files are written. */
#pragma once

#include <stdlib.h>

#include "core/mem.h"
#include "fake.h"
#include "ui/app.h"

#define FAKE_MOST 32
#define FAKE_FILES 3
#define FAKE_SCENARIOS 60

struct fake_app {
    struct sp_strings *strings[SP_LANGS];
    char *text[2 + FAKE_MOST];
    struct sp_rubric *rubric;
    struct sp_styles *styles;
    struct sp_scenario *scenario[FAKE_SCENARIOS];
    size_t scenarios, all; /* all: loaded ones */
    size_t copies;         /* so many of each file, with ids of their own; 0: one */
    struct sp_session *session[FAKE_MOST]; /* every attempt; item i is session i */
    struct sp_app_entry entry[FAKE_MOST];
    struct sp_app_entry done[FAKE_MOST], open[FAKE_MOST];
    size_t sessions, current;
    unsigned fixed[FAKE_MOST];  /* item i is session i */
    const char *style, *motive; /* what to begin with, when nothing is asked for */
    bool broken;                /* every writing fails */
    bool given_up[FAKE_MOST];   /* item i is session i */
    unsigned reloads;
    size_t after_reload;     /* so many scenarios are left then; 0: all */
    struct sp_app_look kept; /* what was kept last, and how often */
    unsigned keeps;
};

static inline char *
fake_read(const char *root, const char *name, size_t *size)
{
    char path[2048];
    FILE *file;
    long end;

    snprintf(path, sizeof path, "%s/%s", root, name);
    file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    end = ftell(file);
    rewind(file);
    char *text = sp_alloc((size_t)end + 1, 1);
    *size = fread(text, 1, (size_t)end, file);
    fclose(file);
    return text;
}

/* The copy's id is the file's with its number: "price-objection-3". */
static inline struct sp_scenario *
fake_copy(struct fake_app *app, const char *text, size_t copy)
{
    const char *id = strstr(text, "\"id\":"), *end = strstr(id, "\",");
    struct sp_diags diags = {0};
    struct sp_str out = {0};

    sp_str_add_n(&out, text, (size_t)(end - text));
    if (copy)
        sp_str_addf(&out, "-%zu", copy);
    sp_str_add(&out, end);
    struct sp_scenario *s =
        sp_scenario_read(out.text, out.size, app->rubric, app->styles, &diags);
    sp_str_finish(&out);
    sp_diags_finish(&diags);
    return s;
}

static inline void
fake_load_scenarios(struct fake_app *app)
{
    for (size_t copy = 0; copy == 0 || copy < app->copies; copy++) {
        for (size_t i = 0; i < FAKE_FILES; i++) {
            struct sp_scenario *s = fake_copy(app, app->text[2 + i], copy);

            if (CHECK(s != NULL))
                app->scenario[app->all++] = s;
        }
    }
    app->scenarios = app->all;
}

static inline void
fake_free_scenarios(struct fake_app *app)
{
    for (size_t i = 0; i < app->all; i++)
        sp_scenario_free(app->scenario[i]);
    app->scenarios = app->all = 0;
}

static inline size_t
fake_scenario_count(void *data)
{
    return ((struct fake_app *)data)->scenarios;
}

static inline const struct sp_scenario *
fake_scenario(void *data, size_t index)
{
    return ((struct fake_app *)data)->scenario[index];
}

static inline const struct sp_strings *
fake_strings(void *data, enum sp_lang lang)
{
    return ((struct fake_app *)data)->strings[lang];
}

static inline void
fake_entry(struct fake_app *app, size_t i, struct sp_app_entry *entry)
{
    const struct sp_session *session = app->session[i];
    const struct sp_scenario *scenario = sp_session_scenario(session);
    struct sp_score score;

    sp_score_session(session, false, &score);
    *entry = app->entry[i];
    entry->style = scenario->styles->style[sp_session_style(session)].id;
    entry->motive = scenario->motives[sp_session_motive(session)].id;
    entry->finished = score.over;
    entry->pass = score.pass;
    entry->total = score.total;
    entry->out_of = score.out_of;
    entry->level_count = score.over ? score.competencies : 0;
    for (unsigned k = 0; k < entry->level_count; k++) {
        const struct sp_competency_result *c = &score.competency[k];

        snprintf(entry->levels[k].competency, sizeof entry->levels[k].competency, "%s",
                 c->competency->id);
        entry->levels[k].level = c->judged ? c->level : -1;
    }
}

static inline void
fake_lists(void *data, struct sp_app_lists *lists)
{
    struct fake_app *app = data;

    *lists = (struct sp_app_lists){.unfinished = app->open, .history = app->done};
    for (size_t i = app->sessions; i-- > 0;) {
        struct sp_app_entry entry;

        fake_entry(app, i, &entry);
        if (app->given_up[i])
            continue;
        if (entry.finished)
            app->done[lists->history_count++] = entry;
        else
            app->open[lists->unfinished_count++] = entry;
    }
}

static inline const char *
fake_attempt(void *data)
{
    struct fake_app *app = data;

    return app->sessions ? app->entry[app->current].id : "";
}

static inline const struct sp_session *
fake_begin(void *data, const struct sp_app_begin *begin)
{
    struct fake_app *app = data;
    struct sp_start start = {begin->scenario, 7 + app->sessions,
                             begin->style ? begin->style : app->style,
                             begin->motive ? begin->motive : app->motive};

    if (app->broken || app->sessions == FAKE_MOST)
        return NULL;
    app->current = app->sessions;
    app->session[app->sessions] = sp_session_new(&start);
    struct sp_app_entry *entry = &app->entry[app->sessions];
    snprintf(entry->id, sizeof entry->id, "attempt-%zu", app->sessions);
    snprintf(entry->when, sizeof entry->when, "2026-11-23 09:4%zu", app->sessions);
    entry->scenario_id = begin->scenario->id;
    entry->setting = begin->setting;
    return app->session[app->sessions++];
}

static inline const struct sp_session *
fake_open(void *data, const char *attempt, enum sp_setting *setting)
{
    struct fake_app *app = data;

    for (size_t i = 0; i < app->sessions && !app->broken; i++) {
        if (strcmp(app->entry[i].id, attempt) != 0)
            continue;
        app->current = i;
        *setting = app->entry[i].setting;
        return app->session[i];
    }
    return NULL;
}

static inline bool
fake_answer(void *data, const char *reply, enum sp_lang lang)
{
    struct fake_app *app = data;

    (void)lang;
    return !app->broken && sp_session_answer(app->session[app->current], reply);
}

static inline bool
fake_undo(void *data, enum sp_lang lang)
{
    struct fake_app *app = data;

    (void)lang;
    return !app->broken && sp_session_undo(app->session[app->current]);
}

static inline const struct sp_session *
fake_branch(void *data, size_t turn, enum sp_lang lang)
{
    struct fake_app *app = data;
    const struct sp_session *from = app->session[app->current];
    const struct sp_scenario *s = sp_session_scenario(from);
    struct sp_start start = {s, sp_session_seed(from),
                             s->styles->style[sp_session_style(from)].id,
                             s->motives[sp_session_motive(from)].id};

    (void)lang;
    if (app->broken || app->sessions == FAKE_MOST)
        return NULL;
    struct sp_session *to = sp_session_new(&start);
    for (size_t i = 0; i < turn; i++) {
        if (!sp_session_turn(from, i)->undone)
            sp_session_answer(to, sp_session_turn(from, i)->reply->id);
    }
    app->session[app->sessions] = to;
    app->entry[app->sessions] = app->entry[app->current];
    app->entry[app->sessions].branched = true;
    app->fixed[app->sessions] = sp_session_view(to)->turn;
    snprintf(app->entry[app->sessions].id, sizeof app->entry[0].id, "attempt-%zu",
             app->sessions);
    app->current = app->sessions++;
    return to;
}

static inline unsigned
fake_fixed(void *data)
{
    struct fake_app *app = data;

    return app->fixed[app->current];
}

static inline bool
fake_export(void *data, enum sp_lang lang, struct sp_str *path)
{
    (void)lang;
    sp_str_add(path, "debrief.txt");
    return !((struct fake_app *)data)->broken;
}

static inline bool
fake_abandon(void *data, const char *attempt)
{
    struct fake_app *app = data;

    for (size_t i = 0; i < app->sessions && !app->broken; i++) {
        if (strcmp(app->entry[i].id, attempt) == 0)
            return app->given_up[i] = true;
    }
    return false;
}

static inline bool
fake_reload(void *data)
{
    struct fake_app *app = data;

    app->reloads++;
    fake_free_scenarios(app);
    fake_load_scenarios(app);
    if (app->after_reload)
        app->scenarios = app->after_reload;
    return !app->broken;
}

static inline void
fake_leave(void *data)
{
    (void)data;
}

static inline void
fake_problem(void *data, enum sp_lang lang, struct sp_str *out)
{
    (void)data;
    (void)lang;
    sp_str_add(out, "the disk is full");
}

static inline void
fake_keep(void *data, const struct sp_app_look *look)
{
    struct fake_app *app = data;

    app->kept = *look;
    app->keeps++;
}

static const struct sp_app_ops fake_ops = {
    .scenario_count = fake_scenario_count,
    .scenario = fake_scenario,
    .strings = fake_strings,
    .lists = fake_lists,
    .begin = fake_begin,
    .open = fake_open,
    .answer = fake_answer,
    .undo = fake_undo,
    .branch = fake_branch,
    .fixed = fake_fixed,
    .export = fake_export,
    .leave = fake_leave,
    .abandon = fake_abandon,
    .reload = fake_reload,
    .attempt = fake_attempt,
    .problem = fake_problem,
    .keep = fake_keep,
};

static inline void
fake_load_strings(struct fake_app *app, const char *root)
{
    static const char *const files[SP_LANGS] = {"assets/strings.zh.json",
                                                "assets/strings.en.json"};
    struct sp_diags diags = {0};
    size_t size = 0;

    for (int i = 0; i < SP_LANGS; i++) {
        char *text = fake_read(root, files[i], &size);

        app->strings[i] = sp_strings_new(text, size, &diags);
        sp_free(text);
    }
    sp_diags_finish(&diags);
}

/* `root` is that of the repository. */
/* Sentences, and the shipped rubric and styles. */
static inline void
fake_load_rules(struct fake_app *app, const char *root)
{
    struct sp_diags diags = {0};
    size_t size = 0;

    fake_load_strings(app, root);
    app->text[0] = fake_read(root, "scenarios/rubric.json", &size);
    app->rubric = sp_rubric_read(app->text[0], size, &diags);
    app->text[1] = fake_read(root, "scenarios/styles.json", &size);
    app->styles = sp_styles_read(app->text[1], size, app->rubric, &diags);
    sp_diags_finish(&diags);
}

static inline void
fake_app_init(struct fake_app *app, const char *root)
{
    static const char *const names[FAKE_FILES] = {"tests/ui/data/price-objection.json",
                                                  "tests/ui/data/hotel-rate.json",
                                                  "tests/ui/data/insurance.json"};
    size_t size = 0;

    *app = (struct fake_app){.style = "actor", .motive = "parts"};
    fake_load_rules(app, root);
    for (size_t i = 0; i < FAKE_FILES; i++)
        app->text[2 + i] = fake_read(root, names[i], &size);
    fake_load_scenarios(app);
}

static inline void
fake_app_finish(struct fake_app *app)
{
    for (size_t i = 0; i < app->sessions; i++)
        sp_session_free(app->session[i]);
    fake_free_scenarios(app);
    sp_styles_free(app->styles);
    sp_rubric_free(app->rubric);
    for (size_t i = 0; i < sizeof app->text / sizeof *app->text; i++)
        sp_free(app->text[i]);
    for (int i = 0; i < SP_LANGS; i++)
        sp_strings_free(app->strings[i]);
}
