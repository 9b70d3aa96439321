package hyades.decay;

import hyades.random.RandomStreams;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/// [Method#LIFETIMES]: each nucleus draws the step in which it decays, by inversion of the geometric distribution; a
/// histogram of these steps gives the counts. Blocks of nuclei have a stream of random numbers each.
final class Lifetimes implements Experiment {
    /// Nuclei with one stream of random numbers: a part of the results, like the seed.
    private static final int BLOCK = 1 << 16;

    private final Plan plan;
    private final RandomStreams streams;
    private final double stepsPerLife;

    /// Below this a uniform number means survival to the end. A little below the law, since between the two the
    /// logarithm decides.
    private final double survives;

    Lifetimes(Plan plan) {
        this.plan = plan;
        streams = plan.streams();
        stepsPerLife = 1 / (plan.chain().rate(0) * plan.timeStep());
        survives = StrictMath.exp(-plan.steps() / stepsPerLife) * (1 - 1e-9);
    }

    @Override
    public boolean run(int run, int[] counts, BooleanSupplier isLeft) {
        int steps = plan.steps();
        int particles = plan.particles();
        Arrays.fill(counts, 0, steps + 1, 0);
        for (int block = 0; (long) block * BLOCK < particles; block++) {
            if (isLeft.getAsBoolean()) {
                return false;
            }
            int inBlock = Math.min(BLOCK, particles - block * BLOCK);
            decay(streams.stream(run, block), inBlock, counts);
        }
        int left = particles;
        for (int step = 0; step <= steps; step++) {
            left -= counts[step];
            counts[step] = left;
        }
        return true;
    }

    /// Adds the decays of `particles` nuclei to the steps they happen in.
    private void decay(UniformRandomProvider random, int particles, int[] decays) {
        double steps = plan.steps();
        for (int i = 0; i < particles; i++) {
            double u = RandomStreams.aboveZero(random);
            if (u > survives) {
                double whole = -StrictMath.log(u) * stepsPerLife;
                if (whole < steps) {
                    decays[(int) whole + 1]++;
                }
            }
        }
    }
}
