package hyades.page;

import hyades.page.Quantities.Quantity;
import hyades.page.Table.Cell;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.RunRecord.RankTimes;
import hyades.text.ShellWords;
import hyades.trace.Activity;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What `run.json` and the folder itself say of a run, in tables.
final class RunFacts {
    private static final int MOST_FILES = 200;
    private static final int MOST_RANKS = 256;
    private static final long MEGABYTE = 1_000_000;

    private final RunDirectory directory;
    private final RunRecord record;

    RunFacts(RunDirectory directory, RunRecord record) {
        this.directory = directory;
        this.record = record;
    }

    Html ranks() {
        if (record.perRank().isEmpty()) {
            return Html.NONE;
        }
        boolean hasPeaks = record.perRank().stream().anyMatch(times -> times.peakResidentBytes() != null);
        List<String> columns = new ArrayList<>(List.of(
                "Rank",
                "Share of the wall time",
                "Compute [s]",
                "Exchange and waiting [s]",
                "Input and output [s]",
                "Host"));
        if (hasPeaks) {
            columns.add("Peak memory [MB]");
        }
        Table table = new Table("Time of each rank", columns);
        record.perRank().stream().limit(MOST_RANKS).forEach(times -> {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.number(Integer.toString(times.rank()), times.rank()),
                    Cell.picture(bar(times), times.computeSeconds()),
                    seconds(times.computeSeconds()),
                    seconds(times.communicationSeconds()),
                    seconds(times.inputOutputSeconds()),
                    Cell.text(String.valueOf(times.host()))));
            if (hasPeaks) {
                Long bytes = times.peakResidentBytes();
                cells.add(bytes == null ? Cell.text("") : Cell.number(Long.toString(bytes / MEGABYTE), bytes));
            }
            table.add(cells);
        });
        return Html.of("""
            <p>The bars are parts of the wall time, {}: <span class="key k1">compute</span>
            <span class="key k2">{}</span> <span class="key k3">input and output</span>
            <span class="key k0">start-up and the rest</span></p>
            {}\
            """, Quantities.duration(record.wallSeconds()), Activity.EXCHANGE_AND_WAITING, table.html());
    }

    private static Cell seconds(double value) {
        return Cell.number(String.format(Locale.ROOT, "%.3f", value), value);
    }

    private Html bar(RankTimes times) {
        double[] parts = {times.computeSeconds(), times.communicationSeconds(), times.inputOutputSeconds()};
        List<Html> bars = new ArrayList<>();
        double start = 0;
        for (int part = 0; part < parts.length; part++) {
            double width = 1000 * parts[part] / record.wallSeconds();
            if (width > 0 && start + width < 1e6) {
                bars.add(Html.of(
                        "<rect x=\"{}\" width=\"{}\" height=\"10\" class=\"k{}\"/>",
                        (float) start,
                        (float) width,
                        part + 1));
                start += width;
            }
        }
        return Html.of(
                "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect"
                        + " width=\"1000\" height=\"10\" class=\"k0\"/>{}</svg>",
                Html.join(bars));
    }

    Html circumstances() {
        List<Html> facts = new ArrayList<>();
        fact(facts, "Started", record.started());
        fact(facts, "Host", record.host());
        fact(facts, "Cores", record.cores() == 0 ? null : record.cores());
        fact(facts, "Ranks", record.ranks());
        fact(facts, "Threads a rank", record.threads());
        fact(facts, "Launched as", record.launch());
        fact(facts, "Seed", record.seed());
        used(facts, "CPU time of all ranks", record.cpuSeconds());
        used(facts, "Collecting garbage", record.gcSeconds());
        if (record.versions() != null) {
            record.versions()
                    .forEach((name, version) -> fact(
                            facts,
                            switch (name) {
                                case "hyades" -> "Hyades";
                                case "java" -> "Java";
                                case "engine" -> "Engine";
                                default -> name;
                            },
                            version));
        }
        return facts("The run", facts);
    }

    /// All rates and results.
    Html results(List<Quantity> quantities) {
        List<Html> rows = new ArrayList<>();
        quantities.forEach(each -> fact(rows, each.name(), withUnit(each)));
        return rows.isEmpty() ? Html.NONE : facts("Results", rows);
    }

    Html withUnit(Quantity each) {
        return each.unit().isEmpty()
                ? Html.of("{}", each.value())
                : Html.of("{} <span class=\"unit\">{}</span>", each.value(), each.unit());
    }

    private static Html facts(String caption, List<Html> rows) {
        return Html.of(
                "<table class=\"facts\"><caption>{}</caption><tbody>{}</tbody></table>", caption, Html.join(rows));
    }

    private static void used(List<Html> facts, String name, Double seconds) {
        if (seconds != null && Double.isFinite(seconds)) {
            fact(facts, name, Quantities.duration(seconds));
        }
    }

    private static void fact(List<Html> facts, String name, Object value) {
        if (value != null) {
            facts.add(Html.of("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", name, value));
        }
    }

    /// The command line to type again.
    static String commandLine(RunRecord record) {
        String start = "mpjrun".equals(record.launch())
                ? "mpj/mpjrun -np %d -jar target/hyades.jar ".formatted(record.ranks())
                : "./hyades ";
        return start + ShellWords.join(record.arguments());
    }

    Html files() throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.list(directory.path())) {
            all = entries.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(RunPage.NAME)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        Table table = new Table("Files of the run directory", List.of("File", "Size [kB]"));
        for (Path file : all.subList(0, Math.min(MOST_FILES, all.size()))) {
            long size = Files.size(file);
            table.add(List.of(
                    Cell.markup(Html.of(
                            "<a href=\"{}\">{}</a>",
                            link(Path.of(file.getFileName().toString())),
                            file.getFileName())),
                    Cell.number(Quantities.text(Math.ceilDiv(size, 1000L)), size)));
        }
        String note = all.size() > MOST_FILES
                ? "%d of %d are listed.".formatted(MOST_FILES, all.size())
                : "Beside this page.";
        return Html.of("<p>{}</p>{}", note, table.html());
    }

    /// A relative link to a file below the page.
    static String link(Path relative) {
        try {
            return new URI(null, null, "./" + relative, null).toASCIIString();
        } catch (URISyntaxException e) { // a name no link can have
            return "#";
        }
    }
}
