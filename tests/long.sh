#!/usr/bin/env bash
# What takes longer than anybody waits for a test: a hundred kills, and each fuzzer for a minute. Prints
# the figures. Usage: long.sh [KILLS [SECONDS]]
set -euo pipefail
cd "$(dirname "$0")/.."

kills=${1:-100}
seconds=${2:-60}
packaging/install.sh build run test check

[ -e build/dev/build.ninja ] || cmake --preset dev
cmake --build --preset dev --target tackle tst_kill
TACKLEBOX_FAULT_KILLS=$kills QTEST_FUNCTION_TIMEOUT=3600000 LC_ALL=C.UTF-8 TZ=UTC build/dev/bin/tst_kill </dev/null

cmake --preset dev-fuzz
cmake --build --preset dev-fuzz
tests/fuzz/run.sh "$seconds"
