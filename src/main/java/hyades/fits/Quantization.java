package hyades.fits;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Floats that a tile holds as whole numbers: `zero + scale * whole`, less what was added to them before they were
/// rounded (subtractive dithering); White, Greenfield & Pence 2012, and FITS 4.0, section 10.2. The same bits as
/// cfitsio's.
///
/// @param scale   ZSCALE of the tile
/// @param zero    ZZERO of the tile
/// @param missing ZBLANK, the number that stands for a missing pixel; null where there is none
record Quantization(double scale, double zero, Long missing, Dither dither) {
    private static final float[] RANDOM = random();

    /// Stands for 0 itself, with the second method.
    private static final long ZERO = -2147483646;

    /// What was added.
    ///
    /// @param method 0 for nothing, 1, or 2, which leaves zeros out
    /// @param seed   ZDITHER0: where in the sequence the first tile begins
    record Dither(int method, int seed) {
        /// @return nothing for a ZQUANTIZ that FITS 4.0 does not have
        static Optional<Dither> of(Cards header) throws IOException {
            String method = Objects.requireNonNullElse(header.text("ZQUANTIZ"), "NO_DITHER");
            int number = List.of("NO_DITHER", "SUBTRACTIVE_DITHER_1", "SUBTRACTIVE_DITHER_2")
                    .indexOf(method.toUpperCase(Locale.ROOT));
            return number < 0 ? Optional.empty() : Optional.of(new Dither(number, (int) header.integer("ZDITHER0", 1)));
        }
    }

    /// The sequence of FITS 4.0, appendix I: the minimal standard generator of Park & Miller 1988.
    private static float[] random() {
        float[] sequence = new float[10000];
        double seed = 1;
        for (int i = 0; i < sequence.length; i++) {
            seed = seed * 16807 % 2147483647;
            sequence[i] = (float) (seed / 2147483647);
        }
        return sequence;
    }

    private static int start(int seed) {
        return (int) (RANDOM[seed] * 500);
    }

    /// The floats of a tile.
    ///
    /// @param tile its number, from 0
    double[] restore(long[] whole, int tile) {
        double[] floats = new double[whole.length];
        int seed = Math.floorMod(tile + dither.seed - 1, RANDOM.length);
        int next = start(seed);
        for (int i = 0; i < whole.length; i++) {
            if (missing != null && whole[i] == missing) {
                floats[i] = Double.NaN;
            } else if (dither.method == 0) {
                floats[i] = whole[i] * scale + zero;
            } else if (dither.method == 1 || whole[i] != ZERO) {
                floats[i] = ((double) whole[i] - RANDOM[next] + 0.5) * scale + zero;
            }
            if (++next == RANDOM.length) {
                seed = (seed + 1) % RANDOM.length;
                next = start(seed);
            }
        }
        return floats;
    }
}
