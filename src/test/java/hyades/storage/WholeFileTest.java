package hyades.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The oracle is what POSIX promises: a file's bytes survive the machine once it is synced, its name once its folder
/// is.
class WholeFileTest {
    @TempDir
    Path folder;

    private final WatchedDisk disk = new WatchedDisk();
    private Path file;

    @BeforeEach
    void name() {
        file = disk.path(folder).resolve("a.txt");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itsBytesAreSyncedBeforeItIsNamedAndItsNameAfter() throws IOException {
        WholeFile.writeText(file, "new\n");
        assertEquals(
                List.of(
                        "write .a.txt.part",
                        "sync .a.txt.part",
                        "rename .a.txt.part to a.txt",
                        "sync folder " + folder.getFileName()),
                disk.told());
        assertEquals("new\n", Files.readString(folder.resolve("a.txt")));
        assertEquals(List.of("a.txt"), names());
    }

    /// As a signal ends one that has no other way to stop.
    public static final class Ending {
        private Ending() {}

        public static void main(String[] arguments) throws IOException {
            new WholeFile(Path.of(arguments[0]));
            System.exit(3);
        }
    }

    @Test
    void nothingStaysOfAFileWhoseProcessEnds() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "old");
        Shell.Result ended = Shell.run(
                Path.of("").toAbsolutePath(), // its class path is relative
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName(),
                folder.resolve("a.txt").toString());
        assertEquals(3, ended.code(), ended::output);
        assertEquals(List.of("a.txt"), names());
    }

    /// A temporary name is known beforehand to whoever may write into the folder.
    @Test
    void itIsNotWrittenThroughALinkThatHasItsTemporaryName() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        long self = Thread.currentThread().threadId();
        Path link = folder.resolve(
                ".a.txt.%d-%d.part".formatted(ProcessHandle.current().pid(), self));
        Files.createSymbolicLink(link, victim);
        WholeFile.writeText(file, "new\n");
        assertEquals("mine", Files.readString(victim));
        assertEquals("new\n", Files.readString(folder.resolve("a.txt")));
        WholeFile.removeAbandoned(folder, "a.txt"::equals); // does not follow it either
        assertEquals(List.of(link.getFileName().toString(), "a.txt", "victim"), names());
    }

    /// The name is the file's own, also where a link had it.
    @Test
    void itReplacesALinkAndNotWhatTheLinkLeadsTo() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Files.createSymbolicLink(folder.resolve("a.txt"), victim);
        WholeFile.writeText(file, "new\n");
        assertEquals("mine", Files.readString(victim));
        assertEquals("new\n", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void aFileWithoutAFolderInItsPathIsOfTheWorkingFolder() throws IOException {
        Path here = disk.path(Path.of("hyades-WholeFileTest.txt"));
        try {
            WholeFile.writeText(here, "here");
            assertEquals(
                    "sync folder " + Path.of("").toAbsolutePath().getFileName(),
                    disk.told().getLast());
        } finally {
            Files.deleteIfExists(here);
        }
    }

    @ParameterizedTest(name = "the disk is full at: {0}")
    @ValueSource(strings = {"write", "sync .", "rename"})
    void whatWasThereStaysWhereTheNewOneCannotBeWritten(String event) throws IOException {
        WholeFile.writeText(file, "old\n");
        disk.failWhen(told -> told.startsWith(event));
        IOException full = assertThrows(IOException.class, () -> WholeFile.write(file, out -> out.write(new byte[99])));
        assertEquals(file + ": No space left on device", full.getMessage());
        assertEquals("old\n", Files.readString(folder.resolve("a.txt")));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> WholeFile.writeText(file, out -> {
                    out.write("half");
                    throw new IllegalStateException();
                }));
        assertEquals(List.of(), names());
    }

    @Test
    void whatIsNotCommittedIsClosed() throws IOException {
        WholeFile half = new WholeFile(file);
        half.close();
        assertFalse(half.channel().isOpen());
    }

    /// What a process has left is not locked: it goes; what is being written stays, be it by this process or another's,
    /// and so does what is not asked for.
    @Test
    void ofTemporaryFilesThoseGoThatNobodyWrites() throws Exception {
        Path abandoned = Files.writeString(folder.resolve(".a.txt.77-1.part"), "half");
        Path notAskedFor = Files.writeString(folder.resolve(".b.txt.77-1.part"), "half");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HalfWritten.class.getName(),
                        folder.resolve("a.txt").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (WholeFile _ = new WholeFile(folder.resolve("a.txt"))) {
            assertEquals("begun", other.inputReader().readLine());
            WholeFile.removeAbandoned(folder, "a.txt"::equals);
            assertFalse(Files.exists(abandoned));
            assertTrue(Files.exists(notAskedFor));
            assertEquals(3, names().size(), () -> "of this process, the other, and not asked for");
        } finally {
            other.destroyForcibly();
        }
        other.waitFor();
        WholeFile.removeAbandoned(folder, "a.txt"::equals);
        assertEquals(List.of(".b.txt.77-1.part"), names());
    }

    /// A process that begins a file, says so, and is killed.
    static final class HalfWritten {
        static void main(String[] arguments) throws Exception {
            try (WholeFile file = new WholeFile(Path.of(arguments[0]))) {
                System.out.println("begun");
                Thread.sleep(60_000);
                file.commit();
            }
        }
    }

    /// A folder of whole files appears by its rename; the folder that holds it is synced.
    @Test
    void renamingAFolderSyncsTheOneItIsIn() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        disk.told();
        WholeFile.rename(disk.path(made), disk.path(folder).resolve("named"));
        assertEquals(List.of("rename made to named", "sync folder " + folder.getFileName()), disk.told());
    }
}
