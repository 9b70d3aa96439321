package hyades.report.page;

import com.google.gson.JsonObject;
import hyades.report.Digits;
import hyades.report.RunDirectory;
import hyades.report.RunRecord;
import hyades.report.RunRecord.RankTimes;
import hyades.report.page.Quantities.Quantity;
import hyades.report.page.Table.Cell;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `report.html`: one run, whatever its directory holds. What is not there is left out.
public final class RunPage {
    /// The file in the run directory.
    public static final String NAME = "report.html";

    private static final int MOST_FILES = 200;
    private static final int MOST_ROWS = 300;
    private static final int MOST_RANKS = 256;

    private final RunDirectory directory;
    private final RunRecord record;
    private final List<Quantity> quantities;
    private final JsonObject charts = new JsonObject();
    private final JsonObject data = new JsonObject();

    private RunPage(RunDirectory directory) throws IOException {
        this.directory = directory;
        record = RunRecord.read(directory.file("run.json"));
        quantities = new Quantities().of(record);
    }

    /// Makes the page of a run.
    ///
    /// @return the page
    /// @throws IOException in one line: the file, and what is wrong with it
    public static Path write(RunDirectory directory) throws IOException {
        Path page = directory.file(NAME);
        try {
            RunPage made = new RunPage(directory);
            Page.write(page, title(made.record), made.body(), made.data);
        } catch (NoSuchFileException e) {
            throw new IOException("%s: no run directory, it has no run.json".formatted(directory.path()), e);
        }
        return page;
    }

    private Html body() throws IOException {
        List<Html> sections = new ArrayList<>();
        sections.add(summary());
        sections.add(figures("Scaling", "scaling", ScalingCharts.of(directory)));
        sections.add(player());
        sections.add(figures("Diagnostics", "diagnostics", NBodyCharts.of(directory)));
        sections.add(figures("Decay", "decays", DecayCharts.of(directory, record)));
        sections.add(Pictures.of(directory));
        sections.add(batch());
        sections.add(ranks());
        sections.add(timeline());
        sections.add(figures("Resources", "resources", ResourceCharts.of(directory)));
        sections.add(whatWasRun());
        sections.add(files());
        data.add("charts", charts);
        return Html.of(
                """
                <a class="skip" href="#main">To the content</a>
                {}
                <main id="main">
                {}
                </main>
                <footer><p>Made by Hyades {} from the files of the run directory. This page loads nothing from anywhere.</p></footer>""",
                header(),
                Html.join(sections.stream().filter(section -> section != Html.NONE).toList()),
                hyades.report.Version.HYADES);
    }

    /// What a run is called.
    static String title(RunRecord record) {
        String title =
                switch (record.command()) {
                    case "nbody" -> "N-body: %s bodies, %s steps".formatted(result(record, "bodies"), result(record, "steps"));
                    case "decay" ->
                        "Decay of %s: %s runs of %s nuclei"
                                .formatted(result(record, "isotope"), result(record, "runs"), result(record, "particles"));
                    case "images filter" -> "Images filtered: %s files".formatted(result(record, "files"));
                    case "images generate" -> "Images generated: %s".formatted(result(record, "count"));
                    case "images activity" -> "The exercise: %s images".formatted(result(record, "count"));
                    case "scaling" -> "Scaling study";
                    default -> record.command();
                };
        return title.contains("null") ? record.command() : title;
    }

    private static String result(RunRecord record, String key) {
        Object value = record.results() == null ? null : record.results().get(key);
        return value == null ? "null" : Quantities.text(value);
    }

    private Html header() {
        String ranks = "%d rank%s".formatted(record.ranks(), record.ranks() == 1 ? "" : "s");
        String threads = record.threads() > 1 ? " × %d threads".formatted(record.threads()) : "";
        return Html.of(
                """
                <header>
                <button type="button" id="theme" hidden>Colours: automatic</button>
                <h1>{}</h1>
                <p>{}</p>
                </header>""",
                title(record),
                Stream.of(when(record), record.host() == null ? "" : "on " + record.host(), ranks + threads, "wall time " + Quantities.duration(record.wallSeconds()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" · ")));
    }

    /// When a run started, to the minute.
    static String when(RunRecord record) {
        String started = record.started() == null ? "" : record.started();
        return started.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z") ? started.substring(0, 10) + " " + started.substring(11, 16) + " UTC" : started;
    }

    private Html summary() {
        List<Html> headlines = quantities.stream()
                .filter(Quantity::isHeadline)
                .limit(4)
                .map(each -> Html.of("<div><dt>{}</dt><dd>{}</dd></div>", each.name(), withUnit(each)))
                .toList();
        List<Html> rows = quantities.stream()
                .map(each -> Html.of("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", each.name(), withUnit(each)))
                .toList();
        return Html.of(
                """
                <section id="results">
                <h2 class="hidden">Results</h2>
                <dl class="headlines">{}</dl>
                <details{}><summary>All results</summary>
                <table class="facts">
                <caption>Results</caption>
                <tbody>
                {}
                </tbody>
                </table></details>
                </section>""",
                Html.join(headlines),
                headlines.isEmpty() ? new Html(" open") : Html.NONE,
                Html.join(rows));
    }

    private static Html withUnit(Quantity each) {
        return each.unit().isEmpty() ? Html.of("{}", each.value()) : Html.of("{} <span class=\"unit\">{}</span>", each.value(), each.unit());
    }

    private Html figures(String title, String id, List<Chart> all) {
        for (Chart chart : all) {
            charts.add(chart.id(), chart.json());
        }
        return all.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<section id=\"{}\"><h2>{}</h2><div class=\"charts\">{}</div></section>",
                        id,
                        title,
                        Html.join(all.stream().map(Chart::html).toList()));
    }

    private Html player() throws IOException {
        Optional<JsonObject> film = Player.of(directory);
        film.ifPresent(json -> data.add("player", json));
        return film.isEmpty()
                ? Html.NONE
                : Html.of(
                        """
                        <section id="bodies"><h2>The bodies</h2>
                        <figure class="player" id="player">
                        <figcaption>Positions at {} times; up to 2000 bodies are shown.</figcaption>
                        </figure>
                        </section>""",
                        film.get().getAsJsonArray("times").size());
    }

    private Html timeline() throws IOException {
        Optional<JsonObject> json = Timeline.of(directory);
        json.ifPresent(events -> data.add("timeline", events));
        return json.isEmpty()
                ? Html.NONE
                : Html.of(
                        """
                        <section id="trace"><h2>Timeline</h2>
                        <figure class="timeline" id="timeline">
                        <figcaption>What each rank did when. Everything in it can be read in
                        <code>trace.json</code>, which Perfetto opens.</figcaption>
                        </figure>
                        </section>""");
    }

    private Html batch() throws IOException {
        Path file = directory.file("summary.csv");
        if (!Files.exists(file)) {
            return Html.NONE;
        }
        CsvColumns lines = CsvColumns.read(file, "outcome");
        String[] outcome = lines.text("outcome");
        List<Integer> order = Stream.concat(
                        java.util.stream.IntStream.range(0, lines.rows()).filter(row -> isFailure(outcome[row])).boxed(),
                        java.util.stream.IntStream.range(0, lines.rows()).filter(row -> !isFailure(outcome[row])).boxed())
                .limit(MOST_ROWS)
                .toList();
        List<String> names = lines.names();
        Table table = new Table("Images of the batch", names.stream().map(name -> name.replace('_', ' ')).toList());
        for (int row : order) {
            table.add(
                    isFailure(outcome[row]) ? new Html(" class=\"failed\"") : Html.NONE,
                    names.stream().map(name -> cell(lines.text(name)[row])).toList());
        }
        String shown = table.size() < lines.rows() || lines.isSampled() ? "%d are shown, failures first; summary.csv has all.".formatted(table.size()) : "One line each image.";
        return Html.of("<section id=\"batch\"><h2>The batch</h2><p>{}</p>{}</section>", shown, table.html());
    }

    private static boolean isFailure(String outcome) {
        return outcome.startsWith("failed");
    }

    private static Cell cell(String text) {
        try {
            double number = Double.parseDouble(text);
            boolean isWhole = text.matches("-?\\d{1,15}");
            return Cell.number(isWhole ? text.replace('-', '−') : Digits.of(number, 4), number);
        } catch (NumberFormatException e) {
            return Cell.text(text.contains("/") ? text.substring(text.lastIndexOf('/') + 1) : text);
        }
    }

    private Html ranks() {
        if (record.perRank().isEmpty()) {
            return Html.NONE;
        }
        Table table = new Table("Time of each rank", List.of("Rank", "Host", "Compute [s]", "Communication [s]", "Input and output [s]", "Share of the wall time"));
        record.perRank().stream().limit(MOST_RANKS).forEach(times -> table.add(List.of(
                Cell.number(Integer.toString(times.rank()), times.rank()),
                Cell.text(String.valueOf(times.host())),
                seconds(times.computeSeconds()),
                seconds(times.communicationSeconds()),
                seconds(times.inputOutputSeconds()),
                new Cell(bar(times), times.computeSeconds()))));
        return Html.of(
                """
                <section id="ranks"><h2>Where the time went</h2>
                <p>The bars are parts of the wall time, {}: <span class="key k1">compute</span>
                <span class="key k2">communication and waiting</span> <span class="key k3">input and output</span>
                <span class="key k0">start-up and the rest</span></p>
                {}
                </section>""",
                Quantities.duration(record.wallSeconds()),
                table.html());
    }

    private static Cell seconds(double value) {
        return Cell.number("%.3f".formatted(value), value);
    }

    private Html bar(RankTimes times) {
        double[] parts = {times.computeSeconds(), times.communicationSeconds(), times.inputOutputSeconds()};
        List<Html> bars = new ArrayList<>();
        double start = 0;
        for (int part = 0; part < parts.length; part++) {
            double width = 1000 * parts[part] / record.wallSeconds();
            if (width > 0 && start + width < 1e6) {
                bars.add(Html.of("<rect x=\"{}\" width=\"{}\" height=\"10\" class=\"k{}\"/>", (float) start, (float) width, part + 1));
                start += width;
            }
        }
        return Html.of(
                "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"1000\" height=\"10\" class=\"k0\"/>{}</svg>",
                Html.join(bars));
    }

    private Html whatWasRun() {
        List<Html> facts = new ArrayList<>();
        fact(facts, "Started", record.started());
        fact(facts, "Host", record.host());
        fact(facts, "Cores", record.cores() == 0 ? null : record.cores());
        fact(facts, "Ranks", record.ranks());
        fact(facts, "Threads a rank", record.threads());
        fact(facts, "Launched as", record.launch());
        fact(facts, "Seed", record.seed());
        if (record.versions() != null) {
            record.versions().forEach((name, version) -> fact(facts, switch (name) {
                case "hyades" -> "Hyades";
                case "java" -> "Java";
                case "engine" -> "Engine";
                default -> name;
            }, version));
        }
        return Html.of(
                """
                <section id="run"><h2>What was run</h2>
                <div class="command"><pre id="command" tabindex="0">{}</pre><button type="button" id="copy" hidden>Copy</button></div>
                <table class="facts"><caption>The run</caption><tbody>
                {}
                </tbody></table>
                </section>""",
                commandLine(record),
                Html.join(facts));
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
        return start + record.arguments().stream().map(RunPage::quoted).collect(Collectors.joining(" "));
    }

    /// As a shell takes it for one word.
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9@%+=:,./_-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Html files() throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.list(directory.path())) {
            all = entries.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals(NAME) && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        Table table = new Table("Files of the run directory", List.of("File", "Size [kB]"));
        for (Path file : all.subList(0, Math.min(MOST_FILES, all.size()))) {
            long size = Files.size(file);
            table.add(List.of(
                    new Cell(Html.of("<a href=\"{}\">{}</a>", link(Path.of(file.getFileName().toString())), file.getFileName()), null),
                    Cell.number(Quantities.text(Math.ceilDiv(size, 1000L)), size)));
        }
        String note = all.size() > MOST_FILES ? "%d of %d are listed.".formatted(MOST_FILES, all.size()) : "Beside this page.";
        return Html.of("<section id=\"files\"><h2>Files</h2><p>{}</p>{}</section>", note, table.html());
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
