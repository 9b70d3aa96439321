package hyades.study.app;

import hyades.process.JobFailure;
import hyades.run.Counts;
import hyades.run.Growth;
import hyades.run.RankCommand;
import hyades.study.ScalingPlan;
import hyades.text.ShellWords;
import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The points of a scaling study: its job, sized and checked for each.
final class StudyPlans {
    private static final String RANKS = "{ranks}";
    private static final String THREADS = "{threads}";

    /// What the jobs are told by the study itself.
    private static final List<String> OURS = List.of("-n", "--threads", "--on", "--out", "--overwrite", "--resume");

    private StudyPlans() {}

    /// The plan of a study as its options have it.
    ///
    /// @param jobs parses and checks the command line of a job
    /// @throws JobFailure with what is wrong with the job
    static ScalingPlan of(
            List<String> command,
            List<Integer> ranks,
            List<Integer> threads,
            int repeats,
            String mode,
            boolean weak,
            Function<List<String>, ParseResult> jobs) {
        if (command.isEmpty()) {
            throw new JobFailure(2, "no job: expected one after --, such as -- nbody --bodies 2000 --steps 200");
        }
        JobFailure.require(repeats >= 1, "--repeats", repeats, "at least 1");
        ParseResult parsed = jobs.apply(command);
        for (String option : OURS) {
            JobFailure.require(!isGiven(parsed.commandSpec(), option), option, "after --", "none: the study sets it");
        }
        if (parsed.commandSpec().findOption("--out") == null) {
            throw new JobFailure(2, "%s leaves no files: expected a job that does".formatted(ShellWords.join(command)));
        }
        JobFailure.require(
                !parsed.commandSpec().parser().stopAtPositional(),
                "after --",
                ShellWords.join(command),
                "a job that takes --out behind all else, not one that runs commands");
        RankCommand job = (RankCommand) parsed.commandSpec().userObject();
        Growth growth = weak ? growth(command, job) : null;
        List<ScalingPlan.Point> points = new ArrayList<>();
        for (int r : ranks) {
            for (int t : threads) {
                points.add(point(jobs, command, growth, r, t, ranks.getFirst() * threads.getFirst()));
            }
        }
        return new ScalingPlan(
                command,
                ranks,
                threads,
                repeats,
                mode,
                null,
                growth == null ? null : growth.toString(),
                points,
                job.circumstances());
    }

    /// The plan of a program that is no job of Hyades.
    ///
    /// @param command with `{ranks}`, `{threads}` and `{out}` where these are to be put in
    /// @param same which files below `{out}` all jobs are to leave the same, a glob; null for none
    static ScalingPlan ofProgram(
            List<String> command, List<Integer> ranks, List<Integer> threads, int repeats, String same) {
        JobFailure.require(repeats >= 1, "--repeats", repeats, "at least 1");
        requireWord(command, ranks.size() > 1, RANKS, "the number of ranks");
        requireWord(command, threads.size() > 1, THREADS, "the number of threads");
        requireWord(command, same != null, ScalingPlan.OUT, "the folder of the run");
        if (same != null) {
            try {
                var _ = FileSystems.getDefault().getPathMatcher("glob:" + same);
            } catch (PatternSyntaxException e) {
                throw new JobFailure(2, "--same %s: expected a pattern such as '*.dat'".formatted(same));
            }
        }
        List<ScalingPlan.Point> points = new ArrayList<>();
        for (int r : ranks) {
            for (int t : threads) {
                List<String> words = command.stream()
                        .map(word -> word.replace(RANKS, Integer.toString(r)).replace(THREADS, Integer.toString(t)))
                        .toList();
                points.add(new ScalingPlan.Point(r, t, "", 1, words));
            }
        }
        return new ScalingPlan(command, ranks, threads, repeats, ScalingPlan.PROGRAM, same, null, points, Map.of());
    }

    private static void requireWord(List<String> command, boolean isNeeded, String word, String what) {
        if (isNeeded && command.stream().noneMatch(each -> each.contains(word))) {
            throw new JobFailure(2, "%s: expected %s where %s goes".formatted(ShellWords.join(command), word, what));
        }
    }

    /// Whether a command line is no job of Hyades, but an executable: what has a `/`, or is found where the shell
    /// looks.
    ///
    /// @param commands the names of those of Hyades, which come first
    /// @throws JobFailure for a path at which there is none
    static boolean isProgram(List<String> command, Set<String> commands) {
        String first = command.isEmpty() ? "" : command.getFirst();
        if (first.isBlank() || first.startsWith("-") || first.startsWith("@") || commands.contains(first)) {
            return false;
        }
        if (first.contains("/")) {
            if (!isExecutable(Path.of(first))) {
                throw new JobFailure(2, "%s: is no program: expected one, or a command of Hyades".formatted(first));
            }
            return true;
        }
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(folder -> isExecutable(Path.of(folder, first)));
    }

    private static boolean isExecutable(Path file) {
        return Files.isExecutable(file) && Files.isRegularFile(file);
    }

    private static ScalingPlan.Point point(
            Function<List<String>, ParseResult> jobs,
            List<String> command,
            Growth growth,
            int ranks,
            int threads,
            int firstCores) {
        if (growth == null) {
            return new ScalingPlan.Point(ranks, threads, "", 1, command);
        }
        long size = growth.grown((double) ranks * threads / firstCores);
        List<String> arguments = growth.resized(command, size);
        jobs.apply(arguments);
        return new ScalingPlan.Point(ranks, threads, Long.toString(size), growth.work(size), arguments);
    }

    private static Growth growth(List<String> command, RankCommand job) {
        return job.growth()
                .orElseThrow(() -> new JobFailure(
                        2, "--weak: %s has no size that could grow".formatted(ShellWords.join(command))));
    }

    /// The options that mean a plan.
    static String text(ScalingPlan plan) {
        return "--ranks %s --threads %s%s --repeats %d%s%s -- %s"
                .formatted(
                        new Counts(plan.ranks()),
                        new Counts(plan.threads()),
                        plan.isProgram() ? "" : " --on " + plan.mode(),
                        plan.repeats(),
                        plan.isWeak() ? " --weak" : "",
                        plan.same() == null ? "" : " --same " + ShellWords.join(List.of(plan.same())),
                        ShellWords.join(plan.command()));
    }

    /// Whether the command line has an option, before the subcommand's name or after it.
    static boolean isGiven(CommandSpec command, String option) {
        for (CommandLine level = command.commandLine(); level != null; level = level.getParent()) {
            if (level.getParseResult().hasMatchedOption(option)) {
                return true;
            }
        }
        return false;
    }
}
