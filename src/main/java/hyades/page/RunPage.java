package hyades.page;

import com.google.gson.JsonObject;
import hyades.figure.Figure;
import hyades.figure.JsonFigure;
import hyades.page.Quantities.Quantity;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `report.html`: one run, what its feature says of it and what its directory holds. What is not there is left out.
public final class RunPage {
    /// The file in the run directory.
    public static final String NAME = "report.html";

    private static final int MOST_HEADLINES = 4;

    private final RunDirectory directory;
    private final Features features;
    private final RunRecord record;
    private final RunFacts facts;
    private final Quantities names;
    private final List<Quantity> quantities;
    private final List<Section> sections = new ArrayList<>();
    private final JsonObject data = new JsonObject();

    private RunPage(RunDirectory directory, Features features) throws IOException {
        this.directory = directory;
        this.features = features;
        record = RunRecord.read(directory.file("run.json"));
        facts = new RunFacts(directory, record);
        names = new Quantities(features.all());
        quantities = names.of(record);
    }

    /// Makes the page of a run.
    ///
    /// @param features of which the run is one's
    /// @return the page
    /// @throws IOException in one line: the file, and what is wrong with it
    public static Path write(RunDirectory directory, Features features) throws IOException {
        return read(directory, features).write();
    }

    /// Reads the data of a run, while its pictures may still be drawn: these are looked for when the page is written.
    ///
    /// @throws IOException in one line: the file, and what is wrong with it
    public static RunPage read(RunDirectory directory, Features features) throws IOException {
        RunPage page = new RunPage(directory, features);
        page.read();
        return page;
    }

    /// Writes the page, with a list of the files that are there now.
    ///
    /// @return the page
    public Path write() throws IOException {
        add("files", "Files", facts.files());
        Path page = directory.file(NAME);
        String program = features.of(record).map(Feature::program).orElse("");
        Page.write(page, features.title(record), body(), data, program);
        return page;
    }

    private void read() throws IOException {
        Optional<Feature> feature = features.of(record);
        if (feature.isPresent()) {
            sections.addAll(feature.get().sections(new Run(directory, record, names)));
        }
        add("ranks", "Where the time went", facts.ranks());
        timeline();
        List<Figure> resources = ResourceFigures.of(directory, record);
        if (!resources.isEmpty()) {
            sections.add(Section.of("resources", "Resources", resources));
        }
        add("results", "Results", facts.results(quantities));
        add("run", "The run", facts.circumstances());
        JsonObject charts = new JsonObject();
        for (Section section : sections) {
            section.figures().forEach(figure -> JsonFigure.of(figure).forEach(charts::add));
            section.data().forEach(data::add);
        }
        data.add("charts", charts);
    }

    private Html body() {
        List<Html> links = sections.stream()
                .map(section -> Html.of("<a href=\"#{}\">{}</a>", section.id(), section.title()))
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

    private void add(String id, String title, Html content) {
        if (content != Html.NONE) {
            sections.add(new Section(id, title, content));
        }
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
                features.title(record),
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

    private void timeline() throws IOException {
        if (Timeline.isTooLarge(directory)) {
            add(
                    "trace",
                    "Timeline",
                    Html.of("<p>The trace is too large for this page. Perfetto opens <code>trace.json</code>.</p>"));
            return;
        }
        Optional<JsonObject> events = Timeline.of(directory);
        if (events.isPresent()) {
            Html content = Html.of("""
                <figure class="timeline" id="timeline">
                <figcaption>What each rank did when; Perfetto opens <code>trace.json</code>, which has it all.</figcaption>
                </figure>\
                """);
            sections.add(new Section("trace", "Timeline", content, List.of(), Map.of("timeline", events.get())));
        }
    }
}
