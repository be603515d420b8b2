/* html.h: pages of one file, in both languages, that show without a network and run
 * nothing: no script, no font, no picture from elsewhere.
 *
 * A text stands in the page once per language, in elements of class zh or en; a switch
 * at the top (radio buttons and a rule of style) shows one of them, on paper too. */
#pragma once

#include "cli.h"

struct html { /* a page that is being written */
    const struct cli *cli;
    bool has_lang[SP_LANGS]; /* what the texts of the file exist in */
    struct sp_str out;
};

/* Begins a page whose title and style are given, up to the open <main>. */
void html_begin(struct html *h, const char *title, const char *style);
void html_end(struct html *h);

void html_raw(struct html *h, const char *markup);
void html_rawf(struct html *h, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void html_text(struct html *h, const char *text); /* escaped */
/* `<span class="zh">…</span><span class="en">…</span>` of the sentence `key`, filled in
 * with arguments that are the same in both. */
void html_say(struct html *h, const char *key, ...) __attribute__((sentinel));
/* The same of a text of a file. */
void html_both(struct html *h, const struct sp_text *text);
/* One language, by a text of its own. */
void html_one(struct html *h, enum sp_lang lang, const char *text);
/* `<tag>` + sentence + `</tag>`. */
void html_tag(struct html *h, const char *tag, const char *key);
