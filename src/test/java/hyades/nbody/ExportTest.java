package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.nbody.DistributedNBody.Plan;
import io.jhdf.HdfFile;
import io.jhdf.api.Node;
import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    @TempDir
    Path folder;

    private static Snapshot snapshot(Units units, List<String> ids, double[]... axes) {
        double[][] velocity = new double[axes.length][];
        for (int d = 0; d < axes.length; d++) {
            velocity[d] = new double[] {-axes[d][0], Math.PI * axes[d][1], 1.0 / 3};
        }
        Bodies bodies = new Bodies(new double[] {1, 0, 1.0 / 3}, axes, velocity).called(new Labels(ids, null));
        Plan plan = new Plan(
                Scheme.IAS15,
                1,
                9,
                units.gravitationalConstant(),
                0.1,
                3,
                7,
                1e-9,
                units,
                SnapshotTimes.NONE,
                List.of(),
                SofteningKernel.PLUMMER);
        return Snapshot.of(bodies, plan, new Moment(12, 1.0 / 7, 0.1, false));
    }

    private static Object attribute(HdfFile file, String path, String name) {
        return file.getByPath(path).getAttribute(name).getData();
    }

    /// Read by jHDF, which knows the format from its specification, too: all bits, in two dimensions and three, of one
    /// body and of more than are written at once.
    @ParameterizedTest(name = "{0} dimensions")
    @ValueSource(ints = {2, 3})
    void gadgetFilesHoldAllBits(int dimensions) throws Exception {
        double[][] axes = {{-0.0, 1e300, 3}, {Double.MIN_VALUE, 5, 6}, {7, 8, 9}};
        double[][] some = dimensions == 3 ? axes : new double[][] {axes[0], axes[1]};
        Snapshot snapshot = snapshot(Units.ASTRO, List.of("5", "0", "9223372036854775"), some);
        Path path = folder.resolve("s.hdf5");
        GadgetFile.write(path, snapshot);
        byte[] bytes = Files.readAllBytes(path);
        GadgetFile.write(path, snapshot);
        assertArrayEquals(bytes, Files.readAllBytes(path));
        try (HdfFile file = new HdfFile(path)) {
            double[][] places =
                    (double[][]) file.getDatasetByPath("PartType1/Coordinates").getData();
            double[][] velocities =
                    (double[][]) file.getDatasetByPath("PartType1/Velocities").getData();
            for (int i = 0; i < 3; i++) {
                for (int d = 0; d < 3; d++) {
                    assertEquals(d < dimensions ? axes[d][i] : 0, places[i][d]);
                    assertEquals(d < dimensions ? snapshot.bodies().velocity[d][i] : 0, velocities[i][d]);
                }
            }
            assertArrayEquals(new double[] {1, 0, 1.0 / 3}, (double[])
                    file.getDatasetByPath("PartType1/Masses").getData());
            assertArrayEquals(new long[] {5, 0, 9223372036854775L}, (long[])
                    file.getDatasetByPath("PartType1/ParticleIDs").getData());
            for (String counts : List.of("NumPart_ThisFile", "NumPart_Total")) {
                assertArrayEquals(new int[] {0, 3, 0, 0, 0, 0}, (int[]) attribute(file, "Header", counts));
            }
            assertArrayEquals(new int[6], (int[]) attribute(file, "Header", "NumPart_Total_HighWord"));
            assertArrayEquals(new double[6], (double[]) attribute(file, "Header", "MassTable"));
            assertEquals(1.0 / 7, attribute(file, "Header", "Time"));
            assertEquals(1, attribute(file, "Header", "NumFilesPerSnapshot"));
            assertEquals(1, attribute(file, "Header", "Flag_DoublePrecision"));
            assertEquals(1e5, (double) attribute(file, "Units", "UnitVelocity_in_cm_per_s"), 1e-9);
            assertEquals(3.0856775814913673e21, (double) attribute(file, "Units", "UnitLength_in_cm"), 1e6);
        }
        assertEquals("the softening length and G", GadgetFile.loss(snapshot));
    }

    /// More numbers than are written at once, and no units where nobody knows them.
    @Test
    void manyBodiesAreWritten() throws Exception {
        Bodies bodies = Bodies.empty(3, 20_000);
        for (int i = 0; i < bodies.count(); i++) {
            bodies.position[i % 3][i] = i;
            bodies.mass[i] = Math.sqrt(i);
        }
        Plan plan = new Plan(Scheme.LEAPFROG, 1, 9, 1, 0.1, 3);
        Path path = folder.resolve("s.hdf5");
        GadgetFile.write(path, Snapshot.of(bodies, plan, Moment.of(plan, 3)));
        try (HdfFile file = new HdfFile(path)) {
            assertEquals(
                    List.of("Header", "PartType1"),
                    file.getChildren().values().stream()
                            .map(Node::getName)
                            .sorted()
                            .toList());
            double[][] places =
                    (double[][]) file.getDatasetByPath("PartType1/Coordinates").getData();
            for (int i = 0; i < bodies.count(); i++) {
                assertEquals(i, places[i][i % 3]);
            }
            assertArrayEquals(bodies.mass, (double[])
                    file.getDatasetByPath("PartType1/Masses").getData());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a, 1, 2", "1, 01, 2", "-1, 1, 2"})
    void idsThatGadgetCannotHoldAreTold(String first, String second, String third) throws Exception {
        Snapshot snapshot = snapshot(Units.SI, List.of(first, second, third), new double[3], new double[3]);
        assertTrue(GadgetFile.loss(snapshot).contains("ids that are no numbers"));
        Path path = folder.resolve("s.hdf5");
        GadgetFile.write(path, snapshot);
        try (HdfFile file = new HdfFile(path)) {
            assertArrayEquals(new long[] {0, 1, 2}, (long[])
                    file.getDatasetByPath("PartType1/ParticleIDs").getData());
        }
    }

    /// Of lengths around the twelve bytes that the hash takes at once: the values of its author's own code, lookup3.c.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"'', deadbeef", "Four score and seven years ago, 17770551"})
    void theChecksumIsThatOfJenkins(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(expected, Integer.toHexString(Hdf5File.checksum(bytes, bytes.length)));
    }

    /// By the manual: a head of 32 bytes, then nine numbers of single precision a body, big-endian.
    @ParameterizedTest(name = "{0} dimensions")
    @ValueSource(ints = {2, 3})
    void tipsyFilesHoldSevenDigits(int dimensions) throws Exception {
        double[][] axes = {{-1, 1e30, 3}, {4, 5, 6.1}, {7, 8, 9}};
        double[][] some = dimensions == 3 ? axes : new double[][] {axes[0], axes[1]};
        Snapshot snapshot = snapshot(Units.SI, null, some);
        Path path = folder.resolve("s.tipsy");
        TipsyFile.write(path, snapshot);
        assertEquals(32 + 3 * 36, Files.size(path));
        try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
            assertEquals(1.0 / 7, in.readDouble());
            for (int expected : new int[] {3, 3, 0, 3, 0, 0}) {
                assertEquals(expected, in.readInt());
            }
            for (int i = 0; i < 3; i++) {
                assertEquals((float) snapshot.bodies().mass[i], in.readFloat());
                for (double[][] each : List.of(some, snapshot.bodies().velocity)) {
                    for (int d = 0; d < 3; d++) {
                        assertEquals(d < dimensions ? (float) each[d][i] : 0, in.readFloat());
                    }
                }
                assertEquals(0.1f, in.readFloat());
                assertEquals(0, in.readFloat());
            }
        }
    }

    /// Too large, or so small that digits would be lost; small beside a large one is none the less whole.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1e39, 'the largest place, 1.0E39, is beyond single precision: expected other units'",
        "1e-35, 'the largest place, 1.0E-35, is beyond single precision: expected other units'"
    })
    void numbersBeyondSinglePrecisionAreRefused(double place, String expected) throws Exception {
        Path path = folder.resolve("s.tipsy");
        Snapshot snapshot = snapshot(Units.SI, null, new double[] {0, place, 0}, new double[3]);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> TipsyFile.write(path, snapshot));
        assertEquals(expected, refused.getMessage());
        assertTrue(Files.notExists(path));
        TipsyFile.write(path, snapshot(Units.SI, null, new double[] {1, 1e-300, 0}, new double[3]));
    }

    /// A state of nobody's run: nothing is said that is not known.
    @Test
    void csvSaysWhatIsKnown() throws Exception {
        Path path = folder.resolve("s.csv");
        Snapshot run = snapshot(Units.SOLAR, null, new double[3], new double[3]);
        BodiesFile.write(path, run);
        Snapshot again = BodiesFile.read(path);
        assertEquals(run.step(), again.step());
        assertEquals(run.time(), again.time());
        assertEquals(Units.SOLAR, again.units());
        BodiesFile.write(
                path,
                new Snapshot(run.bodies(), "row", run.lines(), null, null, null, null, null, null, List.of(), null));
        Snapshot bare = BodiesFile.read(path);
        assertNull(bare.softening());
        assertNull(bare.units());
        assertNull(bare.time());
        assertArrayEquals(run.bodies().pack(), bare.bodies().pack());
    }
}
