package hyades.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// A CSV file of what is measured at steps: a line each, on the disk as soon as it is made.
public final class StepLog implements AutoCloseable {
    private final LineLog log;

    private StepLog(LineLog log) {
        this.log = log;
    }

    /// Begins a file with its header, or goes on with one: what lies behind the mark is cut off.
    ///
    /// @param header the names of the columns, the step's first
    /// @throws IOException in one line if the file is not as it was left; it stays as it is
    public static StepLog open(Path file, String header, LineLog.Mark mark) throws IOException {
        LineLog log = mark.equals(LineLog.Mark.START) ? LineLog.create(file, header) : LineLog.resume(file, mark);
        log.flush();
        return new StepLog(log);
    }

    /// Writes one line.
    public void write(long step, DoubleStream values) {
        try {
            log.append(step + values.mapToObj(value -> "," + value).collect(Collectors.joining()) + "\n");
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the file ends.
    public LineLog.Mark mark() {
        return log.mark();
    }

    /// Sees to it that what is written survives the machine, too.
    public void sync() throws IOException {
        log.sync();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
