package hyades.gas;

import java.util.ArrayList;
import java.util.List;

/// Gas by place along a tube, or by distance from the middle, beside the exact solution.
///
/// @param lines of the cells, or the shells, in order
public record Profile(String place, List<Line> lines) {
    /// @param place [m]
    /// @param velocity along the tube, or away from the middle [m/s]
    /// @param exact null where none is known
    public record Line(double place, double density, double velocity, double pressure, GasState exact) {}

    /// The profile that shows best what has become of a problem; an empty one where none does.
    ///
    /// @param problem null for gas of a file
    public static Profile of(Problem problem, GasFields gas, double gamma, double time) {
        return switch (problem) {
            case null -> new Profile("x", List.of());
            case SOD -> tube(gas, sod(gamma, time));
            case WAVE -> tube(gas, wave(gamma, time));
            case BLAST -> shells(gas, blast(gas.grid(), gamma, time));
            case DISC, KELVIN_HELMHOLTZ -> new Profile("x", List.of());
        };
    }

    /// The mean over the lines of |density - exact|; NaN without an exact solution.
    public double densityError() {
        return lines.stream()
                .filter(line -> line.exact != null)
                .mapToDouble(line -> Math.abs(line.density - line.exact.density()))
                .average()
                .orElse(Double.NaN);
    }

    /// Where the density falls steepest, outwards [m]; NaN without lines.
    public double shock() {
        double steepest = 0;
        double place = Double.NaN;
        for (int i = 1; i < lines.size(); i++) {
            double fall = lines.get(i - 1).density - lines.get(i).density;
            if (fall > steepest) {
                steepest = fall;
                place = 0.5 * (lines.get(i - 1).place + lines.get(i).place);
            }
        }
        return place;
    }

    private interface Exact {
        GasState at(double place);
    }

    private static Exact sod(double gamma, double time) {
        RiemannSolution exact = new RiemannSolution(Problem.SOD_LEFT, Problem.SOD_RIGHT, gamma);
        return place -> time == 0 ? place < 0 ? Problem.SOD_LEFT : Problem.SOD_RIGHT : exact.at(place / time);
    }

    /// The speed of sound is 1.
    private static Exact wave(double gamma, double time) {
        return place -> {
            double swing = Problem.WAVE_HEIGHT * Math.sin(2 * Math.PI * (place - time));
            return new GasState(1 + swing, swing, 0, 0, (1 + gamma * swing) / gamma);
        };
    }

    private static Exact blast(Grid grid, double gamma, double time) {
        SedovSolution exact = new SedovSolution(gamma, grid.dimensions());
        return place -> time == 0 ? null : exact.at(place, 1, 1, time);
    }

    private static Profile tube(GasFields gas, Exact exact) {
        Grid grid = gas.grid();
        int axis = Problem.longest(grid);
        List<Line> lines = new ArrayList<>();
        int[] cell = {grid.nx() / 2, grid.ny() / 2, grid.nz() / 2};
        for (int i = 0; i < grid.cells(axis); i++) {
            cell[axis] = i;
            double place = grid.place(axis, i);
            GasState state = gas.at(cell[0], cell[1], cell[2]);
            double[] v = {state.vx(), state.vy(), state.vz()};
            lines.add(new Line(place, state.density(), v[axis], state.pressure(), exact.at(place)));
        }
        return new Profile("xyz".substring(axis, axis + 1), lines);
    }

    /// Means over shells about the middle, each as thick as a cell.
    private static Profile shells(GasFields gas, Exact exact) {
        Grid grid = gas.grid();
        int count = grid.cells(Problem.longest(grid)) / 2;
        double[][] sums = new double[3][count];
        double[] cells = new double[count];
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    double px = grid.place(0, x);
                    double py = grid.place(1, y);
                    double pz = grid.place(2, z);
                    double r = Math.sqrt(px * px + py * py + pz * pz);
                    int shell = (int) (r / grid.width());
                    if (shell < count) {
                        GasState state = gas.at(x, y, z);
                        sums[0][shell] += state.density();
                        sums[1][shell] += r == 0 ? 0 : (px * state.vx() + py * state.vy() + pz * state.vz()) / r;
                        sums[2][shell] += state.pressure();
                        cells[shell]++;
                    }
                }
            }
        }
        List<Line> lines = new ArrayList<>();
        for (int shell = 0; shell < count; shell++) {
            double n = cells[shell];
            double place = (shell + 0.5) * grid.width();
            if (n > 0) {
                lines.add(new Line(place, sums[0][shell] / n, sums[1][shell] / n, sums[2][shell] / n, exact.at(place)));
            }
        }
        return new Profile("r", lines);
    }

    /// The lines of `profile.csv`.
    public String csv() {
        StringBuilder csv =
                new StringBuilder(place + ",density,velocity,pressure,exactDensity,exactVelocity,exactPressure\n");
        for (Line line : lines) {
            GasState e = line.exact;
            csv.append("%s,%s,%s,%s,%s,%s,%s\n"
                    .formatted(
                            line.place,
                            line.density,
                            line.velocity,
                            line.pressure,
                            e == null ? "" : e.density(),
                            e == null ? "" : e.vx(),
                            e == null ? "" : e.pressure()));
        }
        return csv.toString();
    }
}
