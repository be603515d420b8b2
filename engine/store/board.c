/* board.c: people and teams from the stories of their sittings. */
#include "store/board.h"

#include <stdlib.h>
#include <string.h>

static const char *const state_names[] = {"open", "going", "held", "passed", "failed"};
static const char *const sort_names[] = {"name", "team", "state", "last"};

const char *
sp_board_state_name(enum sp_board_state state)
{
    return state < SP_BOARD_STATES ? state_names[state] : NULL;
}

bool
sp_board_state_find(const char *name, enum sp_board_state *state)
{
    for (unsigned i = 0; i < SP_BOARD_STATES; i++) {
        if (strcmp(state_names[i], name) == 0) {
            *state = i;
            return true;
        }
    }
    return false;
}

bool
sp_board_sort_find(const char *name, enum sp_board_sort *sort)
{
    for (unsigned i = 0; i < SP_BOARD_SORTS; i++) {
        if (strcmp(sort_names[i], name) == 0) {
            *sort = i;
            return true;
        }
    }
    return false;
}

void
sp_board_finish(struct sp_board *board)
{
    for (size_t i = 0; i < board->count; i++)
        sp_free(board->person[i].story);
    sp_free(board->person);
    sp_free(board->team);
    *board = (struct sp_board){0};
}

/* ---- levels ---- */

static struct sp_board_level *
level_of(struct sp_board_levels *levels, const char *competency)
{
    for (unsigned i = 0; i < levels->count; i++) {
        if (strcmp(levels->item[i].competency, competency) == 0)
            return &levels->item[i];
    }
    if (levels->count == SP_COMPETENCIES)
        return NULL;
    levels->item[levels->count] =
        (struct sp_board_level){.competency = competency, .lowest = SP_LEVELS};
    return &levels->item[levels->count++];
}

static void
add_levels(const struct sp_story *story, struct sp_board_levels *levels)
{
    for (unsigned i = 0; i < story->calls; i++) {
        const struct sp_story_call *call = &story->call[i];

        for (unsigned k = 0; k < call->levels; k++) {
            struct sp_board_level *level = level_of(levels, call->level[k].competency);

            if (!level || call->level[k].level < 0)
                continue;
            level->calls++;
            level->sum += call->level[k].level;
            if (call->level[k].level < level->lowest)
                level->lowest = call->level[k].level;
        }
    }
}

/* Means are compared without fractions: a/b < c/d as a*d < c*b. */
static void
find_weakest(struct sp_board_levels *levels)
{
    levels->weakest = -1;
    for (unsigned i = 0; i < levels->count; i++) {
        const struct sp_board_level *level = &levels->item[i];
        const struct sp_board_level *low =
            levels->weakest < 0 ? NULL : &levels->item[levels->weakest];

        if (level->calls == 0 || level->sum == (int)level->calls * SP_LEVELS)
            continue;
        if (!low || (long)level->sum * low->calls < (long)low->sum * level->calls)
            levels->weakest = (int)i;
    }
}

void
sp_board_levels_of(const struct sp_story *story, struct sp_board_levels *levels)
{
    *levels = (struct sp_board_levels){0};
    add_levels(story, levels);
    find_weakest(levels);
}

/* ---- faults ---- */

static size_t
faults_of_call(const struct sp_story *story, unsigned item, bool critical,
               struct sp_board_fault *fault, size_t room, size_t count)
{
    const struct sp_story_call *call = &story->call[item];

    for (unsigned i = 0; i < call->checks; i++) {
        const struct sp_story_check *check = &call->check[i];
        bool is = check->competency ? !critical && check->judged && !check->earned
                                    : critical && check->earned;

        if (!is)
            continue;
        if (count < room)
            fault[count] = (struct sp_board_fault){
                check, item, check->line ? sp_story_line(call, check->line) : NULL};
        count++;
    }
    return count;
}

size_t
sp_board_faults(const struct sp_story *story, struct sp_board_fault *fault, size_t room)
{
    size_t count = 0;

    for (unsigned i = 0; i < story->calls; i++)
        count = faults_of_call(story, i, true, fault, room, count);
    for (unsigned i = 0; i < story->calls; i++)
        count = faults_of_call(story, i, false, fault, room, count);
    return count;
}

/* ---- people ---- */

/* Who is who, by person id: an index of sorted pointers, so that all stays linear but
 * for the sorting. */
static int
by_person(const void *a, const void *b)
{
    const struct sp_board_person *const *x = a, *const *y = b;

    return strcmp((*x)->member->person, (*y)->member->person);
}

static int
find_person(const void *key, const void *item)
{
    const struct sp_board_person *const *p = item;

    return strcmp(key, (*p)->member->person);
}

static struct sp_board_person *
lookup(struct sp_board_person **index, size_t count, const char *person)
{
    struct sp_board_person **found =
        count ? bsearch(person, index, count, sizeof *index, find_person) : NULL;

    return found ? *found : NULL;
}

static void
add_story(struct sp_board_person *p, const struct sp_story *story)
{
    p->story = sp_grow(p->story, p->stories + 1, sizeof *p->story);
    p->story[p->stories++] = story;
    p->attempts++;
    if (story->last_ms > p->last_ms)
        p->last_ms = story->last_ms;
    if (!story->forgotten)
        p->latest = story;
    if (story->row.verdict == SP_VERDICT_PASS && !p->to_pass)
        p->to_pass = p->attempts;
    if (story->row.attempt == 1) {
        p->has_first = true;
        p->first = story->row.verdict;
    }
}

static void
judge_person(struct sp_board_person *p, const struct sp_board_from *from)
{
    const struct sp_sitting_row *last =
        p->stories ? &p->story[p->stories - 1]->row : NULL;

    p->state = SP_BOARD_OPEN;
    if (p->to_pass)
        p->state = SP_BOARD_PASSED;
    else if (last && last->verdict == SP_VERDICT_HELD)
        p->state = SP_BOARD_HELD;
    else if (last && last->verdict == SP_VERDICT_OPEN)
        p->state = SP_BOARD_GOING;
    else if (last)
        p->state = SP_BOARD_FAILED;
    if (from->due_ms && p->state != SP_BOARD_PASSED)
        p->due = from->now_ms > from->due_ms ? SP_DUE_OVER : SP_DUE_LATER;
    p->levels.weakest = -1;
    if (p->latest)
        sp_board_levels_of(p->latest, &p->levels);
}

static bool
is_seen(const struct sp_board_person *p)
{
    return p->stories > 0 || p->has_code ||
           (p->member->active && p->member->role == SP_TRAINEE);
}

/* ---- teams ---- */

static void
add_to_team(struct sp_board_team *team, const struct sp_board_person *p)
{
    team->people++;
    team->state[p->state]++;
    team->overdue += p->due == SP_DUE_OVER;
    if (p->has_first && (p->first == SP_VERDICT_PASS || p->first == SP_VERDICT_FAIL)) {
        team->first++;
        team->first_passed += p->first == SP_VERDICT_PASS;
    }
    if (p->latest)
        add_levels(p->latest, &team->levels);
}

static int
by_team(const void *a, const void *b)
{
    const struct sp_board_person *const *x = a, *const *y = b;

    return strcmp((*x)->member->team, (*y)->member->team);
}

static void
make_teams(struct sp_board *board)
{
    const struct sp_board_person **index = sp_alloc(board->count + 1, sizeof *index);

    for (size_t i = 0; i < board->count; i++)
        index[i] = &board->person[i];
    qsort(index, board->count, sizeof *index, by_team);
    board->team = sp_alloc(board->count + 1, sizeof *board->team);
    for (size_t i = 0; i < board->count; i++) {
        const char *name = index[i]->member->team;

        if (i == 0 || strcmp(name, board->team[board->teams - 1].name) != 0)
            board->team[board->teams++].name = name;
        add_to_team(&board->team[board->teams - 1], index[i]);
        add_to_team(&board->all, index[i]);
    }
    for (size_t i = 0; i < board->teams; i++)
        find_weakest(&board->team[i].levels);
    find_weakest(&board->all.levels);
    sp_free(index);
}

/* ---- the whole ---- */

static int
compare_names(const struct sp_board_person *x, const struct sp_board_person *y)
{
    int order = strcmp(x->member->name, y->member->name);

    return order ? order : strcmp(x->member->number, y->member->number);
}

static int
sort_by_name(const void *a, const void *b)
{
    return compare_names(a, b);
}

static int
sort_by_team(const void *a, const void *b)
{
    const struct sp_board_person *x = a, *y = b;
    int order = strcmp(x->member->team, y->member->team);

    return order ? order : compare_names(x, y);
}

static int
sort_by_state(const void *a, const void *b)
{
    const struct sp_board_person *x = a, *y = b;

    return x->state != y->state ? (x->state > y->state) - (x->state < y->state)
                                : compare_names(x, y);
}

static int
sort_by_last(const void *a, const void *b)
{
    const struct sp_board_person *x = a, *y = b;

    return x->last_ms != y->last_ms
               ? (x->last_ms < y->last_ms) - (x->last_ms > y->last_ms)
               : compare_names(x, y);
}

void
sp_board_make(const struct sp_board_from *from, struct sp_board *board)
{
    size_t all = from->members->count, seen = 0;
    struct sp_board_person *person = sp_alloc(all + 1, sizeof *person);
    struct sp_board_person **index = sp_alloc(all + 1, sizeof *index);

    *board = (struct sp_board){.all.name = ""};
    for (size_t i = 0; i < all; i++) {
        person[i].member = &from->members->item[i];
        index[i] = &person[i];
    }
    qsort(index, all, sizeof *index, by_person);
    for (size_t i = 0; i < from->codes->count; i++) {
        const struct sp_code_row *code = &from->codes->item[i];
        struct sp_board_person *p = lookup(index, all, code->person);

        if (p && !code->withdrawn && !code->used)
            p->has_code = true;
    }
    for (size_t i = 0; i < from->stories->count; i++) {
        const struct sp_story *story = &from->stories->item[i];
        struct sp_board_person *p = lookup(index, all, story->row.person);

        if (p)
            add_story(p, story);
    }
    sp_free(index);
    for (size_t i = 0; i < all; i++) {
        judge_person(&person[i], from);
        if (is_seen(&person[i]))
            person[seen++] = person[i];
    }
    board->person = person;
    board->count = seen;
    make_teams(board);
    qsort(board->person, board->count, sizeof *board->person, sort_by_name);
}

/* ---- search, filter, order ---- */

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
holds(const char *text, const char *part)
{
    for (; *text; text++) {
        size_t i = 0;

        while (part[i] && small(text[i]) == small(part[i]))
            i++;
        if (!part[i])
            return true;
    }
    return !*part;
}

static bool
fits(const struct sp_board_person *p, const struct sp_board_filter *filter)
{
    if (filter->team && strcmp(p->member->team, filter->team) != 0)
        return false;
    if (filter->has_state && p->state != filter->state)
        return false;
    if (filter->overdue && p->due != SP_DUE_OVER)
        return false;
    return !filter->search || holds(p->member->name, filter->search) ||
           holds(p->member->number, filter->search) ||
           holds(p->member->team, filter->search);
}

void
sp_board_pick(struct sp_board *board, const struct sp_board_filter *filter,
              enum sp_board_sort sort)
{
    static int (*const order[])(const void *, const void *) = {
        sort_by_name, sort_by_team, sort_by_state, sort_by_last};
    size_t left = 0;

    for (size_t i = 0; i < board->count; i++) {
        if (fits(&board->person[i], filter))
            board->person[left++] = board->person[i];
        else
            sp_free(board->person[i].story);
    }
    board->count = left;
    qsort(board->person, board->count, sizeof *board->person, order[sort]);
}
