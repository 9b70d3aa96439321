package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import hyades.nbody.EventPlan.OnCollision;
import hyades.partition.Subrange;
import java.util.function.Consumer;

/// Finds what happened within a step, from where the bodies were before and after it.
///
/// Between the two, each pair's distance is that on the cubic through both places with both velocities (Hermite's
/// interpolation), which is off by the fourth power of the step, so that no body passes another unseen between two
/// steps; REBOUND's line search (Rein & Liu 2012, A&A 537, A128) takes straight lines for that. A passage is where
/// approaching turns to receding: where a step ends and the next begins the sign is the same number's, so that none
/// is found twice, or missed.
final class EventSearch {
    /// Of a step, at whose ends it is looked whether a pair approaches: one that turns back within one is missed.
    private static final int PARTS = 4;

    /// Halves an interval to the last bit of a double.
    private static final int HALVINGS = 53;

    /// More than that of a bound.
    private static final double ROUNDING = 1e-12;

    private final EventPlan plan;
    private final Bodies before;
    private final Bodies after;
    private final double dt;
    private final boolean isFirst;
    private final double gravitationalConstant;
    private final double softening;
    private final SofteningKernel softeningKernel;

    /// How far each body gets from where it was, at most [m], shape (n); null where no pairs are looked at.
    private final double[] reach;

    private final Centre centreBefore; // null where no escapes are looked for
    private final Centre centreAfter;

    /// @param before the bodies where the step began
    /// @param after the same where it ended, at `at`
    EventSearch(Plan plan, Bodies before, Bodies after, Moment at) {
        this.plan = plan.events();
        this.before = before;
        this.after = after;
        dt = at.time() - at.before();
        isFirst = at.step() == 1;
        gravitationalConstant = plan.gravitationalConstant();
        softening = plan.softening();
        softeningKernel = plan.softeningKernel();
        boolean looksAtPairs = this.plan.encounter() > 0 || this.plan.collision() != OnCollision.NONE;
        reach = looksAtPairs ? reach() : null;
        boolean looksForEscapes = this.plan.escape() > 0;
        centreBefore = looksForEscapes ? Centre.of(before) : null;
        centreAfter = looksForEscapes ? Centre.of(after) : null;
    }

    /// Tells of what happened to some bodies: each pair is that of one of them.
    ///
    /// @param found told in any order
    void search(Subrange targets, Consumer<Event> found) {
        int n = after.count();
        for (int i = targets.start(); i < targets.end(); i++) {
            if (reach != null) {
                for (int k = 1; k <= n / 2; k++) { // half the others, round and round, so that all have as many
                    int j = i + k < n ? i + k : i + k - n;
                    if (2 * k < n || i < j) {
                        look(Math.min(i, j), Math.max(i, j), found);
                    }
                }
            }
            if (centreAfter != null
                    && isEscaper(after, centreAfter, i)
                    && (isFirst || !isEscaper(before, centreBefore, i))) {
                found.accept(new Event(Event.Kind.ESCAPE, 1, i, -1, centreAfter.distance(after, i)));
            }
        }
    }

    /// The cubic lies within the hull of its four control points (Bézier), which are no farther apart than that.
    private double[] reach() {
        double[] reach = new double[after.count()];
        double third = dt / 3;
        for (int i = 0; i < reach.length; i++) {
            double whole = 0;
            double early = 0;
            double late = 0;
            for (int d = 0; d < after.dimensions(); d++) {
                double way = after.position[d][i] - before.position[d][i];
                double first = third * before.velocity[d][i];
                double last = way - third * after.velocity[d][i];
                whole += way * way;
                early += first * first;
                late += last * last;
            }
            reach[i] = Math.sqrt(Math.max(whole, Math.max(early, late))) * (1 + ROUNDING);
        }
        return reach;
    }

    private double touching(int i, int j) {
        return plan.collision() == OnCollision.NONE ? 0 : after.radius[i] + after.radius[j];
    }

    private void look(int i, int j, Consumer<Event> found) {
        double touching = touching(i, j);
        double within = Math.max(plan.encounter(), touching);
        double far = (within + reach[i] + reach[j]) * (1 + ROUNDING);
        double square = 0;
        for (double[] axis : before.position) {
            double way = axis[j] - axis[i];
            square += way * way;
        }
        if (square <= far * far) {
            look(new Path(i, j), touching, found);
        }
    }

    private void look(Path path, double touching, Consumer<Event> found) {
        boolean isApart = path.distance(0) >= touching;
        boolean collides = false;
        double start = 0;
        for (int part = 1; part <= PARTS; part++) {
            double end = (double) part / PARTS;
            double closest = end;
            boolean isPassage = path.approach(start) < 0 && path.approach(end) >= 0;
            if (isPassage) {
                closest = lastWhere(start, end, s -> path.approach(s) < 0);
            }
            double distance = path.distance(closest);
            if (isApart && !collides && distance < touching) {
                collides = true;
                double contact = lastWhere(start, closest, s -> path.distance(s) >= touching);
                found.accept(new Event(Event.Kind.COLLISION, contact, path.i, path.j, path.distance(contact)));
            }
            if (isPassage && distance < plan.encounter()) {
                found.accept(new Event(Event.Kind.ENCOUNTER, closest, path.i, path.j, distance));
            }
            start = end;
        }
    }

    private interface Condition {
        boolean holds(double part);
    }

    /// The end of where a condition holds that holds at `low` and not at `high`.
    private static double lastWhere(double low, double high, Condition condition) {
        double first = low;
        double last = high;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = 0.5 * (first + last);
            if (condition.holds(middle)) {
                first = middle;
            } else {
                last = middle;
            }
        }
        return last;
    }

    /// How two bodies move beside each other within the step.
    private final class Path {
        private final int i;
        private final int j;

        Path(int i, int j) {
            this.i = i;
            this.j = j;
        }

        double distance(double s) {
            double square = 0;
            for (int d = 0; d < after.dimensions(); d++) {
                double way = place(d, s);
                square += way * way;
            }
            return Math.sqrt(square);
        }

        /// Half of how the square of their distance changes over the step: negative where they approach.
        double approach(double s) {
            double sum = 0;
            for (int d = 0; d < after.dimensions(); d++) {
                sum += place(d, s) * speed(d, s);
            }
            return sum;
        }

        private double place(int d, double s) {
            double x0 = before.position[d][j] - before.position[d][i];
            double x1 = after.position[d][j] - after.position[d][i];
            if (s == 0 || s == 1) {
                return s == 0 ? x0 : x1;
            }
            double v0 = dt * (before.velocity[d][j] - before.velocity[d][i]);
            double v1 = dt * (after.velocity[d][j] - after.velocity[d][i]);
            double t = 1 - s;
            return t * t * ((1 + 2 * s) * x0 + s * v0) + s * s * ((3 - 2 * s) * x1 - t * v1);
        }

        private double speed(int d, double s) {
            double v0 = dt * (before.velocity[d][j] - before.velocity[d][i]);
            double v1 = dt * (after.velocity[d][j] - after.velocity[d][i]);
            if (s == 0 || s == 1) {
                return s == 0 ? v0 : v1;
            }
            double x0 = before.position[d][j] - before.position[d][i];
            double x1 = after.position[d][j] - after.position[d][i];
            double t = 1 - s;
            return 6 * s * t * (x1 - x0) + t * (1 - 3 * s) * v0 + s * (3 * s - 2) * v1;
        }
    }

    /// Far outside, outward bound, and faster than the others could ever hold back.
    private boolean isEscaper(Bodies bodies, Centre centre, int body) {
        double square = 0;
        double outward = 0;
        double speedSquare = 0;
        for (int d = 0; d < bodies.dimensions(); d++) {
            double way = bodies.position[d][body] - centre.place[d];
            double speed = bodies.velocity[d][body] - centre.velocity[d];
            square += way * way;
            outward += way * speed * dt;
            speedSquare += speed * speed;
        }
        return Math.sqrt(square) > plan.escape()
                && outward > 0
                && 0.5 * speedSquare > gravitationalConstant * massOverDistance(bodies, body);
    }

    private double massOverDistance(Bodies bodies, int body) {
        double sum = 0;
        for (int j = 0; j < bodies.count(); j++) {
            if (j != body && bodies.mass[j] > 0) {
                double square = 0;
                for (double[] axis : bodies.position) {
                    double way = axis[j] - axis[body];
                    square += way * way;
                }
                sum += bodies.mass[j] * softeningKernel.depth(square, softening);
            }
        }
        return sum;
    }

    /// The centre of mass.
    private record Centre(double[] place, double[] velocity) {
        static Centre of(Bodies bodies) {
            double mass = bodies.totalMass();
            int dim = bodies.dimensions();
            Centre centre = new Centre(new double[dim], new double[dim]);
            for (int d = 0; d < dim; d++) {
                centre.place[d] = Diagnostics.sum(bodies.mass, bodies.position[d]) / mass;
                centre.velocity[d] = Diagnostics.sum(bodies.mass, bodies.velocity[d]) / mass;
            }
            return centre;
        }

        double distance(Bodies bodies, int body) {
            double square = 0;
            for (int d = 0; d < place.length; d++) {
                double way = bodies.position[d][body] - place[d];
                square += way * way;
            }
            return Math.sqrt(square);
        }
    }
}
