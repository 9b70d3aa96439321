package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.farm.Item;
import hyades.farm.Rules;
import hyades.farm.Schedule;
import hyades.farm.TaskFarm;
import hyades.farm.Work;
import hyades.fits.BadBits;
import hyades.fits.ByteSource;
import hyades.fits.Cards;
import hyades.fits.FitsFiles;
import hyades.fits.FitsFilesTest;
import hyades.fits.FitsOutput;
import hyades.fits.HduChoice;
import hyades.fits.Image;
import hyades.fits.ImageCompression;
import hyades.fits.ImageHdu;
import hyades.fits.Masking;
import hyades.fits.Selection;
import hyades.fits.TestFile;
import hyades.images.Filtered.Plane;
import hyades.images.Filtered.Planes;
import hyades.images.Filtered.Skipped;
import hyades.images.HighPass.Keep;
import hyades.trace.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBatchTest {
    private static final ImageBatch.Viewer NOBODY = (_, _, _, _, _) -> {};

    private static final MedianWindow WINDOW = new MedianWindow(7, 9, Boundary.REFLECT, 0, 50);

    @TempDir
    Path folder;

    private static BatchSettings settings(Path out, Keep keep, long strip) throws IOException {
        Files.createDirectories(out);
        return new BatchSettings(
                Selection.SCIENCE, keep.kinds(), 0, null, out, "{stem}_{what}.fits", strip, false, false, "test");
    }

    /// By the medians of all ranks.
    private static ImageBatch together(BatchSettings settings, DistributedMedian medians) {
        Keep keep = settings.kinds().size() == 2 ? Keep.BOTH : Keep.HIGHPASS;
        return new ImageBatch(settings, new HighPass(WINDOW, keep, medians, new Timeline()), new Timeline(), NOBODY);
    }

    /// By windows of `height` rows.
    private static ImageBatch batch(int height, BatchSettings settings, int threads, ImageBatch.Viewer viewer) {
        Keep keep = Stream.of(Keep.values())
                .filter(each -> each.kinds().equals(settings.kinds()))
                .findFirst()
                .orElseThrow();
        MedianWindow window = new MedianWindow(height, 9, Boundary.REFLECT, 0, 50);
        return new ImageBatch(settings, new HighPass(window, keep, threads, new Timeline()), new Timeline(), viewer);
    }

    private static Filtered process(BatchSettings settings, Path input) throws IOException {
        return batch(7, settings, 1, NOBODY).process(input);
    }

    private static List<Plane> planes(Filtered filtered) {
        return switch (filtered) {
            case Planes(List<Plane> planes, List<String> _) -> planes;
            case Skipped() -> throw new AssertionError("skipped");
        };
    }

    /// What is wrong with a file, in one line.
    private static String fault(Executable filtering) {
        return assertThrows(IOException.class, filtering).getMessage();
    }

    /// Of integers the filtered pixels are integers: here 77 of them, in strips of any number of rows, so that
    /// pixels of 16 bits end within a word of the checksum, which reading checks; missing ones have BLANK.
    @ParameterizedTest
    @CsvSource({"16, 1", "16, 1000", "32, 1", "32, 1000"})
    void wholeNumbersAreKeptAsSuch(int bitpix, long strip) throws Exception {
        double[] pixels = new double[7 * 11];
        Arrays.setAll(pixels, i -> i % 13 == 5 ? Double.NaN : 100 * (i * i % 31) - 1000);
        Image before = new Image(7, 11, pixels);
        Path input = folder.resolve("a.fits");
        FitsFiles.write(input, before, List.of());
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE,
                Keep.BOTH.kinds(),
                bitpix,
                null,
                folder,
                "{stem}_{what}.fits",
                strip,
                false,
                false,
                "");
        planes(process(settings, input));
        double[] expected = new MedianHighPass(WINDOW, 1).highPass(before).pixels();
        try (ByteSource after = ByteSource.open(folder.resolve("a_highpass.fits"))) {
            ImageHdu made = FitsFiles.read(after).getFirst();
            assertEquals(bitpix, made.format().bitpix());
            assertArrayEquals(expected, made.plane(0).pixels());
            assertEquals(List.of(), made.doubts());
            assertEquals(-1L << bitpix - 1, made.header().number("BLANK", 0));
        }
        double[] median =
                FitsFiles.images(folder.resolve("a_median.fits")).getFirst().pixels();
        for (int i = 0; i < median.length; i++) {
            assertEquals(pixels[i] - expected[i], Double.isNaN(pixels[i]) ? Double.NaN : median[i]);
        }
    }

    @Test
    void aFractionIsNoWholeNumber() throws Exception {
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE, Keep.HIGHPASS.kinds(), 16, null, folder, "{stem}.fits", 1, false, false, "");
        String fault = fault(() -> process(settings, FitsFilesTest.sample("f32.fits")));
        assertTrue(
                fault.matches("--bitpix 16: the pixel of column \\d+, row 0 .* expected whole numbers from -32767 to"
                        + " 32767"),
                fault);
        assertTrue(Files.notExists(folder.resolve("f32.fits")));
    }

    /// All cards but those of the pixels' form, in their order; what is no image stays to the byte; and reading
    /// checks the checksums.
    @ParameterizedTest
    @CsvSource({
        "f32.fits, false",
        "extensions.fits, false",
        "cube.fits, false",
        "rice16.fits, false",
        "u16.fits, false",
        "blank.fits, false",
        "plain8.fits, false",
        "f64.fits, true",
        "i32.fits, true",
        "i64.fits, true",
        "gzip2i32.fits, true"
    })
    void keepsCardsAndStructure(String name, boolean isDouble) throws Exception {
        Path input = FitsFilesTest.sample(name);
        planes(process(ofHdus("all"), input));
        Path output = folder.resolve(name.replace(".fits", "_highpass.fits"));
        try (ByteSource before = ByteSource.open(input);
                ByteSource after = ByteSource.open(output)) {
            List<ImageHdu> old = FitsFiles.read(before);
            List<ImageHdu> made = FitsFiles.read(after);
            assertEquals(old.size(), made.size());
            for (int i = 0; i < old.size(); i++) {
                assertEquals(kept(old.get(i)), kept(made.get(i)));
                if (old.get(i).isImage()) {
                    assertEquals(isDouble ? -64 : -32, made.get(i).format().bitpix());
                } else {
                    assertEquals(old.get(i).dataSum(), made.get(i).dataSum());
                }
                for (int plane = 0; plane < old.get(i).planes(); plane++) {
                    Image expected =
                            new MedianHighPass(WINDOW, 1).highPass(old.get(i).plane(plane));
                    double[] rounded = expected.pixels();
                    for (int p = 0; p < rounded.length && !isDouble; p++) {
                        rounded[p] = (float) rounded[p];
                    }
                    assertArrayEquals(rounded, made.get(i).plane(plane).pixels());
                }
            }
        }
    }

    /// A file that is left, before its first strip, in one, or before a later one, leaves nothing behind.
    @ParameterizedTest(name = "left when asked for the {0}. time")
    @ValueSource(ints = {1, 2, 3, 8})
    void aFileThatIsLeftLeavesNothing(int moment) throws Exception {
        BatchSettings settings = settings(folder.resolve("out"), Keep.HIGHPASS, 1);
        ImageBatch batch = batch(7, settings, 1, NOBODY);
        int[] asked = {0};
        batch.leaveWhen(() -> ++asked[0] == moment);
        Path input = FitsFilesTest.sample("f32.fits");
        assertThrows(CancellationException.class, () -> batch.process(input));
        assertEquals(moment, asked[0]);
        assertArrayEquals(new String[0], folder.resolve("out").toFile().list());
        assertEquals(1, planes(batch.process(input)).size());
    }

    /// All work on one image, and one of them is asked to stop.
    @ParameterizedTest(name = "rank {0}")
    @ValueSource(ints = {0, 1, 2})
    void anImageOfAllRanksIsLeftWhenOneStops(int stopping) {
        List<Boolean> left = TestRanks.run(3, world -> {
            try {
                BatchSettings settings = settings(folder.resolve("out" + world.rank()), Keep.HIGHPASS, 1 << 20);
                try (DistributedMedian medians = new DistributedMedian(world, WINDOW, 1)) {
                    int[] asked = {0};
                    medians.leaveWhen(() -> world.rank() == stopping && ++asked[0] == 1);
                    if (world.rank() == 0) {
                        ImageBatch batch = together(settings, medians);
                        assertThrows(
                                CancellationException.class, () -> batch.process(FitsFilesTest.sample("f32.fits")));
                        return folder.resolve("out0").toFile().list().length == 0;
                    }
                    medians.serve();
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals(List.of(true, true, true), left);
    }

    private static List<String> kept(ImageHdu hdu) {
        List<String> form = List.of("BITPIX", "BSCALE", "BZERO", "BLANK", "CHECKSUM", "DATASUM", "HISTORY");
        return hdu.header().lines().stream()
                .filter(card -> !form.contains(Cards.key(card)))
                .toList();
    }

    /// They would be of the pixels before: removed, wherever the header has them.
    @Test
    void whatWasSaidOfThePixelsRangeIsGone() throws Exception {
        Path input = folder.resolve("ranged.fits");
        Image image = TestImages.create("noise", 9, 9);
        FitsFiles.write(folder.resolve("plain.fits"), image, List.of());
        try (ByteSource plain = ByteSource.open(folder.resolve("plain.fits"));
                FitsOutput out = new FitsOutput(input)) {
            Cards header = FitsFiles.read(plain).getFirst().header().copy();
            header.put("DATAMIN", "-0.5", "least");
            header.put("DATAMAX", "0.5", "greatest");
            out.begin(header);
            out.pixels(image.pixels(), -64);
            out.end();
            out.commit();
        }
        process(settings(folder, Keep.HIGHPASS, 1 << 20), input);
        try (ByteSource before = ByteSource.open(input);
                ByteSource after = ByteSource.open(folder.resolve("ranged_highpass.fits"))) {
            assertEquals(2, ranges(before));
            assertEquals(0, ranges(after));
        }
    }

    private static long ranges(ByteSource file) throws IOException {
        return FitsFiles.read(file).getFirst().header().lines().stream()
                .filter(card -> card.startsWith("DATAM"))
                .count();
    }

    /// A strip has the pixels asked for with the rows its windows reach, and at least one row of its own: the viewer
    /// sees the first.
    @ParameterizedTest(name = "strips of {0} pixels: {1} rows")
    @CsvSource({"1000, 10", "427, 1", "1, 1", "488, 2", "3232, 46", "3233, 47", "100000, 47"})
    void aStripHasThePixelsAskedFor(long pixels, int rows) throws Exception {
        Path input = folder.resolve("fake.fits");
        FitsFiles.write(input, new RandomField(61, 47, 3).create(0), List.of());
        List<Integer> seen = new ArrayList<>();
        ImageBatch.Viewer viewer = (_, _, _, _, after) -> seen.add(after.height());
        batch(7, settings(folder, Keep.HIGHPASS, pixels), 1, viewer).process(input);
        assertEquals(List.of(rows), seen);
    }

    /// Equal bytes over ranks, threads, schedules and strips.
    @ParameterizedTest(name = "{0} ranks x {1} threads, {2}, strips of {3} pixels")
    @CsvSource({
        "1, 2, BLOCK, 1000",
        "2, 1, DYNAMIC, 100000",
        "3, 2, BLOCK, 1",
        "5, 1, DYNAMIC, 4000",
        "8, 3, BLOCK, 900"
    })
    void bytesDoNotDependOnWhoDoesWhat(int ranks, int threads, Schedule schedule, long strip) throws Exception {
        RandomField field = new RandomField(61, 47, 3);
        for (int i = 0; i < 6; i++) {
            FitsFiles.write(folder.resolve("fake_" + i + ".fits"), field.create(i), List.of());
        }
        BatchSettings alone = settings(folder.resolve("alone"), Keep.BOTH, 1 << 20);
        BatchSettings together = settings(folder.resolve("together"), Keep.BOTH, strip);
        List<Item> items = IntStream.range(0, 6)
                .mapToObj(i -> new Item(folder.resolve("fake_" + i + ".fits").toString(), 1 + i % 3))
                .toList();
        for (Item item : items) {
            process(alone, Path.of(item.name()));
        }
        TestRanks.run(ranks, world -> {
            ImageBatch batch = batch(7, together, threads, NOBODY);
            Rules rules = Rules.DEFAULT.withSchedule(schedule);
            try {
                return TaskFarm.map(world, new Filtering(batch), rules, world.rank() == 0 ? items : null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        for (int i = 0; i < 6; i++) {
            for (String what : List.of("highpass", "median")) {
                String name = "fake_%d_%s.fits".formatted(i, what);
                assertEquals(
                        -1,
                        Files.mismatch(
                                alone.folder().resolve(name), together.folder().resolve(name)));
            }
        }
    }

    private record Filtering(ImageBatch batch) implements Work<Filtered> {
        @Override
        public Filtered process(String name) throws IOException {
            return batch.process(Path.of(name));
        }

        @Override
        public void write(Filtered result, DataOutputStream out) throws IOException {
            result.write(out);
        }

        @Override
        public Filtered read(DataInputStream in) throws IOException {
            return Filtered.read(in);
        }
    }

    /// All ranks on one image, in strips too, and with more ranks than rows in a strip.
    @ParameterizedTest(name = "{0} ranks, strips of {1} pixels")
    @CsvSource({"1, 100000", "2, 100000", "3, 1", "5, 1000", "8, 100000"})
    void splittingAnImageGivesTheSameBytes(int ranks, long strip) throws Exception {
        Path input = FitsFilesTest.sample("cube.fits");
        BatchSettings alone = settings(folder.resolve("alone"), Keep.BOTH, 1 << 20);
        BatchSettings together = settings(folder.resolve("together"), Keep.BOTH, strip);
        process(alone, input);
        TestRanks.run(ranks, world -> {
            try (DistributedMedian medians = new DistributedMedian(world, WINDOW, 1)) {
                if (world.rank() == 0) {
                    planes(together(together, medians).process(input));
                }
                medians.serve();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
        for (String what : List.of("highpass", "median")) {
            String name = "cube_%s.fits".formatted(what);
            assertEquals(
                    -1,
                    Files.mismatch(
                            alone.folder().resolve(name), together.folder().resolve(name)));
        }
    }

    /// Medians as a file of their own, alone or beside what is left without them.
    @ParameterizedTest
    @CsvSource({"MEDIAN, 1", "BOTH, 2"})
    void keepsMediansToo(Keep keep, int files) throws Exception {
        Path input = FitsFilesTest.sample("f64.fits");
        assertEquals(1, planes(process(settings(folder, keep, 100), input)).size());
        Image frame = FitsFiles.images(input).getFirst();
        MedianHighPass filter = new MedianHighPass(WINDOW, 1);
        assertArrayEquals(
                filter.median(frame).pixels(),
                FitsFiles.images(folder.resolve("f64_median.fits")).getFirst().pixels());
        try (var made = Files.list(folder)) {
            assertEquals(files, made.count());
        }
    }

    @Test
    void namesFollowThePattern() throws Exception {
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE,
                Keep.BOTH.kinds(),
                0,
                null,
                folder,
                "x-{what}.{stem}.fit",
                1000,
                false,
                false,
                "test");
        assertEquals(
                List.of(folder.resolve("x-highpass.m31.r.fit"), folder.resolve("x-median.m31.r.fit")),
                settings.outputs(Path.of("in/m31.r.fits.gz")));
    }

    /// The same pixels as without; what is there is known again, and another compression is another parameter.
    @Test
    void compressedResultsAreTheSame() throws Exception {
        Path input = FitsFilesTest.sample("extensions.fits");
        List<Image> expected = List.of();
        for (ImageCompression compression : new ImageCompression[] {null, ImageCompression.GZIP}) {
            BatchSettings settings = new BatchSettings(
                    Selection.SCIENCE,
                    Keep.HIGHPASS.kinds(),
                    0,
                    compression,
                    folder,
                    "{stem}_{what}.fits",
                    1000,
                    true,
                    false,
                    "test");
            process(settings, input);
            Path output = settings.outputs(input).getFirst();
            assertEquals(
                    compression == null ? "extensions_highpass.fits" : "extensions_highpass.fits.fz",
                    output.getFileName().toString());
            List<Image> images = FitsFiles.images(output);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i).pixels(), images.get(i).pixels());
            }
            expected = images;
            assertEquals(new Filtered.Skipped(), process(settings, input));
        }
    }

    /// One of a file's images is filtered, the other stays to the byte; what is no image is refused.
    @Test
    void filtersJustTheHdusAskedFor() throws Exception {
        Path input = FitsFilesTest.sample("extensions.fits");
        assertEquals(1, planes(process(ofHdus("3"), input)).size());
        try (ByteSource before = ByteSource.open(input);
                ByteSource after = ByteSource.open(folder.resolve("extensions_highpass.fits"))) {
            List<ImageHdu> old = FitsFiles.read(before);
            List<ImageHdu> made = FitsFiles.read(after);
            assertEquals(old.get(1).header().lines(), made.get(1).header().lines());
            assertEquals(old.get(1).dataSum(), made.get(1).dataSum());
            assertTrue(old.get(3).dataSum() != made.get(3).dataSum());
        }
        assertEquals("HDU 2: no image; there are 0, 1 SCI, 2, 3 ERR", fault(() -> process(ofHdus("2"), input)));
        assertEquals("HDU 9: not there; there are 0, 1 SCI, 2, 3 ERR", fault(() -> process(ofHdus("9"), input)));
    }

    /// An exposure as of HST's ACS, its DQ of the second chip in compressed tiles: the science planes are filtered, all
    /// other HDUs are the same bytes, tables of distortions too, and HISTORY says which uncertainties still hold.
    @Test
    void whatIsNoScienceStaysToTheByte() throws Exception {
        double[] flags = new double[16 * 12];
        flags[30] = 4096;
        Path input = new TestFile()
                .empty("", "TELESCOP='HST'")
                .noise("SCI,1", 16, 12)
                .noise("ERR,1", 16, 12)
                .image("DQ,1", 16, flags, 16)
                .noise("SCI,2", 16, 12)
                .noise("ERR,2", 16, 12)
                .compressed("DQ,2", 16, flags, 16, "CHECKSUM=''")
                .noise("D2IMARR,1", 9, 4)
                .noise("WCSDVARR,1", 8, 4)
                .noise("WCSDVARR,2", 8, 4)
                .table("WCSCORR")
                .write(folder.resolve("a_flt.fits"));
        BatchSettings settings = settings(folder, Keep.HIGHPASS, 1 << 20);
        List<Plane> planes = planes(process(settings, input));
        assertEquals(List.of(1, 4), planes.stream().map(Plane::hdu).toList());
        Path output = folder.resolve("a_flt_highpass.fits");
        List<byte[]> before = TestFile.hdus(input);
        List<byte[]> after = TestFile.hdus(output);
        assertEquals(before.size(), after.size());
        for (int hdu : new int[] {2, 3, 5, 6, 7, 8, 9, 10}) {
            assertArrayEquals(before.get(hdu), after.get(hdu), "HDU " + hdu);
        }
        MedianHighPass filter = new MedianHighPass(WINDOW, 1);
        try (ByteSource old = ByteSource.open(input);
                ByteSource made = ByteSource.open(output)) {
            for (int hdu : new int[] {1, 4}) {
                double[] expected =
                        filter.highPass(FitsFiles.read(old).get(hdu).plane(0)).pixels();
                ImageHdu science = FitsFiles.read(made).get(hdu);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals((float) expected[i], science.plane(0).pixels()[i]);
                }
                String said = "HISTORY uncertainties as they were: HDU %d ERR,%d".formatted(hdu + 1, (hdu + 2) / 3);
                assertTrue(
                        science.header().lines().stream()
                                .anyMatch(card -> card.strip().equals(said)),
                        science.header().lines()::toString);
            }
        }
    }

    /// The median of a window's good pixels by sorting them, element n / 2; a bad pixel is missing in the
    /// difference and has a median of its neighbours.
    @Test
    void badPixelsAreInNoMedian() throws Exception {
        int width = 30;
        int height = 20;
        double[] pixels = new RandomField(width, height, 5).create(0).pixels();
        double[] flags = new double[width * height];
        for (int i = 0; i < flags.length; i++) {
            pixels[i] = Math.round(pixels[i] * 100);
            flags[i] = i * 37 % 17 < 3 ? 4096 : i % 5 == 0 ? 64 : 0;
            pixels[i] = flags[i] == 4096 ? 30_000 : pixels[i];
        }
        Path input = new TestFile()
                .empty("", "TELESCOP='HST'", "INSTRUME='ACS'")
                .image("SCI,1", 16, pixels, width)
                .image("ERR,1", -32, pixels, width)
                .image("DQ,1", 16, flags, width)
                .write(folder.resolve("a.fits"));
        Masking masking = new Masking(null, null, BadBits.parse("CR_DRIZZLE"));
        BatchSettings settings = masked(masking, Keep.BOTH, false);
        Plane plane = planes(process(settings, input)).getFirst();
        double[] highPass = FitsFiles.images(folder.resolve("out/a_highpass.fits"))
                .getFirst()
                .pixels();
        double[] medians =
                FitsFiles.images(folder.resolve("out/a_median.fits")).getFirst().pixels();
        int missing = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                List<Double> good = new ArrayList<>();
                for (int dy = -3; dy <= 3; dy++) {
                    for (int dx = -4; dx <= 4; dx++) {
                        int at = reflected(y + dy, height) * width + reflected(x + dx, width);
                        if (flags[at] != 4096) {
                            good.add(pixels[at]);
                        }
                    }
                }
                good.sort(null);
                double median = good.get(good.size() / 2);
                int at = y * width + x;
                boolean isBad = flags[at] == 4096;
                missing += isBad ? 1 : 0;
                assertEquals(median, medians[at]);
                assertEquals(isBad ? Double.NaN : pixels[at] - median, highPass[at]);
            }
        }
        assertEquals(missing, plane.pixels().missing());
        assertTrue(plane.pixels().greatest() < 10_000);
        assertArrayEquals(
                TestFile.hdus(input).get(3),
                TestFile.hdus(folder.resolve("out/a_highpass.fits")).get(3));
        try (ByteSource made = ByteSource.open(folder.resolve("out/a_highpass.fits"))) {
            List<String> header = FitsFiles.read(made).get(1).header().lines();
            assertTrue(
                    header.stream()
                            .anyMatch(
                                    card -> card.strip().equals("HISTORY missing by mask HDU 3 DQ,1, bits CR_DRIZZLE")),
                    header::toString);
        }
    }

    /// As scipy's mode `reflect`: d c b a | a b c d | d c b a.
    private static int reflected(int i, int length) {
        return i < 0 ? -1 - i : i >= length ? 2 * length - 1 - i : i;
    }

    private BatchSettings masked(Masking masking, Keep keep, boolean isSkipping) throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Selection images = new Selection(HduChoice.SCIENCE, masking);
        return new BatchSettings(
                images, keep.kinds(), 0, null, out, "{stem}_{what}.fits", 1 << 20, isSkipping, false, "test");
    }

    /// Another mask, other bits and another content of the mask's file are other parameters; the same are not.
    @Test
    void resultsOfOtherMasksAreNotKept() throws Exception {
        double[] pixels = new RandomField(12, 10, 5).create(0).pixels();
        double[] flags = new double[120];
        flags[7] = 5;
        Path input = new TestFile()
                .image("SCI", -32, pixels, 12)
                .image("DQ", 16, flags, 12)
                .write(folder.resolve("a.fits"));
        Path mask = new TestFile().image("", 16, flags, 12).write(folder.resolve("mask.fits"));
        HduChoice.Wanted dq = HduChoice.parse(List.of("DQ")).wanted().getFirst();
        List<Masking> maskings = List.of(
                Masking.NONE,
                new Masking(null, null, BadBits.parse("4")),
                new Masking(null, null, BadBits.parse("1")),
                new Masking(dq, null, null),
                new Masking(dq, null, BadBits.parse("4")),
                new Masking(null, mask, BadBits.parse("4")),
                new Masking(null, mask, null));
        for (Masking made : maskings) {
            Files.deleteIfExists(folder.resolve("out/a_highpass.fits"));
            planes(process(masked(made, Keep.HIGHPASS, true), input));
            for (Masking asked : maskings) {
                if (asked.equals(made)) {
                    assertEquals(new Skipped(), process(masked(asked, Keep.HIGHPASS, true), input));
                } else {
                    String fault = fault(() -> process(masked(asked, Keep.HIGHPASS, true), input));
                    assertTrue(fault.endsWith("made with other parameters: --overwrite replaces it"), fault);
                }
            }
        }
        flags[8] = 1;
        new TestFile().image("", 16, flags, 12).write(mask);
        String fault = fault(() -> process(masked(maskings.getLast(), Keep.HIGHPASS, true), input));
        assertTrue(fault.endsWith("made with other parameters: --overwrite replaces it"), fault);
    }

    /// As --hdu says for all files, a name says for one; results of another HDU are of other parameters.
    @Test
    void aNameMaySayTheHdu() throws Exception {
        Path input = Files.copy(FitsFilesTest.sample("extensions.fits"), folder.resolve("a.fits"));
        Path named = Path.of(input + "[ERR]");
        assertEquals(3, planes(skipping(7, false, named)).getFirst().hdu());
        assertEquals(new Skipped(), skipping(7, false, named));
        String fault = fault(() -> skipping(7, false, input));
        assertTrue(
                fault.endsWith("a_highpass.fits is there, made with other parameters: --overwrite replaces it"), fault);
    }

    private BatchSettings ofHdus(String... hdus) {
        return new BatchSettings(
                new Selection(HduChoice.parse(List.of(hdus)), Masking.NONE),
                Keep.HIGHPASS.kinds(),
                0,
                null,
                folder,
                "{stem}_{what}.fits",
                1000,
                false,
                false,
                "test");
    }

    private Filtered skipping(int height, boolean overwrite, Path input) throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        BatchSettings settings = new BatchSettings(
                Selection.SCIENCE,
                Keep.HIGHPASS.kinds(),
                0,
                null,
                out,
                "{stem}_{what}.fits",
                1 << 20,
                true,
                overwrite,
                "test");
        return batch(height, settings, 1, NOBODY).process(input);
    }

    /// A file is left alone only if the same input gave it; what other parameters gave is replaced with --overwrite.
    @Test
    void skipsByContent() throws Exception {
        Path input = Files.copy(FitsFilesTest.sample("i16.fits"), folder.resolve("a.fits"));
        planes(skipping(7, false, input));
        assertEquals(new Skipped(), skipping(7, false, input));
        assertEquals(new Skipped(), skipping(7, true, input));
        Path output = folder.resolve("out/a_highpass.fits");
        byte[] made = Files.readAllBytes(output);
        assertEquals(
                output + " is there, made with other parameters: --overwrite replaces it",
                fault(() -> skipping(3, false, input)));
        assertArrayEquals(made, Files.readAllBytes(output));
        planes(skipping(3, true, input));
        planes(skipping(7, true, input));
        assertArrayEquals(made, Files.readAllBytes(output));
        FitsFiles.write(input, TestImages.create("noise", 8, 8), List.of());
        planes(skipping(7, false, input));
        assertTrue(!java.util.Arrays.equals(made, Files.readAllBytes(output)));
    }

    /// By its key; that of versions before told none.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v1.2 4", "v3.2 4", "v4.1 4", "v5.2 4", ""})
    void whatAnotherVersionMadeIsMadeAgain(String version) throws Exception {
        Path input = Files.copy(FitsFilesTest.sample("extensions.fits"), folder.resolve("a.fits"));
        planes(skipping(7, false, input));
        Path output = folder.resolve("out/a_highpass.fits");
        byte[] made = Files.readAllBytes(output);
        String text = new String(made, StandardCharsets.ISO_8859_1);
        String key = text.substring(text.indexOf("HISTORY hyades key")).substring(0, 80);
        assertTrue(key.contains(" v4.3 4 "), key);
        String other = version.isEmpty()
                ? "%-80s".formatted("HISTORY hyades key 0123456789abcdef-20160")
                : key.replace("v4.3 4", version);
        Files.writeString(output, text.replace(key, other), StandardCharsets.ISO_8859_1);
        planes(skipping(7, false, input));
        assertArrayEquals(made, Files.readAllBytes(output));
    }

    /// Cut in the data of an HDU, or before its last HDU; or with a bit that flipped.
    @ParameterizedTest(name = "{0} bytes are left, the one at {1} is another")
    @CsvSource({"3000, 0", "11520, 0", "-1, 0", "0, 9000"})
    void whatIsNotWholeIsMadeAgain(int left, int flipped) throws Exception {
        Path input = Files.copy(FitsFilesTest.sample("extensions.fits"), folder.resolve("a.fits"));
        planes(skipping(7, false, input));
        Path output = folder.resolve("out/a_highpass.fits");
        byte[] made = Files.readAllBytes(output);
        int lastHdu = new String(made, StandardCharsets.ISO_8859_1).lastIndexOf("XTENSION");
        byte[] damaged = java.util.Arrays.copyOf(made, left > 0 ? left : left < 0 ? lastHdu : made.length);
        damaged[flipped] ^= (byte) (flipped > 0 ? 1 : 0);
        Files.write(output, damaged);
        planes(skipping(7, false, input));
        assertArrayEquals(made, Files.readAllBytes(output));
    }

    /// Of a user's own, be it FITS or not: what Hyades writes bears its key.
    @ParameterizedTest
    @ValueSource(strings = {"i16.fits", "i16gz.fits.gz", ""})
    void skippingReplacesNobodysFileUnasked(String other) throws Exception {
        Path input = Files.copy(FitsFilesTest.sample("f32.fits"), folder.resolve("a.fits"));
        Path output = Files.createDirectories(folder.resolve("out")).resolve("a_highpass.fits");
        byte[] theirs = other.isEmpty() ? "notes".getBytes() : Files.readAllBytes(FitsFilesTest.sample(other));
        Files.write(output, theirs);
        assertEquals(
                output + " is there, and is no output of Hyades: --overwrite replaces it",
                fault(() -> skipping(7, false, input)));
        assertArrayEquals(theirs, Files.readAllBytes(output));
        planes(skipping(7, true, input));
    }

    /// Checksums that do not hold are told and kept in HISTORY; the result's hold, those of copied HDUs too, so that it
    /// counts as made. A table in tiles stays a table.
    @Test
    void whatIsDoubtfulIsDoneAllTheSame() throws Exception {
        double[] pixels = {1, 2, 3, 4, 5, 6};
        String[] stale = {"CHECKSUM='abcdefghijklmnop'", "DATASUM='7'"};
        Path input = new TestFile()
                .image("", -32, pixels, 3, stale)
                .image("DQ", 16, pixels, 3, stale)
                .compressed("WHT", 16, pixels, 3, stale)
                .write(folder.resolve("stale.fits"));
        Planes made = assertInstanceOf(Planes.class, skipping(7, false, input));
        assertEquals(1, made.planes().size());
        assertEquals(3, made.doubts().size());
        assertTrue(made.doubts().get(2).startsWith("wrong checksum: HDU 2: DATASUM is "), made::toString);
        assertEquals(new Skipped(), skipping(7, false, input));
        try (ByteSource source = ByteSource.open(folder.resolve("out/stale_highpass.fits"))) {
            List<ImageHdu> hdus = FitsFiles.read(source);
            assertEquals(List.of(), FitsFiles.doubts(hdus));
            assertEquals(3, hdus.size());
            assertArrayEquals(pixels, hdus.get(1).plane(0).pixels());
            assertArrayEquals(pixels, hdus.get(2).plane(0).pixels());
            assertNotNull(hdus.get(2).packed());
            String header = String.join("", hdus.getFirst().header().lines());
            assertTrue(header.contains("HISTORY input: wrong checksum: HDU 0: DATASUM is "), header);
        }
        Path strict = Files.createDirectory(folder.resolve("strict"));
        BatchSettings refusing = new BatchSettings(
                new Selection(HduChoice.SCIENCE.strictly(), Masking.NONE),
                Keep.HIGHPASS.kinds(),
                0,
                null,
                strict,
                "{stem}_{what}.fits",
                100,
                false,
                false,
                "test");
        assertTrue(fault(() -> process(refusing, input)).startsWith("wrong checksum: HDU 0: DATASUM is "));
        assertEquals(0, strict.toFile().list().length);
    }

    @Test
    void aBadFileIsReportedAndLeavesNothing() throws Exception {
        byte[] whole = Files.readAllBytes(FitsFilesTest.sample("i16.fits"));
        Path input = Files.write(folder.resolve("bad.fits"), java.util.Arrays.copyOf(whole, 3000));
        BatchSettings settings = settings(folder.resolve("out"), Keep.HIGHPASS, 1 << 20);
        String fault = fault(() -> process(settings, input));
        assertTrue(fault.startsWith("truncated"), fault);
        try (var left = Files.list(settings.folder())) {
            assertEquals(0, left.count());
        }
    }

    /// The result's folder has gone meanwhile: its name is said, not the input's, with which nothing is wrong.
    @Test
    void aFaultOfTheResultNamesTheResult() throws Exception {
        BatchSettings settings = settings(folder.resolve("out"), Keep.HIGHPASS, 1 << 20);
        Files.delete(settings.folder());
        assertEquals(
                settings.folder().resolve("i16_highpass.fits") + ": no such folder",
                fault(() -> process(settings, FitsFilesTest.sample("i16.fits"))));
        assertEquals("no such file", fault(() -> process(settings, folder.resolve("gone.fits"))));
    }

    /// A file that loses its end while its first plane is at work: no missing pixel is taken for zero.
    @Test
    void aFileThatShrinksMeanwhileIsReported() throws Exception {
        Path input = Files.copy(FitsFilesTest.sample("cube.fits"), folder.resolve("shrinks.fits"));
        BatchSettings settings = settings(folder.resolve("out"), Keep.HIGHPASS, 1 << 20);
        ImageBatch.Viewer shrinks = (_, _, _, _, _) -> {
            try (FileChannel channel = FileChannel.open(input, StandardOpenOption.WRITE)) {
                channel.truncate(2880);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertEquals("truncated", fault(() -> batch(7, settings, 1, shrinks).process(input)));
        try (var left = Files.list(settings.folder())) {
            assertEquals(0, left.count());
        }
    }

    /// Statistics and the brightest pixel: ties by first index, NaN ignored.
    @Test
    void summarisesWithoutMissingPixels() {
        PixelStatistics statistics = new PixelStatistics();
        statistics.add(new double[] {Double.NaN, 1, 3});
        statistics.add(new double[] {3, -2, Double.NaN});
        assertEquals(2, statistics.missing());
        assertEquals(2, statistics.brightest());
        assertEquals(-2, statistics.least());
        assertEquals(1.25, statistics.mean());
        assertEquals(Math.sqrt(23.0 / 4 - 1.25 * 1.25), statistics.standardDeviation(), 1e-15);
    }

    /// What travels to rank 0 comes back as it was, NaN and -0 too.
    @Test
    void whatBecameOfAFileTravels() throws Exception {
        PixelSummary odd = new PixelSummary(7, -0.0, Double.NaN, Double.MIN_VALUE, 1.0 / 3, -1);
        for (Filtered each : List.of(
                new Skipped(),
                new Planes(List.of(), List.of()),
                new Planes(List.of(new Plane(1, 2, 30, 40, -64, odd, 0.5)), List.of("a", "ß")))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            each.write(new DataOutputStream(bytes));
            assertEquals(each, Filtered.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
        }
    }
}
