package hyades.page;

import com.google.gson.JsonObject;
import hyades.page.Quantities.Quantity;
import hyades.page.Table.Cell;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `index.html`: all runs below a folder, one row each.
public final class RunIndex {
    private static final int MOST_FIGURES = 3;

    /// What the project has measured of itself and keeps; no runs of whoever looks.
    private static final String BENCHMARKS = "results/benchmarks";

    private record Run(Path directory, RunRecord record) {}

    private final Path folder;
    private final Features features;
    private final List<Run> runs = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();

    private RunIndex(Path folder, Features features) {
        this.folder = folder;
        this.features = features;
    }

    /// Finds the runs below a folder, and makes the pages that are missing or older than their record. What lies in a
    /// run directory belongs to that run; the project's own benchmarks are listed in an index of them alone.
    public static RunIndex of(Path folder, Features features) throws IOException {
        RunIndex index = new RunIndex(folder, features);
        for (Path directory : find(folder)) {
            try {
                Path run = directory.resolve("run.json");
                Path page = directory.resolve(RunPage.NAME);
                RunRecord record = RunRecord.read(run);
                if (!Files.exists(page)
                        || Files.getLastModifiedTime(page).compareTo(Files.getLastModifiedTime(run)) < 0) {
                    RunPage.write(new RunDirectory(directory), features);
                }
                index.runs.add(new Run(directory, record));
            } catch (IOException e) {
                index.damaged.add(FileFault.line(e));
            }
        }
        Comparator<Run> byTime = Comparator.comparing(run -> String.valueOf(run.record.started()));
        index.runs.sort(byTime.reversed());
        return index;
    }

    private static List<Path> find(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(folder)
                        && directory.toAbsolutePath().normalize().endsWith(BENCHMARKS)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (Files.exists(directory.resolve("run.json"))) {
                    found.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // a folder that cannot be read hides its runs only
            }
        });
        found.sort(null);
        return found;
    }

    public boolean isEmpty() {
        return runs.isEmpty() && damaged.isEmpty();
    }

    /// How many runs are listed.
    public int size() {
        return runs.size();
    }

    /// One line a run that is not listed: what is wrong with it.
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /// Writes the page.
    ///
    /// @return where it is
    public Path write() throws IOException {
        Path page = folder.resolve("index.html");
        String title = "Runs in " + folder.toAbsolutePath().normalize().getFileName();
        Page.write(page, title, body(title), new JsonObject(), "");
        return page;
    }

    private Html body(String title) {
        Table table = new Table(
                "Runs", List.of("Run", "Started", "Wall time [s]", "Found", "Command", "Ranks", "Threads", "Host"));
        Quantities quantities = new Quantities(features.all());
        for (Run run : runs) {
            table.add(Html.of(" data-command=\"{}\"", run.record.command()), cells(run, quantities));
        }
        List<Html> commands = new TreeSet<>(
                        runs.stream().map(run -> run.record.command()).toList())
                .stream()
                        .map(command -> Html.of("<option>{}</option>", command))
                        .toList();
        List<Html> complaints =
                damaged.stream().map(reason -> Html.of("<li>{}</li>", reason)).toList();
        return Html.of(
                """
                <a class="skip" href="#main">To the content</a>
                <header>
                <button type="button" id="theme" hidden>Colours: automatic</button>
                <h1>{}</h1>
                <p id="count" role="status">{} runs</p>
                </header>
                <main id="main" class="index">
                <form class="filter" id="filter" hidden>
                <label>Command <select id="filter-command"><option value="">all</option>{}</select></label>
                <label>Containing <input type="search" id="filter-text" autocomplete="off"></label>
                </form>
                {}
                {}
                </main>\
                """,
                title,
                runs.size(),
                Html.join(commands),
                table.html(),
                complaints.isEmpty()
                        ? Html.NONE
                        : Html.of(
                                "<section><h2>Damaged</h2><ul class=\"failed\">{}</ul></section>",
                                Html.join(complaints)));
    }

    private List<Cell> cells(Run run, Quantities quantities) {
        RunRecord record = run.record;
        Path relative = folder.relativize(run.directory);
        String figures = quantities.of(record).stream()
                .filter(Quantity::isHeadline)
                .limit(MOST_FIGURES)
                .map(each -> "%s: %s %s"
                        .formatted(each.name(), each.value(), each.unit())
                        .strip())
                .collect(Collectors.joining(" · "));
        return List.of(
                Cell.markup(Html.of(
                        "<a href=\"{}\">{}</a><small>{}</small>",
                        RunFacts.link(relative.resolve(RunPage.NAME)),
                        features.title(record),
                        relative)),
                Cell.text(RunPage.when(record)),
                Cell.number(String.format(Locale.ROOT, "%.2f", record.wallSeconds()), record.wallSeconds()),
                Cell.text(
                        record.results() != null && record.results().get("verdict") instanceof String verdict
                                ? verdict
                                : figures),
                Cell.text(record.command()),
                Cell.number(Integer.toString(record.ranks()), record.ranks()),
                Cell.number(Integer.toString(record.threads()), record.threads()),
                Cell.text(String.valueOf(record.host())));
    }
}
