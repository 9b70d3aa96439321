package hyades.trace;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the threads of one rank, and the process they are in, use.
///
/// A rank's threads are those of the thread group it was made in: in multicore mode every rank has one of its own,
/// elsewhere it is alone in its process. What a thread used after it was last looked at and before it ended is missed.
final class Resources {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final ThreadGroup group;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Iterable<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private Map<Long, Long> nanosOfThread = Map.of();
    private long nanosOfEnded;

    /// @param group the rank's
    Resources(ThreadGroup group) {
        this.group = group;
    }

    /// Looks at everything once.
    Sample sample() {
        long gcMillis = 0;
        for (GarbageCollectorMXBean each : collectors) {
            gcMillis += Math.max(0, each.getCollectionTime());
        }
        Runtime memory = Runtime.getRuntime();
        Resident resident = Resident.look();
        return new Sample(
                System.nanoTime(),
                threadNanos() * 1e-9,
                process.getProcessCpuTime() * 1e-9,
                resident.now,
                resident.most,
                memory.totalMemory() - memory.freeMemory(),
                gcMillis * 1e-3);
    }

    private long threadNanos() {
        Thread[] all = new Thread[group.activeCount() + 16];
        int count = group.enumerate(all);
        Map<Long, Long> now = new HashMap<>();
        for (int i = 0; i < count; i++) {
            long id = all[i].threadId();
            long nanos = threads.getThreadCpuTime(id);
            now.put(id, nanos < 0 ? nanosOfThread.getOrDefault(id, 0L) : nanos);
        }
        nanosOfThread.forEach((id, nanos) -> nanosOfEnded += now.containsKey(id) ? 0 : nanos);
        nanosOfThread = now;
        return nanosOfEnded + now.values().stream().mapToLong(nanos -> nanos).sum();
    }

    /// The memory the process has of the machine, as Linux tells it; elsewhere unknown.
    private record Resident(Long now, Long most) {
        static Resident look() {
            try {
                String status = Files.readString(STATUS);
                return new Resident(bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
            } catch (IOException e) {
                return new Resident(null, null);
            }
        }

        private static Long bytes(String status, String field) {
            int at = status.indexOf(field);
            if (at < 0) {
                return null;
            }
            int end = status.indexOf(" kB", at);
            return Long.parseLong(status.substring(at + field.length(), end).strip()) << 10;
        }
    }
}
