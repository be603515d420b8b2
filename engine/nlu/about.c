/* about.c: references by cue. */
#include "about.h"

#include <string.h>

enum { GAP = 3, STEM = 4, ENDING = 3, PERCENT = 60, CONTENT_MOST = 32 };

/* Equal, or words of one stem: unlocks, unlocked. */
static bool
same(const struct nlu_text *a, const struct nlu_token *x, const struct nlu_text *b,
     const struct nlu_token *y)
{
    if (x->hash == y->hash)
        return true;
    if (x->kind != NLU_WORD_KIND || y->kind != NLU_WORD_KIND)
        return false;
    unsigned least = x->count < y->count ? x->count : y->count, common = 0;
    unsigned most = x->count < y->count ? y->count : x->count;
    while (common < least &&
           a->letter[x->letters + common] == b->letter[y->letters + common])
        common++;
    return common >= STEM && most - common <= ENDING;
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

/* Whether a token says something: a word of four letters or more, or an ideograph that
 * another follows (two of them are compared). */
static bool
has_content(const struct nlu_text *text, uint32_t at)
{
    const struct nlu_token *token = &text->token[at];
    return token->kind == NLU_WORD_KIND
               ? token->count >= STEM
               : token->kind == NLU_HAN && at + 1 < text->tokens &&
                     token[1].kind == NLU_HAN;
}

/* Where the cue's content token stands in the sentence; end of it when nowhere. */
static uint32_t
place_of(const struct nlu_text *text, const struct nlu_sentence *s,
         const struct nlu_text *cue, uint32_t c)
{
    for (uint32_t at = s->first; at < s->end; at++) {
        if (!same(text, &text->token[at], cue, &cue->token[c]))
            continue;
        if (cue->token[c].kind != NLU_HAN ||
            (at + 1 < s->end && text->token[at + 1].hash == cue->token[c + 1].hash))
            return at;
    }
    return s->end;
}

/* Most of what the cue says, in any order, in one sentence. */
static bool
find_most(const struct nlu_text *text, const struct nlu_text *cue,
          struct sp_span *where)
{
    for (uint32_t i = 0; i < text->sentences; i++) {
        const struct nlu_sentence *s = &text->sentence[i];
        uint32_t all = 0, found = 0, first = s->end, last = 0;
        for (uint32_t c = 0; c < cue->tokens && all < CONTENT_MOST; c++) {
            if (!has_content(cue, c))
                continue;
            uint32_t at = place_of(text, s, cue, c);
            all++;
            if (at == s->end)
                continue;
            found++;
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
        if (found >= 2 && found * 100 >= all * PERCENT) {
            *where = (struct sp_span){text->token[first].start, text->token[last].end};
            return true;
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
    if (!find(s->text, s->phrase, &about.where) &&
        !find_most(s->text, s->phrase, &about.where))
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
