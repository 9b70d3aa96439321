package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// IAS15, an integrator of 15th order with steps as long as the motion allows: Rein & Spiegel (2015), MNRAS 446, 1424,
/// after Everhart (1985), with the step of Pham, Rein & Spiegel (2024), arXiv:2401.02849.
///
/// Within a step of length dt, at the time h dt, the acceleration is a(h) = a₀ + Σ b_k h^(k+1), k from 0 to 6. Each of
/// up to 12 iterations evaluates the forces at the seven Gauss-Radau nodes and corrects b from there, by way of the
/// coefficients g of Newton's form, until the last b stands still beside the acceleration. One iteration more or less
/// changes nothing but rounding. b begins with its continuation e from the step before, and what that was wrong by.
/// Positions and velocities are sums that carry their rounding errors along.
///
/// The numbers that follow from the nodes are computed with 50 digits and rounded once.
final class Ias15 implements Integrator {
    private static final int NODES = 7;
    private static final int MOST_ITERATIONS = 12;

    /// The last coefficient beside the acceleration, where an iteration changes it by no more [1].
    private static final double STANDS_STILL = 1e-16;

    /// A step is at most this part longer than the one before, and done again if the next should be as much shorter.
    private static final double SAFETY = 0.25;

    /// Of so many bodies with a mass forces heed what rounding took from places, which takes more than a second
    /// evaluation: of more no single encounter decides.
    static final int FEW = 64;

    /// Numbers of the memory that are not of a body.
    private static final int SCALARS = 5;

    /// Arrays of the memory, of a number a body and axis.
    private static final int FIELDS = 2 + 2 * NODES;

    /// Zeros of P₇(2h - 1) + P₈(2h - 1) between 0 and 1, P_n being Legendre's polynomials.
    private static final String[] RADAU = {
        "0.0562625605369221464656521910323111757797",
        "0.1802406917368923649875799428091817845420",
        "0.3526247171131696373739077701712412028080",
        "0.5471536263305553830014485576523488546403",
        "0.7342101772154105315232106083066100025630",
        "0.8853209468390957680903597629324853729222",
        "0.9775206135612875018911745004291549400778"
    };

    private static final double[] H = new double[NODES];

    /// 1 / (h_n - h_m), m from -1, with h_-1 = 0; shape (n, m + 1).
    private static final double[][] R = new double[NODES][NODES];

    /// b_k = Σ_j g_j C[j][k].
    private static final double[][] C = new double[NODES][NODES];

    /// g_j = Σ_k b_k D[k][j].
    private static final double[][] D = new double[NODES][NODES];

    /// h_n^(k+3) / ((k+2)(k+3)): what b_k adds to the place at node n; shape (n, k).
    private static final double[][] PLACE = new double[NODES][NODES];

    /// Binomial coefficients k+1 over j+1.
    private static final double[][] CHOOSE = new double[NODES][NODES];

    static {
        MathContext digits = new MathContext(50);
        BigDecimal[] h = Arrays.stream(RADAU).map(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal[][] c = new BigDecimal[NODES][NODES];
        BigDecimal[][] d = new BigDecimal[NODES][NODES];
        for (int n = 0; n < NODES; n++) {
            H[n] = h[n].doubleValue();
            R[n][0] = BigDecimal.ONE.divide(h[n], digits).doubleValue();
            for (int m = 0; m < n; m++) {
                R[n][m + 1] = BigDecimal.ONE.divide(h[n].subtract(h[m]), digits).doubleValue();
            }
            for (int k = 0; k < NODES; k++) {
                BigDecimal parts = BigDecimal.valueOf((k + 2) * (k + 3));
                PLACE[n][k] = h[n].pow(k + 3).divide(parts, digits).doubleValue();
                // h Π (h - h_m), m < n, and its inverse, from those of one power less
                BigDecimal one = n == k ? BigDecimal.ONE : BigDecimal.ZERO;
                c[n][k] = n == 0 || k > n
                        ? one
                        : (k == 0 ? BigDecimal.ZERO : c[n - 1][k - 1]).subtract(h[n - 1].multiply(c[n - 1][k]));
                d[n][k] = n == 0 || k > n
                        ? one
                        : (k == 0 ? BigDecimal.ZERO : d[n - 1][k - 1]).add(h[k].multiply(d[n - 1][k]));
                C[n][k] = c[n][k].doubleValue();
                D[n][k] = d[n][k].doubleValue();
                double above = n == 0 ? 0 : CHOOSE[n - 1][k];
                CHOOSE[n][k] = k == 0 ? n + 1 : n == 0 ? 0 : CHOOSE[n - 1][k - 1] + above;
            }
        }
    }

    private final Bodies bodies;
    private final double end;
    private final SnapshotTimes snapshots;
    private final double resolution;
    private final int dim;
    private final int n;
    private final boolean areFew;
    private double time;
    private double timeError;
    private double before;
    private double done; // the last step [s]; 0: none
    private double next;
    private final double[][] placeError;
    private final double[][] speedError;

    /// As [#rounding] has it; [#placeError] between two steps.
    private final double[][] rounding;

    private double[][][] lastB;
    private double[][][] lastE;
    private double[][][] b;
    private double[][][] e;
    private final double[][][] g;
    private final double[][] place;
    private final double[][] start;
    private final double[] scratch;
    private final double[] change = new double[3]; // of the last coefficient, the largest by axis

    /// @param memory empty where the run begins
    Ias15(Plan plan, Bodies bodies, double[] memory) {
        this.bodies = bodies;
        end = plan.end();
        snapshots = plan.snapshots();
        resolution = StrictMath.pow(5040 * plan.tolerance(), 1.0 / 7);
        next = plan.timeStep();
        dim = bodies.dimensions();
        n = bodies.count();
        areFew = areFew(bodies);
        placeError = new double[dim][n];
        speedError = new double[dim][n];
        rounding = new double[dim][n];
        lastB = new double[NODES][dim][n];
        lastE = new double[NODES][dim][n];
        b = new double[NODES][dim][n];
        e = new double[NODES][dim][n];
        g = new double[NODES][dim][n];
        place = new double[dim][n];
        start = new double[dim][n];
        scratch = new double[n];
        if (memory.length > 0) {
            remember(memory);
        }
    }

    /// Of how many numbers the memory of so many bodies is.
    static int memoryLength(int dimensions, int bodies) {
        return Math.addExact(SCALARS, Math.multiplyExact(FIELDS * dimensions, bodies));
    }

    @Override
    public boolean step(double[][] acceleration, BooleanSupplier forces) {
        for (int d = 0; d < dim; d++) {
            System.arraycopy(bodies.position[d], 0, place[d], 0, n);
            System.arraycopy(acceleration[d], 0, start[d], 0, n);
        }
        double goal = snapshots.after(time, end);
        while (true) {
            double left = goal - time - timeError;
            double proposed = next;
            boolean isCut = Math.abs(proposed) >= Math.abs(left);
            double dt = isCut ? left : proposed;
            if (!isCut && time + dt == time) {
                throw new StepTooShort(time, dt);
            }
            predict(dt);
            if (!converge(dt, acceleration, forces)) {
                return false;
            }
            double wanted = dt * wanted();
            if (Math.abs(wanted) < SAFETY * Math.abs(dt)) {
                next = wanted;
                continue; // lastB and lastE are as they were
            }
            if (Math.abs(dt) < SAFETY * Math.abs(proposed)) {
                next = proposed; // so short a step tells of rounding more than of the motion
            } else {
                next = Math.abs(wanted) > Math.abs(dt) / SAFETY ? dt / SAFETY : wanted;
            }
            advance(dt);
            passTime(dt, isCut ? goal : Double.NaN);
            return forces.getAsBoolean();
        }
    }

    /// b and e of the step that begins, from those of the step before.
    private void predict(double dt) {
        double q = done == 0 || Math.abs(dt) > Math.abs(done) / SAFETY ? 0 : dt / done; // after a cut one: as the first
        double power = 1;
        for (int j = 0; j < NODES; j++) {
            power *= q;
            for (int d = 0; d < dim; d++) {
                Arrays.fill(scratch, 0);
                for (int k = NODES - 1; k >= j; k--) {
                    addScaled(scratch, CHOOSE[k][j], lastB[k][d]);
                }
                for (int i = 0; i < n; i++) {
                    double continued = power * scratch[i];
                    e[j][d][i] = continued;
                    b[j][d][i] = continued + (lastB[j][d][i] - lastE[j][d][i]);
                }
            }
        }
        for (int j = 0; j < NODES; j++) {
            for (int d = 0; d < dim; d++) {
                Arrays.fill(g[j][d], 0);
                for (int k = NODES - 1; k >= j; k--) {
                    addScaled(g[j][d], D[k][j], b[k][d]);
                }
            }
        }
    }

    /// @return whether no evaluation was left
    private boolean converge(double dt, double[][] acceleration, BooleanSupplier forces) {
        double last = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double largestChange = 0;
            double largest = 0;
            for (int node = 0; node < NODES; node++) {
                moveTo(node, dt);
                if (!forces.getAsBoolean()) {
                    return false;
                }
                for (int d = 0; d < dim; d++) {
                    correct(node, d, acceleration[d]);
                }
            }
            for (int d = 0; d < dim; d++) {
                for (int i = 0; i < n; i++) {
                    largest = Math.max(largest, Math.abs(acceleration[d][i]));
                }
                largestChange = Math.max(largestChange, change[d]);
            }
            double error = largest == 0 ? 0 : largestChange / largest;
            if (error < STANDS_STILL || iteration >= 2 && error >= last) {
                break;
            }
            last = error;
        }
        for (int k = 0; k < NODES; k++) { // anew, without the rounding of the corrections
            for (int d = 0; d < dim; d++) {
                Arrays.fill(b[k][d], 0);
                for (int j = NODES - 1; j >= k; j--) {
                    addScaled(b[k][d], C[j][k], g[j][d]);
                }
            }
        }
        return true;
    }

    private void moveTo(int node, double dt) {
        double h = H[node];
        double[] part = PLACE[node];
        double square = dt * dt;
        for (int d = 0; d < dim; d++) {
            double[] x = bodies.position[d];
            double[] v = bodies.velocity[d];
            double[] error = rounding[d];
            for (int i = 0; i < n; i++) {
                double s = part[6] * b[6][d][i];
                s = Math.fma(part[5], b[5][d][i], s);
                s = Math.fma(part[4], b[4][d][i], s);
                s = Math.fma(part[3], b[3][d][i], s);
                s = Math.fma(part[2], b[2][d][i], s);
                s = Math.fma(part[1], b[1][d][i], s);
                s = Math.fma(part[0], b[0][d][i], s);
                s = Math.fma(0.5 * h * h, start[d][i], s);
                double far = Math.fma(square, s, h * dt * v[i]) + (placeError[d][i] + h * dt * speedError[d][i]);
                double sum = place[d][i] + far;
                error[i] = lost(place[d][i], far, sum);
                x[i] = sum;
            }
        }
    }

    /// Newton's divided difference at a node, and what it changes in b.
    private void correct(int node, int d, double[] acceleration) {
        double largest = 0;
        double[] r = R[node];
        double[] found = scratch;
        for (int i = 0; i < n; i++) {
            found[i] = (acceleration[i] - start[d][i]) * r[0];
        }
        for (int m = 0; m < node; m++) {
            double[] earlier = g[m][d];
            for (int i = 0; i < n; i++) {
                found[i] = (found[i] - earlier[i]) * r[m + 1];
            }
        }
        double[] mine = g[node][d];
        for (int i = 0; i < n; i++) {
            double changed = found[i] - mine[i];
            mine[i] = found[i];
            found[i] = changed;
            largest = Math.max(largest, Math.abs(changed));
        }
        for (int k = 0; k <= node; k++) {
            addScaled(b[k][d], C[node][k], found);
        }
        change[d] = largest;
    }

    /// The next step as a part of this one: that at whose end the motion has changed by as much as the tolerance lets
    /// it, for the body that changes fastest.
    private double wanted() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double acceleration = 0;
            double jerk = 0;
            double snap = 0;
            for (int d = 0; d < dim; d++) {
                double a = 0;
                double j = 0;
                double s = 0;
                for (int k = NODES - 1; k >= 0; k--) {
                    double each = b[k][d][i];
                    a += each;
                    j += (k + 1) * each;
                    s += (k + 1) * k * each;
                }
                a += start[d][i];
                acceleration += a * a;
                jerk += j * j;
                snap += s * s;
            }
            double square = 2 * acceleration / (jerk + Math.sqrt(acceleration * snap));
            if (square > 0 && square < least) {
                least = square;
            }
        }
        return resolution * Math.sqrt(least);
    }

    /// Places and velocities at the end of the step.
    private void advance(double dt) {
        for (int d = 0; d < dim; d++) {
            double[] x = bodies.position[d];
            double[] v = bodies.velocity[d];
            for (int i = 0; i < n; i++) {
                double s = 0;
                double u = 0;
                for (int k = NODES - 1; k >= 0; k--) {
                    double each = b[k][d][i];
                    s += each / ((k + 2) * (k + 3));
                    u += each / (k + 2);
                }
                s += 0.5 * start[d][i];
                u += start[d][i];
                double far = dt * v[i] + (dt * speedError[d][i] + dt * dt * s) + placeError[d][i];
                double sum = place[d][i] + far;
                placeError[d][i] = lost(place[d][i], far, sum);
                rounding[d][i] = placeError[d][i];
                x[i] = sum;
                double faster = dt * u + speedError[d][i];
                double speed = v[i] + faster;
                speedError[d][i] = lost(v[i], faster, speed);
                v[i] = speed;
            }
        }
        double[][][] spare = lastB;
        lastB = b;
        b = spare;
        spare = lastE;
        lastE = e;
        e = spare;
        done = dt;
    }

    /// @param goal where the step ends; NaN where its length says that
    private void passTime(double dt, double goal) {
        before = time;
        double length = dt + timeError;
        boolean isCut = !Double.isNaN(goal);
        time = isCut ? goal : before + length;
        timeError = isCut ? 0 : lost(before, length, time);
    }

    /// What rounding took from a sum of two numbers, to the last bit: Knuth, TAOCP 2, 4.2.2, theorem B.
    private static double lost(double x, double y, double sum) {
        double added = sum - x;
        return x - (sum - added) + (y - added);
    }

    private static void addScaled(double[] target, double factor, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] = Math.fma(factor, source[i], target[i]);
        }
    }

    @Override
    public Moment at(long step) {
        return new Moment(step, time, before, time == end);
    }

    /// Whether so few bodies pull at others that what rounding takes from the places is made good in the forces.
    static boolean areFew(Bodies bodies) {
        return bodies.massive() <= FEW;
    }

    @Override
    public double[][] rounding() {
        return areFew ? rounding : null;
    }

    @Override
    public double[] memory() {
        double[] memory = new double[memoryLength(dim, n)];
        memory[0] = time;
        memory[1] = timeError;
        memory[2] = before;
        memory[3] = done;
        memory[4] = next;
        copy(memory, true);
        return memory;
    }

    @Override
    public void remember(double[] memory) {
        time = memory[0];
        timeError = memory[1];
        before = memory[2];
        done = memory[3];
        next = memory[4];
        copy(memory, false);
        for (int d = 0; d < dim; d++) {
            System.arraycopy(placeError[d], 0, rounding[d], 0, n);
        }
    }

    private void copy(double[] memory, boolean out) {
        int offset = SCALARS;
        for (int field = 0; field < FIELDS; field++) {
            double[][] values = field == 0
                    ? placeError
                    : field == 1 ? speedError : field < 2 + NODES ? lastB[field - 2] : lastE[field - 2 - NODES];
            for (double[] axis : values) {
                System.arraycopy(out ? axis : memory, out ? 0 : offset, out ? memory : axis, out ? offset : 0, n);
                offset += n;
            }
        }
    }
}
