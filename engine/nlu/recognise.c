/* recognise.c: rules and model together: what counts, how sure it is, and by which
 * words. */
#include "nlu/recognise.h"

#include <string.h>

#include "about.h"
#include "model.h"

const char *const sp_ear_rules_files[SP_EAR_RULES_FILES] = {"common.txt", "zh.txt",
                                                            "en.txt"};

enum { HALF = 50 /* percent */ };

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
    struct nlu_text phrase;  /* a cue */
    int64_t *weight;         /* by sentence */
    struct nlu_alone *alone; /* by sentence */
    uint16_t *sentence_of;   /* by token */
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
    room->weight = sp_grow(NULL, NLU_BYTES, sizeof *room->weight);
    room->alone = sp_grow(NULL, NLU_BYTES, sizeof *room->alone);
    room->sentence_of = sp_grow(NULL, NLU_BYTES, sizeof *room->sentence_of);
    return room;
}

void
sp_ear_room_free(struct sp_ear_room *room)
{
    if (!room)
        return;
    nlu_listener_finish(&room->listener);
    nlu_text_finish(&room->phrase);
    sp_free(room->weight);
    sp_free(room->alone);
    sp_free(room->sentence_of);
    sp_free(room);
}

/* One line being judged. */
struct judging {
    const struct sp_ear *ear;
    const struct nlu_listener *l;
    struct sp_ear_room *room;
    enum sp_ear_part part;
    enum nlu_script script;
    bool terse;   /* too short for anything but a strong rule: "right.", 行 */
    bool reports; /* another's words, which were taken out */
    struct nlu_speaking speaking;
    int32_t score[NLU_OUTPUTS];
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

/* Whether the move is in the line at all, and whether it counts. */
static bool
judge(struct judging *j, enum sp_signal move, struct sp_heard_move *out)
{
    const struct nlu_rules *rules = &j->ear->rules;
    const struct nlu_limits *limits = &j->ear->model.limits[j->script][move];
    const struct nlu_hit *strong = j->speaking.strong[move];
    const struct nlu_hit *weak = j->speaking.weak[move];
    if (j->terse)
        weak = NULL;
    const struct nlu_hit *hit = strong ? strong : weak;
    /* Who reports another's words is less likely to make a move of his own. */
    int32_t none = j->score[NLU_NONE] + (j->reports ? NLU_ONE * 2 / 5 : 0);
    int32_t score = j->score[move] - (strong ? 0 : nlu_doubt(none));
    bool alone = j->part == SP_EAR_MODEL_ALONE;
    *out = (struct sp_heard_move){.move = move, .signals = SP_BIT(move)};
    if (hit && !alone) {
        out->rule = rules->rule[hit->rule].id;
        for (unsigned lang = 0; lang < SP_LANGS; lang++)
            out->why[lang] = rules->rule[hit->rule].say[lang];
    }
    if (j->part == SP_EAR_RULES_ALONE || !j->ear->has_model) {
        out->confidence = strong ? 75 : 25;
        out->unsure = !strong;
        j->margin[move] = strong ? 2 : 1;
        return hit != NULL;
    }
    out->confidence = confidence_of(limits, score);
    if (strong && !alone && out->confidence < limits->sure)
        out->confidence = (uint8_t)limits->sure;
    int32_t limit = alone    ? limits->alone
                    : strong ? limits->strong
                    : weak   ? limits->weak
                             : INT32_MAX;
    j->margin[move] = limit == INT32_MAX ? score - limits->unsure : score - limit;
    if (score >= limit)
        return true;
    out->unsure = true;
    return !alone && score >= limits->unsure;
}

/* What speaks for the move in each sentence, in 1/1024 of a score; only the order
 * counts. */
static void
weigh(const struct judging *j, enum sp_signal move)
{
    const struct nlu_rules *rules = &j->ear->rules;
    const struct nlu_model *model = j->ear->has_model ? &j->ear->model : NULL;
    const struct nlu_features *f = &j->l->features;
    int64_t *weight = j->room->weight;
    memset(weight, 0, j->l->text.sentences * sizeof *weight);
    for (uint32_t i = 0; i < j->l->hits.hits; i++) {
        const struct nlu_hit *hit = &j->l->hits.hit[i];
        const struct nlu_rule *rule = &rules->rule[hit->rule];
        if (rule->strength == NLU_MARK_ONLY)
            continue;
        if (rule->move == move && rule->strength == NLU_STRONG)
            weight[hit->sentence] += NLU_ONE;
        else if (rule->move == move && rule->strength == NLU_WEAK)
            weight[hit->sentence] += NLU_ONE / 4;
        if (model)
            weight[hit->sentence] +=
                model->dense[(f->first_dense + hit->rule) * NLU_OUTPUTS + move];
    }
    for (uint32_t i = 0; i < f->ngrams && model; i++)
        weight[j->room->sentence_of[f->ngram[i].token]] +=
            2 * model->sparse[(size_t)f->ngram[i].bucket * NLU_OUTPUTS + move];
}

static uint32_t
best_sentence(const struct judging *j, enum sp_signal move)
{
    uint32_t best = 0;
    if (j->l->text.sentences == 1)
        return 0;
    weigh(j, move);
    for (uint32_t i = 1; i < j->l->text.sentences; i++)
        if (j->room->weight[i] > j->room->weight[best])
            best = i;
    return best;
}

/* By token: the sentence that it stands in. */
static void
number_sentences(struct sp_ear_room *room)
{
    const struct nlu_text *text = &room->listener.text;
    for (uint32_t i = 0; i < text->sentences; i++)
        for (uint32_t t = text->sentence[i].first; t < text->sentence[i].end; t++)
            room->sentence_of[t] = (uint16_t)i;
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

static bool
is_terse(const struct nlu_text *text, uint32_t first, uint32_t end)
{
    unsigned words = 0;
    for (uint32_t i = first; i < end; i++)
        words += text->token[i].kind != NLU_MARK;
    return words < 2;
}

/* A move that one sentence would make if it stood alone. */
struct alone_move {
    bool has;
    uint32_t sentence;
    int32_t margin;
    struct sp_heard_move heard;
};

static bool
is_chain(enum sp_signal move)
{
    return move == SP_FEATURE || move == SP_ADVANTAGE || move == SP_BENEFIT;
}

/* What a sentence says alone must be surer than what the line says; the parts of a
 * chain of feature, advantage and benefit mostly stand in one sentence of several. */
static uint8_t
sure_alone(enum sp_signal move)
{
    return is_chain(move) ? 70 : 85;
}

static void
judge_sentence(const struct judging *line, uint32_t sentence,
               const struct nlu_speaking *speaking, struct alone_move found[SP_MOVES])
{
    const struct nlu_text *text = &line->l->text;
    const struct nlu_sentence *s = &text->sentence[sentence];
    struct judging j = *line;
    j.speaking = *speaking;
    j.terse = is_terse(text, s->first, s->end);
    j.reports = line->l->given[sentence] >> NLU_REPORT & 1;
    memcpy(j.score, line->room->alone[sentence].score, sizeof j.score);
    for (unsigned move = 0; move < SP_MOVES; move++) {
        struct sp_heard_move one;
        if (!judge(&j, (enum sp_signal)move, &one) || one.unsure ||
            one.confidence < sure_alone((enum sp_signal)move) ||
            (found[move].has && j.margin[move] <= found[move].margin))
            continue;
        found[move] = (struct alone_move){true, sentence, j.margin[move], one};
    }
}

static void
judge_sentences(const struct judging *j, struct alone_move found[SP_MOVES])
{
    const struct nlu_rules *rules = &j->ear->rules;
    const struct nlu_hits *hits = &j->l->hits;
    uint32_t at = 0;
    if (j->l->text.sentences < 2 || j->part != SP_EAR_WHOLE || !j->ear->has_model)
        return;
    nlu_sentence_scores(&j->ear->model, rules, j->l, j->room->sentence_of,
                        j->room->alone);
    while (at < hits->hits && hits->hit[at].rule < rules->marks)
        at++;
    for (uint32_t i = 0; i < j->l->text.sentences; i++) {
        struct nlu_speaking speaking = {0};
        if (at < hits->hits && hits->hit[at].sentence == i)
            at = nlu_speaking_in(rules, hits, at, &speaking);
        judge_sentence(j, i, &speaking, found);
    }
}

/* Evidence, words and its place among the others. */
static void
name_move(const struct judging *j, uint32_t sentence, struct sp_heard_move *one,
          struct sp_heard *heard)
{
    find_evidence(j, sentence, one);
    if (j->ear->has_model)
        find_words(j, one);
    insert(j, heard, one);
}

static bool
overlaps(const struct sp_heard_move *a, const struct sp_heard_move *b)
{
    return a->evidence.start < b->evidence.end && b->evidence.start < a->evidence.end;
}

/* Whether all three of feature, advantage and benefit are heard in these words, if not
 * surely. */
static bool
in_chain(const struct sp_heard *heard, const struct sp_heard_move *one)
{
    unsigned parts = 0;
    for (unsigned i = 0; i < heard->moves; i++)
        parts += is_chain(heard->move[i].move) && overlaps(one, &heard->move[i]);
    return is_chain(one->move) && parts == 3;
}

/* The same words seldom make two moves, but for a chain of feature, advantage, benefit:
 * beside a more certain one a move needs this confidence. Measured by cross-validation:
 * below it one in three was right. */
static bool
is_crowded(const struct judging *j, const struct sp_heard *heard, unsigned at)
{
    static const uint8_t beside[NLU_SCRIPTS] = {[NLU_CHINESE] = 85, [NLU_LATIN] = 70};
    const struct sp_heard_move *one = &heard->move[at];
    if (one->confidence >= beside[j->script] || in_chain(heard, one))
        return false;
    for (unsigned i = 0; i < at; i++) {
        const struct sp_heard_move *other = &heard->move[i];
        if (!other->unsure && !(is_chain(one->move) && is_chain(other->move)) &&
            overlaps(one, other))
            return true;
    }
    return false;
}

/* Moves beside each other, the most certain first; and where none is sure, the first
 * one counts that is as likely as not. */
static void
settle(const struct judging *j, struct sp_heard *heard)
{
    struct sp_heard_move left[SP_MOVES];
    unsigned lefts = 0, sure = 0;
    if (j->part != SP_EAR_WHOLE || !j->ear->has_model)
        return;
    for (unsigned i = 0; i < heard->moves; i++) {
        struct sp_heard_move *one = &heard->move[i];
        one->unsure = one->unsure || is_crowded(j, heard, i);
    }
    for (unsigned i = 0; i < heard->moves; i++) {
        if (heard->move[i].unsure)
            left[lefts++] = heard->move[i];
        else
            heard->move[sure++] = heard->move[i];
    }
    memcpy(heard->move + sure, left, lefts * sizeof *left);
    if (sure == 0 && lefts > 0 && left->rule && left->confidence >= HALF)
        heard->move->unsure = false;
}

static void
name_moves(struct judging *j, struct sp_heard *heard)
{
    struct sp_heard_move by_line[SP_MOVES];
    struct alone_move alone[SP_MOVES] = {0};
    bool in[SP_MOVES], sure = false;
    for (unsigned move = 0; move < SP_MOVES; move++) {
        in[move] = judge(j, (enum sp_signal)move, &by_line[move]);
        sure |= in[move] && !by_line[move].unsure;
    }
    if (sure) /* a line that says nothing is not read for more */
        judge_sentences(j, alone);
    for (unsigned move = 0; move < SP_MOVES; move++) {
        if (alone[move].has && (!in[move] || by_line[move].unsure)) {
            j->margin[move] = alone[move].margin;
            name_move(j, alone[move].sentence, &alone[move].heard, heard);
        } else if (in[move]) {
            name_move(j, best_sentence(j, (enum sp_signal)move), &by_line[move], heard);
        }
    }
    settle(j, heard);
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
    heard->reports = j->reports;
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
    struct judging j = {.ear = ear,
                        .l = l,
                        .room = room,
                        .part = line->part,
                        .script = nlu_script_of(&l->text)};
    j.terse = is_terse(&l->text, 0, l->text.tokens);
    j.reports = l->hits.line[NLU_REPORT];
    describe(&j, heard);
    if (l->text.sentences == 0)
        return SP_HEARD_FINE;
    number_sentences(room);
    nlu_speaking(&ear->rules, &l->hits, &j.speaking);
    if (ear->has_model)
        nlu_scores(&ear->model, &l->features, j.score);
    name_moves(&j, heard);
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
