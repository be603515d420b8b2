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

# Ctrl+C in the middle of a long proof. A shell starts what is in the background without
# it, so the signal goes to a program that waits for it.
stopped() {
    python3 - "$program" "$source/scenarios/price-objection.json" >"$here/out" <<'END'
import signal, subprocess, sys, time
run = subprocess.Popen([sys.argv[1], "prove", "--lang", "en", sys.argv[2]])
time.sleep(0.3)
run.send_signal(signal.SIGINT)
sys.exit(0 if run.wait(60) == 1 else 1)
END
}

call=$source/tests/data/manual-call.json
check 'a shipped scenario is fair' status 0 --quick --lang en ic-card
check 'it says so' says 'ic-card: fair'
check 'and how often chance passes, exactly' says '263/1600000 = 0.016 %'
check 'and that all is reached' says '102 of 102 replies'
check 'in Chinese too' status 0 --quick --lang zh ic-card
check 'in Chinese words' says '公平'
check 'what is cut short is not proved' status 1 --quick --limit 500 --lang en ic-card
check 'and says so' says 'nothing wrong found in'
check 'and why' says 'the limit of states'
check 'and between what the chance lies' says 'a random player passes with a chance of at least 0.0000 %'
check 'and the end says so too' says 'not proved: nothing wrong was found, but only 0 of 16'
check 'a small limit of memory' status 1 --quick --memory 1 --lang en price-objection
check 'is said' says 'the limit of memory'
check 'no memory at all' status 2 --memory 0 ic-card
check 'a time that suffices' status 0 --quick --time 600 ic-card
check 'no time at all' status 2 --time 0 ic-card
check 'Ctrl+C' stopped
check 'ends it with what there is' says '(stopped)'
check 'who guesses the content of a small call passes too often' status 1 --lang en "$call"
check 'which is named' says 'who knows the method by heart'
check 'no file, no proof' status 3 "$here/none.json"
check 'no word, no proof' status 2
check 'a limit is a number' status 2 --limit many ic-card

check 'what no call may do is found' status 1 --quick --lang en "$source/tests/data/small-call.json"
check 'with a shortest one' says 'a reply said again at once still brings something: feel, feel'
check 'and what nobody lets earn' says 'Nobody lets earn: T3, K3'
check 'in Chinese' status 1 --quick --lang zh "$source/tests/data/small-call.json"
check 'in Chinese words too' says '同一句话紧接着再说一遍'
check 'a fair one' status 0 --quick --lang en --counter "$here/none.plan" ic-card
check 'does not' says 'Clarify: 8 points at best; 0 of 16 customers can be passed'
check 'nor by heart' says 'by heart: 0 of 192 pass with another motive'
check 'and leaves a plan without cases' grep -q '^# no call' "$here/none.plan"

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
check 'of either kind' status 2 --counter "$here/x.plan" ic-card price-objection

command=("$program" play --lang en)
plan=$here/ic-card.witness.plan
check 'a case is seen at the terminal' status 0 "$here/ic-card.json" --plan "$plan" --case 2 --text
check 'from where it ends' says 'Line 9 of 12'
check 'there is no such case' status 3 "$here/ic-card.json" --plan "$plan" --case 17
check 'nor case 0' status 3 "$here/ic-card.json" --plan "$plan" --case 0
check 'which case must be said' status 2 "$here/ic-card.json" --plan "$plan"
check 'the plan says which style' status 2 "$here/ic-card.json" --plan "$plan" --case 1 --style actor
check 'no plan, no call' status 3 "$here/ic-card.json" --plan "$here/none" --case 1
printf 'case bad\nseed 1\npick nothing\n' >"$here/ic-card.bad.plan"
check 'a line that cannot be said' status 3 "$here/ic-card.json" --plan "$here/ic-card.bad.plan" --case 1
check 'is named' grep -q 'Line 3 of the plan' "$here/err"
command=("$program" history --lang en)
check 'it is kept as practice' status 0
check 'that took lines over' says 'ic-card  actor  unfinished, 8 lines (lines taken over from another attempt: 8)'


# The proof sheet: a page that runs nothing, in both languages, the same each time.
command=("$program" prove)
page() { grep -qF -- "$1" "$here/sheet.html"; }
lacks() { ! page "$1"; }
whole_page() { python3 "$(dirname "${BASH_SOURCE[0]}")/page.py" "$here/sheet.html"; }
sed 's/小电话/<script>alert(1)<\/script>\\"\x27\&/' "$source/tests/data/small-call.json" >"$here/hostile.json"
cp "$source/scenarios/rubric.json" "$source/scenarios/styles.json" "$here"
check 'a proof sheet' status 1 --quick --sheet "$here/sheet.html" --lang en "$here/hostile.json"
cp "$here/sheet.html" "$here/sheet1.html"
check 'is a whole page' whole_page
check 'in Chinese' page '还不公平'
check 'and English' page 'Not fair yet'
check 'with what a file says as text' page '&lt;script&gt;alert(1)'
check 'which a counterexample is part of' page '买贵了确实不好交代。'
check 'with nothing from elsewhere' page "default-src 'none'"
check 'again' status 1 --quick --sheet "$here/sheet.html" --lang en "$here/hostile.json"
check 'is the same' same "$here/sheet.html" "$here/sheet1.html"
check 'says why it is not fair' page 'that no call may do can be done'
check 'and how it is read' page '怎么读这一页'
check 'with exact fractions' page '24593/663552'
check 'and the file by its SHA-256' page "$(sha256sum <"$here/hostile.json" | cut -d' ' -f1)"
check 'a fair one' status 0 --quick --sheet "$here/sheet.html" --lang en ic-card
check 'is a whole page too' whole_page
check 'that says so' page 'Every customer can be passed'
check 'and a shortest pass with its end' page '<b><span class="zh" lang="zh">过关</span>'
check 'what is cut short' status 1 --quick --limit 500 --sheet "$here/sheet.html" --lang en ic-card
check 'is not called unfair' page 'Not decided.'
check 'nor said to be walked whole' lacks 'none left out'
python3 "$source/tests/e2e/monolingual.py" "$source/tests/data/small-call.json" >"$here/zh.json"
check 'a call in one language' status 1 --quick --sheet "$here/sheet.html" --lang en "$here/zh.json"
check 'has no empty lines in the other' lacks 'lang="en"></span>'
mkdir "$here/lax"
cp "$source/tests/data/small-call.json" "$here/styles.json" "$here/lax"
python3 -c '
import json, sys
rubric = json.load(sys.stdin)
rubric["competencies"]["fab"]["headline"] = False
rubric["mark"] = 50
json.dump(rubric, sys.stdout)' <"$here/rubric.json" >"$here/lax/rubric.json"
check 'a rubric that does without features' status 1 --quick --sheet "$here/sheet.html" --lang en "$here/lax/small-call.json"
check 'is not said to ask for them' page 'This rubric does not ask for it'
check 'where nothing can be written' status 3 --quick --sheet "$here/none/sheet.html" --lang en ic-card
check 'one sentence says so' test "$(wc -l <"$here/err")" = 1
check 'and nothing is left behind' test ! -e "$here/none"
check 'one sheet, one scenario' status 2 --sheet "$here/sheet.html" ic-card price-objection

end
