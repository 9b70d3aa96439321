package hyades.gas;

import static hyades.gas.Row.DENSITY;
import static hyades.gas.Row.PRESSURE;
import static hyades.gas.Row.QUANTITIES;
import static hyades.gas.Row.VELOCITY;

/// Gas one cell at a time, for machines without the incubating Vector API and for rows shorter than a
/// vector.
final class ScalarKernel implements GasKernel {
    @Override
    public void halfDifferences(Row state, int step, Row result, int cells) {
        double[] w = state.data();
        for (int f = 0; f < QUANTITIES; f++) {
            for (int i = 0; i < cells; i++) {
                int at = state.at(f) + i;
                double a = w[at] - w[at - step];
                double b = w[at + step] - w[at];
                double product = a * b;
                result.data()[result.at(f) + i] = product > 0 ? product / (a + b) : 0;
            }
        }
    }

    @Override
    public void predict(Row state, Row[] halfDifferences, double[] ratios, double gamma, Row result, int cells) {
        for (int i = 0; i < cells; i++) {
            double density = value(state, DENSITY, i);
            double pressure = value(state, PRESSURE, i);
            double perDensity = 1 / density;
            double stiffness = gamma * pressure;
            double[] change = new double[3];
            double[][] force = new double[3][3];
            double[] work = new double[3];
            for (int d = 0; d < 3; d++) {
                double speed = value(state, VELOCITY + d, i);
                double ratio = ratios[d];
                double compression = value(halfDifferences[d], VELOCITY + d, i);
                double push = perDensity * value(halfDifferences[d], PRESSURE, i);
                change[d] = ratio * (speed * value(halfDifferences[d], DENSITY, i) + density * compression);
                work[d] = ratio * (speed * value(halfDifferences[d], PRESSURE, i) + stiffness * compression);
                for (int v = 0; v < 3; v++) {
                    double carried = speed * value(halfDifferences[d], VELOCITY + v, i);
                    force[v][d] = ratio * (v == d ? carried + push : carried);
                }
            }
            set(result, DENSITY, i, density - SymmetricSum.of(change[0], change[1], change[2]));
            for (int v = 0; v < 3; v++) {
                double speed = value(state, VELOCITY + v, i);
                set(result, VELOCITY + v, i, speed - SymmetricSum.of(force[v][0], force[v][1], force[v][2]));
            }
            set(result, PRESSURE, i, pressure - SymmetricSum.of(work[0], work[1], work[2]));
            if (!(least(result, halfDifferences, DENSITY, i) > 0 && least(result, halfDifferences, PRESSURE, i) > 0)) {
                flatten(state, halfDifferences, result, i);
            }
        }
    }

    private static double least(Row middle, Row[] halfDifferences, int quantity, int i) {
        double x = Math.abs(value(halfDifferences[0], quantity, i));
        double y = Math.abs(value(halfDifferences[1], quantity, i));
        double z = Math.abs(value(halfDifferences[2], quantity, i));
        double largest = x < y ? y : x;
        return value(middle, quantity, i) - (largest < z ? z : largest);
    }

    /// Falls back to the first order in cells where faces have no positive density and pressure.
    static void flattenWhereNeeded(Row state, Row[] halfDifferences, Row result, int cells) {
        for (int i = 0; i < cells; i++) {
            if (!(least(result, halfDifferences, DENSITY, i) > 0 && least(result, halfDifferences, PRESSURE, i) > 0)) {
                flatten(state, halfDifferences, result, i);
            }
        }
    }

    private static void flatten(Row state, Row[] halfDifferences, Row result, int i) {
        for (int f = 0; f < QUANTITIES; f++) {
            set(result, f, i, value(state, f, i));
            for (Row each : halfDifferences) {
                set(each, f, i, 0);
            }
        }
    }

    @Override
    public void faces(Row middle, Row halfDifference, Row low, Row high, int cells) {
        for (int f = 0; f < QUANTITIES; f++) {
            for (int i = 0; i < cells; i++) {
                double value = value(middle, f, i);
                double half = value(halfDifference, f, i);
                set(low, f, i, value - half);
                set(high, f, i, value + half);
            }
        }
    }

    @Override
    public void fluxes(int axis, Row left, Row right, double gamma, Row waves, Row result, int faces) {
        int normal = VELOCITY + axis;
        int first = VELOCITY + (axis + 1) % 3;
        int second = VELOCITY + (axis + 2) % 3;
        double perGamma = 1 / (gamma - 1);
        for (int i = 0; i < faces; i++) {
            double rl = value(left, DENSITY, i);
            double ul = value(left, normal, i);
            double pl = value(left, PRESSURE, i);
            double rr = value(right, DENSITY, i);
            double ur = value(right, normal, i);
            double pr = value(right, PRESSURE, i);
            double tl = pl / rl;
            double tr = pr / rr;
            double sound = Math.sqrt(gamma * (tl < tr ? tr : tl));
            double slow = (ul < ur ? ul : ur) - sound;
            double fast = (ul < ur ? ur : ul) + sound;
            double ml = rl * (ul - slow);
            double mr = rr * (fast - ur);
            double perMass = 1 / (ml + mr);
            double contact = ((ml * ul + mr * ur) + (pl - pr)) * perMass;
            double middle = ((mr * pl + ml * pr) + (ml * mr) * (ul - ur)) * perMass;
            boolean isLeft = contact >= 0;
            double r = isLeft ? rl : rr;
            double u = isLeft ? ul : ur;
            double p = isLeft ? pl : pr;
            double s = isLeft ? slow : fast;
            double e = p * perGamma + 0.5 * r * (u * u);
            if (isLeft ? s < 0 : s > 0) { // between the outer waves
                double q = s - u;
                double perWidth = 1 / (s - contact);
                e = ((q * e - p * u) + middle * contact) * perWidth;
                r = r * q * perWidth;
                u = contact;
                p = middle;
            }
            double mass = r * u;
            Row side = mass >= 0 ? left : right;
            double v = value(side, first, i);
            double w = value(side, second, i);
            set(result, DENSITY, i, mass);
            set(result, normal, i, mass * u + p);
            set(result, first, i, mass * v);
            set(result, second, i, mass * w);
            set(result, PRESSURE, i, (e + p) * u + 0.5 * mass * (v * v + w * w));
        }
    }

    @Override
    public void losses(Row low, Row high, double ratio, Row result, int cells) {
        for (int f = 0; f < QUANTITIES; f++) {
            for (int i = 0; i < cells; i++) {
                set(result, f, i, ratio * (value(high, f, i) - value(low, f, i)));
            }
        }
    }

    @Override
    public void sum(Row[] losses, Row result, int cells) {
        for (int f = 0; f < QUANTITIES; f++) {
            for (int i = 0; i < cells; i++) {
                double sum = SymmetricSum.of(value(losses[0], f, i), value(losses[1], f, i), value(losses[2], f, i));
                set(result, f, i, sum);
            }
        }
    }

    @Override
    public void update(Row state, Row losses, double gamma, Row result, int cells) {
        for (int i = 0; i < cells; i++) {
            double lost = value(losses, DENSITY, i);
            double density = value(state, DENSITY, i);
            double next = density - lost;
            double perDensity = 1 / next;
            double vx = value(state, VELOCITY, i);
            double vy = value(state, VELOCITY + 1, i);
            double vz = value(state, VELOCITY + 2, i);
            double x = vx + (vx * lost - value(losses, VELOCITY, i)) * perDensity;
            double y = vy + (vy * lost - value(losses, VELOCITY + 1, i)) * perDensity;
            double z = vz + (vz * lost - value(losses, VELOCITY + 2, i)) * perDensity;
            double before = 0.5 * density * SymmetricSum.of(vx * vx, vy * vy, vz * vz);
            double after = 0.5 * next * SymmetricSum.of(x * x, y * y, z * z);
            double p = value(state, PRESSURE, i) - (gamma - 1) * (value(losses, PRESSURE, i) + (after - before));
            set(result, DENSITY, i, next);
            set(result, VELOCITY, i, x);
            set(result, VELOCITY + 1, i, y);
            set(result, VELOCITY + 2, i, z);
            set(result, PRESSURE, i, p);
        }
    }

    @Override
    public double signals(Row state, double[] perWidth, double gamma, int cells) {
        double largest = 0;
        for (int i = 0; i < cells; i++) {
            double signal = signal(
                    value(state, DENSITY, i),
                    value(state, VELOCITY, i),
                    value(state, VELOCITY + 1, i),
                    value(state, VELOCITY + 2, i),
                    value(state, PRESSURE, i),
                    perWidth,
                    gamma);
            largest = largest < signal ? signal : largest;
        }
        return largest;
    }

    private static double signal(
            double density, double x, double y, double z, double p, double[] perWidth, double gamma) {
        if (!(density > 0 && p > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double sound = Math.sqrt(gamma * p / density);
        return SymmetricSum.of(
                (Math.abs(x) + sound) * perWidth[0],
                (Math.abs(y) + sound) * perWidth[1],
                (Math.abs(z) + sound) * perWidth[2]);
    }

    private static double value(Row row, int quantity, int i) {
        return row.data()[row.at(quantity) + i];
    }

    private static void set(Row row, int quantity, int i, double value) {
        row.data()[row.at(quantity) + i] = value;
    }

    @Override
    public String description() {
        return "scalar";
    }
}
