package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.images.Peak;
import hyades.images.Threshold;
import hyades.storage.WatchedDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void aFolderIsNotRead() {
        String reason =
                assertThrows(IOException.class, () -> ByteSource.open(folder)).getMessage();
        assertEquals("is a folder", reason);
    }

    @Test
    void whatCompressWroteIsRead() throws Exception {
        Path sample = FitsFilesTest.sample("plain8.fits");
        Path file = Files.write(folder.resolve("a.fits.Z"), Packed.compress(Files.readAllBytes(sample)));
        assertArrayEquals(
                FitsFiles.images(sample).getFirst().pixels(),
                FitsFiles.images(file).getFirst().pixels());
    }

    /// The third byte tells how long codes may be, 16 bits at most.
    @ParameterizedTest
    @CsvSource({
        "0x88, its compressed data are damaged: maxCodeSize 8 is out of bounds.",
        "0x9e, 'unpacking it takes 6144 MiB of memory, expected at most 1: unpack it first'"
    })
    void compressIsNotGivenMemoryWithoutBound(int bits, String expected) throws Exception {
        byte[] packed = Packed.compress(new byte[10]);
        packed[2] = (byte) bits;
        assertEquals(expected, refusal(Files.write(folder.resolve("a.fits.Z"), packed)));
    }

    /// In two parts, as `cat` joins them; then without its end.
    @Test
    void whatXzWroteIsRead() throws Exception {
        Path sample = FitsFilesTest.sample("i16.fits");
        byte[] plain = Files.readAllBytes(sample);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(Packed.xz(Arrays.copyOf(plain, 1000)));
        packed.writeBytes(Packed.xz(Arrays.copyOfRange(plain, 1000, plain.length)));
        Path file = Files.write(folder.resolve("a.fits.xz"), packed.toByteArray());
        assertArrayEquals(
                FitsFiles.images(sample).getFirst().pixels(),
                FitsFiles.images(file).getFirst().pixels());
        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 30));
        assertEquals("truncated: its compressed data end too early", refusal(file));
    }

    /// A header of a block that asks for a dictionary of 1 GiB: the byte 36 by the .xz format, section 5.3.1.
    @Test
    void xzIsNotGivenMemoryWithoutBound() throws Exception {
        byte[] packed = Packed.xz(Files.readAllBytes(FitsFilesTest.sample("i16.fits")));
        int length = 4 * (packed[12] + 1);
        packed[12 + 4] = 36; // behind the length, the flags, the filter and the size of what it is told
        CRC32 sum = new CRC32();
        sum.update(packed, 12, length - 4);
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(12 + length - 4, (int) sum.getValue());
        Path file = Files.write(folder.resolve("a.fits.xz"), packed);
        assertEquals("unpacking it takes 1024 MiB of memory, expected at most 128: unpack it first", refusal(file));
    }

    private static String refusal(Path file) {
        return assertThrows(IOException.class, () -> ByteSource.open(file)).getMessage();
    }

    /// In memory as long as it is small, else in a file that has no name any more; the same bytes.
    @ParameterizedTest
    @CsvSource({"5759, false", "5760, true", "5761, true", "1, false"})
    void contentThatIsLargeIsInAFileWithoutAName(int inMemory, boolean isInMemory) throws Exception {
        byte[] plain = Files.readAllBytes(FitsFilesTest.sample("plain8.fits"));
        assertEquals(5760, plain.length);
        try (ByteSource source =
                Packing.XZ.unpack(new ByteArrayInputStream(Packed.xz(plain)), inMemory, folder, () -> false)) {
            assertEquals(isInMemory, source instanceof ByteSource.Memory);
            assertEquals(0, folder.toFile().list().length);
            assertEquals(plain.length, source.size());
            byte[] bytes = new byte[plain.length];
            source.read(0, bytes.length).get(bytes);
            assertArrayEquals(plain, bytes);
        }
    }

    /// 2112 MiB in a file of 2 MB: members of gzip, of 64 MiB each, one behind the other. The last row has
    /// the brightest pixel, beyond what an array or 31 bits could reach.
    @Test
    @Tag("long")
    @Timeout(120)
    void contentBeyondTwoGibibytesIsRead() throws Exception {
        int width = 1 << 16;
        int rows = 1024;
        int members = 33;
        byte[] zeros = gzip(new byte[width * rows]);
        int fill = Math.floorMod(-(long) members * width * rows, Cards.BLOCK);
        byte[] last = new byte[width * rows + fill];
        last[width * rows - 7] = 9;
        Path header = new TestFile()
                .image("", 8, new double[3], 3, "NAXIS=2", "NAXIS1=" + width, "NAXIS2=" + members * rows)
                .write(folder.resolve("header"));
        Path file = folder.resolve("large.fits.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(gzip(Arrays.copyOf(Files.readAllBytes(header), Cards.BLOCK)));
            for (int i = 1; i < members; i++) {
                out.write(zeros);
            }
            out.write(gzip(last));
        }
        List<Peak> peaks = Peak.of(file, Selection.SCIENCE, 1, 2, Threshold.NONE, 0, _ -> {});
        assertEquals(
                List.of(new BrightestPoint(width - 7, members * rows - 1, 9)),
                peaks.stream().map(Peak::point).toList());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void aDiskThatIsFullIsNamed() throws Exception {
        InputStream packed = new ByteArrayInputStream(Packed.xz(new byte[5000]));
        WatchedDisk disk = new WatchedDisk();
        disk.failWhen(event -> event.startsWith("write .hyades-"));
        String reason = assertThrows(
                        IOException.class, () -> Packing.XZ.unpack(packed, 100, disk.path(folder), () -> false))
                .getMessage();
        assertEquals(
                "cannot be unpacked into the folder %s (TMPDIR names another): No space left on device"
                        .formatted(folder),
                reason);
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws Exception {
        InputStream packed = new ByteArrayInputStream(Packed.xz(new byte[5000]));
        Path nowhere = folder.resolve("nowhere");
        String reason = assertThrows(IOException.class, () -> Packing.XZ.unpack(packed, 100, nowhere, () -> false))
                .getMessage();
        assertEquals(
                "cannot be unpacked into the folder %s (TMPDIR names another): no such folder".formatted(nowhere),
                reason);
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
