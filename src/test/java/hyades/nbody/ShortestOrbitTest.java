package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Units with G = 1.
class ShortestOrbitTest {
    /// Against all pairs, with masses over two decades so that the closest pair is not that of the shortest orbit.
    @ParameterizedTest(name = "{0} bodies, softening {1}")
    @CsvSource({"3, 0", "50, 0", "400, 0", "400, 0.01"})
    void isTheShortestOfAllPairs(int count, double softening) {
        for (int seed = 0; seed < 10; seed++) {
            Bodies bodies = Systems.create(InitialConditions.UNIFORM, 3, count, 0, seed);
            for (int i = 0; i < count; i++) {
                bodies.mass[i] = i % 5 == 1 ? 0 : Math.pow(100, (i * 37 % count) / (double) count);
            }
            double least = Double.POSITIVE_INFINITY;
            int first = -1;
            int second = -1;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    double d = Math.hypot(ClosestPair.separation(bodies, i, j), softening);
                    double period = 2 * Math.PI * Math.sqrt(d * d * d / (bodies.mass[i] + bodies.mass[j]));
                    if (period < least) {
                        least = period;
                        first = j;
                        second = i;
                    }
                }
            }
            ShortestOrbit orbit = ShortestOrbit.of(bodies, 1, softening, SofteningKernel.PLUMMER)
                    .orElseThrow();
            if (count > 3) { // of three, two may have nearly all mass
                assertEquals(least, orbit.period(), 1e-13 * least);
                assertEquals(first, orbit.first());
                assertEquals(second, orbit.second());
                assertEquals(ClosestPair.separation(bodies, first, second), orbit.distance(), 1e-15);
            }
        }
    }

    /// Two bodies of total mass 1 at the far end of an ellipse with semi-major axis 1: 2π (1 - e)^(3/2), by Kepler's
    /// third law for a circle of radius 1 - e.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.99})
    void isThatAtPericentreForTwoBodiesFarFromIt(double eccentricity) {
        Bodies bodies = Bodies.empty(3, 2);
        bodies.mass[0] = 0.75;
        bodies.mass[1] = 0.25;
        bodies.position[1][1] = 1 + eccentricity;
        bodies.velocity[2][1] = Math.sqrt((1 - eccentricity) / (1 + eccentricity));
        double expected = 2 * Math.PI * Math.pow(1 - eccentricity, 1.5);
        assertEquals(
                expected,
                ShortestOrbit.period(bodies, 1, 0, SofteningKernel.PLUMMER),
                1e-12 * expected / (1 - eccentricity));
    }

    /// A comet at 30 whose pericentre of 0.01 is nearer than the planet at 0.4, and which the planet's orbit must not
    /// hide; along any axis.
    @ParameterizedTest(name = "along axis {0}")
    @ValueSource(ints = {0, 1, 2})
    void isThatOfACometFarOutWhichWillPassNearer(int axis) {
        Bodies bodies = Bodies.empty(3, 3);
        bodies.mass[0] = 1;
        bodies.mass[1] = 1e-7;
        bodies.position[axis][1] = 0.4;
        bodies.velocity[(axis + 1) % 3][1] = Math.sqrt(1 / 0.4);
        bodies.position[axis][2] = 30; // behind the planet, as seen from the star
        double e = (30 - 0.01) / (30 + 0.01);
        bodies.velocity[(axis + 1) % 3][2] = Math.sqrt((1 - e) / 30);
        double expected = 2 * Math.PI * Math.pow(0.01, 1.5);
        assertEquals(expected, ShortestOrbit.period(bodies, 1, 0, SofteningKernel.PLUMMER), 1e-9 * expected);
    }

    /// A hyperbola with a = 1, e = 3 is 2 from its focus at the least; on the way in at a distance of 10 the speed is
    /// (2/10 + 1)^(1/2), and the angular momentum (a (e² - 1))^(1/2) = 8^(1/2). Outbound, the closest is behind.
    @ParameterizedTest(name = "radial velocity times {0}: from {1}")
    @CsvSource({"-1, 2", "1, 10"})
    void isThatOfTheFlybyOnlyWhileItIsAhead(double sign, double distance) {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = 1;
        bodies.position[0][1] = 10;
        bodies.velocity[1][1] = Math.sqrt(8) / 10;
        bodies.velocity[0][1] = sign * Math.sqrt(1.2 - 0.08);
        double expected = 2 * Math.PI * Math.pow(distance, 1.5);
        assertEquals(expected, ShortestOrbit.period(bodies, 1, 0, SofteningKernel.PLUMMER), 1e-12 * expected);
    }

    /// Bodies at rest fall onto each other, which no step resolves: their distance counts, and 2 m apart they need
    /// 2π (8/8)^(1/2).
    @Test
    void isThatOfTheSeparationAtRest() {
        Bodies bodies = Bodies.empty(2, 2);
        bodies.mass[0] = bodies.mass[1] = 4;
        bodies.position[0][1] = 2;
        assertEquals(2 * Math.PI, ShortestOrbit.period(bodies, 1, 0, SofteningKernel.PLUMMER), 1e-14);
        assertEquals(Double.POSITIVE_INFINITY, ShortestOrbit.period(Bodies.empty(2, 1), 1, 0, SofteningKernel.PLUMMER));
    }
}
