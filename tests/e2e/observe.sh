#!/usr/bin/env bash
# observe.sh: an exam that a manager plays aloud and ticks, at the terminal.
# usage: observe.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" exam)
printf 'correct horse battery\n' >"$here/pass"
chmod 600 "$here/pass"
pass=(--passphrase-file "$here/pass")

# ask SQL VALUE: the first value of the answer is VALUE.
ask() {
    [[ $(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])' \
        "$SPARRING_DATA/records.db" "$1") == "$2" ]]
}
# listen WANT ARGUMENT…: observes with the keys of the file in.
listen() {
    local want=$1
    shift
    status "$want" observe "$code" "${pass[@]}" --lang en "$@" <"$here/in"
}

check 'a key' status 0 setup "${pass[@]}"
printf 'number,name\n001,Wang\n' >"$here/roster.csv"
check 'a roster' status 0 roster "$here/roster.csv"
check 'a draft' status 0 new aloud "$here/aloud.json"
python3 - "$here/aloud.json" <<'PY'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    doc = json.load(file)
doc["forms"] = {"A": [{"scenario": "ic-card", "styles": ["nice-guy"]}]}
doc["pass"] = {"scenarios": 1, "total": 65, "levels": {"clarify": 2}, "noCritical": True}
doc["interruption"] = "note"
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(doc, file, ensure_ascii=False)
PY
check 'is published' status 0 publish "$here/aloud.json" "${pass[@]}"
check 'a code' status 0 codes aloud "${pass[@]}" --csv "$here/codes.csv"
code=$(grep -o '[0-9A-Z]\{4\}-[0-9A-Z]\{4\}-[0-9A-Z]\{4\}' "$here/codes.csv")

printf 'wrong horse battery\n' >"$here/wrong"
chmod 600 "$here/wrong"
check 'only the manager observes' status 3 observe "$code" --passphrase-file "$here/wrong" --lang en
check 'which is said' complains 'the passphrase is wrong'
check 'no code' status 2 observe "${pass[@]}"
printf '\n' >"$here/in"
check 'no name' listen 3
check 'is asked for' complains 'the name of whoever observes'
printf 'n\n' >"$here/in"
check 'who does not agree' listen 3 --by 'Manager Li'
check 'begins nothing' says 'Nothing has begun'

# The replies stand in an order that the start code draws; this one never ends the call.
printf '%s\n' Boss y '' q >"$here/in"
check 'the manager begins' listen 3
ask_number=$(grep -o '^ *[0-9]  I.*ve made a note of the slot' "$here/out" | tr -dc '0-9')

# A reply by number, what was really said before it, one taken back, ticks, and a stop.
printf '%s\n' Boss t $'\xff\xfe' "$ask_number" u t 'So, dear compared with what?' "$ask_number" m aB '' m 'a!' a '?' x q >"$here/in"
check 'the manager plays and ticks' listen 3
check 'what is to be said aloud is shown' says ' says: '
check 'with the moves of each reply' says '[Clarify]'
check 'bytes that are no text are not noted' says 'not UTF-8'
check 'needs can be ticked' says 'Needs:'
check 'an entry is taken back' says 'The last entry is taken back'
check 'what was ticked is read back' says 'Taken down: '
check 'a letter that is none' says 'has a letter that is not in the list'
check 'unknown keys explain' says 'Keys: a number'
check 'and it can go on later' says 'Go on with the same start code'
check 'all sentences are whole' whole
check 'the words are on the record' ask \
    "select count(*) from turn where trainee = 'So, dear compared with what?'" 1
check 'an entry taken back too' ask "select count(*) from turn where kind = 'undo'" 1
check 'the moves' ask "select moves from turn where seq = 4" 'clarify advantage:false'
check 'the customer asked back' ask \
    "select reply || mentions from turn where seq = 5" '*askunclear'
check 'it is marked as observed' ask "select kind from sitting" observed
check 'and who observed is named' ask \
    "select count(*) from event where instr(body, '\"by\":\"Manager Li\"') > 0" 1
check 'and who went on' ask \
    "select min(1, count(*)) from event where instr(body, '\"by\":\"Boss\"') > 0" 1

# On to the end; nothing ends by a slip.
{ printf 'Boss\n'; for _ in {1..40}; do printf 'm\nl\n\n\n'; done; } >"$here/in"
check 'it goes on and ends' listen 1
check 'from where it stopped' says 'You go on where it stopped'
check 'the last line is confirmed' says 'This ends the call'
check 'with a verdict' says 'Clarify, lowest level'
check 'and the debrief' says '——— Call 1 ———'
check 'where what was said stands' says 'So, dear compared with what?'
check 'all sentences are whole again' whole
check 'one verdict' ask "select count(*) from event where instr(body, '\"closed\"') > 0" 1
sitting=$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("select id from sitting").fetchone()[0])' \
    "$SPARRING_DATA/records.db")
check 'the evidence is written' status 0 evidence "$sitting" "$here/it.jsonl" "${pass[@]}" --lang en
command=("$program" verify)
check 'and agrees when it is played again' status 0 "$here/it.jsonl" --lang en
end
