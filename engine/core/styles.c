/* styles.c: reads how customers of each style take a line. */
#include "core/styles.h"

#include "check.h"
#include "lint.h"
#include "override.h"

#include <string.h>

struct context {
    const struct sp_rubric *rubric;
    struct sp_styles *styles;
};

static const char *
name_of(void *data, enum sp_name_kind kind, unsigned index)
{
    const struct context *context = data;
    const struct sp_rubric *rubric = context->rubric;

    switch (kind) {
    case SP_NAME_GROUP:
        return index < rubric->groups ? rubric->group_id[index] : NULL;
    case SP_NAME_TAG:
        return index < rubric->tags ? rubric->tag[index] : NULL;
    case SP_NAME_METER:
        return index < context->styles->meters ? context->styles->meter[index] : NULL;
    default:
        return NULL;
    }
}

static const struct sp_pattern *
group(void *data, unsigned index)
{
    const struct context *context = data;

    return &context->rubric->group[index];
}

/* The meters are those that some style starts with. */
static void
collect_meters(struct reader *r, const cJSON *all, struct sp_styles *styles)
{
    const cJSON *style, *item;

    cJSON_ArrayForEach(style, all)
    {
        if (!cJSON_IsObject(get(style, "start")))
            continue; /* reported when the style is read */
        cJSON_ArrayForEach(item, get(style, "start"))
        {
            unsigned i = 0;

            while (i < styles->meters && strcmp(styles->meter[i], item->string) != 0)
                i++;
            if (i < styles->meters)
                continue;
            if (i == SP_METERS)
                report(r, item, SP_JSON_KEY, "E027", "9", "8", NULL);
            else if (id_ok(r, item, SP_JSON_KEY, item->string))
                styles->meter[styles->meters++] =
                    sp_arena_strdup(r->arena, item->string);
        }
    }
}

static bool
signal_key(struct reader *r, const cJSON *at, enum sp_signal *signal)
{
    const char *names[SP_SIGNALS];

    if (sp_signal_find(at->string, strlen(at->string), signal))
        return true;
    for (unsigned i = 0; i < SP_SIGNALS; i++)
        names[i] = sp_signal_name(i);
    report(r, at, SP_JSON_KEY, "E030", "move", at->string,
           nearest_name(at->string, names, SP_SIGNALS));
    return false;
}

static void
read_react(struct reader *r, const cJSON *all, const struct sp_styles *styles,
           struct sp_style *style)
{
    const cJSON *at;
    enum sp_signal signal;

    cJSON_ArrayForEach(at, all)
    {
        if (signal_key(r, at, &signal) && is_object(r, at))
            read_changes(r, at, styles->meter, styles->meters, style->react[signal],
                         NULL);
    }
}

static void
add_tire(struct reader *r, const cJSON *at, enum sp_signal signal, int after,
         struct sp_styles *styles, struct sp_style *style)
{
    struct sp_watch *watch = &styles->watch;
    struct sp_counter counter = {.most = (unsigned)after};
    struct sp_tire *tire = &style->tire[style->tires];
    unsigned i = 0;

    counter.pattern.mask[0] = SP_BIT(signal);
    counter.pattern.count = 1;
    while (i < watch->counters &&
           !(watch->counter[i].pattern.count == 1 && !watch->counter[i].when &&
             watch->counter[i].pattern.mask[0] == SP_BIT(signal)))
        i++;
    if (i == SP_COUNTERS) {
        report(r, at, SP_JSON_KEY, "E045", NULL, NULL, NULL);
        return;
    }
    if (i == watch->counters)
        watch->counter[watch->counters++] = counter;
    if (watch->counter[i].most < (unsigned)after)
        watch->counter[i].most = (unsigned)after;
    tire->signal = signal;
    tire->counter = i;
    tire->after = (unsigned)after;
    style->tires++;
}

/* In version 1 the meters stand beside "after", so that none can have that name. */
static void
read_changes_beside(struct reader *r, const cJSON *at, const struct sp_styles *styles,
                    int8_t *change)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, at)
    {
        unsigned i = 0;
        int value;

        if (strcmp(item->string, "after") == 0)
            continue;
        while (i < styles->meters && strcmp(styles->meter[i], item->string) != 0)
            i++;
        if (i == styles->meters)
            report(r, item, SP_JSON_KEY, "E030", "meter", item->string,
                   nearest_name(item->string, styles->meter, styles->meters));
        if (read_int(r, at, item->string, true, -20, 20, &value) && i < styles->meters)
            change[i] = (int8_t)value;
    }
}

/* Reports other keys than "after" and "do"; for a meter, where it stands since version
 * 2. False when there was one, for then "do" is missing as a consequence. */
static bool
tire_keys(struct reader *r, const cJSON *at, const struct sp_styles *styles)
{
    const cJSON *item;
    bool beside = false;

    cJSON_ArrayForEach(item, at)
    {
        for (unsigned i = 0; i < styles->meters; i++) {
            if (strcmp(styles->meter[i], item->string) != 0 ||
                strcmp(item->string, "after") == 0 || strcmp(item->string, "do") == 0)
                continue;
            report(r, item, SP_JSON_KEY, "E055", item->string, NULL, NULL);
            beside = true;
        }
    }
    if (!beside)
        known_keys(r, at, "after do");
    return !beside;
}

static void
read_tire(struct reader *r, const cJSON *all, struct sp_styles *styles,
          struct sp_style *style)
{
    const cJSON *at, *part;
    enum sp_signal signal;
    int after;

    cJSON_ArrayForEach(at, all)
    {
        if (!signal_key(r, at, &signal) || !is_object(r, at) ||
            !read_int(r, at, "after", true, 1, SP_TURNS_MOST, &after))
            continue;
        int8_t *change = style->tire[style->tires].change;
        unsigned tires = style->tires;

        add_tire(r, at, signal, after, styles, style);
        if (style->tires == tires)
            continue;
        if (r->version == 1)
            read_changes_beside(r, at, styles, change);
        else if (tire_keys(r, at, styles) && (part = need_object(r, at, "do")))
            read_changes(r, part, styles->meter, styles->meters, change, NULL);
    }
}

static const char *
mood_name(unsigned index)
{
    return sp_mood_name(index);
}

static bool
mood_find(const char *name, enum sp_mood *mood)
{
    for (unsigned i = 0; i < SP_MOODS; i++) {
        if (strcmp(sp_mood_name(i), name) == 0) {
            *mood = i;
            return true;
        }
    }
    return false;
}

static void
read_openers(struct reader *r, const cJSON *all, struct sp_style *style)
{
    const cJSON *at;
    enum sp_mood mood;
    const char *names[SP_MOODS];

    for (unsigned i = 0; i < SP_MOODS; i++)
        names[i] = sp_mood_name(i);
    cJSON_ArrayForEach(at, all)
    {
        struct sp_wordings wordings = {0};

        if (!mood_find(at->string, &mood)) {
            report(r, at, SP_JSON_KEY, "E030", "mood", at->string,
                   nearest_name(at->string, names, SP_MOODS));
        } else if (is_object(r, at)) {
            known_keys(r, at, "zh en");
            read_wordings(r, at, &wordings);
            memcpy(style->opener[mood], wordings.by, sizeof wordings.by);
            memcpy(style->openers[mood], wordings.count, sizeof wordings.count);
        }
    }
}

static void
read_unfit(struct reader *r, const cJSON *all, struct sp_style *style)
{
    const char *names[SP_UNFITS];
    const cJSON *at;

    for (unsigned i = 0; i < SP_MOVES; i++)
        names[i] = sp_signal_name(i);
    names[SP_UNFIT_STAY] = "stay";
    names[SP_UNFIT_MONOLOGUE] = "monologue";
    names[SP_UNFIT_ASK] = "ask";
    cJSON_ArrayForEach(at, all)
    {
        unsigned index = 0;

        while (index < SP_UNFITS && strcmp(names[index], at->string) != 0)
            index++;
        if (index == SP_UNFITS) {
            report(r, at, SP_JSON_KEY, "E030", "move", at->string,
                   nearest_name(at->string, names, SP_UNFITS));
        } else if (is_object(r, at)) {
            struct sp_says *says = sp_arena_alloc(r->arena, 1, sizeof *says);

            known_keys(r, at, "zh en");
            read_wordings(r, at, &says->text);
            style->unfit[index] = says;
        }
    }
}

static void
read_style(struct reader *r, const cJSON *at, const struct sp_scope *scope,
           struct sp_styles *styles)
{
    struct sp_style *style = &styles->style[styles->styles++];
    const cJSON *part;

    known_keys(r, at, "zh en about advice start react tire adapt openers unfit");
    style->id = sp_arena_strdup(r->arena, at->string);
    read_text(r, at, NULL, true, &style->name);
    read_text(r, at, "about", true, &style->about);
    read_text(r, at, "advice", true, &style->advice);
    if ((part = need_object(r, at, "start")))
        read_changes(r, part, styles->meter, styles->meters, style->start,
                     style->has_start);
    if ((part = need_object(r, at, "react")))
        read_react(r, part, styles, style);
    if ((part = get(at, "tire")) && is_object(r, part))
        read_tire(r, part, styles, style);
    if ((part = get(at, "openers")) && is_object(r, part))
        read_openers(r, part, style);
    if ((part = get(at, "unfit")) && is_object(r, part))
        read_unfit(r, part, style);
    if (!(part = get(at, "adapt")) || !is_array(r, part) ||
        !few_enough(r, part, SP_ADAPTS))
        return;
    for (const cJSON *check = part->child; check; check = check->next) {
        if (!is_object(r, check))
            continue;
        known_keys(r, check, "id when side zh en");
        read_check(r, check, scope, &style->adapt[style->adapts++]);
    }
}

static void
read_moods(struct reader *r, const cJSON *root, const struct sp_scope *scope,
           struct sp_styles *styles)
{
    const cJSON *all = need_array(r, root, "moods"), *at;

    if (!all || !few_enough(r, all, SP_MOOD_RULES))
        return;
    cJSON_ArrayForEach(at, all)
    {
        struct sp_mood_rule *rule = &styles->mood[styles->moods];
        unsigned mood;

        if (!is_object(r, at))
            continue;
        known_keys(r, at, "id when");
        if (!read_word(r, at, "id", true, mood_name, &mood))
            continue;
        rule->mood = mood;
        rule->when = read_when(r, at, scope);
        if (!get(at, "when") != !at->next)
            report(r, at, SP_JSON_VALUE, "E036", NULL, NULL, NULL);
        styles->moods++;
    }
    if (!all->child)
        report(r, all, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
}

static void
read_all(struct reader *r, const cJSON *root, const struct sp_scope *scope,
         struct sp_styles *styles)
{
    const cJSON *all, *at;

    known_keys(r, root, "$schema format formatVersion id languages moods styles lint");
    read_lint(r, root);
    memcpy(styles->has_lang, r->has_lang, sizeof r->has_lang);
    read_id(r, root, "id", &styles->id);
    if (!(all = need_object(r, root, "styles")) || !few_enough(r, all, SP_STYLES))
        return;
    if (!all->child)
        report(r, all, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    collect_meters(r, all, styles);
    read_moods(r, root, scope, styles);
    cJSON_ArrayForEach(at, all)
    {
        if (id_ok(r, at, SP_JSON_KEY, at->string) && is_object(r, at))
            read_style(r, at, scope, styles);
    }
}

static struct sp_styles *
read_styles(const char *text, size_t size, const struct sp_rubric *rubric, bool lint,
            struct sp_diags *diags)
{
    size_t errors = diags->errors;
    struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, diags);
    struct sp_styles *styles = sp_alloc(1, sizeof *styles);
    const cJSON *root = doc ? sp_json_root(doc) : NULL;
    struct reader r = {.doc = doc, .diags = diags, .arena = &styles->arena};
    struct context context = {.rubric = rubric, .styles = styles};
    struct sp_scope scope = {.owner = SP_OF_STYLES,
                             .arena = &styles->arena,
                             .watch = &styles->watch,
                             .data = &context,
                             .name = name_of,
                             .group = group};

    if (root && read_head(&r, root, "sparring-styles"))
        read_all(&r, root, &scope, styles);
    if (lint && root)
        lint_texts(&r, root);
    if (lint && diags->errors == errors)
        lint_fit_styles(&r, root);
    sp_json_free(doc);
    if (diags->errors > errors) {
        sp_styles_free(styles);
        return NULL;
    }
    return styles;
}

struct sp_styles *
sp_styles_read(const char *text, size_t size, const struct sp_rubric *rubric,
               struct sp_diags *diags)
{
    return read_styles(text, size, rubric, false, diags);
}

struct sp_styles *
sp_styles_lint(const char *text, size_t size, const struct sp_rubric *rubric,
               struct sp_diags *diags)
{
    return read_styles(text, size, rubric, true, diags);
}

void
sp_styles_free(struct sp_styles *styles)
{
    if (!styles)
        return;
    sp_arena_finish(&styles->arena);
    sp_free(styles);
}
