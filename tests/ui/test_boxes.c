/* test_boxes.c: that lint's rule of what is too long for its box agrees with the
 * window: widths are estimated well, and texts as long as they may be have room. usage:
 * test_boxes REPOSITORY */
#include "fake_app.h"

#include <SDL_ttf.h>
#include <cjson/cJSON.h>

#include "lint_fit.h"
#include "sdl_text.h"

#define SKIPPED 77
#define ROOM 2500

static struct gui_measure measure;
static const char *root;

/* ---- widths ---- */

/* The estimate may be too wide, which forbids what would just fit, but hardly less. */
static void
check_width(const char *text)
{
    static const struct {
        enum gui_face face;
        unsigned size;
    } kinds[] = {{GUI_REGULAR, 13}, {GUI_REGULAR, 15}, {GUI_BOLD, 17}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        double real = measure.width(measure.data, kinds[i].face, (int)kinds[i].size,
                                    text, strlen(text));
        double about =
            fit_width(text, strlen(text), kinds[i].size, kinds[i].face == GUI_BOLD);

        if (!CHECK(about >= 0.95 * real - 1 && about <= 1.15 * real + 4))
            fprintf(stderr, "  %u points, %g for %g: %s\n", kinds[i].size, about, real,
                    text);
    }
}

static size_t
check_widths(const cJSON *json)
{
    const cJSON *item;
    size_t count = 0;
    enum sp_lang lang;

    cJSON_ArrayForEach(item, json)
    {
        if (cJSON_IsString(item) &&
            (!item->string || sp_lang_find(item->string, &lang))) {
            check_width(item->valuestring);
            count++;
        }
        count += check_widths(item);
    }
    return count;
}

static void
test_widths(void)
{
    static const char *const files[] = {
        "scenarios/price-objection.json", "scenarios/ic-card.json",
        "scenarios/rubric.json", "scenarios/styles.json"};
    size_t count = 0, size;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = fake_read(root, files[i], &size);
        cJSON *json = cJSON_Parse(text);

        count += check_widths(json);
        cJSON_Delete(json);
        sp_free(text);
    }
    CHECK(count > 1000);
}

/* What has no place to break is broken where the line is full. */
static void
test_one_word(void)
{
    char word[301];

    memset(word, 'm', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    unsigned wide = fit_width(word, strlen(word), fit_boxes[FIT_SAYS].size, false);
    unsigned lines = fit_lines(word, &fit_boxes[FIT_SAYS]);

    CHECK(lines >= wide / fit_boxes[FIT_SAYS].width);
    CHECK(lines <= wide * 11 / 10 / fit_boxes[FIT_SAYS].width + 2);
}

/* ---- texts as long as they may be ---- */

static char full[FIT_PLACES][SP_LANGS][ROOM];
static bool seen[FIT_PLACES][SP_LANGS];

/* Every place has a beginning of its own, by which its text is found again. */
static void
make_full(enum fit_place place, enum sp_lang lang)
{
    static const char *const zh[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚",
                                     "辛", "壬", "癸", "子", "丑", "寅", "卯",
                                     "辰", "巳", "午", "未", "申", "酉"};
    static const char *const more[SP_LANGS] = {
        "这里写的话要说到正好放得下，", "a word or two that may still stand here, "};
    char *text = full[place][lang];
    size_t size, step;
    uint32_t code;

    if (lang == SP_ZH)
        snprintf(text, ROOM, "%s", zh[place]);
    else
        snprintf(text, ROOM, "%c%s", (char)('A' + place), fit_boxes[place].name);
    for (const char *at = more[lang];; at += step) {
        if (!*at)
            at = more[lang];
        size = strlen(text);
        step = sp_utf8_next(at, strlen(at), &code);
        if (size + step + 1 >= ROOM || sp_utf8_count(text) >= 590)
            break;
        memcpy(text + size, at, step);
        text[size + step] = '\0';
        if (fit_lines(text, &fit_boxes[place]) > fit_boxes[place].lines) {
            text[size] = '\0';
            break;
        }
    }
    size = strlen(text);
    if (text[size - 1] == ' ')
        text[size - 1] = '.';
}

static void
fill(cJSON *object, enum fit_place place)
{
    for (int l = 0; l < SP_LANGS && object; l++) {
        cJSON_DeleteItemFromObject(object, sp_lang_tag((enum sp_lang)l));
        cJSON_AddStringToObject(object, sp_lang_tag((enum sp_lang)l), full[place][l]);
    }
}

static cJSON *
get(cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void
fill_each(cJSON *list, enum fit_place place)
{
    cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        fill(item, place);
    }
}

static void
fill_scenario(cJSON *json)
{
    cJSON *item, *reply, *brief = get(json, "brief");

    fill(get(json, "title"), FIT_TITLE);
    fill(get(json, "trade"), FIT_TRADE);
    fill(get(json, "summary"), FIT_SUMMARY);
    fill(get(get(json, "customer"), "name"), FIT_NAME);
    fill(get(get(json, "customer"), "role"), FIT_ROLE);
    fill(get(get(json, "customer"), "company"), FIT_COMPANY);
    fill(get(brief, "situation"), FIT_SITUATION);
    fill(get(brief, "goal"), FIT_GOAL);
    fill_each(get(brief, "facts"), FIT_FACT);
    fill_each(get(json, "motives"), FIT_MOTIVE);
    cJSON_ArrayForEach(item, get(json, "nodes"))
    {
        fill_each(get(item, "says"), FIT_SAYS);
        fill_each(get(item, "replies"), FIT_OPTION);
        cJSON_ArrayForEach(reply, get(item, "replies"))
        {
            fill(get(reply, "coach"), FIT_COACH);
        }
    }
    cJSON_ArrayForEach(item, get(json, "endings"))
    {
        fill(item, FIT_ENDING);
        fill_each(get(item, "says"), FIT_SAYS);
    }
}

static void
fill_rubric(cJSON *json)
{
    cJSON *item, *level;

    cJSON_ArrayForEach(item, get(json, "competencies"))
    {
        fill(item, FIT_COMPETENCY);
        fill_each(get(item, "levels"), FIT_CHECK);
        cJSON_ArrayForEach(level, get(item, "levels"))
        {
            fill(get(level, "remedy"), FIT_REMEDY);
            cJSON_DeleteItemFromObject(level, "try");
        }
    }
    fill_each(get(json, "critical"), FIT_CHECK);
}

static void
fill_styles(cJSON *json)
{
    cJSON *item;

    cJSON_ArrayForEach(item, get(json, "styles"))
    {
        fill(item, FIT_STYLE);
        fill(get(item, "about"), FIT_ADVICE);
        fill(get(item, "advice"), FIT_ADVICE);
        cJSON_DeleteItemFromObject(item, "openers");
    }
}

static char *
filled(const char *name, void (*with)(cJSON *), size_t *size)
{
    char *text = fake_read(root, name, size);
    cJSON *json = cJSON_Parse(text);

    with(json);
    sp_free(text);
    char *printed = cJSON_PrintUnformatted(json);
    text = sp_strdup(printed);
    *size = strlen(text);
    cJSON_free(printed);
    cJSON_Delete(json);
    return text;
}

static void
load(struct fake_app *app)
{
    struct sp_diags diags = {0};
    size_t size;

    *app = (struct fake_app){.style = "actor", .motive = "parts"};
    fake_load_strings(app, root);
    app->text[0] = filled("scenarios/rubric.json", fill_rubric, &size);
    app->rubric = sp_rubric_read(app->text[0], size, &diags);
    app->text[1] = filled("scenarios/styles.json", fill_styles, &size);
    app->styles = sp_styles_read(app->text[1], size, app->rubric, &diags);
    app->text[2] = filled("scenarios/price-objection.json", fill_scenario, &size);
    app->scenario[0] =
        sp_scenario_read(app->text[2], size, app->rubric, app->styles, &diags);
    app->scenarios = app->all = app->scenario[0] ? 1 : 0;
    CHECK(app->scenarios == 1);
    sp_diags_finish(&diags);
}

/* ---- what the screens make of them ---- */

/* How many bytes of `text` from `at` on the command shows; blanks are skipped. */
static size_t
shown(const char *text, size_t at, const char *of, size_t size)
{
    at += strspn(text + at, " ");
    return size > 0 && strncmp(text + at, of, size) == 0 ? at + size : 0;
}

/* Where a text is larger there are fewer beside it; and what has one line in one place
 * is a paragraph in another. */
static size_t
most_lines(enum fit_place place, int size_px)
{
    const struct fit_box *box = &fit_boxes[place];

    if (box->lines == 1)
        return 2;
    return (box->lines * (size_t)size_px + box->size - 1) / box->size;
}

/* Looks for the text in the frame: all its lines, or its beginning and three dots. */
static void
look_for(const struct gui *g, enum fit_place place, enum sp_lang lang, const char *what)
{
    struct gui_list list = gui_commands(g);
    const char *text = full[place][lang];
    size_t length = strlen(text);

    for (size_t i = 0; i < list.count; i++) {
        size_t at = 0, lines = 0, next;

        if (list.cmds[i].type != GUI_CMD_TEXT)
            continue;
        for (size_t k = i; k < list.count && at < length; k++) {
            const struct gui_cmd *cmd = &list.cmds[k];

            if (cmd->type != GUI_CMD_TEXT)
                continue;
            next = shown(text, at, list.text + cmd->first, cmd->count);
            if (!next && lines == 0 && cmd->count > 8 &&
                strncmp(text, list.text + cmd->first, cmd->count - 3) == 0)
                next = length + 1; /* cut */
            if (!next)
                break;
            at = next;
            lines++;
        }
        if (at < length)
            continue;
        seen[place][lang] = true;
        if (!CHECK(at == length && lines <= most_lines(place, list.cmds[i].size_px)))
            fprintf(stderr, "  %s %s %s: %zu lines%s, %d pixels, %g wide\n", what,
                    fit_boxes[place].name, sp_lang_tag(lang), lines,
                    at > length ? ", cut" : "", list.cmds[i].size_px,
                    list.cmds[i].rect.w);
        break;
    }
}

static void
frame(struct gui *g, struct sp_ui *ui)
{
    for (int i = 0; i < 6 && (i < 2 || gui_wake_ms(g) == 0); i++) {
        gui_begin(g);
        sp_ui_frame(ui, g);
        gui_end(g);
    }
}

static void
look(struct gui *g, struct sp_ui *ui, enum sp_lang lang, int pages)
{
    char what[64];

    for (int i = 0; i <= pages; i++) {
        snprintf(what, sizeof what, "%s %gx%g", sp_ui_screen(ui), gui_width(g),
                 gui_height(g));
        for (unsigned place = 0; place < FIT_PLACES; place++)
            look_for(g, (enum fit_place)place, lang, what);
        CHECK(gui_input_name(g, "PgDn"));
        frame(g, ui);
    }
}

static void
show(struct fake_app *app, enum sp_lang lang, bool wide, const char *scenario,
     const char *attempt)
{
    struct gui *g = gui_new(&measure);
    struct sp_ui *ui;

    gui_set_still(g, true);
    gui_set_size(g, wide ? 1280 : 640, wide ? 800 : 400);
    ui = sp_ui_new(&(struct sp_ui_params){.ops = &fake_ops,
                                          .data = app,
                                          .look = {.lang = lang, .still = true},
                                          .scenario = scenario,
                                          .attempt = attempt});
    frame(g, ui);
    look(g, ui, lang, 20);
    sp_ui_free(ui);
    gui_free(g);
}

static void
test_full(enum sp_lang lang, bool wide, enum sp_setting setting)
{
    struct fake_app app;

    load(&app);
    show(&app, lang, wide, NULL, NULL);
    show(&app, lang, wide, app.scenario[0]->id, NULL);
    struct sp_app_begin begin = {.scenario = app.scenario[0], .setting = setting};
    const struct sp_session *session = fake_begin(&app, &begin);
    while (session && !sp_session_view(session)->ending) {
        show(&app, lang, wide, NULL, fake_attempt(&app));
        fake_answer(&app, sp_session_view(session)->open[0]->id, lang);
    }
    show(&app, lang, wide, NULL, fake_attempt(&app));
    fake_app_finish(&app);
}

int
main(int argc, char **argv)
{
    struct sdl_text *fonts = TTF_Init() == 0 ? sdl_text_new(NULL) : NULL;

    root = argc > 1 ? argv[1] : ".";
    if (!fonts) {
        fprintf(stderr, "there are no fonts\n");
        return SKIPPED;
    }
    measure = (struct gui_measure){fonts, sdl_text_width};
    test_widths();
    test_one_word();
    for (unsigned i = 0; i < FIT_PLACES * SP_LANGS; i++)
        make_full((enum fit_place)(i / SP_LANGS), (enum sp_lang)(i % SP_LANGS));
    for (unsigned i = 0; i < SP_LANGS * 2; i++) {
        test_full((enum sp_lang)(i % SP_LANGS), i / SP_LANGS, SP_PRACTICE);
        test_full((enum sp_lang)(i % SP_LANGS), i / SP_LANGS, SP_REHEARSAL);
    }
    for (unsigned i = 0; i < FIT_PLACES * SP_LANGS; i++) {
        if (i / SP_LANGS != FIT_FEATURE && !CHECK(seen[i / SP_LANGS][i % SP_LANGS]))
            fprintf(stderr, "  nowhere seen: %s %s\n", fit_boxes[i / SP_LANGS].name,
                    sp_lang_tag((enum sp_lang)(i % SP_LANGS)));
    }
    sdl_text_free(fonts);
    TTF_Quit();
    return test_end();
}
