/* mem.h: one way to get memory, and an arena for things that live together. */
#pragma once

#include <stddef.h>

/* Never return NULL: when memory is out the program aborts. Limits on input are
 * therefore checked before anything is allocated. Sizes are multiplied checked. */
void *sp_alloc(size_t count, size_t size);           /* zeroed */
void *sp_grow(void *old, size_t count, size_t size); /* as realloc */
char *sp_strdup(const char *text);
char *sp_strndup(const char *text, size_t size);
void sp_free(void *ptr);

/* Makes cJSON allocate through the functions above. Call once at start. */
void sp_mem_init(void);

/* Memory that is freed all at once. A zeroed arena is valid and empty. */
struct sp_arena {
    struct sp_arena_block *blocks;
    size_t used_bytes; /* what callers asked for */
};

void *sp_arena_alloc(struct sp_arena *arena, size_t count, size_t size); /* zeroed */
char *sp_arena_strdup(struct sp_arena *arena, const char *text);
void sp_arena_finish(struct sp_arena *arena);
