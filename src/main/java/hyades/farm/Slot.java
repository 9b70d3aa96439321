package hyades.farm;

import hyades.trace.Activity;
import hyades.trace.Timeline;
import java.time.Duration;

/// A thread of a rank that does one task after the other, and who watches over it.
///
/// A task that does not end when it is told to cannot be ended: its thread is left to itself, and another takes its
/// place.
final class Slot<T> {
    /// What a task that was interrupted may still take before it is left to itself.
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /// Why a task was interrupted.
    private enum Cause {
        TOO_LONG,
        UNWANTED
    }

    private final Source<T> source;
    private final Work<T> work;
    private final int rank;
    private final Timeline timeline;
    private final String name;
    private Thread thread;
    private Throwable failure;
    private Chunk chunk;
    private Task task;
    private volatile long taken;
    private long since;
    private Cause cause;
    private long interrupted;
    private boolean isUnwanted;

    /// @param timeline is told when this slot waits; null for nobody
    Slot(Source<T> source, Work<T> work, int rank, String name, Timeline timeline) {
        this.source = source;
        this.work = work;
        this.rank = rank;
        this.name = name;
        this.timeline = timeline;
    }

    /// The thread belongs to the thread group of the caller's, as MPJ Express and the watching of resources need.
    synchronized void start() {
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        Thread self = Thread.currentThread();
        try {
            for (Chunk next = take(); next != null; next = take()) {
                for (Task each = begin(self, next); each != null; each = begin(self, next)) {
                    Outcome<T> outcome = attempt(self, each);
                    if (outcome == null) {
                        return; // somebody else has taken this place
                    }
                    source.tried(next, each, outcome);
                }
                source.finished(next, seconds(taken));
            }
        } catch (Throwable e) { // the rank's own thread throws it
            synchronized (this) {
                if (thread == self) {
                    failure = e;
                }
            }
        }
    }

    private Chunk take() throws InterruptedException {
        long start = System.nanoTime();
        Chunk next = source.take(rank);
        taken = System.nanoTime();
        if (timeline != null) {
            timeline.ended(Activity.COMMUNICATION, "farm", start);
        }
        return next;
    }

    private synchronized Task begin(Thread self, Chunk from) {
        if (thread != self || isUnwanted) {
            return null;
        }
        chunk = from;
        task = from.next();
        since = System.nanoTime();
        cause = null;
        return task;
    }

    /// @return null if this thread was left to itself meanwhile
    private Outcome<T> attempt(Thread self, Task each) {
        Outcome<T> tried;
        try {
            tried = Outcome.of(each.item().name(), work, rank, each.attempt());
        } catch (InterruptedException e) {
            tried = new Outcome.NotBegun<>();
        }
        Outcome<T> outcome;
        synchronized (this) {
            if (thread != self) {
                return null;
            }
            outcome = judge(tried);
            task = null;
            Thread.interrupted(); // the interrupt was the task's
        }
        if (!(outcome instanceof Outcome.NotBegun<T>)) {
            work.ended(each.item(), outcome);
        }
        return outcome;
    }

    /// What has ended in time has, whoever interrupted it.
    private Outcome<T> judge(Outcome<T> tried) {
        return switch (cause) {
            case null -> tried;
            case UNWANTED -> tried instanceof Outcome.Done<T> ? tried : new Outcome.NotBegun<>();
            case TOO_LONG ->
                switch (tried) {
                    case Outcome.Done<T> done -> done;
                    case Outcome.Failed<T> failed -> timedOut(failed.result());
                    case Outcome.TimedOut<T> _, Outcome.Quarantined<T> _, Outcome.NotBegun<T> _ -> timedOut(null);
                };
        };
    }

    private Outcome<T> timedOut(T result) {
        return new Outcome.TimedOut<>(rank, seconds(since), task.attempt(), result);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }

    /// Interrupts the task at hand if its time is over, and replaces the thread if it does not listen.
    void watch() {
        Task lost = null;
        Chunk of = null;
        Outcome<T> outcome = null;
        double limitSeconds = source.limitSeconds();
        synchronized (this) {
            if (task == null) {
                return;
            }
            long now = System.nanoTime();
            if (cause == null && (now - since) * 1e-9 > limitSeconds) {
                interrupt(Cause.TOO_LONG);
            } else if (cause == Cause.TOO_LONG && now - interrupted > PATIENCE_NANOS) {
                outcome = timedOut(null);
                lost = task;
                of = chunk;
                task = null;
                start();
            }
        }
        if (lost != null) {
            work.ended(lost.item(), outcome);
            source.tried(of, lost, outcome);
            source.finished(of, seconds(taken));
        }
    }

    private void interrupt(Cause why) {
        cause = why;
        interrupted = System.nanoTime();
        thread.interrupt();
    }

    /// Leaves the task at hand, and begins no other.
    synchronized void leave() {
        isUnwanted = true;
        if (task != null && cause != Cause.UNWANTED) {
            interrupt(Cause.UNWANTED);
        }
    }

    /// Waits a while for the end of the thread, which [#leave] or the end of the tasks brings.
    ///
    /// @return whether it has ended, or does not listen
    boolean hasEnded(Duration patience) throws InterruptedException {
        Thread current;
        synchronized (this) {
            current = thread;
        }
        boolean ended = current.join(patience);
        synchronized (this) {
            return ended && thread == current
                    || cause == Cause.UNWANTED && System.nanoTime() - interrupted > PATIENCE_NANOS;
        }
    }

    /// What ended the thread that should not have; null for nothing.
    synchronized Throwable failure() {
        return failure;
    }
}
