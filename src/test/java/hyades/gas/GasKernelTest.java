package hyades.gas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GasKernelTest {
    private static final int LONGEST = 41;
    private static final double GAMMA = 1.4;
    private static final GasKernel SCALAR = new ScalarKernel();
    private static final GasKernel VECTOR = new VectorKernel();

    /// Gas that is rough enough for shocks, supersonic flows and, with `pull`, predictions without
    /// pressure.
    private static Row rough(Random random, double speed) {
        Row row = Row.of(LONGEST + 2);
        for (int i = 0; i < LONGEST + 2; i++) {
            row.data()[row.at(Row.DENSITY) + i] = Math.exp(2 * random.nextGaussian());
            row.data()[row.at(Row.PRESSURE) + i] = Math.exp(2 * random.nextGaussian());
            for (int axis = 0; axis < Grid.AXES; axis++) {
                row.data()[row.at(Row.VELOCITY + axis) + i] = i % 7 == 3 ? 0 : speed * random.nextGaussian();
            }
        }
        return row;
    }

    /// All operations in turn, as a sweep has them.
    private static double[] all(GasKernel kernel, int cells, double speed) {
        Random random = new Random(cells);
        Row state = rough(random, speed).from(1);
        Row other = rough(random, speed).from(1);
        Row[] half = {Row.of(LONGEST), Row.of(LONGEST), Row.of(LONGEST)};
        Row middle = Row.of(LONGEST);
        Row[] losses = {Row.of(LONGEST), Row.of(LONGEST), Row.of(LONGEST)};
        Row low = Row.of(LONGEST + 1);
        Row high = Row.of(LONGEST + 1);
        Row waves = Row.of(LONGEST + 1);
        Row flux = Row.of(LONGEST + 1);
        double[] ratios = {0.1, 0.2, 0.1};
        kernel.halfDifferences(state, 1, half[0], cells);
        kernel.halfDifferences(other, 1, half[1], cells);
        kernel.halfDifferences(state, 0, half[2], cells);
        kernel.predict(state, half, ratios, GAMMA, middle, cells);
        for (int axis = 0; axis < Grid.AXES; axis++) {
            kernel.faces(middle, half[axis], low, high, cells);
            kernel.fluxes(axis, high, axis == 2 ? other : low, GAMMA, waves, flux, cells);
            kernel.losses(low, flux, 1e-3, losses[axis], cells);
        }
        Row lost = Row.of(LONGEST);
        kernel.sum(losses, lost, cells);
        Row next = Row.of(LONGEST);
        kernel.update(state, lost, GAMMA, next, cells);
        double[] results =
                Arrays.copyOf(next.data(), next.data().length + flux.data().length + middle.data().length + 1);
        System.arraycopy(flux.data(), 0, results, next.data().length, flux.data().length);
        System.arraycopy(middle.data(), 0, results, next.data().length + flux.data().length, middle.data().length);
        results[results.length - 1] = kernel.signals(state, ratios, GAMMA, cells);
        return results;
    }

    /// Rows of all lengths, slow and fast gas: every vector kernel is the scalar one, bit for bit.
    @Test
    void kernelsGiveTheSameBits() {
        for (int cells = 1; cells <= LONGEST; cells++) {
            for (double speed : new double[] {0.1, 2, 30}) {
                assertArrayEquals(all(SCALAR, cells, speed), all(VECTOR, cells, speed));
            }
        }
    }

    /// The predictions of the roughest gas have no pressure in some cells: there the state of now
    /// remains.
    @Test
    void predictionsWithoutPressureFallBackToTheFirstOrder() {
        Row state = rough(new Random(1), 30).from(1);
        Row[] half = {Row.of(LONGEST), Row.of(LONGEST), Row.of(LONGEST)};
        Row middle = Row.of(LONGEST);
        SCALAR.halfDifferences(state, 1, half[0], LONGEST);
        SCALAR.predict(state, half, new double[] {0.1, 0, 0}, GAMMA, middle, LONGEST);
        int flat = 0;
        for (int i = 0; i < LONGEST; i++) {
            double pressure = middle.data()[middle.at(Row.PRESSURE) + i];
            double difference = half[0].data()[half[0].at(Row.PRESSURE) + i];
            assertTrue(pressure - Math.abs(difference) > 0);
            flat += difference == 0 && pressure == state.data()[state.at(Row.PRESSURE) + i] ? 1 : 0;
        }
        assertTrue(flat > 0 && flat < LONGEST);
    }

    /// Two equal states at a face give the flux of that state, since no wave arises.
    @Test
    void theFluxOfAUniformGasIsItsOwn() {
        Row gas = rough(new Random(2), 1);
        Row flux = Row.of(LONGEST);
        SCALAR.fluxes(1, gas, gas, GAMMA, Row.of(LONGEST), flux, LONGEST);
        for (int i = 0; i < LONGEST; i++) {
            double density = gas.data()[gas.at(Row.DENSITY) + i];
            double v = gas.data()[gas.at(Row.VELOCITY + 1) + i];
            double p = gas.data()[gas.at(Row.PRESSURE) + i];
            assertEquals(density * v, flux.data()[flux.at(Row.DENSITY) + i], 1e-13 * (1 + Math.abs(density * v)));
            double momentum = density * v * v + p;
            assertEquals(momentum, flux.data()[flux.at(Row.VELOCITY + 1) + i], 1e-13 * momentum);
        }
    }

    /// No rate of signals is finite where a cell is not as it must be, wherever it is in the row.
    @Test
    void cellsWithoutDensityOrPressureAreSeen() {
        double[] perWidth = {1, 1, 1};
        for (GasKernel kernel : new GasKernel[] {SCALAR, VECTOR}) {
            for (int quantity : new int[] {Row.DENSITY, Row.PRESSURE}) {
                for (double bad : new double[] {0, -1, Double.NaN}) {
                    Row gas = rough(new Random(3), 1);
                    assertTrue(Double.isFinite(kernel.signals(gas, perWidth, GAMMA, LONGEST)));
                    gas.data()[gas.at(quantity) + LONGEST - 1] = bad;
                    assertEquals(Double.POSITIVE_INFINITY, kernel.signals(gas, perWidth, GAMMA, LONGEST));
                }
            }
        }
    }
}
