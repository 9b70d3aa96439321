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
    /// Contiguous blocks of equally many items.
    BLOCK {
        @Override
        int[] owners(List<Item> items, int ranks) {
            int[] owners = new int[items.size()];
            BlockPartition partition = new BlockPartition(items.size(), ranks);
            for (int rank = 0; rank < ranks; rank++) {
                Subrange block = partition.block(rank);
                Arrays.fill(owners, block.start(), block.end(), rank);
            }
            return owners;
        }
    },

    /// The largest first, each to the rank with the least to do so far (Graham 1969, SIAM J. Appl. Math. 17,
    /// 416: at most 4/3 of the shortest possible time where time is proportional to size).
    DYNAMIC {
        @Override
        int[] owners(List<Item> items, int ranks) {
            int[] owners = new int[items.size()];
            long[] load = new long[ranks];
            List<Integer> largestFirst = IntStream.range(0, items.size())
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer i) -> items.get(i).size())
                            .reversed())
                    .toList();
            for (int item : largestFirst) {
                int least = 0;
                for (int rank = 1; rank < ranks; rank++) {
                    least = load[rank] < load[least] ? rank : least;
                }
                owners[item] = least;
                load[least] += items.get(item).size();
            }
            return owners;
        }
    };

    /// The rank of each item, the same on every rank that asks.
    abstract int[] owners(List<Item> items, int ranks);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
