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
    /// the centre to infinity. Circular orbits have v² = r² Ω² = G M'/r + G M r² / (r² + R²)^(3/2), where M' is
    /// what the central body has without the disc, and the epicycle frequency κ² = 4 Ω² + dΩ²/d ln r.
    ///
    /// Radial speeds scatter by σ = 3.36 Q G Σ / κ (Toomre 1964), those along the orbit by σ κ / 2Ω, about the
    /// speed that carries the disc with them, whose square is v² + σ² (1 - κ² / 4Ω² + d ln(Σ σ²) / d ln r):
    /// Binney & Tremaine (2008), Galactic Dynamics, 4.8.2.
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
            double[] speeds = speeds(p, r, bare, whole);
            double scatter = StrictMath.sqrt(-2 * StrictMath.log(Sampling.open(random))); // Box & Muller (1958)
            double phase = 2 * Math.PI * random.nextDouble();
            double out = speeds[1] * scatter * StrictMath.cos(phase);
            double along = speeds[0] + speeds[2] * scatter * StrictMath.sin(phase);
            for (int d = 0; d < 2; d++) {
                bodies.position[d][i] = r * direction[d];
            }
            bodies.velocity[0][i] = out * direction[0] - along * direction[1];
            bodies.velocity[1][i] = out * direction[1] + along * direction[0];
        }
        return Sampling.centred(bodies);
    }

    /// @return the mean along the orbit, and by how much those outwards and along it scatter [m/s]
    private static double[] speeds(Parameters p, double r, double bare, double whole) {
        double g = p.gravitationalConstant();
        double square = r * r + p.radius() * p.radius();
        double point = g * bare / (r * r * r);
        double disc = g * whole / (square * StrictMath.sqrt(square));
        double part = r * r / square;
        double turns = point + disc; // Ω²
        double swings = point + disc * (4 - 3 * part); // κ²
        double slope = (-3 * point + disc * part * (15 * part - 18)) / swings; // d ln κ² / d ln r
        double surface = whole * p.radius() / (2 * Math.PI * square * StrictMath.sqrt(square));
        double scatter = 3.36 * p.shape().toomre() * g * surface / StrictMath.sqrt(swings);
        double ratio = swings / (4 * turns);
        double mean = r * r * turns + scatter * scatter * (1 - ratio - 9 * part - slope);
        return new double[] {StrictMath.sqrt(mean), scatter, scatter * StrictMath.sqrt(ratio)};
    }

    /// The part of Kuzmin's disc outside of a radius, in units of its scale length.
    private static double beyond(double r) {
        return 1 / StrictMath.sqrt(1 + r * r);
    }
}
