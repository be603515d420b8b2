/* test_determinism.c: the same scenario, seed and answers give the same bytes, whatever
 * the compiler, the optimisation or the locale. Plays frozen files, so that the values
 * below change only when the meaning of a scenario does, or what is suggested. */
#include "test.h"

#include <locale.h>

#include "core/rng.h"
#include "core/score.h"
#include "load.h"

#define CALLS UINT64_C(0x378efe85cfeae3c9)       /* transcripts and scores */
#define SUGGESTIONS UINT64_C(0x74c4e09853d1fb9c) /* scores with their explanations */

static struct set frozen;

static uint64_t
fnv(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return hash;
}

struct hashes {
    uint64_t calls, suggestions;
};

static struct sp_session *
play(uint64_t seed)
{
    struct sp_start start = {.scenario = frozen.scenario, .seed = seed};
    struct sp_session *session = sp_session_new(&start);
    const struct sp_view *view = sp_session_view(session);
    uint64_t chance = seed;

    while (view->node) {
        unsigned which = sp_draw_next(&chance, view->open_count);

        sp_session_answer(session, view->open[which]->id);
        if (sp_draw_next(&chance, 10) == 0)
            sp_session_undo(session);
    }
    return session;
}

static uint64_t
add_score(uint64_t hash, const struct sp_session *session, bool explain,
          enum sp_lang lang)
{
    struct sp_score score;
    struct sp_str text = {0};

    sp_score_session(session, explain, &score);
    sp_score_json(&score, session, lang, &text);
    hash = fnv(hash, sp_str_text(&text));
    sp_str_finish(&text);
    return hash;
}

static struct hashes
hash_plays(void)
{
    static const char *const names[3] = {"scenario", "rubric", "styles"};
    const uint64_t basis = UINT64_C(0xcbf29ce484222325);
    struct hashes hashes = {basis, basis};

    for (uint64_t seed = 0; seed < 200; seed++) {
        struct sp_session *session = play(seed);

        for (unsigned lang = 0; lang < SP_LANGS; lang++) {
            struct sp_str text = {0};

            sp_session_transcript(session, lang, names, &text);
            hashes.calls = fnv(hashes.calls, sp_str_text(&text));
            hashes.calls = add_score(hashes.calls, session, false, lang);
            hashes.suggestions = add_score(hashes.suggestions, session, true, lang);
            sp_str_finish(&text);
        }
        sp_session_free(session);
    }
    return hashes;
}

static void
check_hash(const char *where)
{
    struct hashes hashes = hash_plays();

    if (!CHECK(hashes.calls == CALLS))
        fprintf(stderr, "  %s: calls 0x%016llx\n", where,
                (unsigned long long)hashes.calls);
    if (!CHECK(hashes.suggestions == SUGGESTIONS))
        fprintf(stderr, "  %s: suggestions 0x%016llx\n", where,
                (unsigned long long)hashes.suggestions);
}

/* A number in a message has a point in every locale. */
static void
check_message(void)
{
    static const char text[] =
        "{\"format\": \"sparring-rubric\", \"formatVersion\": 1.5}";
    struct sp_diags diags = {0};

    CHECK(!sp_rubric_read(text, sizeof text - 1, &diags));
    if (CHECK(diags.count > 0))
        CHECK_STR(diags.items[0].args[0], "1.5");
    sp_diags_finish(&diags);
}

static void
test_draws(void)
{
    uint64_t state = 42;

    CHECK_INT(sp_draw(7, SP_DRAW_ORDER, 3, 1000), 172);
    CHECK_INT(sp_draw(7, SP_DRAW_WORDING, 3, 1000), 23);
    CHECK_INT(sp_draw(UINT64_MAX, SP_DRAW_OPENER, UINT64_MAX, 1000000), 361069);
    CHECK_INT(sp_draw_next(&state, 1000000), 741564);
    CHECK_INT(sp_draw_next(&state, 1000000), 159910);
    for (uint64_t i = 0; i < 100; i++)
        CHECK_INT(sp_draw(i, SP_DRAW_STYLE, i, 1), 0);
}

int
main(void)
{
    static const char *const locales[] = {"de_DE.UTF-8", "de_DE.ISO-8859-1",
                                          "fr_FR.UTF-8", "tr_TR.UTF-8", "C.UTF-8"};
    char *scenario = load_path("tests/data/frozen/small-call.json");
    char *rubric = load_path("tests/data/frozen/rubric.json");
    char *styles = load_path("tests/data/frozen/styles.json");

    sp_mem_init();
    test_draws();
    if (CHECK(load_set_from(scenario, rubric, styles, &frozen))) {
        check_hash("C");
        check_hash("again");
        check_message();
        for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
            if (!setlocale(LC_ALL, locales[i]))
                continue;
            struct set other = frozen;

            if (CHECK(load_set_from(scenario, rubric, styles, &frozen)))
                check_hash(locales[i]);
            set_finish(&frozen);
            frozen = other;
            check_message();
        }
    }
    set_finish(&frozen);
    sp_free(scenario);
    sp_free(rubric);
    sp_free(styles);
    return test_end();
}
