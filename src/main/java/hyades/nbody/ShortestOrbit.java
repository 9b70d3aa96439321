package hyades.nbody;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The two bodies of a system that move around each other in the shortest time: what a time step has to resolve.
///
/// @param distance theirs [m], or, of two that have nearly all mass, that at their pericentre
/// @param period 2π (d³/(G(m₁+m₂)))^(1/2) [s], where d is that distance, softened ([SofteningKernel])
public record ShortestOrbit(int first, int second, double distance, double period) {
    /// Finds it. Heavier bodies go first, and each looks along one axis only as far as an orbit with a lighter one
    /// could be shorter: O(N log N) for bodies of about the same mass, and for planets or asteroids around a star.
    ///
    /// @return none where no two bodies are, or none has mass
    public static Optional<ShortestOrbit> of(
            Bodies bodies, double gravitationalConstant, double softening, SofteningKernel kernel) {
        return shorterThan(Double.POSITIVE_INFINITY, bodies, gravitationalConstant, softening, kernel);
    }

    /// The same, if it is shorter than a time, which makes the search as much shorter.
    ///
    /// @param period that time [s]
    public static Optional<ShortestOrbit> shorterThan(
            double period, Bodies bodies, double gravitationalConstant, double softening, SofteningKernel kernel) {
        return new Search(bodies, gravitationalConstant, softening, kernel).least(period / (2 * Math.PI));
    }

    /// Its period [s]; infinite where there is none.
    static double period(Bodies bodies, double gravitationalConstant, double softening, SofteningKernel kernel) {
        return of(bodies, gravitationalConstant, softening, kernel)
                .map(ShortestOrbit::period)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static final class Search {
        /// Of the total mass: a pair with more moves as if it were alone, and its pericentre is foreseeable.
        private static final double ALONE = 0.9;

        /// Of the separation: bodies that will pass closer than this fall onto each other, which no step resolves.
        private static final double HEAD_ON = 1e-6;

        /// More than that of a reach.
        private static final double ROUNDING = 1e-12;

        private final Bodies bodies;
        private final double gravitationalConstant;
        private final double softening;
        private final SofteningKernel kernel;
        private final double totalMass;

        Search(Bodies bodies, double gravitationalConstant, double softening, SofteningKernel kernel) {
            this.bodies = bodies;
            this.gravitationalConstant = gravitationalConstant;
            this.softening = softening;
            this.kernel = kernel;
            totalMass = bodies.totalMass();
        }

        Optional<ShortestOrbit> least(double limit) {
            double[] x = bodies.position[ClosestPair.widestAxis(bodies)];
            double[] mass = bodies.mass;
            int[] order = sorted(i -> x[i]);
            int[] placeOf = new int[order.length];
            for (int place = 0; place < order.length; place++) {
                placeOf[order[place]] = place;
            }
            double best = limit;
            int first = -1;
            int second = -1;
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
                            first = Math.min(body, other);
                            second = Math.max(body, other);
                            reach = reach(best, mass[body]);
                        }
                    }
                }
            }
            return first < 0
                    ? Optional.empty()
                    : Optional.of(new ShortestOrbit(first, second, distance(first, second), 2 * Math.PI * best));
        }

        private int[] sorted(IntToDoubleFunction key) {
            return IntStream.range(0, bodies.count())
                    .boxed()
                    .sorted(Comparator.comparingDouble(key::applyAsDouble))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        /// How far a body of at most `mass` may be from one of `mass`, if they move around each other in 2π times
        /// `time`: anywhere, if the two may be alone, whose distance is that at their pericentre.
        private double reach(double time, double mass) {
            if (2 * mass > ALONE * totalMass) {
                return Double.POSITIVE_INFINITY;
            }
            double softened = Math.cbrt(time * time * 2 * gravitationalConstant * mass) * (1 + ROUNDING);
            return kernel.reach(softened, softening);
        }

        private double time(int i, int j) {
            double softened = kernel.softened(distance(i, j), softening);
            return softened * Math.sqrt(softened / (gravitationalConstant * (bodies.mass[i] + bodies.mass[j])));
        }

        private double distance(int i, int j) {
            double separation = ClosestPair.separation(bodies, i, j);
            boolean isAlone = bodies.mass[i] + bodies.mass[j] > ALONE * totalMass;
            return isAlone ? pericentre(i, j, separation) : separation;
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
}
