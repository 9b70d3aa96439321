package hyades.page;

import com.google.gson.JsonObject;
import hyades.page.Quantities.Quantity;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.Version;
import java.io.IOException;
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

    private static final int MOST_HEADLINES = 4;

    private final RunDirectory directory;
    private final RunRecord record;
    private final RunFacts facts;
    private final List<Quantity> quantities;
    private final JsonObject charts = new JsonObject();
    private final JsonObject data = new JsonObject();

    private RunPage(RunDirectory directory) throws IOException {
        this.directory = directory;
        record = RunRecord.read(directory.file("run.json"));
        facts = new RunFacts(directory, record);
        quantities = new Quantities().of(record);
    }

    /// Makes the page of a run.
    ///
    /// @return the page
    /// @throws IOException in one line: the file, and what is wrong with it
    public static Path write(RunDirectory directory) throws IOException {
        Path page = directory.file(NAME);
        RunPage made = new RunPage(directory);
        Page.write(page, title(made.record), made.body(), made.data);
        return page;
    }

    private Html body() throws IOException {
        List<Section> sections = new ArrayList<>();
        add(sections, "scaling", "Scaling", ScalingCharts.section(directory, this::drawn));
        nbody(sections);
        charts(sections, "decays", "Decay", DecayCharts.of(directory, record));
        add(sections, "images", "Images before and after", Pictures.of(directory));
        add(sections, "batch", "The batch", BatchTable.of(directory));
        add(sections, "ranks", "Where the time went", facts.ranks());
        timeline(sections);
        charts(sections, "resources", "Resources", ResourceCharts.of(directory, record));
        add(sections, "results", "Results", facts.results(quantities));
        add(sections, "run", "The run", facts.circumstances());
        add(sections, "files", "Files", facts.files());
        data.add("charts", charts);
        List<Html> links = sections.stream()
                .map(section -> Html.of("<a href=\"#{}\">{}</a>", section.id, section.title))
                .toList();
        return Html.of(
                """
                <a class="skip" href="#main">To the content</a>
                {}
                <main id="main">
                {}
                <nav aria-label="Sections">{}</nav>
                {}
                </main>
                <footer><p>Made by Hyades {} from the files of the run directory. This page loads nothing from anywhere.</p></footer>\
                """,
                header(),
                summary(),
                Html.join(links),
                Html.join(sections.stream().map(Section::html).toList()),
                Version.HYADES);
    }

    private record Section(String id, String title, Html content) {
        Html html() {
            return Html.of("<section id=\"{}\"><h2>{}</h2>{}</section>", id, title, content);
        }
    }

    private static void add(List<Section> sections, String id, String title, Html content) {
        if (content != Html.NONE) {
            sections.add(new Section(id, title, content));
        }
    }

    /// What a run is called.
    static String title(RunRecord record) {
        String title = switch (record.command()) {
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
                </header>\
                """,
                title(record),
                Stream.of(
                                when(record),
                                record.host() == null ? "" : "on " + record.host(),
                                ranks + threads,
                                "wall time " + Quantities.duration(record.wallSeconds()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" · ")));
    }

    /// When a run started, to the minute.
    static String when(RunRecord record) {
        String started = record.started() == null ? "" : record.started();
        return started.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z")
                ? started.substring(0, 10) + " " + started.substring(11, 16) + " UTC"
                : started;
    }

    private Html summary() {
        List<Html> headlines = quantities.stream()
                .filter(Quantity::isHeadline)
                .limit(MOST_HEADLINES)
                .map(each -> Html.of("<div><dt>{}</dt><dd>{}</dd></div>", each.name(), facts.withUnit(each)))
                .toList();
        return Html.of("""
            <div class="command"><pre id="command" tabindex="0">{}</pre><button type="button" id="copy" hidden>Copy</button></div>
            <dl class="headlines">{}</dl>\
            """, RunFacts.commandLine(record), Html.join(headlines));
    }

    private void charts(List<Section> sections, String id, String title, List<Chart> all) {
        if (!all.isEmpty()) {
            add(sections, id, title, Html.of("<div class=\"charts\">{}</div>", drawn(all)));
        }
    }

    private Html drawn(List<Chart> all) {
        for (Chart chart : all) {
            charts.add(chart.id(), chart.json());
        }
        return Html.join(all.stream().map(Chart::html).toList());
    }

    /// The film with what describes the motion beside it, then the other figures.
    private void nbody(List<Section> sections) throws IOException {
        List<Chart> all = NBodyCharts.of(directory);
        Optional<JsonObject> film = Player.of(directory);
        if (film.isEmpty()) {
            charts(sections, "diagnostics", "Diagnostics", all);
            return;
        }
        data.add("player", film.get());
        Html beside = drawn(all.stream().filter(NBodyCharts::isOfMotion).toList());
        add(
                sections,
                "bodies",
                "The bodies",
                Html.of(
                        """
                        <div class="beside">
                        <figure class="player" id="player">
                        <figcaption>{} bodies at {} times.</figcaption>
                        </figure>
                        <div>{}</div>
                        </div>\
                        """,
                        shownOf(film.get().get("bodies").getAsInt()),
                        film.get().getAsJsonArray("times").size(),
                        beside));
        charts(
                sections,
                "energies",
                "Energy",
                all.stream().filter(chart -> !NBodyCharts.isOfMotion(chart)).toList());
    }

    private String shownOf(int shown) {
        boolean isAll = !(record.results() != null
                && record.results().get("bodies") instanceof Number all
                && all.intValue() > shown);
        return isAll ? Quantities.text(shown) : "%s of %s".formatted(Quantities.text(shown), result(record, "bodies"));
    }

    private void timeline(List<Section> sections) throws IOException {
        if (Timeline.isTooLarge(directory)) {
            add(
                    sections,
                    "trace",
                    "Timeline",
                    Html.of("<p>The trace is too large for this page. Perfetto opens <code>trace.json</code>.</p>"));
            return;
        }
        Optional<JsonObject> events = Timeline.of(directory);
        if (events.isPresent()) {
            data.add("timeline", events.get());
            add(sections, "trace", "Timeline", Html.of("""
                <figure class="timeline" id="timeline">
                <figcaption>What each rank did when; Perfetto opens <code>trace.json</code>, which has it all.</figcaption>
                </figure>\
                """));
        }
    }
}
