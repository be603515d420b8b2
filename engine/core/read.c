/* read.c: typed values out of a checked document. */
#include "read.h"

#include "ascii.h"
#include "core/upgrade.h"
#include "near.h"

#include <stdio.h>
#include <string.h>

struct sp_diag *
report(struct reader *r, const cJSON *at, enum sp_json_part part, const char *code,
       const char *a, const char *b, const char *c)
{
    const char *args[] = {a, b, c, NULL};

    return sp_json_report(r->doc, at, part, 0, r->diags, SP_ERROR, code, args);
}

struct sp_diag *
warn(struct reader *r, const cJSON *at, enum sp_json_part part, const char *code,
     const char *a, const char *b, const char *c)
{
    const char *args[] = {a, b, c, NULL};

    return sp_json_report(r->doc, at, part, 0, r->diags, SP_WARNING, code, args);
}

void
and_place(struct reader *r, struct sp_diag *diag, const cJSON *other,
          enum sp_json_part part)
{
    if (diag)
        sp_json_where(r->doc, other, part, &diag->line2, &diag->column2);
}

const cJSON *
get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static bool
has_word(const char *list, const char *name)
{
    size_t length = strlen(name);

    while (*list) {
        size_t size = strcspn(list, " ");

        if (size == length && memcmp(list, name, size) == 0)
            return true;
        list += size;
        list += *list == ' ';
    }
    return false;
}

/* If the name is not in the space-separated list, the word of it that is nearest is
 * copied to `near`, or nothing. */
static bool
in_list(const struct reader *r, const char *name, const char *list, char *near,
        size_t room)
{
    unsigned best = too_far_from(name);

    near[0] = '\0';
    if (has_word(list, name))
        return true;
    if (best == 0 || r->diags->count >= SP_DIAGS_MOST)
        return false;
    while (*list) {
        char word[ID_MOST];
        size_t size = strcspn(list, " ");

        snprintf(word, sizeof word, "%.*s", (int)size, list);
        unsigned distance = sp_edit_distance(name, word, best);
        if (distance < best) {
            best = distance;
            snprintf(near, room, "%s", word);
        }
        list += size;
        list += *list == ' ';
    }
    return false;
}

void
known_keys(struct reader *r, const cJSON *object, const char *keys)
{
    char near[ID_MOST];
    const cJSON *item;

    cJSON_ArrayForEach(item, object)
    {
        if (in_list(r, item->string, keys, near, sizeof near))
            continue;
        report(r, item, SP_JSON_KEY, "E022", item->string, keys, near);
        if (near[0]) {
            struct slip *slip = &r->slips[r->slip_count++ % SLIPS];

            slip->object = object;
            snprintf(slip->key, sizeof slip->key, "%s", near);
        }
    }
}

bool
slipped(const struct reader *r, const cJSON *object, const char *key)
{
    for (unsigned i = 0; i < SLIPS; i++) {
        if (r->slips[i].object == object && strcmp(r->slips[i].key, key) == 0)
            return true;
    }
    return false;
}

static bool
has_type(struct reader *r, const cJSON *at, bool ok, const char *want)
{
    if (!ok)
        report(r, at, SP_JSON_VALUE, "E020", want, sp_json_type(at), NULL);
    return ok;
}

bool
is_object(struct reader *r, const cJSON *at)
{
    return has_type(r, at, cJSON_IsObject(at), "object");
}

bool
is_array(struct reader *r, const cJSON *at)
{
    return has_type(r, at, cJSON_IsArray(at), "array");
}

static const cJSON *
need(struct reader *r, const cJSON *object, const char *key)
{
    const cJSON *at = get(object, key);

    if (!at && !slipped(r, object, key))
        report(r, object, SP_JSON_VALUE, "E021", key, NULL, NULL);
    return at;
}

const cJSON *
need_object(struct reader *r, const cJSON *object, const char *key)
{
    const cJSON *at = need(r, object, key);

    return at && is_object(r, at) ? at : NULL;
}

const cJSON *
need_array(struct reader *r, const cJSON *object, const char *key)
{
    const cJSON *at = need(r, object, key);

    return at && is_array(r, at) ? at : NULL;
}

static bool
int_of(struct reader *r, const cJSON *at, int min, int max, int *out)
{
    char low[12], high[12], got[32];

    if (!has_type(r, at, cJSON_IsNumber(at), "number"))
        return false;
    /* The scanner let nothing by that a double does not hold exactly. */
    double value = at->valuedouble;
    if (value < min || value > max || value != (double)(int)value) {
        snprintf(low, sizeof low, "%d", min);
        snprintf(high, sizeof high, "%d", max);
        snprintf(got, sizeof got, "%.6g", value);
        if (strchr(got, ',')) /* some locales' decimal point */
            *strchr(got, ',') = '.';
        report(r, at, SP_JSON_VALUE, "E023", got, low, high);
        return false;
    }
    *out = (int)value;
    return true;
}

bool
read_int(struct reader *r, const cJSON *object, const char *key, bool needed, int min,
         int max, int *out)
{
    const cJSON *at = needed ? need(r, object, key) : get(object, key);

    return at && int_of(r, at, min, max, out);
}

bool
read_bool(struct reader *r, const cJSON *object, const char *key, bool *out)
{
    const cJSON *at = get(object, key);

    if (!at)
        return true;
    if (!has_type(r, at, cJSON_IsBool(at), "bool"))
        return false;
    *out = cJSON_IsTrue(at);
    return true;
}

bool
read_string(struct reader *r, const cJSON *object, const char *key, bool needed,
            const char **out)
{
    const cJSON *at = needed ? need(r, object, key) : get(object, key);

    if (!at || !has_type(r, at, cJSON_IsString(at), "string"))
        return false;
    *out = sp_arena_strdup(r->arena, at->valuestring);
    return true;
}

bool
id_ok(struct reader *r, const cJSON *at, enum sp_json_part part, const char *id)
{
    size_t size = strlen(id);
    bool ok = size > 0 && size <= ID_MOST;

    for (size_t i = 0; i < size && ok; i++)
        ok = is_alnum(id[i]) || id[i] == '-' || id[i] == '_';
    if (!ok)
        report(r, at, part, "E025", id, NULL, NULL);
    return ok;
}

bool
read_id(struct reader *r, const cJSON *object, const char *key, const char **out)
{
    const char *id;

    if (!read_string(r, object, key, true, &id) ||
        !id_ok(r, get(object, key), SP_JSON_VALUE, id))
        return false;
    *out = id;
    return true;
}

bool
read_word(struct reader *r, const cJSON *object, const char *key, bool needed,
          const char *(*name)(unsigned), unsigned *out)
{
    struct sp_str list = {0};
    char near[ID_MOST];
    const cJSON *at = needed ? need(r, object, key) : get(object, key);

    if (!at || !has_type(r, at, cJSON_IsString(at), "string"))
        return false;
    const char *word = at->valuestring;
    for (unsigned i = 0; name(i); i++) {
        if (name(i)[0] && strcmp(name(i), word) == 0) {
            *out = i;
            return true;
        }
    }
    for (unsigned i = 0; name(i); i++) {
        sp_str_add(&list, list.size ? " " : "");
        sp_str_add(&list, name(i));
    }
    in_list(r, word, sp_str_text(&list), near, sizeof near);
    report(r, at, SP_JSON_VALUE, "E024", word, sp_str_text(&list), near);
    sp_str_finish(&list);
    return false;
}

/* Whether a string is fit to be shown: there, not blank, not endless. */
static bool
shown_ok(struct reader *r, const cJSON *at)
{
    char most[12];

    if (!has_type(r, at, cJSON_IsString(at), "string"))
        return false;
    if (at->valuestring[strspn(at->valuestring, " \t\r\n")] == '\0') {
        report(r, at, SP_JSON_VALUE, "E033", NULL, NULL, NULL);
        return false;
    }
    if (sp_utf8_count(at->valuestring) > TEXT_MOST) {
        snprintf(most, sizeof most, "%d", TEXT_MOST);
        report(r, at, SP_JSON_VALUE, "E034", most, NULL, NULL);
        return false;
    }
    return true;
}

/* A text in a language that the file does not name. All such texts are one mistake. */
static void
report_lang(struct reader *r, const cJSON *at, unsigned lang)
{
    if (!r->unsure_lang && !r->other_lang[lang])
        report(r, at, SP_JSON_KEY, "E032", sp_lang_tag(lang), NULL, NULL);
    r->other_lang[lang] = true;
}

bool
read_text(struct reader *r, const cJSON *object, const char *key, bool needed,
          struct sp_text *out)
{
    const cJSON *at = object;
    bool ok = true;

    if (key) {
        at = needed ? need(r, object, key) : get(object, key);
        if (!at || !is_object(r, at))
            return false;
        known_keys(r, at, "zh en");
    }
    for (unsigned i = 0; i < SP_LANGS; i++) {
        const cJSON *text = get(at, sp_lang_tag(i));

        if (text && !r->has_lang[i]) {
            report_lang(r, text, i);
            ok = false;
        } else if (!text && r->has_lang[i]) {
            report(r, at, SP_JSON_VALUE, "E031", sp_lang_tag(i), NULL, NULL);
            ok = false;
        } else if (text && shown_ok(r, text)) {
            out->by[i] = sp_arena_strdup(r->arena, text->valuestring);
        } else if (text) {
            ok = false;
        }
    }
    return ok;
}

static bool
read_list(struct reader *r, const cJSON *at, const char *const **out, unsigned *count)
{
    bool single = cJSON_IsString(at), ok = true;
    unsigned n = single ? 1 : member_count(at);
    const cJSON *item = single ? at : at->child;

    if (!single && !is_array(r, at))
        return false;
    if (n == 0) {
        report(r, at, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
        return false;
    }
    if (!few_enough(r, single ? NULL : at, 20))
        return false;
    const char **list = sp_arena_alloc(r->arena, n, sizeof *list);
    for (unsigned i = 0; i < n; i++, item = item->next) {
        list[i] = "";
        if (shown_ok(r, item))
            list[i] = sp_arena_strdup(r->arena, item->valuestring);
        else
            ok = false;
    }
    *out = list;
    *count = n;
    return ok;
}

bool
read_wordings(struct reader *r, const cJSON *object, struct sp_wordings *out)
{
    bool ok = true;

    for (unsigned i = 0; i < SP_LANGS; i++) {
        const cJSON *at = get(object, sp_lang_tag(i));

        if (at && !r->has_lang[i]) {
            report_lang(r, at, i);
            ok = false;
        } else if (!at && r->has_lang[i]) {
            report(r, object, SP_JSON_VALUE, "E031", sp_lang_tag(i), NULL, NULL);
            ok = false;
        } else if (at && !read_list(r, at, &out->by[i], &out->count[i])) {
            ok = false;
        }
    }
    return ok;
}

static bool
read_languages(struct reader *r, const cJSON *root)
{
    const cJSON *list = need_array(r, root, "languages"), *item;
    bool any = false;

    cJSON_ArrayForEach(item, list)
    {
        enum sp_lang lang;

        if (!has_type(r, item, cJSON_IsString(item), "string"))
            continue;
        if (!sp_lang_find(item->valuestring, &lang)) {
            report(r, item, SP_JSON_VALUE, "E024", item->valuestring, "zh en", NULL);
            r->unsure_lang = true;
        } else {
            r->has_lang[lang] = true;
            any = true;
        }
    }
    if (list && !list->child)
        report(r, list, SP_JSON_VALUE, "E028", NULL, NULL, NULL);
    return any;
}

bool
read_head(struct reader *r, const cJSON *root, const char *format)
{
    const char *word = NULL, *schema;
    char got[12], newest[12];

    if (!is_object(r, root))
        return false;
    if (get(root, "$schema"))
        read_string(r, root, "$schema", false, &schema);
    if (read_string(r, root, "format", true, &word) && strcmp(word, format) != 0) {
        report(r, get(root, "format"), SP_JSON_VALUE, "E029", format, word, NULL);
        return false;
    }
    if (read_int(r, root, "formatVersion", true, 1, 1000000, &r->version) &&
        r->version > SP_FORMAT_VERSION) {
        snprintf(got, sizeof got, "%d", r->version);
        snprintf(newest, sizeof newest, "%d", SP_FORMAT_VERSION);
        report(r, get(root, "formatVersion"), SP_JSON_VALUE, "E035", got, newest, NULL);
        return false;
    }
    return read_languages(r, root) && word && r->version > 0;
}

const struct sp_expr *
read_when(struct reader *r, const cJSON *object, const struct sp_scope *scope)
{
    const cJSON *at = get(object, "when");

    return at ? sp_expr_compile(scope, r->doc, at, r->diags) : NULL;
}

void
read_changes(struct reader *r, const cJSON *object, const char *const *meters,
             unsigned count, int8_t *out, bool *given)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, object)
    {
        unsigned i = 0;
        int value;

        while (i < count && strcmp(meters[i], item->string) != 0)
            i++;
        if (i == count)
            report(r, item, SP_JSON_KEY, "E030", "meter", item->string,
                   nearest_of(r, item->string, meters, count));
        if (int_of(r, item, -20, 20, &value) && i < count) {
            out[i] = (int8_t)value;
            if (given)
                given[i] = true;
        }
    }
}

unsigned
member_count(const cJSON *at)
{
    unsigned count = 0;

    for (const cJSON *item = at ? at->child : NULL; item; item = item->next)
        count++;
    return count;
}

bool
few_enough(struct reader *r, const cJSON *at, unsigned most)
{
    char limit[12], got[12];

    if (!at || member_count(at) <= most)
        return true;
    snprintf(limit, sizeof limit, "%u", most);
    snprintf(got, sizeof got, "%u", member_count(at));
    report(r, at, SP_JSON_VALUE, "E027", got, limit, NULL);
    return false;
}

const char *
nearest_of(const struct reader *r, const char *name, const char *const *names,
           unsigned count)
{
    return r->diags->count < SP_DIAGS_MOST ? nearest_name(name, names, count) : "";
}

const char *
nearest_name(const char *name, const char *const *names, unsigned count)
{
    const char *best = "";
    unsigned best_distance = too_far_from(name);

    for (unsigned i = 0; i < count && best_distance > 0; i++) {
        unsigned distance = sp_edit_distance(name, names[i], best_distance);

        if (distance < best_distance) {
            best_distance = distance;
            best = names[i];
        }
    }
    return best;
}
