/* defects.c: fifteen mistakes that authors make, each put into the shipped price
 * objection, and each found by lint at its line and column.
 *
 * They are those of which compilers of dialogue catch at best six before play. A
 * mistake is a few replacements in the file's text. In these, AT stands where the
 * finding must point, and FIRST where its other place is; both are taken out before the
 * text is read, and their lines and columns counted here. */
#include "test.h"

#include "../unit/load.h"
#include "core/mem.h"

#define AT "\x01"
#define FIRST "\x02"
#define EDITS 5

struct edit {
    const char *behind; /* replaces the first after this text */
    const char *find, *put;
};

struct defect {
    const char *id, *what, *code;
    const char *near; /* the right word, which the finding must name */
    struct edit edits[EDITS];
};

/* A node of one line, as it stands among others. */
#define TALK(id, key, to)                                                          \
    "    " key "\"" id "\": {\"says\": [{\"zh\": \"您还有别的事？\", "      \
    "\"en\": \"Anything else?\"}], \"replies\": [{\"id\": \"ok\", \"moves\": [], " \
    "\"zh\": \"没有别的事了。\", \"en\": \"Nothing else.\", \"to\": \"" to "\"}"   \
    "]},\n"
#define ROUTE(id, key, to) \
    "    " key "\"" id "\": {\"route\": [{\"to\": \"" to "\"}]},\n"
#define SAME(id, move, mark)                                                \
    "        {\"id\": \"" id "\", \"moves\": [\"" move "\"], \"zh\": " mark \
    "\"咱们先谈谈质量。\", \"en\": \"Quality " id ".\", \"to\": \"countered\"},\n"
#define OPENING "    \"opening\": {\n"
#define SLIPPED "    \"slipped\": {\n"
#define WARY "\"when\": \"trust >= 4\", "
#define QUALITY "\"id\": \"quality\", "

static const struct defect defects[] = {
    /* The value: the name is it, so the quote in front of it. */
    {"D01",
     "a target that does not exist",
     "E030",
     "countered",
     {{OPENING, "\"to\": \"countered\"", "\"to\": " AT "\"counterd\""}}},
    /* In a condition the word itself. */
    {"D02",
     "a misspelt meter in a condition",
     "E041",
     "trust",
     {{"", "\"when\": \"trust >= 3\"", "\"when\": \"" AT "turst >= 3\""}}},
    {"D02",
     "a misspelt fact in a condition",
     "E042",
     "nothing_else",
     {{"", "\"when\": \"fact(nothing_else)", "\"when\": \"fact(" AT "nothing_eles)"}}},
    {"D03",
     "a misspelt fact where it is set",
     "E030",
     "can_go",
     {{"", "\"sets\": [\"can_go\"]", "\"sets\": [" AT "\"can_og\"]"}}},
    {"D03",
     "a misspelt meter where it changes",
     "E030",
     "patience",
     {{"", QUALITY, QUALITY "\"do\": {" AT "\"pateince\": -1}, "}}},
    /* Its key, which is what another arrow would name. */
    {"D04",
     "a node that nothing leads to",
     "W060",
     NULL,
     {{"", SLIPPED, TALK("orphan", AT, "end:later") SLIPPED}}},
    /* The reply, whose key is missing. */
    {"D05",
     "a reply that leads nowhere",
     "E021",
     NULL,
     {{OPENING, "        {\n          " QUALITY, "        " AT "{\n          " QUALITY},
      {OPENING, "          \"to\": \"countered\",\n", ""}}},
    /* The key of the node from which there is no way on. */
    {"D05",
     "a node without a way to an ending",
     "W103",
     NULL,
     {{OPENING, "\"to\": \"countered\"", "\"to\": \"stuck\""},
      {"", SLIPPED, TALK("stuck", AT, "stuck") SLIPPED}}},
    /* The condition: trust ends at 4. */
    {"D06",
     "a reply that is never offered",
     "W100",
     NULL,
     {{"", QUALITY, QUALITY "\"when\": " AT "\"trust >= 5\", "}}},
    /* The key of the node of the circle that stands first. */
    {"D07",
     "a loop without a choice",
     "E037",
     NULL,
     {{OPENING, "\"to\": \"countered\"", "\"to\": \"la\""},
      {"", SLIPPED, ROUTE("la", AT, "lb") ROUTE("lb", "", "la") SLIPPED}}},
    /* Both keys. */
    {"D08",
     "a node that stands twice",
     "E019",
     NULL,
     {{"", "    \"why\": {\n", "    " FIRST "\"why\": {\n"},
      {"", SLIPPED, TALK("why", AT, "end:later") SLIPPED}}},
    {"D09",
     "a meter changed by a word",
     "E020",
     NULL,
     {{"", QUALITY, QUALITY "\"do\": {\"trust\": " AT "\"eight\"}, "}}},
    /* The list: none of its replies is at fault alone. */
    {"D10",
     "a state in which no reply is open",
     "W061",
     NULL,
     {{SLIPPED, "\"replies\": [", "\"replies\": " AT "["},
      {SLIPPED, "\"id\": \"press\", ", "\"id\": \"press\", " WARY},
      {SLIPPED, "\"id\": \"small\", ", "\"id\": \"small\", " WARY},
      {SLIPPED, "\"id\": \"wait\", ", "\"id\": \"wait\", " WARY},
      {SLIPPED, "\"id\": \"check\", ", "\"id\": \"check\", " WARY}}},
    {"D11",
     "a fact that nothing uses",
     "W106",
     NULL,
     {{"\n  \"facts\": {\n", "    ",
       "    " AT "\"spare\": {\"zh\": \"备用\", \"en\": \"A spare one\"},\n    "}}},
    /* The key of the motive: the only benefit for its need names another one, so with
     * this customer no line can earn what a pass asks for. */
    {"D12",
     "a pass that nobody can reach",
     "W115",
     NULL,
     {{"", "    \"trip\": {\n", "    " AT "\"trip\": {\n"},
      {"", "\"about\": [\"need:sure\", \"feature:burnin\"]",
       "\"about\": [\"need:clear\", \"feature:burnin\"]"}}},
    /* Where something else should stand. */
    {"D13",
     "a bracket that is not closed",
     "E040",
     NULL,
     {{"", "\"when\": \"times(concede) >= 2", "\"when\": \"times(concede " AT ">= 2"}}},
    {"D13",
     "a comma that is missing",
     "E008",
     NULL,
     {{OPENING, "\"to\": \"countered\",\n          \"coach\"",
       "\"to\": \"countered\"\n          " AT "\"coach\""}}},
    /* Conditions do not reckon, so nothing can be divided. */
    {"D14",
     "a division by zero",
     "E040",
     NULL,
     {{"", "\"when\": \"trust >= 3\"",
       "\"when\": \"trust " AT "/ (patience - patience) >= 3\""}}},
    /* The text that says it again, beside the first. */
    {"D15",
     "a reply that stands twice",
     "W124",
     NULL,
     {{OPENING, "\"replies\": [\n",
       "\"replies\": [\n" SAME("one", "feature", FIRST) SAME("two", "clarify", AT)}}},
};

/* The text with the replacements made; false when one does not fit the file. */
static bool
apply(const char *text, const struct defect *defect, struct sp_str *out)
{
    char *old = sp_strdup(text);

    for (unsigned i = 0; i < EDITS && defect->edits[i].put; i++) {
        const struct edit *edit = &defect->edits[i];
        char *behind = strstr(old, edit->behind);
        char *at = behind ? strstr(behind + strlen(edit->behind), edit->find) : NULL;

        if (!at) {
            fprintf(stderr, "%s: “%s” is not in the file\n", defect->id, edit->find);
            sp_free(old);
            return false;
        }
        sp_str_clear(out);
        sp_str_add_n(out, old, (size_t)(at - old));
        sp_str_add(out, edit->put);
        sp_str_add(out, at + strlen(edit->find));
        sp_free(old);
        old = sp_strdup(out->text);
    }
    sp_free(old);
    return true;
}

/* Takes the mark out and counts its line and column; 0 when there is none. */
static void
take_mark(struct sp_str *text, char mark, unsigned *line, unsigned *column)
{
    char *at = strchr(text->text, mark);

    *line = *column = 0;
    if (!at)
        return;
    *line = *column = 1;
    for (const char *c = text->text; c < at; c++) {
        if (*c == '\n') {
            ++*line;
            *column = 1;
        } else {
            bool other_mark = *c == *AT || *c == *FIRST;

            *column += !other_mark && ((unsigned char)*c & 0xC0) != 0x80;
        }
    }
    memmove(at, at + 1, strlen(at));
    text->size--;
}

static bool
names(const struct sp_diag *diag, const char *near)
{
    for (unsigned i = 0; near && i < SP_DIAG_ARGS && diag->args[i]; i++) {
        if (strcmp(diag->args[i], near) == 0)
            return true;
    }
    return !near;
}

static bool
is_caught(const struct set *set, const struct defect *defect)
{
    struct sp_str text = {0};
    struct sp_diags diags = {0};
    unsigned line, column, line2, column2;
    bool caught = false;

    if (!apply(set->scenario_text, defect, &text)) {
        sp_str_finish(&text);
        return false;
    }
    take_mark(&text, *AT, &line, &column);
    take_mark(&text, *FIRST, &line2, &column2);
    sp_scenario_free(
        sp_scenario_lint(text.text, text.size, set->rubric, set->styles, &diags));
    sp_diags_sort(&diags);
    for (size_t i = 0; i < diags.count; i++) {
        const struct sp_diag *diag = &diags.items[i];

        caught = caught ||
                 (strcmp(diag->code, defect->code) == 0 && diag->line == line &&
                  diag->column == column && names(diag, defect->near) &&
                  (line2 == 0 || (diag->line2 == line2 && diag->column2 == column2)));
    }
    if (!caught) {
        fprintf(stderr, "%s, %s: no %s at %u:%u, but\n", defect->id, defect->what,
                defect->code, line, column);
        print_findings("  price-objection", &diags);
    }
    sp_diags_finish(&diags);
    sp_str_finish(&text);
    return caught;
}

static void
test_clean(const struct set *set)
{
    struct sp_diags diags = {0};

    sp_scenario_free(sp_scenario_lint(set->scenario_text, set->scenario_size,
                                      set->rubric, set->styles, &diags));
    if (!CHECK(diags.errors == 0 && diags.warnings == 0))
        print_findings("price-objection", &diags);
    sp_diags_finish(&diags);
}

/* A defect counts when each of its forms is caught. */
static void
test_defects(const struct set *set)
{
    unsigned count = 0, caught = 0;

    for (size_t i = 0; i < sizeof defects / sizeof *defects;) {
        const char *id = defects[i].id;
        bool all = true;

        for (; i < sizeof defects / sizeof *defects && strcmp(defects[i].id, id) == 0;
             i++)
            all = CHECK(is_caught(set, &defects[i])) && all;
        count++;
        caught += all;
    }
    printf("%u of %u seeded defects are caught in their place\n", caught, count);
    CHECK_INT(count, 15);
}

int
main(void)
{
    char *path = load_path("scenarios/price-objection.json");
    struct set set;

    sp_mem_init();
    if (CHECK(load_set(path, &set))) {
        test_clean(&set);
        test_defects(&set);
    }
    set_finish(&set);
    sp_free(path);
    return test_end();
}
