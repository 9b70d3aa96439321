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
        requireSpace(p, "A Plummer sphere");
        return plummer(p, Sampling.random(p.seed()));
    }

    private static void requireSpace(Parameters p, String what) {
        if (p.dimensions() != 3) {
            throw new IllegalArgumentException("%s has 3 dimensions, not %d".formatted(what, p.dimensions()));
        }
    }

    private static Bodies plummer(Parameters p, RandomGenerator random) {
        Bodies bodies = Sampling.equalMasses(p);
        double scale = 3 * Math.PI / 16 * p.radius();
        double escapeAtCentre = StrictMath.sqrt(2 * p.gravitationalConstant() * p.mass() / scale);
        for (int i = 0; i < p.bodies(); i++) {
            double r = 1 / StrictMath.sqrt(StrictMath.pow(Sampling.open(random), -2.0 / 3) - 1); // in scale lengths
            double speed = plummerSpeed(random) * escapeAtCentre * StrictMath.pow(1 + r * r, -0.25);
            place(bodies, i, scale * r, speed, random);
        }
        return Sampling.centred(bodies);
    }

    /// Puts a body at a distance from the centre, with a speed, each in a random direction.
    private static void place(Bodies bodies, int body, double r, double speed, RandomGenerator random) {
        double[] where = Sampling.direction(random, 3);
        double[] whither = Sampling.direction(random, 3);
        for (int d = 0; d < 3; d++) {
            bodies.position[d][body] = r * where[d];
            bodies.velocity[d][body] = speed * whither[d];
        }
    }

    static Bodies king(Parameters p) {
        requireSpace(p, "A King sphere");
        RandomGenerator random = Sampling.random(p.seed());
        Bodies bodies = Sampling.equalMasses(p);
        KingModel model = new KingModel(p.shape().depth());
        double core = p.radius() / model.virialRadius();
        double dispersion = StrictMath.sqrt(p.gravitationalConstant() * p.mass() / (core * model.mass()));
        for (int i = 0; i < p.bodies(); i++) {
            double[] at = model.at(random.nextDouble());
            place(bodies, i, core * at[0], dispersion * KingModel.speed(random, at[1]), random);
        }
        return Sampling.centred(bodies);
    }

    /// Along x they fly, along y they miss each other; the first has half of the bodies, rounded down.
    static Bodies collision(Parameters p) {
        requireSpace(p, "A collision of Plummer spheres");
        if (p.bodies() < 2) {
            throw new IllegalArgumentException("two spheres that collide have at least 2 bodies, not " + p.bodies());
        }
        RandomGenerator random = Sampling.random(p.seed());
        int half = p.bodies() / 2;
        Bodies[] spheres = {plummer(part(p, half), random), plummer(part(p, p.bodies() - half), random)};
        double[] apart = {p.shape().separation() * p.radius(), p.shape().impact() * p.radius()};
        double speed = p.shape().speed()
                * StrictMath.sqrt(2 * p.gravitationalConstant() * p.mass() / StrictMath.hypot(apart[0], apart[1]));
        double[] shares = {(half - p.bodies()) / (double) p.bodies(), half / (double) p.bodies()};
        Bodies bodies = Sampling.equalMasses(p);
        for (int i = 0; i < p.bodies(); i++) {
            int which = i < half ? 0 : 1;
            for (int d = 0; d < 3; d++) {
                bodies.position[d][i] = spheres[which].position[d][i - which * half];
                bodies.velocity[d][i] = spheres[which].velocity[d][i - which * half];
            }
            bodies.position[0][i] += shares[which] * apart[0];
            bodies.position[1][i] += shares[which] * apart[1];
            bodies.velocity[0][i] -= shares[which] * speed;
        }
        return bodies;
    }

    private static Parameters part(Parameters p, int bodies) {
        return new Parameters(
                3, bodies, p.mass() * bodies / p.bodies(), p.radius(), p.gravitationalConstant(), p.shape(), p.seed());
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
