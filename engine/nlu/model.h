/* model.h: the second opinion: hashed n-grams and fired rules times integer weights.
 *
 * score = bias + A * (sum(line) / sqrt(n) + 0.7 * sum(customer) / sqrt(m)) +
 * sum(dense), in 1/1024; n and m are the numbers of n-grams of the line and of the
 * customer's words before it, the roots integer ones; where words are spelt, n-grams of
 * words count three times beside those of letters. Each script has its own weights.
 * One output beside the moves says that there is none at all. What counts is decided by
 * a second machine over how the scores stand beside each other (beside.c). Weights of
 * both are trained by tools/train-nlu with liblinear (R.-E. Fan et al., JMLR 9, 2008),
 * L2-loss support vectors (-s 1). */
#pragma once

#include "rules.h"

#define NLU_BUCKETS (1u << 17)
#define NLU_OUTPUTS 16
#define NLU_ONE 1024      /* a score of 1 */
#define NLU_SPARSE_ONE 40 /* a weight of 1 in the table of n-grams */
#define NLU_NONE SP_MOVES /* the output that no move is made */
#define NLU_DENSE_VALUE \
    8 /* a fired rule is worth 1/8 beside the n-grams' length of 1 */
#define NLU_CUSTOMER_PERCENT 70 /* what an n-gram of the customer's is worth */
#define NLU_NGRAMS 65536
#define NLU_OTHERS 40 /* dense features beside rules */
#define NLU_OTHERS_SET 4
#define NLU_ENDINGS 2
#define NLU_BINS 12

struct nlu_ngram {
    uint32_t bucket, token; /* token: where it begins */
    uint8_t tokens, times;  /* times: how often it counts */
};

enum nlu_script { NLU_CHINESE, NLU_LATIN, NLU_SCRIPTS };

struct nlu_features {
    struct nlu_ngram *ngram; /* of the line, then of the customer's words */
    uint16_t *dense;
    uint32_t ngrams, customers, denses; /* customers: n-grams behind the line's */
    uint32_t times;                     /* of the line's n-grams together */
    uint32_t first_dense;               /* of the line's script */
};

/* How strong a rule speaks for a move. */
enum nlu_ruled { NLU_NO_RULE, NLU_BY_WEAK, NLU_BY_STRONG, NLU_RULED };

/* How the moves of a line stand beside each other. */
struct nlu_standing {
    int32_t score[NLU_OUTPUTS]; /* of the line */
    int32_t alone[SP_MOVES]; /* of the sentence that scores most when it stands alone */
    uint16_t sentence[SP_MOVES]; /* which one that is */
    uint8_t rule[SP_MOVES];      /* enum nlu_ruled */
    uint8_t order[SP_MOVES];     /* the moves, the loudest first */
    uint32_t sentences, tokens;
    bool split;   /* sentences were looked at one by one */
    bool reports; /* another's words were taken out */
};

#define NLU_BESIDE 215 /* features of a move beside the others */
#define NLU_BESIDE_SET 20

/* What a move must be worth to count. */
struct nlu_limits {
    int32_t strong, weak, unsure;
    int32_t alone; /* for the linear model alone: its score */
    int32_t sure;  /* percent: of lines with a strong rule, those that made the move */
    int32_t edge[NLU_BINS];       /* confidence[i] holds from edge[i] on */
    uint8_t confidence[NLU_BINS]; /* percent */
};

struct nlu_model {
    int8_t *sparse; /* [NLU_BUCKETS][NLU_OUTPUTS] */
    int16_t *dense; /* [denses][NLU_OUTPUTS], in 1/1024 */
    int32_t bias[NLU_OUTPUTS];
    int16_t beside[NLU_SCRIPTS][SP_MOVES][NLU_BESIDE]; /* in 1/1024 */
    struct nlu_limits limits[NLU_SCRIPTS][SP_MOVES];
    uint32_t denses;
};

/* The bytes: "SPNLU5\n\0", the rules' hash, denses, bias, limits, beside, dense, and
 * the rows of the sparse table that are not zero, each after its number. Little-endian.
 */
bool nlu_model_read(const void *bytes, size_t size, const struct nlu_rules *rules,
                    struct nlu_model *model);
void nlu_model_write(const struct nlu_model *model, const struct nlu_rules *rules,
                     struct sp_str *out);
void nlu_model_finish(struct nlu_model *model);
uint32_t nlu_denses(const struct nlu_rules *rules);

void nlu_features_start(struct nlu_features *features, const struct nlu_rules *rules);
void nlu_features_finish(struct nlu_features *features);
void nlu_features_read(const struct nlu_rules *rules, const struct nlu_text *text,
                       const struct nlu_hits *hits, const struct nlu_text *context,
                       const struct nlu_hits *customer, unsigned shared,
                       struct nlu_features *out);
/* By how much more a move must score that no strong rule speaks for, in 1/1024. */
int32_t nlu_doubt(int32_t none);
/* By move, in 1/1024. */
void nlu_scores(const struct nlu_model *model, const struct nlu_features *features,
                int32_t score[NLU_OUTPUTS]);
enum nlu_script nlu_script_of(const struct nlu_text *text);
/* How a line, or a sentence of it, ends: tokens [first, end); returns how many. */
unsigned nlu_ending(const struct nlu_text *text, enum nlu_script script, uint32_t first,
                    uint32_t end, uint32_t bucket[NLU_ENDINGS]);
/* Beside the rules: length in eight steps, sentences in four, shared words in five. */
void nlu_others(uint32_t tokens, uint32_t sentences, unsigned shared,
                uint32_t other[NLU_OTHERS_SET]);
/* Adds what a sum of rows is worth, and what the customer's words are. */
void nlu_add_sum(const int32_t sum[NLU_OUTPUTS], uint32_t times, int percent,
                 int32_t score[NLU_OUTPUTS]);
void nlu_customer_scores(const struct nlu_model *model,
                         const struct nlu_features *features,
                         int32_t score[NLU_OUTPUTS]);

bool nlu_is_quote(const struct nlu_token *token);
/* quotes.c: blanks in `line`, of which `text` was read and in which the marks of `hits`
 * were found, what it only reports. False: nothing. */
bool nlu_unquote(const struct nlu_rules *rules, const struct nlu_text *text,
                 const struct nlu_hits *hits, char *line);

/* listen.c: everything that is known of a line before it is judged. */
struct nlu_listener {
    struct nlu_text text, context;
    struct nlu_bench bench;
    struct nlu_hits hits, customer;
    struct nlu_features features;
    uint8_t *given;
    char *line;      /* a copy, without what it only reports */
    uint32_t *set;   /* of the customer's words */
    unsigned shared; /* percent of the line's words that are the customer's */
};
void nlu_listener_start(struct nlu_listener *listener, const struct nlu_rules *rules);
void nlu_listener_finish(struct nlu_listener *listener);
void nlu_listen(struct nlu_listener *listener, const struct nlu_rules *rules,
                const char *text, size_t size, const char *context,
                size_t context_size);
/* By move, the first hit of a strong and of a weak rule that no `not` takes away. */
struct nlu_speaking {
    const struct nlu_hit *strong[SP_MOVES], *weak[SP_MOVES];
};
void nlu_speaking(const struct nlu_rules *rules, const struct nlu_hits *hits,
                  struct nlu_speaking *out);
/* Of the sentence that the hit `from` stands in; returns the first of the next. */
uint32_t nlu_speaking_in(const struct nlu_rules *rules, const struct nlu_hits *hits,
                         uint32_t from, struct nlu_speaking *out);

/* sentences.c: a sentence as if it stood alone. */
struct nlu_alone {
    int32_t score[NLU_OUTPUTS];
    int32_t sum[NLU_OUTPUTS]; /* of its n-grams' rows */
    uint32_t times;
    uint8_t rule[SP_MOVES]; /* enum nlu_ruled */
};

/* Memory for the sentences of one text. */
struct nlu_apart {
    struct nlu_alone *alone; /* by sentence */
    uint16_t *sentence_of;   /* by token */
};

void nlu_apart_start(struct nlu_apart *apart);
void nlu_apart_finish(struct nlu_apart *apart);
/* How the moves stand in what was heard. */
void nlu_stand(const struct nlu_model *model, const struct nlu_rules *rules,
               const struct nlu_listener *listener, const struct nlu_speaking *speaking,
               struct nlu_apart *apart, struct nlu_standing *out);

/* How they would in one sentence, once a text was split. */
void nlu_stand_alone(const struct nlu_listener *listener, const struct nlu_apart *apart,
                     uint32_t sentence, struct nlu_standing *out);

/* beside.c: the features that are there, up to NLU_BESIDE_SET; returns how many. */
unsigned nlu_beside(const struct nlu_standing *standing, unsigned move,
                    uint16_t out[NLU_BESIDE_SET]);
/* In 1/1024. */
int32_t nlu_worth(const struct nlu_model *model, enum nlu_script script,
                  const struct nlu_standing *standing, unsigned move);
