package hyades.nbody;

import hyades.comm.TestRanks;
import hyades.nbody.InitialConditions.Shape;
import hyades.vector.KernelChoice;
import java.util.ArrayList;
import java.util.List;

/// Systems to test with, and their integration on one rank.
final class Systems {
    private Systems() {}

    /// A system of the field's units, G = 1.
    static Bodies create(InitialConditions kind, int dimensions, int bodies, double eccentricity, long seed) {
        return create(kind, dimensions, bodies, eccentric(eccentricity), seed);
    }

    /// As above; of a total mass of 1, but for three bodies, whose masses are those of the literature.
    static Bodies create(InitialConditions kind, int dimensions, int bodies, Shape shape, long seed) {
        double mass = kind.isRandom() || bodies < 3 ? 1 : kind.defaultMass(bodies, 1);
        return kind.create(new InitialConditions.Parameters(dimensions, bodies, mass, 1, 1, shape, seed));
    }

    static Shape eccentric(double eccentricity) {
        return new Shape(eccentricity, 0, 6, 4, 2, 1, 0);
    }

    static Bodies copy(Bodies bodies) {
        return bodies.copy();
    }

    /// The same bodies at z = 0, at rest along z.
    static Bodies inSpace(Bodies plane) {
        Bodies space = Bodies.empty(3, plane.count());
        System.arraycopy(plane.mass, 0, space.mass, 0, plane.count());
        for (int d = 0; d < 2; d++) {
            System.arraycopy(plane.position[d], 0, space.position[d], 0, plane.count());
            System.arraycopy(plane.velocity[d], 0, space.velocity[d], 0, plane.count());
        }
        return space;
    }

    /// What a run showed.
    record Run(Bodies last, List<Diagnostics> measured) {
        double largestEnergyError() {
            double initial = measured.getFirst().total();
            return measured.stream()
                    .mapToDouble(d -> Math.abs((d.total() - initial) / initial))
                    .max()
                    .orElseThrow();
        }

        double finalEnergyError() {
            double initial = measured.getFirst().total();
            return Math.abs((measured.getLast().total() - initial) / initial);
        }
    }

    /// Integrates a copy of `initial` on one rank; G = 1.
    static Run run(Bodies initial, Scheme scheme, double dt, int steps, double softening, int every) {
        return TestRanks.alone(world -> {
            DistributedNBody.Plan plan = new DistributedNBody.Plan(scheme, dt, steps, 1, softening, every);
            List<Diagnostics> measured = new ArrayList<>();
            try (DistributedNBody nbody = new DistributedNBody(world, plan, copy(initial), 0, KernelChoice.AUTO, 1)) {
                nbody.run(new Recorder(measured));
                return new Run(nbody.bodies(), measured);
            }
        });
    }

    record Recorder(List<Diagnostics> measured) implements DistributedNBody.Observer {
        @Override
        public void stepped(Moment at, Bodies bodies) {}

        @Override
        public void measured(Moment at, Diagnostics diagnostics) {
            measured.add(diagnostics);
        }
    }
}
