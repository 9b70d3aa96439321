package hyades.nbody.app;

import hyades.fits.ImageName;
import hyades.nbody.BodiesFile;
import hyades.nbody.Checkpoint;
import hyades.nbody.Dimension;
import hyades.nbody.GadgetFile;
import hyades.nbody.Snapshot;
import hyades.nbody.SnapshotFile;
import hyades.nbody.TipsyFile;
import hyades.nbody.Units;
import hyades.process.JobFailure;
import hyades.run.LauncherCommand;
import hyades.run.OutputOptions;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a state of bodies as other programs read it.
@Command(
        name = "export",
        description = {
            "Write the last state of a run, or one of its snapshots, for other programs: for NEMO, TIPSY, pynbody, yt"
                    + " and what else reads snapshots of GADGET. Numbers keep the units of the run."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class NBodyExportCommand implements LauncherCommand {
    /// What is written.
    private enum Format {
        CSV,
        TIPSY,
        GADGET_HDF5;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(
            paramLabel = "DIR|FILE",
            description =
                    "A run directory, whose last state is taken; or a snapshot, 'a.fits[2]' of that HDU, a checkpoint"
                            + " (.bin) or a CSV file as of --initial.")
    private Path source;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = {
                "csv: as final.csv;",
                "tipsy: the standard binary of TIPSY, dark particles in single precision, their potential 0;",
                "gadget-hdf5: as GADGET and its like write HDF5: PartType1, in double precision. Its units are in the"
                        + " group Units, which pynbody reads; yt takes kpc, 1e10 Msun and km/s for them, unless"
                        + " unit_base says others."
            })
    private Format format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean overwrite;

    @Spec
    private CommandSpec spec;

    @Override
    public int run(Settings settings) throws IOException {
        NBodyCommand.requireNoOptionsBefore(spec);
        State state = read();
        OutputOptions.requireNoInput("--out " + out, out, List.of(state.file));
        JobFailure.require(!Files.isDirectory(out), "--out", out, "a file, found a folder");
        JobFailure.require(
                Files.isDirectory(out.toAbsolutePath().getParent()), "--out", out, "a file in a folder that is there");
        JobFailure.require(
                overwrite || !Files.exists(out, LinkOption.NOFOLLOW_LINKS),
                "--out",
                out,
                "a file that is not there, or --overwrite beside it, which replaces it");
        try {
            Optional<String> loss = switch (format) {
                case CSV -> {
                    BodiesFile.write(out, state.snapshot);
                    yield Optional.empty();
                }
                case TIPSY -> {
                    TipsyFile.write(out, state.snapshot);
                    yield Optional.of(TipsyFile.loss(state.snapshot));
                }
                case GADGET_HDF5 -> {
                    GadgetFile.write(out, state.snapshot);
                    yield Optional.of(GadgetFile.loss(state.snapshot));
                }
            };
            loss.ifPresent(lost -> System.err.println("warning: %s: %s does not keep %s".formatted(out, format, lost)));
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--to %s: %s: %s".formatted(format, state.file, e.getMessage()));
        }
        if (!settings.quiet()) {
            System.out.println(state.describe() + " in " + out);
        }
        return 0;
    }

    /// What was read from where.
    private record State(Path file, Snapshot snapshot) {
        String describe() {
            Units units = snapshot.units() == null ? Units.NBODY : snapshot.units();
            String step = snapshot.step() == null ? "" : ", after step " + snapshot.step();
            String time = snapshot.time() == null ? "" : ", at " + units.say(Dimension.TIME, snapshot.time());
            return "%d bodies of %s%s%s".formatted(snapshot.bodies().count(), file, step, time);
        }

        long step() {
            return snapshot.step() == null ? -1 : snapshot.step();
        }
    }

    private State read() {
        try {
            return Files.isDirectory(source) ? lastOf(source) : read(source);
        } catch (IllegalArgumentException e) { // names the file
            throw new JobFailure(2, e.getMessage());
        } catch (IOException e) {
            throw new JobFailure(2, "%s: %s".formatted(source, FileFault.reason(e)));
        }
    }

    /// The later of what a run left when it was done and when it stopped after that.
    private static State lastOf(Path folder) throws IOException {
        Path done = folder.resolve("final.csv");
        if (!CheckpointFile.isIn(folder)) {
            JobFailure.require(
                    Files.exists(done), "DIR", folder, "a run of nbody, with a final.csv or a checkpoint.bin");
            return read(done);
        }
        if (!Files.exists(done)) {
            return leftIn(folder);
        }
        State ended = read(done);
        State left;
        try {
            left = leftIn(folder);
        } catch (IOException e) { // of another version, maybe: the run ended all the same
            System.err.println("warning: %s; %s is taken".formatted(FileFault.line(e), done));
            return ended;
        }
        return left.step() > ended.step() ? left : ended;
    }

    private static State leftIn(Path folder) throws IOException {
        return new State(
                folder.resolve(CheckpointFile.LATEST), Checkpoint.read(folder).snapshot());
    }

    private static State read(Path named) throws IOException {
        Path file;
        try {
            file = ImageName.of(named).file();
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s: %s".formatted(named, e.getMessage()));
        }
        if (!Files.isReadable(file)) {
            throw new JobFailure(2, "%s: expected a run directory or a file that can be read".formatted(file));
        }
        Snapshot snapshot = ImageName.isFits(file.toString())
                ? SnapshotFile.read(named)
                : file.toString().endsWith(".bin") ? Checkpoint.read(file).snapshot() : BodiesFile.read(file);
        return new State(file, snapshot);
    }
}
