package hyades.nbody;

import hyades.partition.Subrange;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The kernels on one core; interactions per second are `bodies`² times what it shows.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class GravityKernelBenchmark {
    @Param({"1024", "8192"})
    int bodies;

    @Param({"2", "3"})
    int dimensions;

    @Param({"vector", "scalar"})
    String choice;

    private GravityKernel kernel;
    private double[][] position;
    private double[][] acceleration;
    private double[] gm;

    /// Values before times: the kernels must agree bit for bit.
    @Setup
    public void prepare() {
        position = Systems.create(InitialConditions.UNIFORM, dimensions, bodies, 0, 1).position;
        gm = new double[bodies];
        java.util.Arrays.fill(gm, 1.0 / bodies);
        acceleration = new double[dimensions][bodies];
        double[][] reference = new double[dimensions][bodies];
        ForceChoice asked = ForceChoice.parse(choice);
        kernel = asked.isOfDevice()
                ? GravityDevices.open(GravityDevices.chosen(asked.device()).getFirst())
                : GravityKernel.of(asked.processor(), SofteningKernel.PLUMMER);
        kernel.accelerate(position, gm, 1e-4, new Subrange(0, bodies), acceleration);
        new ScalarKernel().accelerate(position, gm, 1e-4, new Subrange(0, bodies), reference);
        if (!java.util.Arrays.deepEquals(reference, acceleration)) {
            throw new IllegalStateException("The kernels do not agree");
        }
    }

    @Benchmark
    public double[][] accelerate() {
        kernel.accelerate(position, gm, 1e-4, new Subrange(0, bodies), acceleration);
        return acceleration;
    }
}
