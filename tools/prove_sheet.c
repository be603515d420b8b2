/* prove_sheet.c: the proof sheet: why a scenario is fair, on one page for people. */
#include "prove_sheet.h"

#include <math.h>
#include <string.h>

#include "player.h"

static const char style[] =
    ".verdict{font-size:1.15rem;font-weight:600;padding:.7rem 1rem;border-radius:.5rem;"
    "background:var(--card);border-left:.4rem solid var(--good);max-width:none}\n"
    ".verdict.no{border-color:var(--bad)}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:1rem "
    "0}"
    "\ndt{color:var(--soft)}dd{margin:0;min-width:0}\n"
    ".matrix{table-layout:fixed;min-width:44rem}.matrix th:first-child{width:28%}\n"
    ".cell b{font-weight:600}.cell small{display:block;color:var(--soft)}\n"
    ".talk{margin:.4rem 0 .8rem;padding:0;list-style:none}\n"
    ".talk li{margin:.35rem 0;padding:.4rem "
    ".7rem;border-radius:.5rem;max-width:44rem}\n"
    ".talk .c{background:var(--page);border:1px solid var(--line);margin-right:2rem}\n"
    ".talk .t{background:color-mix(in srgb,var(--accent) 12%,var(--page));"
    "margin-left:2rem}\n"
    ".talk .w{display:block;font-size:.8rem;color:var(--soft)}\n"
    "svg{display:block;max-width:100%;height:auto}\n"
    "svg text{fill:var(--soft);font-size:12px}\n"
    "svg .dot{fill:var(--accent)}svg .over{fill:var(--bad)}\n"
    "svg .axis{stroke:var(--line)}svg .bound{stroke:var(--bad);stroke-dasharray:4 3}\n"
    "svg .bar{fill:var(--accent);opacity:.35}svg .pass{fill:var(--accent)}\n";

struct sheet {
    struct html h;
    const struct sp_proof *proof;
    const struct cli_set *set;
    bool fair;
};

static const struct sp_scenario *
scenario_of(const struct sheet *s)
{
    return s->proof->scenario;
}

static void
percent(uint64_t ppm, char *out, size_t room)
{
    snprintf(out, room, "%llu.%03llu %%", (unsigned long long)(ppm / 10000),
             (unsigned long long)(ppm % 10000 / 10));
}

/* "5,649,405" */
static void
grouped(uint64_t value, char *out, size_t room)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    size_t at = 0;

    for (int i = 0; i < size && at + 2 < room; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

static void
customer_name(struct sheet *s, const struct sp_pair_proof *pair)
{
    html_both(&s->h, &scenario_of(s)->styles->style[pair->style].name);
    html_raw(&s->h, " · ");
    html_both(&s->h, &scenario_of(s)->motives[pair->motive].text);
}

/* ---- head ---- */

static void
term(struct sheet *s, const char *key, const char *value)
{
    html_tag(&s->h, "dt", key);
    html_raw(&s->h, "<dd><code>");
    html_text(&s->h, value);
    html_raw(&s->h, "</code></dd>\n");
}

static void
write_head(struct sheet *s)
{
    static const char *const keys[] = {"sheet.scenario-hash", "sheet.rubric-hash",
                                       "sheet.styles-hash"};
    const struct sp_scenario *scenario = scenario_of(s);
    uint64_t states = 0, edges = 0;
    char number[2][24], sha[SP_HASH_SIZE];

    html_tag(&s->h, "p class=\"soft\"", "sheet.kind");
    html_raw(&s->h, "<h1>");
    html_both(&s->h, &scenario->title);
    html_raw(&s->h, "</h1>\n<p class=\"soft\">");
    html_both(&s->h, &scenario->summary);
    html_rawf(&s->h, "</p>\n<p class=\"verdict%s\">", s->fair ? "" : " no");
    snprintf(number[0], sizeof number[0], "%u", s->proof->bad_pairs);
    snprintf(number[1], sizeof number[1], "%u", s->proof->pair_count);
    html_say(&s->h, s->fair ? "sheet.fair" : "sheet.unfair", number[0], number[1],
             NULL);
    html_raw(&s->h, "</p>\n<dl>\n");
    term(s, "sheet.id", scenario->id);
    for (unsigned i = 0; i < SP_PARTS; i++) {
        sp_content_name(&(struct sp_bytes){s->set->text[i], s->set->size[i]}, sha);
        term(s, keys[i], sha);
    }
    term(s, "sheet.engine", "sparring " SP_VERSION);
    for (unsigned i = 0; i < s->proof->pair_count; i++) {
        states += s->proof->pairs[i].states;
        edges += s->proof->pairs[i].edges;
    }
    html_tag(&s->h, "dt", "sheet.walked");
    grouped(states, number[0], sizeof number[0]);
    grouped(edges, number[1], sizeof number[1]);
    char customers[24], lines[24];

    snprintf(customers, sizeof customers, "%u", s->proof->pair_count);
    snprintf(lines, sizeof lines, "%u", scenario->turn_limit);
    html_raw(&s->h, "<dd>");
    html_say(&s->h, "sheet.walked-what", customers, lines, number[0], number[1], NULL);
    html_raw(&s->h, "</dd>\n</dl>\n");
}

/* ---- customers ---- */

/* Of a customer who was not walked whole: only what is certain. */
static void
write_cut(struct sheet *s, const struct sp_pair_proof *pair)
{
    char walked[32], least[32], most[32];

    grouped(pair->walked, walked, sizeof walked);
    html_raw(&s->h, "<b>");
    html_say(&s->h, "sheet.not-whole", NULL);
    html_raw(&s->h, "</b><small>");
    html_say(&s->h, "sheet.cell-walked", walked, NULL);
    html_raw(&s->h, "</small>");
    if (pair->walked == 0)
        return;
    percent(pair->chance[0].ppm, least, sizeof least);
    percent(pair->chance[0].most_ppm, most, sizeof most);
    html_raw(&s->h, "<small>");
    html_say(&s->h, "sheet.cell-between", least, most, NULL);
    html_raw(&s->h, "</small>");
}

static void
write_cell(struct sheet *s, const struct sp_pair_proof *pair)
{
    char lines[12], low[12], high[12], rate[32];

    html_rawf(&s->h, "<td class=\"cell%s\">", pair->bad ? " bad" : "");
    if (!pair->whole) {
        write_cut(s, pair);
    } else if (!pair->passes) {
        html_say(&s->h, "sheet.no-pass", NULL);
    } else {
        snprintf(lines, sizeof lines, "%u", pair->shortest);
        snprintf(low, sizeof low, "%d", pair->lowest);
        snprintf(high, sizeof high, "%d", pair->highest);
        percent(pair->chance[0].ppm, rate, sizeof rate);
        html_raw(&s->h, "<b>");
        html_say(&s->h, "sheet.cell-lines", lines, NULL);
        html_raw(&s->h, "</b><small>");
        html_say(&s->h, "sheet.cell-totals", low, high, NULL);
        html_raw(&s->h, "</small><small title=\"");
        html_text(&s->h, pair->chance[0].part);
        html_raw(&s->h, "/");
        html_text(&s->h, pair->chance[0].whole);
        html_raw(&s->h, "\">");
        html_say(&s->h, "sheet.cell-chance", rate, NULL);
        html_raw(&s->h, "</small>");
    }
    html_raw(&s->h, "</td>");
}

static void
write_customers(struct sheet *s)
{
    const struct sp_scenario *scenario = scenario_of(s);

    html_tag(&s->h, "h2", "sheet.customers");
    html_tag(&s->h, "p", "sheet.customers-why");
    html_raw(&s->h, "<div class=\"scroll\"><table class=\"matrix\">\n<tr><th></th>");
    for (unsigned k = 0; k < scenario->styles->styles; k++) {
        html_raw(&s->h, "<th>");
        html_both(&s->h, &scenario->styles->style[k].name);
        html_raw(&s->h, "</th>");
    }
    html_raw(&s->h, "</tr>\n");
    for (unsigned m = 0; m < scenario->motive_count; m++) {
        html_raw(&s->h, "<tr><th>");
        html_both(&s->h, &scenario->motives[m].text);
        html_raw(&s->h, "</th>");
        for (unsigned k = 0; k < scenario->styles->styles; k++)
            write_cell(s, &s->proof->pairs[k * scenario->motive_count + m]);
        html_raw(&s->h, "</tr>\n");
    }
    html_raw(&s->h, "</table></div>\n");
}

/* ---- the picture of chances ---- */

#define LEFT 20
#define WIDE 640
#define DECADES 6 /* from one in a million to one */

/* Where a chance stands on an axis that counts in tens. */
static int
chance_x(uint64_t ppm)
{
    double log = ppm > 0 ? log10((double)ppm) : 0;

    return LEFT + (int)(log / DECADES * WIDE);
}

static void
write_chances(struct sheet *s)
{
    const struct sp_fairness *most = &scenario_of(s)->rubric->fairness;
    unsigned rows = s->proof->pair_count;
    int height = (int)rows * 14 + 44;
    int bound = chance_x(1000000 / (uint64_t)most->naive);

    html_tag(&s->h, "h2", "sheet.chances");
    html_tag(&s->h, "p", "sheet.chances-why");
    html_rawf(&s->h, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n",
              LEFT + WIDE + 40, height, LEFT + WIDE + 40);
    for (int d = 0; d <= DECADES; d++) {
        static const char *const marks[] = {"0.0001 %", "0.001 %", "0.01 %", "0.1 %",
                                            "1 %",      "10 %",    "100 %"};
        int x = LEFT + d * WIDE / DECADES;

        html_rawf(&s->h,
                  "<line class=\"axis\" x1=\"%d\" y1=\"8\" x2=\"%d\" y2=\"%d\"/>"
                  "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                  x, x, height - 26, x, height - 10, d == 0 ? "start" : "middle",
                  marks[d]);
    }
    html_rawf(&s->h, "<line class=\"bound\" x1=\"%d\" y1=\"4\" x2=\"%d\" y2=\"%d\"/>\n",
              bound, bound, height - 26);
    for (unsigned i = 0; i < rows; i++) {
        const struct sp_pair_proof *pair = &s->proof->pairs[i];

        if (!pair->whole)
            continue;
        html_rawf(&s->h, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"4\"><title>",
                  pair->chance[0].too_often ? "over" : "dot",
                  chance_x(pair->chance[0].ppm), (int)i * 14 + 16);
        html_text(&s->h, scenario_of(s)->styles->style[pair->style].id);
        html_raw(&s->h, " ");
        html_text(&s->h, scenario_of(s)->motives[pair->motive].id);
        html_rawf(&s->h, ": %s/%s</title></circle>\n", pair->chance[0].part,
                  pair->chance[0].whole);
    }
    html_raw(&s->h, "</svg>\n");
}

/* ---- players who do not listen ---- */

struct worst {
    unsigned strategy, pair;
};

static unsigned
worst_players(const struct sp_proof *proof, struct worst *list)
{
    unsigned count = 0;

    for (unsigned i = 0; i < proof->strategies; i++) {
        struct worst w = {i, 0};
        unsigned at = count;

        for (unsigned p = 1; p < proof->pair_count; p++) {
            if (proof->pairs[p].chance[i].ppm > proof->pairs[w.pair].chance[i].ppm)
                w.pair = p;
        }
        while (at > 0 &&
               proof->pairs[list[at - 1].pair].chance[list[at - 1].strategy].ppm <
                   proof->pairs[w.pair].chance[i].ppm) {
            list[at] = list[at - 1];
            at--;
        }
        list[at] = w;
        count++;
    }
    return count;
}

static void
write_player(struct sheet *s, const struct worst *w)
{
    const struct sp_pair_proof *pair = &s->proof->pairs[w->pair];
    const struct sp_chance *chance = &pair->chance[w->strategy];
    const char *id = s->proof->strategy[w->strategy];
    const struct sp_fairness *most = &scenario_of(s)->rubric->fairness;
    char rate[32];

    percent(chance->ppm, rate, sizeof rate);
    html_raw(&s->h, "<tr><td>");
    for (unsigned i = 0; i < SP_LANGS; i++) {
        char *name = player_name(s->h.cli, i, id);

        html_one(&s->h, i, name);
        sp_free(name);
    }
    html_rawf(&s->h, "</td><td class=\"n%s\">%s</td><td class=\"n\">1 : %d</td><td>",
              chance->too_often ? " bad" : "", rate,
              strncmp(id, "method", 6) == 0 ? most->method : most->naive);
    if (chance->ppm > 0)
        customer_name(s, pair);
    html_raw(&s->h, "</td></tr>\n");
}

static void
write_players(struct sheet *s)
{
    struct worst list[SP_STRATEGIES];
    unsigned count = worst_players(s->proof, list), shown = count < 10 ? count : 10;

    if (count < 2)
        return;
    html_tag(&s->h, "h2", "sheet.players");
    html_tag(&s->h, "p", "sheet.players-why");
    for (unsigned part = 0; part < 2; part++) {
        if (part == 1 && shown == count)
            break;
        if (part == 1) {
            char rest[12];

            snprintf(rest, sizeof rest, "%u", count - shown);
            html_raw(&s->h, "<details><summary>");
            html_say(&s->h, "sheet.players-more", rest, NULL);
            html_raw(&s->h, "</summary>\n");
        }
        html_raw(&s->h, "<div class=\"scroll\"><table>\n<tr><th>");
        html_say(&s->h, "sheet.player", NULL);
        html_raw(&s->h, "</th><th class=\"n\">");
        html_say(&s->h, "sheet.passes", NULL);
        html_raw(&s->h, "</th><th class=\"n\">");
        html_say(&s->h, "sheet.bound", NULL);
        html_raw(&s->h, "</th><th>");
        html_say(&s->h, "sheet.where", NULL);
        html_raw(&s->h, "</th></tr>\n");
        for (unsigned i = part ? shown : 0; i < (part ? count : shown); i++)
            write_player(s, &list[i]);
        html_raw(&s->h, part ? "</table></div></details>\n" : "</table></div>\n");
    }
}

/* ---- a call, written out ---- */

static void
write_said(struct sheet *s, const char *class, const struct sp_session *session,
           size_t index, const struct sp_reply *reply)
{
    html_rawf(&s->h, "<li class=\"%s\"><span class=\"w\">", class);
    if (reply)
        html_say(&s->h, "sheet.trainee", NULL);
    else
        html_both(&s->h, &scenario_of(s)->customer_name);
    html_raw(&s->h, "</span>");
    for (unsigned i = 0; i < SP_LANGS; i++) {
        char *customer = reply ? NULL : sp_session_customer(session, index, i);
        const char *text = customer ? customer : "";

        if (reply && reply->text.count[i] > 0)
            text = reply->text.by[i][0];
        html_one(&s->h, i, text);
        sp_free(customer);
    }
    html_raw(&s->h, "</li>\n");
}

static void
write_call(struct sheet *s, const struct sp_pair_proof *pair,
           const struct sp_reply *const *path, unsigned lines)
{
    const struct sp_scenario *scenario = scenario_of(s);
    const struct sp_start start = {scenario, 1, scenario->styles->style[pair->style].id,
                                   scenario->motives[pair->motive].id};
    struct sp_session *session = sp_session_new(&start);

    html_raw(&s->h, "<ul class=\"talk\">\n");
    write_said(s, "c", session, 0, NULL);
    for (unsigned i = 0; i < lines; i++) {
        write_said(s, "t", session, 0, path[i]);
        if (!sp_session_answer(session, path[i]->id))
            break;
        write_said(s, "c", session, i + 1, NULL);
    }
    html_raw(&s->h, "</ul>\n");
    sp_session_free(session);
}

/* ---- what no call may do ---- */

static void
write_never(struct sheet *s, unsigned never)
{
    const struct sp_pair_proof *first = NULL;
    struct sp_str key = {0};
    unsigned count = 0;
    char number[2][12];

    for (unsigned i = 0; i < s->proof->pair_count; i++) {
        if (s->proof->pairs[i].breach[never].lines == 0)
            continue;
        count++;
        if (!first ||
            s->proof->pairs[i].breach[never].lines < first->breach[never].lines)
            first = &s->proof->pairs[i];
    }
    sp_str_addf(&key, "sheet.never.%s", sp_never_name(never));
    html_rawf(&s->h, "<tr><td class=\"%s\">%s</td><td>", count ? "bad" : "good",
              count ? "✗" : "✓");
    html_say(&s->h, key.text, NULL);
    if (first) {
        snprintf(number[0], sizeof number[0], "%u", count);
        snprintf(number[1], sizeof number[1], "%u", s->proof->pair_count);
        html_raw(&s->h, "<details open><summary class=\"bad\">");
        html_say(&s->h, "sheet.counter", number[0], number[1], NULL);
        html_raw(&s->h, " ");
        customer_name(s, first);
        html_raw(&s->h, "</summary>\n");
        write_call(s, first, first->breach[never].path, first->breach[never].lines);
        html_raw(&s->h, "</details>");
    }
    html_raw(&s->h, "</td></tr>\n");
    sp_str_finish(&key);
}

static void
write_nevers(struct sheet *s)
{
    html_tag(&s->h, "h2", "sheet.nevers");
    html_tag(&s->h, "p", "sheet.nevers-why");
    html_raw(&s->h, "<table>\n");
    for (unsigned i = 0; i < SP_NEVERS; i++)
        write_never(s, i);
    html_raw(&s->h, "</table>\n");
}

/* ---- checks and spreads ---- */

static void
write_checks(struct sheet *s)
{
    const struct sp_rubric *rubric = scenario_of(s)->rubric;

    html_tag(&s->h, "h2", "sheet.checks");
    html_tag(&s->h, "p", "sheet.checks-why");
    html_raw(&s->h, "<div class=\"scroll\"><table>\n");
    for (unsigned i = 0; i < rubric->competencies; i++) {
        for (unsigned k = 0; k < rubric->competency[i].levels; k++) {
            unsigned count = 0;

            for (unsigned p = 0; p < s->proof->pair_count; p++)
                count += (s->proof->pairs[p].earned >> (i * SP_LEVELS + k)) & 1;
            html_raw(&s->h, "<tr><td><code>");
            html_text(&s->h, rubric->competency[i].level[k].id);
            html_raw(&s->h, "</code></td><td>");
            html_both(&s->h, &rubric->competency[i].name);
            html_raw(&s->h, "</td><td>");
            html_both(&s->h, &rubric->competency[i].level[k].wording);
            html_rawf(&s->h, "</td><td class=\"n%s\">%u / %u</td></tr>\n",
                      count ? "" : " bad", count, s->proof->pair_count);
        }
    }
    html_raw(&s->h, "</table></div>\n");
}

static void
write_spread(struct sheet *s)
{
    html_tag(&s->h, "h2", "sheet.spread");
    html_tag(&s->h, "p", "sheet.spread-why");
    html_raw(&s->h, "<table>\n");
    for (unsigned i = 0; i < scenario_of(s)->motive_count; i++) {
        const struct sp_spread *spread = &s->proof->spread[i];

        html_raw(&s->h, "<tr><td>");
        html_both(&s->h, &scenario_of(s)->motives[i].text);
        html_rawf(&s->h, "</td><td class=\"n%s\">", spread->too_wide ? " bad" : "");
        if (spread->lowest == spread->highest)
            html_rawf(&s->h, "%d</td></tr>\n", spread->highest);
        else
            html_rawf(&s->h, "%d–%d</td></tr>\n", spread->lowest, spread->highest);
    }
    html_raw(&s->h, "</table>\n");
}

static void
write_passes(struct sheet *s)
{
    const struct sp_scenario *scenario = scenario_of(s);

    html_tag(&s->h, "h2", "sheet.ways");
    html_tag(&s->h, "p", "sheet.ways-why");
    for (unsigned m = 0; m < scenario->motive_count; m++) {
        const struct sp_pair_proof *pair = NULL;

        for (unsigned k = 0; k < scenario->styles->styles; k++) {
            const struct sp_pair_proof *p =
                &s->proof->pairs[k * scenario->motive_count + m];

            if (p->passes && (!pair || p->shortest < pair->shortest))
                pair = p;
        }
        if (!pair)
            continue;
        html_raw(&s->h, "<details><summary>");
        customer_name(s, pair);
        html_raw(&s->h, "</summary>\n");
        write_call(s, pair, pair->path, pair->shortest);
        html_raw(&s->h, "</details>\n");
    }
}

static void
write_method(struct sheet *s)
{
    html_tag(&s->h, "h2", "sheet.method");
    html_tag(&s->h, "p", "sheet.method-state");
    html_tag(&s->h, "p", "sheet.method-chance");
    html_tag(&s->h, "p", "sheet.method-repeat");
}

bool
prove_write_sheet(const struct cli *cli, const char *path, const struct sp_proof *proof,
                  const struct cli_set *set)
{
    struct sheet s = {
        .h = {.cli = cli}, .proof = proof, .set = set, .fair = sp_proof_fair(proof)};
    struct sp_error error = {0};

    html_begin(&s.h, proof->scenario->id, style);
    write_head(&s);
    write_customers(&s);
    write_chances(&s);
    write_players(&s);
    write_nevers(&s);
    write_spread(&s);
    write_checks(&s);
    write_passes(&s);
    write_method(&s);
    html_end(&s.h);
    bool ok = sp_os_write(path, s.h.out.text, s.h.out.size, SP_OS_SHARED, &error);

    if (!ok)
        cli_complain(cli, &error);
    sp_error_clear(&error);
    sp_str_finish(&s.h.out);
    return ok;
}
