/* cells.c: cells, and CSV of them. */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "core/mem.h"
#include "store/csv.h"

void
cells_begin(struct cells *table, const char *const *column)
{
    *table = (struct cells){.column = column};
    while (column[table->columns])
        table->columns++;
}

void
cells_finish(struct cells *table)
{
    for (size_t i = 0; i < table->rows * table->columns; i++)
        sp_free(table->cell[i]);
    sp_free(table->cell);
    sp_free(table->number);
    *table = (struct cells){0};
}

static void
add(struct cells *table, const char *text, bool number)
{
    if (table->next == 0) {
        if (table->rows == table->room) {
            table->room = table->room ? 2 * table->room : 64;
            table->cell =
                sp_grow(table->cell, table->room * table->columns, sizeof *table->cell);
            table->number = sp_grow(table->number, table->room * table->columns,
                                    sizeof *table->number);
        }
        for (unsigned i = 0; i < table->columns; i++) {
            table->cell[table->rows * table->columns + i] = NULL;
            table->number[table->rows * table->columns + i] = false;
        }
        table->rows++;
    }
    size_t at = (table->rows - 1) * table->columns + table->next;

    table->cell[at] = sp_strdup(text);
    table->number[at] = number;
    table->next = (table->next + 1) % table->columns;
}

void
cells_add(struct cells *table, const char *text)
{
    add(table, text, false);
}

void
cells_add_number(struct cells *table, long long number)
{
    char text[24];

    snprintf(text, sizeof text, "%lld", number);
    add(table, text, true);
}

void
cells_add_share(struct cells *table, double share)
{
    char text[24];

    snprintf(text, sizeof text, "%.3f", share);
    add(table, text, true);
}

void
cells_csv(const struct cli *cli, const struct cells *table, struct sp_str *out)
{
    struct sp_str key = {0};

    sp_csv_begin(out);
    for (unsigned i = 0; i < table->columns; i++) {
        sp_str_clear(&key);
        sp_str_addf(&key, "col.%s", table->column[i]);
        sp_csv_add(out, i == 0, cli_text(cli, key.text));
    }
    sp_csv_end_row(out);
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        const char *text = table->cell[i] ? table->cell[i] : "";
        bool first = i % table->columns == 0;

        if (table->number[i] && !strchr(text, '.'))
            sp_csv_add_number(out, first, atoll(text));
        else
            sp_csv_add(out, first, text);
        if ((i + 1) % table->columns == 0)
            sp_csv_end_row(out);
    }
    sp_str_finish(&key);
}
