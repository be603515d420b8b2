/* rules_read.c: reading the rules file. */
#include <string.h>

#include "rules.h"

enum { NAME_MOST = 64, PHRASE_TOKENS = 16 };

struct named {
    char *name; /* in the arena */
    uint32_t class;
};

struct reading {
    struct nlu_rules *rules;
    struct nlu_text phrase; /* a literal as tokens */
    struct named *class;    /* those with a name */
    size_t classes, class_room;
    struct nlu_rule *rule;
    size_t rule_count;
    struct nlu_pattern *pattern;
    size_t pattern_count;
    struct nlu_element element[NLU_ELEMENTS]; /* of the pattern at hand */
    struct nlu_condition condition[NLU_ELEMENTS];
    unsigned elements, conditions;
};

static const char *const given_names[NLU_GIVEN] = {
    "is.first", "is.last", "is.short", "is.echo", "is.parrot", "is.alone", "is.report"};

/* A stretch of the file. */
struct slice {
    const char *at, *end;
};

static void
trim(struct slice *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
        s->at++;
    while (s->at < s->end &&
           (s->end[-1] == ' ' || s->end[-1] == '\t' || s->end[-1] == '\r'))
        s->end--;
}

static bool
is(struct slice s, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(s.end - s.at) == size && memcmp(s.at, word, size) == 0;
}

/* Cuts off up to the next `sign`; the rest stays in *s. */
static struct slice
cut(struct slice *s, char sign)
{
    const char *at = memchr(s->at, sign, (size_t)(s->end - s->at));
    struct slice head = {s->at, at ? at : s->end};
    s->at = at ? at + 1 : s->end;
    trim(&head);
    return head;
}

static char *
keep(struct reading *in, struct slice s)
{
    size_t size = (size_t)(s.end - s.at);
    char *copy = sp_arena_alloc(&in->rules->arena, size + 1, 1);
    memcpy(copy, s.at, size);
    return copy;
}

/* SP_MOVES in the sense of "nobody". */
static size_t
find_rule(const struct reading *in, struct slice name)
{
    for (size_t i = 0; i < in->rule_count; i++)
        if (is(name, in->rule[i].id))
            return i;
    return SIZE_MAX;
}

static bool
add_phrase(struct reading *in, struct slice words, uint32_t class)
{
    trim(&words);
    bool prefix = words.end - words.at > 1 && words.end[-1] == '*';
    size_t size = (size_t)(words.end - words.at) - prefix;
    if (size == 0 || size > 200 || !sp_utf8_valid(words.at, size))
        return false;
    if (size == 1 && *words.at == '#') { /* any number */
        in->phrase.tokens = 1;
        in->phrase.token[0] =
            (struct nlu_token){.kind = NLU_NUMBER, .hash = nlu_hash(NLU_SEED, '#')};
    } else {
        char copy[201];
        memcpy(copy, words.at, size);
        for (size_t i = 0; i < size; i++)
            if (copy[i] == '#') /* a number inside a phrase */
                copy[i] = '0';
        nlu_text_read(&in->phrase, copy, size);
    }
    if (in->phrase.tokens == 0 || in->phrase.tokens > PHRASE_TOKENS)
        return false;
    nlu_trie_add(in->rules->trie, &in->phrase, prefix, class);
    return true;
}

static bool
add_phrases(struct reading *in, struct slice list, uint32_t class)
{
    while (list.at < list.end)
        if (!add_phrase(in, cut(&list, '|'), class))
            return false;
    return true;
}

static bool
read_class(struct reading *in, struct slice rest)
{
    struct slice name = cut(&rest, ':');
    if (name.at == name.end || name.end - name.at > NAME_MOST)
        return false;
    uint32_t class = UINT32_MAX;
    for (size_t i = 0; i < in->classes; i++)
        if (is(name, in->class[i].name))
            class = in->class[i].class; /* goes on */
    if (class == UINT32_MAX) {
        if (in->classes == in->class_room) {
            in->class_room = in->class_room ? in->class_room * 2 : 64;
            in->class = sp_grow(in->class, in->class_room, sizeof *in->class);
        }
        class = in->rules->classes++;
        in->class[in->classes++] = (struct named){keep(in, name), class};
    }
    return add_phrases(in, rest, class);
}

static bool
add_element(struct reading *in, enum nlu_element_kind kind, uint32_t class)
{
    if (in->elements == NLU_ELEMENTS)
        return false;
    in->element[in->elements++] = (struct nlu_element){class, (uint8_t)kind};
    return true;
}

static bool
add_condition(struct reading *in, struct slice word)
{
    bool wanted = *word.at++ == '+';
    enum nlu_where where = NLU_HERE;
    if (*word.at == '!' || *word.at == '@')
        where = *word.at++ == '!' ? NLU_LINE : NLU_CUSTOMER;
    size_t rule = find_rule(in, word);
    if (rule == SIZE_MAX || in->rule[rule].strength != NLU_MARK_ONLY ||
        in->conditions == NLU_ELEMENTS)
        return false;
    in->condition[in->conditions++] =
        (struct nlu_condition){(uint16_t)rule, (uint8_t)where, wanted};
    return true;
}

static bool
add_word(struct reading *in, struct slice word)
{
    static const struct {
        const char *sign;
        enum nlu_element_kind kind;
    } signs[] = {{"..", NLU_UPTO},
                 {"....", NLU_REST},
                 {"^", NLU_BEGIN},
                 {"/", NLU_CLAUSE},
                 {"$", NLU_END}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (is(word, signs[i].sign))
            return add_element(in, signs[i].kind, 0);
    if ((*word.at == '+' || *word.at == '-') && word.end - word.at > 1)
        return add_condition(in, word);
    if (*word.at == '<' && word.end[-1] == '>') {
        struct slice name = {word.at + 1, word.end - 1};
        for (size_t i = 0; i < in->classes; i++)
            if (is(name, in->class[i].name))
                return add_element(in, NLU_CLASS, in->class[i].class);
        return false;
    }
    uint32_t class = in->rules->classes++;
    if (*word.at == '{')
        return word.end[-1] == '}' && add_element(in, NLU_CLASS, class) &&
               add_phrases(in, (struct slice){word.at + 1, word.end - 1}, class);
    return add_element(in, NLU_CLASS, class) && add_phrase(in, word, class);
}

/* The next word of a pattern; what is in braces is one. */
static struct slice
next_word(struct slice *rest)
{
    const char *from = rest->at, *at = from;
    char until = *at == '{' ? '}' : ' ';
    while (at < rest->end && *at != until)
        at++;
    if (at < rest->end && until == '}')
        at++;
    rest->at = at;
    struct slice word = {from, at};
    while (rest->at < rest->end && *rest->at == ' ')
        rest->at++;
    return word;
}

static bool
read_pattern(struct reading *in, size_t rule, struct slice rest)
{
    trim(&rest);
    in->elements = in->conditions = 0;
    while (rest.at < rest.end)
        if (!add_word(in, next_word(&rest)))
            return false;
    bool anchored = false;
    for (unsigned i = 0; i < in->elements; i++)
        anchored |= in->element[i].kind == NLU_CLASS;
    if (!anchored || in->pattern_count == NLU_PATTERNS_MOST)
        return false;
    struct sp_arena *arena = &in->rules->arena;
    struct nlu_element *element = sp_arena_alloc(arena, in->elements, sizeof *element);
    memcpy(element, in->element, in->elements * sizeof *element);
    struct nlu_condition *condition =
        sp_arena_alloc(arena, in->conditions + 1, sizeof *condition);
    memcpy(condition, in->condition, in->conditions * sizeof *condition);
    in->pattern[in->pattern_count++] =
        (struct nlu_pattern){.element = element,
                             .elements = (uint8_t)in->elements,
                             .condition = condition,
                             .conditions = (uint8_t)in->conditions,
                             .rule = (uint16_t)rule};
    return true;
}

static bool
add_rule(struct reading *in, struct nlu_rule rule)
{
    if (in->rule_count == NLU_RULES_MOST)
        return false;
    in->rule[in->rule_count++] = rule;
    return true;
}

static bool
read_mark(struct reading *in, struct slice rest)
{
    struct slice name = cut(&rest, ':');
    size_t known = find_rule(in, name);
    if (name.at == name.end)
        return false;
    if (known == SIZE_MAX) {
        known = in->rule_count;
        if (!add_rule(in, (struct nlu_rule){.id = keep(in, name)}))
            return false;
    }
    return known >= NLU_GIVEN && in->rule[known].strength == NLU_MARK_ONLY &&
           read_pattern(in, known, rest);
}

static bool
read_rule(struct reading *in, struct slice rest)
{
    static const char *const strengths[] = {"", "strong", "weak", "not"};
    struct nlu_rule rule = {0};
    struct slice name = cut(&rest, ' '), move = cut(&rest, ' ');
    trim(&rest);
    for (unsigned i = NLU_STRONG; i <= NLU_NOT; i++)
        if (is(rest, strengths[i]))
            rule.strength = (enum nlu_strength)i;
    if (rule.strength == NLU_MARK_ONLY || find_rule(in, name) != SIZE_MAX ||
        !sp_signal_find(move.at, (size_t)(move.end - move.at), &rule.form))
        return false;
    uint64_t bits = sp_signal_bits(rule.form) & SP_MOVE_MASK;
    while (rule.move < SP_MOVES && bits != SP_BIT(rule.move))
        rule.move++;
    rule.id = keep(in, name);
    return rule.move < SP_MOVES && add_rule(in, rule);
}

static bool
read_line(struct reading *in, struct slice line)
{
    bool inner = line.at < line.end && (*line.at == ' ' || *line.at == '\t');
    trim(&line);
    if (line.at == line.end || *line.at == '#')
        return true;
    struct slice rest = line, word = cut(&rest, ' ');
    trim(&rest);
    if (inner) {
        struct nlu_rule *rule = &in->rule[in->rule_count - 1];
        if (rule->strength == NLU_MARK_ONLY)
            return false;
        for (unsigned lang = 0; lang < SP_LANGS; lang++)
            if (is(word, sp_lang_tag((enum sp_lang)lang)) && !rule->say[lang] &&
                rest.at < rest.end) {
                rule->say[lang] = keep(in, rest);
                return true;
            }
        return read_pattern(in, in->rule_count - 1, line);
    }
    if (is(word, "class"))
        return read_class(in, rest);
    if (is(word, "mark"))
        return read_mark(in, rest);
    return is(word, "rule") && read_rule(in, rest);
}

/* A pattern is looked at where its last class occurs: questions and offers begin with
 * common words. */
static uint32_t
anchor_of(const struct nlu_pattern *pattern)
{
    unsigned e = pattern->elements;
    while (pattern->element[e - 1].kind != NLU_CLASS) /* read_pattern saw one */
        e--;
    return pattern->element[e - 1].class;
}

static uint64_t
needs_of(const struct nlu_pattern *pattern)
{
    uint64_t needs = 0;
    for (unsigned e = 0; e < pattern->elements; e++)
        if (pattern->element[e].kind == NLU_CLASS)
            needs |= nlu_class_bit(pattern->element[e].class);
    return needs;
}

/* By counting: how many for each class, where those of each begin, then each put in. */
static void
anchor_patterns(struct nlu_rules *rules)
{
    uint32_t before = 0;
    rules->anchored = sp_alloc(rules->patterns + 1, sizeof *rules->anchored);
    for (unsigned round = 0; round < 2; round++) {
        uint32_t *anchor = sp_alloc(rules->classes + 2, sizeof *anchor);
        rules->anchor[round] = anchor;
        for (uint32_t i = 0; i < rules->patterns; i++)
            if ((rules->pattern[i].rule >= rules->marks) == (round == 1))
                anchor[anchor_of(&rules->pattern[i]) + 1]++;
        anchor[0] = before;
        for (uint32_t c = 0; c <= rules->classes; c++)
            anchor[c + 1] += anchor[c];
        before = anchor[rules->classes + 1];
        for (uint32_t i = rules->patterns; i-- > 0;)
            if ((rules->pattern[i].rule >= rules->marks) == (round == 1))
                rules->anchored[--anchor[anchor_of(&rules->pattern[i]) + 1]] =
                    (struct nlu_anchored){i, needs_of(&rules->pattern[i])};
        memmove(anchor, anchor + 1, (rules->classes + 1) * sizeof *anchor);
        anchor[rules->classes + 1] = before;
    }
}

static void
start_reading(struct reading *in, struct nlu_rules *rules)
{
    *in = (struct reading){.rules = rules};
    nlu_text_start(&in->phrase);
    in->rule = sp_alloc(NLU_RULES_MOST, sizeof *in->rule);
    in->pattern = sp_alloc(NLU_PATTERNS_MOST, sizeof *in->pattern);
    for (unsigned i = 0; i < NLU_GIVEN; i++)
        in->rule[in->rule_count++] = (struct nlu_rule){.id = given_names[i]};
    *rules = (struct nlu_rules){.trie = nlu_trie_new()};
}

/* Marks go to the front, so that they are known when a rule asks for them; the patterns
 * of one rule stand together. */
static void
sort_rules(struct reading *in)
{
    struct nlu_rules *rules = in->rules;
    uint16_t *place = sp_alloc(in->rule_count, sizeof *place);
    rules->rule = sp_alloc(in->rule_count, sizeof *rules->rule);
    rules->pattern = sp_alloc(in->pattern_count + 1, sizeof *rules->pattern);
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < in->rule_count; i++)
            if ((in->rule[i].strength == NLU_MARK_ONLY) == (round == 0)) {
                place[i] = (uint16_t)rules->rules;
                rules->rule[rules->rules++] = in->rule[i];
            }
        rules->marks = round == 0 ? rules->rules : rules->marks;
    }
    uint32_t *first = sp_alloc(in->rule_count + 1, sizeof *first); /* by rule */
    for (size_t i = 0; i < in->pattern_count; i++)
        first[place[in->pattern[i].rule] + 1]++;
    for (size_t i = 0; i < in->rule_count; i++)
        first[i + 1] += first[i];
    for (size_t i = 0; i < in->pattern_count; i++) {
        struct nlu_pattern pattern = in->pattern[i];
        pattern.rule = place[pattern.rule];
        for (unsigned n = 0; n < pattern.conditions; n++)
            pattern.condition[n].rule = place[pattern.condition[n].rule];
        rules->pattern[first[pattern.rule]++] = pattern;
    }
    rules->patterns = (uint32_t)in->pattern_count;
    sp_free(first);
    sp_free(place);
}

static uint16_t
mark_named(const struct nlu_rules *rules, const char *id)
{
    uint32_t i = 0;
    while (i < rules->marks && strcmp(rules->rule[i].id, id) != 0)
        i++;
    return (uint16_t)(i < rules->marks ? i : rules->rules);
}

static bool
read_file(struct reading *in, struct slice rest, unsigned *line)
{
    *line = 1;
    if ((size_t)(rest.end - rest.at) > NLU_RULES_BYTES ||
        !sp_utf8_valid(rest.at, (size_t)(rest.end - rest.at)))
        return false;
    for (; rest.at < rest.end; ++*line) {
        const char *end = memchr(rest.at, '\n', (size_t)(rest.end - rest.at));
        struct slice one = {rest.at, end ? end : rest.end};
        rest.at = end ? end + 1 : rest.end;
        if (!read_line(in, one))
            return false;
    }
    return true;
}

static uint64_t
hash_on(uint64_t hash, struct sp_ear_file bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ (unsigned char)bytes.at[i]) * UINT64_C(1099511628211);
    return hash;
}

bool
nlu_rules_read(const struct sp_ear_file *files, unsigned count, struct nlu_rules *rules,
               unsigned *file, unsigned *line)
{
    struct reading in;
    uint64_t hash = UINT64_C(14695981039346656037);
    bool good = true;
    start_reading(&in, rules);
    for (*file = 0; good && *file < count; *file += good) {
        struct sp_ear_file bytes = files[*file];
        good = read_file(&in, (struct slice){bytes.at, bytes.at + bytes.size}, line);
        hash = hash_on(hash, bytes);
    }
    sort_rules(&in);
    anchor_patterns(rules);
    nlu_trie_pack(rules->trie);
    rules->reports = mark_named(rules, "reports");
    rules->reported = mark_named(rules, "reported");
    rules->hash = hash;
    nlu_text_finish(&in.phrase);
    sp_free(in.class);
    sp_free(in.rule);
    sp_free(in.pattern);
    if (!good)
        nlu_rules_finish(rules);
    return good;
}

void
nlu_rules_finish(struct nlu_rules *rules)
{
    sp_arena_finish(&rules->arena);
    sp_free(rules->rule);
    sp_free(rules->pattern);
    sp_free(rules->anchored);
    for (unsigned i = 0; i < 2; i++)
        sp_free(rules->anchor[i]);
    nlu_trie_free(rules->trie);
    *rules = (struct nlu_rules){0};
}
