package hyades.process;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When the user's command started, which whoever starts processes of ours tells them.
///
/// Not as `ProcessHandle` has it: Linux counts a process's start from a boot time in whole seconds, up to one too
/// early.
public final class StartTime {
    /// The moment in seconds since 1970, such as `1732629613.123456789`; a script whose `date` knows no fractions
    /// sends something else.
    static final String PROPERTY = "hyades.started";

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,11})\\.(\\d{1,9})");

    private StartTime() {}

    /// Of the command that this process belongs to; this JVM's own start where nobody has told it.
    public static Instant ofCommand() {
        return parse(System.getProperty(PROPERTY, ""));
    }

    /// The JVM's option that tells a process, which may come after another: the last one counts.
    public static String option(Instant started) {
        return "-D%s=%d.%09d".formatted(PROPERTY, started.getEpochSecond(), started.getNano());
    }

    static Instant parse(String told) {
        Matcher seconds = SECONDS.matcher(told);
        if (!seconds.matches()) {
            return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        }
        String nanos = (seconds.group(2) + "00000000").substring(0, 9);
        return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)), Long.parseLong(nanos));
    }
}
