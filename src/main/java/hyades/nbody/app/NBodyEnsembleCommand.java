package hyades.nbody.app;

import hyades.comm.Communicator;
import hyades.nbody.DistributedNBody;
import hyades.nbody.ForceChoice;
import hyades.nbody.SystemGroups;
import hyades.nbody.Units;
import hyades.nbody.app.EnsemblePlan.Row;
import hyades.process.JobFailure;
import hyades.process.JvmOptions;
import hyades.run.Growth;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Integrates many small systems over the ranks.
@Command(
        name = "ensemble",
        description = {
            "Integrate many small systems, each as nbody would alone, to the same bits, spread over the ranks: a line"
                    + " of ensemble.csv for each.",
            "",
            "./hyades nbody ensemble --systems 1000 --initial plummer --bodies 16 --steps 2000",
            "./hyades nbody ensemble --parameters table.csv --initial kepler --scheme ias15 --time 1e7",
            "",
            "All options of one system are those of nbody, and all systems have them but for what a table says. Exit"
                    + " code 3 if some systems could not go on to their end.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class NBodyEnsembleCommand implements RankCommand {
    /// As `run.json` has it.
    static final String COMMAND = "nbody ensemble";

    private static final String SEED = "--seed";

    @Option(
            names = "--systems",
            paramLabel = "M",
            description = "So many systems, of the seeds S, S + 1, ..., where S is --seed.")
    private Integer systems;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = {
                "Instead: a system for each line of a CSV file, whose header has names of options of nbody, such as"
                        + " seed,bodies,softening or initial,dt; values as they are typed, \"1 d\" among them."
            })
    private Path parameters;

    @Mixin
    private SystemOptions system = new SystemOptions();

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            converter = ForceOption.class,
            completionCandidates = ForceOption.Words.class,
            description = "What computes the forces, to the same bits: scalar, vector or auto (default:"
                    + " ${DEFAULT-VALUE}).")
    private ForceChoice kernel = ForceChoice.AUTO;

    @Option(
            names = "--energy-error",
            paramLabel = "LIMIT",
            description = "Largest relative error of the energy that needs no warning (default: ${DEFAULT-VALUE}).")
    private double energyError = Supervision.ENERGY_ERROR;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Go on with the ensemble in DIR, on any number of ranks: systems that are done stay. What the"
                    + " ensemble is follows from there.")
    private Path resume;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    private EnsemblePlan plan;
    private SystemGroups groups;
    private final Set<Units> units = EnumSet.noneOf(Units.class);

    @Override
    public void check() {
        NBodyCommand.requireNoOptionsBefore(spec);
        JobFailure.require(
                !kernel.isOfDevice(), "--kernel", kernel, "auto, vector or scalar: small systems are no devices' work");
        kernel.needed().ifPresent(needed -> JobFailure.require(false, "--kernel", kernel, needed));
        JobFailure.require(energyError > 0, "--energy-error", energyError, "a positive number");
        if (resume != null) {
            goOn();
            return;
        }
        JobFailure.require(systems == null || systems >= 1, "--systems", systems, "at least 1");
        JobFailure.require(systems == null || parameters == null, "--systems", systems, "none beside --parameters");
        if (systems == null && parameters == null) {
            throw new JobFailure(2, "no systems: expected --systems M, or --parameters FILE with one a line");
        }
        EnsemblePlan asked = parameters == null ? ofSeeds() : ofTable();
        Set<Path> files = makeAll(asked);
        output.check(
                Stream.concat(files.stream(), Stream.ofNullable(parameters)).toList(), NBodyEnsembleRun.OUTPUTS);
        plan = asked.with(files);
    }

    private void goOn() {
        plan = output.goOn(resume, EnsemblePlan::read);
        OutputOptions.requireSame(resume, asked(), plan.asked(), Map.of());
        plan.requireSameInputs(resume);
        makeAll(plan);
    }

    private Set<Path> makeAll(EnsemblePlan all) {
        groups = new SystemGroups();
        units.clear();
        return all.makeAll((setup, number) -> {
            groups.add(number, setup);
            units.add(setup.plan().units());
        });
    }

    private Map<String, String> asked() {
        return output.whatToRun(spec, "--kernel", "--energy-error");
    }

    private EnsemblePlan ofSeeds() {
        system.check();
        JobFailure.require(
                system.start().growth().isPresent(),
                "--systems",
                systems,
                "--initial of something random beside it, or --parameters instead: all systems would be the same");
        long first = system.start().seed();
        JobFailure.require(
                first <= Long.MAX_VALUE - systems, SEED, first, "at most 2^63 - 1 for the last of the systems");
        List<Row> rows = IntStream.range(0, systems)
                .mapToObj(i -> new Row(0, List.of(Long.toString(first + i))))
                .toList();
        return new EnsemblePlan(asked(), shared(List.of("seed")), SEED, List.of("seed"), rows, Map.of(), 0);
    }

    private EnsemblePlan ofTable() {
        JobFailure.require(
                Files.isReadable(parameters) && !Files.isDirectory(parameters),
                "--parameters",
                parameters,
                "a file that can be read");
        ParametersFile table = ParametersFile.read(parameters, EnsemblePlan.options());
        spec.commandLine().getParseResult().matchedOptions().forEach(option -> {
            String name = option.names()[0].replaceFirst("^--", "");
            JobFailure.require(
                    !table.columns().contains(name),
                    option.names()[0],
                    String.join(" ", option.originalStringValues()),
                    "none, %s has a column of it".formatted(parameters));
        });
        return new EnsemblePlan(
                asked(), shared(table.columns()), parameters.toString(), table.columns(), table.rows(), Map.of(), 0);
    }

    /// What was typed of the options of one system.
    ///
    /// @param own names of those that each system has of its own
    private List<String> shared(Collection<String> own) {
        Collection<String> ofSystem = EnsemblePlan.options();
        List<String> shared = new ArrayList<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            String name = option.names()[0].replaceFirst("^--", "");
            if (ofSystem.contains(name) && !own.contains(name)) {
                List<String> typed = option.originalStringValues();
                for (String value : option.isMultiValue() ? typed : List.of(typed.getLast())) {
                    shared.add("--%s=%s".formatted(name, value));
                }
            }
        }
        return shared;
    }

    @Override
    public Optional<Growth> growth() {
        return systems == null || resume != null ? Optional.empty() : Optional.of(new Growth("--systems", systems, 1));
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
    public boolean keepsWhatIsDone() {
        return true;
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        if (world.rank() == 0) {
            kernel.warning().ifPresent(warning -> System.err.println("rank 0: warning: " + warning));
        }
        NBodyEnsembleRun run = new NBodyEnsembleRun(world, settings, kernel.processor(), energyError);
        return world.rank() == 0 ? run.lead(plan, groups, units, output) : run.help();
    }
}
