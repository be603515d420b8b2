/* scenario_read.c: reads a scenario: names first, so that everything may refer to
 * everything, then what hangs on them. */
#include "scenario_read.h"

#include "lint.h"
#include "override.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

static bool
find_item(const struct sp_item *items, unsigned count, const char *name,
          unsigned *index)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(items[i].id, name) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool
find_string(const char *const *names, unsigned count, const char *name, unsigned *index)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

/* Whether nothing of this kind could be read, because the list is missing, is no list,
 * or has too many members. That was reported. `facts` may be missing. */
static bool
is_lost(const struct loader *ld, const char *what)
{
    const struct sp_scenario *s = ld->s;
    const struct {
        const char *what, *key;
        size_t count;
    } lists[] = {
        {"need", "needs", s->need_count},
        {"remedy", "remedies", s->remedy_count},
        {"feature", "product", s->feature_count},
        {"motive", "motives", s->motive_count},
        {"node", "nodes", s->node_count},
        {"ending", "endings", s->ending_count},
        {"fact", "facts", s->fact_count},
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const cJSON *at = get(ld->root, lists[i].key);

        if (strcmp(lists[i].what, what) != 0)
            continue;
        if (cJSON_IsObject(at) && !at->child)
            return false; /* it may be empty */
        return lists[i].count == 0 &&
               (at || strcmp(what, "fact") != 0 || slipped(&ld->r, ld->root, "facts"));
    }
    return false;
}

void
no_such(struct loader *ld, const cJSON *at, enum sp_json_part part, const char *what,
        const char *name, const char *near)
{
    if (!is_lost(ld, what))
        report(&ld->r, at, part, "E030", what, name, near);
}

static bool
find_visit(struct loader *ld, const char *name, unsigned *index)
{
    long node = sp_scenario_node(ld->s, name);

    if (node < 0)
        return false;
    if (ld->nodes[node].visit < 0) {
        if (ld->visits == SP_VISITS_MOST)
            report(&ld->r, ld->node_objects, SP_JSON_KEY, "E027", "65", "64", NULL);
        else
            ld->nodes[node].visit = (int)ld->visits++;
    }
    *index = ld->nodes[node].visit < 0 ? 0 : (unsigned)ld->nodes[node].visit;
    return true;
}

static bool
find_listed(struct loader *ld, enum sp_name_kind kind, const char *name,
            unsigned *index)
{
    const struct sp_scenario *s = ld->s;
    int at;

    switch (kind) {
    case SP_NAME_STYLE:
        at = sp_scenario_style(s, name);
        *index = at < 0 ? 0 : (unsigned)at;
        return at >= 0;
    case SP_NAME_MOTIVE:
        at = sp_scenario_motive(s, name);
        *index = at < 0 ? 0 : (unsigned)at;
        return at >= 0;
    case SP_NAME_METER:
        return find_string(ld->meter_name, s->meters, name, index);
    case SP_NAME_NEED:
        return find_item(s->needs, s->need_count, name, index);
    case SP_NAME_TAG:
        return find_string(s->tag, s->tags, name, index);
    case SP_NAME_NODE:
        return find_visit(ld, name, index);
    case SP_NAME_FACT:
        return find_item(s->facts, s->fact_count, name, index);
    case SP_NAME_GROUP:
        return find_string(s->rubric->group_id, s->rubric->groups, name, index);
    default:
        return false;
    }
}

/* A name of a list that is lost is taken as it is: the file has its error. */
static bool
find(void *data, enum sp_name_kind kind, const char *name, unsigned *index)
{
    static const struct {
        enum sp_name_kind kind;
        const char *what;
    } lists[] = {
        {SP_NAME_MOTIVE, "motive"},
        {SP_NAME_NEED, "need"},
        {SP_NAME_NODE, "node"},
        {SP_NAME_FACT, "fact"},
    };

    if (find_listed(data, kind, name, index))
        return true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i].kind == kind && is_lost(data, lists[i].what)) {
            *index = 0;
            return true;
        }
    }
    return false;
}

static const char *
name_of(void *data, enum sp_name_kind kind, unsigned i)
{
    struct loader *ld = data;
    const struct sp_scenario *s = ld->s;

    switch (kind) {
    case SP_NAME_STYLE:
        return i < s->styles->styles ? s->styles->style[i].id : NULL;
    case SP_NAME_MOTIVE:
        return i < s->motive_count ? s->motives[i].id : NULL;
    case SP_NAME_METER:
        return i < s->meters ? ld->meter_name[i] : NULL;
    case SP_NAME_NEED:
        return i < s->need_count ? s->needs[i].id : NULL;
    case SP_NAME_TAG:
        return i < s->tags ? s->tag[i] : NULL;
    case SP_NAME_NODE:
        return i < s->node_count ? s->nodes[i].id : NULL;
    case SP_NAME_FACT:
        return i < s->fact_count ? s->facts[i].id : NULL;
    case SP_NAME_GROUP:
        return i < s->rubric->groups ? s->rubric->group_id[i] : NULL;
    default:
        return NULL;
    }
}

static const struct sp_pattern *
group(void *data, unsigned index)
{
    struct loader *ld = data;

    return &ld->s->rubric->group[index];
}

/* ---- lists of the head ---- */

static const char *
member_id(struct loader *ld, const cJSON *at)
{
    id_ok(&ld->r, at, SP_JSON_KEY, at->string);
    return sp_arena_strdup(ld->r.arena, at->string);
}

static void
read_cues(struct loader *ld, const cJSON *at, struct sp_wordings *out)
{
    const cJSON *cues = get(at, "cues");

    if (!cues || !is_object(&ld->r, cues))
        return;
    known_keys(&ld->r, cues, "zh en");
    read_wordings(&ld->r, cues, out);
}

/* A list of things that have an id and a text. `keys` are those it may have. */
static void
read_items(struct loader *ld, const cJSON *all, unsigned most, const char *keys,
           const struct sp_item **out, unsigned *count)
{
    const cJSON *at;

    if (!all || !is_object(&ld->r, all) || !few_enough(&ld->r, all, most))
        return;
    struct sp_item *items =
        sp_arena_alloc(ld->r.arena, member_count(all), sizeof *items);
    cJSON_ArrayForEach(at, all)
    {
        struct sp_item *item = &items[(*count)++];

        item->id = member_id(ld, at);
        if (!is_object(&ld->r, at))
            continue;
        known_keys(&ld->r, at, keys);
        read_text(&ld->r, at, NULL, true, &item->text);
        read_cues(ld, at, &item->cues);
        read_bool(&ld->r, at, "inBrief", &item->in_brief);
    }
    *out = items;
}

static void
read_benefits(struct loader *ld, const cJSON *all, struct sp_feature *feature)
{
    const cJSON *at;
    unsigned need;

    feature->benefit =
        sp_arena_alloc(ld->r.arena, ld->s->need_count + 1, sizeof *feature->benefit);
    if (!all || !is_object(&ld->r, all))
        return;
    cJSON_ArrayForEach(at, all)
    {
        bool known = find(ld, SP_NAME_NEED, at->string, &need);
        struct sp_text text = {{0}};

        if (!known) {
            const char *names[SP_NEEDS_MOST];

            for (unsigned i = 0; i < ld->s->need_count; i++)
                names[i] = ld->s->needs[i].id;
            no_such(ld, at, SP_JSON_KEY, "need", at->string,
                    nearest_of(&ld->r, at->string, names, ld->s->need_count));
        }
        if (is_object(&ld->r, at)) {
            known_keys(&ld->r, at, "zh en");
            read_text(&ld->r, at, NULL, true, &text);
        }
        if (known)
            feature->benefit[need] = text;
    }
}

static void
read_product(struct loader *ld, const cJSON *all)
{
    const cJSON *at;

    if (!all || !is_object(&ld->r, all) || !few_enough(&ld->r, all, SP_NEEDS_MOST))
        return;
    struct sp_feature *list =
        sp_arena_alloc(ld->r.arena, member_count(all), sizeof *list);
    cJSON_ArrayForEach(at, all)
    {
        struct sp_feature *feature = &list[ld->s->feature_count++];

        feature->id = member_id(ld, at);
        if (!is_object(&ld->r, at))
            continue;
        known_keys(&ld->r, at, "feature advantage benefit cues");
        read_text(&ld->r, at, "feature", true, &feature->feature);
        read_text(&ld->r, at, "advantage", true, &feature->advantage);
        read_benefits(ld, get(at, "benefit"), feature);
        read_cues(ld, at, &feature->cues);
    }
    ld->s->features = list;
}

static const char *
kind_name(unsigned index)
{
    return sp_kind_name(index);
}

/* The id that a string value names, among items; reports when there is none. */
static bool
refer(struct loader *ld, const cJSON *at, const char *what, const struct sp_item *items,
      unsigned count, unsigned *index)
{
    const char *names[SP_NEEDS_MOST];

    if (!cJSON_IsString(at)) {
        report(&ld->r, at, SP_JSON_VALUE, "E020", "string", sp_json_type(at), NULL);
        return false;
    }
    if (find_item(items, count, at->valuestring, index))
        return true;
    for (unsigned i = 0; i < count; i++)
        names[i] = items[i].id;
    no_such(ld, at, SP_JSON_VALUE, what, at->valuestring,
            nearest_of(&ld->r, at->valuestring, names, count));
    return false;
}

static void
read_motive(struct loader *ld, const cJSON *at, struct sp_motive *motive)
{
    unsigned kind = 0, index;
    const cJSON *list, *item;

    known_keys(&ld->r, at, "kind need resolvedBy beyondAuthority zh en cues");
    read_word(&ld->r, at, "kind", true, kind_name, &kind);
    motive->kind = kind;
    read_text(&ld->r, at, NULL, true, &motive->text);
    read_cues(ld, at, &motive->cues);
    read_bool(&ld->r, at, "beyondAuthority", &motive->beyond_authority);
    if (!get(at, "need"))
        report(&ld->r, at, SP_JSON_VALUE, "E021", "need", NULL, NULL);
    else if (refer(ld, get(at, "need"), "need", ld->s->needs, ld->s->need_count,
                   &index))
        motive->need = index;
    if (!(list = need_array(&ld->r, at, "resolvedBy")))
        return;
    if (!list->child)
        report(&ld->r, list, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    cJSON_ArrayForEach(item, list)
    {
        if (refer(ld, item, "remedy", ld->s->remedies, ld->s->remedy_count, &index))
            motive->resolved_by |= UINT64_C(1) << index;
    }
}

static void
read_motives(struct loader *ld, const cJSON *all)
{
    const cJSON *at;

    if (!all || !few_enough(&ld->r, all, SP_MOTIVES_MOST))
        return;
    if (!all->child)
        report(&ld->r, all, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    struct sp_motive *list =
        sp_arena_alloc(ld->r.arena, member_count(all) + 1, sizeof *list);
    ld->s->motives = list;
    cJSON_ArrayForEach(at, all)
    {
        struct sp_motive *motive = &list[ld->s->motive_count++];

        motive->id = member_id(ld, at);
        if (is_object(&ld->r, at))
            read_motive(ld, at, motive);
    }
}

static void
read_meter(struct loader *ld, const cJSON *at, struct sp_meter *meter)
{
    int min = 0, max = 0, start = 0;

    known_keys(&ld->r, at, "min max start atMin");
    read_int(&ld->r, at, "min", true, -20, 19, &min);
    read_int(&ld->r, at, "max", true, min + 1, 20, &max);
    read_int(&ld->r, at, "start", true, min, max > min ? max : 20, &start);
    meter->min = (int8_t)min;
    meter->max = (int8_t)max;
    meter->start = (int8_t)start;
}

/* The styles' meters first, in their order, so that a style's table fits. */
static void
read_meters(struct loader *ld, const cJSON *all)
{
    const struct sp_styles *styles = ld->s->styles;
    const cJSON *at;
    unsigned index;

    if (!all)
        return;
    for (unsigned i = 0; i < styles->meters; i++) {
        ld->meter_name[ld->s->meters++] = styles->meter[i];
        if (!get(all, styles->meter[i]))
            report(&ld->r, all, SP_JSON_VALUE, "E021", styles->meter[i], NULL, NULL);
    }
    cJSON_ArrayForEach(at, all)
    {
        if (!find_string(ld->meter_name, ld->s->meters, at->string, &index)) {
            index = ld->s->meters;
            if (index == SP_METERS) {
                report(&ld->r, at, SP_JSON_KEY, "E027", "9", "8", NULL);
                continue;
            }
            ld->meter_name[ld->s->meters++] = member_id(ld, at);
        }
        ld->s->meter[index].id = ld->meter_name[index];
        ld->s->meter[index].at_min = -1;
        if (is_object(&ld->r, at))
            read_meter(ld, at, &ld->s->meter[index]);
    }
    for (unsigned i = 0; i < styles->styles; i++) {
        for (unsigned m = 0; m < styles->meters; m++) {
            const struct sp_style *style = &styles->style[i];
            const struct sp_meter *meter = &ld->s->meter[m];

            if (style->has_start[m] && meter->id && meter->max > meter->min &&
                (style->start[m] < meter->min || style->start[m] > meter->max))
                report(&ld->r, get(all, meter->id), SP_JSON_KEY, "E047", meter->id,
                       style->id, NULL);
        }
    }
}

/* Endings are read later; only then can a meter name one. */
static void
link_meters(struct loader *ld, const cJSON *all)
{
    const cJSON *at;

    cJSON_ArrayForEach(at, all)
    {
        const cJSON *name = get(at, "atMin");
        const char *names[256];
        unsigned meter;

        if (!name || !find_string(ld->meter_name, ld->s->meters, at->string, &meter))
            continue;
        if (!cJSON_IsString(name)) {
            report(&ld->r, name, SP_JSON_VALUE, "E020", "string", sp_json_type(name),
                   NULL);
            continue;
        }
        for (unsigned i = 0; i < ld->s->ending_count; i++) {
            names[i] = ld->s->endings[i].id;
            if (strcmp(names[i], name->valuestring) == 0)
                ld->s->meter[meter].at_min = (int)i;
        }
        if (ld->s->meter[meter].at_min < 0)
            no_such(ld, name, SP_JSON_VALUE, "ending", name->valuestring,
                    nearest_of(&ld->r, name->valuestring, names, ld->s->ending_count));
    }
}

/* ---- the whole ---- */

static void
read_people(struct loader *ld)
{
    const cJSON *customer = need_object(&ld->r, ld->root, "customer");
    const cJSON *brief = need_object(&ld->r, ld->root, "brief");
    struct sp_scenario *s = ld->s;

    if (customer) {
        known_keys(&ld->r, customer, "name role company portrait");
        read_text(&ld->r, customer, "name", true, &s->customer_name);
        read_text(&ld->r, customer, "role", true, &s->customer_role);
        read_text(&ld->r, customer, "company", true, &s->customer_company);
        read_id(&ld->r, customer, "portrait", &s->portrait);
    }
    if (brief) {
        known_keys(&ld->r, brief, "situation goal facts");
        read_text(&ld->r, brief, "situation", true, &s->situation);
        read_text(&ld->r, brief, "goal", true, &s->goal);
        read_items(ld, get(brief, "facts"), 20, "zh en", &s->brief, &s->briefs);
    }
}

static int
by_id(const void *a, const void *b, void *nodes)
{
    const struct sp_node *list = nodes;

    return strcmp(list[*(const uint32_t *)a].id, list[*(const uint32_t *)b].id);
}

/* Heap sort's cousin for a table with a context; qsort_r is not in POSIX 2008. */
static void
sort_ids(uint32_t *order, size_t count, struct sp_node *nodes, uint32_t *spare)
{
    if (count < 2)
        return;
    size_t half = count / 2, i = 0, j = half, k = 0;

    sort_ids(order, half, nodes, spare);
    sort_ids(order + half, count - half, nodes, spare);
    while (i < half && j < count)
        spare[k++] = by_id(&order[i], &order[j], nodes) <= 0 ? order[i++] : order[j++];
    while (i < half)
        spare[k++] = order[i++];
    while (j < count)
        spare[k++] = order[j++];
    memcpy(order, spare, count * sizeof *order);
}

static void
add_tag(struct loader *ld, const cJSON *at)
{
    struct sp_scenario *s = ld->s;
    unsigned index;

    if (!cJSON_IsString(at)) {
        report(&ld->r, at, SP_JSON_VALUE, "E020", "string", sp_json_type(at), NULL);
    } else if (!find_string(s->tag, s->tags, at->valuestring, &index)) {
        if (s->tags == SP_TAGS)
            report(&ld->r, at, SP_JSON_VALUE, "E027", "33", "32", NULL);
        else if (id_ok(&ld->r, at, SP_JSON_VALUE, at->valuestring))
            s->tag[s->tags++] = sp_arena_strdup(ld->r.arena, at->valuestring);
    }
}

static void
name_nodes(struct loader *ld)
{
    const cJSON *at, *tag;
    uint32_t i = 0;
    struct sp_scenario *s = ld->s;

    for (; s->tags < s->rubric->tags; s->tags++)
        s->tag[s->tags] = s->rubric->tag[s->tags];
    ld->node_objects = need_object(&ld->r, ld->root, "nodes");
    if (!ld->node_objects || !few_enough(&ld->r, ld->node_objects, SP_NODES_MOST))
        return;
    s->node_count = member_count(ld->node_objects);
    if (s->node_count == 0)
        report(&ld->r, ld->node_objects, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    ld->nodes = sp_arena_alloc(ld->r.arena, s->node_count + 1, sizeof *ld->nodes);
    uint32_t *order = sp_arena_alloc(ld->r.arena, s->node_count + 1, sizeof *order);
    ld->places = sp_arena_alloc(ld->r.arena, s->node_count + 1, sizeof *ld->places);
    cJSON_ArrayForEach(at, ld->node_objects)
    {
        order[i] = i;
        ld->places[i] = at;
        ld->nodes[i].visit = -1;
        ld->nodes[i++].id = member_id(ld, at);
        cJSON_ArrayForEach(tag, get(at, "tags"))
        {
            add_tag(ld, tag);
        }
    }
    uint32_t *spare = sp_alloc(s->node_count + 1, sizeof *spare);
    sort_ids(order, s->node_count, ld->nodes, spare);
    sp_free(spare);
    s->nodes = ld->nodes;
    s->by_id = order;
}

static void
read_start(struct loader *ld)
{
    const char *start;
    long node;

    if (!read_string(&ld->r, ld->root, "start", true, &start))
        return;
    if (ld->s->node_count == 0)
        return; /* reported before */
    node = sp_scenario_node(ld->s, start);
    if (node < 0)
        no_such(ld, get(ld->root, "start"), SP_JSON_VALUE, "node", start,
                nearest_known(ld, SP_NAME_NODE, start));
    else
        ld->s->start = (uint32_t)node;
}

static void
read_all(struct loader *ld)
{
    struct sp_scenario *s = ld->s;
    struct reader *r = &ld->r;
    int turns = 12;

    known_keys(
        r, ld->root,
        "$schema format formatVersion id languages title summary trade difficulty "
        "turnLimit start customer brief meters facts needs remedies product "
        "motives nodes anywhere endings lint");
    read_lint(r, ld->root);
    memcpy(s->has_lang, r->has_lang, sizeof r->has_lang);
    read_id(r, ld->root, "id", &s->id);
    read_text(r, ld->root, "title", true, &s->title);
    read_text(r, ld->root, "summary", true, &s->summary);
    read_text(r, ld->root, "trade", true, &s->trade);
    read_int(r, ld->root, "difficulty", true, 1, 3, &s->difficulty);
    read_int(r, ld->root, "turnLimit", true, 4, SP_TURNS_MOST, &turns);
    s->turn_limit = (unsigned)turns;
    read_people(ld);
    read_items(ld, get(ld->root, "facts"), SP_FACTS_MOST, "zh en", &s->facts,
               &s->fact_count);
    read_items(ld, need_object(r, ld->root, "needs"), SP_NEEDS_MOST,
               "zh en inBrief cues", &s->needs, &s->need_count);
    read_items(ld, need_object(r, ld->root, "remedies"), SP_NEEDS_MOST, "zh en cues",
               &s->remedies, &s->remedy_count);
    read_product(ld, need_object(r, ld->root, "product"));
    read_motives(ld, need_object(r, ld->root, "motives"));
    const cJSON *meters = need_object(r, ld->root, "meters");
    read_meters(ld, meters);
    name_nodes(ld);
    read_endings(ld, need_object(r, ld->root, "endings"));
    link_meters(ld, meters);
    read_start(ld);
    read_nodes(ld);
    if (get(ld->root, "anywhere") && is_array(r, get(ld->root, "anywhere")))
        read_replies(ld, get(ld->root, "anywhere"), SP_ANYWHERE_MOST, &s->anywhere,
                     &s->anywhere_count);
    s->reply_total = ld->serial;
}

static struct sp_scenario *
read_scenario(const char *text, size_t size, const struct sp_rubric *rubric,
              const struct sp_styles *styles, struct sp_diags *diags,
              void (*more)(struct loader *, bool))
{
    size_t errors = diags->errors;
    struct sp_json *doc = sp_json_read(text, size, &sp_json_usual, diags);
    struct sp_scenario *s = sp_alloc(1, sizeof *s);
    struct loader ld = {.r = {.doc = doc, .diags = diags, .arena = &s->arena}, .s = s};

    ld.scope = (struct sp_scope){.owner = SP_OF_SCENARIO,
                                 .arena = &s->arena,
                                 .watch = &s->watch,
                                 .data = &ld,
                                 .find = find,
                                 .name = name_of,
                                 .group = group};
    s->rubric = rubric;
    s->styles = styles;
    ld.root = doc ? sp_json_root(doc) : NULL;
    if (doc && read_head(&ld.r, ld.root, "sparring-scenario")) {
        read_all(&ld);
        if (diags->errors == errors)
            check_whole(&ld);
        if (more)
            more(&ld, diags->errors == errors);
    }
    sp_json_free(doc);
    if (diags->errors > errors) {
        sp_scenario_free(s);
        return NULL;
    }
    return s;
}

struct sp_scenario *
sp_scenario_read(const char *text, size_t size, const struct sp_rubric *rubric,
                 const struct sp_styles *styles, struct sp_diags *diags)
{
    return read_scenario(text, size, rubric, styles, diags, NULL);
}

/* Texts can be looked at in a file with errors too. */
static void
lint(struct loader *ld, bool sound)
{
    lint_texts(&ld->r, ld->root);
    if (!sound)
        return;
    lint_shape(ld);
    lint_use(ld);
    lint_reach(ld);
    lint_replies(ld);
    lint_fit(ld);
}

struct sp_scenario *
sp_scenario_lint(const char *text, size_t size, const struct sp_rubric *rubric,
                 const struct sp_styles *styles, struct sp_diags *diags)
{
    return read_scenario(text, size, rubric, styles, diags, lint);
}

void
sp_scenario_free(struct sp_scenario *scenario)
{
    if (!scenario)
        return;
    sp_arena_finish(&scenario->arena);
    sp_free(scenario);
}

int
sp_scenario_motive(const struct sp_scenario *scenario, const char *id)
{
    for (unsigned i = 0; i < scenario->motive_count; i++) {
        if (strcmp(scenario->motives[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}

int
sp_scenario_style(const struct sp_scenario *scenario, const char *id)
{
    for (unsigned i = 0; i < scenario->styles->styles; i++) {
        if (strcmp(scenario->styles->style[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}

long
sp_scenario_node(const struct sp_scenario *scenario, const char *id)
{
    uint32_t low = 0, high = scenario->node_count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = strcmp(id, scenario->nodes[scenario->by_id[mid]].id);

        if (order == 0)
            return (long)scenario->by_id[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return -1;
}

int
sp_node_reply(const struct sp_node *node, const char *id)
{
    for (unsigned i = 0; i < node->reply_count; i++) {
        if (strcmp(node->replies[i].id, id) == 0)
            return (int)i;
    }
    return -1;
}
