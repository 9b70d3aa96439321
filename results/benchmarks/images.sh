#!/bin/bash
# Measures the median filter, the batch and FITS files beside scipy and astropy, in turn, in one run; prints every repeat.
#   PEERS=DIR results/benchmarks/images.sh [REPEATS] >results/benchmarks/images.txt
# DIR holds images.py; needs a python3 with numpy, scipy and astropy (PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes'), load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# $("$python" --version), $("$python" -c 'import numpy, scipy, astropy; print("numpy", numpy.__version__, "scipy", scipy.__version__, "astropy", astropy.__version__)')"

mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
jmh() { # benchmark, parameters: the best of three seconds in a JVM of its own, on one core
    taskset -c 1 "$(mpj/find-java)" --add-modules=jdk.incubator.vector -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main "$@" -f 1 -wi 2 -w 1 -i 3 -r 1 2>&1 |
        awk '/^Iteration/ {v[++k] = $3} END {b = v[1]; for (i in v) if (v[i] < b) b = v[i]; print b}'
}
astropy() { # read and write without checksums and without a sync, milliseconds, best of 10
    taskset -c 1 "$python" - "$work/astropy.fits" <<'P'
import sys, time
import numpy as np
import astropy.io.fits as fits
d = np.random.default_rng(1).normal(size=(1000, 1000))
w, r = [], []
for _ in range(10):
    t = time.time(); fits.writeto(sys.argv[1], d, overwrite=True); w.append(time.time() - t)
    t = time.time(); float(np.array(fits.getdata(sys.argv[1]), dtype=float)[0, 0]); r.append(time.time() - t)
print(f"write {min(w) * 1e3:.2f} ms read {min(r) * 1e3:.2f} ms")
P
}
batch() { # ranks
    rm -rf "$work/out"
    ./hyades -n "$1" images filter "$work/images" --no-plots --out "$work/out" >/dev/null 2>&1
    echo "$(sed -n 's/.*"batchSeconds": \([0-9.]*\).*/\1/p' "$work/out/run.json") s, computing $(
        sed -n 's/.*"computeSeconds": \([0-9.]*\).*/\1/p' "$work/out/run.json" | tr '\n' ' ')s"
}
./hyades -n 1 images generate --out "$work/images" >/dev/null
for ((r = 1; r <= repeats; r++)); do
    for kind in exercise noise; do
        for window in 3 50 200; do
            echo "median hyades $kind window=$window $(jmh MedianBenchmark -p kind=$kind -p window=$window) ns/px"
        done
    done
    for window in 3 50; do
        echo "peer images.py window=$window $(taskset -c 1 "$python" "$PEERS/images.py" 1000 $window)"
    done
    for what in generate write read; do
        echo "file hyades $what $(jmh ImageFileBenchmark.$what) ms"
    done
    echo "file astropy $(astropy)"
    for ranks in 1 2; do
        echo "batch hyades 25 images ranks=$ranks $(batch $ranks)"
    done
done
echo "# load at the end $(cut -d ' ' -f 1-3 /proc/loadavg)"
