/* exam_forget.c: `sparring exam forget` and `exam due`, `sparring export`: records that
 * die, days that end, and one's own data. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "exam_see.h"
#include "play.h"
#include "store/forget.h"

/* "2026-12-31", the last moment of that day here. */
static bool
read_day(const char *word, int64_t *out)
{
    struct tm day = {.tm_isdst = -1, .tm_hour = 24};
    int end = 0;

    if (strlen(word) != 10 ||
        sscanf(word, "%4d-%2d-%2d%n", &day.tm_year, &day.tm_mon, &day.tm_mday, &end) !=
            3 ||
        end != 10 || day.tm_year < 2000 || day.tm_year > 2999 || day.tm_mon < 1 ||
        day.tm_mon > 12 || day.tm_mday < 1 || day.tm_mday > 31)
        return false;
    day.tm_year -= 1900;
    day.tm_mon -= 1;
    time_t moment = mktime(&day);

    *out = (int64_t)moment * 1000 - 1;
    return moment != (time_t)-1;
}

int
exam_forget(struct cli *cli, int argc, char **argv)
{
    const char *day = NULL;
    const struct cli_option list[] = {{.name = "now", .value = &day}};
    struct sp_forgotten done = {0};
    struct sp_error error = {0};
    int64_t now = sp_os_wall_ms();
    char sittings[12], attempts[12], events[12];
    int status;

    if (!exam_words(cli, argc, argv, list, 1, 0, 0, NULL, &status))
        return status;
    if (day && !read_day(day, &now)) {
        cli_say(cli, cli->err, "exam.bad-day", day, NULL);
        return CLI_USAGE;
    }
    struct sp_store *store = exam_records(cli);

    if (!store)
        return CLI_CANNOT;
    if (!sp_store_forget(store, now, &done, &error)) {
        status = exam_failed(cli, &error);
    } else {
        snprintf(sittings, sizeof sittings, "%u", done.sittings);
        snprintf(attempts, sizeof attempts, "%u", done.attempts);
        snprintf(events, sizeof events, "%u", done.events);
        cli_say(cli, cli->out, "exam.forgot", sittings, attempts, events, NULL);
    }
    sp_store_close(store);
    return status;
}

int
exam_due(struct cli *cli, int argc, char **argv)
{
    struct sp_exam_row row = {0};
    struct sp_exam *exam = NULL;
    struct sp_error error = {0};
    int64_t due = 0;
    int status;

    if (!exam_words(cli, argc, argv, NULL, 0, 2, 2, NULL, &status))
        return status;
    if (strcmp(argv[1], "none") != 0 && !read_day(argv[1], &due)) {
        cli_say(cli, cli->err, "exam.bad-day", argv[1], NULL);
        return CLI_USAGE;
    }
    struct sp_store *store = exam_records(cli);
    bool ok = store && exam_find(cli, store, argv[0], &row, &exam);

    if (!ok)
        status = CLI_CANNOT;
    else if (!sp_exam_row_set_due(store, row.id, due, &error))
        status = exam_failed(cli, &error);
    else
        cli_say(cli, cli->out, due ? "exam.is-due" : "exam.not-due", exam->id, argv[1],
                NULL);
    sp_store_close(store);
    sp_exam_free(exam);
    sp_exam_row_finish(&row);
    return status;
}

/* ---- one's own data ---- */

static bool
whose(struct sp_store *store, const char *number, char person[SP_ID_SIZE],
      struct sp_error *error)
{
    struct sp_member member = {0};

    if (!number) {
        char *name = sp_os_user_name();
        bool ok = sp_store_default_person(store, name, person, error);

        sp_free(name);
        return ok;
    }
    if (!sp_member_by_number(store, number, &member, error))
        return false;
    memcpy(person, member.person, SP_ID_SIZE);
    sp_member_finish(&member);
    return true;
}

static int
export_to(struct cli *cli, const char *number, const char *path)
{
    struct sp_error error = {0};
    struct sp_str text = {0};
    char person[SP_ID_SIZE] = "";
    struct sp_store *store = open_records(cli);

    if (!store)
        return CLI_CANNOT;
    bool ok = whose(store, number, person, &error) &&
              sp_store_own_data(store, person, &text, &error) &&
              sp_os_write(path, text.text, text.size, SP_OS_PRIVATE, &error);

    sp_store_close(store);
    sp_str_finish(&text);
    if (!ok)
        return exam_failed(cli, &error);
    cli_say(cli, cli->out, "export.written", path, NULL);
    return CLI_CLEAN;
}

/* Everybody may take their own; anybody else's needs the manager's passphrase. */
int
cmd_export(struct cli *cli, int argc, char **argv)
{
    const char *number = NULL;
    bool me = false;
    const struct cli_option list[] = {{.name = "person", .value = &number},
                                      {.name = "me", .flag = &me}};
    int words, status;

    argc = exam_take_options(cli, argc, argv);
    status = cli_options(cli, "export", argc, argv, list, 2, &words);
    if (status != CLI_CLEAN)
        return status < 0 ? CLI_CLEAN : status;
    if (words != 1 || me == (number != NULL)) {
        cli_say(cli, cli->err, "usage.export", NULL);
        return CLI_USAGE;
    }
    if (number && !exam_is_manager(cli))
        return CLI_CANNOT;
    return export_to(cli, number, argv[0]);
}
