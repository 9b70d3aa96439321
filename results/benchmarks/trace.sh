#!/bin/bash
# Measures what --trace costs an N-body run: pairs of runs without and with it, in turn, the order of a pair changing from
# one to the next; prints every repeat, then medians and ratios.
#   results/benchmarks/trace.sh [PAIRS] >results/benchmarks/trace.txt
# Steps a second are those of run.json, the JVM's warm-up in them; wall is the whole command's, start and the writing of
# trace.json and timeline.png in it.
set -euo pipefail
cd "$(dirname "$0")/../.."
pairs=${1:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
./hyades -n 1 hello >/dev/null # builds where that is needed

run() { # mode steps ranks, off or on
    local options=()
    [ "$4" = off ] || options=(--trace)
    local start=$EPOCHREALTIME
    ./hyades -n "$3" --on "$1" nbody --steps "$2" --overwrite --out "$work/$4" "${options[@]}" >/dev/null 2>&1
    local end=$EPOCHREALTIME
    local rate
    rate=$(sed -n 's/.*"stepsPerSecond": \([0-9.]*\).*/\1/p' "$work/$4/run.json")
    echo "$1 ranks=$3 steps=$2 trace=$4 steps/s $rate wall $(awk "BEGIN {printf \"%.3f\", $end - $start}")" | tee -a "$work/all"
}

jobs=("multicore 20000 2" "processes 20000 2" "multicore 4000 1" "multicore 20000 1") # mode steps ranks
for ((pair = 1; pair <= pairs; pair++)); do
    for job in "${jobs[@]}"; do
        read -r mode steps ranks <<<"$job"
        if ((pair % 2)); then order="off on"; else order="on off"; fi
        for trace in $order; do
            run "$mode" "$steps" "$ranks" "$trace"
        done
        for file in final.csv diagnostics.csv; do
            cmp "$work/off/$file" "$work/on/$file"
        done
    done
done

# The median over pairs of with / without: a pair's runs are minutes apart from other pairs' and share their neighbours.
for each in "${jobs[@]}"; do
    read -r mode steps ranks <<<"$each"
    job="$mode ranks=$ranks steps=$steps"
    for column in 6 8; do
        grep "^$job " "$work/all" | awk -v column=$column -v job="$job" '
            {split($4, t, "="); v[t[2], ++n[t[2]]] = $column}
            END {
                for (i = 1; i <= n["on"]; i++) {
                    r[i] = v["on", i] / v["off", i]
                    for (j = i; j > 1 && r[j] < r[j - 1]; j--) {x = r[j]; r[j] = r[j - 1]; r[j - 1] = x}
                }
                m = n["on"]
                median = m % 2 ? r[(m + 1) / 2] : (r[m / 2] + r[m / 2 + 1]) / 2
                printf "# %s: %s with / without: median %.4f [%.4f, %.4f] of %d pairs\n", job, column == 6 ? "steps/s" : "wall", median, r[1], r[m], m
            }'
    done
done
