/* test_damage.c: painting only what gui_damage names gives the picture that painting
 * everything gives, and not much more is named than changed. */
#include "fake.h"

#include <stdint.h>

#define SIDE 96
#define MOST 24

/* A list of random commands, and room for what they point to. */
struct scene {
    struct gui_cmd cmds[3 * MOST];
    size_t count;
    char text[64];
    struct gui_point points[4 * MOST];
};

struct picture {
    uint32_t pixel[SIDE][SIDE];
};

static uint32_t
draw(uint32_t *state, uint32_t most)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % most;
}

static struct gui_list
list_of(const struct scene *scene)
{
    return (struct gui_list){scene->cmds, scene->count, scene->text, scene->points};
}

static uint32_t
colour_after(uint32_t before, const struct gui_list *list, const struct gui_cmd *cmd)
{
    uint32_t hash = before * 31 + cmd->rgb * 7 + (uint32_t)cmd->type;

    hash = hash * 31 + (uint32_t)cmd->rect.x * 3 + (uint32_t)cmd->rect.w;
    for (size_t i = 0; cmd->type == GUI_CMD_TEXT && i < cmd->count; i++)
        hash = hash * 31 + (unsigned char)list->text[cmd->first + i];
    for (size_t i = 0; cmd->type == GUI_CMD_LINE && i < cmd->count; i++)
        hash = hash * 31 + (uint32_t)list->points[cmd->first + i].x;
    return hash;
}

/* Every command but the ground changes each pixel it reaches, depending on what stood
 * there: the strictest of all painters. */
static void
paint(struct picture *to, const struct gui_list *list, struct gui_rect in)
{
    struct gui_rect clips[8] = {in};
    size_t depth = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct gui_cmd *cmd = &list->cmds[i];

        if (cmd->type == GUI_CMD_CLIP) {
            clips[depth + 1] = gui_meet(clips[depth], cmd->rect);
            depth++;
            continue;
        }
        if (cmd->type == GUI_CMD_UNCLIP) {
            depth--;
            continue;
        }
        struct gui_rect r = gui_meet(clips[depth], gui_reach(list, cmd));
        if (r.w <= 0 || r.h <= 0)
            continue;
        for (int y = (int)floor(r.y); y < ceil(r.y + r.h); y++) {
            for (int x = (int)floor(r.x); x < ceil(r.x + r.w); x++)
                to->pixel[y][x] =
                    i ? colour_after(to->pixel[y][x], list, cmd) : cmd->rgb;
        }
    }
}

static struct gui_cmd
random_cmd(struct scene *scene, uint32_t *state)
{
    static const enum gui_cmd_type types[] = {GUI_CMD_FILL,   GUI_CMD_STROKE,
                                              GUI_CMD_SHADOW, GUI_CMD_TEXT,
                                              GUI_CMD_LINE,   GUI_CMD_PORTRAIT};
    struct gui_cmd cmd;

    memset(&cmd, 0, sizeof cmd);
    cmd.type = types[draw(state, 6)];
    cmd.rgb = draw(state, 4);
    cmd.rect = (struct gui_rect){draw(state, SIDE), draw(state, SIDE),
                                 1 + draw(state, 40), 1 + draw(state, 40)};
    cmd.width = 1 + draw(state, 4);
    if (cmd.type == GUI_CMD_TEXT) {
        cmd.first = draw(state, 50);
        cmd.count = 1 + draw(state, 10);
        cmd.pen = cmd.rect.x;
        cmd.size_px = 12;
        cmd.width = 20;
    }
    if (cmd.type == GUI_CMD_LINE) {
        cmd.rect = (struct gui_rect){0};
        cmd.first =
            draw(state, (uint32_t)(sizeof scene->points / sizeof *scene->points) - 3);
        cmd.count = 1 + draw(state, 3);
    }
    return cmd;
}

static void
insert(struct scene *scene, size_t at, struct gui_cmd cmd)
{
    memmove(&scene->cmds[at + 1], &scene->cmds[at],
            (scene->count - at) * sizeof *scene->cmds);
    scene->cmds[at] = cmd;
    scene->count++;
}

static void
make_scene(struct scene *scene, uint32_t *state)
{
    struct gui_cmd ground, unclip;

    memset(scene, 0, sizeof *scene);
    memset(&ground, 0, sizeof ground);
    ground.rect = (struct gui_rect){0, 0, SIDE, SIDE};
    unclip = ground;
    unclip.type = GUI_CMD_UNCLIP;
    for (size_t i = 0; i < sizeof scene->text; i++)
        scene->text[i] = (char)('a' + draw(state, 3));
    for (size_t i = 0; i < sizeof scene->points / sizeof *scene->points; i++)
        scene->points[i] = (struct gui_point){draw(state, SIDE), draw(state, SIDE)};
    insert(scene, 0, ground);
    for (size_t i = draw(state, MOST); i > 0; i--)
        insert(scene, scene->count, random_cmd(scene, state));
    /* Clips, one in the other. */
    for (int depth = 0; depth < 2 && scene->count > 4; depth++) {
        struct gui_cmd clip = ground;

        clip.type = GUI_CMD_CLIP;
        clip.rect = (struct gui_rect){draw(state, 40), draw(state, 40),
                                      20 + draw(state, 60), 20 + draw(state, 60)};
        insert(scene, 1 + (size_t)depth + draw(state, 2), clip);
        insert(scene, scene->count - (size_t)depth - draw(state, 2), unclip);
    }
}

/* What happens between two frames: things come, go, move, change and change places. */
static void
change(struct scene *scene, uint32_t *state)
{
    for (size_t n = draw(state, 4); n > 0; n--) {
        size_t at = 1 + draw(state, (uint32_t)scene->count);
        struct gui_cmd *cmd = &scene->cmds[at];
        bool last = at >= scene->count;
        bool fixed = last || cmd->type == GUI_CMD_CLIP || cmd->type == GUI_CMD_UNCLIP;

        switch (draw(state, 5)) {
        case 0:
            if (scene->count < 2 * MOST)
                insert(scene, at, random_cmd(scene, state));
            break;
        case 1:
            if (!fixed)
                memmove(cmd, cmd + 1, (--scene->count - at) * sizeof *cmd);
            break;
        case 2:
            for (size_t i = at; i < scene->count; i++)
                scene->cmds[i].rect.y -= 3; /* scrolled */
            break;
        case 3:
            if (!fixed)
                cmd->rgb++;
            break;
        default:
            if (!fixed && at > 1 && cmd[-1].type != GUI_CMD_CLIP &&
                cmd[-1].type != GUI_CMD_UNCLIP) {
                struct gui_cmd other = cmd[-1];

                cmd[-1] = *cmd;
                *cmd = other;
            }
            break;
        }
    }
}

static void
test_same_picture(void)
{
    const struct gui_rect all = {0, 0, SIDE, SIDE};
    uint32_t state = 1;
    size_t bad = 0, partly = 0;

    for (uint32_t round = 0; round < 6000; round++) {
        struct scene was, now;
        struct picture kept, whole;
        struct gui_rect rects[8];
        size_t most = 1 + draw(&state, 8);

        make_scene(&was, &state);
        now = was;
        if (draw(&state, 20) == 0)
            make_scene(&now, &state);
        else
            change(&now, &state);
        struct gui_list a = list_of(&was), b = list_of(&now);
        paint(&kept, &a, all);
        paint(&whole, &b, all);
        size_t count = gui_damage_between(&a, &b, all, rects, most);
        double area = 0;
        for (size_t i = 0; i < count; i++) {
            CHECK(gui_meet(rects[i], all).w >= rects[i].w &&
                  gui_meet(rects[i], all).h >= rects[i].h);
            paint(&kept, &b, rects[i]);
            area += rects[i].w * rects[i].h;
        }
        CHECK(count <= most);
        partly += area < SIDE * SIDE / 2;
        if (memcmp(&kept, &whole, sizeof whole) != 0 && bad++ < 3)
            fprintf(stderr, "another picture in round %u\n", round);
    }
    CHECK_INT((long long)bad, 0);
    CHECK(partly > 1000); /* or nothing was tried */
}

/* ---- no more than must be ---- */

enum demo_change { DEMO_FOCUS = 1, DEMO_CHIP = 2, DEMO_WORD = 4, DEMO_MANY = 8 };

static void
demo_frame(struct gui *g, unsigned changes)
{
    gui_begin(g);
    gui_label_at(g, (struct gui_rect){20, 10, 400, 30}, GUI_TITLE, GUI_INK, GUI_START,
                 changes & DEMO_WORD ? "another" : "title");
    if (changes & DEMO_CHIP)
        gui_fill(g, (struct gui_rect){600, 500, 60, 24}, 12, GUI_GOOD_TINT);
    gui_scroll_begin(g, gui_id(g, "area"), (struct gui_rect){100, 100, 300, 400}, 10);
    for (size_t i = 0; i < 40; i++) {
        gui_button(g, gui_id_n(g, "button", i), GUI_PLAIN, "a button");
        gui_space(g, 8);
    }
    gui_scroll_end(g);
    for (int i = 0; i < 60; i++)
        gui_fill(g, (struct gui_rect){500 + i % 5 * 60, i / 5 * 50, 20, 20}, 0,
                 changes & DEMO_MANY ? GUI_GOOD : GUI_BAD);
    gui_end(g);
}

static struct gui *
demo_shown(unsigned changes)
{
    struct gui *g = fake_gui(800, 600);

    demo_frame(g, changes);
    demo_frame(g, changes);
    gui_drawn(g);
    return g;
}

/* The rectangle round everything named. */
static struct gui_rect
damage_of(struct gui *g, size_t *count)
{
    struct gui_rect rects[8], all = {0};

    *count = gui_damage(g, rects, 8);
    for (size_t i = 0; i < *count; i++) {
        double right = fmax(all.x + all.w, rects[i].x + rects[i].w);
        double bottom = fmax(all.y + all.h, rects[i].y + rects[i].h);

        if (!i)
            all = rects[0];
        all.x = fmin(all.x, rects[i].x);
        all.y = fmin(all.y, rects[i].y);
        all.w = i ? right - all.x : all.w;
        all.h = i ? bottom - all.y : all.h;
    }
    return all;
}

static bool
inside(struct gui_rect r, struct gui_rect in)
{
    return r.x >= in.x && r.y >= in.y && r.x + r.w <= in.x + in.w &&
           r.y + r.h <= in.y + in.h;
}

static void
test_little_for_little(void)
{
    struct gui *g = demo_shown(0);
    struct gui_rect rects[8], r;
    size_t count;

    demo_frame(g, 0);
    damage_of(g, &count);
    CHECK_INT((long long)count, 0);

    demo_frame(g, DEMO_CHIP); /* everything behind it moves up in the list */
    r = damage_of(g, &count);
    CHECK(inside(r, (struct gui_rect){600, 500, 60, 24}));

    demo_frame(g, DEMO_WORD); /* the texts behind it lie elsewhere in the list */
    r = damage_of(g, &count);
    CHECK(count && inside(r, (struct gui_rect){10, 0, 420, 50}));

    demo_frame(g, 0);
    gui_input_wheel(g, -1);
    gui_input_move(g, 200, 200);
    demo_frame(g, 0);
    demo_frame(g, 0);
    r = damage_of(g, &count);
    CHECK(count && inside(r, (struct gui_rect){100, 100, 300, 400}));

    demo_frame(g, DEMO_MANY);
    count = gui_damage(g, rects, 8);
    CHECK(count > 0 && count <= 8);
    gui_free(g);
}

static void
test_all_for_the_theme(void)
{
    struct gui *g = demo_shown(0);
    struct gui_rect r;
    size_t count;

    gui_set_theme(g, &gui_theme_dark);
    demo_frame(g, 0);
    r = damage_of(g, &count);
    CHECK_INT((long long)count, 1);
    CHECK(r.w >= 800 && r.h >= 600);
    gui_free(g);

    g = fake_gui(800, 600); /* nothing was drawn yet */
    demo_frame(g, 0);
    r = damage_of(g, &count);
    CHECK(count == 1 && r.w >= 800 && r.h >= 600);
    gui_free(g);
}

int
main(void)
{
    test_same_picture();
    test_little_for_little();
    test_all_for_the_theme();
    return test_end();
}
