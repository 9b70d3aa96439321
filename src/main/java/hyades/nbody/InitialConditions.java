package hyades.nbody;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Systems to start from. Each depends on its parameters alone, the seed included: no bit differs between machines
/// (so `StrictMath`, and a generator whose algorithm is specified).
public enum InitialConditions {
    /// At rest, uniform in a disc or a ball of the given radius.
    UNIFORM(2, 1000, 0.05) {
        @Override
        Bodies bodies(Parameters p) {
            RandomGenerator random = random(p.seed);
            Bodies bodies = equalMasses(p);
            for (int i = 0; i < p.bodies; i++) {
                double[] direction = direction(random, p.dimensions);
                double u = random.nextDouble();
                double r = p.radius * (p.dimensions == 2 ? StrictMath.sqrt(u) : StrictMath.cbrt(u));
                for (int d = 0; d < p.dimensions; d++) {
                    bodies.position[d][i] = r * direction[d];
                }
            }
            return centred(bodies);
        }
    },

    /// A Plummer sphere in equilibrium whose virial radius is the given radius (scale length 3π/16 of it), sampled
    /// as Aarseth, Hénon & Wielen (1974), A&A 37, 183, have it; in three dimensions only.
    PLUMMER(3, 1000, 0.05) {
        @Override
        Bodies bodies(Parameters p) {
            if (p.dimensions != 3) {
                throw new IllegalArgumentException("A Plummer sphere has 3 dimensions, not " + p.dimensions);
            }
            RandomGenerator random = random(p.seed);
            Bodies bodies = equalMasses(p);
            double scale = 3 * Math.PI / 16 * p.radius;
            double escapeAtCentre = StrictMath.sqrt(2 * p.gravitationalConstant * p.mass / scale);
            for (int i = 0; i < p.bodies; i++) {
                double r = 1 / StrictMath.sqrt(StrictMath.pow(open(random), -2.0 / 3) - 1); // in scale lengths
                double speed = speedRatio(random) * escapeAtCentre * StrictMath.pow(1 + r * r, -0.25);
                double[] where = direction(random, 3);
                double[] whither = direction(random, 3);
                for (int d = 0; d < 3; d++) {
                    bodies.position[d][i] = scale * r * where[d];
                    bodies.velocity[d][i] = speed * whither[d];
                }
            }
            return centred(bodies);
        }

        /// The speed in units of the escape speed, from g(q) = q² (1 - q²)^(7/2) by rejection.
        private double speedRatio(RandomGenerator random) {
            while (true) {
                double q = random.nextDouble();
                if (0.1 * random.nextDouble() < q * q * StrictMath.pow(1 - q * q, 3.5)) { // g stays below 0.093
                    return q;
                }
            }
        }
    },

    /// Two equal bodies around each other, at pericentre; the radius is the semi-major axis of their relative
    /// orbit.
    KEPLER(2, 2, 0) {
        @Override
        Bodies bodies(Parameters p) {
            Bodies bodies = equalMasses(p);
            double pericentre = p.radius * (1 - p.eccentricity);
            double speed = StrictMath.sqrt(
                    p.gravitationalConstant * p.mass / p.radius * (1 + p.eccentricity) / (1 - p.eccentricity));
            for (int i = 0; i < 2; i++) {
                int sign = i == 0 ? 1 : -1;
                bodies.position[0][i] = sign * pericentre / 2;
                bodies.velocity[1][i] = sign * speed / 2;
            }
            return bodies;
        }

        /// Beyond an eccentricity of 1/2 the leapfrog's error of the energy, relative to it, stays what it is there:
        /// the time near pericentre goes as (1 - e)^(3/2), and the energy there is 2/(1 - e) of the total.
        @Override
        double partToResolve(Parameters p) {
            return Math.min(1, StrictMath.pow(2 * (1 - p.eccentricity), 2));
        }

        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return 2 * Math.PI * StrictMath.sqrt(radius * radius * radius / (gravitationalConstant * mass));
        }
    },

    /// Three equal bodies that chase each other along one figure eight: Chenciner & Montgomery (2000), Annals of
    /// Mathematics 152, 881, after Simó; digits of arXiv:2201.01205. The radius is the unit of length.
    FIGURE_EIGHT(2, 3, 0) {
        private static final double X = 0.97000435669734;
        private static final double Y = -0.24308753153583;
        private static final double VX = -0.93240737144104;
        private static final double VY = -0.86473146092102;
        private static final double PERIOD = 6.32591398292621;

        @Override
        Bodies bodies(Parameters p) {
            Bodies bodies = equalMasses(p);
            double speed = StrictMath.sqrt(p.gravitationalConstant * p.mass / 3 / p.radius);
            bodies.position[0] = scaled(p.radius, X, -X, 0);
            bodies.position[1] = scaled(p.radius, Y, -Y, 0);
            bodies.velocity[0] = scaled(speed, -VX / 2, -VX / 2, VX);
            bodies.velocity[1] = scaled(speed, -VY / 2, -VY / 2, VY);
            return bodies;
        }

        @Override
        public double timeScale(double mass, double radius, double gravitationalConstant) {
            return PERIOD * StrictMath.sqrt(radius * radius * radius / (gravitationalConstant * mass / 3));
        }

        private double[] scaled(double factor, double... values) {
            return Arrays.stream(values).map(value -> factor * value).toArray();
        }
    };

    /// G of CODATA 2018 [m³/(kg s²)].
    public static final double GRAVITATIONAL_CONSTANT = 6.67430e-11;

    /// What a system is made from; each kind uses what it needs.
    ///
    /// @param dimensions 2 or 3
    /// @param bodies their number, at least 1
    /// @param mass total mass [kg]
    /// @param radius [m], see the kinds
    /// @param gravitationalConstant G [m³/(kg s²)]
    /// @param eccentricity of the Kepler orbit, from 0 to below 1
    /// @param seed of the random numbers
    public record Parameters(
            int dimensions,
            int bodies,
            double mass,
            double radius,
            double gravitationalConstant,
            double eccentricity,
            long seed) {}

    private final int dimensions;
    private final int bodies;
    private final double softening;

    InitialConditions(int dimensions, int bodies, double softening) {
        this.dimensions = dimensions;
        this.bodies = bodies;
        this.softening = softening;
    }

    /// Makes the system.
    ///
    /// @throws IllegalArgumentException if there is no such system
    public Bodies create(Parameters parameters) {
        if (!isRandom() && parameters.bodies != bodies) {
            throw new IllegalArgumentException("%s has %d bodies, not %d".formatted(this, bodies, parameters.bodies));
        }
        return bodies(parameters);
    }

    abstract Bodies bodies(Parameters parameters);

    /// The time in which the system changes [s]: the period of an orbit, else the free-fall time of a uniform
    /// sphere.
    public double timeScale(double mass, double radius, double gravitationalConstant) {
        return freeFallTime(mass, radius, gravitationalConstant);
    }

    /// The part of the time scale that a time step has to resolve as well as other systems' whole.
    double partToResolve(Parameters parameters) {
        return 1;
    }

    /// t_ff = (π/2) (R³/(2GM))^(1/2), in which a uniform sphere at rest collapses [s].
    public static double freeFallTime(double mass, double radius, double gravitationalConstant) {
        return Math.PI / 2 * StrictMath.sqrt(radius * radius * radius / (2 * gravitationalConstant * mass));
    }

    /// Parameters with what was asked for, and the defaults where that is null: a total mass of 1 kg a body, a radius
    /// of 1 m, the seed 1.
    public Parameters parameters(
            Integer askedDimensions,
            Integer askedBodies,
            Double mass,
            Double radius,
            double gravitationalConstant,
            double eccentricity,
            Long seed) {
        int count = askedBodies == null ? bodies : askedBodies;
        return new Parameters(
                askedDimensions == null ? dimensions : askedDimensions,
                count,
                mass == null ? count : mass,
                radius == null ? 1 : radius,
                gravitationalConstant,
                eccentricity,
                seed == null ? 1 : seed);
    }

    /// The number of bodies where none is asked for.
    public int defaultBodies() {
        return bodies;
    }

    /// The softening length where none is asked for, in units of the radius.
    double defaultSoftening() {
        return softening;
    }

    /// Whether the seed matters; the others have a fixed number of bodies.
    public boolean isRandom() {
        return bodies > 3;
    }

    /// As the command line has it: `figure-eight`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static Bodies equalMasses(Parameters p) {
        Bodies bodies = Bodies.empty(p.dimensions, p.bodies);
        Arrays.fill(bodies.mass, p.mass / p.bodies);
        return bodies;
    }

    /// A unit vector of random direction.
    private static double[] direction(RandomGenerator random, int dimensions) {
        double phi = 2 * Math.PI * random.nextDouble();
        if (dimensions == 2) {
            return new double[] {StrictMath.cos(phi), StrictMath.sin(phi)};
        }
        double z = 2 * random.nextDouble() - 1;
        double rho = StrictMath.sqrt(1 - z * z);
        return new double[] {rho * StrictMath.cos(phi), rho * StrictMath.sin(phi), z};
    }

    /// Uniform in (0, 1), without the 0.
    private static double open(RandomGenerator random) {
        return 1 - random.nextDouble() * (1 - 0x1p-53);
    }

    /// Moves the bodies to where their centre of mass rests at the origin.
    private static Bodies centred(Bodies bodies) {
        double total = bodies.totalMass();
        for (int d = 0; d < bodies.dimensions(); d++) {
            subtractMean(bodies.position[d], bodies.mass, total);
            subtractMean(bodies.velocity[d], bodies.mass, total);
        }
        return bodies;
    }

    private static void subtractMean(double[] values, double[] mass, double total) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < values.length; i++) {
            sum.add(mass[i] * values[i]);
        }
        double mean = sum.value() / total;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
    }
}
