package hyades.vo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Does many things that wait, each on a thread of its own.
public final class Together {
    private Together() {}

    /// Does all of them, so many at once, and waits for the last.
    ///
    /// @return what came of them, in their order
    /// @throws IOException as the first of them that fails throws it; those that still run are ended
    public static <T> List<T> all(List<Callable<T>> tasks, int atOnce) throws IOException, InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Callable<T> task : tasks) {
                    places.acquire();
                    running.add(threads.submit(() -> {
                        try {
                            return task.call();
                        } finally {
                            places.release();
                        }
                    }));
                }
                List<T> results = new ArrayList<>();
                for (Future<T> each : running) {
                    results.add(each.get());
                }
                return results;
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } finally {
                running.forEach(each -> each.cancel(true)); // all are done, or nobody wants them any more
            }
        }
    }

    /// What another thread has failed by, for this one to throw.
    public static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }
}
