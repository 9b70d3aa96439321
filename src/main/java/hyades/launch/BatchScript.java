package hyades.launch;

import hyades.process.JobFailure;
import hyades.text.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A batch script as text: what the user asked for in front, and then what all our scripts share, which is that of
/// `slurm/hyades.sbatch`.
///
/// @param name of the job, and of its log
/// @param options of `sbatch`, such as `--nodes=2`
/// @param arguments of `./hyades` within the job, `--on slurm` among them
public record BatchScript(String name, List<String> options, List<String> arguments) {
    private static final String SHARED = "# ---- From here on";

    public BatchScript {
        options = List.copyOf(options);
        for (String option : options) { // the next line of a script is the shell's
            JobFailure.require(
                    option.chars().noneMatch(Character::isISOControl),
                    option.replaceFirst("(?s)=.*", ""),
                    option.replaceFirst("(?s)^[^=]*=?", ""),
                    "no line end, nor any other control character");
        }
        arguments = List.copyOf(arguments);
    }

    /// The script.
    ///
    /// @param home the folder of Hyades, with `hyades` and `slurm` in it
    public String render(Path home) throws IOException {
        List<String> all = new ArrayList<>(List.of("--job-name=" + name, "--output=%x-%j.log", "--open-mode=append"));
        all.add("--signal=B:USR1@60");
        if (!options.contains("--requeue")) {
            all.add("--no-requeue");
        }
        all.addAll(options);
        String script = Files.readString(home.resolve("slurm/hyades.sbatch"));
        return "#!/bin/sh\n# Made by ./hyades --on slurm.\n"
                + all.stream()
                        .map(option -> "#SBATCH " + quoteForSbatch(option) + "\n")
                        .collect(Collectors.joining())
                + "HYADES_HOME=" + ShellWords.join(List.of(home.toString())) + "\n"
                + "set -- " + ShellWords.join(arguments) + "\n\n"
                + script.substring(script.indexOf(SHARED));
    }

    /// As sbatch reads it back: it divides a line at blanks, and `#` begins a comment, but for those in quotes.
    private static String quoteForSbatch(String option) {
        return option.matches("[^\\s'\"\\\\#]+") ? option : '"' + option.replaceAll("[\"\\\\#']", "\\\\$0") + '"';
    }
}
