#!/bin/bash
# Measures sweeps beside GNU Parallel, in turn, in one run; prints every repeat.
#   results/benchmarks/sweep.sh [REPEATS] >results/benchmarks/sweep.txt
# Needs Debian's parallel. Tasks a second are all tasks over the time of the whole command, start included; beside it our
# own, from the first task to the last.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# $(parallel --version | head -n 1), sh is $(readlink -f /bin/sh)"
./hyades --version >/dev/null

# The same is printed, in order, before anything is timed.
seq 300 >"$work/values"
parallel --will-cite -k -j2 'echo {} {#}; echo {.}' <"$work/values" >"$work/parallel.out"
./hyades -q -n 2 sweep --no-plots --no-report --overwrite --out "$work/run" -k 'echo {} {#}; echo {.}' <"$work/values" >"$work/hyades.out"
cmp "$work/parallel.out" "$work/hyades.out"

rate() { # label, number of tasks, command...
    local label=$1 tasks=$2 start end own=
    shift 2
    rm -rf "$work/run"
    start=$(date +%s.%N)
    seq "$tasks" | "$@" >/dev/null
    end=$(date +%s.%N)
    [ ! -f "$work/run/run.json" ] || own=$(sed -n 's/.*"tasksPerSecond": \([0-9.E+-]*\).*/, \1 itself/p' "$work/run/run.json")
    echo "$label: $(echo "$start $end" | awk -v n="$tasks" '{printf "%.1f", n / ($2 - $1)}') tasks/s$own"
}
hyades() {
    ./hyades -q -n "$1" sweep --no-plots --no-report --out "$work/run" "${@:2}"
}
for ((r = 1; r <= repeats; r++)); do
    for ranks in 1 2; do
        rate "parallel -j$ranks true" 1000 parallel --will-cite -j"$ranks" 'true {}'
        rate "hyades -n $ranks sweep true" 5000 hyades "$ranks" 'true {}'
        rate "parallel -j$ranks echo, in order, with a job log" 1000 parallel --will-cite -k --joblog "$work/log" -j"$ranks" echo
        rate "hyades -n $ranks sweep echo, in order, with a job log" 5000 hyades "$ranks" -k --joblog "$work/log" echo
    done
done
