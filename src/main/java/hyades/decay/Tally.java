package hyades.decay;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What all runs together say of each slot: exact sums, the smallest and the largest count, and of nuclei what
/// quantiles need. As all of it is integers that are added, neither the order of the runs nor who tallies them shows.
///
/// As long as all counts of all runs are no more than [#MOST_CELLS], they are kept, and quantiles are those of the
/// sorted counts. Beyond, each slot has a histogram that covers nine standard deviations and 20 counts around what
/// the law expects; the rare counts outside are kept one by one. Its cells are single counts where these are few
/// enough, and powers of two of counts in the wider slots: memory does not grow with the runs.
public final class Tally {
    /// Numbers kept for the quantiles of all slots together, four bytes each.
    private static final int MOST_CELLS = 12_000_000;

    /// Bytes of the longest integer when packed.
    static final int LONGEST = 5;

    private final int slots;
    private final int memberSlots;
    private final int[] centre;
    private final int[] smallest;
    private final int[] largest;
    private final long[] sum;
    private final long[] lowSquares;
    private final long[] highSquares;
    private final Counts counts;
    private long runs;

    /// An empty tally; those of equal plans can be merged.
    public Tally(Plan plan) {
        this(plan, MOST_CELLS);
    }

    /// @param mostCells numbers kept for the quantiles of all slots together
    Tally(Plan plan, int mostCells) {
        double[] expected = plan.expected();
        slots = plan.slots();
        memberSlots = plan.memberSlots();
        centre = new int[slots];
        smallest = new int[slots];
        Arrays.fill(smallest, Integer.MAX_VALUE);
        largest = new int[slots];
        sum = new long[slots];
        lowSquares = new long[slots];
        highSquares = new long[slots];
        for (int slot = 0; slot < expected.length; slot++) {
            centre[slot] = (int) Math.rint(expected[slot]);
        }
        if (plan.detector() != null) {
            double[] detected = plan.expectedCounts();
            for (int step = 0; step < detected.length; step++) {
                centre[expected.length + step] = (int) Math.rint(detected[step]);
            }
        }
        counts = (long) plan.runs() * expected.length <= mostCells
                ? new AllCounts(expected.length)
                : new Histograms(expected, plan.variance(), plan.nuclei(), mostCells);
    }

    /// Adds one run; from any thread.
    ///
    /// @param run counts, shape (slots); not modified
    synchronized void add(int[] run) {
        runs++;
        for (int slot = 0; slot < slots; slot++) {
            int count = run[slot];
            long deviation = (long) count - centre[slot];
            long square = deviation * deviation;
            sum[slot] += deviation;
            lowSquares[slot] += square & 0xFFFF_FFFFL;
            highSquares[slot] += square >>> Integer.SIZE;
            smallest[slot] = Math.min(smallest[slot], count);
            largest[slot] = Math.max(largest[slot], count);
        }
        counts.add(run);
    }

    /// How many runs were added.
    public long runs() {
        return runs;
    }

    /// How far apart counts may be that the quantiles of a slot do not tell apart: they are exact where it is 1.
    public int cellWidth(int slot) {
        return counts.cellWidth(slot);
    }

    /// That of the slot where it is widest.
    public int cellWidth() {
        return IntStream.range(0, memberSlots).map(counts::cellWidth).max().orElse(1);
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

    /// Of a slot of nuclei the smallest count that at least `fraction` of the runs do not exceed: the inverse of
    /// the empirical distribution. Where a cell is wider than one count, the middle of the cell, as far as a run
    /// had such a count or one beyond on either side.
    ///
    /// @param fraction above 0, at most 1
    public long quantile(int slot, double fraction) {
        long wanted = (long) Math.ceil(fraction * runs - 1e-9);
        return Math.clamp(counts.ranked(slot, wanted), smallest[slot], largest[slot]);
    }

    /// All of it as bytes: the same bytes for the same runs.
    public byte[] pack() {
        ByteBuffer out = ByteBuffer.allocate(
                Math.toIntExact(Long.BYTES * (1 + 3L * slots) + Integer.BYTES * 2L * slots + counts.packedSize()));
        out.putLong(runs);
        for (int slot = 0; slot < slots; slot++) {
            out.putLong(sum[slot]).putLong(lowSquares[slot]).putLong(highSquares[slot]);
            out.putInt(smallest[slot]).putInt(largest[slot]);
        }
        counts.pack(out);
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
            smallest[slot] = Math.min(smallest[slot], in.getInt());
            largest[slot] = Math.max(largest[slot], in.getInt());
        }
        counts.merge(in);
    }

    /// Adds the tally of a part of the runs, whose plan has fewer of them and is else the same.
    public synchronized void add(Tally part) {
        runs += part.runs;
        for (int slot = 0; slot < slots; slot++) {
            sum[slot] += part.sum[slot];
            lowSquares[slot] += part.lowSquares[slot];
            highSquares[slot] += part.highSquares[slot];
            smallest[slot] = Math.min(smallest[slot], part.smallest[slot]);
            largest[slot] = Math.max(largest[slot], part.largest[slot]);
        }
        if (part.counts instanceof AllCounts few && !(counts instanceof AllCounts)) {
            few.addTo(counts);
        } else {
            ByteBuffer packed = ByteBuffer.allocate(Math.toIntExact(part.counts.packedSize()));
            part.counts.pack(packed);
            counts.merge(packed.flip());
        }
    }

    /// The counts of the runs, in any order, as far as their quantiles need them.
    interface Counts {
        /// @param run shape (slots); not modified
        void add(int[] run);

        /// How far apart counts may be that are not told apart.
        int cellWidth(int slot);

        /// The count of a slot that stands at a place in ascending order, from 1; the middle of its cell.
        long ranked(int slot, long place);

        /// The most bytes that [#pack] writes.
        long packedSize();

        void pack(ByteBuffer out);

        void merge(ByteBuffer in);
    }

    /// Writes seven bits a byte, the lowest first; a set high bit says that more follow.
    static void putShort(ByteBuffer out, int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    static int getShort(ByteBuffer in) {
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
