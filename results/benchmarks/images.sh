#!/bin/bash
# Measures the median filter, the batch and FITS files beside numpy, scipy and astropy, in turn, in one run; prints every repeat.
#   PEERS=DIR results/benchmarks/images.sh [REPEATS] >results/benchmarks/images.txt
# DIR holds images.py; needs a python3 with numpy, scipy and astropy (PYTHON). A repeat takes under three minutes. Values come before
# times: each benchmark checks its own, and the batch's first files are compared with what scipy gives.
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
jmh() { # benchmark, parameters: the best of three seconds in a JVM of its own, on one core, with the collector of the ranks
    taskset -c 1 "$(mpj/find-java)" -Djmh.ignoreLock=true -XX:+UseSerialGC --add-modules=jdk.incubator.vector \
        -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
        org.openjdk.jmh.Main "$@" -f 1 -wi 2 -w 1 -i 3 -r 1 >"$work/jmh" 2>&1 || true
    awk '/^Iteration/ {v[++k] = $3} END {b = v[1]; for (i in v) if (v[i] < b) b = v[i]; print b}' "$work/jmh"
    grep -q '^Iteration' "$work/jmh" || tail -n 20 "$work/jmh" >&2
}
noise() { # window: scipy on white noise, best of as many as fit into a second
    taskset -c 1 "$python" - "$1" <<'P'
import sys, time
import numpy as np, scipy.ndimage
d = np.random.default_rng(1).normal(size=(1000, 1000))
best, start = 1e9, time.time()
while time.time() - start < 1:
    t = time.time(); scipy.ndimage.median_filter(d, int(sys.argv[1])); best = min(best, time.time() - t)
print(f"{best * 1e3:.1f} ns/px")
P
}
smooth() { # window: the seed notebook's image
    taskset -c 1 "$python" "$PEERS/images.py" 1000 "$1"
}
astropy() { # milliseconds, best of 10; what the names say is done, and no more
    taskset -c 1 "$python" - "$work/astropy.fits" <<'P'
import os, sys, time
import numpy as np
import astropy.io.fits as fits
name = sys.argv[1]
d = np.random.default_rng(1).normal(size=(1000, 1000))
u, v = np.meshgrid(np.fft.fftfreq(1000), np.fft.fftfreq(1000))
def generate():
    ph = np.random.uniform(0, 2 * np.pi, u.shape)
    rho = np.sqrt((u * 1000) ** 2 + (v * 1000) ** 2)
    return np.real(np.fft.ifft2(np.exp(-rho**2 / (np.max(rho) / 50) ** 2) * np.exp(1j * ph)))
def write(checksum, sync):
    with open(name + ".part", "wb") as f:
        fits.PrimaryHDU(d).writeto(f, checksum=checksum)
        if sync:
            f.flush()
            os.fsync(f.fileno())
    os.replace(name + ".part", name)
def read(checksum):
    return np.array(fits.getdata(name, checksum=checksum), dtype=float)
def best(what, *arguments):
    times = []
    for _ in range(10):
        t = time.time(); what(*arguments); times.append(time.time() - t)
    return f"{min(times) * 1e3:.2f} ms"
print("file numpy generate", best(generate))
print("file astropy write, no checksum, no sync", best(write, False, False))
print("file astropy write, checksum, no sync", best(write, True, False))
print("file astropy write, checksum, sync", best(write, True, True))
if not np.array_equal(read(True), d):
    sys.exit("astropy read other values")
print("file astropy read, no checksum", best(read, False))
print("file astropy read, checksum", best(read, True))
P
}
batch() { # ranks, and what to run it by
    rm -rf "$work/out"
    "${@:2}" ./hyades -n "$1" images filter "$work/images" --no-plots --no-report --out "$work/out" >/dev/null 2>&1
    echo "$(sed -n 's/.*"batchSeconds": \([0-9.]*\).*/\1/p' "$work/out/run.json") s, computing $(
        sed -n 's/.*"computeSeconds": \([0-9.]*\).*/\1/p' "$work/out/run.json" | tr '\n' ' ')s"
}
activity() { # ranks: the same batch by ranks that have filtered an image before
    rm -rf "$work/out"
    ./hyades -n "$1" images activity --no-plots --no-report --out "$work/out" >/dev/null 2>&1
    echo "$(sed -n 's/.*"secondsOfAll": \([0-9.]*\).*/\1/p' "$work/out/run.json") s"
}

# Memory: the peak of a JVM that filters one image, beside that of one whose window is one pixel, which reads and writes the same.
memory() { # window
    HYADES_JAVA_OPTIONS="-Xmx256m" ./hyades -n 1 images filter "$work/images/fake_1000x1000_0.fits" --window "$1" --no-plots \
        --no-report --overwrite --out "$work/memory" >/dev/null 2>&1
    echo "$(($(sed -n 's/.*"peakResidentBytes": \([0-9]*\).*/\1/p' "$work/memory/run.json") >> 20))"
}

./hyades -n 1 images generate --no-plots --out "$work/images" >/dev/null
batch 2 >/dev/null
for i in 0 13; do
    "$python" -W ignore src/test/resources/hyades/images/check.py 50 "$work/images/fake_1000x1000_$i.fits" "$work/out/fake_1000x1000_${i}_highpass.fits" |
        sed "s/^/# the batch's file $i beside scipy: /"
done
for ((r = 1; r <= repeats; r++)); do
    for window in 3 50; do
        echo "median hyades exercise window=$window $(jmh MedianBenchmark -p kind=exercise -p window=$window) ns/px"
        echo "median scipy exercise window=$window $(smooth $window)"
        echo "median hyades noise window=$window $(jmh MedianBenchmark -p kind=noise -p window=$window) ns/px"
        echo "median scipy noise window=$window $(noise $window)"
    done
    for kind in exercise noise; do
        echo "median hyades $kind window=200 $(jmh MedianBenchmark -p kind=$kind -p window=200) ns/px"
    done
    for what in generate write writeWithoutSync read readWithoutChecksums; do
        echo "file hyades $what $(jmh "ImageFileBenchmark.$what\$") ms"
    done
    astropy
    echo "batch hyades 25 images ranks=1 on one core $(batch 1 taskset -c 1)"
    for ranks in 1 2; do
        echo "batch hyades 25 images ranks=$ranks $(batch $ranks)"
        echo "activity hyades 25 images ranks=$ranks $(activity $ranks)"
    done
done
least=$(memory 1)
for window in 3 50 200 255; do
    peak=$(memory $window)
    echo "memory hyades window=$window peak $peak MB, $((peak - least)) more than window=1"
done
echo "# load at the end $(cut -d ' ' -f 1-3 /proc/loadavg)"
