package hyades.decay;

import hyades.random.RandomStreams;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What to simulate: independent experiments that count the nuclei left at equally spaced times.
///
/// Counts are kept as one array, member after member of the chain, each from step 0 to the last: the count of
/// member m after step k is in slot m·(`steps` + 1) + k. What a detector counts in step k follows in the same way, as
/// if of one member more.
///
/// @param chain what decays
/// @param initial nuclei of each member at the start, each at least 0, 2³¹-1 of all together
/// @param steps their number, at least 1
/// @param timeStep [s]
/// @param method how to draw
/// @param seed of the random numbers
/// @param firstRun where the numbers of the experiments begin, at least 0: a part of an ensemble has its own
/// @param runs number of experiments, at least 1
/// @param keptRuns the first so many runs are kept whole, at least 0
/// @param detector that counts decays; null where there is none
/// @param isUncertain whether each run draws half-lives and branches of its own from their uncertainties
public record Plan(
        DecayChain chain,
        List<Integer> initial,
        int steps,
        double timeStep,
        Method method,
        long seed,
        int firstRun,
        int runs,
        int keptRuns,
        Detector detector,
        boolean isUncertain) {
    /// What decays, how many nuclei, and how often, where nobody asks for others.
    public static final String ISOTOPE = "8Li";

    public static final int PARTICLES = 100_000;
    public static final int RUNS = 100;

    /// Numbers one run may count: memory is in proportion to it.
    public static final int MOST_SLOTS = 1_000_000;

    public Plan {
        initial = List.copyOf(initial);
        if (initial.size() != chain.size()
                || initial.stream().anyMatch(nuclei -> nuclei < 0)
                || initial.stream().mapToLong(nuclei -> nuclei).sum() > Integer.MAX_VALUE
                || steps < 1
                || firstRun < 0
                || runs < 1
                || keptRuns < 0
                || !(timeStep > 0)
                || Double.isInfinite(timeStep)) {
            throw new IllegalArgumentException("%d runs of %s nuclei and %d steps of %s s, %d kept"
                    .formatted(runs, initial, steps, timeStep, keptRuns));
        }
        if ((steps + 1L) * chain.size() > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "%d steps of %d isotopes: at most %d counts a run".formatted(steps, chain.size(), MOST_SLOTS));
        }
        if (detector != null && mostCounts(chain, initial, detector, timeStep) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("more than %d counts a step".formatted(Integer.MAX_VALUE));
        }
        if (chain.size() > 1 && method != Method.BINOMIAL) {
            throw new IllegalArgumentException("A chain is drawn by %s, not by %s".formatted(Method.BINOMIAL, method));
        }
    }

    /// An ensemble of one chain as the table has it, without a detector.
    public Plan(
            DecayChain chain,
            List<Integer> initial,
            int steps,
            double timeStep,
            Method method,
            long seed,
            int firstRun,
            int runs,
            int keptRuns) {
        this(chain, initial, steps, timeStep, method, seed, firstRun, runs, keptRuns, null, false);
    }

    /// An ensemble from its first run on, of nuclei of the parent alone.
    public Plan(
            DecayChain chain,
            int particles,
            int steps,
            double timeStep,
            Method method,
            long seed,
            int runs,
            int keptRuns) {
        this(chain, ofParent(chain, particles), steps, timeStep, method, seed, 0, runs, keptRuns);
    }

    /// The start with nuclei of the parent alone.
    public static List<Integer> ofParent(DecayChain chain, int particles) {
        List<Integer> initial = new ArrayList<>(Collections.nCopies(chain.size(), 0));
        initial.set(0, particles);
        return initial;
    }

    /// No step has more counts, but for a chance below 1e-100: all decays there can be, and the background, which is
    /// below twice its mean and 1000.
    public static double mostCounts(DecayChain chain, List<Integer> initial, Detector detector, double timeStep) {
        double nuclei = initial.stream().mapToDouble(Integer::doubleValue).sum();
        int generations = Math.max(1, chain.paths().longest());
        return nuclei * generations + 2 * detector.background() * timeStep + 1000;
    }

    /// The same with a detector, or without.
    public Plan with(Detector other) {
        return new Plan(chain, initial, steps, timeStep, method, seed, firstRun, runs, keptRuns, other, isUncertain);
    }

    /// The same with half-lives and branches drawn for each run.
    public Plan uncertain() {
        return new Plan(chain, initial, steps, timeStep, method, seed, firstRun, runs, keptRuns, detector, true);
    }

    /// The chain that a run has: that of the plan, or the one it draws; its random numbers belong to the experiment,
    /// the uncertainties and the run.
    ///
    /// @param run its number in the whole ensemble
    DecayChain chain(int run) {
        return isUncertain ? chain.drawn(uncertaintyStreams().stream(run, 0)) : chain;
    }

    private RandomStreams uncertaintyStreams() {
        return RandomStreams.of(
                seed,
                LongStream.concat(LongStream.of(streams().experiment()), Arrays.stream(chain.uncertainties()))
                        .toArray());
    }

    /// The experiment of one run, of the chain it has drawn. As the chain is a part of what is
    /// simulated, its random numbers are its own.
    Plan drawn(int run) {
        return new Plan(chain(run), initial, steps, timeStep, method, seed, firstRun, runs, keptRuns, detector, false);
    }

    /// Nuclei of the parent at the start.
    public int particles() {
        return initial.getFirst();
    }

    /// Nuclei of all members at the start, which are there at any time.
    int nuclei() {
        return initial.stream().mapToInt(nuclei -> nuclei).sum();
    }

    /// Whether there are nuclei of others than the parent at the start.
    public boolean isMixed() {
        return nuclei() > particles();
    }

    /// The nuclei of each member at the start, as people type them: `90Sr=1000000,90Y=1000`.
    public String inventory() {
        return IntStream.range(0, chain.size())
                .filter(m -> initial.get(m) > 0)
                .mapToObj(m -> chain.names().get(m) + "=" + initial.get(m))
                .collect(Collectors.joining(","));
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
        return "%d runs%s of %s of %s (half-lives %s s), %d steps of %s s by %s, seed %d (experiment %x), %d curves kept%s%s"
                .formatted(
                        runs,
                        firstRun == 0 ? "" : " from number " + firstRun,
                        isMixed() ? inventory() : particles() + " nuclei",
                        String.join(", ", chain.names()),
                        IntStream.range(0, chain.size())
                                .mapToObj(m -> Double.toString(StrictMath.log(2) / chain.rate(m)))
                                .collect(Collectors.joining(", ")),
                        steps,
                        timeStep,
                        method,
                        seed,
                        streams().experiment(),
                        keptRuns,
                        detector == null ? "" : ", " + detector,
                        isUncertain
                                ? ", half-lives drawn (%x)"
                                        .formatted(uncertaintyStreams().experiment())
                                : "");
    }

    /// The random numbers of the experiments: others for other physics, other numbers of nuclei, steps of another
    /// length or another method; the same for a longer experiment, more of them, or a share of them.
    RandomStreams streams() {
        LongStream law = LongStream.concat(
                LongStream.of(particles(), Double.doubleToLongBits(timeStep), chain.size()),
                Arrays.stream(chain.numbers()));
        LongStream drawn = method.name().chars().asLongStream();
        LongStream others = isMixed() ? initial.stream().skip(1).mapToLong(nuclei -> nuclei) : LongStream.empty();
        return RandomStreams.of(
                seed, LongStream.concat(LongStream.concat(law, drawn), others).toArray());
    }

    /// The random numbers of the detector: others for another detector or another experiment.
    RandomStreams detectionStreams() {
        return RandomStreams.of(
                seed,
                streams().experiment(),
                Double.doubleToLongBits(detector.efficiency()),
                Double.doubleToLongBits(detector.background()),
                Double.doubleToLongBits(detector.deadTime()),
                detector.isParalyzable() ? 1 : 0);
    }

    /// Numbers one run counts.
    public int slots() {
        return memberSlots() + (detector == null ? 0 : steps + 1);
    }

    /// Those of them that are nuclei.
    public int memberSlots() {
        return chain.size() * (steps + 1);
    }

    /// What the detector is expected to count in each step, shape (steps + 1), the first 0.
    public double[] expectedCounts() {
        double[] nuclei = expected();
        StepDecays decays = chain.size() == 1 ? null : new StepDecays(chain, timeStep);
        double[] counts = new double[steps + 1];
        for (int step = 1; step <= steps; step++) {
            double decayed = 0;
            for (int m = 0; m < chain.size(); m++) {
                decayed +=
                        nuclei[m * (steps + 1) + step - 1] * (decays == null ? stepProbability() : decays.expected(m));
            }
            counts[step] =
                    detector.expected(detector.efficiency() * decayed + detector.background() * timeStep, timeStep);
        }
        return counts;
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

    /// The law: the probability that a nucleus of the parent is one of a member after a step, shape (member slots).
    public double[] law() {
        return law(0);
    }

    /// The same for a nucleus of another member.
    private double[] law(int from) {
        int members = chain.size();
        double[] law = new double[memberSlots()];
        double[] now = new double[members];
        now[from] = 1;
        double[][] transition = chain.transition(timeStep);
        for (int step = 0; step <= steps; step++) {
            now[from] = StrictMath.exp(-chain.rate(from) * time(step));
            for (int m = 0; m < members; m++) {
                law[m * (steps + 1) + step] = now[m];
            }
            double[] next = new double[members];
            for (int i = from; i < members; i++) {
                for (int j = i; j < members; j++) {
                    next[j] += now[i] * transition[i][j];
                }
            }
            now = next;
        }
        return law;
    }

    /// The nuclei the law expects, shape (member slots).
    public double[] expected() {
        return sum((nuclei, law) -> nuclei * law);
    }

    /// The variance of the nuclei by the law, shape (slots): those of each member at the start are binomial.
    double[] variance() {
        return sum((nuclei, law) -> nuclei * law * Math.max(0, 1 - law));
    }

    /// @param part of the nuclei of one member, from their number and the law
    private double[] sum(DoubleBinaryOperator part) {
        double[] sum = new double[memberSlots()];
        for (int m = 0; m < chain.size(); m++) {
            if (initial.get(m) > 0) {
                double[] law = law(m);
                for (int slot = 0; slot < law.length; slot++) {
                    sum[slot] += part.applyAsDouble(initial.get(m), law[slot]);
                }
            }
        }
        return sum;
    }
}
