package hyades.nbody;

import hyades.nbody.InitialConditions.Parameters;
import java.util.random.RandomGenerator;

/// Recipes of flat systems, of [InitialConditions]; in three dimensions they lie in the plane z = 0.
final class Discs {
    /// Of all mass, what the body in the middle has.
    private static final double CENTRE = 0.9;

    /// Where the disc around it begins and ends, in radii.
    private static final double INNER = 0.5;

    private static final double OUTER = 5;

    private Discs() {}

    /// The mass within r is M (1 - (1 - r²/R²)^(3/2)), which is inverted.
    static Bodies kalnajs(Parameters p) {
        RandomGenerator random = Sampling.random(p.seed());
        Bodies bodies = Sampling.equalMasses(p);
        double cube = p.radius() * p.radius() * p.radius();
        double turn = p.shape().spin() * StrictMath.sqrt(0.75 * Math.PI * p.gravitationalConstant() * p.mass() / cube);
        for (int i = 0; i < p.bodies(); i++) {
            double[] direction = Sampling.direction(random, 2);
            double root = StrictMath.cbrt(1 - random.nextDouble());
            double r = p.radius() * StrictMath.sqrt((1 - root) * (1 + root));
            bodies.position[0][i] = r * direction[0];
            bodies.position[1][i] = r * direction[1];
            bodies.velocity[0][i] = -turn * bodies.position[1][i];
            bodies.velocity[1][i] = turn * bodies.position[0][i];
        }
        return Sampling.centred(bodies);
    }

    /// The first body is the central one, which holds the inner part of the disc as well. The others are at
    /// quantiles of Kuzmin's mass within r, M (1 - (1 + r²/R²)^(-1/2)), where M is that of the whole disc, from
    /// the centre to infinity, and move with v² = G M'/r + G M r² / (r² + R²)^(3/2), where M' is what the
    /// central body has without the disc.
    static Bodies aroundCentre(Parameters p) {
        if (p.bodies() < 2) {
            throw new IllegalArgumentException("a disc around a central body has at least 2 bodies, not " + p.bodies());
        }
        RandomGenerator random = Sampling.random(p.seed());
        Bodies bodies = Sampling.equalMasses(p);
        double around = (1 - CENTRE) * p.mass();
        double most = beyond(INNER);
        double least = beyond(OUTER);
        double whole = around / (most - least);
        bodies.mass[0] = CENTRE * p.mass();
        double bare = bodies.mass[0] - whole * (1 - most);
        for (int i = 1; i < p.bodies(); i++) {
            bodies.mass[i] = around / (p.bodies() - 1);
            double[] direction = Sampling.direction(random, 2);
            double left = most - random.nextDouble() * (most - least);
            double r = p.radius() * StrictMath.sqrt((1 - left) * (1 + left)) / left;
            double root = StrictMath.hypot(r, p.radius());
            double speed =
                    StrictMath.sqrt(p.gravitationalConstant() * (bare / r + whole * (r / root) * (r / root) / root));
            bodies.position[0][i] = r * direction[0];
            bodies.position[1][i] = r * direction[1];
            bodies.velocity[0][i] = -speed * direction[1];
            bodies.velocity[1][i] = speed * direction[0];
        }
        return Sampling.centred(bodies);
    }

    /// The part of Kuzmin's disc outside of a radius, in units of its scale length.
    private static double beyond(double r) {
        return 1 / StrictMath.sqrt(1 + r * r);
    }
}
