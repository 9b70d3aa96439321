package hyades.comm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// How the ranks' clocks (`System.nanoTime`) stand to rank 0's, measured twice.
///
/// What a rank reads on its clock between rank 0's broadcast and rank 0's end of the gather that follows was read
/// between the two by rank 0's clock too. Several such exchanges confine the difference of the two clocks to their
/// common part. Processes of one machine usually have one and the same clock: a difference of 0 is taken where the
/// measurements allow it, the middle of what they allow elsewhere.
public final class Clocks {
    private static final int EXCHANGES = 10;

    /// What rank 0's clock is ahead of a rank's, at the least and at the most [ns].
    ///
    /// @param at when, on the rank's own clock
    record Bounds(long at, long least, long most) {
        private boolean allowsNone() {
            return least <= 0 && most >= 0;
        }

        private double middle() {
            return 0.5 * (least + most);
        }
    }

    /// From one rank's clock to rank 0's.
    ///
    /// @param errorNanos the most by which it can be wrong
    public record Conversion(long at, double ahead, double drift, long errorNanos) {
        static Conversion of(Bounds first, Bounds last) {
            if (first.allowsNone() && last.allowsNone()) {
                long least = Math.max(first.least, last.least);
                long most = Math.min(first.most, last.most);
                return new Conversion(0, 0, 0, Math.max(-least, most));
            }
            double drift = (last.middle() - first.middle()) / Math.max(1, last.at - first.at);
            long error = Math.max(first.most - first.least, last.most - last.least) / 2;
            return new Conversion(first.at, first.middle(), drift, error);
        }

        /// @param nanos on the rank's clock
        /// @return the same moment on rank 0's clock
        public long toRankZero(long nanos) {
            return nanos + Math.round(ahead + drift * (nanos - at));
        }
    }

    private final LongSupplier clock;
    private final List<Bounds> first;

    private Clocks(LongSupplier clock, List<Bounds> first) {
        this.clock = clock;
        this.first = first;
    }

    /// Measures for the first time; collective.
    public static Clocks measure(Communicator world) {
        return measure(world, System::nanoTime);
    }

    /// @param clock this rank's [ns]
    static Clocks measure(Communicator world, LongSupplier clock) {
        return new Clocks(clock, exchange(world, clock));
    }

    /// Measures for the last time; collective.
    ///
    /// @return on rank 0 one for each rank, elsewhere an empty list
    public List<Conversion> measureAgain(Communicator world) {
        List<Bounds> last = exchange(world, clock);
        List<Conversion> conversions = new ArrayList<>();
        for (int rank = 0; rank < last.size(); rank++) {
            conversions.add(rank == 0 ? new Conversion(0, 0, 0, 0) : Conversion.of(first.get(rank), last.get(rank)));
        }
        return conversions;
    }

    private static List<Bounds> exchange(Communicator world, LongSupplier clock) {
        List<Bounds> bounds = new ArrayList<>();
        for (int i = 0; i < EXCHANGES; i++) {
            long before = clock.getAsLong();
            world.broadcast(new double[1], 0);
            byte[] mine =
                    ByteBuffer.allocate(Long.BYTES).putLong(clock.getAsLong()).array();
            List<byte[]> all = world.gather(mine, 0);
            long after = clock.getAsLong();
            for (int rank = 0; rank < all.size(); rank++) {
                long at = ByteBuffer.wrap(all.get(rank)).getLong();
                Bounds here = new Bounds(at, before - at, after - at);
                if (i == 0) {
                    bounds.add(here);
                } else {
                    Bounds known = bounds.get(rank);
                    bounds.set(
                            rank, new Bounds(at, Math.max(known.least, here.least), Math.min(known.most, here.most)));
                }
            }
        }
        return bounds;
    }
}
