package hyades.gas;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// [Totals] in the making: of cells, in any order, and of the sums of others.
final class TotalsSum {
    private static final int SUMS = 7;
    private static final int EXTREMES = 5;

    /// Mass, momenta, kinetic, internal and potential energy, each by volume of a cell.
    private final ExactSum[] sums = new ExactSum[SUMS];

    /// The largest of each; of the least ones the negative, of the speed the square.
    private final double[] extremes = new double[EXTREMES];

    TotalsSum() {
        Arrays.setAll(sums, _ -> new ExactSum());
        Arrays.fill(extremes, Double.NEGATIVE_INFINITY);
    }

    /// Adds cells side by side; without objects: there are millions.
    ///
    /// @param potentials of each [J/kg], shape (cells); null for zeros
    void add(Row row, double[] potentials, double gamma, int cells) {
        double[] data = row.data();
        for (int i = 0; i < cells; i++) {
            double density = data[row.at(Row.DENSITY) + i];
            double vx = data[row.at(Row.VELOCITY) + i];
            double vy = data[row.at(Row.VELOCITY + 1) + i];
            double vz = data[row.at(Row.VELOCITY + 2) + i];
            double pressure = data[row.at(Row.PRESSURE) + i];
            double square = SymmetricSum.of(vx * vx, vy * vy, vz * vz);
            sums[0].add(density);
            sums[1].add(density * vx);
            sums[2].add(density * vy);
            sums[3].add(density * vz);
            sums[4].add(0.5 * density * square);
            sums[5].add(pressure / (gamma - 1));
            if (potentials != null) {
                sums[6].add(density * potentials[i]);
            }
            raise(0, -density);
            raise(1, density);
            raise(2, -pressure);
            raise(3, pressure);
            raise(4, square);
        }
    }

    private void raise(int extreme, double value) {
        extremes[extreme] = Math.max(extremes[extreme], value);
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
                Math.sqrt(extremes[4]));
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
