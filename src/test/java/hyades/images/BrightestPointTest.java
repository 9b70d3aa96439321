package hyades.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

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
        String line =
                BrightestPoint.describe(FitsFilesTest.sample("f32.fits"), 1, 0).getFirst();
        assertEquals(
                "0,0,13,1,14,2,115.50021362304688,56.724269434,24.033197910", line.substring(line.indexOf(',') + 1));
    }
}
