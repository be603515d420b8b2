/* json_scan.h: the strict scanner in front of cJSON, for json.c and upgrade.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/diag.h"
#include "core/json.h"
#include "core/str.h"

#define JSON_NONE UINT32_MAX
#define JSON_DEPTH_MOST 1000 /* where cJSON itself gives up */

/* A value; their order is document order. Offsets are bytes into the text. */
struct json_record {
    uint32_t parent; /* record of the container, JSON_NONE for the root */
    uint32_t key;    /* the opening quote of its key, JSON_NONE without */
    uint32_t value;  /* its first byte, JSON_NONE while not reached */
    uint32_t index;  /* place in the container, from 0 */
};

struct json_mark; /* line and column at every so many bytes */

/* Borrows the text. A zeroed one is valid and empty. */
struct json_scan {
    const char *text;
    size_t size; /* as far as it is UTF-8 */
    struct json_record *records;
    size_t count, room;
    struct json_mark *marks;
};

/* Checks the text and fills `scan`, which the caller finishes in any case. Reports
 * what is wrong, and returns whether nothing is. */
bool json_scan_read(struct json_scan *scan, const char *text, size_t size,
                    const struct sp_json_limits *limits, struct sp_diags *diags);
void json_scan_finish(struct json_scan *scan);

void json_scan_mark(struct json_scan *scan); /* before any place is asked for */
void json_scan_place(const struct json_scan *scan, size_t offset, unsigned *line,
                     unsigned *column);
/* Adds the JSON Pointer of a record. If it would exceed `most` bytes, that of the
 * nearest ancestor which fits, so that hostile keys cannot fill the memory. */
void json_scan_pointer(const struct json_scan *scan, uint32_t record, size_t most,
                       struct sp_str *out);
#define JSON_POINTER_MOST 1024 /* in a diagnostic */

/* Reports at an offset, with the pointer of a record. */
struct sp_diag *json_scan_report(const struct json_scan *scan, uint32_t record,
                                 size_t offset, struct sp_diags *diags,
                                 enum sp_severity severity, const char *code,
                                 const char *const *args);

/* Reads a quoted string byte by byte with its escapes resolved. Only for strings that
 * the scanner has passed. */
struct json_reader {
    const char *at;
    unsigned char pending[4];
    unsigned left;
};

struct json_reader json_reader_at(const char *quote);
int json_reader_next(struct json_reader *reader); /* -1 at the end */
