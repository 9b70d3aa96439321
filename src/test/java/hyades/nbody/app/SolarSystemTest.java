package hyades.nbody.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hyades.comm.TestRanks;
import hyades.nbody.Bodies;
import hyades.nbody.Diagnostics;
import hyades.nbody.DistributedNBody;
import hyades.nbody.Moment;
import hyades.nbody.NBodySetup;
import hyades.nbody.Scheme;
import hyades.vector.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The planets of `jobs/solar-system.csv`, by all defaults: nobody asks for a softening length or a time step.
class SolarSystemTest {
    private static final double AU = 149_597_870_700.0;

    @Command
    private static final class Asked {
        @Mixin
        private final InitialOptions options = new InitialOptions();
    }

    /// Within 712 days Mercury, Venus and the Earth reach their perihelia a(1 - e) and aphelia a(1 + e), by the
    /// published elements. Planets disturb each other by parts in 1e4 of that in so short a time: a part in 1000 is
    /// allowed. Softened by 0.05 of Neptune's distance, Mercury would leave.
    @Test
    void thePlanetsKeepToTheirOrbits() {
        Asked asked = new Asked();
        new CommandLine(asked).parseArgs("--initial", "jobs/solar-system.csv");
        asked.options.check();
        NBodySetup setup = asked.options.setUp(Scheme.LEAPFROG, 8000, null, null, null);
        assertEquals(
                List.of("Sun", "Mercury", "Venus", "Earth-Moon"),
                setup.bodies().labels().names().subList(0, 4));
        Extremes extremes = new Extremes(4);
        TestRanks.alone(world -> {
            try (DistributedNBody nbody =
                    new DistributedNBody(world, setup.plan(), setup.bodies(), 0, KernelChoice.SCALAR, 1)) {
                return nbody.run(extremes);
            }
        });
        double[][] elements = {{0.38709927, 0.20563593}, {0.72333566, 0.00677672}, {1.00000261, 0.01671123}};
        for (int planet = 1; planet <= 3; planet++) {
            double a = elements[planet - 1][0] * AU;
            double e = elements[planet - 1][1];
            assertEquals(a * (1 - e), extremes.least[planet], 1e-3 * a);
            assertEquals(a * (1 + e), extremes.most[planet], 1e-3 * a);
        }
    }

    /// The distances of the first bodies from the very first.
    private static final class Extremes implements DistributedNBody.Observer {
        private final double[] least;
        private final double[] most;

        private Extremes(int bodies) {
            least = new double[bodies];
            most = new double[bodies];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
        }

        @Override
        public void measured(Moment at, Diagnostics diagnostics) {}

        @Override
        public void stepped(Moment at, Bodies bodies) {
            for (int i = 1; i < least.length; i++) {
                double distance = 0;
                for (int axis = 0; axis < 3; axis++) {
                    double[] x = bodies.positions(axis);
                    distance = Math.hypot(distance, x[i] - x[0]);
                }
                least[i] = Math.min(least[i], distance);
                most[i] = Math.max(most[i], distance);
            }
        }
    }
}
