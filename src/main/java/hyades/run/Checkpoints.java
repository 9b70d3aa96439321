package hyades.run;

import java.io.IOException;
import java.time.Duration;

/// The checkpoints of a run that goes step by step: when one is due, and that the run outlives one which
/// cannot be written.
public final class Checkpoints {
    /// Between two where nobody says how many steps there should be.
    private static final long PERIOD_NANOS = Duration.ofMinutes(10).toNanos();

    /// How often it is looked whether the folder is there: many a step takes less than a look.
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final RunDirectory directory;
    private final String known;
    private final long every;
    private long last = System.nanoTime();
    private long lastLook = last - LOOK_NANOS;

    /// Writes one.
    public interface Writer {
        void write() throws IOException;
    }

    /// @param known the name of a file that the run has begun in its directory
    /// @param every steps; 0: one every ten minutes
    public Checkpoints(RunDirectory directory, String known, long every) {
        this.directory = directory;
        this.known = known;
        this.every = every;
    }

    /// Looks, once a second, whether the run directory is there.
    ///
    /// @throws hyades.process.JobFailure with exit code 1 if somebody has taken it away
    public void look() {
        long now = System.nanoTime();
        if (now - lastLook >= LOOK_NANOS) {
            directory.requireThere(known);
            lastLook = now;
        }
    }

    /// Whether one is due after this step.
    public boolean isDue(long step) {
        return every > 0 ? step % every == 0 : System.nanoTime() - last > PERIOD_NANOS;
    }

    /// Writes one, or warns: the run is worth more than a checkpoint, and the one before is still there.
    ///
    /// @throws hyades.process.JobFailure with exit code 1 if the run directory is gone
    public void tryToWrite(long step, Writer writer) {
        try {
            writer.write();
        } catch (IOException e) {
            directory.requireThere(known);
            System.err.println("rank 0: warning: no checkpoint at step %d: %s".formatted(step, e));
        }
        last = System.nanoTime();
    }
}
