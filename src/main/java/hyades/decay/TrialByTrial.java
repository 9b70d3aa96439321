package hyades.decay;

import hyades.random.BernoulliTrials;
import hyades.random.RandomStreams;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/// [Method#TRIALS]: every nucleus that is left decides in every step anew.
final class TrialByTrial implements Experiment {
    /// Nuclei whose trials take a millisecond or more.
    private static final int MANY = 1 << 22;

    private static final int FEW_STEPS = 64;

    private final Plan plan;
    private final RandomStreams streams;
    private final BernoulliTrials decays;

    TrialByTrial(Plan plan) {
        this.plan = plan;
        streams = plan.streams();
        decays = new BernoulliTrials(plan.stepProbability());
    }

    @Override
    public boolean run(int run, int[] counts, BooleanSupplier isLeft) {
        UniformRandomProvider random = streams.stream(run, 0);
        int left = plan.particles();
        counts[0] = left;
        for (int step = 1; step <= plan.steps(); step++) {
            if ((step % FEW_STEPS == 0 || left >= MANY) && isLeft.getAsBoolean()) {
                return false;
            }
            left -= decays.successes(left, random);
            counts[step] = left;
        }
        return true;
    }
}
