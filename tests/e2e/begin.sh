# begin.sh: what tests of the program at a terminal share. Sourced, not run: they are
# called with PROGRAM SOURCE-FOLDER.
# shellcheck shell=bash

# shellcheck disable=SC2034 # used by those that source this one
program=$1
source=$2
here=$(mktemp -d)
trap 'chmod -R u+w "$here"; rm -rf "$here"' EXIT
export SP_ASSETS=$source/assets SP_SCENARIOS=$source/scenarios SPARRING_DATA=$here/data
export LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
failed=0
checks=0

# check WHAT COMMAND…: the command must succeed.
check() {
    local what=$1
    shift
    checks=$((checks + 1))
    if ! "$@"; then
        failed=$((failed + 1))
        printf 'not so: %s\n' "$what" >&2
        [[ ! -e $here/out ]] || head -c 2000 "$here/out" "$here/err" >&2
    fi
}

# status WANT ARGUMENT…: runs `command` with them, output kept in out and err; nothing may
# take long. Nobody types: what reads standard input is given a file.
command=()
exec </dev/null
status() {
    local want=$1 got=0
    shift
    timeout 100 "${command[@]}" "$@" >"$here/out" 2>"$here/err" || got=$?
    ((got == want)) || printf '%s ended with %s, not %s\n' "${command[*]} $*" "$got" "$want" >&2
    ((got == want))
}

says() { grep -qF -- "$1" "$here/out"; }
complains() { grep -qF -- "$1" "$here/err"; }
# A sentence whose arguments do not fit shows a hole.
whole() { ! grep -qE '\{[0-9]' "$here/out" "$here/err"; }
lines() { (($(wc -l <"$here/out") == $1)); }
same() { cmp "$1" "$2"; }

# The last line of each.
end() {
    printf '%d checks, %d failed\n' "$checks" "$failed"
    ((checks > 0 && failed == 0))
}
