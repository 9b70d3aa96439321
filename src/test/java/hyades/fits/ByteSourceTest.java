package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    /// Without waiting for somebody who writes into it.
    @Test
    @Timeout(20)
    void aPipeIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe.fits");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String reason =
                assertThrows(IOException.class, () -> ByteSource.open(pipe)).getMessage();
        assertEquals("is a pipe or a device, expected a file", reason);
    }

    /// LZW in 9 bits: all bytes as codes of their own, as `compress` writes them before it finds a repetition.
    @Test
    void whatCompressWroteIsRead() throws Exception {
        byte[] plain = Files.readAllBytes(FitsFilesTest.sample("plain8.fits"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {0x1f, (byte) 0x9d, (byte) 0x89}); // of 9 bits at most, in blocks
        BitSet bits = new BitSet();
        for (int i = 0; i < plain.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                bits.set(9 * i + bit, (plain[i] >> bit & 1) == 1);
            }
        }
        packed.writeBytes(Arrays.copyOf(bits.toByteArray(), Math.ceilDiv(9 * plain.length, 8)));
        Path file = Files.write(folder.resolve("a.fits.Z"), packed.toByteArray());
        assertArrayEquals(
                FitsFiles.images(FitsFilesTest.sample("plain8.fits")).getFirst().pixels(),
                FitsFiles.images(file).getFirst().pixels());
    }

    @Test
    void whatIsNotUndoneIsRefusedByName() throws Exception {
        Path file = Files.write(folder.resolve("a.fits.xz"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
        String reason =
                assertThrows(IOException.class, () -> ByteSource.open(file)).getMessage();
        assertEquals("compressed by xz, which is not undone here: run unxz first", reason);
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
