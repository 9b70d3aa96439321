package hyades.comm;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/// How a rank that is a thread waits for others of its process. It looks all the time, as long as every rank has a
/// core: waking a thread costs more than a small exchange. Then it offers its core to others, and at last it sleeps.
final class Patience {
    /// About as long as waking a thread takes on a virtual machine [ns].
    private static final long SPIN_NANOS = 50_000;

    /// Of ranks that take turns on the cores the next is found faster by the scheduler than by waking it [ns].
    private static final long YIELD_NANOS = 1_000_000;

    private static final int LOOKS = 64;

    private final long spinNanos;

    /// @param ranks of this process
    Patience(int ranks) {
        spinNanos = ranks <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
    }

    /// Waits, without sleeping.
    ///
    /// @param is what is waited for, of a number
    /// @param nanos so long at most
    /// @return whether it is; else the time has come to sleep
    boolean sees(LongPredicate is, long number, long nanos) {
        if (is.test(number)) {
            return true;
        }
        long start = System.nanoTime();
        long spins = Math.min(spinNanos, nanos);
        while (System.nanoTime() - start < spins) {
            for (int i = 0; i < LOOKS; i++) {
                if (is.test(number)) {
                    return true;
                }
                Thread.onSpinWait();
            }
        }
        long yields = Math.min(spinNanos + YIELD_NANOS, nanos);
        while (System.nanoTime() - start < yields) {
            Thread.yield();
            if (is.test(number)) {
                return true;
            }
        }
        return false;
    }

    /// Sleeps until another thread calls `unpark`, or a little less.
    ///
    /// @throws InterruptedException if this thread is interrupted
    static void sleep(Object why, long nanos) throws InterruptedException {
        LockSupport.parkNanos(why, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
