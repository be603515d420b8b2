/* fuzz_upgrade.c: any bytes into the rewriting of old files. What comes out is new, and
 * reads as what went in: with the same findings at other places. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/mem.h"
#include "core/styles.h"
#include "core/upgrade.h"

static const char rubric_text[] =
    "{\"format\":\"sparring-rubric\",\"formatVersion\":1,\"id\":\"r\",\"languages\":"
    "[\"en\"],\"title\":{\"en\":\"R\"},\"mark\":65,\"competencies\":{\"c\":{\"en\":"
    "\"C\","
    "\"levels\":[{\"id\":\"C1\",\"points\":100,\"when\":\"knows\",\"en\":\"K\","
    "\"remedy\":{\"en\":\"R\"}}]}},\"critical\":[]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file that was good stays good. */
static void
read_both(const char *text, size_t size, const struct sp_str *out)
{
    struct sp_diags ignored = {0};
    struct sp_rubric *rubric =
        sp_rubric_read(rubric_text, strlen(rubric_text), &ignored);
    struct sp_styles *old = sp_styles_read(text, size, rubric, &ignored);
    struct sp_styles *new = sp_styles_read(out->text, out->size, rubric, &ignored);

    assert(!old || new);
    for (unsigned i = 0; old && i < old->styles; i++)
        assert(memcmp(old->style[i].tire, new->style[i].tire,
                      sizeof old->style[i].tire) == 0);
    sp_styles_free(new);
    sp_styles_free(old);
    sp_rubric_free(rubric);
    sp_diags_finish(&ignored);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct sp_diags diags = {0};
    struct sp_str out = {0}, again = {0};
    enum sp_upgraded done = sp_upgrade(text, size, &out, &diags);

    assert((done == SP_UPGRADE_REFUSED) == (diags.count > 0));
    assert((done == SP_UPGRADE_DONE) == (out.size > 0));
    if (done == SP_UPGRADE_DONE) {
        assert(sp_upgrade(out.text, out.size, &again, &diags) == SP_UPGRADE_NOTHING);
        read_both(text, size, &out);
    }
    sp_str_finish(&again);
    sp_str_finish(&out);
    sp_diags_finish(&diags);
    return 0;
}
