package hyades.decay;

import hyades.storage.LineLog;
import hyades.storage.WholeFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The data files of an ensemble, CSV with the fewest digits that read back to the same double: `runs.csv` and
/// `curves.csv` grow as the runs come, `mean.csv` and `activity.csv` are written at the end.
public final class EnsembleFiles implements AutoCloseable {
    private final Plan plan;
    private final boolean isChain;
    private final LineLog runs;
    private final LineLog curves;

    /// Where the files are when some runs are written.
    ///
    /// @param curves [LineLog.Mark#START] where no curves are asked for
    public record Marks(LineLog.Mark runs, LineLog.Mark curves) {
        /// Where no files are yet.
        public static final Marks START = new Marks(LineLog.Mark.START, LineLog.Mark.START);

        /// Says whether the files can be cut back to here; they stay as they are.
        ///
        /// @param curves null where no curves are asked for
        /// @throws IOException in one line if one is not there, or does not begin as it did
        public void check(Path runs, Path curves) throws IOException {
            this.runs.check(runs);
            if (curves != null) {
                this.curves.check(curves);
            }
        }

        void write(DataOutput out) throws IOException {
            runs.write(out);
            curves.write(out);
        }

        static Marks read(DataInput in) throws IOException {
            return new Marks(LineLog.Mark.read(in), LineLog.Mark.read(in));
        }
    }

    /// Begins the files with their headers, or goes on with those that are there: what lies behind the marks is cut
    /// off.
    ///
    /// @param curves null where no curves are asked for
    /// @throws IOException in one line if a file is not there, or not as it was left
    public EnsembleFiles(Plan plan, Path runs, Path curves, Marks marks) throws IOException {
        this.plan = plan;
        isChain = plan.chain().size() > 1;
        this.runs = open(runs, "run,finalCount,halfLife", marks.runs);
        this.curves = curves == null ? null : open(curves, curvesHeader(), marks.curves);
    }

    private String curvesHeader() {
        return (isChain ? "isotope," : "") + "run,"
                + IntStream.rangeClosed(0, plan.steps())
                        .mapToObj(step -> Double.toString(plan.time(step)))
                        .collect(Collectors.joining(","));
    }

    private static LineLog open(Path file, String header, LineLog.Mark mark) throws IOException {
        return mark.equals(LineLog.Mark.START) ? LineLog.create(file, header) : LineLog.resume(file, mark);
    }

    /// Where the files are now.
    public Marks marks() {
        return new Marks(runs.mark(), curves == null ? LineLog.Mark.START : curves.mark());
    }

    /// Sees to it that what is written survives the machine, too.
    public void sync() throws IOException {
        runs.sync();
        if (curves != null) {
            curves.sync();
        }
    }

    /// Writes the lines of one run.
    ///
    /// @param run of this plan, from 0; it is written with the ensemble's own number
    /// @param curve shape (slots of the plan); ignored where no curves are asked for
    public void write(int run, int finalCount, double halfLife, int[] curve) {
        int number = plan.firstRun() + run;
        try {
            runs.append(number + "," + finalCount + "," + halfLife + "\n");
            if (curves != null) {
                List<String> names = plan.chain().names();
                StringBuilder line = new StringBuilder();
                for (int m = 0; m < names.size(); m++) {
                    line.append(isChain ? names.get(m) + "," : "").append(number);
                    for (int step = 0; step <= plan.steps(); step++) {
                        line.append(',').append(curve[m * (plan.steps() + 1) + step]);
                    }
                    line.append('\n');
                }
                curves.append(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes `mean.csv`: what all runs together say of each step, and the law; for a chain, of each isotope.
    public void writeMean(Path file, Tally tally) throws IOException {
        double[] expected = plan.expected();
        List<String> names = plan.chain().names();
        WholeFile.writeText(file, out -> {
            out.write(
                    (isChain ? "isotope," : "") + "time,mean,standardDeviation,quantile05,quantile50,quantile95,law\n");
            for (int slot = 0; slot < plan.slots(); slot++) {
                int step = slot % (plan.steps() + 1);
                out.write((isChain ? names.get(slot / (plan.steps() + 1)) + "," : "") + plan.time(step) + ","
                        + tally.mean(slot) + "," + tally.standardDeviation(slot) + "," + tally.quantile(slot, 0.05)
                        + "," + tally.quantile(slot, 0.5) + "," + tally.quantile(slot, 0.95) + "," + expected[slot]
                        + "\n");
            }
        });
    }

    /// Writes `activity.csv`: the decays per second [Bq] of each isotope that decays, λ times what `mean.csv` has.
    public void writeActivity(Path file, Tally tally) throws IOException {
        double[] expected = plan.expected();
        WholeFile.writeText(file, out -> {
            out.write((isChain ? "isotope," : "") + "time,activity,standardDeviation,law\n");
            for (int slot = 0; slot < plan.slots(); slot++) {
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

    @Override
    public void close() throws IOException {
        runs.close();
        if (curves != null) {
            curves.close();
        }
    }
}
