#!/bin/bash
# Multiplies matrices beside their peers, in turn, in one run; prints every repeat. Needs 2 GB of memory, and
# a minute a repeat.
#   PEERS=DIR results/benchmarks/matrix.sh [REPEATS] >results/benchmarks/matrix.txt
# DIR holds csv_matrix.py; needs a python3 with numpy and astropy (PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-5}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src hyades || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# $("$python" --version), numpy $("$python" -c 'import numpy; print(numpy.__version__)'), $("$python" -c '
import numpy
from ctypes.util import find_library
try:
    from threadpoolctl import threadpool_info
    print(", ".join("%s %s" % (each["internal_api"], each["version"]) for each in threadpool_info()))
except ImportError:
    print("BLAS of numpy")')"

# Values before times: the product is the peer's, of the same numbers.
./hyades -q -n 2 matrix --rows 700 --columns 300 --blocks 7 --no-plots --no-report --out "$work/run" --output "$work/product.fits"
./hyades -q -n 1 images generate --count 1 --size 300x700 --no-plots --no-report --out "$work/sky"
./hyades -q -n 2 matrix --input "$work"/sky/fake_300x700_0.fits --no-plots --no-report --out "$work/run2" --output "$work/given.fits"
"$python" - "$work" <<'PYTHON'
import json, sys
import numpy as np
from astropy.io import fits
work = sys.argv[1]
a = fits.getdata(f"{work}/sky/fake_300x700_0.fits").astype("f8")
ours = fits.getdata(f"{work}/given.fits")
far = abs(ours - a.dot(a.T)).max() / abs(ours).max()
p = fits.getdata(f"{work}/product.fits")
run = json.load(open(f"{work}/run/run.json"))["results"]
assert far < 1e-13 and (p == p.T).all(), far
assert abs(p.sum() / run["sum"] - 1) < 1e-12 and abs(p.trace() / run["trace"] - 1) < 1e-12
assert abs(np.linalg.norm(p) / run["frobeniusNorm"] - 1) < 1e-12
print(f"# values: within {far:.1e} of numpy's, relative to the largest; sum, trace and norm are numpy's to 1e-12")
PYTHON

# One core: the product of two blocks, 500 rows of 2000 each; the best of three seconds after two of warm-up.
block() { # what
    taskset -c 1 "$(mpj/find-java)" --add-modules=jdk.incubator.vector -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main BlockProductBenchmark -p what="$1" -f 1 -wi 2 -w 1 -i 3 -r 1 -jvmArgsAppend --add-modules=jdk.incubator.vector 2>&1 |
        awk '/^Iteration/ {v[++k] = $3} END {b = 0; for (i in v) if (v[i] > b) b = v[i]; printf "%.2f\n", b * 2 * 500 * 500 * 2000 / 1e9}'
}
job() { # label, options
    local label=$1
    shift
    ./hyades -q "$@" --no-plots --no-report --overwrite --out "$work/out"
    echo "$label $(sed -n 's/.*"multiplyingSeconds": \([0-9.]*\).*/\1/p' "$work/out/run.json") s, GFLOP/s of one half $(
        sed -n 's/.*"flopsPerSecond": \([0-9.E]*\).*/\1/p' "$work/out/run.json" | awk '{printf "%.1f", $1 / 1e9}'), kernel $(
        sed -n 's/.*"kernel": "\(.*\)".*/\1/p' "$work/out/run.json")"
}
for ((r = 1; r <= repeats; r++)); do
    for what in VECTOR SCALAR EJML EJML_MULT; do
        echo "block $what one core $(block $what) GFLOP/s"
    done
    echo "block numpy one core $(OPENBLAS_NUM_THREADS=1 taskset -c 1 "$python" -c '
import time
import numpy as np
a = np.random.random((500, 2000)); b = np.random.random((500, 2000)); best = 9
for second in range(4):
    n = 0; t = time.perf_counter()
    while time.perf_counter() - t < 1:
        a.dot(b.T); n += 1
    best = min(best, (time.perf_counter() - t) / n)
print("%.2f" % (2 * 500 * 500 * 2000 / best / 1e9))') GFLOP/s"
    for size in "5000 2000" "10000 4000"; do
        set -- $size
        for ranks in 1 2; do
            job "run hyades $1x$2 ranks=$ranks" -n "$ranks" matrix --rows "$1" --columns "$2"
        done
        job "run hyades $1x$2 threads=2" -n 1 --threads 2 matrix --rows "$1" --columns "$2"
        job "run hyades $1x$2 processes=2" -n 2 --on processes matrix --rows "$1" --columns "$2"
    done
    for threads in 1 2; do
        echo "run csv_matrix.py 5000x2000 threads=$threads $(OPENBLAS_NUM_THREADS=$threads "$python" "$PEERS/csv_matrix.py" | sed -n 's/^mat.dot.* 5000x2000 //p')"
    done
done
