/* test_evidence.c: files of evidence: whole ones hold, and every change is found. */
#include "exam_scene.h"
#include "store/keys.h"

static const char passphrase[] = "correct horse battery";

struct sample {
    struct sp_str text[2]; /* a result, and evidence of the same sitting */
    char head[SP_HASH_SIZE];
};

static struct sp_key *
new_key(const char *name)
{
    char *path = test_path(name);
    struct sp_key *key = NULL;

    if (CHECK(sp_key_make(path, passphrase, true, NULL)))
        key = sp_key_open(path, passphrase, NULL);
    sp_free(path);
    return key;
}

static void
sample_make(struct sample *sample)
{
    struct scene scene;
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    char id[SP_ID_SIZE];
    struct sp_key *key = new_key("manager.key");

    *sample = (struct sample){0};
    scene_make(&scene, "");
    sit_through(&scene, 1, id);
    CHECK(sp_evidence_load(scene.store, id, &evidence, &error));
    memcpy(sample->head, evidence.head, sizeof sample->head);
    sp_evidence_print(&evidence, NULL, &sample->text[0]);
    sp_evidence_print(&evidence, key, &sample->text[1]);
    CHECK_STR(test_code(&error), "");
    sp_evidence_finish(&evidence);
    sp_key_close(key);
    scene_finish(&scene);
}

static bool
holds(const char *text, size_t size, struct sp_error *error)
{
    struct sp_evidence evidence = {0};
    bool ok = sp_evidence_read(text, size, &evidence, error);

    sp_evidence_finish(&evidence);
    return ok;
}

static void
test_a_whole_file_holds(const struct sample *sample)
{
    for (unsigned i = 0; i < 2; i++) {
        struct sp_evidence evidence = {0};
        struct sp_replay replay = {0};
        struct sp_error error = {0};
        struct sp_str again = {0};

        CHECK(sp_evidence_read(sample->text[i].text, sample->text[i].size, &evidence,
                               &error));
        CHECK_STR(test_code(&error), "");
        CHECK_STR(evidence.head, sample->head);
        CHECK_INT(evidence.contents, 3);
        CHECK((evidence.key[0] != '\0') == (i == 1));
        CHECK(sp_replay_sitting(&evidence, false, &replay, &error));
        CHECK_INT((long long)replay.differences, 0);
        CHECK_INT(replay.calls, 2);
        CHECK(replay.turns > 2 && replay.closed);
        CHECK(replay.state ==
              (replay.verdict.pass ? SP_VERDICT_PASS : SP_VERDICT_FAIL));
        if (i == 0) {
            sp_evidence_print(&evidence, NULL, &again);
            CHECK_STR(again.text, sample->text[0].text);
        }
        sp_str_finish(&again);
        sp_replay_finish(&replay);
        sp_evidence_finish(&evidence);
    }
}

/* Three other values for each byte: its neighbour, the other case, and one of a row.
 * Every byte of both files when no step is given; else one of `step`. */
static void
test_every_changed_byte_is_found(const struct sp_str *sample, size_t step)
{
    static const char row[] = {0, '\n', ' ', '"', '0', 'a', '}', '\x7f', '\xff'};
    char *text = sp_strndup(sample->text, sample->size);

    for (size_t i = 0; i < sample->size; i += step) {
        char was = text[i];
        const char others[] = {(char)(was ^ 1), (char)(was ^ 0x20),
                               row[i / step % sizeof row]};

        for (size_t k = 0; k < sizeof others; k++) {
            text[i] = others[k];
            if (text[i] != was && !CHECK(!holds(text, sample->size, NULL)))
                fprintf(stderr, "  byte %zu: %d for %d\n", i, text[i], was);
        }
        text[i] = was;
    }
    CHECK(holds(text, sample->size, NULL));
    sp_free(text);
}

static void
test_every_cut_is_found(const struct sp_str *sample, size_t step)
{
    for (size_t i = 0; i < sample->size; i += step)
        CHECK(!holds(sample->text, i, NULL));
    CHECK(!holds(sample->text, sample->size - 1, NULL));
}

struct lines {
    const char *at[256];
    size_t size[256], count;
};

static void
split(const struct sp_str *sample, struct lines *out)
{
    const char *at = sample->text;

    out->count = 0;
    while (*at && out->count < 256) {
        out->at[out->count] = at;
        out->size[out->count] = strcspn(at, "\n") + 1;
        at += out->size[out->count++];
    }
}

/* The file with its lines in this order. */
static bool
order_holds(const struct lines *lines, const size_t *order, size_t count)
{
    struct sp_str text = {0};

    for (size_t i = 0; i < count; i++)
        sp_str_add_n(&text, lines->at[order[i]], lines->size[order[i]]);
    bool ok = holds(text.text, text.size, NULL);

    sp_str_finish(&text);
    return ok;
}

static void
test_every_moved_line_is_found(const struct sp_str *sample, size_t step)
{
    struct lines lines;
    size_t order[257];

    split(sample, &lines);
    CHECK(lines.count > 12 && lines.count < 256);
    for (size_t i = 0; i < lines.count; i++) {
        size_t count = 0;

        for (size_t k = 0; k < lines.count; k++) { /* left out */
            if (k != i)
                order[count++] = k;
        }
        CHECK(!order_holds(&lines, order, count));
        for (count = 0; count <= lines.count; count++) /* twice */
            order[count] = count <= i ? count : count - 1;
        CHECK(!order_holds(&lines, order, lines.count + 1));
        for (size_t j = i + 1; j < lines.count;
             j += step) { /* two that changed places */
            for (count = 0; count < lines.count; count++)
                order[count] = count == i ? j : count == j ? i : count;
            CHECK(!order_holds(&lines, order, lines.count));
        }
    }
    for (size_t count = 0; count < lines.count; count++)
        order[count] = count;
    CHECK(order_holds(&lines, order, lines.count));
}

/* What an earlier program wrote holds for ever, and is worth the same. */
static void
test_files_of_before(const char *data)
{
    static const char *const names[] = {"frozen/small.result", "frozen/small.evidence"};

    for (unsigned i = 0; i < 2; i++) {
        char *path = sp_os_join(data, names[i]), *text = NULL;
        struct sp_evidence evidence = {0};
        struct sp_replay replay = {0};
        struct sp_error error = {0};
        size_t size = 0;

        CHECK(sp_os_read(path, 1 << 20, &text, &size, &error) &&
              sp_evidence_read(text, size, &evidence, &error) &&
              sp_replay_sitting(&evidence, false, &replay, &error));
        CHECK_STR(test_code(&error), "");
        CHECK_INT((long long)replay.differences, 0);
        CHECK_INT(replay.calls, 2);
        sp_replay_finish(&replay);
        sp_evidence_finish(&evidence);
        sp_free(text);
        sp_free(path);
    }
}

/* Somebody who knows the format and mends hashes, chain and seal has no key. */
static void
test_a_mended_file_is_not_signed(const struct sample *sample)
{
    struct sp_evidence evidence = {0}, again = {0};
    struct sp_str text = {0};
    struct sp_error error = {0};
    struct sp_key *other = new_key("other.key");

    CHECK(sp_evidence_read(sample->text[1].text, sample->text[1].size, &evidence,
                           &error));
    sp_evidence_print(&evidence, other, &text);
    CHECK(sp_evidence_read(text.text, text.size, &again, &error));
    CHECK(strcmp(again.key, evidence.key) != 0); /* it tells who signed */
    sp_evidence_finish(&again);
    sp_str_clear(&text);
    evidence.kind = SP_EVIDENCE_SIGNED;
    sp_evidence_print(&evidence, NULL, &text);
    CHECK(!sp_evidence_read(text.text, text.size, &again, &error));
    CHECK_STR(test_code(&error), "evidence-member");
    sp_str_finish(&text);
    sp_evidence_finish(&evidence);
    sp_key_close(other);
    test_folder_empty();
}

int
main(int argc, char **argv)
{
    struct sample sample;
    size_t step = argc == 4 ? (size_t)atoi(argv[3]) : 1;

    sp_mem_init();
    if (argc < 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    sample_make(&sample);
    test_a_whole_file_holds(&sample);
    for (unsigned i = 0; i < 2; i++) {
        test_every_changed_byte_is_found(&sample.text[i], step);
        test_every_cut_is_found(&sample.text[i], step);
        test_every_moved_line_is_found(&sample.text[i], step);
    }
    test_a_mended_file_is_not_signed(&sample);
    test_files_of_before(argv[2]);
    for (unsigned i = 0; i < 2; i++)
        sp_str_finish(&sample.text[i]);
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
