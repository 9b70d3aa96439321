package hyades.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChiSquareTest {
    /// Oracle: `scipy.stats.chisquare([16, 18, 16, 14, 12, 12], [14.08, 14.08, 14.08, 14.08, 14.08,
    /// 17.6])`, to the digits printed.
    @Test
    void isPearsons() {
        ChiSquare found =
                ChiSquare.of(new long[] {16, 18, 16, 14, 12, 12, 0}, new double[] {0.16, 0.16, 0.16, 0.16, 0.16, 0.2});
        assertEquals(3.704545454545455, found.statistic(), 1e-12);
        assertEquals(5, found.degrees());
        assertEquals(0.5926876757827024, found.probability(), 1e-12);
    }

    /// 3 + 3 are taken together, and so are 60 and the last 2: those are two cells of 6 and 62.
    @Test
    void cellsOfFewAreTakenTogether() {
        ChiSquare found =
                ChiSquare.of(new long[] {2, 4, 60, 2, 0}, new double[] {3 / 68.0, 3 / 68.0, 60 / 68.0, 2 / 68.0});
        assertEquals(1, found.degrees());
        assertEquals(0, found.statistic(), 1e-12);
        assertEquals(1, found.probability(), 1e-6);
    }

    @Test
    void whatCannotBeIsInfinitelyFar() {
        ChiSquare found = ChiSquare.of(new long[] {50, 50, 1}, new double[] {0.5, 0.5});
        assertEquals(Double.POSITIVE_INFINITY, found.statistic());
        assertEquals(0, found.probability());
    }

    @Test
    void aFewNumbersAreNotCompared() {
        assertEquals(new ChiSquare(0, 0, 1), ChiSquare.of(new long[] {3, 1, 0}, new double[] {0.5, 0.5}));
    }
}
