package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tables as users make and check them, on the built jar.
@Timeout(600)
class TablesIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private Shell.Result hyades(String line) throws Exception {
        return Shell.run(
                PROJECT,
                Stream.concat(
                                Stream.of("./hyades"),
                                Stream.of(line.replace("{}", folder.toString()).split(" ")))
                        .toArray(String[]::new));
    }

    /// Of whatever ranks wrote it `sha256sum` says that it is whole, and `tables check` that it follows its law; of one
    /// that has changed both say so.
    @Test
    void whatIsGeneratedIsCheckedByOthersToo() throws Exception {
        assertEquals(
                0,
                hyades("-n 1 tables generate --count 3 --size 40x50 --out {}/a --no-report")
                        .code());
        Shell.Result written = hyades(
                "-n 2 --on processes tables generate --count 3 --size 40x50 --serial-check --out {}/b --no-report");
        assertEquals(0, written.code(), written::output);
        assertTrue(written.output().contains("speedup"), written::output);
        assertEquals(-1, Files.mismatch(folder.resolve("a/SHA256SUMS"), folder.resolve("b/SHA256SUMS")));
        Shell.Result sums = Shell.run(folder.resolve("b"), "sha256sum", "--quiet", "-c", "SHA256SUMS");
        assertEquals(0, sums.code(), sums::output);

        Shell.Result checked = hyades("-n 2 tables check {}/b --out {}/checked");
        assertEquals(0, checked.code(), checked::output);
        assertTrue(checked.output().contains("poisson:20: χ²"), checked::output);
        assertTrue(Files.exists(folder.resolve("checked/histogram.png")));

        Path changed = folder.resolve("b/x000001.csv");
        Files.writeString(changed, Files.readString(changed).replaceFirst(",", ",1"));
        Shell.Result failed = hyades("-n 2 tables check {}/b --no-plots --out {}/failed");
        assertEquals(3, failed.code(), failed::output);
        assertTrue(failed.output().contains("x000001.csv: failed: other bytes than SHA256SUMS says"), failed::output);
    }
}
