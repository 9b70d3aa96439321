package hyades.images.app;

import hyades.fits.ImageName;
import hyades.process.JobFailure;
import hyades.run.FileArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// The files that a command on images is given.
final class ImageInputs {
    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description =
                    "FITS files, folders of them, or quoted patterns; gzip, bzip2, compress, xz, tile-compressed too."
                            + " Quoted, with an HDU or a section behind as cfitsio has it: 'a.fits[SCI,2]',"
                            + " 'a.fits[1][10:200,*]'.")
    private List<String> inputs;

    /// The files, those of a folder or a pattern in the order of their names; each once, and with what its name says
    /// of HDU and section ([ImageName]).
    ///
    /// @throws JobFailure if an input means nothing
    List<Path> files() {
        return files(inputs).stream().distinct().toList();
    }

    private static List<Path> files(List<String> inputs) {
        List<Path> found = new ArrayList<>();
        for (String input : inputs) {
            Path path = file(input);
            String behind = ImageName.behind(path);
            if (!behind.isEmpty()) {
                try {
                    ImageName.of(path);
                } catch (IllegalArgumentException e) {
                    throw new JobFailure(2, "INPUT %s: %s".formatted(input, e.getMessage()));
                }
                String whole = path.toString();
                files(List.of(whole.substring(0, whole.length() - behind.length())))
                        .forEach(file -> found.add(Path.of(file + behind)));
            } else if (Files.isDirectory(path)) {
                found.addAll(list(path, "", ImageName::isFits));
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) || !isText(input)) {
                found.add(path);
            } else if (input.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
                throw new JobFailure(2, "%s: no such file".formatted(input));
            } else {
                Path folder = path.getParent() == null ? Path.of("") : path.getParent();
                found.addAll(list(folder, path.getFileName().toString(), _ -> true));
            }
        }
        return found;
    }

    /// Whether a name of an item is its file's: names travel between ranks and stand in tables as text, which Java
    /// makes of bytes that are none by a letter for what it cannot read.
    static boolean isText(String name) {
        try {
            return name.indexOf('\uFFFD') < 0 || Files.exists(Path.of(name), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /// The file of an item.
    ///
    /// @throws IOException in one line, if its name is no text
    static Path ofItem(String name) throws IOException {
        if (!isText(name)) {
            throw new IOException(FileArgument.notText());
        }
        return Path.of(name);
    }

    private static Path file(String input) {
        try {
            return FileArgument.parse(input);
        } catch (TypeConversionException e) {
            throw new JobFailure(2, "INPUT " + e.getMessage());
        }
    }

    private static List<Path> list(Path folder, String pattern, Predicate<String> isWanted) {
        TreeSet<Path> names = new TreeSet<>();
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new JobFailure(2, "%s: no such folder".formatted(folder));
        }
        try (var entries = Files.newDirectoryStream(folder, pattern.isEmpty() ? "*" : pattern)) {
            for (Path entry : entries) {
                if (isWanted.test(entry.getFileName().toString())) {
                    names.add(entry);
                }
            }
        } catch (IOException e) {
            throw new JobFailure(2, "%s: %s".formatted(folder, e));
        }
        if (names.isEmpty()) {
            throw new JobFailure(2, "%s: no FITS file there".formatted(folder.resolve(pattern)));
        }
        return List.copyOf(names);
    }
}
