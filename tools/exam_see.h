/* exam_see.h: what the commands that look at sittings share: finding one, and the words
 * of its rubric. */
#pragma once

#include "exam.h"
#include "store/board.h"

/* The sitting whose id begins with the word, or whose start code it is; false after
 * saying why not. */
bool sitting_find(const struct cli *cli, struct sp_store *store, const char *word,
                  struct sp_sitting_row *row);

/* An exam with the rubric that it names, for its wordings; the rubric may be NULL. */
struct exam_set {
    struct sp_exam_row row;
    struct sp_exam *exam;
    struct sp_rubric *rubric;
};
bool exam_set_load(const struct cli *cli, struct sp_store *store, const char *exam,
                   struct exam_set *set);
void exam_set_finish(struct exam_set *set);

/* The name of a competency, or its id. */
const char *competency_name(const struct cli *cli, const struct sp_rubric *rubric,
                            const char *competency);
/* What a check asks for, in the user's language; else as it was stored. */
const char *check_wording(const struct cli *cli, const struct sp_rubric *rubric,
                          const struct sp_story_check *check);
/* Adds a clause as words: "Clarify, lowest level 1, 2 needed". */
void clause_add(const struct cli *cli, const struct sp_rubric *rubric,
                const struct sp_clause *clause, struct sp_str *out);
/* Adds the sentence of a key with its arguments (strings, ended by NULL). */
void say_add(const struct cli *cli, struct sp_str *out, const char *key, ...)
    __attribute__((sentinel));
/* The text for a word of a list: "board-state.held". */
const char *word_of(const struct cli *cli, const char *list, const char *word);
/* A time in local time, or "" for none. */
const char *when_of(int64_t ms, char out[32]);
