/* exam_people.c: `sparring exam roster FILE` and `exam people`. */
#include "exam.h"

#include <stdlib.h>
#include <string.h>

#include "play.h"
#include "store/csv.h"

enum column { NUMBER, NAME, TEAM, ROLE, LANG, EXTRA, SCALE, COLUMNS };

static const char *const titles[COLUMNS][3] = {
    {"number", "工号", "staff number"},
    {"name", "姓名", "full name"},
    {"team", "团队", "组"},
    {"role", "角色", "身份"},
    {"lang", "语言", "language"},
    {"extra", "加时", "extra time"},
    {"scale", "字号", "text size"},
};

static const struct {
    const char *name;
    enum sp_role role;
} roles[] = {
    {"学员", SP_TRAINEE}, {"新人", SP_TRAINEE}, {"培训师", SP_TRAINER},
    {"讲师", SP_TRAINER}, {"主管", SP_MANAGER}, {"经理", SP_MANAGER},
};

struct roster {
    const struct cli *cli;
    const char *path;
    struct sp_csv csv;
    int column[COLUMNS]; /* -1: not there */
    struct sp_member *member;
    size_t count, bad;
};

/* "FILE:LINE: sentence" */
static void
complain(struct roster *r, unsigned line, const char *key, const char *what)
{
    struct sp_str name = {0};

    sp_str_add_safe(&name, r->path);
    fprintf(r->cli->err, "%s:%u: ", name.text, line);
    cli_say(r->cli, r->cli->err, key, what, NULL);
    sp_str_finish(&name);
    r->bad++;
}

static bool
same_word(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 'a' - 'A') : *a;

        if (x != *b)
            return false;
    }
    return !*a && !*b;
}

static bool
read_head(struct roster *r)
{
    for (unsigned i = 0; i < COLUMNS; i++)
        r->column[i] = -1;
    for (unsigned c = 0; c < r->csv.columns; c++) {
        const char *title = sp_csv_cell(&r->csv, 0, c);
        bool known = title[0] == '\0';

        for (unsigned i = 0; i < COLUMNS; i++) {
            for (unsigned k = 0; k < 3; k++) {
                if (!same_word(title, titles[i][k]))
                    continue;
                if (r->column[i] >= 0)
                    complain(r, r->csv.line[0], "roster.twice", title);
                r->column[i] = (int)c;
                known = true;
            }
        }
        if (!known)
            complain(r, r->csv.line[0], "roster.column", title);
    }
    if (r->column[NUMBER] < 0 || r->column[NAME] < 0)
        complain(r, r->csv.line[0], "roster.head", "");
    return r->bad == 0;
}

static const char *
cell(const struct roster *r, size_t row, enum column column)
{
    int c = r->column[column];

    return c < 0 ? "" : sp_csv_cell(&r->csv, row, (unsigned)c);
}

/* A number of percent, "25" or "25%"; `least` when nothing is written. */
static int
percent(struct roster *r, size_t row, enum column column, int least, const char *key)
{
    const char *text = cell(r, row, column);
    char *end;
    long value = strtol(text, &end, 10);

    if (*text == '\0')
        return least;
    if (end == text || (*end && strcmp(end, "%") != 0) || value < least ||
        value > SP_EXTRA_MOST) {
        complain(r, r->csv.line[row], key, text);
        return least;
    }
    return (int)value;
}

static void
read_role(struct roster *r, size_t row, struct sp_member *out)
{
    const char *text = cell(r, row, ROLE);

    if (*text == '\0' || sp_role_find(text, &out->role))
        return;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(roles[i].name, text) == 0) {
            out->role = roles[i].role;
            return;
        }
    }
    complain(r, r->csv.line[row], "roster.role", text);
}

static void
read_lang(struct roster *r, size_t row, struct sp_member *out)
{
    const char *text = cell(r, row, LANG);

    if (*text == '\0')
        return;
    out->has_lang = true;
    if (strcmp(text, "中文") == 0)
        out->lang = SP_ZH;
    else if (same_word(text, "english"))
        out->lang = SP_EN;
    else if (!sp_lang_find(text, &out->lang))
        complain(r, r->csv.line[row], "roster.lang", text);
}

/* A text that is shown in tables: there, and not longer than one. */
static char *
read_text(struct roster *r, size_t row, enum column column, bool needed)
{
    const char *text = cell(r, row, column);

    if ((needed && *text == '\0') || sp_utf8_count(text) > 60)
        complain(r, r->csv.line[row],
                 *text              ? "roster.long"
                 : column == NUMBER ? "roster.no-number"
                                    : "roster.no-name",
                 text);
    return sp_strdup(text);
}

static int
by_number(const void *left, const void *right)
{
    const struct sp_member *const *a = left, *const *b = right;

    return strcmp((*a)->number, (*b)->number);
}

/* Two rows with one number would overwrite each other. */
static void
check_twice(struct roster *r)
{
    const struct sp_member **list = sp_alloc(r->count + 1, sizeof *list);

    for (size_t i = 0; i < r->count; i++)
        list[i] = &r->member[i];
    qsort(list, r->count, sizeof *list, by_number);
    for (size_t i = 1; i < r->count; i++) {
        if (list[i]->number[0] && strcmp(list[i - 1]->number, list[i]->number) == 0)
            complain(r, r->csv.line[1 + (size_t)(list[i] - r->member)],
                     "roster.number-twice", list[i]->number);
    }
    sp_free(list);
}

static void
read_rows(struct roster *r)
{
    r->member = sp_alloc(r->csv.rows + 1, sizeof *r->member);
    for (size_t row = 1; row < r->csv.rows; row++) {
        struct sp_member *m = &r->member[r->count++];

        m->number = read_text(r, row, NUMBER, true);
        m->name = read_text(r, row, NAME, true);
        m->team = read_text(r, row, TEAM, false);
        m->active = true;
        read_role(r, row, m);
        read_lang(r, row, m);
        m->extra_percent = percent(r, row, EXTRA, 0, "roster.extra");
        m->scale_percent = percent(r, row, SCALE, 100, "roster.scale");
    }
    check_twice(r);
}

/* ---- into the records ---- */

static bool
is_in(const struct roster *r, const char *number)
{
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->member[i].number, number) == 0)
            return true;
    }
    return false;
}

/* Who is not in a complete file has left. */
static bool
mark_left(const struct roster *r, struct sp_store *store, unsigned *left,
          struct sp_error *error)
{
    struct sp_members all = {0};
    bool ok = sp_member_list(store, &all, error);

    for (size_t i = 0; ok && i < all.count; i++) {
        if (!all.item[i].active || is_in(r, all.item[i].number))
            continue;
        all.item[i].active = false;
        ok = sp_member_put(store, &all.item[i], NULL, error);
        (*left)++;
    }
    sp_members_finish(&all);
    return ok;
}

static int
store_roster(const struct roster *r, bool complete)
{
    struct sp_store *store = open_records(r->cli);
    struct sp_error error = {0};
    unsigned added = 0, left = 0;
    char number[3][16];
    bool ok = store && sp_members_put(store, r->member, r->count, &added, &error) &&
              (!complete || mark_left(r, store, &left, &error));

    sp_store_close(store);
    if (!ok)
        return error.code ? exam_failed(r->cli, &error) : CLI_CANNOT;
    snprintf(number[0], sizeof number[0], "%u", added);
    snprintf(number[1], sizeof number[1], "%u", (unsigned)r->count - added);
    snprintf(number[2], sizeof number[2], "%u", left);
    cli_say(r->cli, r->cli->out, "roster.stored", number[0], number[1], number[2],
            NULL);
    return CLI_CLEAN;
}

int
exam_roster(struct cli *cli, int argc, char **argv)
{
    bool dry = false, complete = false;
    const struct cli_option list[] = {{.name = "dry-run", .flag = &dry},
                                      {.name = "complete", .flag = &complete}};
    struct roster r = {.cli = cli};
    struct sp_error error = {0};
    char *text = NULL, count[24];
    size_t size = 0;
    int status;

    if (!exam_words(cli, argc, argv, list, 2, 1, 1, NULL, &status))
        return status;
    r.path = argv[0];
    if (!sp_os_read_plain(r.path, SP_CSV_BYTES, &text, &size, &error) ||
        !sp_csv_read(text, size, r.path, &r.csv, &error)) {
        sp_free(text);
        return exam_failed(cli, &error);
    }
    if (r.csv.rows < 2)
        complain(&r, 1, "roster.empty", "");
    else if (read_head(&r))
        read_rows(&r);
    snprintf(count, sizeof count, "%zu", r.bad > 0 ? r.bad : r.count);
    if (r.bad > 0) {
        cli_say(cli, cli->err, "roster.refused", count, NULL);
        status = CLI_FINDINGS;
    } else if (dry) {
        cli_say(cli, cli->out, "roster.good", count, NULL);
    } else {
        status = store_roster(&r, complete);
    }
    for (size_t i = 0; i < r.count; i++)
        sp_member_finish(&r.member[i]);
    sp_free(r.member);
    sp_csv_finish(&r.csv);
    sp_free(text);
    return status;
}

/* ---- out ---- */

static void
print_member(const struct cli *cli, const struct sp_member *m)
{
    char extra[16], scale[16];
    cJSON *json;

    if (!cli->json) {
        snprintf(extra, sizeof extra, "%d", m->extra_percent);
        snprintf(scale, sizeof scale, "%d", m->scale_percent);
        struct sp_str role = {0}, more = {0};
        const char *args[] = {extra, scale, NULL};

        sp_str_addf(&role, "role.%s", sp_role_name(m->role));
        if (m->extra_percent > 0)
            sp_strings_add(cli->strings[cli->lang], &more, "people.extra", args);
        if (m->scale_percent > 100)
            sp_strings_add(cli->strings[cli->lang], &more, "people.scale", args);
        if (!m->active)
            sp_str_add(&more, cli_text(cli, "people.left"));
        cli_say(cli, cli->out, "people.line", m->number, m->name, m->team,
                cli_text(cli, role.text), sp_str_text(&more), NULL);
        sp_str_finish(&role);
        sp_str_finish(&more);
        return;
    }
    json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "type", "person");
    cJSON_AddStringToObject(json, "number", m->number);
    cJSON_AddStringToObject(json, "name", m->name);
    cJSON_AddStringToObject(json, "team", m->team);
    cJSON_AddStringToObject(json, "role", sp_role_name(m->role));
    if (m->has_lang)
        cJSON_AddStringToObject(json, "lang", sp_lang_tag(m->lang));
    cJSON_AddNumberToObject(json, "extraPercent", m->extra_percent);
    cJSON_AddNumberToObject(json, "scalePercent", m->scale_percent);
    cJSON_AddBoolToObject(json, "active", m->active);
    cli_print_json(cli->out, json);
}

int
exam_people(struct cli *cli, int argc, char **argv)
{
    struct sp_members all = {0};
    struct sp_error error = {0};
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 0, 0, NULL, &status))
        return status;
    struct sp_store *store = open_records(cli);

    if (!store)
        return CLI_CANNOT;
    bool ok = sp_member_list(store, &all, &error);

    sp_store_close(store);
    if (!ok)
        return exam_failed(cli, &error);
    for (size_t i = 0; i < all.count; i++)
        print_member(cli, &all.item[i]);
    if (all.count == 0 && !cli->json)
        cli_say(cli, cli->out, "people.none", NULL);
    sp_members_finish(&all);
    return CLI_CLEAN;
}
