package hyades.decay;

import hyades.random.BinomialSampler;
import hyades.random.PoissonSampler;
import hyades.random.RandomStreams;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/// What a [Detector] counts of an experiment, step by step: the decays of each step thinned binomially, Poisson
/// background, and dead time, event by event. It has random numbers of its own, so that the decays are those of the
/// experiment without a detector.
///
/// Dead time goes on into the next step. Within a step events are spread evenly: decays are, as far as a step is short
/// beside the half-lives.
final class Detection implements Experiment {
    /// Blocks of random numbers: what is counted, and what is drawn of the decays of a chain.
    private static final int COUNTS = 0;

    static final int WAYS = 1;

    private static final int FEW_STEPS = 64;
    private static final int FEW_EVENTS = 1 << 20;

    private final Experiment decays;
    private final Plan plan;
    private final BinomialSampler recorded;
    private final PoissonSampler background;

    /// Dead time in steps.
    private final double dead;

    Detection(Experiment decays, Plan plan) {
        this.decays = decays;
        this.plan = plan;
        Detector detector = plan.detector();
        recorded = new BinomialSampler(detector.efficiency());
        background = new PoissonSampler(detector.background() * plan.timeStep());
        dead = detector.deadTime() / plan.timeStep();
    }

    @Override
    public boolean run(int run, int[] counts, BooleanSupplier isLeft) {
        if (!decays.run(run, counts, isLeft)) {
            return false;
        }
        UniformRandomProvider random = plan.detectionStreams().stream(run, COUNTS);
        int first = plan.memberSlots();
        double live = 0; // when the detector is live again, in steps from the beginning of this one
        counts[first] = 0;
        for (int step = 1; step <= plan.steps(); step++) {
            if (step % FEW_STEPS == 0 && isLeft.getAsBoolean()) {
                return false;
            }
            int decayed = plan.chain().size() == 1 ? counts[step - 1] - counts[step] : counts[first + step];
            int events = recorded.sample(decayed, random) + background.sample(random);
            if (dead == 0) {
                counts[first + step] = events;
            } else {
                Counter counter = new Counter(events, live, random);
                if (!counter.count(isLeft)) {
                    return false;
                }
                counts[first + step] = counter.counted;
                live = Math.max(0, counter.live - 1);
            }
        }
        return true;
    }

    /// One step of a detector with dead time.
    private final class Counter {
        private final UniformRandomProvider random;
        private int left;
        private double live;
        private int counted;

        /// @param events whose times are independent and uniform
        Counter(int events, double live, UniformRandomProvider random) {
            left = events;
            this.live = live;
            this.random = random;
        }

        /// From each time on, the times of the events that are left are independent and uniform: how many come
        /// while the detector is dead is a binomial draw, the first of the others the smallest of uniform ones.
        boolean count(BooleanSupplier isLeft) {
            boolean isParalyzable = plan.detector().isParalyzable();
            double time = 0;
            for (long event = 1; left > 0; event++) {
                if (event % FEW_EVENTS == 0 && isLeft.getAsBoolean()) {
                    return false;
                }
                if (!isParalyzable && live > time) {
                    if (live >= 1) {
                        return true;
                    }
                    left -= new BinomialSampler((live - time) / (1 - time)).sample(left, random);
                    time = live;
                }
                if (left > 0) {
                    double u = RandomStreams.aboveZero(random);
                    time -= (1 - time) * StrictMath.expm1(StrictMath.log(u) / left);
                    left--;
                    if (time >= live) {
                        counted++;
                    }
                    live = time + dead;
                }
            }
            return true;
        }
    }
}
