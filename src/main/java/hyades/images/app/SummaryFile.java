package hyades.images.app;

import hyades.farm.Item;
import hyades.farm.Outcome;
import hyades.images.Filtered;
import hyades.images.PixelSummary;
import hyades.storage.WholeFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `summary.csv`: a line for every plane that was done, and for every file that was not.
final class SummaryFile {
    static final String NAME = "summary.csv";

    /// Those of the columns that tell how it was done, not what came out.
    static final Set<String> CIRCUMSTANCES = Set.of("seconds", "rank");

    private static final String COLUMNS = "file,hdu,plane,width,height,bitpix,missing,minimum,mean,maximum,deviation,"
            + "brightest_x,brightest_y,brightest_value,seconds,rank,outcome,warnings\n";

    /// Of a file without planes: the columns from `hdu` to `brightest_value`.
    private static final String NONE = ",,,,,,,,,,,,";

    private SummaryFile() {}

    /// Writes the file; items that were not begun are not in it.
    ///
    /// @param outcomes of the items, in their order
    /// @param done what has become of a plane
    static void write(Path folder, List<Item> items, List<Outcome<Filtered>> outcomes, String done) throws IOException {
        WholeFile.writeText(folder.resolve(NAME), out -> {
            out.write(COLUMNS);
            for (int i = 0; i < items.size(); i++) {
                write(out, items.get(i).name(), outcomes.get(i), done);
            }
        });
    }

    private static void write(Writer out, String file, Outcome<Filtered> outcome, String done) throws IOException {
        switch (outcome) {
            case Outcome.Done<Filtered>(int rank, double seconds, int _, Filtered.Skipped()) ->
                out.write(line(file, NONE, seconds, rank, "skipped", List.of()));
            case Outcome.Done<Filtered>(
                    int rank,
                    double _,
                    int _,
                    Filtered.Planes(List<Filtered.Plane> planes, List<String> doubts)) -> {
                for (Filtered.Plane plane : planes) {
                    out.write(line(file, fields(plane), plane.seconds(), rank, done, doubts));
                }
            }
            case Outcome.Failed<Filtered>(int rank, double seconds, int _, String reason, Filtered _) ->
                out.write(line(file, NONE, seconds, rank, "failed: " + reason, List.of()));
            case Outcome.TimedOut<Filtered> _, Outcome.Quarantined<Filtered> _, Outcome.NotBegun<Filtered> _ -> {}
        }
    }

    private static String fields(Filtered.Plane plane) {
        PixelSummary pixels = plane.pixels();
        boolean isDark = pixels.brightest() < 0;
        return "%d,%d,%d,%d,%d,%d,%s,%s,%s,%s,%s,%s,%s"
                .formatted(
                        plane.hdu(),
                        plane.plane(),
                        plane.width(),
                        plane.height(),
                        plane.bitpix(),
                        pixels.missing(),
                        pixels.least(),
                        pixels.mean(),
                        pixels.greatest(),
                        pixels.deviation(),
                        isDark ? "" : pixels.brightest() % plane.width(),
                        isDark ? "" : pixels.brightest() / plane.width(),
                        pixels.greatest());
    }

    private static String line(
            String file, String fields, double seconds, int rank, String outcome, List<String> warnings) {
        String warned = warnings.isEmpty() ? "" : quoted(String.join("; ", warnings));
        return String.format(
                Locale.ROOT, "%s,%s,%.4f,%d,%s,%s\n", quoted(file), fields, seconds, rank, quoted(outcome), warned);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"").replace('\n', ' ') + '"';
    }
}
