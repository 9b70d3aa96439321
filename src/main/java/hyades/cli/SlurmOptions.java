package hyades.cli;

import hyades.launch.BatchScript;
import hyades.launch.Submission;
import hyades.process.JobFailure;
import hyades.process.SlurmEnvironment;
import hyades.run.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// What SLURM is asked for where `--on slurm` submits a job. Options of `./hyades` only, before the command: within
/// the job they have been obeyed already.
final class SlurmOptions {
    @Option(names = "--nodes", paramLabel = "N", description = "Number of machines.")
    private Integer nodes;

    @Option(names = "--time", paramLabel = "TIME", description = "Time limit, such as 2:00:00 or 1-12.")
    private String time;

    @Option(names = "--partition", paramLabel = "NAME", description = "Which part of the cluster.")
    private String partition;

    @Option(names = "--sbatch", paramLabel = "OPTION", description = "Any option of sbatch: --sbatch=--mem=4G.")
    private List<String> others = new ArrayList<>();

    @Option(
            names = "--requeue",
            description = "Go back into the queue when asked to stop, and then on where it stopped.")
    private boolean requeue;

    @Option(names = "--wait", description = "Follow the log, and return the job's exit code.")
    private boolean wait;

    @Option(names = "--dry-run", description = "Print the batch script, submit nothing.")
    private boolean dryRun;

    /// Refuses these options where they would mean nothing.
    ///
    /// @throws JobFailure with exit code 2
    void check(ParseResult parsed, boolean submits) {
        if (submits) {
            if (nodes != null && nodes < 1) {
                throw new JobFailure(2, "--nodes %d: expected at least 1".formatted(nodes));
            }
            return;
        }
        names().filter(parsed::hasMatchedOption).findFirst().ifPresent(name -> {
            String where = SlurmEnvironment.here().isAllocation() ? "outside of a SLURM job" : "with --on slurm";
            throw new JobFailure(2, "%s: expected only %s, which submits one".formatted(name, where));
        });
    }

    private static Stream<String> names() {
        return options().map(OptionSpec::longestName);
    }

    private static Stream<OptionSpec> options() {
        return CommandSpec.forAnnotatedObject(new SlurmOptions()).options().stream();
    }

    /// The job's script.
    ///
    /// @param command such as `images filter`
    /// @param ranks null where SLURM is to decide
    /// @param threads null where SLURM is to decide
    /// @param arguments of the user, `@` files expanded
    BatchScript script(String command, Counts ranks, Counts threads, List<String> arguments) {
        List<String> options = new ArrayList<>();
        Integer tasks = ranks == null ? null : ranks.largest();
        add(options, "--ntasks", tasks);
        add(options, "--nodes", nodes);
        if (tasks != null && nodes != null && tasks % nodes == 0) {
            add(options, "--ntasks-per-node", tasks / nodes); // or SLURM fills one node after the other
        }
        add(options, "--cpus-per-task", threads == null ? null : threads.largest());
        add(options, "--time", time);
        add(options, "--partition", partition);
        if (requeue) {
            options.add("--requeue");
        }
        options.addAll(others);
        return new BatchScript(command.replace(' ', '-'), options, without(arguments));
    }

    private static void add(List<String> options, String name, Object value) {
        if (value != null) {
            options.add(name + "=" + value);
        }
    }

    /// The arguments without these options, which stand before the command.
    private static List<String> without(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        boolean skipsNext = false;
        for (String argument : arguments) {
            if (skipsNext) {
                skipsNext = false;
                continue;
            }
            OptionSpec option = options()
                    .filter(each ->
                            argument.equals(each.longestName()) || argument.startsWith(each.longestName() + "="))
                    .findFirst()
                    .orElse(null);
            if (option == null) {
                kept.add(argument);
            } else {
                skipsNext = option.arity().min() > 0 && !argument.contains("=");
            }
        }
        return kept;
    }

    /// Prints the script, or submits it and says where it is.
    ///
    /// @return the exit code
    int submit(BatchScript script, Path home) throws IOException, InterruptedException {
        String text = script.render(home);
        if (dryRun) {
            System.out.print(text);
            return 0;
        }
        Submission job = Submission.submit(text);
        System.out.printf("job %s: %s; output in %s%n", job.id(), script.name(), job.log());
        System.out.printf("squeue -j %s shows it, scancel %s ends it%n", job.id(), job.id());
        return wait ? job.await(System.out) : 0;
    }
}
