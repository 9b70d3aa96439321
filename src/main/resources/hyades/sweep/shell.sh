# Runs tasks for a rank of Hyades, one at a time, and sees to it that none outlives the rank. It reads what it is to do as
# lines of its own language, so that the end of its input, which a killed rank leaves, is the end of all.
#   mark   a word by which the processes of the tasks are known in their environment, wherever they go
#   place  the folder of the tasks' output, which goes with the rank
exec 3>&1 >/dev/null 2>/dev/null
trap '' HUP INT QUIT TERM USR1 USR2 PIPE
group= # of the task that runs
say() { echo "$*" >&3; }

# A signal for all of a task's processes, those included that are stopped.
tell() { [ -z "$group" ] || { kill "-$1" -- "-$group"; kill -CONT -- "-$group"; }; }

# What a task that has ended has left running.
settle() { [ -z "$group" ] || { kill -KILL -- "-$group"; wait "$group"; group=; }; }

# A task that has not ended when it was asked to.
finish() { [ -z "$group" ] || { settle; say "$1 137"; }; }

# Processes with the mark, but for those of this shell itself, which has none.
marked() { grep -lsaF "HYADES_TASK=$mark" /proc/[0-9]*/environ | sed 's,/proc/,,; s,/environ,,'; }

# A task whose own shell was killed, with its group or alone, says nothing any more: this says it instead.
look() {
    [ -n "$group" ] || return
    state=
    read -r pid name state rest <"/proc/$group/stat"
    if [ "$state" = Z ] || ! kill -0 "$group"; then
        kill -KILL -- "-$group"
        wait "$group"
        code=$?
        group=
        say "its shell was killed"
        say "$1 $code"
    fi
}

# What has left its group, and what a shell that was killed has left.
clean() {
    round=0
    while left=$(marked) && [ -n "$left" ] && [ "$round" -lt 50 ]; do
        signal=TERM
        [ "$round" -lt 10 ] || signal=KILL
        kill "-$signal" $left
        round=$((round + 1))
        sleep 0.1
    done
}

end() {
    trap - EXIT
    if [ -n "$group" ]; then
        tell TERM
        { sleep 2; kill -KILL -- "-$group"; } &
        wait "$group"
        settle
        kill -KILL -- "-$!"
    fi
    clean
    rm -rf "$place"
    exit 0
}
trap end EXIT
clean
say ready
