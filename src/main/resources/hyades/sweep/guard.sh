# Sees to it that none of a rank's tasks outlives the rank. It reads what it is to do as lines of its own language, so that
# the end of its input, which a killed rank leaves, is the end of all.
#   mark    a word by which the processes of the tasks are known in their environment, wherever they go
#   place   the folder of the tasks' output, which goes with the rank
#   worker  the shell whose children are the tasks
exec 3>&1 >/dev/null 2>/dev/null
trap '' HUP INT QUIT TERM USR1 USR2 PIPE

# Whether the worker is there, and no other process that has its number now: it has begun at another time.
is_at_work() {
    stat=
    read -r stat <"/proc/$worker/stat"
    set -- $stat
    since=${22-}
    [ -n "$since" ] && [ "$3" != Z ] && [ "$since" = "${born=$since}" ]
}
is_at_work

# The process groups of the tasks that run: those of the worker's children, but of one that has none of its own yet.
groups() {
    cat /proc/[0-9]*/stat | sed -n "s/^[0-9]* (.*) [A-Za-z] $worker \([0-9]*\) .*/\1/p" | grep -vx "$worker"
}

# A signal for all of a task's processes, those included that are stopped; says whether there were any.
tell() {
    told=
    ! is_at_work || told=$(groups)
    for group in $told; do
        kill -s "$1" -- "-$group"
        kill -s CONT -- "-$group"
    done
    echo "${told:+told}" >&3
}

# Processes with the mark.
marked() { grep -lsaF "HYADES_TASK=$mark" /proc/[0-9]*/environ | sed 's,/proc/,,; s,/environ,,'; }

# What has left its group, and what a worker that was killed has left.
clean() {
    round=0
    while left=$(marked) && [ -n "$left" ] && [ "$round" -lt 50 ]; do
        signal=TERM
        [ "$round" -lt 10 ] || signal=KILL
        kill -s "$signal" $left
        round=$((round + 1))
        sleep 0.1
    done
}

# The worker ends by itself, once its task has: maybe one that it has not yet begun.
end() {
    trap - EXIT
    told=
    round=0
    while is_at_work; do
        if [ "$round" -ge 20 ]; then tell KILL; elif [ -z "$told" ]; then tell TERM; fi
        kill -s CONT "$worker"
        round=$((round + 1))
        sleep 0.1
    done
    clean
    rm -rf "$place"
    exit 0
}
trap end EXIT
clean
echo ready >&3
