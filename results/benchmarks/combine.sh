#!/bin/bash
# Combines frames beside what people stack with, in turn, on one core; prints every repeat. Needs 3 GB of disk, twice as much memory,
# and 5 minutes a repeat.
#   PEERS=DIR results/benchmarks/combine.sh [REPEATS] [METHODS] >results/benchmarks/combine.txt
# DIR holds combine.py; needs a python3 with numpy, astropy and ccdproc (PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-3}
methods=${2:-median sigma}
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src hyades || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
echo "# $("$python" --version), numpy $("$python" -c 'import numpy; print(numpy.__version__)')," \
    "astropy $("$python" -c 'import astropy; print(astropy.__version__)'), ccdproc $("$python" -c 'import ccdproc; print(ccdproc.__version__)')"
"$python" - "$work" <<'PYTHON'
import sys
import numpy as np
from astropy.io import fits
r = np.random.default_rng(1)
sky = r.normal(100, 5, (4096, 4096)).astype("f4")
for i in range(40):
    a = np.roll(sky, (i * 37) % 4096, axis=0) + np.float32(i % 7)
    a[r.integers(0, 4096, 2000), r.integers(0, 4096, 2000)] += 3000  # cosmic rays
    fits.writeto(f"{sys.argv[1]}/f{i:02d}.fits", a, overwrite=True)
PYTHON
./hyades --version >/dev/null 2>&1 # builds where that is needed
timed() { # label, command
    local label=$1 start end
    shift
    start=$(date +%s%N)
    "$@" >"$work/said" 2>&1
    end=$(date +%s%N)
    echo "$label $(awk "BEGIN {printf \"%.2f\", ($end - $start) / 1e9}") s"
}
for ((r = 1; r <= repeats; r++)); do
    cat "$work"/f*.fits | cat >/dev/null
    timed "read" taskset -c 1 bash -c "for f in $work/f*.fits; do dd if=\$f of=/dev/null bs=1M; done"
    for method in $methods; do
        how=(--method median)
        [ "$method" = median ] || how=(--method mean --reject sigma)
        timed "$method hyades -n 1, one core" taskset -c 1 ./hyades -n 1 images combine "$work"/f*.fits "${how[@]}" --no-plots --no-report --overwrite --out "$work/out"
        timed "$method hyades -n 2" ./hyades -n 2 images combine "$work"/f*.fits "${how[@]}" --no-plots --no-report --overwrite --out "$work/out"
        taskset -c 1 "$python" "$PEERS/combine.py" "$method" 2000 "$work"/f*.fits 2>/dev/null | sed -n "s/^[nc]/$method one core: &/p"
    done
done
