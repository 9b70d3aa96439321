package hyades.trace;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Looks at what a rank uses, on a thread of its own, ten times a second at first.
public final class ResourceSampler {
    /// Most samples that are kept.
    public static final int MOST_SAMPLES = 2000;

    private static final long FIRST_INTERVAL_NANOS = 100_000_000;

    /// A monitor is shown something new at least this often [ns].
    private static final long MONITOR_INTERVAL_NANOS = 500_000_000;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Samples samples = new Samples(MOST_SAMPLES, FIRST_INTERVAL_NANOS);
    private final BiConsumer<Sample, Sample> monitor;
    private final Thread thread;

    /// Starts looking at the rank whose thread calls.
    ///
    /// @param name of the rank
    /// @param monitor is told of each look but the first and of the one before it, on another thread; may be null
    public ResourceSampler(String name, BiConsumer<Sample, Sample> monitor) {
        this.monitor = monitor;
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        thread = Thread.ofPlatform().daemon().name(name + " resources").start(() -> watch(group));
    }

    /// Looks a last time, and no more.
    ///
    /// @return what was kept, in the order of time
    public List<Sample> stop() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while waiting for the last sample", e);
        }
        return samples.finish();
    }

    /// What was used in all; after [#stop].
    public Usage usage() {
        return samples.usage();
    }

    private void watch(ThreadGroup group) {
        Resources resources = new Resources(group); // loads what takes a while: not on the rank's own thread
        samples.add(resources.sample());
        try {
            while (!stop.await(waitNanos(), TimeUnit.NANOSECONDS)) {
                look(resources);
            }
            look(resources);
        } catch (InterruptedException e) {
            // nobody does; the samples so far stay
        }
    }

    private long waitNanos() {
        return monitor == null ? samples.interval() : Math.min(samples.interval(), MONITOR_INTERVAL_NANOS);
    }

    private void look(Resources resources) {
        Sample before = samples.last();
        Sample now = resources.sample();
        samples.add(now);
        if (monitor != null) {
            monitor.accept(before, now);
        }
    }
}
