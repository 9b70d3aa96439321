package hyades.process;

import java.time.Duration;

/// The process that started this one and answers for its end, where [Starter#LAUNCHER_PROPERTY] names it: a script, a
/// launcher or a study of ours.
public final class Parent {
    private static final Long PID = Long.getLong(Starter.LAUNCHER_PROPERTY);
    private static final Duration LOOK = Duration.ofMillis(500);

    private Parent() {}

    /// Whether there is one. It passes signals on, and loses patience where they do not help.
    public static boolean isThere() {
        return PID != null;
    }

    /// Lets this process end as soon as it is gone; without one does nothing.
    public static void endTogether() {
        if (PID != null) {
            Thread.ofPlatform().daemon().name("launcher watch").start(Parent::endWithIt);
        }
    }

    /// Sleeping and looking, not waiting for the end of a pipe: the JVM waits 0.3 s at its end for a thread that
    /// reads.
    private static void endWithIt() {
        try {
            // Not whether its id is in use: a process that nobody has buried keeps its own.
            while (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == PID.longValue()) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            return;
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }
}
