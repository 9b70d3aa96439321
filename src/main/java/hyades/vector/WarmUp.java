package hyades.vector;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// Waits until the JVM has compiled something well: it knows no other sign than that the thing is fast.
public final class WarmUp {
    /// So many times one after the other the next has to win.
    private static final int WINS = 3;

    /// After this time, where the next may never win, trying costs next to nothing.
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long PAUSE_MILLIS = 100;

    private WarmUp() {}

    /// Begins, on a thread of its own, to do some work with two kernels over and over, until the next takes no longer
    /// than the first.
    ///
    /// @param next makes the other on that thread: its classes take a while to load, too
    /// @param won is told of it then, there
    public static <K> void begin(K first, Supplier<K> next, Consumer<K> work, Consumer<K> won) {
        Thread.ofPlatform().daemon().name("kernel warm-up").start(() -> {
            K other = next.get();
            awaitWin(() -> work.accept(other), () -> work.accept(first));
            won.accept(other);
        });
    }

    /// Does both over and over, and returns once the next takes no longer than the first.
    public static void awaitWin(Runnable next, Runnable first) {
        long begin = System.nanoTime();
        for (int wins = 0; wins < WINS; ) {
            wins = nanos(next) <= nanos(first) ? wins + 1 : 0;
            if (wins == 0 && System.nanoTime() - begin > PATIENCE_NANOS) {
                pause();
            }
        }
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while warming up", e); // nobody does
        }
    }
}
