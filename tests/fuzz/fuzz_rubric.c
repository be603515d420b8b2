/* fuzz_rubric.c: any bytes are a rubric, or styles, or are refused. */
#include <assert.h>
#include <stdint.h>

#include "core/styles.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_diags diags = {0}, more = {0};
    struct sp_rubric none = {.id = "none"};
    struct sp_rubric *rubric = sp_rubric_read((const char *)data, size, &diags);
    struct sp_styles *styles =
        sp_styles_read((const char *)data, size, rubric ? rubric : &none, &more);

    assert((rubric == NULL) == (diags.errors > 0));
    assert((styles == NULL) == (more.errors > 0));
    sp_styles_free(styles);
    sp_rubric_free(rubric);
    sp_diags_finish(&diags);
    sp_diags_finish(&more);
    return 0;
}
