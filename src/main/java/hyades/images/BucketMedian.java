package hyades.images;

/// Medians of a band for any window: its pixels are sorted once and dealt out in ascending order to overlapping
/// tiles, so that each tile's list is born sorted (Suomela 2014, arXiv:1406.1717), and [BucketTile] does the
/// rest.
final class BucketMedian implements MedianMethod {
    /// Pixels dealt out by one call: many calls, so that the JVM soon compiles what they do.
    private static final int CHUNK = 256;

    /// Windows of a tile along each axis: more means less overlap, but counts that leave the nearest caches.
    private static final int SMALLEST_TILE = 100;

    private final MedianWindow window;
    private final int tileTargets;
    private final PixelOrder order = new PixelOrder();
    private int[] room = {};
    private int[] places = {};

    BucketMedian(MedianWindow window) {
        this.window = window;
        tileTargets = Math.max(SMALLEST_TILE, Math.max(window.height(), window.width()) * 4 / 5);
    }

    @Override
    public void medians(Band band, double[] medians, int offset) {
        order.sort(band.pixels(), band.width());
        Tiling down = new Tiling(band.rowAt(), band.pixels().length / band.width(), window.height(), tileTargets);
        Tiling across = new Tiling(band.columnAt(), band.width(), window.width(), tileTargets);
        TileLists lists = new TileLists(down, across, room);
        room = lists.places;
        int before = Double.isNaN(band.constant()) ? 0 : order.before(band.constant());
        deal(0, before, down, across, lists);
        if (!Double.isNaN(band.constant()) && (down.reachesOutside() || across.reachesOutside())) {
            lists.addOutside();
        }
        deal(before, order.length(), down, across, lists);
        BucketTile bucketTile = new BucketTile(window, across.reach, down.reach);
        if (places.length < down.targets * across.targets) {
            places = new int[down.targets * across.targets];
        }
        for (int row = 0; row < down.tiles; row++) {
            for (int column = 0; column < across.tiles; column++) {
                bucketTile.medians(
                        lists.places,
                        lists.start(row, column),
                        lists.length(row, column),
                        across.targets(column),
                        down.targets(row),
                        places);
                write(
                        band,
                        down.start(row),
                        across.start(column),
                        across.targets(column),
                        down.targets(row),
                        medians,
                        offset);
            }
        }
    }

    private void deal(int start, int end, Tiling down, Tiling across, TileLists lists) {
        for (int from = start; from < end; from += CHUNK) {
            order.deal(from, Math.min(end, from + CHUNK), down, across, lists);
        }
    }

    private void write(Band band, int top, int left, int columns, int rows, double[] medians, int offset) {
        for (int y = 0; y < rows; y++) {
            int out = offset + (top + y) * band.width() + left;
            for (int x = 0; x < columns; x++) {
                int place = places[y * columns + x];
                medians[out + x] = place < 0 ? Double.NaN : band.at(top + (place >>> 16), left + (place & 0xFFFF));
            }
        }
    }
}
