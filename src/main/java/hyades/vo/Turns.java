package hyades.vo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// When which host may be asked next: its requests begin a while apart, whichever threads send them, and none while it
/// wants to be left alone.
final class Turns {
    private final long apart;
    private final Map<String, Long> next = new HashMap<>();
    private final Map<String, Long> alone = new HashMap<>();

    /// @param rate most requests a second
    Turns(double rate) {
        apart = Math.round(1e9 / rate);
    }

    /// Takes the next turn.
    ///
    /// @param now as [Timepiece#nanoTime] has it
    /// @return when it is, not before now
    synchronized long take(String host, long now) {
        long turn = Math.max(now + alone(host, now).toNanos(), next.getOrDefault(host, now));
        next.put(host, turn + apart);
        return turn;
    }

    /// Lets nobody ask a host for a while.
    synchronized void pause(String host, long now, Duration pause) {
        alone.merge(host, now + pause.toNanos(), Math::max);
    }

    /// How long a host still wants to be left alone.
    synchronized Duration alone(String host, long now) {
        return Duration.ofNanos(Math.max(0, alone.getOrDefault(host, now) - now));
    }
}
