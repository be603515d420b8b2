/* model.c: features of a line, and their weights. */
#include "model.h"

#include <string.h>

void
nlu_features_start(struct nlu_features *features, const struct nlu_rules *rules)
{
    *features = (struct nlu_features){
        .ngram = sp_grow(NULL, NLU_NGRAMS, sizeof *features->ngram),
        .dense = sp_grow(NULL, nlu_denses(rules), sizeof *features->dense),
    };
}

void
nlu_features_finish(struct nlu_features *features)
{
    sp_free(features->ngram);
    sp_free(features->dense);
    *features = (struct nlu_features){0};
}

uint32_t
nlu_denses(const struct nlu_rules *rules)
{
    return NLU_SCRIPTS * (rules->rules + rules->marks + NLU_OTHERS);
}

/* Seeds by script and by kind of n-gram. */
enum { LETTERS = 1, WORDS, ENDING, CUSTOMER, SEEDS = 8 };

static uint32_t
seed(enum nlu_script script, unsigned kind)
{
    return NLU_SEED + SEEDS * (uint32_t)script + kind;
}

/* How often an n-gram of words counts beside one of letters. */
static unsigned
times_of(enum nlu_script script)
{
    return script == NLU_LATIN ? 3 : 1;
}

static uint32_t
bucket_of(uint32_t hash)
{
    return hash * UINT32_C(2654435761) >> 15 & (NLU_BUCKETS - 1);
}

static bool
add(struct nlu_features *out, uint32_t hash, uint32_t token, unsigned tokens,
    unsigned times)
{
    uint32_t at = out->ngrams + out->customers;
    if (at == NLU_NGRAMS)
        return false;
    out->ngram[at] =
        (struct nlu_ngram){bucket_of(hash), token, (uint8_t)tokens, (uint8_t)times};
    return true;
}

static void
add_own(struct nlu_features *out, uint32_t hash, uint32_t token, unsigned tokens,
        unsigned times)
{
    if (!add(out, hash, token, tokens, times))
        return;
    out->ngrams++;
    out->times += times;
}

/* Runs of three and four letters, the word's two ends among them. */
static void
add_letters(const struct nlu_text *text, uint32_t at, enum nlu_script script,
            struct nlu_features *out)
{
    const struct nlu_token *token = &text->token[at];
    uint32_t letter[NLU_WORD + 2], n = 0;
    letter[n++] = '<';
    for (unsigned i = 0; i < token->count; i++)
        letter[n++] = text->letter[token->letters + i];
    letter[n++] = '>';
    for (uint32_t i = 0; i + 3 <= n; i++) {
        uint32_t hash = nlu_hash(seed(script, LETTERS), letter[i]);
        hash = nlu_hash(nlu_hash(hash, letter[i + 1]), letter[i + 2]);
        add_own(out, hash, at, 1, 1);
        if (i + 4 <= n)
            add_own(out, nlu_hash(hash, letter[i + 3]), at, 1, 1);
    }
}

/* How each sentence begins. */
static void
add_beginnings(const struct nlu_text *text, enum nlu_script script,
               struct nlu_features *out)
{
    for (uint32_t i = 0; i < text->sentences; i++) {
        const struct nlu_sentence *s = &text->sentence[i];
        uint32_t hash = nlu_hash(seed(script, WORDS), nlu_hash(NLU_SEED, '^'));
        for (uint32_t n = 0; n < 2 && s->first + n < s->end; n++) {
            hash = nlu_hash(hash, text->token[s->first + n].hash);
            add_own(out, hash, s->first, n + 1, 1);
        }
    }
}

unsigned
nlu_ending(const struct nlu_text *text, enum nlu_script script, uint32_t first,
           uint32_t end, uint32_t bucket[NLU_ENDINGS])
{
    uint32_t hash = nlu_hash(seed(script, ENDING), nlu_hash(NLU_SEED, '^'));
    unsigned n = 0;
    for (; n < NLU_ENDINGS && first + n < end; n++) {
        hash = nlu_hash(hash, text->token[end - 1 - n].hash);
        bucket[n] = bucket_of(hash);
    }
    return n;
}

static void
add_ending(const struct nlu_text *text, enum nlu_script script,
           struct nlu_features *out)
{
    uint32_t bucket[NLU_ENDINGS];
    unsigned count = nlu_ending(text, script, 0, text->tokens, bucket);
    for (unsigned n = 0; n < count && out->ngrams < NLU_NGRAMS; n++) {
        out->ngram[out->ngrams++] =
            (struct nlu_ngram){bucket[n], text->tokens - 1 - n, (uint8_t)(n + 1), 1};
        out->times++;
    }
}

static void
add_ngrams(const struct nlu_text *text, enum nlu_script script,
           struct nlu_features *out)
{
    for (uint32_t at = 0; at < text->tokens; at++) {
        uint32_t hash = seed(script, WORDS);
        for (uint32_t n = 0; n < 3 && at + n < text->tokens; n++) {
            hash = nlu_hash(hash, text->token[at + n].hash);
            add_own(out, hash, at, n + 1, times_of(script));
        }
        if (text->token[at].kind == NLU_WORD_KIND)
            add_letters(text, at, script, out);
    }
    add_beginnings(text, script, out);
    add_ending(text, script, out);
}

/* What the customer said: words and pairs of them. */
static void
add_customer(const struct nlu_text *context, enum nlu_script script,
             struct nlu_features *out)
{
    for (uint32_t at = 0; at < context->tokens; at++) {
        uint32_t hash = seed(script, CUSTOMER);
        for (uint32_t n = 0; n < 2 && at + n < context->tokens; n++) {
            hash = nlu_hash(hash, context->token[at + n].hash);
            out->customers += add(out, hash, 0, 0, 1);
        }
    }
}

enum nlu_script
nlu_script_of(const struct nlu_text *text)
{
    uint32_t han = 0, words = 0;
    for (uint32_t i = 0; i < text->tokens; i++) {
        han += text->token[i].kind == NLU_HAN;
        words += text->token[i].kind == NLU_WORD_KIND;
    }
    return han > words ? NLU_CHINESE : NLU_LATIN;
}

static void
add_dense(struct nlu_features *out, uint32_t at)
{
    out->dense[out->denses++] = (uint16_t)(out->first_dense + at);
}

void
nlu_others(uint32_t tokens, uint32_t sentences, unsigned shared,
           uint32_t other[NLU_OTHERS_SET])
{
    unsigned length = 0;
    while (length < 7 && (2u << length) < tokens)
        length++;
    unsigned part = shared == 0   ? 0
                    : shared < 15 ? 1
                    : shared < 35 ? 2
                    : shared < 70 ? 3
                                  : 4;
    other[0] = length;
    other[1] = 8 + (sentences < 4 ? sentences : 4);
    other[2] = 13 + part;
    other[3] = 18; /* always there, so that none else is taken for it */
}

void
nlu_features_read(const struct nlu_rules *rules, const struct nlu_text *text,
                  const struct nlu_hits *hits, const struct nlu_text *context,
                  const struct nlu_hits *customer, unsigned shared,
                  struct nlu_features *out)
{
    enum nlu_script script = nlu_script_of(text);
    out->ngrams = out->customers = out->denses = out->times = 0;
    out->first_dense = script * (nlu_denses(rules) / NLU_SCRIPTS);
    add_ngrams(text, script, out);
    add_customer(context, script, out);
    for (uint32_t i = 0; i < rules->rules; i++)
        if (hits->line[i])
            add_dense(out, i);
    for (uint32_t i = 0; i < rules->marks; i++)
        if (customer->line[i])
            add_dense(out, rules->rules + i);
    uint32_t other[NLU_OTHERS_SET];
    nlu_others(text->tokens, text->sentences, shared, other);
    for (unsigned i = 0; i < NLU_OTHERS_SET; i++)
        add_dense(out, rules->rules + rules->marks + other[i]);
}

static uint32_t
root(uint64_t value)
{
    uint64_t found = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((found + bit) * (found + bit) <= value)
            found += bit;
    return (uint32_t)found;
}

int32_t
nlu_doubt(int32_t none)
{
    int32_t over = none + NLU_ONE * 3 / 10;
    return over > 0 ? over * 4 / 5 : 0;
}

void
nlu_add_sum(const int32_t sum[NLU_OUTPUTS], uint32_t times, int percent,
            int32_t score[NLU_OUTPUTS])
{
    int64_t length = root((uint64_t)times << 16); /* in 1/256 */
    for (unsigned o = 0; o < NLU_OUTPUTS && times; o++)
        score[o] += (int32_t)((int64_t)sum[o] * percent *
                              (NLU_ONE * 256 / NLU_SPARSE_ONE) / (100 * length));
}

/* The rows of some n-grams, as often as each counts. */
static void
add_rows(const struct nlu_model *model, const struct nlu_ngram *ngram, uint32_t ngrams,
         uint32_t times, int percent, int32_t score[NLU_OUTPUTS])
{
    int32_t sum[NLU_OUTPUTS] = {0};
    for (uint32_t i = 0; i < ngrams; i++) {
        const int8_t *row = model->sparse + (size_t)ngram[i].bucket * NLU_OUTPUTS;
        for (unsigned o = 0; o < NLU_OUTPUTS; o++)
            sum[o] += row[o] * ngram[i].times;
    }
    nlu_add_sum(sum, times, percent, score);
}

void
nlu_scores(const struct nlu_model *model, const struct nlu_features *features,
           int32_t score[NLU_OUTPUTS])
{
    int32_t dense[NLU_OUTPUTS] = {0};
    for (uint32_t i = 0; i < features->denses; i++) {
        const int16_t *row = model->dense + (size_t)features->dense[i] * NLU_OUTPUTS;
        for (unsigned o = 0; o < NLU_OUTPUTS; o++)
            dense[o] += row[o];
    }
    for (unsigned o = 0; o < NLU_OUTPUTS; o++)
        score[o] = model->bias[o] + dense[o];
    add_rows(model, features->ngram, features->ngrams, features->times, 100, score);
    nlu_customer_scores(model, features, score);
}

void
nlu_customer_scores(const struct nlu_model *model, const struct nlu_features *features,
                    int32_t score[NLU_OUTPUTS])
{
    add_rows(model, features->ngram + features->ngrams, features->customers,
             features->customers, NLU_CUSTOMER_PERCENT, score);
}

void
nlu_model_finish(struct nlu_model *model)
{
    sp_free(model->sparse);
    sp_free(model->dense);
    *model = (struct nlu_model){0};
}
