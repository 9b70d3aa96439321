package hyades.study.app;

import hyades.process.JobFailure;
import hyades.run.Counts;
import hyades.run.Growth;
import hyades.run.RankCommand;
import hyades.study.ScalingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The points of a scaling study: its job, sized and checked for each.
final class StudyPlans {
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
            throw new JobFailure(
                    2, "%s leaves no files: expected a job that does".formatted(String.join(" ", command)));
        }
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
                growth == null ? null : growth.toString(),
                points,
                job.circumstances());
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
                        2, "--weak: %s has no size that could grow".formatted(String.join(" ", command))));
    }

    /// The options that mean a plan.
    static String text(ScalingPlan plan) {
        return "--ranks %s --threads %s --on %s --repeats %d%s -- %s"
                .formatted(
                        new Counts(plan.ranks()),
                        new Counts(plan.threads()),
                        plan.mode(),
                        plan.repeats(),
                        plan.isWeak() ? " --weak" : "",
                        String.join(" ", plan.command()));
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
