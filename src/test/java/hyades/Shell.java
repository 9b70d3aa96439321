package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs commands as a user's shell would.
public final class Shell {
    /// How a command ended.
    ///
    /// @param output standard output and error, as they came
    public record Result(int code, String output) {}

    private Shell() {}

    /// Runs a command to its end.
    public static Result run(Path folder, String... command) throws IOException, InterruptedException {
        return run(folder, Map.of(), command);
    }

    /// Runs a command to its end with more in its environment.
    public static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /// Makes a library of a C source, or skips the test where no compiler is installed.
    ///
    /// @param more arguments of the compiler
    static void compile(Path library, String source, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("cc", "-shared", "-fPIC", "-o", library.toString(), source));
        command.addAll(List.of(more));
        command.add("-ldl");
        Result made;
        try {
            made = run(Path.of("").toAbsolutePath(), command.toArray(String[]::new));
        } catch (IOException e) {
            assumeTrue(false, "no C compiler (cc) here");
            throw e;
        }
        assertEquals(0, made.code(), made::output);
    }

    /// What a file holds now that a job may write, replace or remove meanwhile: nothing where it is not there.
    static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /// The lines of such a file, the last maybe in the making.
    static List<String> lines(Path file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
    }

    /// What is in a folder now that a job may make or remove meanwhile: nothing where it is not there. A job tries
    /// whether its folder can be made before it makes it.
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /// Makes of a folder a checkout of the project with a script and a jar of its own, the rest by links.
    ///
    /// @return its jar
    static Path checkout(Path project, Path folder) throws IOException {
        Path jar = folder.resolve("target/hyades.jar");
        Files.createDirectories(jar.getParent());
        Files.copy(project.resolve("target/hyades.jar"), jar, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(project.resolve("hyades"), folder.resolve("hyades"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String name : List.of("mpj", "src", "pom.xml")) {
            Files.createSymbolicLink(folder.resolve(name), project.resolve(name));
        }
        return jar;
    }
}
