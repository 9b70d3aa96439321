package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Setting up, in a folder of its own: what is found, what is missing, and the one line that says so.
@Timeout(600)
class SetupIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private Path setup;
    private Path home;

    @BeforeEach
    void copyTheScripts() throws Exception {
        Path mpj = Files.createDirectory(folder.resolve("mpj"));
        for (String script : List.of("mpj/setup", "mpj/find-java", "hyades", "pom.xml")) {
            Files.copy(PROJECT.resolve(script), folder.resolve(script));
        }
        setup = mpj.resolve("setup");
        home = mpj.resolve("home");
    }

    @Test
    void anInstallationOfTheUsersIsTakenOnce() throws Exception {
        Map<String, String> environment =
                Map.of("MPJ_HOME", PROJECT.resolve("mpj/home").toString());
        Shell.Result first = Shell.run(folder, environment, setup.toString());
        assertEquals(0, first.code(), first::output);
        assertEquals(1, first.output().lines().count(), first::output);
        Path jar = home.resolve("repository/mpj-express/mpj/0.44/mpj-0.44.jar");
        assertEquals(-1, Files.mismatch(PROJECT.resolve("mpj/home/lib/mpj.jar"), jar));
        FileTime made = Files.getLastModifiedTime(jar);
        Shell.Result second = Shell.run(folder, environment, setup.toString());
        assertEquals(0, second.code());
        assertEquals("", second.output());
        assertEquals(made, Files.getLastModifiedTime(jar));
    }

    @Test
    void anotherVersionIsRefused() throws Exception {
        Path old = folder.resolve("old");
        copy(PROJECT.resolve("mpj/home"), old);
        Files.writeString(old.resolve("conf/mpjexpress.conf"), "mpjexpress.version=0.38\n");
        assertFails(Map.of("MPJ_HOME", old.toString()), "is MPJ Express '0.38': expected 0.44");
        assertFails(Map.of("MPJ_HOME", folder.toString()), "has no lib/mpj.jar: expected MPJ Express 0.44");
    }

    /// Neither an installation nor apt: the tools the script needs to say so are linked into a folder of their own.
    @Test
    void withoutAptItSaysWhatToDo() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("dirname", "mktemp", "mkdir", "cat", "rm", "sh", "id", "grep", "sed", "tr", "cp")) {
            Path real = Stream.of("/bin", "/usr/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), real);
        }
        assertFails(
                Map.of("MPJ_HOME", "", "PATH", tools.toString()),
                "no 'apt-get' here to fetch the Debian package: install MPJ Express 0.44 and set MPJ_HOME");
    }

    private void assertFails(Map<String, String> environment, String expected) throws Exception {
        Shell.Result result = Shell.run(folder, environment, setup.toString());
        assertEquals(1, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
        assertTrue(result.output().contains(expected), result::output);
        assertFalse(Files.exists(home));
        try (Stream<Path> left = Files.list(folder.resolve("mpj"))) {
            assertEquals(2, left.count(), "something is left beside the scripts");
        }
    }

    @Test
    void mavenSaysAtOnceWhatIsMissing() throws Exception {
        Shell.Result result = Shell.run(folder, "mvn", "-B", "-o", "verify");
        assertEquals(1, result.code());
        assertTrue(result.output().contains("MPJ Express is not set up: run mpj/setup first."), result::output);
        assertFalse(Files.exists(folder.resolve("target")));
    }

    /// The script's usual folders are emptied, since this machine's hold a JDK 25.
    @Test
    void withoutANewJavaItSaysSoInOneLine() throws Exception {
        Path findJava = folder.resolve("mpj/find-java");
        String script = Files.readString(findJava);
        int usual = script.indexOf("/usr/lib/jvm/*");
        assertTrue(usual > 0);
        Files.writeString(
                findJava,
                script.substring(0, usual) + "; do"
                        + script.substring(script.indexOf("; do", usual) + "; do".length()));
        Path java = folder.resolve("old/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.1\" 2021-10-19' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        Map<String, String> old =
                Map.of("JAVA_HOME", folder.resolve("old").toString(), "PATH", java.getParent() + ":/usr/bin:/bin");
        Shell.Result result = Shell.run(folder, old, "./hyades", "hello");
        assertEquals(1, result.code());
        assertEquals(1, result.output().lines().count(), result::output);
        assertTrue(result.output().startsWith("hyades: no JDK 25 or newer found"), result::output);
        assertFalse(Files.exists(home));

        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"25.0.1\" 2025-10-21' >&2\n");
        assertEquals(
                java.toString(),
                Shell.run(folder, old, "mpj/find-java").output().strip());
    }

    /// 124 is `timeout`'s: still waiting. Nobody knows whether a process of another machine lives; one of another user
    /// does, though it may not be asked (where the tests run as root it may).
    @ParameterizedTest(name = "{0}")
    @CsvSource({"HERE 999999999, 1", "elsewhere 999999999, 124", "HERE 1, 124"})
    void aBuildsLockIsTakenFromTheDeadOnly(String owner, int code) throws Exception {
        Path lock = Files.createDirectories(folder.resolve("target/.building"));
        String here = Shell.run(folder, "uname", "-n").output().strip();
        Files.writeString(lock.resolve("pid"), owner.replace("HERE", here) + "\n");
        Files.writeString(folder.resolve("mpj/setup"), "#!/bin/sh\necho none here >&2\nexit 1\n");
        Shell.Result result = Shell.run(folder, "timeout", "-k", "1", "4", "./hyades", "hello");
        assertEquals(code, result.code(), result::output);
        assertEquals(code == 124, Files.exists(lock));
    }

    /// The words behind `--` are a job's. A build that fails says why to everybody.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"hello, 2", "--quiet hello, 1", "hello -q, 1", "scaling -- job -q, 2"})
    void aQuietCommandDoesNotSayThatItBuilds(String arguments, int lines) throws Exception {
        Files.writeString(folder.resolve("mpj/setup"), "#!/bin/sh\necho none here >&2\nexit 1\n");
        List<String> command = new ArrayList<>(List.of("./hyades"));
        command.addAll(List.of(arguments.split(" ")));
        Shell.Result result = Shell.run(folder, command.toArray(String[]::new));
        assertEquals(1, result.code(), result::output);
        assertEquals(lines, result.output().lines().count(), result::output);
        assertTrue(result.output().endsWith("none here\n"), result::output);
    }

    @Test
    void aBuildThatCannotWriteSaysSo() throws Exception {
        Files.createFile(Files.createDirectories(folder.resolve("target")).resolve(".building"));
        Shell.Result result = Shell.run(folder, "timeout", "-k", "1", "4", "./hyades", "hello");
        assertEquals(1, result.code(), result::output);
        assertTrue(result.output().contains("target, to build there"), result::output);
    }

    /// Java takes a colon for the end of a path.
    @Test
    void aColonInTheFoldersNameIsOneLine() throws Exception {
        Path other = Files.createDirectories(folder.resolve("a:b"));
        Files.copy(folder.resolve("hyades"), other.resolve("hyades"), StandardCopyOption.COPY_ATTRIBUTES);
        Shell.Result result = Shell.run(other, "./hyades", "hello");
        assertEquals(2, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
    }

    /// Who may write into the folder of a cluster may have put plug-ins there.
    @Test
    void aClusterOfSomebodyElsesIsNotEntered() throws Exception {
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String verb : List.of("up", "status", "down")) {
            Shell.Result result = Shell.run(
                    folder,
                    Map.of("HYADES_CLUSTER", cluster.toString()),
                    Path.of("slurm/testing/cluster").toAbsolutePath().toString(),
                    verb);
            assertEquals(1, result.code(), result::output);
            assertTrue(result.output().contains("is not a folder that only you can write into"), result::output);
        }
        assertTrue(Files.exists(cluster));
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
