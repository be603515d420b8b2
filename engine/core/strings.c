/* strings.c: the program's sentences, by key, in one language. */
#include "core/strings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/mem.h"
#include "source.h"

struct entry {
    const char *key, *sentence; /* in the document */
};

struct sp_strings {
    struct sp_json *doc;
    struct entry *entries; /* sorted by key */
    size_t count;
};

static int
compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

/* Reports everything that is not a sentence; returns how many there are otherwise. */
static size_t
count_sentences(const struct sp_json *doc, struct sp_diags *diags)
{
    const cJSON *root = sp_json_root(doc), *item;
    size_t count = 0;

    if (!cJSON_IsObject(root)) {
        sp_json_report(doc, root, SP_JSON_VALUE, 0, diags, SP_ERROR, "E090", NULL);
        return 0;
    }
    cJSON_ArrayForEach(item, root)
    {
        if (cJSON_IsString(item))
            count++;
        else
            sp_json_report(doc, item, SP_JSON_VALUE, 0, diags, SP_ERROR, "E090", NULL);
    }
    return count;
}

struct sp_strings *
sp_strings_new(const char *json, size_t size, struct sp_diags *diags)
{
    size_t errors = diags->errors;
    struct sp_json *doc = sp_json_read(json, size, NULL, diags);

    if (!doc)
        return NULL;
    size_t count = count_sentences(doc, diags);
    if (diags->errors > errors) {
        sp_json_free(doc);
        return NULL;
    }
    struct sp_strings *strings = sp_alloc(1, sizeof *strings);
    strings->doc = doc;
    strings->entries = sp_alloc(count, sizeof *strings->entries);
    const cJSON *item;
    cJSON_ArrayForEach(item, sp_json_root(doc))
    {
        strings->entries[strings->count++] =
            (struct entry){item->string, item->valuestring};
    }
    qsort(strings->entries, count, sizeof *strings->entries, compare_entries);
    return strings;
}

void
sp_strings_free(struct sp_strings *strings)
{
    if (!strings)
        return;
    sp_json_free(strings->doc);
    sp_free(strings->entries);
    sp_free(strings);
}

/* NULL when there is none. */
static const char *
find(const struct sp_strings *strings, const char *key)
{
    const struct entry wanted = {.key = key};
    const struct entry *found = bsearch(&wanted, strings->entries, strings->count,
                                        sizeof wanted, compare_entries);

    return found ? found->sentence : NULL;
}

const char *
sp_strings_get(const struct sp_strings *strings, const char *key)
{
    const char *sentence = find(strings, key);

    return sentence ? sentence : key;
}

bool
sp_strings_has(const struct sp_strings *strings, const char *key)
{
    return find(strings, key) != NULL;
}

size_t
sp_strings_count(const struct sp_strings *strings)
{
    return strings->count;
}

const char *
sp_strings_key(const struct sp_strings *strings, size_t index)
{
    return index < strings->count ? strings->entries[index].key : NULL;
}

/* "{0.name}": the argument is a word with a text of its own, "name.WORD". */
static size_t
add_word(const struct sp_strings *strings, struct sp_str *out, const char *at,
         const char *arg)
{
    size_t size = strspn(at + 3, "abcdefghijklmnopqrstuvwxyz");
    struct sp_str key = {0};

    if (size == 0 || at[3 + size] != '}')
        return 0;
    sp_str_add_n(&key, at + 3, size);
    sp_str_add_char(&key, '.');
    sp_str_add(&key, arg);
    const char *text = find(strings, key.text);
    sp_str_add(out, text ? text : arg);
    sp_str_finish(&key);
    return size + 4;
}

void
sp_strings_add(const struct sp_strings *strings, struct sp_str *out, const char *key,
               const char *const *args)
{
    const char *at = sp_strings_get(strings, key);
    size_t count = 0;

    while (args && args[count])
        count++;
    sp_str_add(out, ""); /* the text exists even if the sentence is empty */
    while (*at) {
        size_t plain = strcspn(at, "{");
        sp_str_add_n(out, at, plain);
        at += plain;
        if (at[0] != '{')
            break;
        bool digit = at[1] >= '0' && at[1] <= '9' && (size_t)(at[1] - '0') < count;
        size_t word = 0;
        if (digit && at[2] == '.')
            word = add_word(strings, out, at, args[at[1] - '0']);
        if (at[1] == '{') {
            sp_str_add_char(out, '{');
            at += 2;
        } else if (word > 0) {
            at += word;
        } else if (digit && at[2] == '}') {
            sp_str_add(out, args[at[1] - '0']);
            at += 3;
        } else { /* a hole stays visible */
            sp_str_add_char(out, '{');
            at++;
        }
    }
}

void
sp_str_add_safe(struct sp_str *out, const char *text)
{
    size_t size = strlen(text);

    for (size_t i = 0; i < size;) {
        uint32_t code;
        size_t length = sp_utf8_next(text + i, size - i, &code);
        if (length == 0)
            sp_str_add(out, "\uFFFD");
        else if (source_is_unsafe(code))
            sp_str_addf(out, "\\u%04lX", (unsigned long)code);
        else
            sp_str_add_n(out, text + i, length);
        i += length > 0 ? length : 1;
    }
}

void
sp_diag_sentence(const struct sp_diag *diag, const struct sp_strings *strings,
                 struct sp_str *out)
{
    const char *args[SP_DIAG_ARGS + 1] = {NULL};
    struct sp_str key = {0}, sentence = {0};
    int count = 0;

    for (int i = 0; i < SP_DIAG_ARGS && diag->args[i]; i++) {
        args[i] = diag->args[i];
        if (*args[i])
            count = i + 1;
    }
    sp_str_addf(&key, "diag.%s.%d", diag->code, count);
    if (!find(strings, key.text)) {
        sp_str_clear(&key);
        sp_str_addf(&key, "diag.%s", diag->code);
    }
    sp_strings_add(strings, &sentence, key.text, args);
    sp_str_add_safe(out, sentence.text);
    sp_str_finish(&key);
    sp_str_finish(&sentence);
}

static void
write_place(const char *file, unsigned line, unsigned column, const char *word,
            struct sp_str *out)
{
    sp_str_add_safe(out, file);
    sp_str_addf(out, ":%u:%u: %s", line, column, word);
}

void
sp_diag_write(const struct sp_diag *diag, const char *file,
              const struct sp_strings *strings, struct sp_str *out)
{
    static const char *const words[] = {
        [SP_NOTE] = "diag.note",
        [SP_WARNING] = "diag.warning",
        [SP_ERROR] = "diag.error",
    };

    write_place(file, diag->line, diag->column,
                sp_strings_get(strings, words[diag->severity]), out);
    sp_str_addf(out, " %s", diag->code);
    if (diag->pointer && *diag->pointer) {
        sp_str_add(out, sp_strings_get(strings, "diag.at"));
        sp_str_add_safe(out, diag->pointer);
    }
    sp_str_add(out, ": ");
    sp_diag_sentence(diag, strings, out);
}

void
sp_diag_write_other(const struct sp_diag *diag, const char *file,
                    const struct sp_strings *strings, struct sp_str *out)
{
    struct sp_str key = {0};

    if (diag->line2 == 0)
        return;
    sp_str_addf(&key, "diag.%s.other", diag->code);
    write_place(file, diag->line2, diag->column2, sp_strings_get(strings, "diag.note"),
                out);
    sp_str_add(out, ": ");
    sp_str_add(out, sp_strings_get(strings, sp_strings_has(strings, key.text)
                                                ? key.text
                                                : "diag.other"));
    sp_str_finish(&key);
}
