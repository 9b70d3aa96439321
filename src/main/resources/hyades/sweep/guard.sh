# Sees to it that none of a rank's tasks outlives the rank. It reads what it is to do as lines of its own language, so that
# the end of its input, which a killed rank leaves, is the end of all.
#   mark    a word that begins what the processes of the tasks have in their environment, wherever they go
#   place   the folder of the tasks' output, which goes with the rank
#   worker  the shell whose children are the tasks; a word that is no number where there is none
exec 3>&1 >/dev/null 2>/dev/null
trap '' HUP INT QUIT TERM USR1 USR2 PIPE

# When the process with the worker's number began; nothing where there is none, or one that nobody has buried.
beginning() {
    stat=
    read -r stat <"/proc/$worker/stat"
    set -- $stat
    [ "${3-}" = Z ] || echo "${22-}"
}
born=$(beginning)

# Whether the worker is there, and no other process that has its number now.
is_at_work() { [ -n "$born" ] && [ "$(beginning)" = "$born" ]; }

# The processes of a task, or of all: those of the worker's session, but of one that has its number now, and those that have the
# mark, wherever they are.
theirs() {
    now=$(beginning)
    if [ -z "$now" ] || [ "$now" = "$born" ]; then
        cat /proc/[0-9]*/stat | sed -n "s/^\([0-9]*\) (.*) [A-Ya-z] [0-9]* [0-9]* $worker .*/\1/p" | grep -vx "$worker"
    fi
    grep -lsazE "^HYADES_TASK=(.* )?$mark${1:-[0-9]+}( |\$)" /proc/[0-9]*/environ | sed 's,/proc/,,; s,/environ,,'
}

# A signal for all of them, those included that are stopped; says whether there were any. Of those that are ended none is to
# have a child that it has begun meanwhile.
tell() { # signal, task
    told=
    round=0
    while left=$(theirs "${2-}") && [ -n "$left" ] && [ "$round" -lt 20 ]; do
        told=told
        kill -s "$1" $left
        kill -s CONT $left
        [ "$1" = KILL ] || break
        round=$((round + 1))
    done
    echo "$told" >&3
}

# What has left its group, and what a worker that was killed has left.
clean() {
    round=0
    while left=$(theirs) && [ -n "$left" ] && [ "$round" -lt 50 ]; do
        signal=TERM
        [ "$round" -lt 10 ] || signal=KILL
        kill -s "$signal" $left
        kill -s CONT $left
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
