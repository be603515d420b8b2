#!/usr/bin/env bash
# simulate.sh: simulations as a trainer uses them. usage: simulate.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" simulate)

# RFC 4180 as Python reads it: rows of one width, whose counts fit one another.
table() {
    python3 - "$here/out" "$1" <<'END'
import csv, sys
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    text = file.read()
    file.seek(0)
    rows = list(csv.DictReader(file, strict=True))
assert text.count("\r\n") == text.count("\n") == len(rows) + 1 == int(sys.argv[2]) + 1
for row in rows:
    assert None not in row and None not in row.values(), row
    plays = int(row["plays"])
    assert 0 <= int(row["passes"]) <= plays, row
    assert int(row["total_p10"]) <= int(row["total_p50"]) <= int(row["total_p90"]), row
    assert int(row["C3"]) <= int(row["C2"]) <= int(row["C1"]), row
    assert int(row["C1"]) + int(row["clarify_unjudged"]) <= plays, row
END
}

# No line may be wider than asked for; characters count, all of them are narrow.
bars() {
    python3 - "$here/out" "$1" "$2" <<'END'
import sys
with open(sys.argv[1], encoding="utf-8") as file:
    bars = [line.rstrip("\n") for line in file if "|" in line]
assert len(bars) == 2, bars
assert max(map(len, bars)) <= int(sys.argv[2]), bars
assert len(bars[0].split("|")[1]) == int(sys.argv[3]), bars
END
}

check 'a scenario is played' status 0 --plays 50 --lang en ic-card
check 'the best always pass' says 'does the best): 800 calls, 100.000 % pass (with each'
check 'with the highest total' says 'mean 100.0'
check 'who misses nothing is told so' says 'every check earned in every call'
check 'each check has its rate' says 'E1 100.0   E2 100.0'
check 'so have the endings' says '  ends     deal 75.0 %  visit_tomorrow 25.0 %'
check 'and what costs most is named' says 'F2 Tied the benefit to this customer'
check 'in the end all are compared' says 'ic-card: the players beside each other'
check 'nothing is left open' whole
cp "$here/out" "$here/first"
check 'the same again' status 0 --plays 50 --lang en ic-card
check 'byte for byte' same "$here/first" "$here/out"
check 'in Chinese' status 0 --plays 50 --lang zh ic-card
check 'in Chinese words' says '句句选最好的人）：800 通'
check 'the losses too' says '分丢在哪里'
check 'nothing is left open' whole
check 'in 80 columns' status 0 --plays 50 --policy random ic-card
check 'the bars fit' bars 80 42
COLUMNS=44 check 'in a narrow terminal' status 0 --plays 50 --policy random ic-card
check 'they fit too' bars 44 11
COLUMNS=200 check 'in a wide one' status 0 --plays 50 --policy random ic-card
check 'they grow' bars 200 84
check 'who makes no noise' status 0 --plays 50 --policy best --json ic-card
sed 's/"best"/"noisy:0"/' "$here/out" >"$here/best"
check 'is the best' status 0 --plays 50 --policy noisy:0 --json ic-card
check 'in every figure' same "$here/best" "$here/out"
check 'all players in words' status 0 --plays 5 --policy all,random,noisy:20 --lang en ic-card
check 'are a table only' says 'One of them in full: --policy noisy:20'
check 'once each' test "$(grep -c 'a random player' "$here/out")" = 1
check 'one customer alone' status 0 --plays 50 --style actor --motive owners --csv --policy noisy:30 ic-card
cp "$here/out" "$here/alone"
check 'is a row below the head' lines 2
check 'all of them' status 0 --plays 50 --csv --policy noisy:30 ic-card
check 'are a row each' lines 17
check 'of a table' table 16
check 'and the one is among them' says "$(tail -n 1 "$here/alone")"
check 'every player of a proof' status 0 --plays 5 --policy all --style actor --motive owners --json ic-card
check 'has two lines' lines 74
check 'another seed' status 0 --plays 50 --seed 2 --csv --policy noisy:30 ic-card
check 'is another play' test "$(md5sum <"$here/out")" != "$(md5sum <"$here/alone")"
check 'two files in one table' status 0 --plays 5 --csv --policy random ic-card price-objection
check 'have one head' table 36
check 'the greatest seed' status 0 --seed 18446744073709551615 --plays 2 --policy random --json ic-card
check 'is kept whole' says '"seed":"18446744073709551615"'

# Another rubric has other columns; a call that is over at once has nothing to play.
mkdir "$here/other"
cp "$source"/scenarios/{styles,rubric}.json "$source/tests/data/small-call.json" "$here/other"
sed -i 's/"C1"/"Q1"/g' "$here/other/rubric.json"
check 'another rubric' status 3 --lang en --plays 5 --csv --policy random ic-card "$here/other/small-call.json"
check 'is no row of the same table' complains 'small-call has another rubric'
check 'whose rows stay' table 16
python3 - "$source/tests/data/small-call.json" "$here/over.json" <<'END'
import json, sys
doc = json.load(open(sys.argv[1], encoding="utf-8"))
doc["nodes"]["gate"] = {"route": [{"to": "end:walk"}]}
doc["start"] = "gate"
json.dump(doc, open(sys.argv[2], "w", encoding="utf-8"))
END
check 'a call that is over at once' status 0 --lang en "$here/over.json"
check 'is not figures of nothing' says 'small-call: the call is over before the first line'
check 'nor in a table' status 0 --csv --policy random --style actor --motive jams "$here/over.json"
check 'where cells are empty' says 'small-call,random,1,actor,jams,0,0,,,,,'

check 'a policy misspelt' status 2 --policy longest:xh --lang en ic-card
check 'is asked back' complains 'Did you mean “longest:zh”?'
check 'the best misspelt' status 2 --policy random,bets --lang en ic-card
check 'too' complains 'Did you mean “best”?'
check 'and noise' status 2 --policy nosiy:35 --lang en ic-card
check 'with its percentage' complains 'Did you mean “noisy:35”?'
check 'too much noise' status 2 --policy noisy:101 --lang en ic-card
check 'has limits' complains '“noisy:101” needs a percentage after the colon, from 0 to 100'
check 'another word' status 2 --policy wizard --lang en ic-card
check 'is not one' complains 'There is no policy “wizard”'
check 'no policy at all' status 2 --policy '' ic-card
check 'a hole in the list' status 2 --policy random,,best ic-card
check 'a style that is not there' status 2 --style pirate --lang en ic-card
check 'and those that are' complains 'There are: actor, results'
check 'a motive that is not there' status 2 --motive gold --lang zh ic-card
check 'and those that are' complains '现有：nosignal, guestdata'
check 'no plays' status 2 --plays 0 --lang en ic-card
check 'and how many there may be' complains 'from 1 to 10,000,000, not 0'
check 'too many' status 2 --plays 10000001 ic-card
check 'no number' status 2 --plays ten ic-card
check 'nor a seed' status 2 --seed -1 ic-card
check 'either or' status 2 --csv --json --lang en ic-card
check 'and why' complains 'exclude each other'
check 'no file' status 3 "$here/none.json"
check 'no word' status 2
end
