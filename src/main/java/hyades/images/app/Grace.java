package hyades.images.app;

import hyades.comm.Communicator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Whether the file at hand is to be left: some time after the rank was asked to stop, in which small ones are done.
final class Grace implements BooleanSupplier {
    private static final long NANOS = 2_000_000_000;

    private final Communicator world;
    private final AtomicLong since = new AtomicLong();

    Grace(Communicator world) {
        this.world = world;
    }

    /// From any thread.
    @Override
    public boolean getAsBoolean() {
        if (!world.stopRequested()) {
            return false;
        }
        long now = System.nanoTime() | 1; // never 0
        since.compareAndSet(0, now);
        return now - since.get() > NANOS;
    }
}
