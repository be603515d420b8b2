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
check 'ends calls earlier' says 'the call is over before line 12'
edit 'r = next(r for n in nodes.values() for r in n.get("replies", []) if r["id"] == "'"$(sed -n 3p "$here/way")"'"); r["id"] = "renamed"'
check 'a renamed reply' against 1
check 'flips' says 'Pass or fail flips'
check 'plans' says "$here/ic-card.plan:"
check 'ways to a pass' says 'the old shortest pass'
check 'and what was played' says 'attempt '
check 'where they stop' says "there is no reply $(sed -n 3p "$here/way") any more"
check 'which levels it costs' says 'level 3 → '
check 'with no holes' whole
check 'in Chinese' against 1 zh
check 'in Chinese words' says '原来过关，现在不过关'
cp "$old" "$here/ic-card.json"
sed -i 's/"mark": 65/"mark": 99/' "$here/rubric.json"
check 'a higher mark' against 1
check 'is a change too' says 'passed, does not pass now'
cp "$source/scenarios/rubric.json" "$here"
check 'another scenario' status 3 --against "$source/scenarios/price-objection.json" --lang en "$here/ic-card.json"
check 'is none to compare with' complains 'two different scenarios'
check 'no old file' status 3 --against "$here/none.json" "$here/ic-card.json"
check 'two files' status 2 --against "$old" ic-card price-objection
end
