/* model_file.c: the model as bytes. */
#include <string.h>

#include "model.h"

enum { BIAS_MOST = 1 << 20 }; /* sums stay far from overflow */

static const char magic[8] = "SPNLU5\n";

static void
put32(struct sp_str *out, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        sp_str_add_char(out, (char)(value >> 8 * i & 0xff));
}

static void
put16s(struct sp_str *out, const int16_t *value, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sp_str_add_char(out, (char)(value[i] & 0xff));
        sp_str_add_char(out, (char)(value[i] >> 8 & 0xff));
    }
}

/* Bytes that are being read; `bad` once they ended too early. */
struct bytes {
    const unsigned char *at, *end;
    bool bad;
};

static uint32_t
get(struct bytes *in, unsigned size)
{
    uint32_t value = 0;
    if (in->end - in->at < (ptrdiff_t)size) {
        in->bad = true;
        return 0;
    }
    for (unsigned i = 0; i < size; i++)
        value |= (uint32_t)*in->at++ << 8 * i;
    return value;
}

static void
get16s(struct bytes *in, int16_t *value, size_t count)
{
    for (size_t i = 0; i < count; i++)
        value[i] = (int16_t)get(in, 2);
}

static void
put_limits(const struct nlu_limits *l, struct sp_str *out)
{
    put32(out, (uint32_t)l->strong);
    put32(out, (uint32_t)l->weak);
    put32(out, (uint32_t)l->alone);
    put32(out, (uint32_t)l->unsure);
    put32(out, (uint32_t)l->sure);
    for (unsigned i = 0; i < NLU_BINS; i++)
        put32(out, (uint32_t)l->edge[i]);
    sp_str_add_n(out, (const char *)l->confidence, NLU_BINS);
}

static void
get_limits(struct bytes *in, struct nlu_limits *l)
{
    l->strong = (int32_t)get(in, 4);
    l->weak = (int32_t)get(in, 4);
    l->alone = (int32_t)get(in, 4);
    l->unsure = (int32_t)get(in, 4);
    l->sure = (int32_t)get(in, 4);
    in->bad |= l->sure < 0 || l->sure > 100;
    for (unsigned i = 0; i < NLU_BINS; i++)
        l->edge[i] = (int32_t)get(in, 4);
    for (unsigned i = 0; i < NLU_BINS; i++) {
        l->confidence[i] = (uint8_t)get(in, 1);
        in->bad |= l->confidence[i] > 100;
    }
}

void
nlu_model_write(const struct nlu_model *model, const struct nlu_rules *rules,
                struct sp_str *out)
{
    sp_str_add_n(out, magic, sizeof magic);
    put32(out, (uint32_t)rules->hash);
    put32(out, (uint32_t)(rules->hash >> 32));
    put32(out, model->denses);
    for (unsigned o = 0; o < NLU_OUTPUTS; o++)
        put32(out, (uint32_t)model->bias[o]);
    for (unsigned s = 0; s < NLU_SCRIPTS; s++)
        for (unsigned m = 0; m < SP_MOVES; m++)
            put_limits(&model->limits[s][m], out);
    for (unsigned s = 0; s < NLU_SCRIPTS; s++)
        for (unsigned m = 0; m < SP_MOVES; m++)
            put16s(out, model->beside[s][m], NLU_BESIDE);
    put16s(out, model->dense, (size_t)model->denses * NLU_OUTPUTS);
    static const int8_t none[NLU_OUTPUTS] = {0};
    for (uint32_t b = 0; b < NLU_BUCKETS; b++) {
        const int8_t *row = model->sparse + (size_t)b * NLU_OUTPUTS;
        if (memcmp(row, none, sizeof none) == 0)
            continue;
        put32(out, b);
        sp_str_add_n(out, (const char *)row, NLU_OUTPUTS);
    }
}

static void
get_rows(struct bytes *in, int8_t *sparse)
{
    uint32_t least = 0;
    while (!in->bad && in->at < in->end) {
        uint32_t b = get(in, 4);
        if (b < least || b >= NLU_BUCKETS || in->end - in->at < NLU_OUTPUTS) {
            in->bad = true;
            return;
        }
        memcpy(sparse + (size_t)b * NLU_OUTPUTS, in->at, NLU_OUTPUTS);
        in->at += NLU_OUTPUTS;
        least = b + 1;
    }
}

bool
nlu_model_read(const void *bytes, size_t size, const struct nlu_rules *rules,
               struct nlu_model *model)
{
    *model = (struct nlu_model){0};
    struct bytes in = {bytes, (const unsigned char *)bytes + size, false};
    if (size < sizeof magic || memcmp(bytes, magic, sizeof magic) != 0)
        return false;
    in.at += sizeof magic;
    uint64_t hash = get(&in, 4);
    hash |= (uint64_t)get(&in, 4) << 32;
    model->denses = get(&in, 4);
    if (in.bad || hash != rules->hash || model->denses != nlu_denses(rules))
        return false;
    model->dense = sp_alloc((size_t)model->denses * NLU_OUTPUTS, sizeof *model->dense);
    model->sparse = sp_alloc((size_t)NLU_BUCKETS * NLU_OUTPUTS, sizeof *model->sparse);
    for (unsigned o = 0; o < NLU_OUTPUTS; o++) {
        model->bias[o] = (int32_t)get(&in, 4);
        in.bad |= model->bias[o] < -BIAS_MOST || model->bias[o] > BIAS_MOST;
    }
    for (unsigned s = 0; s < NLU_SCRIPTS; s++)
        for (unsigned m = 0; m < SP_MOVES; m++)
            get_limits(&in, &model->limits[s][m]);
    for (unsigned s = 0; s < NLU_SCRIPTS; s++)
        for (unsigned m = 0; m < SP_MOVES; m++)
            get16s(&in, model->beside[s][m], NLU_BESIDE);
    get16s(&in, model->dense, (size_t)model->denses * NLU_OUTPUTS);
    get_rows(&in, model->sparse);
    if (in.bad)
        nlu_model_finish(model);
    return !in.bad;
}
