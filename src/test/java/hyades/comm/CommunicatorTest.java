package hyades.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One contract, every backend, at the numbers of ranks where powers of two, odd numbers and oversubscription
/// differ.
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
            try (Communicator world = new MpjCommunicator(join.world(), "smpdev", null, new ConcurrentHashMap<>())) {
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

    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void mpjProcessesKeepTheContract(int size) throws Exception {
        String main = CommunicatorContract.class.getName();
        // Ranks that are checked once are not worth compiling well.
        List<String> options = List.of("-XX:TieredStopAtLevel=1");
        assertEquals(0, LocalJob.run(new JobSpec(size, MPJ_HOME, main, options, List.of(Integer.toString(size)))));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"THREADS, 1", "THREADS, 2", "THREADS, 3", "THREADS, 5", "THREADS, 8", "MPJ, 2", "MPJ, 8"})
    void oneProcessOfRanksKeepsTheContract(Engine engine, int size) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommunicatorContract.class.getName(),
                        engine.name(),
                        Integer.toString(size))
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
    }
}
