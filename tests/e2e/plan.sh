#!/usr/bin/env bash
# plan.sh: plans as a trainer uses them. usage: plan.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" plan --lang en)

silent_on() { ! says "$1"; }
count() { (($(grep -cF -- "$1" "$here/out") == $2)); }

# Every node, reply, motive, style, pair and ending of what is shipped.
for id in price-objection ic-card; do
    check "$id is played to every corner" status 0 "$id"
    check "all cases hold" silent_on "error E"
    check "nothing is left out" silent_on "warning W16"
done

cp "$source"/tests/data/frozen/*.json "$here"
call=$here/small-call
cat >"$call.plan" <<'END'
# what must happen
case the model call
  seed 1 style actor motive jams
  says too dear
  pick why
  knows
  pick trial
  trust >= 3
  pick step
  end deal fail
END
check "a plan that holds" status 0 "$call.plan"
check "says nothing of coverage" silent_on "nodes"
check "but when asked" status 1 --coverage "$call.plan"
check "it does" says "4 of 4 nodes, 3 of 14 replies, 1 of 2 motives"
check "with the place in the scenario" says "small-call.json:57:16: warning W161 at /nodes/opening/replies/0/id"
check "and in the styles" says "styles.json:34:5: warning W163"
printf 'case another\n  seed 1 style results motive budget\n  pick price\n  fact asked\n' \
    >"$call.second try.plan"
check "the scenario plays all its plans" status 1 "$call.json"
check "the first" says "small-call.plan: 1 of 1 cases hold"
check "the second" says "small-call.second try.plan: 1 of 1 cases hold"
check "and counts both" says "4 of 14 replies, 2 of 2 motives, 2 of 4 styles, 2 of 8 pairs"
cp "$here/small-call.json" "$here/lonely.json"
check "a scenario without a plan" status 3 "$here/lonely.json"
check "is told" complains "has no plan beside it"
check "a plan without a scenario" status 3 "$here/gone.plan"

# What fails is shown with the call as it stands; only a pick ends a case.
cat >"$call.bad.plan" <<'END'
case two things wrong
  seed 1 style actor motive jams
  pick why
  not knows
  trust 4
  pick back-cheap
  resolved
  pick nothing
  end deal pass

case cannot go on
  seed 1 style actor motive jams
  total 5
  pick step
  end deal pass

case known
  broken until there is a lease
  seed 1 style actor motive jams
  end deal pass
END
check "a plan that fails" status 1 "$call.bad.plan"
check "the name that is not there" says ":8:8: error E088"
check "the first" says ":4:3: error E096"
check "the second at the same turn" says ":5:9: error E089"
check "with the source line" says "  trust 4"
check "where the call stands" says 'turn 1 · pick why · at voice, where the customer says: “The old one jams daily'
check "what holds" says "now: knows · not resolved · voiced quick · trust 2"
check "the score" says "score: clarify 2 · empathise 0"
check "what is open" says "    open: "
check "one state for each turn" count "    now: " 3
check "after a failure it goes on" says ":7:3: error E083"
check "after a pick it does not" silent_on ":15:"
check "the sum" says "0 of 3 cases hold, 1 known to be broken"
check "the same as JSON" status 1 --json "$call.bad.plan"
check "with the state" python3 - "$here/out" <<'END'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
found = [l for l in lines if l.get("code") == "E089"][0]
assert found["case"] == "two things wrong" and found["line"] == 5
state = found["state"]
assert state["node"] == "voice" and state["reply"] == "why" and state["turn"] == 1
assert state["knows"] and not state["resolved"] and state["voiced"] == ["quick"]
assert state["meters"] == {"trust": 2, "patience": 4}, state
assert state["levels"]["clarify"] == 2 and "trial" in state["open"]
assert lines[-1] == {"type": "plan", "file": found["file"], "cases": 3, "failed": 2, "broken": 1}
END

printf 'case written\n  seed 1 style actor motive jams\n  show\n  pick why\n  show\n' >"$call.bad.plan"
check "a state that is asked for is no finding" status 0 "$call.bad.plan"
check "and stands there" says "small-call.bad.plan:5: the call here"
check "each time" count "    open: " 2
check "in JSON too" status 0 --json "$call.bad.plan"
check "with its line" says '"type":"show"'

# --update changes the words that fail, adds an end, and no other byte.
printf '%s\r\n' '# of 小电话' 'case accepted' '	seed 1 style actor motive jams' \
    '	at   voice		# here' '	not fact asked' '	mood annoyed # so far' '' '	pick why' \
    '	not  knows' '	voiced cheap' '	trust>= 3' '	patience >=  9  # many' \
    '	turn <1' '	did empathise  heard' '	check   E1' '	critical X1' '	open step' \
    '	says 便宜   ' '	level clarify >= 3' '	total 5' '	pick trial' '	pick step' '' \
    'case cannot be said' '	seed 1 style actor motive jams' '	total 5' '	pick step' \
    | sed 's/trust>= 3/trust >=3/' >"$call.old.plan"
printf '%s\r\n' '# of 小电话' 'case accepted' '	seed 1 style actor motive jams' \
    '	at   opening		# here' '	not fact asked' '	mood calm # so far' '' '	pick why' \
    '	knows' '	not voiced cheap' '	trust >=2' '	patience >=  4  # many' \
    '	turn <2' '	did clarify' '	check   not E1' '	critical none' '	closed step' \
    '	says 旧的天天卡纸，我怕新的也一样。   ' '	level clarify >= 2' '	total 14' '	pick trial' \
    '	pick step' '	end deal fail' '' \
    'case cannot be said' '	seed 1 style actor motive jams' '	total 5' '	pick step' >"$here/want"
cp "$call.old.plan" "$here/before"
check "an update" status 1 --update "$call.old.plan"
check "writes what happens now" same "$here/want" "$call.old.plan"
check "shows the old line" says "-	total 5"
check "and the new one" says "+	total 14"
check "with its place" says "small-call.old.plan:20:"
check "leaves alone what cannot be said" says 'Case “cannot be said” is left as it is'
check "and says what is wrong there" says ":28:7: error E081"
check "a second one" status 1 --update "$call.old.plan"
check "changes nothing" same "$here/want" "$call.old.plan"
printf 'case no line break\n  seed 1 style actor motive jams\n  pick why\n  pick trial\n  pick step' \
    >"$call.old.plan"
check "a file without a last line break" status 0 --update "$call.old.plan"
printf 'case no line break\n  seed 1 style actor motive jams\n  pick why\n  pick trial\n  pick step\n  end deal fail' \
    >"$here/want"
check "gets none" same "$here/want" "$call.old.plan"
check "a plan that holds" status 0 --update "$call.plan"
check "is not written" test "$call.plan" -ot "$here/before"
chmod a-w "$here"
if ! touch "$here/probe" 2>/dev/null; then
    printf 'case a\n' | cat - "$call.old.plan" >"$here/out"
    check "a folder that cannot be written" status 3 --update "$here/small-call.bad.plan"
fi
chmod u+w "$here"

# Hostile: long lines, large files, no text.
{ printf 'case '; head -c 995 /dev/zero | tr '\0' a; printf '\n'; } >"$call.old.plan"
check "1000 bytes are a line" status 0 "$call.old.plan"
{ printf 'case '; head -c 996 /dev/zero | tr '\0' a; printf '\n'; } >"$call.old.plan"
check "1001 are not" status 1 "$call.old.plan"
check "which is said" says "error E074"
yes 'climb mountains' | head -c 4194304 >"$call.old.plan"
timeout 20 "$program" plan --lang en "$call.old.plan" >"$here/out"
check "4 MB of what is not a plan are answered" says "error E070"
{ printf 'case a\nseed 1 style actor motive jams\n'; yes 'total 5' | head -c 4190000; } >"$call.old.plan"
timeout 20 "$program" plan --lang en "$call.old.plan" >"$here/out"
check "half a million wrong lines are answered" says "0 of 1 cases hold"
head -c 4194305 /dev/zero | tr '\0' '\n' >"$call.old.plan"
check "4 MB and a byte are refused" status 1 "$call.old.plan"
printf 'case \033[31mred\n  seed 1 style actor motive jams\n  total 5\n' >"$call.old.plan"
check "a title cannot colour the terminal" status 1 "$call.old.plan"
check "it is shown" says '\u001B[31mred'

end
