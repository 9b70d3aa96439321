package hyades.tables;

import hyades.random.RandomStreams;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One table of 1000 × 1000 Poisson numbers of mean 20 as CSV, milliseconds: all of it, as `tables generate`
/// does it, and the parts of it that others do. Both obvious ways are what people write first: a
/// `BufferedWriter`, a text for each number.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class TableBenchmark {
    private static final RandomTable TABLE = new RandomTable(1000, 1000, new Distribution.Poisson(20), 1);

    private final RandomTable.Writer writer = TABLE.writer();
    private final int[][] numbers = new int[TABLE.rows()][TABLE.columns()];
    private Path file;

    /// Values before times: text that was written in both ways is the same.
    @Setup
    public void prepare() throws IOException {
        file = Files.createTempDirectory("hyades").resolve("x.csv");
        var random = new RandomStreams(1).stream(0, 0);
        var poisson = PoissonSampler.of(random, 20);
        for (int[] row : numbers) {
            for (int i = 0; i < row.length; i++) {
                row[i] = poisson.sample();
            }
        }
        text();
        byte[] ours = Files.readAllBytes(file);
        obviousText();
        if (!java.util.Arrays.equals(ours, Files.readAllBytes(file))) {
            throw new IllegalStateException("The two texts differ");
        }
    }

    @TearDown
    public void clean() throws IOException {
        Files.delete(file);
        Files.delete(file.getParent());
    }

    /// Draws, text, SHA-256, sync.
    @Benchmark
    public void generate() throws IOException {
        TableFile.write(file, writer, 0);
    }

    /// Numbers that are there into a file, without sync: what `numpy.savetxt` does.
    @Benchmark
    public void text() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            NumberText text = new NumberText(out);
            for (int[] row : numbers) {
                text.putLine(row);
            }
            text.flush();
        }
    }

    @Benchmark
    public void obviousText() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int[] row : numbers) {
                for (int i = 0; i < row.length; i++) {
                    if (i > 0) {
                        out.write(',');
                    }
                    out.write(Integer.toString(row[i]));
                }
                out.write('\n');
            }
        }
    }

    /// Draws by Commons RNG's own sampler, and text; neither sum nor sync.
    @Benchmark
    public void obviousGenerate() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int row = 0; row < TABLE.rows(); row++) {
                var poisson = PoissonSampler.of(new RandomStreams(1).stream(0, row), 20);
                for (int i = 0; i < TABLE.columns(); i++) {
                    if (i > 0) {
                        out.write(',');
                    }
                    out.write(Integer.toString(poisson.sample()));
                }
                out.write('\n');
            }
        }
    }

    /// Draws and text, neither sum nor file.
    @Benchmark
    public void drawsAndText() throws IOException {
        writer.write(0, OutputStream.nullOutputStream());
    }
}
