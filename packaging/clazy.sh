#!/usr/bin/env bash
# clazy, level 1, warnings as errors, over the sources that changed since the branch left main; over
# all of them where that can't be told. Needs the dev build: its generated files are read.
# Usage: clazy.sh [COMMIT TO COMPARE WITH]
set -euo pipefail
cd "$(dirname "$0")/.."

base() {
    local point
    for main in origin/main main; do
        point=$(git merge-base HEAD "$main" 2>/dev/null) || continue
        [ "$point" = "$(git rev-parse HEAD)" ] || { echo "$point"; return; }
    done
    git rev-parse --verify --quiet HEAD^ || true
}

since=${1:-$(base)}
if [ -n "$since" ]; then
    mapfile -t changed < <(git diff --name-only --diff-filter=d "$since" -- '*.cpp' '*.h')
    echo "clazy: ${#changed[@]} sources and headers changed since ${since:0:10}"
else
    mapfile -t changed < <(git ls-files '*.cpp')
    echo "clazy: all ${#changed[@]} sources"
fi

# A changed header is read through the sources that include it.
sources=()
for file in ${changed[@]+"${changed[@]}"}; do
    case "$file" in
        *.cpp) sources+=("$file") ;;
        *.h) mapfile -t -O ${#sources[@]} sources < <(git grep -l -F "#include \"$file\"" -- '*.cpp' || true) ;;
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
    -e "s#-include [^ ]*/tacklebox_\(models\|ui\)\.dir/cmake_pch\.hxx#-include $PWD/cmake/pch_widgets.h#g" \
    -e "s#-include [^ ]*/cmake_pch\.hxx#-include $PWD/cmake/pch_core.h#g" \
    build/dev/compile_commands.json >"$database/compile_commands.json"

mapfile -t known < <(for file in "${sources[@]}"; do
    grep -qF "\"file\": \"$PWD/$file\"" "$database/compile_commands.json" && echo "$file"
done || true)
log="$database/clazy.log"
# qhash-namespace takes a template's qHash for one of the global namespace. A verb may be called as an
# overload of QObject's; GCC, whose warnings count here, agrees.
printf '%s\n' ${known[@]+"${known[@]}"} | xargs -r -P "$(nproc)" -n 4 \
    clazy-standalone -p "$database" -checks=level1,no-qhash-namespace --header-filter="$PWD/.*" \
    --extra-arg=-Wno-error --extra-arg=-Wno-overloaded-virtual 2>&1 | tee "$log" || true
if grep -qE '\[-Wclazy|error:' "$log"; then
    echo "clazy: findings above" >&2
    exit 1
fi
echo "clazy: ${#known[@]} sources without a finding"
