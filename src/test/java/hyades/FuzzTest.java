package hyades;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import hyades.cli.HyadesCommand;
import hyades.decay.EnsembleFiles;
import hyades.fits.ByteSource;
import hyades.fits.FitsFiles;
import hyades.fits.ImageHdu;
import hyades.fits.Packed;
import hyades.images.Peak;
import hyades.matrix.MatrixFile;
import hyades.nbody.BodiesFile;
import hyades.nbody.Checkpoint;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.page.CsvColumns;
import hyades.page.RunPage;
import hyades.page.SampleRuns;
import hyades.run.RunDirectory;
import hyades.run.RunRecord;
import hyades.run.TraceFile;
import hyades.storage.CheckpointFile;
import hyades.storage.LineLog;
import hyades.study.ScalingRecord;
import hyades.tables.TableFile;
import hyades.vo.Deadline;
import hyades.vo.Replay;
import hyades.vo.Reply;
import hyades.vo.Service;
import hyades.vo.ServiceChecks;
import hyades.vo.ServiceState;
import hyades.vo.Web;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every file either reads or is refused in one line, in bounded time, whatever is in it: files mutated at random, by
/// seeds that a failure names. A build tries some hundred of each kind; `-Dfuzz.inputs=50000` tries as many.
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 150);

    /// A whole file of the sizes here takes milliseconds; this is for a busy machine.
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /// Reads a file, or throws as its callers expect.
    private interface Reader {
        void read(Path file) throws Exception;
    }

    /// @param name of the file that is mutated, in the test's folder; what else is there stays
    private void fuzz(byte[] original, String name, Reader reader) throws IOException {
        Path file = folder.resolve(name);
        for (int seed = 0; seed < INPUTS; seed++) {
            Files.write(file, Mutations.of(original, seed));
            String which = "seed " + seed;
            assertTimeoutPreemptively(BOUND, () -> attempt(reader, file, which), which);
        }
    }

    private static void attempt(Reader reader, Path file, String which) {
        try {
            reader.read(file);
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof IllegalArgumentException && !isWords(e)) {
                fail(which, e);
            }
            String message = String.valueOf(e.getMessage());
            assertFalse(message.isBlank() || message.equals("null"), which);
            assertEquals(1, message.lines().count(), () -> which + ": " + message);
        } catch (Throwable e) {
            fail(which, e);
        }
    }

    /// [BodiesFile] refuses by these, with the place; libraries mean their own bugs.
    private static boolean isWords(Exception e) {
        return e.getStackTrace()[0].getClassName().startsWith("hyades.nbody");
    }

    private static Path sample(String name) {
        return Path.of("src/test/resources/hyades/images/fits", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f32.fits",
                "extensions.fits",
                "cube.fits",
                "blank.fits",
                "rice16.fits",
                "gzip2i32.fits",
                "hcompress.fits",
                "plio16.fits",
                "ricedither1.fits",
                "i16gz.fits.gz",
                "i16bz.fits.bz2",
            })
    void fits(String name) throws Exception {
        fuzz(Files.readAllBytes(sample(name)), name, FuzzTest::readPixels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xz", "Z"})
    void packedFits(String ending) throws Exception {
        byte[] plain = Files.readAllBytes(sample("i16.fits"));
        byte[] packed = ending.equals("xz") ? Packed.xz(plain) : Packed.compress(plain);
        fuzz(packed, "packed.fits." + ending, FuzzTest::readPixels);
    }

    /// Without [Peak]'s net, which makes a line of anything.
    private static void readPixels(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            for (ImageHdu hdu : FitsFiles.read(source)) {
                for (int plane = 0; plane < Math.min(3, hdu.planes()); plane++) {
                    hdu.plane(plane);
                }
            }
        }
    }

    @Test
    void bodies() throws Exception {
        String text = "id,name,mass,x,y,z,vx,vy,vz\n0,Sun,1,0,0,0,0,0,0\n1,Earth,3e-6,1.0,0,0,0,1e-1,0\n";
        fuzz(text.getBytes(), "bodies.csv", BodiesFile::read);
    }

    @Test
    void columns() throws Exception {
        String text = "time,mean,law\n0,100,100\n0.5,70.7,70.71\n1,\"50\",50\n";
        fuzz(text.getBytes(), "mean.csv", file -> CsvColumns.read(file, "time").numbers("time"));
    }

    @Test
    void matrices() throws Exception {
        fuzz("# A\nx,y,z\n1,-2.5e3,\"0.5\"\n\n4,5,6\n".getBytes(), "matrix.csv", MatrixFile::read);
    }

    @Test
    void tables() throws Exception {
        String text = "# c\n,a,b\n0,1.5,-2\n1,\"3\",4e5\n2,nan,\n";
        fuzz(text.getBytes(), "table.csv", file -> TableFile.read(file, null, null));
    }

    /// With a checksum that is right: a disk does not do that, an attacker does.
    @Test
    void checkpointsOfBodies() throws Exception {
        Path file = Files.writeString(folder.resolve("bodies.csv"), "mass,x,y,vx,vy\n1,0,0,0,0\n1,1,0,0,1\n");
        NBodySetup.Asked asked = new NBodySetup.Asked(Scheme.LEAPFROG, 0.1, 10, 0.0, 1L);
        NBodySetup setup = NBodySetup.of("bodies.csv", BodiesFile.read(file).bodies(), 1, asked);
        Checkpoint.start(setup, Map.of("steps", "10")).write(folder);
        fuzzCheckpoint(Checkpoint::read);
    }

    @Test
    void checkpointsOfEnsembles() throws Exception {
        new hyades.decay.Checkpoint(
                        Map.of("runs", "5", "isotope", "8Li"),
                        "8Li, 5 runs",
                        3,
                        new byte[64],
                        BigInteger.TEN,
                        BigInteger.TWO,
                        new EnsembleFiles.Marks(List.of(LineLog.Mark.START, LineLog.Mark.START)))
                .write(folder);
        fuzzCheckpoint(hyades.decay.Checkpoint::read);
    }

    private void fuzzCheckpoint(Reader reader) throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve(CheckpointFile.LATEST));
        byte[] content = Arrays.copyOf(whole, whole.length - 32);
        fuzz(content, "mutated.bin", file -> {
            byte[] mutated = Files.readAllBytes(file);
            byte[] signed = Arrays.copyOf(mutated, mutated.length + 32);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(mutated);
            System.arraycopy(digest, 0, signed, mutated.length, 32);
            Files.write(file, signed);
            reader.read(file);
        });
    }

    @Test
    void records() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        fuzz(Files.readAllBytes(folder.resolve("run.json")), "run.json", RunRecord::read);
    }

    /// The page is made of all that a run directory holds.
    @Test
    void pages() throws Exception {
        SampleRuns.write(folder, SampleRuns.record("nbody"));
        fuzz(
                Files.readAllBytes(folder.resolve("run.json")),
                "run.json",
                file -> RunPage.write(new RunDirectory(file.getParent()), HyadesCommand.FEATURES));
    }

    @Test
    void studies() throws Exception {
        byte[] original = Files.readAllBytes(SampleRuns.study(folder).resolve("scaling.json"));
        fuzz(original, "scaling.json", ScalingRecord::read);
    }

    @Test
    void traces() throws Exception {
        String text = """
            {"displayTimeUnit":"ms","otherData":{},"traceEvents":[
            {"name":"a","cat":"compute","ph":"X","ts":0.001,"dur":5.000,"pid":1,"tid":1,"args":{"of":"b"}},
            {"name":"7 a","cat":"left out","ph":"X","ts":6.001,"dur":5.000,"pid":1,"tid":1,
            "args":{"events":7,"computeSeconds":1.0,"communicationSeconds":0.5,"readingSeconds":0,"writingSeconds":0}}
            ]}
            """;
        fuzz(text.getBytes(), "trace.json", TraceFile::read);
    }

    @Test
    void recordings() throws Exception {
        String text = """
            POST https://example.org/tap/sync
            QUERY: SELECT 1\\n

            200
            Content-Type: text/xml
            Latency: 0.21 s

            <a/>\
            """;
        fuzz(text.getBytes(), "reply.txt", file -> new Replay(file.getParent()));
    }

    /// Whatever a service answers is evidence, in lines.
    @Test
    void availabilities() throws Exception {
        String text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <v:availability xmlns:v="http://www.ivoa.net/xml/VOSIAvailability/v1.0" version="1.1">
            <v:available>true</v:available><v:upSince>2026-01-02T03:04:05Z</v:upSince><v:note>a</v:note>
            </v:availability>\
            """;
        List<Service> services = List.of(Service.at("https://example.org/tap"));
        fuzz(text.getBytes(), "availability.xml", file -> {
            byte[] body = Files.readAllBytes(file);
            Web web = (request, _) -> new Reply(200, request.uri(), "text/xml", body, Duration.ZERO);
            try {
                for (ServiceState state : new ServiceChecks(web, () -> Deadline.in(BOUND)).oneByOne(services)) {
                    state.evidence()
                            .forEach(each ->
                                    assertEquals(1, each.toString().lines().count()));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// What the fuzzing found, and others of the kind: a size of no advance, products beyond 64 bits, no end.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NAXIS = 1; NAXIS1 = 0; PCOUNT = -2880              | header: HDU 0: PCOUNT = -2880",
                "NAXIS = 1; NAXIS1 = 0; GCOUNT = -1                 | header: HDU 0: GCOUNT = -1",
                "NAXIS = 1; NAXIS1 = 1; GCOUNT = 4611686018427387904; PCOUNT = 3 | header: HDU 0: its sizes are beyond",
                "NAXIS = 2; NAXIS1 = 4294967296; NAXIS2 = 4294967296 | header: HDU 0: its sizes are beyond any file",
                "NAXIS = 1; NAXIS1 = 9223372036854775807            | header: HDU 0: its sizes are beyond any file",
                "NAXIS = 2; NAXIS1 = 4611686018427387904; NAXIS2 = 4 | header: HDU 0: its sizes are beyond any file",
                "NAXIS = 999; NAXIS1 = 2                            | header: HDU 0: no NAXIS2",
                "NAXIS = 1000                                       | header: HDU 0: NAXIS = 1000",
                "NAXIS = 1; NAXIS1 = 9223372036854774000; BITPIX = 8 | header: HDU 0: its sizes are beyond any file",
                "NAXIS = 1; NAXIS1 = 2147483647                     | truncated: HDU 0 has 0 of 2147483647 bytes",
                "NAXIS = 1; NAXIS1 = 1.5                            | header: NAXIS1 = 1.5 is no whole number",
                "NAXIS = 1; NAXIS1 = 99999999999999999999           | header: NAXIS1 = 99999999999999999999 is no"
                        + " whole",
            })
    void sizesOfAnImageAreChecked(String cards, String reason) throws Exception {
        StringBuilder header = new StringBuilder(card("SIMPLE  =                    T"));
        header.append(card("BITPIX  =                    8"));
        for (String each : cards.strip().split("; ")) {
            String[] parts = each.split(" = ");
            header.append(card("%-8s= %20s".formatted(parts[0], parts[1])));
        }
        header.append(card("END"));
        Path file = Files.writeString(folder.resolve("sizes.fits"), "%-2880s".formatted(header));
        assertRefused(file, reason.strip());
    }

    /// Ten million cards without an end, in a file with a hole.
    @Test
    void aHeaderWithoutAnEndIsNotReadToTheEndOfTheFile() throws Exception {
        Path file = folder.resolve("endless.fits");
        String first = card("SIMPLE  =                    T") + card("BITPIX  =                    8");
        try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            out.write("%-2880s".formatted(first).getBytes());
            out.setLength(800_000_000L / 2880 * 2880);
        }
        assertRefused(file, "header: no END within 2000 blocks");
    }

    private static void assertRefused(Path file, String reason) {
        assertTimeoutPreemptively(BOUND, () -> {
            try {
                readPixels(file);
                fail("is read");
            } catch (IOException e) {
                assertEquals(
                        reason,
                        e.getMessage()
                                .substring(
                                        0,
                                        Math.min(reason.length(), e.getMessage().length())));
            }
        });
    }

    private static String card(String text) {
        return "%-80s".formatted(text);
    }

    @Test
    void largeColumnsWithoutLinesAreRefused() throws Exception {
        Path file = folder.resolve("frames.csv");
        try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(800_000_000L); // zeros: no line ends
        }
        assertTimeoutPreemptively(BOUND, () -> {
            try {
                CsvColumns.read(file, "time");
                fail("is read");
            } catch (IOException e) {
                assertEquals(file + ": damaged: a line of more than 1048576 bytes", e.getMessage());
            }
        });
    }
}
