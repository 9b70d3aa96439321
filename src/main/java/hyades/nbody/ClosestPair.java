package hyades.nbody;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// The two bodies that are closest to each other, of which at least one has mass: pairs without do not interact.
///
/// @param first the one that comes first among the bodies
/// @param separation [m]
public record ClosestPair(int first, int second, double separation) {
    /// Finds it by a sweep along one axis: each massive body looks as far to both sides as the closest pair so far is
    /// apart. Bodies of about the same mass cost O(N log N), one massive among many without O(N).
    ///
    /// @return none where fewer than two bodies are, or none has mass
    public static Optional<ClosestPair> of(Bodies bodies) {
        double[] x = bodies.position[widestAxis(bodies)];
        Integer[] order = IntStream.range(0, x.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> x[i]));
        ClosestPair best = null;
        for (int at = 0; at < order.length; at++) {
            int body = order[at];
            for (int way = -1; bodies.mass[body] > 0 && way <= 1; way += 2) {
                for (int k = at + way; k >= 0 && k < order.length; k += way) {
                    int other = order[k];
                    if (best != null && Math.abs(x[other] - x[body]) >= best.separation) {
                        break;
                    }
                    double separation = separation(bodies, body, other);
                    if (best == null || separation < best.separation) {
                        best = new ClosestPair(Math.min(body, other), Math.max(body, other), separation);
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// Whether they are so close that there is no force between them without softening: at one place, or nearly.
    public boolean isOnePlace() {
        return separation < InverseCube.SMALLEST_SEPARATION;
    }

    /// Along which the bodies lie farthest apart.
    static int widestAxis(Bodies bodies) {
        return IntStream.range(0, bodies.dimensions())
                .boxed()
                .max(Comparator.comparingDouble(axis -> {
                    var values = Arrays.stream(bodies.position[axis]).summaryStatistics();
                    return values.getMax() - values.getMin();
                }))
                .orElseThrow();
    }

    /// The distance of two bodies [m], without the squares that overflow.
    static double separation(Bodies bodies, int i, int j) {
        double separation = 0;
        for (double[] axis : bodies.position) {
            separation = Math.hypot(separation, axis[j] - axis[i]);
        }
        return separation;
    }
}
