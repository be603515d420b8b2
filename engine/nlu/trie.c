/* trie.c: phrases by their tokens; every phrase that begins at a token is found in one
 * walk. Edges stand in one open table keyed by state and token. */
#include <string.h>

#include "rules.h"

struct edge {
    uint64_t key; /* 0: free */
    uint32_t to;
};

struct place {            /* a class that ends at a state */
    uint32_t class, next; /* next: index + 1 */
};

struct state {
    uint32_t place;  /* index + 1, or 0; packed: of the first in `class` */
    uint32_t places; /* packed: how many */
    bool prefixes;   /* some word begins further on here */
};

/* Most words begin no phrase: one look at some bits says so. */
enum { SIEVE_BITS = 1 << 17 };

struct nlu_trie {
    uint64_t sieve[SIEVE_BITS / 64]; /* by key: an edge may be there */
    uint32_t *class;                 /* packed: of a state, together */
    struct edge *edge;
    struct state *state;
    struct place *place;
    size_t edges, edge_room, states, state_room, places, place_room;
};

static uint64_t
key_of(uint32_t state, uint32_t hash)
{
    return ((uint64_t)state << 32 | hash) + 1;
}

static size_t
slot_of(uint64_t key, size_t room)
{
    key *= UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(key >> 32) & (room - 1);
}

static struct edge *
find_edge(const struct nlu_trie *trie, uint64_t key)
{
    size_t at = slot_of(key, trie->edge_room);
    while (trie->edge[at].key && trie->edge[at].key != key)
        at = (at + 1) & (trie->edge_room - 1);
    return &trie->edge[at];
}

static void
grow_edges(struct nlu_trie *trie)
{
    struct edge *old = trie->edge;
    size_t room = trie->edge_room;
    trie->edge_room *= 2;
    trie->edge = sp_alloc(trie->edge_room, sizeof *trie->edge);
    for (size_t i = 0; i < room; i++)
        if (old[i].key)
            *find_edge(trie, old[i].key) = old[i];
    sp_free(old);
}

static uint32_t
new_state(struct nlu_trie *trie)
{
    if (trie->states == trie->state_room) {
        trie->state_room *= 2;
        trie->state = sp_grow(trie->state, trie->state_room, sizeof *trie->state);
    }
    trie->state[trie->states] = (struct state){0};
    return (uint32_t)trie->states++;
}

struct nlu_trie *
nlu_trie_new(void)
{
    struct nlu_trie *trie = sp_alloc(1, sizeof *trie);
    trie->edge_room = trie->state_room = trie->place_room = 1024;
    trie->edge = sp_alloc(trie->edge_room, sizeof *trie->edge);
    trie->state = sp_alloc(trie->state_room, sizeof *trie->state);
    trie->place = sp_alloc(trie->place_room, sizeof *trie->place);
    new_state(trie);
    return trie;
}

void
nlu_trie_free(struct nlu_trie *trie)
{
    if (!trie)
        return;
    sp_free(trie->edge);
    sp_free(trie->state);
    sp_free(trie->place);
    sp_free(trie->class);
    sp_free(trie);
}

static uint32_t
step_or_add(struct nlu_trie *trie, uint32_t state, uint32_t hash)
{
    struct edge *edge = find_edge(trie, key_of(state, hash));
    if (edge->key)
        return edge->to;
    if (trie->edges * 2 >= trie->edge_room)
        grow_edges(trie);
    uint32_t to = new_state(trie);
    *find_edge(trie, key_of(state, hash)) = (struct edge){key_of(state, hash), to};
    trie->edges++;
    return to;
}

static uint32_t
prefix_hash(uint32_t hash)
{
    return nlu_hash(hash, '*');
}

void
nlu_trie_add(struct nlu_trie *trie, const struct nlu_text *phrase, bool prefix,
             uint32_t class)
{
    uint32_t state = 0;
    for (uint32_t i = 0; i < phrase->tokens; i++) {
        const struct nlu_token *token = &phrase->token[i];
        bool open = prefix && i + 1 == phrase->tokens && token->kind == NLU_WORD_KIND;
        if (open)
            trie->state[state].prefixes = true;
        state = step_or_add(trie, state, open ? prefix_hash(token->hash) : token->hash);
    }
    uint32_t *list = &trie->state[state].place;
    for (uint32_t at = *list; at; at = trie->place[at - 1].next)
        if (trie->place[at - 1].class == class)
            return;
    if (trie->places == trie->place_room) {
        trie->place_room *= 2;
        trie->place = sp_grow(trie->place, trie->place_room, sizeof *trie->place);
    }
    trie->place[trie->places++] = (struct place){class, *list};
    *list = (uint32_t)trie->places;
}

static size_t
bit_of(uint64_t key)
{
    return (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 40) & (SIEVE_BITS - 1);
}

void
nlu_trie_pack(struct nlu_trie *trie)
{
    uint32_t count = 0;
    trie->class = sp_grow(trie->class, trie->places + 1, sizeof *trie->class);
    for (size_t i = 0; i < trie->states; i++) {
        uint32_t first = count;
        for (uint32_t at = trie->state[i].place; at; at = trie->place[at - 1].next)
            trie->class[count++] = trie->place[at - 1].class;
        trie->state[i].place = first;
        trie->state[i].places = count - first;
    }
    for (size_t i = 0; i < trie->edge_room; i++) {
        size_t bit = bit_of(trie->edge[i].key);
        if (trie->edge[i].key)
            trie->sieve[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    sp_free(trie->place);
    trie->place = NULL;
}

/* NULL: no such edge. */
static const struct edge *
step(const struct nlu_trie *trie, uint32_t state, uint32_t hash)
{
    uint64_t key = key_of(state, hash);
    size_t bit = bit_of(key);
    if (!(trie->sieve[bit / 64] >> bit % 64 & 1))
        return NULL;
    const struct edge *edge = find_edge(trie, key);
    return edge->key ? edge : NULL;
}

/* What is being collected. */
struct found {
    struct nlu_occurrence *out;
    uint32_t count, room;
};

static void
collect(const struct nlu_trie *trie, uint32_t state, uint32_t start, uint32_t end,
        struct found *found)
{
    const struct state *at = &trie->state[state];
    for (uint32_t i = 0; i < at->places && found->count < found->room; i++)
        found->out[found->count++] = (struct nlu_occurrence){
            .class = trie->class[at->place + i], .start = start, .end = end};
}

static void
collect_prefixes(const struct nlu_trie *trie, const struct nlu_text *text,
                 uint32_t state, uint32_t start, uint32_t at, struct found *found)
{
    const struct nlu_token *token = &text->token[at];
    uint32_t hash = NLU_SEED;
    for (unsigned i = 0; i < token->count; i++) {
        hash = nlu_hash(hash, text->letter[token->letters + i]);
        const struct edge *edge = step(trie, state, prefix_hash(hash));
        if (edge)
            collect(trie, edge->to, start, at + 1, found);
    }
}

uint32_t
nlu_trie_find(const struct nlu_trie *trie, const struct nlu_text *text, uint32_t first,
              uint32_t end, struct nlu_occurrence *out, uint32_t count, uint32_t room)
{
    struct found found = {out, count, room};
    for (uint32_t start = first; start < end; start++) {
        uint32_t state = 0;
        for (uint32_t at = start; at < end; at++) {
            const struct nlu_token *token = &text->token[at];
            if (trie->state[state].prefixes && token->kind == NLU_WORD_KIND)
                collect_prefixes(trie, text, state, start, at, &found);
            const struct edge *edge = step(trie, state, token->hash);
            if (!edge)
                break;
            state = edge->to;
            collect(trie, state, start, at + 1, &found);
        }
    }
    return found.count;
}
