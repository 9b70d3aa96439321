package hyades.images;

import hyades.fits.Image;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The median filter on one core, nanoseconds a pixel of 1000 × 1000.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MedianBenchmark {
    private static final int SIDE = 1000;

    @Param({"3", "50", "200"})
    int window;

    @Param({"exercise", "noise"})
    String kind;

    private Image image;
    private MedianHighPass filter;

    /// Values before times: however it is cut, the image must come out the same.
    @Setup
    public void prepare() {
        image = kind.equals("noise") ? TestImages.create(kind, SIDE, SIDE) : new RandomField(SIDE, SIDE, 1).create(0);
        filter = new MedianHighPass(new MedianWindow(window), 1);
        double[] alone = filter.median(image).pixels();
        double[] together =
                new MedianHighPass(new MedianWindow(window), 3).median(image).pixels();
        if (!Arrays.equals(alone, together)) {
            throw new IllegalStateException("The bands do not agree");
        }
    }

    @Benchmark
    @OperationsPerInvocation(SIDE * SIDE)
    public Image median() {
        return filter.median(image);
    }
}
