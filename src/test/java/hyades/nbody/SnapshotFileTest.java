package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.Cards;
import hyades.fits.FitsTable;
import hyades.fits.FitsTable.Column;
import hyades.fits.FitsTable.Integers;
import hyades.fits.FitsTable.Numbers;
import hyades.fits.FitsTable.Texts;
import hyades.nbody.DistributedNBody.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {
    @TempDir
    Path folder;

    private static Plan plan(Units units) {
        return new Plan(
                Scheme.IAS15,
                1.0 / 3,
                9,
                units.gravitationalConstant(),
                0.1,
                3,
                7,
                1e-9,
                units,
                SnapshotTimes.NONE,
                Collections.nCopies(11, new ExternalField(ExternalField.Kind.PLUMMER, List.of(2.0, 0.1))),
                SofteningKernel.PLUMMER);
    }

    /// All bits of the numbers, a negative zero among them, and all that the header says of the run.
    @ParameterizedTest
    @EnumSource(Units.class)
    void aStateIsReadBackToTheBit(Units units) throws Exception {
        Bodies bodies = new Bodies(
                        new double[] {1.0 / 3, 0},
                        new double[][] {{-0.0, Double.MIN_VALUE}, {1e300, Math.PI}, {3, 4}},
                        new double[][] {{0.1, 0.2}, {-1e-300, 7}, {Math.nextUp(1.0), 2}})
                .called(new Labels(List.of("7", "007"), List.of("Sun", "")))
                .with(new double[] {0, 1.0 / 7});
        Path file = folder.resolve("s.fits");
        SnapshotFile.write(file, bodies, plan(units), new Moment(12, 0.7, 0.6, false));
        Snapshot read = SnapshotFile.read(file);
        double[] before = bodies.pack();
        double[] after = read.bodies().pack();
        assertArrayEquals(
                Arrays.stream(before).mapToLong(Double::doubleToRawLongBits).toArray(),
                Arrays.stream(after).mapToLong(Double::doubleToRawLongBits).toArray());
        assertEquals(bodies.labels(), read.bodies().labels());
        assertEquals(0.1, read.softening());
        assertEquals(1.0 / 3, read.timeStep());
        assertEquals(units.gravitationalConstant(), read.gravitationalConstant());
        assertEquals(units, read.units());
        assertEquals(plan(units).fields(), read.fields());
        assertEquals(12, read.step());
        assertEquals(0.7, read.time());
        assertEquals("Sun (row 1)", read.describe(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void aRadiusThatIsNoneIsRefused(double radius) throws Exception {
        Bodies bodies = new Bodies(new double[] {1}, new double[2][1], new double[2][1]).with(new double[] {radius});
        Path file = folder.resolve("s.fits");
        SnapshotFile.write(file, bodies, plan(Units.SI), new Moment(12, 0.7, 0.6, false));
        String complaint = assertThrows(IllegalArgumentException.class, () -> SnapshotFile.read(file))
                .getMessage();
        assertTrue(
                complaint.endsWith("row 1, column radius: expected a number that is not negative, found " + radius),
                complaint);
    }

    private Path table(String units, double[]... values) throws IOException {
        List<Column> columns = new ArrayList<>();
        String[] names = {"MASS", "x", "y", "vx", "vy"};
        String[] unit = units.split("\\|", -1);
        for (int c = 0; c < names.length; c++) {
            columns.add(new Numbers(names[c], unit[c == 0 ? 0 : c < 3 ? 1 : 2], values[c]));
        }
        Path file = folder.resolve("t.fits");
        FitsTable.write(file, "STARS", columns, new Cards());
        return file;
    }

    /// Of somebody else's table nothing is known but what its columns say: the parameters are not taken for a run's.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "kg|m|m/s, SI, 1, 1, 1",
        "g|cm|cm s-1, SI, 1e-3, 1e-2, 1e-2",
        "solMass|kpc|km / s, ASTRO, 1, 1, 1",
        "M_sun|AU|AU.yr**-1, SOLAR, 1, 1, 1",
        "solMass|AU|AU/d, SOLAR_DAY, 1, 1, 1",
        // GM of the Sun over G; an au; au in a Julian year
        "solMass|AU|km/s, SI, 1.988409870698051e30, 149597870700, 1000",
        "kg|pc|AU/yr, SI, 1, 30856775814913673, 4740.470463533349",
        "||, , 1, 1, 1"
    })
    void unitsOfColumnsAreUnderstood(String units, Units expected, double mass, double length, double speed)
            throws Exception {
        double[] one = {1, 3};
        Snapshot read = SnapshotFile.read(table(units, one, one, one, one, one));
        assertEquals(expected, read.units());
        assertEquals(mass, read.bodies().mass[0], 1e-15 * mass); // a rounding of the factor, and one of the product
        assertEquals(3 * length, read.bodies().position[1][1], 3e-15 * length);
        assertEquals(speed, read.bodies().velocity[0][0], 1e-15 * speed);
        assertNull(read.softening());
        assertNull(read.gravitationalConstant());
        assertNull(read.time());
        assertEquals(Labels.NUMBERS, read.bodies().labels());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "kg|furlong|m/s; column x: unknown unit 'furlong', expected one of a length, such as m, AU or kpc",
                "kg|kg|m/s; column x: unknown unit 'kg', expected one of a length, such as m, AU or kpc",
                "solLum|m|m/s; column mass: unknown unit 'solLum', expected one of a mass, such as kg or solMass",
                "kg|m|m/s2; column vx: unknown unit 'm/s2', expected one of a velocity, such as m/s, km/s or AU/d",
                "kg|m|10**3 m/s; column vx: unknown unit '10**3 m/s', expected one of a velocity",
                "kg||m/s; column x: expected a unit, which column mass has",
            })
    void unitsThatAreNotKnownAreRefused(String units, String expected) throws Exception {
        double[] one = {1};
        Path file = table(units, one, one, one, one, one);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> SnapshotFile.read(file));
        assertTrue(refused.getMessage().startsWith(file + ": HDU 1 STARS: " + expected), refused::getMessage);
    }

    private String complaint(Column... columns) throws IOException {
        Path file = folder.resolve("t.fits");
        FitsTable.write(file, "T", List.of(columns), new Cards());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> SnapshotFile.read(file));
        return refused.getMessage().replace(file + ": HDU 1 T: ", "");
    }

    private static Numbers numbers(String name, double... values) {
        return new Numbers(name, "", values);
    }

    @Test
    void tablesOfSomethingElseAreRefused() throws Exception {
        Numbers m = numbers("mass", 1, 1);
        Numbers x = numbers("x", 1, 2);
        Numbers y = numbers("y", 1, 2);
        Numbers vx = numbers("vx", 1, 2);
        Numbers vy = numbers("vy", 1, 2);
        Integers id = new Integers("id", "", new long[] {5, 5});
        assertEquals(
                "no column vy: expected mass,x,y,vx,vy, with id and name or without, found x,y,vx,mass",
                complaint(x, y, vx, m));
        assertEquals(
                "no column vz: expected mass,x,y,z,vx,vy,vz, with id and name or without, found mass,x,y,z,vx,vy",
                complaint(m, x, y, numbers("z", 0, 0), vx, vy));
        assertEquals(
                "column x: expected numbers, found texts",
                complaint(m, new Texts("x", "", new String[] {"a", "b"}), y, vx, vy));
        assertEquals(
                "row 2, column vy: expected a number, found NaN", complaint(m, x, y, vx, numbers("vy", 1, Double.NaN)));
        assertEquals(
                "row 1, column mass: expected a number that is not negative, found -1.0",
                complaint(numbers("mass", -1, 1), x, y, vx, vy));
        assertEquals(
                "row 2, column id: expected an id of its own, found '5', which row 1 has",
                complaint(id, m, x, y, vx, vy));
        assertEquals(
                "expected at least one body, found none",
                complaint(numbers("mass"), numbers("x"), numbers("y"), numbers("vx"), numbers("vy")));
    }

    /// FITS has no letters but those of ASCII.
    @Test
    void namesThatFitsCannotHoldAreFound() {
        Bodies bodies = Bodies.empty(2, 2);
        assertTrue(SnapshotFile.unwritable(bodies).isEmpty());
        assertEquals(
                "Πρόκυον",
                SnapshotFile.unwritable(bodies.called(new Labels(null, List.of("Sirius", "Πρόκυον"))))
                        .orElseThrow());
    }

    /// The nearest steps of equal ones, in both directions of time; numbers and times together.
    @ParameterizedTest(name = "steps of {0}")
    @CsvSource({"0.1", "-0.1"})
    void snapshotsAreAtTheNearestSteps(double timeStep) {
        double sign = Math.signum(timeStep);
        SnapshotTimes times = new SnapshotTimes(7, List.of(sign * 1.04, sign * 0.36, sign * 0.36));
        Plan plan = new Plan(Scheme.LEAPFROG, timeStep, 20, 1, 0, 1);
        List<Long> steps = new ArrayList<>();
        for (long step = 0; step <= plan.steps(); step++) {
            if (times.have(plan, Moment.of(plan, step))) {
                steps.add(step);
            }
        }
        assertEquals(List.of(0L, 4L, 7L, 10L, 14L), steps);
        assertEquals(sign * 0.36, times.after(0, sign * 2));
        assertEquals(sign * 1.04, times.after(sign * 0.36, sign * 2));
        assertEquals(sign * 2, times.after(sign * 1.04, sign * 2));
    }
}
