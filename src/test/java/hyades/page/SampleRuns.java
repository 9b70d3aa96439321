package hyades.page;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Run directories written by hand, in the forms the commands write.
public final class SampleRuns {
    /// What a hostile name may hold: it ends elements, attributes and scripts, and runs where it is let.
    public static final String HOSTILE =
            "</script><script>window.pwned=1</script>\"'><img src=x onerror=window.pwned=1>&amp;";

    private SampleRuns() {}

    /// `run.json` of a run of any command.
    public static JsonObject record(String command) {
        return JsonParser.parseString("""
            {"command": "%s", "arguments": ["-n", "2", "%s", "--out", "a folder"], "seed": 7,
            "versions": {"hyades": "0.1.0", "java": "25", "engine": "none"}, "host": "here", "cores": 4,
            "ranks": 2, "threads": 1, "launch": "multicore", "started": "2026-01-02T03:04:05.678Z",
            "wallSeconds": 2.5, "perRank": [
            {"rank": 0, "host": "here", "pid": 11, "computeSeconds": 1.5, "communicationSeconds": 0.25, "inputOutputSeconds": 0.5},
            {"rank": 1, "host": "here", "pid": 12, "computeSeconds": 1.25, "communicationSeconds": 0.5, "inputOutputSeconds": 0}],
            "rates": {"stepsPerSecond": 1234.5}, "results": {"steps": 3000, "secondsToFirstStep": null}}\
            """.formatted(command, command)).getAsJsonObject();
    }

    /// Makes a folder with its `run.json`.
    public static Path write(Path folder, JsonObject record) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("run.json"),
                new GsonBuilder().serializeNulls().create().toJson(record));
        return folder;
    }

    /// A run as its feature is handed it.
    public static Run run(Path folder, Feature feature) throws IOException {
        return new Run(
                new RunDirectory(folder), RunRecord.read(folder.resolve("run.json")), new Quantities(List.of(feature)));
    }

    /// A study of points that follow the universal scalability law, the last with more ranks than cores.
    public static Path study(Path folder) throws IOException {
        StringBuilder points = new StringBuilder();
        for (int ranks : new int[] {1, 2, 3, 4, 6, 8}) {
            double speedup = ranks / (1 + 0.05 * (ranks - 1) + 0.002 * ranks * (ranks - 1));
            points.append(points.isEmpty() ? "" : ",").append("""
                {"ranks": %1$d, "threads": 1, "cores": %1$d, "oversubscribed": %2$b, "size": null, "work": 1,
                "wallSeconds": %3$s, "rate": %4$s, "speedup": %4$s, "efficiency": %5$s, "loadBalance": %5$s,
                "communicationEfficiency": %5$s, "parallelEfficiency": %5$s, "cpuShare": %4$s,
                "lost": {"computing": 0.1, "imbalance": 0.2, "communication": 0.3, "inputOutput": 0.4, "startUp": 0.5}}\
                """.formatted(
                            ranks, ranks == 8, spread(20 / speedup), spread(speedup), spread(speedup / ranks)));
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("scaling.json"), """
            {"host": "here", "cores": 6, "weak": false, "complete": true, "rateName": "stepsPerSecond",
            "definitions": {"speedup": "time of one over time of N"}, "points": [%s],
            "fits": [{"threads": 1, "points": 5, "amdahl": {"serialFraction": {"value": 0.06, "low": 0.05, "high": 0.07}},
            "usl": {"contention": {"value": 0.05}, "coherency": {"value": 0.002}}, "bestCores": null,
            "amdahlTest": {"reducedChiSquared": 12.5, "freedom": 4, "errorFreedom": 25, "p": 0.0001, "fits": false}}],
            "verdict": "Communication limits it; it was worth it."}\
            """.formatted(points));
        return write(folder, record("scaling"));
    }

    private static String spread(double median) {
        return String.format(
                Locale.ROOT, "{\"median\": %s, \"minimum\": %s, \"maximum\": %s}", median, 0.9 * median, 1.1 * median);
    }

    /// Samples of two ranks in a process each, once a second.
    public static void resources(Path folder) throws IOException {
        StringBuilder lines =
                new StringBuilder("rank,pid,seconds,cpuShare,processCpuShare,residentBytes,heapBytes,gcSeconds\n");
        for (int rank = 0; rank < 2; rank++) {
            for (int second = 0; second < 20; second++) {
                lines.append("%d,%d,%d,%s,%s,%d,%d,%s\n"
                        .formatted(
                                rank,
                                11 + rank,
                                second,
                                second == 0 ? "" : "0.9",
                                second == 0 ? "" : "1.5",
                                200_000_000L + second * 1_000_000L,
                                50_000_000L + second,
                                0.01 * second));
            }
        }
        Files.writeString(folder.resolve("resources.csv"), lines);
    }

    /// A trace of two ranks: half a second of start-up, then `events` computing and communicating in turn, 1 ms each,
    /// and an event that stands for 100 ms of others, half of it computing.
    public static void trace(Path folder, int events) throws IOException {
        StringBuilder text =
                new StringBuilder("{\"displayTimeUnit\":\"ms\",\"otherData\":{\"ranks\":2},\"traceEvents\":[\n");
        text.append("{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,\"tid\":1,\"args\":{\"name\":\"process 1\"}}");
        for (int tid = 1; tid <= 2; tid++) {
            text.append(event("start", "startup", 0, 500_000, tid, ""));
            for (int i = 0; i < events; i++) {
                text.append(event(
                        i % 2 == 0 ? "accelerations" : "allgather",
                        i % 2 == 0 ? "compute" : "communication",
                        500_000 + i * 1000,
                        1000,
                        tid,
                        ""));
            }
            text.append(event(
                    "9 events left out",
                    "left out",
                    500_000 + events * 1000,
                    100_000,
                    tid,
                    ",\"args\":{\"events\":9,\"computeSeconds\":0.05,\"communicationSeconds\":0.02}"));
        }
        Files.writeString(folder.resolve("trace.json"), text.append("\n]}\n"));
    }

    private static String event(String name, String category, long start, long length, int tid, String more) {
        return ",\n{\"name\":\"%s\",\"cat\":\"%s\",\"ph\":\"X\",\"ts\":%d,\"dur\":%d,\"pid\":1,\"tid\":%d%s}"
                .formatted(name, category, start, length, tid, more);
    }
}
