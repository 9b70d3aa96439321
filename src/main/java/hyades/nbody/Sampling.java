package hyades.nbody;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What the random systems are drawn by.
final class Sampling {
    private Sampling() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Bodies equalMasses(InitialConditions.Parameters p) {
        Bodies bodies = Bodies.empty(p.dimensions(), p.bodies());
        Arrays.fill(bodies.mass, p.mass() / p.bodies());
        return bodies;
    }

    /// A unit vector of random direction.
    static double[] direction(RandomGenerator random, int dimensions) {
        double phi = 2 * Math.PI * random.nextDouble();
        if (dimensions == 2) {
            return new double[] {StrictMath.cos(phi), StrictMath.sin(phi)};
        }
        double z = 2 * random.nextDouble() - 1;
        double rho = StrictMath.sqrt(1 - z * z);
        return new double[] {rho * StrictMath.cos(phi), rho * StrictMath.sin(phi), z};
    }

    /// Uniform in (0, 1), without the 0.
    static double open(RandomGenerator random) {
        return 1 - random.nextDouble() * (1 - 0x1p-53);
    }

    /// Moves the bodies to where their centre of mass rests at the origin.
    static Bodies centred(Bodies bodies) {
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
