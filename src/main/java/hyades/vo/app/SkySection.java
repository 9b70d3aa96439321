package hyades.vo.app;

import hyades.page.CsvColumns;
import hyades.page.Html;
import hyades.page.Run;
import hyades.page.Section;
import hyades.page.Table;
import hyades.page.Table.Cell;
import hyades.run.RunDirectory;
import hyades.text.Digits;
import hyades.text.NumberField;
import hyades.vo.Chart;
import hyades.vo.SkyObject;
import hyades.vo.SkyPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a page shows of the sky: the chart, and tables of objects and of pixels. What a service has
/// answered is text there, whatever it is.
final class SkySection {
    private static final long MOST_BYTES = 6 << 20;

    /// Of longer tables the files tell.
    private static final int MOST_ROWS = 1000;

    /// A number with more letters is rounded.
    private static final int LONG = 11;

    /// Columns of words, also where these look like numbers.
    private static final Set<String> TEXTS = Set.of("target", "name", "type", "file", "object", "reason");

    /// Columns that a page has no room for, and the file has.
    private static final Set<String> IN_FILE = Set.of("fits_x", "fits_y", "object_ra", "object_dec");

    private SkySection() {}

    /// Of files that are not there nothing.
    static List<Section> of(Run run) throws IOException {
        List<Section> sections = new ArrayList<>();
        Path objects = run.directory().file(ObjectsFiles.CSV);
        Path matches = run.directory().file(MatchesFile.NAME);
        Path targets = run.directory().file(ObjectsFiles.TARGETS);
        if (run.record().command().equals(VoSkyCommand.COMMAND) && Files.exists(objects)) {
            sections.add(chart(run, objects));
        }
        if (Files.exists(matches)) {
            sections.add(new Section("matches", "The brightest pixels", table(matches, "pixels")));
        }
        if (Files.exists(targets) && isOfMany(targets)) {
            sections.add(new Section("targets", "Where it was looked", table(targets, "targets")));
        }
        if (Files.exists(objects)) {
            sections.add(new Section("objects", "Objects", table(objects, "objects")));
        }
        return sections;
    }

    private static Section chart(Run run, Path objects) throws IOException {
        Chart chart;
        try {
            chart = new Chart(new SkyPoint(number(run, "ra"), number(run, "dec")), number(run, "fovDegrees"));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: damaged: %s".formatted(run.directory().file("run.json"), e.getMessage()), e);
        }
        Html content = Html.of(
                """
                {}
                <div class="scroll sky" tabindex="0" role="region" aria-label="Finder chart">{}</div>\
                """,
                aladin(run.directory()),
                new FinderChart(chart, read(objects), picture(run.directory())).svg(ChartInk.PAGE));
        return new Section("sky", "Finder chart", content);
    }

    private static Html aladin(RunDirectory directory) {
        return Files.exists(directory.file(AladinPage.NAME))
                ? Html.of(
                        "<p>North is up, east to the left. <a href=\"{}\">The same field in Aladin Lite</a>, which"
                                + " loads pictures of the sky from the network.</p>",
                        AladinPage.NAME)
                : Html.of("<p>North is up, east to the left.</p>");
    }

    private static byte[] picture(RunDirectory directory) throws IOException {
        Path file = directory.file(SkyRun.PICTURE);
        return Files.exists(file) && Files.size(file) <= MOST_BYTES ? Files.readAllBytes(file) : null;
    }

    private static double number(Run run, String key) {
        return run.record().results().get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static List<SkyObject> read(Path file) throws IOException {
        CsvColumns columns = CsvColumns.read(file, "name", "ra", "dec", "type", "separation");
        double[] ra = columns.numbers("ra");
        double[] dec = columns.numbers("dec");
        double[] separation = columns.numbers("separation");
        List<SkyObject> objects = new ArrayList<>();
        for (int i = 0; i < ra.length; i++) {
            if (Double.isFinite(ra[i]) && Double.isFinite(dec[i])) {
                objects.add(new SkyObject(
                        columns.text("name")[i],
                        columns.text("type")[i],
                        SkyPoint.normal(ra[i], dec[i]),
                        separation[i]));
            }
        }
        return objects;
    }

    /// Whether there is more to say than that one target was looked up.
    private static boolean isOfMany(Path targets) throws IOException {
        CsvColumns columns = CsvColumns.read(targets, "cut", "reason");
        return columns.rows() > 1
                || Stream.of(columns.text("cut")).anyMatch("true"::equals)
                || Stream.of(columns.text("reason")).anyMatch(reason -> !reason.isEmpty());
    }

    private static Html table(Path file, String what) throws IOException {
        CsvColumns columns = CsvColumns.read(file);
        List<String> names =
                columns.names().stream().filter(name -> !IN_FILE.contains(name)).toList();
        Table table = new Table("The " + what, names);
        for (int row = 0; row < Math.min(MOST_ROWS, columns.rows()); row++) {
            List<Cell> cells = new ArrayList<>();
            for (String name : names) {
                String text = columns.text(name)[row];
                double number = TEXTS.contains(name) ? Double.NaN : NumberField.parse(text);
                boolean isRounded = text.length() > LONG && !text.matches("[-+]?[0-9]+"); // no number of a catalogue
                cells.add(
                        Double.isNaN(number)
                                ? Cell.text(text)
                                : Cell.number(isRounded ? Digits.of(number, 8) : text, number));
            }
            boolean isFailed = names.contains("outcome") && columns.text("outcome")[row].equals("failed");
            table.add(isFailed ? new Html(" class=\"failed\"") : Html.NONE, cells);
        }
        String rest = columns.rows() <= MOST_ROWS
                ? ""
                : "%d of %d are shown; %s has all.".formatted(MOST_ROWS, columns.rows(), file.getFileName());
        return Html.of(
                "<p>Right ascension and declination in degrees (ICRS), separation in arcseconds. {}</p>{}",
                rest,
                table.html());
    }
}
