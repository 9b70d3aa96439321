package hyades.decay;

import hyades.random.BinomialSampler;
import hyades.random.RandomStreams;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/// [Method#BINOMIAL] for one isotope: how many of those left decay in a step is one binomial draw.
final class BinomialSteps implements Experiment {
    private final Plan plan;
    private final RandomStreams streams;
    private final BinomialSampler decays;

    BinomialSteps(Plan plan) {
        this.plan = plan;
        streams = plan.streams();
        decays = new BinomialSampler(plan.stepProbability());
    }

    @Override
    public boolean run(int run, int[] counts, BooleanSupplier isLeft) {
        UniformRandomProvider random = streams.stream(run, 0);
        int left = plan.particles();
        counts[0] = left;
        for (int step = 1; step <= plan.steps(); step++) {
            left -= decays.sample(left, random);
            counts[step] = left;
        }
        return true; // a million steps take a tenth of a second
    }
}
