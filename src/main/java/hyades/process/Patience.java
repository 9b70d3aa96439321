package hyades.process;

import java.time.Duration;

/// How long ranks that were asked to stop may take: less than SLURM and others wait before they kill (30 s).
public final class Patience {
    /// What is said where the end is not at once.
    public static final String LINE = "hyades: the ranks finish what they are at; once more ends them at once";

    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// Says what is going on where it is not over at once, and calls `kill` where it is not over in time. Returns at
    /// once.
    public void begin(Runnable kill) {
        Thread.ofPlatform().daemon().name("patience").start(() -> {
            try {
                Thread.sleep(SILENCE);
                System.err.println(LINE);
                Thread.sleep(LONGEST);
            } catch (InterruptedException e) {
                return;
            }
            kill.run();
        });
    }
}
