#!/usr/bin/env bash
# Runs each fuzzer of the preset dev-fuzz for some seconds, beginning with its seeds. What they find
# stays in build/dev-fuzz/corpus for the next time; an input that breaks a parser is named and kept in
# build/dev-fuzz/found. Usage: run.sh [SECONDS [FUZZER…]]
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-5}
[ $# -eq 0 ] || shift
build=build/dev-fuzz
if [ $# -gt 0 ]; then fuzzers=("$@"); else
    mapfile -t fuzzers < <(cd tests/fuzz && ls fuzz_*.cpp | sed 's/^fuzz_//; s/\.cpp$//')
fi
mkdir -p "$build/found"

failed=()
for fuzzer in "${fuzzers[@]}"; do
    corpus="$build/corpus/$fuzzer"
    log="$build/found/$fuzzer.log"
    mkdir -p "$corpus"
    if ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        "$build/bin/fuzz_$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
        -print_final_stats=1 -artifact_prefix="$build/found/$fuzzer-" \
        "$corpus" "tests/fuzz/seeds/$fuzzer" >"$log" 2>&1 </dev/null; then
        echo "fuzz: $fuzzer $(awk '/number_of_executed_units/ { print $2 }' "$log") inputs in $seconds s, nothing found"
    else
        echo "fuzz: $fuzzer FAILED, see $log"
        grep -E 'ERROR|SUMMARY|Test unit written|runtime error' "$log" || tail -5 "$log"
        failed+=("$fuzzer")
    fi
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz: failed: ${failed[*]}"; exit 1; }
