/* tokens.c: changes to a JSON text that leave it JSON. */
#include "tokens.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/rng.h"

struct place {
    cJSON *at, *up; /* up is NULL for the root */
};

struct tokens {
    cJSON *root;
    struct place *places;
    size_t count, room;
    uint64_t chance;
};

static size_t
draw(struct tokens *t, size_t below)
{
    return sp_draw_next(&t->chance, (uint32_t)below);
}

#define ANY(words) (words)[draw(t, sizeof(words) / sizeof *(words))]

/* ---- places ---- */

static void
gather(struct tokens *t, cJSON *at, cJSON *up)
{
    if (t->count == t->room) {
        t->room = t->room ? t->room * 2 : 1024;
        t->places = realloc(t->places, t->room * sizeof *t->places);
        if (!t->places)
            abort();
    }
    t->places[t->count++] = (struct place){at, up};
    for (cJSON *child = at->child; child; child = child->next)
        gather(t, child, at); /* as deep as cJSON reads: 1,000 */
}

static struct place
any_place(struct tokens *t)
{
    return t->places[draw(t, t->count)];
}

/* One of its kind if a few draws meet any. */
static struct place
any_of_type(struct tokens *t, int type)
{
    struct place found = any_place(t);

    for (int i = 0; i < 40 && !(found.at->type & type); i++)
        found = any_place(t);
    return found;
}

static const char *
any_word(struct tokens *t)
{
    struct place place = any_place(t);

    for (int i = 0; i < 40; i++) {
        if (place.at->string && draw(t, 2))
            return place.at->string;
        if (cJSON_IsString(place.at) && strlen(place.at->valuestring) < 40)
            return place.at->valuestring;
        place = any_place(t);
    }
    return "x";
}

/* ---- changes ---- */

/* What `item` is, in place of the value; its key stays. */
static void
put(cJSON *at, cJSON *item)
{
    cJSON old = *at;

    at->type = item->type;
    at->child = item->child;
    at->valuestring = item->valuestring;
    at->valueint = item->valueint;
    at->valuedouble = item->valuedouble;
    item->type = old.type;
    item->child = old.child;
    item->valuestring = old.valuestring;
    cJSON_Delete(item);
}

static void
rename_key(cJSON *at, const char *name)
{
    char *copy = cJSON_malloc(strlen(name) + 2);

    strcpy(copy, name);
    cJSON_free(at->string);
    at->string = copy;
}

static void
change_name(struct tokens *t)
{
    struct place place = any_place(t);

    if (place.at->string)
        rename_key(place.at, any_word(t));
}

static void
drop(struct tokens *t)
{
    struct place place = any_place(t);

    if (place.up)
        cJSON_Delete(cJSON_DetachItemViaPointer(place.up, place.at));
}

/* Beside itself, or wherever else something of its kind fits. */
static void
add_copy(struct tokens *t)
{
    struct place place = any_place(t);
    struct place to = draw(t, 2) ? place : any_place(t);
    cJSON *copy = cJSON_Duplicate(place.at, true);

    bool added = false;

    if (to.up && cJSON_IsArray(to.up)) {
        cJSON_free(copy->string);
        copy->string = NULL;
        added = cJSON_InsertItemInArray(to.up, (int)draw(t, 4), copy);
    } else if (to.up) {
        rename_key(copy, draw(t, 2) ? any_word(t) : "extra");
        if (draw(t, 8) == 0 && place.at->string)
            rename_key(copy, place.at->string); /* a key twice */
        added = cJSON_AddItemToArray(to.up, copy);
    }
    if (!added)
        cJSON_Delete(copy);
}

static void
copy_value(struct tokens *t)
{
    struct place to = any_place(t);
    int type = draw(t, 4) ? to.at->type & 0xFF : 0xFF;

    put(to.at, cJSON_Duplicate(any_of_type(t, type).at, true));
}

static void
swap_siblings(struct tokens *t)
{
    struct place a = any_place(t), b = any_place(t);

    for (int i = 0; i < 40 && b.up != a.up; i++)
        b = any_place(t);
    if (!a.up || a.up != b.up || a.at == b.at)
        return;
    cJSON *copy = cJSON_Duplicate(b.at, true);
    put(b.at, cJSON_Duplicate(a.at, true));
    put(a.at, copy);
}

static void
change_number(struct tokens *t)
{
    static const double edges[] = {-1e300, -2147483649.0,
                                   -128,   -21,
                                   -20,    -2,
                                   -1,     -0.0,
                                   0,      0.5,
                                   1,      2,
                                   3,      4,
                                   5,      9,
                                   19,     20,
                                   21,     40,
                                   41,     63,
                                   64,     65,
                                   127,    128,
                                   255,    256,
                                   1e6,    1e15,
                                   1e300,  2147483648.0};

    put(any_of_type(t, cJSON_Number).at, cJSON_CreateNumber(ANY(edges)));
}

static void
change_id(struct tokens *t)
{
    static const char *const prefixes[] = {
        "", "", "", "end:", "need:", "remedy:", "feature:"};
    char word[200];

    snprintf(word, sizeof word, "%s%s", ANY(prefixes), any_word(t));
    put(any_of_type(t, cJSON_String).at, cJSON_CreateString(word));
}

static void
write_condition(struct tokens *t, const char *old, char *out, size_t room)
{
    static const char *const atoms[] = {"knows",
                                        "resolved",
                                        "voiced",
                                        "trust >= 2",
                                        "patience < 1",
                                        "trust >= 9",
                                        "trust < -3",
                                        "times(clarify) >= 1",
                                        "before(clarify, feature|close)",
                                        "style(%s)",
                                        "motive(%s)",
                                        "kind(%s)",
                                        "voiced(%s)",
                                        "visited(%s)",
                                        "fact(%s)",
                                        "%s >= 1",
                                        "%s < 3",
                                        "times(%s, knows) < 2",
                                        "times(test+clarify|close, at(concern)) >= 2"};
    char atom[120];
    const char *shape = ANY(atoms), *word = any_word(t);

    if (strstr(shape, "%s"))
        snprintf(atom, sizeof atom, "%.*s%.40s%s", (int)(strstr(shape, "%s") - shape),
                 shape, word, strstr(shape, "%s") + 2);
    else
        snprintf(atom, sizeof atom, "%s", shape);
    switch (draw(t, 5)) {
    case 0:
        snprintf(out, room, "%s and %s", old, atom);
        break;
    case 1:
        snprintf(out, room, "(%s) or not %s", old, atom);
        break;
    case 2:
        snprintf(out, room, "not (%s)", old);
        break;
    default:
        snprintf(out, room, "%s", atom);
    }
}

/* On what had one, in most cases; else on any object. */
static void
change_condition(struct tokens *t)
{
    char text[400];
    struct place place = any_place(t);

    for (int i = 0; i < 100 && !(place.at->string && !strcmp(place.at->string, "when"));
         i++)
        place = any_place(t);
    if (cJSON_IsString(place.at) && draw(t, 3)) {
        write_condition(t, place.at->valuestring, text, sizeof text);
        put(place.at, cJSON_CreateString(text));
        return;
    }
    place = any_of_type(t, cJSON_Object);
    if (cJSON_IsObject(place.at) && !cJSON_GetObjectItem(place.at, "when")) {
        write_condition(t, "knows", text, sizeof text);
        cJSON_AddStringToObject(place.at, "when", text);
    }
}

static void
nest(struct tokens *t)
{
    struct place place = any_place(t);
    cJSON *outer = draw(t, 2) ? cJSON_CreateArray() : cJSON_CreateObject();
    cJSON *inner = cJSON_Duplicate(place.at, true);

    if (place.at->child && draw(t, 2)) { /* or unwrap */
        cJSON_Delete(outer);
        cJSON_Delete(inner);
        inner = cJSON_Duplicate(place.at->child, true);
        put(place.at, inner);
        return;
    }
    rename_key(inner, any_word(t));
    if (cJSON_IsArray(outer)) {
        cJSON_free(inner->string);
        inner->string = NULL;
    }
    cJSON_AddItemToArray(outer, inner);
    put(place.at, outer);
}

static void
change_kind(struct tokens *t)
{
    static const char *const others[] = {"null",  "true", "false", "7",   "\"\"",
                                         "\"x\"", "[]",   "{}",    "[[]]"};

    put(any_place(t).at, cJSON_Parse(ANY(others)));
}

/* A key that the format knows, where it may not have been. */
static void
add_key(struct tokens *t)
{
    static const char *const keys[][2] = {{"once", "true"},
                                          {"reveals", "true"},
                                          {"route", "[{\"to\":\"time\"}]"},
                                          {"atMin", "\"time\""},
                                          {"stage", "\"close\""},
                                          {"tags", "[\"closing\"]"},
                                          {"do", "{\"trust\":-2}"},
                                          {"sets", "[\"asked\"]"},
                                          {"voices", "[\"quick\"]"},
                                          {"about", "[\"remedy:trial\"]"},
                                          {"beyondAuthority", "true"}};
    size_t which = draw(t, sizeof keys / sizeof *keys);
    struct place place = any_of_type(t, cJSON_Object);

    if (cJSON_IsObject(place.at) && !cJSON_GetObjectItem(place.at, keys[which][0]))
        cJSON_AddItemToObject(place.at, keys[which][0], cJSON_Parse(keys[which][1]));
}

char *
tokens_change(const char *text, size_t size, uint64_t seed, unsigned changes)
{
    static void (*const ways[])(struct tokens *) = {
        change_name,   drop,          drop,      add_copy,         add_copy,
        copy_value,    copy_value,    change_id, change_id,        change_id,
        change_number, change_number, nest,      change_condition, change_condition,
        swap_siblings, swap_siblings, add_key,   add_key,          change_kind};
    struct tokens tokens = {.root = cJSON_ParseWithLength(text, size), .chance = seed};
    struct tokens *t = &tokens;
    char *out = NULL;

    if (!tokens.root)
        return NULL;
    for (unsigned i = 0; i < changes; i++) {
        tokens.count = 0;
        gather(t, tokens.root, NULL);
        ANY(ways)(t);
    }
    out = draw(t, 2) ? cJSON_Print(tokens.root) : cJSON_PrintUnformatted(tokens.root);
    cJSON_Delete(tokens.root);
    free(tokens.places);
    return out;
}
