/* prove_sheet.c: the proof sheet: why a scenario is fair, on one page for people. */
#include "prove_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "sheet.h"

static const char style[] =
    ".verdict{padding:.8rem 1.1rem;border-radius:.6rem;background:var(--card);"
    "border:1px solid var(--line);border-left:.4rem solid var(--good);max-width:none;"
    "margin:1.2rem 0}\n"
    ".verdict.no{border-left-color:var(--bad)}.verdict.open{border-left-color:var(--"
    "soft)}.verdict p{max-width:none;margin:0;"
    "font-size:1.15rem;font-weight:600}.verdict ul{margin:.4rem 0 "
    "0;padding-left:1.2rem}"
    "\n"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));"
    "gap:.7rem;margin:1rem 0}\n"
    ".tiles div{border:1px solid var(--line);border-radius:.6rem;padding:.7rem 1rem}\n"
    ".tiles b{display:block;font-size:1.35rem;line-height:1.3}\n"
    ".tiles small{color:var(--soft);line-height:1.4;display:block}\n"
    ".read dt{font-weight:600;color:var(--ink)}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem "
    "1.2rem;margin:1rem "
    "0}\n"
    "dt{color:var(--soft)}dd{margin:0;min-width:0;max-width:46rem}\n"
    ".cell small{display:block;color:var(--soft);line-height:1.45}"
    ".cell small.bad{color:var(--bad);font-weight:600}\n"
    ".matrix{table-layout:fixed}.matrix tr>:first-child{width:26%}\n"
    ".players td.n small{display:block;color:var(--soft);line-height:1.3}\n"
    ".players td:first-child,.rules td:first-child{width:2.2rem;white-space:nowrap}\n"
    ".checks code{white-space:nowrap}.checks "
    ".m{text-align:center;white-space:nowrap;width:13%}"
    ".checks th.m{white-space:normal}.group th{padding-top:1rem}\n"
    ".strips{table-layout:fixed}.strips td,.strips th{border:0}"
    ".strips .group th{border-bottom:1px solid var(--line)}"
    ".strips tr>:first-child{width:32%}.strips tr>:last-child{width:15%}"
    ".strips td{padding:.3rem .6rem .3rem 0;line-height:1.35;vertical-align:middle}\n"
    ".strips tr:first-child th{text-align:center}.strips tr>:nth-child(2){width:22%}\n"
    ".strips .strip{position:relative;padding:0}.strip>svg{position:absolute;inset:0;"
    "width:100%;height:100%}.axes{height:1.6rem}\n"
    "svg text{fill:var(--soft);font-size:11.5px}svg .axis{stroke:var(--line)}"
    "svg .bound{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:4 3}"
    "svg .dot{fill:var(--accent)}"
    "svg .over{stroke:var(--bad);stroke-width:2.5;fill:none}"
    "svg .bar{fill:var(--accent);opacity:.35}svg .pass{fill:var(--accent)}\n"
    ".talk{margin:.4rem 0 .8rem;padding:0;list-style:none}\n"
    ".talk li{margin:.35rem 0;padding:.4rem .8rem;border-radius:.6rem;max-width:40rem;"
    "width:fit-content;white-space:pre-line;break-inside:avoid}\n"
    ".talk .c{background:var(--page);border:1px solid var(--line);margin-right:2rem}\n"
    ".talk .t{background:var(--mine);margin-left:auto}\n"
    ".talk .e{color:var(--soft);padding-left:0}.talk .e b{color:var(--ink)}\n"
    ".talk .w{display:block;font-size:.8rem;color:var(--soft)}\n"
    ".cell .narrow{display:none}td:first-child,th:first-child{padding-left:0}\n"
    "@media (max-width:40rem){.cell "
    ".narrow{display:block}dl{grid-template-columns:1fr;gap:0}"
    "dd{margin-bottom:.6rem}\n"
    ".matrix tr{display:grid;grid-template-columns:1fr 1fr;border-bottom:1px solid "
    "var(--line)}.matrix tr:first-child{display:none}.matrix tr>:first-child{"
    "grid-column:1/-1;width:auto;padding-bottom:0}.matrix tr>*{border:0}\n"
    ".strips tr{display:grid;grid-template-columns:1fr 1fr}.strips tr>*{width:auto "
    "!important}.strips tr>:last-child{order:1}.strips .strip{order:2;height:1.6rem}"
    ".strips .group,.strips .group th{display:block}.strips tr:first-child "
    "td{display:none}"
    ".axes td:not(.strip){display:none}\n"
    ".checks td:nth-child(2){min-width:12rem}.players{min-width:36rem}.talk "
    ".c{margin-right:1rem}}\n"
    "@media print{.tiles{grid-template-columns:repeat(4,1fr)}.verdict p{font-size:13pt}"
    "h2+p,tr:first-child,.group,summary{break-after:avoid}.matrix,.players,.checks,"
    ".strips{font-size:9pt}.calls{columns:2}.calls .talk{font-size:8.5pt;"
    "line-height:1.4}.calls .c{margin-right:1rem}.calls .t{margin-left:1rem}"
    ".calls details::details-content{content-visibility:visible;display:block;"
    "height:auto}}\n";

/* ---- what all sections use ---- */

const char *
sheet_number(char out[SHEET_NUMBER], uint64_t value)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    size_t at = 0;

    for (int i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

const char *
sheet_percent(char out[SHEET_NUMBER], uint64_t ppm)
{
    uint64_t thousandths = (ppm + 5) / 10;

    snprintf(out, SHEET_NUMBER, "%llu.%03llu %%",
             (unsigned long long)thousandths / 1000,
             (unsigned long long)thousandths % 1000);
    return out;
}

void
sheet_one_in(struct sheet *s, const char *part, const char *whole)
{
    double over = strtod(part, NULL), under = strtod(whole, NULL);
    char number[SHEET_NUMBER];

    if (!*part)
        html_say(&s->h, "sheet.unknown", NULL);
    else if (over <= 0)
        html_say(&s->h, "sheet.never-passes", NULL);
    else if (under / over < 1e18)
        html_say(&s->h, "sheet.one-in", sheet_number(number, (uint64_t)(under / over)),
                 NULL);
    else
        html_say(&s->h, "sheet.one-in-most", NULL);
}

void
sheet_customer(struct sheet *s, const struct sp_pair_proof *pair)
{
    html_both(&s->h, &s->proof->scenario->styles->style[pair->style].name);
    html_raw(&s->h, " · ");
    html_both(&s->h, &s->proof->scenario->motives[pair->motive].text);
}

void
sheet_mark(struct sheet *s, enum sheet_mark mark)
{
    static const char *const marks[] = {"good\">✓", "bad\">✗", "soft\">–"};

    html_rawf(&s->h, "<span class=\"%s</span>", marks[mark]);
}

/* ---- the verdict ---- */

static void
write_why(struct sheet *s, const char *key, uint64_t count, uint64_t of)
{
    char number[2][SHEET_NUMBER];

    if (count == 0)
        return;
    html_raw(&s->h, "<li>");
    html_say(&s->h, key, sheet_number(number[0], count), sheet_number(number[1], of),
             NULL);
    html_raw(&s->h, "</li>\n");
}

static unsigned
unlucky_bounds(const struct sp_proof *proof)
{
    unsigned count = 0;

    for (unsigned i = 1; i < proof->strategies; i++) {
        bool too_often = false;

        for (unsigned p = 0; p < proof->pair_count; p++)
            too_often = too_often || proof->pairs[p].chance[i].too_often;
        count += too_often;
    }
    return count;
}

static void
write_unreached(struct sheet *s)
{
    const struct sp_scenario *scenario = s->proof->scenario;
    struct sp_str nodes = {0}, replies = {0};

    for (uint32_t i = 0; i < scenario->node_count; i++) {
        const struct sp_node *node = &scenario->nodes[i];

        if (node->route)
            continue;
        if (!s->proof->node_seen[i]) {
            sp_str_addf(&nodes, "%s%s", nodes.size ? ", " : "", node->id);
            continue;
        }
        for (unsigned k = 0; k < node->reply_count; k++) {
            if (!s->proof->reply_seen[node->replies[k].serial])
                sp_str_addf(&replies, "%s%s/%s", replies.size ? ", " : "", node->id,
                            node->replies[k].id);
        }
    }
    for (unsigned i = 0; i < 2; i++) {
        struct sp_str *list = i ? &replies : &nodes;

        if (!list->size)
            continue;
        html_raw(&s->h, "<li>");
        html_say(&s->h, i ? "sheet.why-replies" : "sheet.why-nodes", list->text, NULL);
        html_raw(&s->h, "</li>\n");
        sp_str_finish(list);
    }
}

static unsigned
count_breached(const struct sheet *s)
{
    const struct sp_pair_proof *first;
    unsigned count = 0;

    for (unsigned i = 0; i < SP_NEVERS; i++)
        count += sheet_breaches(s, i, &first) > 0;
    return count;
}

static void
write_reasons(struct sheet *s)
{
    const struct sp_proof *proof = s->proof;
    unsigned cut = 0, no_pass = 0, stuck = 0, random = 0, wide = 0;

    for (unsigned i = 0; i < proof->pair_count; i++) {
        cut += !proof->pairs[i].whole;
        no_pass += proof->pairs[i].whole && !proof->pairs[i].passes;
        stuck += proof->pairs[i].stuck > 0;
        random += proof->pairs[i].chance[0].too_often;
    }
    for (unsigned i = 0; i < proof->scenario->motive_count; i++)
        wide += proof->spread[i].too_wide;
    html_raw(&s->h, "<ul>\n");
    write_why(s, "sheet.why-cut", cut, proof->pair_count);
    write_why(s, "sheet.why-no-pass", no_pass, proof->pair_count);
    write_why(s, "sheet.why-random", random, proof->pair_count);
    write_why(s, "sheet.why-players", unlucky_bounds(proof), proof->strategies - 1);
    write_why(s, "sheet.why-rules", count_breached(s), SP_NEVERS);
    write_why(s, "sheet.why-spread", wide, proof->scenario->motive_count);
    if (proof->unearned_too_many)
        write_why(s, "sheet.why-unearned", proof->unearned, 0);
    write_why(s, "sheet.why-stuck", stuck, proof->pair_count);
    if (s->whole)
        write_unreached(s);
    html_raw(&s->h, "</ul>\n");
}

/* Nothing is against it, but something was not looked at. */
static bool
is_undecided(const struct sheet *s)
{
    for (unsigned i = 0; i < s->proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &s->proof->pairs[i];

        if ((pair->whole && pair->bad) || pair->chance[0].too_often)
            return false;
    }
    return !s->whole && count_breached(s) == 0;
}

static void
write_verdict(struct sheet *s)
{
    bool undecided = !s->fair && is_undecided(s);

    html_rawf(&s->h, "<div class=\"verdict%s\"><p>",
              s->fair     ? ""
              : undecided ? " open"
                          : " no");
    sheet_mark(s, s->fair ? SHEET_YES : undecided ? SHEET_OPEN : SHEET_NO);
    html_raw(&s->h, " ");
    html_say(&s->h,
             s->fair     ? "sheet.fair"
             : undecided ? "sheet.undecided"
                         : "sheet.unfair",
             NULL);
    html_raw(&s->h, "</p>\n");
    if (!s->fair)
        write_reasons(s);
    html_raw(&s->h, "</div>\n");
}

/* ---- the head ---- */

static void
write_tile(struct sheet *s, const char *key, uint64_t value, uint64_t of)
{
    char number[2][SHEET_NUMBER];

    html_rawf(&s->h, "<div><b>%s", sheet_number(number[0], value));
    if (of)
        html_rawf(&s->h, " / %s", sheet_number(number[1], of));
    html_raw(&s->h, "</b><small>");
    html_say(&s->h, key, NULL);
    html_raw(&s->h, "</small></div>\n");
}

static void
write_tiles(struct sheet *s)
{
    const struct sp_proof *proof = s->proof;
    const struct sp_pair_proof *luckiest = &proof->pairs[0];
    uint64_t states = 0, pass = 0;
    char bound[SHEET_NUMBER];

    for (unsigned i = 0; i < proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &proof->pairs[i];

        states += pair->walked;
        pass += pair->passes;
        if (pair->chance[0].ppm > luckiest->chance[0].ppm)
            luckiest = pair;
    }
    html_raw(&s->h, "<div class=\"tiles\">\n");
    write_tile(s, s->whole ? "sheet.tile-pass" : "sheet.tile-pass-cut", pass,
               proof->pair_count);
    if (s->whole) {
        html_raw(&s->h, "<div><b>");
        sheet_one_in(s, luckiest->chance[0].part, luckiest->chance[0].whole);
        html_raw(&s->h, "</b><small>");
        html_say(&s->h, "sheet.tile-chance",
                 sheet_number(bound, (uint64_t)proof->scenario->rubric->fairness.naive),
                 NULL);
        html_raw(&s->h, "</small></div>\n");
    }
    write_tile(s, s->whole ? "sheet.tile-rules" : "sheet.tile-rules-cut",
               count_breached(s), SP_NEVERS);
    write_tile(s, s->whole ? "sheet.tile-states" : "sheet.tile-states-cut", states, 0);
    html_raw(&s->h, "</div>\n");
}

static void
write_reading(struct sheet *s)
{
    static const char *const words[] = {"customer", "state", "chance", "bound"};

    html_tag(&s->h, "h2", "sheet.read");
    html_raw(&s->h, "<dl class=\"read\">\n");
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
        struct sp_str key = {0};

        sp_str_addf(&key, "sheet.read.%s", words[i]);
        html_tag(&s->h, "dt", key.text);
        sp_str_add(&key, "-what");
        html_raw(&s->h, "<dd>");
        html_say(&s->h, key.text, NULL);
        if (i == 1 && s->whole) {
            html_raw(&s->h, " ");
            html_say(&s->h, "sheet.read.state-all", NULL);
        }
        html_raw(&s->h, "</dd>\n");
        sp_str_finish(&key);
    }
    html_raw(&s->h, "</dl>\n");
}

/* ---- the foot ---- */

static void
term(struct sheet *s, const char *key, const char *value)
{
    html_tag(&s->h, "dt", key);
    html_raw(&s->h, "<dd><code>");
    html_text(&s->h, value);
    html_raw(&s->h, "</code></dd>\n");
}

static void
write_walked(struct sheet *s)
{
    const struct sp_proof *proof = s->proof;
    uint64_t walked = 0, edges = 0;
    char number[4][SHEET_NUMBER];

    for (unsigned i = 0; i < proof->pair_count; i++) {
        walked += proof->pairs[i].walked;
        edges += proof->pairs[i].edges;
    }
    html_tag(&s->h, "dt", "sheet.walked");
    html_raw(&s->h, "<dd>");
    html_say(&s->h, s->whole ? "sheet.walked-what" : "sheet.walked-part",
             sheet_number(number[0], proof->pair_count),
             sheet_number(number[1], proof->scenario->turn_limit),
             sheet_number(number[2], walked), sheet_number(number[3], edges), NULL);
    html_raw(&s->h, "</dd>\n");
}

static void
write_method(struct sheet *s)
{
    static const char *const keys[] = {"sheet.scenario-hash", "sheet.rubric-hash",
                                       "sheet.styles-hash"};
    char sha[SP_HASH_SIZE];

    html_tag(&s->h, "h2", "sheet.method");
    html_tag(&s->h, "p", "sheet.method-state");
    html_tag(&s->h, "p", "sheet.method-chance");
    html_tag(&s->h, "p", "sheet.method-not");
    html_tag(&s->h, "p", "sheet.method-repeat");
    html_raw(&s->h, "<dl>\n");
    write_walked(s);
    term(s, "sheet.id", s->proof->scenario->id);
    for (unsigned i = 0; i < SP_PARTS; i++) {
        sp_content_name(&(struct sp_bytes){s->set->text[i], s->set->size[i]}, sha);
        term(s, keys[i], sha);
    }
    term(s, "sheet.engine", "sparring " SP_VERSION);
    html_raw(&s->h, "</dl>\n");
}

static void
begin(struct sheet *s)
{
    const struct sp_scenario *scenario = s->proof->scenario;
    const struct cli *cli = s->h.cli;
    const char *args[] = {sp_text_in(&scenario->title, cli->lang), NULL};
    struct sp_str title = {0};

    sp_strings_add(cli->strings[cli->lang], &title, "sheet.title", args);
    html_begin(&s->h, title.text, style);
    sp_str_finish(&title);
    html_tag(&s->h, "p class=\"soft\"", "sheet.kind");
    html_raw(&s->h, "<h1>");
    html_both(&s->h, &scenario->title);
    html_raw(&s->h, "</h1>\n<p class=\"soft\">");
    html_both(&s->h, &scenario->summary);
    html_raw(&s->h, "</p>\n");
}

bool
prove_write_sheet(const struct cli *cli, const char *path, const struct sp_proof *proof,
                  const struct cli_set *set)
{
    struct sheet s = {.h = {.cli = cli},
                      .proof = proof,
                      .set = set,
                      .fair = sp_proof_fair(proof),
                      .whole = true};
    struct sp_error error = {0};

    for (unsigned i = 0; i < proof->pair_count; i++)
        s.whole = s.whole && proof->pairs[i].whole;
    begin(&s);
    write_verdict(&s);
    write_tiles(&s);
    write_reading(&s);
    sheet_matrix(&s);
    sheet_strips(&s);
    sheet_players(&s);
    sheet_nevers(&s);
    sheet_spread(&s);
    sheet_checks(&s);
    sheet_passes(&s);
    write_method(&s);
    html_end(&s.h);
    bool ok = sp_os_write(path, s.h.out.text, s.h.out.size, SP_OS_SHARED, &error);

    if (!ok)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_str_finish(&s.h.out);
    return ok;
}
