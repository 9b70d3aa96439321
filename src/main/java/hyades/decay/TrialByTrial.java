package hyades.decay;

import hyades.random.BernoulliTrials;
import hyades.random.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;

/// [Method#TRIALS]: every nucleus that is left decides in every step anew.
final class TrialByTrial implements Experiment {
    private final Plan plan;
    private final RandomStreams streams;
    private final BernoulliTrials decays;

    TrialByTrial(Plan plan) {
        this.plan = plan;
        streams = plan.streams();
        decays = new BernoulliTrials(plan.stepProbability());
    }

    @Override
    public void run(int run, int[] counts) {
        UniformRandomProvider random = streams.stream(run, 0);
        int left = plan.particles();
        counts[0] = left;
        for (int step = 1; step <= plan.steps(); step++) {
            left -= decays.successes(left, random);
            counts[step] = left;
        }
    }
}
