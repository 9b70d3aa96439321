package hyades.nbody;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The lowered isothermal sphere of King (1966), AJ 71, 64: f(E) ∝ exp(E) - 1 for E = W - v²/2 > 0, where W is the
/// depth of the potential below that at the edge, in units of σ². Lengths are in King's core radii, r₀² =
/// 9σ²/(4πGρ₀), masses in σ²r₀/G.
final class KingModel {
    /// Of a step, relative to the radius: Runge and Kutta's method is off by its fourth power, 1e-9.
    private static final double STEP = 0.005;

    private static final double FIRST_RADIUS = 1e-3;

    /// Γ(7/2).
    private static final double GAMMA = 15.0 / 8 * StrictMath.sqrt(Math.PI);

    private final double densityAtCentre;
    private double[] radius = new double[4096];
    private double[] root = new double[4096]; // the cube root of the mass within it
    private double[] depth = new double[4096];
    private int points;
    private double energy; // ∫W dM

    /// Integrates Poisson's equation from the centre to the edge.
    ///
    /// @param depthAtCentre W₀, above 0
    KingModel(double depthAtCentre) {
        densityAtCentre = density(depthAtCentre);
        add(0, 0, depthAtCentre);
        double r = FIRST_RADIUS;
        double[] state = {depthAtCentre - 1.5 * r * r, 3 * r * r * r, 3 * r * r * r * depthAtCentre};
        while (state[0] > 0) {
            add(r, state[1], state[0]);
            energy = state[2];
            double h = STEP * (r + 0.1);
            state = step(r, state, h);
            r += h;
        }
        // what is left of the way is nearly empty: there the depth falls as that of a point mass
        int last = points - 1;
        double mass = mass();
        add(1 / (1 / radius[last] - depth[last] / mass), mass, 0);
    }

    private void add(double r, double mass, double w) {
        if (points == radius.length) {
            radius = Arrays.copyOf(radius, 2 * points);
            root = Arrays.copyOf(root, 2 * points);
            depth = Arrays.copyOf(depth, 2 * points);
        }
        radius[points] = r;
        root[points] = StrictMath.cbrt(mass);
        depth[points++] = w;
    }

    /// ρ(W) = exp(W) erf(W^(1/2)) - (4W/π)^(1/2) (1 + 2W/3), as the series W^(5/2) Σ Wⁿ/Γ(n + 7/2), in which nothing
    /// cancels.
    static double density(double w) {
        if (w <= 0) {
            return 0;
        }
        double term = w * w * StrictMath.sqrt(w) / GAMMA;
        double sum = 0;
        for (double n = 3.5; sum + term != sum; n++) {
            sum += term;
            term *= w / n;
        }
        return sum;
    }

    private double[] step(double r, double[] state, double h) {
        double[] k1 = slope(r, state);
        double[] k2 = slope(r + h / 2, along(state, k1, h / 2));
        double[] k3 = slope(r + h / 2, along(state, k2, h / 2));
        double[] k4 = slope(r + h, along(state, k3, h));
        double[] next = new double[3];
        for (int i = 0; i < 3; i++) {
            next[i] = state[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return next;
    }

    private static double[] along(double[] state, double[] slope, double h) {
        return new double[] {state[0] + h * slope[0], state[1] + h * slope[1], state[2] + h * slope[2]};
    }

    /// Of the depth, the mass within r, and ∫W dM.
    private double[] slope(double r, double[] state) {
        double shell = 9 * r * r * density(state[0]) / densityAtCentre;
        return new double[] {-state[1] / (r * r), shell, state[0] * shell};
    }

    /// The mass of the model.
    double mass() {
        return root[points - 1] * root[points - 1] * root[points - 1];
    }

    /// Where the density vanishes, in core radii; its logarithm is the concentration c.
    double tidalRadius() {
        return radius[points - 1];
    }

    /// GM²/(2|U|), with U = -½ (∫W dM + M²/r_t).
    double virialRadius() {
        return mass() * mass() / (energy + mass() * mass() / tidalRadius());
    }

    /// A radius within which a part of the mass lies, and the depth there.
    ///
    /// @param part from 0 to below 1
    double[] at(double part) {
        double wanted = StrictMath.cbrt(part) * root[points - 1];
        int found = Arrays.binarySearch(root, 0, points, wanted);
        int cell = Math.clamp(found < 0 ? -found - 2 : found, 0, points - 2);
        double width = root[cell + 1] - root[cell];
        double along = width > 0 ? (wanted - root[cell]) / width : 0;
        return new double[] {
            radius[cell] + along * (radius[cell + 1] - radius[cell]),
            Math.max(0, depth[cell] + along * (depth[cell + 1] - depth[cell]))
        };
    }

    /// A speed in units of σ where the depth is `w`, from g(t) = t (exp(w (1 - t)) - 1) dv with t = v²/2w by rejection.
    static double speed(RandomGenerator random, double w) {
        // exp(x) - 1 is at most x (exp(w) - 1)/w below w, and at most exp(x)
        double most = Math.min(StrictMath.expm1(w) / 4, StrictMath.exp(w - 1) / w);
        while (w > 0) {
            double q = random.nextDouble();
            if (most * random.nextDouble() < q * q * StrictMath.expm1(w * (1 - q * q))) {
                return q * StrictMath.sqrt(2 * w);
            }
        }
        return 0;
    }
}
