/* json_keys.c: finds the duplicate keys of objects.
 *
 * Keys are sorted by a hash of what they mean (escapes resolved), and where that is
 * equal by their bytes. A hash table would be as fast, but an author of hostile files
 * can make it quadratic; a merge sort stays n log n whatever the keys are. */
#include "json_keys.h"

#include <stdbool.h>
#include <string.h>

#include "core/mem.h"
#include "json_scan.h"

size_t
json_key_size(const char *quote)
{
    const char *at = quote + 1;

    while (*at != '"')
        at += *at == '\\' ? 2 : 1;
    return (size_t)(at - quote - 1);
}

void
json_keys_add(struct json_keys *keys, const char *text, uint32_t quote, uint32_t record)
{
    struct json_reader reader = json_reader_at(text + quote);
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */

    if (keys->count == keys->room) {
        keys->room = keys->room ? keys->room * 2 : 64;
        keys->items = sp_grow(keys->items, keys->room, sizeof *keys->items);
        keys->spare = sp_grow(keys->spare, keys->room, sizeof *keys->spare);
    }
    for (int c; (c = json_reader_next(&reader)) >= 0;)
        hash = (hash ^ (uint64_t)c) * 0x100000001B3u;
    keys->items[keys->count++] =
        (struct json_key){.hash = hash, .quote = quote, .record = record};
}

static int
compare(const char *text, const struct json_key *a, const struct json_key *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;

    struct json_reader left = json_reader_at(text + a->quote);
    struct json_reader right = json_reader_at(text + b->quote);
    for (;;) {
        int l = json_reader_next(&left), r = json_reader_next(&right);
        if (l != r)
            return l < r ? -1 : 1;
        if (l < 0)
            return 0;
    }
}

/* Stable, so that of equal keys the first in the document stays first. */
static void
sort(const char *text, struct json_key *items, struct json_key *spare, size_t count)
{
    if (count <= 12) {
        for (size_t i = 1; i < count; i++) {
            struct json_key moved = items[i];
            size_t to = i;
            for (; to > 0 && compare(text, &moved, &items[to - 1]) < 0; to--)
                items[to] = items[to - 1];
            items[to] = moved;
        }
        return;
    }
    size_t half = count / 2, left = 0, right = half;
    sort(text, items, spare, half);
    sort(text, items + half, spare + half, count - half);
    for (size_t i = 0; i < count; i++) {
        bool take_right = left == half || (right < count && compare(text, &items[right],
                                                                    &items[left]) < 0);
        spare[i] = take_right ? items[right++] : items[left++];
    }
    memcpy(items, spare, count * sizeof *items);
}

static void
add_clash(struct json_keys *keys, uint32_t record, uint32_t first)
{
    if (keys->clash_count == keys->clash_room) {
        keys->clash_room = keys->clash_room ? keys->clash_room * 2 : 16;
        keys->clashes = sp_grow(keys->clashes, keys->clash_room, sizeof *keys->clashes);
    }
    keys->clashes[keys->clash_count++] =
        (struct json_clash){.record = record, .first = first};
}

void
json_keys_close(struct json_keys *keys, const char *text, size_t first)
{
    size_t count = keys->count - first, original = 0;

    keys->count = first;
    if (count < 2)
        return;
    struct json_key *items = keys->items + first;
    sort(text, items, keys->spare + first, count);
    for (size_t i = 1; i < count; i++) {
        if (compare(text, &items[original], &items[i]) == 0)
            add_clash(keys, items[i].record, items[original].record);
        else
            original = i;
    }
}

void
json_keys_sort_clashes(struct json_keys *keys)
{
    /* The sort for keys serves: the hash is the record, and no two are equal. */
    size_t count = keys->clash_count;
    struct json_key *items = sp_alloc(count, sizeof *items);
    struct json_key *spare = sp_alloc(count, sizeof *spare);

    for (size_t i = 0; i < count; i++)
        items[i] = (struct json_key){.hash = keys->clashes[i].record,
                                     .record = keys->clashes[i].first};
    sort(NULL, items, spare, count);
    for (size_t i = 0; i < count; i++)
        keys->clashes[i] =
            (struct json_clash){(uint32_t)items[i].hash, items[i].record};
    sp_free(items);
    sp_free(spare);
}

void
json_keys_finish(struct json_keys *keys)
{
    sp_free(keys->items);
    sp_free(keys->spare);
    sp_free(keys->clashes);
    *keys = (struct json_keys){0};
}
