/* override.c: severities that a file gives to codes. */
#include "override.h"

#include <string.h>

#include "core/lint.h"
#include "core/mem.h"

enum { OFF = -1 };

struct rule {
    bool given;
    int severity; /* OFF, or as sp_severity */
    size_t hits;
    char *pointer; /* of its key, for W150; NULL where nothing is given */
    unsigned line, column;
};

struct sp_overrides {
    struct rule *rule; /* by the index of the code */
};

static const char *const words[] = {"off", "note", "warning", "error"};

static const char *
word_name(unsigned index)
{
    return index < sizeof words / sizeof *words ? words[index] : NULL;
}

bool
override_severity(struct sp_diags *diags, const struct sp_code *code,
                  enum sp_severity *severity)
{
    struct rule *rule = &diags->overrides->rule[sp_code_index(code)];

    if (!rule->given)
        return true;
    rule->hits++;
    if (rule->severity == OFF)
        return false;
    *severity = (enum sp_severity)rule->severity;
    return true;
}

static bool
is_blank(const char *text)
{
    for (; *text; text++) {
        /* The ideographic space is three bytes. */
        if (strncmp(text, "\xE3\x80\x80", 3) == 0)
            text += 2;
        else if (*text != ' ' && *text != '\t' && *text != '\n' && *text != '\r')
            return false;
    }
    return true;
}

/* One entry; false when it says nothing that can be followed. */
static bool
read_entry(struct reader *r, const cJSON *at, unsigned *word)
{
    const char *reason = NULL;

    if (!is_object(r, at))
        return false;
    known_keys(r, at, "severity reason");
    bool ok = read_word(r, at, "severity", true, word_name, word);
    if (!read_string(r, at, "reason", true, &reason))
        return false;
    if (is_blank(reason)) {
        report(r, get(at, "reason"), SP_JSON_VALUE, "E033", NULL, NULL, NULL);
        return false;
    }
    return ok;
}

void
read_lint(struct reader *r, const cJSON *root)
{
    const cJSON *all = get(root, "lint"), *at;
    unsigned word = 0;

    if (!all || !is_object(r, all))
        return;
    cJSON_ArrayForEach(at, all)
    {
        read_entry(r, at, &word);
    }
}

static const char *
nearest_code(const char *name)
{
    const char *names[1000];
    unsigned count = 0;

    for (size_t i = 0; i < sp_code_count() && count < 1000; i++) {
        if (!sp_code_at(i)->retired)
            names[count++] = sp_code_at(i)->name;
    }
    return nearest_name(name, names, count);
}

/* Whether the code may be given another severity. */
static const struct sp_code *
check_code(struct reader *r, const cJSON *at)
{
    const struct sp_code *code = sp_code_find(at->string);

    if (!code)
        report(r, at, SP_JSON_KEY, "E052", at->string, nearest_code(at->string), NULL);
    else if (code->retired)
        report(r, at, SP_JSON_KEY, "E053", at->string, NULL, NULL);
    else if (code->severity == SP_ERROR)
        report(r, at, SP_JSON_KEY, "E051", at->string, NULL, NULL);
    else
        return code;
    return NULL;
}

static void
add_rule(const struct sp_json *doc, const cJSON *at, int severity, struct rule *rule)
{
    rule->given = true;
    rule->severity = severity;
    rule->pointer = sp_json_pointer(doc, at);
    sp_json_where(doc, at, SP_JSON_KEY, &rule->line, &rule->column);
}

/* Most files say nothing, and need not be read twice to know it. */
static bool
names_lint(const char *text, size_t size)
{
    static const char key[] = "\"lint\"";
    const char *end = text + size;

    while ((text = memchr(text, '"', (size_t)(end - text)))) {
        if ((size_t)(end - text) >= sizeof key - 1 &&
            memcmp(text, key, sizeof key - 1) == 0)
            return true;
        text++;
    }
    return false;
}

void
override_free(struct sp_overrides *overrides)
{
    for (size_t i = 0; overrides && i < sp_code_count(); i++)
        sp_free(overrides->rule[i].pointer);
    if (overrides)
        sp_free(overrides->rule);
    sp_free(overrides);
}

void
sp_lint_begin(const char *text, size_t size, struct sp_diags *diags)
{
    struct sp_diags ignored = {0}, shape = {0};
    struct sp_arena arena = {0};
    struct sp_json *doc = names_lint(text, size)
                              ? sp_json_read(text, size, &sp_json_usual, &ignored)
                              : NULL;
    const cJSON *all = doc ? get(sp_json_root(doc), "lint") : NULL, *at;
    struct reader loud = {.doc = doc, .diags = diags};
    struct reader silent = {.doc = doc, .diags = &shape, .arena = &arena};

    if (cJSON_IsObject(all) && all->child) {
        struct sp_overrides *made = sp_alloc(1, sizeof *made);

        made->rule = sp_alloc(sp_code_count(), sizeof *made->rule);
        cJSON_ArrayForEach(at, all)
        {
            const struct sp_code *code = check_code(&loud, at);
            unsigned word = 0;

            if (read_entry(&silent, at, &word) && code)
                add_rule(doc, at, (int)word - 1, &made->rule[sp_code_index(code)]);
        }
        diags->overrides = made;
    }
    sp_json_free(doc);
    sp_diags_finish(&ignored);
    sp_diags_finish(&shape); /* the file's own reader reports that */
    sp_arena_finish(&arena);
}

static void
settle_counts(struct sp_diags *diags)
{
    for (size_t i = 0; i < sp_code_count(); i++) {
        const struct rule *rule = &diags->overrides->rule[i];

        if (!rule->given)
            continue;
        *(sp_code_at(i)->severity == SP_NOTE ? &diags->notes : &diags->warnings) -=
            rule->hits;
        diags->errors += rule->severity == SP_ERROR ? rule->hits : 0;
        diags->warnings += rule->severity == SP_WARNING ? rule->hits : 0;
        diags->notes += rule->severity == SP_NOTE ? rule->hits : 0;
    }
}

void
sp_lint_end(struct sp_diags *diags)
{
    struct sp_overrides *all = diags->overrides;
    bool whole = diags->errors == 0; /* else not everything was looked at */

    if (!all)
        return;
    for (size_t i = 0; i < sp_code_count(); i++) {
        struct rule *rule = &all->rule[i];
        const char *args[] = {sp_code_at(i)->name, NULL};

        if (whole && rule->given && rule->hits == 0)
            sp_diags_add(diags, SP_WARNING, "W150", rule->pointer, rule->line,
                         rule->column, args);
    }
    settle_counts(diags);
    override_free(all);
    diags->overrides = NULL;
}
