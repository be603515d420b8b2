/* pdf_none.c: for builds without cairo and pango. */
#include "pdf.h"

void
pdf_text(struct pdf *pdf, const struct pdf_style *style, const char *text)
{
    (void)pdf;
    (void)style;
    (void)text;
}

void
pdf_row(struct pdf *pdf, const struct pdf_cell *cell, unsigned cells, bool head)
{
    (void)pdf;
    (void)cell;
    (void)cells;
    (void)head;
}

void
pdf_box(struct pdf *pdf, const struct pdf_style *style, const char *head,
        const char *text)
{
    pdf_text(pdf, style, head);
    pdf_text(pdf, style, text);
}

void
pdf_space(struct pdf *pdf, double points)
{
    (void)pdf;
    (void)points;
}

void
pdf_need(struct pdf *pdf, double points)
{
    pdf_space(pdf, points);
}

bool
pdf_write(const struct pdf_info *info, pdf_draw_fn draw, const void *what,
          const char *path, struct sp_error *error)
{
    (void)info;
    (void)draw;
    (void)what;
    return sp_error_set(error, "pdf-none", path, NULL, NULL);
}
