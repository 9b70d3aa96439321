package hyades.nbody;

import hyades.partition.Subrange;
import java.util.Arrays;
import java.util.List;

/// What is conserved, and how large the system is, at one time.
///
/// @param kinetic kinetic energy [J]
/// @param potential potential energy [J], softened as the forces are; that in external fields counts in full
/// @param virial [J] what twice the kinetic energy is the opposite of in equilibrium: the potential energy
///     of the bodies among themselves, and Σ m x·a of the accelerations by external fields
/// @param momentum [kg m/s], shape (dim)
/// @param angularMomentum about the origin [kg m²/s]: its z component alone in two dimensions, else x, y, z
/// @param centreOfMass [m], shape (dim); where no body has mass, the mean of their places
/// @param lagrangianRadii distances from there within which [#FRACTIONS] of the mass lie [m]; where there is none, of
///     the bodies
public record Diagnostics(
        double kinetic,
        double potential,
        double virial,
        double[] momentum,
        double[] angularMomentum,
        double[] centreOfMass,
        double[] lagrangianRadii) {
    /// The parts of the total mass the Lagrangian radii enclose.
    public static final double[] FRACTIONS = {0.1, 0.5, 0.9};

    /// Measures `bodies`; sums run in the order of the bodies and are compensated.
    ///
    /// @param specificPotential φ of each body [m²/s²], shape (n), as [GravityKernel#potential] gives it
    static Diagnostics of(Bodies bodies, double[] specificPotential) {
        return of(bodies, specificPotential, List.of(), 0);
    }

    /// The same in external fields.
    ///
    /// @param gravitationalConstant G [m³/(kg s²)]
    static Diagnostics of(
            Bodies bodies, double[] specificPotential, List<ExternalField> fields, double gravitationalConstant) {
        int dim = bodies.dimensions();
        double[] m = bodies.mass;
        double[][] x = bodies.position;
        double[][] v = bodies.velocity;
        double[] momentum = new double[dim];
        for (int d = 0; d < dim; d++) {
            momentum[d] = sum(m, v[d]);
        }
        double[] centre = centre(bodies);
        double[] angular = dim == 2
                ? new double[] {moment(m, x[0], v[1], x[1], v[0])}
                : new double[] {
                    moment(m, x[1], v[2], x[2], v[1]),
                    moment(m, x[2], v[0], x[0], v[2]),
                    moment(m, x[0], v[1], x[1], v[0])
                };
        double self = 0.5 * sum(m, specificPotential);
        return new Diagnostics(
                kinetic(m, v),
                fields.isEmpty() ? self : self + energyIn(fields, bodies, gravitationalConstant),
                fields.isEmpty() ? self : self + virialIn(fields, bodies, gravitationalConstant),
                momentum,
                angular,
                centre,
                lagrangianRadii(weights(bodies), radii(x, centre)));
    }

    /// By which the places of bodies count: their masses or, where none has mass, 1 each.
    private static double[] weights(Bodies bodies) {
        if (Arrays.stream(bodies.mass).anyMatch(mass -> mass != 0)) {
            return bodies.mass;
        }
        double[] ones = new double[bodies.count()];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] centre(Bodies bodies) {
        double[] weight = weights(bodies);
        double total = sum(weight);
        return Arrays.stream(bodies.position)
                .mapToDouble(axis -> sum(weight, axis) / total)
                .toArray();
    }

    private static double sum(double[] values) {
        CompensatedSum sum = new CompensatedSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.value();
    }

    /// Kinetic plus potential energy [J].
    public double total() {
        return kinetic + potential;
    }

    /// Q = T/|W|, where W is the virial, without external fields the potential energy: 1/2 in equilibrium, 0 at rest,
    /// and where no body has mass.
    public double virialRatio() {
        return kinetic == 0 ? 0 : kinetic / Math.abs(virial);
    }

    private static double energyIn(List<ExternalField> fields, Bodies bodies, double gravitationalConstant) {
        CompensatedSum sum = new CompensatedSum();
        for (ExternalField field : fields) {
            for (int i = 0; i < bodies.count(); i++) {
                sum.add(bodies.mass[i] * field.potential(gravitationalConstant, bodies.position, i));
            }
        }
        return sum.value();
    }

    private static double virialIn(List<ExternalField> fields, Bodies bodies, double gravitationalConstant) {
        double[][] acceleration = new double[bodies.dimensions()][bodies.count()];
        for (ExternalField field : fields) {
            field.accelerate(gravitationalConstant, bodies.position, new Subrange(0, bodies.count()), acceleration);
        }
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < bodies.count(); i++) {
            double product = 0;
            for (int d = 0; d < acceleration.length; d++) {
                product += bodies.position[d][i] * acceleration[d][i];
            }
            sum.add(bodies.mass[i] * product);
        }
        return sum.value();
    }

    /// Of the products; compensated.
    static double sum(double[] weight, double[] value) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < weight.length; i++) {
            sum.add(weight[i] * value[i]);
        }
        return sum.value();
    }

    private static double kinetic(double[] mass, double[][] velocity) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < mass.length; i++) {
            double square = 0;
            for (double[] v : velocity) {
                square += v[i] * v[i];
            }
            sum.add(0.5 * mass[i] * square);
        }
        return sum.value();
    }

    private static double moment(double[] mass, double[] x, double[] vy, double[] y, double[] vx) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < mass.length; i++) {
            sum.add(mass[i] * (x[i] * vy[i] - y[i] * vx[i]));
        }
        return sum.value();
    }

    /// The distance of each body from [#centreOfMass] [m], shape (n).
    static double[] radii(Bodies bodies) {
        return radii(bodies.position, centre(bodies));
    }

    private static double[] radii(double[][] position, double[] centre) {
        double[] radius = new double[position[0].length];
        for (int i = 0; i < radius.length; i++) {
            double square = 0;
            for (int d = 0; d < centre.length; d++) {
                double distance = position[d][i] - centre[d];
                square += distance * distance;
            }
            radius[i] = Math.sqrt(square);
        }
        return radius;
    }

    private static double[] lagrangianRadii(double[] mass, double[] radius) {
        double total = sum(mass);
        double[] outwards = radius.clone();
        Arrays.sort(outwards);
        return Arrays.stream(FRACTIONS)
                .map(fraction -> enclosing(fraction * total, outwards, mass, radius))
                .toArray();
    }

    /// The smallest of the sorted radii within which `wanted` of the mass lies, by bisection.
    private static double enclosing(double wanted, double[] outwards, double[] mass, double[] radius) {
        int low = 0;
        int high = outwards.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            // A part in 1e12 less is enough: the sum's rounding must not decide which of two bodies it is.
            if (massWithin(outwards[middle], mass, radius) >= wanted * (1 - 1e-12)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return outwards[low];
    }

    private static double massWithin(double limit, double[] mass, double[] radius) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < mass.length; i++) {
            if (radius[i] <= limit) {
                sum.add(mass[i]);
            }
        }
        return sum.value();
    }
}
