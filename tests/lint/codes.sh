#!/usr/bin/env bash
# codes.sh: that every code of a finding has its sentences and a file that triggers it.
# usage: tests/lint/codes.sh ROOT
set -euo pipefail
export LC_ALL=C.UTF-8

findings=0

finding() {
    printf '%s\n' "$1"
    findings=$((findings + 1))
}

cd "${1:?usage: tests/lint/codes.sh ROOT}"
mapfile -t codes < <(grep -hoE '"[EW][0-9]{3}"' engine/core/*.c | tr -d '"' | sort -u)
if ((${#codes[@]} < 40)); then
    printf 'codes: only %d codes found in engine/core\n' "${#codes[@]}" >&2
    exit 2
fi

for code in "${codes[@]}"; do
    for lang in en zh; do
        grep -q "^  \"diag\.$code\"" "assets/strings.$lang.json" ||
            finding "assets/strings.$lang.json: no sentence diag.$code"
    done
    # What is no JSON at all has its table in the unit tests of json.c and strings.c.
    [[ $code > E019 && $code != E090 ]] || continue
    compgen -G "tests/lint/$code-*.want" >/dev/null || finding "tests/lint: no file for $code"
done

# Nothing stands there for a code that nobody reports any more.
mapfile -t keys < <(grep -hoE '"diag\.[EW][0-9]{3}' assets/strings.*.json | cut -d . -f 2 |
    sort -u)
for key in "${keys[@]}"; do
    [[ " ${codes[*]} " == *" $key "* ]] || finding "assets: nobody reports $key"
done
for file in tests/lint/[EW]*; do
    name=${file##*/}
    [[ " ${codes[*]} " == *" ${name%%-*} "* ]] || finding "$file: nobody reports ${name%%-*}"
    [[ $name == *.want || -e ${file%.*}.want ]] || finding "$file: no .want beside it"
done

printf 'codes: %d, findings: %d\n' "${#codes[@]}" "$findings"
((findings == 0))
