#!/bin/bash
# Measures decay ensembles beside their peer, in turn, in one run; prints every repeat.
#   PEERS=DIR results/benchmarks/decay.sh [REPEATS] >results/benchmarks/decay.txt
# DIR holds decay.py; needs a python3 with numpy (PYTHON). Each repeat is a JVM (or process) of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exercise=(--half-life 0.8387 --particles 100000 --max-time 1 --dt 0.001)

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# $("$python" --version), numpy $("$python" -c 'import numpy; print(numpy.__version__)')"

mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null

# The exercise's case, milliseconds a run, the JVM's warm-up in it (its start is not): one rank on one core.
job() { # label, options
    local label=$1
    shift
    ./hyades "$@" --no-plots --overwrite --out "$work/out" >/dev/null 2>&1
    sed -n 's/.*"runsPerSecond": \([0-9.E+-]*\).*/\1/p' "$work/out/run.json" | awk -v l="$label" '{printf "%s %.4f ms/run\n", l, 1000 / $1}'
}
export -f job
for ((r = 1; r <= repeats; r++)); do
    taskset -c 1 "$python" "$PEERS/decay.py" 3 | sed 's/^/peer decay.py /'
    for case in trials:100 lifetimes:100 lifetimes:1000 binomial:100 binomial:20000; do
        taskset -c 1 bash -c 'work=$1; shift; job "$@"' - "$work" "hyades ${case%:*} runs=${case#*:} ranks=1" -n 1 decay "${exercise[@]}" \
            --method "${case%:*}" --runs "${case#*:}"
    done
done

# The sampler, nanoseconds a draw at n = 100,000 (less 0 to 1000), p = 8e-4; checked before it is timed.
for ((r = 1; r <= repeats; r++)); do
    taskset -c 1 "$(mpj/find-java)" -Djmh.ignoreLock=true -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main SamplerBenchmark.binomial -p trials=100000 -f 1 -wi 2 -w 1 -i 3 -r 1 2>&1 |
        awk '/^Iteration/ {v[++k] = $3} END {b = v[1]; for (i in v) if (v[i] < b) b = v[i]; printf "sampler n=100000 p=8e-4 %.1f ns/draw\n", b}'
done

# Two ranks beside one, for ensembles of over a second.
for ((r = 1; r <= repeats; r++)); do
    for case in binomial:50000 lifetimes:1500 trials:200; do
        for ranks in 1 2; do
            job "ranks ${case%:*} runs=${case#*:} ranks=$ranks" -n $ranks decay "${exercise[@]}" --method "${case%:*}" --runs "${case#*:}"
        done
    done
done

# Memory: 10^6 runs, one process a rank, with the heap held to less than a rank may have.
for ranks in 1 2; do
    HYADES_JAVA_OPTIONS="-Xmx160m" ./hyades -n $ranks --on processes decay "${exercise[@]}" --runs 1000000 --no-plots --overwrite --out "$work/big" >/dev/null 2>&1 &
    job=$!
    peak=0
    while kill -0 $job 2>/dev/null; do
        for pid in $(pgrep -f "hyades.Main .*--runs 1000000 .*$work" || true); do
            rss=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || echo 0)
            [ "${rss:-0}" -le "$peak" ] || peak=$rss
        done
        sleep 0.5
    done
    wait $job
    echo "memory hyades runs=1000000 ranks=$ranks peak $((peak / 1024)) MB a rank, $(sed -n 's/.*"drawingSeconds": \([0-9.]*\).*/\1/p' "$work/big/run.json") s"
done
