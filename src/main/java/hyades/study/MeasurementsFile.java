package hyades.study;

import hyades.storage.LineLog;
import hyades.text.Csv;
import hyades.text.NotCsvException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `measurements.csv`: a line for every job of a study, on the disk before the next job starts.
record MeasurementsFile(Path file) {
    /// A line has some two hundred.
    private static final long MOST_BYTES = 64 << 20;

    private static final List<String> COLUMNS = List.of(
            "ranks",
            "threads",
            "repeat",
            "size",
            "wallSeconds",
            "rate",
            "meanComputeSeconds",
            "maxComputeSeconds",
            "parallelSeconds",
            "busySeconds",
            "cpuSeconds",
            "gcSeconds",
            "load",
            "stealShare",
            "otherCores",
            "ownCores",
            "lostShare",
            "cores",
            "disturbed");

    /// Makes the file, without measurements.
    void create() throws IOException {
        LineLog.create(file, line(COLUMNS)).close();
    }

    /// Adds a measurement; a last line without its end, which a study that was killed left, is cut off.
    void append(Measurement m) throws IOException {
        List<String> fields = new ArrayList<>(List.of(
                Integer.toString(m.ranks()), Integer.toString(m.threads()), Integer.toString(m.repeat()), m.size()));
        for (double value : new double[] {
            m.wallSeconds(),
            m.rate(),
            m.meanComputeSeconds(),
            m.maxComputeSeconds(),
            m.parallelSeconds(),
            m.busySeconds(),
            m.cpuSeconds(),
            m.gcSeconds(),
            m.around().load(),
            m.around().stealShare(),
            m.around().otherCores(),
            m.around().ownCores(),
            m.around().lostShare(),
            m.around().cores()
        }) {
            fields.add(Double.isFinite(value) ? Double.toString(value) : "");
        }
        fields.add(m.around().isKnown() ? Boolean.toString(m.around().disturbed()) : "");
        LineLog.Mark kept = LineLog.kept(file, line(COLUMNS), _ -> true);
        if (kept.equals(LineLog.Mark.START)) {
            throw new IOException("%s: is damaged: expected a first line '%s'".formatted(file, line(COLUMNS)));
        }
        try (LineLog log = LineLog.resume(file, kept)) {
            log.append(line(fields) + "\n");
        }
    }

    /// Reads all measurements. A last line without its end was being written when the study was stopped: it counts
    /// for nothing.
    ///
    /// @throws IOException in one line, for a file that is not there or is damaged
    List<Measurement> read() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(
                    "%s: is damaged: %d bytes, more than any study has".formatted(file, Files.size(file)));
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text = text.substring(0, text.lastIndexOf('\n') + 1);
        List<Measurement> measurements = new ArrayList<>();
        try {
            Csv.HEADED.read(text, line -> measurements.add(parse(line)));
        } catch (NotCsvException e) {
            throw new IOException("%s: is damaged: %s".formatted(file, e.getMessage()), e);
        }
        return measurements;
    }

    private Measurement parse(Csv.Line line) throws IOException {
        try {
            return new Measurement(
                    Integer.parseInt(line.field("ranks")),
                    Integer.parseInt(line.field("threads")),
                    Integer.parseInt(line.field("repeat")),
                    line.field("size"),
                    number(line, "wallSeconds"),
                    number(line, "rate"),
                    number(line, "meanComputeSeconds"),
                    number(line, "maxComputeSeconds"),
                    number(line, "parallelSeconds"),
                    number(line, "busySeconds"),
                    number(line, "cpuSeconds"),
                    number(line, "gcSeconds"),
                    around(line));
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            throw new IOException("%s: is damaged: line %d: %s".formatted(file, line.number(), e.getMessage()), e);
        }
    }

    /// Studies of earlier versions know nothing of it.
    private static Surroundings around(Csv.Line line) {
        return line.find("disturbed").orElse("").isEmpty()
                ? Surroundings.UNKNOWN
                : new Surroundings(
                        number(line, "load"),
                        number(line, "stealShare"),
                        number(line, "otherCores"),
                        number(line, "ownCores"),
                        number(line, "lostShare"),
                        Boolean.parseBoolean(line.field("disturbed")),
                        number(line, "cores"));
    }

    private static double number(Csv.Line line, String column) {
        String field = line.field(column);
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    private static String line(List<String> fields) {
        StringWriter text = new StringWriter();
        try {
            Csv.write(text, List.<String[]>of(fields.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().stripTrailing();
    }
}
