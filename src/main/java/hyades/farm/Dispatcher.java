package hyades.farm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// What is to be done, who does it, and what became of it: rank 0's, for the slots of all ranks of its process, which
/// ask it directly, and for its own thread, which asks for the ranks of other processes.
final class Dispatcher<T> implements Source<T> {
    /// Whoever waits for outcomes is woken so often at most, since he takes a core from a slot for that; and when
    /// there is nothing left to hand out.
    private static final long WAKING_NANOS = 5_000_000;

    private enum State {
        WORKING,
        /// Nothing is begun any more.
        STOPPING,
        OVER
    }

    private final Rules rules;
    private final Pace pace;
    private final Journal<T> journal;
    private final Runnable waker;
    private final Deque<Task> common = new ArrayDeque<>();

    /// Done one after the other: of two at hand when their process ends nobody knows which it was.
    private final Deque<Task> suspects = new ArrayDeque<>();

    private final List<Deque<Task>> owned = new ArrayList<>();
    private final Set<Chunk> held = new HashSet<>();
    private Queue<Completed<T>> completed = new ArrayDeque<>();
    private State state = State.WORKING;
    private IOException fault;
    private boolean isSuspectAtHand;
    private boolean isAwaited;
    private boolean isLeaving;
    private long woken;
    private int chunks;
    private int pending;
    private int failed;
    private int idle;

    /// @param ranks their number
    /// @param journal null for none
    /// @param waker lets rank 0's own thread look for outcomes
    Dispatcher(Rules rules, int ranks, Journal<T> journal, Runnable waker) {
        this.rules = rules;
        this.journal = journal;
        this.waker = waker;
        pace = new Pace(rules, ranks * rules.slots());
        for (int rank = 0; rank < ranks; rank++) {
            owned.add(new ArrayDeque<>());
        }
    }

    /// Hands a task in.
    synchronized void add(Task task) {
        if (state == State.WORKING) {
            queue(task).addLast(task);
            pending++;
            if (idle > 0) {
                notifyAll();
            }
        } else {
            complete(task, new Outcome.NotBegun<>());
        }
    }

    private Deque<Task> queue(Task task) {
        return task.isSuspect() ? suspects : task.owner() < 0 ? common : owned.get(task.owner());
    }

    @Override
    public synchronized Chunk take(int rank) throws InterruptedException {
        while (state != State.OVER) {
            Chunk chunk = pollOrReclaim(rank);
            if (chunk != null) {
                held.add(chunk);
                return chunk;
            }
            idle++;
            wake(); // others may hold what this one could do
            try {
                wait();
            } finally {
                idle--;
            }
        }
        return null;
    }

    /// @return tasks for a rank that has nothing to do, if need be such as others hold and have not begun; null if
    ///     there are none
    synchronized Chunk pollOrReclaim(int rank) {
        Chunk chunk = poll(rank);
        return chunk == null && reclaim() ? poll(rank) : chunk;
    }

    /// @return tasks for a rank; null if there are none for it now
    synchronized Chunk poll(int rank) {
        boolean isSuspect = !suspects.isEmpty() && !isSuspectAtHand;
        Deque<Task> from = isSuspect ? suspects : owned.get(rank).isEmpty() ? common : owned.get(rank);
        if (from.isEmpty() || state != State.WORKING || fault != null) {
            return null;
        }
        int count = isSuspect ? 1 : pace.chunk(from.size());
        List<Task> tasks = new ArrayList<>(count);
        while (tasks.size() < count) {
            tasks.add(from.removeFirst());
        }
        isSuspectAtHand |= isSuspect;
        pending -= tasks.size();
        record(() -> journal.begun(tasks));
        return new Chunk(chunks++, tasks);
    }

    private interface Recording {
        void run() throws IOException;
    }

    private void record(Recording recording) {
        if (journal != null) {
            try {
                recording.run();
            } catch (IOException e) {
                fault = fault == null ? e : fault;
                wake();
            }
        }
    }

    /// Takes back what slots of this process have not begun, for one that has nothing to do.
    ///
    /// @return whether there was any
    private boolean reclaim() {
        int before = pending;
        if (state == State.WORKING && rules.schedule() != Schedule.BLOCK) {
            held.forEach(chunk -> restore(chunk.giveBack()));
        }
        return pending > before;
    }

    /// Takes tasks back that were handed out, to be done before the others.
    synchronized void restore(List<Task> tasks) {
        for (Task task : tasks.reversed()) {
            isSuspectAtHand &= !task.isSuspect();
            if (state == State.WORKING) {
                queue(task).addFirst(task);
                pending++;
            } else {
                complete(task, new Outcome.NotBegun<>());
            }
        }
        if (idle > 0 && !tasks.isEmpty()) {
            notifyAll();
        }
    }

    /// Whether a slot of this process waits for tasks, and there are none that others do not hold.
    synchronized boolean isHungry() {
        return idle > 0 && isEmpty();
    }

    /// Whether there is nothing to hand out that others do not hold.
    synchronized boolean isEmpty() {
        return pending == 0 && state == State.WORKING;
    }

    /// Whether a rank of another process had better have the next tasks before it has ended those it has.
    synchronized boolean isHasty() {
        return pace.isHasty();
    }

    @Override
    public synchronized double limitSeconds() {
        return pace.limitSeconds();
    }

    @Override
    public synchronized void tried(Chunk chunk, Task task, Outcome<T> outcome) {
        if (task.isSuspect()) {
            isSuspectAtHand = false;
            notifyAll();
        }
        if (outcome.hasFailed() && task.attempt() <= rules.retries()) { // by whoever goes on, if this run stops
            record(() -> journal.failed(task));
            completed.add(new Completed<>(task.index(), task.item(), outcome, Completed.Kind.RETRIED));
            add(task.again());
        } else {
            complete(task, outcome);
        }
        if (outcome instanceof Outcome.Done<T>(int _, double seconds, int _, T _)) {
            pace.done(seconds);
        }
        wakeNowAndThen();
    }

    private void wakeNowAndThen() {
        if (isAwaited && System.nanoTime() - woken > WAKING_NANOS) {
            wake();
        }
    }

    /// An outcome that stays.
    private void complete(Task task, Outcome<T> outcome) {
        completed.add(new Completed<>(task.index(), task.item(), outcome, Completed.Kind.NEW));
        if (outcome.hasFailed() && ++failed == rules.halt().fail()) {
            switch (rules.halt().when()) {
                case NEVER -> {}
                case SOON -> stop();
                case NOW -> leave();
            }
        }
    }

    @Override
    public synchronized void finished(Chunk chunk, double seconds) {
        held.remove(chunk);
        restore(chunk.giveBack());
        if (chunk.begun() > 0) {
            pace.took(chunk.begun(), seconds);
        }
        if (isAwaited && pending == 0) {
            wake();
        }
        wakeNowAndThen();
    }

    private void wake() {
        woken = System.nanoTime();
        isAwaited = false;
        waker.run();
    }

    /// What has become of tasks since the last time, the caller's own; where it is nothing, the own
    /// thread is woken when there is.
    ///
    /// @throws IOException if the journal cannot be written
    synchronized Queue<Completed<T>> drain() throws IOException {
        if (fault != null) {
            throw new IOException(fault.getMessage(), fault);
        }
        Queue<Completed<T>> now = completed;
        isAwaited |= now.isEmpty();
        completed = new ArrayDeque<>(); // also of an empty one: slots add to what is there
        return now;
    }

    /// Begins nothing any more; what is at hand goes on.
    synchronized void stop() {
        if (state == State.WORKING) {
            state = State.STOPPING;
            held.forEach(chunk -> restore(chunk.giveBack()));
            owned.forEach(this::drop);
            drop(common);
            drop(suspects);
            pending = 0;
            wake();
        }
    }

    private void drop(Deque<Task> tasks) {
        while (!tasks.isEmpty()) {
            complete(tasks.removeFirst(), new Outcome.NotBegun<>());
        }
    }

    /// Begins nothing any more, and wants what is at hand to be left.
    synchronized void leave() {
        stop();
        isLeaving = true;
    }

    /// Whether nothing is begun any more.
    synchronized boolean isStopping() {
        return state != State.WORKING;
    }

    /// Whether what is at hand is to be left.
    synchronized boolean isLeaving() {
        return isLeaving;
    }

    /// Lets the slots end.
    synchronized void end() {
        state = State.OVER;
        notifyAll();
    }
}
