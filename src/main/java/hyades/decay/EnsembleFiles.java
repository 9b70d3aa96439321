package hyades.decay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The data files of an ensemble, CSV with the fewest digits that read back to the same double: `runs.csv` and
/// `curves.csv` grow as the runs come, `mean.csv` is written at the end.
public final class EnsembleFiles implements AutoCloseable {
    private final Plan plan;
    private final boolean isChain;
    private final BufferedWriter runs;
    private final BufferedWriter curves;

    /// Writes the headers.
    ///
    /// @param curves null where no curves are asked for
    public EnsembleFiles(Plan plan, Path runs, Path curves) throws IOException {
        this.plan = plan;
        isChain = plan.chain().size() > 1;
        this.runs = Files.newBufferedWriter(runs);
        this.runs.write("run,finalCount,halfLife\n");
        this.curves = curves == null ? null : Files.newBufferedWriter(curves);
        if (curves != null) {
            this.curves.write((isChain ? "isotope," : "") + "run,"
                    + IntStream.rangeClosed(0, plan.steps())
                            .mapToObj(step -> Double.toString(plan.time(step)))
                            .collect(Collectors.joining(","))
                    + "\n");
        }
    }

    /// Writes the lines of one run.
    ///
    /// @param curve shape (slots of the plan); ignored where no curves are asked for
    public void write(int run, int finalCount, double halfLife, int[] curve) {
        try {
            runs.write(run + "," + finalCount + "," + halfLife + "\n");
            if (curves != null) {
                List<String> names = plan.chain().names();
                StringBuilder line = new StringBuilder();
                for (int m = 0; m < names.size(); m++) {
                    line.append(isChain ? names.get(m) + "," : "").append(run);
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
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    (isChain ? "isotope," : "") + "time,mean,standardDeviation,quantile05,quantile50,quantile95,law\n");
            for (int slot = 0; slot < plan.slots(); slot++) {
                int step = slot % (plan.steps() + 1);
                out.write((isChain ? names.get(slot / (plan.steps() + 1)) + "," : "") + plan.time(step) + ","
                        + tally.mean(slot) + "," + tally.standardDeviation(slot) + "," + tally.quantile(slot, 0.05)
                        + "," + tally.quantile(slot, 0.5) + "," + tally.quantile(slot, 0.95) + "," + expected[slot]
                        + "\n");
            }
        }
    }

    @Override
    public void close() throws IOException {
        runs.close();
        if (curves != null) {
            curves.close();
        }
    }
}
