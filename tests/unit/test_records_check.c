/* test_records_check.c: whatever somebody with a database program changes is found;
 * what comes from other machines is taken in when it fits, and only then. */
#include <sqlite3.h>

#include "../../engine/store/store_own.h"
#include "exam_scene.h"
#include "store/decide.h"
#include "store/hand_in.h"
#include "store/people.h"
#include "store/records_check.h"

/* ---- the manager's own records ---- */

struct records {
    char *path, *bytes;
    size_t size;
    char sitting[SP_ID_SIZE];
};

static void
records_make(struct records *records)
{
    struct scene scene;
    struct sp_error error = {0};

    *records = (struct records){.path = test_path("records.db")};
    scene_make(&scene, "");
    sit_through(&scene, 1, records->sitting);
    sp_store_close(scene.store);
    CHECK(sp_os_read(records->path, 1 << 24, &records->bytes, &records->size, &error));
    CHECK_STR(test_code(&error), "");
    sp_free(scene.exam.body);
    sp_free(scene.path);
}

/* The records as they were, with this done to them; whether that is found. A touch that
 * changes no row would prove nothing. */
static bool
found(const struct records *records, const char *touch)
{
    struct sp_sitting_row row = {0};
    struct sp_sitting_check check = {0};
    struct sp_error error = {0};
    struct sp_store *store;

    test_folder_empty();
    CHECK(sp_os_write(records->path, records->bytes, records->size, SP_OS_PRIVATE,
                      &error));
    store = test_open(records->path);
    sqlite3_exec(store->db,
                 "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints"
                 " = ON",
                 NULL, NULL, NULL);
    if (!CHECK_INT(sqlite3_exec(store->db, touch, NULL, NULL, NULL), SQLITE_OK))
        fprintf(stderr, "  %s: %s\n", touch, sqlite3_errmsg(store->db));
    if (!CHECK(sqlite3_total_changes(store->db) > 0 || !*touch))
        fprintf(stderr, "  %s\n", touch);
    bool looked = sp_sitting_row_load(store, records->sitting, &row, &error) &&
                  sp_sitting_check(store, &row, &check, &error);
    bool good = looked && sp_sitting_check_good(&check);

    if (good != !*touch) {
        const struct sp_replay_note *note = sp_replay_first(&check.replay);

        fprintf(stderr, "  %s: %s %s %s\n", touch, error.code ? error.code : "",
                note ? note->what : "", note ? note->was : "");
    }
    sp_sitting_check_finish(&check);
    sp_error_clear(&error);
    sp_store_close(store);
    return !good;
}

#define HASH "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"

/* "@" is the event's number, "#" the next one's, after the last the first. */
static void
fill_in(const char *touch, unsigned seq, unsigned events, struct sp_str *out)
{
    for (const char *c = touch; *c; c++) {
        if (*c == '@')
            sp_str_addf(out, "%u", seq);
        else if (*c == '#')
            sp_str_addf(out, "%u", seq % events + 1);
        else
            sp_str_add_char(out, *c);
    }
}

static void
test_every_event_row(const struct records *records, unsigned events)
{
    static const char *const touches[] = {
        "UPDATE event SET body = replace(body, ':', ': ') WHERE seq = @",
        "UPDATE event SET body = substr(body, 1, length(body) - 1) WHERE seq = @",
        "UPDATE event SET body_sha = '" HASH "' WHERE seq = @",
        "UPDATE event SET hash = '" HASH "' WHERE seq = @",
        "UPDATE event SET seq = 10000 WHERE seq = @",
        "DELETE FROM event WHERE seq = @",
        ("UPDATE event SET seq = -seq WHERE seq IN (@, #);"
         "UPDATE event SET seq = CASE -seq WHEN @ THEN # ELSE @ END WHERE seq < 0"),
    };

    for (unsigned seq = 1; seq <= events; seq++) {
        for (size_t i = 0; i < sizeof touches / sizeof *touches; i++) {
            struct sp_str touch = {0};

            fill_in(touches[i], seq, events, &touch);
            CHECK(found(records, touch.text));
            sp_str_finish(&touch);
        }
    }
}

static void
test_rows_beside_the_chain(const struct records *records)
{
    static const char *const touches[] = {
        "UPDATE turn SET reply = reply || 'x' WHERE seq = 1",
        "UPDATE turn SET node = node || 'x' WHERE seq = 1",
        "UPDATE turn SET customer = customer || '!' WHERE seq = 1",
        "UPDATE turn SET trainee = trainee || '!' WHERE seq = 1",
        "UPDATE turn SET lang = 'zh' WHERE seq = 1",
        "UPDATE turn SET at_ms = at_ms + 1 WHERE seq = 1",
        "DELETE FROM turn WHERE seq = (SELECT max(seq) FROM turn)",
        "INSERT INTO turn SELECT attempt, seq + 100, kind, reply, node, customer,"
        " trainee, lang, at_ms, moves, mentions FROM turn WHERE seq = 1",
        "UPDATE turn SET moves = 'clarify', mentions = '' WHERE seq = 1",
        "UPDATE turn SET moves = '', mentions = '' WHERE seq = 1",
        "UPDATE result SET total = total + 1",
        "UPDATE result SET out_of = out_of - 1",
        "UPDATE result SET mark = mark - 1",
        "UPDATE result SET pass = 1 - pass",
        "UPDATE result SET ending = ending || 'x'",
        "UPDATE result SET levels = '{}'",
        "UPDATE result SET score = score || ' '",
        "UPDATE result SET made_ms = made_ms + 1",
        "DELETE FROM result",
        "UPDATE attempt SET style = style || 'x'",
        "UPDATE attempt SET motive = motive || 'x'",
        "UPDATE attempt SET seed = '1'",
        "UPDATE attempt SET input = 'words'",
        "UPDATE attempt SET setting = 'practice'",
        "UPDATE attempt SET started_ms = started_ms + 1",
        "UPDATE attempt SET ended_ms = ended_ms + 1",
        "UPDATE attempt SET scenario_id = 'x'",
        "UPDATE attempt SET rubric_sha = scenario_sha",
        "UPDATE attempt SET person = '"
        "0123456789abcdef0123456789abcdef"
        "'",
        "UPDATE sitting_call SET item = 5 WHERE item = 0",
        "DELETE FROM sitting_call WHERE item = 1",
        "UPDATE sitting_call SET attempt = (SELECT id FROM attempt ORDER BY id LIMIT 1)"
        " || '' WHERE 0; DELETE FROM attempt",
        "UPDATE sitting SET verdict = CASE verdict WHEN 'pass' THEN 'fail' ELSE"
        " 'pass' END",
        "UPDATE sitting SET verdict = 'held'",
        "UPDATE sitting SET decided = 1",
        "UPDATE sitting SET state = 'running', closed_ms = NULL",
        "UPDATE sitting SET closed_ms = closed_ms + 1",
        "UPDATE sitting SET began_ms = began_ms + 1",
        "UPDATE sitting SET attempt = 2",
        "UPDATE sitting SET kind = 'observed'",
        "UPDATE sitting SET code = 'ABCDEFGHJKMN'",
        "UPDATE sitting SET person = '"
        "0123456789abcdef0123456789abcdef"
        "'",
        "UPDATE sitting SET events = events - 1",
        "UPDATE sitting SET head = '" HASH "'",
        "UPDATE exam SET body = body || ' '",
        "UPDATE content SET body = body || ' ' WHERE kind = 'rubric'",
        "UPDATE content SET body = body || ' ' WHERE kind = 'scenario'",
        "DELETE FROM content WHERE kind = 'styles'",
    };

    for (size_t i = 0; i < sizeof touches / sizeof *touches; i++)
        CHECK(found(records, touches[i]));
}

/* With the bodies gone in time, the chain can still be followed. */
static void
test_deleted_bodies(const struct records *records)
{
    CHECK(!found(records, ""));
    test_folder_empty();
    CHECK(
        sp_os_write(records->path, records->bytes, records->size, SP_OS_PRIVATE, NULL));
    struct sp_store *store = test_open(records->path);
    struct sp_sitting_row row;
    struct sp_sitting_check check = {0};
    struct sp_evidence evidence = {0};
    struct sp_error error = {0};
    char *path = test_path("x.jsonl");

    sqlite3_exec(store->db, "UPDATE event SET body = NULL WHERE seq > 2", NULL, NULL,
                 NULL);
    CHECK(sp_sitting_row_load(store, records->sitting, &row, &error));
    CHECK(sp_sitting_check(store, &row, &check, &error));
    CHECK(check.gone && sp_sitting_check_good(&check));
    sp_sitting_check_finish(&check);
    CHECK(sp_evidence_load(store, records->sitting, &evidence, &error));
    CHECK(!sp_evidence_write(&evidence, NULL, path, &error));
    CHECK_STR(test_code(&error), "evidence-gone");
    sp_evidence_finish(&evidence);
    sp_free(path);
    sp_store_close(store);
}

/* What a person decides is in the chain, and the row says the same. */
static void
test_decisions(const struct records *records)
{
    struct sp_sitting_row row;
    struct sp_error error = {0};

    CHECK(!found(records, ""));
    struct sp_store *store = test_open(records->path);

    for (unsigned step = 0; step < 4; step++) {
        struct sp_sitting_check check = {0};

        if (step == 1)
            CHECK(sp_sitting_hold(store, records->sitting, "Li", "x", 1, &error));
        if (step == 2)
            CHECK(sp_sitting_decide(store, records->sitting, false, "Li", "x", 2,
                                    &error));
        if (step == 3)
            CHECK(sp_sitting_appeal(store, records->sitting, "x", 3, &error));
        CHECK(sp_sitting_row_load(store, records->sitting, &row, &error));
        CHECK(sp_sitting_check(store, &row, &check, &error));
        CHECK(sp_sitting_check_good(&check));
        sp_sitting_check_finish(&check);
        sqlite3_exec(store->db, "UPDATE sitting SET decided = 1 - decided", NULL, NULL,
                     NULL);
        CHECK(sp_sitting_row_load(store, records->sitting, &row, &error));
        CHECK(sp_sitting_check(store, &row, &check, &error));
        CHECK(!sp_sitting_check_good(&check));
        sp_sitting_check_finish(&check);
        sqlite3_exec(store->db, "UPDATE sitting SET decided = 1 - decided", NULL, NULL,
                     NULL);
    }
    CHECK_STR(test_code(&error), "");
    sp_store_close(store);
}

static void
test_checkpoint(const struct records *records)
{
    struct sp_checkpoint checkpoint = {0};
    struct sp_str text = {0};
    struct sp_error error = {0};
    enum sp_checkpoint_fault fault;
    unsigned sittings = 0;
    char *path = test_path("manager.key");

    CHECK(!found(records, ""));
    CHECK(sp_key_make(path, "correct horse battery", true, &error));
    struct sp_key *key = sp_key_open(path, "correct horse battery", &error);
    struct sp_store *store = test_open(records->path);

    CHECK(sp_checkpoint_print(store, key, 5, &text, &sittings, &error));
    CHECK_INT(sittings, 1);
    for (size_t i = 0; i < text.size; i++) {
        char was = text.text[i];

        for (unsigned k = 0; k < 3; k++) {
            text.text[i] = (char)(was ^ (k == 0 ? 1 : k == 1 ? 0x20 : 0x0a));
            CHECK(!sp_checkpoint_read(text.text, text.size, &checkpoint, NULL));
        }
        text.text[i] = was;
        CHECK(!sp_checkpoint_read(text.text, i, &checkpoint, NULL));
    }
    CHECK(sp_checkpoint_read(text.text, text.size, &checkpoint, &error));
    CHECK_INT((long long)checkpoint.lines, 1);
    struct sp_checkpoint_line line = checkpoint.line[0];

    CHECK(sp_checkpoint_compare(store, &line, &fault, &error));
    CHECK_INT(fault, SP_CHECKPOINT_HOLDS);
    line.events++;
    CHECK(sp_checkpoint_compare(store, &line, &fault, &error));
    CHECK_INT(fault, SP_CHECKPOINT_EARLIER);
    line = checkpoint.line[0];
    line.head[0] = line.head[0] == '0' ? '1' : '0';
    CHECK(sp_checkpoint_compare(store, &line, &fault, &error));
    CHECK_INT(fault, SP_CHECKPOINT_OTHER);
    line.sitting[0] = line.sitting[0] == '0' ? '1' : '0';
    CHECK(sp_checkpoint_compare(store, &line, &fault, &error));
    CHECK_INT(fault, SP_CHECKPOINT_MISSING);
    CHECK_STR(test_code(&error), "");
    sp_checkpoint_finish(&checkpoint);
    sp_str_finish(&text);
    sp_store_close(store);
    sp_key_close(key);
    sp_free(path);
}

/* ---- a manager and a candidate ---- */

struct two {
    struct scene manager;
    struct sp_store *candidate;
    char code[SP_CODE_SIZE], *path;
    struct sp_evidence result;
};

static char number[] = "0042", name[] = "王小明", team[] = "华东";

static void
two_make(struct two *two, const char *who)
{
    struct sp_member member = {.number = number,
                               .name = name,
                               .team = team,
                               .scale_percent = 100,
                               .active = true};
    struct sp_candidate candidate = {who, "Wang"};
    struct sp_evidence exam = {0};
    struct sp_error error = {0};
    char id[SP_ID_SIZE];
    bool known = true;

    *two = (struct two){.path = test_path("candidate.db")};
    scene_make(&two->manager, "");
    memcpy(member.person, two->manager.code.person, SP_ID_SIZE);
    CHECK(sp_member_put(two->manager.store, &member, NULL, &error));
    two->candidate = test_open(two->path);
    CHECK(
        sp_evidence_load_exam(two->manager.store, two->manager.exam.id, &exam, &error));
    CHECK(sp_hand_in_exam(two->candidate, &exam, id, &known, &error) && !known);
    CHECK(sp_hand_in_exam(two->candidate, &exam, id, &known, &error) && known);
    sp_evidence_finish(&exam);
    memcpy(two->code, two->manager.code.code, SP_CODE_SIZE);
    struct sp_sitting *s = sp_sitting_open(two->candidate, two->code, &candidate, SP_EN,
                                           two->manager.now, &error);

    CHECK_STR(test_code(&error), "");
    get_going(s, &two->manager);
    play_out(s, &two->manager);
    CHECK(
        sp_evidence_load(two->candidate, sp_sitting_row(s)->id, &two->result, &error));
    sp_sitting_free(s, two->manager.now);
}

static void
two_finish(struct two *two)
{
    sp_evidence_finish(&two->result);
    sp_store_close(two->candidate);
    sp_free(two->path);
    scene_finish(&two->manager);
}

static void
refused(struct two *two, const char *code)
{
    struct sp_hand_in hand_in = {0};
    struct sp_error error = {0};

    CHECK(!sp_hand_in_check(two->manager.store, &two->result, &hand_in, &error));
    CHECK_STR(test_code(&error), code);
    sp_hand_in_finish(&hand_in);
}

static void
test_a_result_is_taken_in(void)
{
    struct two two;
    struct sp_hand_in hand_in = {0};
    struct sp_error error = {0};
    struct sp_sitting_row row;
    struct sp_sitting_check check = {0};

    two_make(&two, "0042");
    CHECK(sp_hand_in_check(two.manager.store, &two.result, &hand_in, &error));
    CHECK_STR(hand_in.member, name);
    CHECK(!hand_in.known);
    CHECK(sp_hand_in_store(two.manager.store, &two.result, &hand_in, HASH, 9, &error));
    CHECK_STR(test_code(&error), "");
    CHECK(sp_sitting_row_load(two.manager.store, hand_in.sitting, &row, &error));
    CHECK(row.from_file && row.state == SP_SITTING_CLOSED);
    CHECK_STR(row.person, two.manager.code.person);
    CHECK(sp_sitting_check(two.manager.store, &row, &check, &error));
    CHECK(sp_sitting_check_good(&check) && check.replay.calls == 2);
    sp_sitting_check_finish(&check);
    struct sp_round *round = NULL;
    char attempts[SP_EXAM_ITEMS][SP_ID_SIZE];
    unsigned count = 0;

    CHECK(sp_sitting_calls(two.manager.store, row.id, attempts, &count, &error));
    CHECK_INT(count, 2);
    round = sp_round_resume(two.manager.store, attempts[1], &error);
    CHECK(round && sp_round_over(round) && sp_round_agrees(round));
    sp_round_free(round);
    sp_hand_in_finish(&hand_in);
    CHECK(sp_hand_in_check(two.manager.store, &two.result, &hand_in, &error));
    CHECK(hand_in.known); /* the same file again */
    sp_hand_in_finish(&hand_in);
    CHECK_STR(test_code(&error), "");
    two_finish(&two);
}

static void
test_what_does_not_fit_is_refused(void)
{
    struct two two;
    struct sp_evidence other = {0};
    char id[SP_ID_SIZE];

    two_make(&two, "0043");
    refused(&two, "hand-in-person");
    two.result.kind = SP_EVIDENCE_SIGNED;
    refused(&two, "hand-in-no-result");
    two.result.kind = SP_EVIDENCE_RESULT;
    CHECK(sp_code_row_withdraw(two.manager.store, two.code, NULL));
    refused(&two, "hand-in-withdrawn");
    two_finish(&two);
    two_make(&two, "0042");
    sqlite3_exec(two.manager.store->db, "DELETE FROM code", NULL, NULL, NULL);
    refused(&two, "hand-in-code");
    two_finish(&two);
    /* Sat with the same code on the manager's machine as well. */
    two_make(&two, "0042");
    sit_through(&two.manager, 1, id);
    refused(&two, "hand-in-used");
    CHECK(sp_evidence_load_exam(two.manager.store, two.manager.exam.id, &other, NULL));
    sp_evidence_finish(&two.result);
    two.result = other;
    refused(&two, "hand-in-no-result");
    two_finish(&two);
}

int
main(int argc, char **argv)
{
    struct records records;
    struct sp_evidence evidence = {0};
    struct sp_store *store;

    sp_mem_init();
    if (argc != 3 || !test_files_read(&files, argv[1], argv[2]))
        return 1;
    test_folder_make();
    records_make(&records);
    store = test_open(records.path);
    CHECK(sp_evidence_load(store, records.sitting, &evidence, NULL));
    sp_store_close(store);
    test_every_event_row(&records, (unsigned)evidence.events.count);
    sp_evidence_finish(&evidence);
    test_rows_beside_the_chain(&records);
    test_deleted_bodies(&records);
    test_decisions(&records);
    test_checkpoint(&records);
    test_folder_empty();
    test_a_result_is_taken_in();
    test_what_does_not_fit_is_refused();
    sp_free(records.bytes);
    sp_free(records.path);
    test_folder_remove();
    test_files_finish(&files);
    return test_end();
}
