package hyades.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.launch.JobSpec;
import hyades.launch.LocalJob;
import hyades.launch.MpjHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of [CommunicatorTest] between ranks that are processes, and in a process that is nothing else.
@Timeout(600)
class CommunicatorIT {
    private static final Path MPJ_HOME = MpjHome.find().orElseThrow();

    @ParameterizedTest(name = "{0} ranks")
    @ValueSource(ints = {1, 2, 3, 8})
    void mpjProcessesKeepTheContract(int size) throws Exception {
        String main = CommunicatorContract.class.getName();
        // Ranks that are checked once are not worth compiling well.
        List<String> options = List.of("-XX:TieredStopAtLevel=1");
        assertEquals(
                0, LocalJob.run(new JobSpec(size, MPJ_HOME, main, options, List.of(Integer.toString(size))), false));
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
