/* migrations.c: the schema of the records, as the ordered list of its changes.
 *
 * Entry n brings version n to n + 1 and says so in user_version. An entry that was
 * released is never changed: new changes are new entries at the end. Only TEXT and
 * INTEGER, and SQL that PostgreSQL would take too, but for STRICT and the PRAGMAs. */
#include "store_own.h"

/* 0x53505231 is "SPR1". */
static const char version_1[] =
    "PRAGMA application_id = 0x53505231;"
    "CREATE TABLE person ("
    " id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),"
    " name TEXT NOT NULL,"
    " own INTEGER NOT NULL CHECK (own IN (0, 1)),"
    " created_ms INTEGER NOT NULL"
    ") STRICT;"
    /* One person is the owner of the data folder. */
    "CREATE UNIQUE INDEX person_own ON person (own) WHERE own = 1;"
    "CREATE TABLE content ("
    " sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),"
    " kind TEXT NOT NULL CHECK (kind IN ('scenario', 'rubric', 'styles')),"
    " body TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE attempt ("
    " id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),"
    " person TEXT NOT NULL REFERENCES person (id),"
    " scenario_id TEXT NOT NULL,"
    " scenario_sha TEXT NOT NULL REFERENCES content (sha256),"
    " rubric_sha TEXT NOT NULL REFERENCES content (sha256),"
    " styles_sha TEXT NOT NULL REFERENCES content (sha256),"
    " seed TEXT NOT NULL,"
    " style TEXT NOT NULL,"
    " motive TEXT NOT NULL,"
    " input TEXT NOT NULL CHECK (input IN ('choice', 'words')),"
    " setting TEXT NOT NULL CHECK (setting IN ('practice', 'rehearsal', 'exam')),"
    " lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),"
    " state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')),"
    " started_ms INTEGER NOT NULL,"
    " ended_ms INTEGER,"
    " CHECK ((state = 'running') = (ended_ms IS NULL))"
    ") STRICT;"
    "CREATE INDEX attempt_person ON attempt (person, started_ms);"
    "CREATE INDEX attempt_state ON attempt (state, started_ms);"
    "CREATE TABLE turn ("
    " attempt TEXT NOT NULL REFERENCES attempt (id),"
    " seq INTEGER NOT NULL CHECK (seq >= 1),"
    " kind TEXT NOT NULL CHECK (kind IN ('answer', 'undo')),"
    " reply TEXT NOT NULL,"
    " node TEXT NOT NULL,"
    " customer TEXT NOT NULL,"
    " trainee TEXT NOT NULL,"
    " lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),"
    " at_ms INTEGER NOT NULL,"
    " PRIMARY KEY (attempt, seq),"
    " CHECK ((kind = 'undo') = (reply = ''))"
    ") STRICT;"
    "CREATE TABLE result ("
    " attempt TEXT NOT NULL PRIMARY KEY REFERENCES attempt (id),"
    " total INTEGER NOT NULL,"
    " out_of INTEGER NOT NULL,"
    " mark INTEGER NOT NULL,"
    " pass INTEGER NOT NULL CHECK (pass IN (0, 1)),"
    " ending TEXT NOT NULL,"
    " levels TEXT NOT NULL,"
    " score TEXT NOT NULL,"
    " made_ms INTEGER NOT NULL"
    ") STRICT;"
    "PRAGMA user_version = 1;";

/* An attempt that took over the first lines of another: how many, and of which (NULL
 * when that one was not kept). */
static const char version_2[] =
    "ALTER TABLE attempt ADD COLUMN branched_lines INTEGER"
    " CHECK (branched_lines IS NULL OR branched_lines >= 0);"
    "ALTER TABLE attempt ADD COLUMN branched_from TEXT REFERENCES attempt (id)"
    " CHECK (branched_from IS NULL OR"
    " (coalesce(branched_lines, -1) >= 0 AND branched_from <> id));"
    "PRAGMA user_version = 2;";

const char *const sp_store_migrations[] = {version_1, version_2};
const size_t sp_store_migration_count =
    sizeof sp_store_migrations / sizeof *sp_store_migrations;
