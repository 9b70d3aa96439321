package hyades.trace;

/// A rank did one thing for a while.
///
/// @param name what exactly, one of few: `allgather`
/// @param about what it was done to, such as a file; null where that says nothing
/// @param start as `System.nanoTime` had it on this rank
/// @param end likewise
/// @param leftOut of [Activity#LEFT_OUT] alone, else null: how many events, and the nanoseconds of each activity in
///     them, shape (1 + activities)
public record Event(Activity activity, String name, String about, long start, long end, long[] leftOut) {
    static final String LEFT_OUT = "events left out";

    static Event of(Activity activity, String name, String about, long start, long end) {
        return new Event(activity, name, about, start, end, null);
    }

    /// How long it took.
    public long nanos() {
        return end - start;
    }

    Event at(long newStart, long newEnd) {
        return new Event(activity, name, about, newStart, newEnd, leftOut);
    }

    /// How many events this one stands for.
    public long count() {
        return leftOut == null ? 1 : leftOut[0];
    }

    /// The time spent in an activity [ns].
    public long nanosOf(Activity which) {
        if (leftOut != null) {
            return leftOut[1 + which.ordinal()];
        }
        return activity == which ? nanos() : 0;
    }

    /// This and a later event as one that is left out.
    Event and(Event later) {
        long[] sums = new long[1 + Activity.values().length];
        sums[0] = count() + later.count();
        for (Activity each : Activity.values()) {
            sums[1 + each.ordinal()] = nanosOf(each) + later.nanosOf(each);
        }
        return new Event(Activity.LEFT_OUT, LEFT_OUT, null, start, later.end, sums);
    }

    /// This event as one that is left out.
    Event asLeftOut() {
        if (leftOut != null) {
            return this;
        }
        long[] sums = new long[1 + Activity.values().length];
        sums[0] = 1;
        sums[1 + activity.ordinal()] = nanos();
        return new Event(Activity.LEFT_OUT, LEFT_OUT, null, start, end, sums);
    }
}
