/* ear.h: the recogniser of typed lines with its files in assets/nlu: rules, model.bin.
 */
#pragma once

#include "cli.h"
#include "nlu/recognise.h"

struct ear_files {     /* NULL: the shipped ones; model "": none */
    const char *rules; /* a folder */
    const char *model;
};

/* NULL after a complaint. */
struct sp_ear *ear_open(const struct cli *cli, const struct ear_files *files);
/* A path in assets/nlu; the caller frees it. */
char *ear_path(const char *name);

/* The lines of a text that are not empty. Start with `rest` and `end`. */
struct ear_lines {
    const char *rest, *end;
    const char *at; /* the line, `size` bytes */
    size_t size;
    unsigned count;  /* its number, from 1 */
    char number[16]; /* the same, to be told */
};
bool ear_next_line(struct ear_lines *lines);
/* The line as JSON; NULL after its findings. Freed by sp_json_free. */
struct sp_json *ear_line_json(const struct cli *cli, const struct ear_lines *lines,
                              const struct sp_json_limits *limits);

/* The key of the sentence that says why a line was refused. */
const char *ear_refusal(enum sp_heard_result result);
cJSON *ear_span_json(const char *text, struct sp_span span);
/* The moves and references as members of *to; `seen` are those that do not count. */
void ear_add_json(const struct sp_heard *heard, const char *text,
                  const struct sp_scenario *scenario, enum sp_lang lang, cJSON *to);
/* "assumptive", "step", "alternative", "direct" of a close; NULL: none is known. */
const char *ear_form(const struct sp_heard_move *move);
/* "need:ready"; the caller frees it. */
char *ear_reference(const struct sp_scenario *scenario, const struct sp_about *about);
