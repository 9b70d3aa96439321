package hyades.vo;

import java.time.Duration;

/// Until when an answer is of use.
///
/// @param nanoTime when, as [Timepiece#nanoTime] has it
public record Deadline(Timepiece time, long nanoTime) {
    /// A deadline a while from now.
    public static Deadline in(Duration length) {
        return in(length, Timepiece.SYSTEM);
    }

    /// A deadline a while from now.
    public static Deadline in(Duration length, Timepiece time) {
        return new Deadline(time, time.nanoTime() + length.toNanos());
    }

    /// What is left; nothing where it is over.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - time.nanoTime()));
    }

    /// Whether nothing is left.
    public boolean isOver() {
        return remaining().isZero();
    }
}
