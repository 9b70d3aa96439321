package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents tell people to type works, and what they link to is there.
@Execution(ExecutionMode.CONCURRENT)
class DocumentationIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    /// The README's commands, from a copy of the jar's surroundings so that results land elsewhere.
    static List<String> examples() throws Exception {
        List<String> commands = new ArrayList<>();
        commands.addAll(block("run command"));
        commands.addAll(block("examples"));
        assertTrue(commands.size() > 5);
        return commands;
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(120)
    void theReadmesCommandsWork(String command, @TempDir Path folder) throws Exception {
        for (String name : List.of("hyades", "mpj", "jobs", "target", "src", "pom.xml")) {
            Files.createSymbolicLink(folder.resolve(name), PROJECT.resolve(name));
        }
        Shell.Result result = Shell.run(folder, "sh", "-c", command);
        assertEquals(0, result.code(), result::output);
        assertFalse(result.output().contains("WARN"), result::output);
    }

    @Test
    void everyJobFileIsNamedInADocument() throws Exception {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        try (Stream<Path> jobs = Files.list(PROJECT.resolve("jobs"))) {
            for (Path job : jobs.toList()) {
                assertTrue(readme.contains("@jobs/" + job.getFileName()), job::toString);
            }
        }
    }

    @Test
    void linksLeadSomewhere() throws Exception {
        List<Path> documents = new ArrayList<>(List.of(PROJECT.resolve("README.md"), PROJECT.resolve("mpj/README.md")));
        for (String folder : List.of("src/site/markdown", "results/benchmarks")) {
            try (Stream<Path> files = Files.list(PROJECT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        for (Path document : documents) {
            Matcher link = Pattern.compile("]\\(([^)#]+)\\)").matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.startsWith("http")) {
                    assertTrue(Files.exists(document.resolveSibling(target)), document + ": " + target);
                }
            }
        }
    }

    private static List<String> block(String name) throws Exception {
        Matcher block = Pattern.compile("<!-- " + name + " -->\\n```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PROJECT.resolve("README.md")));
        assertTrue(block.find(), name);
        return block.group(1)
                .lines()
                .map(line -> line.replaceFirst(" +#.*", ""))
                .toList();
    }
}
