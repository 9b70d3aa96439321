package hyades.cli;

import hyades.page.RunIndex;
import hyades.page.RunPage;
import hyades.page.RunPictures;
import hyades.page.RunPictures.Format;
import hyades.run.LauncherCommand;
import hyades.run.Plots;
import hyades.run.Resolution;
import hyades.run.RunDirectory;
import hyades.storage.FileFault;
import hyades.text.Printable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes the pages of runs, or of a folder of runs.
@Command(
        name = "report",
        description = {
            "Make report.html in each run directory, one self-contained page, or index.html in a folder of runs.",
            "",
            "The page of a run holds what its directory holds: what was run, results, figures with "
                    + "values under the pointer, the bodies as a film, images before and after, timeline, "
                    + "resources. The index lists all runs below a folder, sortable and filterable, and makes the "
                    + "pages that are missing or older than their run.",
            "The pictures in a run directory, energy.png and so on, show the same figures and are drawn anew.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class ReportCommand implements LauncherCommand {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Run directories, or folders of them: results/")
    private List<Path> directories;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = {
                "Draw all figures of each run as files beside its data: png, svg (for a paper), or both, "
                        + "png,svg (default: those that are there are drawn anew)."
            })
    private List<Format> formats = List.of();

    @Mixin
    private Resolution resolution = new Resolution();

    @Override
    public int run(Settings settings) {
        resolution.check(formats.contains(Format.PNG), "--format png beside it");
        int worst = 0;
        for (Path directory : directories) {
            int code = report(directory, settings.quiet());
            worst = code == 0 ? worst : code;
        }
        return worst != 0 && directories.size() > 1 ? 3 : worst;
    }

    /// Draws the pictures and makes the page of a run whose files are all there, and says where it is. Without them the
    /// run is as good: the data are safe, and what they cost is not to be lost for a missing font.
    ///
    /// @param quiet whether not to say where the page is
    /// @param speaker who complains
    ///
    /// Side by side, the page but for its list of files: what either costs is mostly the loading of its classes.
    static void atTheEnd(RunDirectory directory, Plots plots, boolean page, boolean quiet, String speaker) {
        FutureTask<RunPage> reading = new FutureTask<>(() -> RunPage.read(directory, HyadesCommand.FEATURES));
        if (page) {
            Thread.ofPlatform().daemon().name("page").start(reading);
        }
        if (plots.areWanted()) {
            try {
                RunPictures.write(directory, HyadesCommand.FEATURES, Format.PNG, plots.dpi());
            } catch (IOException e) {
                System.err.printf("%s: warning: no pictures: %s%n", speaker, FileFault.line(e));
            }
        }
        if (!page) {
            return;
        }
        try {
            say(quiet, "report in " + result(reading).write());
        } catch (IOException e) {
            System.err.printf("%s: warning: no report: %s%n", speaker, FileFault.line(e));
        }
    }

    private static RunPage result(FutureTask<RunPage> reading) throws IOException {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException fault -> throw fault;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e);
            }
        }
    }

    /// Draws the timeline of a command that leaves a trace only.
    static void timelineAtTheEnd(RunDirectory directory, Plots plots) {
        try {
            RunPictures.writeTimeline(directory, plots.dpi());
        } catch (IOException e) {
            System.err.println("rank 0: warning: no picture of the timeline: " + FileFault.line(e));
        }
    }

    private int report(Path directory, boolean quiet) {
        try {
            if (!Files.isDirectory(directory)) {
                return complain(2, "%s: expected a run directory, or a folder of them".formatted(directory));
            }
            if (Files.exists(directory.resolve("run.json"))) {
                draw(new RunDirectory(directory));
                say(quiet, "report in " + RunPage.write(new RunDirectory(directory), HyadesCommand.FEATURES));
                return 0;
            }
            RunIndex index = RunIndex.of(directory, HyadesCommand.FEATURES);
            if (index.isEmpty()) {
                return complain(
                        2, "%s: no run directory, it has no run.json, nor has any folder below".formatted(directory));
            }
            index.damaged().forEach(reason -> complain(3, reason));
            say(quiet, "index of %d runs in %s".formatted(index.size(), index.write()));
            return index.damaged().isEmpty() ? 0 : 3;
        } catch (FileAlreadyExistsException e) {
            return complain(2, FileFault.line(e));
        } catch (IOException e) {
            return complain(1, FileFault.line(e));
        }
    }

    private void draw(RunDirectory directory) throws IOException {
        if (formats.isEmpty()) {
            RunPictures.renew(directory, HyadesCommand.FEATURES);
        }
        for (Format format : formats) {
            RunPictures.write(directory, HyadesCommand.FEATURES, format, resolution.dpi());
        }
    }

    private static void say(boolean quiet, String line) {
        if (!quiet) {
            System.out.println(line);
        }
    }

    private static int complain(int code, String reason) {
        System.err.println("hyades: " + Printable.of(reason));
        return code;
    }
}
