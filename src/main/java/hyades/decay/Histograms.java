package hyades.decay;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// How often each count, or power of two of neighbouring counts, was there, of each slot.
final class Histograms implements Tally.Counts {
    private final int[] low;
    private final int[] shift;
    private final int[] firstCell;
    private final int[] cells;
    private final Map<Long, Integer> strays = new TreeMap<>();
    private long runs;

    /// @param expected count of each slot
    /// @param variance of the counts of each slot
    /// @param nuclei no count is greater
    /// @param mostCells of all slots together, or one a slot where that is more
    Histograms(double[] expected, double[] variance, int nuclei, int mostCells) {
        int slots = expected.length;
        low = new int[slots];
        shift = new int[slots];
        firstCell = new int[slots + 1];
        int[] span = new int[slots];
        for (int slot = 0; slot < slots; slot++) {
            double mean = expected[slot];
            double reach = 9 * Math.sqrt(variance[slot]) + 20;
            low[slot] = (int) Math.max(0, mean - reach);
            span[slot] = (int) (Math.min(nuclei, mean + reach) - low[slot]);
        }
        int most = mostOfASlot(span, mostCells);
        for (int slot = 0; slot < slots; slot++) {
            shift[slot] = shift(span[slot], most);
            firstCell[slot + 1] = firstCell[slot] + (span[slot] >> shift[slot]) + 1;
        }
        cells = new int[firstCell[slots]];
    }

    /// The largest power of two of cells that each slot may have.
    private static int mostOfASlot(int[] span, int mostCells) {
        for (int most = 1 << 30; most > 1; most >>= 1) {
            long total = 0;
            for (int each : span) {
                total += (each >> shift(each, most)) + 1;
            }
            if (total <= mostCells) {
                return most;
            }
        }
        return 1;
    }

    private static int shift(int span, int mostCells) {
        int shift = 0;
        while (span >> shift >= mostCells) {
            shift++;
        }
        return shift;
    }

    @Override
    public void add(int[] run) {
        runs++;
        for (int slot = 0; slot < low.length; slot++) {
            int cell = (run[slot] - low[slot]) >> shift[slot];
            if (cell >= 0 && cell < firstCell[slot + 1] - firstCell[slot]) {
                cells[firstCell[slot] + cell]++;
            } else {
                strays.merge(((long) slot << Integer.SIZE) | run[slot], 1, Integer::sum);
            }
        }
    }

    @Override
    public int cellWidth(int slot) {
        return 1 << shift[slot];
    }

    @Override
    public long ranked(int slot, long place) {
        long seen = 0;
        for (int cell = firstCell[slot]; cell < firstCell[slot + 1]; cell++) {
            seen += cells[cell];
        }
        return seen == runs ? rankedInside(slot, place) : rankedAmongAll(slot, place);
    }

    private long rankedInside(int slot, long place) {
        int cell = firstCell[slot];
        for (long left = place - cells[cell]; left > 0; left -= cells[cell]) {
            cell++;
        }
        return middle(slot, cell);
    }

    /// Some runs lie outside: cells and strays in ascending order.
    private long rankedAmongAll(int slot, long place) {
        TreeMap<Long, Integer> all = new TreeMap<>();
        long first = (long) slot << Integer.SIZE;
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
        long left = place;
        for (Map.Entry<Long, Integer> each : all.entrySet()) {
            left -= each.getValue();
            if (left <= 0) {
                return each.getKey();
            }
        }
        return all.lastEntry().getKey();
    }

    private long middle(int slot, int cell) {
        return low[slot] + ((long) (cell - firstCell[slot]) << shift[slot]) + ((1L << shift[slot]) >> 1);
    }

    @Override
    public long packedSize() {
        int filled = 0;
        for (int count : cells) {
            filled += count > 0 ? 1 : 0;
        }
        return Long.BYTES + 2L * Tally.LONGEST * (filled + 1) + Integer.BYTES + 12L * strays.size();
    }

    @Override
    public void pack(ByteBuffer out) {
        out.putLong(runs);
        int last = -1;
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] > 0) {
                Tally.putShort(out, cell - last);
                Tally.putShort(out, cells[cell]);
                last = cell;
            }
        }
        Tally.putShort(out, 0);
        out.putInt(strays.size());
        strays.forEach((key, times) -> out.putLong(key).putInt(times));
    }

    @Override
    public void merge(ByteBuffer in) {
        runs += in.getLong();
        int cell = -1;
        for (int gap = Tally.getShort(in); gap > 0; gap = Tally.getShort(in)) {
            cell += gap;
            cells[cell] += Tally.getShort(in);
        }
        for (int left = in.getInt(); left > 0; left--) {
            strays.merge(in.getLong(), in.getInt(), Integer::sum);
        }
    }
}
