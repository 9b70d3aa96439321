package hyades.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class WorkersTest {
    /// The blocks are those of `Subrange.block`, the caller's own thread has the first, and call after call every index
    /// is computed once more, by the same threads.
    @ParameterizedTest(name = "{0} threads, {1} items")
    @CsvSource({"1, 10", "2, 10", "3, 10", "8, 5", "4, 0"})
    void everyIndexIsComputedOnceByTheThreadOfItsBlock(int threads, int items) {
        Subrange whole = new Subrange(100, 100 + items);
        AtomicIntegerArray times = new AtomicIntegerArray(items);
        AtomicReferenceArray<Thread> who = new AtomicReferenceArray<>(threads);
        Set<Thread> all = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(threads, "test")) {
            assertEquals(threads, workers.threads());
            for (int call = 0; call < 3; call++) {
                workers.share(whole, (thread, block) -> {
                    assertEquals(whole.block(thread, threads), block);
                    who.set(thread, Thread.currentThread());
                    all.add(Thread.currentThread());
                    for (int i = block.start(); i < block.end(); i++) {
                        times.incrementAndGet(i - 100);
                    }
                });
            }
        }
        assertSame(Thread.currentThread(), who.get(0));
        assertTrue(all.size() <= threads, all::toString);
        for (int i = 0; i < items; i++) {
            assertEquals(3, times.get(i));
        }
    }

    /// Each waits for the other: with one thread less this would last for ever.
    @Test
    void blocksAreComputedAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(3);
        try (Workers workers = new Workers(3, "test")) {
            workers.share(new Subrange(0, 3), (_, _) -> {
                all.countDown();
                await(all);
            });
        }
        assertEquals(0, all.getCount());
    }

    /// Whoever's part fails: the caller gets the very error, after the others have ended, and can go on.
    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void aFailureIsTheCallersOnceAllHaveEnded(int failing) {
        OutOfMemoryError failure = new OutOfMemoryError("of thread " + failing);
        CountDownLatch thrown = new CountDownLatch(1);
        int[] done = new int[3];
        try (Workers workers = new Workers(3, "test")) {
            Error caught = assertThrows(
                    OutOfMemoryError.class,
                    () -> workers.share(new Subrange(0, 3), (thread, _) -> {
                        if (thread == failing) {
                            thrown.countDown();
                            throw failure;
                        }
                        await(thrown);
                        LockSupport.parkNanos(20_000_000); // whoever does not wait is gone by then
                        done[thread]++;
                    }));
            assertSame(failure, caught);
            int[] expected = {1, 1, 1};
            expected[failing] = 0;
            assertArrayEquals(expected, done);
            workers.share(new Subrange(0, 3), (thread, _) -> done[thread]++);
            assertEquals(1, done[failing]);
        }
    }

    /// Nobody has to close what owns them.
    @Test
    void workersEndByThemselvesOnceThereIsNothingToDo() throws Exception {
        AtomicReferenceArray<Thread> who = new AtomicReferenceArray<>(2);
        Workers workers = new Workers(2, "test");
        workers.share(new Subrange(0, 2), (thread, _) -> who.set(thread, Thread.currentThread()));
        assertTrue(who.get(1).join(Duration.ofSeconds(20)), "the worker still waits for work");
        workers.share(new Subrange(0, 2), (thread, _) -> who.set(thread, Thread.currentThread())); // another's
        workers.close();
    }

    /// A caller that is told to give up says so instead of waiting.
    @Test
    void anInterruptedCallerFails() {
        CountDownLatch release = new CountDownLatch(1);
        try (Workers workers = new Workers(2, "test")) {
            Thread.currentThread().interrupt();
            IllegalStateException failure = assertThrows(
                    IllegalStateException.class,
                    () -> workers.share(new Subrange(0, 2), (thread, _) -> {
                        if (thread == 1) {
                            await(release);
                        }
                    }));
            assertInstanceOf(InterruptedException.class, failure.getCause());
        } finally {
            release.countDown();
            Thread.interrupted();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
