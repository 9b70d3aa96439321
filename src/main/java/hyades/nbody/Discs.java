package hyades.nbody;

import hyades.nbody.InitialConditions.Parameters;
import java.util.random.RandomGenerator;

/// Recipes of flat systems, of [InitialConditions]; in three dimensions they lie in the plane z = 0.
final class Discs {
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
}
