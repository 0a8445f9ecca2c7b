#!/usr/bin/env bash
# Installs what is missing, builds the dev preset and runs every test. Arguments go to ctest.
set -euo pipefail
cd "$(dirname "$0")"

packaging/install.sh build run test

[ -e build/dev/build.ninja ] || cmake --preset dev
cmake --build --preset dev
ctest --preset dev "$@" </dev/null
