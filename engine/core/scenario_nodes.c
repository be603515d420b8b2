/* scenario_nodes.c: reads what is said: nodes, replies, ways and endings. */
#include "scenario_read.h"

#include "near.h"

#include <string.h>

#define REPLY_MOVES 3

static const char *
manner_name(unsigned index)
{
    return sp_manner_name(index);
}

static const char *
side_name(unsigned index)
{
    return sp_side_name(index);
}

static const char *
stage_name(unsigned index)
{
    return sp_stage_name(index);
}

static const char *
ending_kind_name(unsigned index)
{
    return sp_ending_kind_name(index);
}

const char *
nearest_known(struct loader *ld, enum sp_name_kind kind, const char *name)
{
    const char *best = "", *other;
    unsigned best_distance = too_far_from(name);

    if (best_distance == 0 || ld->r.diags->count >= SP_DIAGS_MOST)
        return best; /* nothing is near, or nobody will read it */
    for (unsigned i = 0; i < 5000 && (other = ld->scope.name(ld, kind, i)); i++) {
        unsigned distance = sp_edit_distance(name, other, best_distance);

        if (distance < best_distance) {
            best_distance = distance;
            best = other;
        }
    }
    return best;
}

static bool
read_target(struct loader *ld, const cJSON *at, struct sp_way *way)
{
    const char *name = at->valuestring;

    if (!cJSON_IsString(at)) {
        report(&ld->r, at, SP_JSON_VALUE, "E020", "string", sp_json_type(at), NULL);
        return false;
    }
    if (strncmp(name, "end:", 4) == 0) {
        const char *names[256];
        unsigned count = ld->s->ending_count < 256 ? ld->s->ending_count : 256;

        for (unsigned i = 0; i < count; i++) {
            names[i] = ld->s->endings[i].id;
            if (strcmp(names[i], name + 4) == 0) {
                way->ends = true;
                way->to = i;
                return true;
            }
        }
        no_such(ld, at, SP_JSON_VALUE, "ending", name + 4,
                nearest_of(&ld->r, name + 4, names, count));
        return false;
    }
    long node = sp_scenario_node(ld->s, name);
    if (node < 0) {
        no_such(ld, at, SP_JSON_VALUE, "node", name,
                nearest_known(ld, SP_NAME_NODE, name));
        return false;
    }
    way->to = (uint32_t)node;
    return true;
}

void
read_ways(struct loader *ld, const cJSON *at, const struct sp_way **out,
          unsigned *count)
{
    const cJSON *item;

    if (cJSON_IsString(at)) {
        struct sp_way *way = sp_arena_alloc(ld->r.arena, 1, sizeof *way);

        read_target(ld, at, way);
        *out = way;
        *count = 1;
        return;
    }
    if (!is_array(&ld->r, at) || !few_enough(&ld->r, at, 64))
        return;
    if (!at->child)
        report(&ld->r, at, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    struct sp_way *ways =
        sp_arena_alloc(ld->r.arena, member_count(at) + 1, sizeof *ways);
    cJSON_ArrayForEach(item, at)
    {
        struct sp_way *way = &ways[(*count)++];

        if (!is_object(&ld->r, item))
            continue;
        known_keys(&ld->r, item, "when to");
        way->when = read_when(&ld->r, item, &ld->scope);
        if (!get(item, "to"))
            report(&ld->r, item, SP_JSON_VALUE, "E021", "to", NULL, NULL);
        else
            read_target(ld, get(item, "to"), way);
        if (!get(item, "when") != !item->next)
            report(&ld->r, item, SP_JSON_VALUE, "E036", NULL, NULL, NULL);
    }
    *out = ways;
}

/* The first item of a list of moves that is the same move, if in another form. */
static const cJSON *
same_move(const cJSON *list, enum sp_signal signal)
{
    const cJSON *at;

    cJSON_ArrayForEach(at, list)
    {
        enum sp_signal own = SP_SIGNALS;

        if (cJSON_IsString(at) &&
            sp_signal_find(at->valuestring, strlen(at->valuestring), &own) &&
            (sp_signal_bits(own) & sp_signal_bits(signal) & SP_MOVE_MASK))
            return at;
    }
    return NULL;
}

static void
read_moves(struct loader *ld, const cJSON *at, struct sp_reply *reply)
{
    const cJSON *list = need_array(&ld->r, at, "moves"), *item;
    unsigned moves = 0;

    cJSON_ArrayForEach(item, list)
    {
        enum sp_signal signal = SP_SIGNALS;

        if (!cJSON_IsString(item)) {
            report(&ld->r, item, SP_JSON_VALUE, "E020", "string", sp_json_type(item),
                   NULL);
            continue;
        }
        sp_signal_find(item->valuestring, strlen(item->valuestring), &signal);
        if (signal == SP_SIGNALS || (SP_BIT(signal) & SP_EVENT_MASK)) {
            const char *names[SP_SIGNALS];
            unsigned count = 0;

            for (unsigned i = 0; i < SP_SIGNALS; i++) {
                if (!(SP_BIT(i) & SP_EVENT_MASK))
                    names[count++] = sp_signal_name(i);
            }
            report(&ld->r, item, SP_JSON_VALUE, "E030", "move", item->valuestring,
                   nearest_of(&ld->r, item->valuestring, names, count));
            continue;
        }
        if (reply->signals & sp_signal_bits(signal) & SP_MOVE_MASK)
            and_place(&ld->r,
                      report(&ld->r, item, SP_JSON_VALUE, "E026", item->valuestring,
                             NULL, NULL),
                      same_move(list, signal), SP_JSON_VALUE);
        reply->signals |= sp_signal_bits(signal);
        moves++;
    }
    if (moves > REPLY_MOVES)
        report(&ld->r, list, SP_JSON_VALUE, "E048", NULL, NULL, NULL);
}

struct about {
    const char *prefix, *what;
    uint64_t *bits;
    unsigned count;
    const char *names[SP_NEEDS_MOST];
};

static void
read_mention(struct loader *ld, const cJSON *item, struct about *kinds, unsigned n)
{
    const char *text = item->valuestring;

    if (!cJSON_IsString(item)) {
        report(&ld->r, item, SP_JSON_VALUE, "E020", "string", sp_json_type(item), NULL);
        return;
    }
    for (unsigned k = 0; k < n; k++) {
        size_t size = strlen(kinds[k].prefix);

        if (strncmp(text, kinds[k].prefix, size) != 0)
            continue;
        for (unsigned i = 0; i < kinds[k].count; i++) {
            if (strcmp(text + size, kinds[k].names[i]) == 0) {
                *kinds[k].bits |= UINT64_C(1) << i;
                return;
            }
        }
        no_such(ld, item, SP_JSON_VALUE, kinds[k].what, text + size,
                nearest_of(&ld->r, text + size, kinds[k].names, kinds[k].count));
        return;
    }
    report(&ld->r, item, SP_JSON_VALUE, "E024", text, "need:… remedy:… feature:…",
           NULL);
}

static void
read_about(struct loader *ld, const cJSON *at, struct sp_reply *reply)
{
    const struct sp_scenario *s = ld->s;
    struct about kinds[] = {
        {.prefix = "need:",
         .what = "need",
         .bits = &reply->needs,
         .count = s->need_count},
        {.prefix = "remedy:",
         .what = "remedy",
         .bits = &reply->remedies,
         .count = s->remedy_count},
        {.prefix = "feature:",
         .what = "feature",
         .bits = &reply->features,
         .count = s->feature_count},
    };
    const cJSON *list = get(at, "about"), *item;

    if (!list || !is_array(&ld->r, list))
        return;
    for (unsigned i = 0; i < s->need_count; i++)
        kinds[0].names[i] = s->needs[i].id;
    for (unsigned i = 0; i < s->remedy_count; i++)
        kinds[1].names[i] = s->remedies[i].id;
    for (unsigned i = 0; i < s->feature_count; i++)
        kinds[2].names[i] = s->features[i].id;
    cJSON_ArrayForEach(item, list)
    {
        read_mention(ld, item, kinds, 3);
    }
}

static void
read_sets(struct loader *ld, const cJSON *at, struct sp_reply *reply)
{
    const cJSON *list = get(at, "sets"), *item;
    unsigned index;

    if (!list || !is_array(&ld->r, list))
        return;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item))
            report(&ld->r, item, SP_JSON_VALUE, "E020", "string", sp_json_type(item),
                   NULL);
        else if (ld->scope.find(ld, SP_NAME_FACT, item->valuestring, &index))
            reply->sets |= UINT64_C(1) << index;
        else
            no_such(ld, item, SP_JSON_VALUE, "fact", item->valuestring,
                    nearest_known(ld, SP_NAME_FACT, item->valuestring));
    }
}

static void
read_reply(struct loader *ld, const cJSON *at, bool shown, struct sp_reply *reply)
{
    unsigned manner = SP_NO_MANNER, side = SP_NO_SIDE;
    const cJSON *part;

    known_keys(&ld->r, at,
               "id moves about manner side when zh en do sets once to coach");
    reply->serial = ld->serial++;
    reply->id = "";
    read_id(&ld->r, at, "id", &reply->id);
    read_moves(ld, at, reply);
    read_about(ld, at, reply);
    if (get(at, "manner"))
        read_word(&ld->r, at, "manner", false, manner_name, &manner);
    if (get(at, "side"))
        read_word(&ld->r, at, "side", false, side_name, &side);
    reply->manner = manner;
    reply->side = side;
    if (shown || get(at, "zh") || get(at, "en"))
        read_wordings(&ld->r, at, &reply->text);
    read_text(&ld->r, at, "coach", false, &reply->coach);
    reply->when = read_when(&ld->r, at, &ld->scope);
    read_bool(&ld->r, at, "once", &reply->once);
    read_sets(ld, at, reply);
    if ((part = get(at, "do")) && is_object(&ld->r, part))
        read_changes(&ld->r, part, ld->meter_name, ld->s->meters, reply->effect, NULL);
    if (!(part = get(at, "to")))
        report(&ld->r, at, SP_JSON_VALUE, "E021", "to", NULL, NULL);
    else
        read_ways(ld, part, &reply->to, &reply->ways);
}

/* The first reply of the list that has the id. */
static const cJSON *
same_id(const cJSON *list, const char *id)
{
    const cJSON *at;

    cJSON_ArrayForEach(at, list)
    {
        const cJSON *own = get(at, "id");

        if (cJSON_IsString(own) && strcmp(own->valuestring, id) == 0)
            return own;
    }
    return NULL;
}

void
read_replies(struct loader *ld, const cJSON *list, unsigned most,
             const struct sp_reply **out, unsigned *count)
{
    const cJSON *at;

    if (!few_enough(&ld->r, list, most))
        return;
    struct sp_reply *replies =
        sp_arena_alloc(ld->r.arena, member_count(list) + 1, sizeof *replies);
    cJSON_ArrayForEach(at, list)
    {
        struct sp_reply *reply = &replies[*count];

        if (!is_object(&ld->r, at))
            continue;
        read_reply(ld, at, most == SP_REPLIES_MOST, reply);
        for (unsigned i = 0; i < *count; i++) {
            if (strcmp(replies[i].id, reply->id) == 0) {
                and_place(&ld->r,
                          report(&ld->r, get(at, "id"), SP_JSON_VALUE, "E026",
                                 reply->id, NULL, NULL),
                          same_id(list, reply->id), SP_JSON_VALUE);
                break;
            }
        }
        ++*count;
    }
    *out = replies;
}

static void
read_says(struct loader *ld, const cJSON *list, const struct sp_says **out,
          unsigned *count)
{
    const cJSON *at, *item;
    unsigned index;

    if (!is_array(&ld->r, list) || !few_enough(&ld->r, list, 200))
        return;
    if (!list->child)
        report(&ld->r, list, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    struct sp_says *says =
        sp_arena_alloc(ld->r.arena, member_count(list) + 1, sizeof *says);
    cJSON_ArrayForEach(at, list)
    {
        struct sp_says *variant = &says[(*count)++];

        if (!is_object(&ld->r, at))
            continue;
        known_keys(&ld->r, at, "when voices zh en");
        variant->when = read_when(&ld->r, at, &ld->scope);
        read_wordings(&ld->r, at, &variant->text);
        if (!get(at, "when") != !at->next)
            report(&ld->r, at, SP_JSON_VALUE, "E036", NULL, NULL, NULL);
        if (get(at, "voices") && !is_array(&ld->r, get(at, "voices")))
            continue;
        cJSON_ArrayForEach(item, get(at, "voices"))
        {
            if (!cJSON_IsString(item))
                report(&ld->r, item, SP_JSON_VALUE, "E020", "string",
                       sp_json_type(item), NULL);
            else if (ld->scope.find(ld, SP_NAME_NEED, item->valuestring, &index))
                variant->voices |= UINT64_C(1) << index;
            else
                no_such(ld, item, SP_JSON_VALUE, "need", item->valuestring,
                        nearest_known(ld, SP_NAME_NEED, item->valuestring));
        }
    }
    *out = says;
}

void
read_endings(struct loader *ld, const cJSON *all)
{
    const cJSON *at;
    unsigned kind = SP_FAIL;
    bool time = false;

    if (!all || !few_enough(&ld->r, all, 256))
        return;
    struct sp_ending *list =
        sp_arena_alloc(ld->r.arena, member_count(all) + 1, sizeof *list);
    ld->s->endings = list;
    cJSON_ArrayForEach(at, all)
    {
        struct sp_ending *ending = &list[ld->s->ending_count++];

        id_ok(&ld->r, at, SP_JSON_KEY, at->string);
        ending->id = sp_arena_strdup(ld->r.arena, at->string);
        if (strcmp(ending->id, "time") == 0) {
            time = true;
            ld->s->time_up = ld->s->ending_count - 1;
        }
        if (!is_object(&ld->r, at))
            continue;
        known_keys(&ld->r, at, "kind zh en says");
        read_word(&ld->r, at, "kind", true, ending_kind_name, &kind);
        ending->kind = kind;
        read_text(&ld->r, at, NULL, true, &ending->text);
        if (get(at, "says"))
            read_says(ld, get(at, "says"), &ending->says, &ending->variants);
    }
    if (!time)
        report(&ld->r, all, SP_JSON_VALUE, "E021", "time", NULL, NULL);
}

static void
read_node(struct loader *ld, const cJSON *at, struct sp_node *node)
{
    const cJSON *says = get(at, "says"), *replies = get(at, "replies");
    const cJSON *route = get(at, "route"), *tag;
    unsigned stage = SP_NO_STAGE, index;

    if (get(at, "tags"))
        is_array(&ld->r, get(at, "tags"));
    known_keys(&ld->r, at, "tags stage reveals says replies route");
    cJSON_ArrayForEach(tag, get(at, "tags"))
    {
        if (cJSON_IsString(tag) &&
            ld->scope.find(ld, SP_NAME_TAG, tag->valuestring, &index))
            node->tags |= UINT64_C(1) << index;
    }
    if (get(at, "stage"))
        read_word(&ld->r, at, "stage", false, stage_name, &stage);
    node->stage = stage;
    read_bool(&ld->r, at, "reveals", &node->reveals);
    if (route ? (says || replies) : (!says || !replies)) {
        report(&ld->r, at, SP_JSON_VALUE, "E038", NULL, NULL, NULL);
        return;
    }
    if (route) {
        read_ways(ld, route, &node->route, &node->ways);
        return;
    }
    read_says(ld, says, &node->says, &node->variants);
    if (is_array(&ld->r, replies))
        read_replies(ld, replies, SP_REPLIES_MOST, &node->replies, &node->reply_count);
    if (cJSON_IsArray(replies) && !replies->child)
        report(&ld->r, replies, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
}

void
read_nodes(struct loader *ld)
{
    const cJSON *at = ld->node_objects ? ld->node_objects->child : NULL;

    for (uint32_t i = 0; i < ld->s->node_count; i++, at = at->next) {
        if (is_object(&ld->r, at))
            read_node(ld, at, &ld->nodes[i]);
    }
}
