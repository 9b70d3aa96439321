package hyades.run;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import hyades.storage.WholeFile;
import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.Track;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `trace.json`: what each rank was doing when, in the Chrome trace event format, which Perfetto opens; a line an
/// event.
///
/// The format: "Trace Event Format" by the Chromium project. Processes and threads with the number 0 are special in
/// Perfetto, so a rank's thread has its number plus 1. The lines are put together here, texts quoted by Gson: with its
/// writer the 16,000 events of a short run took more than twice as long, in a JVM that has just begun.
public final class TraceFile {
    private static final List<Activity> TIMED =
            List.of(Activity.COMPUTE, Activity.COMMUNICATION, Activity.READING, Activity.WRITING);

    private final Gson gson = new Gson();
    private final Map<String, String> quoted = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private final Writer out;
    private String separator = "\n";

    private TraceFile(Writer out) {
        this.out = out;
    }

    /// Writes the file.
    ///
    /// @param tracks of all ranks, in rank order; times in ns from the start of the user's command, by one clock
    /// @param about what else there is to say of the run: values are numbers or texts
    public static void write(Path file, List<Track> tracks, Map<String, Object> about) throws IOException {
        WholeFile.writeText(file, out -> new TraceFile(out).write(tracks, about));
    }

    /// Reads what [#write] wrote: of each rank that has events a track.
    ///
    /// @throws IOException in one line, for a file that is damaged
    public static List<Track> read(Path file) throws IOException {
        Map<Integer, Track> tracks = new TreeMap<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (JsonElement each : JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("traceEvents")) {
                JsonObject event = each.getAsJsonObject();
                if (event.get("ph").getAsString().equals("X")) {
                    int rank = event.get("tid").getAsInt() - 1;
                    long pid = event.get("pid").getAsLong();
                    tracks.computeIfAbsent(rank, _ -> new Track(rank, "", pid, new ArrayList<>()))
                            .events()
                            .add(event(event));
                }
            }
            return List.copyOf(tracks.values());
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new IOException("%s: damaged: expected the events of a trace".formatted(file), e);
        }
    }

    private static Event event(JsonObject json) {
        String category = json.get("cat").getAsString();
        JsonObject arguments = json.getAsJsonObject("args");
        long start = nanos(json.get("ts"));
        long end = start + nanos(json.get("dur"));
        String name = json.get("name").getAsString();
        for (Activity each : Activity.values()) {
            if (each != Activity.LEFT_OUT && each.toString().equals(category)) {
                JsonElement about = arguments == null ? null : arguments.get("of");
                return new Event(each, name, about == null ? null : about.getAsString(), start, end, null);
            }
        }
        long[] sums = new long[1 + Activity.values().length];
        sums[0] = arguments.get("events").getAsLong();
        for (Activity each : TIMED) {
            JsonElement seconds = arguments.get(each + "Seconds");
            sums[1 + each.ordinal()] = seconds == null ? 0 : Math.round(seconds.getAsDouble() * 1e9);
        }
        return new Event(Activity.LEFT_OUT, name, null, start, end, sums);
    }

    private static long nanos(JsonElement micros) {
        return micros.getAsBigDecimal().movePointRight(3).longValue();
    }

    private void write(List<Track> tracks, Map<String, Object> about) throws IOException {
        out.write("{\"displayTimeUnit\":\"ms\",\"otherData\":%s,\"traceEvents\":[".formatted(gson.toJson(about)));
        Map<String, Long> processes = processes(tracks);
        for (Track track : tracks) {
            String place = "\"pid\":%d,\"tid\":%d".formatted(processes.get(process(track)), track.rank() + 1);
            name(track, place);
            for (Event event : track.events()) {
                write(event, place);
            }
        }
        out.write("\n]}\n");
    }

    private static String process(Track track) {
        return track.host() + " " + track.pid();
    }

    /// Numbers for processes: their own where no other machine has used it.
    private static Map<String, Long> processes(List<Track> tracks) {
        Map<String, Long> numbers = new HashMap<>();
        for (Track track : tracks) {
            long number = track.pid();
            while (!numbers.containsKey(process(track)) && numbers.containsValue(number)) {
                number++;
            }
            numbers.putIfAbsent(process(track), number);
        }
        return numbers;
    }

    private void name(Track track, String place) throws IOException {
        String process = "process %d on %s".formatted(track.pid(), track.host());
        metadata("process_name", place, Map.of("name", process));
        metadata("thread_name", place, Map.of("name", "rank " + track.rank()));
        metadata("thread_sort_index", place, Map.of("sort_index", track.rank()));
    }

    private void metadata(String name, String place, Map<String, Object> arguments) throws IOException {
        line.append("{\"name\":").append(quote(name)).append(",\"ph\":\"M\",").append(place);
        line.append(",\"args\":").append(gson.toJson(arguments)).append('}');
        endLine();
    }

    private void write(Event event, String place) throws IOException {
        boolean isLeftOut = event.leftOut() != null;
        line.append("{\"name\":");
        line.append(isLeftOut ? "\"%d %s\"".formatted(event.count(), event.name()) : quote(event.name()));
        line.append(",\"cat\":").append(quote(event.activity().toString())).append(",\"ph\":\"X\",\"ts\":");
        micros(event.start());
        line.append(",\"dur\":");
        micros(event.nanos());
        line.append(',').append(place);
        if (isLeftOut) {
            line.append(",\"args\":{\"events\":").append(event.count());
            for (Activity each : TIMED) {
                line.append(",\"").append(each).append("Seconds\":").append(event.nanosOf(each) * 1e-9);
            }
            line.append('}');
        } else if (event.about() != null) {
            line.append(",\"args\":{\"of\":").append(quote(event.about())).append('}');
        }
        line.append('}');
        endLine();
    }

    /// Exactly, to the nanosecond.
    private void micros(long nanos) {
        long thousandths = nanos % 1000;
        line.append(nanos / 1000).append(thousandths < 10 ? ".00" : thousandths < 100 ? ".0" : ".");
        line.append(thousandths);
    }

    private String quote(String text) {
        return quoted.computeIfAbsent(text, gson::toJson);
    }

    private void endLine() throws IOException {
        out.write(separator);
        out.append(line);
        separator = ",\n";
        line.setLength(0);
    }
}
