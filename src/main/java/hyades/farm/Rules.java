package hyades.farm;

import java.time.Duration;

/// How a farm deals with its items. [#DEFAULT] and the methods that begin with `with` make all there are.
///
/// @param schedule who works on what
/// @param slots items that a rank does at a time, each on a thread of its own, at least 1
/// @param mostAtOnce items that a slot takes at a time at most; where they are short, several save time
/// @param retries how often an item that failed is done again, at least 0
/// @param timeLimit that an item may take; null for any time
/// @param medians that an item may take, as a multiple of the median of those that are done, as soon as there are
///     three; 0 for any number
/// @param halt when items that fail end the whole
/// @param grace how long items at hand may still take when the job is asked to stop; then they are left
public record Rules(
        Schedule schedule,
        int slots,
        int mostAtOnce,
        int retries,
        Duration timeLimit,
        double medians,
        Halt halt,
        Duration grace) {
    /// Items are taken one after the other by who is free, done once, and may take any time.
    public static final Rules DEFAULT =
            new Rules(Schedule.DYNAMIC, 1, Integer.MAX_VALUE, 0, null, 0, Halt.NEVER, Duration.ofSeconds(2));

    public Rules {
        if (slots < 1 || mostAtOnce < 1 || retries < 0 || medians < 0) {
            throw new IllegalArgumentException(
                    "%d slots, %d at once, %d retries, %s medians".formatted(slots, mostAtOnce, retries, medians));
        }
    }

    public Rules withSchedule(Schedule other) {
        return new Rules(other, slots, mostAtOnce, retries, timeLimit, medians, halt, grace);
    }

    public Rules withSlots(int other) {
        return new Rules(schedule, other, mostAtOnce, retries, timeLimit, medians, halt, grace);
    }

    public Rules withMostAtOnce(int other) {
        return new Rules(schedule, slots, other, retries, timeLimit, medians, halt, grace);
    }

    public Rules withRetries(int other) {
        return new Rules(schedule, slots, mostAtOnce, other, timeLimit, medians, halt, grace);
    }

    public Rules withTimeLimit(Duration other) {
        return new Rules(schedule, slots, mostAtOnce, retries, other, medians, halt, grace);
    }

    public Rules withMedians(double other) {
        return new Rules(schedule, slots, mostAtOnce, retries, timeLimit, other, halt, grace);
    }

    public Rules withHalt(Halt other) {
        return new Rules(schedule, slots, mostAtOnce, retries, timeLimit, medians, other, grace);
    }

    public Rules withGrace(Duration other) {
        return new Rules(schedule, slots, mostAtOnce, retries, timeLimit, medians, halt, other);
    }
}
