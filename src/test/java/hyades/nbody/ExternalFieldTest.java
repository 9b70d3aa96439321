package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.comm.TestRanks;
import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fields in units with G = 1.
class ExternalFieldTest {
    private static final Subrange ONE = new Subrange(0, 1);

    private static ExternalField field(String text) {
        return ExternalField.parse(text).in(Units.NBODY);
    }

    private static double[][] at(double... place) {
        double[][] position = new double[place.length][1];
        for (int d = 0; d < place.length; d++) {
            position[d][0] = place[d];
        }
        return position;
    }

    private static double[] acceleration(ExternalField field, double... place) {
        double[][] acceleration = new double[place.length][1];
        field.accelerate(1, at(place), ONE, acceleration);
        return IntStream.range(0, place.length)
                .mapToDouble(d -> acceleration[d][0])
                .toArray();
    }

    private static double[] moved(double[] place, double[] way, double part) {
        return IntStream.range(0, place.length)
                .mapToDouble(d -> place[d] + part * way[d])
                .toArray();
    }

    /// Five-point differences of step h = 1e-3 have an error of h⁴/30 times the fifth derivative, and
    /// rounding of 1.5 ulp/h: with lengths of 0.3 at least the derivative is below 120/0.3⁵ = 5e4 times the
    /// value 2 here, the first 3.3e-9, the second 7e-13.
    private static final double STEP = 1e-3;

    private static final double DIFFERENCE = 4e-9;

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "point:mass=2",
                "plummer:mass=2,a=0.7",
                "logarithmic:v0=1.3,core=0.4,q=0.8",
                "miyamoto-nagai:mass=2,a=0.5,b=0.3",
                "miyamoto-nagai:mass=2,a=0,b=0.3"
            })
    void accelerationsAndJerksAreTheDerivativesOfThePotential(String text) {
        ExternalField field = field(text);
        double[] place = {0.6, -0.5, 0.4};
        double[] velocity = {0.3, 0.7, -0.2};
        double[][] jerk = new double[3][1];
        field.jerk(1, at(place), at(velocity), ONE, jerk);
        for (int d = 0; d < 3; d++) {
            double[] unit = new double[3];
            unit[d] = 1;
            int axis = d;
            double gradient = slope(part -> field.potential(1, at(moved(place, unit, part)), 0));
            assertEquals(-gradient, acceleration(field, place)[d], DIFFERENCE);
            double change = slope(part -> acceleration(field, moved(place, velocity, part))[axis]);
            assertEquals(change, jerk[d][0], DIFFERENCE);
        }
    }

    private static double slope(DoubleUnaryOperator f) {
        return (8 * (f.applyAsDouble(STEP) - f.applyAsDouble(-STEP))
                        - (f.applyAsDouble(2 * STEP) - f.applyAsDouble(-2 * STEP)))
                / (12 * STEP);
    }

    /// v² = R a in the plane, by the formulas of the papers: GM/R; GM R²/(R²+a²)^1.5; v₀² R²/(Rc²+R²);
    /// GM R²/(R²+(a+b)²)^1.5. The formulas' own rounding is a few ulp.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "point:mass=2 | 1.3333333333333333",
                "plummer:mass=2,a=2 | 0.288",
                "logarithmic:v0=3,core=2,q=0.7 | 3.24",
                "miyamoto-nagai:mass=2,a=1.2,b=0.8 | 0.288"
            })
    void circularSpeedsAreThoseOfTheFormulas(String text, double square) {
        double[] inSpace = acceleration(field(text), 0.9, 1.2, 0);
        assertEquals(square, 1.5 * Math.hypot(inSpace[0], inSpace[1]), 1e-14);
        assertEquals(0, inSpace[2]);
        double[] inPlane = acceleration(field(text), 0.9, 1.2);
        assertArrayEquals(new double[] {inSpace[0], inSpace[1]}, inPlane);
    }

    /// Miyamoto and Nagai's disc without a scale length is Plummer's sphere, in three dimensions.
    @Test
    void theDiscOfNoLengthIsASphere() {
        assertArrayEquals(
                acceleration(field("plummer:mass=2,a=0.7"), 0.3, 0.4, 0.5),
                acceleration(field("miyamoto-nagai:mass=2,a=0,b=0.7"), 0.3, 0.4, 0.5),
                1e-15);
    }

    private static final List<ExternalField> GALAXY = List.of(
            field("logarithmic:v0=1,core=0.5,q=0.8"),
            field("miyamoto-nagai:mass=0.8,a=0.6,b=0.2"),
            field("plummer:mass=0.3,a=0.2"));

    private static DistributedNBody.Plan plan(Scheme scheme, double dt, long steps, double end) {
        return new DistributedNBody.Plan(
                scheme,
                dt,
                steps,
                1,
                0.05,
                5,
                end,
                end > 0 ? 1e-9 : Double.NaN,
                Units.NBODY,
                SnapshotTimes.NONE,
                GALAXY,
                SofteningKernel.PLUMMER);
    }

    /// What the ranks end with, and rank 0 measures.
    private record Ended(double[] packed, List<Diagnostics> measured) {}

    private static Ended run(int ranks, DistributedNBody.Plan plan, Bodies bodies, KernelChoice kernel) {
        return TestRanks.run(ranks, world -> {
                    List<Diagnostics> measured = new ArrayList<>();
                    Bodies start = world.rank() == 0 ? Systems.copy(bodies) : null;
                    try (DistributedNBody nbody = new DistributedNBody(world, plan, start, 0, kernel, 1)) {
                        nbody.run(new Systems.Recorder(measured));
                        return new Ended(nbody.bodies().pack(), measured);
                    }
                })
                .getFirst();
    }

    @TempDir
    Path folder;

    /// From a final.csv and from a checkpoint, to the bit.
    @Test
    void aFileKnowsItsFields() throws IOException {
        Bodies bodies = Systems.create(InitialConditions.PLUMMER, 3, 5, 0, 7);
        DistributedNBody.Plan plan = plan(Scheme.LEAPFROG, 1.0 / 3, 20, Double.NaN);
        Path file = folder.resolve("final.csv");
        BodiesFile.write(file, bodies, plan, Moment.of(plan, 3));
        assertEquals(GALAXY, BodiesFile.read(file).fields());
        Checkpoint.start(new NBodySetup("given", bodies, plan, 1, 7L), Map.of()).write(folder);
        assertEquals(plan, Checkpoint.read(folder).setup().plan());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Scheme.class)
    void theBitsAreTheSameOnAnyNumberOfRanks(Scheme scheme) {
        Bodies bodies = Systems.create(InitialConditions.PLUMMER, 3, 23, 0, 7);
        DistributedNBody.Plan plan = scheme.isAdaptive()
                ? plan(scheme, 0.01, DistributedNBody.Plan.MOST_STEPS, 0.1)
                : plan(scheme, 0.01, 20, Double.NaN);
        double[] alone = run(1, plan, bodies, KernelChoice.SCALAR).packed;
        for (int ranks : new int[] {2, 3, 5}) {
            assertArrayEquals(alone, run(ranks, plan, bodies, KernelChoice.AUTO).packed);
        }
    }

    /// One body of mass 0.25 far from circular: by IAS15, whose error in energy is rounding, 1e-15 a step. Its
    /// potential counts in full: with half of it the error would be of the order of the potential. The z
    /// component of angular momentum is conserved, too; its momentum is not.
    @Test
    void energyIsConservedAlongAnOrbit() {
        Bodies body = Bodies.empty(3, 1);
        body.mass[0] = 0.25;
        body.position[0][0] = 1;
        body.velocity[1][0] = 0.6;
        body.velocity[2][0] = 0.4;
        List<Diagnostics> measured = run(
                        1, plan(Scheme.IAS15, 0.01, DistributedNBody.Plan.MOST_STEPS, 20), body, KernelChoice.AUTO)
                .measured;
        Diagnostics first = measured.getFirst();
        double potential = GALAXY.stream()
                .mapToDouble(field -> field.potential(1, body.position, 0))
                .sum();
        assertEquals(0.25 * potential, first.potential(), 1e-16);
        assertTrue(measured.size() > 3);
        for (Diagnostics each : measured) {
            assertEquals(first.total(), each.total(), 1e-13);
            assertEquals(first.angularMomentum()[2], each.angularMomentum()[2], 1e-14);
        }
        assertNotEquals(first.momentum()[1], measured.getLast().momentum()[1], 0.01);
    }

    /// On a circle the virial is -m v², whatever the field.
    @Test
    void onACircleTheVirialRatioIsAHalf() {
        Bodies body = Bodies.empty(2, 1);
        body.mass[0] = 3;
        body.position[0][0] = 2;
        List<ExternalField> halo = List.of(field("logarithmic:v0=3,core=1.5,q=0.9"));
        body.velocity[1][0] = Math.sqrt(2 * -acceleration(halo.getFirst(), 2, 0)[0]);
        assertEquals(0.5, Diagnostics.of(body, new double[1], halo, 1).virialRatio(), 1e-15);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "point:mass=2.0",
                "plummer:mass=1.0E11,a=0.001",
                "logarithmic:v0=220.0,core=2.0,q=0.9",
                "miyamoto-nagai:mass=2.0,a=0.0,b=0.5"
            })
    void aTextReadsBackToTheSameField(String text) {
        assertEquals(text, ExternalField.text(ExternalField.parseAll(text)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sphere:mass=1 | expected one of point:mass=MASS",
                "point | expected point:mass=MASS",
                "point:mass=1,mass=2 | 'mass=2': expected point:mass=MASS",
                "point:a=1 | 'a=1': expected point:mass=MASS",
                "point:mass=-1 | mass -1: expected a positive mass",
                "plummer:mass=1,a=0 | a 0: expected a positive length",
                "plummer:mass=1,a=3 kg | a '3 kg': expected a number, and a unit of m, km",
                "logarithmic:v0=220 km/h,core=1,q=1 | v0 '220 km/h': expected a number, and a unit of m/s, km/s",
                "logarithmic:v0=1,core=1,q=1 m | q '1 m': expected a number"
            })
    void whatIsNoFieldIsRefused(String text, String line) {
        String said = assertThrows(IllegalArgumentException.class, () -> ExternalField.parse(text))
                .getMessage();
        assertTrue(said.startsWith(line), said);
    }

    /// 220 km/s and 1e11 Msun in their own units and in SI: the same accelerations, to rounding.
    @Test
    void unitsMakeNoDifference() {
        String text = "miyamoto-nagai:mass=1e11 Msun,a=3 kpc,b=280 pc";
        ExternalField astro = ExternalField.parse(text).in(Units.ASTRO);
        ExternalField si = ExternalField.parse(text).in(Units.SI);
        assertEquals(List.of(1e11, 3.0, 0.28), astro.values());
        double kpc = Units.SI.of(Dimension.LENGTH, Units.ASTRO);
        double[][] slow = new double[2][1];
        astro.accelerate(Units.ASTRO.gravitationalConstant(), at(8, 0), ONE, slow);
        double[][] fast = new double[2][1];
        si.accelerate(Units.SI.gravitationalConstant(), at(8 * kpc, 0), ONE, fast);
        double unit = kpc / Math.pow(Units.SI.of(Dimension.TIME, Units.ASTRO), 2);
        assertEquals(slow[0][0] * unit, fast[0][0], 1e-14 * Math.abs(fast[0][0]));
        double masses =
                Units.SI.massOf(Units.ASTRO, Units.ASTRO.gravitationalConstant(), Units.SI.gravitationalConstant());
        List<Double> converted = astro.in(Units.SI, Units.ASTRO, masses).values();
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    si.values().get(i), converted.get(i), 1e-15 * si.values().get(i));
        }
        assertEquals(
                List.of(220.0, 1.0, 1.0),
                ExternalField.parse("logarithmic:v0=220 km/s,core=1 kpc,q=1")
                        .in(Units.ASTRO)
                        .values());
    }
}
