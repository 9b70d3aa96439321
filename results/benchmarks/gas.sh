#!/bin/bash
# Measures the gas cube beside its peer, in turn, in one run; prints every repeat.
#   results/benchmarks/gas.sh [REPEATS] >results/benchmarks/gas.txt
# Needs gcc. The peer is gas_plain.c, the same scheme as one writes it in C; gas_machine.c measures what the core could do at most. Values come
# before times: both must find the same time and the same extremes of the density, and two ranks the same files as one.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O3 -march=native -ffast-math results/benchmarks/gas_plain.c -o "$work/plain" -lm
gcc -O3 -march=native -fno-math-errno -ffp-contract=off results/benchmarks/gas_machine.c -o "$work/machine" -lm

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes'), load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "# $(lscpu | sed -n 's/^Model name: *//p') (family $(lscpu | sed -n 's/^CPU family: *//p')), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p'), gcc $(gcc -dumpfullversion)"
mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null

options=src/main/resources/hyades
speed() { # cells blocks threads steps: seven rounds in a JVM of its own, the best of them, as of the peer's
    "${pin[@]}" "$(mpj/find-java)" "@$options/launch/jvm.options" "@$options/gas/jvm.options" --add-modules=jdk.incubator.vector \
        -cp "target/test-classes:target/classes:$(cat "$work/classpath")" hyades.gas.GasSpeed "$@" 2>/dev/null >"$work/speed"
    best "$work/speed"
}
best() {
    awk '/updates/ && $1 > b {b = $1} END {print b}' "$1"
}
pin=(taskset -c 1)
speed 32 1 1 4 >/dev/null
"${pin[@]}" "$work/plain" 32 4 7 >"$work/plain.out"
echo "# values hyades $(tail -n 1 "$work/speed"); gas_plain.c $(tail -n 1 "$work/plain.out")"
paste -d ' ' <(tail -n 1 "$work/speed") <(tail -n 1 "$work/plain.out") |
    awk 'function far(a, b) {return (a - b) ^ 2 > 1e-16 * b * b} {if (far($2, $8) || far($4, $10) || far($6, $12)) {print "not the same values" >"/dev/stderr"; exit 1}}'
run() { # ranks options...
    ./hyades -q -n "$1" "${@:2}" --no-plots --no-report --overwrite --out "$work/out" </dev/null
}
for ranks in 1 2; do
    run "$ranks" gas --problem blast --cells 32 --time 0.05
    sha256sum "$work"/out/*.fits | awk '{print $1}' | sort | sha256sum >"$work/sum$ranks"
done
cmp "$work/sum1" "$work/sum2"

job() { # label, ranks, options
    run "${@:2}"
    echo "$1 $(sed -n 's/.*"cellUpdatesPerSecond": \([0-9.E]*\).*/\1/p' "$work/out/run.json" | awk '{printf "%.2f", $1 * 1e-6}') million updates/s, peak $(
        sed -n 's/.*"peakResidentBytes": \([0-9]*\).*/\1/p' "$work/out/run.json" | sort -n | tail -n 1 | awk '{printf "%.0f", $1 / 1e6}') MB a process"
}
for ((r = 1; r <= repeats; r++)); do
    "${pin[@]}" "$work/machine"
    pin=(taskset -c 1)
    echo "core hyades 128^3 $(speed 128 1 1 6) million updates/s"
    "${pin[@]}" "$work/plain" 128 6 4 >"$work/plain.out"
    echo "core gas_plain.c 128^3 $(best "$work/plain.out") million updates/s"
    echo "core hyades 128^3 in 4x4x4 blocks $(speed 128 4 1 6) million updates/s"
    pin=()
    echo "2 threads hyades 128^3 $(speed 128 1 2 12) million updates/s"
    pin=(taskset -c 1)
    for blocks in 1x1x2 4x4x4; do
        job "run blast 128^3 $blocks ranks=1" 1 gas --problem blast --cells 128 --blocks "$blocks" --time 0.01
        job "run blast 128^3 $blocks ranks=2" 2 gas --problem blast --cells 128 --blocks "$blocks" --time 0.01
        job "run blast 128^3 $blocks ranks=2 processes" 2 --on processes gas --problem blast --cells 128 --blocks "$blocks" --time 0.01
    done
    job "run blast 128^3 1x1x1 ranks=1 threads=2" 1 --threads 2 gas --problem blast --cells 128 --blocks 1x1x1 --time 0.01
done
