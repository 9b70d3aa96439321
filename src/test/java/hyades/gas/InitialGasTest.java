package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file says of its gas is used, or refused, or told of: nothing is passed over.
class InitialGasTest {
    private static final Gravity GRAVITY = new Gravity(3, 0.125);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("gas.fits");
        write(null);
    }

    private void write(Gravity gravity) throws IOException {
        Grid grid = new Grid(4, 3, 2, 0.5);
        GasFields gas = GasFields.of(grid);
        for (double[] values : gas.values()) {
            Arrays.fill(values, 2);
        }
        Boundaries around = Boundaries.of("periodic,periodic,outflow,reflecting,reflecting,reflecting");
        GasPlan plan = new GasPlan(
                "test",
                grid,
                List.of(1, 1, 1),
                around,
                new Medium(1.3, gravity),
                0.8,
                1,
                0,
                10,
                EnumSet.allOf(Quantity.class));
        GasFile.write(file, gas, plan, new GasMoment(3, 0.25, 1));
    }

    /// Puts another card in the place of one; of several of that name the nth, or all of them for 0.
    private void replace(String key, int nth, String card) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        StringBuilder changed = new StringBuilder();
        Matcher cards = Pattern.compile("%-8s= .{70}".formatted(key)).matcher(text);
        int found = 0;
        while (cards.find()) {
            found++;
            String next = nth == 0 || nth == found ? "%-80s".formatted(card) : cards.group();
            cards.appendReplacement(changed, Matcher.quoteReplacement(next));
        }
        assertTrue(found >= nth && found > 0, key);
        Files.writeString(file, cards.appendTail(changed), StandardCharsets.ISO_8859_1);
    }

    private List<String> doubts() throws IOException {
        return InitialGas.read(file).doubts().stream()
                .filter(doubt -> !doubt.startsWith("wrong checksum"))
                .toList();
    }

    @Test
    void whatARunHasWrittenComesBack() throws IOException {
        write(GRAVITY);
        InitialGas gas = InitialGas.read(file);
        assertEquals(new Grid(4, 3, 2, 0.5), gas.fields().grid());
        assertEquals(1.3, gas.gamma());
        assertEquals(GRAVITY, gas.gravity());
        assertEquals(
                "periodic,periodic,outflow,reflecting,reflecting,reflecting",
                gas.boundaries().toString());
        assertEquals(List.of("TIME is 0.25 s there: this run begins at 0 s"), gas.doubts());
    }

    /// Another program's: numbers, units and the width of a cell.
    @Test
    void cubesAloneAreEnough() throws IOException {
        replace("GAMMA", 1, "COMMENT");
        replace("BOUNDARY", 1, "COMMENT");
        replace("TIME", 0, "COMMENT");
        replace("CRVAL1", 0, "COMMENT");
        replace("CRPIX1", 0, "COMMENT");
        replace("EXTNAME", 1, "EXTNAME = 'density '");
        replace("BUNIT", 1, "BUNIT   = 'kg m**-3'");
        InitialGas gas = InitialGas.read(file);
        assertNull(gas.gamma());
        assertNull(gas.gravity());
        assertNull(gas.boundaries());
        assertEquals(List.of(), doubts());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "BUNIT | 1 | BUNIT   = 'g cm-3' | DENSITY is in 'g cm-3': expected kg m-3",
                "BUNIT | 3 | BUNIT   = 'km/s' | VY is in 'km/s': expected m s-1",
                "BUNIT | 5 | BUNIT   = 'bar' | PRESSURE is in 'bar': expected Pa",
                "CUNIT1 | 1 | CUNIT1  = 'pc' | DENSITY has CUNIT1 pc: expected m",
                "CTYPE1 | 2 | CTYPE1  = 'Z' | VX has CTYPE1 Z: expected X",
                "CDELT1 | 1 | COMMENT | no CDELT1: expected the width of a cell [m]",
                "CDELT1 | 1 | CDELT1  = -0.5 | no grid of cells: 4 x 3 x 2 cells of -0.5 m",
                "CDELT1 | 1 | CDELT1  = 0 | no grid of cells: 4 x 3 x 2 cells of 0.0 m",
                "CDELT1 | 1 | CDELT1  = 'wide' | header: CDELT1 = wide is not a number",
                "CDELT2 | 1 | CDELT2  = 0.25 | CDELT2 0.25: expected cubic cells, CDELT1 is 0.5",
                "NAXIS1 | 2 | NAXIS1  = 3 | VX has 3 x 3 x 2 cells: expected as many as DENSITY, 4 x 3 x 2",
                "NAXIS3 | 5 | NAXIS3  = 1 | PRESSURE has 4 x 3 x 1 cells: expected as many as DENSITY, 4 x 3 x 2",
                "NAXIS3 | 1 | NAXIS3  = 3 | VX has 4 x 3 x 2 cells: expected as many as DENSITY, 4 x 3 x 3",
                "CDELT3 | 4 | CDELT3  = 2.0 | VZ has CDELT3 2.0: expected that of DENSITY, 0.5",
                "CRVAL2 | 3 | CRVAL2  = 7.0 | VY is 7.5 m beside DENSITY along y: expected the same cells",
                "TIME | 3 | TIME    = 0.5 | VX is of TIME 0.5: expected that of DENSITY, 0.25",
                "GCOUNT | 1 | CD1_2   = 0.1 | DENSITY has CD1_2 0.1: expected CDELT alone to say where its cells are",
                "GCOUNT | 2 | CROTA2  = 30 | VX has CROTA2 30: expected CDELT alone to say where its cells are",
                "GCOUNT | 1 | PC1_1   = 2 | DENSITY has PC1_1 2: expected CDELT alone to say where its cells are",
                "EXTNAME | 2 | EXTNAME = 'DENSITY' | two cubes DENSITY: expected one",
                "EXTNAME | 2 | EXTNAME = 'U'"
                        + " | no cube VX: expected images of the names [DENSITY, VX, VY, VZ, PRESSURE]",
                "GAMMA | 1 | GAMMA   = 0.9 | GAMMA is 0.9: expected a number, more than 1",
                "GAMMA | 1 | GAMMA   = 'air' | header: GAMMA = air is not a number",
                "STEP | 1 | GRAVGM  = 1 | GRAVGM is 1.0 and GRAVSOFT NaN: expected two numbers, the second 0 or more",
                "BOUNDARY | 1 | BOUNDARY= 'open'"
                        + " | BOUNDARY is open: expected periodic, outflow or reflecting, once or for six faces",
            })
    void whatItCannotFollowIsRefused(String key, int nth, String card, String line) throws IOException {
        replace(key, nth, card);
        assertEquals(
                file + ": " + line,
                assertThrows(IOException.class, () -> InitialGas.read(file)).getMessage());
    }

    /// Whatever else is called FITS: one line that names the file.
    @ParameterizedTest
    @ValueSource(strings = {"empty", "text", "cut", "no cubes"})
    void whatIsNoGasIsRefused(String what) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(
                file,
                switch (what) {
                    case "empty" -> new byte[0];
                    case "text" -> "x,y,z\n1,2,3\n".getBytes(StandardCharsets.US_ASCII);
                    case "cut" -> Arrays.copyOf(bytes, bytes.length - 2880);
                    default -> Arrays.copyOf(bytes, 2880);
                });
        String line =
                assertThrows(IOException.class, () -> InitialGas.read(file)).getMessage();
        assertTrue(line.startsWith(file + ": "), line);
        assertEquals(1, line.lines().count());
    }

    /// Two cubes in one image would be one of twice the depth.
    @Test
    void aFourthAxisIsRefused() throws IOException {
        replace("NAXIS", 2, "NAXIS   = 4");
        replace("GCOUNT", 1, "NAXIS4  = 1");
        assertEquals(
                file + ": DENSITY has 4 axes: expected at most 3",
                assertThrows(IOException.class, () -> InitialGas.read(file)).getMessage());
    }

    /// Places are told of where they change, and a mass is to stay where it is.
    @Test
    void thePartOfAGridIsTold() throws IOException {
        replace("TIME", 0, "COMMENT");
        replace("CRVAL1", 0, "CRVAL1  = 3.0");
        assertEquals(
                List.of("the first cell is at x = 3.0 m there: in this run at -0.75 m, from the middle"), doubts());
        write(GRAVITY);
        replace("CRVAL1", 0, "CRVAL1  = 3.0");
        assertEquals(
                file + ": the first cell is at x = 3.0 m, and there is a mass (GRAVGM): expected it in the middle, the"
                        + " first at -0.75",
                assertThrows(IOException.class, () -> InitialGas.read(file)).getMessage());
    }

    /// Such as a magnetic field, which this gas does not have.
    @Test
    void anImageThatIsNotReadIsTold() throws IOException {
        replace("TIME", 0, "COMMENT");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String last = text.substring(text.lastIndexOf("XTENSION")).replace("'PRESSURE'", "'BX      '");
        Files.writeString(file, text + last, StandardCharsets.ISO_8859_1);
        assertEquals(List.of("HDU 6 BX is left out: it is no cube of [DENSITY, VX, VY, VZ, PRESSURE]"), doubts());
    }

    /// Of the lowest bit of a velocity, which is a number as before.
    @Test
    void aDamagedFileIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int header = text.indexOf("END     ", text.indexOf("EXTNAME = 'VY"));
        bytes[(header / 2880 + 1) * 2880 + 7] ^= 1;
        Files.write(file, bytes);
        List<String> doubts = InitialGas.read(file).doubts();
        assertTrue(doubts.getFirst().startsWith("wrong checksum: HDU 3: DATASUM is "), doubts::toString);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "DENSITY, kg m-3, true",
        "DENSITY, kg m**-3, true",
        "DENSITY, kg.m-3, true",
        "DENSITY, kg/m^3, true",
        "DENSITY, g m-3, false",
        "VX, m/s, true",
        "VX, m.s-1, true",
        "VX, m s, false",
        "PRESSURE, J/m**3, true",
        "PRESSURE, N m^-2, true",
        "PRESSURE, hPa, false",
    })
    void unitsAreKnownHoweverTheyAreWritten(Quantity quantity, String unit, boolean isIts) {
        assertEquals(isIts, quantity.isUnit(unit));
    }
}
