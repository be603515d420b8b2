/* sheet_rules.c: what no call may do, what can be earned, and the shortest passes. */
#include "sheet.h"

/* ---- what no call may do ---- */

unsigned
sheet_breaches(const struct sheet *s, unsigned never,
               const struct sp_pair_proof **shortest)
{
    unsigned count = 0;

    *shortest = NULL;
    for (unsigned i = 0; i < s->proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &s->proof->pairs[i];

        if (pair->breach[never].lines == 0)
            continue;
        count++;
        if (!*shortest || pair->breach[never].lines < (*shortest)->breach[never].lines)
            *shortest = pair;
    }
    return count;
}

/* What the rule's own words leave to say: how much a call without the move is worth,
 * or how many perfect paths were tried. */
static void
write_measure(struct sheet *s, unsigned never, bool excused)
{
    unsigned rivals = 0;
    int best = -1;
    char number[SHEET_NUMBER];

    for (unsigned i = 0; i < s->proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &s->proof->pairs[i];

        rivals += pair->rivals;
        if (never >= SP_NEVER_WITHOUT &&
            pair->without[never - SP_NEVER_WITHOUT].best > best)
            best = pair->without[never - SP_NEVER_WITHOUT].best;
    }
    html_raw(&s->h, "<span class=\"soft\"> ");
    if (excused)
        html_say(&s->h, "sheet.excused", NULL);
    else if (never == SP_NEVER_RIVAL)
        html_say(&s->h, "sheet.rivals", sheet_number(number, rivals), NULL);
    else if (best >= 0)
        html_say(&s->h, "sheet.without-best", sheet_number(number, (uint64_t)best),
                 NULL);
    html_raw(&s->h, "</span>");
}

/* A move may be left out where the rubric does not ask for it. */
static bool
is_excused(const struct sheet *s, unsigned never)
{
    for (unsigned i = 0; never >= SP_NEVER_WITHOUT && i < s->proof->pair_count; i++) {
        const struct sp_pair_proof *pair = &s->proof->pairs[i];

        if (pair->without[never - SP_NEVER_WITHOUT].passes &&
            !pair->breach[never].lines)
            return true;
    }
    return false;
}

static void
write_never(struct sheet *s, unsigned never)
{
    const struct sp_pair_proof *first;
    unsigned count = sheet_breaches(s, never, &first);
    bool excused = count == 0 && is_excused(s, never);
    char number[2][SHEET_NUMBER];
    struct sp_str key = {0};

    sp_str_addf(&key, "sheet.never.%s", sp_never_name(never));
    html_raw(&s->h, "<tr><td>");
    sheet_mark(s, count ? SHEET_NO : excused || !s->whole ? SHEET_OPEN : SHEET_YES);
    html_raw(&s->h, "</td><td>");
    html_say(&s->h, key.text, NULL);
    write_measure(s, never, excused);
    if (first) {
        html_raw(&s->h, "<details open><summary>");
        html_say(&s->h, "sheet.counter", sheet_number(number[0], count),
                 sheet_number(number[1], s->proof->pair_count), NULL);
        html_raw(&s->h, " ");
        sheet_customer(s, first);
        html_raw(&s->h, "</summary>\n");
        sheet_call(s, first, first->breach[never].path, first->breach[never].lines);
        html_raw(&s->h, "</details>");
    }
    html_raw(&s->h, "</td></tr>\n");
    sp_str_finish(&key);
}

void
sheet_nevers(struct sheet *s)
{
    html_tag(&s->h, "h2", "sheet.rules");
    html_tag(&s->h, "p", s->whole ? "sheet.rules-why" : "sheet.rules-cut");
    html_raw(&s->h, "<table class=\"rules\">\n");
    for (unsigned i = 0; i < SP_NEVERS; i++)
        write_never(s, i);
    html_raw(&s->h, "</table>\n");
}

/* ---- what can be earned ---- */

void
sheet_spread(struct sheet *s)
{
    char most[SHEET_NUMBER];

    html_tag(&s->h, "h2", "sheet.spread");
    html_raw(&s->h, "<p>");
    html_say(&s->h, "sheet.spread-why",
             sheet_number(most, (uint64_t)s->proof->scenario->rubric->fairness.spread),
             NULL);
    html_raw(&s->h, "</p>\n<table class=\"rules\">\n");
    for (unsigned i = 0; i < s->proof->scenario->motive_count; i++) {
        const struct sp_spread *spread = &s->proof->spread[i];
        bool known = s->whole && spread->highest >= 0;

        html_raw(&s->h, "<tr><td>");
        sheet_mark(s, spread->too_wide ? SHEET_NO : known ? SHEET_YES : SHEET_OPEN);
        html_raw(&s->h, "</td><td>");
        html_both(&s->h, &s->proof->scenario->motives[i].text);
        html_raw(&s->h, "</td><td class=\"n\">");
        if (known && spread->lowest == spread->highest)
            html_rawf(&s->h, "%d", spread->highest);
        else if (known)
            html_rawf(&s->h, "%d–%d", spread->lowest, spread->highest);
        html_raw(&s->h, "</td></tr>\n");
    }
    html_raw(&s->h, "</table>\n");
}

/* With how many motives of a style a check can be earned. */
static void
write_earned(struct sheet *s, unsigned style, unsigned bit)
{
    unsigned motives = s->proof->scenario->motive_count, count = 0;

    for (unsigned m = 0; m < motives; m++)
        count += (s->proof->pairs[style * motives + m].earned >> bit) & 1;
    html_rawf(&s->h, "<td class=\"m%s\">%s %u/%u</td>",
              count == motives ? " good"
              : count          ? ""
                               : " bad",
              count == motives ? "✓"
              : count          ? "◐"
                               : "✗",
              count, motives);
}

static void
write_check(struct sheet *s, const struct sp_check *check, unsigned bit)
{
    char points[SHEET_NUMBER];

    html_raw(&s->h, "<tr><td><code>");
    html_text(&s->h, check->id);
    html_raw(&s->h, "</code></td><td>");
    html_both(&s->h, &check->wording);
    html_raw(&s->h, " <span class=\"soft\">");
    html_say(&s->h, "sheet.worth", sheet_number(points, (uint64_t)check->points), NULL);
    html_raw(&s->h, "</span></td>");
    for (unsigned k = 0; k < s->proof->scenario->styles->styles; k++)
        write_earned(s, k, bit);
    html_raw(&s->h, "</tr>\n");
}

void
sheet_checks(struct sheet *s)
{
    const struct sp_rubric *rubric = s->proof->scenario->rubric;
    const struct sp_styles *styles = s->proof->scenario->styles;

    html_tag(&s->h, "h2", "sheet.checks");
    html_tag(&s->h, "p", "sheet.checks-why");
    html_raw(&s->h,
             "<div class=\"scroll\"><table class=\"checks\">\n<tr><td></td><td></td>");
    for (unsigned k = 0; k < styles->styles; k++) {
        html_raw(&s->h, "<th class=\"m\">");
        html_both(&s->h, &styles->style[k].name);
        html_raw(&s->h, "</th>");
    }
    html_raw(&s->h, "</tr>\n");
    for (unsigned i = 0; i < rubric->competencies; i++) {
        html_rawf(&s->h, "<tr class=\"group\"><th colspan=\"%u\">", styles->styles + 2);
        html_both(&s->h, &rubric->competency[i].name);
        html_raw(&s->h, "</th></tr>\n");
        for (unsigned k = 0; k < rubric->competency[i].levels; k++)
            write_check(s, &rubric->competency[i].level[k], i * SP_LEVELS + k);
    }
    html_raw(&s->h, "</table></div>\n");
}

/* ---- the shortest passes ---- */

void
sheet_passes(struct sheet *s)
{
    const struct sp_scenario *scenario = s->proof->scenario;

    html_tag(&s->h, "h2", "sheet.ways");
    html_tag(&s->h, "p", "sheet.ways-why");
    html_raw(&s->h, "<div class=\"calls\">\n");
    for (unsigned m = 0; m < scenario->motive_count; m++) {
        const struct sp_pair_proof *pair = NULL;
        char lines[SHEET_NUMBER];

        for (unsigned k = 0; k < scenario->styles->styles; k++) {
            const struct sp_pair_proof *p =
                &s->proof->pairs[k * scenario->motive_count + m];

            if (p->passes && (!pair || p->shortest < pair->shortest))
                pair = p;
        }
        if (!pair)
            continue;
        html_raw(&s->h, "<details><summary>");
        html_both(&s->h, &scenario->motives[m].text);
        html_raw(&s->h, " <span class=\"soft\">");
        html_both(&s->h, &scenario->styles->style[pair->style].name);
        html_raw(&s->h, " · ");
        html_say(&s->h, "sheet.cell-lines", sheet_number(lines, pair->shortest), NULL);
        html_raw(&s->h, "</span></summary>\n");
        sheet_call(s, pair, pair->path, pair->shortest);
        html_raw(&s->h, "</details>\n");
    }
    html_raw(&s->h, "</div>\n");
}
