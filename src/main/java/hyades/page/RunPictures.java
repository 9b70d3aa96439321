package hyades.page;

import hyades.figure.Figure;
import hyades.figure.PngFigure;
import hyades.figure.SvgFigure;
import hyades.figure.TimelinePlot;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.TraceFile;
import hyades.trace.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The pictures beside a run's data: its feature's figures, and its timeline where it has a trace.
public final class RunPictures {
    /// What kinds of picture there are.
    public enum Format {
        PNG,
        SVG;

        private Path file(RunDirectory directory, String id) {
            return directory.file(id + "." + toString());
        }

        private void write(RunDirectory directory, Figure figure, OptionalInt dpi) throws IOException {
            switch (this) {
                case PNG -> PngFigure.write(directory.path(), figure, dpi);
                case SVG -> SvgFigure.write(directory.path(), figure);
            }
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private RunPictures() {}

    /// Draws all pictures of a run.
    ///
    /// @param dpi pixels per inch of a PNG; empty for the usual
    /// @throws IOException in one line: the file, and what is wrong with it, or why Java cannot draw here
    public static void write(RunDirectory directory, Features features, Format format, OptionalInt dpi)
            throws IOException {
        if (format == Format.PNG) {
            PngFigure.requireFonts(); // first: meanwhile another thread may load what reads the data
        }
        for (Figure figure : figures(directory, features)) {
            format.write(directory, figure, dpi);
        }
        if (format == Format.PNG) {
            writeTimeline(directory, dpi);
        }
    }

    /// Draws the pictures anew that are there.
    public static void renew(RunDirectory directory, Features features) throws IOException {
        List<Figure> figures = figures(directory, features);
        for (Format format : Format.values()) {
            for (Figure figure : figures) {
                if (Files.exists(format.file(directory, figure.id()))) {
                    format.write(directory, figure, OptionalInt.empty());
                }
            }
        }
        if (Files.exists(directory.file("timeline.png"))) {
            writeTimeline(directory, OptionalInt.empty());
        }
    }

    private static List<Figure> figures(RunDirectory directory, Features features) throws IOException {
        RunRecord record = RunRecord.read(directory.file("run.json"));
        Optional<Feature> feature = features.of(record);
        Run run = new Run(directory, record, new Quantities(features.all()));
        return feature.isEmpty() ? List.of() : new ArrayList<>(feature.get().figures(run));
    }

    /// Draws the timeline of a trace, if there is one that can be read in a moment.
    ///
    /// @param dpi pixels per inch; empty for the usual
    public static void writeTimeline(RunDirectory directory, OptionalInt dpi) throws IOException {
        if (!Files.exists(directory.file("trace.json")) || Timeline.isTooLarge(directory)) {
            return;
        }
        List<Track> tracks = TraceFile.read(directory.file("trace.json"));
        if (!tracks.isEmpty()) {
            TimelinePlot.write(directory.file("timeline.png"), tracks, dpi);
        }
    }
}
