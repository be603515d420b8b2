/* generate.c: random small scenarios, rubrics and styles, valid by construction. */
#include "generate.h"

#include <stdio.h>

#include "core/rng.h"
#include "core/vocab.h"

static unsigned
draw(struct generator *g, int below)
{
    return sp_draw_next(&g->chance, (uint32_t)below);
}

static bool
one_in(struct generator *g, int n)
{
    return draw(g, n) == 0;
}

static int
between(struct generator *g, int least, int most)
{
    return least + (int)draw(g, most - least + 1);
}

static const char *
any_of(struct generator *g, const char *const *words, size_t count)
{
    return words[draw(g, (int)count)];
}

#define ANY(g, words) any_of(g, words, sizeof(words) / sizeof *(words))
#define PUT(...) sp_str_addf(g->out, __VA_ARGS__)

static const char *const tags[] = {"concern", "value", "closing"};
static const char *const styles[] = {"actor", "results", "professor", "nice-guy"};
static const char *const kinds[] = {"misunderstanding", "drawback", "want", "condition",
                                    "smokescreen"};
static const char *const groups[] = {"answer", "harsh", "match"};

/* ---- conditions ---- */

static void
put_signal(struct generator *g)
{
    enum sp_signal signal = draw(g, SP_SIGNALS);

    if (one_in(g, 5))
        PUT("%s", ANY(g, groups));
    else
        PUT("%s",
            sp_signal_name(signal == SP_STAY || signal == SP_MONOLOGUE ? SP_CLARIFY
                                                                       : signal));
}

static void
put_pattern(struct generator *g)
{
    put_signal(g);
    while (one_in(g, 3)) {
        PUT("%s", one_in(g, 2) ? "|" : one_in(g, 2) ? " + " : "+");
        put_signal(g);
        if (one_in(g, 2))
            return;
    }
}

enum place { IN_RUBRIC, IN_STYLES, IN_SCENARIO };

static void put_condition(struct generator *g, enum place place, int depth,
                          bool inside);

static void
put_times(struct generator *g, enum place place)
{
    PUT("times(");
    put_pattern(g);
    if (one_in(g, 3)) {
        PUT(", ");
        put_condition(g, place, 1, true);
    }
    PUT(") %s %d", one_in(g, 3) ? "<" : ">=", between(g, 1, 3));
}

static void
put_meter(struct generator *g, enum place place)
{
    int which = between(g, 0, place == IN_SCENARIO ? 1 + g->meters : 1);

    if (which > 1)
        PUT("extra%d ", which - 2);
    else
        PUT("%s ", which ? "patience" : "trust");
    PUT("%s %d", one_in(g, 2) ? ">=" : "<", between(g, -1, 4));
}

static void
put_scenario_atom(struct generator *g)
{
    switch (draw(g, 7)) {
    case 0:
        PUT("style(%s)", ANY(g, styles));
        break;
    case 1:
        PUT("motive(m%d)", between(g, 0, g->motives - 1));
        break;
    case 2:
        PUT("kind( %s )", ANY(g, kinds));
        break;
    case 3:
        PUT("voiced(n%d)", between(g, 0, g->needs - 1));
        break;
    case 4:
        PUT("visited(%s%d)", "node", between(g, 0, g->nodes - 1));
        break;
    case 5:
        if (g->routes > 0) {
            PUT("visited(route%d)", between(g, 0, g->routes - 1));
            break;
        }
        /* fall through */
    default:
        PUT("fact(f%d)", between(g, 0, g->facts - 1));
    }
}

static void
put_atom(struct generator *g, enum place place, bool inside)
{
    switch (draw(g, inside ? 5 : 8)) {
    case 0:
        PUT("knows");
        break;
    case 1:
        PUT(one_in(g, 3) ? "voiced" : "resolved");
        break;
    case 2:
        if (inside)
            PUT("at(%s)", ANY(g, tags));
        else if (place != IN_SCENARIO)
            PUT("ended(%s)", one_in(g, 2) ? "success" : one_in(g, 2) ? "open" : "fail");
        else
            put_scenario_atom(g);
        break;
    case 3:
        if (place == IN_RUBRIC)
            PUT("resolved");
        else
            put_meter(g, place);
        break;
    case 4:
        if (place == IN_SCENARIO)
            put_scenario_atom(g);
        else
            PUT("knows");
        break;
    case 5:
        PUT("before(");
        put_pattern(g);
        PUT(",");
        put_pattern(g);
        PUT(")");
        break;
    default:
        put_times(g, place);
    }
}

static void
put_condition(struct generator *g, enum place place, int depth, bool inside)
{
    bool brackets;

    if (depth == 0 || one_in(g, 2)) {
        PUT("%s", one_in(g, 6) ? "not " : "");
        put_atom(g, place, inside);
        return;
    }
    if (one_in(g, 4)) {
        PUT("not (");
        put_condition(g, place, depth - 1, inside);
        PUT(")");
        return;
    }
    brackets = one_in(g, 2);
    PUT(brackets ? "(" : "");
    put_condition(g, place, depth - 1, inside);
    PUT(one_in(g, 2) ? " and " : " or ");
    put_condition(g, place, depth - 1, inside);
    PUT(brackets ? ")" : "");
}

static void
put_when(struct generator *g, enum place place)
{
    PUT("\"when\": \"");
    put_condition(g, place, 3, false);
    PUT("\", ");
}

#define TEXT "\"zh\": \"字\", \"en\": \"word\""
#define T "{" TEXT "}"

/* ---- the rubric and the styles ---- */

static void
put_check(struct generator *g, int *id)
{
    PUT("{\"id\": \"c%d\", ", (*id)++);
    put_when(g, IN_RUBRIC);
    PUT(TEXT);
}

void
generate_rubric(struct generator *g, struct sp_str *out)
{
    int left = 100, count = between(g, 2, 8), id = 0;

    g->out = out;
    PUT("{\"format\": \"sparring-rubric\", \"formatVersion\": 1, \"id\": \"r\", "
        "\"languages\": [\"zh\", \"en\"], \"title\": " T ", \"mark\": %d, "
        "\"tags\": [\"concern\", \"value\", \"closing\"], \"groups\": {"
        "\"answer\": \"feature|resolve|close\", \"harsh\": \"confront|concede\", "
        "\"match\": \"fit|answer+known\"}, \"competencies\": {",
        between(g, 5, 80));
    for (int i = 0; i < count; i++) {
        int levels = between(g, 1, 3);

        PUT("%s\"k%d\": {%s" TEXT ", \"levels\": [", i ? ", " : "", i,
            one_in(g, 4) ? "\"headline\": true, " : "");
        for (int k = 0; k < levels; k++) {
            bool last = i == count - 1 && k == levels - 1;
            int points = last ? left : between(g, 0, left < 12 ? left : 12);

            left -= points;
            PUT("%s", k ? ", " : "");
            put_check(g, &id);
            PUT(", \"points\": %d, \"remedy\": " T "}", points);
        }
        PUT("]}");
    }
    PUT("}, \"omit\": {\"k0\": {");
    put_when(g, IN_RUBRIC);
    PUT(TEXT "}}, \"critical\": [");
    for (int i = 0; i < 2; i++) {
        PUT("%s", i ? ", " : "");
        put_check(g, &id);
        PUT("}");
    }
    PUT("]}\n");
}

static void
put_changes(struct generator *g, bool comma)
{
    static const char *const names[] = {"trust", "patience"};

    for (int i = 0; i < 2; i++) {
        if (!one_in(g, 3)) {
            PUT("%s\"%s\": %d", comma ? ", " : "", names[i], between(g, -2, 2));
            comma = true;
        }
    }
}

void
generate_styles(struct generator *g, struct sp_str *out)
{
    g->out = out;
    PUT("{\"format\": \"sparring-styles\", \"formatVersion\": 1, \"id\": \"s\", "
        "\"languages\": [\"zh\", \"en\"], \"moods\": [");
    for (int i = 0; i < 3; i++) {
        static const char *const moods[] = {"annoyed", "pleased", "doubtful"};

        PUT("{");
        put_when(g, IN_STYLES);
        PUT("\"id\": \"%s\"}, ", ANY(g, moods));
    }
    PUT("{\"id\": \"calm\"}], \"styles\": {");
    for (int i = 0; i < 4; i++) {
        PUT("%s\"%s\": {" TEXT ", \"about\": " T ", \"advice\": " T ", \"start\": {"
            "\"trust\": %d, \"patience\": %d}, \"react\": {",
            i ? ", " : "", styles[i], between(g, 0, 4), between(g, 1, 4));
        for (unsigned s = 0; s < SP_SIGNALS; s++) {
            PUT("%s\"%s\": {", s ? ", " : "", sp_signal_name(s));
            put_changes(g, false);
            PUT("}");
        }
        PUT("}, \"tire\": {");
        for (unsigned s = 0; s < SP_FORMS; s += 3) {
            PUT("%s\"%s\": {\"after\": %d", s ? ", " : "", sp_signal_name(s),
                between(g, 1, 3));
            put_changes(g, true);
            PUT("}");
        }
        PUT("}, \"adapt\": [{\"id\": \"a%d\", ", i);
        put_when(g, IN_STYLES);
        PUT(TEXT "}]}");
    }
    PUT("}}\n");
}

/* ---- the scenario ---- */

static void
put_target(struct generator *g, int routes_from)
{
    int routes = g->routes - routes_from;

    if (one_in(g, 7))
        PUT("\"end:e%d\"", between(g, 0, g->endings - 1));
    else if (routes > 0 && one_in(g, 4))
        PUT("\"route%d\"", routes_from + (int)draw(g, routes));
    else
        PUT("\"node%d\"", between(g, 0, g->nodes - 1));
}

static void
put_ways(struct generator *g, int routes_from)
{
    PUT("[");
    for (int i = between(g, 0, 2); i > 0; i--) {
        PUT("{");
        put_when(g, IN_SCENARIO);
        PUT("\"to\": ");
        put_target(g, routes_from);
        PUT("}, ");
    }
    PUT("{\"to\": ");
    put_target(g, routes_from);
    PUT("}]");
}

/* Not every form once more beside its move: a move stands once in a line. */
static void
put_moves(struct generator *g)
{
    uint64_t used = 0;
    int count = between(g, 0, 3);
    const char *comma = "";

    PUT("\"moves\": [");
    for (int i = 0; i < count; i++) {
        enum sp_signal signal = draw(g, one_in(g, 2) ? SP_RESOLVE + 1 : SP_SIGNALS);

        if (SP_BIT(signal) & SP_EVENT_MASK)
            signal = SP_DEFER_DATED;
        if (sp_signal_bits(signal) & used)
            continue;
        used |= sp_signal_bits(signal) & SP_MOVE_MASK;
        PUT("%s\"%s\"", comma, sp_signal_name(signal));
        comma = ", ";
    }
    PUT("], \"about\": [");
    comma = "";
    for (int i = 0; i < g->needs; i++) {
        if (one_in(g, 3)) {
            PUT("%s\"need:n%d\"", comma, i);
            comma = ", ";
        }
    }
    for (int i = 0; i < g->remedies; i++) {
        if (one_in(g, 3)) {
            PUT("%s\"remedy:r%d\"", comma, i);
            comma = ", ";
        }
    }
    PUT("%s]", one_in(g, 3) ? (*comma ? ", \"feature:p\"" : "\"feature:p\"") : "");
}

static void
put_reply(struct generator *g, int id)
{
    PUT("{\"id\": \"a%d\", ", id);
    put_moves(g);
    PUT(", ");
    if (one_in(g, 3))
        put_when(g, IN_SCENARIO);
    if (one_in(g, 4))
        PUT("\"once\": %s, ", one_in(g, 5) ? "false" : "true");
    if (one_in(g, 4))
        PUT("\"sets\": [\"f%d\"], ", between(g, 0, g->facts - 1));
    if (one_in(g, 4)) {
        PUT("\"do\": {\"trust\": %d", between(g, -2, 2));
        for (int m = 0; m < g->meters; m++)
            PUT(", \"extra%d\": %d", m, between(g, -3, 3));
        PUT("}, ");
    }
    PUT(TEXT ", \"to\": ");
    if (one_in(g, 2))
        put_target(g, 0);
    else
        put_ways(g, 0);
    PUT("}");
}

static void
put_says(struct generator *g, bool voices)
{
    PUT("\"says\": [");
    for (int i = between(g, 0, 2); i >= 0; i--) {
        PUT("{");
        if (i > 0)
            put_when(g, IN_SCENARIO);
        if (voices && one_in(g, 3))
            PUT("\"voices\": [\"n%d\"], ", between(g, 0, g->needs - 1));
        PUT(TEXT "}%s", i > 0 ? ", " : "");
    }
    PUT("]");
}

static void
put_node(struct generator *g, int index)
{
    int replies = between(g, 1, 6);

    PUT("%s\"node%d\": {\"tags\": [", index ? ", " : "", index);
    if (one_in(g, 2))
        PUT("\"%s\"", ANY(g, tags));
    PUT("], ");
    if (one_in(g, 3))
        PUT("\"reveals\": true, ");
    put_says(g, true);
    PUT(", \"replies\": [");
    for (int i = 0; i < replies; i++) {
        PUT("%s", i ? ", " : "");
        put_reply(g, i);
    }
    PUT("]}\n");
}

static void
put_head(struct generator *g)
{
    PUT("{\"format\": \"sparring-scenario\", \"formatVersion\": 1, \"id\": \"g\", "
        "\"languages\": [\"zh\", \"en\"], \"title\": " T ", \"summary\": " T
        ", \"trade\": " T ", \"difficulty\": 1, \"turnLimit\": %d, \"start\": \"%s\", "
        "\"customer\": {\"name\": " T ", \"role\": " T ", \"company\": " T
        ", \"portrait\": \"man-grey\"}, \"brief\": {\"situation\": " T ", \"goal\": " T
        ", \"facts\": {}}, \"meters\": {",
        between(g, 4, 12), g->routes > 0 && one_in(g, 4) ? "route0" : "node0");
    PUT("\"trust\": {\"min\": 0, \"max\": 4, \"start\": 2%s}, "
        "\"patience\": {\"min\": 0, \"max\": 4, \"start\": 4, \"atMin\": \"e0\"}",
        one_in(g, 3) ? ", \"atMin\": \"e1\"" : "");
    for (int i = 0; i < g->meters; i++)
        PUT(", \"extra%d\": {\"min\": -2, \"max\": 5, \"start\": %d%s}", i,
            between(g, -2, 5), one_in(g, 3) ? ", \"atMin\": \"e1\"" : "");
    PUT("},\n\"facts\": {");
    for (int i = 0; i < g->facts; i++)
        PUT("%s\"f%d\": " T, i ? ", " : "", i);
    PUT("}, \"needs\": {");
    for (int i = 0; i < g->needs; i++)
        PUT("%s\"n%d\": {%s" TEXT "}", i ? ", " : "", i,
            one_in(g, 3) ? "\"inBrief\": true, " : "");
    PUT("}, \"remedies\": {");
    for (int i = 0; i < g->remedies; i++)
        PUT("%s\"r%d\": " T, i ? ", " : "", i);
    PUT("}, \"product\": {\"p\": {\"feature\": " T ", \"advantage\": " T "}}, "
        "\"motives\": {");
    for (int i = 0; i < g->motives; i++)
        PUT("%s\"m%d\": {\"kind\": \"%s\", \"need\": \"n%d\", \"resolvedBy\": "
            "[\"r%d\", \"r%d\"], %s" TEXT "}",
            i ? ", " : "", i, ANY(g, kinds), between(g, 0, g->needs - 1),
            between(g, 0, g->remedies - 1), between(g, 0, g->remedies - 1),
            one_in(g, 2) ? "\"beyondAuthority\": true, " : "");
    PUT("},\n\"nodes\": {");
}

void
generate_scenario(struct generator *g, struct sp_str *out)
{
    static const char *const ends[] = {"success", "open", "fail"};

    g->out = out;
    g->nodes = between(g, 1, 6);
    g->routes = between(g, 0, 3);
    g->needs = between(g, 1, 4);
    g->remedies = between(g, 1, 4);
    g->motives = between(g, 1, 3);
    g->facts = between(g, 1, 3);
    g->meters = between(g, 0, 3);
    g->endings = between(g, 2, 4);
    put_head(g);
    for (int i = 0; i < g->nodes; i++)
        put_node(g, i);
    for (int i = 0; i < g->routes; i++) {
        PUT(", \"route%d\": {%s\"route\": ", i,
            one_in(g, 3) ? "\"reveals\": true, " : "");
        put_ways(g, i + 1);
        PUT("}\n");
    }
    PUT("}, \"endings\": {\"time\": {\"kind\": \"open\", " TEXT "}");
    for (int i = 0; i < g->endings; i++) {
        PUT(", \"e%d\": {\"kind\": \"%s\", " TEXT ", ", i, ANY(g, ends));
        put_says(g, false);
        PUT("}");
    }
    PUT("}}\n");
}

void
generate_long(unsigned nodes, struct sp_str *out)
{
    struct generator plain = {
        .chance = 7, .needs = 2, .remedies = 2, .motives = 2, .facts = 1, .endings = 2};
    struct generator *g = &plain;

    g->out = out;
    put_head(g);
    for (unsigned i = 0; i < nodes; i++)
        PUT("%s\"node%u\": {\"says\": [{" TEXT "}], \"replies\": ["
            "{\"id\": \"on\", \"moves\": [\"clarify\"], " TEXT ", \"to\": \"node%u\"}, "
            "{\"id\": \"back\", \"moves\": [\"test\"], " TEXT
            ", \"to\": \"node0\"}]}\n",
            i ? ", " : "", i, (i + 1) % nodes);
    PUT("}, \"endings\": {\"time\": {\"kind\": \"open\", " TEXT "}, "
        "\"e0\": {\"kind\": \"fail\", " TEXT "}, \"e1\": {\"kind\": \"fail\", " TEXT
        "}}}\n");
}
