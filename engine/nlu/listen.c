/* listen.c: a line and the customer's before it: tokens, marks, rules, features. */
#include <string.h>

#include "model.h"

enum {
    SET_MOST = NLU_BYTES * 4,
    ECHO_LEAST = 2,
    PARROT_PERCENT = 75,
    PARROT_LEAST = 4
};

void
nlu_listener_start(struct nlu_listener *l, const struct nlu_rules *rules)
{
    *l = (struct nlu_listener){0};
    nlu_text_start(&l->text);
    nlu_text_start(&l->context);
    nlu_bench_start(&l->bench, rules);
    nlu_hits_start(&l->hits, rules);
    nlu_hits_start(&l->customer, rules);
    nlu_features_start(&l->features, rules);
    l->given = sp_alloc(NLU_BYTES, 1);
    l->line = sp_alloc(NLU_BYTES, 1);
    l->set = sp_grow(NULL, SET_MOST, sizeof *l->set);
}

void
nlu_listener_finish(struct nlu_listener *l)
{
    nlu_text_finish(&l->text);
    nlu_text_finish(&l->context);
    nlu_bench_finish(&l->bench);
    nlu_hits_finish(&l->hits);
    nlu_hits_finish(&l->customer);
    nlu_features_finish(&l->features);
    sp_free(l->given);
    sp_free(l->line);
    sp_free(l->set);
    *l = (struct nlu_listener){0};
}

/* What two lines may have in common: a word of four letters or more, or two ideographs
 * in a row. 0: nothing begins here. */
static uint32_t
word_at(const struct nlu_text *text, uint32_t at)
{
    const struct nlu_token *token = &text->token[at];
    if (token->kind == NLU_WORD_KIND)
        return token->count >= 4 ? token->hash | 1 : 0;
    if (token->kind != NLU_HAN || at + 1 == text->tokens || token[1].kind != NLU_HAN)
        return 0;
    return nlu_hash(token->hash, token[1].hash) | 1;
}

static size_t
fill_set(const struct nlu_text *text, uint32_t *set)
{
    size_t room = 16;
    while (room < text->tokens * 2u)
        room *= 2;
    memset(set, 0, room * sizeof *set);
    for (uint32_t i = 0; i < text->tokens; i++) {
        uint32_t word = word_at(text, i);
        size_t at = (word * UINT32_C(2654435761)) & (room - 1);
        while (word && set[at] && set[at] != word)
            at = (at + 1) & (room - 1);
        if (word)
            set[at] = word;
    }
    return room;
}

static bool
in_set(const uint32_t *set, size_t room, uint32_t word)
{
    size_t at = (word * UINT32_C(2654435761)) & (room - 1);
    while (set[at] && set[at] != word)
        at = (at + 1) & (room - 1);
    return set[at] == word;
}

static void
give(const struct nlu_text *text, uint8_t *given)
{
    memset(given, 0, text->sentences);
    for (uint32_t i = 0; i < text->sentences && text->tokens <= 3; i++)
        given[i] |= 1 << NLU_SHORT;
    if (text->sentences > 0) {
        given[0] |= 1 << NLU_FIRST;
        given[text->sentences - 1] |= 1 << NLU_LAST;
    }
}

/* Which sentences take up the customer's words, and how much of the line does. */
static void
compare(struct nlu_listener *l)
{
    size_t room = fill_set(&l->context, l->set);
    uint32_t all = 0, all_shared = 0;
    for (uint32_t i = 0; i < l->text.sentences; i++) {
        const struct nlu_sentence *s = &l->text.sentence[i];
        uint32_t words = 0, shared = 0;
        for (uint32_t t = s->first; t < s->end; t++) {
            uint32_t word = word_at(&l->text, t);
            words += word != 0;
            shared += word && in_set(l->set, room, word);
        }
        if (shared >= ECHO_LEAST)
            l->given[i] |= 1 << NLU_ECHO;
        if (shared >= PARROT_LEAST && shared * 100 >= words * PARROT_PERCENT)
            l->given[i] |= 1 << NLU_PARROT;
        if (l->context.tokens == 0)
            l->given[i] |= 1 << NLU_ALONE;
        all += words;
        all_shared += shared;
    }
    l->shared = all ? all_shared * 100 / all : 0;
}

/* The sentences out of which something was taken, right before them included. */
static void
mark_reports(struct nlu_listener *l, const char *text)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < l->text.sentences; i++) {
        uint32_t to = l->text.token[l->text.sentence[i].end - 1].end;
        if (memcmp(l->line + from, text + from, to - from) != 0)
            l->given[i] |= 1 << NLU_REPORT;
        from = to;
    }
}

/* The trainee's own words: a line with quotation marks is read twice. */
static void
read_own(struct nlu_listener *l, const struct nlu_rules *rules, const char *text,
         size_t size)
{
    nlu_text_read(&l->text, text, size);
    give(&l->text, l->given);
    bool quotes = false;
    for (uint32_t i = 0; i < l->text.tokens && !quotes; i++)
        quotes = nlu_is_quote(&l->text.token[i]);
    if (!quotes)
        return;
    nlu_rules_run(&l->bench, &l->text, l->given, NULL, &l->hits);
    memcpy(l->line, text, size < NLU_BYTES ? size : NLU_BYTES);
    if (nlu_unquote(rules, &l->text, &l->hits, l->line)) {
        nlu_text_read(&l->text, l->line, size);
        give(&l->text, l->given);
        mark_reports(l, text);
    }
}

void
nlu_listen(struct nlu_listener *l, const struct nlu_rules *rules, const char *text,
           size_t size, const char *context, size_t context_size)
{
    nlu_text_read(&l->context, context, context_size);
    give(&l->context, l->given);
    nlu_rules_run(&l->bench, &l->context, l->given, NULL, &l->customer);
    read_own(l, rules, text, size);
    compare(l);
    nlu_rules_run(&l->bench, &l->text, l->given, &l->customer, &l->hits);
    nlu_features_read(rules, &l->text, &l->hits, &l->context, &l->customer, l->shared,
                      &l->features);
}

/* A `not` takes the rules of its move in its own sentence away. The hits of a sentence
 * stand together. */
static void
note(const struct nlu_rules *rules, const struct nlu_hits *hits, uint32_t from,
     uint32_t to, struct nlu_speaking *out)
{
    uint32_t taken = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct nlu_rule *rule = &rules->rule[hits->hit[i].rule];
        if (rule->strength == NLU_NOT)
            taken |= UINT32_C(1) << rule->move;
    }
    for (uint32_t i = from; i < to; i++) {
        const struct nlu_rule *rule = &rules->rule[hits->hit[i].rule];
        const struct nlu_hit **by =
            rule->strength == NLU_STRONG ? out->strong : out->weak;
        if ((rule->strength == NLU_STRONG || rule->strength == NLU_WEAK) &&
            !(taken >> rule->move & 1) && !by[rule->move])
            by[rule->move] = &hits->hit[i];
    }
}

uint32_t
nlu_speaking_in(const struct nlu_rules *rules, const struct nlu_hits *hits,
                uint32_t from, struct nlu_speaking *out)
{
    uint32_t to = from;
    while (to < hits->hits && hits->hit[to].sentence == hits->hit[from].sentence)
        to++;
    note(rules, hits, from, to, out);
    return to;
}

void
nlu_speaking(const struct nlu_rules *rules, const struct nlu_hits *hits,
             struct nlu_speaking *out)
{
    *out = (struct nlu_speaking){0};
    for (uint32_t from = 0; from < hits->hits;)
        from = nlu_speaking_in(rules, hits, from, out);
}
