package hyades.nbody.app;

import hyades.nbody.DistributedEnsemble;
import hyades.nbody.NBodySetup;
import hyades.process.JobFailure;
import hyades.run.Typed;
import hyades.storage.CheckpointFile;
import hyades.storage.FileFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// All systems of an ensemble, from which it goes on after a stop.
///
/// @param asked what was asked for, as `--resume` compares it
/// @param shared arguments that all systems have, such as `--dt=1 h`
/// @param source where the rows are from, for messages: a file, or the option of the seeds
/// @param columns names of options that each system has of its own, without hyphens before them
/// @param rows their values
/// @param inputs SHA-256 of the files that systems start from, by their names
/// @param beside how many systems go side by side at most
record EnsemblePlan(
        Map<String, String> asked,
        List<String> shared,
        String source,
        List<String> columns,
        List<Row> rows,
        Map<String, String> inputs,
        int beside) {
    private static final String FORMAT = "hyades nbody ensemble 1";

    /// What a system has of its own.
    ///
    /// @param line of the file; 0 where there is none
    /// @param values of the columns
    record Row(long line, List<String> values) {}

    /// Makes systems of their options, one after the other: making the parser takes longer.
    private static final class Maker {
        private final SystemOptions options = new SystemOptions();
        private final CommandLine parser =
                Typed.register(new CommandLine(options)).setCaseInsensitiveEnumValuesAllowed(true);

        private void parse(EnsemblePlan plan, int system) {
            Row row = plan.rows.get(system);
            try {
                parser.parseArgs(Stream.concat(
                                plan.shared.stream(),
                                IntStream.range(0, row.values.size())
                                        .mapToObj(c -> "--%s=%s".formatted(plan.columns.get(c), row.values.get(c))))
                        .toArray(String[]::new));
                options.check();
                options.checkTogether();
            } catch (ParameterException e) {
                String option = e.getArgSpec() instanceof OptionSpec spec ? spec.names()[0] : "";
                String why = e.getMessage()
                        .lines()
                        .findFirst()
                        .orElse("no such value")
                        .replaceFirst("^Invalid value for option '[^']*'( \\([^)]*\\))?: ", "");
                throw plan.failure(row, option, why);
            } catch (JobFailure e) {
                throw plan.failure(row, e.getMessage());
            }
        }

        private synchronized NBodySetup setUp(EnsemblePlan plan, int system) {
            parse(plan, system);
            try {
                return options.setUp();
            } catch (JobFailure e) {
                throw plan.failure(plan.rows.get(system), e.getMessage());
            }
        }
    }

    /// Options that one system has, by their names without hyphens before them.
    static Collection<String> options() {
        return new CommandLine(new SystemOptions())
                .getCommandSpec().options().stream()
                        .map(option -> option.names()[0].replaceFirst("^--", ""))
                        .toList();
    }

    /// Of a line that names its option first.
    private JobFailure failure(Row row, String message) {
        int end = message.indexOf(' ');
        String option = end < 0 ? "" : message.substring(0, end);
        return columns.contains(option.replaceFirst("^--", ""))
                ? failure(row, option, message.substring(end + 1))
                : new JobFailure(2, where(row) + message);
    }

    private JobFailure failure(Row row, String option, String why) {
        String column = option.replaceFirst("^--", "");
        return new JobFailure(
                2, where(row) + (columns.contains(column) ? "column %s: ".formatted(column) : option + ": ") + why);
    }

    /// What a system has of its own, for people.
    String name(int system) {
        return IntStream.range(0, columns.size())
                .mapToObj(c -> columns.get(c) + " " + rows.get(system).values.get(c))
                .collect(Collectors.joining(", "));
    }

    private String where(Row row) {
        return row.line == 0 ? "" : "%s, line %d, ".formatted(source, row.line);
    }

    /// Where the systems come from; for any number of threads.
    DistributedEnsemble.Systems systems() {
        Maker maker = new Maker();
        return system -> {
            try {
                return maker.setUp(this, system);
            } catch (JobFailure e) { // it could be had when the ensemble began
                throw new IOException(e.getMessage(), e);
            }
        };
    }

    /// Makes each system once, to see that it is there.
    ///
    /// @param made is told of each, with its number from 0
    /// @return the files that are read
    /// @throws JobFailure with exit code 2 if one is not, in one line
    Set<Path> makeAll(ObjIntConsumer<NBodySetup> made) {
        Maker maker = new Maker();
        Set<Path> files = new LinkedHashSet<>();
        for (int system = 0; system < rows.size(); system++) {
            made.accept(maker.setUp(this, system), system);
            files.addAll(maker.options.start().files());
        }
        return files;
    }

    /// With the files that are read.
    EnsemblePlan with(Set<Path> files) {
        Map<String, String> sums = new TreeMap<>();
        files.forEach(file -> sums.put(file.toString(), sum(file)));
        return new EnsemblePlan(asked, shared, source, columns, rows, sums, beside);
    }

    /// With so many systems side by side.
    EnsemblePlan besideEachOther(int most) {
        return new EnsemblePlan(asked, shared, source, columns, rows, inputs, most);
    }

    /// Refuses to go on from other files.
    ///
    /// @throws JobFailure with exit code 2
    void requireSameInputs(Path resume) {
        inputs.forEach((file, sum) -> {
            if (!sum.equals(sum(Path.of(file)))) {
                throw new JobFailure(
                        2,
                        "--resume %s: %s, from which systems start, is not as it was when the ensemble was begun"
                                .formatted(resume, file));
            }
        });
    }

    private static String sum(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new JobFailure(2, "--initial %s: cannot read it: %s".formatted(file, FileFault.reason(e)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// What tells it from others.
    String key() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// To be sent.
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
        } catch (IOException e) { // arrays have none
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// The inverse of [#bytes].
    static EnsemblePlan of(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps it in a run directory.
    void write(Path directory) throws IOException {
        CheckpointFile.write(directory, FORMAT, this::write);
    }

    /// Reads what [#write(Path)] has kept.
    static EnsemblePlan read(Path place) throws IOException {
        return CheckpointFile.read(place, FORMAT, EnsemblePlan::read);
    }

    private void write(DataOutputStream out) throws IOException {
        write(out, asked);
        write(out, shared);
        out.writeUTF(source);
        write(out, columns);
        out.writeInt(rows.size());
        for (Row row : rows) {
            out.writeLong(row.line);
            for (String value : row.values) {
                out.writeUTF(value);
            }
        }
        write(out, inputs);
        out.writeInt(beside);
    }

    private static EnsemblePlan read(DataInputStream in) throws IOException {
        Map<String, String> asked = readMap(in);
        List<String> shared = readTexts(in);
        String source = in.readUTF();
        List<String> columns = readTexts(in);
        List<Row> rows = new ArrayList<>();
        for (int left = CheckpointFile.count(in, Long.BYTES); left > 0; left--) {
            long line = in.readLong();
            List<String> values = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                values.add(in.readUTF());
            }
            rows.add(new Row(line, values));
        }
        return new EnsemblePlan(asked, shared, source, columns, rows, readMap(in), in.readInt());
    }

    private static void write(DataOutputStream out, Map<String, String> texts) throws IOException {
        write(out, List.copyOf(texts.keySet()));
        for (String value : texts.values()) {
            out.writeUTF(value);
        }
    }

    private static Map<String, String> readMap(DataInputStream in) throws IOException {
        Map<String, String> map = new TreeMap<>();
        for (String name : readTexts(in)) {
            map.put(name, in.readUTF());
        }
        return map;
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = CheckpointFile.count(in, Short.BYTES); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
