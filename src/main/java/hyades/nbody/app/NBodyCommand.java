package hyades.nbody.app;

import hyades.comm.Communicator;
import hyades.nbody.Bodies;
import hyades.nbody.Checkpoint;
import hyades.nbody.DeviceFailure;
import hyades.nbody.Dimension;
import hyades.nbody.DistributedForces;
import hyades.nbody.DistributedNBody;
import hyades.nbody.ExternalField;
import hyades.nbody.ForceChoice;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.nbody.SnapshotFile;
import hyades.nbody.SnapshotTimes;
import hyades.nbody.SofteningKernel;
import hyades.nbody.Units;
import hyades.process.JobFailure;
import hyades.process.JvmOptions;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import hyades.run.Typed;
import hyades.text.Quantity.Amount;
import hyades.trace.Activity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Integrates a self-gravitating system over the ranks.
@Command(
        name = "nbody",
        description = {
            "Integrate gravitating bodies by direct summation, spread over the ranks.",
            "",
            "Without options: 1000 bodies of 1 kg at rest within 1 m collapse and rebound. Units are SI; "
                    + "--units makes others. The data files are the same bytes for any number of ranks and "
                    + "threads.",
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            NBodyEnsembleCommand.class,
            NBodyMovieCommand.class,
            NBodyVerifyCommand.class,
            NBodyExportCommand.class
        },
        commandListHeading = "%nCommands:%n",
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
public final class NBodyCommand implements RankCommand {
    /// What the options measure whose numbers are in the units of the run.
    private static final String SNAPSHOT_EVERY = "--snapshot-every";
    private static final String SNAPSHOT_AT = "--snapshot-at";

    private static final Map<String, Dimension> MEASURES = Map.of(
            "--mass",
            Dimension.MASS,
            "--radius",
            Dimension.LENGTH,
            "--softening",
            Dimension.LENGTH,
            "--dt",
            Dimension.TIME,
            "--time",
            Dimension.TIME,
            SNAPSHOT_AT,
            Dimension.TIME,
            "--encounter",
            Dimension.LENGTH,
            "--escape",
            Dimension.LENGTH);

    @Mixin
    private SystemOptions system = new SystemOptions();

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            converter = ForceOption.class,
            completionCandidates = ForceOption.Words.class,
            description = {
                "What computes the forces, to the same bits: scalar, vector, or opencl, which is a device that OpenCL"
                        + " knows, such as a GPU; opencl:DEVICE takes those of that number or part of a name, of which"
                        + " ./hyades devices tells; auto: the fastest, a GPU if a short measurement says so (default:"
                        + " ${DEFAULT-VALUE})."
            })
    private ForceChoice kernel = ForceChoice.AUTO;

    @Option(
            names = SNAPSHOT_EVERY,
            paramLabel = "K",
            description =
                    "Keep the whole state after every K-th step, from step 0 on, as snapshot-STEP.fits, a table of"
                            + " FITS that --initial takes back (default: none).")
    private Long snapshotEvery;

    @Option(
            names = SNAPSHOT_AT,
            paramLabel = "T",
            split = ",",
            converter = Typed.Time.class,
            description = "The same at these times, as 1,2.5 or \"1 Myr,2 Myr\": with ias15 a step is cut to end there,"
                    + " else it is the nearest step.")
    private List<Amount> snapshotAt = List.of();

    @Mixin
    private EventOptions events = new EventOptions();

    @Option(
            names = "--energy-error",
            paramLabel = "LIMIT",
            description = "Largest relative error of the energy that needs no warning (default: ${DEFAULT-VALUE}).")
    private double energyError = Supervision.ENERGY_ERROR;

    @Option(
            names = "--stop-on-energy-error",
            description = "End the run, with exit code 1, where the error is larger; what is written is kept.")
    private boolean stopsOnEnergyError;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            description = {
                "Steps between two checkpoints (default: one every ten minutes); SIGTERM, SIGUSR1 or "
                        + "Ctrl-C write one too, and end the run with exit code 75."
            })
    private Long checkpointEvery;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = {
                "Go on with the run in DIR, or from a checkpoint file there, to the same bytes, on any "
                        + "number of ranks. What the run is follows from there; with more --steps it becomes "
                        + "longer, also one that is done, to the bytes of a run that was so long from the start."
            })
    private Path resume;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    /// For its subcommands, which share none of its options.
    ///
    /// @throws JobFailure with exit code 2
    static void requireNoOptionsBefore(CommandSpec subcommand) {
        subcommand.parent().commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .findFirst()
                .ifPresent(option -> {
                    throw new JobFailure(
                            2,
                            "%s: expected no options of nbody before %s"
                                    .formatted(option.longestName(), subcommand.name()));
                });
    }

    @Override
    public void check() {
        system.check();
        if (resume == null) {
            system.checkTogether();
        }
        JobFailure.require(snapshotEvery == null || snapshotEvery >= 1, SNAPSHOT_EVERY, snapshotEvery, "at least 1");
        snapshotAt.forEach(at -> JobFailure.require(at.number().signum() >= 0, SNAPSHOT_AT, at, "times, at least 0"));
        events.check();
        JobFailure.require(energyError > 0, "--energy-error", energyError, "a positive number");
        kernel.needed().ifPresent(needed -> JobFailure.require(false, "--kernel", kernel, needed));
        JobFailure.require(
                checkpointEvery == null || checkpointEvery >= 1, "--checkpoint-every", checkpointEvery, "at least 1");
        begin();
    }

    /// Where to begin, checked: at the first step, or where a run was left.
    private Checkpoint begin() {
        if (resume == null) {
            output.check(system.start().files(), NBodyRun.outputs(output.named()));
            NBodySetup setup = events.with(withSnapshots(system.setUp()));
            refuseDevice(setup);
            return Checkpoint.start(setup, asked(setup.plan().units()));
        }
        Checkpoint checkpoint = output.goOn(resume, Checkpoint::read);
        DistributedNBody.Plan plan = checkpoint.setup().plan();
        refuseDevice(checkpoint.setup());
        boolean isAdaptive = plan.scheme().isAdaptive();
        Units units = plan.units();
        Map<String, String> asked = asked(units);
        if (asked.remove("--steps") != null) {
            JobFailure.require(
                    !isAdaptive,
                    "--steps",
                    system.steps(),
                    "none, %s ends at --time %s".formatted(resume, units.say(Dimension.TIME, plan.end())));
            checkpoint = longer(checkpoint, system.steps(), "--steps", system.steps());
        } else if (!isAdaptive && asked.remove("--time") != null) {
            double whole =
                    InitialOptions.in(units, Dimension.TIME, "--time", system.time()) / Math.abs(plan.timeStep());
            JobFailure.require(
                    NBodySetup.isWhole(whole) && whole <= DistributedNBody.Plan.MOST_STEPS,
                    "--time",
                    system.time(),
                    "a whole number of the steps of %s of %s"
                            .formatted(units.say(Dimension.TIME, plan.timeStep()), resume));
            checkpoint = longer(checkpoint, Math.round(whole), "--time", system.time());
        }
        OutputOptions.requireSame(resume, asked, checkpoint.options(), known(checkpoint.setup()));
        return checkpoint;
    }

    private void refuseDevice(NBodySetup setup) {
        Scheme chosen = setup.plan().scheme();
        JobFailure.require(
                !kernel.isOfDevice() || !chosen.takesJerks(setup.bodies()),
                "--kernel",
                kernel,
                "auto, vector or scalar, no device computes the jerks of %s"
                        .formatted(chosen.isAdaptive() ? chosen + " with so few bodies" : chosen));
        JobFailure.require(
                !kernel.isOfDevice() || setup.plan().softeningKernel() == SofteningKernel.PLUMMER,
                "--kernel",
                kernel,
                "auto, vector or scalar, no device computes --softening-kernel %s"
                        .formatted(setup.plan().softeningKernel()));
    }

    private NBodySetup withSnapshots(NBodySetup setup) {
        DistributedNBody.Plan plan = setup.plan();
        List<Double> times = new ArrayList<>();
        for (Amount typed : snapshotAt) {
            double time =
                    Math.copySign(InitialOptions.in(plan.units(), Dimension.TIME, SNAPSHOT_AT, typed), plan.timeStep());
            boolean isWithin = plan.scheme().isAdaptive()
                    ? Math.abs(time) <= Math.abs(plan.end())
                    : SnapshotTimes.nearest(time, plan) <= plan.steps();
            JobFailure.require(
                    isWithin,
                    SNAPSHOT_AT,
                    typed,
                    "at most %s, where the run ends"
                            .formatted(plan.units().say(Dimension.TIME, Math.abs(plan.length()))));
            times.add(time);
        }
        SnapshotTimes snapshots = new SnapshotTimes(snapshotEvery == null ? 0 : snapshotEvery, times);
        if (!snapshots.areNone()) {
            SnapshotFile.unwritable(setup.bodies())
                    .ifPresent(text -> JobFailure.require(
                            false,
                            snapshotEvery == null ? SNAPSHOT_AT : SNAPSHOT_EVERY,
                            snapshotEvery == null ? snapshotAt : snapshotEvery,
                            "ids and names in ASCII, which is what FITS holds, found '%s'".formatted(text)));
        }
        return setup.with(snapshots);
    }

    /// Where a snapshot is of another time than was asked for.
    private static List<String> nearestSteps(DistributedNBody.Plan plan) {
        return plan.snapshots().at().stream()
                .filter(time -> !plan.scheme().isAdaptive() && !NBodySetup.isWhole(time / plan.timeStep()))
                .map(time -> {
                    long step = SnapshotTimes.nearest(time, plan);
                    return "%s is of %s, the step nearest to %s"
                            .formatted(
                                    SnapshotFile.name(step),
                                    plan.units().say(Dimension.TIME, step * plan.timeStep()),
                                    plan.units().say(Dimension.TIME, time));
                })
                .toList();
    }

    private Checkpoint longer(Checkpoint checkpoint, long steps, String option, Object typed) {
        long planned = checkpoint.setup().plan().steps();
        JobFailure.require(steps >= planned, option, typed, "at least the %d steps of %s".formatted(planned, resume));
        return checkpoint.to(steps);
    }

    /// What was asked for, with numbers in the units of the run, however they were typed.
    private Map<String, String> asked(Units units) {
        Map<String, String> asked =
                output.whatToRun(spec, "--kernel", "--checkpoint-every", "--energy-error", "--stop-on-energy-error");
        asked.replaceAll((name, text) -> switch (spec.findOption(name).getValue()) {
            case Amount amount -> inUnits(units, name, amount);
            case StepOption step when !step.isAuto() -> inUnits(units, name, step.amount());
            case List<?> _ when name.equals("--field") -> system.start().fields(units);
            case List<?> list ->
                list.stream().map(each -> inUnits(units, name, (Amount) each)).collect(Collectors.joining(","));
            default -> text;
        });
        return asked;
    }

    private static String inUnits(Units units, String name, Amount amount) {
        return Double.toString(InitialOptions.in(units, MEASURES.get(name), name, amount));
    }

    /// What a run that goes on does, whoever asked for it, by the names of the options.
    private static Map<String, String> known(NBodySetup setup) {
        DistributedNBody.Plan plan = setup.plan();
        Map<String, String> known = new HashMap<>();
        known.put("--initial", setup.initial());
        known.put("--dimensions", Integer.toString(setup.bodies().dimensions()));
        known.put("--bodies", Integer.toString(setup.bodies().count()));
        known.put("--units", plan.units().toString());
        known.put("--G", Double.toString(plan.gravitationalConstant()));
        known.put("--softening", Double.toString(plan.softening()));
        known.put("--softening-kernel", plan.softeningKernel().toString());
        known.put("--field", ExternalField.text(plan.fields()));
        known.put("--seed", String.valueOf(setup.seed()));
        known.put("--dt", Double.toString(plan.timeStep()));
        known.put("--scheme", plan.scheme().toString());
        if (plan.scheme().isAdaptive()) {
            known.put("--time", Double.toString(Math.abs(plan.end())));
            known.put("--tolerance", Double.toString(plan.tolerance()));
        }
        known.put("--diagnostics-every", Long.toString(plan.diagnosticsEvery()));
        known.putAll(EventOptions.known(plan.events()));
        if (plan.snapshots().every() > 0) {
            known.put(SNAPSHOT_EVERY, Long.toString(plan.snapshots().every()));
        }
        return known;
    }

    @Override
    public Optional<Growth> growth() {
        return resume == null ? system.start().growth() : Optional.empty();
    }

    @Override
    public List<String> javaOptions() {
        return JvmOptions.beside(DistributedNBody.class);
    }

    @Override
    public List<String> toGoOn(String job) {
        return output.toGoOn("nbody", resume, job);
    }

    @Override
    public boolean stopsInGoodOrder() {
        return true;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() != 0) {
            return help(world, settings);
        }
        kernel.warning().ifPresent(warning -> System.err.println("rank 0: warning: " + warning));
        long read = System.nanoTime();
        Checkpoint first = begin();
        world.timeline().ended(Activity.READING, "read", read);
        DistributedForces forces = forces(world, first, settings);
        RunDirectory directory = output.create("nbody", NBodyRun.outputs(output.named()));
        if (resume == null && system.start().isStepAuto() && !settings.quiet()) {
            System.out.println("--dt auto: " + first.setup().reasonOfAutoStep());
        }
        List<String> warnings = resume == null ? system.start().warnings(first.setup()) : List.of();
        warnings.forEach(warning -> System.err.println("rank 0: warning: " + warning));
        if (resume == null && !settings.quiet()) {
            nearestSteps(first.setup().plan()).forEach(System.out::println);
        }
        long every = checkpointEvery == null ? 0 : checkpointEvery;
        Supervision supervision = new Supervision(every, energyError, stopsOnEnergyError, warnings);
        return NBodyRun.lead(world, first, supervision, directory, forces, settings, output.plots());
    }

    private int help(Communicator world, RunSettings settings) {
        DistributedForces forces;
        try {
            forces = DistributedForces.of(world, kernel, 0, settings.threads());
        } catch (DeviceFailure e) {
            return 2; // rank 0 says it
        }
        return NBodyRun.help(world, forces, settings);
    }

    private DistributedForces forces(Communicator world, Checkpoint first, RunSettings settings) {
        try {
            Bodies all = first.setup().bodies();
            DistributedNBody.Plan plan = first.setup().plan();
            boolean isForDevices = !plan.scheme().takesJerks(all) && plan.softeningKernel() == SofteningKernel.PLUMMER;
            double pairs = (double) all.count() * all.massive();
            int bodies = isForDevices ? (int) Math.sqrt(pairs) : 0; // which cost as much
            DistributedForces forces = DistributedForces.of(world, kernel, bodies, settings.threads());
            if (!settings.quiet()) {
                forces.note().ifPresent(System.out::println);
            }
            return forces;
        } catch (DeviceFailure e) {
            throw new JobFailure(2, "--kernel %s: %s".formatted(kernel, e.getMessage()));
        }
    }
}
