package hyades.images;

import hyades.fits.Image;

/// Images for tests, the same bits in Java and in `median-golden.py`.
public final class TestImages {
    private TestImages() {}

    /// SplitMix64 (Steele, Lea & Flood 2014).
    private static long word(long i) {
        long z = 1 + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// `noise`: white; `ties`: whole numbers from -3 to 4; `smooth`: a saddle with faint noise.
    public static Image create(String kind, int height, int width) {
        double[] pixels = new double[height * width];
        for (int i = 0; i < pixels.length; i++) {
            double y = i / width;
            double x = i % width;
            long word = word(i);
            pixels[i] = switch (kind) {
                case "noise" -> (word >>> 11) * 0x1p-53 - 0.5;
                case "ties" -> (word >>> 61) - 3.0;
                case "smooth" -> (x * (width - x) * 0.001 - y * y * 0.0007) + (word >>> 11) * 0x1p-60;
                default -> throw new IllegalArgumentException(kind);
            };
        }
        return new Image(width, height, pixels);
    }
}
