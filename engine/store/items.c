/* items.c: counts over stories: lists of what happened are sorted, then equal ones
 * counted, so that all is linear but for the sorting. */
#include "store/items.h"

#include <stdlib.h>
#include <string.h>

void
sp_items_finish(struct sp_items *items)
{
    sp_free(items->scenario);
    sp_free(items->check);
    sp_free(items->pick);
    *items = (struct sp_items){0};
}

static bool
counts_first(const struct sp_story *story)
{
    return story->closed && story->row.attempt == 1;
}

/* ---- scenarios ---- */

static struct sp_item_scenario *
scenario_of(struct sp_items *items, const char *id)
{
    for (size_t i = 0; i < items->scenarios; i++) {
        if (strcmp(items->scenario[i].scenario, id) == 0)
            return &items->scenario[i];
    }
    items->scenario =
        sp_grow(items->scenario, items->scenarios + 1, sizeof *items->scenario);
    items->scenario[items->scenarios] = (struct sp_item_scenario){.scenario = id};
    return &items->scenario[items->scenarios++];
}

/* Of one scenario; there are few of them in an exam. */
static void
time_lines(const struct sp_stories *stories, struct sp_item_scenario *item,
           int64_t *took)
{
    item->lines = 0;
    for (size_t i = 0; i < stories->count; i++) {
        const struct sp_story *story = &stories->item[i];

        for (unsigned c = 0; counts_first(story) && c < story->calls; c++) {
            const struct sp_story_call *call = &story->call[c];

            if (!call->begun || strcmp(call->scenario, item->scenario) != 0)
                continue;
            for (unsigned k = 0; k < call->lines; k++)
                took[item->lines++] = call->line[k].took_ms;
        }
    }
    item->median_line_ms = sp_median(took, item->lines);
}

static void
count_scenarios(const struct sp_stories *stories, struct sp_items *items)
{
    size_t lines = 0;

    for (size_t i = 0; i < stories->count; i++) {
        const struct sp_story *story = &stories->item[i];

        items->sittings += story->closed;
        items->first += counts_first(story);
        for (unsigned c = 0; counts_first(story) && c < story->calls; c++) {
            const struct sp_story_call *call = &story->call[c];

            if (!call->begun)
                continue;
            struct sp_item_scenario *item = scenario_of(items, call->scenario);

            item->calls++;
            item->done += call->done;
            item->passed += call->done && call->pass;
            lines += call->lines;
        }
    }
    int64_t *took = sp_alloc(lines + 1, sizeof *took);

    for (size_t i = 0; i < items->scenarios; i++) {
        struct sp_item_scenario *item = &items->scenario[i];

        sp_share_interval(item->passed, item->done, &item->low, &item->high);
        time_lines(stories, item, took);
    }
    sp_free(took);
}

/* ---- checks ---- */

struct mark {
    const struct sp_story_check *check;
    const char *scenario;
    unsigned place; /* in the rubric; critical errors behind all */
};

static int
by_check(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    int order = strcmp(x->scenario, y->scenario);

    if (order)
        return order;
    if (x->place != y->place)
        return (x->place > y->place) - (x->place < y->place);
    return strcmp(x->check->id, y->check->id);
}

static size_t
list_marks(const struct sp_stories *stories, struct mark *mark)
{
    size_t count = 0;

    for (size_t i = 0; i < stories->count; i++) {
        const struct sp_story *story = &stories->item[i];

        for (unsigned c = 0; counts_first(story) && c < story->calls; c++) {
            const struct sp_story_call *call = &story->call[c];

            for (unsigned k = 0; k < call->checks; k++) {
                if (mark)
                    mark[count] =
                        (struct mark){&call->check[k], call->scenario,
                                      call->check[k].competency ? k : UINT32_MAX};
                count++;
            }
        }
    }
    return count;
}

static void
count_checks(const struct sp_stories *stories, struct sp_items *items)
{
    size_t count = list_marks(stories, NULL);
    struct mark *mark = sp_alloc(count + 1, sizeof *mark);
    struct sp_item_check *item = NULL;

    list_marks(stories, mark);
    qsort(mark, count, sizeof *mark, by_check);
    items->check = sp_alloc(count + 1, sizeof *items->check);
    for (size_t i = 0; i < count; i++) {
        const struct sp_story_check *check = mark[i].check;

        if (!item || by_check(&mark[i - 1], &mark[i]) != 0) {
            item = &items->check[items->checks++];
            *item = (struct sp_item_check){.scenario = mark[i].scenario,
                                           .check = check->id,
                                           .wording = check->wording,
                                           .competency = check->competency,
                                           .level = check->level};
        }
        item->judged += check->judged;
        item->earned += check->judged && check->earned;
    }
    for (size_t i = 0; i < items->checks; i++) {
        item = &items->check[i];
        /* An error that was not committed leaves no trace: all calls are judged. */
        if (!item->competency)
            item->judged = scenario_of(items, item->scenario)->done;
        sp_share_interval(item->earned, item->judged, &item->low, &item->high);
    }
    sp_free(mark);
}

/* ---- picks ---- */

struct said {
    const char *scenario, *node, *reply, *words;
    unsigned times;
};

static int
by_node(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int order = strcmp(x->scenario, y->scenario);

    return order ? order : strcmp(x->node, y->node);
}

static int
by_reply(const void *a, const void *b)
{
    const struct said *x = a, *y = b;
    int order = by_node(a, b);

    return order ? order : strcmp(x->reply, y->reply);
}

static const char *
wording_of(const struct sp_reply *reply, enum sp_lang lang)
{
    for (unsigned i = 0; i < SP_LANGS; i++) {
        enum sp_lang at = (lang + i) % SP_LANGS;

        if (reply->text.count[at] > 0)
            return reply->text.by[at][0];
    }
    return "";
}

static size_t
list_said(const struct sp_stories *stories, struct said *said)
{
    size_t count = 0;

    for (size_t i = 0; i < stories->count; i++) {
        const struct sp_story *story = &stories->item[i];

        for (unsigned c = 0; counts_first(story) && c < story->calls; c++) {
            const struct sp_story_call *call = &story->call[c];

            for (unsigned k = 0; k < call->lines; k++, count++) {
                if (said)
                    said[count] =
                        (struct said){call->scenario, call->line[k].node,
                                      call->line[k].reply, call->line[k].trainee, 1};
            }
        }
    }
    return count;
}

static size_t
list_options(struct sp_scenario *const *scenario, unsigned scenarios, enum sp_lang lang,
             struct said *said)
{
    size_t count = 0;

    for (unsigned s = 0; s < scenarios; s++) {
        for (unsigned i = 0; i < scenario[s]->node_count; i++) {
            const struct sp_node *node = &scenario[s]->nodes[i];

            for (unsigned k = 0; k < node->reply_count; k++, count++) {
                if (said)
                    said[count] =
                        (struct said){scenario[s]->id, node->id, node->replies[k].id,
                                      wording_of(&node->replies[k], lang), 0};
            }
        }
    }
    return count;
}

static int
by_picked(const void *a, const void *b)
{
    const struct sp_item_pick *x = a, *y = b;
    int order = strcmp(x->scenario, y->scenario);

    order = order ? order : strcmp(x->node, y->node);
    if (order)
        return order;
    if (x->picked != y->picked)
        return (x->picked < y->picked) - (x->picked > y->picked);
    return strcmp(x->reply, y->reply);
}

/* Those of one node: all of them when somebody came there, else none. */
static void
close_node(struct sp_items *items, size_t first, unsigned seen)
{
    if (seen == 0)
        items->picks = first;
    for (size_t i = first; i < items->picks; i++)
        items->pick[i].seen = seen;
}

static void
count_picks(const struct sp_stories *stories, struct sp_scenario *const *scenario,
            unsigned scenarios, enum sp_lang lang, struct sp_items *items)
{
    size_t lines = list_said(stories, NULL);
    size_t count = lines + list_options(scenario, scenarios, lang, NULL), first = 0;
    struct said *said = sp_alloc(count + 1, sizeof *said);
    unsigned seen = 0;

    list_said(stories, said);
    list_options(scenario, scenarios, lang, said + lines);
    qsort(said, count, sizeof *said, by_reply);
    items->pick = sp_alloc(count + 1, sizeof *items->pick);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && by_node(&said[i - 1], &said[i]) != 0) {
            close_node(items, first, seen);
            first = items->picks;
            seen = 0;
        }
        if (i == 0 || items->picks == first || by_reply(&said[i - 1], &said[i]) != 0)
            items->pick[items->picks++] = (struct sp_item_pick){
                said[i].scenario, said[i].node, said[i].reply, said[i].words, 0, 0};
        struct sp_item_pick *pick = &items->pick[items->picks - 1];

        pick->picked += said[i].times;
        if (said[i].times == 0)
            pick->words = said[i].words;
        seen += said[i].times;
    }
    close_node(items, first, seen);
    sp_free(said);
    qsort(items->pick, items->picks, sizeof *items->pick, by_picked);
}

/* ---- agreement ---- */

/* Whether the same assessor rated the same again later. */
static bool
is_replaced(const struct sp_story *story, unsigned at)
{
    const struct sp_story_rating *rating = &story->rating[at];

    for (unsigned i = at + 1; i < story->ratings; i++) {
        const struct sp_story_rating *later = &story->rating[i];

        if (later->item == rating->item && strcmp(later->by, rating->by) == 0 &&
            strcmp(later->competency, rating->competency) == 0)
            return true;
    }
    return false;
}

static int
machine_level(const struct sp_story *story, const struct sp_story_rating *rating)
{
    const struct sp_story_call *call = &story->call[rating->item];

    for (unsigned i = 0; i < call->levels; i++) {
        if (strcmp(call->level[i].competency, rating->competency) == 0)
            return call->level[i].level > SP_LEVELS ? -1 : call->level[i].level;
    }
    return -1;
}

struct agreeing {
    const char *competency[SP_COMPETENCIES];
    struct sp_pairs pairs[SP_COMPETENCIES + 1]; /* the last of all together */
    unsigned count;
};

static void
add_rating(struct agreeing *a, const char *competency, int machine, int person)
{
    unsigned i = 0;

    while (i < a->count && strcmp(a->competency[i], competency) != 0)
        i++;
    if (i == SP_COMPETENCIES)
        return;
    if (i == a->count)
        a->competency[a->count++] = competency;
    a->pairs[i].count[machine][person]++;
    a->pairs[SP_COMPETENCIES].count[machine][person]++;
}

static void
add_remarks(const struct sp_story *story, struct agreeing *a, struct sp_pairs *pass)
{
    for (unsigned i = 0; i < story->ratings; i++) {
        const struct sp_story_rating *rating = &story->rating[i];
        int machine = machine_level(story, rating);

        if (machine >= 0 && !is_replaced(story, i))
            add_rating(a, rating->competency, machine, rating->level);
    }
    for (unsigned i = 0; i < story->notes; i++) {
        const struct sp_story_note *note = &story->note[i];
        bool replaced = false;

        if (strcmp(note->type, "remark") != 0 || !note->has_pass)
            continue;
        for (unsigned k = i + 1; k < story->notes; k++)
            replaced = replaced || (strcmp(story->note[k].type, "remark") == 0 &&
                                    story->note[k].has_pass &&
                                    strcmp(story->note[k].by, note->by) == 0);
        if (!replaced)
            pass->count[story->machine_pass][note->pass]++;
    }
}

static void
count_agreement(const struct sp_stories *stories, struct sp_items *items)
{
    struct agreeing *a = sp_alloc(1, sizeof *a);
    struct sp_pairs pass = {.k = 2};

    for (unsigned i = 0; i <= SP_COMPETENCIES; i++)
        a->pairs[i].k = SP_LEVELS + 1;
    for (size_t i = 0; i < stories->count; i++) {
        if (stories->item[i].closed)
            add_remarks(&stories->item[i], a, &pass);
    }
    for (unsigned i = 0; i < a->count; i++) {
        struct sp_item_agreement *item = &items->agreement[items->agreements++];

        item->competency = a->competency[i];
        sp_kappa_of(&a->pairs[i], true, &item->kappa);
    }
    sp_kappa_of(&a->pairs[SP_COMPETENCIES], true,
                &items->agreement[items->agreements++].kappa);
    sp_kappa_of(&pass, false, &items->pass);
    sp_free(a);
}

void
sp_items_make(const struct sp_stories *stories, struct sp_scenario *const *scenario,
              unsigned scenarios, enum sp_lang lang, struct sp_items *items)
{
    *items = (struct sp_items){0};
    count_scenarios(stories, items);
    count_checks(stories, items);
    count_picks(stories, scenario, scenarios, lang, items);
    count_agreement(stories, items);
}
