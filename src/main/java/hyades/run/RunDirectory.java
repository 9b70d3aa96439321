package hyades.run;

import hyades.process.JobFailure;
import hyades.storage.WholeFile;
import hyades.text.Printable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where a run writes: `results/<command>/<UTC time>-<id>/` below the working folder, or a folder the user names. The
/// id is that of the SLURM job whose tasks the ranks are, by which the run is found when the job starts again; else of
/// the process.
///
/// @param path the folder
public record RunDirectory(Path path) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// What any command may write beside its own files.
    private static final List<String> OBSERVED = List.of("resources.csv", "trace.json", "timeline.png", "report.html");

    /// The folder of a run that names none: the time now and the id tell it from all others.
    public static Path fresh(String command, String id) {
        return folders(command).resolve(TIME.format(Clock.systemUTC().instant()) + "-" + id);
    }

    /// The folders that runs with this id have made.
    public static List<Path> of(String command, String id) throws IOException {
        if (!Files.isDirectory(folders(command))) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                folders(command), folder -> folder.getFileName().toString().endsWith("Z-" + id))) {
            List<Path> all = new ArrayList<>();
            found.forEach(all::add);
            return all;
        }
    }

    private static Path folders(String command) {
        return Path.of("results", command);
    }

    /// Says what hinders a run from writing into `path`, before anything is written.
    ///
    /// @param overwrite whether files that are there may be replaced
    /// @throws IOException in one line: it is there and may not be written into, or cannot be made
    public static void check(Path path, boolean overwrite) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("--out %s: is a file, expected a folder".formatted(path));
        }
        Path there = path.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new IOException("--out %s: cannot write into %s".formatted(path, there));
        }
        if (!overwrite && Files.exists(path)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                if (entries.iterator().hasNext()) {
                    throw new IOException(
                            "--out %s: the folder is not empty; --overwrite replaces files there".formatted(path));
                }
            }
        }
    }

    /// Says what hinders the folder from being made, where nothing but trying tells: for who may write anywhere.
    ///
    /// @throws IOException in one line
    static void tryToMake(Path path) throws IOException {
        Path missing = path.toAbsolutePath();
        if (Files.exists(missing)) {
            return;
        }
        while (!Files.exists(missing.getParent())) {
            missing = missing.getParent();
        }
        try {
            Files.createDirectory(missing);
            Files.delete(missing);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // another job has made it meanwhile
        } catch (IOException e) {
            throw new IOException("--out %s: cannot make %s".formatted(path, missing));
        }
    }

    /// Says which file is in the way of a run that goes on here.
    ///
    /// @param command of the earlier run, as its `run.json` has it
    /// @param outputs names of what the command writes, beside what all write
    /// @throws IOException in one line, where one is there and nothing says that a run of the command wrote it
    void requireRun(String command, String... outputs) throws IOException {
        Path record = file("run.json");
        if (Files.exists(record)) {
            String found = RunRecord.read(record).command();
            if (!found.equals(command)) {
                throw new IOException("%s: is of a run of %s, not of %s: expected another folder"
                        .formatted(record, Printable.of(found), command));
            }
            return;
        }
        for (String name : Stream.concat(Stream.of(outputs), OBSERVED.stream()).toList()) {
            if (Files.exists(file(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "%s: is there, and no run.json beside it says that a run wrote it: it has to go, or to be renamed, first"
                                .formatted(file(name)));
            }
        }
    }

    /// Makes the folder.
    ///
    /// @param outputs names of what the command may write, the record first: what an earlier run left of them is
    ///     deleted, so that no two runs mix
    public static RunDirectory create(Path path, boolean overwrite, String... outputs) throws IOException {
        check(path, overwrite);
        RunDirectory directory = new RunDirectory(Files.createDirectories(path));
        for (String output : outputs) {
            Files.deleteIfExists(directory.file(output));
        }
        for (String observed : OBSERVED) {
            Files.deleteIfExists(directory.file(observed));
        }
        WholeFile.removeAbandoned(
                path, name -> OBSERVED.contains(name) || List.of(outputs).contains(name) || name.endsWith(".png"));
        return directory;
    }

    /// Ends a run whose folder somebody has taken away: what it finds could no longer be written.
    ///
    /// @param written names of what the run has written there, by which it knows the folder for its own
    /// @throws JobFailure with exit code 1
    public void requireThere(String... written) {
        Stream.concat(Stream.of(path), Stream.of(written).map(this::file))
                .filter(Files::notExists)
                .findFirst()
                .ifPresent(gone -> {
                    throw new JobFailure(1, "%s: is gone, the run cannot leave its results there".formatted(gone));
                });
    }

    /// A file in the folder.
    public Path file(String name) {
        return path.resolve(name);
    }
}
