package hyades.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that share one rank's work: the caller's, and workers that are kept from one call to the next.
///
/// Workers end by themselves when there was nothing to do for a second, so nobody has to close whatever owns them. They
/// belong to the thread group of the thread that calls first, as MPJ Express and the watching of resources need.
public final class Workers implements AutoCloseable {
    private static final long IDLE_SECONDS = 1;

    /// A part of the work.
    public interface Part {
        /// @param thread which of the threads computes it, from 0 (the caller's)
        /// @param block the indices it consists of, maybe none
        void compute(int thread, Subrange block);
    }

    private final int threads;
    private final ThreadPoolExecutor pool;

    /// @param threads that compute, at least 1, the caller's among them
    /// @param name whose they are, for people
    public Workers(int threads, String name) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        this.threads = threads;
        int others = Math.max(1, threads - 1); // a pool of none is refused; without work this one starts none
        pool = new ThreadPoolExecutor(
                others,
                others,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + " worker ", 1).factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /// Their number, the caller's among them.
    public int threads() {
        return threads;
    }

    /// Computes `whole` in one block a thread, and waits until all have ended. Not to be called from two threads at a
    /// time.
    ///
    /// What a part throws is thrown here; of several the first, by the order of the blocks.
    public void share(Subrange whole, Part part) {
        List<FutureTask<Void>> parts = new ArrayList<>(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            Subrange block = whole.block(t, threads);
            parts.add(new FutureTask<>(() -> part.compute(thread, block), null));
        }
        parts.subList(1, threads).forEach(pool::execute);
        parts.getFirst().run();
        Throwable failure = null;
        for (FutureTask<Void> each : parts) { // all: a caller that goes on uses the same arrays again
            Throwable its = failureOf(each);
            failure = failure == null ? its : failure;
        }
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static Throwable failureOf(FutureTask<Void> part) {
        try {
            part.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            return e;
        }
    }

    /// Ends the workers at once.
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
