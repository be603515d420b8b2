/* upgrade.c: rewrites older files in the newest format, as edits of the raw text.
 *
 * One function per step of version. Each walks the values in document order and copies
 * what lies between its edits as it stands: white space, line ends and order are the
 * author's. */
#include "core/upgrade.h"

#include "core/json.h"
#include "core/mem.h"
#include "json_scan.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *format, *schema;
} kinds[] = {
    {"sparring-scenario", "schema/scenario.json"},
    {"sparring-rubric", "schema/rubric.json"},
    {"sparring-styles", "schema/styles.json"},
};

struct edit {
    const struct json_scan *scan;
    struct sp_str *out;
    size_t copied; /* bytes of the text that are dealt with */
};

static void
copy_to(struct edit *e, size_t offset)
{
    sp_str_add_n(e->out, e->scan->text + e->copied, offset - e->copied);
    e->copied = offset;
}

/* ---- what stands where ---- */

static const struct json_record *
record_at(const struct json_scan *scan, size_t index)
{
    return &scan->records[index];
}

static char
first_of(const struct json_scan *scan, size_t index)
{
    return scan->text[record_at(scan, index)->value];
}

/* Whether a quoted string says the word, with escapes resolved. */
static bool
says(const struct json_scan *scan, size_t quote, const char *word)
{
    struct json_reader reader = json_reader_at(scan->text + quote);
    int c;

    while ((c = json_reader_next(&reader)) >= 0) {
        if (*word == '\0' || (unsigned char)*word++ != c)
            return false;
    }
    return *word == '\0';
}

static bool
has_key(const struct json_scan *scan, size_t index, const char *key)
{
    return record_at(scan, index)->key != JSON_NONE &&
           says(scan, record_at(scan, index)->key, key);
}

/* The member of the root with that key, or 0. */
static size_t
member(const struct json_scan *scan, const char *key)
{
    for (size_t i = 1; i < scan->count; i++) {
        if (record_at(scan, i)->parent == 0 && has_key(scan, i, key))
            return i;
    }
    return 0;
}

/* Behind a number, true, false or null. */
static size_t
end_of_word(const struct json_scan *scan, size_t offset)
{
    while (offset < scan->size && !strchr(" \t\r\n,]}", scan->text[offset]))
        offset++;
    return offset;
}

/* Whether the author leaves a space behind a colon, judged by one of the members. */
static const char *
colon_of(const struct json_scan *scan, size_t index)
{
    return scan->text[record_at(scan, index)->value - 1] == ' ' ? ": " : ":";
}

/* ---- version 2 ---- */

/* What a value of styles is to its step: the parent's role and its key tell. */
enum role { OTHER, ROOT, STYLES, STYLE, TIRE, TIRED };

static enum role
role_of(const struct json_scan *scan, const unsigned char *roles, size_t index)
{
    if (first_of(scan, index) != '{')
        return OTHER;
    switch (roles[record_at(scan, index)->parent]) {
    case ROOT:
        return has_key(scan, index, "styles") ? STYLES : OTHER;
    case STYLES:
        return STYLE;
    case STYLE:
        return has_key(scan, index, "tire") ? TIRE : OTHER;
    case TIRE:
        return TIRED;
    default:
        return OTHER;
    }
}

/* {"after": 3, "patience": -1} becomes {"after": 3, "do": {"patience": -1}}. When it
 * stands between other members, "after" goes to the front. The members are records
 * from `first` up to `end`. */
static void
nest_changes(struct edit *e, size_t first, size_t end)
{
    const struct json_scan *scan = e->scan;
    size_t after = first, last = end - 1;

    while (after < end && !has_key(scan, after, "after"))
        after++;
    if (after == end)
        return;
    size_t from = record_at(scan, after)->key;
    const char *colon = colon_of(scan, after);
    if (first == last) {
        copy_to(e, end_of_word(scan, record_at(scan, last)->value));
        sp_str_addf(e->out, ",%s\"do\"%s{}", colon + 1, colon);
        return;
    }
    if (after == first)
        from = record_at(scan, ++first)->key;
    copy_to(e, record_at(scan, first)->key);
    if (after > first && after < last) {
        size_t next = record_at(scan, after + 1)->key;

        sp_str_add_n(e->out, scan->text + from, next - from);
        sp_str_addf(e->out, "\"do\"%s{", colon);
        copy_to(e, from);
        e->copied = next;
    } else {
        sp_str_addf(e->out, "\"do\"%s{", colon);
        last -= after == last;
    }
    copy_to(e, end_of_word(scan, record_at(scan, last)->value));
    sp_str_add_char(e->out, '}');
}

/* Whether the records from `first` on with this parent are nothing but numbers; they
 * end at *end. */
static bool
only_numbers(const struct json_scan *scan, size_t parent, size_t *end)
{
    size_t i = parent + 1;

    while (i < scan->count && record_at(scan, i)->parent == parent &&
           strchr("-0123456789", first_of(scan, i)))
        i++;
    *end = i;
    return i > parent + 1 && (i == scan->count || record_at(scan, i)->parent != parent);
}

static void
to_2(struct edit *e)
{
    unsigned char *roles = sp_alloc(e->scan->count, sizeof *roles);
    size_t end;

    roles[0] = ROOT;
    for (size_t i = 1; i < e->scan->count; i++) {
        roles[i] = (unsigned char)role_of(e->scan, roles, i);
        if (record_at(e->scan, i)->parent == 0 &&
            has_key(e->scan, i, "formatVersion")) {
            copy_to(e, record_at(e->scan, i)->value);
            sp_str_add_char(e->out, '2');
            e->copied = end_of_word(e->scan, e->copied);
        } else if (roles[i] == TIRED && only_numbers(e->scan, i, &end)) {
            nest_changes(e, i + 1, end);
        }
    }
    sp_free(roles);
}

static void (*const steps[])(struct edit *) = {NULL, to_2};
static_assert(sizeof steps / sizeof *steps == SP_FORMAT_VERSION, "a step to each");

/* ---- the whole ---- */

/* In front of the first member, with the white space that the object begins with. */
static void
add_schema(struct edit *e, const char *schema)
{
    size_t brace = record_at(e->scan, 0)->value, key = record_at(e->scan, 1)->key;
    const char *colon = colon_of(e->scan, 1);

    copy_to(e, key);
    sp_str_addf(e->out, "\"$schema\"%s\"%s\",", colon, schema);
    if (key > brace + 1)
        sp_str_add_n(e->out, e->scan->text + brace + 1, key - brace - 1);
    else
        sp_str_add(e->out, colon + 1);
}

static void
complain(const struct json_scan *scan, size_t at, struct sp_diags *diags,
         const char *code, const char *a, const char *b, const char *c)
{
    json_scan_report(scan, (uint32_t)at, record_at(scan, at)->value, diags, SP_ERROR,
                     code, (const char *const[]){a, b, c, NULL});
}

/* What a string says; nothing of other values. */
static void
add_word(const struct json_scan *scan, size_t index, struct sp_str *out)
{
    if (first_of(scan, index) != '"')
        return;
    struct json_reader reader =
        json_reader_at(scan->text + record_at(scan, index)->value);

    for (int c; (c = json_reader_next(&reader)) >= 0;)
        sp_str_add_char(out, (char)c);
}

/* The place in `kinds`, or -1 with a finding. */
static int
kind_of(const struct json_scan *scan, struct sp_diags *diags)
{
    size_t at = first_of(scan, 0) == '{' ? member(scan, "format") : 0;
    struct sp_str word = {0};

    for (size_t i = 0; at && i < sizeof kinds / sizeof *kinds; i++) {
        if (first_of(scan, at) == '"' &&
            says(scan, record_at(scan, at)->value, kinds[i].format))
            return (int)i;
    }
    if (at == 0) {
        complain(scan, 0, diags, "E021", "format", NULL, NULL);
        return -1;
    }
    add_word(scan, at, &word);
    complain(scan, at, diags, "E029", kinds[0].format, sp_str_text(&word), NULL);
    sp_str_finish(&word);
    return -1;
}

/* As the file says it; 0 with a finding when it is none that can be read. */
static int
version_of(const struct json_scan *scan, struct sp_diags *diags)
{
    size_t at = member(scan, "formatVersion");
    double number = at ? strtod(scan->text + record_at(scan, at)->value, NULL) : 0;
    char got[32], newest[12];

    for (int i = 1; i <= SP_FORMAT_VERSION; i++) {
        if (number == i)
            return i;
    }
    snprintf(got, sizeof got, "%.6g", number);
    snprintf(newest, sizeof newest, "%d", SP_FORMAT_VERSION);
    if (at == 0)
        complain(scan, 0, diags, "E021", "formatVersion", NULL, NULL);
    else if (number > SP_FORMAT_VERSION)
        complain(scan, at, diags, "E035", got, newest, NULL);
    else
        complain(scan, at, diags, "E023", got, "1", newest);
    return 0;
}

/* One edit of *text, which is replaced; none with neither step nor schema. False with a
 * finding when what has been added makes the text exceed a limit. */
static bool
rewrite(struct sp_str *text, void (*step)(struct edit *), const char *schema,
        struct sp_diags *diags)
{
    struct json_scan scan;
    struct sp_str out = {0};
    bool ok = json_scan_read(&scan, text->text, text->size, &sp_json_usual, diags);

    if (ok && (step || schema)) {
        struct edit e = {.scan = &scan, .out = &out};

        if (step)
            step(&e);
        else
            add_schema(&e, schema);
        copy_to(&e, text->size);
        sp_str_finish(text);
        *text = out;
    }
    json_scan_finish(&scan);
    return ok;
}

enum sp_upgraded
sp_upgrade(const char *text, size_t size, struct sp_str *out, struct sp_diags *diags)
{
    struct json_scan scan;
    struct sp_str now = {0};
    int kind = -1, version = 0;
    bool schema = false, ok = true;

    if (json_scan_read(&scan, text, size, &sp_json_usual, diags) &&
        (kind = kind_of(&scan, diags)) >= 0) {
        version = version_of(&scan, diags);
        schema = member(&scan, "$schema") > 0;
    }
    json_scan_finish(&scan);
    if (version == 0)
        return SP_UPGRADE_REFUSED;
    if (version == SP_FORMAT_VERSION && schema)
        return SP_UPGRADE_NOTHING;
    sp_str_add_n(&now, text, size);
    for (; ok && version < SP_FORMAT_VERSION; version++)
        ok = rewrite(&now, steps[version], NULL, diags);
    if (ok && !schema)
        ok = rewrite(&now, NULL, kinds[kind].schema, diags);
    ok = ok && rewrite(&now, NULL, NULL, diags);
    if (ok)
        sp_str_add_n(out, now.text, now.size);
    sp_str_finish(&now);
    return ok ? SP_UPGRADE_DONE : SP_UPGRADE_REFUSED;
}
