package hyades.gas;

import java.util.Arrays;

/// Steps the cells of a box: plane by plane along z, in each row by row along y. What a cell gives its
/// neighbours is computed once and kept until they come: a row along y, a plane along z.
///
/// One for each thread, since it has room for these.
final class Sweep {
    private final GasKernel kernel;
    private final double gamma;
    private final boolean[] isOpen = new boolean[Grid.AXES];
    private final double[] perWidth;
    private final double width;
    private int cells;
    private int rows;
    private Row[] half;
    private Row middle;
    private Row low;
    private Row waves;
    private Row xHigh;
    private Row xFlux;
    private Row[] yHigh;
    private Row[] yFlux;
    private Row[] zHigh;
    private Row[] zFlux;
    private Row spare;
    private Row spareFlux;
    private Row[] xLoss;
    private Row[] yLoss;
    private Row zLoss;
    private Row lost;
    private Block block;
    private Box box;
    private double[] ratios;
    private double timeStep;
    private double signals;

    Sweep(Grid grid, GasKernel kernel, double gamma) {
        this.kernel = kernel;
        this.gamma = gamma;
        width = grid.width();
        perWidth = grid.where(1 / width);
        for (int axis = 0; axis < Grid.AXES; axis++) {
            isOpen[axis] = grid.isOpen(axis);
        }
    }

    private void makeRoom(Box box) {
        if (box.x().length() <= cells && box.y().length() <= rows) {
            return;
        }
        cells = Math.max(cells, box.x().length());
        rows = Math.max(rows, box.y().length());
        half = rows(Grid.AXES);
        middle = row();
        low = row();
        waves = row();
        xHigh = row();
        xFlux = row();
        yHigh = rows(2);
        yFlux = rows(2);
        zHigh = rows(rows);
        zFlux = rows(rows);
        spare = row();
        spareFlux = row();
        xLoss = rows(rows);
        yLoss = rows(rows);
        zLoss = row();
        lost = row();
    }

    private Row row() {
        return Row.of(cells + 2);
    }

    private Row[] rows(int count) {
        Row[] rows = new Row[count];
        Arrays.setAll(rows, _ -> row());
        return rows;
    }

    /// Writes the next state of the cells of a box.
    ///
    /// @param own as the block numbers them
    /// @return the largest rate of signals in the next state; infinite where a cell is not as it
    /// must be
    double advance(Block stepped, Box own, double dt) {
        makeRoom(own);
        block = stepped;
        box = own;
        timeStep = dt;
        ratios = new double[Grid.AXES];
        for (int axis = 0; axis < Grid.AXES; axis++) {
            ratios[axis] = isOpen[axis] ? dt / width : 0;
        }
        signals = 0;
        int beyondZ = isOpen[2] ? 1 : 0;
        int beyondY = isOpen[1] ? 1 : 0;
        for (int z = box.z().start() - beyondZ; z < box.z().end() + beyondZ; z++) {
            boolean isInside = z >= box.z().start() && z < box.z().end();
            int beyond = isInside ? beyondY : 0;
            for (int y = box.y().start() - beyond; y < box.y().end() + beyond; y++) {
                passRow(y, z, isInside);
            }
        }
        return signals;
    }

    /// @param isInside whether its plane is of the box; if not, it is only one beside it
    private void passRow(int y, int z, boolean isInside) {
        int beyond = isOpen[0] ? 1 : 0;
        int start = box.x().start() - beyond;
        int length = box.x().length() + 2 * beyond;
        Row state = block.row(start, y, z);
        for (int axis = 0; axis < Grid.AXES; axis++) {
            kernel.halfDifferences(state, block.step(axis), half[axis], length);
        }
        kernel.predict(state, half, ratios, gamma, middle, length);
        Row pull = block.pullRow(start, y, z);
        if (pull != null) {
            Kick.velocities(middle, pull, 0.5 * timeStep, length);
        }
        boolean isWithin = y >= box.y().start() && y < box.y().end();
        if (isOpen[2] && isWithin) {
            passAlongZ(y, z, beyond);
        }
        if (isInside) {
            if (isOpen[0] && isWithin) {
                passAlongX(y);
            }
            if (isOpen[1]) {
                passAlongY(y, z, beyond);
            } else if (!isOpen[2]) {
                update(y, z);
            }
        }
    }

    private void passAlongX(int y) {
        int length = box.x().length();
        kernel.faces(middle, half[0], low, xHigh, length + 2);
        kernel.fluxes(0, xHigh, low.from(1), gamma, waves, xFlux, length + 1);
        kernel.losses(xFlux, xFlux.from(1), ratios[0], xLoss[y - box.y().start()], length);
    }

    private void passAlongY(int y, int z, int beyond) {
        int length = box.x().length();
        int now = y & 1;
        kernel.faces(middle.from(beyond), half[1].from(beyond), low, yHigh[now], length);
        if (y >= box.y().start()) {
            kernel.fluxes(1, yHigh[1 - now], low, gamma, waves, yFlux[now], length);
        }
        if (y > box.y().start()) {
            kernel.losses(
                    yFlux[1 - now], yFlux[now], ratios[1], yLoss[y - 1 - box.y().start()], length);
            if (!isOpen[2]) {
                update(y - 1, z);
            }
        }
    }

    private void passAlongZ(int y, int z, int beyond) {
        int length = box.x().length();
        int row = y - box.y().start();
        kernel.faces(middle.from(beyond), half[2].from(beyond), low, spare, length);
        if (z >= box.z().start()) {
            kernel.fluxes(2, zHigh[row], low, gamma, waves, spareFlux, length);
        }
        if (z > box.z().start()) {
            kernel.losses(zFlux[row], spareFlux, ratios[2], zLoss, length);
            update(y, z - 1);
        }
        Row used = zHigh[row];
        zHigh[row] = spare;
        spare = used;
        used = zFlux[row];
        zFlux[row] = spareFlux;
        spareFlux = used;
    }

    private void update(int y, int z) {
        int start = box.x().start();
        int length = box.x().length();
        int row = y - box.y().start();
        Row state = block.row(start, y, z);
        Row next = block.nextRow(start, y, z);
        Row[] losses = {xLoss[row], yLoss[row], zLoss};
        kernel.sum(losses, lost, length);
        kernel.update(state, lost, gamma, next, length);
        Row pull = block.pullRow(start, y, z);
        if (pull != null) {
            Kick.cells(state, next, pull, timeStep, gamma, length);
        }
        signals = Math.max(signals, kernel.signals(next, perWidth, gamma, length));
    }
}
