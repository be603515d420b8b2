/* fuzz_lint.c: scenarios that are still JSON, and mostly still scenarios: lint says the
 * same twice, accepts what reading accepts, and play never belies it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../unit/load.h"
#include "holds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
