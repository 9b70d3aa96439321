#!/bin/bash
# Measures the force kernel on a device of OpenCL beside the vector kernel on one core, in turn, in one run; prints every repeat.
#   [DEVICE=opencl:NAME] results/benchmarks/opencl.sh [REPEATS] >results/benchmarks/opencl.txt
# Needs OpenCL (Debian: pocl-opencl-icd ocl-icd-libopencl1, which computes on the processor: then on one core, too). Values come before times:
# the benchmark compares each kernel's bits with the scalar kernel's.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
device=${DEVICE:-opencl}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export POCL_MAX_PTHREAD_COUNT=1

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes'), load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
./hyades devices | sed 's/^/# /'

# Each repeat a JVM of its own, which gives the best of its three iterations after two of warm-up; 10^9 directed interactions a second.
kernel() { # kernel bodies dimensions
    taskset -c 1 "$(mpj/find-java)" --add-modules=jdk.incubator.vector -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main GravityKernelBenchmark -p choice="$1" -p bodies="$2" -p dimensions="$3" -bm avgt -tu us -f 1 -wi 2 -w 1 -i 3 -r 1 \
        >"$work/jmh" 2>&1 || { tail -n 20 "$work/jmh" >&2; exit 1; }
    awk -v n="$2" '/^Iteration/ {if (!b || $3 < b) b = $3} END {if (!b) exit 1; printf "%.3f\n", n * n / b / 1e3}' "$work/jmh"
}
for n in 1000 3000 10000 30000 100000; do
    for dim in 2 3; do
        for ((r = 1; r <= repeats; r++)); do
            for kind in vector "$device"; do
                echo "kernel $kind n=$n dim=$dim $(kernel "$kind" "$n" "$dim")"
            done
        done
    done
done

# Whole runs: steps a second while stepping, and the same bytes.
for n in 1000 10000; do
    steps=$((20000000 / n / n * 100))
    [ "$steps" -gt 20 ] || steps=20
    for ((r = 1; r <= repeats; r++)); do
        for kind in vector "$device"; do
            taskset -c 1 ./hyades -q -n 1 nbody --kernel "$kind" --bodies "$n" --dimensions 3 --steps "$steps" --no-plots --no-report \
                --overwrite --out "$work/${kind%%:*}" </dev/null
            echo "run $kind N=$n steps=$steps $(sed -n 's/.*"stepsPerSecond": \([0-9.]*\).*/\1/p' "$work/${kind%%:*}/run.json")"
        done
        cmp "$work/vector/final.csv" "$work/${device%%:*}/final.csv"
    done
done
