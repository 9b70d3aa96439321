package hyades.nbody;

import hyades.nbody.DistributedNBody.Plan;
import hyades.partition.Subrange;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// Refuses systems that have no forces, or none that doubles hold, before they are answered with zeros or infinities.
public final class Computable {
    /// Beyond it, and below its inverse, products inside a force may not be numbers of full precision any more.
    private static final double LARGEST = 1e300;

    private final Bodies bodies;
    private final double gravitationalConstant;
    private final double softening;
    private final double mass;
    private final Units units;

    private Computable(Bodies bodies, Plan plan) {
        this.bodies = bodies;
        gravitationalConstant = plan.gravitationalConstant();
        softening = plan.softening();
        mass = bodies.totalMass();
        units = plan.units();
    }

    /// Does nothing for a system that can be computed.
    ///
    /// @param plan with what it is to be integrated
    /// @param describe calls a body by a name and where it comes from
    /// @throws IllegalArgumentException in one line: what is not possible, and why
    public static void require(Bodies bodies, Plan plan, IntFunction<String> describe) {
        Computable system = new Computable(bodies, plan);
        requireThat(
                system.mass != 0 || !plan.fields().isEmpty(),
                "expected bodies with mass, or a --field that pulls at them, found neither");
        system.requireMasses();
        system.requireFields(plan.fields(), describe);
        if (bodies.count() > 1 && system.mass > 0) {
            system.requireForces(describe);
        }
        requireThat(
                plan.timeStep() != 0 && Double.isFinite(plan.timeStep()) && Double.isFinite(plan.length()),
                "expected another --dt: nothing is computed by steps of %s, %d of them"
                        .formatted(plan.units().say(Dimension.TIME, plan.timeStep()), plan.steps()));
    }

    private void requireMasses() {
        requireThat(mass <= Double.MAX_VALUE, "the sum of the masses overflows");
        requireThat(
                gravitationalConstant * mass <= Double.MAX_VALUE, "G times the mass of %s overflows", inMasses(mass));
        double kinetic = 0;
        for (int i = 0; i < bodies.count(); i++) {
            for (double[] v : bodies.velocity) {
                kinetic += bodies.mass[i] * v[i] * v[i] + v[i] * v[i];
            }
        }
        requireThat(Double.isFinite(kinetic), "the squares of the velocities, or the kinetic energy, overflow");
    }

    /// Of a point, at the origin, no field is defined.
    private void requireFields(List<ExternalField> fields, IntFunction<String> describe) {
        for (ExternalField field : fields) {
            double[][] acceleration = new double[bodies.dimensions()][bodies.count()];
            field.accelerate(gravitationalConstant, bodies.position, new Subrange(0, bodies.count()), acceleration);
            for (int i = 0; i < bodies.count(); i++) {
                boolean isFinite = Double.isFinite(field.potential(gravitationalConstant, bodies.position, i));
                for (double[] axis : acceleration) {
                    isFinite &= Double.isFinite(axis[i]);
                }
                requireThat(
                        isFinite,
                        "%s is where --field %s is not finite: expected it elsewhere",
                        describe.apply(i),
                        field);
            }
        }
    }

    private void requireForces(IntFunction<String> describe) {
        requireThat(
                softening == 0 || softening * softening >= InverseCube.SMALLEST_SQUARE,
                "the square of the softening length of %s is too small: expected 0, or at least 1e-75",
                inLengths(softening));
        double far = 2 * bodies.extent() + softening;
        requireThat(far * far < LARGEST, "the squares of distances overflow: they are up to %s", inLengths(farthest()));
        double gm = gravitationalConstant * mass;
        requireThat(
                gm / far / far / far > 1 / LARGEST,
                "no force would be left: G times the mass of %s over the cube of %s underflows",
                inMasses(mass),
                inLengths(far));
        double near = softening > 0 ? softening : smallestSeparation(describe);
        requireThat(
                gm / near / near / near < LARGEST && gm / near * mass < LARGEST,
                "the force at the smallest distance of %s overflows, with a mass of %s",
                inLengths(near),
                inMasses(mass));
    }

    private String inMasses(double someMass) {
        return units.say(Dimension.MASS, someMass);
    }

    private String inLengths(double distance) {
        return units.say(Dimension.LENGTH, distance);
    }

    /// Without softening no force is defined between two bodies at one place.
    private double smallestSeparation(IntFunction<String> describe) {
        return ClosestPair.of(bodies)
                .map(pair -> {
                    requireThat(
                            !pair.isOnePlace(),
                            "%s and %s are at one place: expected a --softening, or other places",
                            describe.apply(pair.first()),
                            describe.apply(pair.second()));
                    return pair.separation();
                })
                .orElseThrow();
    }

    /// Twice the largest coordinate [m], whose square needs no double.
    private double farthest() {
        return 2
                * Arrays.stream(bodies.position)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .max()
                        .orElseThrow();
    }

    private static void requireThat(boolean isSo, String complaint, Object... values) {
        if (!isSo) {
            throw new IllegalArgumentException(complaint.formatted(values));
        }
    }
}
