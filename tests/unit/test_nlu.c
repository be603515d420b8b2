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

/* Whatever the scores: the features of a move are different ones, and in the table. */
static void
test_beside(void)
{
    uint64_t seed = 7;
    bool good = true;
    for (unsigned n = 0; n < 2000 && good; n++) {
        struct nlu_standing s = {.sentences = n % 7, .tokens = n % 90};
        s.split = n % 3 == 0;
        s.reports = n % 5 == 0;
        for (unsigned m = 0; m < SP_MOVES; m++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            s.score[m] = (int32_t)(seed >> 48) - 32768;
            s.alone[m] = (int32_t)(seed >> 40 & 0xffff) - 32768;
            s.rule[m] = (uint8_t)(seed >> 36 & 1);
            s.sentence[m] = (uint16_t)(seed >> 33 & 3);
            s.order[m] = (uint8_t)((m * 4 + n) % SP_MOVES);
        }
        s.score[NLU_NONE] = (int32_t)(n % 4096) - 2048;
        for (unsigned m = 0; m < SP_MOVES; m++) {
            uint16_t feature[NLU_BESIDE_SET];
            unsigned count = nlu_beside(&s, m, feature);
            good &= count > 0 && count <= NLU_BESIDE_SET;
            for (unsigned i = 0; i < count; i++)
                good &=
                    feature[i] < NLU_BESIDE && (i == 0 || feature[i] > feature[i - 1]);
        }
    }
    CHECK(good);
}

/* Words that are reported are not heard; one's own around them are. */
static void
test_reports(void)
{
    static const char source[] = "mark reports: {boss} .. {says} .. {\"|'}\n"
                                 "mark reported: {\"|'} .. {the book}\n"
                                 "rule ask clarify strong\n  en x\n  {why}\n";

    static const struct {
        const char *line, *fired;
    } cases[] = {
        {"My boss says \"why not\".", ""},
        {"My boss says \u201cwhy not?\u201d So why?", "ask"},
        {"My boss says 'why not?' Honest.", ""},
        {"\"Why? Why not?\" is in the book.", ""},
        {"\"Why?\" you said.", "ask"},
        {"My boss says \"why not.", "ask"},
        {"My boss says why not.", "ask"},
    };
    struct sp_str fired = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fire(source, cases[i].line, "", &fired);
        CHECK_STR(sp_str_text(&fired), cases[i].fired);
    }
    sp_str_finish(&fired);
}

int
main(void)
{
    test_beside();
    test_reports();
    test_folding();
    test_places();
    test_rules();
    test_bad_rules();
    return test_end();
}
