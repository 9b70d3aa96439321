package hyades.decay.app;

import hyades.decay.HalfLifeFit;
import hyades.decay.Isotope;
import hyades.decay.Plan;
import hyades.decay.Tally;
import hyades.run.Members;
import hyades.text.Digits;
import hyades.text.TimeUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What an ensemble has found, for `run.json` and for people.
///
/// @param tally of the runs that are done
/// @param fit to all of them
record EnsembleResults(Plan plan, Tally tally, HalfLifeFit fit) {
    /// Its members of `run.json` that describe the ensemble.
    ///
    /// @param runsBefore how many a checkpoint has brought
    void describe(Members<Object> results, int runsBefore) {
        Isotope parent = parent();
        results.put("isotope", parent.name());
        results.put("halfLife", parent.halfLife());
        results.put("halfLifeUncertainty", parent.uncertainty());
        results.put("halfLifeSource", parent.source());
        if (plan.isUncertain()) {
            results.put("sampleUncertainty", true);
        }
        results.put("members", plan.chain().names());
        results.put("particles", plan.particles());
        if (plan.isMixed()) {
            results.put("initial", plan.inventory());
        }
        results.put("runs", plan.runs());
        results.put("firstRun", plan.firstRun());
        results.put("runsFromCheckpoint", runsBefore);
        results.put("runsDone", tally.runs());
        results.put("method", plan.method().toString());
        results.put("timeStep", plan.timeStep());
        if (plan.detector() != null) {
            results.put("efficiency", plan.detector().efficiency());
            results.put("background", plan.detector().background());
            results.put("deadTime", plan.detector().deadTime());
            results.put("deadTimeModel", plan.detector().model());
        }
        results.put("steps", plan.steps());
    }

    /// Its members of `run.json` that say what came out; none before the first run is done.
    void find(Members<Object> results) {
        if (tally.runs() == 0) {
            return;
        }
        results.put("fittedHalfLife", fit.halfLife());
        results.put("fittedHalfLifeLow", fit.low());
        results.put("fittedHalfLifeHigh", fit.high());
        results.put("pull", fit.pull(parent().halfLife()));
        results.put("finalMean", mean());
        results.put("finalMeanError", standardError());
        results.put("finalStandardDeviation", tally.standardDeviation(plan.steps()));
        results.put("finalLaw", law());
        results.put("quantileWidth", tally.cellWidth());
        if (plan.detector() != null) {
            results.put("detectedMean", detectedMean());
            results.put("detectedLaw", detectedLaw());
        }
    }

    /// Counts of the detector in one run, on average.
    private double detectedMean() {
        return IntStream.rangeClosed(1, plan.steps())
                .mapToDouble(step -> tally.mean(plan.memberSlots() + step))
                .sum();
    }

    private double detectedLaw() {
        return Arrays.stream(plan.expectedCounts()).sum();
    }

    private Isotope parent() {
        return plan.chain().parent();
    }

    private double mean() {
        return tally.mean(plan.steps());
    }

    private double standardError() {
        return tally.standardDeviation(plan.steps()) / Math.sqrt(tally.runs());
    }

    private double law() {
        return plan.expected()[plan.steps()];
    }

    /// The half-life, in units that fit: `half-life fitted 838.72 ± 0.14 ms, put in 838.70 ±
    /// 0.30 ms: pull 0.1`.
    String halfLife() {
        double known = Double.isFinite(fit.halfLife()) ? Math.max(fit.halfLife(), fit.low()) : fit.low();
        TimeUnit fittedUnit = TimeUnit.fitting(known > 0 ? known : fit.high());
        double[] fitted = fittedUnit.of(fit.halfLife(), fit.low(), fit.high());
        TimeUnit unit = TimeUnit.fitting(parent().halfLife());
        double[] given = unit.of(parent().halfLife(), parent().uncertainty());
        BigDecimal pull = BigDecimal.valueOf(fit.pull(parent().halfLife())).setScale(1, RoundingMode.HALF_EVEN);
        return "half-life fitted %s %s, put in %s %s: pull %s"
                .formatted(
                        Digits.measured(fitted[0], fitted[1], fitted[2]),
                        fittedUnit.symbol(),
                        Digits.measured(given[0], given[1]),
                        unit.symbol(),
                        Digits.withMinus(pull));
    }

    /// What is said of it at the end.
    List<String> sentences() {
        return plan.detector() == null ? List.of(halfLife(), left()) : List.of(halfLife(), left(), detected());
    }

    /// What the detector counts: `detected 4321 counts a run, by the law 4320`.
    String detected() {
        return "detected %s counts a run, by the law %s%s"
                .formatted(
                        Digits.of(detectedMean(), 6),
                        Digits.of(detectedLaw(), 6),
                        plan.detector().deadTime() > 0
                                ? " (%s dead time)".formatted(plan.detector().model())
                                : "");
    }

    /// What is left: the mean with its standard error, and how far single runs scatter.
    String left() {
        double scatter = tally.standardDeviation(plan.steps());
        return "left at the end %s by the law of %s%s"
                .formatted(
                        Digits.measured(mean(), standardError()),
                        Digits.of(law(), 6),
                        Double.isNaN(scatter)
                                ? ""
                                : "; a run scatters by a standard deviation of " + Digits.of(scatter, 3));
    }
}
