/* fuzz_exam.c: any bytes are an exam, or are refused with findings; and any bytes are a
 * table such as a roster, which comes back the same when written, or are refused. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/exam.h"
#include "store/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_exam(const char *text, size_t size)
{
    struct sp_diags diags = {0};
    struct sp_exam *exam = sp_exam_read(text, size, &diags);
    if (exam) {
        const char *list[SP_EXAM_PARTS];
        assert(sp_exam_scenarios(exam, list) <= SP_EXAM_PARTS);
    } else {
        assert(diags.errors > 0);
    }
    sp_exam_free(exam);
    sp_diags_finish(&diags);
}

static void
write_table(const struct sp_csv *csv, struct sp_str *out)
{
    sp_csv_begin(out);
    for (size_t row = 0; row < csv->rows; row++) {
        for (unsigned column = 0; column < csv->columns; column++)
            sp_csv_add(out, column == 0, sp_csv_cell(csv, row, column));
        sp_csv_end_row(out);
    }
}

static void
read_table(const char *text, size_t size)
{
    struct sp_csv csv = {0}, again = {0};
    struct sp_error error = {0};
    struct sp_str out = {0};
    if (sp_csv_read(text, size, "roster.csv", &csv, &error)) {
        write_table(&csv, &out);
        assert(sp_csv_read(out.text, out.size, "again.csv", &again, &error));
        assert(again.rows == csv.rows &&
               (csv.rows == 0 || again.columns == csv.columns));
        sp_csv_finish(&again);
        sp_csv_finish(&csv);
    } else {
        assert(error.code);
    }
    sp_str_finish(&out);
    sp_error_clear(&error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_exam((const char *)data, size);
    read_table((const char *)data, size);
    return 0;
}
