package hyades.nbody;

import hyades.partition.Subrange;
import java.util.Random;
import java.util.function.LongSupplier;

/// A short measurement: from how many bodies on a device computes their accelerations sooner than the processor.
final class DeviceTrial {
    /// Fewer bodies are the processor's without a measurement.
    static final int LEAST = 256;

    /// From how many bodies on the device wins where it never does.
    static final int NEVER = Integer.MAX_VALUE;

    private static final int MOST = 16384;

    /// Of the processor so many targets are measured, by one thread.
    private static final int TARGETS = 64;

    private static final int REPEATS = 3;

    /// Until then the JVM has compiled a kernel of vectors [ns].
    private static final long WARM_UP = 1_000_000_000;

    private final GravityKernel processor;
    private final GravityKernel device;
    private final int threads;
    private final LongSupplier nanos;

    /// @param threads that compute on the processor instead
    /// @param nanos the time [ns], from anywhere
    DeviceTrial(GravityKernel processor, GravityKernel device, int threads, LongSupplier nanos) {
        this.processor = processor;
        this.device = device;
        this.threads = threads;
        this.nanos = nanos;
    }

    /// The least power of two from which on the device wins, at each up to the largest that is tried; [#NEVER].
    int winsFrom() {
        long begin = nanos.getAsLong();
        while (nanos.getAsLong() - begin < WARM_UP) {
            nanos(processor, 4 * LEAST, TARGETS);
        }
        int from = NEVER;
        for (int n = MOST; n >= LEAST; n /= 2) {
            double itself = (double) nanos(processor, n, TARGETS) * n / TARGETS / threads;
            if (nanos(device, n, n) >= itself) {
                return from;
            }
            from = n;
        }
        return from;
    }

    /// The least of some.
    private long nanos(GravityKernel kernel, int n, int targets) {
        Random random = new Random(n);
        double[][] position = new double[3][];
        for (int d = 0; d < position.length; d++) {
            position[d] = random.doubles(n).toArray();
        }
        double[] gm = random.doubles(n).toArray();
        double[][] acceleration = new double[3][n];
        long least = Long.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long begin = nanos.getAsLong();
            kernel.accelerate(position, gm, 1e-4, new Subrange(0, targets), acceleration);
            least = Math.min(least, nanos.getAsLong() - begin);
        }
        return least;
    }
}
