/* fuzz_evidence.c: any bytes are a file of evidence, or are refused; and any events,
 * put into a chain that is whole, can be replayed, or are refused.
 *
 * What is no file is taken for bodies of events, a line each, which stand in for those
 * of a good file: no chance would ever find hashes that fit. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "store/os.h"
#include "store/records_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A good file without its events. */
static const struct sp_evidence *
base(void)
{
    static struct sp_evidence evidence;
    char *text = NULL;
    size_t size = 0;

    if (evidence.exam)
        return &evidence;
    if (!sp_os_read(SP_SOURCE "/tests/data/frozen/small.result", 1 << 24, &text, &size,
                    NULL) ||
        !sp_evidence_read(text, size, &evidence, NULL))
        abort();
    sp_free(text);
    sp_events_finish(&evidence.events);
    return &evidence;
}

static void
replay(const struct sp_evidence *evidence)
{
    struct sp_replay replay = {0};
    struct sp_error error = {0};

    if (sp_replay_sitting(evidence, false, &replay, &error)) {
        assert((sp_replay_first(&replay) == NULL) == (replay.differences == 0));
        sp_replay_finish(&replay);
    } else {
        assert(error.code);
    }
    sp_error_clear(&error);
}

static void
add_event(struct sp_events *events, const char *text, size_t size, char *before)
{
    struct sp_event *event;

    events->item = sp_grow(events->item, events->count + 1, sizeof *events->item);
    event = &events->item[events->count++];
    *event = (struct sp_event){.seq = (unsigned)events->count,
                               .body = sp_strndup(text, size)};
    sp_content_name(&(struct sp_bytes){event->body, strlen(event->body)},
                    event->body_sha);
    sp_chain_next(before, event->body_sha, event->hash);
    memcpy(before, event->hash, SP_HASH_SIZE);
}

static void
as_bodies(const char *text, size_t size)
{
    struct sp_evidence evidence = *base(), again = {0};
    struct sp_str file = {0};
    const char *end = text + size;

    memcpy(evidence.head, sp_chain_start, sizeof evidence.head);
    while (text < end && evidence.events.count < 300) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((stop ? stop : end) - text);

        add_event(&evidence.events, text, length, evidence.head);
        text += length + (stop != NULL);
    }
    sp_evidence_print(&evidence, NULL, &file);
    if (sp_evidence_read(file.text, file.size, &again, NULL)) {
        replay(&again);
        sp_evidence_finish(&again);
    }
    sp_str_finish(&file);
    sp_events_finish(&evidence.events);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sp_evidence evidence = {0};
    struct sp_checkpoint checkpoint = {0};
    struct sp_error error = {0};
    const void *start = data;
    const char *text = start;

    if (sp_evidence_read(text, size, &evidence, &error)) {
        replay(&evidence);
        sp_evidence_finish(&evidence);
    } else {
        assert(error.code);
        as_bodies(text, size);
    }
    if (sp_checkpoint_read(text, size, &checkpoint, &error))
        sp_checkpoint_finish(&checkpoint);
    sp_error_clear(&error);
    return 0;
}
