/* tokens.h: changes to a JSON text that leave it JSON. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The text after `changes` changes drawn by the seed: values copied from place to
 * place, members and items dropped, doubled and renamed, ids put for ids, numbers at
 * their edges, conditions put in and grown, values wrapped and unwrapped. The caller
 * frees it with cJSON_free. NULL when the text is no JSON. */
char *tokens_change(const char *text, size_t size, uint64_t seed, unsigned changes);
