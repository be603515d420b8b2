#!/usr/bin/env bash
# simulate.sh: simulations as a trainer uses them. usage: simulate.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" simulate)

check 'a scenario is played' status 0 --plays 50 --lang en ic-card
check 'the best always pass' says 'does the best: 800 calls, 100.000 % pass'
check 'with the highest total' says 'mean 100.0'
check 'each check has its rate' says 'Clarify: C1 100.0 %  C2 100.0 %  C3 100.0 %'
check 'nothing is left open' whole
check 'in Chinese' status 0 --plays 50 --lang zh ic-card
check 'in Chinese words' says '句句选最好的人：800 通'
check 'nothing is left open' whole
check 'one customer alone' status 0 --plays 50 --style actor --motive owners --csv --policy noisy:30 ic-card
cp "$here/out" "$here/alone"
check 'is a row below the head' lines 2
check 'all of them' status 0 --plays 50 --csv --policy noisy:30 ic-card
check 'are a row each' lines 17
check 'and the one is among them' says "$(tail -n 1 "$here/alone")"
check 'every player of a proof' status 0 --plays 5 --policy all --style actor --motive owners --json ic-card
check 'has two lines' lines 74
check 'another seed' status 0 --plays 50 --seed 2 --csv --policy noisy:30 ic-card
check 'is another play' test "$(md5sum <"$here/out")" != "$(md5sum <"$here/alone")"
check 'a policy misspelt' status 2 --policy longest:xh --lang en ic-card
check 'is asked back' complains 'Did you mean “longest:zh”?'
check 'another word' status 2 --policy wizard --lang en ic-card
check 'is not one' complains 'There is no policy “wizard”'
check 'a style that is not there' status 2 --style pirate --lang en ic-card
check 'and those that are' complains 'There are: actor'
check 'a motive that is not there' status 2 --motive gold ic-card
check 'no plays' status 2 --plays 0 ic-card
check 'too many' status 2 --plays 10000001 ic-card
check 'no number' status 2 --plays ten ic-card
check 'either or' status 2 --csv --json ic-card
check 'no file' status 3 "$here/none.json"
check 'no word' status 2
end
