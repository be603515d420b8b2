/* html.c: pages of one file. */
#include "html.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:\">\n";

/* Colours are the window's own; green and red only second what a word says. */
static const char base[] =
    ":root{--ink:#1c2430;--soft:#5a6675;--line:#d8dee6;--page:#fff;--card:#f6f8fa;"
    "--good:#1a7f4b;--bad:#b3362b;--accent:#2458b8;--mine:#e8eef9}\n"
    "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;"
    "--ink:#e6eaf0;--soft:#9aa7b6;--line:#343d4a;--page:#14181f;--card:#1c222b;"
    "--good:#5fd39a;--bad:#ff9186;--accent:#8ab4ff;--mine:#23304a}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,"
    "-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC','PingFang SC',"
    "'Microsoft YaHei','WenQuanYi Zen Hei',sans-serif}\n"
    ".zh{font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
    "'Noto Sans SC','WenQuanYi Micro Hei',system-ui,sans-serif}code .zh{font:inherit}"
    "\n"
    "main{max-width:60rem;margin:0 auto;padding:1rem 1.25rem 4rem}\n"
    "h1{font-size:1.7rem;line-height:1.25;margin:.4rem 0 .2rem}\n"
    "h2{font-size:1.2rem;margin:2.4rem 0 .6rem;padding-top:.6rem;"
    "border-top:1px solid var(--line)}\n"
    "p{margin:.5rem 0;max-width:46rem}\n"
    ".soft{color:var(--soft)}.good{color:var(--good)}.bad{color:var(--bad)}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}\n"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
    "border-bottom:1px solid var(--line)}\n"
    "th{font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}\n"
    "code{font:.85em/1.4 "
    "ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}\n"
    "details{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;"
    "padding:.2rem .8rem;background:var(--card)}\n"
    "summary{cursor:pointer;padding:.3rem 0;font-weight:600}\n"
    ".lang{position:absolute;opacity:0}\n"
    ".switch{max-width:60rem;margin:0 auto;padding:.8rem 1.25rem 0;text-align:right}\n"
    ".switch label{display:inline-block;padding:.15rem .7rem;border:1px solid "
    "var(--line);cursor:pointer;color:var(--soft)}\n"
    ".switch label:first-child{border-radius:.5rem 0 0 .5rem}\n"
    ".switch label:last-child{border-radius:0 .5rem .5rem 0;border-left:0}\n"
    "#lang-zh:checked~main .en,#lang-en:checked~main .zh{display:none}\n"
    "#lang-zh:checked~.switch [for=lang-zh],#lang-en:checked~.switch [for=lang-en]"
    "{color:var(--ink);background:var(--card);font-weight:600}\n"
    ".lang:focus-visible~.switch{outline:2px solid var(--accent)}\n"
    "@page{margin:16mm 15mm}\n"
    "@media print{.switch{display:none}main{padding:0;max-width:none}"
    "body{font-size:10pt;line-height:1.5}*{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}h2{break-after:avoid;margin-top:1.6rem}"
    "p{orphans:3;widows:3}tr,dl>*{break-inside:avoid}}\n";

void
html_raw(struct html *h, const char *markup)
{
    sp_str_add(&h->out, markup);
}

void
html_rawf(struct html *h, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    sp_str_add(&h->out, text);
}

void
html_text(struct html *h, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            sp_str_add(&h->out, "&lt;");
        else if (*text == '>')
            sp_str_add(&h->out, "&gt;");
        else if (*text == '&')
            sp_str_add(&h->out, "&amp;");
        else if (*text == '"')
            sp_str_add(&h->out, "&quot;");
        else if (*text == '\'')
            sp_str_add(&h->out, "&#39;");
        else
            sp_str_add_char(&h->out, *text);
    }
}

void
html_one(struct html *h, enum sp_lang lang, const char *text)
{
    html_rawf(h, "<span class=\"%s\" lang=\"%s\">", sp_lang_tag(lang),
              sp_lang_tag(lang));
    html_text(h, text);
    html_raw(h, "</span>");
}

void
html_both(struct html *h, const struct sp_text *text)
{
    for (unsigned i = 0; i < SP_LANGS; i++)
        html_one(h, i, sp_text_in(text, i));
}

void
html_say(struct html *h, const char *key, ...)
{
    const char *args[12];
    unsigned count = 0;
    va_list list;

    va_start(list, key);
    while (count < 11 && (args[count] = va_arg(list, const char *)))
        count++;
    va_end(list);
    args[count] = NULL;
    for (unsigned i = 0; i < SP_LANGS; i++) {
        struct sp_str text = {0};

        sp_strings_add(h->cli->strings[i], &text, key, args);
        html_one(h, i, sp_str_text(&text));
        sp_str_finish(&text);
    }
}

void
html_tag(struct html *h, const char *tag, const char *key)
{
    html_rawf(h, "<%s>", tag);
    html_say(h, key, NULL);
    html_rawf(h, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

void
html_begin(struct html *h, const char *title, const char *style)
{
    html_rawf(h, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n",
              sp_lang_tag(h->cli->lang));
    html_raw(h, head);
    html_raw(h, "<title>");
    html_text(h, title);
    html_raw(h, "</title>\n<style>\n");
    html_raw(h, base);
    html_raw(h, style);
    html_raw(h, "</style>\n</head>\n<body>\n");
    for (unsigned i = 0; i < SP_LANGS; i++)
        html_rawf(h,
                  "<input class=\"lang\" type=\"radio\" name=\"lang\" "
                  "id=\"lang-%s\"%s>\n",
                  sp_lang_tag(i), i == (unsigned)h->cli->lang ? " checked" : "");
    html_raw(h, "<div class=\"switch\"><label for=\"lang-zh\">中文</label>"
                "<label for=\"lang-en\">English</label></div>\n<main>\n");
}

void
html_end(struct html *h)
{
    html_raw(h, "</main>\n</body>\n</html>\n");
}
