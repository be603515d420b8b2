/* events.h: the event log: what the window shows, for tests that must not guess.
 *
 * A line of JSON whenever something changed that a tester could wait for:
 *   {"n":12,"screen":"play","overlay":"","focus":"price/ask_why","node":"price",
 *    "turn":3,"ending":null,"attempt":"…","lang":"zh","dark":false,"scale":1.25,
 *    "w":1180,"h":780,"note":"",
 *    "items":[{"name":"bar-help","rect":[1128,8,40,40],"seen":[1128,8,40,40]},…]}
 * Places are in pixels of the window. `items` are what Tab can reach, in its order;
 * `seen` is null for those that are scrolled out of sight. */
#pragma once

#include "ui/app.h"

struct events; /* opaque */

/* Adds to the file at `path`. NULL when it cannot be written. */
struct events *events_new(const char *path, const struct sp_ui_params *params,
                          struct sp_ui *ui);
void events_free(struct events *events);
/* In place of sp_ui_frame and its like; `data` is the log. */
void events_frame(void *data, struct gui *g);
bool events_over(void *data);
bool events_closing(void *data, struct gui *g);
void events_rest(void *data);
void events_look(void *data, struct gui_app_look *look);
void events_settled(void *data, struct gui *g);
