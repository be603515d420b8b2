/* cells.h: a table to hand on: as CSV, or as a workbook with a page that says what each
 * column means. */
#pragma once

#include "cli.h"

struct cells {                 /* owns its cells; a zeroed one is valid and empty */
    const char *const *column; /* keys, ended by NULL: "col.KEY" and "col-help.KEY" */
    unsigned columns;
    char **cell;
    bool *number; /* the cell is a number */
    size_t rows, room;
    unsigned next; /* column of the next cell */
};

void cells_begin(struct cells *table, const char *const *column);
void cells_finish(struct cells *table);
void cells_add(struct cells *table, const char *text); /* the next cell, row by row */
void cells_add_number(struct cells *table, long long number);
void cells_add_share(struct cells *table, double share); /* with three decimals */

/* As CSV text, headings first. */
void cells_csv(const struct cli *cli, const struct cells *table, struct sp_str *out);

struct cells_sheet {
    const char *name; /* key of its name */
    const struct cells *table;
};
/* A workbook with these sheets and a dictionary, for the owner only. The same tables
 * give the same bytes. "cells-none" when this build cannot. */
bool cells_write_xlsx(const struct cli *cli, const struct cells_sheet *sheet,
                      unsigned sheets, const char *path, struct sp_error *error);
