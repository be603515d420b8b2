/* about.c: references by cue. */
#include "about.h"

#include <string.h>

enum { GAP = 3, STEM = 4, ENDING = 3 };

/* Equal, or words of one stem: guarantee, guarantees. */
static bool
same(const struct nlu_text *a, const struct nlu_token *x, const struct nlu_text *b,
     const struct nlu_token *y)
{
    if (x->hash == y->hash)
        return true;
    if (x->kind != NLU_WORD_KIND || y->kind != NLU_WORD_KIND)
        return false;
    unsigned least = x->count < y->count ? x->count : y->count;
    unsigned most = x->count < y->count ? y->count : x->count;
    return least >= STEM && most - least <= ENDING &&
           memcmp(a->letter + x->letters, b->letter + y->letters,
                  least * sizeof *a->letter) == 0;
}

/* The cue's tokens from `at` on; the end, or 0. */
static uint32_t
follow(const struct nlu_text *text, uint32_t at, uint32_t end,
       const struct nlu_text *cue)
{
    for (uint32_t c = 0; c < cue->tokens; c++) {
        uint32_t last = c == 0 ? at + 1 : at + GAP + 1;
        while (at < end && at < last &&
               !same(text, &text->token[at], cue, &cue->token[c]))
            at++;
        if (at >= end || at >= last)
            return 0;
        at++;
    }
    return at;
}

static bool
find(const struct nlu_text *text, const struct nlu_text *cue, struct sp_span *where)
{
    for (uint32_t i = 0; i < text->sentences && cue->tokens > 0; i++) {
        const struct nlu_sentence *s = &text->sentence[i];
        for (uint32_t at = s->first; at < s->end; at++) {
            uint32_t end = follow(text, at, s->end, cue);
            if (end) {
                *where =
                    (struct sp_span){text->token[at].start, text->token[end - 1].end};
                return true;
            }
        }
    }
    return false;
}

static void
insert(struct sp_heard *heard, struct sp_about about)
{
    unsigned at = heard->abouts++;
    while (at > 0 && heard->about[at - 1].where.start > about.where.start) {
        heard->about[at] = heard->about[at - 1];
        at--;
    }
    heard->about[at] = about;
}

/* Where lines are looked for and found. */
struct search {
    const struct nlu_text *text;
    struct nlu_text *phrase;
    struct sp_heard *heard;
};

static bool
try_cue(struct search *s, const char *cue, enum sp_about_kind kind, unsigned index)
{
    struct sp_about about = {kind, (uint8_t)index, cue, {0}};
    size_t size = cue ? strlen(cue) : 0;
    if (size == 0 || size > 400 || s->heard->abouts == SP_HEARD_ABOUT)
        return false;
    nlu_text_read(s->phrase, cue, size);
    if (!find(s->text, s->phrase, &about.where))
        return false;
    insert(s->heard, about);
    return true;
}

/* One reference at most for each thing, by the first cue that is there; its name counts
 * as a cue. */
static void
try_all(struct search *s, const struct sp_wordings *cues, const struct sp_text *name,
        enum sp_about_kind kind, unsigned index)
{
    for (unsigned lang = 0; lang < SP_LANGS; lang++)
        for (unsigned c = 0; c < cues->count[lang]; c++)
            if (try_cue(s, cues->by[lang][c], kind, index))
                return;
    for (unsigned lang = 0; lang < SP_LANGS; lang++)
        if (try_cue(s, name->by[lang], kind, index))
            return;
}

void
nlu_find_about(const struct sp_scenario *scenario, const struct nlu_text *text,
               struct nlu_text *phrase, struct sp_heard *heard)
{
    struct search s = {text, phrase, heard};
    for (unsigned i = 0; i < scenario->need_count; i++)
        try_all(&s, &scenario->needs[i].cues, &scenario->needs[i].text, SP_ABOUT_NEED,
                i);
    for (unsigned i = 0; i < scenario->remedy_count; i++)
        try_all(&s, &scenario->remedies[i].cues, &scenario->remedies[i].text,
                SP_ABOUT_REMEDY, i);
    for (unsigned i = 0; i < scenario->feature_count; i++)
        try_all(&s, &scenario->features[i].cues, &scenario->features[i].feature,
                SP_ABOUT_FEATURE, i);
    for (unsigned i = 0; i < scenario->motive_count; i++)
        try_all(&s, &scenario->motives[i].cues, &scenario->motives[i].text,
                SP_ABOUT_MOTIVE, i);
}
