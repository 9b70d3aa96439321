package hyades.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrightestPointTest {
    /// Against all at once: in bands of few rows, and by two, three and more of the maxima at a time.
    /// Whole numbers from 0 to 9, so that many are ties, also between bands and between searches; some are just 3
    /// pixels apart.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 1000})
    void searchesInPiecesFindTheSame(int atOnce) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        double[] pixels = random.doubles(40 * 30)
                .map(x -> x < 0.05 ? Double.NaN : Math.floor(10 * x))
                .toArray();
        Image image = new Image(40, 30, pixels);
        for (double separation : new double[] {0, 3, 3.5}) {
            BrightestPoint.Rows rows = BrightestPoint.Rows.of(image);
            List<BrightestPoint> expected = BrightestPoint.find(rows, 50, separation, Double.NEGATIVE_INFINITY);
            assertEquals(50, expected.size());
            assertEquals(expected, BrightestPoint.find(rows, 50, separation, Double.NEGATIVE_INFINITY, atOnce));
        }
    }
}
