/* gui_damage.c: which part of the window differs from what was drawn last.
 *
 * A pixel's colour follows from the commands that reach it, in their order. So the two
 * lists are matched, in order, and a pixel that no unmatched command reaches stays as
 * it is. Any matching is right; a longer one leaves less to paint. */
#include "gui_priv.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/mem.h"

#define RECTS 16
/* Pixels that may be painted in vain to have one rectangle less. */
#define SLACK 4096.0

/* A command that can be seen. */
struct part {
    uint64_t hash;
    struct gui_rect rect; /* what it may paint of its clip */
    size_t at;            /* in its list of parts */
    bool matched;
};

struct parts {
    struct part *items;
    size_t count;
};

/* ---- how far a command reaches ---- */

static struct gui_rect
more(struct gui_rect r, double by)
{
    return (struct gui_rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

static struct gui_rect
points_reach(const struct gui_list *list, const struct gui_cmd *cmd)
{
    double x1 = INFINITY, y1 = INFINITY, x2 = -INFINITY, y2 = -INFINITY;

    if (!cmd->count)
        return (struct gui_rect){0};
    for (size_t i = 0; i < cmd->count; i++) {
        struct gui_point p = list->points[cmd->first + i];

        x1 = fmin(x1, p.x);
        y1 = fmin(y1, p.y);
        x2 = fmax(x2, p.x);
        y2 = fmax(y2, p.y);
    }
    return more((struct gui_rect){x1, y1, x2 - x1, y2 - y1}, cmd->width / 2 + 1);
}

double
gui_baseline(const struct gui_cmd *cmd)
{
    /* The middle of capitals and of Chinese characters, which differ by a hair. */
    return round(cmd->rect.y + cmd->rect.h / 2 + 0.365 * cmd->size_px);
}

struct gui_rect
gui_reach(const struct gui_list *list, const struct gui_cmd *cmd)
{
    double size = cmd->size_px;

    switch (cmd->type) {
    case GUI_CMD_TEXT:
        return (struct gui_rect){cmd->pen - 2, gui_baseline(cmd) - ceil(size * 1.25),
                                 cmd->width + size, ceil(size * 1.75)};
    case GUI_CMD_LINE:
    case GUI_CMD_POLYGON:
        return points_reach(list, cmd);
    case GUI_CMD_SHADOW:
        return more(cmd->rect, cmd->width + ceil(cmd->width / 4) + 1);
    case GUI_CMD_CLIP:
    case GUI_CMD_UNCLIP:
        return (struct gui_rect){0};
    default:
        return cmd->rect;
    }
}

static struct gui_rect
whole_pixels(struct gui_rect r)
{
    double x = floor(r.x), y = floor(r.y);

    return (struct gui_rect){x, y, ceil(r.x + r.w) - x, ceil(r.y + r.h) - y};
}

/* ---- the parts of a list ---- */

static uint64_t
mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;

    for (; size; from += 8) {
        uint64_t word = 0;
        size_t n = size < 8 ? size : 8;

        memcpy(&word, from, n);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
        size -= n;
    }
    return hash;
}

/* Equal when the command paints the same: where its text or points lie in the list does
 * not matter, nor a clip that cuts nothing off. */
static uint64_t
part_hash(const struct gui_list *list, const struct gui_cmd *cmd, struct gui_rect rect)
{
    struct gui_cmd copy;
    uint64_t hash;

    memcpy(&copy, cmd, sizeof copy); /* padding too */
    copy.first = 0;
    hash = mix(mix(1, &copy, sizeof copy), &rect, sizeof rect);
    if (cmd->type == GUI_CMD_TEXT)
        return mix(hash, list->text + cmd->first, cmd->count);
    if (cmd->type == GUI_CMD_LINE || cmd->type == GUI_CMD_POLYGON)
        return mix(hash, list->points + cmd->first, cmd->count * sizeof *list->points);
    return hash;
}

static struct parts
take_parts(const struct gui_list *list)
{
    struct parts parts = {.items = sp_alloc(list->count + 1, sizeof *parts.items)};
    struct gui_rect clips[GUI_CLIPS + 1] = {{-1e9, -1e9, 2e9, 2e9}};
    size_t depth = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct gui_cmd *cmd = &list->cmds[i];

        if (cmd->type == GUI_CMD_CLIP) {
            assert(depth < GUI_CLIPS);
            clips[depth + 1] = gui_meet(cmd->rect, clips[depth]);
            depth++;
        } else if (cmd->type == GUI_CMD_UNCLIP) {
            assert(depth > 0);
            depth--;
        } else {
            struct gui_rect rect = gui_meet(gui_reach(list, cmd), clips[depth]);

            if (rect.w <= 0 || rect.h <= 0)
                continue;
            parts.items[parts.count] = (struct part){
                part_hash(list, cmd, rect), whole_pixels(rect), parts.count, false};
            parts.count++;
        }
    }
    return parts;
}

/* ---- matching ---- */

static void
match(struct part *a, struct part *b)
{
    a->matched = b->matched = true;
}

static int
by_hash(const void *left, const void *right)
{
    const struct part *a = *(struct part *const *)left;
    const struct part *b = *(struct part *const *)right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static struct part **
sorted(struct part *parts, size_t count)
{
    struct part **order = sp_alloc(count + 1, sizeof *order);

    for (size_t i = 0; i < count; i++)
        order[i] = &parts[i];
    qsort(order, count, sizeof *order, by_hash);
    return order;
}

/* For each of `now` the equal one of `was`, the first for the first, or NULL. */
static struct part **
find_equals(struct part *was, size_t was_count, struct part *now, size_t now_count)
{
    struct part **a = sorted(was, was_count), **b = sorted(now, now_count);
    struct part **equal = sp_alloc(now_count + 1, sizeof *equal);

    for (size_t i = 0, k = 0; i < was_count && k < now_count;) {
        if (a[i]->hash == b[k]->hash)
            equal[b[k++] - now] = a[i++];
        else if (a[i]->hash < b[k]->hash)
            i++;
        else
            k++;
    }
    sp_free(a);
    sp_free(b);
    return equal;
}

/* Matches the longest series of equals that stands in the same order in both: for each
 * length the series that ends earliest in `was` is kept, and each member knows the one
 * before it. */
static void
match_series(struct part *now, struct part **equal, size_t count)
{
    size_t *ends = sp_alloc(count + 1, sizeof *ends);
    size_t *before = sp_alloc(count + 1, sizeof *before);
    size_t longest = 0;

    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = longest;

        if (!equal[i])
            continue;
        while (low < high) {
            size_t middle = (low + high) / 2;

            if (equal[ends[middle]]->at < equal[i]->at)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low ? ends[low - 1] : count;
        ends[low] = i;
        if (low == longest)
            longest++;
    }
    for (size_t i = longest ? ends[longest - 1] : count; i < count; i = before[i])
        match(equal[i], &now[i]);
    sp_free(ends);
    sp_free(before);
}

static void
match_all(struct parts was, struct parts now)
{
    size_t start = 0, end = 0;

    while (start < was.count && start < now.count &&
           was.items[start].hash == now.items[start].hash) {
        match(&was.items[start], &now.items[start]);
        start++;
    }
    while (end < was.count - start && end < now.count - start &&
           was.items[was.count - end - 1].hash == now.items[now.count - end - 1].hash) {
        match(&was.items[was.count - end - 1], &now.items[now.count - end - 1]);
        end++;
    }
    size_t was_count = was.count - start - end, now_count = now.count - start - end;
    if (!was_count || !now_count)
        return;
    struct part **equal =
        find_equals(was.items + start, was_count, now.items + start, now_count);
    match_series(now.items + start, equal, now_count);
    sp_free(equal);
}

/* ---- rectangles ---- */

struct cover {
    struct gui_rect rects[RECTS + 1];
    size_t count;
};

static double
area(struct gui_rect r)
{
    return r.w * r.h;
}

static struct gui_rect
both(struct gui_rect a, struct gui_rect b)
{
    double x = fmin(a.x, b.x), y = fmin(a.y, b.y);

    return (struct gui_rect){x, y, fmax(a.x + a.w, b.x + b.w) - x,
                             fmax(a.y + a.h, b.y + b.h) - y};
}

/* What one rectangle round two paints that the two do not. */
static double
waste(struct gui_rect a, struct gui_rect b)
{
    return area(both(a, b)) - area(a) - area(b);
}

static void
add_rect(struct cover *cover, struct gui_rect rect)
{
    for (size_t i = 0; i < cover->count;) {
        if (waste(rect, cover->rects[i]) > SLACK) {
            i++;
            continue;
        }
        rect = both(rect, cover->rects[i]);
        cover->rects[i] = cover->rects[--cover->count];
        i = 0;
    }
    cover->rects[cover->count++] = rect;
}

static void
join_nearest(struct cover *cover)
{
    size_t a = 0, b = 1;

    for (size_t i = 0; i < cover->count; i++) {
        for (size_t k = i + 1; k < cover->count; k++) {
            if (waste(cover->rects[i], cover->rects[k]) <
                waste(cover->rects[a], cover->rects[b])) {
                a = i;
                b = k;
            }
        }
    }
    struct gui_rect joined = both(cover->rects[a], cover->rects[b]);
    cover->rects[b] = cover->rects[--cover->count];
    cover->rects[a] = cover->rects[--cover->count];
    add_rect(cover, joined);
}

static void
add_unmatched(struct cover *cover, struct parts parts, struct gui_rect in, size_t most)
{
    for (size_t i = 0; i < parts.count; i++) {
        struct gui_rect rect = gui_meet(parts.items[i].rect, in);

        if (parts.items[i].matched || rect.w <= 0 || rect.h <= 0)
            continue;
        add_rect(cover, rect);
        if (cover->count > most)
            join_nearest(cover);
    }
}

size_t
gui_damage_between(const struct gui_list *was, const struct gui_list *now,
                   struct gui_rect in, struct gui_rect *out, size_t most)
{
    struct parts a = take_parts(was), b = take_parts(now);
    struct cover cover = {.count = 0};

    assert(most && most <= RECTS);
    match_all(a, b);
    add_unmatched(&cover, a, in, most);
    add_unmatched(&cover, b, in, most);
    memcpy(out, cover.rects, cover.count * sizeof *out);
    sp_free(a.items);
    sp_free(b.items);
    return cover.count;
}

size_t
gui_damage(const struct gui *g, struct gui_rect *out, size_t most)
{
    const struct gui_frame *d = &g->drawn;
    struct gui_list was = {d->cmds, d->cmd_count, d->text, d->points};
    struct gui_list now = gui_commands(g);

    return gui_damage_between(
        &was, &now, (struct gui_rect){0, 0, g->width_px, g->height_px}, out, most);
}
