package hyades.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// The process that started this one and answers for its end, where [Starter#LAUNCHER_PROPERTY] names
/// it: a script, a launcher or a study of ours. Or the script `mpj/mpjrun`, or the launcher that has
/// called `mpirun`, which are no parents: others are between.
public final class Parent {
    /// Where the script `mpj/mpjrun`, or the launcher, runs: how Linux calls this time of the machine's
    /// being up, the space of the process ids, and its own id, with `/` between them. Ranks on other
    /// machines have nobody to look at.
    static final String SCRIPT_PROPERTY = "hyades.mpjrun";

    private static final Long PID = Long.getLong(Starter.LAUNCHER_PROPERTY);
    private static final Duration LOOK = Duration.ofMillis(500);

    private Parent() {}

    /// The JVM's option that lets processes end as soon as this one is gone, even where others are between.
    public static String option() {
        return "-D%s=%s/%d"
                .formatted(SCRIPT_PROPERTY, machine(), ProcessHandle.current().pid());
    }

    /// Whether there is one. It passes signals on, and loses patience where they do not help.
    public static boolean isThere() {
        return PID != null;
    }

    /// Lets this process end as soon as it is gone; without one does nothing.
    public static void endTogether() {
        if (PID != null) {
            // Not whether its id is in use: a process that nobody has buried keeps its own.
            endWith(() ->
                    ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == PID.longValue());
        }
        OptionalLong script = onThisMachine(System.getProperty(SCRIPT_PROPERTY, ""));
        script.ifPresent(pid -> endWith(() -> isAlive(pid)));
    }

    /// The process id of [#SCRIPT_PROPERTY], where it means a process of this machine.
    static OptionalLong onThisMachine(String script) {
        int last = script.lastIndexOf('/');
        return last > 0 && script.substring(0, last).equals(machine())
                ? OptionalLong.of(Long.parseLong(script.substring(last + 1)))
                : OptionalLong.empty();
    }

    /// What the script has of `/proc`; another system has neither.
    static String machine() {
        try {
            String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "/"
                    + space.replaceAll("\\D", "");
        } catch (IOException e) {
            return "";
        }
    }

    /// Whether there is such a process that runs: not one which nobody has buried.
    static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    private static void endWith(BooleanSupplier isThere) {
        Thread.ofPlatform().daemon().name("launcher watch").start(() -> endWhenGone(isThere));
    }

    /// Sleeping and looking, not waiting for the end of a pipe: the JVM waits 0.3 s at its end for a thread that
    /// reads.
    private static void endWhenGone(BooleanSupplier isThere) {
        try {
            while (isThere.getAsBoolean()) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            return;
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }
}
