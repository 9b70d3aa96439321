package hyades.vo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// When which host may be asked next: its requests begin a while apart, whichever threads send them.
final class Turns {
    private final long apart;
    private final Map<String, Long> next = new HashMap<>();

    /// @param rate most requests a second
    Turns(double rate) {
        apart = Math.round(1e9 / rate);
    }

    /// Takes the next turn, unless it comes too late.
    ///
    /// @param now as [Timepiece#nanoTime] has it
    /// @return when the next turn is, not before now, taken or not
    synchronized long take(String host, long now, Duration patience) {
        long turn = Math.max(now, next.getOrDefault(host, now));
        if (turn - now <= patience.toNanos()) {
            next.put(host, turn + apart);
        }
        return turn;
    }

    /// Lets nobody ask a host for a while.
    synchronized void pause(String host, long now, Duration pause) {
        next.merge(host, now + pause.toNanos(), Math::max);
    }
}
