package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.fits.Cards;
import hyades.fits.CelestialWcs;
import hyades.fits.FitsFilesTest;
import hyades.fits.Image;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals("0,0,13,1,14,2,115.50021362304688,56.724269434,24.033197910", peak.toCsv());
    }

    /// CD and PC matrices, some of their elements left out, CROTA2, both projections, near a pole and around zero,
    /// against astropy (`wcs-golden.py` beside the file), to 1e-10 degrees: some hundred roundings of 360.
    @ParameterizedTest(name = "{0}: {2}, {3}")
    @CsvFileSource(resources = "wcs-golden.csv", numLinesToSkip = 1)
    void coordinatesAreAstropys(String name, String cards, double x, double y, double ra, double dec) throws Exception {
        Cards header = new Cards();
        for (String card : cards.split(";")) {
            int equals = card.indexOf('=');
            header.put(card.substring(0, equals), card.substring(equals + 1), "");
        }
        double[] sky = CelestialWcs.of(header).orElseThrow().sky(x, y);
        assertEquals(ra, sky[0], 1e-10);
        assertEquals(dec, sky[1], 1e-10);
    }

    /// Better none than wrong ones.
    @ParameterizedTest
    @ValueSource(strings = {"GLON-TAN", "RA---ZEA", "RA---TAN-SIP", "FREQ"})
    void otherProjectionsHaveNoCoordinates(String type) throws Exception {
        Cards header = new Cards();
        header.put("CTYPE1", "'" + type + "'", "");
        header.put("CTYPE2", "'DEC--TAN'", "");
        assertTrue(CelestialWcs.of(header).isEmpty());
    }
}
