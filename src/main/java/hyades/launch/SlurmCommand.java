package hyades.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SLURM's own commands, as processes. Its accounting (`sacct`), which many clusters lack, is not among them.
final class SlurmCommand {
    /// `Key=value` of `scontrol -o`; a value ends where a blank and the next key follow.
    private static final Pattern FIELD = Pattern.compile("(\\S+?)=(.*?)(?= \\S+?=|\\s*$)");

    private SlurmCommand() {}

    /// Runs a command to its end.
    ///
    /// @return what it printed
    /// @throws IOException it is not there, or failed: with its last line
    static String run(String input, List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("no '%s' on the PATH: is SLURM installed here?".formatted(command.getFirst()), e);
        }
        try (var toCommand = process.outputWriter(StandardCharsets.UTF_8)) {
            toCommand.write(input);
        } catch (IOException e) {
            // it did not want to read all of it; its exit code tells more
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s: %s"
                    .formatted(
                            command.getFirst(),
                            output.lines()
                                    .map(line -> line.replaceFirst("^%s: (error: )?".formatted(command.getFirst()), ""))
                                    .reduce((_, last) -> last)
                                    .orElse("failed without a word")));
        }
        return output;
    }

    /// What `scontrol show` says of something, by key.
    static Map<String, String> show(String kind, String name) throws IOException, InterruptedException {
        String line = run("", List.of("scontrol", "show", kind, "-o", name))
                .lines()
                .findFirst()
                .orElse("");
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        return fields;
    }
}
