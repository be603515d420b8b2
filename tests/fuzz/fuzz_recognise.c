/* fuzz_recognise.c: any bytes are a line that is understood, or are refused; and a talk
 * of such lines is judged. The first line is the customer's, and so on in turn. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "nlu/talk.h"
#include "store/os.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TURNS = 40, FILES = SP_EAR_RULES_FILES + 1 };

static struct sp_ear *
shipped(void)
{
    static struct sp_ear *ear;
    struct sp_ear_file file[FILES] = {0};
    struct sp_ear_fault fault;
    if (ear)
        return ear;
    for (unsigned i = 0; i < FILES; i++) {
        char *path = sp_os_join(SP_SOURCE "/assets/nlu",
                                i + 1 < FILES ? sp_ear_rules_files[i] : "model.bin");
        char *text = NULL;
        if (!sp_os_read(path, 1 << 24, &text, &file[i].size, NULL))
            abort();
        file[i].at = text; /* kept: read once */
        sp_free(path);
    }
    ear = sp_ear_new(file, FILES - 1, file[FILES - 1], &fault);
    if (!ear)
        abort();
    for (unsigned i = 0; i < FILES; i++)
        free((void *)(uintptr_t)file[i].at);
    return ear;
}

static bool
is_inside(const char *text, size_t size, struct sp_span span)
{
    return span.start <= span.end && span.end <= size &&
           sp_utf8_valid(text + span.start, span.end - span.start);
}

static void
check_line(const struct sp_talk_turn *turn, const struct sp_heard *heard)
{
    assert(heard->counted <= SP_HEARD_COUNTED && heard->counted <= heard->moves);
    for (unsigned i = 0; i < heard->moves; i++) {
        const struct sp_heard_move *move = &heard->move[i];
        assert(move->confidence <= 100 && move->words <= SP_HEARD_WORDS);
        assert(is_inside(turn->text, turn->size, move->evidence));
        assert(i >= heard->counted || !move->unsure);
        for (unsigned w = 0; w < move->words; w++)
            assert(is_inside(turn->text, turn->size, move->word[w]));
    }
}

static void
check_talk(const struct sp_talk *talk, unsigned count)
{
    for (unsigned p = 0; p < SP_TALK_PARTS; p++)
        assert(talk->level[p] >= SP_TALK_UNKNOWN && talk->level[p] <= SP_TALK_LEVELS);
    for (unsigned i = 0; i < talk->errors; i++)
        assert(talk->error[i].turn < count);
    assert(!talk->pass || !talk->critical);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sp_ear_room *room;
    static struct sp_heard heard[2][TURNS];
    struct sp_talk_turn turn[TURNS];
    struct sp_talk talk[2];
    const char *at = (const char *)data, *end = at + size;
    unsigned count = 0, bad = 0;
    if (!room)
        room = sp_ear_room_new(shipped());
    while (count < TURNS && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        turn[count] = (struct sp_talk_turn){count % 2 == 0, at, (size_t)(stop - at)};
        count++;
        at = stop + 1;
    }
    for (unsigned round = 0; round < 2; round++)
        if (sp_talk_judge(shipped(), room, turn, count, NULL, heard[round],
                          &talk[round], &bad) != SP_HEARD_FINE) {
            assert(bad < count && (turn[bad].size > SP_HEARD_BYTES ||
                                   !sp_utf8_valid(turn[bad].text, turn[bad].size)));
            return 0;
        }
    for (unsigned i = 0; i < count; i++)
        if (!turn[i].customer)
            check_line(&turn[i], &heard[0][i]);
    check_talk(&talk[0], count);
    assert(memcmp(&talk[0], &talk[1], sizeof talk[0]) == 0);
    return 0;
}
