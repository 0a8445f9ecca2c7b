#!/usr/bin/env bash
# Installs what is missing, builds, and opens the console; without a screen it runs a tour instead.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    cat <<'USAGE'
./run.sh                 install what is missing, build, open the console
./run.sh --tour [DIR]    the same, but run the tour: deliveries to a local inbox, then a picture of
                         each page, light and dark, in DIR (build/tour)
./run.sh -- ARGUMENTS    hand arguments on to the console
USAGE
}

tour=
arguments=()
while [ $# -gt 0 ]; do
    case "$1" in
        --tour)
            tour=build/tour
            if [ $# -gt 1 ] && [ "${2#-}" = "$2" ]; then tour=$2; shift; fi ;;
        --) shift; arguments=("$@"); break ;;
        -h|--help) usage; exit 0 ;;
        *) echo "run.sh does not know '$1'." >&2; usage >&2; exit 2 ;;
    esac
    shift
done

packaging/install.sh build run

[ -e build/release/build.ninja ] || cmake --preset release
cmake --build --preset release --target tackle tacklebox

if [ -z "$tour" ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the tour instead."
    tour=build/tour
fi
if [ -n "$tour" ]; then
    exec packaging/tour.sh build/release/bin "$tour"
fi
exec build/release/bin/tacklebox ${arguments[@]+"${arguments[@]}"}
