package hyades.sweep.app;

import hyades.process.JobFailure;
import hyades.run.FileArgument;
import hyades.storage.FileFault;
import hyades.sweep.ByteText;
import hyades.sweep.Inputs;
import hyades.sweep.Inputs.Table;
import hyades.text.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command of a sweep, and where its values come from.
final class SweepInputs {
    private static final String VALUES = ":::";
    private static final String LINKED = ":::+";
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final char REPLACEMENT = '\uFFFD';
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = {
                "The command, quoted or not; then ::: and values, once more for all pairs, :::+ for values that go with"
                        + " those before. Without a command the values are commands themselves."
            })
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Values from a file, one a line; - is standard input (default, where nothing else has values).")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-0", "--null"},
            description = "Values of files and of standard input end with a zero byte, as find -print0 writes them.")
    private boolean endsWithZero;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "A table of values, columns by name: {mass}, {mass.}; - is standard input.")
    private Path csv;

    private boolean haveReturns;

    /// Of `--from` and `--csv`, as typed.
    private final List<String> empty = new ArrayList<>();

    private int commandWords() {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals(VALUES) || words.get(i).equals(LINKED)) {
                return i;
            }
        }
        return words.size();
    }

    /// The command; null where the values are commands.
    ByteText command() {
        List<String> command = words.subList(0, commandWords());
        command.forEach(SweepInputs::requireText);
        String text = String.join(" ", command);
        return text.isBlank() ? null : ByteText.of(text);
    }

    /// Whether the command line says where values come from.
    boolean areNamed() {
        return csv != null || !files.isEmpty() || commandWords() < words.size();
    }

    /// Whether any of them come from standard input.
    boolean areTyped() {
        return !areNamed() || STANDARD_INPUT.equals(csv) || files.contains(STANDARD_INPUT);
    }

    /// What is probably not meant, one line each: options behind a command that is quoted as a whole, which are words
    /// of it, an empty standard input or file, and lines of a file that ends them as Windows does. After [#read].
    ///
    /// @param options all that a sweep has
    /// @param tasks that the values make
    List<String> doubts(Set<String> options, int tasks) {
        List<String> command = words.subList(0, commandWords());
        List<String> doubts = new ArrayList<>();
        if (!command.isEmpty() && command.getFirst().contains(" ")) {
            command.stream()
                    .skip(1)
                    .filter(word -> word.startsWith("--") && options.contains(word))
                    .findFirst()
                    .ifPresent(word -> doubts.add(
                            "%s behind the command is a word of it: expected options before it".formatted(word)));
        }
        if (!areNamed() && tasks == 0) {
            doubts.add("no values: standard input was empty");
        }
        empty.forEach(file -> doubts.add("no values: %s has none".formatted(file)));
        if (haveReturns) {
            doubts.add("values end with a carriage return, as lines of a file from Windows: expected none");
        }
        return doubts;
    }

    /// Reads all of them.
    ///
    /// @throws JobFailure with exit code 2 and one line
    Inputs read() {
        try {
            List<Table> tables = new ArrayList<>();
            List<String> names = new ArrayList<>();
            if (csv != null) {
                tables.add(table(names));
                noteEmpty("--csv", csv, tables.getLast());
            }
            List<Path> all = areNamed() ? files : List.of(STANDARD_INPUT);
            for (Path file : all) {
                tables.add(new Table(List.of(lines(file))));
                noteEmpty("--from", file, tables.getLast());
            }
            values(tables);
            if (csv == null) {
                return Inputs.of(tables);
            }
            int columns =
                    tables.stream().mapToInt(table -> table.columns().size()).sum();
            while (names.size() < columns) {
                names.add(Integer.toString(names.size() + 1));
            }
            return new Inputs(names, tables);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, e.getMessage());
        }
    }

    private void noteEmpty(String option, Path file, Table table) {
        if (areNamed() && table.columns().getFirst().isEmpty()) {
            empty.add("%s %s".formatted(option, file));
        }
    }

    private void values(List<Table> tables) {
        for (int i = commandWords(); i < words.size(); ) {
            boolean isLinked = words.get(i).equals(LINKED);
            List<ByteText> column = new ArrayList<>();
            for (i++;
                    i < words.size()
                            && !words.get(i).equals(VALUES)
                            && !words.get(i).equals(LINKED);
                    i++) {
                column.add(ByteText.of(requireText(words.get(i))));
            }
            if (isLinked && tables.isEmpty()) {
                throw new JobFailure(2, ":::+: expected behind ::: or beside --from, whose values its go with");
            }
            tables.add(isLinked ? tables.removeLast().linked(column) : new Table(List.of(column)));
        }
    }

    /// Java has lost what was no text.
    private static String requireText(String word) {
        if (word.indexOf(REPLACEMENT) >= 0) {
            throw new JobFailure(2, "'%s': %s, or in a file, for --from".formatted(word, FileArgument.notText()));
        }
        return word;
    }

    private static byte[] bytes(String option, Path file) {
        try (InputStream in = STANDARD_INPUT.equals(file) ? System.in : Files.newInputStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new JobFailure(
                    2,
                    Files.exists(file)
                            ? "%s %s: cannot be read: %s".formatted(option, file, FileFault.reason(e))
                            : "%s %s: no such file".formatted(option, file));
        }
    }

    private List<ByteText> lines(Path file) {
        String text = ByteText.of(bytes("--from", file)).latin();
        char end = endsWithZero ? 0 : '\n';
        List<ByteText> lines = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int next = text.indexOf(end, start);
            String line = text.substring(start, next < 0 ? text.length() : next);
            if (line.indexOf(0) >= 0) {
                throw new JobFailure(
                        2,
                        "--from %s, line %d: has a zero byte, which no command can be given: expected none, or --null"
                                .formatted(file, lines.size() + 1));
            }
            haveReturns |= line.endsWith("\r");
            lines.add(new ByteText(line));
            start = next < 0 ? text.length() : next + 1;
        }
        return lines;
    }

    private Table table(List<String> names) {
        String text = ByteText.of(bytes("--csv", csv)).latin();
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        List<List<ByteText>> columns = new ArrayList<>();
        try {
            Csv.ANY.read(text, line -> {
                if (columns.isEmpty()) {
                    for (String field : line.fields()) {
                        names.add(new ByteText(field).toString().strip());
                        columns.add(new ArrayList<>());
                    }
                    requireNames(names);
                } else {
                    add(line, columns);
                }
            });
        } catch (IOException e) { // it is no CSV
            throw new JobFailure(2, "--csv %s: %s".formatted(csv, FileFault.reason(e)));
        }
        if (columns.isEmpty()) {
            throw new JobFailure(2, "--csv %s: is empty, expected a line with the names of its columns".formatted(csv));
        }
        return new Table(columns);
    }

    private void requireNames(List<String> names) {
        for (String name : names) {
            JobFailure.require(
                    !name.isEmpty() && name.indexOf('}') < 0 && name.indexOf('/') < 0,
                    "--csv",
                    csv,
                    "a name for each column, without } and /, in its first line");
        }
        JobFailure.require(new HashSet<>(names).size() == names.size(), "--csv", csv, "another name for each column");
    }

    private void add(Csv.Line line, List<List<ByteText>> columns) {
        if (line.size() != columns.size()) {
            throw new JobFailure(
                    2,
                    "--csv %s, line %d: expected %d columns, found %d"
                            .formatted(csv, line.number(), columns.size(), line.size()));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (line.field(i).indexOf(0) >= 0) {
                throw new JobFailure(
                        2,
                        "--csv %s, line %d: has a zero byte, which no command can be given"
                                .formatted(csv, line.number()));
            }
            columns.get(i).add(new ByteText(line.field(i)));
        }
    }

    /// The files that are read.
    List<Path> paths() {
        return Stream.concat(files.stream(), Stream.ofNullable(csv))
                .filter(file -> !file.equals(STANDARD_INPUT))
                .toList();
    }

    /// Says which of the files are not there.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        for (Path file : files) {
            JobFailure.require(
                    file.equals(STANDARD_INPUT) || Files.isReadable(file), "--from", file, "a file that can be read");
        }
        JobFailure.require(
                csv == null || csv.equals(STANDARD_INPUT) || Files.isReadable(csv),
                "--csv",
                csv,
                "a file that can be read");
    }
}
