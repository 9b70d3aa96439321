package hyades.study;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// The wall time of a job on N cores as a parallel part that they share, a serial part that every core waits for,
/// and crosstalk that grows with their number: T(N) = p/N + s + c(N - 1).
///
/// This is the universal scalability law of Gunther (2007), Guerrilla Capacity Planning, X(N) = γN/(1 + α(N - 1) +
/// βN(N - 1)), with 1/γ = p + s, α = s/(p + s), β = c/(p + s); without crosstalk it is Amdahl's, with f = α.
/// Written so, the time of all cores together, N·T(N), is linear in three numbers that cannot be negative.
///
/// @param parallel p [s]
/// @param serial s [s]
/// @param crosstalk c [s]
record ScalingLaw(double parallel, double serial, double crosstalk) implements Law {
    private static final int MOST_ITERATIONS = 100;
    private static final double CONVERGED = 1e-12;

    double singleCoreSeconds() {
        return parallel + serial;
    }

    @Override
    public int parameters() {
        return (parallel > 0 ? 1 : 0) + (serial > 0 ? 1 : 0) + (crosstalk > 0 ? 1 : 0);
    }

    /// α, and Amdahl's serial fraction.
    double contention() {
        return serial / singleCoreSeconds();
    }

    /// β.
    double coherency() {
        return crosstalk / singleCoreSeconds();
    }

    /// Where the speed is greatest, sqrt((1 - α)/β), but not below one core; infinite without crosstalk.
    double bestCores() {
        return crosstalk == 0 ? Double.POSITIVE_INFINITY : Math.max(1, Math.sqrt(parallel / crosstalk));
    }

    @Override
    public double coreSeconds(double cores) {
        return parallel + serial * cores + crosstalk * cores * (cores - 1);
    }

    /// Fits the universal scalability law.
    ///
    /// @param cores shape (n)
    /// @param coreSeconds cores times wall time [s], per unit of work, shape (n)
    static ScalingLaw universal(double[] cores, double[] coreSeconds) {
        double[][] basis = new double[cores.length][];
        for (int i = 0; i < cores.length; i++) {
            basis[i] = new double[] {1, cores[i], cores[i] * (cores[i] - 1)};
        }
        double[] p = fit(basis, coreSeconds);
        return new ScalingLaw(p[0], p[1], p[2]);
    }

    /// Fits Amdahl's law.
    static ScalingLaw amdahl(double[] cores, double[] coreSeconds) {
        double[][] basis = new double[cores.length][];
        for (int i = 0; i < cores.length; i++) {
            basis[i] = new double[] {1, cores[i]};
        }
        double[] p = fit(basis, coreSeconds);
        return new ScalingLaw(p[0], p[1], 0);
    }

    /// Least squares of ln(y) - ln(basis·p), p ≥ 0: timings scatter by a part of themselves. Gauss-Newton, begun
    /// with the least squares of (y - basis·p)/y.
    static double[] fit(double[][] basis, double[] y) {
        double[] model = y.clone();
        double[] p = null;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            double[] next = step(basis, y, model);
            boolean converged = p != null && distance(p, next) <= CONVERGED;
            p = next;
            if (converged) {
                break;
            }
            for (int k = 0; k < y.length; k++) {
                model[k] = product(basis[k], p);
            }
        }
        return p;
    }

    /// Solves the problem that is linear about `model`.
    private static double[] step(double[][] basis, double[] y, double[] model) {
        int n = y.length;
        double[][] rows = new double[n][];
        double[] right = new double[n];
        for (int k = 0; k < n; k++) {
            rows[k] = new double[basis[k].length];
            for (int j = 0; j < rows[k].length; j++) {
                rows[k][j] = basis[k][j] / model[k];
            }
            right[k] = Math.log(y[k] / model[k]) + 1;
        }
        return nonNegative(rows, right);
    }

    /// Linear least squares with p ≥ 0. At the minimum some of p are 0 and the others as if there were no bound:
    /// with three of them, all choices are tried.
    private static double[] nonNegative(double[][] rows, double[] right) {
        int parameters = rows[0].length;
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int free = 1; free < 1 << parameters; free++) {
            double[] p = leastSquares(rows, right, free);
            if (p == null) {
                continue;
            }
            double squares = 0;
            for (int k = 0; k < rows.length; k++) {
                double residual = right[k] - product(rows[k], p);
                squares += residual * residual;
            }
            if (squares < least) {
                least = squares;
                best = p;
            }
        }
        return best;
    }

    /// @param free the parameters that are not 0, as bits
    /// @return null where one is negative, or the rows do not tell them
    private static double[] leastSquares(double[][] rows, double[] right, int free) {
        int columns = Integer.bitCount(free);
        if (rows.length < columns) {
            return null;
        }
        DMatrixRMaj matrix = new DMatrixRMaj(rows.length, columns);
        for (int k = 0; k < rows.length; k++) {
            int column = 0;
            for (int j = 0; j < rows[k].length; j++) {
                if ((free >> j & 1) == 1) {
                    matrix.set(k, column++, rows[k][j]);
                }
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.leastSquares(rows.length, columns);
        DMatrixRMaj solution = new DMatrixRMaj(columns, 1);
        if (!solver.setA(matrix) || solver.quality() < 1e-12) {
            return null;
        }
        solver.solve(new DMatrixRMaj(right.length, 1, true, right.clone()), solution);
        double[] p = new double[rows[0].length];
        int column = 0;
        for (int j = 0; j < p.length; j++) {
            if ((free >> j & 1) == 1) {
                p[j] = solution.get(column++, 0);
                if (!(p[j] >= 0)) {
                    return null;
                }
            }
        }
        return p;
    }

    private static double distance(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int j = 0; j < a.length; j++) {
            difference += Math.abs(a[j] - b[j]);
            size += Math.abs(b[j]);
        }
        return difference / size;
    }

    private static double product(double[] row, double[] p) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += row[j] * p[j];
        }
        return sum;
    }
}
