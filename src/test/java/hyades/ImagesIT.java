package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.ByteSource;
import hyades.fits.FitsFiles;
import hyades.fits.Packed;
import hyades.fits.TestFile;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands on images as users type them, on the built jar.
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ImagesIT {
    private static final String SAMPLE = "src/test/resources/hyades/images/fits/f32.fits";
    private static final String OTHER = "src/test/resources/hyades/images/fits/f64.fits";

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Pattern PAGES = Pattern.compile("images (generate|filter|calibrate|combine) ");

    @TempDir
    static Path generated;

    @TempDir
    Path folder;

    private Path images;

    @BeforeAll
    static void generate() throws Exception {
        assertEquals(
                0,
                hyades("-n 2 images generate --count 6 --size 200x150 --out " + generated.resolve("images"))
                        .code());
        Path one = generated.resolve("one");
        assertEquals(
                0,
                hyades("-n 1 images filter %s --window 20 --out %s".formatted(generated.resolve("images"), one))
                        .code());
        assertTrue(Files.size(one.resolve("fake_200x150_0_0_preview.png")) > 1000);
    }

    @BeforeEach
    void copy() throws Exception {
        images = folder.resolve("images");
        assertEquals(
                0,
                Shell.run(folder, "cp", "-r", generated.resolve("images").toString(), images.toString())
                        .code());
    }

    /// Without a page, which takes longer than the images here.
    private static Shell.Result hyades(String line) throws Exception {
        boolean isQuick = PAGES.matcher(line).find() && !line.contains("--no-report");
        return Shell.run(
                PROJECT,
                Stream.concat(Stream.of("./hyades"), Stream.of((isQuick ? line + " --no-report" : line).split(" ")))
                        .toArray(String[]::new));
    }

    private static void assertSame(Path expected, Path actual, String suffix) throws Exception {
        try (Stream<Path> files = Files.list(expected)) {
            List<Path> compared =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertFalse(compared.isEmpty());
            for (Path file : compared) {
                assertEquals(-1, Files.mismatch(file, actual.resolve(file.getFileName())), file::toString);
            }
        }
    }

    /// Generating and filtering give the same bytes over ranks, threads, schedules and modes.
    @ParameterizedTest(name = "{0}; {1}")
    @CsvSource({
        "-n 3, --schedule dynamic",
        "-n 2 --threads 2, --strip 9000",
        "-n 2 --on processes, --schedule block",
        "-n 8, --no-plots",
        "-n 3 --on processes, --split"
    })
    void dataFilesAreTheSameBytes(String job, String options) throws Exception {
        Path again = folder.resolve("again");
        assertEquals(
                0,
                hyades(job + " images generate --count 6 --size 200x150 --out " + again)
                        .code());
        assertSame(images, again, ".fits");
        Path two = folder.resolve("two");
        assertEquals(
                0,
                hyades(job + " images filter " + images + " --window 20 " + options + " --out " + two)
                        .code());
        assertSame(generated.resolve("one"), two, "_highpass.fits");
        assertTrue(Files.readString(two.resolve("run.json")).contains("pixelsPerSecond"));
    }

    /// 9000 pixels are 45 rows of 200, of which a strip's windows of 20 rows reach 19: strips of 26 rows of 150.
    @Test
    void stripsAreOfTheSizeAskedFor() throws Exception {
        Path out = folder.resolve("out");
        String input = images.resolve("fake_200x150_1.fits").toString();
        String filter = "-n 1 images filter " + input + " --window 20 --strip 9000 --no-plots --trace --out " + out;
        assertEquals(0, hyades(filter).code());
        String trace = Files.readString(out.resolve("trace.json"));
        assertEquals(
                6,
                Pattern.compile("\"name\": ?\"median\"")
                        .matcher(trace)
                        .results()
                        .count());
    }

    @Test
    void aBadFileIsReportedAndTheOthersAreDone() throws Exception {
        byte[] whole = Files.readAllBytes(images.resolve("fake_200x150_2.fits"));
        Files.write(images.resolve("truncated.fits"), java.util.Arrays.copyOf(whole, 100_000));
        Files.writeString(images.resolve("text.fits"), "no FITS at all\n".repeat(300));
        Files.createFile(images.resolve("empty.fits"));
        Path out = folder.resolve("out");
        Shell.Result run = hyades("-n 2 images filter " + images + " --window 9 --no-plots --out " + out);
        assertEquals(3, run.code(), run::output);
        String summary = Files.readString(out.resolve("summary.csv"));
        for (String reason : List.of("truncated", "not FITS", "empty file")) {
            assertTrue(run.output().contains(reason), run::output);
            assertTrue(summary.contains("\"failed: " + reason), summary);
        }
        assertEquals(10, summary.lines().count());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(6, files.filter(f -> f.toString().endsWith(".fits")).count());
        }
    }

    @Test
    void whatIsThereIsNeitherReplacedNorMadeTwiceUnasked() throws Exception {
        String command = "-n 2 images filter " + images + " --window 9 --no-plots --out " + folder.resolve("out");
        assertEquals(0, hyades(command).code());
        Shell.Result again = hyades(command);
        assertEquals(2, again.code(), again::output);
        assertEquals(1, again.output().lines().count(), again::output);
        assertTrue(hyades(command + " --skip-existing").output().contains("0 filtered, 6 skipped"));
        String other = command.replace("--window 9", "--window 8") + " --skip-existing";
        Shell.Result refused = hyades(other);
        assertEquals(3, refused.code(), refused::output);
        assertTrue(refused.output().contains("made with other parameters: --overwrite replaces it"), refused::output);
        assertTrue(hyades(other + " --overwrite").output().contains("6 filtered, 0 skipped"));
        assertTrue(hyades(command + " --overwrite").output().contains("6 filtered"));
    }

    /// A user's own picture in a preview's place stays unless --overwrite is given; previews of earlier runs go.
    @Test
    void previewsReplaceNobodysPicture() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path picture = Files.writeString(out.resolve("fake_200x150_0_0_preview.png"), "mine");
        String command =
                "-n 1 images filter %s/fake_200x150_0.fits --window 3 --skip-existing --out %s".formatted(images, out);
        Shell.Result run = hyades(command);
        assertEquals(0, run.code(), run::output);
        assertEquals("mine", Files.readString(picture));
        assertTrue(
                run.output().contains(picture + " is there, and is no picture of Hyades: --overwrite replaces it"),
                run::output);
        for (String again : List.of(" --overwrite", "")) {
            Files.delete(out.resolve("fake_200x150_0_highpass.fits"));
            Files.setLastModifiedTime(picture, FileTime.fromMillis(0));
            run = hyades(command + again);
            assertEquals(0, run.code(), run::output);
            assertFalse(run.output().contains("no preview"), run::output);
            assertTrue(Files.getLastModifiedTime(picture).toMillis() > 0, "drawn anew" + again);
        }
    }

    /// Results beside their inputs are no inputs of the run that goes on, be they named or not; by other links, too.
    @Test
    void resultsBesideTheirInputsAreLeftOut() throws Exception {
        Path sky = Files.createDirectory(folder.resolve("sky"));
        for (Path fake : list(images, ".fits").subList(0, 2)) {
            Files.copy(fake, sky.resolve(fake.getFileName()));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), sky);
        String options = " --window 3 --no-plots --skip-existing --out ";
        assertEquals(0, hyades("images filter " + sky + options + sky).code());
        for (String command : List.of(sky + options + link, link + "/*.fits" + options + sky)) {
            Shell.Result again = hyades("images filter " + command);
            assertEquals(0, again.code(), again::output);
            assertTrue(again.output().startsWith("2 files made of others of them: left out"), again::output);
            assertTrue(again.output().contains("2 files: 0 filtered, 2 skipped"), again::output);
        }
        Shell.Result refused = hyades("images filter " + sky + options.replace("skip-existing", "overwrite") + link);
        assertEquals(2, refused.code(), refused::output);
        assertTrue(refused.output().contains(" is the input "), refused::output);
    }

    /// Killed again and again while it writes: every file there is whole at any time, the same command goes on, and
    /// at the end all is as if nothing had happened, down to what lies about.
    @Test
    void aKilledJobLeavesNoHalfFile() throws Exception {
        Path many = folder.resolve("many");
        assertEquals(
                0,
                hyades("-n 2 images generate --count 30 --size 500x500 --no-plots --out " + many)
                        .code());
        Path whole = folder.resolve("whole");
        String filter = " images filter " + many + " --window 30 --no-plots --out ";
        assertEquals(0, hyades("-n 2" + filter + whole).code());
        Path out = folder.resolve("out");
        String[] command = ("./hyades -n 2" + filter + out + " --skip-existing").split(" ");
        SplittableRandom random = new SplittableRandom(1);
        for (int kill = 1; kill <= 4; kill++) {
            int before = list(out, ".fits").size();
            long millis = random.nextLong(400); // after the first new file
            Process job = new ProcessBuilder(command)
                    .directory(PROJECT.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (job.isAlive() && list(out, ".fits").size() <= before) {
                Thread.sleep(5);
            }
            job.waitFor(millis, TimeUnit.MILLISECONDS);
            List<ProcessHandle> processes = job.descendants().toList();
            processes.forEach(ProcessHandle::destroyForcibly);
            job.destroyForcibly().waitFor();
            for (ProcessHandle process : processes) {
                process.onExit().get(300, TimeUnit.SECONDS);
            }
            List<Path> made = list(out, ".fits");
            System.out.printf(
                    "killed %d ms after file %d, with %d and %d in the making%n",
                    millis, before + 1, made.size(), list(out, ".part").size());
            for (Path file : made) {
                assertEquals(-1, Files.mismatch(file, whole.resolve(file.getFileName())), file::toString);
            }
        }
        Files.writeString(out.resolve(".fake_500x500_3_highpass.fits.1-1.part"), "what a killed run left");
        assertEquals(0, Shell.run(PROJECT, command).code());
        assertSame(whole, out, "_highpass.fits");
        assertEquals(List.of(), list(out, ".part"));
    }

    private static List<Path> list(Path folder, String suffix) throws Exception {
        return Shell.files(folder).stream()
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
    }

    /// Under MPJ Express's own launcher too.
    @Test
    void mpjrunGivesTheSameBytes() throws Exception {
        String filter = "images filter " + images + " --window 9 --no-plots --out ";
        assertEquals(0, hyades("-n 1 " + filter + folder.resolve("one")).code());
        Path out = folder.resolve("two");
        String[] command = ("mpj/mpjrun -np 2 -dev multicore -jar target/hyades.jar " + filter + out).split(" ");
        Shell.Result run = Shell.run(PROJECT, command);
        assertEquals(0, run.code(), run::output);
        assertSame(folder.resolve("one"), out, "_highpass.fits");
    }

    @Test
    void framesCombineToTheSameBytesEverywhere() throws Exception {
        String combine = "images combine " + images + " --reject minmax --scale median --no-report --out ";
        Path one = folder.resolve("one");
        Shell.Result alone = hyades("-n 1 " + combine + one);
        assertEquals(0, alone.code(), alone::output);
        assertTrue(Files.size(one.resolve("combined.png")) > 1000);
        String history;
        try (ByteSource source = ByteSource.open(one.resolve("combined.fits"))) {
            history = FitsFiles.read(source).getFirst().header().lines().stream()
                    .filter(card -> card.startsWith("HISTORY "))
                    .map(card -> card.substring(8))
                    .collect(Collectors.joining());
        }
        assertTrue(history.contains(" images combine: median, minmax 1 1"), history);
        for (Path frame : list(images, ".fits")) {
            assertTrue(history.contains("input " + frame), history);
        }
        assertEquals(5, history.split(" times ", -1).length - 1, history); // the first is the measure of all
        for (String how : List.of("-n 3 --threads 2 ", "-n 2 --on processes ")) {
            Path out = folder.resolve("more");
            Shell.Result run = hyades(how + combine + out + " --no-plots --memory 5MB --overwrite");
            assertEquals(0, run.code(), run::output);
            assertEquals(-1, Files.mismatch(one.resolve("combined.fits"), out.resolve("combined.fits")), how);
        }
    }

    /// Whatever the files are like: those that can be read are done, in whatever order they come, and the others are
    /// named with the reason.
    @Test
    void oneBadFileNeverEndsABatch() throws Exception {
        Path sky = Files.createDirectory(folder.resolve("sky"));
        byte[] whole = Files.readAllBytes(Path.of(SAMPLE));
        Files.write(sky.resolve("a\rb.fits"), whole);
        Files.write(sky.resolve("b.FTS"), whole);
        Files.write(sky.resolve("c.Fits"), Files.readAllBytes(Path.of(OTHER)));
        Files.write(sky.resolve("d.fits.xz"), Packed.xz(whole));
        Files.write(sky.resolve("e.fits.Z"), Packed.compress(whole));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(sky.resolve("f.fit.gz")))) {
            out.write(whole);
        }
        double[] pixels = {1, 2, 3, 4, 5, 6};
        new TestFile()
                .image("", -32, pixels, 3, "CTYPE1='RA\r-TAN'", "CTYPE2='DEC--TAN'", "OBJECT='M\r31'")
                .write(sky.resolve("g.fits"));
        new TestFile().empty("").table("T").write(sky.resolve("h.fits"));
        String[] sizes = {
            "NAXIS=999",
            "NAXIS1=4611686018427387904",
            "NAXIS1=4294967296;NAXIS2=4294967296",
            "NAXIS1=2147483647;NAXIS2=2147483647",
            "NAXIS1=-3"
        };
        for (int i = 0; i < sizes.length; i++) {
            new TestFile().image("", 8, pixels, 3, sizes[i].split(";")).write(sky.resolve("i%d.fits".formatted(i)));
        }
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", sky.resolve("p.fits").toString())
                        .start()
                        .waitFor());
        Path out = folder.resolve("out");
        String filter = "-n 2 images filter %s --window 3 --no-plots --out %s".formatted(sky, out);
        for (String command : List.of("-n 2 images brightest " + sky, filter)) {
            Shell.Result run = hyades(command);
            assertEquals(3, run.code(), run::output);
            assertEquals(
                    List.of(
                            "h.fits: failed: no image in it",
                            "i0.fits: failed: header: HDU 0: no NAXIS3",
                            "i1.fits: failed: header: HDU 0: its sizes are beyond any file",
                            "i2.fits: failed: header: HDU 0: its sizes are beyond any file",
                            "i3.fits: failed: truncated: HDU 0 has 2880 of 4611686014132420609 bytes",
                            "i4.fits: failed: header: HDU 0: NAXIS1 = -3",
                            "p.fits: failed: is a pipe or a device, expected a file"),
                    run.output()
                            .lines()
                            .filter(line -> line.contains(": failed: "))
                            .map(line -> line.substring(line.indexOf("/sky/") + 5))
                            .sorted()
                            .toList());
            assertFalse(run.output().contains("Exception"), run::output);
            for (String done : "a\rb.fits b.FTS c.Fits d.fits.xz e.fits.Z f.fit.gz g.fits".split(" ")) {
                String lines = command.equals(filter) ? Files.readString(out.resolve("summary.csv")) : run.output();
                assertTrue(lines.contains("/sky/" + done + "\",0,0,"), () -> done + " in " + lines);
            }
        }
        assertEquals(7, list(out, ".fits").size());
    }

    /// A checksum that does not hold is a warning of each command that reads images, and with --strict a reason to
    /// refuse the file.
    @Test
    void staleChecksumsAreWarnings() throws Exception {
        Path sky = Files.createDirectory(folder.resolve("sky"));
        for (Path fake : list(images, ".fits").subList(0, 2)) {
            Files.copy(fake, sky.resolve(fake.getFileName()));
        }
        Path stale = list(sky, ".fits").getFirst();
        byte[] bytes = Files.readAllBytes(stale);
        bytes[5760] ^= 1;
        Files.write(stale, bytes);
        String warning = "warning: " + stale + ": wrong checksum: HDU 0: DATASUM is ";
        Path out = folder.resolve("out");
        Map<String, Integer> commands = Map.of(
                "-n 1 images filter %s --window 3 --no-plots --overwrite --out %sf".formatted(sky, out),
                3,
                "-n 2 images brightest " + sky,
                3,
                "-n 2 images combine %s --no-plots --overwrite --out %sc".formatted(sky, out),
                2,
                "-n 1 images view %s --out %s.png".formatted(stale, out),
                1);
        for (String command : commands.keySet()) {
            Shell.Result run = hyades(command);
            assertEquals(0, run.code(), run::output);
            assertEquals(
                    1,
                    run.output()
                            .lines()
                            .filter(line -> line.matches("rank [01]: .*") && line.contains(warning))
                            .count(),
                    run::output);
            Shell.Result refused = hyades(command + " --strict");
            assertEquals(commands.get(command), refused.code(), refused::output);
            assertTrue(refused.output().contains(stale + ": "), refused::output);
            assertTrue(refused.output().contains("wrong checksum: HDU 0: DATASUM is "), refused::output);
        }
    }

    /// A batch of frames, a bad one among them, is the same everywhere, and goes on.
    @Test
    void framesAreCalibratedToTheSameBytesEverywhere() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(PROJECT.resolve(SAMPLE), other.resolve("small.fits"));
        Path bias = images.resolve("fake_200x150_0.fits");
        Path flat = folder.resolve("flat/combined.fits");
        String level = "-n 1 images combine " + images + " --no-plots --method max --out " + flat.getParent();
        assertEquals(0, hyades(level).code());
        String calibrate =
                "images calibrate %s %s --bias %s --flat %s --no-plots --out ".formatted(images, other, bias, flat);
        Path one = folder.resolve("one");
        Shell.Result alone = hyades("-n 1 " + calibrate + one);
        assertEquals(3, alone.code(), alone::output);
        assertTrue(alone.output().contains("small.fits: failed: HDU 0: 24 x 20 pixels, " + bias), alone::output);
        String summary = Files.readString(one.resolve("summary.csv"));
        assertEquals(6, summary.split("\"calibrated\"", -1).length - 1, summary);
        for (String how : List.of("-n 3 ", "-n 2 --on processes ")) {
            Path out = folder.resolve("more");
            String options = out + " --strip 900 --schedule dynamic --overwrite";
            assertEquals(3, hyades(how + calibrate + options).code());
            assertSame(one, out, "_calibrated.fits");
        }
        Shell.Result again = hyades("-n 2 " + calibrate + one + " --skip-existing");
        assertTrue(again.output().contains("7 files: 0 calibrated, 6 skipped, 1 failed"), again::output);
    }

    /// What is there but cannot be read: a folder and a link to nothing in a file's place; as root nothing else can
    /// be forbidden.
    @Test
    void whatCannotBeReadIsReportedAndTheOthersAreDone() throws Exception {
        Files.createDirectory(images.resolve("folder.fits"));
        Files.createSymbolicLink(images.resolve("link.fits"), folder.resolve("nowhere"));
        Path forbidden = Files.copy(images.resolve("fake_200x150_0.fits"), images.resolve("forbidden.fits"));
        Files.setPosixFilePermissions(forbidden, Set.of());
        boolean isForbidden = !Files.isReadable(forbidden);
        Path out = folder.resolve("out");
        Shell.Result run = hyades("-n 2 images filter " + images + " --window 3 --no-plots --out " + out);
        assertEquals(3, run.code(), run::output);
        assertTrue(run.output().contains("folder.fits: failed: is a folder"), run::output);
        assertTrue(run.output().contains("link.fits: failed: no such file"), run::output);
        assertEquals(isForbidden, run.output().contains("forbidden.fits: failed: no permission"), run::output);
        assertEquals(isForbidden ? 6 : 7, list(out, ".fits").size());
    }

    @Test
    void namesAndKeptMediansAreAsAskedFor() throws Exception {
        Path out = folder.resolve("out");
        String input = images.resolve("fake_200x150_1.fits").toString();
        String filter = "-n 1 images filter " + input + " --window 3 --no-plots --keep both --name ";
        assertEquals(0, hyades(filter + "{what}-of-{stem}.fit --out " + out).code());
        assertEquals(
                List.of("highpass-of-fake_200x150_1.fit", "median-of-fake_200x150_1.fit"),
                list(out, ".fit").stream()
                        .map(file -> file.getFileName().toString())
                        .sorted()
                        .toList());
        Shell.Result same = hyades("-n 1 images filter " + input + " --name {stem}.fits --overwrite --out " + images);
        assertEquals(2, same.code(), same::output);
        assertTrue(same.output().contains("fake_200x150_1.fits is the input "), same::output);
        Path other = Files.copy(
                Path.of(input), Files.createDirectory(folder.resolve("b")).resolve("fake_200x150_1.fits"));
        Shell.Result both = hyades("-n 1 images filter " + input + " " + other);
        assertEquals(2, both.code(), both::output);
        assertTrue(both.output().contains(input + " and " + other + " would both become"), both::output);
    }

    /// What ranks find in the files; what is refused before there are ranks RefusalTest says.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "images combine " + SAMPLE + " pom.xml                | pom.xml: not FITS",
                "images combine " + SAMPLE + " " + OTHER + " --memory 10kB       | --memory 10000B: expected at least",
                "images combine " + SAMPLE + " " + OTHER + " --scale exposure    | " + SAMPLE
                        + ": has no EXPTIME: expected one above 0 to scale by",
                "images combine " + SAMPLE + " " + OTHER + " --hdu 7             | " + SAMPLE + ": HDU 7: not there",
                "images view " + SAMPLE + " --image 1 --out target/none.png | --image 1: expected 0 to 0: " + SAMPLE
                        + " has 1"
            })
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments, String expected) throws Exception {
        Shell.Result result = hyades(arguments.strip());
        assertEquals(2, result.code(), result::output);
        assertEquals(1, result.output().lines().count(), result::output);
        assertTrue(result.output().startsWith("hyades: " + expected.strip()), result::output);
    }

    @Test
    void brightestActivityAndViewWork() throws Exception {
        Path file = images.resolve("fake_200x150_0.fits");
        Shell.Result brightest = hyades("-n 2 images brightest " + file + " --peaks 2 --min-separation 20");
        assertEquals(0, brightest.code(), brightest::output);
        assertEquals(3, brightest.output().lines().count(), brightest::output);
        String measured = " -q images brightest " + images + " --peaks 5 --threshold 3sigma --fwhm";
        assertEquals(
                hyades("-n 1" + measured).output(), hyades("-n 2" + measured).output());
        Path picture = folder.resolve("view.png");
        assertEquals(
                0,
                hyades("images view " + file + " --stretch asinh --colors grey --out " + picture)
                        .code());
        assertTrue(Files.size(picture) > 1000);
        Path out = folder.resolve("activity");
        Shell.Result activity = hyades("-n 2 images activity --count 3 --size 100x100 --window 9 --out " + out);
        assertEquals(0, activity.code(), activity::output);
        assertTrue(activity.output().contains("speedup 3 t0 / tp"), activity::output);
        assertTrue(Files.readString(out.resolve("run.json")).contains("\"speedup\""));
        assertTrue(Files.exists(out.resolve("before_and_after.png")));
    }
}
