#!/bin/bash
# Measures CSV files of random numbers beside numpy's savetxt and Java's obvious way, in turn, in one run; prints every repeat.
#   results/benchmarks/tables.sh [REPEATS] >results/benchmarks/tables.txt
# Needs a python3 with numpy (PYTHON). A repeat takes under a minute. Values come before times: the two texts are the same, and numpy
# reads back what was written.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes'), load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# $("$python" --version), $("$python" -c 'import numpy; print("numpy", numpy.__version__)')"

mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
jmh() { # benchmark: the median of ten tries of half a second in a JVM of its own, on one core, with the collector of the ranks
    taskset -c 1 "$(mpj/find-java)" -Djmh.ignoreLock=true -XX:+UseSerialGC --add-modules=jdk.incubator.vector \
        -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main "TableBenchmark.$1\$" -f 1 -wi 2 -w 1 -i 10 -r 500ms >"$work/jmh" 2>&1 || true
    awk '/^Iteration/ {print $3}' "$work/jmh" | sort -g | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
    grep -q '^Iteration' "$work/jmh" || tail -n 20 "$work/jmh" >&2
}
numpy() {
    taskset -c 1 "$python" - "$work" <<'P'
import sys, time
import numpy as np
def median(what):
    what()
    times = []
    for _ in range(10):
        t = time.time(); what(); times.append(time.time() - t)
    return f"{np.median(times) * 1e3:.2f} ms"
x = np.random.poisson(20, (1000, 1000))
name = sys.argv[1] + "/numpy.csv"
print("table numpy savetxt", median(lambda: np.savetxt(name, x, delimiter=",", fmt="%d")))
print("table numpy poisson and savetxt", median(lambda: np.savetxt(name, np.random.poisson(20, (1000, 1000)), delimiter=",", fmt="%d")))
P
}
tables() { # ranks, directory
    ./hyades -q -n "$1" tables generate --seed 123 --no-report --overwrite --out "$2"
    sed -n 's/.*"numbersPerSecond": \([0-9.E]*\).*/\1/p' "$2/run.json"
}

tables 2 "$work/two" >/dev/null
"$python" - "$work/two" <<'P'
import sys, numpy as np
a = np.loadtxt(sys.argv[1] + "/x000019.csv", delimiter=",", dtype=int)
print(f"# numpy reads {a.shape}, mean {a.mean():.4f}, variance {a.var(ddof=1):.4f}, expected 20 and 20")
P
for ((r = 1; r <= repeats; r++)); do
    for what in text obviousText generate obviousGenerate drawsAndText; do
        echo "table hyades $what $(jmh $what) ms"
    done
    numpy
    for ranks in 1 2; do
        echo "20 tables hyades ranks=$ranks $(tables $ranks "$work/out") numbers/s"
    done
done
echo "# load at the end $(cut -d ' ' -f 1-3 /proc/loadavg)"
