# Runs tasks for a rank of Hyades, one at a time, each in a process group of its own. It reads them as lines of its own
# language, and waits for nothing else: who wants a task to end tells the task.
#   mark    goes into the environment of all that the tasks start
#   place   the folder for what they print
#   shell   that reads their commands
exec 3>&1 4>/dev/null >&4 2>&3
# Programs are to find signals as they expect: in a child what is trapped is as it was, what is ignored stays so.
trap : HUP INT QUIT TERM USR1 USR2 PIPE
export "PARALLEL_JOBSLOT=$slot"
# A task is no rank of the job around it, and may start one of its own: `MpiJob` has the same names.
[ -z "${OMPI_COMM_WORLD_RANK-}${PMI_RANK-}${PMIX_RANK-}" ] || unset $(env | sed -n \
    's/^\(\(OMPI_COMM_WORLD_\|OMPI_UNIVERSE_\|OMPI_MCA_ess\|OMPI_MCA_orte_\|OMPI_MCA_pmix\|PMI_\|PMIX_\|MPI_LOCAL\)[A-Za-z_0-9]*\)=.*/\1/p')
# A task of a sweep may be a sweep: its tasks are also those of the outer one.
marks="${HYADES_TASK:+$HYADES_TASK }$mark"

# A wait may also be over since the task is stopped, or this shell told. What a task has left running is ended with it; but
# where a shell ends at once that is told to end, what it was waiting for may still end in good order.
run() { # number, script; a folder of its own for what it prints
    to=$place
    [ $# -lt 3 ] || { to=$3 && echo "$1" >"$to/seq"; }
    HYADES_TASK=$marks$1 PARALLEL_SEQ=$1 "$shell" -c "$2" </dev/null >"$to/stdout" 2>"$to/stderr" 3>&- 4>&- &
    while wait "$!"; code=$?; [ "$code" -gt 128 ] && kill -0 "$!" 2>&4; do
        sleep 0.1
    done
    round=0
    while [ "$code" = 143 ] && [ "$round" -lt 30 ] && kill -0 -- "-$!" 2>&4; do
        sleep 0.1
        round=$((round + 1))
    done
    kill -s KILL -- "-$!" 2>&4
}

# A line of its own: between lines the shell says which signal has ended a process.
report() { echo "$1 $code" >&3; }
echo ready >&3
