/* people.h: who belongs to the company: the roster. */
#pragma once

#include "store/store.h"

enum sp_role { SP_TRAINEE, SP_TRAINER, SP_MANAGER, SP_ROLES };
const char *sp_role_name(enum sp_role role); /* "trainee"; NULL past the end */
bool sp_role_find(const char *name, enum sp_role *role);

#define SP_EXTRA_MOST 300 /* percent more time, and of text size */

struct sp_member { /* owns its texts */
    char person[SP_ID_SIZE];
    char *number; /* of staff: what a roster file knows people by */
    char *name, *team;
    enum sp_role role;
    bool has_lang;
    enum sp_lang lang;
    int extra_percent; /* more time in exams, granted by the manager */
    int scale_percent; /* of the text, at least 100 */
    bool active;       /* not on the roster any more; the records stay */
};

struct sp_members { /* owns its items; a zeroed list is valid and empty */
    struct sp_member *item;
    size_t count;
};
void sp_member_finish(struct sp_member *member);
void sp_members_finish(struct sp_members *members);

/* Adds somebody or brings their row up to date, by number. `person` of the member is
 * filled in, unless a new one is somebody of the records already; `added` (may be NULL)
 * tells which it was. */
bool sp_member_put(struct sp_store *store, struct sp_member *member, bool *added,
                   struct sp_error *error);
/* All of them or none; `added` counts the new ones. */
bool sp_members_put(struct sp_store *store, struct sp_member *members, size_t count,
                    unsigned *added, struct sp_error *error);
/* The roster in order of team, then number. */
bool sp_member_list(struct sp_store *store, struct sp_members *members,
                    struct sp_error *error);
/* "db-missing" when there is nobody with that number (or person). */
bool sp_member_by_number(struct sp_store *store, const char *number,
                         struct sp_member *member, struct sp_error *error);
bool sp_member_by_person(struct sp_store *store, const char *person,
                         struct sp_member *member, struct sp_error *error);
