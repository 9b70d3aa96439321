package hyades.nbody;

import java.util.Arrays;

/// Finds bodies that came to one place. The kernels cannot: there the pull of one on the other is a finite weight times
/// a distance of 0. A table of places costs O(N) beside their O(N²).
final class Meetings {
    private static final long MIX = 0x9e3779b97f4a7c15L; // 2⁶⁴ over the golden ratio: Knuth, TAOCP 3, 6.4

    private final int[] slots; // body + 1, or 0
    private final int shift;

    Meetings(int bodies) {
        int bits = Math.max(1, 33 - Integer.numberOfLeadingZeros(bodies)); // at most half full
        slots = new int[1 << bits];
        shift = 64 - bits;
    }

    /// Does nothing unless two bodies, of which at least one has mass, have the same coordinates.
    ///
    /// @throws BodiesMet if they have
    void refuse(Bodies bodies) {
        Arrays.fill(slots, 0);
        for (int i = 0; i < bodies.count(); i++) {
            if (bodies.mass[i] > 0) {
                slots[slotOf(bodies, i)] = i + 1;
            }
        }
        for (int i = 0; i < bodies.count(); i++) {
            if (bodies.mass[i] == 0) {
                slotOf(bodies, i);
            }
        }
    }

    /// The free slot for a body, if none has its place.
    private int slotOf(Bodies bodies, int body) {
        long hash = 0;
        for (double[] axis : bodies.position) {
            hash = (hash ^ Double.doubleToRawLongBits(axis[body] + 0.0)) * MIX; // -0 is the place of 0
            hash ^= hash >>> 32;
        }
        int slot = (int) (hash * MIX >>> shift);
        while (slots[slot] != 0) {
            int other = slots[slot] - 1;
            if (isOnePlace(bodies, body, other)) {
                throw new BodiesMet(Math.min(body, other), Math.max(body, other));
            }
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static boolean isOnePlace(Bodies bodies, int i, int j) {
        for (double[] axis : bodies.position) {
            if (axis[i] != axis[j]) {
                return false;
            }
        }
        return true;
    }
}
