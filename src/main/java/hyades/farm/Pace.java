package hyades.farm;

import java.util.Arrays;

/// How long items take, from those that have been done: how many make a good chunk, and how long one may take. What it
/// says changes nothing but the time.
final class Pace {
    /// What a chunk is to take: a hundred times what handing it out does [s].
    private static final double CHUNK_SECONDS = 2e-3;

    /// Of what is left a chunk has at most this part of a slot's share, so that the last chunks are short (guided
    /// self-scheduling, Polychronopoulos and Kuck 1987, IEEE Trans. Comput. C-36, 1425).
    private static final int PART_OF_SHARE = 2;

    private static final double HASTY_SECONDS = 0.2;

    private static final int MOST_GROWTH = 8;
    private static final double WEIGHT_OF_LAST = 0.25;
    private static final int MEDIAN_FROM = 3;

    /// The median is had anew once there is one more in so many; it would else take longer with each task.
    private static final int ONE_MORE_IN = 10;

    private final Rules rules;
    private final int slots;
    private double mean = Double.NaN;
    private int last = 1;
    private double[] seconds = new double[16];
    private int done;
    private double median;
    private int medianOf;

    /// @param slots of all ranks
    Pace(Rules rules, int slots) {
        this.rules = rules;
        this.slots = slots;
    }

    /// @param pending how many tasks wait, at least 1
    /// @return how many of them to hand out at once
    int chunk(int pending) {
        if (Double.isNaN(mean)) {
            return 1;
        }
        double fitting = CHUNK_SECONDS / mean; // may be infinite
        int share = Math.ceilDiv(pending, PART_OF_SHARE * slots);
        int most = Math.min(Math.min(share, rules.mostAtOnce()), MOST_GROWTH * last);
        last = (int) Math.clamp(fitting, 1, most);
        return last;
    }

    /// Chunks have taken so long lately.
    ///
    /// @param tasks tried, at least 1
    void took(int tasks, double chunkSeconds) {
        double each = chunkSeconds / tasks;
        // One long task among short ones soon makes chunks short, and many short ones make them long again.
        mean = Double.isNaN(mean) ? each : mean + WEIGHT_OF_LAST * (each - mean);
    }

    /// A task was done.
    void done(double itsSeconds) {
        if (rules.medians() > 0) {
            if (done == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * done);
            }
            seconds[done++] = itsSeconds;
        }
    }

    /// Whether tasks are so short that a rank of another process had better have the next when it ends one: a message
    /// there and back takes it a millisecond or two.
    boolean isHasty() {
        return mean < HASTY_SECONDS;
    }

    /// What a task may take from now on [s].
    double limitSeconds() {
        double limit = rules.timeLimit() == null
                ? Double.POSITIVE_INFINITY
                : rules.timeLimit().toNanos() * 1e-9;
        if (rules.medians() > 0 && done >= MEDIAN_FROM) {
            if (done - medianOf > medianOf / ONE_MORE_IN) {
                double[] sorted = Arrays.copyOf(seconds, done);
                Arrays.sort(sorted);
                median = sorted[done / 2];
                medianOf = done;
            }
            limit = Math.min(limit, rules.medians() * median);
        }
        return limit;
    }
}
