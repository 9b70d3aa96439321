package hyades.decay;

import java.util.Locale;
import java.util.function.Function;

/// Ways to draw an experiment. All three draw from the same law exactly; they need different numbers of random
/// numbers.
public enum Method {
    /// One Bernoulli trial per nucleus left and step.
    TRIALS(TrialByTrial::new),
    /// One geometric lifetime per nucleus.
    LIFETIMES(Lifetimes::new),
    /// One binomial draw per step; with a chain one per member, step and destination.
    BINOMIAL(plan -> plan.chain().size() == 1 ? new BinomialSteps(plan) : new ChainSteps(plan));

    private final Function<Plan, Experiment> experiment;

    Method(Function<Plan, Experiment> experiment) {
        this.experiment = experiment;
    }

    /// An experiment for one thread.
    Experiment experiment(Plan plan) {
        Experiment decays = plan.isUncertain()
                ? (run, counts, isLeft) -> experiment.apply(plan.drawn(run)).run(run, counts, isLeft)
                : experiment.apply(plan);
        return plan.detector() == null ? decays : new Detection(decays, plan);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
