/* json.c: strict JSON text with positions, in front of cJSON. */
#include "core/json.h"

#include <assert.h>
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

struct sp_json {
    char *text;
    struct json_scan scan;
    cJSON *root;
    const cJSON **nodes; /* by record */
    uint32_t *slots;     /* record + 1 by hash of its node; 0 is free */
    size_t slot_count;   /* a power of two */
};

static size_t
first_slot(const struct sp_json *doc, const cJSON *node)
{
    uint64_t mixed = (uint64_t)(uintptr_t)node * 0x9E3779B97F4A7C15u;

    return (size_t)(mixed >> 32) & (doc->slot_count - 1);
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

/* Pairs every node of the tree with its record: both are in document order. */
static void
map_nodes(struct sp_json *doc)
{
    const cJSON *up[JSON_DEPTH_MOST];
    const cJSON *node = doc->root;
    size_t depth = 0, count = doc->scan.count;

    doc->nodes = sp_alloc(count, sizeof *doc->nodes);
    doc->slot_count = 16;
    while (doc->slot_count < 2 * count)
        doc->slot_count *= 2;
    doc->slots = sp_alloc(doc->slot_count, sizeof *doc->slots);
    for (size_t i = 0; i < count; i++) {
        assert(node && same_kind(node, doc->text[doc->scan.records[i].value]));
        doc->nodes[i] = node;
        size_t slot = first_slot(doc, node);
        while (doc->slots[slot] != 0)
            slot = (slot + 1) & (doc->slot_count - 1);
        doc->slots[slot] = (uint32_t)i + 1;
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
    map_nodes(doc);
    return doc;
}

void
sp_json_free(struct sp_json *doc)
{
    if (!doc)
        return;
    cJSON_Delete(doc->root);
    json_scan_finish(&doc->scan);
    sp_free(doc->nodes);
    sp_free(doc->slots);
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
    size_t slot = first_slot(doc, value);
    while (doc->slots[slot] != 0 && doc->nodes[doc->slots[slot] - 1] != value)
        slot = (slot + 1) & (doc->slot_count - 1);
    assert(doc->slots[slot] != 0); /* a value of another document */
    return doc->slots[slot] - 1;
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
        at++;
        for (; offset > 0 && doc->text[at] != '"' && doc->text[at] != '\\'; offset--)
            at++;
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
