/* fuzz_json.c: any bytes are read or refused, and every value has its place. */
#include <assert.h>
#include <stdint.h>

#include "core/json.h"
#include "core/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_json *doc = sp_json_read((const char *)data, size, NULL, &diags);

    assert((doc == NULL) == (diags.errors > 0));
    for (size_t i = 0; i < diags.count; i++)
        assert(diags.items[i].line >= 1 && diags.items[i].column >= 1);

    const cJSON *stack[65], *node = doc ? sp_json_root(doc) : NULL;
    for (size_t depth = 0; node;) {
        unsigned line = 0, column = 0;
        sp_json_where(doc, node, SP_JSON_VALUE, &line, &column);
        char *pointer = sp_json_pointer(doc, node);
        assert(line >= 1 && column >= 1 && (depth == 0) == (*pointer == '\0'));
        sp_free(pointer);
        if (node->child) {
            stack[depth++] = node;
            node = node->child;
            continue;
        }
        while (depth > 0 && !node->next)
            node = stack[--depth];
        node = depth > 0 ? node->next : NULL;
    }
    sp_json_free(doc);
    sp_diags_finish(&diags);
    return 0;
}
