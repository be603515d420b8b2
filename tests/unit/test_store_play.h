/* test_store_play.h: a small scenario with the shipped rubric and styles, and a player
 * without a will: what it says is drawn from the seed and the number of rows so far. */
#pragma once

#include "core/rng.h"
#include "store/round.h"
#include "test_store.h"

struct test_files {
    char *text[SP_PARTS];
    struct sp_bytes bytes[SP_PARTS];
};

/* `scenarios` holds rubric.json and styles.json, `data` small-call.json. */
static inline bool
test_files_read(struct test_files *files, const char *scenarios, const char *data)
{
    static const char *const names[] = {"small-call.json", "rubric.json",
                                        "styles.json"};

    for (size_t i = 0; i < SP_PARTS; i++) {
        char *path = sp_os_join(i == SP_PART_SCENARIO ? data : scenarios, names[i]);
        struct sp_bytes *bytes = &files->bytes[i];
        bool ok = sp_os_read(path, 1 << 24, &files->text[i], &bytes->size, NULL);

        if (!ok)
            fprintf(stderr, "cannot read %s\n", path);
        sp_free(path);
        if (!ok)
            return false;
        bytes->text = files->text[i];
    }
    return true;
}

static inline void
test_files_finish(struct test_files *files)
{
    for (size_t i = 0; i < SP_PARTS; i++)
        sp_free(files->text[i]);
}

static inline struct sp_round *
test_round(struct sp_store *store, const struct sp_bytes files[SP_PARTS], uint64_t seed)
{
    struct sp_round_start start = {
        .store = store, .seed = seed, .setting = SP_PRACTICE, .lang = SP_ZH};
    struct sp_diags diags = {0};
    struct sp_error error = {0};

    memcpy(start.content, files, sizeof start.content);
    struct sp_round *round = sp_round_begin(&start, &diags, &error);

    if (!round)
        fprintf(stderr, "no round: %s %s (%zu errors, first %s at %s)\n", error.code,
                error.args[0] ? error.args[0] : "", diags.errors,
                diags.count ? diags.items[0].code : "-",
                diags.count ? diags.items[0].pointer : "-");
    sp_diags_finish(&diags);
    sp_error_clear(&error);
    return round;
}

/* One more row: a reply, or now and then an undo. `row` counts from 0. False when the
 * round refuses, with its error. */
static inline bool
test_step(struct sp_round *round, size_t row, struct sp_error *error)
{
    const struct sp_session *session = sp_round_session(round);
    const struct sp_view *view = sp_session_view(session);
    uint64_t seed = sp_session_seed(session) ^ 0x5eed;

    sp_round_set_lang(round, row % 3 == 2 ? SP_EN : SP_ZH);
    if (view->turn > 0 && sp_draw(seed, SP_DRAW_STYLE, row, 6) == 0)
        return sp_round_undo(round, error);
    unsigned pick = sp_draw(seed, SP_DRAW_ORDER, row, view->open_count);

    return sp_round_answer(round, view->open[pick]->id, error);
}

/* Plays on from row `row` to the end, or for `most` rows. Returns the next row. */
static inline size_t
test_play(struct sp_round *round, size_t row, size_t most)
{
    struct sp_error error = {0};

    for (size_t i = 0; i < most && !sp_round_over(round); i++, row++) {
        if (!CHECK(test_step(round, row, &error)))
            break;
    }
    sp_error_clear(&error);
    return row;
}
