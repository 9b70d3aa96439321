package hyades.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyades.vector.KernelChoice;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileKernelTest {
    private static final int HEIGHT = TileKernel.HEIGHT;
    private static final int WIDTH = TileKernel.WIDTH;
    private static final int COLUMNS = 300;

    private final double[] left = numbers(2 * COLUMNS * HEIGHT, 1);
    private final double[] right = numbers(3 * COLUMNS * HEIGHT, 2);

    private static double[] numbers(int count, long seed) {
        Random random = new Random(seed);
        double[] numbers = random.doubles(count, -1, 1).toArray();
        numbers[random.nextInt(count)] = -0.0;
        return numbers;
    }

    /// Of raw bits: a signed zero counts as different.
    private static void assertSameBits(double[] expected, double[] found) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(found[i]), "element " + i);
        }
    }

    /// The law of the sum, element by element.
    private double[] byTheLaw(double[] tile, int at, int length) {
        double[] sums = tile.clone();
        for (int i = 0; i < HEIGHT; i++) {
            for (int j = 0; j < WIDTH; j++) {
                int b = j < HEIGHT ? 5 * HEIGHT + j : (2 * COLUMNS + 5) * HEIGHT + j - HEIGHT;
                for (int k = 0; k < length; k++) {
                    int element = at + i * WIDTH + j;
                    sums[element] =
                            Math.fma(left[(COLUMNS + 2 + k) * HEIGHT + i], right[b + k * HEIGHT], sums[element]);
                }
            }
        }
        return sums;
    }

    private void add(TileKernel kernel, int skip, int length, double[] tile, int at) {
        kernel.add(
                left,
                (COLUMNS + 2 + skip) * HEIGHT,
                right,
                (5 + skip) * HEIGHT,
                (2 * COLUMNS + 5 + skip) * HEIGHT,
                length,
                tile,
                at);
    }

    /// Both kernels give the bits of the law, and change nothing but their tile.
    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 64, 128, 200})
    void kernelsGiveTheBitsOfTheLaw(int length) {
        double[] tile = numbers(3 * TileKernel.ELEMENTS, 3);
        double[] expected = byTheLaw(tile, TileKernel.ELEMENTS, length);
        for (TileKernel kernel : new TileKernel[] {new ScalarKernel(), new VectorKernel()}) {
            double[] found = tile.clone();
            add(kernel, 0, length, found, TileKernel.ELEMENTS);
            assertSameBits(expected, found);
        }
    }

    /// Pieces of a sum are the sum.
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void sumsGoOnWhereTheyEnded(KernelChoice choice) {
        TileKernel kernel = TileKernel.of(choice);
        double[] whole = new double[TileKernel.ELEMENTS];
        add(kernel, 0, 200, whole, 0);
        double[] pieces = new double[TileKernel.ELEMENTS];
        for (int done = 0; done < 200; ) {
            int length = Math.min(200 - done, 1 + done / 2);
            add(kernel, done, length, pieces, 0);
            done += length;
        }
        assertSameBits(whole, pieces);
    }

    /// The bits of the law before and after the other kernel takes over, which it does here.
    @Test
    @Timeout(60)
    void theVectorKernelTakesOver() throws InterruptedException {
        TileKernel kernel = TileKernel.of(KernelChoice.AUTO);
        double[] expected = byTheLaw(new double[TileKernel.ELEMENTS], 0, 200);
        boolean isVector = false;
        for (int after = 0; after < 10; after += isVector ? 1 : 0) {
            isVector = kernel.description().startsWith("vector");
            double[] found = new double[TileKernel.ELEMENTS];
            add(kernel, 0, 200, found, 0);
            assertSameBits(expected, found);
            Thread.sleep(1); // where the time limit ends it
        }
        assertTrue(Arrays.stream(expected).anyMatch(element -> element != 0));
    }
}
