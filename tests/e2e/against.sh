#!/usr/bin/env bash
# against.sh: what an edit changes, as a trainer asks. usage: against.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" prove)
old=$source/scenarios/ic-card.json
cp "$source"/scenarios/ic-card*.plan "$source/scenarios/rubric.json" "$source/scenarios/styles.json" "$here"

# edit WHAT: the scenario with a change, as Python on `doc`, or on the text for none.
edit() {
    python3 - "$old" "$here/ic-card.json" "$1" <<'PY'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    doc = json.load(file)
nodes = doc["nodes"]
exec(sys.argv[3])
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(doc, file, ensure_ascii=False, indent=1)
PY
}
against() { status "$1" --against "$old" --lang "${2:-en}" "$here/ic-card.json"; }

not() { ! "$@"; }
mkdir "$here/alone"
cp "$old" "$here/alone"

# Somebody has practised.
awk '/^case/ { n++ } n == 1 && $1 == "pick" { print $2 }' "$source/scenarios/ic-card.plan" >"$here/way"
read -r -a begin < <(awk '$1 == "seed" { print "--seed", $2, "--style", $4, "--motive", $6; exit }' "$source/scenarios/ic-card.plan")
"$program" play ic-card "${begin[@]}" --script "$here/way" >"$here/out" 2>"$here/err"

edit ''
check 'only the layout is different' against 0
check 'so nothing changes' says 'Nothing changes in'
edit 'for n in nodes.values(): n.get("replies", []).reverse()'
check 'replies in another order' against 0
check 'change nothing' says 'Nothing changes in'
edit 'first = nodes["opening"]["replies"]; first.insert(0, dict(first[0], id="brand_new"))'
check 'a reply more' against 0
check 'changes no call that was said before' says 'Nothing changes in'
check 'but the chances' says 'a random player passes'
edit 'doc["turnLimit"] = 11'
check 'a line less' against 1
check 'ends calls earlier' says ', now with time'
third=$(sed -n 3p "$here/way")
edit 'r = next(r for n in nodes.values() for r in n.get("replies", []) if r["id"] == "'"$third"'"); r["id"] = "renamed"'
check 'a renamed reply' against 1
check 'stops calls' says 'can no longer be played'
check 'and is no other score' not says 'level 3'
check 'plans' says "$here/ic-card.plan:"
check 'ways to a pass' says 'the new shortest pass'
check 'and what was played' says 'attempt '
check 'where they stop' says "there is no reply $third at"
check 'what it is called now' says 'renamed says the same words'
check 'what could not be played before' says 'the old version offers no reply renamed'
check 'which is the same proof' says 'The proof is the same for every customer'
check 'with no holes' whole
check 'in Chinese' against 1 zh
check 'in Chinese words' says '不能照原样说完了'
check 'in Chinese with no holes' whole
check 'without proofs' status 1 --quick --against "$old" --lang en "$here/ic-card.json"
check 'plans are said' says "$here/ic-card.plan:"
check 'ways to a pass are not' says ' 0 ways to a pass'
edit 'for n in nodes.values():
    for r in n.get("replies", []):
        if r["id"] == "'"$third"'": r["do"] = {"patience": -4}'
check 'an effect' against 1
check 'that ends calls flips them' says 'Pass or fail flips'
check 'says with what they end' says 'ended with'
check 'which levels it costs' says 'level 3 → '
check 'by which check' says 'no longer met: '
check 'where it begins' says "first different at "
check 'at which line' says '(line 3, total '
check 'in Chinese too' against 1 zh
check 'in Chinese words too' says '原来过关，现在不过关'
check 'no holes there' whole
edit 'for n in nodes.values():
    for r in n.get("replies", []):
        if r["id"] == "'"$third"'": r["do"] = {"trust": -1}'
check 'an effect that flips nothing' against 0
check 'a meter has its name and both values' says 'Trust was '
check 'as JSON' status 0 --against "$old" --json --quick "$here/ic-card.json"
edit 'gone = "voice" if "voice" in nodes else list(nodes)[1]
def lead(x):
    if isinstance(x, dict):
        return {k: ("end:walk" if k == "to" and v == gone else lead(v)) for k, v in x.items()}
    return [lead(v) for v in x] if isinstance(x, list) else x
doc["nodes"] = {k: v for k, v in lead(nodes).items() if k != gone}'
check 'a node less' against 1
check 'leads elsewhere' says ', now to walk'
mkdir "$here/old"
cp "$source/scenarios/rubric.json" "$here/old"
cp "$old" "$here/ic-card.json"
sed -i 's/"mark": 65/"mark": 99/' "$here/rubric.json"
check 'a higher mark' status 1 --against "$here/old" --lang en "$here/ic-card.json"
check 'is a change too' says 'passed, does not pass now'
check 'and named' says 'points to pass: 65 → 99'
check 'no line does anything else' says 'only the judging is different'
check 'only the rubric is not the same' says 'byte for byte: the rubric'
check 'an old file alone has the rubric of the new one' status 0 --against "$here/alone/ic-card.json" \
    --lang en "$here/ic-card.json"
check 'so nothing changes but for what was played by another' says 'points to pass: 65 → 99'
check 'whose files are named' says 'played with rubric '
sed -i 's/"times(clarify) >= 1"/"times(clarify) >= 4"/; s/"mark": 99/"mark": 65/' "$here/rubric.json"
check 'a check that asks for more' status 1 --against "$here/old" --lang en "$here/ic-card.json"
check 'costs its level' says '→ 0; no longer met: Asked what lies behind the objection (C1)'
cp "$source/scenarios/rubric.json" "$here"
check 'another scenario' status 3 --against "$source/scenarios/price-objection.json" --lang en "$here/ic-card.json"
check 'is none to compare with' complains 'two different scenarios'
check 'no old file' status 3 --against "$here/none.json" --lang en "$here/ic-card.json"
check 'is told' complains 'There is no '
mkdir "$here/empty"
check 'a folder with nothing' status 3 --against "$here/empty" --lang en "$here/ic-card.json"
check 'is told too' complains 'there is nothing to compare with'
sed 's/"formatVersion": 2/"formatVersion": 9/' "$old" >"$here/empty/ic-card.json"
check 'a newer format' status 3 --against "$here/empty" --lang en "$here/ic-card.json"
check 'is told with its place' complains "$here/empty/ic-card.json:4:"
check 'and what to do' complains 'format version 9'
check 'the id of a shipped scenario' status 0 --quick --against ic-card --lang en "$old"
check 'is that file' says 'The files are the same as before'
check 'a limit is kept' status 0 --limit 100 --against ic-card --lang en "$old"
check 'and what was not walked is not compared' says 'were not walked whole'
printf 'case broken\nclimb x\n' >"$here/ic-card.bad.plan"
check 'a plan that cannot be read' status 3 --quick --against "$old" --lang en "$here/ic-card.json"
check 'is named' complains "$here/ic-card.bad.plan:2:1"
rm "$here/ic-card.bad.plan"
printf 'no database' >"$here/data/records.db"
check 'records that cannot be read' status 3 --quick --against "$old" --lang en "$here/ic-card.json"
check 'leave the plans' says 'of plans'
rm -r "$here/data"
check 'no records' status 0 --quick --against ic-card --lang en "$old"
check 'are none' says '0 that were played'
check 'and are not made' test ! -e "$here/data/records.db"
check 'two files' status 2 --against "$old" ic-card price-objection
end
