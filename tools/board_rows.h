/* board_rows.h: a board as tables. */
#pragma once

#include "exam_see.h"
#include "cells.h"

struct board_look { /* a board with all that it was made of */
    const struct cli *cli;
    struct exam_set set;
    struct sp_members members;
    struct sp_code_rows codes;
    struct sp_stories stories;
    struct sp_board board;
};

/* One row for each person, followed by one for each of their sittings. */
void board_table_all(const struct board_look *look, struct cells *table);
void board_table_people(const struct board_look *look, struct cells *table);
void board_table_sittings(const struct board_look *look, struct cells *table);
/* The line behind each missed check and each critical error. */
void board_table_faults(const struct board_look *look, struct cells *table);
void board_table_teams(const struct board_look *look, struct cells *table);

/* Adds the clauses of a sitting that were missed, joined; nothing when all were met. */
void board_add_clauses(const struct board_look *look, const struct sp_story *story,
                       struct sp_str *out);
/* Adds "Clarify (1.5)", the weakest competency and its mean level; or nothing. */
void board_add_weakest(const struct board_look *look,
                       const struct sp_board_levels *levels, struct sp_str *out);
/* What stands now: "passed", "failed", …, and that a person has decided it. */
void board_add_verdict(const struct board_look *look, const struct sp_story *story,
                       struct sp_str *out);
