package hyades.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import hyades.run.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What each rank did when, of `trace.json`, for `timeline.js`: event by event, or, of many events, the share of each
/// category in each of [#BINS] equal parts of the time.
final class Timeline {
    static final List<String> CATEGORIES = List.of("startup", "compute", "communication", "reading", "writing");

    private static final int BINS = 2000;
    private static final int MOST_EVENTS = 5000;
    private static final int MOST_RANKS = 64;
    private static final long MOST_BYTES = 64 << 20;

    private record Event(String name, String category, double start, double length, JsonObject arguments) {}

    private Timeline() {}

    /// Whether there is a trace that can't be read in a moment: that of very many ranks.
    static boolean isTooLarge(RunDirectory directory) throws IOException {
        Path file = directory.file("trace.json");
        return Files.exists(file) && Files.size(file) > MOST_BYTES;
    }

    /// The timeline; none without the file.
    static Optional<JsonObject> of(RunDirectory directory) throws IOException {
        Path file = directory.file("trace.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        TreeMap<Integer, List<Event>> ranks;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            ranks = events(JsonParser.parseReader(in).getAsJsonObject().getAsJsonArray("traceEvents"));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | NumberFormatException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new IOException("%s: damaged: expected the events of a trace".formatted(file), e);
        }
        if (ranks.isEmpty()) {
            return Optional.empty();
        }
        double end = ranks.values().stream()
                .flatMap(List::stream)
                .mapToDouble(event -> event.start + event.length)
                .max()
                .orElse(0);
        int count = ranks.values().stream().mapToInt(List::size).sum();
        JsonObject json = new JsonObject();
        json.addProperty("end", end);
        json.addProperty("bins", BINS);
        JsonArray categories = new JsonArray();
        CATEGORIES.forEach(categories::add);
        json.add("categories", categories);
        json.addProperty("ranksInAll", ranks.size());
        JsonArray rows = new JsonArray();
        ranks.entrySet().stream().limit(MOST_RANKS).forEach(entry -> {
            JsonObject row = new JsonObject();
            row.addProperty("rank", entry.getKey());
            if (count <= MOST_EVENTS) {
                row.add("events", exact(entry.getValue()));
            } else {
                row.addProperty("shares", shares(entry.getValue(), end / BINS));
            }
            rows.add(row);
        });
        json.add("rows", rows);
        return Optional.of(json);
    }

    private static TreeMap<Integer, List<Event>> events(JsonArray all) {
        TreeMap<Integer, List<Event>> ranks = new TreeMap<>();
        for (JsonElement element : all) {
            JsonObject event = element.getAsJsonObject();
            if (event.get("ph").getAsString().equals("X")) {
                ranks.computeIfAbsent(event.get("tid").getAsInt() - 1, _ -> new ArrayList<>())
                        .add(new Event(
                                event.get("name").getAsString(),
                                event.get("cat").getAsString(),
                                event.get("ts").getAsDouble() * 1e-6,
                                event.get("dur").getAsDouble() * 1e-6,
                                event.getAsJsonObject("args")));
            }
        }
        return ranks;
    }

    private static JsonArray exact(List<Event> events) {
        JsonArray rows = new JsonArray();
        for (Event event : events) {
            JsonArray row = new JsonArray();
            row.add(CATEGORIES.indexOf(event.category));
            row.add(Math.round(event.start * 1e7) / 1e7);
            row.add(Math.round(event.length * 1e7) / 1e7);
            JsonElement of = event.arguments == null ? null : event.arguments.get("of");
            row.add(of == null ? event.name : event.name + ", " + of.getAsString());
            rows.add(row);
        }
        return rows;
    }

    /// One byte a part and category, base 64: 255 is all of the part.
    private static String shares(List<Event> events, double width) {
        double[] seconds = new double[BINS * CATEGORIES.size()];
        for (Event event : events) {
            for (int category = 0; category < CATEGORIES.size(); category++) {
                double share = share(event, category);
                int first = (int) (event.start / width);
                int last = (int) Math.min(BINS - 1, (event.start + event.length) / width);
                for (int bin = first; share > 0 && bin <= last; bin++) {
                    double inside = Math.min(event.start + event.length, (bin + 1) * width)
                            - Math.max(event.start, bin * width);
                    seconds[bin * CATEGORIES.size() + category] += share * Math.max(0, inside);
                }
            }
        }
        byte[] bytes = new byte[seconds.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.clamp(seconds[i] / width, 0, 1));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// How much of the event's time went into a category: all, or what an event that stands for others says.
    private static double share(Event event, int category) {
        String name = CATEGORIES.get(category);
        if (event.category.equals(name)) {
            return 1;
        }
        JsonElement part = event.arguments == null ? null : event.arguments.get(name + "Seconds");
        return part == null || !(event.length > 0) ? 0 : part.getAsDouble() / event.length;
    }
}
