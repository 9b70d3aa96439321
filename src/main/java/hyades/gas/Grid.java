package hyades.gas;

/// Cubic cells, side by side along three axes. Along an axis with one cell nothing changes: there the
/// gas has no halo and no fluxes, so that a tube is a grid of 200 × 1 × 1 cells.
///
/// @param nx cells along x, at least 1
/// @param ny cells along y
/// @param nz cells along z
/// @param width of a cell [m]
public record Grid(int nx, int ny, int nz, double width) {
    public static final int AXES = 3;

    /// Cells beyond a face of a block that its own next state depends on.
    static final int HALO = 2;

    public Grid {
        if (nx < 1 || ny < 1 || nz < 1 || !(width > 0 && Double.isFinite(width))) {
            throw new IllegalArgumentException("%d x %d x %d cells of %s m".formatted(nx, ny, nz, width));
        }
        if ((double) nx * ny * nz > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%d x %d x %d cells: expected at most %d in all".formatted(nx, ny, nz, Integer.MAX_VALUE));
        }
    }

    /// Cells of a cube whose longest side, of most cells, has this length [m].
    public static Grid of(int nx, int ny, int nz, double length) {
        return new Grid(nx, ny, nz, length / Math.max(nx, Math.max(ny, nz)));
    }

    /// The number of cells along an axis.
    public int cells(int axis) {
        return switch (axis) {
            case 0 -> nx;
            case 1 -> ny;
            default -> nz;
        };
    }

    public long cells() {
        return (long) nx * ny * nz;
    }

    /// Whether anything changes along an axis.
    public boolean isOpen(int axis) {
        return cells(axis) > 1;
    }

    /// The number of axes along which something changes.
    public int dimensions() {
        int dimensions = 0;
        for (int axis = 0; axis < AXES; axis++) {
            dimensions += isOpen(axis) ? 1 : 0;
        }
        return dimensions;
    }

    int halo(int axis) {
        return isOpen(axis) ? HALO : 0;
    }

    /// `value` for each axis along which something changes, 0 for the others.
    double[] where(double value) {
        double[] values = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            values[axis] = isOpen(axis) ? value : 0;
        }
        return values;
    }

    /// Where the middle of a cell is, from the middle of the grid [m]: exactly the negative for its
    /// mirror image.
    public double place(int axis, int cell) {
        return isOpen(axis) ? 0.5 * width * (2 * cell + 1 - cells(axis)) : 0;
    }

    /// The volume of a cell in as many dimensions as there are [m^dimensions].
    public double cellVolume() {
        return Math.pow(width, dimensions());
    }
}
