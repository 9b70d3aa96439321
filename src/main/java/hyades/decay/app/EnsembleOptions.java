package hyades.decay.app;

import hyades.decay.DecayChain;
import hyades.decay.Detector;
import hyades.decay.Inventory;
import hyades.decay.Isotope;
import hyades.decay.IsotopeTable;
import hyades.decay.Method;
import hyades.decay.Plan;
import hyades.partition.Subrange;
import hyades.process.JobFailure;
import hyades.run.Growth;
import hyades.run.Share;
import hyades.text.TimeUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// What is to be simulated: the options of an ensemble, and the plan they make.
final class EnsembleOptions {
    /// Times of which thousands and thousandths are doubles with all their digits [s].
    private static final double SHORTEST = 1e-290;

    private static final double LONGEST = 1e290;

    /// Events of the background in a step, on average.
    private static final double MOST_BACKGROUND = 1e8;

    @Option(
            names = "--isotope",
            paramLabel = "NAME",
            description = "What decays, such as 99mTc or C-14 (default: 8Li); an unknown one names its neighbours.")
    private String isotope;

    @Option(
            names = "--isotopes",
            paramLabel = "FILE",
            description = {
                "A table of your own beside the program's: CSV with isotope,halfLife,unit,daughter,branching (and"
                        + " uncertainty,branchingUncertainty,source), a line for each branch; what is in neither is"
                        + " stable."
            })
    private Path isotopes;

    @Option(names = "--half-life", paramLabel = "TIME", description = "Half-life of any other nucleus.")
    private String halfLife;

    @Option(
            names = "--chain",
            description = "Count all descendants too, down to the stable ones (by the method binomial).")
    private boolean chain;

    @Option(
            names = "--particles",
            paramLabel = "N",
            description = "Nuclei at the start, 1 to 2147483647 (default: " + Plan.PARTICLES + ").")
    private Long particles;

    @Option(
            names = "--initial",
            paramLabel = "NAME=N,...",
            description = {
                "A mixture at the start, as 90Sr=1e6,90Y=1e3, instead of --isotope and --particles: nuclei of "
                        + "members of one chain, all of whose members are counted (as with --chain)."
            })
    private String initial;

    @Option(names = "--runs", paramLabel = "R", description = "Number of experiments (default: ${DEFAULT-VALUE}).")
    private long runs = Plan.RUNS;

    @Option(names = "--share", paramLabel = "I/N", converter = Share.Converter.class, description = Share.DESCRIPTION)
    private Share share;

    @Option(names = "--max-time", paramLabel = "TIME", description = "How long (default: two half-lives).")
    private String maxTime;

    @Option(
            names = {"--dt", "--time-step"},
            paramLabel = "TIME",
            description = "Time step (default: 1/1000 of --max-time).")
    private String timeStep;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = {
                "How to draw (default: ${DEFAULT-VALUE}), all exact:",
                "trials: one Bernoulli trial per nucleus left and step;",
                "lifetimes: one lifetime per nucleus; binomial: one binomial draw per step."
            })
    private Method method = Method.BINOMIAL;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--keep-runs",
            description = "Write every run's counts to curves.csv; pictures show the first 50 as thin lines.")
    private boolean keepRuns;

    @Option(
            names = "--efficiency",
            paramLabel = "E",
            description = {
                "Count by a detector that records each decay with probability E, above 0 to 1 (default: 1, where "
                        + "--background or --dead-time is given): detected.csv. The decays stay as they are."
            })
    private Double efficiency;

    @Option(
            names = "--background",
            paramLabel = "RATE",
            description = "Events of other origin the detector records too, per second (Poisson; default: 0).")
    private Double background;

    @Option(
            names = "--dead-time",
            paramLabel = "TIME",
            description = {
                "How long the detector is dead after an event it counts (non-paralyzable: what comes meanwhile is "
                        + "lost; default: 0)."
            })
    private String deadTime;

    @Option(
            names = "--paralyzable",
            description = "What comes while the detector is dead makes it dead anew, for another --dead-time.")
    private boolean paralyzable;

    @Option(
            names = "--sample-uncertainty",
            description = {
                "Draw for each run half-lives and branches of its own, normal about those of the table and as wide as "
                        + "their uncertainties (above 0): drawnHalfLife in runs.csv. The law stays that of the table."
            })
    private boolean sampleUncertainty;

    /// What was asked for, as checkpoints hold it.
    Map<String, String> given() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("chain", Boolean.toString(chain));
        options.put("runs", Long.toString(runs));
        options.put("method", method.name());
        options.put("seed", Long.toString(seed));
        options.put("keepRuns", Boolean.toString(keepRuns));
        putIfGiven(options, "share", share == null ? null : share.toString());
        putIfGiven(options, "particles", particles == null ? null : particles.toString());
        putIfGiven(options, "initial", initial);
        putIfGiven(options, "isotope", isotope);
        putIfGiven(
                options,
                "isotopes",
                isotopes == null ? null : isotopes.toAbsolutePath().toString());
        putIfGiven(options, "halfLife", halfLife);
        putIfGiven(options, "maxTime", maxTime);
        putIfGiven(options, "timeStep", timeStep);
        putIfGiven(options, "efficiency", efficiency == null ? null : efficiency.toString());
        putIfGiven(options, "background", background == null ? null : background.toString());
        putIfGiven(options, "deadTime", deadTime);
        putIfGiven(options, "sampleUncertainty", sampleUncertainty ? "true" : null);
        putIfGiven(options, "paralyzable", paralyzable ? "true" : null);
        return options;
    }

    private static void putIfGiven(Map<String, String> options, String name, String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    /// Takes over what [#given] was of the run that goes on, but for what is typed now.
    ///
    /// @param typed first names of options
    void goOn(Map<String, String> left, Set<String> typed) {
        Map<String, String> options = new LinkedHashMap<>(left);
        Map<String, String> given = given();
        given.keySet().retainAll(typed.stream().map(EnsembleOptions::memberOf).toList());
        options.putAll(given);
        set(options);
    }

    /// The options that [#given] was.
    static EnsembleOptions of(Map<String, String> given) {
        EnsembleOptions options = new EnsembleOptions();
        options.set(given);
        return options;
    }

    /// The plan of the whole ensemble, of which this may be a share.
    Plan whole() {
        EnsembleOptions all = of(given());
        all.share = null;
        return all.plan();
    }

    /// How [#given] calls an option: `halfLife` for `--half-life`.
    private static String memberOf(String option) {
        return option.equals("--dt")
                ? "timeStep"
                : Pattern.compile("-([a-z])")
                        .matcher(option.substring(2))
                        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    private void set(Map<String, String> options) {
        chain = Boolean.parseBoolean(options.get("chain"));
        particles = options.containsKey("particles") ? Long.valueOf(options.get("particles")) : null;
        initial = options.get("initial");
        runs = Long.parseLong(options.get("runs"));
        method = Method.valueOf(options.get("method"));
        seed = Long.parseLong(options.get("seed"));
        keepRuns = Boolean.parseBoolean(options.get("keepRuns"));
        share = options.containsKey("share") ? new Share.Converter().convert(options.get("share")) : null;
        isotope = options.get("isotope");
        isotopes = options.containsKey("isotopes") ? Path.of(options.get("isotopes")) : null;
        halfLife = options.get("halfLife");
        maxTime = options.get("maxTime");
        timeStep = options.get("timeStep");
        efficiency = options.containsKey("efficiency") ? Double.valueOf(options.get("efficiency")) : null;
        background = options.containsKey("background") ? Double.valueOf(options.get("background")) : null;
        deadTime = options.get("deadTime");
        paralyzable = options.containsKey("paralyzable");
        sampleUncertainty = options.containsKey("sampleUncertainty");
    }

    /// Files that are read.
    List<Path> inputs() {
        return isotopes == null ? List.of() : List.of(isotopes);
    }

    /// How the problem grows with the cores.
    Growth growth() {
        return new Growth("--runs", runs, 1);
    }

    /// Fills in the defaults.
    Plan plan() {
        JobFailure.require(isotope == null || halfLife == null, "--half-life", halfLife, "no --isotope beside it");
        JobFailure.require(halfLife == null || !chain, "--chain", "", "an --isotope, whose descendants are known");
        JobFailure.require(runs >= 1 && runs <= Integer.MAX_VALUE, "--runs", runs, "1 to " + Integer.MAX_VALUE);
        Inventory inventory = initial == null ? pure() : mixed();
        DecayChain members = inventory.chain();
        Isotope parent = members.parent();
        BigDecimal end = maxTime == null ? Plan.duration(parent) : time("--max-time", maxTime);
        BigDecimal dt = timeStep == null ? Plan.timeStep(end) : time("--dt", timeStep);
        JobFailure.require(dt.compareTo(end) <= 0, "--dt", timeStep, "at most --max-time, %s s".formatted(told(end)));
        BigDecimal steps = end.divideToIntegralValue(dt);
        int most = Plan.MOST_SLOTS / members.size() - 1;
        JobFailure.require(
                steps.compareTo(BigDecimal.valueOf(most)) <= 0,
                "--dt",
                timeStep,
                "at least 1/%d of --max-time".formatted(most));
        JobFailure.require(
                members.size() == 1 || method == Method.BINOMIAL,
                "--method",
                method,
                "binomial, which alone draws chains");
        Subrange mine = share == null ? new Subrange(0, (int) runs) : share.of((int) runs);
        Optional<String> unknown = members.withoutUncertainty();
        JobFailure.require(
                !sampleUncertainty || unknown.isEmpty(),
                "--sample-uncertainty",
                "",
                "a table with the uncertainty of %s".formatted(unknown.orElse("")));
        JobFailure.require(mine.length() > 0, "--share", share, "no more shares than the %d runs".formatted(runs));
        int kept = keepRuns ? mine.length() : 0;
        return new Plan(
                members,
                inventory.initial(),
                steps.intValueExact(),
                dt.doubleValue(),
                method,
                seed,
                mine.start(),
                mine.length(),
                kept,
                detector(inventory, dt.doubleValue()),
                sampleUncertainty);
    }

    /// @return null where nobody asks for one
    private Detector detector(Inventory inventory, double dt) {
        JobFailure.require(!paralyzable || deadTime != null, "--paralyzable", "", "a --dead-time beside it");
        if (efficiency == null && background == null && deadTime == null) {
            return null;
        }
        double recorded = efficiency == null ? 1 : efficiency;
        JobFailure.require(recorded > 0 && recorded <= 1, "--efficiency", recorded, "above 0, at most 1");
        double others = background == null ? 0 : background;
        JobFailure.require(
                others >= 0 && others * dt <= MOST_BACKGROUND,
                "--background",
                others,
                "0 to %s per second, %.0e a step".formatted(MOST_BACKGROUND / dt, MOST_BACKGROUND));
        double dead = deadTime == null ? 0 : time("--dead-time", deadTime).doubleValue();
        Detector detector = new Detector(recorded, others, dead, paralyzable);
        double most = Plan.mostCounts(inventory.chain(), inventory.initial(), detector, dt);
        JobFailure.require(
                most <= Integer.MAX_VALUE,
                "--efficiency",
                recorded,
                "fewer nuclei, or less background: a step may have %.3g counts, of %d at most"
                        .formatted(most, Integer.MAX_VALUE));
        return detector;
    }

    /// Nuclei of one isotope.
    private Inventory pure() {
        long nuclei = particles == null ? Plan.PARTICLES : particles;
        JobFailure.require(
                nuclei >= 1 && nuclei <= Integer.MAX_VALUE, "--particles", nuclei, "1 to " + Integer.MAX_VALUE);
        IsotopeTable table = table();
        Isotope parent = halfLife == null
                ? known(table)
                : Isotope.unnamed(time("--half-life", halfLife).doubleValue());
        return Inventory.of(chain ? DecayChain.of(parent, table) : DecayChain.alone(parent), (int) nuclei);
    }

    private Inventory mixed() {
        JobFailure.require(isotope == null, "--initial", initial, "no --isotope beside it");
        JobFailure.require(particles == null, "--initial", initial, "no --particles beside it");
        JobFailure.require(halfLife == null, "--initial", initial, "no --half-life beside it");
        try {
            return Inventory.parse(initial, table());
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "--initial %s: %s".formatted(initial, e.getMessage()));
        }
    }

    /// Says where the steps end if that is not where they were to.
    Optional<String> endsEarly() {
        if (maxTime == null || timeStep == null) {
            return Optional.empty();
        }
        BigDecimal end = TimeUnit.exact(maxTime);
        BigDecimal dt = TimeUnit.exact(timeStep);
        BigDecimal steps = end.divideToIntegralValue(dt);
        BigDecimal last = steps.multiply(dt);
        return last.compareTo(end) == 0
                ? Optional.empty()
                : Optional.of("--max-time %s is no whole number of steps of %s: the last, number %s, ends at %s s"
                        .formatted(maxTime, timeStep, steps.toPlainString(), told(last)));
    }

    private static String told(BigDecimal seconds) {
        return Double.toString(seconds.doubleValue());
    }

    private IsotopeTable table() {
        if (isotopes == null) {
            return new IsotopeTable();
        }
        JobFailure.require(halfLife == null, "--isotopes", isotopes, "no --half-life beside it");
        try {
            return IsotopeTable.with(isotopes);
        } catch (IOException e) {
            throw new JobFailure(2, "--isotopes %s: %s".formatted(isotopes, e.getMessage()));
        }
    }

    private Isotope known(IsotopeTable table) {
        String name = isotope == null ? Plan.ISOTOPE : isotope;
        return table.find(name)
                .orElseThrow(() -> new JobFailure(
                        2,
                        "--isotope %s: unknown; did you mean %s? --half-life and --isotopes take any other"
                                .formatted(name, String.join(", ", table.nearest(name)))));
    }

    private static BigDecimal time(String option, String text) {
        BigDecimal time;
        try {
            time = TimeUnit.exact(text);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, text, e.getMessage()));
        }
        JobFailure.require(time.signum() > 0, option, text, "a positive time");
        JobFailure.require(
                time.doubleValue() >= SHORTEST && time.doubleValue() <= LONGEST,
                option,
                text,
                "%s to %s s".formatted(SHORTEST, LONGEST));
        return time;
    }
}
