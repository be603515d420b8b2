/* exam_see.c: finding sittings, and words for what they tell. */
#include "exam_see.h"

#include <stdarg.h>
#include <string.h>

#include "store/start_code.h"

#define SAY_ARGS 8

bool
sitting_find(const struct cli *cli, struct sp_store *store, const char *word,
             struct sp_sitting_row *row)
{
    struct sp_sitting_rows rows = {0};
    struct sp_error error = {0};
    char code[SP_CODE_SIZE];
    bool is_code = sp_code_read(word, code);
    size_t found = 0, size = strlen(word);

    if (!sp_sitting_row_list(store, NULL, NULL, &rows, &error)) {
        exam_failed(cli, &error);
        return false;
    }
    for (size_t i = 0; i < rows.count; i++) {
        bool is = size >= 4 && strncmp(rows.item[i].id, word, size) == 0;

        if (!is && !(is_code && strcmp(rows.item[i].code, code) == 0))
            continue;
        *row = rows.item[i];
        found++;
    }
    sp_sitting_rows_finish(&rows);
    if (found != 1)
        cli_say(cli, cli->err, found ? "sitting.several" : "sitting.none", word, NULL);
    return found == 1;
}

bool
exam_set_load(const struct cli *cli, struct sp_store *store, const char *exam,
              struct exam_set *set)
{
    struct sp_error error = {0};
    struct sp_diags ignored = {0};
    size_t size = 0;

    *set = (struct exam_set){0};
    if (!sp_exam_row_load(store, exam, &set->row, &error)) {
        exam_failed(cli, &error);
        return false;
    }
    if (!exam_read(cli, exam, set->row.body, strlen(set->row.body), &set->exam)) {
        exam_set_finish(set);
        return false;
    }
    char *text = set->exam->rubric
                     ? sp_content_load(store, set->exam->rubric, &size, &error)
                     : NULL;

    /* Without it the words are those that were stored. */
    set->rubric = text ? sp_rubric_read(text, size, &ignored) : NULL;
    sp_diags_finish(&ignored);
    sp_error_clear(&error);
    sp_free(text);
    return true;
}

void
exam_set_finish(struct exam_set *set)
{
    sp_rubric_free(set->rubric);
    sp_exam_free(set->exam);
    sp_exam_row_finish(&set->row);
    *set = (struct exam_set){0};
}

const char *
competency_name(const struct cli *cli, const struct sp_rubric *rubric,
                const char *competency)
{
    for (unsigned i = 0; rubric && i < rubric->competencies; i++) {
        if (strcmp(rubric->competency[i].id, competency) == 0)
            return sp_text_in(&rubric->competency[i].name, cli->lang);
    }
    return competency;
}

const char *
check_wording(const struct cli *cli, const struct sp_rubric *rubric,
              const struct sp_story_check *check)
{
    for (unsigned i = 0; rubric && i < rubric->competencies; i++) {
        const struct sp_competency *c = &rubric->competency[i];

        for (unsigned k = 0; check->competency && k < c->levels; k++) {
            if (strcmp(c->level[k].id, check->id) == 0)
                return sp_text_in(&c->level[k].wording, cli->lang);
        }
    }
    for (unsigned i = 0; rubric && !check->competency && i < rubric->criticals; i++) {
        if (strcmp(rubric->critical[i].id, check->id) == 0)
            return sp_text_in(&rubric->critical[i].wording, cli->lang);
    }
    return check->wording;
}

void
clause_add(const struct cli *cli, const struct sp_rubric *rubric,
           const struct sp_clause *clause, struct sp_str *out)
{
    char key[48], wanted[16], got[16];

    snprintf(key, sizeof key, "board-clause.%s", sp_clause_name(clause->kind));
    snprintf(wanted, sizeof wanted, "%d", clause->wanted);
    snprintf(got, sizeof got, "%d", clause->got);
    say_add(cli, out, key, wanted, got,
            clause->competency ? competency_name(cli, rubric, clause->competency) : "",
            NULL);
}

void
say_add(const struct cli *cli, struct sp_str *out, const char *key, ...)
{
    const char *args[SAY_ARGS + 1] = {NULL};
    va_list list;

    va_start(list, key);
    for (unsigned i = 0; i < SAY_ARGS && (args[i] = va_arg(list, const char *)); i++)
        ;
    va_end(list);
    sp_strings_add(cli->strings[cli->lang], out, key, args);
}

const char *
word_of(const struct cli *cli, const char *list, const char *word)
{
    struct sp_str key = {0};
    const char *text;

    sp_str_addf(&key, "%s.%s", list, word);
    text = sp_strings_has(cli->strings[cli->lang], key.text) ? cli_text(cli, key.text)
                                                             : word;
    sp_str_finish(&key);
    return text;
}

const char *
when_of(int64_t ms, char out[32])
{
    out[0] = '\0';
    if (ms)
        cli_when(ms, out, 32);
    return out;
}
