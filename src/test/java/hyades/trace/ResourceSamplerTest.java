package hyades.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceSamplerTest {
    private static final long INTERVAL = 100_000_000;

    /// The CPU time of sample i grows like a saw: shares between 0 and 2 cores, heap with a peak at sample 7.
    private static Sample sample(int i) {
        double cpu = 0.1 * (i / 2 * 2);
        return new Sample(INTERVAL * i, cpu, 2 * cpu, 1000L + i, 1100L + i, i == 7 ? 5000 : 100, 0.001 * i);
    }

    @ParameterizedTest(name = "{0} samples")
    @ValueSource(ints = {1, 2, 8, 9, 50, 100_000})
    void samplesAreBoundedAndPeaksAreThoseOfAll(int count) {
        Samples samples = new Samples(8, INTERVAL);
        for (int i = 0; i < count; i++) {
            samples.add(sample(i));
        }
        List<Sample> kept = samples.finish();
        Usage usage = samples.usage();
        assertTrue(kept.size() <= 8 && kept.size() >= Math.min(count, 4), () -> kept.size() + " kept");
        assertEquals(sample(0), kept.getFirst());
        assertEquals(sample(count - 1), kept.getLast());
        assertEquals(count > 7 ? 5000 : 100, usage.peakHeapBytes());
        assertEquals(1100L + count - 1, usage.peakResidentBytes());
        assertEquals(sample(count - 1).cpuSeconds(), usage.cpuSeconds());
        if (count > 2) {
            assertEquals(2, usage.peakCpuShare(), 1e-6); // the sums' rounding errors
        } else {
            assertNull(usage.peakCpuShare());
        }
        for (int i = 1; i < kept.size(); i++) {
            assertTrue(kept.get(i).at() > kept.get(i - 1).at());
            assertTrue(count < 3 || kept.get(i).cpuShare(kept.get(i - 1)) <= usage.peakCpuShare());
        }
    }

    /// Each time that 8 are kept and one more comes, every second goes and the time between doubles, so that they stay
    /// evenly spread: a quarter early at most, and the last of all whenever it comes.
    @ParameterizedTest(name = "{0} samples: every {1}")
    @CsvSource({"8, 1", "9, 2", "16, 2", "17, 4", "32, 4", "33, 8"})
    void theIntervalDoublesWithEachHalving(int count, int doubled) {
        Samples samples = new Samples(8, INTERVAL);
        for (int i = 0; i < count; i++) {
            samples.add(sample(i));
        }
        assertEquals(doubled * INTERVAL, samples.interval());
        List<Sample> kept = samples.finish();
        for (int i = 1; i < kept.size() - 1; i++) {
            double spacing = (double) (kept.get(i).at() - kept.get(i - 1).at()) / samples.interval();
            assertTrue(spacing > 0.75 && spacing <= 1, () -> spacing + " intervals");
        }
    }

    @Test
    void aShareOverTooShortATimeIsUnknown() {
        Sample before = new Sample(0, 0, 0, null, null, 1, 0);
        Sample after = new Sample(1_000_000, 0.5, 0.5, null, null, 1, 0);
        assertTrue(Double.isNaN(after.cpuShare(before)));
        Samples samples = new Samples(8, INTERVAL);
        samples.add(before);
        samples.add(after);
        assertEquals(2, samples.finish().size());
        assertNull(samples.usage().peakCpuShare());
        assertNull(samples.usage().peakResidentBytes());
    }

    /// This thread computes until its CPU clock says 0.3 s; two others of its group, one of which ends meanwhile,
    /// do nothing.
    @Test
    @Timeout(60)
    void aRanksThreadsAreTimedWithWhatHasEnded() throws Exception {
        ThreadGroup rank = new ThreadGroup("rank");
        Usage[] usage = new Usage[1];
        AtomicInteger shown = new AtomicInteger();
        Thread thread = new Thread(rank, () -> {
            ResourceSampler sampler = new ResourceSampler("rank 0", (before, now) -> shown.incrementAndGet());
            Thread helper = new Thread(() -> burn(0.3));
            helper.start();
            burn(0.3);
            join(helper);
            List<Sample> samples = sampler.stop();
            usage[0] = sampler.usage();
            assertTrue(samples.size() >= 2);
        });
        thread.start();
        thread.join();
        assertNotNull(usage[0]);
        // a thread's time after the last look at it is missed: up to an interval, of the helper alone
        assertTrue(usage[0].cpuSeconds() > 0.45, () -> usage[0].cpuSeconds() + " s");
        assertTrue(usage[0].processCpuSeconds() > 0.5, () -> usage[0].processCpuSeconds() + " s");
        assertTrue(usage[0].peakHeapBytes() > 0);
        assertTrue(shown.get() > 0);
    }

    private static void burn(double seconds) {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        while (threads.getCurrentThreadCpuTime() < seconds * 1e9) {
            Thread.onSpinWait();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
