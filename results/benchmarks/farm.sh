#!/bin/bash
# What a farm of two ranks costs beside a thread pool of the JDK, in one run: empty tasks one by one and in chunks, tasks
# of 1 ms, tasks of which one in a hundred takes 1000 times as long; a million tasks with a journal in 512 MB; and images,
# by blocks and dynamically. Two minutes.
#   results/benchmarks/farm.sh [REPEATS] >results/benchmarks/farm.txt
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
java=$(mpj/find-java)
echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src hyades || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$java" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
benchmark() {
    MPJ_HOME=$PWD/mpj/home "$java" "$1" -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        hyades.farm.TaskFarmBenchmark "${@:2}"
}

echo "# median of five, all five, per task, tasks a second, part of two cores' time that tasks took; results are checked first"
benchmark -Xmx2g
echo "# a million tasks with a journal: begun, and again, when all are recorded; every outcome is synced before it is told"
benchmark -Xmx512m journal "$work/journal"
benchmark -Xmx512m journal "$work/journal"

# Files of equal size: the even case, in which dynamic is to cost nothing. The bytes are the same before times count.
./hyades -q -n 2 images generate --count 40 --size 800x800 --no-plots --no-report --out "$work/sky"
filter() { # schedule, mode
    ./hyades -q -n 2 --on "$2" images filter "$work/sky" --window 15 --schedule "$1" --no-plots --no-report --overwrite --out "$work/$1"
    sed -n 's/.*"batchSeconds": \([0-9.]*\).*/\1/p' "$work/$1/run.json"
}
for mode in multicore processes; do
    filter block $mode >/dev/null
    filter dynamic $mode >/dev/null
    for file in "$work"/block/*.fits; do cmp "$file" "$work/dynamic/${file##*/}"; done
    for ((r = 1; r <= repeats; r++)); do
        echo "40 images of 800x800, $mode: block $(filter block $mode) s, dynamic $(filter dynamic $mode) s"
    done
done
