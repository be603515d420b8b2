/* pdf.c: pages by cairo, lines by pango, which breaks Chinese and English as each
 * should be. */
#include "pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <time.h>

#include "exam_see.h"

/* A4 in points, and what stays white. */
#define PAGE_WIDTH 595.0
#define PAGE_HEIGHT 842.0
#define MARGIN 57.0
#define TOP 54.0
#define BOTTOM (PAGE_HEIGHT - 62.0)
#define CELL_PAD 4.0
#define CELL_SIZE 9.0

struct pdf {
    const struct pdf_info *info;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoFontMap *fonts; /* its own, so that nothing stays behind */
    PangoContext *context;
    double y;
    unsigned page, pages;
    struct sp_str out;
};

/* ---- setting text ---- */

static void
set_ink(const struct pdf *pdf, enum pdf_ink ink)
{
    static const double colours[][3] = {{0.08, 0.08, 0.08},
                                        {0.38, 0.38, 0.38},
                                        {0.05, 0.38, 0.18},
                                        {0.65, 0.08, 0.08},
                                        {0.1, 0.25, 0.55}};
    const double *c = colours[ink];

    cairo_set_source_rgb(pdf->cairo, c[0], c[1], c[2]);
}

/* From U+3000 to U+9FFF: begins with a byte from E3 to E9. */
static bool
has_chinese(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xe3 && (unsigned char)*text <= 0xe9)
            return true;
    return false;
}

/* Chinese and English have quotation marks and dashes of different widths at the same
 * code points, so the face goes by what the paragraph is written in. */
static PangoLayout *
layout_of(const struct pdf *pdf, const char *text, double size, bool bold, bool fixed,
          double width)
{
    static const char *const faces[] = {"Inter, Noto Sans CJK SC, DejaVu Sans",
                                        "Noto Sans CJK SC, Inter, DejaVu Sans"};
    PangoLayout *layout = pango_layout_new(pdf->context);
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family(font, fixed ? "DejaVu Sans Mono"
                                                  : faces[has_chinese(text)]);
    pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
    if (bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, fixed ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout, 1.15F);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static double
height_of(PangoLayout *layout)
{
    int height = 0;

    pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

/* How far down a text must go to stand on one line with Chinese of its size, whose face
 * rises 1.16 of it. */
static double
drop_of(PangoLayout *layout)
{
    const PangoFontDescription *font = pango_layout_get_font_description(layout);

    return (1.16 * pango_font_description_get_size(font) -
            pango_layout_get_baseline(layout)) /
           PANGO_SCALE;
}

/* ---- pages ---- */

static void
draw_at(struct pdf *pdf, PangoLayout *layout, double x, double y)
{
    cairo_move_to(pdf->cairo, x, y + drop_of(layout));
    pango_cairo_show_layout(pdf->cairo, layout);
}

static void
draw_footer(struct pdf *pdf)
{
    struct sp_str number = {0};
    char page[12], pages[12];

    snprintf(page, sizeof page, "%u", pdf->page);
    snprintf(pages, sizeof pages, "%u", pdf->pages);
    say_add(pdf->info->cli, &number, "report.page", page, pages, NULL);
    set_ink(pdf, PDF_GREY);
    PangoLayout *left =
        layout_of(pdf, pdf->info->footer, 8, false, false, PDF_WIDTH - 100);
    PangoLayout *right = layout_of(pdf, sp_str_text(&number), 8, false, false, 90);

    pango_layout_set_ellipsize(left, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(right, PANGO_ALIGN_RIGHT);
    draw_at(pdf, left, MARGIN, BOTTOM + 18);
    draw_at(pdf, right, MARGIN + PDF_WIDTH - 90, BOTTOM + 18);
    g_object_unref(left);
    g_object_unref(right);
    sp_str_finish(&number);
}

static void
begin_page(struct pdf *pdf)
{
    pdf->page++;
    pdf->y = TOP;
}

static void
end_page(struct pdf *pdf)
{
    draw_footer(pdf);
    cairo_show_page(pdf->cairo);
}

static void
next_page(struct pdf *pdf)
{
    end_page(pdf);
    begin_page(pdf);
}

void
pdf_need(struct pdf *pdf, double points)
{
    if (pdf->y + points > BOTTOM && pdf->y > TOP)
        next_page(pdf);
}

void
pdf_space(struct pdf *pdf, double points)
{
    if (pdf->y > TOP)
        pdf->y += points;
}

/* ---- paragraphs ---- */

static void
draw_label(struct pdf *pdf, const struct pdf_style *style)
{
    PangoLayout *label =
        layout_of(pdf, style->label, style->size, true, false, style->indent - 4);

    pango_layout_set_ellipsize(label, PANGO_ELLIPSIZE_END);
    draw_at(pdf, label, MARGIN, pdf->y);
    g_object_unref(label);
}

/* Line by line, on as many pages as it takes; no single line is left behind. */
static void
draw_lines(struct pdf *pdf, PangoLayout *layout, const struct pdf_style *style)
{
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    int lines = pango_layout_get_line_count(layout), at = 0;
    double drop = drop_of(layout);

    do {
        PangoRectangle rect;
        int top, bottom;

        pango_layout_iter_get_line_extents(iter, NULL, &rect);
        pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        double height = (double)(bottom - top) / PANGO_SCALE;
        double need = lines - at == 2 || (at == 0 && lines > 1) ? 2 * height : height;

        if (pdf->y + need > BOTTOM && pdf->y > TOP)
            next_page(pdf);
        set_ink(pdf, style->ink);
        if (at == 0 && style->label)
            draw_label(pdf, style);
        cairo_move_to(pdf->cairo, MARGIN + style->indent + (double)rect.x / PANGO_SCALE,
                      pdf->y + drop +
                          (double)(pango_layout_iter_get_baseline(iter) - top) /
                              PANGO_SCALE);
        pango_cairo_show_layout_line(pdf->cairo,
                                     pango_layout_iter_get_line_readonly(iter));
        pdf->y += height;
        at++;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

void
pdf_text(struct pdf *pdf, const struct pdf_style *style, const char *text)
{
    PangoLayout *layout = layout_of(pdf, text, style->size, style->bold, style->fixed,
                                    PDF_WIDTH - style->indent);

    pdf_space(pdf, style->before);
    if (style->keep)
        pdf_need(pdf, height_of(layout) + 64);
    draw_lines(pdf, layout, style);
    pdf->y += style->after;
    g_object_unref(layout);
}

void
pdf_box(struct pdf *pdf, const struct pdf_style *style, const char *head,
        const char *text)
{
    PangoLayout *top =
        layout_of(pdf, head, 1.4 * style->size, true, false, PDF_WIDTH - 24);
    PangoLayout *layout =
        layout_of(pdf, text, style->size, style->bold, style->fixed, PDF_WIDTH - 24);

    /* One that is higher than a page cannot be; its end is cut. */
    pango_layout_set_height(layout,
                            (int)((BOTTOM - TOP - 26 - height_of(top)) * PANGO_SCALE));
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    double height = height_of(top) + height_of(layout) + 22;

    pdf_space(pdf, style->before);
    pdf_need(pdf, height);
    set_ink(pdf, style->ink);
    cairo_set_line_width(pdf->cairo, 1.2);
    cairo_rectangle(pdf->cairo, MARGIN, pdf->y, PDF_WIDTH, height);
    cairo_stroke(pdf->cairo);
    draw_at(pdf, top, MARGIN + 12, pdf->y + 9);
    set_ink(pdf, PDF_BLACK);
    draw_at(pdf, layout, MARGIN + 12, pdf->y + 13 + height_of(top));
    pdf->y += height + style->after;
    g_object_unref(top);
    g_object_unref(layout);
}

/* ---- tables ---- */

static void
draw_ground(struct pdf *pdf, double width, double height, bool head)
{
    cairo_set_line_width(pdf->cairo, 0.5);
    if (head) {
        cairo_set_source_rgb(pdf->cairo, 0.92, 0.92, 0.92);
        cairo_rectangle(pdf->cairo, MARGIN, pdf->y, width, height);
        cairo_fill(pdf->cairo);
    }
    cairo_set_source_rgb(pdf->cairo, 0.7, 0.7, 0.7);
    cairo_move_to(pdf->cairo, MARGIN, pdf->y + height);
    cairo_rel_line_to(pdf->cairo, width, 0);
    cairo_stroke(pdf->cairo);
}

void
pdf_row(struct pdf *pdf, const struct pdf_cell *cell, unsigned cells, bool head)
{
    PangoLayout *layout[PDF_CELLS];
    double height = 0, width = 0, x = MARGIN;

    for (unsigned i = 0; i < cells; i++) {
        layout[i] = layout_of(pdf, cell[i].text, CELL_SIZE, head || cell[i].bold, false,
                              cell[i].width - 2 * CELL_PAD);
        /* One that is higher than a page cannot be; its end is cut. */
        pango_layout_set_height(layout[i], (int)((BOTTOM - TOP - 8) * PANGO_SCALE));
        pango_layout_set_ellipsize(layout[i], PANGO_ELLIPSIZE_END);
        if (height_of(layout[i]) > height)
            height = height_of(layout[i]);
        width += cell[i].width;
    }
    height += 2 * CELL_PAD - 1;
    pdf_need(pdf, head ? height + 40 : height);
    draw_ground(pdf, width, height, head);
    for (unsigned i = 0; i < cells; i++) {
        set_ink(pdf, cell[i].ink);
        draw_at(pdf, layout[i], x + CELL_PAD, pdf->y + CELL_PAD - 1);
        x += cell[i].width;
        g_object_unref(layout[i]);
    }
    pdf->y += height;
}

/* ---- the file ---- */

static cairo_status_t
take_bytes(void *closure, const unsigned char *data, unsigned size)
{
    struct sp_str *out = closure;

    sp_str_add_n(out, (const char *)data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void
set_information(const struct pdf *pdf)
{
    time_t seconds = (time_t)(pdf->info->at_ms / 1000);
    struct tm day;
    char when[32] = "";

    if (gmtime_r(&seconds, &day))
        strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &day);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_TITLE,
                                   pdf->info->title);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATOR,
                                   "Sparring");
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_CREATE_DATE, when);
    cairo_pdf_surface_set_metadata(pdf->surface, CAIRO_PDF_METADATA_MOD_DATE, when);
}

static void
open_surface(struct pdf *pdf)
{
    cairo_font_options_t *options = cairo_font_options_create();

    pdf->surface = cairo_pdf_surface_create_for_stream(take_bytes, &pdf->out,
                                                       PAGE_WIDTH, PAGE_HEIGHT);
    set_information(pdf);
    pdf->cairo = cairo_create(pdf->surface);
    pdf->context = pango_font_map_create_context(pdf->fonts);
    pango_cairo_update_context(pdf->cairo, pdf->context);
    /* As on paper, whatever the screen: sizes in points, no hinting. */
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pdf->context, options);
    pango_cairo_context_set_resolution(pdf->context, 72);
    pango_context_set_round_glyph_positions(pdf->context, FALSE);
    pango_context_set_language(
        pdf->context,
        pango_language_from_string(pdf->info->cli->lang == SP_ZH ? "zh-cn" : "en"));
    cairo_font_options_destroy(options);
}

/* Draws all pages; returns how many there were. */
static bool
draw_all(struct pdf *pdf, pdf_draw_fn draw, const void *what)
{
    sp_str_clear(&pdf->out);
    open_surface(pdf);
    pdf->page = 0;
    begin_page(pdf);
    draw(pdf, what);
    end_page(pdf);
    g_object_unref(pdf->context);
    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    bool ok = cairo_surface_status(pdf->surface) == CAIRO_STATUS_SUCCESS;

    cairo_surface_destroy(pdf->surface);
    pdf->pages = pdf->page;
    return ok;
}

bool
pdf_write(const struct pdf_info *info, pdf_draw_fn draw, const void *what,
          const char *path, struct sp_error *error)
{
    struct pdf pdf = {.info = info, .fonts = pango_cairo_font_map_new()};
    bool ok = draw_all(&pdf, draw, what) && draw_all(&pdf, draw, what);

    if (!ok)
        sp_error_set(error, "file-failed", path, "cairo", NULL);
    ok = ok && sp_os_write(path, pdf.out.text, pdf.out.size, SP_OS_PRIVATE, error);
    sp_str_finish(&pdf.out);
    g_object_unref(pdf.fonts);
    cairo_debug_reset_static_data(); /* what cairo keeps of fonts */
    return ok;
}
