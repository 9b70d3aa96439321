package hyades.comm;

import java.util.concurrent.atomic.AtomicLong;

/// Lets the rank threads of one process arrive at a collective operation together, by spinning for a moment.
///
/// A thread that waits inside MPJ Express sleeps, and waking it up costs more than the whole of a small allgather
/// (on a virtual machine 50 µs against 15). Nothing depends on it: who has waited long enough goes on alone.
public final class SpinBarrier {
    private static final long LIMIT_NANOS = 200_000;

    private final int parties;
    private final AtomicLong arrivals = new AtomicLong();

    /// @param parties how many threads arrive each time
    public SpinBarrier(int parties) {
        this.parties = parties;
    }

    /// Returns once all have arrived, or soon.
    public void await() {
        long arrival = arrivals.getAndIncrement();
        long all = arrival - arrival % parties + parties;
        long start = System.nanoTime();
        while (arrivals.get() < all && System.nanoTime() - start < LIMIT_NANOS) {
            Thread.onSpinWait();
        }
    }
}
