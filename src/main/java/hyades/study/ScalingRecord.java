package hyades.study;

import hyades.run.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `scaling.json`: a scaling study, what was measured and what follows from it; times in seconds. What is not
/// known is NaN here and null in the file.
///
/// Beside it is `measurements.csv`, a line for every job.
///
/// @param versions of hyades and java, and the commit, where it is known
/// @param host the launcher's machine
/// @param processor of that machine; null where it is not known
/// @param cores that the jobs could have
/// @param launch how the ranks were started, or [ScalingPlan#PROGRAM]
/// @param started when, ISO 8601 in UTC
/// @param command the job's command line, without ranks, threads and mode
/// @param weak whether the problem grows with the cores
/// @param growth what grows how, in words; null where nothing does
/// @param same of a program: which files below its folder are the same of all jobs, a glob; null where none were
///     compared
/// @param ranks of the points, ascending
/// @param threads of the points, ascending: every number of ranks is run with each
/// @param repeats of every point that count; one more before them does not
/// @param targetEfficiency from which cores are worth having, of 1
/// @param complete whether all was measured: without, there are no points yet
/// @param rateName the work per second that `rate` is, as the jobs' `run.json` names it
/// @param definitions what the numbers of a point mean, by their name
/// @param points in the order of ranks, then threads
/// @param parts of the job on one core; none where these are not known
/// @param partsAnswer whether it is worthwhile to share out more than the largest, one sentence, or nothing
/// @param fits one for each number of threads
/// @param bootstrap how the intervals of the fits were made
/// @param warning what disturbed jobs that count, and what to do; null where nothing did
/// @param verdict what limits it and whether it was worth it, one sentence
/// @param comparison with another study; null without one
public record ScalingRecord(
        Map<String, String> versions,
        String host,
        String processor,
        int cores,
        String launch,
        String started,
        List<String> command,
        boolean weak,
        String growth,
        String same,
        List<Integer> ranks,
        List<Integer> threads,
        int repeats,
        double targetEfficiency,
        boolean complete,
        String rateName,
        Map<String, String> definitions,
        List<Point> points,
        List<Part> parts,
        String partsAnswer,
        List<Fit> fits,
        Bootstrap bootstrap,
        String warning,
        String verdict,
        Comparison comparison) {
    /// The repeats of one quantity.
    public record Spread(double median, double minimum, double maximum) {
        /// @param values at least one; one that is NaN makes all unknown
        public static Spread of(double... values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            if (n == 0 || Double.isNaN(sorted[n - 1])) { // NaN sorts last
                return new Spread(Double.NaN, Double.NaN, Double.NaN);
            }
            return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
        }
    }

    /// A fitted number and the interval the bootstrap gives it.
    public record Estimate(double value, double low, double high) {}

    /// Wall time lost against the ideal [s], and in what: medians over the repeats, each by itself, so that the parts
    /// need not add up to the total.
    ///
    /// @param computing more computing than the first point's shared out: work done on every rank, slower cores
    /// @param imbalance the slowest rank's computing beyond the mean
    /// @param communication all the slowest rank did not compute between its first and last message
    /// @param inputOutput reading, writing and drawing
    /// @param startUp starting JVMs and ranks, and whatever else no rank accounts for
    /// @param total the wall time less the ideal one
    public record Lost(
            double computing,
            double imbalance,
            double communication,
            double inputOutput,
            double startUp,
            double total) {}

    /// What was measured with one number of ranks and threads.
    ///
    /// @param cores ranks times threads
    /// @param oversubscribed whether that is more than there are: such a point is left out of fits
    /// @param size of the problem where it grows, else null
    /// @param work in units of the first point's
    /// @param disturbed how many of its jobs that count were
    /// @param wallSeconds of the whole job
    /// @param rate as `rateName` says
    /// @param cpuShare processor time over wall time
    /// @param gcShare time in garbage collection over wall time
    /// @param serialPart after Karp and Flatt, or Gustafson where the problem grows; null for one core, and
    ///     where a job was slower than the first point's
    public record Point(
            int ranks,
            int threads,
            int cores,
            boolean oversubscribed,
            String size,
            double work,
            int disturbed,
            Spread wallSeconds,
            Spread rate,
            Spread speedup,
            Spread efficiency,
            Spread loadBalance,
            Spread communicationEfficiency,
            Spread parallelEfficiency,
            Spread cpuShare,
            Spread gcShare,
            Spread serialPart,
            Lost lost) {
        /// For people: `2 ranks x 1 thread`.
        public String name() {
            return "%d rank%s x %d thread%s".formatted(ranks, ranks == 1 ? "" : "s", threads, threads == 1 ? "" : "s");
        }
    }

    /// A part of the job on one core, as medians over the repeats.
    ///
    /// @param seconds of one core
    /// @param share of the wall time
    /// @param onlyIt the largest speedup if it alone were shared out over any number of cores, 1/(1 - share)
    /// @param allButIt if all but it were, 1/share
    public record Part(String name, double seconds, double share, double onlyIt, double allButIt) {}

    /// The models fitted to the points of one number of threads.
    ///
    /// @param points how many on cores of their own there are
    /// @param reason why nothing was fitted, else null
    /// @param amdahl null where nothing was fitted, or the problem grows
    /// @param gustafson null where nothing was fitted, or the problem does not grow
    /// @param usl null where nothing was fitted
    /// @param karpFlattSlope of the serial part over the cores; null as `amdahl`
    /// @param bestCores where the law's speed is greatest; null where nothing was fitted, infinite where more cores
    ///     are always faster
    /// @param amdahlTest whether Amdahl's law fits; null where it was not fitted, or the repeats do not tell
    /// @param gustafsonTest whether Gustafson's law does; null likewise
    /// @param uslTest whether the universal scalability law does; null likewise
    /// @param leftOut how well the law, fitted to the others, tells the largest point; null where nothing was
    ///     fitted
    public record Fit(
            int threads,
            int points,
            String reason,
            Amdahl amdahl,
            Gustafson gustafson,
            Usl usl,
            Estimate karpFlattSlope,
            Estimate bestCores,
            FitTest amdahlTest,
            FitTest gustafsonTest,
            FitTest uslTest,
            LeftOut leftOut) {
        /// None.
        static Fit none(int threads, int points, String reason) {
            return new Fit(threads, points, reason, null, null, null, null, null, null, null, null, null);
        }
    }

    /// How far the points are from a law, in units of how far the repeats of a point are from each other.
    ///
    /// @param reducedChiSquared about 1 for a law that fits
    /// @param freedom its degrees of freedom: points less parameters that are not 0
    /// @param errorFreedom those of the scatter of the repeats
    /// @param p the probability of as much, were the law right
    /// @param fits whether that is at least 0.05
    public record FitTest(double reducedChiSquared, int freedom, int errorFreedom, double p, boolean fits) {}

    /// Amdahl's law: T(N) = T₁ (f + (1 - f)/N).
    public record Amdahl(Estimate serialFraction, Estimate singleCoreSeconds) {}

    /// Gustafson's law of a problem that grows with the cores: S(N) = f + (1 - f)N.
    ///
    /// @param serialFraction f
    /// @param singleCoreSeconds for the first point's work
    public record Gustafson(Estimate serialFraction, Estimate singleCoreSeconds) {}

    /// The universal scalability law: X(N) = N / (T₁ (1 + α(N - 1) + βN(N - 1))).
    ///
    /// @param contention α
    /// @param coherency β
    /// @param singleCoreSeconds T₁, for the first point's work
    public record Usl(Estimate contention, Estimate coherency, Estimate singleCoreSeconds) {
        /// The wall time on `cores` for the first point's work, or for as many times that as there are cores.
        public double seconds(double cores, boolean weak) {
            double n = cores;
            double each = 1 + contention.value * (n - 1) + coherency.value * n * (n - 1);
            return singleCoreSeconds.value * each / (weak ? 1 : n);
        }
    }

    /// A prediction put to the test.
    ///
    /// @param relativeError predicted over measured, less 1
    public record LeftOut(int cores, double predictedSeconds, double measuredSeconds, double relativeError) {}

    /// How intervals were made: percentiles over resampled repeats.
    public record Bootstrap(int samples, long seed, double confidence) {}

    /// Two studies side by side.
    ///
    /// @param other the other's folder
    /// @param sameCommand whether both studied the same job
    /// @param differences of what they were made on and by, in words
    /// @param test in words
    /// @param rows the points both have
    public record Comparison(
            String other,
            String otherLaunch,
            boolean sameCommand,
            List<String> differences,
            String test,
            List<Row> rows) {}

    /// One point of two studies.
    ///
    /// @param ratio median wall time here over that there
    /// @param seconds mean wall time here less that there, with its interval
    /// @param part the same over the mean there
    /// @param p of the test alone
    /// @param adjusted p corrected for the number of points
    /// @param differs whether that is below 0.05
    public record Row(
            int ranks,
            int threads,
            Spread here,
            Spread there,
            double ratio,
            Estimate seconds,
            Estimate part,
            double p,
            double adjusted,
            boolean differs) {}

    /// Reads a study.
    ///
    /// @throws IOException in one line, for a file that is not there or is damaged
    public static ScalingRecord read(Path file) throws IOException {
        ScalingRecord record = Json.read(file, ScalingRecord.class);
        if (isEmpty(record.command) || isEmpty(record.ranks) || isEmpty(record.threads) || record.repeats < 1) {
            throw Json.damaged(file, "command, ranks, threads or repeats are missing");
        }
        if (record.launch == null || record.points == null || record.fits == null) {
            throw Json.damaged(file, "launch, points or fits are missing");
        }
        return record;
    }

    /// Whether the command is no job of Hyades: of such the wall time alone is known.
    public boolean isProgram() {
        return launch.equals(ScalingPlan.PROGRAM);
    }

    private static boolean isEmpty(List<?> list) {
        return list == null || list.isEmpty() || list.contains(null);
    }

    /// Where the study was made.
    public Machine machine() {
        return new Machine(versions == null ? Map.of() : versions, host, processor, cores);
    }

    /// Writes the record, whole or not at all.
    public void write(Path file) throws IOException {
        Json.write(file, this);
    }
}
