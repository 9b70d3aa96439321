package hyades.report;

import com.google.gson.stream.JsonWriter;
import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.Track;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `trace.json`: what each rank was doing when, in the Chrome trace event format, which Perfetto opens.
///
/// The format: "Trace Event Format" by the Chromium project; processes and threads with the number 0 are special in
/// Perfetto, so a rank's thread has its number plus 1.
public final class TraceFile {
    private final Writer out;
    private final JsonWriter json;

    private TraceFile(Writer out, JsonWriter json) {
        this.out = out;
        this.json = json;
    }

    /// Writes the file.
    ///
    /// @param tracks of all ranks, in rank order; times in ns from the start of the user's command, by one clock
    /// @param about what else there is to say of the run: values are numbers or texts
    public static void write(Path file, List<Track> tracks, Map<String, Object> about) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                JsonWriter json = new JsonWriter(out)) {
            new TraceFile(out, json).write(tracks, about);
        }
    }

    private void write(List<Track> tracks, Map<String, Object> about) throws IOException {
        Map<String, Long> processes = processes(tracks);
        json.beginObject().name("displayTimeUnit").value("ms");
        json.name("otherData").beginObject();
        for (Map.Entry<String, Object> each : about.entrySet()) {
            json.name(each.getKey());
            value(each.getValue());
        }
        json.endObject();
        json.name("traceEvents").beginArray();
        for (Track track : tracks) {
            long process = processes.get(process(track));
            name(track, process);
            for (Event event : track.events()) {
                write(event, process, track.rank());
            }
        }
        json.endArray().endObject();
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

    private void name(Track track, long process) throws IOException {
        String processName = "process %d on %s".formatted(track.pid(), track.host());
        metadata("process_name", process, track.rank(), "name", processName);
        metadata("thread_name", process, track.rank(), "name", "rank " + track.rank());
        metadata("thread_sort_index", process, track.rank(), "sort_index", track.rank());
    }

    private void metadata(String what, long process, int rank, String key, Object value) throws IOException {
        begin();
        json.name("name").value(what).name("ph").value("M");
        json.name("pid").value(process).name("tid").value(rank + 1);
        json.name("args").beginObject().name(key);
        value(value);
        json.endObject().endObject();
    }

    private void write(Event event, long process, int rank) throws IOException {
        begin();
        boolean isLeftOut = event.leftOut() != null;
        json.name("name").value(isLeftOut ? event.count() + " " + event.name() : event.name());
        json.name("cat").value(event.activity().toString());
        json.name("ph").value("X").name("ts").value(micros(event.start()));
        json.name("dur").value(micros(event.nanos()));
        json.name("pid").value(process).name("tid").value(rank + 1);
        if (event.about() != null || isLeftOut) {
            json.name("args").beginObject();
            if (event.about() != null) {
                json.name("of").value(event.about());
            }
            if (isLeftOut) {
                json.name("events").value(event.count());
                for (Activity each :
                        List.of(Activity.COMPUTE, Activity.COMMUNICATION, Activity.READING, Activity.WRITING)) {
                    json.name(each + "Seconds").value(BigDecimal.valueOf(event.nanosOf(each), 9));
                }
            }
            json.endObject();
        }
        json.endObject();
    }

    /// Begins an object on a line of its own: the writer itself breaks either no line or all.
    private void begin() throws IOException {
        out.write('\n');
        json.beginObject();
    }

    private void value(Object value) throws IOException {
        if (value instanceof Number number) {
            json.value(number);
        } else {
            json.value(value.toString());
        }
    }

    /// Exactly, to the nanosecond.
    private static BigDecimal micros(long nanos) {
        return BigDecimal.valueOf(nanos, 3);
    }
}
