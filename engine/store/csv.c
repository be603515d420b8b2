/* csv.c: tables in and out. */
#include "store/csv.h"

#include <string.h>

#include "core/mem.h"

static const char bom[] = "\xef\xbb\xbf";

struct parse {
    const char *text, *name;
    size_t size, at;
    unsigned line;
    struct sp_csv csv; /* cells of rows of SP_CSV_COLUMNS while it is read */
    size_t room;
    struct sp_error *error;
};

static bool
fail(struct parse *p, const char *code)
{
    return sp_error_set_number(p->error, code, p->name, p->line);
}

static bool
more(const struct parse *p)
{
    return p->at < p->size;
}

/* A quoted cell; stands behind its first quote. */
static bool
read_quoted(struct parse *p, struct sp_str *cell)
{
    while (more(p)) {
        char c = p->text[p->at++];

        if (c == '"' && more(p) && p->text[p->at] == '"') {
            p->at++;
        } else if (c == '"') {
            return !more(p) || strchr(",\r\n", p->text[p->at]) || fail(p, "csv-quote");
        }
        p->line += c == '\n';
        sp_str_add_char(cell, c);
    }
    return fail(p, "csv-quote");
}

static bool
read_cell(struct parse *p, struct sp_str *cell)
{
    if (more(p) && p->text[p->at] == '"') {
        p->at++;
        return read_quoted(p, cell);
    }
    while (more(p) && !strchr(",\r\n", p->text[p->at])) {
        if (p->text[p->at] == '"')
            return fail(p, "csv-quote");
        sp_str_add_char(cell, p->text[p->at++]);
    }
    return true;
}

/* Blanks around a name are nobody's intention. */
static char *
trimmed(const struct sp_str *cell)
{
    const char *text = sp_str_text(cell), *end;

    text += strspn(text, " \t");
    end = text + strlen(text);
    while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return sp_strndup(text, (size_t)(end - text));
}

static bool
read_row(struct parse *p, char *cells[SP_CSV_COLUMNS], unsigned *count, bool *any)
{
    struct sp_str cell = {0};
    bool ok = true, go_on = true;

    *count = 0;
    *any = false;
    while (ok && go_on) {
        sp_str_clear(&cell);
        ok = (*count < SP_CSV_COLUMNS || fail(p, "csv-wide")) && read_cell(p, &cell);
        if (ok) {
            cells[*count] = trimmed(&cell);
            *any = *any || cells[*count][0];
            (*count)++;
        }
        go_on = ok && more(p) && p->text[p->at] == ',';
        p->at += go_on;
    }
    if (ok && more(p) && p->text[p->at] == '\r')
        p->at++;
    if (ok && more(p) && p->text[p->at] == '\n')
        p->at++;
    sp_str_finish(&cell);
    return ok;
}

static bool
keep_row(struct parse *p, char *cells[SP_CSV_COLUMNS], unsigned count, unsigned line)
{
    struct sp_csv *csv = &p->csv;

    if (csv->rows == SP_CSV_ROWS)
        return fail(p, "csv-long");
    if (csv->rows == p->room) {
        p->room = p->room ? 2 * p->room : 64;
        csv->cell = sp_grow(csv->cell, p->room * SP_CSV_COLUMNS, sizeof *csv->cell);
        csv->line = sp_grow(csv->line, p->room, sizeof *csv->line);
    }
    for (unsigned i = 0; i < SP_CSV_COLUMNS; i++)
        csv->cell[csv->rows * SP_CSV_COLUMNS + i] = i < count ? cells[i] : NULL;
    csv->line[csv->rows++] = line;
    csv->columns = count > csv->columns ? count : csv->columns;
    return true;
}

static bool
check_bytes(struct parse *p)
{
    if (p->size > SP_CSV_BYTES)
        return fail(p, "csv-long");
    for (size_t i = 0; i < p->size; i++) {
        unsigned char c = (unsigned char)p->text[i];

        if (c == 0 || (c < 0x20 && !strchr("\t\r\n", c)))
            return fail(p, "csv-control");
        p->line += c == '\n';
    }
    p->line = 1;
    return sp_utf8_valid(p->text, p->size) || fail(p, "csv-utf8");
}

bool
sp_csv_read(const char *text, size_t size, const char *name, struct sp_csv *csv,
            struct sp_error *error)
{
    struct parse p = {text, name, size, 0, 1, {0}, 0, error};
    bool ok = check_bytes(&p);

    if (ok && size >= 3 && memcmp(text, bom, 3) == 0)
        p.at = 3;
    while (ok && more(&p)) {
        char *cells[SP_CSV_COLUMNS] = {0};
        unsigned count = 0, line = p.line;
        bool any = false;

        ok = read_row(&p, cells, &count, &any) &&
             (!any || keep_row(&p, cells, count, line));
        for (unsigned i = 0; i < count && (!ok || !any); i++)
            sp_free(cells[i]);
        p.line += p.at > 0 && p.text[p.at - 1] == '\n';
    }
    if (ok)
        *csv = p.csv;
    else
        sp_csv_finish(&p.csv);
    return ok;
}

void
sp_csv_finish(struct sp_csv *csv)
{
    for (size_t i = 0; i < csv->rows * SP_CSV_COLUMNS; i++)
        sp_free(csv->cell[i]);
    sp_free(csv->cell);
    sp_free(csv->line);
    *csv = (struct sp_csv){0};
}

const char *
sp_csv_cell(const struct sp_csv *csv, size_t row, unsigned column)
{
    const char *cell = column < SP_CSV_COLUMNS && row < csv->rows
                           ? csv->cell[row * SP_CSV_COLUMNS + column]
                           : NULL;

    return cell ? cell : "";
}

/* ---- out ---- */

void
sp_csv_begin(struct sp_str *out)
{
    sp_str_add(out, bom);
}

void
sp_csv_add(struct sp_str *out, bool first, const char *text)
{
    bool quote = strpbrk(text, ",\"\r\n") != NULL;
    bool formula = text[0] && strchr("=+-@\t\r", text[0]);

    sp_str_add(out, first ? "" : ",");
    sp_str_add(out, quote ? "\"" : "");
    sp_str_add(out, formula ? "'" : "");
    for (; *text; text++) {
        sp_str_add_char(out, *text);
        if (*text == '"')
            sp_str_add_char(out, '"');
    }
    sp_str_add(out, quote ? "\"" : "");
}

void
sp_csv_add_number(struct sp_str *out, bool first, long long number)
{
    sp_str_addf(out, "%s%lld", first ? "" : ",", number);
}

void
sp_csv_end_row(struct sp_str *out)
{
    sp_str_add(out, "\r\n");
}
