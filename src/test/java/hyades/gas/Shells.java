package hyades.gas;

import java.util.Arrays;

/// The density of shells about the middle of a grid, or of rings, each as thick as a cell.
final class Shells {
    private Shells() {}

    static double[] meanDensity(TestGas.Result gas) {
        Grid grid = gas.grid();
        int count = grid.nx() / 2;
        double[] mass = new double[count];
        int[] cells = new int[count];
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    double r = Math.hypot(Math.hypot(grid.place(0, x), grid.place(1, y)), grid.place(2, z));
                    int shell = (int) (r / grid.width());
                    if (shell < count) {
                        mass[shell] += gas.at(x, y, z).density();
                        cells[shell]++;
                    }
                }
            }
        }
        for (int shell = 0; shell < count; shell++) {
            mass[shell] /= cells[shell];
        }
        return mass;
    }

    /// Where the mean density falls steepest.
    static double shock(TestGas.Result gas, double[] density) {
        int steepest = 0;
        for (int shell = 0; shell < density.length - 1; shell++) {
            if (density[shell] - density[shell + 1] > density[steepest] - density[steepest + 1]) {
                steepest = shell;
            }
        }
        return (steepest + 1) * gas.grid().width();
    }

    /// The surface density of each ring about the z axis, as thick as a cell: the mean over its columns.
    static double[] rings(TestGas.Result gas) {
        Grid grid = gas.grid();
        double[] sums = new double[grid.nx() / 2];
        int[] columns = new int[sums.length];
        for (int y = 0; y < grid.ny(); y++) {
            for (int x = 0; x < grid.nx(); x++) {
                int ring = (int) (Math.hypot(grid.place(0, x), grid.place(1, y)) / grid.width());
                if (ring < sums.length) {
                    columns[ring]++;
                    for (int z = 0; z < grid.nz(); z++) {
                        sums[ring] += gas.at(x, y, z).density() * grid.width();
                    }
                }
            }
        }
        Arrays.setAll(sums, ring -> sums[ring] / columns[ring]);
        return sums;
    }
}
