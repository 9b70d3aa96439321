package hyades.comm;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/// Where the rank threads of one process wait for each other, again and again: a counter of arrivals, and the round
/// that the last to arrive has completed (a sense-reversing barrier, with a number for the sense).
///
/// Who waits spins, as long as every rank has a core: waking a thread costs more than a small exchange. Then it
/// offers its core to others, and at last it sleeps.
final class RankBarrier {
    /// About as long as waking a thread takes on a virtual machine [ns].
    private static final long SPIN_NANOS = 50_000;

    /// Of ranks that take turns on the cores the next is found faster by the scheduler than by waking it [ns].
    private static final long YIELD_NANOS = 1_000_000;

    private static final int LOOKS = 64;

    /// Numbers this far apart never share a line of a cache, nor the one that is fetched beside it.
    private static final int APART = 16;

    private static final int ARRIVALS = APART;
    private static final int COMPLETED = 2 * APART;

    private final int parties;
    private final long spinNanos;
    private final AtomicLongArray numbers = new AtomicLongArray(3 * APART);
    private final AtomicReferenceArray<Thread> sleepers;

    /// @param parties how many threads arrive each time
    RankBarrier(int parties) {
        this.parties = parties;
        spinNanos = parties <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
        sleepers = new AtomicReferenceArray<>(parties);
    }

    /// Returns once all have arrived. What they wrote before can be read then.
    ///
    /// @param rank whose thread calls
    /// @throws InterruptedException if this thread is interrupted while it waits; the barrier is of no use then
    void await(int rank) throws InterruptedException {
        long arrival = numbers.getAndIncrement(ARRIVALS);
        long round = arrival / parties + 1;
        if (arrival == round * parties - 1) {
            numbers.set(COMPLETED, round);
            wake();
        } else if (!spins(round) && !yields(round)) {
            sleep(round, rank);
        }
    }

    private boolean isOver(long round) {
        return numbers.get(COMPLETED) >= round;
    }

    private boolean spins(long round) {
        if (spinNanos == 0) {
            return isOver(round);
        }
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (isOver(round)) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < spinNanos);
        return false;
    }

    private boolean yields(long round) {
        long start = System.nanoTime();
        do {
            Thread.yield();
            if (isOver(round)) {
                return true;
            }
        } while (System.nanoTime() - start < YIELD_NANOS);
        return false;
    }

    private void sleep(long round, int rank) throws InterruptedException {
        sleepers.set(rank, Thread.currentThread());
        while (!isOver(round)) { // whoever completes it from now on sees the sleeper
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        sleepers.set(rank, null);
    }

    private void wake() {
        for (int rank = 0; rank < parties; rank++) {
            Thread sleeper = sleepers.get(rank);
            if (sleeper != null) {
                LockSupport.unpark(sleeper);
            }
        }
    }
}
