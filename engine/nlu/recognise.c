/* recognise.c: rules and model together: what counts, how sure it is, and by which
 * words. */
#include "nlu/recognise.h"

#include <string.h>

#include "about.h"
#include "model.h"

const char *const sp_ear_rules_files[SP_EAR_RULES_FILES] = {"common.txt", "zh.txt",
                                                            "en.txt"};

enum {
    LIKELY = 56,              /* percent */
    FAINT = -NLU_ONE * 6 / 10 /* what scores less is not even seen */
};

/* Marks that are asked for by their names. */
enum named {
    SAYS_YES,
    SAYS_NO,
    SAYS_CONCERN,
    ASKS_LAST,
    ASKS_BARE,
    SHOWS,
    UNDERSTANDS,
    SUMS_UP,
    NEXT,
    SOON,
    NAMED
};

struct sp_ear {
    struct nlu_rules rules;
    struct nlu_model model;
    bool has_model;
    uint16_t
        named[NAMED]; /* indices; one that never fires when there is no such mark */
    bool *plays_back; /* by rule: says again what the customer meant */
};

/* A rule of clarify whose id ends so plays back. */
static bool
is_playback(const char *id)
{
    static const char ending[] = ".playback";
    size_t size = strlen(id), tail = sizeof ending - 1;
    return size > tail && strcmp(id + size - tail, ending) == 0;
}

static void
know_names(struct sp_ear *ear)
{
    static const char *const names[NAMED] = {
        "says.yes", "says.no",         "says.concern", "asks.last", "asks.bare",
        "evidence", "says.understood", "sums.up",      "next",      "soon"};
    const struct nlu_rules *rules = &ear->rules;
    ear->plays_back = sp_alloc(rules->rules, sizeof *ear->plays_back);
    for (unsigned n = 0; n < NAMED; n++)
        ear->named[n] = (uint16_t)rules->rules; /* one past the last: never fires */
    for (uint32_t i = 0; i < rules->rules; i++) {
        ear->plays_back[i] = is_playback(rules->rule[i].id);
        for (unsigned n = 0; n < NAMED && i < rules->marks; n++)
            if (strcmp(rules->rule[i].id, names[n]) == 0)
                ear->named[n] = (uint16_t)i;
    }
}

struct sp_ear_room {
    struct nlu_listener listener;
    struct nlu_text phrase; /* a cue */
    struct nlu_apart apart;
};

struct sp_ear *
sp_ear_new(const struct sp_ear_file *rules, unsigned count, struct sp_ear_file model,
           struct sp_ear_fault *fault)
{
    struct sp_ear *ear = sp_alloc(1, sizeof *ear);
    *fault = (struct sp_ear_fault){SP_EAR_FINE, 0, 0};
    if (!nlu_rules_read(rules, count, &ear->rules, &fault->file, &fault->line))
        fault->what = SP_EAR_RULES;
    else if (model.at &&
             !nlu_model_read(model.at, model.size, &ear->rules, &ear->model))
        fault->what = SP_EAR_MODEL;
    if (fault->what == SP_EAR_FINE) {
        ear->has_model = model.at != NULL;
        know_names(ear);
        return ear;
    }
    sp_ear_free(ear);
    return NULL;
}

void
sp_ear_free(struct sp_ear *ear)
{
    if (!ear)
        return;
    nlu_rules_finish(&ear->rules);
    nlu_model_finish(&ear->model);
    sp_free(ear->plays_back);
    sp_free(ear);
}

struct sp_ear_room *
sp_ear_room_new(const struct sp_ear *ear)
{
    struct sp_ear_room *room = sp_alloc(1, sizeof *room);
    nlu_listener_start(&room->listener, &ear->rules);
    nlu_text_start(&room->phrase);
    nlu_apart_start(&room->apart);
    return room;
}

void
sp_ear_room_free(struct sp_ear_room *room)
{
    if (!room)
        return;
    nlu_listener_finish(&room->listener);
    nlu_text_finish(&room->phrase);
    nlu_apart_finish(&room->apart);
    sp_free(room);
}

/* One line being judged. */
struct judging {
    const struct sp_ear *ear;
    const struct nlu_listener *l;
    enum sp_ear_part part;
    enum nlu_script script;
    struct nlu_speaking speaking;
    struct nlu_standing standing;
    int32_t margin[SP_MOVES]; /* over the limit that applied */
};

static uint8_t
confidence_of(const struct nlu_limits *limits, int32_t score)
{
    uint8_t confidence = 0;
    for (unsigned i = 0; i < NLU_BINS && score >= limits->edge[i]; i++)
        confidence = limits->confidence[i];
    return confidence;
}

static void
explain(const struct judging *j, const struct nlu_hit *hit, struct sp_heard_move *out)
{
    const struct nlu_rule *rule = &j->ear->rules.rule[hit->rule];
    out->rule = rule->id;
    for (unsigned lang = 0; lang < SP_LANGS; lang++)
        out->why[lang] = rule->say[lang];
}

/* By the linear model alone: what the tests compare with. */
static bool
judge_alone(struct judging *j, enum sp_signal move, struct sp_heard_move *out)
{
    const struct nlu_limits *limits = &j->ear->model.limits[j->script][move];
    int32_t score = j->standing.score[move];
    if (j->standing.rule[move] != NLU_BY_STRONG)
        score -= nlu_doubt(j->standing.score[NLU_NONE]);
    out->confidence = LIKELY;
    j->margin[move] = score - limits->alone;
    return score >= limits->alone;
}

/* By rules and both models, of a line or of a sentence alone. */
static bool
weigh(struct judging *j, const struct nlu_standing *standing, enum sp_signal move,
      struct sp_heard_move *out)
{
    const struct nlu_limits *limits = &j->ear->model.limits[j->script][move];
    if (standing->rule[move] != NLU_BY_STRONG && standing->score[move] < FAINT)
        return false;
    int32_t worth = nlu_worth(&j->ear->model, j->script, standing, move);
    unsigned rule = standing->rule[move];
    if (rule != NLU_NO_RULE)
        explain(j,
                (rule == NLU_BY_STRONG ? j->speaking.strong : j->speaking.weak)[move],
                out);
    out->confidence = confidence_of(limits, worth);
    if (rule == NLU_BY_STRONG && out->confidence < limits->sure)
        out->confidence = (uint8_t)limits->sure;
    int32_t limit = rule == NLU_BY_STRONG ? limits->strong : limits->weak;
    j->margin[move] = worth - limit;
    out->unsure = rule == NLU_NO_RULE || worth < limit;
    return !out->unsure || worth >= limits->unsure;
}

/* Whether the move is in the line at all, and whether it counts. */
static bool
judge(struct judging *j, enum sp_signal move, struct sp_heard_move *out)
{
    const struct nlu_hit *strong = j->speaking.strong[move];
    const struct nlu_hit *hit = strong ? strong : j->speaking.weak[move];
    *out = (struct sp_heard_move){.move = move, .signals = SP_BIT(move)};
    if (j->part == SP_EAR_MODEL_ALONE)
        return judge_alone(j, move, out);
    if (j->part == SP_EAR_WHOLE && j->ear->has_model)
        return weigh(j, &j->standing, move, out);
    out->confidence = strong ? 75 : 25;
    out->unsure = !strong;
    j->margin[move] = strong ? 2 : 1;
    if (hit)
        explain(j, hit, out);
    return hit != NULL;
}

/* What a sentence says alone must be surer than what the line says; the parts of a
 * chain of feature, advantage and benefit mostly stand in one sentence of several. */
static uint8_t
sure_alone(enum sp_signal move)
{
    bool chain = move == SP_FEATURE || move == SP_ADVANTAGE || move == SP_BENEFIT;
    return chain ? 70 : 85;
}

/* Whether the sentence where it is loudest makes the move when it stands alone. */
static bool
judge_sentence(struct judging *j, const struct nlu_apart *apart, enum sp_signal move,
               struct sp_heard_move *out)
{
    struct nlu_standing alone;
    uint32_t sentence = j->standing.sentence[move];
    if (!j->standing.split || j->part != SP_EAR_WHOLE ||
        apart->alone[sentence].rule[move] == NLU_NO_RULE)
        return false;
    nlu_stand_alone(j->l, apart, sentence, &alone);
    *out = (struct sp_heard_move){.move = move, .signals = SP_BIT(move)};
    return weigh(j, &alone, move, out) && !out->unsure &&
           out->confidence >= sure_alone(move);
}

/* The sentence in which the move is made. */
static uint32_t
sentence_of(const struct judging *j, enum sp_signal move)
{
    const struct nlu_hit *strong = j->speaking.strong[move];
    const struct nlu_hit *hit = strong ? strong : j->speaking.weak[move];
    if (j->standing.split)
        return j->standing.sentence[move];
    return hit && j->part != SP_EAR_MODEL_ALONE ? hit->sentence : 0;
}

static bool
is_break(const struct nlu_token *token)
{
    return token->kind == NLU_MARK && (token->hash == nlu_hash(NLU_SEED, ',') ||
                                       token->hash == nlu_hash(NLU_SEED, 0x2014));
}

/* The clauses around a hit, or the whole sentence. */
static struct sp_span
span_of(const struct judging *j, const struct nlu_sentence *s,
        const struct nlu_hit *hit)
{
    const struct nlu_token *token = j->l->text.token;
    uint32_t first = s->first, end = s->body > s->first ? s->body : s->end;
    if (hit) {
        uint32_t from = hit->start,
                 to = hit->end > hit->start ? hit->end : hit->start + 1;
        while (from > first && !is_break(&token[from - 1]))
            from--;
        while (to < end && !is_break(&token[to]))
            to++;
        first = from;
        end = to < end ? to : end;
    }
    while (first + 1 < end && token[first].kind == NLU_MARK)
        first++;
    return (struct sp_span){token[first].start, token[end - 1].end};
}

/* The sentence and clauses that make it, its forms, and whether a `not` stands there.
 */
static void
find_evidence(const struct judging *j, uint32_t best, struct sp_heard_move *out)
{
    const struct nlu_text *text = &j->l->text;
    const uint16_t bare = j->ear->named[ASKS_BARE];
    const struct nlu_hit *found = NULL;
    for (uint32_t i = 0; i < j->l->hits.hits; i++) {
        const struct nlu_hit *hit = &j->l->hits.hit[i];
        const struct nlu_rule *rule = &j->ear->rules.rule[hit->rule];
        out->bare |= hit->sentence == best && hit->rule == bare;
        if (rule->move != out->move || rule->strength == NLU_MARK_ONLY ||
            j->part == SP_EAR_MODEL_ALONE)
            continue;
        if (rule->strength == NLU_NOT)
            out->unsure |= hit->sentence == best;
        else if (rule->form != rule->move)
            out->signals |= SP_BIT(rule->form);
        if (hit->sentence == best && rule->strength == NLU_STRONG && !found)
            found = hit;
    }
    out->evidence = span_of(j, &text->sentence[best], found);
    out->sentence = span_of(j, &text->sentence[best], NULL);
}

static unsigned
least_of(const int value[SP_HEARD_WORDS])
{
    unsigned at = 0;
    for (unsigned w = 1; w < SP_HEARD_WORDS; w++)
        if (value[w] < value[at])
            at = w;
    return at;
}

/* The n-grams that spoke most for it; of those that overlap, the strongest. */
static void
find_words(const struct judging *j, struct sp_heard_move *out)
{
    int value[SP_HEARD_WORDS] = {0};
    unsigned least = 0;
    const struct nlu_features *f = &j->l->features;
    for (uint32_t i = 0; i < f->ngrams; i++) {
        const struct nlu_ngram *n = &f->ngram[i];
        int weight = j->ear->model.sparse[(size_t)n->bucket * NLU_OUTPUTS + out->move];
        if (weight <= value[least])
            continue;
        struct sp_span word = {j->l->text.token[n->token].start,
                               j->l->text.token[n->token + n->tokens - 1].end};
        bool known = false;
        for (unsigned w = 0; w < out->words; w++)
            if (word.start < out->word[w].end && word.end > out->word[w].start) {
                known = true;
                if (weight > value[w]) {
                    value[w] = weight;
                    out->word[w] = word;
                }
            }
        if (!known) {
            out->words += least == out->words;
            value[least] = weight;
            out->word[least] = word;
        }
        least = least_of(value);
    }
}

static bool
goes_before(const struct judging *j, const struct sp_heard_move *a,
            const struct sp_heard_move *b)
{
    if (a->unsure != b->unsure)
        return b->unsure;
    return j->margin[a->move] > j->margin[b->move];
}

static void
insert(const struct judging *j, struct sp_heard *heard,
       const struct sp_heard_move *move)
{
    unsigned at = heard->moves++;
    while (at > 0 && goes_before(j, move, &heard->move[at - 1])) {
        heard->move[at] = heard->move[at - 1];
        at--;
    }
    heard->move[at] = *move;
}

static void
name_moves(struct judging *j, const struct nlu_apart *apart, struct sp_heard *heard)
{
    for (unsigned m = 0; m < SP_MOVES; m++) {
        enum sp_signal move = (enum sp_signal)m;
        struct sp_heard_move one, alone;
        bool in = judge(j, move, &one);
        int32_t margin = j->margin[m];
        if ((!in || one.unsure) && judge_sentence(j, apart, move, &alone))
            one = alone;
        else if (!in)
            continue;
        else
            j->margin[m] = margin;
        find_evidence(j, sentence_of(j, move), &one);
        if (j->ear->has_model)
            find_words(j, &one);
        insert(j, heard, &one);
    }
    /* A line makes none whose first one is hardly likelier than not. */
    bool likely = heard->moves > 0 && heard->move->confidence >= LIKELY;
    for (unsigned i = 0; i < heard->moves && !likely; i++)
        heard->move[i].unsure = true;
    while (heard->counted < heard->moves && heard->counted < SP_HEARD_COUNTED &&
           !heard->move[heard->counted].unsure)
        heard->counted++;
}

static void
describe(const struct judging *j, struct sp_heard *heard)
{
    const uint8_t *customer = j->l->customer.line, *line = j->l->hits.line;
    const uint16_t *named = j->ear->named;
    heard->answering = (struct sp_answering){
        .yes = customer[named[SAYS_YES]],
        .no = customer[named[SAYS_NO]],
        .concern = customer[named[SAYS_CONCERN]],
        .shared = j->l->shared,
    };
    heard->asks = line[named[ASKS_LAST]];
    heard->concrete = line[named[NEXT]] || line[named[SOON]];
    heard->shows = line[named[SHOWS]];
    heard->understands = line[named[UNDERSTANDS]];
    heard->bare = line[named[ASKS_BARE]];
    heard->sums = line[named[SUMS_UP]];
    heard->reports = line[NLU_REPORT];
    for (uint32_t i = 0; i < j->l->hits.hits && !heard->playback; i++)
        heard->playback = j->ear->plays_back[j->l->hits.hit[i].rule];
}

enum sp_heard_result
sp_recognise(const struct sp_ear *ear, struct sp_ear_room *room,
             const struct sp_utterance *line, struct sp_heard *heard)
{
    *heard = (struct sp_heard){0};
    if (line->size > SP_HEARD_BYTES || line->context_size > SP_HEARD_BYTES)
        return SP_HEARD_TOO_LONG;
    if (!sp_utf8_valid(line->text, line->size) ||
        !sp_utf8_valid(line->context ? line->context : "", line->context_size))
        return SP_HEARD_NOT_UTF8;
    struct nlu_listener *l = &room->listener;
    nlu_listen(l, &ear->rules, line->text, line->size,
               line->context ? line->context : "", line->context_size);
    struct judging j = {
        .ear = ear, .l = l, .part = line->part, .script = nlu_script_of(&l->text)};
    describe(&j, heard);
    if (l->text.sentences == 0)
        return SP_HEARD_FINE;
    nlu_speaking(&ear->rules, &l->hits, &j.speaking);
    if (ear->has_model)
        nlu_stand(&ear->model, &ear->rules, l, &j.speaking, &room->apart, &j.standing);
    name_moves(&j, &room->apart, heard);
    if (line->scenario)
        nlu_find_about(line->scenario, &l->text, &room->phrase, heard);
    return SP_HEARD_FINE;
}

uint64_t
sp_heard_signals(const struct sp_heard *heard)
{
    uint64_t signals = 0;
    for (unsigned i = 0; i < heard->counted; i++)
        signals |= heard->move[i].signals;
    return signals;
}
