package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.process.Terminal;
import hyades.trace.ResourceSampler;
import hyades.trace.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `--trace` and `--monitor` show of runs as users start them, and what every run says of its resources.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class TraceIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Set<String> CATEGORIES =
            Set.of("startup", "compute", "communication", "reading", "writing", "left out");
    private static final String IMAGE = "src/test/resources/hyades/images/fits/f32.fits";

    @TempDir
    Path folder;

    /// Each command in both modes: the names are those its code uses, `left out` among them where there is more than
    /// a timeline holds.
    @ParameterizedTest(name = "-n {0} --on {1} {2}")
    @CsvSource({
        "3, multicore, nbody --bodies 60 --steps 150 --no-plots, accelerations; potentials; update; diagnostics",
        "3, processes, nbody --bodies 60 --steps 150 --no-plots, accelerations; potentials; update; diagnostics",
        "2, multicore, decay --particles 1000 --runs 50 --no-plots, runs",
        "2, processes, decay --particles 1000 --runs 50 --no-plots, runs",
        "2, multicore, images filter %1$s --window 5, median; difference; statistics",
        "2, processes, images filter %1$s --window 5 --split, median; difference; statistics",
        "2, multicore, images generate --count 3 --size 60x50, image",
        "2, multicore, gas --problem blast --cells 16 --time 0.01 --no-plots, signals; halos; inner cells; outer"
                + " cells; totals",
        "3, processes, gas --problem blast --cells 16 --time 0.01 --no-plots, signals; halos; inner cells; outer"
                + " cells; totals",
        "2, multicore, images activity --count 3 --size 60x50 --window 5, image; median; difference; statistics"
    })
    void aTraceHasAllRanksAndItsEventsDoNotOverlap(int ranks, String mode, String command, String work)
            throws Exception {
        Path out = folder.resolve("run");
        run("-n " + ranks + " --on " + mode + " " + command.formatted(IMAGE) + " --trace --out " + out);
        JsonObject trace = json(out.resolve("trace.json"));
        JsonObject about = trace.getAsJsonObject("otherData");
        assertEquals(ranks, about.get("ranks").getAsInt());
        double error = about.get("clockErrorMicros").getAsDouble();
        assertTrue(error > 0, "messages take time");
        Map<Integer, List<JsonObject>> tracks = tracks(trace.getAsJsonArray("traceEvents"));
        assertEquals(ranks, tracks.size());
        JsonArray perRank = json(out.resolve("run.json")).getAsJsonArray("perRank");
        Set<String> computed = new TreeSet<>();
        Set<String> recorded = new TreeSet<>();
        for (Map.Entry<Integer, List<JsonObject>> track : tracks.entrySet()) {
            JsonObject times = perRank.get(track.getKey()).getAsJsonObject();
            recorded.addAll(times.getAsJsonObject("computeParts").keySet()); // of which studies say what each costs
            double end = 0;
            for (JsonObject event : track.getValue()) {
                assertTrue(CATEGORIES.contains(event.get("cat").getAsString()), event::toString);
                assertEquals(times.get("pid"), event.get("pid"));
                double start = event.get("ts").getAsDouble();
                assertTrue(start >= end - 1e-3, () -> "overlaps what was before: " + event);
                end = start + event.get("dur").getAsDouble();
                if (event.get("cat").getAsString().equals("compute")) {
                    computed.add(event.get("name").getAsString());
                }
            }
            assertEquals("start", track.getValue().getFirst().get("name").getAsString());
            // the record's seconds are sums of the same measurements, of which the trace has each to the nanosecond
            double each = 1e-9 * track.getValue().size();
            double compute = seconds(track.getValue(), "compute");
            assertEquals(times.get("computeSeconds").getAsDouble(), compute, each);
            double communication = seconds(track.getValue(), "communication");
            assertEquals(times.get("communicationSeconds").getAsDouble(), communication, each);
            double files = seconds(track.getValue(), "reading") + seconds(track.getValue(), "writing");
            assertEquals(times.get("inputOutputSeconds").getAsDouble(), files, each);
        }
        assertEquals(Set.of(work.split("; ")), computed);
        assertEquals(computed, recorded);
        meetsInCollectives(tracks, error);
        assertEquals(!command.contains("--no-plots"), Files.exists(out.resolve("timeline.png")));
    }

    /// Nobody leaves a barrier before the last has come, by clocks that agree.
    private static void meetsInCollectives(Map<Integer, List<JsonObject>> tracks, double error) {
        List<JsonObject> last = tracks.values().stream()
                .map(events -> events.stream()
                        .filter(event -> event.get("name").getAsString().equals("barrier"))
                        .reduce((_, second) -> second)
                        .orElseThrow())
                .toList();
        double lastArrival = last.stream()
                .mapToDouble(event -> event.get("ts").getAsDouble())
                .max()
                .orElseThrow();
        for (JsonObject event : last) {
            double left = event.get("ts").getAsDouble() + event.get("dur").getAsDouble();
            assertTrue(left >= lastArrival - 2 * error, () -> event + " left before " + lastArrival);
        }
    }

    /// 15,000 steps: each of two ranks has more than 30,000 events.
    @Test
    void aLongRunsTraceIsBounded() throws Exception {
        Path out = folder.resolve("run");
        run("-n 2 nbody --bodies 8 --steps 15000 --trace --out " + out);
        JsonObject trace = json(out.resolve("trace.json"));
        long leftOut = trace.getAsJsonObject("otherData").get("leftOut").getAsLong();
        assertTrue(leftOut > 20_000, () -> leftOut + " left out");
        JsonArray perRank = json(out.resolve("run.json")).getAsJsonArray("perRank");
        tracks(trace.getAsJsonArray("traceEvents")).forEach((rank, events) -> {
            assertTrue(events.size() <= Timeline.MOST_EVENTS, () -> events.size() + " events");
            double compute = seconds(events, "compute");
            for (JsonObject event : events) {
                if (event.get("cat").getAsString().equals("left out")) {
                    compute +=
                            event.getAsJsonObject("args").get("computeSeconds").getAsDouble();
                }
            }
            double expected =
                    perRank.get(rank).getAsJsonObject().get("computeSeconds").getAsDouble();
            assertEquals(expected, compute, 1e-6);
        });
        assertTrue(Files.size(out.resolve("timeline.png")) > 10_000);
    }

    @Test
    void withoutTheOptionThereIsNoTraceAndTheDataAreTheSame() throws Exception {
        Path out = folder.resolve("run");
        Path traced = folder.resolve("traced");
        String command = "-n 2 nbody --bodies 30 --steps 60 --no-plots --out ";
        run(command + out);
        run(command + traced + " --trace --monitor");
        for (String name : List.of("final.csv", "diagnostics.csv")) {
            assertEquals(-1, Files.mismatch(out.resolve(name), traced.resolve(name)), name);
        }
        assertFalse(Files.exists(out.resolve("trace.json")));
        assertTrue(Files.exists(traced.resolve("trace.json")));
        run(command + traced + " --overwrite");
        assertFalse(Files.exists(traced.resolve("trace.json")), "what an earlier run left is gone");
        command = "-n 2 decay --particles 100 --runs 20 --keep-runs --no-plots --out ";
        run(command + folder.resolve("a"));
        run(command + folder.resolve("b") + " --trace");
        for (String name : List.of("mean.csv", "runs.csv", "curves.csv")) {
            assertEquals(-1, Files.mismatch(folder.resolve("a/" + name), folder.resolve("b/" + name)), name);
        }
    }

    @ParameterizedTest(name = "--on {0}: {1} processes")
    @CsvSource({"multicore, 1", "processes, 3"})
    void everyRunSaysWhatItsRanksUsed(String mode, int processes) throws Exception {
        Path out = folder.resolve("run");
        run("-n 3 --on " + mode + " nbody --bodies 300 --steps 500 --no-plots --out " + out);
        List<String> lines = Files.readAllLines(out.resolve("resources.csv"));
        assertEquals("rank,pid,seconds,cpuShare,processCpuShare,residentBytes,heapBytes,gcSeconds", lines.getFirst());
        Map<Integer, List<String[]>> samples = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertEquals(8, fields.length, line);
            samples.computeIfAbsent(Integer.parseInt(fields[0]), _ -> new ArrayList<>())
                    .add(fields);
        }
        assertEquals(Set.of(0, 1, 2), samples.keySet());
        JsonObject record = json(out.resolve("run.json"));
        Map<Long, Double> processSeconds = new HashMap<>();
        samples.forEach((rank, own) -> {
            assertTrue(own.size() >= 2 && own.size() <= ResourceSampler.MOST_SAMPLES);
            JsonObject peaks = record.getAsJsonArray("perRank").get(rank).getAsJsonObject();
            double time = 0;
            for (String[] fields : own) {
                assertEquals(peaks.get("pid").getAsString(), fields[1]);
                assertTrue(Double.parseDouble(fields[2]) >= time);
                time = Double.parseDouble(fields[2]);
                if (!fields[3].isEmpty()) { // rounded to thousandths
                    assertTrue(Double.parseDouble(fields[3])
                            <= peaks.get("peakCpuShare").getAsDouble() + 5e-4);
                }
                assertTrue(Long.parseLong(fields[5])
                        <= peaks.get("peakResidentBytes").getAsLong());
                assertTrue(
                        Long.parseLong(fields[6]) <= peaks.get("peakHeapBytes").getAsLong());
                assertTrue(
                        Double.parseDouble(fields[7]) <= peaks.get("gcSeconds").getAsDouble() + 5e-4);
            }
            assertTrue(peaks.get("cpuSeconds").getAsDouble() > 0);
            processSeconds.merge(
                    peaks.get("pid").getAsLong(), peaks.get("processCpuSeconds").getAsDouble(), Math::max);
        });
        assertEquals(processes, processSeconds.size());
        double sum = processSeconds.values().stream().mapToDouble(each -> each).sum();
        assertEquals(sum, record.get("cpuSeconds").getAsDouble(), 1e-9);
    }

    /// On a pseudo-terminal of util-linux's `script`: in the end there is one line a rank, whatever was redrawn.
    @ParameterizedTest(name = "--on {0}")
    @CsvSource({"multicore", "processes"})
    void theMonitorIsALineARankOnATerminal(String mode) throws Exception {
        String command = "stty rows 30 cols 100; ./hyades -n 3 --on " + mode
                + " nbody --bodies 300 --steps 3000 --no-plots --monitor --out " + folder.resolve("run");
        Shell.Result result = Shell.run(PROJECT, "script", "-qec", command, "/dev/null");
        assertEquals(0, result.code(), result::output);
        assertTrue(result.output().contains("\u001b[3A"), "redrawn");
        List<String> shown = Terminal.lines(result.output());
        for (int rank = 0; rank < 3; rank++) {
            String name = "rank " + rank + ": ";
            List<String> own =
                    shown.stream().filter(line -> line.startsWith(name)).toList();
            assertEquals(1, own.size(), () -> String.join("\n", shown));
            assertTrue(own.getFirst().contains("peak resident"), own::getFirst);
        }
        assertTrue(shown.stream().anyMatch(line -> line.contains("3000/3000 steps")), result::output);
        assertTrue(shown.stream().anyMatch(line -> line.startsWith("results in ")), result::output);
    }

    @Test
    void theMonitorIsPlainLinesElsewhere() throws Exception {
        Shell.Result result = run("-n 2 --on processes decay --particles 100 --runs 10 --no-plots --monitor --out "
                + folder.resolve("run"));
        assertFalse(result.output().contains("\u001b"), result::output);
        for (String name : List.of("rank 0: cpu ", "rank 1: cpu ")) {
            assertTrue(result.output().lines().anyMatch(line -> line.startsWith(name)), result::output);
        }
    }

    /// A command that leaves no run directory gets one for its trace.
    @Test
    void helloCanBeTraced() throws Exception {
        Files.createSymbolicLink(folder.resolve("hyades"), PROJECT.resolve("hyades"));
        Shell.Result result = Shell.run(folder, "./hyades", "-n", "2", "hello", "--trace");
        assertEquals(0, result.code(), result::output);
        String last = result.output().lines().toList().getLast();
        assertTrue(last.startsWith("trace in results/hello/"), last);
        JsonObject trace =
                json(folder.resolve(last.substring("trace in ".length())).resolve("trace.json"));
        assertEquals(2, tracks(trace.getAsJsonArray("traceEvents")).size());
    }

    /// `--out` is taken for the trace where the command leaves nothing else, as for every other command.
    @Test
    void aTraceLandsWhereOutSays() throws Exception {
        Path out = folder.resolve("peaks");
        Shell.Result result = run("-n 2 images brightest %s --trace --out %s".formatted(IMAGE, out));
        assertEquals("trace in " + out, result.output().lines().toList().getLast());
        assertEquals(
                2,
                tracks(json(out.resolve("trace.json")).getAsJsonArray("traceEvents"))
                        .size());
        assertRefused("the folder is not empty", "images brightest %s --trace --out %s".formatted(IMAGE, out));
        run("images brightest %s --trace --no-plots --overwrite --out %s".formatted(IMAGE, out));
        assertFalse(Files.exists(out.resolve("timeline.png")));
        assertRefused("expected beside --trace", "images brightest %s --out %s".formatted(IMAGE, folder.resolve("no")));
    }

    private static void assertRefused(String reason, String arguments) throws Exception {
        Shell.Result result = Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of(arguments.split(" +")))
                        .toArray(String[]::new));
        assertEquals(2, result.code(), result::output);
        assertTrue(result.output().contains(reason), result::output);
    }

    private static Shell.Result run(String arguments) throws Exception {
        Shell.Result result = Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of(arguments.split(" +")))
                        .toArray(String[]::new));
        assertEquals(0, result.code(), result::output);
        return result;
    }

    private static JsonObject json(Path file) throws Exception {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /// The complete events by rank, as the names of their threads have it.
    private static Map<Integer, List<JsonObject>> tracks(JsonArray events) {
        Map<Integer, Integer> rankOfThread = new HashMap<>();
        Map<Integer, List<JsonObject>> tracks = new TreeMap<>();
        for (JsonElement each : events) {
            JsonObject event = each.getAsJsonObject();
            int thread = event.get("tid").getAsInt();
            if (event.get("ph").getAsString().equals("X")) {
                tracks.computeIfAbsent(rankOfThread.get(thread), _ -> new ArrayList<>())
                        .add(event);
            } else if (event.get("name").getAsString().equals("thread_name")) {
                String name = event.getAsJsonObject("args").get("name").getAsString();
                rankOfThread.put(thread, Integer.parseInt(name.substring("rank ".length())));
            }
        }
        return tracks;
    }

    private static double seconds(List<JsonObject> events, String category) {
        return events.stream()
                .filter(event -> event.get("cat").getAsString().equals(category))
                .mapToDouble(event -> 1e-6 * event.get("dur").getAsDouble())
                .sum();
    }
}
