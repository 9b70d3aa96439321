package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestPairTest {
    /// Against the distances of all pairs with mass; every seventh body has mass where `massless` says so.
    @ParameterizedTest(name = "{0} bodies in {1} dimensions, some without mass: {2}")
    @CsvSource({"2, 2, false", "3, 3, true", "100, 2, false", "500, 3, false", "500, 2, true"})
    void isTheClosestOfAllPairs(int count, int dimensions, boolean massless) {
        for (int seed = 0; seed < 20; seed++) {
            Bodies bodies = Systems.create(InitialConditions.UNIFORM, dimensions, count, 0, seed);
            for (int i = 0; massless && i < count; i++) {
                bodies.mass[i] = i % 7 == 0 ? 1 : 0;
            }
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    double square = 0;
                    for (double[] x : bodies.position) {
                        square += (x[i] - x[j]) * (x[i] - x[j]);
                    }
                    least = bodies.mass[i] + bodies.mass[j] > 0 ? Math.min(least, Math.sqrt(square)) : least;
                }
            }
            ClosestPair found = ClosestPair.of(bodies).orElseThrow();
            assertEquals(least, found.separation(), 1e-15 * least);
            assertTrue(found.first() < found.second());
            assertEquals(found.separation(), ClosestPair.separation(bodies, found.first(), found.second()));
        }
    }

    @Test
    void ofOneBodyThereIsNone() {
        assertEquals(Optional.empty(), ClosestPair.of(Systems.create(InitialConditions.UNIFORM, 2, 1, 0, 1)));
    }

    /// Squares of these distances are neither 0 nor infinite only by way of larger numbers.
    @Test
    void distancesAreRightWhereSquaresAreNot() {
        Bodies bodies = Systems.create(InitialConditions.UNIFORM, 2, 2, 0, 1);
        bodies.position[0][0] = 3e200;
        bodies.position[0][1] = 0;
        bodies.position[1][0] = 0;
        bodies.position[1][1] = 4e200;
        assertEquals(5e200, ClosestPair.of(bodies).orElseThrow().separation(), 1e185);
        bodies.position[0][0] = 3e-200;
        bodies.position[1][1] = 4e-200;
        ClosestPair close = ClosestPair.of(bodies).orElseThrow();
        assertEquals(5e-200, close.separation(), 1e-215);
        assertTrue(close.isOnePlace());
        bodies.position[0][0] = 1e-60;
        assertFalse(ClosestPair.of(bodies).orElseThrow().isOnePlace());
    }
}
