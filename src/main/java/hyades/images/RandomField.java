package hyades.images;

import hyades.fits.Image;
import hyades.random.NumberedStreams;
import java.util.random.RandomGenerator;
import org.jtransforms.fft.DoubleFFT_2D;

/// The exercise's fake data: a smooth random field, the real part of the inverse Fourier transform of
/// `exp(-ρ² / (max(ρ) / 50)²) exp(i φ)` with phases φ uniform in [0, 2π).
///
/// An image depends on its size, the seed and its own number alone: no bit differs between machines, ranks or
/// threads.
public record RandomField(int width, int height, long seed) {
    /// Beyond this many scale lengths an amplitude is below 2^-61 of the largest, less than rounding keeps.
    private static final double FARTHEST = 6.5;

    /// Image `index`.
    public Image create(int index) {
        double[] spectrum = new double[2 * width * height];
        RandomGenerator random = new NumberedStreams(seed).stream(index);
        double largest = StrictMath.hypot(width / 2, height / 2);
        double scale = largest / 50;
        for (int y = 0; y < height; y++) {
            double v = y < (height + 1) / 2 ? y : y - height;
            if (Math.abs(v) > FARTHEST * scale) {
                continue;
            }
            for (int x = 0; x < width; x++) {
                double u = x < (width + 1) / 2 ? x : x - width;
                double distance = StrictMath.sqrt(u * u + v * v) / scale;
                if (scale > 0 && distance > FARTHEST) {
                    continue;
                }
                double phase = random.nextDouble() * 2 * Math.PI;
                double amplitude = scale > 0 ? StrictMath.exp(-distance * distance) : 1;
                spectrum[2 * (y * width + x)] = amplitude * StrictMath.cos(phase);
                spectrum[2 * (y * width + x) + 1] = amplitude * StrictMath.sin(phase);
            }
        }
        new DoubleFFT_2D(height, width).complexInverse(spectrum, true);
        double[] pixels = new double[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = spectrum[2 * i];
        }
        return new Image(width, height, pixels);
    }
}
