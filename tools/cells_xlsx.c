/* cells_xlsx.c: workbooks, by libxlsxwriter. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "core/mem.h"
#include "cells.h"

#define FILE_MOST ((size_t)256 << 20)
#define CELL_MOST 32000 /* characters that a cell may have, about */

struct book {
    const struct cli *cli;
    lxw_workbook *workbook;
    lxw_format *head, *wrap;
};

/* Widths in characters; a Chinese one takes two. */
static unsigned
width_of(const char *text)
{
    unsigned width = 0;

    for (; *text; text++) {
        if (((unsigned char)*text & 0xc0) != 0x80)
            width += (unsigned char)*text >= 0xe0 ? 2 : 1;
    }
    return width;
}

static const char *
heading(const struct book *book, const char *kind, const char *column)
{
    struct sp_str key = {0};
    const char *text;

    sp_str_addf(&key, "%s.%s", kind, column);
    text = cli_text(book->cli, key.text);
    sp_str_finish(&key);
    return text;
}

/* A text that is too long for a cell is cut, so that the rest is not lost with it. */
static void
write_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
           lxw_format *format)
{
    size_t size = strlen(text);

    if (size <= CELL_MOST) {
        worksheet_write_string(sheet, row, column, text, format);
        return;
    }
    size = CELL_MOST;
    while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
        size--;
    char *cut = sp_strndup(text, size);

    worksheet_write_string(sheet, row, column, cut, format);
    sp_free(cut);
}

static void
write_sheet(const struct book *book, const struct cells_sheet *what)
{
    const struct cells *table = what->table;
    lxw_worksheet *sheet =
        workbook_add_worksheet(book->workbook, cli_text(book->cli, what->name));

    for (unsigned c = 0; c < table->columns; c++) {
        const char *text = heading(book, "col", table->column[c]);
        unsigned width = width_of(text);

        worksheet_write_string(sheet, 0, (lxw_col_t)c, text, book->head);
        for (size_t r = 0; r < table->rows; r++) {
            const char *cell = table->cell[r * table->columns + c];

            if (!cell || !*cell)
                continue;
            if (width_of(cell) > width)
                width = width_of(cell);
            if (table->number[r * table->columns + c])
                worksheet_write_number(sheet, (lxw_row_t)r + 1, (lxw_col_t)c,
                                       strtod(cell, NULL), NULL);
            else
                write_text(sheet, (lxw_row_t)r + 1, (lxw_col_t)c, cell, book->wrap);
        }
        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c,
                             width > 48 ? 50 : width + 2, NULL);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    if (table->rows > 0)
        worksheet_autofilter(sheet, 0, 0, (lxw_row_t)table->rows,
                             (lxw_col_t)(table->columns - 1));
}

/* What each column means, and of which sheet it is. */
static void
write_dictionary(const struct book *book, const struct cells_sheet *sheets,
                 unsigned count)
{
    lxw_worksheet *sheet =
        workbook_add_worksheet(book->workbook, cli_text(book->cli, "sheet.dictionary"));
    static const char *const heads[] = {"sheet", "column", "meaning"};
    lxw_row_t row = 1;

    for (unsigned c = 0; c < 3; c++)
        worksheet_write_string(sheet, 0, (lxw_col_t)c, heading(book, "col", heads[c]),
                               book->head);
    for (unsigned i = 0; i < count; i++) {
        for (unsigned c = 0; c < sheets[i].table->columns; c++, row++) {
            const char *column = sheets[i].table->column[c];

            worksheet_write_string(sheet, row, 0, cli_text(book->cli, sheets[i].name),
                                   NULL);
            worksheet_write_string(sheet, row, 1, heading(book, "col", column), NULL);
            worksheet_write_string(sheet, row, 2, heading(book, "col-help", column),
                                   book->wrap);
        }
    }
    worksheet_set_column(sheet, 0, 1, 24, NULL);
    worksheet_set_column(sheet, 2, 2, 90, NULL);
    worksheet_freeze_panes(sheet, 1, 0);
}

static lxw_error
write_book(const struct cli *cli, const struct cells_sheet *sheet, unsigned sheets,
           const char *path)
{
    struct book book = {.cli = cli, .workbook = workbook_new(path)};
    lxw_doc_properties properties = {.created = 1}; /* the same bytes every time */

    if (!book.workbook)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    workbook_set_properties(book.workbook, &properties);
    book.head = workbook_add_format(book.workbook);
    format_set_bold(book.head);
    format_set_text_wrap(book.head);
    format_set_align(book.head, LXW_ALIGN_VERTICAL_TOP);
    book.wrap = workbook_add_format(book.workbook);
    format_set_text_wrap(book.wrap);
    format_set_align(book.wrap, LXW_ALIGN_VERTICAL_TOP);
    for (unsigned i = 0; i < sheets; i++)
        write_sheet(&book, &sheet[i]);
    write_dictionary(&book, sheet, sheets);
    return workbook_close(book.workbook);
}

/* The library writes files only, and leaves broken ones: into one beside it first. */
bool
cells_write_xlsx(const struct cli *cli, const struct cells_sheet *sheet,
                 unsigned sheets, const char *path, struct sp_error *error)
{
    struct sp_str beside = {0};
    char *data = NULL;
    size_t size = 0;

    sp_str_addf(&beside, "%s.XXXXXX", path);
    int file = mkstemp(beside.text);

    if (file < 0) {
        sp_str_finish(&beside);
        return sp_error_set(error, "file-denied", path, NULL, NULL);
    }
    close(file);
    lxw_error wrong = write_book(cli, sheet, sheets, beside.text);
    bool ok = wrong == LXW_NO_ERROR ||
              sp_error_set(error, "file-failed", path, lxw_strerror(wrong), NULL);

    ok = ok && sp_os_read(beside.text, FILE_MOST, &data, &size, error) &&
         sp_os_write(path, data, size, SP_OS_PRIVATE, error);
    unlink(beside.text);
    sp_free(data);
    sp_str_finish(&beside);
    return ok;
}
