package hyades.nbody.app;

import hyades.comm.Communicator;
import hyades.nbody.DeviceFailure;
import hyades.nbody.DistributedForces;
import hyades.nbody.DistributedIntegration;
import hyades.nbody.DistributedNBody;
import hyades.nbody.ForceChoice;
import hyades.nbody.KnownProblem;
import hyades.nbody.StepTooShort;
import hyades.nbody.Units;
import hyades.process.ExitCode;
import hyades.process.JobFailure;
import hyades.process.JvmOptions;
import hyades.run.Members;
import hyades.run.OutputOptions;
import hyades.run.RankCommand;
import hyades.run.RunDirectory;
import hyades.run.RunSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// Compares what comes out with what is known.
@Command(
        name = "verify",
        description = {
            "Integrate problems of which it is known what comes out, on these ranks, and print of each value what was"
                    + " got, what was expected and by how much it may be off. Exit code 1 if any is off by more.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class NBodyVerifyCommand implements RankCommand {
    /// As `run.json` has it.
    static final String COMMAND = "nbody verify";

    /// Problems as they are typed.
    static final class Problem implements ITypeConverter<KnownProblem> {
        /// What a shell completes.
        static final class Words extends ArrayList<String> {
            private static final long serialVersionUID = 1;

            Words() {
                super(Arrays.stream(KnownProblem.values())
                        .map(KnownProblem::toString)
                        .toList());
            }
        }

        @Override
        public KnownProblem convert(String typed) {
            return Arrays.stream(KnownProblem.values())
                    .filter(known -> known.toString().equals(typed.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of %s, found '%s'".formatted(String.join(", ", new Words()), typed)));
        }
    }

    @Parameters(
            paramLabel = "PROBLEM",
            arity = "0..*",
            converter = Problem.class,
            completionCandidates = Problem.Words.class,
            description = "Which (default: all): ${COMPLETION-CANDIDATES}.")
    private List<KnownProblem> asked = List.of();

    @Option(
            names = "--kernel",
            paramLabel = "KERNEL",
            converter = ForceOption.class,
            completionCandidates = ForceOption.Words.class,
            description = "What computes the forces, as nbody takes it (default: ${DEFAULT-VALUE}).")
    private ForceChoice kernel = ForceChoice.AUTO;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public void check() {
        NBodyCommand.requireNoOptionsBefore(spec);
        kernel.needed().ifPresent(needed -> JobFailure.require(false, "--kernel", kernel, needed));
        output.check();
    }

    @Override
    public List<String> javaOptions() {
        return JvmOptions.beside(DistributedNBody.class);
    }

    @Override
    public int run(Communicator world, RunSettings settings) throws Exception {
        try {
            DistributedForces.of(world, kernel, 0, settings.threads());
        } catch (DeviceFailure e) {
            if (world.rank() != 0) {
                return ExitCode.USAGE; // rank 0 says it
            }
            throw new JobFailure(2, "--kernel %s: %s".formatted(kernel, e.getMessage()));
        }
        DistributedIntegration integration = new DistributedIntegration(world, kernel, settings.threads());
        try {
            if (world.rank() == 0) {
                lead(world, integration, settings);
            } else {
                integration.help();
                settings.gatherTimes();
            }
        } catch (DeviceFailure e) {
            if (world.rank() != 0) {
                return ExitCode.FAILED; // rank 0 says it
            }
            throw new JobFailure(1, e.getMessage());
        } catch (StepTooShort e) {
            if (world.rank() != 0) {
                return ExitCode.FAILED; // rank 0 says it
            }
            throw new JobFailure(1, e.describe(Units.NBODY));
        }
        return ExitCode.DONE;
    }

    private void lead(Communicator world, DistributedIntegration integration, RunSettings settings) throws IOException {
        kernel.warning().ifPresent(warning -> System.err.println("rank 0: warning: " + warning));
        RunDirectory directory = output.create("nbody", NBodyVerdict.OUTPUTS);
        NBodyVerdict verdict = new NBodyVerdict();
        Set<KnownProblem> problems = asked.isEmpty() ? EnumSet.allOf(KnownProblem.class) : EnumSet.copyOf(asked);
        long start = System.nanoTime();
        for (KnownProblem problem : problems) {
            String lines = verdict.add(problem.toString(), problem.source(), problem.values(integration));
            if (!settings.quiet()) {
                System.out.print(lines);
            }
        }
        integration.end();
        Members<Object> results = verdict.results();
        results.put("integratingSeconds", (System.nanoTime() - start) * 1e-9);
        verdict.write(directory);
        settings.finish(world, directory, COMMAND, null, Map.of(), results, output.plots());
        verdict.check(directory);
    }
}
