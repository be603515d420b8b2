#!/usr/bin/env bash
# layers.sh: that no library uses what its layer may not. ui -> gui -> store, nlu -> core.
# usage: tests/layers.sh libsp-NAME.a…, of core, nlu, store, gui (the screens) and ui (the
# window)
set -euo pipefail
export LC_ALL=C

window='SDL_.*|TTF_.*|cairo_.*|Fc[A-Z].*'
database='sqlite3_.*|sodium_.*|crypto_.*|randombytes_.*'
above_core='sp_store_.*|gui_.*|screen_.*'
# Whatever could make two runs differ.
chance='time|clock|clock_gettime|gettimeofday|localtime|localtime_r|getenv|secure_getenv|setlocale|newlocale|rand|rand_r|random|srand|srandom|getrandom|getpid'
input_output='printf|fprintf|vprintf|vfprintf|puts|putchar|putc|fputs|fputc|fwrite|perror|stdout|stderr|stdin|fopen|open|openat|read|write|exit|_exit'

findings=0

finding() {
    printf '%s\n' "$1"
    findings=$((findings + 1))
}

wrong_usage() {
    printf 'layers: %s\n' "$1" >&2
    exit 2
}

# used ARCHIVE: "OBJECT NAME" for each name that an object expects from elsewhere.
used() {
    nm -A -u "$1" | awk '{ name = $NF; $(NF - 1) = $NF = ""; sub(/:[ ]*$/, "")
        sub(/.*[:\/]/, ""); print $0, name }'
}

defined() {
    nm -g --defined-only "$1" | awk 'NF == 3 { print $3 }' | sort -u
}

# refuse ARCHIVE NAMES [OBJECTS THAT MAY]: NAMES is a pattern of whole names. Glibc has
# some functions under further names: __printf_chk, fopen64, __isoc99_fscanf.
refuse() {
    local archive=$1 names="^(__|__isoc99_)?($2)(64)?(_chk)?(@.*)?\$" except=${3:-^\$}
    local object name
    while read -r object name; do
        if [[ $name =~ $names && ! $object =~ $except ]]; then
            finding "${archive##*/}: $object uses $name"
        fi
    done < <(used "$archive")
}

# refuse_upwards ARCHIVE HIGHER: whatever its name, a function of a higher library.
refuse_upwards() {
    local archive=$1 higher=$2 name
    [[ -n $archive && -n $higher ]] || return 0
    while read -r name; do
        finding "${archive##*/}: uses $name of ${higher##*/}"
    done < <(comm -12 <(used "$archive" | awk '{ print $2 }' | sort -u) <(defined "$higher"))
}

# By section, because nm's letters take a constant table of pointers (.data.rel.ro) for
# data. Names in "__" are the sanitizers' and the coverage counters'.
refuse_mutable_data() {
    local archive=$1 object name
    while read -r object name; do
        finding "${archive##*/}: $object has the mutable variable $name"
    done < <(objdump -t "$archive" | awk '
        sub(/: +file format .*/, "") { object = $0; sub(/.*\//, "", object); next }
        /^[0-9a-f]+ / {
            section = ""
            for (i = 2; i < NF; i++)
                if ($i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/) section = $i
            if (section == "" || section ~ /^\.data\.rel\.ro/) next
            if ($NF !~ /^__/ && $NF !~ /^\./) print object, $NF
        }')
}

check_core() {
    refuse "$1" "$window|$database|$above_core|$chance|$input_output"
    refuse_mutable_data "$1"
}

check_nlu() {
    refuse "$1" "$window|$database|$above_core|$chance"
    refuse_mutable_data "$1"
}

check_store() {
    refuse "$1" "$window|gui_.*|screen_.*"
}

check_gui() {
    refuse "$1" "$window"
}

check_ui() {
    refuse "$1" "$window" '^sdl_'
}

declare -A archives=([core]='' [nlu]='' [store]='' [gui]='' [ui]='')
for path in "$@"; do
    layer=${path##*/libsp-}
    layer=${layer#libsp-}
    layer=${layer%.a}
    [[ -v archives[$layer] ]] || wrong_usage "not one of our libraries: $path"
    symbols=$(nm "$path" 2>&1) || wrong_usage "cannot be read: $path"
    [[ -n $symbols ]] || wrong_usage "nothing in it: $path"
    archives[$layer]=$path
done
(($# > 0)) || wrong_usage "name at least one library"

for layer in core nlu store gui ui; do
    [[ -z ${archives[$layer]} ]] || "check_$layer" "${archives[$layer]}"
done
for higher in nlu store gui ui; do
    refuse_upwards "${archives[core]}" "${archives[$higher]}"
done
for higher in gui ui; do
    refuse_upwards "${archives[nlu]}" "${archives[$higher]}"
    refuse_upwards "${archives[store]}" "${archives[$higher]}"
done
refuse_upwards "${archives[nlu]}" "${archives[store]}"
refuse_upwards "${archives[gui]}" "${archives[ui]}"

printf 'libraries: %d, findings: %d\n' $# "$findings"
((findings == 0))
