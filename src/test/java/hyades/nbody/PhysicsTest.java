package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The integration against what is known of the systems; units with G = 1.
@Execution(ExecutionMode.CONCURRENT)
class PhysicsTest {
    /// Kepler orbit, e = 0.3: after one period the bodies are back where they started; halving the step must cut
    /// the error by 2^order, and the measured order may differ by 0.05 at these step sizes (the next term of the
    /// error's series is smaller by about (2π/2000)² for the leapfrog, (2π/1000)² for Yoshida's).
    /// That of sixth order takes fewer steps: its errors, 3e-9 and 5e-11, are to stay above rounding. The next
    /// term of Hermite's is of the next power: from 500 to 1000 steps its order is 0.033 too small, from there
    /// half of that.
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IAS15")
    void halvingTheStepCutsTheErrorByTheOrder(Scheme scheme) {
        Convergence expected = switch (scheme) {
            case LEAPFROG -> new Convergence(2, 2000);
            case YOSHIDA4 -> new Convergence(4, 1000);
            case YOSHIDA6 -> new Convergence(6, 200);
            case HERMITE4 -> new Convergence(4, 1000);
            case IAS15 -> throw new AssertionError("its steps vary");
        };
        double coarse = errorAfterOnePeriod(scheme, expected.steps);
        double fine = errorAfterOnePeriod(scheme, 2 * expected.steps);
        assertEquals(expected.order, Math.log(coarse / fine) / Math.log(2), 0.05);
    }

    /// The order of a scheme, and the steps a period from which on it shows.
    private record Convergence(int order, int steps) {}

    private static double errorAfterOnePeriod(Scheme scheme, int steps) {
        Bodies start = Systems.create(InitialConditions.KEPLER, 2, 2, 0.3, 0);
        Bodies end =
                Systems.run(start, scheme, 2 * Math.PI / steps, steps, 0, steps).last();
        return distance(start, end);
    }

    /// The leapfrog is its own inverse: with velocities turned round the bodies run back. What is left is rounding,
    /// about 1e-16 a step, amplified by the encounters of 100 bodies over half a free-fall time: below 1e-11.
    @Test
    void theLeapfrogRunsBackwards() {
        Bodies start = Systems.create(InitialConditions.UNIFORM, 3, 100, 0, 2);
        double dt = InitialConditions.freeFallTime(1, 1, 1) / 1000;
        Bodies there = Systems.run(start, Scheme.LEAPFROG, dt, 500, 0.05, 500).last();
        for (double[] v : there.velocity) {
            for (int i = 0; i < v.length; i++) {
                v[i] = -v[i];
            }
        }
        Bodies back = Systems.run(there, Scheme.LEAPFROG, dt, 500, 0.05, 500).last();
        assertTrue(distance(start, back) < 1e-11, () -> "off by " + distance(start, back));
        assertTrue(distance(start, there) > 0.1);
    }

    /// A negative step of a symplectic scheme goes back: the same as turning the velocities round, to the rounding of
    /// the same encounters.
    @Test
    void aNegativeStepGoesBackInTime() {
        Bodies start = Systems.create(InitialConditions.UNIFORM, 3, 100, 0, 2);
        double dt = InitialConditions.freeFallTime(1, 1, 1) / 1000;
        for (Scheme scheme : EnumSet.range(Scheme.LEAPFROG, Scheme.YOSHIDA6)) {
            Bodies there = Systems.run(start, scheme, dt, 300, 0.05, 300).last();
            Bodies back = Systems.run(there, scheme, -dt, 300, 0.05, 300).last();
            assertTrue(distance(start, back) < 1e-11, () -> "off by " + distance(start, back));
        }
    }

    /// Forces come in pairs, so momentum, angular momentum and the centre of mass at rest change by rounding only:
    /// each of 1000 steps adds errors of N^(1/2) terms of relative size 1e-16 to quantities of order 1.
    @Test
    void momentumAndCentreOfMassAreConserved() {
        Bodies start = Systems.create(InitialConditions.PLUMMER, 3, 300, 0, 3);
        Systems.Run run = Systems.run(start, Scheme.LEAPFROG, 1e-3, 1000, 0.05, 100);
        Diagnostics first = run.measured().getFirst();
        for (Diagnostics d : run.measured()) {
            assertArrayEquals(new double[3], d.momentum(), 1e-14);
            assertArrayEquals(new double[3], d.centreOfMass(), 1e-14);
            assertArrayEquals(first.angularMomentum(), d.angularMomentum(), 1e-14);
        }
    }

    /// In the plane z = 0 nothing pulls along z, and the planar kernel does the very operations of the spatial one.
    @Test
    void twoDimensionsAreThreeWithZZero() {
        Bodies plane = Systems.create(InitialConditions.UNIFORM, 2, 203, 0, 4);
        Bodies inPlane =
                Systems.run(plane, Scheme.LEAPFROG, 1e-3, 300, 0.05, 10).last();
        Bodies inSpace = Systems.run(Systems.inSpace(plane), Scheme.LEAPFROG, 1e-3, 300, 0.05, 10)
                .last();
        for (int d = 0; d < 2; d++) {
            assertArrayEquals(inPlane.position[d], inSpace.position[d]);
            assertArrayEquals(inPlane.velocity[d], inSpace.velocity[d]);
        }
        assertArrayEquals(new double[203], inSpace.position[2]);
    }

    private static double distance(Bodies a, Bodies b) {
        double largest = 0;
        for (int d = 0; d < a.dimensions(); d++) {
            for (int i = 0; i < a.count(); i++) {
                largest = Math.max(largest, Math.abs(a.position[d][i] - b.position[d][i]));
            }
        }
        return largest;
    }
}
