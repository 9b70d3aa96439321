package hyades.cli;

import hyades.process.JobFailure;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said of a command line that cannot be understood: one line, and what was meant where that can be told.
final class WrongUsage {
    /// What the options are called elsewhere.
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("--np", "-n"),
            Map.entry("--nprocs", "-n"),
            Map.entry("--ntasks", "-n"),
            Map.entry("--cores", "-n"),
            Map.entry("--cpus", "-n"),
            Map.entry("--cpus-per-task", "--threads"),
            Map.entry("--jobs", "-n"),
            Map.entry("-j", "-n"),
            Map.entry("--integrator", "--scheme"),
            Map.entry("--method", "--scheme"),
            Map.entry("--eps", "--softening"),
            Map.entry("--timestep", "--dt"),
            Map.entry("--time-step", "--dt"),
            Map.entry("--nuclide", "--isotope"),
            Map.entry("--tmax", "--max-time"),
            Map.entry("--nruns", "--runs"),
            Map.entry("--mode", "--boundary"),
            Map.entry("--cval", "--constant"),
            Map.entry("--size", "--window"),
            Map.entry("--cmap", "--colors"),
            Map.entry("--colormap", "--colors"),
            Map.entry("--scale", "--stretch"),
            Map.entry("--norm", "--stretch"),
            Map.entry("--output", "--out"),
            Map.entry("--clobber", "--overwrite"),
            Map.entry("--force", "--overwrite"),
            Map.entry("--restart", "--resume"),
            Map.entry("gray", "grey"));

    /// Those of sbatch that people know by heart.
    private static final Set<String> OF_SBATCH = Set.of(
            "--account",
            "--constraint",
            "--dependency",
            "--exclude",
            "--exclusive",
            "--gpus",
            "--gres",
            "--job-name",
            "--licenses",
            "--mail-type",
            "--mail-user",
            "--mem",
            "--mem-per-cpu",
            "--nodelist",
            "--ntasks-per-node",
            "--output",
            "--qos",
            "--reservation");

    /// Of a job file, which is read whole.
    private static final int MOST_BYTES = 1 << 20;

    private WrongUsage() {}

    /// The arguments as they are parsed: `help images filter` is `images filter --help`.
    ///
    /// @throws JobFailure with exit code 2 for what the parser would misunderstand
    static String[] checked(String[] arguments) {
        List<String> kept = new ArrayList<>(List.of(arguments));
        List<String> values = kept.subList(valuesFrom(kept), kept.size());
        List<String> asTheyAre = values.stream()
                .map(value -> value.startsWith("@") ? "@" + value : value)
                .toList();
        values.clear();
        int end = kept.contains("--") ? kept.indexOf("--") : kept.size();
        for (int i = 0; i < end; i++) {
            String argument = kept.get(i);
            if (argument.equals("-np")) {
                String count = i + 1 < end ? " " + kept.get(i + 1) : "";
                throw new JobFailure(2, "-np%s: unknown; did you mean -n%s?".formatted(count, count));
            }
            if (argument.startsWith("@") && argument.length() > 1) {
                requireArguments(argument, new File(argument.substring(1)));
            }
        }
        if (kept.size() > 2 && kept.getFirst().equals("help")) {
            kept.removeFirst();
            kept.add("--help");
        }
        kept.addAll(asTheyAre);
        return kept.toArray(String[]::new);
    }

    /// Where a command line has values of a sweep, behind `:::` as with GNU Parallel: none of them is a file of
    /// arguments.
    private static int valuesFrom(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).matches(":::\\+?")) {
                return i;
            }
        }
        return arguments.size();
    }

    private static void requireArguments(String argument, File file) {
        if (!file.canRead()) {
            throw new JobFailure(2, "%s: no such file, expected one of arguments".formatted(argument));
        }
        if (file.length() > MOST_BYTES) {
            throw new JobFailure(
                    2,
                    "%s: %d bytes, expected a file of arguments, of at most %d"
                            .formatted(argument, file.length(), MOST_BYTES));
        }
    }

    /// Refuses what is not understood beside `--help`, which the parser lets pass.
    static void requireKnown(ParseResult parsed) {
        for (ParseResult each = parsed; each != null; each = each.subcommand()) {
            if (!each.unmatched().isEmpty()) {
                throw new UnmatchedArgumentException(each.commandSpec().commandLine(), each.unmatched());
            }
        }
    }

    /// @param arguments as they were parsed
    static String explain(ParameterException e, List<String> arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = e.getMessage().lines().findFirst().orElse("wrong usage");
        Class<?> words = e.getArgSpec() == null ? null : words(e.getArgSpec());
        if (words != null && e.getValue() != null) {
            message = "%s: expected one of %s, found '%s'"
                    .formatted(
                            message.replaceFirst("( \\([^)]*\\))?: expected one of .*", ""),
                            Arrays.stream(words.getEnumConstants())
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")),
                            e.getValue());
        }
        return "%s%s (see ./%s --help)".formatted(message, hint(e, command, arguments), command.qualifiedName());
    }

    /// The enum of whose constants an option takes one, or several; null where it takes others.
    private static Class<?> words(ArgSpec option) {
        return Arrays.stream(option.auxiliaryTypes())
                .filter(Class::isEnum)
                .findFirst()
                .orElse(null);
    }

    private static String hint(ParameterException e, CommandSpec command, List<String> arguments) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            String meant = MEANT.get(String.valueOf(e.getValue()));
            return meant == null ? "" : "; did you mean %s?".formatted(meant);
        }
        String option =
                unmatched.getUnmatched().getFirst().replaceFirst("=.*", "").replaceFirst("^(-[a-z])\\d+$", "$1");
        String job = command.root() == command ? null : jobAfter(command, arguments);
        if (job != null && option.startsWith("-")) {
            return "; if it is the job's, put -- before %s".formatted(job);
        }
        if (MEANT.containsKey(option) && command.findOption(MEANT.get(option)) != null) {
            return "; did you mean %s?".formatted(MEANT.get(option));
        }
        if (command.root() != command && command.root().findOption(option) != null) {
            return "; expected before the command, as in ./hyades %s ... %s".formatted(option, command.name());
        }
        if (OF_SBATCH.contains(option)) {
            return "; of sbatch it is, before the command, --sbatch=%s=...".formatted(option);
        }
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : "; did you mean %s?".formatted(String.join(" or ", suggestions));
    }

    /// The name of a command behind that of `command`; null without one.
    private static String jobAfter(CommandSpec command, List<String> arguments) {
        int own = arguments.indexOf(command.name());
        return arguments.stream()
                .skip(own + 1L)
                .filter(command.root().subcommands()::containsKey)
                .findFirst()
                .orElse(null);
    }
}
