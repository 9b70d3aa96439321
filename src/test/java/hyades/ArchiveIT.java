package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The archive of loaded classes that the script makes of each new jar.
@Timeout(600)
class ArchiveIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    /// The oracle is the JVM's own word on where it takes a class from. A command says the same with an archive,
    /// without one, and with one that is damaged or does not fit the options.
    @Test
    void classesComeFromTheArchiveAndWithoutItNobodyNotices() throws Exception {
        Path jar = Shell.checkout(PROJECT, folder);
        String said = version("");
        assertTrue(said.matches("hyades \\S+\n"), said);
        Path archive = archive();
        String loaded = version("-Xlog:class+load");
        assertTrue(
                loaded.lines().anyMatch(line -> line.contains("hyades.cli.HyadesCommand ") && line.contains("(top)")),
                "not from the archive");
        Map<String, String> loading = Map.of("HYADES_JAVA_OPTIONS", "-Xlog:class+load");
        Shell.Result ranks = Shell.run(folder, loading, "./hyades", "-n", "2", "--on", "processes", "hello");
        assertEquals(
                3,
                ranks.output()
                        .lines()
                        .filter(line -> line.contains("hyades.Main ") && line.contains("(top)"))
                        .count(),
                "the launcher and two ranks");
        assertEquals(said, version("-XX:+UseCompactObjectHeaders"));
        Files.write(archive, new byte[100]);
        assertEquals(said, version(""));
        Files.delete(archive);
        assertEquals(said, version(""));
        assertFalse(Files.exists(archive), "made once a jar, or a failing one would be tried at each start");
    }

    private String version(String options) throws Exception {
        Shell.Result result = Shell.run(folder, Map.of("HYADES_JAVA_OPTIONS", options), "./hyades", "--version");
        assertEquals(0, result.code(), result::output);
        return result.output();
    }

    private Path archive() throws Exception {
        PathMatcher name = FileSystems.getDefault().getPathMatcher("glob:hyades-*.{jsa,part}");
        try (Stream<Path> files = Files.list(folder.resolve("target/run"))) {
            List<Path> found =
                    files.filter(file -> name.matches(file.getFileName())).toList();
            assertEquals(1, found.size(), found::toString);
            return found.getFirst();
        }
    }
}
