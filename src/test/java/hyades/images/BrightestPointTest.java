package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.fits.FitsFilesTest;
import hyades.fits.Image;
import hyades.fits.SkyPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrightestPointTest {
    private static final double NAN = Double.NaN;

    @Test
    void tiesGoToTheFirstIndexAndNanIsIgnored() {
        Image image = new Image(3, 2, new double[] {NAN, 1, 7, 7, NAN, 2});
        assertEquals(List.of(new BrightestPoint(2, 0, 7)), BrightestPoint.find(image, 1, 0));
        assertEquals(
                List.of(new BrightestPoint(2, 0, 7), new BrightestPoint(0, 1, 7), new BrightestPoint(2, 1, 2)),
                BrightestPoint.find(image, 3, 0));
        assertEquals(List.of(), BrightestPoint.find(new Image(1, 1, new double[] {NAN}), 1, 0));
    }

    @Test
    void peaksKeepTheirDistance() {
        Image image = new Image(5, 1, new double[] {9, 8, 7, 6, 5});
        assertEquals(
                List.of(new BrightestPoint(0, 0, 9), new BrightestPoint(2, 0, 7), new BrightestPoint(4, 0, 5)),
                BrightestPoint.find(image, 9, 2));
    }

    /// Right ascension and declination as astropy 5.2.1 has them for `fits/f32.fits`, to the digits it printed.
    @Test
    void skyIsWhereAstropyHasIt() throws Exception {
        Peak peak = Peak.of(FitsFilesTest.sample("f32.fits"), 1, 0).getFirst();
        assertEquals("0,0,13,1,14,2,115.50021362304688,56.724269434,24.033197910,,,equatorial,ICRS,,", peak.toCsv());
    }

    /// Coordinates of other frames are in columns of their own, so that nobody takes them for right ascensions; the
    /// same after they were sent.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "equatorial | FK5 | 1975.0 | 1.250000000,-2.500000000,,,equatorial,FK5,1975.0,",
                "ecliptic   | FK5 | 2000.0 | ,,1.250000000,-2.500000000,ecliptic,FK5,2000.0,",
                "galactic   | ''  | ''     | ,,1.250000000,-2.500000000,galactic,,,",
            })
    void eachFrameHasItsColumns(String frame, String radesys, String equinox, String expected) throws Exception {
        Peak peak =
                new Peak(0, 2, new BrightestPoint(3, 4, 0.5), new SkyPosition(1.25, -2.5, frame, radesys, equinox, ""));
        assertEquals("0,2,3,4,4,5,0.5," + expected, sent(peak).toCsv());
    }

    @Test
    void whatIsNotKnownHasItsReason() throws Exception {
        Peak peak = new Peak(1, 0, new BrightestPoint(3, 4, 0.5), SkyPosition.none("CTYPE1 = \"A\nB\""));
        assertEquals(
                "1,0,3,4,4,5,0.5,,,,,,,,\"CTYPE1 = \"\"A\\nB\"\"\"", sent(peak).toCsv());
        assertEquals(peak.toCsv().split(",", -1).length, Peak.COLUMNS.split(",").length);
    }

    private static Peak sent(Peak peak) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        peak.write(new DataOutputStream(bytes));
        return Peak.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
