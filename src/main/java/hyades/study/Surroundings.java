package hyades.study;

import hyades.text.Digits;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What else the machine did while a job ran. What is not known is NaN, and disturbs nothing.
///
/// @param load processes that ran or waited to, over about the last minute, at the job's end
/// @param stealShare part of the cores' time in which the host ran another guest instead, of 1
/// @param otherCores cores that other processes kept busy, on average
/// @param ownCores cores that the job kept busy
/// @param lostShare part of the cores that the job was to have and could not get, of 1: those that other processes
///     left it too few of, and of what was stolen its part
/// @param disturbed whether that is more than is negligible, surely
/// @param cores that there were
record Surroundings(
        double load,
        double stealShare,
        double otherCores,
        double ownCores,
        double lostShare,
        boolean disturbed,
        double cores) {
    static final Surroundings UNKNOWN =
            new Surroundings(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, false, Double.NaN);

    /// What `stat` tells of a core is what ran at its ticks. Of n of them a part p has a standard deviation of
    /// sqrt(p(1 - p)/n), at most 1/2 over sqrt(n); three of these are exceeded by chance in one job of 700.
    private static final double DEVIATIONS = 3 * 0.5;

    /// @param wanted ranks times threads
    static Surroundings between(MachineTicks before, MachineTicks after, int wanted) {
        double ticks = after.total() - before.total();
        if (!(ticks > 0) || after.cores() != before.cores()) {
            return UNKNOWN;
        }
        double cores = after.cores();
        double busy = cores * (after.busy() - before.busy()) / ticks;
        double own = cores * (after.own() - before.own()) / ticks;
        double stolen = cores * (after.stolen() - before.stolen()) / ticks;
        double others = Math.max(0, busy - own);
        double share = Math.min(wanted, cores);
        double crowdedOut = Math.max(0, share + others - cores);
        double lost = Math.min(1, (crowdedOut + (own > 0 ? stolen * own / (own + others) : 0)) / share);
        double error = DEVIATIONS / Math.sqrt(ticks) * cores / share;
        return new Surroundings(
                after.load(), stolen / cores, others, own, lost, lost > Verdict.NEGLIGIBLE + error, cores);
    }

    boolean isKnown() {
        return !Double.isNaN(lostShare);
    }

    /// What was found while jobs were disturbed, and what to do, in one line.
    ///
    /// @param all of the jobs that count
    /// @return null where none was disturbed
    static String warning(List<Surroundings> all) {
        List<Surroundings> disturbed =
                all.stream().filter(Surroundings::disturbed).toList();
        if (disturbed.isEmpty()) {
            return null;
        }
        double cores = most(disturbed, Surroundings::cores);
        double others = most(disturbed, Surroundings::otherCores);
        double steal = most(disturbed, Surroundings::stealShare);
        boolean isCrowded = others > Verdict.NEGLIGIBLE * cores;
        boolean isStolen = steal > Verdict.NEGLIGIBLE / 2 || !isCrowded;
        StringBuilder text = new StringBuilder("%d of %d jobs that count %s disturbed: "
                .formatted(disturbed.size(), all.size(), disturbed.size() == 1 ? "was" : "were"));
        if (isCrowded) {
            text.append("other processes kept up to %s of %.0f cores busy (load %s on %.0f cores)"
                    .formatted(Digits.of(others, 2), cores, Digits.of(most(disturbed, Surroundings::load), 3), cores));
        }
        if (isStolen) {
            text.append("%ssteal up to %.0f %%".formatted(isCrowded ? ", " : "", 100 * steal));
        }
        return text.append("; ")
                .append(isCrowded ? "stop what else runs here" : "the host gives its cores to other guests")
                .append(": measure again on a quiet machine, or a node of your own (sbatch --exclusive)")
                .toString();
    }

    private static double most(List<Surroundings> all, ToDoubleFunction<Surroundings> quantity) {
        return all.stream().mapToDouble(quantity).max().orElse(Double.NaN);
    }
}
