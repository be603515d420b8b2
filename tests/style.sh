#!/usr/bin/env bash
# style.sh: the rules of the house that neither the compiler nor clang-format knows.
# usage: tests/style.sh ROOT
set -euo pipefail
export LC_ALL=C.UTF-8

findings=0
file_lines=800
function_lines=80

finding() {
    printf '%s\n' "$1"
    findings=$((findings + 1))
}

# each_match MESSAGE PATTERN FILE…: a finding for each line that matches.
each_match() {
    local message=$1 pattern=$2 line
    shift 2
    while IFS= read -r line; do
        finding "$line: $message"
    done < <(grep -nHE "$pattern" "$@" /dev/null | cut -d : -f 1,2)
}

check_first_line() {
    local file=$1 first
    IFS= read -r first <"$file" || true
    [[ $first == "/* ${file##*/}: "* ]] ||
        finding "$file:1: expected \"/* ${file##*/}: what it is for\""
}

check_lengths() {
    local line
    while IFS= read -r line; do
        finding "$line"
    done < <(awk -v most="$file_lines" -v most_in="$function_lines" '
        FNR == 1 { start = 0; last = "" }
        FNR == most + 1 { print FILENAME ":" FNR ": more than " most " lines" }
        /^\{$/ && last ~ /\)$/ { start = FNR }
        /^\}$/ && start {
            if (FNR - start - 1 > most_in)
                print FILENAME ":" start ": a function of " FNR - start - 1 " lines"
            start = 0
        }
        { last = $0 }' "$@")
}

# The first include of x.c is x.h, or x_….h that includes it, so that a header proves to
# compile alone.
check_own_header() {
    local file=$1 name own first
    name=$(basename "$file" .c)
    own=$(find "$(dirname "$file")" -name "$name.h" -print -quit)
    [[ -n $own ]] || return 0
    first=$(grep -m 1 '^#include' "$file" || true)
    [[ $first =~ [\"/]"$name"[a-z0-9_]*\.h\" ]] ||
        finding "$file:1: the first include is not $name.h"
}

# check_includes FOLDER PATTERN: no file of the folder includes what matches.
check_includes() {
    local folder=$1 pattern=$2 files
    mapfile -t files < <(find "$folder" -name '*.[ch]' 2>/dev/null | sort)
    each_match "includes what its layer may not" "^# *include *[<\"]($pattern)" "${files[@]}"
}

check_layers() {
    local window='SDL|cairo|fontconfig/' database='sqlite3|sodium' others
    check_includes engine/core "$window|$database|nlu/|store/|ui/|time\.h|locale\.h"
    check_includes engine/nlu "$window|$database|store/|ui/|time\.h|locale\.h"
    check_includes engine/store "$window|ui/"
    mapfile -t others < <(find engine/ui tools -name '*.[ch]' ! -name 'sdl_*' ! -name 'pdf.c' 2>/dev/null | sort)
    each_match "only sdl_*.c include this" "^# *include *[<\"]($window)" "${others[@]}"
}

cd "${1:?usage: tests/style.sh ROOT}"
mapfile -t sources < <(find engine tools tests -name '*.c' | sort)
mapfile -t headers < <(find engine tools tests -name '*.h' | sort)
mapfile -t ours < <(find engine tools -name '*.[ch]' | sort)
mapfile -t scripts < <(find tools tests .ci -type f \( -name '*.sh' -o -path tools/run \
    -o -path tools/test -o -path .ci/run \) 2>/dev/null | sort)
if ((${#sources[@]} == 0)); then
    printf 'style: no source in %s\n' "$PWD" >&2
    exit 2
fi

for file in "${sources[@]}" "${headers[@]}"; do
    check_first_line "$file"
done
for file in "${headers[@]}"; do
    grep -q '^#pragma once$' "$file" || finding "$file:1: no #pragma once"
done
for file in "${sources[@]}"; do
    check_own_header "$file"
done
check_lengths "${sources[@]}" "${headers[@]}"
check_layers
each_match "unsafe or unbounded function" \
    '(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|gets|alloca) *\(' \
    "${ours[@]}"
each_match "a typedef hides a struct, union or enum" '^typedef (struct|union|enum)[ {]' "${ours[@]}"
for file in "${scripts[@]}"; do
    bash -n "$file" || finding "$file:1: not valid for bash"
done

printf 'files: %d, findings: %d\n' $((${#sources[@]} + ${#headers[@]} + ${#scripts[@]})) "$findings"
((findings == 0))
