package hyades.comm;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/// What neighbours that are threads of one process have sent to a rank, of each in its order.
final class Parcels {
    private final Patience patience;
    private final List<Queue<double[]>> from = new ArrayList<>();

    /// What was taken out, for what the same sender sends next.
    private final List<Queue<double[]>> empties = new ArrayList<>();

    private final LongPredicate isThere = sender -> !from.get((int) sender).isEmpty();
    private volatile Thread sleeper;

    /// @param size the number of ranks
    Parcels(int size) {
        patience = new Patience(size);
        for (int rank = 0; rank < size; rank++) {
            from.add(new ConcurrentLinkedQueue<>());
            empties.add(new ConcurrentLinkedQueue<>());
        }
    }

    /// Puts a copy.
    void put(int sender, double[] values) {
        double[] parcel = empties.get(sender).poll();
        if (parcel == null || parcel.length != values.length) {
            parcel = new double[values.length];
        }
        System.arraycopy(values, 0, parcel, 0, values.length);
        from.get(sender).add(parcel);
        LockSupport.unpark(sleeper); // does nothing for null
    }

    /// Waits for the next of a sender's, and copies it, or as much of it as there is room for.
    ///
    /// @return how many values came
    int take(int sender, double[] into) throws InterruptedException {
        if (!patience.sees(isThere, sender, Long.MAX_VALUE)) {
            sleeper = Thread.currentThread();
            while (!isThere.test(sender)) { // whoever puts from now on sees the sleeper
                Patience.sleep(this, Long.MAX_VALUE);
            }
            sleeper = null;
        }
        double[] parcel = from.get(sender).remove();
        System.arraycopy(parcel, 0, into, 0, Math.min(parcel.length, into.length));
        empties.get(sender).add(parcel);
        return parcel.length;
    }
}
