package hyades.nbody;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.partition.Subrange;
import hyades.vector.KernelChoice;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Kernels that sleep stand for code that is not compiled yet: which one is faster is then certain.
@Timeout(60)
class WarmingKernelTest {
    private static final int N = 100;
    private static final int SLOW_MILLIS = 20;
    private static final int SLOWER_MILLIS = 40;

    /// The scalar kernel's bits, after a while.
    private record Sleepy(String description, BooleanSupplier sleeps, int millis) implements GravityKernel {
        private void sleep() {
            try {
                Thread.sleep(sleeps.getAsBoolean() ? millis : 0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void accelerate(
                double[][] s, double[] gm, double softening, double[][] x, Subrange targets, double[][] a) {
            sleep();
            new ScalarKernel().accelerate(s, gm, softening, x, targets, a);
        }

        @Override
        public void accelerateWithJerk(
                double[][] s,
                double[][] u,
                double[] gm,
                double softening,
                double[][] x,
                double[][] v,
                Subrange targets,
                double[][] a,
                double[][] j) {
            sleep();
            new ScalarKernel().accelerateWithJerk(s, u, gm, softening, x, v, targets, a, j);
        }

        @Override
        public void potential(double[][] x, double[] gm, double softening, Subrange targets, double[] phi) {
            sleep();
            new ScalarKernel().potential(x, gm, softening, targets, phi);
        }
    }

    private final CountDownLatch compiled = new CountDownLatch(1);
    private final double[][] position = Systems.create(InitialConditions.UNIFORM, 3, N, 0, 1).position;
    private final double[] gm = Systems.create(InitialConditions.UNIFORM, 3, N, 0, 1).mass;

    private double[][] accelerations(GravityKernel kernel) {
        double[][] acceleration = new double[3][N];
        kernel.accelerate(position, gm, 1e-4, new Subrange(0, N), acceleration);
        return acceleration;
    }

    private double[] potentials(GravityKernel kernel) {
        double[] potential = new double[N];
        kernel.potential(position, gm, 1e-4, new Subrange(0, N), potential);
        return potential;
    }

    @Test
    void theOtherKernelTakesOverWhenItIsFaster() throws Exception {
        WarmingKernel kernel = new WarmingKernel(
                new Sleepy("first", () -> true, SLOW_MILLIS),
                () -> new Sleepy("last", () -> compiled.getCount() > 0, SLOWER_MILLIS));
        for (int call = 0; call < 10; call++) {
            accelerations(kernel);
            assertEquals("first", kernel.description());
        }
        compiled.countDown();
        while (!kernel.isWarm()) {
            Thread.sleep(1);
        }
        assertEquals("last", kernel.description());
    }

    /// The oracle is the scalar kernel; the switch falls somewhere among the calls.
    @Test
    void bitsAreTheSameBeforeAndAfterTheOtherTakesOver() {
        GravityKernel scalar = new ScalarKernel();
        double[][] acceleration = accelerations(scalar);
        double[] potential = potentials(scalar);
        WarmingKernel kernel = new WarmingKernel(new Sleepy("first", () -> true, 1), VectorKernel::new);
        for (boolean last = false; !last; ) {
            last = kernel.isWarm();
            assertArrayEquals(acceleration, accelerations(kernel));
            assertArrayEquals(potential, potentials(kernel));
        }
    }

    /// For those who never ask for jerks nothing is compiled.
    @Test
    void jerksWarmUpByThemselves() throws Exception {
        AtomicInteger made = new AtomicInteger();
        WarmingKernel kernel = new WarmingKernel(new Sleepy("first", () -> true, 1), () -> {
            made.incrementAndGet();
            return new VectorKernel();
        });
        accelerations(kernel);
        while (!kernel.isWarm()) {
            Thread.sleep(1);
        }
        assertEquals(1, made.get());
        double[][] expected = new double[3][N];
        new ScalarKernel()
                .accelerateWithJerk(position, position, gm, 1e-4, new Subrange(0, N), new double[3][N], expected);
        while (made.get() < 2) {
            double[][] acceleration = new double[3][N];
            double[][] jerk = new double[3][N];
            kernel.accelerateWithJerk(position, position, gm, 1e-4, new Subrange(0, N), acceleration, jerk);
            assertArrayEquals(expected, jerk);
            assertArrayEquals(accelerations(new ScalarKernel()), acceleration);
        }
    }

    /// Only the columns of the targets change, whatever is computed besides; and the bodies may move on meanwhile.
    @Test
    void warmingUpLeavesTheCallersArraysAlone() throws Exception {
        WarmingKernel kernel =
                new WarmingKernel(new Sleepy("first", () -> true, 1), () -> new Sleepy("last", () -> false, 0));
        double[][] before = new double[][] {position[0].clone(), position[1].clone(), position[2].clone()};
        double[][] acceleration = new double[3][N];
        kernel.accelerate(position, gm, 1e-4, new Subrange(N - 1, N), acceleration);
        while (!kernel.isWarm()) {
            Thread.sleep(1);
        }
        assertArrayEquals(before, position);
        assertArrayEquals(new double[N - 1], java.util.Arrays.copyOf(acceleration[0], N - 1));
    }

    @Test
    void aChosenKernelComputesFromTheFirstStep() {
        assertEquals(
                "scalar",
                GravityKernel.of(KernelChoice.SCALAR, SofteningKernel.PLUMMER).description());
        assertTrue(GravityKernel.of(KernelChoice.VECTOR, SofteningKernel.PLUMMER)
                .description()
                .startsWith("vector"));
        assertFalse(GravityKernel.of(KernelChoice.VECTOR, SofteningKernel.PLUMMER) instanceof WarmingKernel);
    }
}
