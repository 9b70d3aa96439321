#!/bin/bash
# Compares blasts with the solution of Sedov and Taylor: where the shock is, and how dense its shell.
#   results/benchmarks/gas_sedov.sh [CELLS...]
# Fails where the radius is off by more than 2 % at 128 cells or more. 128^3 takes some minutes of a core, so this is no test.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- 32 64 128
for n; do
    ./hyades -q -n 1 --threads 2 gas --problem blast --cells "$n" --no-plots --no-report --overwrite --out "$work/out" </dev/null
    awk -v n="$n" -F '[:,]' '
        /"(shockRadius|exactShockRadius|largestDensity|steps)"/ {gsub(/[" ]/, "", $1); v[$1] = $2 + 0}
        END {
            off = v["shockRadius"] / v["exactShockRadius"] - 1
            printf "%d^3, %d steps: shock at %.4f m, exactly %.4f: %+.2f %%; largest density %.2f kg/m3 of 6\n",
                n, v["steps"], v["shockRadius"], v["exactShockRadius"], 100 * off, v["largestDensity"]
            exit n >= 128 && off * off > 0.02 ^ 2
        }' "$work/out/run.json"
done
