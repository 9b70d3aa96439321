package hyades.study;

import hyades.storage.WholeFile;
import hyades.text.Csv;
import hyades.text.NotCsvException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a job computed: the CSV and FITS files of its run directory, which are the same bytes however it was run.
/// Records, logs and pictures are none; nor is `resources.csv`, whose content is times.
///
/// @param names of the files, below the folder, in order
record DataFiles(Path folder, Set<Path> names) {
    private static final String TIMES = "resources.csv";

    static DataFiles in(Path folder) throws IOException {
        return in(folder, DataFiles::isData);
    }

    private static boolean isData(Path name) {
        String last = name.getFileName().toString();
        return (last.endsWith(".csv") && !last.equals(TIMES)) || last.endsWith(".fits");
    }

    /// @param isData whether a name below the folder is one of them
    static DataFiles in(Path folder, Predicate<Path> isData) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            TreeSet<Path> names = files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(isData)
                    .collect(Collectors.toCollection(TreeSet::new));
            return new DataFiles(folder, names);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// How these files differ from others, in words; empty where they are the same.
    ///
    /// @param circumstances columns that are not compared, by the name of the file
    Optional<String> differenceFrom(DataFiles other, Map<String, Set<String>> circumstances) throws IOException {
        TreeSet<Path> all = new TreeSet<>(names);
        all.addAll(other.names);
        for (Path name : all) {
            if (!names.contains(name)) {
                return Optional.of(name + " is missing");
            }
            if (!other.names.contains(name)) {
                return Optional.of(name + " is one more");
            }
            Path mine = folder.resolve(name);
            Path others = other.folder.resolve(name);
            Set<String> notCompared =
                    circumstances.getOrDefault(name.getFileName().toString(), Set.of());
            if (!notCompared.isEmpty()) {
                if (!lines(mine, notCompared).equals(lines(others, notCompared))) {
                    return Optional.of(name + " differs");
                }
                continue;
            }
            long mismatch = Files.mismatch(mine, others);
            if (mismatch >= 0) {
                return Optional.of("%s differs from byte %d on".formatted(name, mismatch + 1));
            }
        }
        return Optional.empty();
    }

    private static List<Map<String, String>> lines(Path file, Set<String> notCompared) throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        try {
            Csv.HEADED.read(file, line -> {
                Map<String, String> fields = new TreeMap<>(line.byName());
                fields.keySet().removeAll(notCompared);
                lines.add(fields);
            });
        } catch (NotCsvException e) {
            throw new IOException("%s: not CSV: %s".formatted(file, e.getMessage()), e);
        }
        return lines;
    }

    /// Where a folder is put together before it appears.
    static Path partial(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /// Moves the files into a new folder, which appears with all of them or not at all.
    void moveTo(Path target) throws IOException {
        Path partial = partial(target);
        deleteTree(partial);
        for (Path name : names) {
            Path to = partial.resolve(name);
            Files.createDirectories(to.getParent());
            WholeFile.rename(folder.resolve(name), to);
        }
        WholeFile.rename(partial, target);
    }

    /// Deletes the files.
    void delete() throws IOException {
        for (Path name : names) {
            Files.delete(folder.resolve(name));
        }
    }

    /// Deletes a file, a link, or a folder with all that is in it; does nothing where there is none.
    static void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
