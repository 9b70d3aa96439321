#!/bin/bash
# Measures what people wait for: whole commands from their start to their end, in turn, every repeat printed. On an otherwise
# quiet machine, 5 minutes.
#   results/benchmarks/start.sh [REPEATS] >results/benchmarks/start.txt
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src hyades || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"

timed() { # label, command: the seconds of the whole command
    local label=$1 start end
    shift
    start=$(date +%s%N)
    "$@" >"$work/said" 2>&1 || true
    end=$(date +%s%N)
    echo "$label $(awk "BEGIN {printf \"%.3f\", ($end - $start) / 1e9}") s"
}
job() { # label, options: as above, and what the run says of itself
    local label=$1
    shift
    timed "$label" ./hyades "$@" --overwrite --out "$work/out"
    echo "$label first step after $(sed -n 's/.*"secondsToFirstStep": \([0-9.]*\).*/\1/p' "$work/out/run.json") s"
}
./hyades --version >/dev/null 2>&1 # builds where that is needed
for ((r = 0; r <= repeats; r++)); do
    [ "$r" -gt 0 ] || echo "# not counted:"
    timed "help" ./hyades --help
    timed "usage error" ./hyades nbody --no-such-option
    timed "hello" ./hyades hello
    job "nbody" nbody
    job "nbody -n 1 --steps 1" -n 1 nbody --steps 1 --no-plots --no-report
    for ranks in 1 2; do
        job "nbody -n $ranks --dimensions 3 --steps 8000" -n "$ranks" nbody --dimensions 3 --steps 8000
    done
    [ "$r" -gt 0 ] || echo "# counted:"
done
