package hyades.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hyades.run.RunRecord.RankTimes;
import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.Track;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    @TempDir
    Path folder;

    private static Event event(Activity activity, String name, String about, long start, long end) {
        return new Event(activity, name, about, start, end, null);
    }

    @Test
    void everyNanosecondAndEveryCharacterArrives() throws Exception {
        String about = "a \"quoted\" \\ name\u2028\n.fits";
        Event read = event(Activity.READING, "read", about, 1_234_567_890_123L, 1_234_567_890_131L);
        JsonObject written =
                write(List.of(new Track(4, "host", 77, List.of(read)))).get(3).getAsJsonObject();
        assertEquals("1234567890.123", written.get("ts").getAsString());
        assertEquals("0.008", written.get("dur").getAsString());
        assertEquals("reading", written.get("cat").getAsString());
        assertEquals("X", written.get("ph").getAsString());
        assertEquals(77, written.get("pid").getAsInt());
        assertEquals(5, written.get("tid").getAsInt());
        assertEquals(about, written.getAsJsonObject("args").get("of").getAsString());
    }

    /// In containers every process may have the number 7.
    @Test
    void processesOfDifferentMachinesAreKeptApart() throws Exception {
        List<Track> tracks = List.of(
                new Track(0, "a", 7, List.of()), new Track(1, "a", 7, List.of()), new Track(2, "b", 7, List.of()));
        List<Integer> pids = write(tracks).stream()
                .map(JsonElement::getAsJsonObject)
                .filter(event -> event.get("name").getAsString().equals("thread_name"))
                .map(event -> event.get("pid").getAsInt())
                .toList();
        assertEquals(List.of(7, 7, 8), pids);
    }

    @Test
    void whatIsLeftOutIsSaid() throws Exception {
        long[] sums = new long[1 + Activity.values().length];
        sums[0] = 1000;
        sums[1 + Activity.COMPUTE.ordinal()] = 2_500_000_000L;
        Event gap = new Event(Activity.LEFT_OUT, "events left out", null, 0, 4_000_000_000L, sums);
        JsonObject written =
                write(List.of(new Track(0, "host", 7, List.of(gap)))).get(3).getAsJsonObject();
        assertEquals("1000 events left out", written.get("name").getAsString());
        assertEquals("left out", written.get("cat").getAsString());
        assertEquals(1000, written.getAsJsonObject("args").get("events").getAsLong());
        assertEquals(2.5, written.getAsJsonObject("args").get("computeSeconds").getAsDouble());
        assertEquals(0, written.getAsJsonObject("args").get("readingSeconds").getAsDouble());
    }

    private List<JsonElement> write(List<Track> tracks) throws Exception {
        Path file = folder.resolve("trace.json");
        TraceFile.write(file, tracks, Map.of("ranks", tracks.size()));
        JsonObject trace = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(
                tracks.size(), trace.getAsJsonObject("otherData").get("ranks").getAsInt());
        return trace.getAsJsonArray("traceEvents").asList();
    }

    /// Times to the nanosecond, texts to the character, sums of what was left out.
    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        long[] sums = new long[1 + Activity.values().length];
        sums[0] = 1000;
        sums[1 + Activity.COMPUTE.ordinal()] = 2_500_000_000L;
        List<Event> events = List.of(
                event(Activity.STARTUP, "start", null, 0, 1_234_567_891L),
                event(Activity.READING, "read", "a \"quoted\" \\ name", 1_234_567_891L, 1_234_567_899L),
                new Event(Activity.LEFT_OUT, "events left out", null, 2_000_000_000L, 6_000_000_000L, sums));
        write(List.of(new Track(4, "host", 77, events)));
        Track read = TraceFile.read(folder.resolve("trace.json")).getFirst();
        assertEquals(4, read.rank());
        assertEquals(77, read.pid());
        assertEquals(events.subList(0, 2), read.events().subList(0, 2));
        assertEquals("1000 events left out", read.events().get(2).name());
        assertArrayEquals(sums, read.events().get(2).leftOut());
        assertEquals(4_000_000_000L, read.events().get(2).nanos());
    }

    @Test
    void recordsOfOlderVersionsAreRead() {
        String old = "{\"rank\":1,\"host\":\"h\",\"pid\":5,\"computeSeconds\":2.5,\"communicationSeconds\":1,"
                + "\"inputOutputSeconds\":0.5}";
        RankTimes times = RankTimes.fromJson(old);
        assertEquals(2.5, times.computeSeconds());
        assertNull(times.peakResidentBytes());
        assertNull(RankTimes.ofProcesses(List.of(times), RankTimes::gcSeconds));
    }

    @Test
    void aProcessCountsOnceHoweverManyRanksItHas() {
        RankTimes first = new RankTimes(0, "h", 5, 0, 0, 0, 1.0, 4.0, 0.1, null, null, 1L, null);
        RankTimes second = new RankTimes(1, "h", 5, 0, 0, 0, 1.0, 4.5, 0.1, null, null, 1L, null);
        RankTimes third = new RankTimes(2, "other", 5, 0, 0, 0, 1.0, 2.0, 0.1, null, null, 1L, null);
        assertEquals(6.5, RankTimes.ofProcesses(List.of(first, second, third), RankTimes::processCpuSeconds));
        assertTrue(RankTimes.fromJson(third.toJson()).equals(third));
    }
}
