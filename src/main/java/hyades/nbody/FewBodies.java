package hyades.nbody;

import hyades.nbody.InitialConditions.Parameters;
import java.util.Arrays;

/// Recipes of two and three bodies, of [InitialConditions]; in three dimensions they move in the plane z = 0.
final class FewBodies {
    /// Of masses and a radius of 1, with G = 1.
    static final double FIGURE_EIGHT_PERIOD = 6.32591398292621;

    private static final double X = 0.97000435669734;
    private static final double Y = -0.24308753153583;
    private static final double VX = -0.93240737144104;
    private static final double VY = -0.86473146092102;

    private FewBodies() {}

    static Bodies kepler(Parameters p) {
        Bodies bodies = Sampling.equalMasses(p);
        double e = p.shape().eccentricity();
        double pericentre = p.radius() * (1 - e);
        double speed = StrictMath.sqrt(p.gravitationalConstant() * p.mass() / p.radius() * (1 + e) / (1 - e));
        for (int i = 0; i < 2; i++) {
            int sign = i == 0 ? 1 : -1;
            bodies.position[0][i] = sign * pericentre / 2;
            bodies.velocity[1][i] = sign * speed / 2;
        }
        return bodies;
    }

    static Bodies figureEight(Parameters p) {
        Bodies bodies = Sampling.equalMasses(p);
        double speed = StrictMath.sqrt(p.gravitationalConstant() * p.mass() / 3 / p.radius());
        bodies.position[0] = scaled(p.radius(), X, -X, 0);
        bodies.position[1] = scaled(p.radius(), Y, -Y, 0);
        bodies.velocity[0] = scaled(speed, -VX / 2, -VX / 2, VX);
        bodies.velocity[1] = scaled(speed, -VY / 2, -VY / 2, VY);
        return bodies;
    }

    static Bodies lagrange(Parameters p) {
        Bodies bodies = Sampling.equalMasses(p);
        double speed = lagrangeSpeed(p.mass(), p.radius(), p.gravitationalConstant());
        double half = StrictMath.sqrt(0.75);
        bodies.position[0] = scaled(p.radius(), 1, -0.5, -0.5);
        bodies.position[1] = scaled(p.radius(), 0, half, -half);
        bodies.velocity[0] = scaled(speed, 0, -half, half);
        bodies.velocity[1] = scaled(speed, 1, -0.5, -0.5);
        return bodies;
    }

    /// With which the three fall round their circle: v² = G m / (3^(1/2) R), with a third of the mass each.
    static double lagrangeSpeed(double mass, double radius, double gravitationalConstant) {
        return StrictMath.sqrt(gravitationalConstant * mass / 3 / (StrictMath.sqrt(3) * radius));
    }

    static Bodies pythagorean(Parameters p) {
        Bodies bodies = Bodies.empty(p.dimensions(), 3);
        System.arraycopy(scaled(p.mass() / 12, 3, 4, 5), 0, bodies.mass, 0, 3);
        bodies.position[0] = scaled(p.radius(), 1, -2, 1);
        bodies.position[1] = scaled(p.radius(), 3, -1, -1);
        return bodies;
    }

    private static double[] scaled(double factor, double... values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }
}
