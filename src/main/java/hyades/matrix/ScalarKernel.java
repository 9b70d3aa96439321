package hyades.matrix;

/// A row of a tile at a time, half of it in registers, for machines without the incubating Vector API.
final class ScalarKernel implements TileKernel {
    @Override
    public void add(double[] a, int aAt, double[] b, int left, int right, int length, double[] tile, int at) {
        for (int row = 0; row < HEIGHT; row++) {
            addRow(a, aAt + row, b, left, length, tile, at + row * WIDTH);
            addRow(a, aAt + row, b, right, length, tile, at + row * WIDTH + HEIGHT);
        }
    }

    private static void addRow(double[] a, int aAt, double[] b, int bAt, int length, double[] tile, int at) {
        double sum0 = tile[at];
        double sum1 = tile[at + 1];
        double sum2 = tile[at + 2];
        double sum3 = tile[at + 3];
        double sum4 = tile[at + 4];
        double sum5 = tile[at + 5];
        double sum6 = tile[at + 6];
        double sum7 = tile[at + 7];
        for (int k = 0; k < length; k++) {
            double factor = a[aAt + HEIGHT * k];
            int column = bAt + HEIGHT * k;
            sum0 = Math.fma(factor, b[column], sum0);
            sum1 = Math.fma(factor, b[column + 1], sum1);
            sum2 = Math.fma(factor, b[column + 2], sum2);
            sum3 = Math.fma(factor, b[column + 3], sum3);
            sum4 = Math.fma(factor, b[column + 4], sum4);
            sum5 = Math.fma(factor, b[column + 5], sum5);
            sum6 = Math.fma(factor, b[column + 6], sum6);
            sum7 = Math.fma(factor, b[column + 7], sum7);
        }
        tile[at] = sum0;
        tile[at + 1] = sum1;
        tile[at + 2] = sum2;
        tile[at + 3] = sum3;
        tile[at + 4] = sum4;
        tile[at + 5] = sum5;
        tile[at + 6] = sum6;
        tile[at + 7] = sum7;
    }

    @Override
    public String description() {
        return "scalar";
    }
}
