package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    private static double sum(double... terms) {
        ExactSum sum = new ExactSum();
        DoubleStream.of(terms).forEach(sum::add);
        return sum.value();
    }

    @Test
    void nothingIsLostBetweenLargeTerms() {
        assertEquals(1, sum(1e300, 1, -1e300));
        assertEquals(Double.MIN_VALUE, sum(1, Double.MIN_VALUE, -1));
        assertEquals(-2.5, sum(-1, -0.0, -1.5));
        assertEquals(0, sum());
        assertEquals(Double.MAX_VALUE, sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE));
    }

    /// Against Java's decimal numbers, which are exact: terms of all magnitudes and signs, more of them
    /// than a piece can take before it has to carry, all at once and in two parts.
    @Test
    void sumsAreThoseOfDecimalNumbers() {
        Random random = new Random(5);
        ExactSum whole = new ExactSum();
        ExactSum[] parts = {new ExactSum(), new ExactSum()};
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 5000; i++) {
            double term = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(60) - 40);
            expected = expected.add(new BigDecimal(term));
            whole.add(term);
            parts[i % 2].add(term);
        }
        assertEquals(expected.doubleValue(), whole.value());
        parts[0].add(parts[1].pieces());
        assertEquals(expected.doubleValue(), parts[0].value());
    }

    /// Each of them fills its upper piece as far as a term can: uncarried, 2048 would overflow it.
    @Test
    void manyTermsOfOneSignAreCarried() {
        double term = Math.nextDown(4.0);
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 10_000; i++) {
            sum.add(term);
        }
        assertEquals(new BigDecimal(term).multiply(BigDecimal.valueOf(10_000)).doubleValue(), sum.value());
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThrows(ArithmeticException.class, () -> sum(Double.NaN));
        assertThrows(ArithmeticException.class, () -> sum(Double.POSITIVE_INFINITY));
    }
}
