package hyades.page;

import hyades.figure.Figure;
import hyades.figure.Figure.Kind;
import hyades.figure.Figure.Panel;
import hyades.figure.Figure.Scale;
import hyades.figure.Figure.Series;
import hyades.figure.Figure.Style;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The figures of `resources.csv`: what processor and memory did over time.
final class ResourceFigures {
    /// Lines of one figure; of more ranks the range and the median are drawn.
    private static final int MOST = 6;

    private static final int GRID = 200;
    private static final double MEGABYTE = 1e6;

    private record Line(String name, double[] seconds, double[] values) {}

    private ResourceFigures() {}

    /// Processor time of each rank, memory, heap and garbage collection of each process; none without the file.
    static List<Figure> of(RunDirectory directory, RunRecord record) throws IOException {
        Path file = directory.file("resources.csv");
        if (!Files.exists(file)) {
            return List.of();
        }
        CsvColumns data =
                CsvColumns.read(file, "rank", "pid", "seconds", "cpuShare", "residentBytes", "heapBytes", "gcSeconds");
        Map<String, CsvColumns> ranks = new LinkedHashMap<>();
        Map<String, CsvColumns> processes = new LinkedHashMap<>();
        Map<String, String> hostOf = new HashMap<>();
        record.perRank().forEach(times -> hostOf.put(Integer.toString(times.rank()), String.valueOf(times.host())));
        Set<String> hosts = new HashSet<>(hostOf.values());
        String[] rank = data.text("rank");
        for (String each : rank) {
            if (!ranks.containsKey(each)) {
                CsvColumns own = data.where(row -> rank[row].equals(each));
                ranks.put(each, own);
                String host = hosts.size() > 1 ? " on " + hostOf.getOrDefault(each, "?") : "";
                processes.putIfAbsent(own.text("pid")[0] + host, own);
            }
        }
        List<Figure> figures = new ArrayList<>();
        add(
                figures,
                "cpu",
                "Processor",
                "Cores that each rank's own threads kept busy.",
                "Cores",
                "",
                lines(ranks, "rank ", "cpuShare", 1));
        add(
                figures,
                "memory",
                "Memory",
                "Resident memory of each process.",
                "Resident memory",
                "MB",
                lines(processes, "process ", "residentBytes", MEGABYTE));
        add(
                figures,
                "heap",
                "Java heap",
                "Heap in use of each process, with garbage that is not yet collected.",
                "Heap",
                "MB",
                lines(processes, "process ", "heapBytes", MEGABYTE));
        add(
                figures,
                "collection",
                "Garbage collection",
                "Time each process has spent collecting garbage so far.",
                "Collecting",
                "s",
                lines(processes, "process ", "gcSeconds", 1));
        return figures;
    }

    private static void add(
            List<Figure> figures, String id, String title, String caption, String name, String unit, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        boolean single = lines.size() == 1;
        List<Series> series = new ArrayList<>();
        if (lines.size() <= MOST) {
            for (Line line : lines) {
                series.add(Series.of(
                        single ? name.toLowerCase(Locale.ROOT) : line.name,
                        series.size() + 1,
                        Style.LINE,
                        line.seconds,
                        line.values));
            }
        } else {
            series.addAll(range(lines));
        }
        figures.add(new Figure(
                id,
                title,
                caption
                        + (lines.size() > MOST
                                ? " Of %d the median, and the range of all.".formatted(lines.size())
                                : ""),
                new Panel(
                        new Scale("Time since the start", "s", Kind.LINEAR),
                        new Scale(name, unit, Kind.FROM_ZERO),
                        series)));
    }

    private static List<Line> lines(Map<String, CsvColumns> owners, String prefix, String column, double unit)
            throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, CsvColumns> owner : owners.entrySet()) {
            double[] values = Arrays.stream(owner.getValue().numbers(column))
                    .map(v -> v / unit)
                    .toArray();
            if (Arrays.stream(values).anyMatch(Double::isFinite)) {
                lines.add(new Line(prefix + owner.getKey(), owner.getValue().numbers("seconds"), values));
            }
        }
        return lines;
    }

    /// Median, least and greatest of the lines at the same times.
    private static List<Series> range(List<Line> lines) {
        double end = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.seconds))
                .max()
                .orElse(0);
        double[] times = new double[GRID];
        double[] low = new double[GRID];
        double[] middle = new double[GRID];
        double[] high = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            double time = end * i / (GRID - 1);
            times[i] = time;
            double[] values = lines.stream()
                    .mapToDouble(line -> at(line, time))
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            low[i] = values.length == 0 ? Double.NaN : values[0];
            middle[i] = values.length == 0 ? Double.NaN : values[values.length / 2];
            high[i] = values.length == 0 ? Double.NaN : values[values.length - 1];
        }
        return List.of(Series.band("range", 1, times, low, high), Series.of("median", 1, Style.LINE, times, middle));
    }

    /// The last value at or before a time.
    private static double at(Line line, double time) {
        int found = Arrays.binarySearch(line.seconds, time);
        int row = found >= 0 ? found : -found - 2;
        return row < 0 ? Double.NaN : line.values[row];
    }
}
