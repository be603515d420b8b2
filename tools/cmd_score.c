/* cmd_score.c: `sparring score`: transcripts of talks to levels, checks and errors. */
#include "ear.h"

#include <string.h>

#include "nlu/talk.h"

/* The options, and what they led to. */
struct scoring {
    struct cli *cli;
    struct sp_ear *ear;
    struct sp_ear_room *room;
    struct cli_set set; /* of the scenario, when there is one */
    bool has_scenario;
    int motive;
    int status;
};

/* A talk being read: the texts belong to somebody else. */
struct talk {
    const char *id;
    struct sp_talk_turn turn[SP_TALK_TURNS];
    unsigned count;
    struct sp_heard heard[SP_TALK_TURNS];
    struct sp_talk judged;
};

static char
letter_of(unsigned part)
{
    return "CETFRK"[part];
}

static cJSON *
quote_json(const struct talk *t, unsigned turn, struct sp_span span)
{
    return ear_span_json(t->turn[turn].text, span);
}

static void
add_levels(const struct talk *t, cJSON *to)
{
    cJSON *scores = cJSON_AddObjectToObject(to, "scores");
    for (unsigned p = 0; p < SP_TALK_PARTS; p++) {
        const char *name = sp_talk_part_name((enum sp_talk_part)p);
        if (t->judged.level[p] == SP_TALK_UNKNOWN)
            cJSON_AddNullToObject(scores, name);
        else
            cJSON_AddNumberToObject(scores, name, t->judged.level[p]);
    }
}

static void
add_checks(const struct talk *t, cJSON *to)
{
    cJSON *checks = cJSON_AddArrayToObject(to, "checks");
    for (unsigned p = 0; p < SP_TALK_PARTS; p++)
        for (unsigned level = 0; level < SP_TALK_LEVELS; level++) {
            const struct sp_talk_check *check = &t->judged.check[p][level];
            char id[] = {letter_of(p), (char)('1' + level), '\0'};
            cJSON *one = cJSON_CreateObject();
            cJSON_AddStringToObject(one, "check", id);
            cJSON_AddStringToObject(one, "competency",
                                    sp_talk_part_name((enum sp_talk_part)p));
            cJSON_AddNumberToObject(one, "level", level + 1);
            cJSON_AddBoolToObject(one, "earned", check->earned);
            if (check->earned) {
                cJSON_AddNumberToObject(one, "turn", check->turn);
                cJSON_AddItemToObject(one, "evidence",
                                      quote_json(t, check->turn, check->evidence));
            }
            cJSON_AddItemToArray(checks, one);
        }
}

static void
add_errors(const struct talk *t, cJSON *to)
{
    cJSON *critical = cJSON_AddArrayToObject(to, "critical");
    cJSON *errors = cJSON_AddArrayToObject(to, "errors");
    for (unsigned i = 0; i < t->judged.errors; i++) {
        const struct sp_talk_error *error = &t->judged.error[i];
        cJSON *one = cJSON_CreateObject();
        cJSON_AddStringToObject(one, "move", sp_signal_name(error->signal));
        cJSON_AddNumberToObject(one, "turn", error->turn);
        cJSON_AddItemToObject(one, "evidence",
                              quote_json(t, error->turn, error->evidence));
        cJSON_AddItemToArray(error->critical ? critical : errors, one);
    }
}

static void
add_turns(const struct scoring *s, const struct talk *t, cJSON *to)
{
    cJSON *turns = cJSON_AddArrayToObject(to, "turns");
    for (unsigned i = 0; i < t->count; i++) {
        cJSON *one = cJSON_CreateObject();
        cJSON_AddStringToObject(one, "who",
                                t->turn[i].customer ? "customer" : "trainee");
        if (!t->turn[i].customer)
            ear_add_json(&t->heard[i], t->turn[i].text,
                         s->has_scenario ? s->set.scenario : NULL, s->cli->lang, one);
        cJSON_AddItemToArray(turns, one);
    }
}

static void
print_json(const struct scoring *s, const struct talk *t)
{
    cJSON *out = cJSON_CreateObject();
    if (t->id)
        cJSON_AddStringToObject(out, "id", t->id);
    add_levels(t, out);
    cJSON_AddBoolToObject(out, "pass", t->judged.pass);
    add_errors(t, out);
    add_checks(t, out);
    add_turns(s, t, out);
    cli_print_json(stdout, out);
}

/* ---- for people ---- */

static void
print_quote(const struct talk *t, unsigned turn, struct sp_span span)
{
    printf("      %u  “%.*s”\n", turn + 1, (int)(span.end - span.start),
           t->turn[turn].text + span.start);
}

static void
print_part(const struct scoring *s, const struct talk *t, unsigned part)
{
    char key[48], level[8] = "?";
    snprintf(key, sizeof key, "competency.%s",
             sp_talk_part_name((enum sp_talk_part)part));
    if (t->judged.level[part] != SP_TALK_UNKNOWN)
        snprintf(level, sizeof level, "%d", t->judged.level[part]);
    cli_say(s->cli, stdout, "score.level", cli_text(s->cli, key), level, NULL);
    for (unsigned i = 0; i < SP_TALK_LEVELS; i++) {
        const struct sp_talk_check *check = &t->judged.check[part][i];
        snprintf(key, sizeof key, "score.%c%u", letter_of(part), i + 1);
        cli_say(s->cli, stdout, check->earned ? "score.earned" : "score.missed",
                cli_text(s->cli, key), NULL);
        if (check->earned)
            print_quote(t, check->turn, check->evidence);
    }
}

static void
print_people(const struct scoring *s, const struct talk *t)
{
    for (unsigned part = 0; part < SP_TALK_PARTS; part++)
        print_part(s, t, part);
    for (unsigned i = 0; i < t->judged.errors; i++) {
        const struct sp_talk_error *error = &t->judged.error[i];
        char key[48];
        snprintf(key, sizeof key, "move.%s", sp_signal_name(error->signal));
        cli_say(s->cli, stdout, error->critical ? "score.critical" : "score.error",
                cli_text(s->cli, key), NULL);
        print_quote(t, error->turn, error->evidence);
    }
    cli_say(s->cli, stdout, t->judged.pass ? "score.pass" : "score.fail", NULL);
    cli_say(s->cli, stdout, "score.note", NULL);
}

static void
judge(struct scoring *s, struct talk *t, const char *where)
{
    struct sp_talk_about about = {s->has_scenario ? s->set.scenario : NULL, s->motive};
    struct sp_str number = {0};
    unsigned bad = 0;
    enum sp_heard_result result = sp_talk_judge(s->ear, s->room, t->turn, t->count,
                                                &about, t->heard, &t->judged, &bad);
    if (result != SP_HEARD_FINE) {
        sp_str_addf(&number, "%s:%u", where, bad + 1);
        cli_say(s->cli, stderr, ear_refusal(result), number.text, NULL);
        s->status = CLI_CANNOT;
    } else {
        if (s->cli->json)
            print_json(s, t);
        else
            print_people(s, t);
        if (!t->judged.pass && s->status == CLI_CLEAN)
            s->status = CLI_FINDINGS;
    }
    sp_str_finish(&number);
}

/* ---- reading ---- */

static bool
read_turn(const cJSON *item, struct sp_talk_turn *out)
{
    const cJSON *who = cJSON_GetObjectItemCaseSensitive(item, "who");
    const cJSON *text = cJSON_GetObjectItemCaseSensitive(item, "text");
    if (!cJSON_IsString(who) || !cJSON_IsString(text))
        return false;
    out->customer = strcmp(who->valuestring, "customer") == 0;
    out->text = text->valuestring;
    out->size = strlen(text->valuestring);
    return out->customer || strcmp(who->valuestring, "trainee") == 0;
}

static bool
read_turns(const cJSON *root, struct talk *t)
{
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(root, "id");
    const cJSON *turns = cJSON_GetObjectItemCaseSensitive(root, "turns");
    const cJSON *item;
    if (!cJSON_IsObject(root) || !cJSON_IsArray(turns) || (id && !cJSON_IsString(id)))
        return false;
    t->id = id ? id->valuestring : NULL;
    t->count = 0;
    cJSON_ArrayForEach(item, turns)
    {
        if (t->count == SP_TALK_TURNS || !read_turn(item, &t->turn[t->count]))
            return false;
        t->count++;
    }
    return true;
}

static void
score_json_line(struct scoring *s, struct talk *t, const struct ear_lines *lines)
{
    static const struct sp_json_limits limits = {8u << 20, 100000, 1u << 20, 8};
    struct sp_json *doc = ear_line_json(s->cli, lines, &limits);
    bool read = doc && read_turns(sp_json_root(doc), t);
    if (read)
        judge(s, t, lines->number);
    else
        s->status = CLI_CANNOT;
    if (doc && !read)
        cli_say(s->cli, stderr, "score.bad-line", lines->number, NULL);
    sp_json_free(doc);
}

static bool
is_customer(const struct scoring *s, const char *name, size_t size)
{
    for (unsigned lang = 0; lang < SP_LANGS; lang++) {
        const char *words =
            sp_strings_get(s->cli->strings[lang], "score.customer-names");
        for (const char *at = words; *at; at += strcspn(at, "|"), at += *at == '|') {
            size_t length = strcspn(at, "|");
            if (length == size && memcmp(at, name, size) == 0)
                return true;
        }
    }
    return false;
}

/* "客户：太贵了" or "Customer: too dear"; a line without a name goes on with the last.
 */
static bool
read_text_line(const struct scoring *s, const char *at, size_t size, struct talk *t)
{
    static const char wide[] = "：";
    const char *end = at + size, *colon = memchr(at, ':', size), *full = NULL;
    for (const char *c = at; c + 3 <= end && !full; c++)
        if (memcmp(c, wide, 3) == 0)
            full = c;
    size_t sign = full && (!colon || full < colon) ? 3 : 1;
    const char *name = sign == 3 ? full : colon;
    if (!name || name - at > 40 || t->count == SP_TALK_TURNS)
        return false;
    const char *text = name + sign;
    while (text < end && *text == ' ')
        text++;
    t->turn[t->count++] = (struct sp_talk_turn){is_customer(s, at, (size_t)(name - at)),
                                                text, (size_t)(end - text)};
    return true;
}

static void
score_text(struct scoring *s, struct talk *t, struct ear_lines *lines)
{
    while (ear_next_line(lines)) {
        size_t size = lines->size - (lines->at[lines->size - 1] == '\r');
        if (size > 0 && !read_text_line(s, lines->at, size, t)) {
            cli_say(s->cli, stderr, "score.bad-text", lines->number, NULL);
            s->status = CLI_CANNOT;
            return;
        }
    }
    judge(s, t, "-");
}

static void
score_all(struct scoring *s, const char *text, size_t size)
{
    struct talk *t = sp_alloc(1, sizeof *t);
    struct ear_lines lines = {.rest = text, .end = text + size};
    if (!s->cli->json)
        score_text(s, t, &lines);
    while (s->cli->json && ear_next_line(&lines))
        score_json_line(s, t, &lines);
    sp_free(t);
}

static bool
open_scenario(struct scoring *s, const char *name, const char *motive)
{
    s->motive = -1;
    if (!name)
        return true;
    char *path = cli_scenario_path(name);
    s->has_scenario =
        cli_set_texts(s->cli, path, &s->set) && cli_set_read(s->cli, &s->set);
    sp_free(path);
    if (s->has_scenario && motive) {
        s->motive = sp_scenario_motive(s->set.scenario, motive);
        if (s->motive < 0)
            cli_say(s->cli, stderr, "score.no-motive", motive, NULL);
        return s->motive >= 0;
    }
    return s->has_scenario;
}

int
cmd_score(struct cli *cli, int argc, char **argv)
{
    struct scoring s = {.cli = cli, .motive = -1};
    struct ear_files files = {0};
    struct sp_error error = {0};
    const char *scenario = NULL, *motive = NULL;
    const struct cli_option options[] = {{"scenario", &scenario, NULL},
                                         {"motive", &motive, NULL},
                                         {"model", &files.model, NULL}};
    char *text = NULL;
    size_t size = 0;
    int words = 0;
    int status = cli_options(cli, "score", argc, argv, options, 3, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words > 1) {
        cli_say(cli, stderr, "usage.score", NULL);
        return CLI_USAGE;
    }
    s.ear = ear_open(cli, &files);
    if (!s.ear)
        return CLI_CANNOT;
    s.room = sp_ear_room_new(s.ear);
    bool read = words == 1
                    ? sp_os_read_plain(argv[0], CLI_FILE_MOST, &text, &size, &error)
                    : sp_os_read_input("-", CLI_FILE_MOST, &text, &size, &error);
    if (!read)
        cli_complain(cli, &error);
    if (read && open_scenario(&s, scenario, motive))
        score_all(&s, text, size);
    else
        s.status = CLI_CANNOT;
    cli_set_finish(&s.set);
    sp_ear_room_free(s.room);
    sp_ear_free(s.ear);
    sp_error_clear(&error);
    sp_free(text);
    return s.status;
}
