#!/bin/bash
# Measures the communicator's operations on every engine, and MPI's own in C by the same libraries, in turn, in one run; then
# N-body on one rank, on one twice at once, and on two. Prints lines RANKS ENGINE OPERATION BYTES MICROSECONDS, in C those with values
# that are new each time and with the same again and again, and lines nbody RANKS ENGINE SECONDS.
#   RANKS="2 4 8" by default
#   results/benchmarks/mpi.sh [REPEATS] >results/benchmarks/mpi.txt
# Needs Open MPI and MPICH with their compilers (Debian: openmpi-bin libopenmpi-dev mpich libmpich-dev); without one, that is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
repeats=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1

echo "# date $(date -u +%F), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- src || echo ' and changes'), load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "# $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(uname -sr), JDK $("$(mpj/find-java)" -version 2>&1 | sed -n 's/.*Runtime Environment //p')"
mvn -B -q -DskipTests package >/dev/null
mvn -B -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null
export MPJ_HOME=$PWD/mpj/home
java=("$(mpj/find-java)" @src/main/resources/hyades/launch/jvm.options --enable-native-access=ALL-UNNAMED -cp "target/test-classes:target/classes:$(cat "$work/classpath")" hyades.comm.CommunicatorBenchmark)
libraries=
for library in openmpi mpich; do
    if command -v mpicc.$library >/dev/null; then
        mpicc.$library -O2 -o "$work/loops.$library" results/benchmarks/mpi_loops.c
        libraries="$libraries $library"
        mpirun.$library --version | head -n 2 | tr -s ' \n' ' ' | sed "s/^/# $library: /; s/ *$/\n/"
    fi
done

system=(--bodies 1000 --dimensions 3 --steps 100000 --no-plots --no-report --overwrite)
report() { # ranks $1 and mode $2 of a run in folder $3
    echo "nbody $1 $2 $(sed -n 's/.*"steppingSeconds": \([0-9.]*\).*/\1/p' "$3/run.json")"
}

for ((r = 1; r <= repeats; r++)); do
    for ranks in ${RANKS:-2 4 8}; do
        for engine in threads mpj processes; do
            "${java[@]}" $engine "$ranks" </dev/null | sed "s/^/$ranks $engine /"
        done
        for library in $libraries; do
            # Ranks of MPICH that share a core wait with all their might: beyond the cores it takes hours.
            [ "$library" != mpich ] || [ "$ranks" -le "$(nproc)" ] || continue
            mpirun.$library -n "$ranks" "$work/loops.$library" </dev/null | sed "s/^/$ranks $library-c /"
            mpirun.$library -n "$ranks" "${java[@]}" </dev/null | sed "s/^/$ranks $library /"
        done
    done
    ./hyades -q -n 1 nbody "${system[@]}" --out "$work/alone" </dev/null
    report 1 multicore "$work/alone"
    # Two jobs that have nothing to do with each other: what this machine's two cores give at most.
    ./hyades -q -n 1 nbody "${system[@]}" --out "$work/other" </dev/null &
    ./hyades -q -n 1 nbody "${system[@]}" --out "$work/alone" </dev/null
    wait $!
    report 1 beside-another "$work/other"
    report 1 beside-another "$work/alone"
    for mode in multicore processes $libraries; do
        on=$mode
        case $mode in openmpi | mpich) on=mpirun ;; esac
        HYADES_MPIRUN=mpirun.$mode ./hyades -q -n 2 --on $on nbody "${system[@]}" --out "$work/two" </dev/null
        report 2 $mode "$work/two"
        cmp "$work/alone/final.csv" "$work/two/final.csv"
    done
done
