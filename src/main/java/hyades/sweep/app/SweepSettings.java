package hyades.sweep.app;

import hyades.farm.Halt;
import hyades.farm.Rules;
import hyades.process.JobFailure;
import hyades.sweep.Timeout;
import hyades.text.TimeUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// How the tasks of a sweep are run and shown, as the options say: those of a run that goes on count
/// where the command line has no others.
///
/// @param options values as typed, by the options' first names
record SweepSettings(Map<String, String> options) {
    /// What tasks at hand may still take when the sweep is asked to stop: short ones are done.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Set<String> NO_BOURNE_SHELLS = Set.of("csh", "tcsh", "fish", "rc", "nu", "pwsh");

    SweepSettings {
        options = Map.copyOf(options);
    }

    /// Says what is wrong with them.
    ///
    /// @throws JobFailure with exit code 2
    void check() {
        rules();
        delaySeconds();
        JobFailure.require(
                jobLog() == null || Files.notExists(jobLog()) || Files.isRegularFile(jobLog()),
                "--joblog",
                jobLog(),
                "the name of a file, which is replaced");
        JobFailure.require(
                jobLog() == null || Files.isDirectory(jobLog().toAbsolutePath().getParent()),
                "--joblog",
                jobLog(),
                "a file in a folder that is there");
        JobFailure.require(
                results() == null || Files.notExists(results()) || Files.isDirectory(results()),
                "--results",
                results(),
                "a folder, or the name of one that is not there yet");
        String shell = shell();
        JobFailure.require(
                !NO_BOURNE_SHELLS.contains(shell.substring(shell.lastIndexOf('/') + 1)) && !shell.isBlank(),
                "--shell",
                shell,
                "a shell of Bourne's kind, such as sh, bash, ksh or zsh");
        JobFailure.require(isThere(shell), "--shell", shell, "a program that is there");
    }

    private static boolean isThere(String program) {
        List<String> folders = program.contains("/")
                ? List.of("")
                : List.of(Objects.requireNonNullElse(System.getenv("PATH"), "/bin:/usr/bin")
                        .split(":"));
        return folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    Rules rules() {
        Timeout timeout = read("--timeout", Timeout::parse, Timeout.NEVER);
        return Rules.DEFAULT
                .withMostAtOnce(1)
                .withGrace(GRACE)
                .withTimeLimit(timeout.time())
                .withMedians(timeout.medians())
                .withRetries(retries())
                .withHalt(read("--halt", Halt::parse, Halt.NEVER));
    }

    private int retries() {
        return read(
                "--retries",
                text -> {
                    if (!text.matches("[0-9]{1,6}")) {
                        throw new IllegalArgumentException("expected a number of 0 or more");
                    }
                    return Integer.valueOf(text);
                },
                0);
    }

    /// From the start of a task to that of the next [s].
    double delaySeconds() {
        return read(
                "--delay",
                text -> {
                    double seconds = TimeUnit.parse(text);
                    if (!(seconds >= 0 && seconds < 1e9)) {
                        throw new IllegalArgumentException("expected 0 or more");
                    }
                    return seconds;
                },
                0.0);
    }

    String shell() {
        return options.getOrDefault("--shell", "sh");
    }

    boolean keepsOrder() {
        return options.containsKey("-k");
    }

    boolean tags() {
        return options.containsKey("--tag");
    }

    /// Null for none.
    Path jobLog() {
        return read("--joblog", Path::of, null);
    }

    /// Null for none.
    Path results() {
        return read("--results", Path::of, null);
    }

    private <T> T read(String option, Function<String, T> reader, T otherwise) {
        String text = options.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, text, e.getMessage()));
        }
    }

    /// Options that are none of them: where values come from, and what is shown on the way.
    static List<String> others() {
        return List.of("--from", "-0", "--csv", "--dry-run", "--eta", "--resume-failed");
    }
}
