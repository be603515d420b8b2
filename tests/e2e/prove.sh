#!/usr/bin/env bash
# prove.sh: proofs as a trainer uses them. usage: prove.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" prove)

# The way that a proof calls a shortest pass is played and passes.
passes() {
    local style=$1 motive=$2 line
    line=$(grep -F "\"style\":\"$style\",\"motive\":\"$motive\"" "$here/json")
    sed -E 's/.*"shortestPass":\[([^]]*)\].*/\1/; s/"//g' <<<"$line" | tr ',' '\n' >"$here/way"
    "$program" play ic-card --style "$style" --motive "$motive" --script "$here/way" --json \
        >"$here/played" && grep -qF '"pass":true' "$here/played"
}

call=$source/tests/data/manual-call.json
check 'a shipped scenario is fair' status 0 --quick --lang en ic-card
check 'it says so' says 'ic-card: fair'
check 'and how often chance passes, exactly' says '263/1600000 = 0.016 %'
check 'and that all is reached' says '102 of 102 replies'
check 'in Chinese too' status 0 --quick --lang zh ic-card
check 'in Chinese words' says '公平'
check 'what is cut short is not proved' status 1 --quick --limit 500 --lang en ic-card
check 'and says so' says 'nothing is proved'
check 'who guesses the content of a small call passes too often' status 1 --lang en "$call"
check 'which is named' says 'who knows the method by heart'
check 'no file, no proof' status 3 "$here/none.json"
check 'no word, no proof' status 2
check 'a limit is a number' status 2 --limit many ic-card

check 'as JSON' status 0 --quick --json ic-card
cp "$here/out" "$here/json"
for style in actor results professor nice-guy; do
    for motive in nosignal owners; do
        check "a shortest pass of $style, $motive passes" passes "$style" "$motive"
    done
done

cp "$source/scenarios/ic-card.json" "$source/scenarios/rubric.json" \
    "$source/scenarios/styles.json" "$here"
check 'a plan with a shortest pass for each' status 0 --quick \
    --witness "$here/ic-card.witness.plan" "$here/ic-card.json"
command=("$program" plan --lang en)
check 'holds when it is played' status 0 "$here/ic-card.witness.plan"
check 'for every customer' says '16 of 16 cases hold'
command=("$program" prove)
check 'a plan that cannot be written' status 3 --quick --witness "$here/none/x.plan" ic-card
check 'one plan for two scenarios' status 2 --witness "$here/x.plan" ic-card price-objection

end
