/* test_advise.c: what a line won and lost, how the motive could have been learnt, and
 * what to keep, start and stop. */
#include "test.h"

#include "core/advise.h"
#include "core/rng.h"
#include "load.h"

static struct set small, price;
static unsigned losses, ways[SP_LESSON_STEPS + 1]; /* how often each was tried */

static struct sp_session *
call(const char *motive, const char *ids)
{
    struct sp_start start = {
        .scenario = small.scenario, .style = "results", .motive = motive, .seed = 3};
    struct sp_session *session = sp_session_new(&start);

    while (session && *ids) {
        char id[48] = "";
        size_t size = strcspn(ids, " ");

        memcpy(id, ids, size < sizeof id ? size : 0);
        if (strcmp(id, "undo") == 0)
            CHECK(sp_session_undo(session));
        else if (!CHECK(sp_session_answer(session, id)))
            fprintf(stderr, "  \"%s\" is not open\n", id);
        ids += size + (ids[size] == ' ');
    }
    return session;
}

/* ---- what each line decided ---- */

static void
add_notes(const struct sp_session *session, const struct sp_score *score,
          struct sp_str *out)
{
    static const char *const signs[] = {"!", "+", "-", "?"};

    for (size_t i = 0; i < sp_session_turns(session); i++) {
        struct sp_line_note note[SP_LINE_NOTES];
        size_t count = sp_score_notes(session, score, i, note, SP_LINE_NOTES);

        sp_str_add(out, i ? ", " : "");
        sp_str_add(out, sp_session_turn(session, i)->reply->id);
        for (size_t k = 0; k < count; k++) {
            sp_str_addf(out, " %s%s", signs[note[k].kind], note[k].check->id);
            if (note[k].instead)
                sp_str_addf(out, "(%s%s)", note[k].instead->id,
                            &"++"[2 - note[k].more]);
        }
    }
}

static void
test_notes(void)
{
    static const struct {
        const char *motive, *ids, *want;
    } cases[] = {
        {"jams", "", ""},
        {"jams", "price why back-quick if trial tray-quick check step",
         "price +C1 +C2, why, back-quick +C3 +E1 +E2 +E3, if +T1 +T2, trial +R1 +R2 "
         "-T3, tray-quick +F1 +F2, check +F3 +R3, step +K1 +K2"},
        {"jams", "cut why trial step",
         "cut -C2(price) -E2(feel) ?C3(why+) ?E1(feel) ?E3(why+) ?T1(why+) ?T2(why+) "
         "?F1(why++) ?F2(why++) ?R3(why++) ?K2(why++), why +C1, trial +R1 +R2 -T2 -T3, "
         "step +K1"},
        {"jams", "cut undo why trial undo lease trial step",
         "cut, why +C1 +C2, trial, lease +R1 -R2(trial) -R3(trial+) ?F1(trial+) "
         "?F2(trial+) ?F3(trial++) ?K2(trial+), trial -T2(if) -T3 ?C3(back-quick) "
         "?E1(back-quick) ?E2(back-quick) ?E3(back-quick) ?T1(if), step +K1"},
        {"jams", "why back-cheap back-quick if lease trial tray-cheap step",
         "why +C1 +C2, back-cheap +E1 +E2 -C3(back-quick) -E3(back-quick), back-quick, "
         "if +T1 +T2, lease +R1 -R2(trial) -R3(trial+) ?F3(trial++) ?K2(trial+), trial "
         "-T3, tray-cheap +F1 +F2, step +K1"},
        {"jams", "feel cut cut",
         "feel +E1 +E2, cut -C2(price), cut ?C1(price) ?C3(why+) ?E3(why+) ?T1(why+) "
         "?T2(why+) ?F1(why++) ?F2(why++) ?R1(why+) ?R2(why+) ?R3(why++) ?K1(why++) "
         "?K2(why++)"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_session *session = call(cases[i].motive, cases[i].ids);
        struct sp_score score;
        struct sp_str got = {0};

        sp_score_session(session, true, &score);
        add_notes(session, &score, &got);
        if (!CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in call \"%s\"\n", cases[i].ids);
        sp_str_finish(&got);
        sp_session_free(session);
    }
}

/* ---- an oracle: plays everything ---- */

struct line {
    struct sp_start start;
    const char *reply[SP_TURNS_MOST];
    unsigned lines;
};

static struct sp_session *
replay(const struct line *line)
{
    struct sp_session *session = sp_session_new(&line->start);

    for (unsigned i = 0; i < line->lines; i++)
        CHECK(sp_session_answer(session, line->reply[i]));
    return session;
}

static bool
holds(const struct sp_session *session, const struct sp_check *check)
{
    struct sp_score score;

    sp_score_session(session, false, &score);
    for (unsigned i = 0; i < score.competencies; i++) {
        for (unsigned k = 0; k < score.competency[i].competency->levels; k++) {
            if (score.competency[i].check[k].check == check)
                return score.competency[i].check[k].holds;
        }
    }
    return false;
}

/* Whether the check holds now or after some of up to `most` further lines. */
static bool
can_hold(const struct line *line, const struct sp_check *check, unsigned most)
{
    struct sp_session *session = replay(line);
    const struct sp_view *view = sp_session_view(session);
    bool found = holds(session, check);

    for (unsigned i = 0; !found && most > 0 && i < view->open_count; i++) {
        struct line longer = *line;

        longer.reply[longer.lines++] = view->open[i]->id;
        found = can_hold(&longer, check, most - 1);
    }
    sp_session_free(session);
    return found;
}

static bool
tells_soundly(const struct sp_turn *turn)
{
    uint64_t bad = SP_ERROR_MASK | SP_GRAVE_MASK | SP_BIT(SP_MISHEARD) |
                   SP_BIT(SP_MISFIT) | SP_BIT(SP_WRONG);
    uint64_t asking = SP_BIT(SP_CLARIFY) | SP_BIT(SP_EMPATHISE) | SP_BIT(SP_TEST);

    return (turn->signals & SP_MOVE_MASK) && !(turn->signals & bad) &&
           !turn->reply->manner && !(turn->signals & SP_MOVE_MASK & ~asking);
}

/* Fewest sound lines until the customer tells the motive; `most` + 1 if more. */
static unsigned
lines_to_learn(const struct line *line, unsigned most)
{
    struct sp_session *session = replay(line);
    const struct sp_view *view = sp_session_view(session);
    unsigned best = most + 1;

    for (unsigned i = 0; most > 0 && i < view->open_count; i++) {
        struct line longer = *line;

        longer.reply[longer.lines++] = view->open[i]->id;
        struct sp_session *next = replay(&longer);
        const struct sp_turn *turn = sp_session_turn(next, line->lines);
        unsigned more = 0;

        if (tells_soundly(turn) && !turn->revealed)
            more = lines_to_learn(&longer, most - 1);
        if (tells_soundly(turn) && more + 1 < best)
            best = more + 1;
        sp_session_free(next);
    }
    sp_session_free(session);
    return best;
}

static void
check_losses(const struct sp_session *session, const struct sp_score *score,
             const struct line *said, size_t index, unsigned place)
{
    struct sp_line_note note[SP_LINE_NOTES], one;
    size_t count = sp_score_notes(session, score, index, note, SP_LINE_NOTES);

    CHECK_INT((long long)sp_score_notes(session, score, index, &one, 1), count > 0);
    CHECK(count == 0 || one.check == note[0].check);
    for (size_t i = 0; i < count; i++) {
        struct line until = *said;

        CHECK(i == 0 || note[i].kind >= note[i - 1].kind);
        if (note[i].kind != SP_NOTE_LOST)
            continue;
        losses++;
        until.lines = place + 1;
        CHECK(!can_hold(&until, note[i].check, 3));
        CHECK(!holds(session, note[i].check));
    }
}

static void
check_lesson(const struct sp_session *session, const struct line *said,
             const size_t *index)
{
    struct sp_lesson lesson;
    unsigned best = SP_LESSON_STEPS + 1, at = 0;
    long told = -1;

    for (size_t i = 0; i < sp_session_turns(session); i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);

        if (!turn->undone && turn->revealed)
            told = (long)i;
    }
    sp_session_lesson(session, &lesson);
    CHECK_INT(lesson.learnt, told >= 0);
    char *words = sp_lesson_words(session, &lesson, SP_EN);

    if (lesson.learnt) {
        char *want = sp_session_customer(session, (size_t)told + 1, SP_EN);

        CHECK_INT(lesson.turn, told);
        CHECK_STR(words, want);
        sp_free(want);
    } else {
        for (unsigned i = 0; i < said->lines; i++) {
            struct line until = *said;

            until.lines = i;
            unsigned lines = lines_to_learn(&until, SP_LESSON_STEPS);

            if (lines < best) {
                best = lines;
                at = i;
            }
        }
        ways[lesson.steps]++;
        CHECK_INT(lesson.steps, best > SP_LESSON_STEPS ? 0 : best);
        CHECK_INT(lesson.turn, lesson.steps ? (long)index[at] : -1);
        struct line other = *said;

        other.lines = at;
        for (unsigned i = 0; i < lesson.steps; i++)
            other.reply[other.lines++] = lesson.path[i]->id;
        struct sp_session *next = replay(&other);
        size_t last = sp_session_turns(next);
        char *want =
            lesson.steps ? sp_session_customer(next, last, SP_EN) : sp_strdup("");

        CHECK(!lesson.steps || sp_session_turn(next, last - 1)->revealed);
        CHECK(!lesson.told == !lesson.steps);
        CHECK_STR(words, want);
        sp_free(want);
        sp_session_free(next);
    }
    sp_free(words);
}

/* ---- keep, start, stop ---- */

static void
check_advice(const struct sp_session *session, const struct sp_score *score)
{
    struct sp_advice a;

    sp_score_advise(session, score, &a);
    CHECK(a.keeps <= 3 && a.starts <= 3 && a.stops <= 3);
    for (unsigned i = 0; i < a.keeps; i++) {
        const struct sp_turn *turn = sp_session_turn(session, (size_t)a.keep[i].turn);

        CHECK(turn->reply == a.keep[i].reply && !turn->undone);
        CHECK(!(turn->signals & SP_ERROR_MASK) && a.keep[i].points > 0);
        CHECK(i == 0 || a.keep[i].points <= a.keep[i - 1].points);
    }
    for (unsigned i = 0; i < a.starts; i++) {
        const struct sp_advice_item *item = &a.start[i];

        CHECK(item->check && item->competency && item->points >= item->check->points);
        CHECK(!item->reply == (item->turn < 0));
        CHECK(!item->reply ||
              sp_session_turn(session, (size_t)item->turn)->reply != item->reply);
        for (unsigned k = 0; k < i; k++)
            CHECK(item->competency != a.start[k].competency);
    }
    for (unsigned i = 0; i < a.stops; i++) {
        const struct sp_turn *turn = sp_session_turn(session, (size_t)a.stop[i].turn);

        CHECK(turn->reply == a.stop[i].reply && !turn->undone);
        CHECK(!tells_soundly(turn) && a.stop[i].moves && a.stop[i].times > 0);
    }
    CHECK((a.first == SP_ADVICE_NONE) == (a.keeps + a.starts + a.stops == 0));
    CHECK(score->criticals == 0 || (a.first == SP_ADVICE_STOP && a.stops > 0));
    CHECK(score->levels_ok || a.starts > 0);
    CHECK(a.try_line);
}

static void
check_call(const struct sp_session *session, const struct sp_start *start)
{
    struct line said = {.start = *start};
    size_t index[SP_TURNS_MOST];
    struct sp_score score;

    for (size_t i = 0; i < sp_session_turns(session); i++) {
        const struct sp_turn *turn = sp_session_turn(session, i);

        if (turn->undone)
            continue;
        index[said.lines] = i;
        said.reply[said.lines++] = turn->reply->id;
    }
    sp_score_session(session, true, &score);
    for (unsigned i = 0; i < said.lines; i++)
        check_losses(session, &score, &said, index[i], i);
    check_lesson(session, &said, index);
    check_advice(session, &score);
}

static void
test_random_calls(const struct set *set, unsigned calls)
{
    uint64_t chance = 11;

    for (unsigned n = 0; n < calls; n++) {
        struct sp_start start = {.scenario = set->scenario, .seed = n};
        struct sp_session *session = sp_session_new(&start);
        const struct sp_view *view = sp_session_view(session);
        unsigned stop = 1 + sp_draw_next(&chance, 9);

        while (view->node && view->turn < stop) {
            unsigned which = sp_draw_next(&chance, view->open_count);

            CHECK(sp_session_answer(session, view->open[which]->id));
            if (sp_draw_next(&chance, 6) == 0)
                CHECK(sp_session_undo(session));
        }
        /* The style and motive that the seed drew. */
        start.style = set->styles->style[sp_session_style(session)].id;
        start.motive = set->scenario->motives[sp_session_motive(session)].id;
        check_call(session, &start);
        sp_session_free(session);
    }
}

static void
add_items(const char *name, const struct sp_advice_item *item, unsigned count,
          struct sp_str *out)
{
    sp_str_addf(out, "%s%s", out->size ? "; " : "", name);
    for (unsigned i = 0; i < count; i++)
        sp_str_addf(out, " %s:%s=%d", item[i].reply ? item[i].reply->id : "-",
                    item[i].check ? item[i].check->id : "-", item[i].points);
}

static void
test_advice(void)
{
    static const char *const firsts[] = {"none", "keep", "start", "stop"};
    static const struct {
        const char *motive, *ids, *want;
    } cases[] = {
        {"jams", "", "keep; start -:C1=6 -:E1=4 -:T1=4; stop; first start; try C1"},
        {"jams", "why",
         "keep why:C2=14; start -:E1=4 -:T1=4 -:F1=5; stop; first start; try E1"},
        {"jams", "price why back-quick if trial tray-quick check step",
         "keep back-quick:C3=21 price:C2=14 trial:R2=14; start -:T3=4 -:K3=3; stop; "
         "first "
         "start; try T3"},
        {"jams", "cut why trial step",
         "keep trial:R2=14 why:C1=6 step:K1=3; start price:C2=8 feel:E1=4 why:T1=19; "
         "stop "
         "cut:C2=14; first start; try C2"},
        {"jams", "cut cut why back-cheap lease trial tray-cheap step",
         "keep tray-cheap:F2=14 why:C1=6 step:K1=3; start price:C2=8 feel:E2=6 "
         "if:T1=4; stop "
         "lease:R2=15 cut:C2=14 back-cheap:C3=11; first start; try C2"},
        {"jams", "why back-quick if lease",
         "keep back-quick:C3=21 why:C2=14 if:T2=11; start trial:R2=17 -:T3=4; stop "
         "lease:R2=15; first start; try R2"},
        {"jams", "feel cut cut",
         "keep feel:E2=10; start price:C1=6 why:E3=22; stop cut:C2=8; first start; try "
         "C1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sp_session *session = call(cases[i].motive, cases[i].ids);
        struct sp_score score;
        struct sp_advice a;
        struct sp_str got = {0};

        sp_score_session(session, true, &score);
        sp_score_advise(session, &score, &a);
        add_items("keep", a.keep, a.keeps, &got);
        add_items("start", a.start, a.starts, &got);
        add_items("stop", a.stop, a.stops, &got);
        sp_str_addf(&got, "; first %s; try %s", firsts[a.first],
                    a.try_line ? a.try_line->id : "-");
        if (!CHECK_STR(sp_str_text(&got), cases[i].want))
            fprintf(stderr, "  in call \"%s\"\n", cases[i].ids);
        sp_str_finish(&got);
        sp_session_free(session);
    }
}

static void
test_json(void)
{
    struct sp_session *session = call("jams", "cut why trial step");
    struct sp_score score;
    struct sp_str out = {0};

    sp_score_session(session, true, &score);
    sp_advice_json(session, &score, SP_EN, &out);
    cJSON *json = cJSON_Parse(sp_str_text(&out));
    const cJSON *motive = cJSON_GetObjectItem(json, "motive");

    CHECK(json && !strchr(sp_str_text(&out), '\n'));
    CHECK_STR(cJSON_GetStringValue(cJSON_GetObjectItem(json, "type")), "advice");
    CHECK(cJSON_IsTrue(cJSON_GetObjectItem(motive, "learnt")));
    CHECK_INT(cJSON_GetObjectItem(motive, "line")->valueint, 2);
    CHECK_STR(cJSON_GetStringValue(cJSON_GetObjectItem(motive, "customer")),
              "The old one jams daily; I fear the same.");
    cJSON_Delete(json);
    sp_str_finish(&out);
    sp_session_free(session);
}

/* Files without lines to try, such as those of old records, work as before. */
static void
test_without_lines_to_try(void)
{
    char *scenario = load_path("tests/data/frozen/small-call.json");
    char *rubric = load_path("tests/data/frozen/rubric.json");
    char *styles = load_path("tests/data/frozen/styles.json");
    struct set old;

    if (CHECK(load_set_from(scenario, rubric, styles, &old))) {
        struct sp_start start = {.scenario = old.scenario, .seed = 1};
        struct sp_session *session = sp_session_new(&start);
        struct sp_score score;
        struct sp_advice a;

        sp_score_session(session, true, &score);
        sp_score_advise(session, &score, &a);
        CHECK(!a.try_line && a.starts == 3 && a.first == SP_ADVICE_START);
        sp_session_free(session);
    }
    set_finish(&old);
    sp_free(scenario);
    sp_free(rubric);
    sp_free(styles);
}

int
main(void)
{
    char *path = load_path("scenarios/price-objection.json");

    sp_mem_init();
    if (CHECK(load_small(&small) && load_set(path, &price))) {
        test_notes();
        test_advice();
        test_json();
        test_without_lines_to_try();
        test_random_calls(&small, 150);
        test_random_calls(&price, 40);
        CHECK(losses > 300 && ways[1] > 20 && ways[2] > 10);
        printf("losses %u, ways of no line %u, one %u, two %u, three %u\n", losses,
               ways[0], ways[1], ways[2], ways[3]);
    }
    set_finish(&small);
    set_finish(&price);
    sp_free(path);
    return test_end();
}
