#!/bin/bash
# Measures the N-body job and its kernels beside their peers, in turn, in one run; prints every repeat.
#   PEERS=DIR results/benchmarks/nbody.sh [REPEATS] >results/benchmarks/nbody.txt
# DIR holds nbody_direct.c, nbody_avx512.c and nbody_mpi4py.py; needs gcc, and a python3 with numpy and mpi4py (PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O3 -march=native -ffast-math "$PEERS/nbody_direct.c" -o "$work/direct" -lm
gcc -O3 -march=native "$PEERS/nbody_avx512.c" -o "$work/avx512" -lm
mpirun=(mpirun --allow-run-as-root --oversubscribe)

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# gcc $(gcc -dumpfullversion), $("$python" --version), numpy $("$python" -c 'import numpy; print(numpy.__version__)')"

# The kernels: each repeat a JVM (or process) of its own, on one core; 10^9 directed interactions a second. As the peers,
# which print the best of seven batches, each JVM gives the best of its three seconds after two of warm-up.
mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
kernel() { # bodies dimensions
    taskset -c 1 "$(mpj/find-java)" --add-modules=jdk.incubator.vector -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main GravityKernelBenchmark -p choice=VECTOR -p bodies="$1" -p dimensions="$2" -f 1 -wi 2 -w 1 -i 3 -r 1 \
        -jvmArgsAppend --add-modules=jdk.incubator.vector 2>&1 |
        awk -v n="$1" '/^Iteration/ {v[++k] = $3} END {b = 0; for (i in v) if (v[i] > b) b = v[i]; printf "%.3f\n", b * n * n / 1e9}'
}
for n in 1024 8192; do
    for dim in 2 3; do
        for ((r = 1; r <= repeats; r++)); do
            echo "kernel hyades n=$n dim=$dim $(kernel "$n" "$dim")"
            echo "kernel nbody_direct.c n=$n dim=$dim $(taskset -c 1 "$work/direct" "$n" "$dim" | awk '{print $6}')"
            [ "$dim" = 3 ] || echo "kernel nbody_avx512.c n=$n dim=$dim $(taskset -c 1 "$work/avx512" "$n" | awk '{print $5}')"
        done
    done
done

# Whole runs: steps a second while stepping, the JVM's warm-up in it.
job() { # label, options
    local label=$1
    shift
    ./hyades "$@" --dimensions 3 --no-plots --overwrite --out "$work/out" >/dev/null 2>&1
    echo "$label $(sed -n 's/.*"stepsPerSecond": \([0-9.]*\).*/\1/p' "$work/out/run.json") first step after $(
        sed -n 's/.*"secondsToFirstStep": \([0-9.]*\).*/\1/p' "$work/out/run.json") s"
}
for ((r = 1; r <= repeats; r++)); do
    for ranks in 1 2 8; do
        job "run hyades N=1000 steps=20000 ranks=$ranks" -n "$ranks" nbody --steps 20000
    done
    job "run hyades N=1000 steps=4000 ranks=1" -n 1 nbody
    job "run hyades N=1000 steps=4000 ranks=2" -n 2 nbody
    job "run hyades N=1000 steps=20000 ranks=2 processes" -n 2 --on processes nbody --steps 20000
    for ranks in 1 2; do
        echo "run nbody_mpi4py.py N=1000 ranks=$ranks $("${mpirun[@]}" -n $ranks "$python" "$PEERS/nbody_mpi4py.py" 1000 100 loop 2>/dev/null | sed 's/.*steps\/s=//')"
    done
    for ranks in 1 2; do
        job "run hyades N=10000 steps=300 ranks=$ranks" -n "$ranks" nbody --bodies 10000 --steps 300
        job "run hyades N=1000 steps=40000 ranks=$ranks" -n "$ranks" nbody --steps 40000
    done
done

# Memory: 100,000 bodies, one process a rank, with the heap held to what a rank may have.
for ranks in 1 2; do
    HYADES_JAVA_OPTIONS="-Xmx256m" ./hyades -n $ranks --on processes nbody --dimensions 3 --bodies 100000 --steps 1 --no-plots --overwrite --out "$work/big" >/dev/null 2>&1 &
    job=$!
    peak=0
    while kill -0 $job 2>/dev/null; do
        for pid in $(pgrep -f "java .*--bodies 100000" || true); do
            rss=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || echo 0)
            [ "${rss:-0}" -le "$peak" ] || peak=$rss
        done
        sleep 0.2
    done
    wait $job
    echo "memory hyades N=100000 ranks=$ranks peak $((peak / 1024)) MB a rank"
done
