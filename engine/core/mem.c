/* mem.c: one way to get memory, and an arena for things that live together. */
#include "core/mem.h"

#include <cjson/cJSON.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)32 * 1024)

struct sp_arena_block {
    struct sp_arena_block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

/* Never 0, because malloc(0) may return NULL without memory being out. */
static size_t
product(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        return 1;
    if (count > PTRDIFF_MAX / size)
        abort();
    return count * size;
}

void *
sp_alloc(size_t count, size_t size)
{
    void *ptr = calloc(product(count, size), 1);

    if (!ptr)
        abort();
    return ptr;
}

void *
sp_grow(void *old, size_t count, size_t size)
{
    void *ptr = realloc(old, product(count, size));

    if (!ptr)
        abort();
    return ptr;
}

char *
sp_strdup(const char *text)
{
    return sp_strndup(text, strlen(text));
}

char *
sp_strndup(const char *text, size_t size)
{
    const char *end = memchr(text, '\0', size);
    size_t length = end ? (size_t)(end - text) : size;
    char *copy = sp_grow(NULL, length + 1, 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void
sp_free(void *ptr)
{
    free(ptr);
}

static void *
cjson_alloc(size_t size)
{
    return sp_grow(NULL, size, 1);
}

void
sp_mem_init(void)
{
    cJSON_Hooks hooks = {.malloc_fn = cjson_alloc, .free_fn = sp_free};

    cJSON_InitHooks(&hooks);
}

static struct sp_arena_block *
new_block(size_t size)
{
    size_t header = offsetof(struct sp_arena_block, bytes);

    if (size > PTRDIFF_MAX - header)
        abort();
    struct sp_arena_block *block = sp_alloc(header + size, 1);
    block->size = size;
    return block;
}

void *
sp_arena_alloc(struct sp_arena *arena, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);
    size_t asked = product(count, size);
    size_t need = (asked + align - 1) / align * align;
    struct sp_arena_block *head = arena->blocks;

    arena->used_bytes += asked;
    if (need > BLOCK_SIZE / 4) {
        struct sp_arena_block *own = new_block(need);
        own->used = need;
        /* Behind the head, which keeps its free rest. */
        if (head) {
            own->next = head->next;
            head->next = own;
        } else {
            arena->blocks = own;
        }
        return own->bytes;
    }
    if (!head || head->size - head->used < need) {
        struct sp_arena_block *block = new_block(BLOCK_SIZE);
        block->next = head;
        arena->blocks = head = block;
    }
    void *ptr = head->bytes + head->used;
    head->used += need;
    return ptr;
}

char *
sp_arena_strdup(struct sp_arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = sp_arena_alloc(arena, size, 1);

    memcpy(copy, text, size);
    return copy;
}

void
sp_arena_finish(struct sp_arena *arena)
{
    struct sp_arena_block *block = arena->blocks;

    while (block) {
        struct sp_arena_block *next = block->next;
        sp_free(block);
        block = next;
    }
    *arena = (struct sp_arena){0};
}
