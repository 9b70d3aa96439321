package hyades.nbody.app;

import hyades.figure.Figure;
import hyades.figure.GifFigure;
import hyades.process.JobFailure;
import hyades.run.LauncherCommand;
import hyades.run.OutputOptions;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.text.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes a film of a run.
@Command(
        name = "movie",
        description = {
            "Make an animated GIF of the bodies of a run, from its frames.csv: up to 2000 bodies at up to 64 times, x"
                    + " and y, the middle of the picture at the origin. The film of report.html shows the other"
                    + " planes, too.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class NBodyMovieCommand implements LauncherCommand {
    /// Where nobody says another name.
    static final String FILE = "film.gif";

    private static final int LEAST_WIDTH = 200;
    private static final int MOST_WIDTH = 2000;

    @Parameters(paramLabel = "DIR", description = "Run directory of nbody.")
    private Path directory;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "What to write, a name that ends in .gif; what is there is replaced (default: " + FILE
                    + " in DIR, which is not).")
    private Path out;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "Frames a second, 1 to " + GifFigure.MOST_FRAMES_PER_SECOND + " (default: ${DEFAULT-VALUE}).")
    private int framesPerSecond = 10;

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            description =
                    "Width of the picture, " + LEAST_WIDTH + " to " + MOST_WIDTH + " (default: ${DEFAULT-VALUE}).")
    private int width = 600;

    @Option(
            names = "--zoom",
            paramLabel = "FACTOR",
            description =
                    "How much closer to look at the origin than for most bodies to be in the picture (default: 1).")
    private double zoom = 1;

    @Option(
            names = "--trail",
            paramLabel = "FRAMES",
            description = "How many frames back to draw where bodies have been (default: all for up to six bodies,"
                    + " else none).")
    private Integer trail;

    @Spec
    private CommandSpec spec;

    @Override
    public int run(Settings settings) throws IOException {
        NBodyCommand.requireNoOptionsBefore(spec);
        JobFailure.require(
                framesPerSecond >= 1 && framesPerSecond <= GifFigure.MOST_FRAMES_PER_SECOND,
                "--fps",
                framesPerSecond,
                "1 to " + GifFigure.MOST_FRAMES_PER_SECOND);
        JobFailure.require(
                width >= LEAST_WIDTH && width <= MOST_WIDTH,
                "--width",
                width,
                "%d to %d".formatted(LEAST_WIDTH, MOST_WIDTH));
        JobFailure.require(zoom >= 1e-6 && zoom <= 1e6, "--zoom", zoom, "1e-6 to 1e6");
        JobFailure.require(trail == null || trail >= 0, "--trail", trail, "at least 0");
        Path file = out == null ? directory.resolve(FILE) : out;
        RunDirectory run = new RunDirectory(directory);
        check(file, run);
        RunRecord record = record(run);
        Film film = Film.ofAnySize(run)
                .orElseThrow(() -> new JobFailure(
                        2,
                        "%s: has no frames, of which a film is made: run nbody again, with --out DIR"
                                .formatted(run.file("frames.csv"))));
        List<Figure> frames = NBodyFigures.film(film, record, zoom, trail);
        GifFigure.write(file, frames, width, framesPerSecond);
        if (!settings.quiet()) {
            System.out.printf("%s in %s%n", Digits.counted(frames.size(), "frame"), file);
        }
        return 0;
    }

    private void check(Path file, RunDirectory run) {
        JobFailure.require(
                String.valueOf(file.getFileName()).endsWith(".gif"), "--out", file, "a name that ends in .gif");
        OutputOptions.requireNoInput("--out " + file, file, List.of(run.file("frames.csv"), run.file("run.json")));
        if (out == null && Files.exists(file)) {
            throw new JobFailure(2, "%s: is there: --out %s replaces it".formatted(file, file));
        }
    }

    private static RunRecord record(RunDirectory run) throws IOException {
        Path file = run.file("run.json");
        if (!Files.exists(file)) {
            throw new JobFailure(
                    2, "%s: is not there: expected DIR to be the folder of a run of nbody".formatted(file));
        }
        RunRecord record = RunRecord.read(file);
        if (!record.command().equals("nbody")) {
            throw new JobFailure(2, "%s: is of a run of %s: expected one of nbody".formatted(file, record.command()));
        }
        return record;
    }
}
