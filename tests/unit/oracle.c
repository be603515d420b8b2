/* oracle.c: a second judge of a call, slow and plain. */
#include "oracle.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A point of the call: `lines` lines of the trainee and `answers` of the customer have
 * been said, and what is asked is asked about them. */
struct point {
    const struct oracle *o;
    int lines, answers;
    const cJSON *node; /* where the line in question was said; for at(…) */
};

static const cJSON *
key(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool
lists(const cJSON *array, const char *word)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, array)
    {
        if (strcmp(item->valuestring, word) == 0)
            return true;
    }
    return false;
}

static bool
did(const struct oracle_line *line, const char *name)
{
    for (int i = 0; i < line->count; i++) {
        if (strcmp(line->did[i], name) == 0)
            return true;
    }
    return false;
}

/* ---- what has come of it so far ---- */

static bool
knows(const struct point *p)
{
    for (int a = 0; a < p->answers; a++) {
        for (int i = 0; i < p->o->answer[a].count; i++) {
            if (cJSON_IsTrue(key(p->o->answer[a].entered[i], "reveals")))
                return true;
        }
    }
    return false;
}

static bool
resolved(const struct point *p)
{
    for (int i = 0; i < p->lines; i++) {
        if (did(&p->o->line[i], "right"))
            return true;
    }
    return false;
}

/* NULL asks for any need. */
static bool
voiced(const struct point *p, const char *need)
{
    for (int a = 0; a < p->answers; a++) {
        const cJSON *voices = key(p->o->answer[a].says, "voices");

        if (need ? lists(voices, need) : cJSON_GetArraySize(voices) > 0)
            return true;
    }
    return false;
}

static bool
visited(const struct point *p, const char *node)
{
    for (int a = 0; a < p->answers; a++) {
        for (int i = 0; i < p->o->answer[a].count; i++) {
            if (strcmp(p->o->answer[a].entered[i]->string, node) == 0)
                return true;
        }
    }
    return false;
}

static bool
fact(const struct point *p, const char *name)
{
    for (int i = 0; i < p->lines; i++) {
        if (lists(key(p->o->line[i].reply, "sets"), name))
            return true;
    }
    return false;
}

static int
number(const cJSON *object, const char *name, int otherwise)
{
    const cJSON *item = key(object, name);

    return item ? item->valueint : otherwise;
}

static int
meter(const struct point *p, const char *name)
{
    const struct oracle *o = p->o;
    const cJSON *own = key(key(o->scenario, "meters"), name), *tire;
    int value = number(key(o->style, "start"), name, number(own, "start", 0));

    for (int i = 0; i < p->lines; i++) {
        const struct oracle_line *line = &o->line[i];

        value += number(key(line->reply, "do"), name, 0);
        for (int d = 0; d < line->count; d++)
            value += number(key(key(o->style, "react"), line->did[d]), name, 0);
        cJSON_ArrayForEach(tire, key(o->style, "tire"))
        {
            int earlier = 0;

            for (int j = 0; j < i; j++)
                earlier += did(&o->line[j], tire->string);
            if (did(line, tire->string) && earlier >= number(tire, "after", 0))
                value += number(key(tire, "do") ? key(tire, "do") : tire, name, 0);
        }
        if (value < number(own, "min", 0))
            value = number(own, "min", 0);
        if (value > number(own, "max", 0))
            value = number(own, "max", 0);
    }
    return value;
}

/* ---- conditions, from their text ---- */

static bool pattern(const struct oracle *o, const char **at,
                    const struct oracle_line *line);

static void
blanks(const char **at)
{
    while (**at == ' ')
        ++*at;
}

static bool
sign(const char **at, const char *what)
{
    blanks(at);
    if (strncmp(*at, what, strlen(what)) != 0)
        return false;
    *at += strlen(what);
    return true;
}

static void
must(const char **at, const char *what)
{
    bool there = sign(at, what);

    assert(there);
}

static const char *
word(const char **at, char out[64])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_-:";
    size_t size;

    blanks(at);
    size = strspn(*at, letters);
    assert(size > 0 && size < 64);
    memcpy(out, *at, size);
    out[size] = '\0';
    *at += size;
    return out;
}

static bool
one_name(const struct oracle *o, const char **at, const struct oracle_line *line)
{
    char name[64];
    const cJSON *group = key(key(o->rubric, "groups"), word(at, name));

    if (group) {
        const char *text = group->valuestring;

        return pattern(o, &text, line);
    }
    return did(line, name);
}

static bool
pattern(const struct oracle *o, const char **at, const struct oracle_line *line)
{
    bool any = false;

    do {
        bool all = one_name(o, at, line);

        while (sign(at, "+"))
            all &= one_name(o, at, line);
        any |= all;
    } while (sign(at, "|"));
    return any;
}

static bool either(const struct point *p, const char **at);

static bool
compare(const char **at, int value)
{
    bool less = sign(at, "<");
    char *end;

    if (!less)
        must(at, ">=");
    blanks(at);
    long than = strtol(*at, &end, 10);
    *at = end;
    return less ? value < than : value >= than;
}

static bool
times(const struct point *p, const char **at)
{
    const char *from = *at;
    int count = 0;
    /* Without lines the text must be read past all the same. */
    static const struct oracle_line nothing = {0};

    for (int i = -1; i < p->lines; i++) {
        const struct oracle_line *line = i < 0 ? &nothing : &p->o->line[i];
        struct point then = {p->o, i, i + 1, line->node};
        bool counts;

        *at = from;
        if (i < 0)
            then = *p;
        must(at, "(");
        counts = pattern(p->o, at, line);
        if (sign(at, ","))
            counts &= either(&then, at);
        must(at, ")");
        count += counts && i >= 0;
    }
    return compare(at, count);
}

static bool
before(const struct point *p, const char **at)
{
    const char *from = *at;
    int verdict = 0;
    static const struct oracle_line nothing = {0};

    for (int i = -1; i < p->lines; i++) {
        const struct oracle_line *line = i < 0 ? &nothing : &p->o->line[i];
        bool first, then;

        *at = from;
        must(at, "(");
        first = pattern(p->o, at, line);
        must(at, ",");
        then = pattern(p->o, at, line);
        must(at, ")");
        if (verdict == 0 && then)
            verdict = -1;
        else if (verdict == 0 && first)
            verdict = 1;
    }
    return verdict > 0;
}

static bool
about_a_name(const struct point *p, const char *function, const char *name)
{
    const struct oracle *o = p->o;

    if (strcmp(function, "style") == 0)
        return strcmp(o->style->string, name) == 0;
    if (strcmp(function, "motive") == 0)
        return strcmp(o->motive->string, name) == 0;
    if (strcmp(function, "kind") == 0)
        return strcmp(key(o->motive, "kind")->valuestring, name) == 0;
    if (strcmp(function, "voiced") == 0)
        return voiced(p, name);
    if (strcmp(function, "visited") == 0)
        return visited(p, name);
    if (strcmp(function, "fact") == 0)
        return fact(p, name);
    if (strcmp(function, "at") == 0)
        return lists(key(p->node, "tags"), name);
    assert(strcmp(function, "ended") == 0);
    return o->ending && strcmp(key(o->ending, "kind")->valuestring, name) == 0;
}

static bool
atom(const struct point *p, const char **at)
{
    char name[64], argument[64];
    bool holds;

    if (sign(at, "(")) {
        holds = either(p, at);
        must(at, ")");
        return holds;
    }
    word(at, name);
    if (strcmp(name, "not") == 0)
        return !atom(p, at);
    if (strcmp(name, "knows") == 0)
        return knows(p);
    if (strcmp(name, "resolved") == 0)
        return resolved(p);
    if (strcmp(name, "times") == 0)
        return times(p, at);
    if (strcmp(name, "before") == 0)
        return before(p, at);
    if (sign(at, "(")) {
        holds = about_a_name(p, name, word(at, argument));
        must(at, ")");
        return holds;
    }
    if (strcmp(name, "voiced") == 0)
        return voiced(p, NULL);
    return compare(at, meter(p, name));
}

static bool
both(const struct point *p, const char **at)
{
    bool all = atom(p, at);

    while (sign(at, "and"))
        all &= atom(p, at);
    return all;
}

static bool
either(const struct point *p, const char **at)
{
    bool any = both(p, at);

    while (sign(at, "or"))
        any |= both(p, at);
    return any;
}

/* A condition that is not there holds. */
static bool
holds(const struct point *p, const cJSON *when)
{
    const char *at = when ? when->valuestring : NULL;

    if (!when)
        return true;
    bool result = either(p, &at);
    assert(*at == '\0');
    return result;
}

static struct point
now(const struct oracle *o)
{
    return (struct point){o, o->lines, o->answers, NULL};
}

/* ---- a turn ---- */

static void
add(struct oracle_line *line, const char *name)
{
    assert(line->count < ORACLE_NAMES);
    line->did[line->count++] = name;
}

/* How many things of a sort the reply is about; one of them in *name. */
static int
about(const cJSON *reply, const char *sort, const char **name)
{
    const cJSON *item;
    int count = 0;

    *name = "";
    cJSON_ArrayForEach(item, key(reply, "about"))
    {
        if (strncmp(item->valuestring, sort, strlen(sort)) == 0) {
            bool again = strcmp(*name, item->valuestring + strlen(sort)) == 0;

            *name = item->valuestring + strlen(sort);
            count += !again;
        }
    }
    return count;
}

/* Whether every remedy it is about is among the motive's own. */
static bool
only_own(const struct oracle *o, const cJSON *reply)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, key(reply, "about"))
    {
        if (strncmp(item->valuestring, "remedy:", 7) == 0 &&
            !lists(key(o->motive, "resolvedBy"), item->valuestring + 7))
            return false;
    }
    return true;
}

static void
add_events(const struct point *p, struct oracle_line *line)
{
    const struct oracle *o = p->o;
    const char *need, *remedy;
    int needs = about(line->reply, "need:", &need);
    int remedies = about(line->reply, "remedy:", &remedy);
    bool heard = needs == 1 && voiced(p, need);
    bool brief = needs == 1 &&
                 cJSON_IsTrue(key(key(key(o->scenario, "needs"), need), "inBrief"));
    bool deferred = did(line, "defer:dated") && only_own(o, line->reply) &&
                    cJSON_IsTrue(key(o->motive, "beyondAuthority")) && knows(p);
    bool tried = did(line, "resolve") && remedies > 0;
    bool right = tried && remedies == 1 && knows(p) &&
                 lists(key(o->motive, "resolvedBy"), remedy);

    if (did(line, "clarify") && needs > 0)
        add(line, heard ? "heard" : "misheard");
    if (did(line, "benefit"))
        add(line, heard ? "fit" : brief ? "known" : "misfit");
    if (right || deferred)
        add(line, "right");
    else if (tried)
        add(line, "wrong");
}

static const cJSON *
ending(const struct oracle *o, const char *id)
{
    const cJSON *found = key(key(o->scenario, "endings"), id);

    assert(found);
    return found;
}

/* "end:x", a node, or a list of which the first that holds counts. */
static const char *
where_to(const struct oracle *o, const cJSON *to)
{
    struct point p = now(o);
    const cJSON *way;

    if (cJSON_IsString(to))
        return to->valuestring;
    cJSON_ArrayForEach(way, to)
    {
        if (holds(&p, key(way, "when")))
            return key(way, "to")->valuestring;
    }
    assert(false);
    return NULL;
}

static void
enter(struct oracle *o, const char *id)
{
    struct oracle_answer *answer = &o->answer[o->answers++];
    const cJSON *node, *variant, *open[16];

    *answer = (struct oracle_answer){0};
    for (;;) {
        if (strncmp(id, "end:", 4) == 0) {
            o->ending = ending(o, id + 4);
            return;
        }
        node = key(key(o->scenario, "nodes"), id);
        assert(node && answer->count < 32);
        answer->entered[answer->count++] = node;
        if (!key(node, "route"))
            break;
        id = where_to(o, key(node, "route"));
    }
    struct point p = now(o);
    cJSON_ArrayForEach(variant, key(node, "says"))
    {
        if (!answer->says && holds(&p, key(variant, "when")))
            answer->says = variant;
    }
    if (o->lines >= number(o->scenario, "turnLimit", 0) || oracle_open(o, open) == 0)
        o->ending = ending(o, "time");
}

void
oracle_begin(struct oracle *o, const cJSON *scenario, const cJSON *rubric,
             const cJSON *styles, const char *style, const char *motive)
{
    *o = (struct oracle){.scenario = scenario, .rubric = rubric, .styles = styles};
    o->style = key(key(styles, "styles"), style);
    o->motive = key(key(scenario, "motives"), motive);
    assert(o->style && o->motive);
    enter(o, key(scenario, "start")->valuestring);
}

const cJSON *
oracle_node(const struct oracle *o)
{
    const struct oracle_answer *last = &o->answer[o->answers - 1];

    return last->entered[last->count - 1];
}

int
oracle_open(const struct oracle *o, const cJSON *open[16])
{
    struct point p = now(o);
    const cJSON *reply, *node = oracle_node(o);
    int count = 0;

    cJSON_ArrayForEach(reply, key(node, "replies"))
    {
        bool used = false;

        for (int i = 0; i < o->lines; i++)
            used = used || o->line[i].reply == reply;
        if (!(used && cJSON_IsTrue(key(reply, "once"))) &&
            holds(&p, key(reply, "when")))
            open[count++] = reply;
    }
    return count;
}

void
oracle_answer(struct oracle *o, const cJSON *reply)
{
    struct point p = now(o);
    struct oracle_line *line = &o->line[o->lines];
    const cJSON *item;
    const char *to;

    *line = (struct oracle_line){.node = oracle_node(o), .reply = reply};
    cJSON_ArrayForEach(item, key(reply, "moves"))
    {
        static const char *const moves[] = {
            "clarify", "empathise", "test",      "feature",     "advantage",
            "benefit", "resolve",   "close",     "defer",       "confront",
            "concede", "dismiss",   "disparage", "overpromise", "bribe"};

        for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
            size_t size = strlen(moves[i]);

            if (strncmp(item->valuestring, moves[i], size) == 0 &&
                (item->valuestring[size] == ':' || !item->valuestring[size]))
                add(line, moves[i]);
        }
        if (strchr(item->valuestring, ':'))
            add(line, item->valuestring);
    }
    add_events(&p, line);
    o->lines++;

    to = where_to(o, key(reply, "to"));
    if (strncmp(to, "end:", 4) == 0) {
        o->ending = ending(o, to + 4);
        return;
    }
    p = now(o);
    cJSON_ArrayForEach(item, key(o->scenario, "meters"))
    {
        const cJSON *at_min = key(item, "atMin");

        if (!o->ending && at_min && meter(&p, item->string) <= number(item, "min", 0))
            o->ending = ending(o, at_min->valuestring);
    }
    if (!o->ending)
        enter(o, to);
}

/* ---- what is asked ---- */

int
oracle_meter(const struct oracle *o, const char *name)
{
    struct point p = now(o);

    return meter(&p, name);
}

bool
oracle_knows(const struct oracle *o)
{
    struct point p = now(o);

    return knows(&p);
}

bool
oracle_resolved(const struct oracle *o)
{
    struct point p = now(o);

    return resolved(&p);
}

bool
oracle_voiced(const struct oracle *o, const char *need)
{
    struct point p = now(o);

    return voiced(&p, need);
}

bool
oracle_fact(const struct oracle *o, const char *name)
{
    struct point p = now(o);

    return fact(&p, name);
}

bool
oracle_holds(const struct oracle *o, const cJSON *when)
{
    struct point p = now(o);

    return holds(&p, when);
}

const char *
oracle_mood(const struct oracle *o)
{
    const cJSON *mood;

    cJSON_ArrayForEach(mood, key(o->styles, "moods"))
    {
        if (oracle_holds(o, key(mood, "when")))
            return key(mood, "id")->valuestring;
    }
    return NULL;
}

int
oracle_level(const struct oracle *o, const cJSON *competency)
{
    const cJSON *omit = key(key(o->rubric, "omit"), competency->string), *check;
    int level = 0;

    if (omit && oracle_holds(o, key(omit, "when")))
        return -1;
    cJSON_ArrayForEach(check, key(competency, "levels"))
    {
        if (!oracle_holds(o, key(check, "when")))
            break;
        level++;
    }
    return level;
}

int
oracle_points(const struct oracle *o, const cJSON *competency)
{
    int level = oracle_level(o, competency), points = 0;
    const cJSON *check;

    cJSON_ArrayForEach(check, key(competency, "levels"))
    {
        if (level-- > 0)
            points += number(check, "points", 0);
    }
    return points;
}

bool
oracle_pass(const struct oracle *o, int *total, int *out_of, int *mark)
{
    const cJSON *competency, *check;
    bool fine = o->ending;

    *total = *out_of = *mark = 0;
    cJSON_ArrayForEach(competency, key(o->rubric, "competencies"))
    {
        int level = oracle_level(o, competency);

        *total += oracle_points(o, competency);
        cJSON_ArrayForEach(check, key(competency, "levels"))
        {
            *out_of += level >= 0 ? number(check, "points", 0) : 0;
        }
        if (cJSON_IsTrue(key(competency, "headline")) && level >= 0 && level < 2)
            fine = false;
    }
    cJSON_ArrayForEach(check, key(o->rubric, "critical"))
    {
        if (oracle_holds(o, key(check, "when")))
            fine = false;
    }
    while (100 * *mark < number(o->rubric, "mark", 0) * *out_of)
        ++*mark;
    return fine && *total >= *mark;
}
