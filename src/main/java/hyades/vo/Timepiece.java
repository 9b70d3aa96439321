package hyades.vo;

import java.time.Duration;
import java.time.Instant;

/// How time passes: that of the machine, or one of a test's, which takes none.
public interface Timepiece {
    /// That of the machine.
    Timepiece SYSTEM = new Timepiece() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    /// As `System.nanoTime`.
    long nanoTime();

    /// What services mean by a date.
    Instant now();

    /// Waits.
    void sleep(Duration time) throws InterruptedException;
}
