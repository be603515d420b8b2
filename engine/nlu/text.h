/* text.h: a line as tokens: what rules and model look at, each with its place in the
 * bytes that were typed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longer lines are refused before anything is looked at. A line of 4,096 bytes takes
 * eight minutes to say. */
#define NLU_BYTES 4096
#define NLU_WORD 32 /* letters of a word that count; the rest is left out */

enum nlu_kind {
    NLU_WORD_KIND, /* letters, folded, apostrophes inside */
    NLU_HAN,       /* one ideograph, traditional as simplified */
    NLU_NUMBER,    /* digits with points, commas, percent; all numbers are one */
    NLU_MARK       /* a punctuation mark or symbol */
};

struct nlu_token {
    uint32_t hash;       /* of the folded letters */
    uint32_t start, end; /* bytes in the line */
    uint32_t letters;    /* where they begin in nlu_text.letter, for words */
    uint8_t count, kind;
};

struct nlu_sentence {
    uint32_t first, end; /* tokens, its closing marks among them */
    uint32_t body;       /* end without closing marks */
};

/* Arrays have room for NLU_BYTES; a text is filled once and read by many. */
struct nlu_text {
    struct nlu_token *token;
    struct nlu_sentence *sentence;
    uint16_t *letter;
    uint32_t tokens, sentences, letters;
};

void nlu_text_start(struct nlu_text *text);
void nlu_text_finish(struct nlu_text *text);
/* Reads valid UTF-8 of at most NLU_BYTES. */
void nlu_text_read(struct nlu_text *text, const char *line, size_t size);

/* One code point as it is compared; 0: to be left out, more than one: the first. */
uint32_t nlu_fold(uint32_t code);
uint32_t nlu_hash(uint32_t hash, uint32_t value);
#define NLU_SEED UINT32_C(2166136261)
/* Marks after which a sentence ends. */
bool nlu_is_stop(uint32_t mark);
