/* csv.h: tables as text, by RFC 4180: what spreadsheets give and take. */
#pragma once

#include <stddef.h>

#include "core/str.h"
#include "store/error.h"

#define SP_CSV_COLUMNS 64
#define SP_CSV_ROWS 100000
#define SP_CSV_BYTES ((size_t)16 << 20)

struct sp_csv {     /* owns its cells */
    char **cell;    /* rows times columns; "" where a row is short */
    unsigned *line; /* of the file, by row, from 1 */
    size_t rows;
    unsigned columns;
};

/* Reads UTF-8 with or without a BOM, CRLF or LF, quoted or bare cells; rows without any
 * text are left out. Errors with the line: "csv-utf8", "csv-quote" (an open quote or
 * something behind a closed one), "csv-wide", "csv-long" (beyond the limits),
 * "csv-control" (a character that no text has). The table is written on success only.
 */
bool sp_csv_read(const char *text, size_t size, const char *name, struct sp_csv *csv,
                 struct sp_error *error);
void sp_csv_finish(struct sp_csv *csv);
const char *sp_csv_cell(const struct sp_csv *csv, size_t row, unsigned column);

/* Writing: a BOM, so that spreadsheets see the Chinese; then cells, and the row's end.
 * Text that a spreadsheet could take for a formula gets ' in front. */
void sp_csv_begin(struct sp_str *out);
void sp_csv_add(struct sp_str *out, bool first, const char *text);
void sp_csv_add_number(struct sp_str *out, bool first, long long number);
void sp_csv_end_row(struct sp_str *out);
