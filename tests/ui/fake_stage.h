/* fake_stage.h: the screens with a sitting in memory, played with scripted input. After
 * fake_app.h and fake_exam.h. */
#pragma once

struct stage {
    struct fake_app app;
    struct sp_app_ops ops;
    struct sp_ui *ui;
    struct gui *g;
    uint64_t now_ms;
};

static inline void
frame(struct stage *s)
{
    gui_input_time(s->g, s->now_ms);
    for (int i = 0; i < 8 && (i < 2 || gui_wake_ms(s->g) == 0); i++) {
        gui_begin(s->g);
        sp_ui_frame(s->ui, s->g);
        gui_end(s->g);
    }
    fake_check_list(s->g, sp_ui_screen(s->ui));
}

static inline void
press(struct stage *s, const char *key)
{
    CHECK(gui_input_name(s->g, key));
    frame(s);
}

static inline void
type(struct stage *s, const char *text)
{
    gui_input_text(s->g, text);
    frame(s);
}

/* The first screen comes up when `ops` are as wanted: see stage_open. */
static inline void
stage_start(struct stage *s, const char *root)
{
    *s = (struct stage){.now_ms = 1000};
    fake_app_init(&s->app, root);
    fake_exam_init(root, s->app.rubric, &s->ops);
}

static inline void
stage_open(struct stage *s, int width, int height, enum sp_lang lang)
{
    s->g = fake_gui(width, height);
    gui_keep_names(s->g);
    s->ui = sp_ui_new(&(struct sp_ui_params){
        .ops = &s->ops, .data = &s->app, .look = {.lang = lang}});
    frame(s);
}

static inline void
stage_finish(struct stage *s)
{
    sp_ui_free(s->ui);
    gui_free(s->g);
    fake_app_finish(&s->app);
    fake_exam_finish();
}
