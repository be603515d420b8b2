/* fuzz_plan.c: any bytes are a plan, or are refused. */
#include <assert.h>
#include <stdint.h>

#include "core/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_plan *plan = sp_plan_read((const char *)data, size, &diags);

    assert((plan == NULL) == (diags.errors > 0));
    for (size_t i = 0; i < diags.count; i++)
        assert(diags.items[i].line >= 1 && diags.items[i].column >= 1);
    for (unsigned i = 0; plan && i < plan->count; i++)
        assert(plan->cases[i].title && plan->cases[i].line >= 1);
    sp_plan_free(plan);
    sp_diags_finish(&diags);
    return 0;
}
