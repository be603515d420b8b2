/* pdf.h: pages to print: paragraphs, tables, page numbers. Text stays text: it can be
 * searched and copied. The same calls give the same bytes. */
#pragma once

#include "cli.h"

struct pdf; /* opaque */

enum pdf_ink { PDF_BLACK, PDF_GREY, PDF_GREEN, PDF_RED, PDF_BLUE };

struct pdf_style {
    double size;      /* in points */
    bool bold, fixed; /* fixed: all letters as wide, for hashes */
    enum pdf_ink ink;
    double before, after; /* space above and below */
    double indent;
    const char *label; /* stands left of the first line, within the indent; or NULL */
    bool keep;         /* on the same page as what follows */
};

#define PDF_CELLS 8
#define PDF_WIDTH 481.0 /* of the text, in points: A4 less its margins */

struct pdf_cell {
    const char *text;
    double width; /* in points */
    bool bold;
    enum pdf_ink ink;
};

void pdf_text(struct pdf *pdf, const struct pdf_style *style, const char *text);
/* A row of a table, never parted; `head` has a grey ground. */
void pdf_row(struct pdf *pdf, const struct pdf_cell *cell, unsigned cells, bool head);
/* A headline and text in a frame. */
void pdf_box(struct pdf *pdf, const struct pdf_style *style, const char *head,
             const char *text);
void pdf_space(struct pdf *pdf, double points);
/* A new page unless so much is left on this one. */
void pdf_need(struct pdf *pdf, double points);

struct pdf_info {
    const struct cli *cli;
    const char *title, *footer; /* of every page */
    int64_t at_ms;              /* that the file says it was made */
};
typedef void (*pdf_draw_fn)(struct pdf *pdf, const void *what);

/* Draws and writes the file, for the owner only. `draw` is called twice, since the
 * first page already tells how many there are. "pdf-none" when this build cannot. */
bool pdf_write(const struct pdf_info *info, pdf_draw_fn draw, const void *what,
               const char *path, struct sp_error *error);
