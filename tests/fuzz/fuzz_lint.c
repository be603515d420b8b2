/* fuzz_lint.c: scenarios that are still JSON, and mostly still scenarios: lint says the
 * same twice, accepts what reading accepts, and play never belies it. */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/load.h"
#include "holds.h"
#include "tokens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct set set;
    unsigned played = 0;

    if (!set.styles && !load_set_from(SP_SOURCE "/tests/data/small-call.json",
                                      SP_SOURCE "/scenarios/rubric.json",
                                      SP_SOURCE "/scenarios/styles.json", &set))
        abort();
    const char *wrong =
        lint_holds((const char *)data, size, set.rubric, set.styles, &played);
    if (wrong) {
        fprintf(stderr, "fuzz_lint: %s\n", wrong);
        abort();
    }
    return 0;
}
