#!/usr/bin/env bash
# codes.sh: that the codes of the sources, the table of codes.c, the sentences, the
# examples and the manual are the same ones.
# usage: tests/lint/codes.sh ROOT [--write]
# --write puts the index of the manual's entries into scenarios/README.md anew.
set -euo pipefail
export LC_ALL=C.UTF-8

findings=0

finding() {
    printf '%s\n' "$1"
    findings=$((findings + 1))
}

# A row for each entry, from its title "# CODE English · 中文".
index() {
    local file
    printf '| code | what is wrong |\n|---|---|\n'
    for file in scenarios/codes/*.md; do
        sed -nE '1s#^\# ([EW][0-9]{3}) (.*)#| [\1](codes/\1.md) | \2 |#p' "$file"
    done
}

# The README with its index as it is now.
readme() {
    awk -v index_file="$1" '
        $0 == "<!-- end of codes -->" { skip = 0 }
        !skip { print }
        $0 == "<!-- codes, by tests/lint/codes.sh --write -->" {
            skip = 1
            while ((getline line <index_file) > 0) print line
        }' scenarios/README.md
}

cd "${1:?usage: tests/lint/codes.sh ROOT [--write]}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
index >"$scratch/index"
readme "$scratch/index" >"$scratch/readme"
if [[ ${2:-} == --write ]]; then
    cat "$scratch/readme" >scenarios/README.md
fi
grep -q '^<!-- codes, by' scenarios/README.md ||
    finding "scenarios/README.md: no index of codes"
cmp -s "$scratch/readme" scenarios/README.md ||
    finding "scenarios/README.md: the index is old; run tests/lint/codes.sh . --write"
mapfile -t sources < <(find engine/core -maxdepth 1 -name '*.c' ! -name codes.c)
mapfile -t reported < <(grep -hoE '"[EW][0-9]{3}"' "${sources[@]}" | tr -d '"' | sort -u)
mapfile -t codes < <(sed -nE 's/^ *\{"([EW][0-9]{3})", SP_[A-Z]+, false\},$/\1/p' \
    engine/core/codes.c)
mapfile -t retired < <(sed -nE 's/^ *\{"([EW][0-9]{3})", SP_[A-Z]+, true\},$/\1/p' \
    engine/core/codes.c)
if ((${#reported[@]} < 40)); then
    printf 'codes: only %d codes found in engine/core\n' "${#reported[@]}" >&2
    exit 2
fi

# The table is in order, for it is searched by halves, and holds each code once.
sed -nE 's/^ *\{"([EW][0-9]{3})", SP_.*/\1/p' engine/core/codes.c | sort -cu ||
    finding "engine/core/codes.c: not in order"
while IFS= read -r line; do
    finding "engine/core/codes.c: not a row: $line"
done < <(grep -E '"[EW][0-9]' engine/core/codes.c |
    grep -vE '^ *\{"(E[0-9]{3}", SP_ERROR|W[0-9]{3}", SP_WARNING), (true|false)\},$')

for code in "${reported[@]}"; do
    [[ " ${codes[*]} " == *" $code "* ]] || finding "engine/core/codes.c: $code is not in use"
done
for code in "${codes[@]}"; do
    [[ " ${reported[*]} " == *" $code "* ]] || finding "engine/core/codes.c: nobody reports $code"
    for lang in en zh; do
        grep -q "^  \"diag\.$code\"" "assets/strings.$lang.json" ||
            finding "assets/strings.$lang.json: no sentence diag.$code"
    done
    [[ -e scenarios/codes/$code.md ]] || finding "scenarios/codes: no entry for $code"
    # What is no JSON at all has its table in the unit tests of json.c and strings.c.
    [[ $code > E019 && $code != E090 ]] || continue
    compgen -G "tests/lint/$code-*.want" >/dev/null || finding "tests/lint: no file for $code"
done
for code in "${retired[@]}"; do
    [[ -e scenarios/codes/$code.md ]] || finding "scenarios/codes: no entry for $code"
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
for file in scenarios/codes/*.md; do
    name=${file##*/}
    [[ " ${codes[*]} ${retired[*]} " == *" ${name%.md} "* ]] ||
        finding "$file: ${name%.md} is no code"
done

printf 'codes: %d, findings: %d\n' "${#codes[@]}" "$findings"
((findings == 0))
