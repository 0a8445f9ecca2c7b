#!/usr/bin/env bash
# clazy, level 1, warnings as errors, over the sources that changed since the branch left main (on main:
# in its last commit); over all of them where that can't be told, as in a clone without a history.
# Needs the dev build: its generated files are read. Usage: clazy.sh [--all | COMMIT TO COMPARE WITH]
set -euo pipefail
cd "$(dirname "$0")/.."

stop() {
    echo "clazy: $1" >&2
    exit 1
}
command -v clazy-standalone >/dev/null || stop "not installed; packaging/install.sh check does that"
[ -e build/dev/compile_commands.json ] || stop "there is no dev build; cmake --preset dev makes it"

base() {
    local point
    for main in origin/main main; do
        point=$(git merge-base HEAD "$main" 2>/dev/null) || continue
        [ "$point" = "$(git rev-parse HEAD)" ] || { echo "$point"; return; }
    done
    git rev-parse --verify --quiet HEAD^ || true
}

case "${1:-}" in
    --all) since= ;;
    "") since=$(base) ;;
    *) since=$(git rev-parse --verify --quiet "$1^{commit}") || stop "there is no commit $1 here" ;;
esac
if [ -n "$since" ]; then
    mapfile -t changed < <(git diff --name-only --diff-filter=d "$since" -- '*.cpp' '*.h')
    echo "clazy: ${#changed[@]} sources and headers changed since ${since:0:10}"
else
    mapfile -t changed < <(git ls-files '*.cpp')
    echo "clazy: all ${#changed[@]} sources"
fi

# The sources that include a header; where none does so itself, those of the headers that do.
readersOf() {
    local headers=("$1") includes header
    while [ ${#headers[@]} -gt 0 ]; do
        includes=()
        for header in "${headers[@]}"; do includes+=(-e "#include \"$header\""); done
        git grep -l -F "${includes[@]}" -- '*.cpp' && return
        # Tests name the headers beside them without their folder.
        git grep -l -F "#include \"$(basename "$1")\"" -- "$(dirname "$1")/*.cpp" && return
        mapfile -t headers < <(git grep -l -F "${includes[@]}" -- '*.h')
    done
}

sources=()
for file in ${changed[@]+"${changed[@]}"}; do
    case "$file" in
        *.cpp) sources+=("$file") ;;
        *.h) mapfile -t -O ${#sources[@]} sources < <(readersOf "$file") ;;
    esac
done
mapfile -t sources < <(printf '%s\n' ${sources[@]+"${sources[@]}"} | sort -u | sed '/^$/d')
if [ ${#sources[@]} -eq 0 ]; then
    echo "clazy: nothing to read"
    exit 0
fi

# The compilation database with the headers themselves in place of GCC's precompiled ones.
database=build/clazy
mkdir -p "$database"
sed -e 's/-Winvalid-pch//g' -e 's/-fuse-ld=mold//g' \
    -e "s#-include [^ ]*/tacklebox_pch_widgets\.dir/cmake_pch\.hxx#-include $PWD/cmake/pch_widgets.h#g" \
    -e "s#-include [^ ]*/cmake_pch\.hxx#-include $PWD/cmake/pch_core.h#g" \
    build/dev/compile_commands.json >"$database/compile_commands.json"

mapfile -t known < <(for file in "${sources[@]}"; do
    grep -qF "\"file\": \"$PWD/$file\"" "$database/compile_commands.json" && echo "$file"
done || true)
[ ${#known[@]} -gt 0 ] || stop "the dev build has none of: ${sources[*]}"
log="$database/clazy.log"
# qhash-namespace takes a template's qHash for one of the global namespace. A verb may be called as an
# overload of QObject's; GCC, whose warnings count here, agrees.
printf '%s\n' ${known[@]+"${known[@]}"} | xargs -r -P "$(nproc)" -n 4 \
    clazy-standalone -p "$database" -checks=level1,no-qhash-namespace --header-filter="$PWD/.*" \
    --extra-arg=-Wno-error --extra-arg=-Wno-overloaded-virtual 2>&1 | tee "$log" \
    || stop "it ended badly, see above"
if grep -qE '\[-Wclazy|error:' "$log"; then stop "findings above"; fi
echo "clazy: ${#known[@]} sources without a finding"
