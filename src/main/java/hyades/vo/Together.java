package hyades.vo;

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
    public static <T> List<T> all(List<Callable<T>> tasks, int atOnce) throws InterruptedException {
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
                throw new IllegalStateException(e.getCause());
            } finally {
                running.forEach(each -> each.cancel(true)); // all are done, or nobody wants them any more
            }
        }
    }
}
