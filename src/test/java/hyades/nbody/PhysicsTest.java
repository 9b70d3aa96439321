package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /// After a third of the period the three bodies have taken each other's places, after the whole they are back.
    /// Positions are given to 1e-14; Yoshida's scheme at T/6000 has an error below 1e-9 here (halved steps: 1/16 of
    /// it), and the initial digits let it be 1e-8 after one period.
    @Test
    void theFigureEightReturns() {
        Bodies start = Systems.create(InitialConditions.FIGURE_EIGHT, 2, 3, 0, 0);
        double period = InitialConditions.FIGURE_EIGHT.timeScale(3, 1, 1);
        assertEquals(6.32591398292621, period, 1e-14);
        Systems.Run third = Systems.run(start, Scheme.YOSHIDA4, period / 6000, 2000, 0, 2000);
        assertEquals(-1.28714199563185, third.measured().getFirst().total(), 2e-14);
        int[] successor = closest(third.last(), start);
        for (int i = 0; i < 3; i++) {
            assertTrue(successor[i] != i);
            for (int d = 0; d < 2; d++) {
                assertEquals(start.position[d][successor[i]], third.last().position[d][i], 1e-8);
            }
        }
        Bodies end = Systems.run(start, Scheme.YOSHIDA4, period / 6000, 6000, 0, 6000)
                .last();
        assertTrue(distance(start, end) < 1e-8, () -> "off by " + distance(start, end));
    }

    private static int[] closest(Bodies from, Bodies to) {
        int[] closest = new int[from.count()];
        for (int i = 0; i < closest.length; i++) {
            double best = Double.POSITIVE_INFINITY;
            for (int j = 0; j < to.count(); j++) {
                double r = Math.hypot(from.position[0][i] - to.position[0][j], from.position[1][i] - to.position[1][j]);
                if (r < best) {
                    best = r;
                    closest[i] = j;
                }
            }
        }
        return closest;
    }

    /// Burrau's problem to t = 10 against an order-30 Taylor integration in quadruple precision (Szebehely & Peters
    /// 1967). Of the errors of Yoshida's scheme here, 8e-5 at dt = 2.5e-5 and 1.0e-6 at 6.25e-6, the encounters'
    /// amplified rounding is about 1e-6; 1e-5 is allowed.
    @Test
    @Tag("long")
    void thePythagoreanProblemRunsToTen() {
        Bodies start = Systems.create(InitialConditions.PYTHAGOREAN, 2, 3, 0, 0);
        Systems.Run run = Systems.run(start, Scheme.YOSHIDA4, 6.25e-6, 1_600_000, 0, 1_600_000);
        assertEquals(-769 / 60.0, run.measured().getFirst().total(), 1e-14 * 769 / 60);
        double[] x = {0.778480410138, -2.025092477978, 1.152985736300};
        double[] y = {0.141392300290, 0.097219384146, -0.162610887491};
        assertArrayEquals(x, run.last().position[0], 1e-5);
        assertArrayEquals(y, run.last().position[1], 1e-5);
    }

    /// A cold uniform sphere shrinks as r/R = cos²ξ, t/t_ff = (2/π)(ξ + ½ sin 2ξ): every Lagrangian radius by the
    /// same factor. One realisation of 1000 bodies lies within 3 % of it up to 0.5 t_ff (its density differs by
    /// about N^(-1/2) = 3 % within the half-mass radius, and shells have not crossed yet).
    @Test
    @Tag("long")
    void aColdSphereShrinksAsTheorySays() {
        Bodies start = Systems.create(InitialConditions.UNIFORM, 3, 1000, 0, 1);
        double tff = InitialConditions.freeFallTime(1, 1, 1);
        assertEquals(1.1107, tff, 5e-5);
        double[] ratios = {1, 0.96093687, 0.83680601}; // at 0, ¼ and ½ t_ff
        Systems.Run run = Systems.run(start, Scheme.LEAPFROG, tff / 2000, 1000, 0.01, 500);
        assertEquals(ratios.length, run.measured().size());
        double[] first = run.measured().getFirst().lagrangianRadii();
        for (int i = 1; i < ratios.length; i++) {
            double[] radii = run.measured().get(i).lagrangianRadii();
            assertEquals(ratios[i], radii[1] / first[1], 0.03 * ratios[i]);
            assertEquals(ratios[i], radii[2] / first[2], 0.03 * ratios[i]);
        }
    }

    /// Cold collapse of 1000 bodies to 2 t_ff. The reference values are of other realisations than ours; the
    /// largest error occurs at the bounce, whose depth varies between realisations, so a factor of 4 either way is
    /// allowed (between rows it changes by a factor of 16 with the step).
    @ParameterizedTest(name = "softening {0}, t_ff/{1}")
    @CsvSource({
        "0.05, 500, 2.2e-3, 2.6e-5",
        "0.05, 2000, 1.4e-4, 1.6e-6",
        "0.02, 2000, 4.6e-4, 6.3e-6",
        "0.01, 2000, 6.7e-4, 1.4e-5"
    })
    @Tag("long")
    void energyIsConservedAsWellAsTheSchemeCan(double softening, int perFreeFall, double largest, double last) {
        Bodies start = Systems.create(InitialConditions.UNIFORM, 3, 1000, 0, 1);
        double dt = InitialConditions.freeFallTime(1, 1, 1) / perFreeFall;
        Systems.Run run = Systems.run(start, Scheme.LEAPFROG, dt, 2 * perFreeFall, softening, perFreeFall / 100);
        assertTrue(run.largestEnergyError() < 4 * largest, () -> "largest " + run.largestEnergyError());
        assertTrue(run.largestEnergyError() > largest / 4, () -> "largest " + run.largestEnergyError());
        assertTrue(run.finalEnergyError() < 10 * last, () -> "final " + run.finalEnergyError());
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
