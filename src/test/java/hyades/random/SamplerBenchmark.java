package hyades.random;

import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
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

/// Draws per second on one core; the number of trials changes from draw to draw, as in a decay.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class SamplerBenchmark {
    private static final int RANGE = 1000;

    @Param({"100000", "1000"})
    int trials;

    @Param("8e-4")
    double probability;

    private UniformRandomProvider random;
    private BinomialSampler sampler;
    private BernoulliTrials bernoulli;
    private int draw;

    /// Values before times: the mean of 10⁶ draws must be n·p within six standard errors.
    @Setup
    public void prepare() {
        random = new RandomStreams(1).stream(0, 0);
        sampler = new BinomialSampler(probability);
        bernoulli = new BernoulliTrials(probability);
        double sum = 0;
        for (int i = 0; i < 1_000_000; i++) {
            sum += sampler.sample(trials, random);
        }
        double error = sum / 1e6 - trials * probability;
        if (Math.abs(error) > 6e-3 * Math.sqrt(trials * probability)) {
            throw new IllegalStateException("The mean is off by " + error);
        }
    }

    @Benchmark
    public int binomial() {
        draw = draw == RANGE ? 0 : draw + 1;
        return sampler.sample(trials - draw, random);
    }

    @Benchmark
    public int bernoulliTrials() {
        return bernoulli.successes(trials, random);
    }

    @Benchmark
    public long philox() {
        return random.nextLong();
    }
}
