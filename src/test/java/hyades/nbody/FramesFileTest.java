package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
        try (FramesFile film = FramesFile.open(file, steps, bodies(count, 0), start)) {
            for (int step = start; step <= end; step++) {
                film.write(new Moment(step, 0.1 * step, 0, false), bodies(count, step));
            }
        }
        return file;
    }

    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {0, 1, 10, 62, 63, 64, 65, 126, 127, 4000, 4032, 4033})
    void thirtyThreeToSixtyFourTimesWithTheFirstAndTheLast(int steps) throws Exception {
        List<String> lines = Files.readAllLines(write("frames.csv", steps, 1, 0, steps));
        List<Integer> shown = lines.stream()
                .skip(1)
                .map(line -> Integer.parseInt(line.split(",")[0]))
                .toList();
        assertTrue(shown.size() <= 64 && shown.size() >= Math.min(steps + 1, 33), shown::toString);
        assertEquals(0, shown.getFirst());
        assertEquals(steps, shown.getLast());
        assertEquals(shown.stream().distinct().toList(), shown);
    }

    /// Of steps that vary the film shows the first in each of 62 parts of the time, and the last.
    /// A run that goes on leaves the same.
    @ParameterizedTest(name = "from step {0}")
    @ValueSource(longs = {0, 1, 40, 199})
    void stepsThatVaryAreShownByTheTime(long from) throws IOException {
        Path file = folder.resolve("varying.csv");
        for (long first : new long[] {0, from}) {
            try (FramesFile film = FramesFile.open(file, 1.0, bodies(2, 0), first)) {
                for (long step = first; step <= 200; step++) {
                    film.write(new Moment(step, time(step), time(Math.max(0, step - 1)), step == 200), bodies(2, (int)
                            step));
                }
            }
        }
        List<String> lines = Files.readAllLines(file);
        double before = -1;
        for (int line = 1; line < lines.size(); line += 2) {
            double time = Double.parseDouble(lines.get(line).split(",")[1]);
            assertTrue(Math.floor(time * 62) > Math.floor(before * 62), lines.get(line));
            before = time;
        }
        assertEquals(1, before);
        assertTrue(lines.size() > 1 + 2 * 40 && lines.size() <= 1 + 2 * 64, () -> "lines " + lines.size());
    }

    /// Of step 200 at 1, from 0.
    private static double time(long step) {
        return step * step / 40_000.0;
    }

    /// Bodies are told apart by their own ids, and by names where they have them.
    @Test
    void bodiesAreCalledAsTheirFileCallsThem() throws Exception {
        Path file = folder.resolve("named.csv");
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = 2;
        bodies.velocity[0][0] = -3;
        bodies.velocity[1][0] = 4;
        Bodies named = bodies.called(new Labels(List.of("7", "3"), List.of("Sun", "a, b")));
        try (FramesFile film = FramesFile.open(file, 1, named, 0)) {
            film.write(new Moment(0, 0, 0, false), named);
        }
        assertEquals(
                List.of(
                        "step,time,id,name,x,y,mass,speed",
                        "0,0.0,7,Sun,0.0,0.0,2.0,5.0",
                        "0,0.0,3,\"a, b\",0.0,0.0,0.0,0.0"),
                Files.readAllLines(file));
        Bodies numbered = bodies.called(new Labels(List.of("7", "3"), null));
        try (FramesFile film = FramesFile.open(file, 1, numbered, 0)) {
            film.write(new Moment(0, 0, 0, false), numbered);
        }
        assertEquals(
                List.of("step,time,id,x,y,mass,speed", "0,0.0,7,0.0,0.0,2.0,5.0", "0,0.0,3,0.0,0.0,0.0,0.0"),
                Files.readAllLines(file));
    }

    @Test
    void ofManyBodiesTwoThousandAreShown() throws Exception {
        List<String> lines = Files.readAllLines(write("frames.csv", 0, 5000, 0, 0));
        assertEquals("step,time,id,x,y,z,mass,speed", lines.getFirst());
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

    /// Of a run that was made longer those frames are left that one of that length shows.
    @ParameterizedTest(name = "{0} steps, then {1}, of {2} bodies")
    @CsvSource({"50, 63, 3", "50, 64, 3", "63, 1000, 3", "100, 201, 2100", "126, 127, 1", "40, 40, 3"})
    void aRunMadeLongerHasTheFramesOfALongOne(int before, int after, int count) throws Exception {
        Path whole = write("whole.csv", after, count, 0, after);
        Path file = write("frames.csv", before, count, 0, before);
        write("frames.csv", after, count, before, after);
        assertEquals(-1, Files.mismatch(whole, file));
    }

    /// Beyond 2³¹ and 10⁹ steps: 2⁵³ of them at most.
    @ParameterizedTest(name = "{0} steps")
    @ValueSource(longs = {3_000_000_000L, 1L << 53})
    void stepsAreLong(long steps) throws Exception {
        Path file = folder.resolve("frames.csv");
        Bodies bodies = bodies(2, 0);
        long shown = Long.highestOneBit(steps) / 2;
        for (long first : new long[] {0, shown + 1}) {
            try (FramesFile film = FramesFile.open(file, steps, bodies, first)) {
                for (long step = first == 0 ? 0 : shown + shown / 16; step <= shown * 2; step += shown / 16) {
                    film.write(new Moment(step, step, 0, false), bodies);
                }
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(1 + 2 * 33, lines.size());
        assertTrue(lines.getLast().startsWith(shown * 2 + ","), lines.getLast());
        assertTrue(FramesFile.shows(steps, steps));
        assertFalse(FramesFile.shows(steps - 1, steps));
    }

    /// A film is not worth much, but what is there is not thrown away, and not mixed with another run's.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', 0",
        "'step,time,id,x,y;0,0,0,1,1;', 0",
        "nothing, 0",
        "'step,time,id,x,y,z,mass,speed;0,0,0,1,1,1,0,0;0,0,1,1,1,1,0,0;', 1",
        "'step,time,id,x,y,z,mass,speed;0,0,0,1,1,1,0,0;1,0,0,1,1,1,0,0;', 0",
        "'step,time,id,x,y,z,mass,speed;0,0,0,1,1,1,0,0;0,0,1,1,1,1,0,0;2,0,0,1,1,1,0,0;2,0,1,1,1,1,0,0;', 1"
    })
    void aFileThatIsNoneStaysAsItIs(String content, int frame) throws Exception {
        Path file = folder.resolve("frames.csv");
        Files.writeString(file, content.replace(';', '\n'));
        String complaint = assertThrows(IOException.class, () -> write("frames.csv", 10, 2, 5, 10))
                .getMessage();
        assertEquals(
                file + ": is not as the run left it at the frame of step " + frame + ": it cannot go on", complaint);
        assertEquals(content.replace(';', '\n'), Files.readString(file));
    }

    @Test
    void otherLineEndsAreNamed() throws Exception {
        Path file = write("frames.csv", 10, 2, 0, 10);
        String changed = Files.readString(file).replace("\n1,", "\r\n1,");
        Files.writeString(file, changed);
        String complaint = assertThrows(IOException.class, () -> write("frames.csv", 10, 2, 5, 10))
                .getMessage();
        assertEquals(file + ", line 3: ends with a carriage return, expected none", complaint);
        assertEquals(changed, Files.readString(file));
    }

    /// Somebody needed the room: from here on there is a film again, with which a run goes on as with any, also where
    /// it
    /// had no time to show anything.
    @Test
    void aFilmThatIsNotThereBeginsAnew() throws Exception {
        Path anew = write("frames.csv", 10, 2, 5, 10);
        assertEquals(1 + 2 * 6, Files.readAllLines(anew).size());
        write("again.csv", 10, 2, 5, 7);
        assertEquals(-1, Files.mismatch(anew, write("again.csv", 10, 2, 8, 10)));
        Path late = write("late.csv", 100, 2, 33, 100);
        write("later.csv", 100, 2, 33, 33); // an odd step, which no film of 100 steps shows
        assertEquals(1, Files.readAllLines(folder.resolve("later.csv")).size());
        write("later.csv", 100, 2, 34, 70);
        assertEquals(-1, Files.mismatch(late, write("later.csv", 100, 2, 71, 100)));
        assertEquals(
                Files.readAllLines(write("whole.csv", 300, 2, 0, 300)).stream()
                        .filter(line -> line.startsWith("step") || Integer.parseInt(line.split(",")[0]) > 33)
                        .toList(),
                Files.readAllLines(write("late.csv", 300, 2, 100, 300)));
    }
}
