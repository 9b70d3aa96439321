package hyades.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFaultTest {
    @TempDir
    Path folder;

    private Map<String, Executable> faults;

    /// What the system itself refuses, but for what it lets a user do who may do all.
    @BeforeEach
    void make() throws IOException {
        Path text = Files.write(folder.resolve("text"), new byte[] {'a', (byte) 0xE9, '\n'});
        Files.createDirectories(folder.resolve("full/of"));
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        faults = Map.of(
                "gone", () -> Files.newInputStream(folder.resolve("gone")).close(),
                "denied",
                        () -> {
                            throw new AccessDeniedException(
                                    folder.resolve("denied").toString());
                        },
                "text", () -> Files.readString(text),
                "text/below", () -> Files.newInputStream(text.resolve("below")).close(),
                "full", () -> Files.delete(folder.resolve("full")),
                "full/of", () -> Files.createDirectory(folder.resolve("full/of")),
                "circle", () -> Files.newInputStream(circle).close(),
                "list", () -> Files.newDirectoryStream(text).close(),
                "read", () -> Files.readAllBytes(folder.resolve("full")),
                "disk", () -> Files.write(Path.of("/dev/full"), new byte[1], StandardOpenOption.WRITE));
    }

    /// A reason is never a name alone, and the line has both where the JVM knows the name.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        gone       | no such file                       | {}/gone: no such file
        denied     | no permission                      | {}/denied: no permission
        text       | is not text in UTF-8               | is not text in UTF-8
        text/below | Not a directory                    | {}/text/below: Not a directory
        full       | is a folder that is not empty      | {}/full: is a folder that is not empty
        full/of    | is there already                   | {}/full/of: is there already
        circle     | Too many levels of symbolic links  | {}/circle: Too many levels of symbolic links
        list       | Not a directory                    | {}/text: Not a directory
        read       | Is a directory                     | Is a directory
        disk       | No space left on device            | No space left on device
        """)
    void everyFaultHasItsWords(String fault, String reason, String line) {
        IOException thrown = assertThrows(IOException.class, faults.get(fault));
        assertEquals(reason, FileFault.reason(thrown));
        assertEquals(line.replace("{}", folder.toString()), FileFault.line(thrown));
    }

    /// What comes without words is named by its kind.
    @Test
    void nothingIsNull() {
        assertEquals("java.io.EOFException", FileFault.line(new EOFException()));
        assertEquals("a: FileSystem", FileFault.line(new FileSystemException("a")));
        assertEquals("why", FileFault.line(new FileSystemException(null, null, "why")));
    }
}
