/* rules_run.c: which rules fire in a text. The places that a pattern may have come to
 * are a set of token boundaries; each element carries the set on. */
#include <string.h>

#include "rules.h"

enum { WORDS = NLU_BYTES / 64 + 1 };

void
nlu_bench_start(struct nlu_bench *bench, const struct nlu_rules *rules)
{
    *bench = (struct nlu_bench){.rules = rules};
    bench->occurrence = sp_grow(NULL, NLU_OCCURRENCES, sizeof *bench->occurrence);
    bench->first = sp_grow(NULL, NLU_BYTES + 1, sizeof *bench->first);
    bench->head = sp_alloc(rules->classes + 1, sizeof *bench->head);
    bench->candidate = sp_alloc(rules->patterns / 64 + 1, sizeof *bench->candidate);
    bench->here = sp_alloc(rules->rules + 1, 1);
    for (unsigned i = 0; i <= NLU_ELEMENTS; i++)
        bench->reach[i] = sp_alloc(WORDS, sizeof *bench->reach[i]);
}

void
nlu_bench_finish(struct nlu_bench *bench)
{
    sp_free(bench->occurrence);
    sp_free(bench->first);
    sp_free(bench->head);
    sp_free(bench->candidate);
    sp_free(bench->here);
    for (unsigned i = 0; i <= NLU_ELEMENTS; i++)
        sp_free(bench->reach[i]);
    *bench = (struct nlu_bench){0};
}

void
nlu_hits_start(struct nlu_hits *hits, const struct nlu_rules *rules)
{
    *hits = (struct nlu_hits){.line = sp_alloc(rules->rules + 1, 1)};
}

void
nlu_hits_finish(struct nlu_hits *hits)
{
    sp_free(hits->hit);
    sp_free(hits->line);
    *hits = (struct nlu_hits){0};
}

/* Boundaries are counted from the sentence's first token. */
struct match {
    struct nlu_bench *bench;
    const struct nlu_text *text;
    uint32_t first, body, end; /* the sentence */
    uint32_t words;            /* of 64 boundaries */
};

static void
put(uint64_t *set, uint32_t at)
{
    set[at / 64] |= UINT64_C(1) << at % 64;
}

static bool
has(const uint64_t *set, uint32_t at)
{
    return set[at / 64] >> at % 64 & 1;
}

static bool
is_comma(const struct match *m, uint32_t at)
{
    const struct nlu_token *token = &m->text->token[m->first + at];
    return token->kind == NLU_MARK && (token->hash == nlu_hash(NLU_SEED, ',') ||
                                       token->hash == nlu_hash(NLU_SEED, ':'));
}

static void
widen(const struct match *m, const uint64_t *from, uint64_t *to)
{
    memcpy(to, from, m->words * sizeof *to);
    for (unsigned n = 1; n <= NLU_GAP; n++) { /* shifted by n boundaries */
        for (uint32_t w = m->words; w-- > 0;)
            to[w] |= from[w] << n | (w > 0 ? from[w - 1] >> (64 - n) : 0);
    }
}

static void
open_up(const struct match *m, const uint64_t *from, uint64_t *to)
{
    memset(to, 0, m->words * sizeof *to);
    bool open = false;
    for (uint32_t w = 0; w < m->words; w++) {
        if (open)
            to[w] = UINT64_MAX;
        else if (from[w]) {
            to[w] = ~((from[w] & (~from[w] + 1)) - 1); /* from the lowest bit on */
            open = true;
        }
    }
}

static void
carry(const struct match *m, const struct nlu_element *element, const uint64_t *from,
      uint64_t *to)
{
    uint32_t length = m->end - m->first;
    memset(to, 0, m->words * sizeof *to);
    switch (element->kind) {
    case NLU_CLASS:
        for (uint32_t at = m->bench->head[element->class]; at;
             at = m->bench->occurrence[at - 1].next) {
            const struct nlu_occurrence *o = &m->bench->occurrence[at - 1];
            if (has(from, o->start - m->first))
                put(to, o->end - m->first);
        }
        break;
    case NLU_UPTO:
        widen(m, from, to);
        break;
    case NLU_REST:
        open_up(m, from, to);
        break;
    case NLU_BEGIN:
        to[0] = from[0] & 1;
        break;
    case NLU_CLAUSE:
        for (uint32_t at = 0; at < length; at++)
            if (has(from, at) && (at == 0 || is_comma(m, at - 1)))
                put(to, at);
        break;
    default: /* NLU_END */
        for (uint32_t at = m->body - m->first; at <= length; at++)
            if (has(from, at))
                put(to, at);
    }
}

/* The same for a sentence of less than 64 tokens, in one word. */
static uint64_t
carry_short(const struct match *m, const struct nlu_element *element, uint64_t from)
{
    uint32_t length = m->end - m->first;
    uint64_t to = 0;
    switch (element->kind) {
    case NLU_CLASS:
        for (uint32_t at = m->bench->head[element->class]; at;
             at = m->bench->occurrence[at - 1].next) {
            const struct nlu_occurrence *o = &m->bench->occurrence[at - 1];
            to |= (from >> (o->start - m->first) & 1) << (o->end - m->first);
        }
        return to;
    case NLU_UPTO:
        to = from | from << 1;
        to |= to << 2;
        to |= to << 4;
        return to | from << NLU_GAP;
    case NLU_REST:
        return ~((from & (~from + 1)) - 1); /* from the lowest bit on */
    case NLU_BEGIN:
        return from & 1;
    case NLU_CLAUSE:
        for (uint32_t at = 0; at < length; at++)
            if (at == 0 || is_comma(m, at - 1))
                to |= from & UINT64_C(1) << at;
        return to;
    default: /* NLU_END */
        return from & ~((UINT64_C(1) << (m->body - m->first)) - 1);
    }
}

static bool
carries(const struct match *m, const struct nlu_element *element, const uint64_t *from,
        uint64_t *to)
{
    uint64_t any = 0;
    if (m->words == 1) {
        *to = *from ? carry_short(m, element, *from) : 0;
        return *to != 0;
    }
    carry(m, element, from, to);
    for (uint32_t w = 0; w < m->words; w++)
        any |= to[w];
    return any != 0;
}

/* Where the match that ends first began: back through the sets. */
static uint32_t
begin_of(const struct match *m, const struct nlu_pattern *pattern, uint32_t end)
{
    uint32_t at = end;
    for (unsigned e = pattern->elements; e-- > 0;) {
        const struct nlu_element *element = &pattern->element[e];
        const uint64_t *from = m->bench->reach[e];
        if (element->kind == NLU_CLASS) {
            uint32_t best = UINT32_MAX;
            for (uint32_t o = m->bench->head[element->class]; o;
                 o = m->bench->occurrence[o - 1].next) {
                const struct nlu_occurrence *one = &m->bench->occurrence[o - 1];
                uint32_t start = one->start - m->first;
                if (one->end - m->first == at && has(from, start) &&
                    (best == UINT32_MAX || start > best))
                    best = start;
            }
            at = best == UINT32_MAX ? at : best;
        } else if (element->kind == NLU_UPTO || element->kind == NLU_REST) {
            while (at > 0 && !has(from, at))
                at--;
        }
    }
    return at;
}

static bool
matches(const struct match *m, const struct nlu_pattern *pattern, uint32_t *start,
        uint32_t *end)
{
    uint64_t *const *reach = m->bench->reach;
    memset(reach[0], 0xff, m->words * sizeof *reach[0]);
    for (unsigned e = 0; e < pattern->elements; e++) {
        if (!carries(m, &pattern->element[e], reach[e], reach[e + 1]))
            return false;
    }
    for (uint32_t at = 0; at <= m->end - m->first; at++)
        if (has(reach[pattern->elements], at)) {
            *end = m->first + at;
            *start = *end;
            if (pattern->rule >= m->bench->rules->marks)
                *start = m->first + begin_of(m, pattern, at);
            return true;
        }
    return false; /* beyond the sentence */
}

/* What the classes have in each sentence, one sentence after the other. */
static void
find_all(struct nlu_bench *bench, const struct nlu_text *text)
{
    bench->first[0] = 0;
    for (uint32_t i = 0; i < text->sentences; i++)
        bench->first[i + 1] = nlu_trie_find(
            bench->rules->trie, text, text->sentence[i].first, text->sentence[i].end,
            bench->occurrence, bench->first[i], NLU_OCCURRENCES);
}

/* Chains the occurrences of the sentence by class, and notes the patterns to look at.
 */
static void
spread(struct nlu_bench *bench, uint32_t sentence, bool marks)
{
    const struct nlu_rules *rules = bench->rules;
    const uint32_t *anchor = rules->anchor[marks ? 0 : 1];
    uint64_t there = 0;
    for (uint32_t i = bench->first[sentence + 1]; i-- > bench->first[sentence];) {
        struct nlu_occurrence *o = &bench->occurrence[i];
        o->next = bench->head[o->class];
        bench->head[o->class] = i + 1;
        there |= nlu_class_bit(o->class);
    }
    for (uint32_t i = bench->first[sentence]; i < bench->first[sentence + 1]; i++) {
        const struct nlu_occurrence *o = &bench->occurrence[i];
        if (bench->head[o->class] != i + 1)
            continue; /* its patterns are noted */
        for (uint32_t a = anchor[o->class]; a < anchor[o->class + 1]; a++) {
            const struct nlu_anchored *one = &rules->anchored[a];
            if ((one->needs & ~there) == 0)
                bench->candidate[one->pattern / 64] |= UINT64_C(1) << one->pattern % 64;
        }
    }
}

static void
clear(struct nlu_bench *bench, uint32_t sentence)
{
    for (uint32_t i = bench->first[sentence]; i < bench->first[sentence + 1]; i++)
        bench->head[bench->occurrence[i].class] = 0;
    memset(bench->candidate, 0,
           (bench->rules->patterns / 64 + 1) * sizeof *bench->candidate);
}

static bool
holds(const struct nlu_pattern *pattern, const uint8_t *here, const uint8_t *line,
      const struct nlu_hits *customer)
{
    for (unsigned i = 0; i < pattern->conditions; i++) {
        const struct nlu_condition *c = &pattern->condition[i];
        bool is = c->where == NLU_HERE   ? here[c->rule]
                  : c->where == NLU_LINE ? line[c->rule]
                                         : customer && customer->line[c->rule];
        if (is != c->wanted)
            return false;
    }
    return true;
}

static void
add_hit(struct nlu_hits *out, struct nlu_hit hit)
{
    if (out->hits == out->room) {
        out->room = out->room ? out->room * 2 : 64;
        out->hit = sp_grow(out->hit, out->room, sizeof *out->hit);
    }
    out->hit[out->hits++] = hit;
}

/* The noted patterns in one sentence, in the order of their rules. */
static void
run_sentence(struct nlu_bench *bench, const struct nlu_text *text, uint32_t sentence,
             const struct nlu_hits *customer, struct nlu_hits *out)
{
    const struct nlu_sentence *s = &text->sentence[sentence];
    struct match m = {bench,   text,   s->first,
                      s->body, s->end, (s->end - s->first) / 64 + 1};
    for (uint32_t w = 0; w < bench->rules->patterns / 64 + 1; w++) {
        for (uint64_t left = bench->candidate[w]; left; left &= left - 1) {
            uint32_t p = w * 64 + (uint32_t)__builtin_ctzll(left);
            const struct nlu_pattern *pattern = &bench->rules->pattern[p];
            struct nlu_hit hit = {pattern->rule, sentence, 0, 0};
            if (bench->here[pattern->rule] ||
                !holds(pattern, bench->here, out->line, customer) ||
                !matches(&m, pattern, &hit.start, &hit.end))
                continue;
            bench->here[pattern->rule] = out->line[pattern->rule] = 1;
            add_hit(out, hit);
        }
    }
}

static void
look(struct nlu_bench *bench, const struct nlu_text *text, const uint8_t *given,
     bool marks, const struct nlu_hits *customer, struct nlu_hits *out)
{
    const struct nlu_rules *rules = bench->rules;
    uint32_t seen = 0;                      /* marks that the first round found */
    uint32_t known = marks ? 0 : out->hits; /* by sentence */
    for (uint32_t i = 0; i < text->sentences; i++) {
        memset(bench->here, 0, rules->rules);
        for (unsigned g = 0; g < NLU_GIVEN; g++)
            if (given[i] >> g & 1)
                bench->here[g] = out->line[g] = 1;
        for (; seen < known && out->hit[seen].sentence == i; seen++)
            bench->here[out->hit[seen].rule] = 1;
        spread(bench, i, marks);
        run_sentence(bench, text, i, customer, out);
        clear(bench, i);
    }
}

void
nlu_rules_run(struct nlu_bench *bench, const struct nlu_text *text,
              const uint8_t *given, const struct nlu_hits *customer,
              struct nlu_hits *out)
{
    const struct nlu_rules *rules = bench->rules;
    out->hits = 0;
    memset(out->line, 0, rules->rules);
    find_all(bench, text);
    look(bench, text, given, true, customer, out);
    if (customer)
        look(bench, text, given, false, customer, out);
}
