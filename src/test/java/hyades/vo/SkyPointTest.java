package hyades.vo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.SkyPosition;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkyPointTest {
    /// Against astropy (`sky-golden.py` beside the file). The projection, its inverse and separations:
    /// some ten roundings of numbers up to 360, whose last digit is 6e-14, the plane stretched 33 times
    /// 80° from its centre, where its coordinates are as many times larger. Galactic coordinates are
    /// astropy's by way of FK5, 6e-6° apart.
    @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
    @CsvFileSource(resources = "sky-golden.csv", numLinesToSkip = 1)
    void anglesAreAstropys(String kind, double a, double b, double c, double d, double x, double y) {
        switch (kind) {
            case "tan" -> {
                Gnomonic projection = new Gnomonic(new SkyPoint(a, b));
                double[] plane = projection.toPlane(new SkyPoint(c, d));
                double size = Math.hypot(x, y);
                assertEquals(x, plane[0], 1e-12 * (1 + size));
                assertEquals(y, plane[1], 1e-12 * (1 + size));
                SkyPoint back = projection.toSky(x, y);
                assertEquals(0, back.separation(new SkyPoint(c, d)), 1e-12);
            }
            case "separation" -> assertEquals(x, new SkyPoint(a, b).separation(new SkyPoint(c, d)), 1e-12);
            default -> assertEquals(0, SkyPoint.ofGalactic(a, b).separation(new SkyPoint(x, y)), 1e-5);
        }
    }

    @Test
    void whatIsBehindIsNotInThePlane() {
        Gnomonic projection = new Gnomonic(new SkyPoint(10, 20));
        assertTrue(Double.isNaN(projection.toPlane(new SkyPoint(190, -20))[0]));
        assertTrue(Double.isNaN(projection.toPlane(new SkyPoint(190, 60))[1]));
    }

    /// The forms that people type, to the last digit of the arithmetic.
    @ParameterizedTest
    @CsvSource({
        "193.65, 193.65",
        "0, 0",
        "12:54:36, 193.65",
        "12 54 36.0, 193.65",
        "12h54m36s, 193.65",
        "12h 54.6m, 193.65",
        "12.91h, 193.65",
        "193d39m, 193.65",
        "193.65°, 193.65",
        "193.65 deg, 193.65",
        "12:54.6, 193.65",
        "+00:00:36, 0.15",
    })
    void rightAscensionsAreReadAsTheyAreTyped(String text, double degrees) {
        assertEquals(degrees, SkyPoint.rightAscension(text), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "-12.5, -12.5",
        "−12.5, -12.5",
        "-12:30:00, -12.5",
        "-00:30, -0.5",
        "'- 0 30 0', -0.5",
        "+12d30m, 12.5",
        "12°30′00″, 12.5",
        "12d 0\", 12",
        "90, 90"
    })
    void declinationsAreReadAsTheyAreTyped(String text, double degrees) {
        assertEquals(degrees, SkyPoint.declination(text), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "360",
                "-1",
                "24:00:00",
                "12:60:00",
                "12:0.5:3",
                "1:2:3:4",
                "12h54m36s7",
                "1e2",
                "nan",
                "0x1p3"
            })
    void whatIsNoRightAscensionIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> SkyPoint.rightAscension(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90.1", "-91", "12h30m", "12:30:60", "1 2 3 4", "Infinity"})
    void whatIsNoDeclinationIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> SkyPoint.declination(text));
    }

    /// Rounding carries over, from the last hour to the first; the sign is there where the degrees are 0.
    @ParameterizedTest
    @CsvSource({
        "193.65, -12.5, 12 54 36.00 −12 30 00.0",
        "359.99999999, -0.01, 00 00 00.00 −00 00 36.0",
        "0.04125, 89.99999, 00 00 09.90 +90 00 00.0"
    })
    void pointsAreWrittenInHoursAndDegrees(double ra, double dec, String text) {
        assertEquals(text, new SkyPoint(ra, dec).toString());
    }

    @Test
    void framesAreTurnedOrRefused() throws IOException {
        SkyPosition fk5 = new SkyPosition(10, 20, "equatorial", "FK5", "2000.0", "");
        assertEquals(new SkyPoint(10, 20), SkyPoint.of(fk5));
        SkyPoint pole = SkyPoint.of(new SkyPosition(0, 90, "galactic", "", "", ""));
        assertEquals(0, pole.separation(new SkyPoint(192.8594812065348, 27.12825118085622)), 1e-12);
        IOException old = assertThrows(
                IOException.class, () -> SkyPoint.of(new SkyPosition(10, 20, "equatorial", "FK4", "1950.0", "")));
        assertEquals(
                "sky: equatorial coordinates of FK4 1950.0: expected ICRS, FK5 of J2000, or galactic ones",
                old.getMessage());
        assertThrows(IOException.class, () -> SkyPoint.of(SkyPosition.none("nobody knows")));
    }
}
