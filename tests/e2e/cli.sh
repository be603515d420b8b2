#!/usr/bin/env bash
# cli.sh: uses the program as people do at a terminal. usage: cli.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"

# The picks of the n-th case of a plan.
picks() {
    awk -v n="$2" '$1 == "case" { at++ } at == n && $1 == "pick" { print $2 }' \
        "$source/scenarios/$1.plan"
}

start_of() {
    awk -v n="$2" '$1 == "case" { at++ }
        at == n && $1 == "seed" { for (i = 1; i < NF; i += 2) printf "--%s %s ", $i, $(i + 1); exit }' \
        "$source/scenarios/$1.plan"
}

for id in price-objection ic-card; do
    check "$id is clean" status 0 "$program" lint "$id"
    check "the plan of $id holds" status 0 "$program" plan "$source/scenarios/$id.plan"
    picks "$id" 1 >"$here/script"
    read -ra options < <(start_of "$id" 1)
    play=("$program" play "$id" --text "${options[@]}" --script "$here/script")
    for lang in zh en; do
        check "$id passes in $lang" status 0 "${play[@]}" --lang "$lang" --json
        cp "$here/out" "$here/first"
        check "and again" status 0 "${play[@]}" --lang "$lang" --json
        check "with the same bytes" cmp -s "$here/first" "$here/out"
        check "every line is JSON" python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"): json.loads(line)' "$here/out"
    done
    check "in plain text too" status 0 "${play[@]}" --lang en
    check "which says so" says PASSED
    check "in whole sentences" whole
done

check "eight attempts and two are listed" status 0 "$program" history --json
check "one line each" lines 10
attempt=$(head -n 1 "$here/out" | python3 -c 'import json, sys; print(json.load(sys.stdin)["attempt"])')
check "one is found again by its first letters" status 0 "$program" history "${attempt:0:8}" --lang en
check "with its result" says PASSED
check "and what to take from it" says "Keep: line 1"
check "and a line to try" says "at your next real visit"
check "in JSON too" status 0 "$program" history "${attempt:0:8}" --json
check "with advice" says '{"type":"advice"'

picks ic-card 1 | tail -n +3 >"$here/script"
check "it is played again from line 3" status 0 "$program" play --again "${attempt:0:8}" \
    --line 3 --script "$here/script" --lang en
check "and says from where" says "lines taken over from attempt ${attempt:0:8}: 2"
check "the history too" status 0 "$program" history --lang en
check "marks it" says "(lines taken over from ${attempt:0:8}: 2)"
check "a line that is not there" status 3 "$program" play --again "${attempt:0:8}" \
    --line 99 --text --lang en
check "is told" complains "from line 99"
check "which line must be said" status 2 "$program" play --again "${attempt:0:8}" --text

check "a demonstration without terminal and display" status 0 "$program" --lang en
check "tells how to go on" says "tools/run"
export DISPLAY=:7777
check "and with a display that does not answer" status 0 timeout 30 "$program" --lang en
check "the same" says "tools/run"
unset DISPLAY
check "in whole sentences" whole
for lang in zh en; do
    checks=$((checks + 1))
    printf '3\nb\nx\nh\nu\n3\nq\n' |
        "$program" play ic-card --text --seed 3 --lang "$lang" >"$here/out" 2>"$here/err" ||
        failed=$((failed + 1))
    check "a round by hand, in whole sentences" whole
    checks=$((checks + 1))
    printf '?\n?\n?\n?\n1\n?\nq\n' |
        "$program" play ic-card --text --seed 3 --lang "$lang" >"$here/out" 2>"$here/err" ||
        failed=$((failed + 1))
    check "hints, in whole sentences" whole
    check "to the third step" says "3/3"
done

printf 'undo\n' >"$here/script"
check "nothing to take back" status 3 "$program" play ic-card --text --script "$here/script"
printf 'no-such-reply\n' >"$here/script"
check "a reply that is not there" status 3 "$program" play ic-card --text --script "$here/script" --lang en
check "is named" complains no-such-reply
check "an unknown scenario" status 3 "$program" play nothing --text --lang en
check "lists those there are" complains ic-card
check "an unknown style" status 3 "$program" play ic-card --text --style loud --lang en
check "lists those there are" complains professor
check "an unknown command" status 2 "$program" dance
check "an unknown option" status 2 "$program" lint --loud x
check "a missing file" status 3 "$program" lint "$here/nothing.json"
printf '{"format": "sparring-scenario",\n "formatVersion": 01}' >"$here/bad.json"
check "a malformed file" status 1 "$program" lint "$here/bad.json" --lang en
check "has its place" says "bad.json:2:19: error E015"
check "help is clean" status 0 "$program" --help

end
