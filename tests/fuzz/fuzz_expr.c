/* fuzz_expr.c: any text is a condition that can be judged, or is refused in its place.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/expr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *
name(void *data, enum sp_name_kind kind, unsigned index)
{
    (void)data;
    return index == 0 ? (kind == SP_NAME_GROUP ? "answer" : "x") : NULL;
}

static bool
find(void *data, enum sp_name_kind kind, const char *word, unsigned *index)
{
    *index = 0;
    return strcmp(word, name(data, kind, 0)) == 0;
}

static const struct sp_pattern *
group(void *data, unsigned index)
{
    static const struct sp_pattern answer = {.mask = {8, 16}, .count = 2};

    (void)data;
    (void)index;
    return &answer;
}

/* The first byte chooses the kind of file. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_arena arena = {0};
    struct sp_watch watch = {.counters = 0};
    struct sp_scope scope = {.owner = size ? data[0] % SP_OWNERS : 0,
                             .arena = &arena,
                             .watch = &watch,
                             .find = find,
                             .name = name,
                             .group = group};
    struct sp_state state = {.ending = -1};
    struct sp_world world = {.state = &state, .owner = scope.owner};
    struct sp_diags diags = {0};
    cJSON *text = cJSON_CreateObject();
    char *condition =
        sp_strndup(size ? (const char *)data + 1 : "", size ? size - 1 : 0);

    cJSON_AddStringToObject(text, "when", condition);
    char *json = cJSON_PrintUnformatted(text);
    struct sp_json *doc = sp_json_read(json, strlen(json), &sp_json_usual, &diags);
    if (doc) {
        const struct sp_expr *expr =
            sp_expr_compile(&scope, doc, sp_json_root(doc)->child, &diags);

        assert((expr == NULL) == (diags.errors > 0));
        sp_expr_holds(expr, &world);
    }
    sp_json_free(doc);
    sp_free(condition);
    cJSON_free(json);
    cJSON_Delete(text);
    sp_arena_finish(&arena);
    sp_diags_finish(&diags);
    return 0;
}
