#!/usr/bin/env bash
# lint.sh: sparring lint as trainers and editors use it. usage: lint.sh PROGRAM SOURCE-FOLDER
set -uo pipefail

# shellcheck source=tests/e2e/begin.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/begin.sh" "$@"
command=("$program" lint)

spoil_rubric() { echo '{' >"$here/folder/rubric.json"; }
one_language() { ! grep -qE ' · |English:|中文：' "$here/out"; }
nothing_leaks() { ! grep -q 'root:' "$here/out" "$here/err"; }
colours_nothing() { ! grep -q $'\x1b' "$here/out" "$here/err"; }

# call SED-SCRIPT NAME: the manual's call, changed.
call() { sed "$1" "$source/tests/data/manual-call.json" >"$here/$2"; }

call '' good.json
call 's/"to": "agreed"}/"to": "agred"}/; s/"id": "feel"/"id": "cut"/' bad.json

# What is shown of a finding.
check "a file without findings" status 0 --lang en "$here/good.json"
check "a file with findings" status 1 --lang en "$here/bad.json"
check "place, severity, code, pointer" says "$here/bad.json:117:16: error E030 at /nodes/voice/replies/3/to: "
check "the nearest name" says 'Did you mean “agreed”?'
check "the source line" says '         "to": "agred"}'
check "the caret under the value" grep -qx '               ^' "$here/out"
check "the other place of a clash" says "$here/bad.json:84:16: note: "
check "no hole" whole
check "in Chinese" status 1 --lang zh "$here/bad.json"
check "the severity in Chinese" says ': 错误 E030，位置 /nodes/voice/replies/3/to: '
tr -d '\n' <"$here/bad.json" >"$here/minified.json"
check "minified" status 1 --lang en "$here/minified.json"
check "a long line is cut" test "$(wc -L <"$here/out")" -lt 250
check "and says so" says '…'

# An editor reads it by the expression that the manual gives.
check "again" status 1 --lang en "$here/bad.json"
check "the editor's expression" python3 - "$source/scenarios/README.md" "$here/out" <<'END'
import json, re, sys
readme = open(sys.argv[1], encoding="utf-8").read()
block = re.search(r"  ```json\n(.*?)  ```", readme, re.S).group(1)
pattern = json.loads(block)["tasks"][0]["problemMatcher"]["pattern"]
found = [re.match(pattern["regexp"], line) for line in open(sys.argv[2], encoding="utf-8")]
found = [(m[2], m[3], m[4], m[5], m[6]) for m in found if m]
assert ("117", "16", "error", "E030", "There is no node “agred”. Did you mean “agreed”?") in found, found
assert any(f[:4] == ("84", "16", "note", None) for f in found), found
END
check "json" status 1 --json "$here/bad.json"
check "its objects" python3 - "$here/out" <<'END'
import json, sys
found = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert [f["code"] for f in found] == ["E026"] + ["E030"] * 5, found
assert found[0]["other"] == {"line": 84, "column": 16} and "other" not in found[1]
assert found[1]["args"] == ["node", "agred", "agreed"] and found[1]["severity"] == "error"
END

# Several files, a folder, standard input.
check "all files in one run" status 1 --lang en "$here/bad.json" "$here/good.json"
check "the clean one too" says "$here/good.json: nothing"
check "a sum of both" says "2 files"
mkdir "$here/folder" "$here/folder/inner" "$here/empty"
cp "$here/good.json" "$here/folder"
cp "$here/bad.json" "$here/folder/inner"
check "a folder is its own files" status 0 "$here/folder"
check "a folder without files" status 3 "$here/empty"
check "standard input" status 1 --lang en - <"$here/bad.json"
check "is called -" says "-:117:16: error"
check "under its name" status 1 --lang en --stdin-name "$here/new.json" - <"$here/bad.json"
check "its name is shown" says "$here/new.json:117:16: error"
check "a name without standard input" status 2 --stdin-name x "$here/good.json"
check "an editor's folder decides" cp "$source/scenarios/styles.json" "$here/folder"
check "a rubric that cannot be read" spoil_rubric
check "is what is told" status 3 --lang en --stdin-name "$here/folder/new.json" - <"$here/good.json"
check "with its name" complains "$here/folder/rubric.json"

# Severities of the file's own.
own='s/"languages": \["zh", "en"\],/&\n  "lint": {"W065": {"severity": "SEVERITY", "reason": "for beginners"},\n    "W110": {"severity": "off", "reason": "for later"},\n    "W129": {"severity": "off", "reason": "a small call"}},/
     s/"about": \["remedy:tasting"\]/"about": ["remedy:swap"]/'
for severity in off note warning error; do
    call "${own/SEVERITY/$severity}" "$severity.json"
done
check "turned off" status 0 --lang en "$here/off.json"
check "nothing is said" lines 1
check "a note is no finding" status 0 --lang en "$here/note.json"
check "but is shown" says ': note W065 at '
check "and counted" says 'notes: 1'
check "a warning" status 1 --lang en "$here/warning.json"
check "raised" status 1 --lang en "$here/error.json"
check "is an error" says 'errors: 1, warnings: 0'
printf 'case a\nseed 1 style actor motive budget\nat opening\n' >"$here/error.plan"
check "and can be played" "$program" plan "$here/error.plan" >"$here/out" 2>"$here/err"

# Codes.
for lang in en zh; do
    check "an entry in $lang" status 0 --lang "$lang" --explain w061
    check "without the other" one_language
done
check "its example" says '/nodes/offer/replies'
check "a retired code" status 0 --lang en --explain W064
check "what is reported instead" says W112
check "as an object" status 0 --lang en --json --explain W064
check "which says so" says '"retired":true,"text":"W064 '
check "no such code" status 2 --explain ../W061
check "an entry and files" status 2 --explain W061 "$here/good.json"

# What strangers hand over.
mkfifo "$here/pipe.json"
check "a pipe" status 3 --lang en "$here/pipe.json"
check "with a sentence" complains "is a pipe or a device"
check "a device" status 3 /dev/zero
check "endless standard input" status 3 --lang en - < <(yes)
check "is too large" complains "is larger than"
mkdir "$here/links"
cp "$here/good.json" "$here/links"
ln -s /etc/passwd "$here/links/rubric.json"
check "a link that leads out" status 3 --lang en "$here/links/good.json"
check "is not shown" nothing_leaks
check "with a sentence" complains "is a link to somewhere outside"
ln -sf good.json "$here/links/rubric.json"
check "a link inside is read" status 3 --lang en "$here/links/good.json"
check "as what it is" complains "E029"
ln -s rubric.json "$here/loop.json"
ln -sf loop.json "$here/rubric.json"
check "links in a circle" status 3 "$here/loop.json"
rm "$here/rubric.json"
python3 - "$here" <<'END'
import sys
here = sys.argv[1]
good = open(here + "/good.json", encoding="utf-8").read()
more = ",".join('"x%d": 1' % i for i in range(200000))
open(here + "/many.json", "w").write(good.replace('"turnLimit"', more + ', "turnLimit"', 1))
open(here + "/lines.json", "w").write(good.replace('"turnLimit"', more.replace(",", ",\n") + ', "turnLimit"', 1))
open(here + "/deep.json", "w").write("[" * 1000000)
open(here + "/wide.json", "w").write('{"a": ["' + "\u0301" * 20000 + '" "b"]}')
open(here + "/\x1b[31m.json", "w").write("{")
END
for file in many lines; do
    check "200,000 findings, $file" status 1 --lang en "$here/$file.json"
    check "say how many are not shown" says '199000 more findings'
    check "count all" says 'errors: 200000'
done
check "a million brackets" status 1 "$here/deep.json"
check "marks without width" status 1 "$here/wide.json"
check "are cut" test "$(wc -c <"$here/out")" -lt 4000
check "a name that colours" status 1 "$here/"$'\x1b[31m.json'
check "colours nothing" colours_nothing

end
