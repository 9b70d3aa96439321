package hyades.comm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Runs the ranks of a job as threads of the test.
public final class TestRanks {
    private static final int LIMIT_SECONDS = 120;

    private TestRanks() {}

    /// Runs `program` on every rank.
    ///
    /// @return what each rank returned, in rank order
    public static <T> List<T> run(int size, Function<Communicator, T> program) {
        try (ExecutorService threads = Executors.newFixedThreadPool(size)) {
            List<Future<T>> futures = new ArrayList<>();
            for (Communicator world : ThreadRank.group(size)) {
                futures.add(threads.submit(() -> program.apply(world)));
            }
            List<T> results = new ArrayList<>();
            try {
                for (Future<T> future : futures) {
                    results.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
                }
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                threads.shutdownNow();
                throw new AssertionError("A rank failed", e);
            }
            return results;
        }
    }

    /// Runs `program` on one rank, on this thread.
    public static <T> T alone(Function<Communicator, T> program) {
        return program.apply(new SingleRank());
    }

    /// Lets a rank be asked to stop, as by a signal.
    public static void stopWhen(Communicator world, BooleanSupplier requested) {
        world.stopWhen(requested::getAsBoolean);
    }
}
