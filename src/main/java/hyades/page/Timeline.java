package hyades.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import hyades.run.RunDirectory;
import hyades.run.TraceFile;
import hyades.trace.Activity;
import hyades.trace.Event;
import hyades.trace.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What each rank did when, of `trace.json`, for `timeline.js`: event by event, or, of many events, the share of each
/// activity in each of [#BINS] equal parts of the time.
final class Timeline {
    static final List<Activity> ACTIVITIES =
            List.of(Activity.STARTUP, Activity.COMPUTE, Activity.COMMUNICATION, Activity.READING, Activity.WRITING);

    private static final int BINS = 2000;
    private static final int MOST_EVENTS = 5000;
    private static final int MOST_RANKS = 64;
    private static final long MOST_BYTES = 64 << 20;

    private Timeline() {}

    /// Whether there is a trace that can't be read in a moment: that of very many ranks.
    static boolean isTooLarge(RunDirectory directory) throws IOException {
        Path file = directory.file("trace.json");
        return Files.exists(file) && Files.size(file) > MOST_BYTES;
    }

    /// The timeline; none without the file.
    ///
    /// @throws IOException in one line, for a file that is damaged
    static Optional<JsonObject> of(RunDirectory directory) throws IOException {
        Path file = directory.file("trace.json");
        List<Track> ranks = Files.exists(file) ? TraceFile.read(file) : List.of();
        if (ranks.isEmpty()) {
            return Optional.empty();
        }
        long end = ranks.stream()
                .flatMap(rank -> rank.events().stream())
                .mapToLong(Event::end)
                .max()
                .orElse(0);
        int count = ranks.stream().mapToInt(rank -> rank.events().size()).sum();
        JsonObject json = new JsonObject();
        json.addProperty("end", seconds(end));
        json.addProperty("bins", BINS);
        JsonArray categories = new JsonArray();
        ACTIVITIES.forEach(activity -> categories.add(activity.toString()));
        json.add("categories", categories);
        json.addProperty("ranksInAll", ranks.size());
        JsonArray rows = new JsonArray();
        ranks.stream().limit(MOST_RANKS).forEach(rank -> {
            JsonObject row = new JsonObject();
            row.addProperty("rank", rank.rank());
            if (count <= MOST_EVENTS) {
                row.add("events", exact(rank.events()));
            } else {
                row.addProperty("shares", shares(rank.events(), (double) end / BINS));
            }
            rows.add(row);
        });
        json.add("rows", rows);
        return Optional.of(json);
    }

    /// To a tenth of a microsecond.
    private static double seconds(long nanos) {
        return Math.round(nanos * 1e-2) / 1e7;
    }

    private static JsonArray exact(List<Event> events) {
        JsonArray rows = new JsonArray();
        for (Event event : events) {
            JsonArray row = new JsonArray();
            row.add(ACTIVITIES.indexOf(event.activity()));
            row.add(seconds(event.start()));
            row.add(seconds(event.nanos()));
            row.add(event.about() == null ? event.name() : event.name() + ", " + event.about());
            rows.add(row);
        }
        return rows;
    }

    /// One byte a part and activity, base 64: 255 is all of the part.
    ///
    /// @param width of a part [ns]
    private static String shares(List<Event> events, double width) {
        double[] nanos = new double[BINS * ACTIVITIES.size()];
        for (Event event : events) {
            for (int activity = 0; activity < ACTIVITIES.size(); activity++) {
                long part = event.nanosOf(ACTIVITIES.get(activity)); // one that stands for others has several
                double share = part == 0 ? 0 : (double) part / event.nanos();
                int first = (int) (event.start() / width);
                int last = (int) Math.min(BINS - 1, event.end() / width);
                for (int bin = first; share > 0 && bin <= last; bin++) {
                    double inside = Math.min(event.end(), (bin + 1) * width) - Math.max(event.start(), bin * width);
                    nanos[bin * ACTIVITIES.size() + activity] += share * Math.max(0, inside);
                }
            }
        }
        byte[] bytes = new byte[nanos.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.clamp(nanos[i] / width, 0, 1));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
