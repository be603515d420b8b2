/* sentences.c: what each sentence of a line would score if it stood alone. A line of
 * several sentences says several things, and each is faint among the others. */
#include <string.h>

#include "model.h"

/* The n-grams that lie in one sentence. */
static void
add_ngrams(const struct nlu_model *model, const struct nlu_features *f,
           const uint16_t *sentence_of, struct nlu_alone *alone)
{
    for (uint32_t i = 0; i < f->ngrams; i++) {
        const struct nlu_ngram *n = &f->ngram[i];
        const int8_t *row = model->sparse + (size_t)n->bucket * NLU_OUTPUTS;
        struct nlu_alone *one = &alone[sentence_of[n->token]];
        if (sentence_of[n->token + n->tokens - 1] != sentence_of[n->token])
            continue;
        one->times += n->times;
        for (unsigned o = 0; o < NLU_OUTPUTS; o++)
            one->sum[o] += row[o] * n->times;
    }
}

static void
add_endings(const struct nlu_model *model, const struct nlu_text *text,
            struct nlu_alone *alone)
{
    enum nlu_script script = nlu_script_of(text);
    for (uint32_t i = 0; i + 1 < text->sentences; i++) { /* the last one has its own */
        const struct nlu_sentence *s = &text->sentence[i];
        uint32_t bucket[NLU_ENDINGS];
        unsigned count = nlu_ending(text, script, s->first, s->end, bucket);
        alone[i].times += count;
        for (unsigned n = 0; n < count; n++)
            for (unsigned o = 0; o < NLU_OUTPUTS; o++)
                alone[i].sum[o] += model->sparse[(size_t)bucket[n] * NLU_OUTPUTS + o];
    }
}

static void
add_dense(const struct nlu_model *model, uint32_t at, int32_t score[NLU_OUTPUTS])
{
    for (unsigned o = 0; o < NLU_OUTPUTS; o++)
        score[o] += model->dense[(size_t)at * NLU_OUTPUTS + o];
}

/* Rules and marks that fire in it, its length, and what the customer's words fire. */
static void
add_fired(const struct nlu_model *model, const struct nlu_rules *rules,
          const struct nlu_listener *l, struct nlu_alone *alone)
{
    const uint32_t first = l->features.first_dense;
    int32_t all[NLU_OUTPUTS] = {0};
    for (uint32_t i = 0; i < rules->marks; i++)
        if (l->customer.line[i])
            add_dense(model, first + rules->rules + i, all);
    for (uint32_t i = 0; i < l->text.sentences; i++) {
        const struct nlu_sentence *s = &l->text.sentence[i];
        uint32_t other[NLU_OTHERS_SET];
        unsigned given = l->given[i] | 1 << NLU_FIRST | 1 << NLU_LAST;
        for (unsigned o = 0; o < NLU_OUTPUTS; o++)
            alone[i].score[o] += all[o];
        for (unsigned g = 0; g < NLU_GIVEN; g++)
            if (given >> g & 1)
                add_dense(model, first + g, alone[i].score);
        nlu_others(s->end - s->first, 1, l->shared, other);
        for (unsigned k = 0; k < NLU_OTHERS_SET; k++)
            add_dense(model, first + rules->rules + rules->marks + other[k],
                      alone[i].score);
    }
    for (uint32_t i = 0; i < l->hits.hits; i++)
        add_dense(model, first + l->hits.hit[i].rule,
                  alone[l->hits.hit[i].sentence].score);
}

void
nlu_sentence_scores(const struct nlu_model *model, const struct nlu_rules *rules,
                    const struct nlu_listener *l, const uint16_t *sentence_of,
                    struct nlu_alone *alone)
{
    int32_t customer[NLU_OUTPUTS] = {0};
    memset(alone, 0, l->text.sentences * sizeof *alone);
    nlu_customer_scores(model, &l->features, customer);
    add_ngrams(model, &l->features, sentence_of, alone);
    add_endings(model, &l->text, alone);
    add_fired(model, rules, l, alone);
    for (uint32_t i = 0; i < l->text.sentences; i++) {
        for (unsigned o = 0; o < NLU_OUTPUTS; o++)
            alone[i].score[o] += model->bias[o] + customer[o];
        nlu_add_sum(alone[i].sum, alone[i].times, 100, alone[i].score);
    }
}
