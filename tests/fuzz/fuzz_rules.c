/* fuzz_rules.c: any bytes are rules of the recogniser that can be run, or are refused
 * with their line; and any bytes after them are a model that belongs to them, or are
 * not. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "nlu/recognise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char line[] =
        "If we solved that, would you sign? 要是价格谈拢，您今天能定吗？";
    const char *text = (const char *)data, *zero = memchr(text, 0, size);
    struct sp_ear_file rules = {text, zero ? (size_t)(zero - text) : size};
    struct sp_ear_file model = {zero, zero ? size - rules.size : 0};
    struct sp_ear_fault fault;
    struct sp_ear *ear = sp_ear_new(&rules, 1, model, &fault);
    if (!ear) {
        assert(fault.what != SP_EAR_FINE &&
               (fault.what != SP_EAR_RULES || fault.line > 0));
        model.at = NULL;
        ear = sp_ear_new(&rules, 1, model, &fault);
    }
    if (!ear)
        return 0;
    struct sp_ear_room *room = sp_ear_room_new(ear);
    struct sp_utterance said = {line, line,        sizeof line - 1, sizeof line - 1,
                                NULL, SP_EAR_WHOLE};
    struct sp_heard heard;
    assert(sp_recognise(ear, room, &said, &heard) == SP_HEARD_FINE);
    sp_ear_room_free(room);
    sp_ear_free(ear);
    return 0;
}
