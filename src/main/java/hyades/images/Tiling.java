package hyades.images;

import java.util.Arrays;
import java.util.stream.IntStream;

/// One axis of a band cut into tiles whose windows overlap, and where in them each of its pixels appears.
final class Tiling {
    /// Windows of one tile along the axis; the last tile may have fewer.
    final int targets;

    /// Pixels of one tile along the axis.
    final int reach;

    final int tiles;

    /// The appearances of pixel `p` are `places[starts[p]]` to before `places[starts[p + 1]]`.
    final int[] starts;

    /// The tile's number above 16 bits of the place in it.
    final int[] places;

    /// The first appearance of each pixel, as in [#places]; of a pixel without one, tile number [#tiles].
    final int[] first;

    /// The same of the second appearance.
    final int[] second;

    private final int mostAppearances;
    private final int[] at;
    private final int window;

    /// @param at     for each place along the padded axis its pixel or [Boundary#OUTSIDE]
    /// @param pixels their number
    /// @param window its length along the axis
    /// @param atMost windows of one tile
    Tiling(int[] at, int pixels, int window, int atMost) {
        this.at = at;
        this.window = window;
        int all = at.length - window + 1;
        tiles = (all + atMost - 1) / atMost;
        targets = (all + tiles - 1) / tiles;
        reach = targets + window - 1;
        int[] counts = new int[pixels + 1];
        for (int tile = 0; tile < tiles; tile++) {
            for (int i = 0; i < reach(tile); i++) {
                counts[at[start(tile) + i] + 1]++; // those outside are counted at 0
            }
        }
        counts[0] = 0;
        for (int p = 0; p < pixels; p++) {
            counts[p + 1] += counts[p];
        }
        starts = counts;
        places = new int[starts[pixels]];
        int[] next = Arrays.copyOf(starts, pixels);
        for (int tile = 0; tile < tiles; tile++) {
            for (int i = 0; i < reach(tile); i++) {
                int pixel = at[start(tile) + i];
                if (pixel >= 0) {
                    places[next[pixel]++] = tile << 16 | i;
                }
            }
        }
        first = appearances(0);
        second = appearances(1);
        mostAppearances =
                IntStream.range(0, pixels).map(this::appearancesOf).max().orElse(0);
    }

    private int appearancesOf(int pixel) {
        return starts[pixel + 1] - starts[pixel];
    }

    private int[] appearances(int number) {
        return IntStream.range(0, starts.length - 1)
                .map(pixel -> number < appearancesOf(pixel) ? places[starts[pixel] + number] : tiles << 16)
                .toArray();
    }

    /// Whether no pixel has more appearances than [#first] and [#second].
    boolean isTwiceAtMost() {
        return mostAppearances <= 2;
    }

    /// The padded place at which a tile starts.
    int start(int tile) {
        return tile * targets;
    }

    /// Windows of this tile.
    int targets(int tile) {
        return Math.clamp(at.length - window + 1 - start(tile), 0, targets);
    }

    /// Pixels that this tile's windows cover.
    int reach(int tile) {
        return targets(tile) == 0 ? 0 : targets(tile) + window - 1;
    }

    boolean reachesOutside() {
        return Arrays.stream(at).anyMatch(pixel -> pixel < 0);
    }

    boolean isOutside(int tile, int place) {
        return at[start(tile) + place] < 0;
    }
}
