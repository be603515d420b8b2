/* rules.h: ordered rules over the tokens of a sentence.
 *
 * A rules file (in assets/nlu) has, a line each:
 *
 *   class NAME: words | more words | guarant*
 *   mark NAME: PATTERN
 *   rule ID MOVE STRENGTH        the patterns follow, indented
 *     zh 为什么算                 one sentence for people, each language
 *     en why it counts
 *     PATTERN
 *
 * A pattern is a sequence of {these|or these}, <class>, bare words, and
 *   ..    a gap of up to 8 tokens       ....  anything in the sentence
 *   ^     the sentence begins           /     a clause begins (also after a comma)
 *   $     the sentence ends, but for its closing marks
 * and, after them, conditions: +NAME or -NAME, a mark in the same sentence or not;
 * +!NAME or -!NAME, in the whole line; +@NAME or -@NAME, in the customer's line. `#` is
 * any number. One ideograph is one token, one word is one token.
 *
 * STRENGTH: `strong` counts unless the model objects; `weak` counts when the model
 * agrees; `not` takes a sentence's rules of this move away. */
#pragma once

#include "core/lang.h"
#include "core/mem.h"
#include "core/str.h"
#include "core/vocab.h"
#include "nlu/recognise.h"
#include "text.h"

#define NLU_RULES_MOST 1024
#define NLU_PATTERNS_MOST 8192
#define NLU_ELEMENTS 16
#define NLU_GAP 8
#define NLU_RULES_BYTES (4u << 20)

/* Marks that are worked out rather than written. */
enum nlu_given {
    NLU_FIRST,  /* the line's first sentence */
    NLU_LAST,   /* its last */
    NLU_SHORT,  /* a line of three tokens at most */
    NLU_ECHO,   /* the sentence takes up words of the customer */
    NLU_PARROT, /* nearly all of it is the customer's */
    NLU_ALONE,  /* the customer said nothing before */
    NLU_REPORT, /* of the line, reported words were taken out */
    NLU_GIVEN
};

enum nlu_strength { NLU_MARK_ONLY, NLU_STRONG, NLU_WEAK, NLU_NOT };

struct nlu_rule { /* or a mark */
    const char *id;
    const char *say[SP_LANGS]; /* NULL for marks */
    enum sp_signal move, form; /* form == move: none */
    enum nlu_strength strength;
};

enum nlu_where { NLU_HERE, NLU_LINE, NLU_CUSTOMER };

struct nlu_condition {
    uint16_t rule; /* the mark's index */
    uint8_t where;
    bool wanted;
};

enum nlu_element_kind { NLU_CLASS, NLU_UPTO, NLU_REST, NLU_BEGIN, NLU_CLAUSE, NLU_END };

struct nlu_element {
    uint32_t class; /* of NLU_CLASS */
    uint8_t kind;
};

struct nlu_pattern {
    const struct nlu_element *element;
    struct nlu_condition *condition;
    uint8_t elements, conditions;
    uint16_t rule;
};

/* A pattern beside the class by which it is found: one that it needs. */
struct nlu_anchored {
    uint32_t pattern;
    uint64_t needs; /* a bit per class, more of them to a bit */
};

struct nlu_rules {
    struct sp_arena arena;
    struct nlu_rule *rule; /* the given marks, the marks, the rules: in this order */
    struct nlu_pattern *pattern;   /* by rule */
    struct nlu_anchored *anchored; /* by class, of a class together */
    uint32_t *anchor[2]; /* by class and one more: the first; of marks, of rules */
    struct nlu_trie *trie;
    uint32_t rules, marks, patterns, classes;
    uint16_t reports, reported; /* marks by these names, else one past the last rule */
    uint64_t hash;              /* of the files' bytes */
};

static inline uint64_t
nlu_class_bit(uint32_t class)
{
    return UINT64_C(1) << (class * UINT32_C(2654435761) >> 26);
}

/* Reads several files as if they were one, marks and classes of an earlier one known to
 * a later. False: *file and *line (from 1) say where, and `rules` is empty. */
bool nlu_rules_read(const struct sp_ear_file *files, unsigned count,
                    struct nlu_rules *rules, unsigned *file, unsigned *line);
void nlu_rules_finish(struct nlu_rules *rules);

/* trie.c: words and phrases by their tokens. */
struct nlu_trie *nlu_trie_new(void);
void nlu_trie_free(struct nlu_trie *trie);
/* The phrase stands in the class. `prefix`: its last word may go on. */
void nlu_trie_add(struct nlu_trie *trie, const struct nlu_text *phrase, bool prefix,
                  uint32_t class);

/* Once all are in, and before any is looked for. */
void nlu_trie_pack(struct nlu_trie *trie);

struct nlu_occurrence {
    uint32_t class, start, end; /* tokens */
    uint32_t next;              /* of the same class; 0: none, else index + 1 */
};

#define NLU_OCCURRENCES 65536

/* Adds what begins at each token of [first, end), up to `room`; returns the new count.
 */
uint32_t nlu_trie_find(const struct nlu_trie *trie, const struct nlu_text *text,
                       uint32_t first, uint32_t end, struct nlu_occurrence *out,
                       uint32_t count, uint32_t room);

struct nlu_hit {
    uint16_t rule;
    uint32_t sentence, start, end; /* tokens; of a mark, only the end is known */
};

/* What fired in a text. */
struct nlu_hits {
    struct nlu_hit *hit; /* marks, then rules; each in order of sentence and rule */
    uint32_t hits, room;
    uint8_t *line; /* by rule: fired somewhere */
};

/* Memory for one text at a time. */
struct nlu_bench {
    struct nlu_occurrence *occurrence;
    uint32_t *first;     /* by sentence, and one more: its first occurrence */
    uint32_t *head;      /* by class: occurrence + 1 of the sentence at hand */
    uint64_t *candidate; /* patterns to look at */
    uint8_t *here;       /* by rule: fired in this sentence */
    uint64_t *reach[NLU_ELEMENTS + 1];
    const struct nlu_rules *rules;
};

void nlu_bench_start(struct nlu_bench *bench, const struct nlu_rules *rules);
void nlu_bench_finish(struct nlu_bench *bench);
/* `customer`: what fired in the customer's line, or NULL while that is read itself;
 * only marks are looked for then. `given`: a bit per enum nlu_given for each sentence.
 */
void nlu_rules_run(struct nlu_bench *bench, const struct nlu_text *text,
                   const uint8_t *given, const struct nlu_hits *customer,
                   struct nlu_hits *out);
void nlu_hits_start(struct nlu_hits *hits, const struct nlu_rules *rules);
void nlu_hits_finish(struct nlu_hits *hits);
