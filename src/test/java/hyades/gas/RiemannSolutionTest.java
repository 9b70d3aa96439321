package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RiemannSolutionTest {
    private static final double GAMMA = 1.4;

    /// Sod's tube as Toro (2009), table 4.3, has it: to the six digits given there.
    @Test
    void sodsTubeHasThePublishedMiddle() {
        RiemannSolution sod = new RiemannSolution(Problem.SOD_LEFT, Problem.SOD_RIGHT, GAMMA);
        assertEquals(0.303130, sod.pressure(), 5e-7);
        assertEquals(0.927453, sod.velocity(), 5e-7);
        assertEquals(0.426319, sod.at(0.92).density(), 5e-7);
        assertEquals(0.265574, sod.at(0.93).density(), 5e-7);
        double shock = 1.752156;
        assertEquals(0.265574, sod.at(shock - 1e-6).density(), 5e-7);
        assertEquals(0.125, sod.at(shock + 1e-6).density());
    }

    /// Two shocks: mass, momentum and energy pass a shock undiminished, seen with it at rest (Rankine
    /// and Hugoniot), which the solution does not use. Tolerance: the rounding of some ten operations.
    @Test
    void shocksKeepMassMomentumAndEnergy() {
        GasState left = new GasState(1, 3, 0.5, 0, 2);
        GasState right = new GasState(0.7, -2, 0, -1, 0.1);
        RiemannSolution solution = new RiemannSolution(left, right, GAMMA);
        double speed = place(solution, solution.velocity(), 20);
        GasState behind = solution.at(speed - 1e-9);
        double in = right.density() * (right.vx() - speed);
        double out = behind.density() * (behind.vx() - speed);
        assertEquals(in, out, 1e-8);
        assertEquals(
                in * (right.vx() - speed) + right.pressure(), out * (behind.vx() - speed) + behind.pressure(), 1e-7);
        assertEquals(enthalpy(right, speed), enthalpy(behind, speed), 1e-7);
    }

    /// Where the state of the right begins, by halving.
    private static double place(RiemannSolution solution, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < 100; i++) {
            double middle = 0.5 * (low + high);
            if (solution.at(middle).density() == solution.at(to).density()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double enthalpy(GasState state, double speed) {
        double v = state.vx() - speed;
        return 0.5 * v * v + GAMMA / (GAMMA - 1) * state.pressure() / state.density();
    }

    /// In a rarefaction the entropy is that of the gas before it, and u + 2c/(γ - 1) too.
    @Test
    void rarefactionsKeepEntropyAndRiemannsInvariant() {
        RiemannSolution sod = new RiemannSolution(Problem.SOD_LEFT, Problem.SOD_RIGHT, GAMMA);
        double invariant = 2 / (GAMMA - 1) * Math.sqrt(GAMMA);
        for (double speed = -1.1; speed < -0.1; speed += 0.1) {
            GasState gas = sod.at(speed);
            assertEquals(1, gas.pressure() / Math.pow(gas.density(), GAMMA), 1e-13);
            double sound = Math.sqrt(GAMMA * gas.pressure() / gas.density());
            assertEquals(invariant, gas.vx() + 2 / (GAMMA - 1) * sound, 1e-13);
            assertEquals(speed, gas.vx() - sound, 1e-13);
        }
    }

    @Test
    void aVacuumIsRefused() {
        GasState left = new GasState(1, -20, 0, 0, 1);
        assertThrows(
                IllegalArgumentException.class, () -> new RiemannSolution(left, new GasState(1, 20, 0, 0, 1), GAMMA));
    }
}
