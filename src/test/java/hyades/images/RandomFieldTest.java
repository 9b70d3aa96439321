package hyades.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomFieldTest {
    @Test
    void anImageDependsOnSeedAndIndexAlone() {
        double[] pixels = new RandomField(40, 30, 1).create(3).pixels();
        assertArrayEquals(pixels, new RandomField(40, 30, 1).create(3).pixels());
        assertFalse(Arrays.equals(pixels, new RandomField(40, 30, 2).create(3).pixels()));
        assertFalse(Arrays.equals(pixels, new RandomField(40, 30, 1).create(4).pixels()));
    }

    /// Pixels of version 0.1.0: whoever names a seed gets the image that others got.
    @Test
    void anImageKeepsItsBits() {
        double[] pixels = new RandomField(40, 30, 1).create(3).pixels();
        assertArrayEquals(
                new double[] {0x1.aa3f93eb2c6b7p-11, 0x1.a9d52ee5958e2p-11, 0x1.a72b94fbcac3fp-11, 0x1.adc7b08f19536p-11
                },
                new double[] {pixels[0], pixels[1], pixels[40], pixels[1199]});
    }

    /// Parseval: Σ z² of the complex field is Σ amplitude² / n, and the real part has half of it on average. The
    /// sum over some 150 independent modes scatters by about 8 %; 30 % is beyond 3.5 σ, a false alarm in 2000
    /// seeds, and the seed is fixed. Odd sizes too.
    @ParameterizedTest
    @CsvSource({"1000, 1000", "301, 240", "64, 999"})
    void hasThePowerOfItsSpectrum(int width, int height) {
        double largest = Math.hypot(width / 2, height / 2);
        double expected = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = Math.min(x, width - x);
                double v = Math.min(y, height - y);
                double r = Math.hypot(u, v) / (largest / 50);
                expected += Math.exp(-2 * r * r) / (2.0 * width * height);
            }
        }
        double power = Arrays.stream(new RandomField(width, height, 5).create(0).pixels())
                .map(p -> p * p)
                .sum();
        assertEquals(1, power / expected, 0.3);
    }

    /// Fourier's sum itself, frequency by frequency: the real part of the field has at most the spectrum's amplitude at
    /// `u` cycles over the width and `v` over the height. Axes taken for each other put waves where there are none.
    @ParameterizedTest
    @CsvSource({"64, 15", "14, 40"})
    void everyFrequencyIsBoundedByTheSpectrum(int width, int height) {
        double[] pixels = new RandomField(width, height, 7).create(1).pixels();
        double scale = Math.hypot(width / 2, height / 2) / 50;
        for (int v = -(height / 2); v < (height + 1) / 2; v++) {
            for (int u = -(width / 2); u < (width + 1) / 2; u++) {
                double real = 0;
                double imaginary = 0;
                for (int i = 0; i < pixels.length; i++) {
                    double angle = 2 * Math.PI * ((double) u * (i % width) / width + (double) v * (i / width) / height);
                    real += pixels[i] * Math.cos(angle);
                    imaginary += pixels[i] * Math.sin(angle);
                }
                double amplitude = Math.exp(-(u * u + v * v) / (scale * scale));
                assertTrue(Math.hypot(real, imaginary) < amplitude + 1e-12, "u %d, v %d".formatted(u, v));
            }
        }
    }
}
