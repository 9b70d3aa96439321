package hyades.comm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// What neighbours that are threads of one process have sent to a rank, of each in its order.
final class Parcels {
    private final List<Queue<double[]>> from = new ArrayList<>();

    /// @param size the number of ranks
    Parcels(int size) {
        for (int rank = 0; rank < size; rank++) {
            from.add(new ArrayDeque<>());
        }
    }

    synchronized void put(int sender, double[] values) {
        from.get(sender).add(values);
        notifyAll();
    }

    /// Waits for the next of a sender's.
    synchronized double[] take(int sender) throws InterruptedException {
        while (from.get(sender).isEmpty()) {
            wait();
        }
        return from.get(sender).remove();
    }
}
