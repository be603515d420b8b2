/* beside.c: what a move's score is worth beside those of the others: a line seldom
 * makes two moves with the same words, a faint move counts for more where nothing else
 * is heard, and for less where the line seems to make none. A second linear model, over
 * few features that are all either there or not (D. H. Wolpert, Stacked generalization,
 * Neural Networks 5, 1992). */
#include "model.h"

#define COUNT(edges) ((unsigned)(sizeof(edges) / sizeof *(edges)))

/* In 1/1024. */
static const int16_t fine[] = {-1229, -922, -717, -512, -358, -205, -102,
                               0,     102,  205,  358,  512,  819};
static const int16_t none_edge[] = {-1024, -819, -614, -410, -205, 0, 205};
static const int16_t coarse[] = {-614, -307, 0};
static const int16_t gap_edge[] = {-1024, -614, -410, -205, 0, 205, 410, 819};
static const int16_t other_edge[] = {-819, -512, -205, 0, 205, 512, 819};
static const int16_t chain_edge[] = {-614, -307, 0, 307};
static const int16_t length_edge[] = {4, 7, 12, 20, 33, 55}; /* tokens */

enum { FINE = 14, HALVES = FINE / 2, RANKS = 5, SENTENCES = 4, HEARD = -307 };

/* Features are counted off group by group. */
struct counting {
    uint16_t *out;
    unsigned outs, base;
};

static unsigned
bin(int32_t value, const int16_t *edge, unsigned edges)
{
    unsigned b = 0;
    while (b < edges && value >= edge[b])
        b++;
    return b;
}

static void
add(struct counting *c, unsigned which, unsigned of)
{
    c->out[c->outs++] = (uint16_t)(c->base + which);
    c->base += of;
}

static bool
is_chain(unsigned move)
{
    return move == SP_FEATURE || move == SP_ADVANTAGE || move == SP_BENEFIT;
}

/* The loudest other one in the same sentence that is no other part of a chain, or
 * SP_MOVES. */
static unsigned
rival_here(const struct nlu_standing *s, unsigned move)
{
    for (unsigned i = 0; i < SP_MOVES; i++) {
        unsigned m = s->order[i];
        if (m != move && s->sentence[m] == s->sentence[move] &&
            !(is_chain(m) && is_chain(move)))
            return m;
    }
    return SP_MOVES;
}

static void
add_rivals(struct counting *c, const struct nlu_standing *s, unsigned move)
{
    int32_t score = s->score[move];
    unsigned rival = s->order[s->order[0] == move], here = rival_here(s, move);
    int32_t loud = here < SP_MOVES ? s->score[here] : -2 * NLU_ONE;
    add(c, rival, SP_MOVES);
    add(c, bin(score - s->score[rival], gap_edge, COUNT(gap_edge)),
        COUNT(gap_edge) + 1);
    add(c, bin(s->score[rival], other_edge, COUNT(other_edge)), COUNT(other_edge) + 1);
    add(c, loud > HEARD ? here : SP_MOVES, SP_MOVES + 1);
    add(c, bin(score - loud, gap_edge, COUNT(gap_edge)), COUNT(gap_edge) + 1);
    add(c, bin(loud, other_edge, COUNT(other_edge)), COUNT(other_edge) + 1);
}

/* How loud the other parts of a chain are. */
static void
add_chain(struct counting *c, const struct nlu_standing *s, unsigned move)
{
    for (unsigned m = SP_FEATURE; m <= SP_BENEFIT; m++) {
        unsigned of = COUNT(chain_edge) + 1;
        if (is_chain(move) && m != move)
            add(c, bin(s->score[m], chain_edge, COUNT(chain_edge)), of);
        else
            c->base += of;
    }
}

unsigned
nlu_beside(const struct nlu_standing *s, unsigned move, uint16_t out[NLU_BESIDE_SET])
{
    struct counting c = {.out = out};
    unsigned own = bin(s->score[move], fine, COUNT(fine)), half = own / 2;
    unsigned none = bin(s->score[NLU_NONE], coarse, COUNT(coarse));
    unsigned rank = 0;
    while (rank < RANKS - 1 && s->order[rank] != move)
        rank++;
    add(&c, own, FINE);
    add(&c, s->rule[move], NLU_RULED);
    add(&c, s->split ? bin(s->alone[move], fine, COUNT(fine)) : FINE, FINE + 1);
    add(&c, bin(s->score[NLU_NONE], none_edge, COUNT(none_edge)), COUNT(none_edge) + 1);
    add(&c, rank, RANKS);
    add(&c, s->sentences < SENTENCES ? s->sentences : SENTENCES, SENTENCES + 1);
    add(&c, bin((int32_t)s->tokens, length_edge, COUNT(length_edge)),
        COUNT(length_edge) + 1);
    add(&c, half * NLU_RULED + s->rule[move], HALVES * NLU_RULED);
    add(&c, half * (COUNT(coarse) + 1) + none, HALVES * (COUNT(coarse) + 1));
    add_rivals(&c, s, move);
    add_chain(&c, s, move);
    if (rank == 0)
        add(&c, half * (COUNT(coarse) + 1) + none, HALVES * (COUNT(coarse) + 1));
    else
        c.base += HALVES * (COUNT(coarse) + 1);
    if (s->reports)
        add(&c, 0, 1);
    return c.outs;
}

int32_t
nlu_worth(const struct nlu_model *model, enum nlu_script script,
          const struct nlu_standing *s, unsigned move)
{
    uint16_t feature[NLU_BESIDE_SET];
    unsigned count = nlu_beside(s, move, feature);
    int32_t worth = 0;
    for (unsigned i = 0; i < count; i++)
        worth += model->beside[script][move][feature[i]];
    return worth;
}
