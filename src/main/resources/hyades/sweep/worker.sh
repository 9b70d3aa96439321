# Runs tasks for a rank of Hyades, one at a time, each in a process group of its own. It reads them as lines of its own
# language, and waits for nothing else: who wants a task to end tells the task.
#   mark    goes into the environment of all that the tasks start
#   place   the folder for what they print
#   shell   that reads their commands
exec 3>&1 4>/dev/null >&4 2>&3
# Programs are to find signals as they expect: in a child what is trapped is as it was, what is ignored stays so.
trap : HUP INT QUIT TERM USR1 USR2 PIPE
export "HYADES_TASK=$mark" "PARALLEL_JOBSLOT=$slot"

# What a task has left running is ended with it. A wait may also be over since the task is stopped, or this shell told.
run() { # number, script; a folder of its own for what it prints
    to=$place
    [ $# -lt 3 ] || { to=$3 && echo "$1" >"$to/seq"; }
    PARALLEL_SEQ=$1 "$shell" -c "$2" </dev/null >"$to/stdout" 2>"$to/stderr" 3>&- 4>&- &
    while wait "$!"; code=$?; [ "$code" -gt 128 ] && kill -0 "$!" 2>&4; do
        sleep 0.1
    done
    kill -s KILL -- "-$!" 2>&4
    echo "$1 $code" >&3
}
echo ready >&3
