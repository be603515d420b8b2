/* sheet_customers.c: customer by customer: numbers, pictures, players who do not
 * listen. */
#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "player.h"

#define SHOWN 10 /* players; the rest is folded up */

/* ---- the table of styles and motives ---- */

static void
write_fraction(struct sheet *s, const char *part, const char *whole)
{
    if (!*part || strcmp(part, "0") == 0)
        return;
    html_rawf(&s->h, "<small><code>%s/%s</code></small>", part, whole);
}

/* Of a customer who was not walked whole: only what is certain. */
static void
write_cut(struct sheet *s, const struct sp_pair_proof *pair)
{
    char walked[SHEET_NUMBER], least[SHEET_NUMBER], most[SHEET_NUMBER];

    html_raw(&s->h, "<b>");
    html_say(&s->h, "sheet.not-whole", NULL);
    html_raw(&s->h, "</b><small>");
    html_say(&s->h, "sheet.cell-walked", sheet_number(walked, pair->walked), NULL);
    html_raw(&s->h, "</small>");
    if (pair->walked == 0)
        return;
    html_raw(&s->h, "<small>");
    html_say(&s->h, "sheet.cell-between", sheet_percent(least, pair->chance[0].ppm),
             sheet_percent(most, pair->chance[0].most_ppm), NULL);
    html_raw(&s->h, "</small>");
}

static void
write_totals(struct sheet *s, const struct sp_pair_proof *pair)
{
    char low[SHEET_NUMBER], high[SHEET_NUMBER];

    if (pair->highest < 0)
        return;
    html_raw(&s->h, "<small>");
    html_say(&s->h, "sheet.cell-totals", sheet_number(low, (uint64_t)pair->lowest),
             sheet_number(high, (uint64_t)pair->highest), NULL);
    html_raw(&s->h, "</small>");
}

static void
write_whole(struct sheet *s, const struct sp_pair_proof *pair)
{
    char lines[SHEET_NUMBER], rate[SHEET_NUMBER];

    html_raw(&s->h, "<b>");
    html_say(&s->h, pair->passes ? "sheet.cell-lines" : "sheet.no-pass",
             sheet_number(lines, pair->shortest), NULL);
    html_raw(&s->h, "</b>");
    write_totals(s, pair);
    html_raw(&s->h, "<small>");
    html_say(&s->h, "sheet.cell-chance", sheet_percent(rate, pair->chance[0].ppm),
             NULL);
    html_raw(&s->h, "</small>");
    write_fraction(s, pair->chance[0].part, pair->chance[0].whole);
}

static void
write_cell(struct sheet *s, const struct sp_pair_proof *pair)
{
    html_rawf(&s->h, "<td class=\"cell\"><small class=\"narrow\">");
    html_both(&s->h, &s->proof->scenario->styles->style[pair->style].name);
    html_raw(&s->h, "</small>");
    if (pair->whole)
        write_whole(s, pair);
    else
        write_cut(s, pair);
    if (pair->bad && pair->whole) {
        html_raw(&s->h, "<small class=\"bad\">✗ ");
        html_say(&s->h, "sheet.cell-bad", NULL);
        html_raw(&s->h, "</small>");
    }
    html_raw(&s->h, "</td>");
}

void
sheet_matrix(struct sheet *s)
{
    const struct sp_scenario *scenario = s->proof->scenario;

    html_tag(&s->h, "h2", "sheet.customers");
    html_tag(&s->h, "p", "sheet.customers-why");
    html_raw(&s->h, "<div class=\"scroll\"><table class=\"matrix\">\n<tr><td></td>");
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

/* ---- pictures: places are in per cent of a strip, so that it fits any width ---- */

#define DECADES 6 /* from one in a million to one */

static double
place(double share)
{
    return 4 + 92 * (share < 0 ? 0 : share > 1 ? 1 : share);
}

/* On an axis that counts in tens. */
static double
chance_place(double chance)
{
    return place(chance > 0 ? 1 + log10(chance) / DECADES : 0);
}

static void
write_line(struct sheet *s, const char *class, double x)
{
    html_rawf(&s->h,
              "<line class=\"%s\" x1=\"%.2f%%\" y1=\"0\" x2=\"%.2f%%\" y2=\"100%%\"/>",
              class, x, x);
}

static void
write_bar(struct sheet *s, const char *class, double from, double to, int height)
{
    html_rawf(&s->h,
              "<rect class=\"%s\" x=\"%.2f%%\" y=\"50%%\" width=\"%.2f%%\" "
              "height=\"%d\" transform=\"translate(0,%d)\" rx=\"2\"/>",
              class, from, to > from + 0.8 ? to - from : 0.8, height, -height / 2);
}

static void
write_totals_strip(struct sheet *s, const struct sp_pair_proof *pair)
{
    html_raw(&s->h, "<td class=\"strip\"><svg aria-hidden=\"true\">");
    write_line(s, "axis", place(0));
    write_line(s, "axis", place(1));
    if (pair->highest >= 0)
        write_bar(s, "bar", place(pair->lowest / 100.0), place(pair->highest / 100.0),
                  6);
    if (pair->highest_pass >= 0)
        write_bar(s, "pass", place(pair->lowest_pass / 100.0),
                  place(pair->highest_pass / 100.0), 12);
    write_line(s, "bound", place(s->proof->scenario->rubric->mark / 100.0));
    html_raw(&s->h, "</svg></td>");
}

static void
write_chance_strip(struct sheet *s, const struct sp_pair_proof *pair)
{
    const struct sp_chance *chance = &pair->chance[0];
    double x = chance_place((double)chance->ppm / 1e6);

    html_raw(&s->h, "<td class=\"strip\"><svg aria-hidden=\"true\">");
    for (unsigned d = 0; d <= DECADES; d++)
        write_line(s, "axis", place((double)d / DECADES));
    write_line(s, "bound",
               chance_place(1.0 / s->proof->scenario->rubric->fairness.naive));
    if (!pair->whole)
        write_bar(s, "bar", x, chance_place((double)chance->most_ppm / 1e6), 6);
    else if (chance->too_often) /* a cross is seen without its colour */
        html_rawf(
            &s->h,
            "<svg x=\"%.2f%%\" y=\"50%%\" overflow=\"visible\"><path class=\"over\" "
            "d=\"M-4-4L4 4M-4 4L4-4\"/></svg>",
            x);
    else
        html_rawf(&s->h, "<circle class=\"dot\" cx=\"%.2f%%\" cy=\"50%%\" r=\"4\"/>",
                  x);
    html_raw(&s->h, "</svg></td>");
}

/* The outermost labels stay within the strip. */
static void
write_tick(struct sheet *s, double share, const char *label)
{
    html_rawf(&s->h, "<text x=\"%.2f%%\" y=\"14\" text-anchor=\"%s\">%s</text>",
              place(share),
              share <= 0   ? "start"
              : share >= 1 ? "end"
                           : "middle",
              label);
}

/* Each second line of the chances is marked: there is no room for more. */
static void
write_axes(struct sheet *s)
{
    static const char *const marks[] = {"", "0.01 %", "1 %", "100 %"};
    int mark = s->proof->scenario->rubric->mark;
    char text[SHEET_NUMBER];

    html_raw(&s->h, "<tr class=\"axes\"><td></td><td class=\"strip\"><svg "
                    "aria-hidden=\"true\">");
    write_tick(s, 0, "0");
    write_tick(s, mark / 100.0, sheet_number(text, (uint64_t)mark));
    write_tick(s, 1, "100");
    html_raw(&s->h, "</svg></td><td class=\"strip\"><svg aria-hidden=\"true\">");
    for (unsigned d = 0; d <= DECADES / 2; d++)
        write_tick(s, d * 2.0 / DECADES, marks[d]);
    html_raw(&s->h, "</svg></td><td></td></tr>\n");
}

static void
write_strip_row(struct sheet *s, const struct sp_pair_proof *pair)
{
    html_raw(&s->h, "<tr><td>");
    html_both(&s->h, &s->proof->scenario->motives[pair->motive].text);
    html_raw(&s->h, "</td>");
    write_totals_strip(s, pair);
    write_chance_strip(s, pair);
    html_raw(&s->h, "<td class=\"n\">");
    if (pair->whole)
        sheet_one_in(s, pair->chance[0].part, pair->chance[0].whole);
    else
        html_say(&s->h, "sheet.not-whole", NULL);
    html_raw(&s->h, "</td></tr>\n");
}

void
sheet_strips(struct sheet *s)
{
    const struct sp_scenario *scenario = s->proof->scenario;
    char mark[SHEET_NUMBER], bound[SHEET_NUMBER];

    html_tag(&s->h, "h2", "sheet.strips");
    html_raw(&s->h, "<p>");
    html_say(&s->h, "sheet.strips-why",
             sheet_number(mark, (uint64_t)scenario->rubric->mark),
             sheet_number(bound, (uint64_t)scenario->rubric->fairness.naive), NULL);
    html_raw(&s->h, "</p>\n<table class=\"strips\">\n<tr><td></td><th>");
    html_say(&s->h, "sheet.totals", NULL);
    html_raw(&s->h, "</th><th>");
    html_say(&s->h, "sheet.by-chance", NULL);
    html_raw(&s->h, "</th><td></td></tr>\n");
    for (unsigned i = 0; i < s->proof->pair_count; i++) {
        if (i % scenario->motive_count == 0) {
            html_raw(&s->h, "<tr class=\"group\"><th colspan=\"4\">");
            html_both(&s->h, &scenario->styles->style[s->proof->pairs[i].style].name);
            html_raw(&s->h, "</th></tr>\n");
        }
        write_strip_row(s, &s->proof->pairs[i]);
    }
    write_axes(s);
    html_raw(&s->h, "</table>\n");
}

/* ---- players who do not listen ---- */

struct worst {
    unsigned strategy, pair;
};

/* Each with the customer who is easiest, the luckiest first. */
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
    const struct sp_fairness *most = &s->proof->scenario->rubric->fairness;
    int bound = strncmp(id, "method", 6) == 0 ? most->method : most->naive;
    char rate[SHEET_NUMBER], allowed[SHEET_NUMBER];

    html_raw(&s->h, "<tr><td>");
    sheet_mark(s, chance->too_often ? SHEET_NO : pair->whole ? SHEET_YES : SHEET_OPEN);
    html_raw(&s->h, "</td><td>");
    for (unsigned i = 0; i < SP_LANGS; i++) {
        char *name = player_name(s->h.cli, i, id);

        html_one(&s->h, i, name);
        sp_free(name);
    }
    html_rawf(&s->h, "</td><td class=\"n\">%s", sheet_percent(rate, chance->ppm));
    write_fraction(s, chance->part, chance->whole);
    html_rawf(&s->h, "</td><td class=\"n\">%s</td><td>",
              sheet_percent(allowed, 1000000 / (uint64_t)bound));
    if (strcmp(chance->part, "0") != 0)
        sheet_customer(s, pair);
    html_raw(&s->h, "</td></tr>\n");
}

static void
write_player_table(struct sheet *s, const struct worst *list, unsigned count)
{
    static const char *const heads[] = {"player", "passes", "bound", "where"};

    html_raw(&s->h, "<div class=\"scroll\"><table class=\"players\">\n<tr><td></td>");
    for (unsigned i = 0; i < 4; i++) {
        struct sp_str key = {0};

        sp_str_addf(&key, "sheet.%s", heads[i]);
        html_tag(&s->h, i == 1 || i == 2 ? "th class=\"n\"" : "th", key.text);
        sp_str_finish(&key);
    }
    html_raw(&s->h, "</tr>\n");
    for (unsigned i = 0; i < count; i++)
        write_player(s, &list[i]);
    html_raw(&s->h, "</table></div>\n");
}

void
sheet_players(struct sheet *s)
{
    struct worst list[SP_STRATEGIES];
    unsigned count = worst_players(s->proof, list);
    char rest[SHEET_NUMBER];

    if (count < 2)
        return;
    html_tag(&s->h, "h2", "sheet.players");
    html_tag(&s->h, "p", "sheet.players-why");
    write_player_table(s, list, count < SHOWN ? count : SHOWN);
    if (count <= SHOWN)
        return;
    html_raw(&s->h, "<details><summary>");
    html_say(&s->h, "sheet.players-more", sheet_number(rest, count - SHOWN), NULL);
    html_raw(&s->h, "</summary>\n");
    write_player_table(s, list + SHOWN, count - SHOWN);
    html_raw(&s->h, "</details>\n");
}
