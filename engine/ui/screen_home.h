/* screen_home.h: the parts of the first screen; nobody outside screen_home*.c includes
 * it.
 */
#pragma once

#include "screen.h"

/* ---- screen_home_card.c ---- */

/* A scenario with what is known of it; answers whether it was chosen. */
bool home_card(struct sp_ui *ui, struct gui *g, const struct sp_scenario *s,
               const struct home_past *past);
void home_result_chip(struct sp_ui *ui, struct gui *g,
                      const struct sp_app_entry *entry);
/* "Mr Wang · Head of Purchasing" */
const char *home_who(struct sp_ui *ui, const struct sp_scenario *s);
/* The name of a competency, short where the program has a short one. */
const char *home_skill(struct sp_ui *ui, const struct sp_competency *c);

/* ---- screen_home_find.c ---- */

/* Whether every word of the query is in one of the texts, whatever their case. */
bool home_matches(const struct sp_scenario *s, const char *query);
/* Whether it is among what was searched for and filtered. */
bool home_shows(const struct sp_ui *ui, const struct sp_scenario *s,
                const struct home_past *past);
bool home_narrowed(const struct sp_ui *ui); /* whether anything is left out */
/* Heading, search box, and filters where there is something to filter. */
void home_find(struct sp_ui *ui, struct gui *g);
void home_find_clear(struct sp_ui *ui);
