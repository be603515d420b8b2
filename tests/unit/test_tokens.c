/* test_tokens.c: some thousand scenarios that are still JSON, and mostly still
 * scenarios: lint says the same twice, accepts what reading accepts, and play never
 * belies it. usage: test_tokens [COUNT [SEED]] */
#include "test.h"

#include <stdlib.h>

#include "../fuzz/holds.h"
#include "../fuzz/tokens.h"
#include "core/mem.h"
#include "load.h"

static struct set small;

/* Each text grows out of the last one that could be played, so that changes add up. */
static void
test_changes(unsigned count, uint64_t seed)
{
    char *text = sp_strdup(small.scenario_text);
    unsigned played = 0;

    for (unsigned i = 0; i < count; i++) {
        char *changed = tokens_change(text, strlen(text), seed + i, 1 + i % 3);
        unsigned before = played;

        if (!CHECK(changed))
            break;
        const char *wrong =
            lint_holds(changed, strlen(changed), small.rubric, small.styles, &played);
        if (!CHECK(!wrong)) {
            fprintf(stderr, "seed %llu: %s\n%s\n", (unsigned long long)seed + i, wrong,
                    changed);
            cJSON_free(changed);
            break;
        }
        if (played > before && i % 97 > 0) {
            sp_free(text);
            text = sp_strdup(changed);
        } else if (i % 97 == 0) {
            sp_free(text);
            text = sp_strdup(small.scenario_text);
        }
        cJSON_free(changed);
    }
    sp_free(text);
    printf("%u of %u could be played\n", played, count);
    CHECK(played > count / 10);
}

int
main(int argc, char **argv)
{
    unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 1500;

    sp_mem_init();
    if (CHECK(load_small(&small)))
        test_changes((unsigned)count, argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
    set_finish(&small);
    return test_end();
}
