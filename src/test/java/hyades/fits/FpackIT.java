package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.Shell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Images of every kind, packed by cfitsio's `fpack` in all its modes: pixel by pixel what its `funpack` makes of them.
class FpackIT {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 170; // 32-bit pixels in one tile: more than 64 KB

    @TempDir
    static Path plain;

    @TempDir
    Path folder;

    @BeforeAll
    static void requireFpack() throws Exception {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder ->
                        Files.isExecutable(Path.of(folder, "fpack")) && Files.isExecutable(Path.of(folder, "funpack")));
        assumeTrue(isThere, "no fpack and funpack here (Debian: libcfitsio-bin)");
        writeIntegers();
        writeFloats();
    }

    private static void writeIntegers() throws IOException {
        Random random = new Random(1);
        int[] ramp = new int[WIDTH * HEIGHT];
        int[] any = new int[ramp.length];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = 3 * (i % WIDTH) + 50 * (i / WIDTH) + random.nextInt(9);
            any[i] = random.nextInt();
        }
        Map<String, String> unsigned = Map.of("BZERO", "32768");
        write("u8-i", 8, Map.of(), i -> ramp[i] & 0xFF, WIDTH, HEIGHT);
        write("any8-i", 8, Map.of("BZERO", "-128"), i -> any[i] & 0xFF, WIDTH, HEIGHT);
        write("i16-p", 16, Map.of(), i -> ramp[i], WIDTH, HEIGHT);
        write("u16-p", 16, unsigned, i -> 4 * ramp[i] - 32768, WIDTH, HEIGHT);
        write("negative16-i", 16, Map.of(), i -> any[i], WIDTH, HEIGHT);
        write("scaled16-p", 16, Map.of("BSCALE", "0.5", "BZERO", "10"), i -> ramp[i], WIDTH, HEIGHT);
        write("blank16-i", 16, Map.of("BLANK", "-32768"), i -> i % 77 == 5 ? -32768 : ramp[i], WIDTH, HEIGHT);
        write("ublank16-i", 16, Map.of("BZERO", "32768", "BLANK", "7"), i -> i % 77 == 5 ? 7 : ramp[i], WIDTH, HEIGHT);
        write("i32-i", 32, Map.of(), i -> ramp[i] * 100003, WIDTH, HEIGHT);
        write("any32-i", 32, Map.of(), i -> any[i] >> 4, WIDTH, HEIGHT); // HCOMPRESS holds no more
        write("u32-i", 32, Map.of("BZERO", "2147483648"), i -> ramp[i] + 5, WIDTH, HEIGHT);
        write("blank32-i", 32, Map.of("BLANK", "-1"), i -> i % 77 == 5 ? -1 : ramp[i], WIDTH, HEIGHT);
        write("cube16-p", 16, Map.of(), i -> ramp[i], WIDTH, HEIGHT / 5, 5);
    }

    private static void writeFloats() throws IOException {
        Random random = new Random(2);
        double[] noise = new double[WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) {
            int row = i / WIDTH;
            double value = 100 + 5 * random.nextGaussian();
            noise[i] = row == 5
                    ? 7
                    : row == 9 || i % 101 == 0 ? 0 : row == 50 ? value * 1e36 : row == 51 ? value * 1e-30 : value;
        }
        for (int bitpix : new int[] {-32, -64}) {
            write("noise%d-f".formatted(bitpix), bitpix, Map.of(), i -> noise[i], WIDTH, HEIGHT);
            write(
                    "missing%d-f".formatted(bitpix),
                    bitpix,
                    Map.of(),
                    i -> i % 91 == 7 || i / WIDTH == 20 ? Double.NaN : noise[i],
                    WIDTH,
                    HEIGHT);
            write(
                    "scaled%d-f".formatted(bitpix),
                    bitpix,
                    Map.of("BSCALE", "2", "BZERO", "3"),
                    i -> noise[i],
                    WIDTH,
                    HEIGHT);
            write(
                    "mangled%d-m".formatted(bitpix),
                    bitpix,
                    Map.of(),
                    i -> i % 19 == 7 ? Double.NaN : (i * 7919L % 60_013) - 30_000,
                    WIDTH,
                    HEIGHT);
            write("ramp%d-f".formatted(bitpix), bitpix, Map.of(), i -> i % WIDTH + 1000.0 * (i / WIDTH), WIDTH, HEIGHT);
            write("cube%d-f".formatted(bitpix), bitpix, Map.of(), i -> noise[i + 70 * WIDTH], WIDTH, HEIGHT / 5, 2);
        }
    }

    private interface Pixel {
        double at(int i);
    }

    private static void write(String name, int bitpix, Map<String, String> cards, Pixel pixel, int... lengths)
            throws IOException {
        Cards header = new Cards();
        header.put("SIMPLE", "T", "");
        header.put("BITPIX", Integer.toString(bitpix), "");
        header.put("NAXIS", Integer.toString(lengths.length), "");
        int count = 1;
        for (int i = 0; i < lengths.length; i++) {
            header.put("NAXIS" + (i + 1), Integer.toString(lengths[i]), "");
            count *= lengths[i];
        }
        cards.forEach((key, value) -> header.put(key, value, ""));
        int size = Math.ceilDiv(count * Math.abs(bitpix) / 8, Cards.BLOCK) * Cards.BLOCK;
        ByteBuffer bytes = ByteBuffer.allocate(header.size() + size).put(header.toBytes());
        for (int i = 0; i < count; i++) {
            double value = pixel.at(i);
            switch (bitpix) {
                case 8 -> bytes.put((byte) value);
                case 16 -> bytes.putShort((short) (int) value);
                case 32 -> bytes.putInt((int) value);
                case -32 -> bytes.putFloat((float) value);
                default -> bytes.putDouble(value);
            }
        }
        Files.write(plain.resolve(name + ".fits"), bytes.array());
    }

    /// What loses nothing gives the pixels that were there. `p` are integers that PLIO can hold, `i` others.
    @ParameterizedTest(name = "fpack {0}: {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "-r: *-[ip]",
                "-r -w: *-[ip]",
                "-r -t 33,23: *-[ip]",
                "-h: *-[ip]",
                "-h -w: *-[ip]",
                "-h -t 33,23: *-[ip]",
                "-g1: *-[ip]",
                "-g1 -w: *-[ip]",
                "-g1 -t 33,23: *-[ip]",
                "-g2: *-[ip]",
                "-g2 -w: *-[ip]",
                "-g2 -t 33,23: *-[ip]",
                "-p: *-p",
                "-p -w: *-p",
                "-p -t 33,23: *-p",
                "-d: *-p",
                "-g1 -q 0: *-f",
                "-g1 -q 0 -w: *-f",
                "-g1 -q 0 -t 33,23: *-f",
                "-g2 -q 0: *-f",
                "-g2 -q 0 -w: *-f",
                "-g2 -qz 0 -t 33,23: *-f"
            })
    void lossless(String options, String names) throws Exception {
        pack(options, names, "cp $file unpacked/$packed");
        compare();
    }

    /// Where floats with missing pixels are in tiles less wide than the image (`-t 33,23`), `funpack`
    /// itself (4.02) leaves zeros; and of tiles like these that cannot be quantised, such as the ramp's, it
    /// makes what was there or other pixels, now and then.
    /// What HCOMPRESS leaves of missing pixels where it loses something (`m`) are numbers beyond 32 bits.
    @ParameterizedTest(name = "fpack {0}: {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "-r: *-f",
                "-r -w: *-f",
                "-r -t 160,23: *-f",
                "-r -t 33,23: [!mr]*-f",
                "-r -q0 4: *-f",
                "-r -qz 4: *-f",
                "-r -q9990 4: *-f",
                "-r -qz77 4 -w: *-f",
                "-r -q -0.01: *-f",
                "-r -q0 -0.01 -w: *-f",
                "-h: *-f",
                "-h -w: *-f",
                "-h -t 33,23: [!mr]*-f",
                "-h -q0 4: *-f",
                "-h -qz -1: *-f",
                "-h -s 1: *-f",
                "-g1: *-f",
                "-g1 -t 33,23: [!mr]*-f",
                "-g1 -q0 4: *-f",
                "-g1 -qz 4 -w: *-f",
                "-g2 -w: *-f",
                "-g2 -q0 4: *-f",
                "-g2 -qz -0.01 -t 160,23: *-f",
                "-h -s 2: *-m",
                "-h -s 2 -w: *-m",
                "-h -s 2: *-[ip]",
                "-h -s 2 -w: *-[ip]",
                "-i2f -n3ratio 0 -n3min 0: *-[ip]"
            })
    void lossy(String options, String names) throws Exception {
        pack(options, names, "funpack -O unpacked/$packed $packed");
        compare();
    }

    /// All kinds of pixels: `funpack` makes of what was compressed here what it was, and so is it read here.
    @ParameterizedTest(name = "{0}")
    @EnumSource(ImageCompression.class)
    void funpackRestoresWhatIsCompressedHere(ImageCompression compression) throws Exception {
        try (var files = Files.newDirectoryStream(plain, "*.fits")) {
            for (Path file : files) {
                Path packed = folder.resolve(file.getFileName() + ".fz");
                try (ByteSource source = ByteSource.open(file);
                        FitsOutput out = new FitsOutput(packed, compression)) {
                    for (ImageHdu hdu : FitsFiles.read(source)) {
                        out.begin(hdu.header().copy());
                        out.raw(hdu);
                        out.end();
                    }
                    out.commit();
                }
            }
        }
        Shell.Result result = Shell.run(folder, "sh", "-ec", """
            mkdir unpacked
            for packed in *.fz; do
                funpack -O unpacked/$packed $packed
            done\
            """);
        assertEquals(0, result.code(), result::output);
        compare();
        Shell.run(
                folder,
                "sh",
                "-c",
                "for packed in *.fz; do cp %s/${packed%%.fz} unpacked/$packed; done".formatted(plain));
        compare();
    }

    /// Those images that `fpack` does not refuse, or die of.
    private void pack(String options, String names, String unpack) throws Exception {
        Shell.run(folder, "sh", "-c", """
            mkdir unpacked
            for file in %s/%s.fits; do
                packed=${file##*/}.fz
                fpack %s -O $packed $file && %s || rm -f $packed
            done\
            """.formatted(plain, names, options, unpack));
    }

    private void compare() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        int files = 0;
        try (var packed = Files.newDirectoryStream(folder, "*.fz")) {
            for (Path file : packed) {
                files++;
                Path name = file.getFileName();
                try {
                    double[] expected = pixels(folder.resolve("unpacked").resolve(name));
                    double[] found = pixels(file);
                    assertEquals(expected.length, found.length);
                    long differences = IntStream.range(0, expected.length)
                            .filter(i -> Double.compare(expected[i], found[i]) != 0)
                            .count();
                    if (differences > 0) {
                        wrong.put(name.toString(), differences + " wrong pixels");
                    }
                } catch (IOException e) {
                    wrong.put(name.toString(), e.getMessage());
                }
            }
        }
        assertEquals(Map.of(), wrong);
        assertTrue(files >= 2, "fpack packed only " + files);
    }

    private static double[] pixels(Path file) throws IOException {
        return FitsFiles.images(file).stream()
                .flatMapToDouble(image -> java.util.Arrays.stream(image.pixels()))
                .toArray();
    }
}
