package hyades.decay;

import hyades.storage.CheckpointFile;
import hyades.storage.LineLog;
import hyades.storage.WholeFile;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The data files of an ensemble, CSV with the fewest digits that read back to the same double: `runs.csv`, and where
/// runs are kept `curves.csv` and what a detector counted, `detected-runs.csv`, grow as the runs come; `mean.csv`,
/// `activity.csv` and `detected.csv` are written at the end.
public final class EnsembleFiles implements AutoCloseable {
    private final Plan plan;
    private final boolean isChain;
    private final List<LineLog> logs;

    /// Where the files that grow are when some runs are written.
    ///
    /// @param logs of each, in the order of [#logs]; none where no files are yet
    public record Marks(List<LineLog.Mark> logs) {
        /// Where no files are yet.
        public static final Marks START = new Marks(List.of());

        /// Says whether the files can be cut back to here; they stay as they are.
        ///
        /// @throws IOException in one line if one is not there, or does not begin as it did
        public void check(List<Path> files) throws IOException {
            for (int i = 0; i < logs.size(); i++) {
                logs.get(i).check(files.get(i));
            }
        }

        void write(DataOutput out) throws IOException {
            out.writeInt(logs.size());
            for (LineLog.Mark log : logs) {
                log.write(out);
            }
        }

        static Marks read(DataInputStream in) throws IOException {
            List<LineLog.Mark> logs = new ArrayList<>();
            for (int left = CheckpointFile.count(in, 1); left > 0; left--) {
                logs.add(LineLog.Mark.read(in));
            }
            return new Marks(logs);
        }
    }

    /// Begins the files with their headers, or goes on with those that are there: what lies behind the marks is cut
    /// off.
    ///
    /// @throws IOException in one line if a file is not there, or not as it was left
    public EnsembleFiles(Plan plan, Path folder, Marks marks) throws IOException {
        this.plan = plan;
        isChain = plan.chain().size() > 1;
        List<Path> files = logs(plan, folder);
        List<String> headers = List.of(
                "run,finalCount,halfLife" + (plan.isUncertain() ? ",drawnHalfLife" : ""),
                (isChain ? "isotope," : "") + "run," + times(0),
                "run," + times(1));
        logs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            logs.add(
                    marks.equals(Marks.START)
                            ? LineLog.create(files.get(i), headers.get(i))
                            : LineLog.resume(files.get(i), marks.logs.get(i)));
        }
    }

    /// The files that grow.
    public static List<Path> logs(Plan plan, Path folder) {
        List<String> names = List.of("runs.csv", "curves.csv", "detected-runs.csv");
        int there = plan.keptRuns() == 0 ? 1 : plan.detector() == null ? 2 : 3;
        return names.subList(0, there).stream().map(folder::resolve).toList();
    }

    private String times(int first) {
        return IntStream.rangeClosed(first, plan.steps())
                .mapToObj(step -> Double.toString(plan.time(step)))
                .collect(Collectors.joining(","));
    }

    /// Where the files are now.
    public Marks marks() {
        return new Marks(logs.stream().map(LineLog::mark).toList());
    }

    /// Sees to it that what is written survives the machine, too.
    public void sync() throws IOException {
        for (LineLog log : logs) {
            log.sync();
        }
    }

    /// Writes the lines of one run.
    ///
    /// @param run of this plan, from 0; it is written with the ensemble's own number
    /// @param curve shape (slots of the plan); ignored where no runs are kept
    public void write(int run, int finalCount, double halfLife, int[] curve) {
        int number = plan.firstRun() + run;
        try {
            logs.getFirst()
                    .append(number + "," + finalCount + "," + halfLife
                            + (plan.isUncertain() ? "," + plan.chain(number).halfLife(0) : "") + "\n");
            if (logs.size() > 1) {
                List<String> names = plan.chain().names();
                StringBuilder line = new StringBuilder();
                for (int m = 0; m < names.size(); m++) {
                    line.append(isChain ? names.get(m) + "," : "").append(number);
                    append(line, curve, m * (plan.steps() + 1), plan.steps() + 1);
                }
                logs.get(1).append(line);
            }
            if (logs.size() > 2) {
                StringBuilder line = new StringBuilder().append(number);
                append(line, curve, plan.memberSlots() + 1, plan.steps());
                logs.get(2).append(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder line, int[] counts, int first, int length) {
        for (int slot = first; slot < first + length; slot++) {
            line.append(',').append(counts[slot]);
        }
        line.append('\n');
    }

    /// Adds the lines of a part of the ensemble, whose files are as they were left.
    ///
    /// @param files in the order of [#logs]
    public void add(List<Path> files, Marks marks) throws IOException {
        for (int i = 0; i < logs.size(); i++) {
            logs.get(i).append(files.get(i), marks.logs.get(i));
        }
    }

    /// Writes what is written at the end.
    public void writeResults(Path folder, Tally tally) throws IOException {
        writeMean(folder.resolve("mean.csv"), tally);
        writeActivity(folder.resolve("activity.csv"), tally);
        if (plan.detector() != null) {
            writeDetected(folder.resolve("detected.csv"), tally);
        }
    }

    /// Writes `mean.csv`: what all runs together say of each step, and the law; for a chain, of each isotope.
    void writeMean(Path file, Tally tally) throws IOException {
        double[] expected = plan.expected();
        List<String> names = plan.chain().names();
        WholeFile.writeText(file, out -> {
            out.write(
                    (isChain ? "isotope," : "") + "time,mean,standardDeviation,quantile05,quantile50,quantile95,law\n");
            for (int slot = 0; slot < plan.memberSlots(); slot++) {
                int step = slot % (plan.steps() + 1);
                out.write((isChain ? names.get(slot / (plan.steps() + 1)) + "," : "") + plan.time(step) + ","
                        + tally.mean(slot) + "," + tally.standardDeviation(slot) + "," + tally.quantile(slot, 0.05)
                        + "," + tally.quantile(slot, 0.5) + "," + tally.quantile(slot, 0.95) + "," + expected[slot]
                        + "\n");
            }
        });
    }

    /// Writes `activity.csv`: the decays per second [Bq] of each isotope that decays, λ times what `mean.csv` has.
    void writeActivity(Path file, Tally tally) throws IOException {
        double[] expected = plan.expected();
        WholeFile.writeText(file, out -> {
            out.write((isChain ? "isotope," : "") + "time,activity,standardDeviation,law\n");
            for (int slot = 0; slot < plan.memberSlots(); slot++) {
                int member = slot / (plan.steps() + 1);
                double rate = plan.chain().rate(member);
                if (rate > 0) {
                    out.write((isChain ? plan.chain().names().get(member) + "," : "")
                            + plan.time(slot % (plan.steps() + 1)) + "," + rate * tally.mean(slot) + ","
                            + rate * tally.standardDeviation(slot) + "," + rate * expected[slot] + "\n");
                }
            }
        });
    }

    /// Writes `detected.csv`: what the detector has counted in each step on average over the runs, how far single runs
    /// scatter, and what is expected by the law and [Detector#expected]; mean and expectation per second, too.
    void writeDetected(Path file, Tally tally) throws IOException {
        double[] expected = plan.expectedCounts();
        WholeFile.writeText(file, out -> {
            out.write("time,counts,standardDeviation,law,rate,rateLaw\n");
            for (int step = 1; step <= plan.steps(); step++) {
                int slot = plan.memberSlots() + step;
                out.write(plan.time(step) + "," + tally.mean(slot) + "," + tally.standardDeviation(slot) + ","
                        + expected[step] + "," + tally.mean(slot) / plan.timeStep() + ","
                        + expected[step] / plan.timeStep() + "\n");
            }
        });
    }

    @Override
    public void close() throws IOException {
        for (LineLog log : logs) {
            log.close();
        }
    }
}
