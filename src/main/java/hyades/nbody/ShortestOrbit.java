package hyades.nbody;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The shortest time in which two bodies of a system move around each other: what a time step has to resolve.
final class ShortestOrbit {
    /// Of the total mass: a pair with more moves as if it were alone, and its pericentre is foreseeable.
    private static final double ALONE = 0.9;

    /// Of the separation: bodies that will pass closer than this fall onto each other, which no step resolves.
    private static final double HEAD_ON = 1e-6;

    private final Bodies bodies;
    private final double gravitationalConstant;
    private final double softening;
    private final double totalMass;

    private ShortestOrbit(Bodies bodies, double gravitationalConstant, double softening) {
        this.bodies = bodies;
        this.gravitationalConstant = gravitationalConstant;
        this.softening = softening;
        totalMass = bodies.totalMass();
    }

    /// The least 2π (d³/(G(m₁+m₂)))^(1/2) of all pairs [s], where d is their softened separation, or, of two that have
    /// nearly all mass, their distance at pericentre; infinite where no two bodies are, or none has mass.
    ///
    /// Heavier bodies go first, and each looks along one axis only as far as an orbit with a lighter one could be
    /// shorter: O(N log N) for bodies of about the same mass, and for planets or asteroids around a star.
    static double period(Bodies bodies, double gravitationalConstant, double softening) {
        return 2 * Math.PI * new ShortestOrbit(bodies, gravitationalConstant, softening).least();
    }

    private double least() {
        double[] x = bodies.position[0];
        double[] mass = bodies.mass;
        int[] order = sorted(i -> x[i]);
        int[] placeOf = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            placeOf[order[place]] = place;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int body : sorted(i -> -mass[i])) {
            for (int way = -1; mass[body] > 0 && way <= 1; way += 2) {
                double reach = reach(best, mass[body]);
                for (int k = placeOf[body] + way; k >= 0 && k < order.length; k += way) {
                    int other = order[k];
                    if (Math.abs(x[other] - x[body]) > reach) {
                        break;
                    }
                    double time = mass[other] <= mass[body] ? time(body, other) : best;
                    if (time < best) {
                        best = time;
                        reach = reach(best, mass[body]);
                    }
                }
            }
        }
        return best;
    }

    private int[] sorted(IntToDoubleFunction key) {
        return IntStream.range(0, bodies.count())
                .boxed()
                .sorted(Comparator.comparingDouble(key::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// How far a body of at most `mass` may be from one of `mass`, if they move around each other in `time` / 2π.
    private double reach(double time, double mass) {
        return Math.cbrt(time * time * 2 * gravitationalConstant * mass);
    }

    private double time(int i, int j) {
        double mass = bodies.mass[i] + bodies.mass[j];
        double separation = ClosestPair.separation(bodies, i, j);
        double distance = mass > ALONE * totalMass ? pericentre(i, j, separation) : separation;
        double softened = Math.hypot(distance, softening);
        return softened * Math.sqrt(softened / (gravitationalConstant * mass));
    }

    /// The least distance that two bodies will have that are alone, on any conic: p / (1 + e) with p = h²/μ.
    private double pericentre(int i, int j, double separation) {
        double mu = gravitationalConstant * (bodies.mass[i] + bodies.mass[j]);
        int dimensions = bodies.dimensions();
        double[] r = new double[3];
        double[] v = new double[3];
        for (int d = 0; d < dimensions; d++) {
            r[d] = (bodies.position[d][j] - bodies.position[d][i]) / separation;
            v[d] = (bodies.velocity[d][j] - bodies.velocity[d][i]) / Math.sqrt(mu / separation);
        }
        double square = Arrays.stream(v).map(each -> each * each).sum();
        double energy = square / 2 - 1; // in units of μ over the separation, as the lengths are of the separation
        double approach = r[0] * v[0] + r[1] * v[1] + r[2] * v[2];
        double parameter = square - approach * approach;
        double pericentre = parameter / (1 + Math.sqrt(Math.max(0, 1 + 2 * energy * parameter)));
        boolean isAhead = energy < 0 || approach < 0;
        return isAhead && pericentre > HEAD_ON ? Math.min(1, pericentre) * separation : separation;
    }
}
