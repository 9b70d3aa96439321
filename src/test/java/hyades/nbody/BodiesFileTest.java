package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesFileTest {
    @TempDir
    Path folder;

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("bodies.csv"), List.of(lines));
    }

    private static DistributedNBody.Plan plan(double gravitationalConstant) {
        return new DistributedNBody.Plan(Scheme.LEAPFROG, 2.5e10, 9, gravitationalConstant, 0.125, 3);
    }

    /// Ids are texts: 7 before 3, one with 19 digits as Gaia's are; names hold what CSV has to quote.
    @Test
    void idsAndNamesComeBackAsTheyWere() throws IOException {
        Path in = file(
                "name,mass,x,y,vx,vy,id",
                "Sun,1,0,0,0,0,7",
                "\"a, \"\"b\"\"\",2,5,0,0,0.25,3",
                ",0,6,1e-3,0,0,5853498713190525696");
        Snapshot read = BodiesFile.read(in);
        Path out = folder.resolve("final.csv");
        BodiesFile.write(out, read.bodies(), plan(1), Moment.of(plan(1), 4));
        Snapshot again = BodiesFile.read(out);
        for (Snapshot each : List.of(read, again)) {
            assertEquals(
                    List.of("7", "3", "5853498713190525696"),
                    each.bodies().labels().ids());
            assertEquals(List.of("Sun", "a, \"b\"", ""), each.bodies().labels().names());
            assertEquals("body 5853498713190525696", each.bodies().labels().text(2));
        }
        assertArrayEquals(new long[] {2, 3, 4}, read.lines());
        assertArrayEquals(read.bodies().pack(), again.bodies().pack());
        List<String> lines = Files.readAllLines(out);
        assertEquals("3,\"a, \"\"b\"\"\",2.0,5.0,0.0,0.0,0.25", lines.get(lines.size() - 2));
    }

    /// The head of a file as the specification of ECSV 1.0 has it (APE 6): a declaration, YAML with the columns in the
    /// order of the header, and under `meta` what else there is to say. Numbers with a positive exponent need its
    /// sign in YAML 1.1, or they are texts.
    @Test
    void whatIsWrittenIsEcsvAndSaysHowItCameAbout() throws IOException {
        Bodies bodies = Bodies.empty(2, 1);
        bodies.mass[0] = 1;
        Path out = folder.resolve("final.csv");
        BodiesFile.write(out, bodies, plan(6.674e-11), Moment.of(plan(6.674e-11), 4));
        String expected = """
            # %ECSV 1.0
            # ---
            # delimiter: ','
            # datatype:
            # - {name: id, datatype: int64}
            # - {name: mass, unit: kg, datatype: float64}
            # - {name: x, unit: m, datatype: float64}
            # - {name: y, unit: m, datatype: float64}
            # - {name: vx, unit: m / s, datatype: float64}
            # - {name: vy, unit: m / s, datatype: float64}
            # meta:
            #   softening: 0.125
            #   gravitationalConstant: 6.674E-11
            #   timeStep: 2.5E+10
            #   step: 4
            #   time: 1.0E+11
            # schema: astropy-2.0
            id,mass,x,y,vx,vy
            0,1.0,0.0,0.0,0.0,0.0
            """;
        assertEquals(expected, Files.readString(out));
        Snapshot read = BodiesFile.read(out);
        assertEquals(0.125, read.softening());
        assertEquals(6.674e-11, read.gravitationalConstant());
        assertEquals(2.5e10, read.timeStep());
        BodiesFile.write(out, bodies, plan(1), Moment.of(plan(1), 4));
        assertTrue(Files.readAllLines(out).contains("# - {name: mass, datatype: float64}"));
    }

    /// Anywhere among the columns, converted with the other lengths: an au is 149597870700 m (IAU 2012, resolution B2).
    @Test
    void radiiComeBackAndHaveTheUnitsOfLengths() throws IOException {
        Path in = file(
                "# %ECSV 1.0",
                "# - {name: mass, unit: solMass, datatype: float64}",
                "# - {name: x, unit: AU, datatype: float64}",
                "# - {name: y, unit: AU, datatype: float64}",
                "# - {name: vx, unit: AU / yr, datatype: float64}",
                "# - {name: vy, unit: AU / yr, datatype: float64}",
                "# - {name: radius, unit: AU, datatype: float64}",
                "id,mass,x,y,vx,vy,radius",
                "a,1,0,0,0,0,0.5",
                "b,1,7,0,0,0,0");
        Snapshot read = BodiesFile.read(in);
        assertEquals(Units.SOLAR, read.units());
        assertArrayEquals(new double[] {0.5, 0}, read.bodies().radius);
        Path out = folder.resolve("final.csv");
        BodiesFile.write(out, read);
        assertTrue(Files.readAllLines(out).contains("# - {name: radius, unit: AU, datatype: float64}"));
        assertTrue(Files.readAllLines(out).contains("a,1.0,0.5,0.0,0.0,0.0,0.0"));
        Snapshot again = BodiesFile.read(out);
        assertEquals(Units.SOLAR, again.units());
        assertArrayEquals(read.bodies().pack(), again.bodies().pack());
        Bodies metres = read.in(Units.SI, 6.674e-11).bodies();
        assertArrayEquals(new double[] {149597870700.0 / 2, 0}, metres.radius);
    }

    /// A radius in kilometres beside places in au is of no system of units.
    @Test
    void aRadiusInOtherUnitsIsRefused() throws IOException {
        Path in = file(
                "# - {name: mass, unit: solMass, datatype: float64}",
                "# - {name: x, unit: AU, datatype: float64}",
                "# - {name: y, unit: AU, datatype: float64}",
                "# - {name: vx, unit: AU / yr, datatype: float64}",
                "# - {name: vy, unit: AU / yr, datatype: float64}",
                "# - {name: radius, unit: km, datatype: float64}",
                "mass,radius,x,y,vx,vy",
                "1,1,0,0,0,0");
        String complaint = assertThrows(IllegalArgumentException.class, () -> BodiesFile.read(in))
                .getMessage();
        assertTrue(complaint.contains("radius in km"), complaint);
    }

    @Test
    void whatAFileDoesNotSayIsNotMadeUp() throws IOException {
        Snapshot read = BodiesFile.read(file("# a note", "mass,x,y,vx,vy", "# softening: 3", "1,0,0,0,0"));
        assertNull(read.softening());
        assertNull(read.gravitationalConstant());
        assertNull(read.timeStep());
        assertEquals("0", read.bodies().labels().id(0));
        assertEquals("body 0 (line 4)", read.describe(0));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id,mass,x,y,vx,vy;7,1,0,0,0,0;3,1,1,0,0,0;7,1,2,0,0,0 | line 4, column id | '7', which line 2 has",
                "id,mass,x,y,vx,vy;,1,0,0,0,0                          | line 2, column id | found none",
                "id,mass,x,y,vx,vy;a\0b,1,0,0,0,0                      | line 2, column id | control characters",
                "mass,x,y,vx,vy;1\0,0,0,0,0                            | line 2, column mass | found '1?'",
                "mass,x,y,vx,vy;1,0x1p3,0,0,0                          | line 2, column x | found '0x1p3'",
                "mass,x,y,vx,vy;1,1f,0,0,0                             | line 2, column x | found '1f'",
                "mass,x,y,vx,vy;1,1e999,0,0,0                          | line 2, column x | found '1e999'",
                "#softening: -1;mass,x,y,vx,vy;1,0,0,0,0               | line 1, column softening | not negative",
                "id,id,mass,x,y,vx,vy;1,2,1,0,0,0,0                    | line 1 | found id,id,mass",
                "mass,radius,x,y,vx,vy;1,-1e-9,0,0,0,0                 | line 2, column radius | found '-1e-9'",
                "mass,radius,x,y,vx,vy;1,NaN,0,0,0,0                   | line 2, column radius | found 'NaN'",
                "mass,x,y,vx,vy,colour;1,0,0,0,0,2                     | line 1 | found mass,x,y,vx,vy,colour"
            })
    void whatIsWrongIsNamedWithItsPlace(String text, String place, String what) throws IOException {
        Path file = file(text.strip().split(";"));
        String complaint = assertThrows(IllegalArgumentException.class, () -> BodiesFile.read(file))
                .getMessage();
        assertTrue(complaint.startsWith(file + ", " + place + ": expected "), complaint);
        assertTrue(complaint.contains(what), complaint);
        assertEquals(1, complaint.lines().count());
    }
}
