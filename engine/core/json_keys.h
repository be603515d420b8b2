/* json_keys.h: finds the duplicate keys of objects; only json_scan.c uses it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct json_key {
    uint64_t hash;
    uint32_t quote;  /* where it opens */
    uint32_t record; /* of its value */
};

/* A key that stood in its object before, and the record that had it first. */
struct json_clash {
    uint32_t record, first;
};

/* The keys of all open objects, the innermost last. A zeroed one is valid. */
struct json_keys {
    struct json_key *items, *spare;
    size_t count, room;
    struct json_clash *clashes;
    size_t clash_count, clash_room;
};

void json_keys_add(struct json_keys *keys, const char *text, uint32_t quote,
                   uint32_t record);
/* Compares the keys from `first` on, notes the clashes, and drops the keys. */
void json_keys_close(struct json_keys *keys, const char *text, size_t first);
void json_keys_sort_clashes(struct json_keys *keys); /* into document order */
void json_keys_finish(struct json_keys *keys);

/* Bytes between the quotes, as written. */
size_t json_key_size(const char *quote);
