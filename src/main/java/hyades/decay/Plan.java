package hyades.decay;

import hyades.random.RandomStreams;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What to simulate: independent experiments that count the nuclei left at equally spaced times.
///
/// Counts are kept as one array, member after member of the chain, each from step 0 to the last: the count of
/// member m after step k is in slot m·(`steps` + 1) + k.
///
/// @param chain what decays
/// @param particles nuclei of the parent at the start, at least 0
/// @param steps their number, at least 1
/// @param timeStep [s]
/// @param method how to draw
/// @param seed of the random numbers
/// @param firstRun where the numbers of the experiments begin, at least 0: a part of an ensemble has its own
/// @param runs number of experiments, at least 1
/// @param keptRuns the first so many runs are kept whole, at least 0
public record Plan(
        DecayChain chain,
        int particles,
        int steps,
        double timeStep,
        Method method,
        long seed,
        int firstRun,
        int runs,
        int keptRuns) {
    /// What decays, how many nuclei, and how often, where nobody asks for others.
    public static final String ISOTOPE = "8Li";

    public static final int PARTICLES = 100_000;
    public static final int RUNS = 100;

    /// Numbers one run may count: memory is in proportion to it.
    public static final int MOST_SLOTS = 1_000_000;

    public Plan {
        if (particles < 0
                || steps < 1
                || firstRun < 0
                || runs < 1
                || keptRuns < 0
                || !(timeStep > 0)
                || Double.isInfinite(timeStep)) {
            throw new IllegalArgumentException("%d runs of %d particles and %d steps of %s s, %d kept"
                    .formatted(runs, particles, steps, timeStep, keptRuns));
        }
        if ((steps + 1L) * chain.size() > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "%d steps of %d isotopes: at most %d counts a run".formatted(steps, chain.size(), MOST_SLOTS));
        }
        if (chain.size() > 1 && method != Method.BINOMIAL) {
            throw new IllegalArgumentException("A chain is drawn by %s, not by %s".formatted(Method.BINOMIAL, method));
        }
    }

    /// An ensemble from its first run on.
    public Plan(
            DecayChain chain,
            int particles,
            int steps,
            double timeStep,
            Method method,
            long seed,
            int runs,
            int keptRuns) {
        this(chain, particles, steps, timeStep, method, seed, 0, runs, keptRuns);
    }

    /// How long an experiment lasts where nobody says: two half-lives, after which a quarter is left [s].
    public static BigDecimal duration(Isotope parent) {
        return BigDecimal.valueOf(parent.halfLife()).multiply(BigDecimal.TWO);
    }

    /// The time step where nobody says: a thousandth of the experiment [s].
    public static BigDecimal timeStep(BigDecimal duration) {
        return duration.movePointLeft(3);
    }

    /// All of it, for people; the same text for the same plan.
    public String describe() {
        return "%d runs%s of %d nuclei of %s (half-lives %s s), %d steps of %s s by %s, seed %d (experiment %x), %d curves kept"
                .formatted(
                        runs,
                        firstRun == 0 ? "" : " from number " + firstRun,
                        particles,
                        String.join(", ", chain.names()),
                        IntStream.range(0, chain.size())
                                .mapToObj(m -> Double.toString(StrictMath.log(2) / chain.rate(m)))
                                .collect(Collectors.joining(", ")),
                        steps,
                        timeStep,
                        method,
                        seed,
                        streams().experiment(),
                        keptRuns);
    }

    /// The random numbers of the experiments: others for other physics, other numbers of nuclei, steps of another
    /// length or another method; the same for a longer experiment, more of them, or a share of them.
    RandomStreams streams() {
        LongStream law = LongStream.concat(
                LongStream.of(particles, Double.doubleToLongBits(timeStep), chain.size()),
                Arrays.stream(chain.numbers()));
        LongStream drawn = method.name().chars().asLongStream();
        return RandomStreams.of(seed, LongStream.concat(law, drawn).toArray());
    }

    /// Numbers one run counts.
    public int slots() {
        return chain.size() * (steps + 1);
    }

    /// The time after a step [s].
    public double time(int step) {
        return step * timeStep;
    }

    /// The probability that a nucleus of the parent does not decay within one step.
    double stepSurvival() {
        return StrictMath.exp(-chain.rate(0) * timeStep);
    }

    /// The probability that it does: 1 - exp(-λ dt), without cancellation.
    double stepProbability() {
        return -StrictMath.expm1(-chain.rate(0) * timeStep);
    }

    /// The law: the probability that a nucleus of the parent is one of a member after a step, shape (slots).
    public double[] law() {
        int members = chain.size();
        double[] law = new double[slots()];
        double[] now = new double[members];
        now[0] = 1;
        double[][] transition = chain.transition(timeStep);
        for (int step = 0; step <= steps; step++) {
            now[0] = StrictMath.exp(-chain.rate(0) * time(step));
            for (int m = 0; m < members; m++) {
                law[m * (steps + 1) + step] = now[m];
            }
            double[] next = new double[members];
            for (int i = 0; i < members; i++) {
                for (int j = i; j < members; j++) {
                    next[j] += now[i] * transition[i][j];
                }
            }
            now = next;
        }
        return law;
    }

    /// The nuclei the law expects, shape (slots).
    public double[] expected() {
        double[] law = law();
        return IntStream.range(0, law.length)
                .mapToDouble(i -> particles * law[i])
                .toArray();
    }
}
