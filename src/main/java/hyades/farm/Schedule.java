package hyades.farm;

import hyades.partition.BlockPartition;
import hyades.partition.Subrange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Who works on what. It changes nothing but the time.
public enum Schedule {
    /// Contiguous blocks of equally many items, each a rank's own.
    BLOCK {
        @Override
        int[] owners(int items, int ranks) {
            int[] owners = new int[items];
            BlockPartition partition = new BlockPartition(items, ranks);
            for (int rank = 0; rank < ranks; rank++) {
                Subrange block = partition.block(rank);
                Arrays.fill(owners, block.start(), block.end(), rank);
            }
            return owners;
        }

        @Override
        List<Integer> order(List<Item> items) {
            return IntStream.range(0, items.size()).boxed().toList();
        }
    },

    /// The largest first, each by who is free (Graham 1969, SIAM J. Appl. Math. 17, 416: at most 4/3 of the shortest
    /// possible time where time grows with size, at most twice where it does not).
    DYNAMIC {
        @Override
        int[] owners(int items, int ranks) {
            int[] owners = new int[items];
            Arrays.fill(owners, -1);
            return owners;
        }

        @Override
        List<Integer> order(List<Item> items) {
            return IntStream.range(0, items.size())
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer i) -> items.get(i).size())
                            .reversed())
                    .toList();
        }
    };

    /// The rank of each item; negative for whichever is free.
    abstract int[] owners(int items, int ranks);

    /// The order in which items are begun.
    abstract List<Integer> order(List<Item> items);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
