package hyades.study.app;

import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.process.Mode;
import hyades.process.Signals;
import hyades.process.SlurmEnvironment;
import hyades.run.Counts;
import hyades.run.LauncherCommand;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.Progress;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.study.ChildJob;
import hyades.study.Machine;
import hyades.study.ScalingPlan;
import hyades.study.ScalingRecord;
import hyades.study.ScalingStudy;
import hyades.text.ShellWords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures how a job scales.
@Command(
        name = "scaling",
        description = {
            "Run a job on several numbers of ranks: how far does it scale, what limits it, was it worth it?",
            "",
            "./hyades scaling --ranks 1,2,4,8 --repeats 6 -- nbody --bodies 2000 --steps 200",
            "runs each point as a job of its own, round by round, every second round backwards; the "
                    + "first of each does not count, and none does unless all gave the same data files. "
                    + "Jobs that other processes or the host left short of cores are marked (on Linux), and "
                    + "nothing is concluded from their rounds.",
            "",
            "./hyades scaling --ranks 1,2,4 -- mpirun -n {ranks} ./prog --out {out}",
            "runs a program that is no command of Hyades as it is, by no shell, with the number of ranks, of "
                    + "threads ({threads}) and the folder of each run put in. Its wall time is studied.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions (--ranks and --threads take several numbers, ascending):%n")
public final class ScalingCommand implements LauncherCommand {
    private static final double DEFAULT_TARGET = 0.7;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "After --: the job, or @jobs/FILE; or any other program, with {ranks}, {threads}, {out}.")
    private List<String> command = new ArrayList<>();

    @Option(
            names = "--repeats",
            paramLabel = "R",
            description = {
                "Jobs of each point that count (default: ${DEFAULT-VALUE}: the median then lies between "
                        + "the least and the greatest with a probability of 96.9 %%)."
            })
    private int repeats = ScalingPlan.REPEATS;

    @Option(
            names = "--target-efficiency",
            paramLabel = "E",
            description = "Efficiency from which cores are worth having (default: " + DEFAULT_TARGET + ").")
    private Double target;

    @Option(names = "--weak", description = "Let the problem grow with the cores.")
    private boolean weak;

    @Option(
            names = "--same",
            paramLabel = "GLOB",
            description = {
                "Of another program: which files below {out} have to be the same, byte by byte, of all "
                        + "jobs (default: none are compared)."
            })
    private String same;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the study in DIR; of one that is complete, make tables and pictures anew.")
    private Path resume;

    @Option(
            names = "--compare",
            paramLabel = "OTHER",
            description = "Say whether the study in OTHER differs, by how much, and what it was made on and by.")
    private Path compare;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public int run(Settings settings) throws IOException {
        JobFailure.require(
                target == null || target > 0 && target <= 1, "--target-efficiency", target, "more than 0, at most 1");
        ScalingRecord earlier = resume == null ? null : read("--resume", resume);
        ScalingPlan plan = earlier == null ? plan(settings) : resumed(settings, earlier);
        if (compare != null) {
            JobFailure.require(read("--compare", compare).complete(), "--compare", compare, "a study that is complete");
        }
        Path folder;
        ScalingStudy study;
        StudyOutput results;
        if (earlier == null) {
            output.check(compare == null ? List.of() : List.of(compare.resolve("scaling.json")), "scaling.json");
            output.named().ifPresent(named -> ScalingStudy.requireRoom(plan, named));
            folder = output.create("scaling", StudyOutput.FILES.toArray(String[]::new))
                    .path();
            results =
                    new StudyOutput(folder, plan, Machine.here(cores(plan)), wanted(DEFAULT_TARGET), started(settings));
            study = ScalingStudy.begin(plan, folder);
            results.begin();
        } else {
            output.checkResolution();
            folder = resume;
            results = new StudyOutput(
                    folder, plan, earlier.machine(), wanted(earlier.targetEfficiency()), earlier.started());
            study = ScalingStudy.resume(plan, folder);
        }
        if (!measure(plan, study, new RunDirectory(folder), settings.quiet())) {
            System.err.println("hyades: stopped: " + study.goesOn());
            return ExitCode.STOPPED;
        }
        return finish(settings, study, results, earlier == null ? "" : earlier.rateName());
    }

    private double wanted(double otherwise) {
        return target != null ? target : otherwise > 0 ? otherwise : DEFAULT_TARGET; // studies of 0.1 have none
    }

    /// Asked to stop by a signal, it ends the job and keeps what is measured.
    ///
    /// @return whether all is measured
    private static boolean measure(ScalingPlan plan, ScalingStudy study, RunDirectory directory, boolean quiet)
            throws IOException {
        ChildJob job = plan.isProgram() ? ChildJob.ofProgram() : ChildJob.ofHyades(plan.mode(), "hyades.Main");
        AtomicBoolean measuring = new AtomicBoolean(true);
        Signals.onStop(number -> {
            if (!measuring.get()) {
                System.exit(ExitCode.ofSignal(number));
            }
            job.stop();
        });
        try (Progress progress = new Progress("jobs", study.total(), quiet)) {
            study.measure(job, (done, _, what) -> progress.done(done, () -> what));
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (IOException | JobFailure e) {
            directory.requireThere("scaling.json"); // of the folder itself, jobs make another
            throw e;
        } finally {
            measuring.set(false);
        }
    }

    private int finish(Settings settings, ScalingStudy study, StudyOutput results, String rateName) throws IOException {
        ScalingRecord record = results.finish(study, rateName, compare);
        Members<Object> outcome = new Members<>();
        outcome.put("job", ShellWords.join(record.command()));
        outcome.put("points", record.points().size());
        outcome.put("repeats", record.repeats());
        if (record.isProgram()) {
            outcome.put("compared", record.same() == null ? "nothing" : record.same());
        }
        outcome.put("weak", record.weak());
        outcome.put("verdict", record.verdict());
        if (record.warning() != null) {
            outcome.put("warning", record.warning());
            System.err.println("hyades: warning: " + record.warning());
        }
        new RunRecord(
                        "scaling",
                        settings.arguments(),
                        null,
                        record.versions(),
                        record.host(),
                        record.cores(),
                        record.ranks().getLast(),
                        record.threads().getLast(),
                        record.launch(),
                        record.started(),
                        Duration.between(settings.started(), Instant.now()).toNanos() * 1e-9,
                        null,
                        null,
                        List.of(),
                        Map.of(),
                        outcome)
                .write(results.folder().resolve("run.json"));
        if (!settings.quiet()) {
            System.out.print(StudyOutput.text(record));
            System.out.println("results in " + results.folder());
        }
        settings.report().make(new RunDirectory(results.folder()), output.plots(), true);
        return 0;
    }

    private static ScalingRecord read(String option, Path folder) {
        try {
            return ScalingRecord.read(folder.resolve("scaling.json"));
        } catch (IOException e) {
            throw new JobFailure(2, "%s %s: %s".formatted(option, folder, e.getMessage()));
        }
    }

    private static String started(Settings settings) {
        return settings.started().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// Those that the jobs can have: this machine's, or all of the SLURM job's.
    private static int cores(ScalingPlan plan) {
        int here = Runtime.getRuntime().availableProcessors();
        return isOnSlurm(plan) ? SlurmEnvironment.here().cpus().orElse(here) : here;
    }

    private static boolean isOnSlurm(ScalingPlan plan) {
        return plan.mode().equals(Mode.SLURM.toString());
    }

    /// The points share one SLURM job, or each would wait in the queue.
    private static void requireAllocation(ScalingPlan plan) {
        if (isOnSlurm(plan) && !SlurmEnvironment.here().isAllocation()) {
            throw new JobFailure(
                    2,
                    "--on slurm: expected a SLURM job around it, which the points share:"
                            + " sbatch -n RANKS slurm/scaling.sbatch --ranks ... -- COMMAND");
        }
    }

    private ScalingPlan plan(Settings settings) {
        boolean isProgram =
                StudyPlans.isProgram(command, spec.root().subcommands().keySet());
        if (isProgram) {
            JobFailure.require(!weak, "--weak", "with another program", "a job of Hyades, whose size it knows");
            JobFailure.require(
                    !StudyPlans.isGiven(spec, "--on"), "--on", settings.mode(), "none: the program is run as it is");
        } else {
            JobFailure.require(same == null, "--same", same, "none: all data files of a job of Hyades are compared");
        }
        ScalingPlan plan = isProgram
                ? StudyPlans.ofProgram(
                        command, settings.ranks().values(), settings.threads().values(), repeats, same)
                : StudyPlans.of(
                        command,
                        settings.ranks().values(),
                        settings.threads().values(),
                        repeats,
                        settings.mode().toString(),
                        weak,
                        settings.jobs());
        requireAscending("--ranks", settings.ranks());
        requireAscending("--threads", settings.threads());
        for (String option : List.of("--engine", "--trace", "--monitor")) {
            JobFailure.require(
                    !StudyPlans.isGiven(spec, option),
                    option,
                    "before --",
                    "it after the job's name, where it is the job's");
        }
        JobFailure.require(
                plan.points().size() > 1, "--ranks", settings.ranks(), "several numbers, ascending, such as 1,2,4,8");
        requireAllocation(plan);
        return plan;
    }

    /// The plan of a study that was begun, which the command line may repeat but not change.
    private ScalingPlan resumed(Settings settings, ScalingRecord earlier) {
        ScalingPlan begun;
        try {
            begun = earlier.isProgram()
                    ? StudyPlans.ofProgram(
                            earlier.command(), earlier.ranks(), earlier.threads(), earlier.repeats(), earlier.same())
                    : StudyPlans.of(
                            earlier.command(),
                            earlier.ranks(),
                            earlier.threads(),
                            earlier.repeats(),
                            earlier.launch(),
                            earlier.weak(),
                            settings.jobs());
        } catch (JobFailure e) {
            throw new JobFailure(2, "--resume %s: its job: %s".formatted(resume, e.getMessage()));
        }
        JobFailure.require(!StudyPlans.isGiven(spec, "--out"), "--resume", resume, "no --out beside it");
        if (!command.isEmpty()) {
            JobFailure.require(
                    plan(settings).equals(begun),
                    "--resume",
                    resume,
                    "its own command line or none; it is " + StudyPlans.text(begun));
        } else {
            for (String option : List.of("-n", "--threads", "--on", "--repeats", "--weak", "--same")) {
                JobFailure.require(
                        !StudyPlans.isGiven(spec, option), "--resume", resume, "no %s beside it".formatted(option));
            }
        }
        if (!earlier.complete()) {
            requireAllocation(begun);
            if (earlier.cores() != cores(begun) || !RunRecord.hostName().equals(earlier.host())) {
                System.err.printf(
                        "hyades: warning: begun on %s with %d cores, goes on on %s with %d%n",
                        earlier.host(), earlier.cores(), RunRecord.hostName(), cores(begun));
            }
        }
        return begun;
    }

    private static void requireAscending(String option, Counts counts) {
        List<Integer> values = counts.values();
        boolean ascending = IntStream.range(1, values.size()).allMatch(i -> values.get(i - 1) < values.get(i));
        JobFailure.require(ascending, option, counts, "ascending numbers, such as 1,2,4,8");
    }
}
