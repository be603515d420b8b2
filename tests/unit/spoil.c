/* spoil.c: every value of a document replaced by every wrong thing, one at a time. */
#include "spoil.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct spoiler {
    cJSON *root;
    spoil_read_fn read;
    unsigned stride, met, tried;
};

static void
try(struct spoiler *s, const char *what)
{
    if (s->met++ % s->stride != 0)
        return;
    char *text = cJSON_PrintUnformatted(s->root);
    struct sp_diags diags = {0};
    bool read = s->read(text, strlen(text), &diags);
    bool ok = read == (diags.errors == 0);

    for (size_t i = 0; i < diags.count; i++)
        ok = ok && diags.items[i].line == 1 && diags.items[i].column >= 1;
    if (!ok) {
        fprintf(stderr, "%s: %s with %zu errors\n%s\n", what, read ? "read" : "refused",
                diags.errors, text);
        abort();
    }
    s->tried++;
    sp_diags_finish(&diags);
    cJSON_free(text);
}

/* Swaps contents, but not the places in the list, of two values. */
static void
swap(cJSON *a, cJSON *b)
{
    cJSON old = *a;

    a->type = b->type;
    a->child = b->child;
    a->valuestring = b->valuestring;
    a->valueint = b->valueint;
    a->valuedouble = b->valuedouble;
    b->type = old.type;
    b->child = old.child;
    b->valuestring = old.valuestring;
    b->valueint = old.valueint;
    b->valuedouble = old.valuedouble;
}

static void
spoil_value(struct spoiler *s, cJSON *at)
{
    static const char *const others[] = {
        "null",       "true",           "7",     "-1",
        "1.5",        "\"\"",           "\"x\"", "\"end:time\"",
        "\"knows\"",  "\"actor\"",      "[]",    "[1]",
        "[\"x\"]",    "[[]]",           "[{}]",  "{}",
        "{\"x\": 1}", "{\"zh\": \"x\"}"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        cJSON *other = cJSON_Parse(others[i]);

        swap(at, other);
        try(s, others[i]);
        swap(at, other);
        cJSON_Delete(other);
    }
}

static void
spoil_members(struct spoiler *s, cJSON *up)
{
    for (cJSON *at = up->child; at; at = at->next) {
        spoil_value(s, at);
        spoil_members(s, at);
        if (at->string) {
            char *name = at->string;
            char other[] = "other key";

            at->string = other;
            try(s, "renamed key");
            at->string = name;
        }
    }
}

unsigned
spoil(const char *text, spoil_read_fn read, unsigned stride)
{
    struct spoiler s = {.root = cJSON_Parse(text), .read = read, .stride = stride};

    if (!s.root)
        return 0;
    try(&s, "as it is");
    spoil_value(&s, s.root);
    spoil_members(&s, s.root);
    cJSON_Delete(s.root);
    return s.tried;
}
