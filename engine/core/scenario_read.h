/* scenario_read.h: what the parts of the scenario's reader share. */
#pragma once

#include "read.h"

struct loader {
    struct reader r;
    struct sp_scenario *s;
    struct sp_node *nodes; /* s->nodes while still written */
    struct sp_scope scope;
    const cJSON *root, *node_objects;
    const cJSON **places; /* the JSON value of the i-th node; by the arena */
    unsigned visits;
    uint32_t serial;
    const char *meter_name[SP_METERS];
};

void read_nodes(struct loader *ld);
/* Reports a name that does not exist (E030), unless the whole list in which it should
 * be is lost to a mistake that was reported: one mistake is told once. */
void no_such(struct loader *ld, const cJSON *at, enum sp_json_part part,
             const char *what, const char *name, const char *near);
/* The nearest name of a kind that the scenario has, or "". */
const char *nearest_known(struct loader *ld, enum sp_name_kind kind, const char *name);
void read_replies(struct loader *ld, const cJSON *list, unsigned most,
                  const struct sp_reply **out, unsigned *count);
void read_ways(struct loader *ld, const cJSON *at, const struct sp_way **out,
               unsigned *count);
void read_endings(struct loader *ld, const cJSON *all);
/* Errors that only the whole shows. */
void check_whole(struct loader *ld);
