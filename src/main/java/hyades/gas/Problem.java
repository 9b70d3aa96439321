package hyades.gas;

import java.util.Locale;

/// What gas can begin as. Lengths and times are those of the literature, without units.
public enum Problem {
    /// Two states that meet in the middle of a tube, along the longest axis; Sod (1978), J. Comput.
    /// Phys. 27, 1.
    SOD(1, 1.4, 0.2, Boundary.OUTFLOW) {
        @Override
        public GasState.Field field(Grid grid, double gamma) {
            int axis = longest(grid);
            return (x, y, z) -> grid.place(axis, cell(axis, x, y, z)) < 0 ? SOD_LEFT : SOD_RIGHT;
        }
    },

    /// A sound wave so weak that it keeps its form, along the longest axis, of which it has the length.
    WAVE(1, 5.0 / 3, 1, Boundary.PERIODIC) {
        @Override
        public GasState.Field field(Grid grid, double gamma) {
            int axis = longest(grid);
            return (x, y, z) -> {
                double swing = WAVE_HEIGHT * StrictMath.sin(2 * Math.PI * grid.place(axis, cell(axis, x, y, z)));
                double v = swing;
                return new GasState(
                        1 + swing,
                        axis == 0 ? v : 0,
                        axis == 1 ? v : 0,
                        axis == 2 ? v : 0,
                        (1 + gamma * swing) / gamma);
            };
        }
    },

    /// Energy 1 within 3.5 cells of the middle, in a gas of density 1 at rest that has next to no
    /// pressure: [SedovSolution].
    BLAST(1, 1.4, 0.1, Boundary.OUTFLOW) {
        @Override
        public GasState.Field field(Grid grid, double gamma) {
            double hot = (gamma - 1) / (hotCells(grid) * grid.cellVolume());
            return (x, y, z) -> new GasState(1, 0, 0, 0, isHot(grid, x, y, z) ? hot : BLAST_PRESSURE);
        }
    },

    /// Two streams of different densities whose borders roll up: the smooth test of McNally, Lyra &
    /// Passy (2012), ApJS 201, 18.
    KELVIN_HELMHOLTZ(1, 5.0 / 3, 2, Boundary.PERIODIC) {
        @Override
        public GasState.Field field(Grid grid, double gamma) {
            return (x, y, z) -> {
                double height = (y + 0.5) / grid.ny();
                double share = streamShare(height);
                double push = 0.01 * StrictMath.sin(4 * Math.PI * (x + 0.5) / grid.nx());
                return new GasState(1 + share, 0.5 - share, push, 0, 2.5);
            };
        }
    },

    /// A gas of one temperature that turns about a mass in the middle, and neither falls nor leaves.
    DISC(6, 5.0 / 3, 2 * Math.PI / Disc.rate(1), Boundary.OUTFLOW) {
        @Override
        public GasState.Field field(Grid grid, double gamma) {
            return (x, y, z) -> Disc.at(grid.place(0, x), grid.place(1, y), grid.place(2, z));
        }

        @Override
        public Gravity gravity() {
            return Disc.GRAVITY;
        }
    };

    static final GasState SOD_LEFT = new GasState(1, 0, 0, 0, 1);
    static final GasState SOD_RIGHT = new GasState(0.125, 0, 0, 0, 0.1);
    static final double WAVE_HEIGHT = 1e-6;
    static final double BLAST_PRESSURE = 1e-5;
    private static final double HOT_CELLS = 3.5;
    private static final double STREAM_WIDTH = 0.025;

    private final double length;
    private final double gamma;
    private final double time;
    private final Boundary boundary;

    Problem(double length, double gamma, double time, Boundary boundary) {
        this.length = length;
        this.gamma = gamma;
        this.time = time;
        this.boundary = boundary;
    }

    /// The gas in each cell at the start.
    public abstract GasState.Field field(Grid grid, double gamma);

    /// The gas at the start.
    public GasFields start(Grid grid, double ratio) {
        return GasFields.of(grid, field(grid, ratio));
    }

    /// The one of this name; null for none.
    public static Problem named(String name) {
        for (Problem problem : values()) {
            if (problem.toString().equals(name)) {
                return problem;
            }
        }
        return null;
    }

    /// What pulls the gas; null for nothing.
    public Gravity gravity() {
        return null;
    }

    /// The length of the grid's longest axis.
    public double length() {
        return length;
    }

    /// γ, if nobody says another.
    public double gamma() {
        return gamma;
    }

    /// Until when, if nobody says so.
    public double time() {
        return time;
    }

    /// What is beyond all faces, if nobody says so.
    public Boundary boundary() {
        return boundary;
    }

    /// The axis of most cells.
    static int longest(Grid grid) {
        int longest = 0;
        for (int axis = 1; axis < Grid.AXES; axis++) {
            longest = grid.cells(axis) > grid.cells(longest) ? axis : longest;
        }
        return longest;
    }

    private static int cell(int axis, int x, int y, int z) {
        return axis == 0 ? x : axis == 1 ? y : z;
    }

    /// By whole numbers, so that mirror images agree.
    private static boolean isHot(Grid grid, int x, int y, int z) {
        long square = square(grid, 0, x) + square(grid, 1, y) + square(grid, 2, z);
        return square <= 4 * HOT_CELLS * HOT_CELLS;
    }

    /// Of twice the distance from the middle, in cells.
    private static long square(Grid grid, int axis, int cell) {
        long twice = grid.isOpen(axis) ? 2L * cell + 1 - grid.cells(axis) : 0;
        return twice * twice;
    }

    private static long hotCells(Grid grid) {
        long count = 0;
        int[] start = new int[Grid.AXES];
        int[] end = new int[Grid.AXES];
        for (int axis = 0; axis < Grid.AXES; axis++) {
            int middle = grid.cells(axis) / 2;
            start[axis] = Math.max(0, middle - (int) HOT_CELLS - 1);
            end[axis] = Math.min(grid.cells(axis), middle + (int) HOT_CELLS + 2);
        }
        for (int z = start[2]; z < end[2]; z++) {
            for (int y = start[1]; y < end[1]; y++) {
                for (int x = start[0]; x < end[0]; x++) {
                    count += isHot(grid, x, y, z) ? 1 : 0;
                }
            }
        }
        return count;
    }

    /// How much of the second stream is at a height: 0 below and above, 1 between.
    private static double streamShare(double y) {
        double part = y % 0.5;
        double soft = 0.5 * StrictMath.exp((part < 0.25 ? part - 0.25 : 0.25 - part) / STREAM_WIDTH);
        double first = part < 0.25 ? soft : 1 - soft;
        return y < 0.5 ? first : 1 - first;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
