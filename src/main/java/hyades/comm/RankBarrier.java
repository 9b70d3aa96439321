package hyades.comm;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/// Where the rank threads of one process wait for each other, again and again: a counter of arrivals, and the round
/// that the last to arrive has completed (a sense-reversing barrier, with a number for the sense).
final class RankBarrier {
    /// Numbers this far apart never share a line of a cache, nor the one that is fetched beside it.
    private static final int APART = 16;

    private static final int ARRIVALS = APART;
    private static final int COMPLETED = 2 * APART;

    private final int parties;
    private final Patience patience;
    private final AtomicLongArray numbers = new AtomicLongArray(3 * APART);
    private final LongPredicate isOver = round -> completed() >= round;
    private final AtomicReferenceArray<Thread> sleepers;

    /// @param parties how many threads arrive each time
    RankBarrier(int parties) {
        this.parties = parties;
        patience = new Patience(parties);
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
        } else if (!patience.sees(isOver, round, Long.MAX_VALUE)) {
            sleep(round, rank);
        }
    }

    private long completed() {
        return numbers.get(COMPLETED);
    }

    private void sleep(long round, int rank) throws InterruptedException {
        sleepers.set(rank, Thread.currentThread());
        while (!isOver.test(round)) { // whoever completes it from now on sees the sleeper
            Patience.sleep(this, Long.MAX_VALUE);
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
