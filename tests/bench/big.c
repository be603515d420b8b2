/* big.c: a large scenario that looks like one that people write. */
#include "big.h"

#include "core/rng.h"

#define CHAPTER 10 /* nodes; the third one tells the motive, the sixth is a route */
#define NEEDS 5
#define REMEDIES 4
#define FACTS 6

struct big {
    struct sp_str *out;
    uint64_t chance;
    unsigned nodes;
};

#define PUT(...) sp_str_addf(b->out, __VA_ARGS__)
#define ANY(words) (words)[draw(b, sizeof(words) / sizeof *(words))]

static unsigned
draw(struct big *b, size_t below)
{
    return sp_draw_next(&b->chance, (uint32_t)below);
}

static bool
one_in(struct big *b, unsigned n)
{
    return draw(b, n) == 0;
}

/* ---- texts ---- */

static const char *const zh_start[] = {"说到", "关于",   "您提到的",
                                       "至于", "先看看", "回到"};
static const char *const zh_thing[] = {"价钱", "交货", "配置单", "培训",   "验收",
                                       "售后", "合同", "预算",   "设计部", "样机"};
static const char *const zh_end[] = {
    "，我想多了解一点", "，咱们可以慢慢谈", "，这件事不能马虎", "，您心里怎么打算",
    "，总得有个说法",   "，周四再对一遍",   "，我记下来了"};
static const char *const en_start[] = {"About",       "Speaking of",   "As for",
                                       "Back to",     "When it comes", "You mentioned",
                                       "Let us take", "Before"};
static const char *const en_thing[] = {"the price",    "delivery",    "the parts list",
                                       "training",     "acceptance",  "the service",
                                       "the contract", "your budget", "the sample"};
static const char *const en_end[] = {
    "I would like to know more", "we can take our time",   "this needs some care",
    "what do you have in mind",  "there must be a reason", "we meet again on Thursday",
    "I have made a note of it"};

static void
put_texts(struct big *b)
{
    unsigned number = draw(b, 90) + 10;

    PUT("\"zh\": \"%s%s%s%s\", ", ANY(zh_start), ANY(zh_thing), ANY(zh_end),
        one_in(b, 4) ? "？" : "。");
    PUT("\"en\": \"%s %s %u, %s%s\"", ANY(en_start), ANY(en_thing), number, ANY(en_end),
        one_in(b, 4) ? "?" : ".");
}

#define T "{\"zh\": \"一句话\", \"en\": \"A few words\"}"

/* ---- names ---- */

static const char *const node_words[] = {"open", "probe",  "motive", "ease",  "weigh",
                                         "fork", "remedy", "value",  "doubt", "close"};
static const char *const styles[] = {"actor", "results", "professor", "nice-guy"};

static bool
is_route(const struct big *b, unsigned node)
{
    return node % CHAPTER == 5 && node + 1 < b->nodes;
}

static void
put_node_name(struct big *b, unsigned node)
{
    PUT("%s-%u", node_words[node % CHAPTER], node / CHAPTER);
}

/* A little way on, so that routes never lead back. */
static unsigned
after(struct big *b, unsigned node, unsigned far)
{
    unsigned to = node + 1 + draw(b, far);

    return to < b->nodes ? to : b->nodes - 1;
}

/* ---- conditions ---- */

static void
put_condition(struct big *b, bool knows)
{
    PUT("\"when\": \"%s", knows ? "knows and " : "");
    switch (draw(b, 9)) {
    case 0:
        PUT("motive(m%u)", draw(b, NEEDS));
        break;
    case 1:
        PUT("trust >= %u and patience >= 2", 1 + draw(b, 4));
        break;
    case 2:
        PUT("patience < %u", 2 + draw(b, 2));
        break;
    case 3:
        PUT("visited(%s-0) or fact(f%u)", node_words[draw(b, CHAPTER / 2)],
            draw(b, FACTS));
        break;
    case 4:
        PUT("times(clarify|empathise) >= %u", 1 + draw(b, 3));
        break;
    case 5:
        PUT("not (voiced(n%u) and trust < 2)", draw(b, NEEDS));
        break;
    case 6:
        PUT("fact(f%u) and not style(%s)", draw(b, FACTS), ANY(styles));
        break;
    default:
        PUT("style(%s)", ANY(styles));
    }
    PUT("\", ");
}

/* ---- nodes ---- */

static void
put_ways(struct big *b, unsigned node)
{
    unsigned count = 1 + draw(b, 3);

    PUT("[");
    for (unsigned i = 0; i < count; i++) {
        PUT("{");
        put_condition(b, false);
        PUT("\"to\": \"");
        put_node_name(b, after(b, node, 6));
        PUT("\"}, ");
    }
    PUT("{\"to\": \"");
    put_node_name(b, after(b, node, 1));
    PUT("\"}]");
}

static void
put_target(struct big *b, unsigned node)
{
    PUT("\"to\": ");
    if (one_in(b, 6)) {
        put_ways(b, node);
        return;
    }
    PUT("\"");
    if (node + 1 >= b->nodes || one_in(b, 25))
        PUT("end:%s", one_in(b, 3)          ? "refused"
                      : node % CHAPTER == 9 ? "deal"
                                            : "later");
    else if (one_in(b, 9))
        put_node_name(b, node - node % CHAPTER);
    else
        put_node_name(b, after(b, node, one_in(b, 3) ? 4 : 1));
    PUT("\"");
}

static void
put_reply(struct big *b, unsigned node, unsigned index, bool always)
{
    static const char *const moves[] = {
        "\"clarify\"",    "\"empathise\"",  "\"test:only\"",
        "\"concede\"",    "\"dismiss\"",    "\"empathise\", \"clarify\"",
        "\"close:step\"", "\"test:if\"",    "\"feature\", \"advantage\"",
        "\"confront\"",   "\"defer:dated\""};

    PUT("%s\n  {\"id\": \"r%u\", ", index ? "," : "", index);
    if (node % CHAPTER == 6)
        PUT("\"moves\": [\"resolve\"], \"about\": [\"remedy:o%u\"], ",
            (index + node) % REMEDIES);
    else if (node % CHAPTER == 7)
        PUT("\"moves\": [\"benefit\"], \"about\": [\"need:n%u\", \"feature:kit\"], ",
            (index + node) % NEEDS);
    else
        PUT("\"moves\": [%s], ", ANY(moves));
    if (one_in(b, 3))
        PUT("\"side\": \"%s\", ", one_in(b, 2) ? "personal" : "business");
    if (!always && one_in(b, 3))
        put_condition(b, node % CHAPTER > 5);
    put_texts(b);
    PUT(", ");
    if (one_in(b, 6))
        PUT("\"do\": {\"trust\": %s}, ", one_in(b, 2) ? "1" : "-1");
    if (one_in(b, 12))
        PUT("\"sets\": [\"f%u\"], ", draw(b, FACTS));
    if (!always && one_in(b, 8))
        PUT("\"once\": true, ");
    put_target(b, node);
    PUT("}");
}

static void
put_node(struct big *b, unsigned node)
{
    static const char *const tags[] = {"concern", "value", "closing"};
    unsigned variants = 1 + draw(b, 3), replies = 2 + draw(b, 3);

    PUT("%s\n\"", node ? "," : "");
    put_node_name(b, node);
    PUT("\": {");
    if (is_route(b, node)) {
        PUT("\"route\": ");
        put_ways(b, node);
        PUT("}");
        return;
    }
    if (one_in(b, 2))
        PUT("\"tags\": [\"%s\"], ", ANY(tags));
    if (node % CHAPTER == 2)
        PUT("\"stage\": \"needs\", \"reveals\": true, ");
    PUT("\"says\": [");
    for (unsigned i = 0; i < variants; i++) {
        PUT("%s\n  {", i ? "," : "");
        if (i + 1 < variants)
            put_condition(b, false);
        if (node % CHAPTER == 2)
            PUT("\"voices\": [\"n%u\"], ", draw(b, NEEDS));
        put_texts(b);
        PUT("}");
    }
    PUT("], \"replies\": [");
    for (unsigned i = 0; i < replies; i++)
        put_reply(b, node, i, i == 0);
    PUT("]}");
}

/* ---- the whole ---- */

static void
put_head(struct big *b)
{
    PUT("{\n\"format\": \"sparring-scenario\", \"formatVersion\": 1, \"id\": \"big\",\n"
        "\"languages\": [\"zh\", \"en\"], \"title\": " T ", \"summary\": " T
        ", \"trade\": " T ",\n\"difficulty\": 2, \"turnLimit\": 14, \"start\": "
        "\"open-0\",\n\"customer\": {\"name\": " T ", \"role\": " T ", \"company\": " T
        ", \"portrait\": \"man-grey\"},\n\"brief\": {\"situation\": " T ", \"goal\": " T
        ", \"facts\": {}},\n\"meters\": {\"trust\": {\"min\": 0, \"max\": 4, "
        "\"start\": 2}, \"patience\": {\"min\": 0, \"max\": 4, \"start\": 4, "
        "\"atMin\": \"walk\"}},\n\"facts\": {");
    for (unsigned i = 0; i < FACTS; i++)
        PUT("%s\"f%u\": " T, i ? ", " : "", i);
    PUT("},\n\"needs\": {");
    for (unsigned i = 0; i < NEEDS; i++) {
        PUT("%s\"n%u\": {", i ? ", " : "", i);
        put_texts(b);
        PUT("}");
    }
    PUT("},\n\"remedies\": {");
    for (unsigned i = 0; i < REMEDIES; i++)
        PUT("%s\"o%u\": " T, i ? ", " : "", i);
    PUT("},\n\"product\": {\"kit\": {\"feature\": " T ", \"advantage\": " T
        ", \"benefit\": {");
    for (unsigned i = 0; i < NEEDS; i++)
        PUT("%s\"n%u\": " T, i ? ", " : "", i);
    PUT("}}},\n\"motives\": {");
    for (unsigned i = 0; i < NEEDS; i++)
        PUT("%s\"m%u\": {\"kind\": \"%s\", \"need\": \"n%u\", \"resolvedBy\": "
            "[\"o%u\"], \"zh\": \"一句话\", \"en\": \"A few words\"}",
            i ? ", " : "", i, i % 2 ? "want" : "drawback", i, i % REMEDIES);
    PUT("},\n\"nodes\": {");
}

void
big_scenario(unsigned nodes, uint64_t seed, struct sp_str *out)
{
    struct big whole = {.out = out, .chance = seed, .nodes = nodes};
    struct big *b = &whole;
    static const char *const endings[][2] = {{"deal", "success"},
                                             {"later", "open"},
                                             {"refused", "fail"},
                                             {"walk", "fail"},
                                             {"time", "fail"}};

    put_head(b);
    for (unsigned i = 0; i < nodes; i++)
        put_node(b, i);
    PUT("},\n\"anywhere\": [{\"id\": \"bribe\", \"moves\": [\"bribe\"], \"to\": "
        "\"end:refused\"}, {\"id\": \"ask\", \"moves\": [\"clarify\"], \"when\": "
        "\"not knows\", \"to\": \"probe-0\"}],\n\"endings\": {");
    for (unsigned i = 0; i < 5; i++) {
        PUT("%s\n\"%s\": {\"kind\": \"%s\", ", i ? "," : "", endings[i][0],
            endings[i][1]);
        put_texts(b);
        PUT("}");
    }
    PUT("}\n}\n");
}
