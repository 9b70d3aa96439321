package hyades.nbody;

import hyades.nbody.InitialConditions.Parameters;
import java.util.random.RandomGenerator;

/// Recipes of balls of bodies, of [InitialConditions].
final class Spheres {
    private Spheres() {}

    static Bodies uniform(Parameters p) {
        RandomGenerator random = Sampling.random(p.seed());
        Bodies bodies = Sampling.equalMasses(p);
        for (int i = 0; i < p.bodies(); i++) {
            double[] direction = Sampling.direction(random, p.dimensions());
            double u = random.nextDouble();
            double r = p.radius() * (p.dimensions() == 2 ? StrictMath.sqrt(u) : StrictMath.cbrt(u));
            for (int d = 0; d < p.dimensions(); d++) {
                bodies.position[d][i] = r * direction[d];
            }
        }
        return Sampling.centred(bodies);
    }

    static Bodies plummer(Parameters p) {
        if (p.dimensions() != 3) {
            throw new IllegalArgumentException("A Plummer sphere has 3 dimensions, not " + p.dimensions());
        }
        RandomGenerator random = Sampling.random(p.seed());
        Bodies bodies = Sampling.equalMasses(p);
        double scale = 3 * Math.PI / 16 * p.radius();
        double escapeAtCentre = StrictMath.sqrt(2 * p.gravitationalConstant() * p.mass() / scale);
        for (int i = 0; i < p.bodies(); i++) {
            double r = 1 / StrictMath.sqrt(StrictMath.pow(Sampling.open(random), -2.0 / 3) - 1); // in scale lengths
            double speed = plummerSpeed(random) * escapeAtCentre * StrictMath.pow(1 + r * r, -0.25);
            double[] where = Sampling.direction(random, 3);
            double[] whither = Sampling.direction(random, 3);
            for (int d = 0; d < 3; d++) {
                bodies.position[d][i] = scale * r * where[d];
                bodies.velocity[d][i] = speed * whither[d];
            }
        }
        return Sampling.centred(bodies);
    }

    /// A speed in units of the escape speed, from g(q) = q² (1 - q²)^(7/2) by rejection.
    private static double plummerSpeed(RandomGenerator random) {
        while (true) {
            double q = random.nextDouble();
            if (0.1 * random.nextDouble() < q * q * StrictMath.pow(1 - q * q, 3.5)) { // g stays below 0.093
                return q;
            }
        }
    }
}
