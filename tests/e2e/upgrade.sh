#!/usr/bin/env bash
# upgrade.sh: schemas as people ask for them, and old files made new in their place.
# usage: upgrade.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"

upgrade() { status "$1" "$program" lint --upgrade --lang en "${@:2}"; }

# ---- schemas ----

check "schemas are listed" status 0 "$program" schema --lang zh
for name in scenario rubric styles transcript lint plan history bench; do
    check "among them $name" grep -q "^$name " "$here/out"
done
check "in Chinese" says '场景：'
for name in scenario rubric styles transcript lint plan history bench; do
    check "$name is printed" status 0 "$program" schema "$name"
    check "byte for byte" same "$here/out" "$source/scenarios/schema/$name.json"
done
check "an unknown one" status 3 "$program" schema scenarios --lang en
check "is told which there are" complains "scenario, score, simulate, styles"
for name in ../rubric /etc/passwd scenario.json '' SCENARIO; do
    check "'$name' leads nowhere" status 3 "$program" schema "$name"
    check "and prints nothing" test ! -s "$here/out"
done
check "one at a time" status 2 "$program" schema scenario rubric

# ---- old files made new ----

# What version 1 was, from what it is now.
old() {
    sed -e '/"[$]schema"/d' -e 's/"formatVersion": 2/"formatVersion": 1/' \
        -e 's/"do": {\(\("trust"\|"patience"\): -[0-9]\(, \)\?\)*}}/<&>/g' \
        -e 's/<"do": {\([^}]*\)}}>/\1}/g' "$1"
}

for name in scenario:price-objection scenario:ic-card rubric:rubric styles:styles; do
    file=${name#*:}.json
    old "$source/scenarios/$file" >"$here/$file"
    check "$file was different" test "$(diff "$source/scenarios/$file" "$here/$file" |
        grep -c '^>')" -ge 1
    check "$file of version 1 is clean" status 0 "$program" lint "$here/$file"
done
check "all are rewritten at once" upgrade 0 "$here"/*.json
check "and it says so" says "styles.json: now of format version 2"
for file in price-objection ic-card rubric styles; do
    check "$file is what is shipped" same "$here/$file.json" "$source/scenarios/$file.json"
done
cp -p "$here/styles.json" "$here/before"
touch -d '2001-01-01' "$here/styles.json"
check "a new file" upgrade 0 "$here/styles.json"
check "has nothing to be done" says "nothing changed"
check "and is not written" test ! "$here/styles.json" -nt "$here/rubric.json"
check "in Chinese too" status 0 "$program" lint --upgrade --lang zh "$here/styles.json"
check "it says so" says "没有改动"

mkdir "$here/odd"
old "$source/scenarios/styles.json" | sed 's/$/\r/' >"$here/odd/crlf.json"
sed 's/$/\r/' "$source/scenarios/styles.json" >"$here/want"
check "line ends of MS-DOS" upgrade 0 "$here/odd/crlf.json"
check "stay" same "$here/odd/crlf.json" "$here/want"
minify() { python3 -c 'import json, sys
json.dump(json.load(sys.stdin), sys.stdout, separators=(",", ":"), ensure_ascii=False)'; }
old "$source/scenarios/styles.json" | minify >"$here/odd/small.json"
minify <"$source/scenarios/styles.json" >"$here/want"
check "a file without white space" upgrade 0 "$here/odd/small.json"
check "stays so" same "$here/odd/small.json" "$here/want"

# ---- what is not touched ----

# untouched WHAT WANT FILE: ends with WANT, and the file is as it was, alone in its folder.
untouched() {
    local names
    cp "$3" "$here/before"
    names=$(ls -A "$(dirname "$3")")
    check "$1" upgrade "$2" "$3"
    check "$1: stays as it was" same "$3" "$here/before"
    check "$1: nothing beside it" test "$names" = "$(ls -A "$(dirname "$3")")"
}

mkdir "$here/bad"
old "$source/scenarios/styles.json" >"$here/good"
sed 's/"after": 1,/"after": 99,/' "$here/good" >"$here/bad/range.json"
untouched "a file with an error" 1 "$here/bad/range.json"
check "which is shown" says "error E023"
head -c 500 "$here/good" >"$here/bad/half.json"
untouched "half a file" 1 "$here/bad/half.json"
sed 's/"formatVersion": 1/"formatVersion": 3/' "$here/good" >"$here/bad/newer.json"
untouched "a newer file" 1 "$here/bad/newer.json"
check "is told both numbers" says "format version 3, but this program reads versions up to 2"
printf '{"format": "recipe", "formatVersion": 1}' >"$here/bad/recipe.json"
untouched "a file of somebody else" 1 "$here/bad/recipe.json"
cp "$here/good" "$here/bad/closed.json"
chmod a-w "$here/bad/closed.json"
untouched "a file that may not be written" 3 "$here/bad/closed.json"
check "is told so" complains "closed.json"
check "a file that is not there" upgrade 3 "$here/bad/nothing.json"

cp "$here/good" "$here/bad/good.json"
check "one bad file does not stop the others" upgrade 1 "$here/bad/range.json" \
    "$here/bad/good.json"
check "they are rewritten" same "$here/bad/good.json" "$source/scenarios/styles.json"

mkdir "$here/linked"
cp "$here/good" "$here/linked/real.json"
chmod 640 "$here/linked/real.json"
ln -s real.json "$here/linked/link.json"
check "a link" upgrade 0 "$here/linked/link.json"
check "stays one" test -L "$here/linked/link.json"
check "to the new file" same "$here/linked/real.json" "$source/scenarios/styles.json"
check "with the old access" test "$(stat -c %a "$here/linked/real.json")" = 640
check "with --json nothing but findings" status 0 "$program" lint --upgrade --json \
    "$here/linked/link.json"
check "go to standard output" test ! -s "$here/out"

end
