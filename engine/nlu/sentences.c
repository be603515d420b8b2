/* sentences.c: what each sentence of a line would score if it stood alone. A line of
 * several sentences says several things, and each is faint among the others. */
#include <string.h>

#include "model.h"

enum { LOUD = -NLU_ONE * 6 / 10 }; /* below it no sentence is looked at by itself */

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

static void
score_sentences(const struct nlu_model *model, const struct nlu_rules *rules,
                const struct nlu_listener *l, struct nlu_apart *apart)
{
    struct nlu_alone *alone = apart->alone;
    int32_t customer[NLU_OUTPUTS] = {0};
    for (uint32_t i = 0; i < l->text.sentences; i++)
        for (uint32_t t = l->text.sentence[i].first; t < l->text.sentence[i].end; t++)
            apart->sentence_of[t] = (uint16_t)i;
    memset(alone, 0, l->text.sentences * sizeof *alone);
    nlu_customer_scores(model, &l->features, customer);
    add_ngrams(model, &l->features, apart->sentence_of, alone);
    add_endings(model, &l->text, alone);
    add_fired(model, rules, l, alone);
    for (uint32_t i = 0; i < l->text.sentences; i++) {
        for (unsigned o = 0; o < NLU_OUTPUTS; o++)
            alone[i].score[o] += model->bias[o] + customer[o];
        nlu_add_sum(alone[i].sum, alone[i].times, 100, alone[i].score);
    }
}

/* Too short for anything but a strong rule: "right.", 行 */
static bool
is_terse(const struct nlu_text *text, uint32_t first, uint32_t end)
{
    unsigned words = 0;
    for (uint32_t i = first; i < end; i++)
        words += text->token[i].kind != NLU_MARK;
    return words < 2;
}

static void
rule(const struct nlu_text *text, uint32_t first, uint32_t end,
     const struct nlu_speaking *speaking, uint8_t ruled[SP_MOVES])
{
    bool terse = is_terse(text, first, end);
    for (unsigned m = 0; m < SP_MOVES; m++)
        ruled[m] = speaking->strong[m]           ? NLU_BY_STRONG
                   : speaking->weak[m] && !terse ? NLU_BY_WEAK
                                                 : NLU_NO_RULE;
}

/* What rules say of a move in each sentence. */
static void
rule_apart(const struct nlu_rules *rules, const struct nlu_listener *l,
           struct nlu_alone *alone)
{
    const struct nlu_hits *hits = &l->hits;
    uint32_t at = 0;
    while (at < hits->hits && hits->hit[at].rule < rules->marks)
        at++;
    while (at < hits->hits) {
        const struct nlu_sentence *s = &l->text.sentence[hits->hit[at].sentence];
        struct nlu_alone *one = &alone[hits->hit[at].sentence];
        struct nlu_speaking speaking = {0};
        at = nlu_speaking_in(rules, hits, at, &speaking);
        rule(&l->text, s->first, s->end, &speaking, one->rule);
    }
}

static void
stand_apart(const struct nlu_alone *alone, struct nlu_standing *out)
{
    static const int32_t worth[NLU_RULED] = {0, NLU_ONE / 4, NLU_ONE};
    out->split = true;
    for (unsigned m = 0; m < SP_MOVES; m++) {
        int32_t best = INT32_MIN;
        for (uint32_t i = 0; i < out->sentences; i++) {
            int32_t here = alone[i].score[m] + worth[alone[i].rule[m]];
            if (here > best) {
                best = here;
                out->alone[m] = alone[i].score[m];
                out->sentence[m] = (uint16_t)i;
            }
        }
    }
}

static void
put_in_order(struct nlu_standing *s)
{
    for (unsigned m = 0; m < SP_MOVES; m++) {
        unsigned at = m;
        for (; at > 0 && s->score[s->order[at - 1]] < s->score[m]; at--)
            s->order[at] = s->order[at - 1];
        s->order[at] = (uint8_t)m;
    }
}

void
nlu_stand(const struct nlu_model *model, const struct nlu_rules *rules,
          const struct nlu_listener *l, const struct nlu_speaking *speaking,
          struct nlu_apart *apart, struct nlu_standing *out)
{
    bool loud = false;
    *out = (struct nlu_standing){.sentences = l->text.sentences,
                                 .tokens = l->text.tokens,
                                 .reports = l->hits.line[NLU_REPORT]};
    nlu_scores(model, &l->features, out->score);
    rule(&l->text, 0, l->text.tokens, speaking, out->rule);
    put_in_order(out);
    for (unsigned m = 0; m < SP_MOVES; m++)
        loud |= out->score[m] > LOUD || out->rule[m] == NLU_BY_STRONG;
    if (out->sentences > 1 && loud) {
        score_sentences(model, rules, l, apart);
        rule_apart(rules, l, apart->alone);
        stand_apart(apart->alone, out);
    }
}

void
nlu_stand_alone(const struct nlu_listener *l, const struct nlu_apart *apart,
                uint32_t sentence, struct nlu_standing *out)
{
    const struct nlu_sentence *s = &l->text.sentence[sentence];
    const struct nlu_alone *alone = &apart->alone[sentence];
    *out = (struct nlu_standing){.sentences = 1,
                                 .tokens = s->end - s->first,
                                 .reports = l->given[sentence] >> NLU_REPORT & 1};
    memcpy(out->score, alone->score, sizeof out->score);
    memcpy(out->rule, alone->rule, sizeof out->rule);
    put_in_order(out);
}

void
nlu_apart_start(struct nlu_apart *apart)
{
    apart->alone = sp_grow(NULL, NLU_BYTES, sizeof *apart->alone);
    apart->sentence_of = sp_grow(NULL, NLU_BYTES, sizeof *apart->sentence_of);
}

void
nlu_apart_finish(struct nlu_apart *apart)
{
    sp_free(apart->alone);
    sp_free(apart->sentence_of);
}
