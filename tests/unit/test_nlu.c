/* test_nlu.c: the recogniser's reading of a line and its language of rules. */
#include "test.h"

#include "model.h"

/* Whether two lines are the same tokens once folded. */
static bool
alike(const char *a, const char *b)
{
    struct nlu_text x, y;
    nlu_text_start(&x);
    nlu_text_start(&y);
    nlu_text_read(&x, a, strlen(a));
    nlu_text_read(&y, b, strlen(b));
    bool same = x.tokens == y.tokens && x.sentences == y.sentences;
    for (uint32_t i = 0; same && i < x.tokens; i++)
        same = x.token[i].hash == y.token[i].hash;
    nlu_text_finish(&x);
    nlu_text_finish(&y);
    return same;
}

static void
test_folding(void)
{
    CHECK(alike("這個價錢您是跟哪家比？", "这个价钱您是跟哪家比?"));
    CHECK(alike("Ｗｈａｔ　price？", "what PRICE?"));
    CHECK(alike("好好好好好，行", "好好,行"));
    CHECK(alike("sooooo good!!!", "soo good!"));
    CHECK(alike("you\u200Br pri\u00ADce", "your price"));
    CHECK(alike("don\u2019t", "don't"));
    CHECK(alike("follow-up", "follow up"));
    CHECK(alike("caf\u00e9", "cafe\u0301"));
    CHECK(alike("1,299.50", "7"));
    CHECK(!alike("太贵", "不贵"));
}

/* Tokens know the bytes that were typed, whatever was folded. */
static void
test_places(void)
{
    static const char line[] = "我們  ＯＫ。What?";
    struct nlu_text text;
    nlu_text_start(&text);
    nlu_text_read(&text, line, strlen(line));
    CHECK_INT(text.tokens, 6);
    CHECK_INT(text.sentences, 2);
    CHECK_INT(text.token[1].start, 3);
    CHECK_INT(text.token[1].end, 6);
    CHECK_INT(text.token[2].start, 8);
    CHECK_INT(text.token[2].end, 14);
    CHECK_INT(text.token[5].end, (long long)strlen(line));
    nlu_text_finish(&text);
}

/* Which rules of `source` fire, by their ids with spaces between. */
static void
fire(const char *source, const char *line, const char *context, struct sp_str *out)
{
    struct sp_ear_file file = {source, strlen(source)};
    struct nlu_rules rules;
    struct nlu_listener listener;
    unsigned which, where;
    sp_str_clear(out);
    if (!CHECK(nlu_rules_read(&file, 1, &rules, &which, &where)))
        return;
    nlu_listener_start(&listener, &rules);
    nlu_listen(&listener, &rules, line, strlen(line), context, strlen(context));
    for (uint32_t i = rules.marks; i < rules.rules; i++)
        if (listener.hits.line[i])
            sp_str_addf(out, "%s%s", out->size ? " " : "", rules.rule[i].id);
    nlu_listener_finish(&listener);
    nlu_rules_finish(&rules);
}

static void
test_rules(void)
{
    static const char source[] =
        "class pay : pay | afford*\n"
        "mark q: {?} $\n"
        "mark dear: {dear|太贵}\n"
        "rule near clarify strong\n  en x\n  what .. price\n"
        "rule far test weak\n  if .... would you +q\n"
        "rule begin close weak\n  ^ <pay>\n"
        "rule clause close weak\n  / then\n"
        "rule end close weak\n  sign $\n"
        "rule context empathise weak\n  {understand|理解} +@dear -q\n"
        "rule parrot dismiss weak\n  {dear} +is.parrot\n";
    static const struct {
        const char *line, *context, *fired;
    } cases[] = {
        {"What about the price", "", "near"},
        {"What a b c d e f g h i price", "", ""},
        {"price what", "", ""},
        {"If it were all solved by noon on Monday then and there would you sign?", "",
         "far end"},
        {"If so. Would you?", "", ""},
        {"affordable", "", "begin"},
        {"we pay", "", ""},
        {"ok, then sign!\"", "", "clause end"},
        {"sign it", "", ""},
        {"I understand", "too dear", "context"},
        {"I understand?", "too dear", ""},
        {"I understand", "hello", ""},
        {"我理解", "太贵了", "context"},
        {"your machine costs far more than dear neighbours paid",
         "your machine costs far more than dear neighbours paid", "parrot"},
    };
    struct sp_str fired = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fire(source, cases[i].line, cases[i].context, &fired);
        CHECK_STR(sp_str_text(&fired), cases[i].fired);
    }
    sp_str_finish(&fired);
}

static void
test_bad_rules(void)
{
    static const char *const bad[] = {
        "rule",
        "rule a\n",
        "rule a clarify loud\n",
        "rule a argue strong\n",
        "rule a clarify weak\n  <nobody>\n",
        "rule a clarify weak\n  {open\n",
        "rule a clarify weak\n  .. ....\n",
        "rule a clarify weak\n  what +nobody\n",
        "mark is.first: what\n",
        "  what\n",
        "class : x\n",
        "class c: \xff\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct sp_ear_file files[] = {{"class c: fine\n", 14},
                                      {bad[i], strlen(bad[i])}};
        struct nlu_rules rules;
        unsigned file, line;
        if (!CHECK(!nlu_rules_read(files, 2, &rules, &file, &line)))
            nlu_rules_finish(&rules);
        else
            CHECK_INT(file, 1);
    }
}

int
main(void)
{
    test_folding();
    test_places();
    test_rules();
    test_bad_rules();
    return test_end();
}
