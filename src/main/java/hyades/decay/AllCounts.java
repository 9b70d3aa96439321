package hyades.decay;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Every count of every run.
final class AllCounts implements Tally.Counts {
    private final int[][] bySlot;
    private int runs;
    private boolean sorted;

    AllCounts(int slots) {
        bySlot = new int[slots][0];
    }

    @Override
    public void add(int[] run) {
        makeRoom(1);
        for (int slot = 0; slot < bySlot.length; slot++) {
            bySlot[slot][runs] = run[slot];
        }
        runs++;
        sorted = false;
    }

    /// Adds them to others of the same slots.
    void addTo(Tally.Counts others) {
        int[] one = new int[bySlot.length];
        for (int run = 0; run < runs; run++) {
            for (int slot = 0; slot < one.length; slot++) {
                one[slot] = bySlot[slot][run];
            }
            others.add(one);
        }
    }

    private void makeRoom(int more) {
        if (bySlot[0].length < runs + more) {
            int length = Math.max(runs + more, runs + (runs >> 1));
            Arrays.setAll(bySlot, slot -> Arrays.copyOf(bySlot[slot], length));
        }
    }

    private void sort() {
        if (!sorted) {
            for (int[] counts : bySlot) {
                Arrays.sort(counts, 0, runs);
            }
            sorted = true;
        }
    }

    @Override
    public int cellWidth(int slot) {
        return 1;
    }

    @Override
    public long ranked(int slot, long place) {
        sort();
        return bySlot[slot][(int) place - 1];
    }

    @Override
    public long packedSize() {
        return Integer.BYTES + (long) Tally.LONGEST * runs * bySlot.length;
    }

    @Override
    public void pack(ByteBuffer out) {
        sort();
        out.putInt(runs);
        for (int[] counts : bySlot) {
            int before = 0;
            for (int run = 0; run < runs; run++) {
                Tally.putShort(out, counts[run] - before);
                before = counts[run];
            }
        }
    }

    @Override
    public void merge(ByteBuffer in) {
        int more = in.getInt();
        makeRoom(more);
        for (int[] counts : bySlot) {
            int count = 0;
            for (int run = runs; run < runs + more; run++) {
                count += Tally.getShort(in);
                counts[run] = count;
            }
        }
        runs += more;
        sorted = false;
    }
}
