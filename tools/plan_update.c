/* plan_update.c: `sparring plan --update`: writes into a plan what happens now.
 *
 * Only the words that fail are replaced, and a missing `end` is added; every other byte
 * stays. A case that cannot be played to its end is left alone. */
#include "plan.h"

#include <string.h>

#define LINE_MOST 1000 /* bytes; a longer line would not be read again */

struct edit {
    size_t at, remove;
    char *text;
    unsigned line;
};

struct updater {
    const struct plan_file *file;
    struct edit *edits; /* in the order of the file */
    size_t count, room;
};

static void
add_edit(struct updater *u, struct edit edit)
{
    if (u->count == u->room) {
        u->room = u->room ? 2 * u->room : 16;
        u->edits = sp_grow(u->edits, u->room, sizeof *u->edits);
    }
    u->edits[u->count++] = edit;
}

static void
drop_edits(struct updater *u, size_t keep)
{
    while (u->count > keep)
        sp_free(u->edits[--u->count].text);
}

/* Where the line ends, before its line break. */
static size_t
end_of_line(const struct plan_file *file, size_t from)
{
    const char *end = memchr(file->text + from, '\n', file->size - from);
    size_t at = end ? (size_t)(end - file->text) : file->size;

    return at > from && end && end[-1] == '\r' ? at - 1 : at;
}

static void
take_instead(void *data, const struct sp_plan_line *line, unsigned first, unsigned last,
             const char *text)
{
    struct updater *u = data;
    size_t at = line->from + line->offset[first], to = at;

    if (!text)
        return;
    if (last > first && *text) /* up to the end of the last word */
        to = line->from + line->offset[last - 1] + strlen(line->word[last - 1]);
    else if (last > first) /* with the space behind it */
        to = line->from + line->offset[last];
    if (end_of_line(u->file, line->from) - line->from - (to - at) + strlen(text) >
        LINE_MOST)
        return;
    add_edit(u, (struct edit){at, to - at, sp_strdup(text), line->line});
}

/* An `end` under the last line of a case that ended and does not say so. */
static void
add_end(struct updater *u, const struct sp_plan_case *c,
        const struct sp_session *session)
{
    const struct sp_view *view = sp_session_view(session);
    const struct sp_plan_line *last = &c->lines[c->line_count - 1];
    struct sp_score score;
    struct sp_str text = {0};

    if (!view->ending || c->broken)
        return;
    for (unsigned i = 0; i < c->line_count; i++) {
        if (c->lines[i].verb == SP_PLAN_END)
            return;
    }
    sp_score_session(session, false, &score);
    size_t at = end_of_line(u->file, last->from);
    sp_str_add(&text, u->file->text[at] == '\r' ? "\r\n" : "\n");
    sp_str_add_n(&text, u->file->text + last->from, last->offset[0]);
    sp_str_addf(&text, "end %s %s", view->ending->id, score.pass ? "pass" : "fail");
    add_edit(u, (struct edit){at, 0, sp_str_take(&text), last->line});
}

static void
say_left(const struct cli *cli, const char *title)
{
    struct sp_str safe = {0};

    sp_str_add_safe(&safe, title);
    cli_say(cli, stdout, "plan.update-left", sp_str_text(&safe), NULL);
    sp_str_finish(&safe);
}

static void
look_at_case(const struct cli *cli, struct updater *u, const struct sp_plan_case *c,
             const struct sp_scenario *scenario)
{
    struct sp_plan_watch watch = {.data = u, .instead = take_instead};
    struct sp_diags diags = {0};
    size_t before = u->count;
    bool stopped;
    struct sp_session *session = sp_plan_play(c, scenario, &watch, &diags, &stopped);

    if (stopped) {
        drop_edits(u, before);
        if (!cli->json && !c->broken)
            say_left(cli, c->title);
    } else if (c->line_count > 0) {
        add_end(u, c, session);
    }
    sp_session_free(session);
    sp_diags_finish(&diags);
}

/* ---- the new text ---- */

static void
show_line(const struct cli *cli, cJSON *json, bool old, const char *line, size_t size)
{
    struct sp_str safe = {0};
    char *text = sp_strndup(line, size);
    size_t indent = strspn(text, " \t");

    if (cli->json) {
        cJSON_AddStringToObject(json, old ? "old" : "new", text);
    } else {
        sp_str_add_safe(&safe, text + indent);
        printf("%c%.*s%s\n", old ? '-' : '+', (int)indent, text, sp_str_text(&safe));
    }
    sp_str_finish(&safe);
    sp_free(text);
}

/* One line before and after. */
static void
show_edit(const struct cli *cli, const struct plan_file *file, const struct edit *edit)
{
    size_t begin = edit->at, end = end_of_line(file, edit->at);
    cJSON *json = cli->json ? cJSON_CreateObject() : NULL;
    bool added = edit->text[0] == '\r' || edit->text[0] == '\n';
    struct sp_str line = {0};

    while (begin > 0 && file->text[begin - 1] != '\n')
        begin--;
    if (json) {
        cJSON_AddStringToObject(json, "type", "update");
        cJSON_AddStringToObject(json, "file", file->path);
        cJSON_AddNumberToObject(json, "line", edit->line);
    } else {
        printf("%s:%u:\n", file->path, edit->line);
    }
    if (added) {
        sp_str_add(&line, edit->text + strcspn(edit->text, "\n") + 1);
    } else {
        show_line(cli, json, true, file->text + begin, end - begin);
        sp_str_add_n(&line, file->text + begin, edit->at - begin);
        sp_str_add(&line, edit->text);
        sp_str_add_n(&line, file->text + edit->at + edit->remove,
                     end - edit->at - edit->remove);
    }
    show_line(cli, json, false, sp_str_text(&line), line.size);
    if (json)
        cli_print_json(stdout, json);
    sp_str_finish(&line);
}

/* Puts the new text in place of the old, on the disk first. */
static bool
write_edits(const struct cli *cli, const struct updater *u, struct plan_file *file)
{
    struct sp_str text = {0};
    struct sp_error error = {0};
    struct sp_diags diags = {0};
    size_t from = 0;

    for (size_t i = 0; i < u->count; i++) {
        sp_str_add_n(&text, file->text + from, u->edits[i].at - from);
        sp_str_add(&text, u->edits[i].text);
        from = u->edits[i].at + u->edits[i].remove;
    }
    sp_str_add_n(&text, file->text + from, file->size - from);
    struct sp_plan *plan = sp_plan_read(text.text, text.size, &diags);
    bool ok =
        plan && sp_os_write(file->path, text.text, text.size, SP_OS_SHARED, &error);
    sp_diags_finish(&diags);
    if (!ok) {
        if (plan)
            cli_complain(cli, &error);
        else
            cli_say(cli, stderr, "plan.update-size", file->path, NULL);
        sp_plan_free(plan);
        sp_str_finish(&text);
        sp_error_clear(&error);
        return false;
    }
    for (size_t i = 0; i < u->count; i++)
        show_edit(cli, file, &u->edits[i]);
    sp_plan_free(file->plan);
    sp_free(file->text);
    file->plan = plan;
    file->size = text.size;
    file->text = sp_str_take(&text);
    return true;
}

bool
plan_update(const struct cli *cli, struct plan_file *file,
            const struct sp_scenario *scenario)
{
    struct updater u = {.file = file};
    struct sp_diags ignored = {0};
    bool ok = true;

    sp_plan_check(file->plan, scenario, &ignored);
    sp_diags_finish(&ignored);
    for (unsigned i = 0; i < file->plan->count; i++)
        look_at_case(cli, &u, &file->plan->cases[i], scenario);
    if (u.count > 0)
        ok = write_edits(cli, &u, file);
    drop_edits(&u, 0);
    sp_free(u.edits);
    return ok;
}
