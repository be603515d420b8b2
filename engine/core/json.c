/* json.c: strict JSON text with positions, in front of cJSON. */
#include "core/json.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "core/mem.h"
#include "json_scan.h"

const struct sp_json_limits sp_json_usual = {
    .bytes = (size_t)64 * 1024 * 1024,
    .values = 4000000,
    .string = (size_t)64 * 1024,
    .depth = 64,
};

/* The record of a node stands in its `valueint`, where cJSON keeps nothing but a
 * number's value. Numbers, of which files have few, are found by a hash of their place.
 */
struct number {
    const cJSON *node;
    uint32_t record;
};

struct sp_json {
    char *text;
    struct json_scan scan;
    cJSON *root;
    struct number *numbers; /* by hash of the node; a NULL is free */
    size_t room;            /* a power of two */
};

/* Where the number is in the table, or would be put. */
static struct number *
slot_of(const struct sp_json *doc, const cJSON *node)
{
    uint64_t mixed = (uint64_t)(uintptr_t)node * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(mixed >> 32) & (doc->room - 1);

    while (doc->numbers[slot].node && doc->numbers[slot].node != node)
        slot = (slot + 1) & (doc->room - 1);
    return &doc->numbers[slot];
}

static bool
same_kind(const cJSON *node, char first)
{
    switch (first) {
    case '{':
        return cJSON_IsObject(node);
    case '[':
        return cJSON_IsArray(node);
    case '"':
        return cJSON_IsString(node);
    case 't':
        return cJSON_IsTrue(node);
    case 'f':
        return cJSON_IsFalse(node);
    case 'n':
        return cJSON_IsNull(node);
    default:
        return cJSON_IsNumber(node);
    }
}

static void
make_table(struct sp_json *doc)
{
    size_t count = 0;

    for (size_t i = 0; i < doc->scan.count; i++) {
        char first = doc->text[doc->scan.records[i].value];

        count += first == '-' || (first >= '0' && first <= '9');
    }
    doc->room = 16;
    while (doc->room < 2 * count)
        doc->room *= 2;
    doc->numbers = sp_alloc(doc->room, sizeof *doc->numbers);
}

/* Tells every node of the tree its record: both are in document order. */
static void
number_nodes(struct sp_json *doc)
{
    cJSON *up[JSON_DEPTH_MOST];
    cJSON *node = doc->root;
    size_t depth = 0;

    make_table(doc);
    assert(doc->scan.count <= INT_MAX);
    for (size_t i = 0; i < doc->scan.count; i++) {
        assert(node && same_kind(node, doc->text[doc->scan.records[i].value]));
        if (cJSON_IsNumber(node))
            *slot_of(doc, node) = (struct number){node, (uint32_t)i};
        else
            node->valueint = (int)i;
        if (node->child) {
            assert(depth < JSON_DEPTH_MOST);
            up[depth++] = node;
            node = node->child;
            continue;
        }
        while (depth > 0 && !node->next)
            node = up[--depth];
        node = node->next;
    }
    assert(!node);
}

struct sp_json *
sp_json_read(const char *text, size_t size, const struct sp_json_limits *limits,
             struct sp_diags *diags)
{
    struct json_scan scan;

    if (!limits)
        limits = &sp_json_usual;
    if (!json_scan_read(&scan, text, size, limits, diags)) {
        json_scan_finish(&scan);
        return NULL;
    }
    struct sp_json *doc = sp_alloc(1, sizeof *doc);
    doc->scan = scan;
    doc->text = sp_grow(NULL, size + 1, 1);
    memcpy(doc->text, text, size);
    doc->text[size] = '\0';
    doc->scan.text = doc->text;
    doc->root = cJSON_ParseWithLengthOpts(doc->text, size, NULL, false);
    assert(doc->root); /* what the scanner passes, cJSON understands */
    number_nodes(doc);
    return doc;
}

void
sp_json_free(struct sp_json *doc)
{
    if (!doc)
        return;
    cJSON_Delete(doc->root);
    json_scan_finish(&doc->scan);
    sp_free(doc->numbers);
    sp_free(doc->text);
    sp_free(doc);
}

const cJSON *
sp_json_root(const struct sp_json *doc)
{
    return doc->root;
}

/* The record of a value; NULL stands for the whole document. */
static uint32_t
record_of(const struct sp_json *doc, const cJSON *value)
{
    if (!value)
        return 0;
    uint32_t record = (uint32_t)value->valueint;
    if (cJSON_IsNumber(value)) {
        const struct number *number = slot_of(doc, value);

        assert(number->node); /* not a value of another document */
        record = number->record;
    }
    assert(record < doc->scan.count &&
           same_kind(value, doc->text[doc->scan.records[record].value]));
    return record;
}

static size_t
offset_of(const struct sp_json *doc, uint32_t record, enum sp_json_part part)
{
    const struct json_record *found = &doc->scan.records[record];

    return part == SP_JSON_KEY && found->key != JSON_NONE ? found->key : found->value;
}

void
sp_json_where(const struct sp_json *doc, const cJSON *value, enum sp_json_part part,
              unsigned *line, unsigned *column)
{
    uint32_t record = record_of(doc, value);

    json_scan_place(&doc->scan, offset_of(doc, record, part), line, column);
}

char *
sp_json_pointer(const struct sp_json *doc, const cJSON *value)
{
    struct sp_str pointer = {0};

    json_scan_pointer(&doc->scan, record_of(doc, value), SIZE_MAX, &pointer);
    return sp_str_take(&pointer);
}

struct sp_diag *
sp_json_report(const struct sp_json *doc, const cJSON *value, enum sp_json_part part,
               size_t offset, struct sp_diags *diags, enum sp_severity severity,
               const char *code, const char *const *args)
{
    uint32_t record = record_of(doc, value);
    size_t at = offset_of(doc, record, part);

    if (offset > 0 && doc->text[at] == '"') {
        struct json_reader reader = json_reader_at(doc->text + at);

        while (offset-- > 0 && json_reader_next(&reader) >= 0) {
        }
        at = (size_t)(reader.at - doc->text);
    }
    return json_scan_report(&doc->scan, record, at, diags, severity, code, args);
}

const char *
sp_json_type(const cJSON *value)
{
    if (!value)
        return "nothing";
    switch (value->type & 0xFF) {
    case cJSON_Object:
        return "object";
    case cJSON_Array:
        return "array";
    case cJSON_String:
        return "string";
    case cJSON_Number:
        return "number";
    case cJSON_True:
        return "true";
    case cJSON_False:
        return "false";
    case cJSON_NULL:
        return "null";
    default:
        return "nothing";
    }
}
