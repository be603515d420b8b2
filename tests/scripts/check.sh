# check.sh: what the tests of the scripts share. Sourced, not run.
# shellcheck shell=bash

# shellcheck disable=SC2034 # used by the scripts that source this one
repo=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
checks=0
failures=0
output=

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# check NAME STATUS PATTERN COMMAND…: both outputs together are searched for the pattern,
# in which ^ and $ are the ends of the whole.
check() {
    local name=$1 want=$2 pattern=$3 got=0
    shift 3
    output=$("$@" 2>&1) || got=$?
    checks=$((checks + 1))
    if [[ $got != "$want" || ! $output =~ $pattern ]]; then
        failures=$((failures + 1))
        printf '%s\n  got  status %s, %s\n  want status %s, /%s/\n' \
            "$name" "$got" "$output" "$want" "$pattern"
    fi
}

end() {
    printf '%d checks, %d failures\n' "$checks" "$failures"
    ((checks > 0 && failures == 0))
}
