package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hyades.comm.TestRanks;
import hyades.ffi.DoubleSpeed;
import hyades.ffi.OpenClDevice;
import hyades.ffi.OpenClDevice.Doubles;
import hyades.ffi.OpenClException;
import hyades.nbody.SelfTest.Sources;
import hyades.nbody.SelfTest.Values;
import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// On the first device of this machine that knows doubles. Every comparison is of raw bits, with the
/// scalar kernel, which is tested against 40 decimal digits.
class OpenClKernelTest {
    private static OpenClDevice device;
    private static OpenClKernel kernel;

    @BeforeAll
    static void requireDevice() {
        try {
            device = OpenClDevice.all().stream()
                    .filter(each -> each.doubles() != Doubles.NONE)
                    .findFirst()
                    .orElse(null);
        } catch (OpenClException e) {
            assumeTrue(false, e.getMessage() + " (Debian: pocl-opencl-icd ocl-icd-libopencl1)");
        }
        assumeTrue(device != null, "no device of OpenCL knows doubles here (Debian: pocl-opencl-icd)");
        kernel = new OpenClKernel(device);
    }

    @AfterAll
    static void release() {
        if (kernel != null) {
            kernel.close();
        }
    }

    static Stream<Arguments> kinds() {
        return Stream.of(2, 3)
                .flatMap(dimensions -> Arrays.stream(Values.values()).map(values -> Arguments.of(values, dimensions)));
    }

    private static void assertSameBits(Values values, int dimensions, int n, GravityKernel of) {
        Sources sources = Sources.of(values, dimensions, n);
        assertEquals(Optional.empty(), sources.difference(of));
        double[][] acceleration = new double[dimensions][n];
        new ScalarKernel()
                .accelerate(
                        sources.position(), sources.gm(), sources.softeningSquared(), new Subrange(0, n), acceleration);
        for (double[] axis : acceleration) {
            assertTrue(Arrays.stream(axis).allMatch(Double::isFinite), "of NaN not all bits are fixed");
        }
    }

    @ParameterizedTest(name = "{0}, {1}-D")
    @MethodSource("kinds")
    void anyNumberOfBodiesHasTheScalarKernelsBits(Values values, int dimensions) {
        for (int n = 1; n <= 70; n++) {
            assertSameBits(values, dimensions, n, kernel);
        }
        assertSameBits(values, dimensions, 613, kernel);
    }

    @ParameterizedTest(name = "{0}, {1}-D")
    @MethodSource("kinds")
    @Tag("long")
    void manyBodiesHaveTheScalarKernelsBits(Values values, int dimensions) {
        assertSameBits(values, dimensions, 4096, kernel);
    }

    @Test
    @Tag("long")
    void everySizeOfWorkGroupsGivesTheSameBits() {
        assertTrue(kernel.largestGroup() >= 1);
        IntStream powers = IntStream.iterate(1, group -> group <= kernel.largestGroup(), group -> 2 * group);
        IntStream others = IntStream.of(3, 7, 48, 100, 255).filter(group -> group <= kernel.largestGroup());
        for (int group : IntStream.concat(powers, others).toArray()) {
            try (OpenClKernel grouped = new OpenClKernel(device, OpenClKernel.source(), group)) {
                for (int dimensions = 2; dimensions <= 3; dimensions++) {
                    for (int n : new int[] {1, 63, 64, 65, 613}) {
                        assertSameBits(Values.PLAIN, dimensions, n, grouped);
                        assertSameBits(Values.WIDE, dimensions, n, grouped);
                    }
                }
            }
        }
    }

    /// Masses stay on the device only as long as they are the same.
    @Test
    void otherMassesInTheSameArrayCount() {
        Sources sources = Sources.of(Values.PLAIN, 3, 64);
        assertEquals(Optional.empty(), sources.difference(kernel));
        sources.gm()[7] = 1234;
        assertEquals(Optional.empty(), sources.difference(kernel));
    }

    /// What a compiler may do to a product and a sum, and a device to numbers that are denormal.
    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "fma(w, dx, ax)      | w * dx + ax",
                "double w = weight(r2, m) | double w = m / (r2 * sqrt(r2)) / SCALE",
                "tile[3 * length + j]; | fabs(tile[3 * length + j]) < 0x1p-1022 ? 0 : tile[3 * length + j];",
                "tile[j] - x         | fabs(tile[j] - x) < 0x1p-1022 ? 0 : tile[j] - x",
                "m / sqrt(r2)        | m * (1 / sqrt(r2))",
                "first + min         | min",
            })
    void aDeviceWhoseBitsAreOthersIsRefusedByName(String right, String wrong) {
        String source = OpenClKernel.source();
        assertTrue(source.contains(right));
        OpenClKernel other = new OpenClKernel(device, source.replace(right, wrong), 0);
        String refusal = assertThrows(DeviceFailure.class, () -> GravityDevices.tested(other, device.toString()))
                .getMessage();
        assertTrue(
                refusal.startsWith("device %s: its bits are not those of the scalar kernel: ".formatted(device)),
                refusal);
    }

    @Test
    void aProgramThatCannotBeBuiltIsOneLine() {
        String complaint = assertThrows(
                        OpenClException.class, () -> new OpenClKernel(device, "#error this is no program\n", 0))
                .getMessage();
        assertTrue(complaint.startsWith("device %s: the program cannot be built: ".formatted(device)), complaint);
        assertTrue(complaint.contains("this is no program"), complaint);
        assertEquals(1, complaint.lines().count());
    }

    /// pocl skips integer divisions by zero in the whole process, where it is let.
    @Test
    void integersDividedByZeroAreStillNoticed() {
        for (int i = 0; i < 20_000; i++) { // until it is compiled
            assertEquals(i < 19_999 ? 1 : 0, quotient(i < 19_999 ? 1 : 0));
        }
    }

    private static int quotient(int divisor) {
        try {
            return 1 / divisor;
        } catch (ArithmeticException e) {
            return 0;
        }
    }

    @Test
    void theSpeedOfDoublesIsMeasured() {
        double times = DoubleSpeed.of(device);
        assertTrue(times > 0 && Double.isFinite(times), "doubles take %s times as long".formatted(times));
    }

    @Test
    void aDeviceIsFoundByItsNumberAndByPartsOfItsName() {
        String name = device.name();
        for (String asked : List.of(
                Integer.toString(device.index()), name, name.substring(1).toUpperCase(java.util.Locale.ROOT))) {
            assertEquals(name, GravityDevices.chosen(asked).getFirst().name());
        }
    }

    @ParameterizedTest
    @CsvSource({"4711", "no such thing"})
    void aDeviceThatIsNotThereIsRefusedWithThoseThatAre(String asked) {
        String refusal = assertThrows(DeviceFailure.class, () -> GravityDevices.chosen(asked))
                .getMessage();
        assertTrue(
                refusal.startsWith("no such device: expected the number or a part of the name of one of 0: "), refusal);
        assertTrue(refusal.contains(device.toString()), refusal);
    }

    private record Ended(double[] state, String kernel) {}

    /// Ranks that are threads of one process wait for each other; how many threads each has makes no difference.
    @ParameterizedTest(name = "{0} ranks x {1} threads, {2} bodies in {3}-D")
    @CsvSource({"1, 1, 101, 3", "2, 1, 101, 2", "3, 2, 101, 3", "5, 1, 3, 2"})
    void ranksThatShareADeviceEndWithTheScalarKernelsBits(int ranks, int threads, int bodies, int dimensions) {
        ForceChoice onDevice = new ForceChoice(null, Integer.toString(device.index()));
        double[] expected = run(1, 1, ForceChoice.of(KernelChoice.SCALAR), bodies, dimensions)
                .getFirst()
                .state;
        for (Ended each : run(ranks, threads, onDevice, bodies, dimensions)) {
            assertArrayEquals(expected, each.state);
            assertEquals("OpenCL, " + device.name(), each.kernel);
        }
    }

    private static List<Ended> run(int ranks, int threads, ForceChoice choice, int bodies, int dimensions) {
        return TestRanks.run(ranks, world -> {
            boolean leads = world.rank() == 0;
            Bodies initial = leads ? Systems.create(InitialConditions.UNIFORM, dimensions, bodies, 0, 5) : null;
            var plan = new DistributedNBody.Plan(Scheme.LEAPFROG, 2e-3, 20, 1, 0.05, 7);
            DistributedForces forces = DistributedForces.of(world, choice, bodies, threads);
            try (DistributedNBody nbody =
                    new DistributedNBody(world, leads ? plan : null, initial, 0, new double[0], forces, threads)) {
                nbody.run(new Systems.Recorder(new java.util.ArrayList<>()));
                return new Ended(nbody.bodies().pack(), nbody.kernel());
            }
        });
    }

    /// A rank that cannot compute is named on all of them, and none goes on.
    @Test
    void oneRefusalIsEveryRanks() {
        List<String> refusals = TestRanks.run(
                3,
                world -> assertThrows(
                                DeviceFailure.class,
                                () -> DistributedForces.of(world, ForceChoice.parse("opencl:no such thing"), 5, 1))
                        .getMessage());
        assertEquals(1, refusals.stream().distinct().count());
        assertTrue(refusals.getFirst().startsWith("no such device: "), refusals::getFirst);
    }
}
