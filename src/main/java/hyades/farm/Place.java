package hyades.farm;

import hyades.comm.Communicator;
import java.util.List;
import java.util.stream.IntStream;

/// Where the ranks of rank 0's process find its dispatcher.
final class Place {
    /// Nobody's in other processes.
    volatile Dispatcher<?> dispatcher;

    /// The ranks that are not of rank 0's process; collective.
    static List<Integer> apart(Communicator world, boolean isApart) {
        double[] marks = new double[world.size()];
        marks[world.rank()] = isApart ? 1 : 0;
        int[] one = IntStream.range(0, world.size()).map(_ -> 1).toArray();
        world.allgather(marks, one);
        return IntStream.range(0, marks.length)
                .filter(r -> marks[r] != 0)
                .boxed()
                .toList();
    }
}
