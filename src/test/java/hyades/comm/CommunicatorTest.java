package hyades.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import hyades.launch.MpjHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One contract, every backend, at the numbers of ranks where powers of two, odd numbers and oversubscription
/// differ. [CommunicatorIT] has the backends in processes of their own.
@Timeout(120)
class CommunicatorTest {
    private static final Path MPJ_HOME = MpjHome.find().orElseThrow();

    @Test
    void oneRankKeepsTheContract() {
        TestRanks.alone(world -> {
            CommunicatorContract.check(world, 1);
            return null;
        });
    }

    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void threadsKeepTheContract(int size) {
        TestRanks.run(size, world -> {
            CommunicatorContract.check(world, size);
            return null;
        });
    }

    @Test
    void ranksOfOneProcessShareWhatTheFirstMakes() {
        List<Object> shared = TestRanks.run(3, world -> world.shared("sky", Object::new));
        assertSame(shared.get(0), shared.get(1));
        assertSame(shared.get(0), shared.get(2));
        assertNotSame(shared.get(0), TestRanks.alone(world -> world.shared("sky", Object::new)));
    }

    /// In this process, so that MPJ Express's statics are seen to be apart for each rank and each job.
    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void mpjMulticoreKeepsTheContract(int size) throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = RankThreads.create(size, MPJ_HOME, (rank, join) -> {
            try (Communicator world = new TransportCommunicator(join.world(), null, new ConcurrentHashMap<>())) {
                assertEquals(rank, world.rank());
                CommunicatorContract.check(world, size);
            } catch (Throwable failure) {
                failures.add(failure);
            }
        });
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(60));
            assertFalse(thread.isAlive(), () -> thread.getName() + " hangs; failures: " + failures);
        }
        assertEquals(List.of(), List.copyOf(failures));
    }
}
