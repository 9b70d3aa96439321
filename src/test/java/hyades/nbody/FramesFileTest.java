package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesFileTest {
    @TempDir
    Path folder;

    private static Bodies bodies(int count, int step) {
        Bodies bodies = Bodies.empty(3, count);
        SplittableRandom random = new SplittableRandom(step);
        for (double[] axis : bodies.position) {
            for (int i = 0; i < count; i++) {
                axis[i] = random.nextDouble() - 0.5;
            }
        }
        return bodies;
    }

    private Path write(String name, int steps, int count, int start, int end) throws IOException {
        Path file = folder.resolve(name);
        try (FramesFile film = FramesFile.open(file, steps, Bodies.empty(3, 1), start)) {
            for (int step = start; step <= end; step++) {
                film.write(step, 0.1 * step, bodies(count, step));
            }
        }
        return file;
    }

    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {0, 1, 10, 58, 59, 60, 61, 100, 4000})
    void sixtyTimesAtMostWithTheFirstAndTheLast(int steps) throws Exception {
        List<String> lines = Files.readAllLines(write("frames.csv", steps, 1, 0, steps));
        List<Integer> shown = lines.stream()
                .skip(1)
                .map(line -> Integer.parseInt(line.split(",")[0]))
                .toList();
        assertEquals(Math.min(steps + 1, 60), shown.size());
        assertEquals(0, shown.getFirst());
        assertEquals(steps, shown.getLast());
        assertEquals(shown.stream().distinct().toList(), shown);
    }

    /// Bodies are told apart by their own ids, and by names where they have them.
    @Test
    void bodiesAreCalledAsTheirFileCallsThem() throws Exception {
        Path file = folder.resolve("named.csv");
        Bodies bodies = Bodies.empty(2, 2);
        Bodies named = bodies.called(new Labels(List.of("7", "3"), List.of("Sun", "a, b")));
        try (FramesFile film = FramesFile.open(file, 1, named, 0)) {
            film.write(0, 0, named);
        }
        assertEquals(
                List.of("step,time,id,name,x,y", "0,0.0,7,Sun,0.0,0.0", "0,0.0,3,\"a, b\",0.0,0.0"),
                Files.readAllLines(file));
        Bodies numbered = bodies.called(new Labels(List.of("7", "3"), null));
        try (FramesFile film = FramesFile.open(file, 1, numbered, 0)) {
            film.write(0, 0, numbered);
        }
        assertEquals(List.of("step,time,id,x,y", "0,0.0,7,0.0,0.0", "0,0.0,3,0.0,0.0"), Files.readAllLines(file));
    }

    @Test
    void ofManyBodiesTwoThousandAreShown() throws Exception {
        List<String> lines = Files.readAllLines(write("frames.csv", 0, 5000, 0, 0));
        assertEquals("step,time,id,x,y,z", lines.getFirst());
        assertEquals(2001, lines.size());
        assertTrue(lines.get(2).startsWith("0,0.0,2,"), lines.get(2));
        assertTrue(lines.getLast().startsWith("0,0.0,4997,"), lines.getLast());
    }

    /// Five digits and at most one more, whatever the size: the error is at most half of 10⁻⁴ of the value.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"1", "1e-10", "1e13", "-3e25", "7e-300", "1e300"})
    void digitsAreFew(double size) {
        IntStream.range(0, 10_000).forEach(i -> {
            double value = size * (1 + 0.000_917 * i);
            double rounded = FramesFile.rounded(value);
            assertEquals(value, rounded, 0.5e-4 * Math.abs(value));
            String digits = Double.toString(rounded).replaceFirst("E.*", "").replaceAll("[-.]|0*$|^[-0.]*", "");
            // beyond 10²² a power of ten is no whole number of units any more, and its product may need all digits
            assertTrue(
                    digits.replaceFirst("0*$", "").length() <= 6 || Math.abs(Math.log10(Math.abs(size))) > 20,
                    () -> value + ": " + rounded);
        });
        assertEquals(0, FramesFile.rounded(0));
        assertEquals(0, FramesFile.rounded(Double.MIN_VALUE));
    }

    /// A run that stops after any step and goes on from a checkpoint there or earlier, lines cut off in between.
    @ParameterizedTest(name = "stopped after {0}, resumed from {1}")
    @CsvSource({"50, 50", "50, 40", "50, 0", "100, 100", "33, 21"})
    void aResumedRunWritesTheSameBytes(int stopped, int from) throws Exception {
        Path whole = write("whole.csv", 100, 30, 0, 100);
        Path file = write("frames.csv", 100, 30, 0, stopped);
        Files.writeString(file, Files.readString(file) + "99,1");
        write("frames.csv", 100, 30, from, 100);
        assertEquals(-1, Files.mismatch(whole, file));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "step,time,id,x,y\n0,0,0,1,1\n", "nothing"})
    void aFileThatIsNoneBeginsAnew(String content) throws Exception {
        Path file = folder.resolve("frames.csv");
        Files.writeString(file, content);
        write("frames.csv", 10, 2, 5, 10);
        List<String> lines = Files.readAllLines(file);
        assertEquals("step,time,id,x,y,z", lines.getFirst());
        assertEquals(1 + 2 * 6, lines.size());
    }
}
