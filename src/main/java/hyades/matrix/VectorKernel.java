package hyades.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles whose sums stay in registers while the panels pass by: with vectors of eight lanes the whole
/// tile in sixteen of 32 registers, with shorter ones pieces of four rows by two vectors in eight of
/// sixteen.
///
/// The loops are written out, one local variable a register, which is all that the compiler keeps there:
/// hence methods of more than forty lines.
final class VectorKernel implements TileKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED.length() > HEIGHT
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();
    private static final int FOUR = 4;

    @Override
    public void add(double[] a, int aAt, double[] b, int left, int right, int length, double[] tile, int at) {
        if (LANES == HEIGHT) {
            addWhole(a, aAt, b, left, right, length, tile, at);
            return;
        }
        for (int row = 0; row < HEIGHT; row += FOUR) {
            for (int column = 0; column < HEIGHT; column += 2 * LANES) {
                int piece = at + row * WIDTH + column;
                addPiece(a, aAt + row, b, left + column, length, tile, piece);
                addPiece(a, aAt + row, b, right + column, length, tile, piece + HEIGHT);
            }
        }
    }

    private static void addWhole(
            double[] a, int aAt, double[] b, int left, int right, int length, double[] tile, int at) {
        DoubleVector left0 = DoubleVector.fromArray(DOUBLES, tile, at);
        DoubleVector right0 = DoubleVector.fromArray(DOUBLES, tile, at + LANES);
        DoubleVector left1 = DoubleVector.fromArray(DOUBLES, tile, at + WIDTH);
        DoubleVector right1 = DoubleVector.fromArray(DOUBLES, tile, at + WIDTH + LANES);
        DoubleVector left2 = DoubleVector.fromArray(DOUBLES, tile, at + 2 * WIDTH);
        DoubleVector right2 = DoubleVector.fromArray(DOUBLES, tile, at + 2 * WIDTH + LANES);
        DoubleVector left3 = DoubleVector.fromArray(DOUBLES, tile, at + 3 * WIDTH);
        DoubleVector right3 = DoubleVector.fromArray(DOUBLES, tile, at + 3 * WIDTH + LANES);
        DoubleVector left4 = DoubleVector.fromArray(DOUBLES, tile, at + 4 * WIDTH);
        DoubleVector right4 = DoubleVector.fromArray(DOUBLES, tile, at + 4 * WIDTH + LANES);
        DoubleVector left5 = DoubleVector.fromArray(DOUBLES, tile, at + 5 * WIDTH);
        DoubleVector right5 = DoubleVector.fromArray(DOUBLES, tile, at + 5 * WIDTH + LANES);
        DoubleVector left6 = DoubleVector.fromArray(DOUBLES, tile, at + 6 * WIDTH);
        DoubleVector right6 = DoubleVector.fromArray(DOUBLES, tile, at + 6 * WIDTH + LANES);
        DoubleVector left7 = DoubleVector.fromArray(DOUBLES, tile, at + 7 * WIDTH);
        DoubleVector right7 = DoubleVector.fromArray(DOUBLES, tile, at + 7 * WIDTH + LANES);
        for (int k = 0; k < length; k++) {
            DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, left + HEIGHT * k);
            DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, right + HEIGHT * k);
            DoubleVector a0 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k]);
            left0 = a0.fma(b0, left0);
            right0 = a0.fma(b1, right0);
            DoubleVector a1 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 1]);
            left1 = a1.fma(b0, left1);
            right1 = a1.fma(b1, right1);
            DoubleVector a2 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 2]);
            left2 = a2.fma(b0, left2);
            right2 = a2.fma(b1, right2);
            DoubleVector a3 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 3]);
            left3 = a3.fma(b0, left3);
            right3 = a3.fma(b1, right3);
            DoubleVector a4 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 4]);
            left4 = a4.fma(b0, left4);
            right4 = a4.fma(b1, right4);
            DoubleVector a5 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 5]);
            left5 = a5.fma(b0, left5);
            right5 = a5.fma(b1, right5);
            DoubleVector a6 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 6]);
            left6 = a6.fma(b0, left6);
            right6 = a6.fma(b1, right6);
            DoubleVector a7 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 7]);
            left7 = a7.fma(b0, left7);
            right7 = a7.fma(b1, right7);
        }
        left0.intoArray(tile, at);
        right0.intoArray(tile, at + LANES);
        left1.intoArray(tile, at + WIDTH);
        right1.intoArray(tile, at + WIDTH + LANES);
        left2.intoArray(tile, at + 2 * WIDTH);
        right2.intoArray(tile, at + 2 * WIDTH + LANES);
        left3.intoArray(tile, at + 3 * WIDTH);
        right3.intoArray(tile, at + 3 * WIDTH + LANES);
        left4.intoArray(tile, at + 4 * WIDTH);
        right4.intoArray(tile, at + 4 * WIDTH + LANES);
        left5.intoArray(tile, at + 5 * WIDTH);
        right5.intoArray(tile, at + 5 * WIDTH + LANES);
        left6.intoArray(tile, at + 6 * WIDTH);
        right6.intoArray(tile, at + 6 * WIDTH + LANES);
        left7.intoArray(tile, at + 7 * WIDTH);
        right7.intoArray(tile, at + 7 * WIDTH + LANES);
    }

    private static void addPiece(double[] a, int aAt, double[] b, int bAt, int length, double[] tile, int at) {
        DoubleVector left0 = DoubleVector.fromArray(DOUBLES, tile, at);
        DoubleVector right0 = DoubleVector.fromArray(DOUBLES, tile, at + LANES);
        DoubleVector left1 = DoubleVector.fromArray(DOUBLES, tile, at + WIDTH);
        DoubleVector right1 = DoubleVector.fromArray(DOUBLES, tile, at + WIDTH + LANES);
        DoubleVector left2 = DoubleVector.fromArray(DOUBLES, tile, at + 2 * WIDTH);
        DoubleVector right2 = DoubleVector.fromArray(DOUBLES, tile, at + 2 * WIDTH + LANES);
        DoubleVector left3 = DoubleVector.fromArray(DOUBLES, tile, at + 3 * WIDTH);
        DoubleVector right3 = DoubleVector.fromArray(DOUBLES, tile, at + 3 * WIDTH + LANES);
        for (int k = 0; k < length; k++) {
            DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, bAt + HEIGHT * k);
            DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, bAt + HEIGHT * k + LANES);
            DoubleVector a0 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k]);
            left0 = a0.fma(b0, left0);
            right0 = a0.fma(b1, right0);
            DoubleVector a1 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 1]);
            left1 = a1.fma(b0, left1);
            right1 = a1.fma(b1, right1);
            DoubleVector a2 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 2]);
            left2 = a2.fma(b0, left2);
            right2 = a2.fma(b1, right2);
            DoubleVector a3 = DoubleVector.broadcast(DOUBLES, a[aAt + HEIGHT * k + 3]);
            left3 = a3.fma(b0, left3);
            right3 = a3.fma(b1, right3);
        }
        left0.intoArray(tile, at);
        right0.intoArray(tile, at + LANES);
        left1.intoArray(tile, at + WIDTH);
        right1.intoArray(tile, at + WIDTH + LANES);
        left2.intoArray(tile, at + 2 * WIDTH);
        right2.intoArray(tile, at + 2 * WIDTH + LANES);
        left3.intoArray(tile, at + 3 * WIDTH);
        right3.intoArray(tile, at + 3 * WIDTH + LANES);
    }

    @Override
    public String description() {
        return "vector, %d lanes".formatted(LANES);
    }
}
