package hyades.gas;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A sum without rounding, so that it does not depend on the order of its terms: a number of 2,200 bits
/// in pieces of 32, each with 32 more for what is carried; Neal (2015), arXiv:1505.05571. The last step
/// alone, to a double, rounds.
public final class ExactSum {
    private static final int PIECE = 32;
    private static final int MANTISSA = 52;

    /// The least positive double, as it is.
    private static final BigDecimal LEAST = new BigDecimal(Double.MIN_VALUE);

    /// So many terms the spare bits of a piece hold for certain.
    private static final int MOST_TERMS = 1 << 10;

    /// Their number: of the exponents 0 to 2046, in steps of 32, and what the largest sums carry.
    public static final int PIECES = 70;

    private final long[] pieces = new long[PIECES];
    private int terms;

    /// Adds a finite number.
    ///
    /// @throws ArithmeticException for one that is not
    public void add(double term) {
        long bits = Double.doubleToRawLongBits(term);
        int exponent = (int) (bits >>> MANTISSA) & 0x7ff;
        long mantissa = bits & (1L << MANTISSA) - 1;
        if (exponent == 0x7ff) {
            throw new ArithmeticException("a sum with " + term);
        }
        if (exponent != 0) {
            mantissa |= 1L << MANTISSA;
            exponent--;
        }
        int piece = exponent / PIECE;
        int shift = exponent % PIECE;
        long low = mantissa << shift & 0xffffffffL;
        long high = mantissa >>> PIECE - shift;
        long sign = bits >> Long.SIZE - 1; // no branch: velocities point anywhere
        pieces[piece] += (low ^ sign) - sign;
        pieces[piece + 1] += (high ^ sign) - sign;
        if (++terms == MOST_TERMS) {
            carry();
        }
    }

    private void carry() {
        for (int i = 0; i < PIECES - 1; i++) {
            pieces[i + 1] += pieces[i] >> PIECE;
            pieces[i] &= 0xffffffffL;
        }
        terms = 0;
    }

    /// Adds another sum.
    public void add(ExactSum other) {
        add(other.pieces());
    }

    /// Adds another sum in pieces.
    public void add(long[] others) {
        carry();
        for (int i = 0; i < PIECES; i++) {
            pieces[i] += others[i];
        }
        carry();
    }

    /// The sum, as [#add(long[])] takes it; shape ([#PIECES]).
    public long[] pieces() {
        carry();
        return pieces.clone();
    }

    /// The double next to the sum.
    public double value() {
        BigInteger sum = BigInteger.ZERO;
        for (int i = PIECES - 1; i >= 0; i--) {
            sum = sum.shiftLeft(PIECE).add(BigInteger.valueOf(pieces[i]));
        }
        return new BigDecimal(sum).multiply(LEAST).doubleValue();
    }
}
