package hyades.gas;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// [Totals] in the making: of cells, in any order, and of the sums of others.
final class TotalsSum {
    private static final int SUMS = 7;
    private static final int EXTREMES = 5;

    /// Mass, momenta, kinetic, internal and potential energy, each by volume of a cell.
    private final ExactSum[] sums = new ExactSum[SUMS];

    /// The largest of each; of the least ones the negative.
    private final double[] extremes = new double[EXTREMES];

    TotalsSum() {
        Arrays.setAll(sums, _ -> new ExactSum());
        Arrays.fill(extremes, Double.NEGATIVE_INFINITY);
    }

    void add(GasState state, double gamma, double potential) {
        double square = SymmetricSum.of(state.vx() * state.vx(), state.vy() * state.vy(), state.vz() * state.vz());
        double[] terms = {
            state.density(),
            state.density() * state.vx(),
            state.density() * state.vy(),
            state.density() * state.vz(),
            0.5 * state.density() * square,
            state.pressure() / (gamma - 1),
            state.density() * potential
        };
        double[] here = {-state.density(), state.density(), -state.pressure(), state.pressure(), Math.sqrt(square)};
        for (int i = 0; i < SUMS; i++) {
            sums[i].add(terms[i]);
        }
        for (int i = 0; i < EXTREMES; i++) {
            extremes[i] = Math.max(extremes[i], here[i]);
        }
    }

    void add(TotalsSum other) {
        for (int i = 0; i < SUMS; i++) {
            sums[i].add(other.sums[i]);
        }
        for (int i = 0; i < EXTREMES; i++) {
            extremes[i] = Math.max(extremes[i], other.extremes[i]);
        }
    }

    Totals totals(double cellVolume) {
        double[] v = new double[SUMS];
        for (int i = 0; i < SUMS; i++) {
            v[i] = sums[i].value() * cellVolume;
        }
        return new Totals(
                v[0],
                new double[] {v[1], v[2], v[3]},
                v[4],
                v[5],
                v[6],
                -extremes[0],
                extremes[1],
                -extremes[2],
                extremes[3],
                extremes[4]);
    }

    /// As ranks are sent it.
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate((SUMS * ExactSum.PIECES + EXTREMES) * Long.BYTES);
        for (ExactSum sum : sums) {
            for (long piece : sum.pieces()) {
                out.putLong(piece);
            }
        }
        for (double extreme : extremes) {
            out.putDouble(extreme);
        }
        return out.array();
    }

    /// The inverse of [#toBytes].
    static TotalsSum of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        TotalsSum sum = new TotalsSum();
        long[] pieces = new long[ExactSum.PIECES];
        for (ExactSum each : sum.sums) {
            Arrays.setAll(pieces, _ -> in.getLong());
            each.add(pieces);
        }
        Arrays.setAll(sum.extremes, _ -> in.getDouble());
        return sum;
    }
}
