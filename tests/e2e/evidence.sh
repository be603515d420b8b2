#!/usr/bin/env bash
# evidence.sh: an exam that goes to candidates' machines and comes back, and whether
# everything that was touched on the way is found. Signature and chain are also checked
# without this program, by openssl and sha256sum.
# usage: evidence.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program")
pass=(--passphrase-file "$here/pass")
manager=$here/data

at() { export SPARRING_DATA=$1; }
private() { [[ $(stat -c %a "$1") == 600 ]]; }
sql() { python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("pragma foreign_keys = off")
db.executescript(sys.argv[2])
db.commit()' "$SPARRING_DATA/records.db" "$1"; }
# line N FILE KEY: a member of a line of a file.
member() { sed -n "$1p" "$2" | python3 -c 'import json, sys
sys.stdout.write(str(json.loads(sys.stdin.readline())[sys.argv[1]]))' "$3"; }
seal() { tail -n 1 "$1" | python3 -c 'import json, sys
sys.stdout.write(str(json.loads(sys.stdin.readline())[sys.argv[1]]))' "$2"; }
bytes() { python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))'; }
sha() { sha256sum | cut -d ' ' -f 1; }

# Whether every line of JSON is as the schema says.
fits() { "$python" - "$source/scenarios/schema/verify.json" "$here/out" <<'PY'
import json, sys
from jsonschema import Draft202012Validator
judge = Draft202012Validator(json.load(open(sys.argv[1], encoding="utf-8")))
lines = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
sys.exit(not lines or not all(judge.is_valid(line) for line in lines))
PY
}
python=/usr/bin/python3 # Debian's, with its packages
[[ -x $python ]] || python=python3

# sit CODE NUMBER NAME ANSWER: everything is answered with that reply.
sit() {
    { printf '%s\n%s\ny\ns\n\n' "$2" "$3"; for _ in {1..40}; do printf '%s\n\n' "$4"; done; } >"$here/in"
    "$program" exam take "$1" --script "$here/in" --lang en >"$here/out" 2>"$here/err"
}

# The manager's machine.
printf 'correct horse battery\n' >"$here/pass"
chmod 600 "$here/pass"
check 'a key' status 0 exam setup "${pass[@]}"
printf 'number,name\n001,Ann\n002,Bob\n003,Cy\n' >"$here/roster.csv"
check 'a roster' status 0 exam roster "$here/roster.csv"
check 'a draft' status 0 exam new quick "$here/quick.json"
python3 - "$here/quick.json" <<'PY'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    doc = json.load(file)
doc["forms"] = {"A": [{"scenario": "ic-card", "styles": ["actor"]}], "B": [{"scenario": "ic-card"}]}
doc["pass"] = {"scenarios": 1, "total": 65}
doc["coolingHours"] = 0
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(doc, file, ensure_ascii=False)
PY
check 'is published' status 0 exam publish "$here/quick.json" "${pass[@]}"
check 'codes' status 0 exam codes quick "${pass[@]}" --csv "$here/codes.csv"
mapfile -t codes < <(grep -o '[0-9A-Z]\{4\}-[0-9A-Z]\{4\}-[0-9A-Z]\{4\}' "$here/codes.csv")
check 'for three' test "${#codes[@]}" = 3
check 'the exam as a file' status 0 exam export quick "$here/quick.exam" "${pass[@]}" --lang en
check 'for the owner only' private "$here/quick.exam"
check 'which is not written over' status 3 exam export quick "$here/quick.exam" "${pass[@]}"
check 'and holds' status 0 verify "$here/quick.exam"

# Three candidates' machines. The third says that he is somebody else.
mkdir "$here/results"
for i in 0 1 2; do
    at "$here/candidate-$i"
    check 'a candidate takes the exam in' status 0 exam import "$here/quick.exam" --lang en
    check 'which is said' says 'Taken in: quick'
    check 'and again' status 0 exam import "$here/quick.exam" --lang en
    check 'it is known' says 'here already'
    sit "${codes[$i]}" "00$((i == 2 ? 1 : i + 1))" "$(printf 'Ann\nBob\nAnn\n' | sed -n "$((i + 1))p")" "$((i + 1))"
    check 'the result is handed in' status 0 exam hand-in "${codes[$i]}" "$here/results/$i.result" --lang en
    check 'which is said' says 'Give this file to your manager'
done
check 'a result is no exam' status 3 exam import "$here/results/0.result" --lang en
check 'which is said' complains 'no exam file'
at "$here/candidate-1"
check 'nobody hands in for others' status 3 exam hand-in "${codes[0]}" "$here/x"

# Back at the manager's.
at "$manager"
cp "$here/results/0.result" "$here/results/again.result"
head -c 5000 "$here/results/1.result" >"$here/results/cut.result"
sed '4s/ic-card/ic-cart/' "$here/results/1.result" >"$here/results/touched.result"
cp "$here/quick.exam" "$here/results/exam.result"
check 'a dry run' status 1 exam collect "$here/results" --dry-run "${pass[@]}" --lang en
check 'tells the outcome' says '2 taken in, 1 were here before, 4 not taken in'
check 'a folder is collected' status 1 exam collect "$here/results" "${pass[@]}" --lang en
check 'what fits is taken in' says '0.result: taken in: Ann (001)'
check 'once' says 'again.result: was taken in before: Ann (001)'
check 'another person is told' says 'belongs to staff number 003, but the file says 001'
check 'a file that was cut' says 'cut.result: not taken in. The file is cut off at line'
check 'one that was touched' says 'touched.result: not taken in. Line 4'
check 'an exam is no result' says 'exam.result: not taken in. This is no result file'
check 'again nothing is new' status 1 exam collect "$here/results" "${pass[@]}" --lang en
check 'which is said' says '0 taken in, 3 were here before, 4 not taken in'
check 'no hole in a sentence' whole
check 'for programs' status 1 exam collect "$here/results" "${pass[@]}" --json
check 'by the schema' fits
check 'the records agree' status 0 verify --records --lang en
check 'which is said' says '2 sittings: everything agrees'

# Evidence, and what others make of it.
check 'evidence is signed' status 0 exam evidence "${codes[0]}" "$here/ann.evidence" "${pass[@]}"
check 'it agrees' status 0 verify "$here/ann.evidence" --lang en
check 'with the right key' says 'with the right key'
check 'line by line' says 'word for word'
check 'and the verdict' says 'Everything agrees. Verdict:'
check 'the call can be read' status 0 replay "$here/ann.evidence" --lang en
check 'every line of it' says '——— Call 1 ———'
check 'a sitting of the records too' status 0 replay "${codes[0]}" "${pass[@]}"
check 'for the manager only' status 3 replay "${codes[0]}" --passphrase-file /dev/null
key=$(seal "$here/ann.evidence" key)
check 'by its key' status 0 verify "$here/ann.evidence" --key "$key"
check 'another key' status 1 verify "$here/ann.evidence" --key "${key//[0-7]/8}" --lang en
check 'is told' says 'another key'
check 'a result is not signed' status 1 verify "$here/results/0.result" --key "$key"
check 'and agrees otherwise' status 0 verify "$here/results/0.result"
head -n -1 "$here/ann.evidence" >"$here/before-seal"
check 'the seal, by sha256sum' test "$(sha <"$here/before-seal")" = "$(seal "$here/ann.evidence" sha256)"
printf 'sparring-seal-1\n%s' "$(seal "$here/ann.evidence" sha256)" >"$here/message"
printf '302a300506032b6570032100%s' "$key" | bytes >"$here/key.der"
seal "$here/ann.evidence" signature | bytes >"$here/signature"
check 'the signature, by openssl' openssl pkeyutl -verify -pubin -inkey "$here/key.der" -keyform DER \
    -rawin -in "$here/message" -sigfile "$here/signature" -out /dev/null
before=$(printf '0%.0s' {1..64})
from=$(grep -n '"type":"event"}$' "$here/ann.evidence" | head -n 1 | cut -d : -f 1)
last=$(($(wc -l <"$here/ann.evidence") - 1))
for ((i = from; i <= last; i++)); do
    body=$(member "$i" "$here/ann.evidence" body | sha)
    before=$(printf 'sparring-event-1\n%s\n%s\n' "$before" "$body" | sha)
    [[ $before == "$(member "$i" "$here/ann.evidence" hash)" ]] || check "event line $i, by sha256sum" false
done
check 'the chain, by sha256sum' test "$before" = "$(seal "$here/ann.evidence" head)"

# Somebody mends a result with a text editor and sha256sum, and all of the chain: then
# only replaying finds it.
python3 - "$here/results/1.result" "$here/forged" <<'PY'
import hashlib, json, sys
def canonical(doc):
    return json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
before = "0" * 64
for line in lines:
    if line["type"] != "event":
        continue
    body = json.loads(line["body"])
    if body["type"] == "call-end":
        body["total"] = 100
        body["pass"] = True
    if body["type"] == "closed":
        body.update(verdict="pass")
        body["pass"] = True
    line["body"] = canonical(body)
    sha = hashlib.sha256(line["body"].encode()).hexdigest()
    before = line["hash"] = hashlib.sha256(
        ("sparring-event-1\n%s\n%s\n" % (before, sha)).encode()).hexdigest()
text = "".join(canonical(line) + "\n" for line in lines[:-1])
lines[-1].update(head=before, sha256=hashlib.sha256(text.encode()).hexdigest())
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(text + canonical(lines[-1]) + "\n")
PY
check 'a forged verdict' status 1 verify "$here/forged" --lang en
check 'is whole' says 'Whole: every hash'
check 'and does not agree' says 'Differs (call 1): the points.'
check 'is not taken in' status 1 exam collect "$here/forged" "${pass[@]}" --lang en
check 'as what was taken in before' says 'Another result with the start code'

# The records, and a checkpoint.
check 'a checkpoint' status 0 exam checkpoint "$here/point" "${pass[@]}" --lang en
check 'which is said' says '2 sittings, SHA-256'
check 'it holds' status 0 verify --records --checkpoint "$here/point" --lang en
cp "$manager/records.db" "$here/kept.db"
sql "UPDATE result SET total = 100"
check 'points that were changed' status 1 verify --records --lang en
check 'are told' says '“total”'
check 'for programs' status 1 verify --records --json
check 'by the schema' fits
cp "$here/kept.db" "$manager/records.db"
sql "DELETE FROM event WHERE sitting = (SELECT min(id) FROM sitting); DELETE FROM sitting_call WHERE sitting =
    (SELECT min(id) FROM sitting); DELETE FROM sitting WHERE id = (SELECT min(id) FROM sitting)"
check 'a sitting that was deleted' status 1 verify --records --checkpoint "$here/point" --lang en
check 'is told' says 'it was deleted'
check 'and what was left of it' says 'belong to no sitting'
check 'for programs' status 1 verify --records --checkpoint "$here/point" --json
check 'by the schema' fits
cp "$here/kept.db" "$manager/records.db"
sed '2s/[0-7]/8/' "$here/point" >"$here/point-2"
check 'a checkpoint that was touched' status 3 verify --records --checkpoint "$here/point-2" --lang en
check 'is refused' complains 'it was changed'
check 'no file' status 3 verify "$here/nothing"
check 'a device' status 3 verify /dev/zero
check 'no word' status 2 verify
end
