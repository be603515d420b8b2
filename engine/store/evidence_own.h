/* evidence_own.h: reading the bodies of events, for those who check them. */
#pragma once

#include "core/json.h"
#include "store/evidence.h"

#define EVENT_MOST ((size_t)512 * 1024)

/* The body of an event as JSON; NULL when it is deleted, not canonical, or has no type.
 */
struct sp_json *event_read(const struct sp_event *event);
/* A member of an object: its text, "" when it is none; its number, -1 when it is no
 * whole one. */
const char *event_text(const cJSON *object, const char *key);
int64_t event_number(const cJSON *object, const char *key);
bool event_is(const cJSON *object, const char *type);
