package hyades.decay;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What all runs together say of each slot: exact sums, and a histogram of the counts. Its memory does not grow with
/// the runs, and as all of it is integers that are added, neither the order of the runs nor who tallies them shows.
///
/// A slot's histogram covers nine standard deviations and 20 counts around what the law expects; the rare counts
/// outside are kept one by one. Its cells are single counts as long as all slots together need no more than
/// [#MOST_CELLS] of them, and powers of two of counts beyond.
public final class Tally {
    /// Cells of all histograms together, four bytes each.
    private static final int MOST_CELLS = 12_000_000;

    /// Bytes of the longest integer when packed.
    private static final int LONGEST = 5;

    private final int slots;
    private final int shift;
    private final int[] centre;
    private final int[] low;
    private final int[] firstCell;
    private final int[] cells;
    private final Map<Long, Integer> strays = new TreeMap<>();
    private final long[] sum;
    private final long[] lowSquares;
    private final long[] highSquares;
    private long runs;

    /// An empty tally; those of equal plans can be merged.
    public Tally(Plan plan) {
        double[] law = plan.law();
        slots = law.length;
        centre = new int[slots];
        low = new int[slots];
        firstCell = new int[slots + 1];
        sum = new long[slots];
        lowSquares = new long[slots];
        highSquares = new long[slots];
        int[] span = new int[slots];
        for (int slot = 0; slot < slots; slot++) {
            double mean = plan.particles() * law[slot];
            double reach = 9 * Math.sqrt(mean * Math.max(0, 1 - law[slot])) + 20;
            centre[slot] = (int) Math.rint(mean);
            low[slot] = (int) Math.max(0, mean - reach);
            span[slot] = (int) (Math.min(plan.particles(), mean + reach) - low[slot]);
        }
        int width = 0;
        while (total(span, width) > MOST_CELLS) {
            width++;
        }
        shift = width;
        for (int slot = 0; slot < slots; slot++) {
            firstCell[slot + 1] = firstCell[slot] + (span[slot] >> shift) + 1;
        }
        cells = new int[firstCell[slots]];
    }

    private static long total(int[] span, int shift) {
        long total = 0;
        for (int each : span) {
            total += (each >> shift) + 1;
        }
        return total;
    }

    /// Adds one run; from any thread.
    ///
    /// @param counts shape (slots); not modified
    synchronized void add(int[] counts) {
        runs++;
        for (int slot = 0; slot < slots; slot++) {
            int count = counts[slot];
            long deviation = (long) count - centre[slot];
            long square = deviation * deviation;
            sum[slot] += deviation;
            lowSquares[slot] += square & 0xFFFF_FFFFL;
            highSquares[slot] += square >>> Integer.SIZE;
            int cell = (count - low[slot]) >> shift;
            if (cell >= 0 && cell < firstCell[slot + 1] - firstCell[slot]) {
                cells[firstCell[slot] + cell]++;
            } else {
                strays.merge(((long) slot << Integer.SIZE) | count, 1, Integer::sum);
            }
        }
    }

    /// How many runs were added.
    public long runs() {
        return runs;
    }

    /// The counts that one cell of the histograms holds: quantiles are exact where it is 1.
    public int cellWidth() {
        return 1 << shift;
    }

    /// The mean count of a slot.
    public double mean(int slot) {
        BigDecimal deviation = BigDecimal.valueOf(sum[slot]).divide(BigDecimal.valueOf(runs), MathContext.DECIMAL128);
        return deviation.add(BigDecimal.valueOf(centre[slot])).doubleValue();
    }

    /// The standard deviation of the counts of a slot over the runs, with n - 1; NaN for a single run.
    public double standardDeviation(int slot) {
        if (runs < 2) {
            return Double.NaN;
        }
        BigInteger n = BigInteger.valueOf(runs);
        BigInteger squares =
                BigInteger.valueOf(highSquares[slot]).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(lowSquares[slot]));
        BigInteger s = BigInteger.valueOf(sum[slot]);
        BigInteger spread = n.multiply(squares).subtract(s.multiply(s));
        return Math.sqrt(new BigDecimal(spread)
                .divide(new BigDecimal(n.multiply(n.subtract(BigInteger.ONE))), MathContext.DECIMAL128)
                .doubleValue());
    }

    /// The smallest count that at least `fraction` of the runs do not exceed: the inverse of the empirical
    /// distribution. Where a cell is wider than one count, the middle of the cell.
    ///
    /// @param fraction above 0, at most 1
    public long quantile(int slot, double fraction) {
        long wanted = (long) Math.ceil(fraction * runs - 1e-9);
        long seen = 0;
        for (int cell = firstCell[slot]; cell < firstCell[slot + 1]; cell++) {
            seen += cells[cell];
        }
        long first = (long) slot << Integer.SIZE;
        if (seen == runs) {
            return quantileInside(slot, wanted);
        }
        // Some runs lie outside: cells and strays in ascending order.
        TreeMap<Long, Integer> all = new TreeMap<>();
        strays.forEach((key, times) -> {
            if (key >= first && key < first + (1L << Integer.SIZE)) {
                all.put(key - first, times);
            }
        });
        for (int cell = firstCell[slot]; cell < firstCell[slot + 1]; cell++) {
            if (cells[cell] > 0) {
                all.merge(middle(slot, cell), cells[cell], Integer::sum);
            }
        }
        for (Map.Entry<Long, Integer> each : all.entrySet()) {
            wanted -= each.getValue();
            if (wanted <= 0) {
                return each.getKey();
            }
        }
        return all.lastEntry().getKey();
    }

    private long quantileInside(int slot, long wanted) {
        int cell = firstCell[slot];
        for (long left = wanted - cells[cell]; left > 0; left -= cells[cell]) {
            cell++;
        }
        return middle(slot, cell);
    }

    private long middle(int slot, int cell) {
        return low[slot] + ((long) (cell - firstCell[slot]) << shift) + ((1L << shift) >> 1);
    }

    /// All of it as bytes: the same bytes for the same runs.
    public byte[] pack() {
        int filled = 0;
        for (int count : cells) {
            filled += count > 0 ? 1 : 0;
        }
        long most = Long.BYTES * (1 + 3L * slots) + 2L * LONGEST * (filled + 1) + Integer.BYTES + 12L * strays.size();
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(most));
        out.putLong(runs);
        for (int slot = 0; slot < slots; slot++) {
            out.putLong(sum[slot]).putLong(lowSquares[slot]).putLong(highSquares[slot]);
        }
        int last = -1;
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] > 0) {
                putShort(out, cell - last);
                putShort(out, cells[cell]);
                last = cell;
            }
        }
        putShort(out, 0);
        out.putInt(strays.size());
        strays.forEach((key, times) -> out.putLong(key).putInt(times));
        return Arrays.copyOf(out.array(), out.position());
    }

    /// Adds what [#pack] of a tally of the same plan gave.
    public synchronized void merge(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        runs += in.getLong();
        for (int slot = 0; slot < slots; slot++) {
            sum[slot] += in.getLong();
            lowSquares[slot] += in.getLong();
            highSquares[slot] += in.getLong();
        }
        int cell = -1;
        for (int gap = getShort(in); gap > 0; gap = getShort(in)) {
            cell += gap;
            cells[cell] += getShort(in);
        }
        for (int left = in.getInt(); left > 0; left--) {
            strays.merge(in.getLong(), in.getInt(), Integer::sum);
        }
    }

    /// Seven bits a byte, the lowest first; a set high bit says that more follow.
    private static void putShort(ByteBuffer out, int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static int getShort(ByteBuffer in) {
        int value = 0;
        for (int bits = 0; ; bits += 7) {
            byte next = in.get();
            value |= (next & 0x7F) << bits;
            if (next >= 0) {
                return value;
            }
        }
    }
}
