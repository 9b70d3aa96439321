package hyades.vo.app;

import static hyades.vo.app.ObjectsFiles.quoted;

import hyades.storage.WholeFile;
import hyades.text.Digits;
import hyades.text.Printable;
import hyades.vo.ImageField;
import hyades.vo.SkyObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// `matches.csv`: the brightest pixels of images, and which object is nearest to each.
final class MatchesFile {
    static final String NAME = "matches.csv";

    private static final String COLUMNS =
            "file,hdu,plane,x,y,fits_x,fits_y,value,ra,dec,object,type,object_ra,object_dec,separation\n";

    private static final int ARCSEC = 3600;

    /// A pixel and the object nearest to it.
    ///
    /// @param object null where none was found in the field
    /// @param separation between them [arcsec]; NaN without an object
    record Match(Path file, int hdu, ImageField.Peak peak, SkyObject object, double separation) {}

    private MatchesFile() {}

    /// The matches of a field; none of one that could not be looked up.
    static Stream<Match> of(CrossRun.Looked looked) {
        if (!(looked.searched() instanceof Searched.Found found)) {
            return Stream.of();
        }
        return looked.field().peaks().stream().map(peak -> {
            SkyObject nearest = peak.place() == null
                    ? null
                    : found.around().objects().stream()
                            .min(Comparator.comparingDouble(each -> peak.place().separation(each.place())))
                            .orElse(null);
            double separation =
                    nearest == null ? Double.NaN : ARCSEC * peak.place().separation(nearest.place());
            return new Match(looked.file(), looked.field().hdu(), peak, nearest, separation);
        });
    }

    /// Writes them; what is not known is empty.
    static void write(Path file, List<Match> matches) throws IOException {
        WholeFile.writeText(file, out -> {
            out.write(COLUMNS);
            for (Match match : matches) {
                out.write(line(match));
            }
        });
    }

    private static String line(Match match) {
        ImageField.Peak peak = match.peak;
        SkyObject object = match.object;
        return "%s,%d,%d,%d,%d,%d,%d,%s,%s,%s,%s,%s,%s,%s,%s\n"
                .formatted(
                        quoted(match.file.toString()),
                        match.hdu,
                        peak.plane(),
                        peak.pixel().x(),
                        peak.pixel().y(),
                        peak.pixel().x() + 1,
                        peak.pixel().y() + 1,
                        peak.pixel().value(),
                        peak.place() == null ? "" : number(peak.place().ra(), 9),
                        peak.place() == null ? "" : number(peak.place().dec(), 9),
                        object == null ? "" : quoted(object.name()),
                        object == null ? "" : quoted(object.type()),
                        object == null ? "" : object.place().ra(),
                        object == null ? "" : object.place().dec(),
                        object == null ? "" : number(match.separation, 3));
    }

    /// What was found, for people.
    static String text(List<CrossRun.Looked> all, List<Match> matches) {
        StringBuilder text = new StringBuilder();
        for (CrossRun.Looked looked : all) {
            if (looked.searched() instanceof Searched.Found found) {
                text.append("%s: %s, %s within %s°%n"
                        .formatted(
                                Printable.of(found.target().name()),
                                found.around().centre(),
                                Digits.counted(found.around().objects().size(), "object"),
                                looked.field().radius()));
                text.append(table(matches.stream()
                        .filter(each -> each.file.equals(looked.file())
                                && each.hdu == looked.field().hdu())
                        .toList()));
            }
        }
        return text.toString();
    }

    private static String table(List<Match> matches) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("x", "y", "value", "RA [deg]", "Dec [deg]", "[arcsec]", "nearest", "type"));
        for (Match match : matches) {
            ImageField.Peak peak = match.peak;
            lines.add(List.of(
                    Integer.toString(peak.pixel().x()),
                    Integer.toString(peak.pixel().y()),
                    Digits.of(peak.pixel().value(), 6),
                    peak.place() == null ? "" : number(peak.place().ra(), 6),
                    peak.place() == null ? "" : number(peak.place().dec(), 6),
                    match.object == null ? "" : number(match.separation, 2),
                    match.object == null ? "none" : ObjectsText.shown(match.object.name()),
                    match.object == null ? "" : ObjectsText.shown(match.object.type())));
        }
        return ObjectsText.lines(lines, 6, 7);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
