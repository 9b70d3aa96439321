package hyades.vo;

import java.time.Duration;

/// Until when an answer is of use. For one thread at a time.
public final class Deadline {
    private final Timepiece time;
    private long end;

    private Deadline(Duration length, Timepiece time) {
        this.time = time;
        end = time.nanoTime() + length.toNanos();
    }

    /// A deadline a while from now.
    public static Deadline in(Duration length) {
        return in(length, Timepiece.SYSTEM);
    }

    /// A deadline a while from now.
    public static Deadline in(Duration length, Timepiece time) {
        return new Deadline(length, time);
    }

    Timepiece time() {
        return time;
    }

    /// Puts it off by what was waited for something else than the service.
    void putOff(Duration by) {
        end += by.toNanos();
    }

    /// What is left; nothing where it is over.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - time.nanoTime()));
    }

    /// Whether nothing is left.
    public boolean isOver() {
        return remaining().isZero();
    }
}
