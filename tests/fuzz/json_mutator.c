/* json_mutator.c: inputs that mostly stay JSON, and mostly scenarios: a few tokens are
 * changed at a time. For the targets that read whole scenarios. */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <string.h>

#include "tokens.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    char *text = NULL;

    if (seed % 16 > 0)
        text = tokens_change((const char *)data, size, seed, 1 + seed / 16 % 4);
    if (!text || strlen(text) > most) {
        cJSON_free(text);
        return LLVMFuzzerMutate(data, size, most);
    }
    size = strlen(text);
    memcpy(data, text, size);
    cJSON_free(text);
    return size;
}
