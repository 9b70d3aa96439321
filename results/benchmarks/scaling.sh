#!/bin/bash
# The project's own scaling studies: N-body of 1000 and 10,000 bodies, decay, images. Takes ten minutes on two quiet cores.
#   results/benchmarks/scaling.sh [REPEATS] >results/benchmarks/scaling.txt
# Each study is left in results/benchmarks/scaling/<name>: its numbers, without the jobs' own files, pages and pictures; one
# that was stopped goes on.
# Ranks beyond the cores are marked, and left out of fits.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-6}
sky=target/scaling-sky

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes')"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
./hyades images generate --count 25 --size 1000x1000 --overwrite --out "$sky" >/dev/null 2>&1

study() { # name, job
    local out=results/benchmarks/scaling/$1
    shift
    echo
    if [ -f "$out/run.json" ]; then
        ./hyades scaling --resume "$out" --no-plots --no-report 2>/dev/null
        return
    fi
    if [ -f "$out/scaling.json" ]; then
        ./hyades scaling --resume "$out" --no-plots --no-report
    else
        ./hyades scaling --ranks 1,2,4 --repeats "$repeats" --no-plots --no-report --out "$out" -- "$@"
    fi
    rm -r "$out/runs" "$out"/reference*
}
study nbody-1000 nbody --dimensions 3 --bodies 1000 --steps 8000 --no-plots
study nbody-10000 nbody --dimensions 3 --bodies 10000 --steps 80 --no-plots
study decay decay --method lifetimes --max-time 1 --dt 0.001 --runs 2000 --no-plots
study images images filter "$sky" --window 50 --no-plots
