#!/usr/bin/env bash
# exam.sh: an assessment from the roster to the verdict, at the terminal.
# usage: exam.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" exam)
pass=(--passphrase-file "$here/pass")

private() { [[ $(stat -c %a "$1") == 600 ]]; }
code_of() { grep -o '[0-9A-Z]\{4\}-[0-9A-Z]\{4\}-[0-9A-Z]\{4\}' "$here/out" | sed -n "$1p"; }
event_count() {
    [[ $(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("select count(*) from event where instr(body, ?) > 0",
      ["\"type\":\"" + sys.argv[2] + "\""]).fetchone()[0])' "$SPARRING_DATA/records.db" "$1") == "$2" ]]
}

# The key.
printf 'correct horse battery\n' >"$here/pass"
check 'a passphrase file that others may read' status 3 setup "${pass[@]}" --lang en
check 'is refused' complains 'chmod 600'
chmod 600 "$here/pass"
printf 'short\n' >"$here/short"
chmod 600 "$here/short"
check 'a short passphrase' status 3 setup --passphrase-file "$here/short" --lang en
check 'is too short' complains 'at least 10'
check 'nobody publishes without a key' status 3 publish "$source/scenarios/exams/objections.json" --lang en
check 'which is said' complains 'sparring exam setup'
check 'a key is made' status 0 setup "${pass[@]}" --lang en
check 'for the owner only' private "$SPARRING_DATA/manager.key"
check 'a second one' status 3 setup "${pass[@]}"
printf 'wrong horse battery\n' >"$here/wrong"
chmod 600 "$here/wrong"

# The roster.
printf '\xef\xbb\xbf工号,姓名,团队,角色,加时\r\n001,王小明,华东,学员,25%%\r\n002,"李,四",华北,,\r\n009,赵主管,,主管,\r\n' \
    >"$here/roster.csv"
check 'a roster is checked' status 0 roster --dry-run "$here/roster.csv" --lang en
check 'and not stored' says '3 people, all rows are good'
check 'a roster is taken in' status 0 roster "$here/roster.csv" --lang en
check 'with everybody' says '3 people added'
check 'again nothing is new' status 0 roster "$here/roster.csv" --lang en
check 'which is said' says '0 people added, 3 brought up to date'
printf 'number,name,role\n003,Ann,captain\n003,Bob,\n,Cy,\n' >"$here/bad.csv"
check 'a bad roster' status 1 roster "$here/bad.csv" --lang en
check 'names the role' complains 'bad.csv:2: The role “captain”'
check 'the number' complains 'bad.csv:3: The number 003 is there twice'
check 'what is missing' complains 'bad.csv:4: There is no staff number'
check 'and stores nothing' complains 'Nothing was stored: 3 places'
printf 'number,name\n"004,Ann\n' >"$here/open.csv"
check 'an open quote' status 3 roster "$here/open.csv" --lang en
printf 'number,name\n005,\xff\n' >"$here/latin.csv"
check 'another encoding' status 3 roster "$here/latin.csv" --lang en
check 'is told what to do' complains 'CSV UTF-8'
check 'people are listed' status 0 people --lang zh
check 'with what was granted' says '001  王小明  华东  学员，加时 25 %'

# The exam.
check 'a draft' status 0 new quick "$here/quick.json"
check 'is not overwritten' status 3 new quick "$here/quick.json"
python3 - "$here/quick.json" <<'PY'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    doc = json.load(file)
doc["forms"] = {"A": [{"scenario": "ic-card", "styles": ["actor"]}], "B": [{"scenario": "ic-card"}]}
doc["pass"] = {"scenarios": 1, "total": 65, "levels": {"clarify": 2}, "noCritical": True}
doc["coolingHours"] = 0
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(doc, file, ensure_ascii=False)
PY
sed 's/"actor"/"pirate"/; s/"clarify": 2/"charm": 2/' "$here/quick.json" >"$here/wrong.json"
check 'names that are not there' status 1 check "$here/wrong.json" --lang en
check 'a style' complains 'There is no style “pirate”'
check 'a competency' complains 'no competency “charm”'
check 'another passphrase' status 3 publish "$here/quick.json" --passphrase-file "$here/wrong" --lang en
check 'opens nothing' complains 'the passphrase is wrong'
check 'a good draft is proved and published' status 0 publish "$here/quick.json" "${pass[@]}" --lang en
check 'which is said' says 'ic-card: proved fair'
check 'what candidates are told' status 0 show quick --lang en
check 'has every rule' says '  - Clarify: at least level 2 in every call'
check 'and that a person decides' says 'a person decides'
check 'an exam that is not there' status 3 show nothing --lang en

# Codes.
check 'codes for trainees' status 0 codes quick "${pass[@]}" --csv "$here/codes.csv"
check 'in a table' test "$(wc -l <"$here/codes.csv")" = 3
check 'for the owner only' private "$here/codes.csv"
check 'nobody gets two' status 0 codes quick "${pass[@]}" --lang en
check 'which is said' says '0 start codes'
cp "$here/codes.csv" "$here/out"
first=$(code_of 1)
second=$(code_of 2)
check 'a code is withdrawn' status 0 withdraw "$second" "${pass[@]}"

# Taking it.
hidden() {
    command=("$program" "$@")
    status 3 --lang en
    local got=$?
    command=("$program" exam)
    return "$got"
}
printf 'n\n' >"$here/in"
check 'who does not agree' status 3 take "$first" --script "$here/in" --lang en
check 'begins nothing' says 'Nothing has begun'
printf 'y\ns\n\nask\n' >"$here/in" # a line that never ends the call
check 'who stops in a call' status 3 take "${first,,}" --script "$here/in" --lang en
check 'is told how to go on' says 'Go on with the same start code'
attempt=$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("select attempt from sitting_call").fetchone()[0])' \
    "$SPARRING_DATA/records.db")
check 'the call cannot be gone on with elsewhere' hidden play --text --resume "$attempt"
check 'for it is somebody else' complains 'There is no attempt'
check 'nor be seen' hidden history "$attempt"
for _ in {1..30}; do printf '1\n2\n'; done >"$here/in"
"${command[@]}" take "$first" --script "$here/in" --lang en >"$here/out" 2>"$here/err"
check 'who comes back goes on' says 'You go on where it stopped'
check 'a person looks at an interruption' says 'The result waits for a person'
check 'every clause is shown' says 'Clarify, lowest level'
check 'with more time, as granted' says '38 min left'
check 'then comes the debrief' says '——— Call 1 ———'
check 'the interruption is an event' event_count resumed 2
check 'and the end' event_count closed 1
check 'the code is used' status 1 take "$first" --lang en
check 'and shows the result only' says 'The result waits for a person'
check 'a withdrawn code' status 3 take "$second" --lang en
check 'is refused' complains 'was withdrawn'
check 'a code of nothing' status 3 take ABCD-EFGH-JKMN --lang en
check 'is told so' complains 'No exam on this machine'
check 'no code at all' status 2 take hello --lang en
check 'an exam is closed' status 0 archive quick "${pass[@]}"
check 'and gives no more codes' status 3 codes quick "${pass[@]}" --lang en
check 'no such command' status 2 dance
end
