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

/// What a page shows of the sky: the chart, and tables of objects and of pixels. What a service has
/// answered is text there, whatever it is.
final class SkySection {
    private static final long MOST_BYTES = 6 << 20;

    /// Of longer tables the files tell.
    private static final int MOST_ROWS = 1000;

    /// A number with more letters is rounded.
    private static final int LONG = 11;

    /// Columns of words, also where these look like numbers.
    private static final Set<String> TEXTS = Set.of("target", "name", "type", "file", "object");

    private SkySection() {}

    /// Of files that are not there nothing.
    static List<Section> of(Run run) throws IOException {
        List<Section> sections = new ArrayList<>();
        Path objects = run.directory().file(ObjectsFiles.CSV);
        Path matches = run.directory().file(MatchesFile.NAME);
        if (run.record().command().equals(VoSkyCommand.COMMAND) && Files.exists(objects)) {
            sections.add(chart(run, objects));
        }
        if (Files.exists(matches)) {
            sections.add(new Section("matches", "The brightest pixels", table(matches, "pixels")));
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

    private static Html table(Path file, String what) throws IOException {
        CsvColumns columns = CsvColumns.read(file);
        Table table = new Table("The " + what, columns.names());
        for (int row = 0; row < Math.min(MOST_ROWS, columns.rows()); row++) {
            List<Cell> cells = new ArrayList<>();
            for (String name : columns.names()) {
                String text = columns.text(name)[row];
                double number = TEXTS.contains(name) ? Double.NaN : NumberField.parse(text);
                boolean isRounded = text.length() > LONG && !text.matches("[-+]?[0-9]+"); // no number of a catalogue
                cells.add(
                        Double.isNaN(number)
                                ? Cell.text(text)
                                : Cell.number(isRounded ? Digits.of(number, 8) : text, number));
            }
            table.add(cells);
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
