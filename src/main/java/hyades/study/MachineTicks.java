package hyades.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What Linux has counted up to a moment of the cores that this process may use, in ticks of its clock; proc(5).
///
/// @param cores how many these are
/// @param total ticks of all of them, idle ones included
/// @param busy ticks in which one of them ran something
/// @param stolen ticks in which one of them had something to run while the host ran another guest
/// @param own ticks in which this process ran, or one that it has started and waited for, or one of theirs
/// @param load processes that ran or waited to, over about the last minute, on all of the machine
record MachineTicks(int cores, long total, long busy, long stolen, long own, double load) {
    private static final Path PROC = Path.of("/proc");

    /// Numbers of a line of `stat`: user, nice, system, idle, iowait, irq, softirq, steal.
    private static final int COUNTS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;

    /// Looks at the machine; nothing elsewhere than on Linux.
    static Optional<MachineTicks> now() {
        try {
            return Optional.of(of(
                    Files.readString(PROC.resolve("stat")),
                    Files.readString(PROC.resolve("self/status")),
                    Files.readString(PROC.resolve("self/stat")),
                    Files.readString(PROC.resolve("loadavg"))));
        } catch (IOException | RuntimeException e) { // no Linux, or one that tells something else
            return Optional.empty();
        }
    }

    /// @param stat of the machine
    /// @param status of the process, for the cores it may use
    /// @param self the `stat` of the process
    /// @param loadavg of the machine
    static MachineTicks of(String stat, String status, String self, String loadavg) {
        String allowed = status.lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElseThrow();
        int cores = 0;
        long total = 0;
        long idle = 0;
        long stolen = 0;
        for (String line : stat.lines().toList()) {
            String[] fields = line.split(" +");
            if (fields[0].matches("cpu\\d+") && isIn(allowed, Integer.parseInt(fields[0].substring(3)))) {
                cores++;
                for (int i = 0; i < COUNTS; i++) {
                    total += Long.parseLong(fields[1 + i]);
                }
                idle += Long.parseLong(fields[1 + IDLE]) + Long.parseLong(fields[1 + WAITING]);
                stolen += Long.parseLong(fields[1 + STOLEN]);
            }
        }
        String[] own = self.substring(self.lastIndexOf(')') + 2).split(" "); // the name before may hold anything
        long ran = 0;
        for (int i = 11; i < 15; i++) { // utime, stime, cutime, cstime: fields 14 to 17 of all
            ran += Long.parseLong(own[i]);
        }
        double load = Double.parseDouble(loadavg.substring(0, loadavg.indexOf(' ')));
        return new MachineTicks(cores, total, total - idle - stolen, stolen, ran, load);
    }

    /// Whether a list such as `0-3,8` has a number.
    private static boolean isIn(String list, int number) {
        for (String part : list.split(",")) {
            String[] ends = part.split("-");
            if (Integer.parseInt(ends[0]) <= number && number <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }
}
