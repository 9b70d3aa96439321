package hyades.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenClTest {
    @TempDir
    Path folder;

    private static String refusal(String library) {
        return assertThrows(OpenClException.class, () -> new OpenCl(library)).getMessage();
    }

    @Test
    void aLibraryThatIsMissingIsNamed() {
        Path file = folder.resolve("libOpenCL.so.1");
        assertEquals(
                "no OpenCL: looked for the library %s, which cannot be loaded (HYADES_OPENCL_LIBRARY names another)"
                        .formatted(file),
                refusal(file.toString()));
    }

    @Test
    void aFileThatIsNoLibraryIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("libOpenCL.so.1"), "not a library");
        assertEquals(
                "no OpenCL: looked for the library %s, which cannot be loaded (HYADES_OPENCL_LIBRARY names another)"
                        .formatted(file),
                refusal(file.toString()));
    }

    @Test
    void aLibraryOfSomethingElseIsNamed() {
        assertEquals(
                "no OpenCL: looked for the function clGetPlatformIDs in libc.so.6, which lacks it",
                refusal("libc.so.6"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "warning: x is not used~t.cl:3:1: error: expected ';'~1 error generated | t.cl:3:1: error: expected"
                        + " ';'",
                "~  what I do not like ~and more | what I do not like",
                "~ | its compiler does not say why"
            })
    void aBuildLogIsOneLine(String log, String line) {
        assertEquals(line, OpenClProgram.complaint(log.replace('~', '\n')));
    }
}
