package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"f32.fits", "rice16.fits", "i16gz.fits.gz", "i16bz.fits.bz2"})
    void aFileIsLeftBeforeItIsRead(String name) {
        assertThrows(CancellationException.class, () -> {
            try (ByteSource source = ByteSource.open(FitsFilesTest.sample(name), () -> true)) {
                FitsFiles.read(source);
            }
        });
    }

    /// 16 MB, whose checksum takes several pieces: each may be the last.
    @Test
    void aChecksumIsLeftBetweenTwoPieces() throws IOException {
        Path file = folder.resolve("a.fits");
        FitsFiles.write(file, new Image(2048, 1024, new double[2 << 20]), List.of());
        int all = asked(file, Integer.MAX_VALUE);
        assertTrue(all > 4, () -> "asked " + all);
        assertThrows(CancellationException.class, () -> asked(file, all));
        assertEquals(all, asked(file, all + 1));
    }

    /// How often a reader is asked, who leaves at the `moment`th time.
    private static int asked(Path file, int moment) throws IOException {
        int[] asked = {0};
        try (ByteSource source = ByteSource.open(file, () -> ++asked[0] == moment)) {
            FitsFiles.read(source);
        }
        return asked[0];
    }
}
